//! Where lines come from: a string, a stream, or the pieces of an iterable.

use super::lines::State;
use crate::zval::args::{Frame, this};
use crate::zval::array::Array;
use crate::zval::call::{argument_type_error, argument_type_refused, call_method, is_instance, type_error_given};
use crate::zval::stream;
use crate::zval::sys::{zend_ce_aggregate, zend_ce_traversable};
use crate::zval::value::{IS_ARRAY, IS_OBJECT, IS_RESOURCE, IS_STRING, IS_TRUE, Raw};

pub use crate::zval::stream::Piece;

/// How much is read from a stream at once.
const CHUNK: i64 = 64 << 10;

/// A source. Each value is owned.
#[derive(Clone, Copy)]
pub enum Source {
    /// There is none, or none any more.
    None,
    /// A string, whole.
    Text(Raw),
    /// A stream.
    Stream(Raw),
    /// An array and the place of the next piece.
    Pieces(Raw, usize),
    /// An object that is traversable and has not been asked for its iterator yet.
    Traversable(Raw),
    /// An iterator that has given a piece.
    Iterator(Raw),
}

impl Source {
    /// Whether a value can be a source; if not, a TypeError was thrown.
    ///
    /// # Safety
    /// The value is alive and the first argument of the running function.
    pub unsafe fn accepts(value: Raw) -> bool {
        // SAFETY: as promised.
        unsafe {
            match value.kind() {
                IS_STRING | IS_ARRAY => true,
                IS_RESOURCE if stream::is_open(value) => true,
                IS_RESOURCE => {
                    argument_type_refused(1, c"must be an open stream");
                    false
                }
                IS_OBJECT if is_instance(value.payload.object, zend_ce_traversable) => true,
                _ => {
                    argument_type_error(1, c"of type string|resource|iterable", value);
                    false
                }
            }
        }
    }

    /// The source that a value is, with a reference of its own; `None` if a TypeError was thrown.
    ///
    /// # Safety
    /// As [`accepts`](Self::accepts).
    pub unsafe fn of(value: Raw) -> Option<Self> {
        // SAFETY: as promised.
        unsafe {
            if !Self::accepts(value) {
                return None;
            }
            value.add_reference();
            Some(match value.kind() {
                IS_STRING => Self::Text(value),
                IS_ARRAY => Self::Pieces(value, 0),
                IS_OBJECT => Self::Traversable(value),
                _ => Self::Stream(value),
            })
        }
    }

    const fn value(self) -> Option<Raw> {
        match self {
            Self::None => None,
            Self::Text(value)
            | Self::Stream(value)
            | Self::Pieces(value, _)
            | Self::Traversable(value)
            | Self::Iterator(value) => Some(value),
        }
    }

    /// Whether nothing more will come.
    pub const fn is_spent(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Appends what the garbage collector has to follow.
    pub fn trace(&self, values: &mut Vec<Raw>) {
        values.extend(self.value());
    }

    /// Gives the value back.
    ///
    /// # Safety
    /// Destructors may run: nothing of the state is borrowed but what is replaced first.
    pub unsafe fn release(&mut self) {
        if let Some(value) = std::mem::replace(self, Self::None).value() {
            // SAFETY: the source's own reference.
            unsafe { value.release() };
        }
    }

    /// The next piece of the source of the JsonLines that a method was called on.
    ///
    /// # Safety
    /// The frame is such a method's. PHP code may run: the state is asked for anew after it.
    pub unsafe fn piece(frame: Frame) -> Piece {
        // SAFETY: as promised; the object is alive during the call, and so is what it owns, since only the fetch that runs replaces it.
        unsafe {
            match *this::<State>(frame).source() {
                Self::None => Piece::End,
                Self::Text(text) => {
                    *this::<State>(frame).source() = Self::None;
                    if text.bytes().is_empty() { Piece::End } else { Piece::Bytes(text) }
                }
                Self::Stream(stream) => stream::read(stream, CHUNK),
                Self::Pieces(array, mut place) => loop {
                    match Array(array.payload.array).at(place) {
                        None => break Piece::End,
                        Some(None) => place += 1,
                        Some(Some(piece)) => {
                            *this::<State>(frame).source() = Self::Pieces(array, place + 1);
                            piece.add_reference();
                            break checked(frame, piece);
                        }
                    }
                },
                Self::Traversable(object) => {
                    let Some(iterator) = iterator(object) else { return Piece::Thrown };
                    *this::<State>(frame).source() = Self::Iterator(iterator);
                    object.release();
                    step(frame, iterator, "rewind")
                }
                Self::Iterator(iterator) => step(frame, iterator, "next"),
            }
        }
    }
}

/// The iterator behind a traversable object, owned.
unsafe fn iterator(object: Raw) -> Option<Raw> {
    // SAFETY: the object is alive; each answer is owned until the next one takes its place.
    unsafe {
        object.add_reference();
        let mut object = object;
        while is_instance(object.payload.object, zend_ce_aggregate) {
            let next = call_method(object.payload.object, "getIterator", &mut []);
            object.release();
            object = next?;
        }
        Some(object)
    }
}

/// Moves an iterator and takes what it has.
unsafe fn step(frame: Frame, iterator: Raw, move_by: &str) -> Piece {
    // SAFETY: the iterator is alive; PHP code may run, and nothing is borrowed.
    unsafe {
        let object = iterator.payload.object;
        let Some(nothing) = call_method(object, move_by, &mut []) else { return Piece::Thrown };
        nothing.release();
        let Some(is_valid) = call_method(object, "valid", &mut []) else { return Piece::Thrown };
        let is_end = is_valid.kind() != IS_TRUE;
        is_valid.release();
        if is_end {
            return Piece::End;
        }
        match call_method(object, "current", &mut []) {
            None => Piece::Thrown,
            Some(piece) => checked(frame, piece),
        }
    }
}

/// A piece, if it is a string; owned.
unsafe fn checked(frame: Frame, piece: Raw) -> Piece {
    // SAFETY: the piece is alive and ours.
    unsafe {
        if piece.kind() == IS_STRING {
            return Piece::Bytes(piece);
        }
        type_error_given(this::<State>(frame).caller(), c"Argument #1 ($source) must give strings", piece);
        piece.release();
        Piece::Thrown
    }
}
