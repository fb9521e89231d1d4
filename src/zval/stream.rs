//! PHP's streams. A stream may be PHP code.

use super::call::{call_named, has_exception};
use super::sys::{_php_stream_write, php_file_le_pstream, php_file_le_stream, zend_fetch_resource2, zend_ini_long};
use super::value::{IS_FALSE, IS_RESOURCE, IS_STRING, IS_TRUE, Raw};
use ext_php_rs::ffi::{ext_php_rs_executor_globals, zend_resource};
use std::cell::Cell;
use std::ptr;

/// Whether a value is a stream that is open.
///
/// # Safety
/// The value is alive.
pub unsafe fn is_open(value: Raw) -> bool {
    if value.kind() != IS_RESOURCE {
        return false;
    }
    // SAFETY: a live resource; without a name the engine says nothing if it is of another kind.
    unsafe {
        let resource = value.payload.counted.cast();
        !zend_fetch_resource2(resource, ptr::null(), php_file_le_stream(), php_file_le_pstream()).is_null()
    }
}

/// What a read gives.
pub enum Piece {
    /// A string that is not empty; owned.
    Bytes(Raw),
    /// The stream is at its end.
    End,
    /// The stream cannot be read on.
    Failed,
    /// An exception is on its way.
    Thrown,
}

/// Errors that `@` does not silence (Zend/zend_compile.c).
const FATAL: i32 = 1 | 16 | 64 | 256 | 4096 | 4;

thread_local! {
    /// The level of error reporting while it is lowered.
    static SILENCED: Cell<Option<i32>> = const { Cell::new(None) };
}

/// Begins a request. One that ended in the midst of a read has left the level lowered, which no setting would put right: it is what the setting says, which
/// is that of the process again.
pub fn begin_request() {
    if let Some(level) = SILENCED.take() {
        let name = c"error_reporting";
        // SAFETY: the setting is the engine's own; the globals are those of the running thread.
        unsafe {
            let set = zend_ini_long(name.as_ptr(), name.count_bytes(), 0);
            // Without a setting there is nothing but what the last request had.
            let level = i32::try_from(set).ok().filter(|set| *set != 0).unwrap_or(level);
            (*ext_php_rs_executor_globals()).error_reporting = level;
        }
    }
}

/// Calls a function of the engine as `@` does: what it reports is kept from the error handler.
///
/// # Safety
/// As [`call_named`].
unsafe fn call_silenced(name: &str, arguments: &mut [Raw]) -> Option<Raw> {
    // SAFETY: as promised.
    silenced(|| unsafe { call_named(name, arguments) })
}

/// Keeps what the engine reports from the error handler, as `@` does.
pub fn silenced<R>(work: impl FnOnce() -> R) -> R {
    // SAFETY: the globals of the running thread; the level is put back unless the request ends.
    unsafe {
        let globals = ext_php_rs_executor_globals();
        let level = (*globals).error_reporting;
        // A stream may be PHP code that reads another: what a request has to put back is the level of the outermost.
        let outer = SILENCED.get();
        SILENCED.set(outer.or(Some(level)));
        (*globals).error_reporting = level & FATAL;
        let result = work();
        if (*globals).error_reporting == level & FATAL {
            (*globals).error_reporting = level;
        }
        SILENCED.set(outer);
        result
    }
}

/// As [`silenced`], and without a word to the error handler of the application, which hears of everything else. Handlers of signals may run even so.
pub fn unheard<R>(work: impl FnOnce() -> R) -> R {
    // SAFETY: the globals of the running thread; the handler is put back unless the request ends.
    unsafe {
        let handler = (&raw mut (*ext_php_rs_executor_globals()).user_error_handler).cast::<Raw>();
        let heard = handler.replace(Raw::UNDEF);
        let result = silenced(work);
        handler.write(heard);
        result
    }
}

/// Opens a file to read it, as `@fopen()` does; owned. `None` if it cannot be opened, or an exception is on its way.
///
/// # Safety
/// The path is a live string. A path may lead to PHP code: no reference into a native object is held.
pub unsafe fn open(path: Raw) -> Option<Raw> {
    let mode = super::array::new_string(b"rb");
    // SAFETY: as promised; the mode is ours.
    unsafe {
        let opened = call_silenced("fopen", &mut [path, mode]);
        mode.release();
        opened.filter(|opened| opened.kind() == IS_RESOURCE)
    }
}

/// Reads what comes next, as `@fread()` does.
///
/// # Safety
/// The stream is alive. PHP code may run: no reference into a native object is held.
pub unsafe fn read(stream: Raw, limit: i64) -> Piece {
    // SAFETY: as promised.
    unsafe {
        let read = call_silenced("fread", &mut [stream, Raw::long(limit)]);
        let Some(read) = read else { return Piece::Thrown };
        if read.kind() == IS_STRING && !read.bytes().is_empty() {
            return Piece::Bytes(read);
        }
        let is_string = read.kind() != IS_FALSE;
        read.release();
        match call_named("feof", &mut [stream]) {
            None => Piece::Thrown,
            Some(at_end) if at_end.kind() == IS_TRUE && is_string => Piece::End,
            Some(_) => Piece::Failed,
        }
    }
}

/// What has become of bytes for a stream.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// All of them are written.
    All,
    /// The stream does not take them.
    Failed,
    /// An exception is on its way: it is no stream, has been closed, or is PHP code that throws.
    Thrown,
}

/// Writes to a stream, as often as it takes a part. A stream may be PHP code.
///
/// # Safety
/// The resource and the bytes stay alive, whatever PHP code does.
pub unsafe fn write(resource: *mut zend_resource, mut bytes: &[u8]) -> Written {
    // SAFETY: the resource is asked again each time, since PHP code may have closed it.
    unsafe {
        loop {
            let stream =
                zend_fetch_resource2(resource, c"stream".as_ptr(), php_file_le_stream(), php_file_le_pstream());
            if stream.is_null() {
                return Written::Thrown;
            }
            if bytes.is_empty() {
                return Written::All;
            }
            let written = silenced(|| _php_stream_write(stream, bytes.as_ptr().cast(), bytes.len()));
            if has_exception() {
                return Written::Thrown;
            }
            match usize::try_from(written) {
                Ok(written @ 1..) => bytes = bytes.get(written..).unwrap_or_default(),
                _ => return Written::Failed,
            }
            if bytes.is_empty() {
                return Written::All;
            }
        }
    }
}
