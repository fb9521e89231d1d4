//! Encryption of a sequence of chunks, none of which can be changed, dropped, swapped or cut off: libsodium's
//! crypto_secretstream_xchacha20poly1305, byte for byte.

mod state;

use crate::{Error, random};
use state::State;
use std::fmt;

/// The length of the header that a stream begins with.
pub const HEADER: usize = 24;
/// What a chunk grows by: the tag, encrypted, and the authenticator.
pub const OVERHEAD: usize = 17;

/// What a chunk is to the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// An ordinary chunk.
    Message = 0,
    /// The end of a set of chunks.
    Push = 1,
    /// The key is replaced behind it.
    Rekey = 2,
    /// The last chunk.
    Final = 3,
}

impl Tag {
    /// The tag of a number.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Message),
            1 => Some(Self::Push),
            2 => Some(Self::Rekey),
            3 => Some(Self::Final),
            _ => None,
        }
    }

    /// Its number.
    pub const fn number(self) -> u8 {
        match self {
            Self::Message => 0,
            Self::Push => 1,
            Self::Rekey => 2,
            Self::Final => 3,
        }
    }
}

/// The side that encrypts.
pub struct Seal {
    state: State,
    header: [u8; HEADER],
    is_finished: bool,
}

impl Seal {
    /// Begins a stream with a random header.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if there are no random bytes.
    pub fn new(key: &[u8; 32]) -> Result<Self, Error> {
        Ok(Self::with_header(key, random::array()?))
    }

    fn with_header(key: &[u8; 32], header: [u8; HEADER]) -> Self {
        Self { state: State::new(key, &header), header, is_finished: false }
    }

    /// What [`Open::new`] needs first. No secret.
    pub const fn header(&self) -> &[u8; HEADER] {
        &self.header
    }

    /// Whether the last chunk was pushed.
    pub const fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// Encrypts the next chunk. The output is longer by [`OVERHEAD`].
    ///
    /// # Errors
    /// [`Error::Finished`] after the last chunk; [`Error::Parameter`] if the output has another length, or the chunk more than 256 GiB.
    pub fn push(&mut self, chunk: &[u8], associated: &[u8], tag: Tag, out: &mut [u8]) -> Result<(), Error> {
        if self.is_finished {
            return Err(Error::Finished);
        }
        self.state.push(chunk, associated, tag.number(), out)?;
        self.is_finished = tag == Tag::Final;
        Ok(())
    }
}

/// The side that decrypts.
pub struct Open {
    state: State,
    is_finished: bool,
}

impl Open {
    /// Begins with the header of the other side.
    pub fn new(key: &[u8; 32], header: &[u8; HEADER]) -> Self {
        Self { state: State::new(key, header), is_finished: false }
    }

    /// Whether the last chunk was pulled. A stream that ends without it was cut off.
    pub const fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// Decrypts the next chunk. The output is shorter by [`OVERHEAD`]. After a failure the stream is where it was, and the output zero.
    ///
    /// # Errors
    /// [`Error::Authentication`] if it is not this stream's next chunk with this associated data, or has a tag that no [`Tag`] is;
    /// [`Error::Finished`] after the last chunk; [`Error::Parameter`] if the output has another length.
    pub fn pull(&mut self, chunk: &[u8], associated: &[u8], out: &mut [u8]) -> Result<Tag, Error> {
        let pulled = if self.is_finished { Err(Error::Finished) } else { self.state.pull(chunk, associated, out) };
        match pulled {
            Ok(tag) => self.is_finished = tag == Tag::Final,
            Err(_) => out.fill(0),
        }
        pulled
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("stream::Seal")
    }
}

impl fmt::Debug for Open {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("stream::Open")
    }
}

#[cfg(test)]
mod tests;
