//! What the operating system has to be asked for without a safe interface: memory on huge pages, and whether the process has forked. And
//! what is left on the stack.
#![allow(unsafe_code)]

mod fork;
mod pages;
mod scrub;
#[cfg(test)]
pub mod test_fork;

pub use fork::fork_generation;
pub use pages::Blocks;
pub use scrub::scrub_stack;
