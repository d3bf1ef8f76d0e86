//! Proposals on small made studies.
