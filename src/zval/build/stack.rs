//! The values of the containers that are open, one behind the other: an array's elements as the engine keeps them in a list, a map's as
//! buckets. When a container ends, its part of the stack is copied into a table of the right size at once: nothing grows, and how
//! large it has to be is never guessed.

use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::{_Bucket, zend_string};
use std::alloc::{Layout, alloc, dealloc, handle_alloc_error, realloc};
use std::ptr;

/// How far apart the values of a container lie.
const ELEMENT: usize = size_of::<Raw>();
const PAIR: usize = size_of::<_Bucket>();

/// What lies in front of an open container's values.
#[derive(Clone, Copy)]
#[repr(C)]
struct Header {
    /// Where the outer container's header lies, in bytes from the base.
    outer: usize,
    /// How far apart the outer container's values lie.
    step: u32,
    /// What the builder wants to know again.
    mark: u32,
}

const _: () = assert!(size_of::<Header>() == 16 && ELEMENT == 16 && PAIR == 32);

/// Free room behind the top that need not be asked for: a bucket, a header and the next bucket.
const RESERVE: usize = 128;
const FIRST: usize = 4 << 10;
/// Beyond that the memory is given back after a document.
const KEPT: usize = 256 << 10;

/// The stack. Its memory belongs to the module and not to the request: a bailout leaves it as it is, and the next document begins anew.
pub struct Stack {
    base: *mut u8,
    capacity: usize,
    top: *mut u8,
    header: usize,
    step: usize,
}

impl Stack {
    pub const fn new() -> Self {
        Self { base: ptr::null_mut(), capacity: 0, top: ptr::null_mut(), header: 0, step: ELEMENT }
    }

    /// Begins a document. What is left of one that was cut short by a bailout is forgotten: the engine has freed it.
    pub fn begin(&mut self) {
        if self.base.is_null() {
            self.resize(FIRST);
        }
        self.top = self.base;
        self.header = 0;
        self.step = ELEMENT;
        self.clear_key();
    }

    /// Gives back memory beyond what an ordinary document needs.
    pub fn shrink(&mut self) {
        if self.capacity > KEPT {
            self.resize(FIRST);
        }
    }

    fn layout(capacity: usize) -> Layout {
        match Layout::from_size_align(capacity, 16) {
            Ok(layout) => layout,
            Err(_) => handle_alloc_error(Layout::new::<Header>()),
        }
    }

    #[cold]
    fn resize(&mut self, capacity: usize) {
        let used = self.top as usize - self.base as usize;
        let layout = Self::layout(capacity);
        // SAFETY: the layouts are those the memory was asked for with.
        let memory = unsafe {
            if self.base.is_null() { alloc(layout) } else { realloc(self.base, Self::layout(self.capacity), capacity) }
        };
        if memory.is_null() {
            handle_alloc_error(layout);
        }
        (self.base, self.capacity) = (memory, capacity);
        // SAFETY: what is used fits, before and after.
        self.top = unsafe { memory.add(used.min(capacity)) };
    }

    #[inline(always)]
    fn ensure(&mut self) {
        if self.capacity - (self.top as usize - self.base as usize) < RESERVE {
            self.resize(self.capacity * 2);
        }
    }

    /// Says that no key waits for its value.
    #[inline(always)]
    fn clear_key(&mut self) {
        // SAFETY: a bucket's room is reserved behind the top.
        unsafe { (*self.top.cast::<_Bucket>()).key = ptr::null_mut() };
    }

    /// Puts a value on top; takes it over.
    #[inline(always)]
    pub fn push(&mut self, value: Raw) {
        // SAFETY: room for a bucket is reserved behind the top, before and after.
        unsafe {
            self.top.cast::<Raw>().write(value);
            self.top = self.top.add(self.step);
        }
        self.ensure();
        self.clear_key();
    }

