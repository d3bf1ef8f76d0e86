//! Where everything stands on the paper.
