//! From stream to stream: `SealStream::copy()`, `OpenStream::copy()`; and `Hash::file()`.
//!
//! A stream may be PHP code, and so is a progress callback. What has to outlive a call to them is in an object or a string of PHP's, which the engine takes
//! back on a bailout; nothing native is borrowed meanwhile.

use super::fault::{self, BAD_PARAMETER, STREAM_FAILED, refuse, refuse_bytes};
use super::hash;
use super::key;
use super::stream::{OPEN_STREAM, Opening, SEAL_STREAM, Sealing};
use super::symmetric::{MAC_KEY, SYMMETRIC_KEY, SymmetricKey};
use crate::zval::args::{Frame, Return, give, parse_typed};
use crate::zval::call::{CallablePlaces, argument_type_error_debug, call, has_exception, instantiate};
use crate::zval::guard::hot;
use crate::zval::object::Native;
use crate::zval::stream::{self, Piece, Written};
use crate::zval::string;
use crate::zval::value::{IS_STRING, Raw};
use ext_php_rs::ffi::{zend_object, zend_string};
use highper_crypto::Error;
use highper_crypto::hash::Hasher;
use highper_crypto::stream::{HEADER as HEADER_LENGTH, OVERHEAD, Open, Seal, Tag};
use std::ptr;

const GREATEST_CHUNK: i64 = 16_777_216;

/// What is said of the streams.
const UNREADABLE: &str = "The source cannot be read";
const UNWRITABLE: &str = "The target cannot be written";

/// The arguments of both copy() methods.
struct Call<'f> {
    key: *mut zend_object,
    source: Raw,
    target: Raw,
    progress: Option<Raw>,
    chunk_size: usize,
    associated: &'f [u8],
}

unsafe fn arguments<'f>(frame: Frame, callable: &mut CallablePlaces) -> Option<Call<'f>> {
    let [mut key, mut source, mut target] = [ptr::null_mut::<Raw>(); 3];
    let (mut chunk_size, mut associated) = (65536_i64, ptr::null_mut::<zend_string>());
    let (info, cache) = callable.places();
    // SAFETY: the frame is this call's; a place for each parameter.
    unsafe {
        parse_typed!(
            frame,
            c"Ozz|f!lS",
            &raw mut key,
            SYMMETRIC_KEY.get(),
            &raw mut source,
            &raw mut target,
            info,
            cache,
            &raw mut chunk_size,
            &raw mut associated
        )?;
        for (position, given) in [(2, source), (3, target)] {
            if !stream::is_open(*given) {
                argument_type_error_debug(position, c"an open stream", *given);
                return None;
            }
        }
        if !(1..=GREATEST_CHUNK).contains(&chunk_size) {
            refuse(BAD_PARAMETER, &format!("The chunk size must be 1 to 16777216, {chunk_size} given"));
            return None;
        }
        Some(Call {
            key: (*key).payload.object,
            source: source.read(),
            target: target.read(),
            progress: callable.optional(),
            chunk_size: usize::try_from(chunk_size).ok()?,
            associated: if associated.is_null() { b"" } else { string::bytes(associated) },
        })
    }
}

/// Bytes gathered from a stream: as many as fit, and what was read of those that follow.
struct Gathered {
    /// A string of PHP's that is overwritten again and again.
    buffer: *mut zend_string,
    filled: usize,
    /// The beginning of the next chunk: a string, or null at the end of the stream.
    ahead: Raw,
}

impl Gathered {
    fn new(size: usize) -> Self {
        let buffer = string::filled(size, |_| Ok::<_, Error>(())).unwrap_or_else(|_| string::shared(b""));
        Self { buffer, filled: 0, ahead: Raw::NULL }
    }

    /// The bytes.
    unsafe fn bytes<'g>(&self) -> &'g [u8] {
        // SAFETY: the string lives until it is released, and is written to in `append` alone.
        unsafe { string::bytes(self.buffer).get(..self.filled).unwrap_or_default() }
    }

    unsafe fn append(&mut self, bytes: &[u8]) {
        // SAFETY: no more is asked for than there is room, and what a stream gives beyond that is cut off by `min`.
        unsafe {
            let room = (*self.buffer).len.saturating_sub(self.filled);
            let count = bytes.len().min(room);
            string::content(self.buffer).add(self.filled).copy_from_nonoverlapping(bytes.as_ptr(), count);
            self.filled += count;
        }
    }

