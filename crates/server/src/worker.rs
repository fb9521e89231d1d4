//! The loop of one worker: it waits once, then says what has come, piece by piece. Nothing here calls back, so whoever uses it may leave it between two calls
//! in any way whatever, a longjmp included.
//!
//! ```text
//! loop { worker.turn(None)?; while let Some(ready) = worker.next() { … worker.respond(…) … } worker.flush(); }
//! ```

mod accept;
mod answer;
mod around;
mod drain;
mod expire;
mod input;
mod output;

pub use answer::{BodyView, Flow};
pub use around::Waker;
pub use drain::Drain;
pub use output::Detached;

use crate::clock::{Clock, Moment};
use crate::id::Id;
use crate::limits::{Limits, PerAddress};
use crate::listener::Listener;
use crate::log::AccessLog;
use crate::stats::Stats;
use crate::sys::signal::Signals;
use crate::table::{Exchange, Table};
use crate::timeouts::Timeouts;
use crate::timers::{TimerId, Timers};
use crate::token::{Source, serial_bits};
use crate::watches::{WatchId, Watches};
use highper_http::{Connection, date};
use mio::{Events, Poll};
use std::collections::VecDeque;
use std::io;
use std::num::NonZeroU16;
use std::os::fd::{AsRawFd, RawFd};
use std::sync::Arc;
use std::time::Duration;

/// Events that are taken from epoll at once. As many connections need buffers at a time, which had better stay in the cache.
const EVENTS: usize = 128;

/// Something for the application to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// A request's head is there.
    Request(Id),
    /// There is more of a body that was wanted, or its end.
    Body(Id),
    /// The peer has read: who was told to wait may write again.
    Drained(Id),
    /// An exchange has ended before its response was complete. Its number is good for nothing any more.
    Gone(Id),
    /// The connection has changed its protocol and can be taken out.
    Upgraded(Id),
    /// A timer's moment has come.
    Timer(TimerId),
    /// A watched descriptor can be read.
    Readable(WatchId),
    /// A watched descriptor can be written.
    Writable(WatchId),
    /// A signal has come.
    Signal(i32),
    /// Another thread has something to say.
    Woken,
    /// The process has no descriptor left for the next connection. Said once until one could be accepted again.
    Exhausted,
}

/// What a worker is made of.
#[derive(Debug)]
pub struct Options {
    /// Limits of connections and times.
    pub limits: Limits,
    /// Limits of the protocol.
    pub http: highper_http::Limits,
    /// What time it is.
    pub clock: Clock,
    /// Where responses are logged.
    pub log: Option<AccessLog>,
}

impl Default for Options {
    fn default() -> Self {
        let mut http = highper_http::Limits::default();
        // Sixteen requests of a browser come in one read. Idle connections have no buffer, so there are few of them.
        http.buffer = 16 * 1024;
        Self { limits: Limits::default(), http, clock: Clock::default(), log: None }
    }
}

/// The kinds of timeouts, as numbers of queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Idle,
    Head,
    Body,
    Write,
    Handler,
    Linger,
}

impl Kind {
    const ALL: [Self; 6] = [Self::Idle, Self::Head, Self::Body, Self::Write, Self::Handler, Self::Linger];

    const fn queue(self) -> usize {
        match self {
            Self::Idle => 0,
            Self::Head => 1,
            Self::Body => 2,
            Self::Write => 3,
            Self::Handler => 4,
            Self::Linger => 5,
        }
    }

    const fn length(self, limits: &Limits) -> Option<Duration> {
        match self {
            Self::Idle => limits.idle_timeout,
            Self::Head => limits.head_timeout,
            Self::Body => limits.body_timeout,
            Self::Write => limits.write_timeout,
            Self::Handler => limits.handler_timeout,
            Self::Linger => limits.linger_timeout,
        }
    }
}

#[derive(Debug)]
struct Place {
    listener: Listener,
    /// Connections may wait.
    is_ready: bool,
}

