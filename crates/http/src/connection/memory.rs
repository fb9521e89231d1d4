//! Where bytes are received to, and the memory that a connection has while it is not idle.

use super::{Connection, Phase};
use crate::fields::FieldSpan;
use crate::limits::Limits;

/// The memory of a connection that is not idle. It can be lent to another one.
#[derive(Debug, Default)]
pub struct Buffers {
    input: Vec<u8>,
    output: Vec<u8>,
    fields: Vec<FieldSpan>,
    trailers: Vec<FieldSpan>,
}

impl Buffers {
    /// Bytes of memory that it has taken.
    pub fn capacity(&self) -> usize {
        let fields = self.fields.capacity().saturating_add(self.trailers.capacity());
        let bytes = self.input.capacity().saturating_add(self.output.capacity());
        bytes.saturating_add(fields.saturating_mul(size_of::<FieldSpan>()))
    }
}

impl Connection {
    /// Takes memory to work with. A connection that has some already, or is not idle, keeps what it has.
    pub fn adopt(&mut self, buffers: Buffers) {
        if self.is_idle() && self.input.bytes.is_empty() {
            self.input.bytes = buffers.input;
            self.output.bytes = buffers.output;
            self.index.fields = buffers.fields;
            self.body.trailers = buffers.trailers;
            self.output.bytes.clear();
        }
    }

    /// Gives the memory away, if nothing is in it.
    pub fn release(&mut self) -> Option<Buffers> {
        if !self.is_idle() || self.input.bytes.is_empty() {
            return None;
        }
        Some(Buffers {
            input: std::mem::take(&mut self.input.bytes),
            output: std::mem::take(&mut self.output.bytes),
            fields: std::mem::take(&mut self.index.fields),
            trailers: std::mem::take(&mut self.body.trailers),
        })
    }

    /// Where the next bytes are to be read to. Empty if what is there has to be used before.
    pub fn room(&mut self) -> &mut [u8] {
        self.make_room();
        self.input.room()
    }

    fn make_room(&mut self) {
        let limits = &self.limits;
        // Of little use is what takes many reads to fill.
        let enough = limits.buffer / 4;
        if self.input.room_len() > enough {
            return;
        }
        let size = self.input.bytes.len();
        match self.phase {
            Phase::Head => {
                if self.input.start > 0 {
                    self.input.move_request();
                }
                if self.input.room_len() <= enough {
                    // More than the longest head is of no use to the next one.
                    let most = limits.head.min(Limits::MAX_HEAD).max(limits.buffer).max(64);
                    self.input.grow(size.saturating_mul(2).clamp(limits.buffer.clamp(64, most), most));
                }
            }
            Phase::Exchange if self.body.is_awaited() => {
                if self.input.start > 0 {
                    self.input.move_request();
                }
                self.input.move_body(self.index.end);
                if self.body.is_wanted && self.input.room_len() <= enough {
                    let most = self.index.end.saturating_add(limits.window).saturating_add(enough);
                    self.input.grow(size.saturating_mul(2).min(most));
                }
                if self.input.room_len() == 0 && self.input.body().is_empty() {
                    // What frames the body is longer than the buffer.
                    self.input.grow(size.saturating_add(enough.max(64)));
                }
            }
            // Upgraded or closing: what comes is not read by this machine.
            _ => {}
        }
    }

    /// Says that so many bytes have been read to [`room`](Self::room).
    pub fn received(&mut self, count: usize) {
        self.input.filled = self.input.filled.saturating_add(count).min(self.input.bytes.len());
    }

    /// Takes as many of these bytes as there is room for, and says how many.
    pub fn receive(&mut self, bytes: &[u8]) -> usize {
        let room = self.room();
        let count = room.len().min(bytes.len());
        if let (Some(to), Some(from)) = (room.get_mut(..count), bytes.get(..count)) {
            to.copy_from_slice(from);
        }
        self.received(count);
        count
    }
}