    /// Fills up with the next chunk, and looks whether one follows. `None` if an exception was thrown.
    unsafe fn next(&mut self, source: Raw) -> Option<()> {
        // SAFETY: the source is an argument of the call; what was read is ours.
        unsafe {
            let size = (*self.buffer).len;
            self.filled = 0;
            if self.ahead.kind() == IS_STRING {
                let ahead = std::mem::replace(&mut self.ahead, Raw::NULL);
                self.append(ahead.bytes());
                drop_wiped(ahead);
            }
            loop {
                let missing = size - self.filled;
                // What comes behind a whole chunk is the next one's.
                let wanted = if missing == 0 { size } else { missing };
                match stream::read(source, i64::try_from(wanted).unwrap_or(i64::MAX)) {
                    Piece::Bytes(piece) if missing == 0 => {
                        self.ahead = piece;
                        return Some(());
                    }
                    Piece::Bytes(piece) => {
                        self.append(piece.bytes());
                        drop_wiped(piece);
                    }
                    Piece::End => return Some(()),
                    Piece::Failed => {
                        refuse(STREAM_FAILED, UNREADABLE);
                        return None;
                    }
                    Piece::Thrown => return None,
                }
            }
        }
    }

    const fn is_last(&self) -> bool {
        self.ahead.kind() != IS_STRING
    }

    unsafe fn release(self) {
        // SAFETY: both are ours.
        unsafe {
            drop_wiped(self.ahead);
            drop_wiped(Raw::string(self.buffer));
        }
    }
}

/// Gives a string back that may have held a secret.
unsafe fn drop_wiped(value: Raw) {
    // SAFETY: the reference is the caller's.
    unsafe {
        if value.kind() == IS_STRING {
            string::wipe(value.payload.string);
        }
        value.release();
    }
}

/// Writes to the target; `None` if an exception was thrown.
unsafe fn write(target: Raw, bytes: &[u8]) -> Option<()> {
    // SAFETY: the target is an argument of the call, the bytes lie in a string that we hold.
    match unsafe { stream::write(target.payload.resource, bytes) } {
        Written::All => Some(()),
        Written::Failed => {
            refuse(STREAM_FAILED, UNWRITABLE);
            None
        }
        Written::Thrown => None,
    }
}

/// Tells how far the work is; `None` if an exception was thrown.
unsafe fn report(progress: Option<Raw>, done: usize) -> Option<()> {
    if let Some(progress) = progress {
        // SAFETY: the callable is an argument of the call.
        unsafe { call(progress, &mut [Raw::long(i64::try_from(done).unwrap_or(i64::MAX))])?.release() };
    }
    Some(())
}

/// Works through the source chunk by chunk. `step` makes of a chunk, the last one or not, what is written.
unsafe fn each_chunk(
    call: &Call<'_>,
    gathered: &mut Gathered,
    counts_output: bool,
    mut step: impl FnMut(&[u8], bool) -> Result<*mut zend_string, Error>,
) -> Option<usize> {
    let mut done = 0;
    loop {
        // SAFETY: the arguments live as long as the call; what a step makes is ours.
        unsafe {
            gathered.next(call.source)?;
            let made = step(gathered.bytes(), gathered.is_last()).map_err(fault::throw).ok()?;
            done += if counts_output { (*made).len } else { gathered.filled };
            let written = write(call.target, string::bytes(made));
            drop_wiped(Raw::string(made));
            written?;
            report(call.progress, done)?;
        }
        if gathered.is_last() {
            return Some(done);
        }
    }
}

/// `SealStream::copy()`.
pub unsafe extern "C" fn seal(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let mut callable = CallablePlaces::new();
        let Some(call) = arguments(frame, &mut callable) else { return };
        let Some(key) = key::of::<SymmetricKey>(call.key) else { return };
        let Some(state) = instantiate(SEAL_STREAM.get()) else { return };
        let place = &raw mut (*Native::<Sealing>::of(state)).value;
        match Seal::new(key.0.expose()) {
            Ok(seal) => *(*place).as_mut() = Some(Box::new(seal)),
            Err(error) => fault::throw(error),
        }
        let mut gathered = Gathered::new(call.chunk_size);
        let done = (|| {
            let header = *(*place).as_mut().as_ref()?.header();
            write(call.target, &header)?;
            each_chunk(&call, &mut gathered, false, |chunk, is_last| {
                let tag = if is_last { Tag::Final } else { Tag::Message };
                string::filled(chunk.len() + OVERHEAD, |out| {
                    let seal = (*place).as_mut().as_mut().ok_or(Error::Finished)?;
                    seal.push(chunk, call.associated, tag, out)
                })
            })
        })();
        gathered.release();
        Raw::object(state).release();
        if let Some(done) = done {
            give(result, Raw::long(i64::try_from(done).unwrap_or(i64::MAX)));
        }
    });
}