/// A worker: its connections, timers and watches.
#[derive(Debug)]
pub struct Worker {
    poll: Poll,
    events: Option<Events>,
    clock: Clock,
    now: Moment,
    /// The second of the calendar, and as responses carry it.
    second: u64,
    date: [u8; date::LENGTH],
    listeners: Vec<Place>,
    table: Table,
    #[expect(
        clippy::vec_box,
        reason = "the box goes from here to a connection and back; its contents stay where they are"
    )]
    pool: Vec<Box<Exchange>>,
    timeouts: Timeouts,
    timers: Timers,
    watches: Watches,
    signals: Option<Signals>,
    ready: VecDeque<Ready>,
    /// Connections to go on with once nothing else is ready: their response is complete, or their body was used.
    resume: VecDeque<u32>,
    /// Connections with something to write.
    dirty: Vec<u32>,
    /// Connections that go on in the next turn.
    later: Vec<u32>,
    limits: Limits,
    http: Arc<highper_http::Limits>,
    per_address: PerAddress,
    /// Until when nothing is accepted, for want of descriptors.
    paused: Option<Moment>,
    /// Somebody was told of that.
    is_exhausted: bool,
    drain: Option<Moment>,
    is_draining: bool,
    log: Option<AccessLog>,
    scratch: Vec<u8>,
    stats: Stats,
}

impl Worker {
    /// A worker without listeners. It is made after the process has forked for the last time: descriptors of epoll are not to be shared.
    pub fn new(options: Options) -> io::Result<Self> {
        let Options { limits, http, clock, log } = options;
        let second = clock.calendar().as_secs();
        Ok(Self {
            poll: Poll::new()?,
            events: Some(Events::with_capacity(EVENTS)),
            now: clock.now(),
            second,
            date: imf_fixdate(second),
            clock,
            listeners: Vec::new(),
            table: Table::default(),
            pool: Vec::new(),
            timeouts: Timeouts::new(&Kind::ALL.map(|kind| kind.length(&limits))),
            timers: Timers::default(),
            watches: Watches::default(),
            signals: None,
            ready: VecDeque::new(),
            resume: VecDeque::new(),
            dirty: Vec::new(),
            later: Vec::new(),
            limits,
            http: Arc::new(http),
            per_address: PerAddress::default(),
            paused: None,
            is_exhausted: false,
            drain: None,
            is_draining: false,
            log,
            scratch: Vec::new(),
            stats: Stats::default(),
        })
    }

