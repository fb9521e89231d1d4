//! A place for one of the library's handles.

use std::ptr;

/// Frees what it holds when something else takes its place, and at the end.
pub struct Slot<T> {
    handle: *mut T,
    free: unsafe extern "C" fn(*mut T),
}

impl<T> Slot<T> {
    /// An empty one. `free` takes NULL and handles that the library gave.
    pub const fn new(free: unsafe extern "C" fn(*mut T)) -> Self {
        Self { handle: ptr::null_mut(), free }
    }

    /// What is in it; NULL if there is nothing.
    pub const fn get(&self) -> *mut T {
        self.handle
    }

    /// Takes a handle that the library just gave, or NULL.
    pub fn put(&mut self, handle: *mut T) {
        let old = std::mem::replace(&mut self.handle, handle);
        // SAFETY: NULL or a handle that the library gave, which is not here any more to be freed again.
        unsafe { (self.free)(old) };
    }
}

impl<T> Drop for Slot<T> {
    fn drop(&mut self) {
        self.put(ptr::null_mut());
    }
}