/// `OpenStream::copy()`.
pub unsafe extern "C" fn open(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let mut callable = CallablePlaces::new();
        let Some(call) = arguments(frame, &mut callable) else { return };
        let Some(key) = key::of::<SymmetricKey>(call.key) else { return };
        let Some(state) = instantiate(OPEN_STREAM.get()) else { return };
        let place = &raw mut (*Native::<Opening>::of(state)).value;
        let mut gathered = Gathered::new(call.chunk_size + OVERHEAD);
        let done = (|| {
            let header = header(call.source)?;
            *(*place).as_mut() = Some(Box::new((Open::new(key.0.expose(), &header), None)));
            each_chunk(&call, &mut gathered, true, |chunk, is_last| {
                let length = chunk.len().checked_sub(OVERHEAD).ok_or(Error::Authentication)?;
                string::filled(length, |out| {
                    let (open, _) = &mut **(*place).as_mut().as_mut().ok_or(Error::Finished)?;
                    let tag = open.pull(chunk, call.associated, out)?;
                    // A stream that was cut off, or goes on behind its end.
                    if (tag == Tag::Final) == is_last { Ok(()) } else { Err(Error::Authentication) }
                })
            })
        })();
        gathered.release();
        Raw::object(state).release();
        if let Some(done) = done {
            give(result, Raw::long(i64::try_from(done).unwrap_or(i64::MAX)));
        }
    });
}

/// Reads the header; `None` if an exception was thrown.
unsafe fn header(source: Raw) -> Option<[u8; HEADER_LENGTH]> {
    let mut header = [0; HEADER_LENGTH];
    let mut filled = 0;
    while let Some(rest) = header.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        // SAFETY: the source is an argument of the call; what was read is ours.
        unsafe {
            match stream::read(source, i64::try_from(rest.len()).unwrap_or(0)) {
                Piece::Bytes(piece) => {
                    for (place, byte) in rest.iter_mut().zip(piece.bytes()) {
                        *place = *byte;
                        filled += 1;
                    }
                    piece.release();
                }
                Piece::End => {
                    fault::throw(Error::Authentication);
                    return None;
                }
                Piece::Failed => {
                    refuse(STREAM_FAILED, UNREADABLE);
                    return None;
                }
                Piece::Thrown => return None,
            }
        }
    }
    Some(header)
}

/// `Hash::file()`.
pub unsafe extern "C" fn hash(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut file, mut name) = (ptr::null_mut::<Raw>(), ptr::null_mut::<zend_string>());
        let (mut key, mut length, mut is_null) = (ptr::null_mut::<Raw>(), 0_i64, true);
        let read = parse_typed!(
            frame,
            c"z|SO!l!",
            &raw mut file,
            &raw mut name,
            &raw mut key,
            MAC_KEY.get(),
            &raw mut length,
            &raw mut is_null
        );
        if read.is_none() {
            return;
        }
        let is_path = (*file).kind() == IS_STRING;
        if !is_path && !stream::is_open(*file) {
            return argument_type_error_debug(1, c"a path or an open stream", *file);
        }
        let Some(spec) = hash::spec(name, key, length, is_null) else { return };
        let Some(state) = instantiate(hash::HASH.get()) else { return };
        let place = &raw mut (*Native::<hash::Carried>::of(state)).value;
        match Hasher::new(spec.algorithm, spec.key, spec.length) {
            Ok(hasher) => *(*place).as_mut() = Some(Box::new((hasher, spec.length))),
            Err(error) => fault::throw(error),
        }
        let source = if is_path { open_path(*file) } else { Some(*file) };
        if let Some(source) = source
            && has_read(source, place, is_path.then_some(*file))
            && let Some((hasher, length)) = (*place).as_mut().as_deref_mut()
        {
            match string::filled(*length, |out| hasher.finish(out)) {
                Ok(digest) => give(result, Raw::new_string(digest)),
                Err(error) => fault::throw(error),
            }
        }
        if is_path && let Some(source) = source {
            source.release();
        }
        Raw::object(state).release();
    });
}

#[cold]
unsafe fn unreadable(path: Raw) {
    // SAFETY: the path is an argument of the call.
    let path = unsafe { path.bytes() };
    refuse_bytes(STREAM_FAILED, &[b"The file cannot be read: ", path]);
}

/// Opens a path; `None` if an exception was thrown.
unsafe fn open_path(path: Raw) -> Option<Raw> {
    // SAFETY: the path is an argument of the call.
    unsafe {
        // fopen() would throw for these.
        let opened = if path.bytes().is_empty() || path.bytes().contains(&0) { None } else { stream::open(path) };
        if opened.is_none() && !has_exception() {
            unreadable(path);
        }
        opened
    }
}

/// Feeds a hasher with all that a stream gives; false if an exception was thrown.
unsafe fn has_read(source: Raw, place: *mut hash::Carried, path: Option<Raw>) -> bool {
    loop {
        // SAFETY: the source is held by the call; the place is in an object that we hold, and borrowed for one update.
        unsafe {
            match stream::read(source, 65536) {
                Piece::Bytes(piece) => {
                    let updated = (*place).as_mut().as_deref_mut().map(|(hasher, _)| hasher.update(piece.bytes()));
                    piece.release();
                    if let Some(Err(error)) = updated {
                        fault::throw(error);
                        return false;
                    }
                }
                Piece::End => return true,
                Piece::Failed => {
                    match path {
                        Some(path) => unreadable(path),
                        None => refuse(STREAM_FAILED, UNREADABLE),
                    }
                    return false;
                }
                Piece::Thrown => return false,
            }
        }
    }
}
