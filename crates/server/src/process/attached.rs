//! A worker process and its loop, put together: orders become what the loop does, and what the loop counts is seen by the other processes.

use super::worker::{Order, Worker};
use crate::listener::Listener;
use crate::stats::Stats;
use crate::sys::process::clock;
use crate::watches::{Interest, WatchId};
use crate::worker::{self, Ready};
use std::io;
use std::os::fd::{AsFd, AsRawFd};
use std::time::Duration;

/// The time of a drain that has no limit: longer than any machine runs.
const NO_LIMIT: Duration = Duration::from_secs(100 * 365 * 86_400);

/// A process's orders, attached to its loop.
#[derive(Debug)]
pub struct Attached {
    process: Worker,
    watches: [WatchId; 2],
    /// Positions of the listeners that the loop has.
    listening: Vec<usize>,
    /// What the others were told already.
    told: Stats,
    /// What is to be added to the loop's moments for the clock of all processes.
    offset: u64,
}

impl Attached {
    /// Has the loop look out for orders. It begins to accept when it is told to, which is after [`Attached::ready`].
    ///
    /// # Errors
    /// What the system says.
    pub fn new(process: Worker, server: &mut worker::Worker) -> io::Result<Self> {
        let [channel, signals] = process.descriptors().map(|descriptor| descriptor.as_raw_fd());
        let watches = [server.watch(channel, Interest::Read)?, server.watch(signals, Interest::Read)?];
        let offset = clock::nanoseconds().saturating_sub(server.now().as_nanos());
        Ok(Self { process, watches, listening: Vec::new(), told: Stats::default(), offset })
    }

    /// The process, for what it says of itself: that it failed, that it wants to be replaced.
    pub fn process(&mut self) -> &mut Worker {
        &mut self.process
    }

    /// Says that the application is loaded.
    pub fn ready(&self) {
        self.process.ready();
    }

    /// A turn of the loop. The time until the next one, the wait in it aside, is what the worker is busy, and what it must not hang in.
    ///
    /// # Errors
    /// What the system says.
    pub fn turn(&mut self, server: &mut worker::Worker, timeout: Option<Duration>) -> io::Result<()> {
        server.flush();
        self.publish(server.stats());
        self.process.check_limits();
        if server.is_drained() {
            // What was just written was the last: nothing would end the wait.
            return Ok(());
        }
        self.process.statistics().end_turn(clock::nanoseconds());
        let turned = server.turn(timeout);
        // The moment when the wait was over: what came was read in this turn.
        self.process.statistics().begin_turn(self.offset.saturating_add(server.now().as_nanos()).max(1));
        turned
    }

    /// Does what is ordered, if that is what became ready. Gives what is not for the loop: log files to be opened anew, signals.
    ///
    /// # Errors
    /// What the system says of a listener.
    pub fn handle(&mut self, server: &mut worker::Worker, ready: Ready) -> io::Result<Vec<Order>> {
        if !self.watches.iter().any(|watch| ready == Ready::Readable(*watch)) {
            return Ok(Vec::new());
        }
        let mut others = Vec::new();
        for order in self.process.take()? {
            match order {
                Order::Watch(position) => self.listen(server, position)?,
                // Others accept from it, and so may this one: it only makes the load a little less even.
                Order::Unwatch(_) => {}
                Order::Drain(how) => {
                    let kind = if how.is_last { worker::Drain::Last } else { worker::Drain::HandOver };
                    server.drain(kind, how.time.unwrap_or(NO_LIMIT));
                    self.process.quiet();
                }
                other => others.push(other),
            }
        }
        if self.process.is_orphan() {
            // It would be readable for ever.
            self.watches.first().map(|watch| server.unwatch(*watch));
        }
        Ok(others)
    }

    fn listen(&mut self, server: &mut worker::Worker, position: usize) -> io::Result<()> {
        if self.listening.contains(&position) {
            return Ok(());
        }
        let Some(listener) = self.process.listeners().get(position) else { return Ok(()) };
        let socket = listener.as_fd().try_clone_to_owned()?;
        let listener = Listener::from_descriptor(socket).map_err(|(_, error)| error)?;
        server.listen(listener)?;
        self.listening.push(position);
        Ok(())
    }

    fn publish(&mut self, stats: &Stats) {
        let (told, now) = (&self.told, self.process.statistics());
        now.answered(stats.responses.saturating_sub(told.responses), 0);
        now.accepted(stats.accepted.saturating_sub(told.accepted));
        let received = stats.bytes_in.saturating_sub(told.bytes_in);
        now.transferred(received, stats.bytes_out.saturating_sub(told.bytes_out));
        now.set_connections(stats.open);
        self.told = *stats;
    }
}
