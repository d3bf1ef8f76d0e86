# command_line
