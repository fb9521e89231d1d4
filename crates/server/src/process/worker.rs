//! A worker's side of the processes: which listeners it has, what it is told, what it says. Its loop is elsewhere.

use super::config::Supervision;
use super::listeners::Listener;
use super::message::{Drain, Message, ROOM, Reason};
use super::statistics::WorkerStatistics;
use crate::sys::process::channel::{Channel, Received};
use crate::sys::process::signals::Signals;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

/// What a worker has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    /// Accept connections from this listener, by its position in [`Worker::listeners`].
    Watch(usize),
    /// Accept no more from it. Others do, or will; it must not be closed while connections may wait in it.
    Unwatch(usize),
    /// Accept nothing more, or what waits and then nothing more, and say so by [`Worker::quiet`]; answer what comes on the connections there
    /// are, and close each when it has been idle for a moment; end when there are none.
    Drain(Drain),
    /// Open log files anew.
    Reopen,
    /// A signal that was asked for by [`Worker::signals`], and is none of those that mean an order.
    Signal(i32),
}

/// The process this is, after [`super::Generation::run`] has returned in it.
#[derive(Debug)]
pub struct Worker {
    pub(super) generation: u64,
    pub(super) slot: u32,
    pub(super) supervision: Supervision,
    pub(super) request_limit: u64,
    pub(super) listeners: Vec<Listener>,
    pub(super) channel: Channel,
    pub(super) signals: Signals,
    pub(super) statistics: WorkerStatistics,
    pub(super) standing: Standing,
}

/// What has been said already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    has_asked: bool,
    is_draining: bool,
    is_orphan: bool,
}

impl Worker {
    /// The number of the generation, from 1.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The slot, from 0.
    pub fn slot(&self) -> u32 {
        self.slot
    }

    /// All listeners of the server. Only those may be accepted from that an [`Order::Watch`] names.
    pub fn listeners(&self) -> &[Listener] {
        &self.listeners
    }

    /// How this worker is looked after.
    pub fn supervision(&self) -> &Supervision {
        &self.supervision
    }

    /// Where it counts, and shows that it lives.
    pub fn statistics(&self) -> &WorkerStatistics {
        &self.statistics
    }

    /// What becomes readable when [`Worker::take`] has something: level-triggered, or to be asked until it has nothing.
    pub fn descriptors(&self) -> [BorrowedFd<'_>; 2] {
        [self.channel.as_fd(), self.signals.as_fd()]
    }

    /// The signals that are caught, for more of them to be.
    pub fn signals(&mut self) -> &mut Signals {
        &mut self.signals
    }

    /// Says that connections can be taken: everything is loaded.
    pub fn ready(&self) {
        // If nobody is there to hear it, `take` tells.
        let _ = self.channel.send(&Message::Ready.encode());
    }

    /// Says why it will not become ready. The process is to end then.
    pub fn failed(&self, reason: &str) {
        let _ = self.channel.send(&Message::Failed(reason.to_owned()).encode());
    }

    /// Asks to be replaced, once. It goes on until [`Order::Drain`], which comes when another one has taken its place.
    pub fn recycle(&mut self, reason: Reason) {
        if !self.standing.has_asked {
            self.standing.has_asked = true;
            let _ = self.channel.send(&Message::Recycle(reason).encode());
        }
    }

    /// Says that it accepts nothing any more, and ends when it is done: what follows a fault that only a new process heals.
    pub fn leaving(&mut self, reason: Reason) {
        if !self.standing.is_draining {
            self.standing = Standing { has_asked: true, is_draining: true, ..self.standing };
            let _ = self.channel.send(&Message::Leaving(reason).encode());
        }
    }

    /// Says that nothing is accepted any more, after [`Order::Drain`]. A reload is over when all old workers have said so.
    pub fn quiet(&self) {
        let _ = self.channel.send(&Message::Quiet.encode());
    }

    /// Whether it has answered as many requests as it may. To be asked now and then; asks to be replaced by itself.
    pub fn check_limits(&mut self) {
        if self.request_limit != 0 && self.statistics.requests() >= self.request_limit {
            self.recycle(Reason::Requests);
        }
    }

    /// What there is to do, in its order.
    ///
    /// # Errors
    /// None so far; a channel that breaks is an order to drain.
    pub fn take(&mut self) -> io::Result<Vec<Order>> {
        let mut orders = Vec::new();
        for signal in self.signals.take() {
            match signal {
                libc::SIGTERM => self.drain_by_signal(Some(self.supervision.drain_deadline), &mut orders),
                libc::SIGQUIT => self.drain_by_signal(None, &mut orders),
                libc::SIGUSR1 => orders.push(Order::Reopen),
                // A terminal sends it to all processes in the foreground. The master hears it, too, and decides.
                libc::SIGINT | libc::SIGHUP | libc::SIGUSR2 => {}
                other => orders.push(Order::Signal(other)),
            }
        }
        let mut room = [0; ROOM];
        loop {
            match self.channel.receive(&mut room) {
                Received::Message(length) => match room.get(..length).and_then(Message::decode) {
                    // It was sent before the other side knew that this one leaves.
                    Some(Message::Watch(_)) if self.standing.is_draining => {}
                    Some(Message::Watch(listener)) => orders.extend(usize::try_from(listener).map(Order::Watch)),
                    Some(Message::Unwatch(listener)) => orders.extend(usize::try_from(listener).map(Order::Unwatch)),
                    Some(Message::Drain(how)) => {
                        self.standing.is_draining = true;
                        orders.push(Order::Drain(how));
                    }
                    Some(Message::Reopen) => orders.push(Order::Reopen),
                    _ => {}
                },
                Received::Nothing => break,
                Received::Closed => {
                    // Whoever looked after it is gone. Nobody would replace it, or end it.
                    if !self.standing.is_orphan {
                        self.standing = Standing { is_orphan: true, is_draining: true, ..self.standing };
                        orders.push(Order::Drain(Drain { time: Some(self.supervision.drain_deadline), is_last: true }));
                    }
                    break;
                }
            }
        }
        Ok(orders)
    }

    /// Whether the process that looked after this one is gone. The channel need not be waited for any more: it would always be readable.
    pub fn is_orphan(&self) -> bool {
        self.standing.is_orphan
    }

    fn drain_by_signal(&mut self, time: Option<Duration>, orders: &mut Vec<Order>) {
        self.leaving(Reason::Signal);
        // Whether another one follows is not known here. If so, it does no harm that this one accepts what waits.
        orders.push(Order::Drain(Drain { time, is_last: true }));
    }
}
