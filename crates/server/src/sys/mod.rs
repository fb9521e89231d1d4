//! What is asked of Linux without a safe interface elsewhere. Small functions over descriptors that their callers own; no decisions.
#![allow(unsafe_code)]

pub mod process;
pub mod usage;
pub mod watch;
