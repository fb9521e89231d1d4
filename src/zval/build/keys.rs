//! The keys of a request's documents: one string for each, and what is likely to come after it. Documents repeat the shapes of their
//! objects, so the next key can often be compared with the input where it stands: no search for its end, no hash, no look-up.

use crate::zval::string;
use ext_php_rs::ffi::zend_string;

/// The text of a key that is compared at once, its closing quote included.
const SHORT: usize = 32;
/// Longer keys are not kept.
const LONGEST: usize = 64;
/// So many keys are kept; a document with more begins anew with the next one.
const MOST: usize = 1 << 11;
const SLOTS: usize = MOST * 2;
/// A key is looked for in so many slots; where a document's author has made them collide, its keys are not kept.
const PROBES: usize = 16;

/// What is known of a key: a cache line.
#[repr(C, align(64))]
struct Entry {
    /// The text, a quote behind it, then zeros.
    text: [u8; SHORT],
    key: *mut zend_string,
    hash: u64,
    /// The key that followed last, and the one before that.
    next: u16,
    other: u16,
    /// The first key of the last map under this key.
    first: u16,
    /// How many bytes of the text count; none if the key cannot be recognised unread.
    length: u8,
    /// In an array it would be an integer.
    is_numeric: bool,
}

const _: () = assert!(size_of::<Entry>() == 64);

/// The entry that stands for no key: nothing is expected after it.
const NONE: u16 = 0;
/// The entry that stands for the top of a document.
const ROOT: u16 = 1;

/// Where a key that came is remembered.
#[derive(Clone, Copy)]
pub struct Link {
    /// The key before, or the one under which the map lies.
    entry: u16,
    is_first: bool,
}

/// The cache. It holds one reference to each of its strings, until the request ends.
pub struct Keys {
    entries: Vec<Entry>,
    slots: Vec<u16>,
    link: Link,
}

impl Keys {
    pub const fn new() -> Self {
        Self { entries: Vec::new(), slots: Vec::new(), link: Link { entry: ROOT, is_first: true } }
    }

    /// Begins a document.
    pub fn begin(&mut self) {
        if self.entries.is_empty() || self.entries.len() >= MOST {
            self.renew();
        }
        self.link = Link { entry: ROOT, is_first: true };
    }

    #[cold]
    fn renew(&mut self) {
        // SAFETY: the strings are the cache's own.
        unsafe { self.release() };
        self.slots.resize(SLOTS, NONE);
        for _ in [NONE, ROOT] {
            self.entries.push(Entry {
                text: [0; SHORT],
                key: std::ptr::null_mut(),
                hash: 0,
                next: NONE,
                other: NONE,
                first: NONE,
                length: 0,
                is_numeric: false,
            });
        }
    }

    /// Gives all strings back; for the end of the request.
    ///
    /// # Safety
    /// The strings are alive.
    pub unsafe fn release(&mut self) {
        for entry in self.entries.drain(..) {
            if !entry.key.is_null() {
                // SAFETY: the cache's own reference.
                unsafe { string::release(entry.key) };
            }
        }
        self.slots.fill(NONE);
    }

    /// Forgets the strings of a request that is over; the engine has freed them.
    pub fn forget(&mut self) {
        self.entries.clear();
        self.slots.fill(NONE);
    }

    /// A map begins; answers with what [`leave`](Self::leave) wants.
    #[inline(always)]
    pub fn enter(&mut self) -> u16 {
        let outer = self.link.entry;
        self.link = Link { entry: outer, is_first: true };
        outer
    }

    /// The map has ended.
    #[inline(always)]
    pub fn leave(&mut self, outer: u16) {
        self.link = Link { entry: outer, is_first: false };
    }

    #[inline(always)]
    fn entry(&self, index: u16) -> &Entry {
        debug_assert!(usize::from(index) < self.entries.len());
        // SAFETY: indices come from this cache, which does not shrink within a document.
        unsafe { self.entries.get_unchecked(usize::from(index)) }
    }

    /// The key at the beginning of `rest`, if it is one that was expected, and its length.
    #[inline(always)]
    pub fn expected(&mut self, rest: &[u8], are_integers_apart: bool) -> Option<(u64, *mut zend_string, usize)> {
        let before = self.entry(self.link.entry);
        let (guess, second) = if self.link.is_first { (before.first, NONE) } else { (before.next, before.other) };
        let mut index = guess;
        if !self.entry(index).is_at(rest) {
            index = second;
            if !self.entry(index).is_at(rest) {
                return None;
            }
            let link = self.link;
            self.remember(link, index);
        }
        let entry = self.entry(index);
        if are_integers_apart && entry.is_numeric {
            return None;
        }
        let found = (entry.hash, entry.key, usize::from(entry.length) - 1);
        self.link = Link { entry: index, is_first: false };
        // SAFETY: the cache keeps the string alive.
        unsafe { string::add_reference(found.1) };
        Some(found)
    }

