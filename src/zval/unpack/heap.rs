//! A stack of plain values in the request's own memory: the first ones on the frame, further ones in a block that the engine takes back
//! by itself if a bailout skips the frame.

use crate::zval::sys::{_erealloc2, _safe_emalloc};
use ext_php_rs::ffi::_efree;
use std::mem::MaybeUninit;

/// So many lie on the frame.
const NEAR: usize = 16;

/// A stack.
pub struct Heap<T> {
    length: usize,
    /// Room in the block for what does not lie on the frame.
    capacity: usize,
    block: *mut T,
    near: [MaybeUninit<T>; NEAR],
}

impl<T: Copy> Heap<T> {
    pub const fn new() -> Self {
        Self { length: 0, capacity: 0, block: std::ptr::null_mut(), near: [const { MaybeUninit::uninit() }; NEAR] }
    }

    /// Puts a value on top.
    #[inline(always)]
    pub fn push(&mut self, value: T) {
        if let Some(place) = self.near.get_mut(self.length) {
            place.write(value);
        } else {
            self.push_far(value);
        }
        self.length += 1;
    }

    #[cold]
    #[inline(never)]
    fn push_far(&mut self, value: T) {
        let position = self.length - NEAR;
        // SAFETY: the block has room for `capacity` values, of which the ones below `position` were written.
        unsafe {
            if position == self.capacity {
                let capacity = (self.capacity * 2).max(4 * NEAR);
                self.block = if self.block.is_null() {
                    _safe_emalloc(capacity, size_of::<T>(), 0).cast()
                } else {
                    let used = position * size_of::<T>();
                    _erealloc2(self.block.cast(), capacity * size_of::<T>(), used).cast()
                };
                self.capacity = capacity;
            }
            self.block.add(position).write(value);
        }
    }

    /// Takes the top value off.
    #[inline(always)]
    pub fn pop(&mut self) -> Option<T> {
        self.length = self.length.checked_sub(1)?;
        // SAFETY: the values below the length were written.
        unsafe {
            match self.near.get(self.length) {
                Some(place) => Some(place.assume_init()),
                None => Some(self.block.add(self.length - NEAR).read()),
            }
        }
    }

    /// Gives the memory back.
    #[inline(always)]
    pub fn discard(&mut self) {
        if !self.block.is_null() {
            // SAFETY: the stack's own block.
            unsafe { _efree(self.block.cast()) };
            self.block = std::ptr::null_mut();
            self.capacity = 0;
        }
        self.length = 0;
    }
}