    /// Puts a key on top, for the value that follows; takes the reference over. An integer has no string.
    #[inline(always)]
    pub fn push_key(&mut self, hash: u64, key: *mut zend_string) {
        // SAFETY: room for a bucket is reserved behind the top.
        unsafe {
            let bucket = self.top.cast::<_Bucket>();
            (*bucket).h = hash;
            (*bucket).key = key;
        }
    }

    /// Begins a container.
    #[inline(always)]
    pub fn open(&mut self, is_map: bool, mark: u32) {
        // SAFETY: room for a bucket, whose key may be there already, and a header behind it is reserved; then a bucket's again.
        unsafe {
            let header = self.top.add(self.step).cast::<Header>();
            // Sixteen or thirty-two.
            let step = u32::try_from(self.step).unwrap_or(0);
            header.write(Header { outer: self.header, step, mark });
            self.header = header as usize - self.base as usize;
            self.top = header.add(1).cast();
        }
        self.step = if is_map { PAIR } else { ELEMENT };
        self.ensure();
        self.clear_key();
    }

    fn header(&self) -> *mut Header {
        // SAFETY: the offset of the innermost header, which lies within the memory.
        unsafe { self.base.add(self.header).cast() }
    }

    /// Whether the innermost container has a value.
    #[inline(always)]
    pub fn has_values(&self) -> bool {
        // SAFETY: the values lie behind the header.
        self.top != unsafe { self.header().add(1).cast() }
    }

    /// The first value of the innermost container, and how many there are.
    #[inline(always)]
    pub fn children(&self) -> (*mut u8, usize) {
        // SAFETY: the values lie behind the header.
        let first = unsafe { self.header().add(1).cast::<u8>() };
        (first, (self.top as usize - first as usize) / self.step)
    }

    /// Ends the innermost container, whose values have been taken over, and puts what has become of it in its place. Answers with its mark.
    #[inline(always)]
    pub fn close(&mut self, value: impl FnOnce() -> Raw) -> u32 {
        let header = self.header();
        // SAFETY: the header was written when the container was opened.
        let Header { outer, step, mark } = unsafe { header.read() };
        let value = value();
        self.step = step as usize;
        self.header = outer;
        // SAFETY: that is where the top was when the container was opened.
        self.top = unsafe { header.cast::<u8>().sub(self.step) };
        self.push(value);
        mark
    }

    /// The value of the whole document.
    pub fn finish(&mut self) -> Raw {
        // SAFETY: one value was pushed on the empty stack.
        unsafe { self.base.cast::<Raw>().read() }
    }

    /// Releases everything, after a fault in mid-document.
    ///
    /// # Safety
    /// Everything on the stack is alive.
    #[cold]
    pub unsafe fn discard(&mut self) {
        loop {
            let (mut at, end) = if self.header == 0 { (self.base, self.top) } else { (self.children().0, self.top) };
            // SAFETY: from `at` to `end` lie the container's values; a key may wait behind them.
            unsafe {
                while at < end {
                    at.cast::<Raw>().read().release();
                    if self.step == PAIR {
                        release_key((*at.cast::<_Bucket>()).key);
                    }
                    at = at.add(self.step);
                }
                if self.step == PAIR {
                    release_key((*end.cast::<_Bucket>()).key);
                }
                if self.header == 0 {
                    break;
                }
                let header = self.header().read();
                self.top = self.header().cast::<u8>().sub(header.step as usize);
                self.step = header.step as usize;
                // The key of the container that is gone goes with the next round.
                self.header = header.outer;
            }
        }
        self.begin();
    }
}

/// # Safety
/// The reference is the caller's.
unsafe fn release_key(key: *mut zend_string) {
    if !key.is_null() {
        // SAFETY: as promised.
        unsafe { string::release(key) };
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        if !self.base.is_null() {
            // SAFETY: the layout it was asked for with.
            unsafe { dealloc(self.base, Self::layout(self.capacity)) };
        }
    }
}
