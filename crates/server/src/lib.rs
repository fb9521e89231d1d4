//! An HTTP server without PHP: sockets, timers, the loop of one worker, and the processes around it. The protocol itself is in `highper-http`.
//!
//! Linux only. Everything that is asked of the operating system without a safe interface is in `sys`.

#![deny(unsafe_code)]

mod address;
mod clock;
mod id;
mod limits;
mod listener;
mod stats;
mod stream;
pub mod sys;
mod timeouts;
mod timers;
mod watches;

pub use address::{Address, AddressError};
pub use clock::{Clock, Hands, Moment};
pub use id::{Id, MAX_PLACES};
pub use limits::Limits;
pub use listener::{Activation, FIRST_ACTIVATED, ListenError, ListenOptions, Listener, Peer};
pub use stats::Stats;
pub use timers::{TimerId, Timers};
pub use watches::{Interest, WatchId};
