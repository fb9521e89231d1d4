//! An HTTP server without PHP: sockets, timers, the loop of one worker, and the processes around it. The protocol itself is in `highper-http`.
//!
//! Linux only. Everything that is asked of the operating system without a safe interface is in `sys`.

#![deny(unsafe_code)]

mod address;
mod clock;
mod files;
mod id;
mod limits;
mod listener;
mod log;
pub mod process;
mod segments;
mod stats;
mod stream;
pub mod sys;
mod table;
mod timeouts;
mod timers;
mod token;
mod watches;
mod worker;

pub use address::{Address, AddressError};
pub use clock::{Clock, Hands, Moment};
pub use files::{FileOptions, Files, Served};
pub use highper_http as http;
pub use id::{Id, MAX_PLACES};
pub use limits::Limits;
pub use listener::{Activation, FIRST_ACTIVATED, ListenError, ListenOptions, Listener, Peer};
pub use log::{AccessLog, LogFormat};
pub use segments::Piece;
pub use stats::Stats;
pub use stream::{Stream, Transport};
pub use timers::TimerId;
pub use watches::{Interest, WatchId};
pub use worker::{BodyView, Detached, Drain, Flow, Options, Ready, Waker, Worker};
