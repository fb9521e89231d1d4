//! Writes MessagePack while JSON is read. How many elements a container has is known at its end only, so its header gets one byte at first; those of
//! containers that need more are put in when the bytes are copied to where they belong.

use super::{Error, Obstacle};
use crate::event::{JsonSink, Sink};
use crate::json::big_as_double;
use crate::msgpack::Output;
use crate::msgpack::encode::{self, TooLong};

/// A container whose header takes more than the byte it was given.
struct Wide {
    place: usize,
    header: Header,
}

/// A header of up to five bytes.
#[derive(Clone, Copy, Default)]
struct Header {
    bytes: [u8; 5],
    length: usize,
}

impl Header {
    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl Output for Header {
    #[inline(always)]
    fn push<const N: usize>(&mut self, bytes: [u8; N]) {
        self.bytes.iter_mut().zip(bytes).for_each(|(place, byte)| *place = byte);
        self.length = N;
    }

    fn push_with<const N: usize>(&mut self, header: [u8; N], _: &[u8]) {
        self.push(header);
    }
}

/// The values so far.
#[derive(Default)]
pub struct Packer {
    bytes: Vec<u8>,
    /// How many values the innermost open container has; keys count, too.
    count: usize,
    wide: Vec<Wide>,
    /// Of the value that comes next.
    offset: usize,
}

/// Of an open container: where its header is, and what its parent has.
#[derive(Clone, Copy)]
pub struct Open {
    place: usize,
    count: usize,
}

impl Packer {
    /// Begins a message, with room for what comes of a document of so many bytes, as a rule.
    pub fn begin_document(&mut self, length: usize) {
        self.bytes.clear();
        self.bytes.reserve(length + length / 8 + 16);
        self.wide.clear();
        self.count = 0;
    }

    /// The finished message.
    pub fn finish(&mut self) -> Packed<'_> {
        // Inner containers end, and are noted, before outer ones.
        self.wide.sort_unstable_by_key(|wide| wide.place);
        Packed { bytes: &self.bytes, wide: &self.wide }
    }

    /// Gives back memory beyond what an ordinary document needs.
    pub fn shrink(&mut self, most: usize) {
        if self.bytes.capacity() > most {
            self.bytes = Vec::new();
            self.wide = Vec::new();
        }
    }

    #[cold]
    fn fault(&self, obstacle: Obstacle) -> Error {
        Error::Obstacle(obstacle, self.offset)
    }

    #[inline(always)]
    fn text(&mut self, text: &[u8]) -> Result<(), Error> {
        self.count += 1;
        encode::str(&mut self.bytes, text).map_err(|_| self.fault(Obstacle::Length))
    }

    #[inline(always)]
    fn begin(&mut self) -> Open {
        let open = Open { place: self.bytes.len(), count: self.count + 1 };
        self.bytes.push(0);
        self.count = 0;
        open
    }

    /// Ends the innermost container; `write` writes its header.
    #[inline(always)]
    fn end(&mut self, open: Open, write: impl FnOnce(&mut Header) -> Result<(), TooLong>) -> Result<(), Error> {
        self.count = open.count;
        let mut header = Header::default();
        write(&mut header).map_err(|_| self.fault(Obstacle::Length))?;
        match (header.bytes(), self.bytes.get_mut(open.place)) {
            (&[byte], Some(place)) => *place = byte,
            _ => self.wide.push(Wide { place: open.place, header }),
        }
        Ok(())
    }
}

impl Sink for Packer {
    type Error = Error;
    type Frame = Open;

    #[inline(always)]
    fn place(&mut self, offset: usize) {
        self.offset = offset;
    }

    #[inline(always)]
    fn null(&mut self) -> Result<(), Error> {
        self.count += 1;
        encode::nil(&mut self.bytes);
        Ok(())
    }

    #[inline(always)]
    fn boolean(&mut self, value: bool) -> Result<(), Error> {
        self.count += 1;
        encode::boolean(&mut self.bytes, value);
        Ok(())
    }

    #[inline(always)]
    fn integer(&mut self, value: i64) -> Result<(), Error> {
        self.count += 1;
        encode::integer(&mut self.bytes, value);
        Ok(())
    }

    #[inline(always)]
    fn double(&mut self, value: f64) -> Result<(), Error> {
        if !value.is_finite() {
            return Err(self.fault(Obstacle::NotFinite));
        }
        self.count += 1;
        encode::double(&mut self.bytes, value);
        Ok(())
    }

    #[inline(always)]
    fn string(&mut self, text: &[u8]) -> Result<(), Error> {
        self.text(text)
    }

    #[inline(always)]
    fn begin_array(&mut self, _: Option<usize>) -> Result<Open, Error> {
        Ok(self.begin())
    }

    #[inline(always)]
    fn end_array(&mut self, open: Open) -> Result<(), Error> {
        let count = self.count;
        self.end(open, |header| encode::array(header, count))
    }

    #[inline(always)]
    fn begin_map(&mut self, _: Option<usize>) -> Result<Open, Error> {
        Ok(self.begin())
    }

    #[inline(always)]
    fn key(&mut self, text: &[u8]) -> Result<(), Error> {
        self.text(text)
    }

    #[inline(always)]
    fn end_map(&mut self, open: Open) -> Result<(), Error> {
        let count = self.count / 2;
        self.end(open, |header| encode::map(header, count))
    }
}

impl JsonSink for Packer {
    #[cold]
    fn big_integer(&mut self, digits: &[u8]) -> Result<(), Error> {
        match str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()) {
            Some(value) => {
                self.count += 1;
                encode::unsigned(&mut self.bytes, value);
                Ok(())
            }
            None => self.double(big_as_double(digits)),
        }
    }
}

/// A message, but for the headers that are still to be put in.
pub struct Packed<'p> {
    bytes: &'p [u8],
    /// By place.
    wide: &'p [Wide],
}

impl Packed<'_> {
    /// How long it is.
    pub fn length(&self) -> usize {
        self.bytes.len() + self.wide.iter().map(|wide| wide.header.length - 1).sum::<usize>()
    }

    /// Gives it piece by piece, front to back.
    pub fn pieces(&self, mut append: impl FnMut(&[u8])) {
        let mut from = 0;
        for wide in self.wide {
            append(self.bytes.get(from..wide.place).unwrap_or_default());
            append(wide.header.bytes());
            from = wide.place + 1;
        }
        append(self.bytes.get(from..).unwrap_or_default());
    }

    /// The message as a whole.
    pub fn to_vec(&self) -> Vec<u8> {
        // One byte more, which C wants for a NUL.
        let mut bytes = Vec::with_capacity(self.length() + 1);
        self.pieces(|piece| bytes.extend_from_slice(piece));
        bytes
    }
}
