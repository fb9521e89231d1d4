//! A connection of the master's own servers: little is said, and not for long. Bytes in up to a limit, bytes out, and an end.

use std::io::{ErrorKind, Read, Write};
use std::time::{Duration, Instant};

/// A connection, whose stream does not block.
#[derive(Debug)]
pub(super) struct Conversation<S> {
    pub(super) stream: S,
    pub(super) input: Vec<u8>,
    output: Vec<u8>,
    /// When it is given up, if it has a limit.
    pub(super) until: Option<Instant>,
    ends_when_written: bool,
    is_over: bool,
}

impl<S: Read + Write> Conversation<S> {
    pub(super) fn new(stream: S, time: Duration) -> Self {
        let until = Instant::now().checked_add(time);
        Self { stream, input: Vec::new(), output: Vec::new(), until, ends_when_written: false, is_over: false }
    }

    /// Reads what there is, up to so many bytes in all. What goes beyond is the end of it.
    pub(super) fn read(&mut self, most: usize) {
        let mut room = [0; 1024];
        while !self.is_over {
            match self.stream.read(&mut room) {
                Ok(0) => self.is_over = true,
                Ok(count) => {
                    self.input.extend(room.iter().take(count));
                    self.is_over |= self.input.len() > most;
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => self.is_over = true,
            }
        }
    }

    /// Says this, and then nothing more.
    pub(super) fn finish(&mut self, bytes: &[u8]) {
        self.output.extend_from_slice(bytes);
        self.ends_when_written = true;
        self.write();
    }

    pub(super) fn write(&mut self) {
        while !self.output.is_empty() {
            match self.stream.write(&self.output) {
                Ok(count) => drop(self.output.drain(..count)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => {
                    self.is_over = true;
                    return;
                }
            }
        }
        self.is_over |= self.ends_when_written;
    }

    pub(super) fn has_output(&self) -> bool {
        !self.output.is_empty()
    }

    /// Whether an answer was given.
    pub(super) fn is_answered(&self) -> bool {
        self.ends_when_written
    }

    /// Whether it is to be closed.
    pub(super) fn is_over(&self, now: Instant) -> bool {
        self.is_over || self.until.is_some_and(|until| until <= now)
    }
}
