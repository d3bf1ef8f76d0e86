//! Where two keyings differ.
