//! What processes say to each other over their channels: master to generation, generation to worker, and back.

use super::codec::{Reader, Writer};
use super::config::Supervision;
use super::listeners::Description;
use std::os::fd::RawFd;
use std::time::Duration;

/// Why a worker wants to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It has answered as many requests as it may.
    Requests,
    /// It has more memory than it may.
    Memory,
    /// Something in it is broken beyond one request: memory_limit was reached, a time limit was.
    Fault,
    /// Somebody sent it SIGTERM or SIGQUIT.
    Signal,
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Reason::Requests => "it has answered as many requests as it may",
            Reason::Memory => "it has more memory than it may",
            Reason::Fault => "a fault left it unusable",
            Reason::Signal => "a signal asked it to end",
        })
    }
}

/// How a process is to come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drain {
    /// After this time at the latest, if there is a limit.
    pub time: Option<Duration>,
    /// Nobody else accepts from the same listeners afterwards: connections that wait in them are accepted first. Otherwise they are left to
    /// whoever comes after.
    pub is_last: bool,
}

/// A message. Which of them go which way is in the names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// Worker to generation: it can take connections. Generation to master: all of its workers can.
    Ready,
    /// To the one above: this will not become ready, and why.
    Failed(String),
    /// Worker to generation: replace me; I go on until you have.
    Recycle(Reason),
    /// Worker to generation: I accept nothing any more, and end when I am done.
    Leaving(Reason),
    /// Downwards: accept nothing more, finish what there is, end.
    Drain(Drain),
    /// Generation to worker: accept from this listener, by its position.
    Watch(u32),
    /// Generation to worker: accept from it no more.
    Unwatch(u32),
    /// Downwards: open log files anew.
    Reopen,
    /// Master to generation: end, whatever is lost.
    End,
    /// Upwards, after `Drain`: nothing is accepted any more from now on.
    Quiet,
}

/// Longer texts are cut, so that a message always fits into [`ROOM`].
const LONGEST_TEXT: usize = 2048;

/// Room for any message.
pub(super) const ROOM: usize = LONGEST_TEXT + 64;

impl Message {
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        match self {
            Message::Ready => writer.number(1),
            Message::Failed(text) => {
                let end = text.floor_char_boundary_at_most(LONGEST_TEXT);
                writer.number(2).text(text.get(..end).unwrap_or_default())
            }
            Message::Recycle(reason) => writer.number(3).number(reason_number(*reason)),
            Message::Leaving(reason) => writer.number(4).number(reason_number(*reason)),
            Message::Drain(Drain { time: None, is_last }) => writer.number(5).number((*is_last).into()),
            Message::Drain(Drain { time: Some(time), is_last }) => {
                writer.number(6).number((*is_last).into()).duration(*time)
            }
            Message::Watch(listener) => writer.number(7).number((*listener).into()),
            Message::Unwatch(listener) => writer.number(8).number((*listener).into()),
            Message::Reopen => writer.number(9),
            Message::End => writer.number(10),
            Message::Quiet => writer.number(11),
        };
        writer.into_bytes()
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let message = match reader.number()? {
            1 => Message::Ready,
            2 => Message::Failed(reader.text()?),
            3 => Message::Recycle(reason(reader.number()?)?),
            4 => Message::Leaving(reason(reader.number()?)?),
            5 => Message::Drain(Drain { is_last: reader.number()? != 0, time: None }),
            6 => Message::Drain(Drain { is_last: reader.number()? != 0, time: Some(reader.duration()?) }),
            7 => Message::Watch(reader.small()?),
            8 => Message::Unwatch(reader.small()?),
            9 => Message::Reopen,
            10 => Message::End,
            11 => Message::Quiet,
            _ => return None,
        };
        reader.is_empty().then_some(message)
    }
}

fn reason_number(reason: Reason) -> u64 {
    match reason {
        Reason::Requests => 1,
        Reason::Memory => 2,
        Reason::Fault => 3,
        Reason::Signal => 4,
    }
}

fn reason(number: u64) -> Option<Reason> {
    [Reason::Requests, Reason::Memory, Reason::Fault, Reason::Signal]
        .into_iter()
        .find(|reason| reason_number(*reason) == number)
}

/// `str::floor_char_boundary` is newer than the oldest compiler that this is built with.
trait FloorBoundary {
    fn floor_char_boundary_at_most(&self, most: usize) -> usize;
}

impl FloorBoundary for String {
    fn floor_char_boundary_at_most(&self, most: usize) -> usize {
        (0..=most.min(self.len())).rev().find(|index| self.is_char_boundary(*index)).unwrap_or(0)
    }
}

/// The first message to a generation: what it is, and which descriptors it has inherited for what.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setup {
    pub(super) generation: u64,
    pub(super) supervision: Supervision,
    pub(super) statistics: RawFd,
    pub(super) listeners: Vec<(RawFd, Description)>,
}

/// Room for a setup with as many listeners as there can be. A channel takes no longer message than its buffer.
pub(super) const SETUP_ROOM: usize = 192 << 10;

/// Changes with whatever is written below, so that a generation of another version says so instead of misreading.
const VERSION: u64 = 1;

impl Setup {
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(VERSION).number(self.generation);
        self.supervision.write(&mut writer);
        writer.number(descriptor_number(self.statistics));
        writer.number(u64::try_from(self.listeners.len()).unwrap_or(0));
        for (descriptor, description) in &self.listeners {
            writer.number(descriptor_number(*descriptor));
            description.write(&mut writer);
        }
        writer.into_bytes()
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        if reader.number()? != VERSION {
            return None;
        }
        let generation = reader.number()?;
        let supervision = Supervision::read(&mut reader)?.sane();
        let statistics = reader.number()?.try_into().ok()?;
        let count = reader.small()?;
        let mut listeners = Vec::new();
        for _ in 0..count {
            listeners.push((reader.number()?.try_into().ok()?, Description::read(&mut reader)?));
        }
        reader.is_empty().then_some(Self { generation, supervision, statistics, listeners })
    }
}

fn descriptor_number(descriptor: RawFd) -> u64 {
    u64::try_from(descriptor).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
