//! The processes of a server. A master owns the sockets and loads nothing; generations are programs it starts, which fork their workers before
//! they load an application; workers answer. Between two generations no connection is lost, since both have the same sockets.
//!
//! ```text
//! master ── exec ── generation 7 ── fork ── worker, slot 0
//!   │                                  └──── worker, slot 1
//!   └────── exec ── generation 6, draining ─ worker, slot 0
//! ```

pub mod admin;
pub mod attached;
mod backoff;
pub mod client;
mod codec;
pub mod config;
pub mod generation;
pub mod journal;
pub mod listeners;
pub mod master;
mod message;
mod scaling;
pub mod statistics;
pub mod worker;

pub use attached::Attached;
pub use config::{Config, Launch, Supervision};
pub use generation::{Ended, Generation, Outcome};
pub use journal::{Event, Journal, Stderr};
pub use listeners::{Endpoint, Listener};
pub use master::{Master, MasterError};
pub use message::{Drain, Reason};
pub use worker::{Order, Worker};
