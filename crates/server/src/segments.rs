//! Output that is not copied into a connection's own: bytes that somebody else keeps, and files. Each stands at a place between the connection's bytes.

use crate::stream::Stream;
use highper_http::Connection;
use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{self, IoSlice};
use std::rc::Rc;

/// Pieces that are written in one call.
const GATHERED: usize = 16;

/// Pieces that wait before a connection's next request is announced: each may hold a descriptor.
const MOST: usize = 32;

/// Bytes of a file that are sent in one call: one connection does not keep the others waiting for a whole film.
const FILE_SLICE: u64 = 1024 * 1024;

/// A piece of output that its owner keeps until it is sent.
pub enum Piece {
    /// Bytes.
    Bytes(Box<dyn AsRef<[u8]>>),
    /// `length` bytes of a file from `offset` on.
    File {
        /// The file; several responses may share it.
        file: Rc<File>,
        /// Where they begin.
        offset: u64,
        /// How many they are.
        length: u64,
    },
}

impl fmt::Debug for Piece {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(formatter, "{} bytes", bytes.as_ref().as_ref().len()),
            Self::File { offset, length, .. } => write!(formatter, "{length} bytes of a file from {offset}"),
        }
    }
}

impl Piece {
    /// How many bytes it has.
    pub fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.as_ref().as_ref().len() as u64,
            Self::File { length, .. } => *length,
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[derive(Debug)]
struct Segment {
    /// How many bytes of the connection's own go before it, of all it has ever written.
    at: u64,
    piece: Piece,
    sent: u64,
}

/// The pieces of one connection, in their order.
#[derive(Debug, Default)]
pub struct Segments {
    list: VecDeque<Segment>,
    pending: u64,
}

/// How far writing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Everything is written.
    All,
    /// The peer has to read before more can be written.
    Blocked,
    /// More could be written, but it is others' turn.
    Turn,
}

impl Segments {
    /// Puts a piece at `position` of the connection's own output, behind the pieces before.
    pub fn push(&mut self, position: u64, piece: Piece) {
        self.pending = self.pending.saturating_add(piece.len());
        self.list.push_back(Segment { at: position, piece, sent: 0 });
    }

    /// Bytes of pieces that wait to be sent.
    pub const fn pending(&self) -> u64 {
        self.pending
    }

    /// Whether more waits than a connection should add to.
    pub fn is_full(&self, most: usize) -> bool {
        self.list.len() >= MOST || usize::try_from(self.pending).map_or(true, |pending| pending > most)
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.list.clear();
        self.pending = 0;
    }

    /// Writes pieces and the connection's own bytes, each in its place. Adds to `count` what was written.
    pub fn write(
        &mut self,
        connection: &mut Connection,
        stream: &mut impl Stream,
        count: &mut u64,
    ) -> io::Result<Written> {
        loop {
            let Some(first) = self.list.front_mut() else { return own(connection, stream, count) };
            let before = first.at.saturating_sub(connection.output_position());
            let is_file = before == 0 && matches!(first.piece, Piece::File { .. });
            let (sent, asked) = match &first.piece {
                Piece::File { file, offset, length } if before == 0 => {
                    let left = length.saturating_sub(first.sent).min(FILE_SLICE);
                    let asked = usize::try_from(left).unwrap_or(usize::MAX);
                    let sent = match stream.send_file(file, offset.saturating_add(first.sent), asked) {
                        // The file is shorter than when it was opened, and Content-Length is sent already.
                        Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
                        result => result,
                    };
                    (sent, left)
                }
                _ => self.gather(connection, stream),
            };
            let sent = match sent {
                Ok(sent) => sent as u64,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Written::Blocked),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            *count = count.saturating_add(sent);
            self.take(connection, sent);
            // sendfile(2) may stop early for reasons of its own; only an error says that the socket is full.
            if sent < asked && !is_file {
                return Ok(Written::Blocked);
            }
            if sent == FILE_SLICE && !self.list.is_empty() {
                return Ok(Written::Turn);
            }
        }
    }

    /// Writes everything up to the next file in one call. Says how much was asked for, too.
    fn gather(&self, connection: &Connection, stream: &mut impl Stream) -> (io::Result<usize>, u64) {
        let mut gathered = Gathered { parts: [IoSlice::new(&[]); GATHERED], used: 0, asked: 0 };
        let mut own = connection.output();
        let mut position = connection.output_position();
        let mut more = false;
        for segment in &self.list {
            let before = usize::try_from(segment.at.saturating_sub(position)).unwrap_or(usize::MAX).min(own.len());
            let (head, rest) = own.split_at(before);
            own = rest;
            position = segment.at;
            gathered.push(head);
            match &segment.piece {
                Piece::Bytes(bytes) => {
                    let sent = usize::try_from(segment.sent).unwrap_or(usize::MAX);
                    gathered.push(bytes.as_ref().as_ref().get(sent..).unwrap_or_default());
                }
                Piece::File { .. } => more = true,
            }
            if more || gathered.used >= GATHERED - 2 {
                own = &[];
                break;
            }
        }
        gathered.push(own);
        let parts = gathered.parts.get(..gathered.used).unwrap_or_default();
        (stream.write(parts, more), gathered.asked)
    }

    /// Counts bytes as sent: those of the connection and of the pieces, in the order in which they stand.
    fn take(&mut self, connection: &mut Connection, mut sent: u64) {
        while let Some(first) = self.list.front_mut() {
            let before = first.at.saturating_sub(connection.output_position()).min(sent);
            connection.sent(usize::try_from(before).unwrap_or(usize::MAX));
            sent = sent.saturating_sub(before);
            let left = first.piece.len().saturating_sub(first.sent);
            let taken = left.min(sent);
            first.sent = first.sent.saturating_add(taken);
            self.pending = self.pending.saturating_sub(taken);
            sent = sent.saturating_sub(taken);
            if taken < left {
                return;
            }
            self.list.pop_front();
        }
        connection.sent(usize::try_from(sent).unwrap_or(usize::MAX));
    }
}

struct Gathered<'p> {
    parts: [IoSlice<'p>; GATHERED],
    used: usize,
    asked: u64,
}

impl<'p> Gathered<'p> {
    fn push(&mut self, bytes: &'p [u8]) {
        if !bytes.is_empty()
            && let Some(part) = self.parts.get_mut(self.used)
        {
            *part = IoSlice::new(bytes);
            self.used = self.used.saturating_add(1);
            self.asked = self.asked.saturating_add(bytes.len() as u64);
        }
    }
}

/// Writes the connection's own bytes, where there are no pieces.
fn own(connection: &mut Connection, stream: &mut impl Stream, count: &mut u64) -> io::Result<Written> {
    loop {
        let output = connection.output();
        if output.is_empty() {
            return Ok(Written::All);
        }
        let asked = output.len();
        match stream.write(&[IoSlice::new(output)], false) {
            Ok(sent) => {
                *count = count.saturating_add(sent as u64);
                connection.sent(sent);
                return Ok(if sent < asked { Written::Blocked } else { Written::All });
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Written::Blocked),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