    #[inline(always)]
    fn remember(&mut self, link: Link, index: u16) {
        if link.entry == NONE {
            return;
        }
        // SAFETY: as for `entry`.
        let entry = unsafe { self.entries.get_unchecked_mut(usize::from(link.entry)) };
        if link.is_first {
            entry.first = index;
        } else {
            entry.other = entry.next;
            entry.next = index;
        }
    }

    /// A key by its text: its hash, and a reference to its string. May not return: see the module.
    pub fn find(&mut self, text: &[u8]) -> (u64, *mut zend_string) {
        let link = self.link;
        self.pass();
        let hash = string::hash(text);
        if text.len() > LONGEST {
            return (hash, string::new_hashed(text, hash));
        }
        let mut free = None;
        for probe in 0..PROBES {
            let slot = (hash as usize).wrapping_add(probe) % SLOTS;
            let index = self.slots.get(slot).copied().unwrap_or(NONE);
            if index == NONE {
                free = Some(slot);
                break;
            }
            let entry = self.entry(index);
            // SAFETY: the cache keeps the string alive.
            if entry.hash == hash && unsafe { string::bytes(entry.key) } == text {
                let key = entry.key;
                // SAFETY: as above.
                unsafe { string::add_reference(key) };
                self.remember(link, index);
                self.link = Link { entry: index, is_first: false };
                return (hash, key);
            }
        }
        let key = if text.len() <= 1 { string::shared(text) } else { string::new_hashed(text, hash) };
        if let Some(slot) = free {
            self.insert(slot, text, hash, key, link);
        }
        (hash, key)
    }

    #[cold]
    fn insert(&mut self, slot: usize, text: &[u8], hash: u64, key: *mut zend_string, link: Link) {
        let count = self.entries.len();
        if count >= MOST {
            return;
        }
        let Ok(index) = u16::try_from(count) else { return };
        let mut short = [0; SHORT];
        let mut length = 0;
        // A key with an escape stands otherwise in the input than in memory.
        let is_plain = text.iter().all(|&byte| byte >= 0x20 && byte != b'"' && byte != b'\\');
        if is_plain
            && let Some(target) = short.get_mut(..text.len())
            && text.len() < SHORT
        {
            target.copy_from_slice(text);
            if let Some(quote) = short.get_mut(text.len()) {
                *quote = b'"';
            }
            length = u8::try_from(text.len() + 1).unwrap_or(0);
        }
        // SAFETY: the string was just made; the cache takes a reference of its own.
        unsafe { string::add_reference(key) };
        let is_numeric = string::integer(text).is_some();
        self.entries.push(Entry { text: short, key, hash, next: NONE, other: NONE, first: NONE, length, is_numeric });
        if let Some(place) = self.slots.get_mut(slot) {
            *place = index;
        }
        self.remember(link, index);
        self.link = Link { entry: index, is_first: false };
    }

    /// A key came that is none of the cache's.
    #[inline(always)]
    pub fn pass(&mut self) {
        self.link = Link { entry: NONE, is_first: false };
    }
}

impl Entry {
    /// Whether the key stands at the beginning of `rest`, with its quote.
    #[inline(always)]
    fn is_at(&self, rest: &[u8]) -> bool {
        let Some(start) = rest.first_chunk::<SHORT>() else { return self.is_at_end(rest) };
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::x86_64::{_mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8};
            // SAFETY: both texts have thirty-two bytes; SSE2 is part of x86-64.
            let equal = unsafe {
                let compare = |half: usize| {
                    let one = _mm_loadu_si128(self.text.as_ptr().add(half).cast());
                    let two = _mm_loadu_si128(start.as_ptr().add(half).cast());
                    _mm_movemask_epi8(_mm_cmpeq_epi8(one, two)).cast_unsigned()
                };
                compare(0) | compare(16) << 16
            };
            // The first bytes that differ come behind the text.
            self.length != 0 && (!equal).trailing_zeros() >= u32::from(self.length)
        }
        #[cfg(not(target_arch = "x86_64"))]
        {
            let _ = start;
            self.is_at_end(rest)
        }
    }

    #[inline(never)]
    fn is_at_end(&self, rest: &[u8]) -> bool {
        let length = usize::from(self.length);
        length != 0 && rest.get(..length) == self.text.get(..length)
    }
}
