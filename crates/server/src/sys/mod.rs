//! What is asked of Linux without a safe interface elsewhere. Small functions over descriptors that their callers own; no decisions.
#![allow(unsafe_code)]

pub mod file;
pub mod inherit;
pub mod limit;
pub mod process;
pub mod signal;
pub mod tcp;
pub mod usage;
pub mod watch;
