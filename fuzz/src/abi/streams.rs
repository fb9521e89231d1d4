//! Streams and hashers: handles that every call moves on.

use super::Function;
use super::arguments::{Call, Cut, Input, reason};
use super::secrets::digest_length;
use super::slot::Slot;
use highper_abi::abi::hash::*;
use highper_abi::abi::stream::*;
use std::ptr;

pub const FUNCTIONS: &[Function] = &[begin, push, push, pull, pull, hasher, update, finish, free];

/// Both sides of a stream, what went from one to the other, and a hasher with the length of its digest.
pub struct Handles {
    seal: Slot<SealStream>,
    open: Slot<OpenStream>,
    chunks: Vec<(Vec<u8>, Vec<u8>)>,
    hasher: Slot<Hasher>,
    length: usize,
}

impl Default for Handles {
    fn default() -> Self {
        Self {
            seal: Slot::new(highper_seal_stream_free),
            open: Slot::new(highper_open_stream_free),
            chunks: Vec::new(),
            hasher: Slot::new(highper_hasher_free),
            length: 0,
        }
    }
}

fn free(handles: &mut super::Handles, _: &mut Cut<'_>) -> Result<bool, String> {
    handles.streams = Handles::default();
    Ok(false)
}

fn begin(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_seal_stream_new");
    let key = cut.exactly(32);
    let mut header = cut.room(24);
    let mut place = cut.handle();
    call.takes(key.is_bad || header.is_bad || place.is_bad());
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status =
        unsafe { highper_seal_stream_new(key.pointer(), key.length, header.pointer(), header.length, place.pointer()) };
    if !call.ends(status, &[place.is_written()], &[&header])? {
        return Ok(false);
    }
    let streams = &mut handles.streams;
    streams.seal.put(place.value);
    streams.open.put(ptr::null_mut());
    streams.chunks.clear();
    let mut call = Call::new("highper_open_stream_new");
    let header = if cut.byte() < 200 { Input::new(header.as_bytes().to_vec()) } else { cut.exactly(24) };
    let mut place = cut.handle();
    call.takes(header.is_bad || place.is_bad());
    // SAFETY: bytes have their lengths, and what is bad is refused.
    let status =
        unsafe { highper_open_stream_new(key.pointer(), key.length, header.pointer(), header.length, place.pointer()) };
    let is_ok = call.ends(status, &[place.is_written()], &[])?;
    if is_ok {
        streams.open.put(place.value);
    }
    Ok(is_ok)
}

fn push(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_seal_stream_push");
    let (stream, is_bad) = cut.given(handles.streams.seal.get());
    let (tag, chunk, associated) = (cut.choice(3), cut.bytes(), cut.bytes());
    let mut room = cut.room(chunk.as_bytes().len() + 17);
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || chunk.is_bad || associated.is_bad || room.is_bad || tag > 3);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_seal_stream_push(
            stream,
            tag,
            chunk.pointer(),
            chunk.length,
            associated.pointer(),
            associated.length,
            room.pointer(),
            room.length,
            error.pointer(),
        )
    };
    let is_ok = call.ends_with(status, &[], &[&room], &error)?;
    if is_ok {
        handles.streams.chunks.push((room.as_bytes().to_vec(), associated.as_bytes().to_vec()));
    }
    Ok(is_ok)
}

fn pull(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_open_stream_pull");
    let (stream, is_bad) = cut.given(handles.streams.open.get());
    let is_next = cut.byte() < 200 && !handles.streams.chunks.is_empty();
    let next = handles.streams.chunks.first().cloned().filter(|_| is_next);
    let (chunk, associated) = match next {
        Some((chunk, associated)) => (Input::new(chunk), Input::new(associated)),
        None => (cut.bytes(), cut.bytes()),
    };
    let mut room = cut.room(chunk.as_bytes().len().saturating_sub(17));
    let mut tag = cut.output(99_u32);
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || chunk.is_bad || associated.is_bad || room.is_bad || tag.is_bad());
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_open_stream_pull(
            stream,
            chunk.pointer(),
            chunk.length,
            associated.pointer(),
            associated.length,
            room.pointer(),
            room.length,
            tag.pointer(),
            error.pointer(),
        )
    };
    let is_ok = call.ends_with(status, &[tag.is_written()], &[&room], &error)?;
    if is_ok {
        if !is_next {
            return Err("a chunk is opened that nobody sealed".to_owned());
        }
        handles.streams.chunks.remove(0);
    }
    Ok(is_ok)
}

fn hasher(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_hasher_new");
    let (algorithm, key) = (cut.choice(6), cut.bytes());
    let length = if cut.byte() < 200 { digest_length(algorithm) } else { usize::from(cut.byte()) };
    let mut place = cut.handle();
    call.takes(key.is_bad || place.is_bad() || algorithm > 6);
    // SAFETY: bytes have their lengths, and what is bad is refused.
    let status = unsafe { highper_hasher_new(algorithm, key.pointer(), key.length, length, place.pointer()) };
    let is_ok = call.ends(status, &[place.is_written()], &[])?;
    if is_ok {
        handles.streams.hasher.put(place.value);
        handles.streams.length = length;
    }
    Ok(is_ok)
}

fn update(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_hasher_update");
    let (hasher, is_bad) = cut.given(handles.streams.hasher.get());
    let data = cut.bytes();
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || data.is_bad);
    // SAFETY: bytes have their lengths, and what is bad is refused.
    let status = unsafe { highper_hasher_update(hasher, data.pointer(), data.length, error.pointer()) };
    call.ends_with(status, &[], &[], &error)
}

fn finish(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_hasher_finish");
    let (hasher, is_bad) = cut.given(handles.streams.hasher.get());
    let mut room = cut.room(handles.streams.length);
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || room.is_bad);
    // SAFETY: the room has its length, and what is bad is refused.
    let status = unsafe { highper_hasher_finish(hasher, room.pointer(), room.length, error.pointer()) };
    call.ends_with(status, &[], &[&room], &error)
}
