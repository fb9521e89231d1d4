//! A string that grows while it is written through a pointer. It begins in memory of the caller's frame, so that a short text costs one
//! allocation, of the right size; nothing is lost with it if the engine leaves by a bailout.

use super::string;
use super::sys::{_efree, _erealloc2, zend_memory_usage};
use ext_php_rs::ffi::{_emalloc, core_globals, zend_string};
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where a text begins.
pub type Room = MaybeUninit<[u8; 4096]>;

/// So much may be written behind the limit before room is asked for.
pub const MARGIN: usize = 256;

/// A text that is not wanted as a whole should begin anew at this size.
pub const CHUNK: usize = 1 << 16;

/// The size of the last long texts: the next one is likely to be of a size with them.
static USUAL: AtomicUsize = AtomicUsize::new(0);
const MOST_USUAL: usize = 16 << 20;

/// The text. Whoever writes keeps the place where it ends.
pub struct Output {
    /// Where the text begins,
    start: *mut u8,
    /// where it should not go on without asking for room,
    limit: *mut u8,
    /// and where it is time to begin anew, or, if it is wanted as a whole, to ask for room.
    pub mark: *mut u8,
    /// The string that it lies in, or null while it is in the frame.
    string: *mut zend_string,
    /// Whether it will be a string in the end.
    is_whole: bool,
}

impl Output {
    /// A text in the room of a frame that outlives it. One that is not wanted as a whole begins anew now and then.
    #[inline(always)]
    pub fn new(room: &mut Room, is_whole: bool) -> Self {
        let start = room.as_mut_ptr().cast::<u8>();
        // SAFETY: the room is larger than the margin.
        let limit = unsafe { start.add(size_of::<Room>() - MARGIN) };
        Self { start, limit, mark: limit, string: ptr::null_mut(), is_whole }
    }

    /// Where the text begins.
    #[inline(always)]
    pub fn start(&self) -> *mut u8 {
        self.start
    }

    /// The text up to a place.
    ///
    /// # Safety
    /// It has been written up to there. The slice is valid until the next change.
    #[inline(always)]
    pub unsafe fn text<'t>(&self, end: *mut u8) -> &'t [u8] {
        // SAFETY: as promised.
        unsafe { std::slice::from_raw_parts(self.start, self.length(end)) }
    }

    /// How long it is up to a place.
    #[inline(always)]
    pub fn length(&self, end: *mut u8) -> usize {
        end.addr() - self.start.addr()
    }

    /// Makes sure that so much and the margin can be written from `end` on; answers with where that is now.
    ///
    /// # Safety
    /// `end` is the end of the text. May not return: see the module `zval`.
    #[inline(always)]
    pub unsafe fn reserve(&mut self, end: *mut u8, more: usize) -> *mut u8 {
        if (self.limit.addr() as isize - end.addr() as isize) < more as isize {
            // SAFETY: as promised.
            unsafe { self.grow(end, more) }
        } else {
            end
        }
    }

    #[cold]
    #[inline(never)]
    unsafe fn grow(&mut self, end: *mut u8, more: usize) -> *mut u8 {
        let length = self.length(end);
        let needed = length.saturating_add(more);
        // SAFETY: the new block has room for what was written, which is copied, and for what was asked for and the margin.
        unsafe {
            let is_first = self.string.is_null();
            let mut capacity = needed.saturating_add(length).max(size_of::<Room>() * 2);
            if is_first && self.is_whole {
                capacity = capacity.max(usual());
            }
            let size = block(capacity.saturating_add(MARGIN));
            let string = if is_first {
                let string = _emalloc(size).cast::<zend_string>();
                string::content(string).copy_from_nonoverlapping(self.start, length);
                string
            } else {
                _erealloc2(self.string.cast(), size, string::HEADER + length).cast::<zend_string>()
            };
            self.string = string;
            self.start = string::content(string);
            self.limit = self.start.add(capacity);
            self.mark = if self.is_whole { self.limit } else { self.start.add(capacity.min(CHUNK)) };
            self.start.add(length)
        }
    }

    /// The text as a string, owned. Its bytes are UTF-8.
    ///
    /// # Safety
    /// `end` is the end of the text, which is not used afterwards.
    #[inline(always)]
    pub unsafe fn finish(self, end: *mut u8) -> *mut zend_string {
        // SAFETY: as promised.
        unsafe {
            if self.string.is_null() {
                return string::new_utf8(self.text(end));
            }
            self.finish_long(end)
        }
    }

    #[cold]
    #[inline(never)]
    unsafe fn finish_long(self, end: *mut u8) -> *mut zend_string {
        let length = self.length(end);
        let before = USUAL.load(Ordering::Relaxed);
        let usual = if length >= before { length } else { before.midpoint(length) };
        USUAL.store(usual.min(MOST_USUAL), Ordering::Relaxed);
        // SAFETY: the block has room for the text and its end; it shrinks to that.
        unsafe {
            let string = _erealloc2(self.string.cast(), block(length + 1), string::HEADER + length).cast();
            string::complete_utf8(string, length);
            string
        }
    }

    /// Gives the memory back.
    pub fn discard(self) {
        if !self.string.is_null() {
            // SAFETY: the block is the text's own.
            unsafe { _efree(self.string.cast()) };
        }
    }
}

/// The size of a block for so many bytes of a string.
const fn block(bytes: usize) -> usize {
    (string::HEADER.saturating_add(bytes) | 7).saturating_add(1)
}

/// How much a long text is likely to need, if there is plenty of memory.
fn usual() -> usize {
    let usual = USUAL.load(Ordering::Relaxed);
    let wanted = usual + usual / 16;
    // SAFETY: the globals of the running thread exist as long as the engine runs.
    let (limit, used) = unsafe { (core_globals.memory_limit, zend_memory_usage(false)) };
    let is_plenty = usize::try_from(limit).map_or(true, |limit| limit.saturating_sub(used) / 4 > wanted);
    if is_plenty { wanted } else { 0 }
}
