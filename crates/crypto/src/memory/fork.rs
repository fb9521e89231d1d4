//! A number that a forked child does not share with its parent. What may not be used on both sides of a fork remembers it.

use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, Ordering};

/// The last mark that was given out. Raised before it is used, so that no two processes of one descent come to the same.
static LAST_MARK: AtomicU64 = AtomicU64::new(1);

/// Forks by the C library, counted in the child.
static FORKS: AtomicU64 = AtomicU64::new(0);

/// Stands in for the page where there is none.
static FALLBACK: AtomicU64 = AtomicU64::new(1);

static MARK: AtomicPtr<AtomicU64> = AtomicPtr::new(std::ptr::null_mut());

static IS_REGISTERED: AtomicBool = AtomicBool::new(false);

/// A number that changes in every forked child, and nowhere else.
///
/// Linux empties the page with the mark in the child, whoever made it and by which system call; the C library's hook covers the systems
/// that cannot. Both count, since some emulators promise the first and do not keep it.
pub fn fork_generation() -> u64 {
    let mark = mark();
    let mut generation = mark.load(Ordering::Acquire);
    if generation == 0 {
        let next = LAST_MARK.fetch_add(1, Ordering::AcqRel).wrapping_add(1);
        generation = match mark.compare_exchange(0, next, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => next,
            Err(other) => other,
        };
    }
    generation.wrapping_add(FORKS.load(Ordering::Acquire))
}

#[inline]
fn mark() -> &'static AtomicU64 {
    let page = MARK.load(Ordering::Acquire);
    if page.is_null() {
        return begin();
    }
    // SAFETY: what `begin` has stored lives as long as the process, is aligned, and is an `AtomicU64` whatever its bits are.
    unsafe { &*page }
}

#[cold]
fn begin() -> &'static AtomicU64 {
    if !IS_REGISTERED.swap(true, Ordering::AcqRel) {
        register();
    }
    let mine = map().unwrap_or(std::ptr::from_ref(&FALLBACK).cast_mut());
    let page = match MARK.compare_exchange(std::ptr::null_mut(), mine, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => mine,
        // Another thread was first. Its page is taken; this one is lost, once in a process at most.
        Err(other) => other,
    };
    // SAFETY: as in `mark`; the pointer is a mapping of a whole page that is never unmapped, or the static.
    unsafe { &*page }
}

/// A page that a child finds full of zeros, with 1 in it.
#[cfg(target_os = "linux")]
fn map() -> Option<*mut AtomicU64> {
    const LENGTH: usize = 4096;
    // SAFETY: a new anonymous mapping touches no memory that is in use.
    let page = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            LENGTH,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
            -1,
            0,
        )
    };
    if page == libc::MAP_FAILED {
        return None;
    }
    // SAFETY: the mapping was just made, is `LENGTH` long, and nobody else knows it.
    if unsafe { libc::madvise(page, LENGTH, libc::MADV_WIPEONFORK) } != 0 {
        // SAFETY: as above.
        unsafe { libc::munmap(page, LENGTH) };
        return None;
    }
    let mark: *mut AtomicU64 = page.cast();
    // SAFETY: a page is aligned for any integer, and zeros are an `AtomicU64`.
    unsafe { &*mark }.store(1, Ordering::Release);
    Some(mark)
}

#[cfg(not(target_os = "linux"))]
fn map() -> Option<*mut AtomicU64> {
    None
}

extern "C" fn count() {
    FORKS.fetch_add(1, Ordering::AcqRel);
}

fn register() {
    // SAFETY: `count` does nothing that is forbidden between fork and exec, and lives as long as the library; where a library can be
    // unloaded, the C library forgets its hooks first.
    unsafe { libc::pthread_atfork(None, None, Some(count)) };
}

#[cfg(test)]
mod tests;
