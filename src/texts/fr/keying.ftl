# keying
