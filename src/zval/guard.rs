//! What stands between Rust and the engine's two ways of leaving a function early: a panic must not cross into C, and a bailout
//! (memory_limit, exit, a time limit) crosses Rust whether it is liked or not.

use ext_php_rs::ffi::{_efree, _emalloc, zend_throw_error};
use ext_php_rs::zend::{BailoutGuard, CatchError, bailout, run_handler, try_catch};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;

/// Runs a hot handler: a panic ends as a PHP `Error`. The closure may own nothing that has to be dropped, since a bailout passes through.
#[inline(always)]
pub fn hot(body: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(body)).is_err() {
        throw_internal_error();
    }
}

#[cold]
fn throw_internal_error() {
    // SAFETY: a null class means Error, and the format has no placeholders.
    unsafe { zend_throw_error(ptr::null_mut(), c"Internal error in highper; please report it".as_ptr()) };
}

/// Runs a cold handler: a panic ends as a PHP exception, and on a bailout what was [`kept`] is dropped before it goes on.
pub fn cold(body: impl FnOnce()) {
    run_handler(AssertUnwindSafe(body));
}

/// Runs what calls PHP code in the midst of Rust's own work; `None` if that does not come back. Then whoever called drops what is its own, and the
/// outermost [`bail_out`]s.
pub fn caught<R>(body: impl FnOnce() -> R) -> Option<R> {
    match try_catch(AssertUnwindSafe(body)) {
        Ok(result) => Some(result),
        Err(CatchError::Bailout) => None,
        Err(_) => resume_unwind(Box::new("a panic within a callback")),
    }
}

/// Lets a bailout that was [`caught`] go on.
///
/// # Safety
/// Nothing that has to be dropped is on the stack, up to the engine's own frames.
pub unsafe fn bail_out() -> ! {
    // SAFETY: as promised.
    unsafe { bailout() }
}

/// Keeps a value so that it is dropped even if a bailout skips the frame. For use within [`cold`], and not while PHP code may run: that may suspend, and
/// a bailout in another fiber would drop the value of this one.
pub fn kept<T: 'static>(value: T) -> BailoutGuard<T> {
    BailoutGuard::new(value)
}

/// Where a vector that an object owns is to grow: ends the request if its limit would not allow so much.
pub fn charge(held: &Vec<u8>, wanted: usize) {
    if wanted > held.capacity() {
        // SAFETY: a block of that size is asked for and given back at once.
        unsafe { _efree(_emalloc(wanted)) };
    }
}

/// Appends bytes to memory that the request's limit does not see, as if it did: where the limit would not allow what is to be held, the
/// engine ends the request. For vectors that an object owns, since nothing on the way is dropped.
pub fn append_charged(held: &mut Vec<u8>, bytes: &[u8]) {
    let length = held.len().saturating_add(bytes.len());
    if length > held.capacity() {
        let wanted = length.max(held.capacity().saturating_mul(2));
        charge(held, wanted);
        held.reserve(wanted - held.len());
    }
    held.extend_from_slice(bytes);
}
