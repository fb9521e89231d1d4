//! What an application waits for beside requests: timers, descriptors, signals, other threads.

use super::{Ready, Worker};
use crate::sys::signal::Signals;
use crate::timers::TimerId;
use crate::token::Source;
use crate::watches::{Interest, WatchId};
use mio::event::Event;
use mio::unix::SourceFd;
use std::io;
use std::os::fd::{AsFd, AsRawFd, RawFd};
use std::time::Duration;

pub use mio::Waker;

impl Worker {
    /// Sets a timer for `after` from now, and then every `again`. None when there are a million.
    pub fn set_timer(&mut self, after: Duration, again: Option<Duration>) -> Option<TimerId> {
        // Not from the turn's moment: what has run since then may have taken long.
        self.timers.set(self.clock.now(), after, again)
    }

    /// Ends a timer; says whether it was set.
    pub fn cancel_timer(&mut self, id: TimerId) -> bool {
        self.timers.cancel(id)
    }

    /// How many timers are set.
    pub fn timers(&self) -> usize {
        self.timers.len()
    }

    /// Watches a descriptor, which stays its owner's. It is told of in every turn in which it is ready.
    pub fn watch(&mut self, descriptor: RawFd, interest: Interest) -> io::Result<WatchId> {
        let number = u32::try_from(descriptor).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
        self.watches.add(self.poll.as_raw_fd(), descriptor, Source::Watch(number).number(), interest)
    }

    /// Ends a watch; says whether there was one.
    pub fn unwatch(&mut self, id: WatchId) -> bool {
        let number = self.watches.descriptor(id).and_then(|descriptor| u32::try_from(descriptor).ok());
        let token = Source::Watch(number.unwrap_or(0)).number();
        self.watches.remove(self.poll.as_raw_fd(), id, token)
    }

    /// How many watches there are.
    pub fn watches(&self) -> usize {
        self.watches.len()
    }

    /// Takes these signals: they come as [`Ready::Signal`], in place of those that were taken before.
    pub fn take_signals(&mut self, signals: &[i32]) -> io::Result<()> {
        self.signals = None;
        if signals.is_empty() {
            return Ok(());
        }
        let taken = Signals::take(signals)?;
        let descriptor = taken.as_fd().as_raw_fd();
        let token = Source::Signals.token();
        self.poll.registry().register(&mut SourceFd(&descriptor), token, mio::Interest::READABLE)?;
        self.signals = Some(taken);
        Ok(())
    }

    /// Something by which another thread wakes this worker: [`Ready::Woken`]. One is enough for all threads.
    pub fn waker(&self) -> io::Result<Waker> {
        Waker::new(self.poll.registry(), Source::Waker.token())
    }

    pub(super) fn signal_event(&mut self) -> io::Result<()> {
        while let Some(signal) = self.signals.as_ref().map(Signals::next).transpose()?.flatten() {
            self.ready.push_back(Ready::Signal(signal));
        }
        Ok(())
    }

    pub(super) fn watch_event(&mut self, number: u32, event: &Event) {
        let Ok(descriptor) = RawFd::try_from(number) else { return };
        let is_broken = event.is_error() || event.is_read_closed() || event.is_write_closed();
        self.tell_watchers(descriptor, event.is_readable() || is_broken, event.is_writable() || is_broken);
    }

    /// Tells of what is ready whatever epoll says.
    pub(super) fn watch_always(&mut self) {
        if self.watches.any_always_ready() {
            let descriptors: Vec<_> = self.watches.always_ready().collect();
            for descriptor in descriptors {
                self.tell_watchers(descriptor, true, true);
            }
        }
    }

    fn tell_watchers(&mut self, descriptor: RawFd, read: bool, write: bool) {
        let (readers, writers) = self.watches.waiting(descriptor);
        if read {
            self.ready.extend(readers.iter().map(|&id| Ready::Readable(id)));
        }
        if write {
            self.ready.extend(writers.iter().map(|&id| Ready::Writable(id)));
        }
    }
}