    /// Writes what is to be written, waits until something happens, for `timeout` at most, and reads what has come. [`next`](Self::next) says what that is.
    pub fn turn(&mut self, timeout: Option<Duration>) -> io::Result<()> {
        self.flush();
        let timeout = self.patience(timeout);
        let mut events = self.events.take().unwrap_or_else(|| Events::with_capacity(EVENTS));
        let waited = match self.poll.poll(&mut events, timeout) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(()),
            result => result,
        };
        self.tick();
        if waited.is_ok() {
            for event in &events {
                match Source::read(event.token()) {
                    Source::Connection(place, serial) => self.connection_event(place, serial, event),
                    Source::Listener(number) => self.listener_event(number),
                    Source::Watch(number) => self.watch_event(number, event),
                    Source::Signals => self.signal_event()?,
                    Source::Waker => self.ready.push_back(Ready::Woken),
                }
            }
        }
        self.events = Some(events);
        self.go_on();
        self.accept_all();
        self.expire();
        self.stats.turns = self.stats.turns.saturating_add(1);
        waited
    }

    /// The next thing to do. None until the next turn.
    #[inline]
    #[expect(
        clippy::should_implement_trait,
        reason = "what comes next depends on what is done in between, as an iterator's caller does not expect"
    )]
    pub fn next(&mut self) -> Option<Ready> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            let place = self.resume.pop_front()?;
            self.resume(place);
        }
    }

    /// What the worker has counted.
    pub const fn stats(&self) -> &Stats {
        &self.stats
    }

    /// The moment of this turn.
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// The time since the beginning of 1970.
    pub fn calendar(&self) -> Duration {
        self.clock.calendar()
    }

    /// When the worker has something to do even if nothing comes; for whoever waits for its descriptor in another loop. At once is a moment that has passed.
    pub fn deadline(&mut self) -> Option<Moment> {
        if self.has_work() { Some(self.now) } else { self.next_moment() }
    }

    /// How long epoll may wait.
    fn patience(&mut self, most: Option<Duration>) -> Option<Duration> {
        if self.has_work() {
            return Some(Duration::ZERO);
        }
        let next = self.next_moment().map(|moment| moment.since(self.clock.now()));
        match (next, most) {
            (Some(next), Some(most)) => Some(next.min(most)),
            (next, most) => next.or(most),
        }
    }

    fn next_moment(&mut self) -> Option<Moment> {
        let paused = self.paused.filter(|_| self.listeners.iter().any(|place| place.is_ready));
        [self.timeouts.next(), self.timers.next(), paused, self.drain].into_iter().flatten().min()
    }

    /// Whether there is something to do without waiting.
    fn has_work(&self) -> bool {
        !self.ready.is_empty()
            || !self.resume.is_empty()
            || !self.later.is_empty()
            || !self.dirty.is_empty()
            || self.watches.any_always_ready()
            || (self.may_accept() && self.listeners.iter().any(|place| place.is_ready))
    }

    fn tick(&mut self) {
        self.now = self.clock.now();
        let second = self.clock.calendar().as_secs();
        if second != self.second {
            self.second = second;
            self.date = imf_fixdate(second);
        }
    }

    fn connection_event(&mut self, place: u32, serial: u32, event: &mio::event::Event) {
        let Some(slot) = self.table.get_mut(place).filter(|slot| serial_bits(slot.serial) == serial) else { return };
        let is_broken = event.is_error() || (event.is_read_closed() && event.is_write_closed());
        slot.flags.is_ending |= event.is_read_closed();
        slot.flags.readable |= event.is_readable() || is_broken || event.is_read_closed();
        if event.is_writable() && std::mem::take(&mut slot.flags.blocked) {
            self.mark_dirty(place);
        }
        if is_broken && self.table.active_id(place).is_some() {
            // There is nobody left to answer. A peer that only stopped sending is still to be answered.
            self.remove(place);
            return;
        }
        self.pump(place, true);
    }

    /// Goes on with the connections whose turn was over.
    fn go_on(&mut self) {
        if self.later.is_empty() {
            return;
        }
        let mut places = std::mem::take(&mut self.later);
        for place in places.drain(..) {
            if let Some(slot) = self.table.get_mut(place) {
                slot.flags.is_waiting_turn = false;
                if slot.exchange.as_deref().is_some_and(|exchange| exchange.backlog() > 0) {
                    self.mark_dirty(place);
                }
                self.pump(place, true);
            }
        }
        if self.later.is_empty() {
            self.later = places;
        }
    }

    fn put_off(&mut self, place: u32) {
        if let Some(slot) = self.table.get_mut(place)
            && !std::mem::replace(&mut slot.flags.is_waiting_turn, true)
        {
            self.later.push(place);
        }
    }

    fn mark_dirty(&mut self, place: u32) {
        if let Some(slot) = self.table.get_mut(place)
            && !std::mem::replace(&mut slot.flags.is_dirty, true)
        {
            self.dirty.push(place);
        }
    }

    fn mark_resume(&mut self, place: u32) {
        if let Some(slot) = self.table.get_mut(place)
            && !std::mem::replace(&mut slot.flags.is_resuming, true)
        {
            self.resume.push_back(place);
        }
    }

    /// Ends a connection, whatever is under way.
    fn remove(&mut self, place: u32) {
        let active = self.table.active_id(place);
        let address = self.table.get(place).and_then(|slot| slot.peer.address());
        let Some((_, exchange)) = self.table.remove(place) else { return };
        self.timeouts.stop(place);
        self.stats.open = self.stats.open.saturating_sub(1);
        if let (Some(address), Some(_)) = (address, self.limits.per_address) {
            self.per_address.leave(address);
        }
        if let Some(id) = active {
            self.stats.active = self.stats.active.saturating_sub(1);
            self.stats.broken = self.stats.broken.saturating_add(1);
            self.ready.push_back(Ready::Gone(id));
        }
        self.give_back(exchange);
    }

    /// Keeps what an idle connection does not need, for the next one that does.
    fn give_back(&mut self, exchange: Option<Box<Exchange>>) {
        if let Some(mut exchange) = exchange
            && self.pool.len() < self.limits.pooled
            && exchange.is_idle()
        {
            exchange.reset();
            self.pool.push(exchange);
        }
    }
}

impl Exchange {
    fn new(limits: &Arc<highper_http::Limits>) -> Box<Self> {
        Box::new(Self {
            http: Connection::new(Arc::clone(limits)),
            segments: crate::segments::Segments::default(),
            is_active: false,
            begun: Moment::default(),
            passed: 0,
            status: None::<NonZeroU16>,
            body_bytes: 0,
        })
    }

    fn reset(&mut self) {
        self.segments.clear();
        self.is_active = false;
        self.passed = 0;
    }
}

impl AsRawFd for Worker {
    /// Ready to be read when something has happened: another loop may wait for it.
    fn as_raw_fd(&self) -> RawFd {
        self.poll.as_raw_fd()
    }
}

fn imf_fixdate(second: u64) -> [u8; date::LENGTH] {
    date::imf_fixdate(i64::try_from(second).unwrap_or(i64::MAX))
}
