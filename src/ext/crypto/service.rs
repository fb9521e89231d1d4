//! What the closed objects have in common that a constructor fills: Aead, the streams, digests.

use super::fault::misused;
use crate::zval::args::{Frame, this};
use highper_crypto::memory::scrub_stack;

/// The value of an object that has to be constructed; throws where it is not.
///
/// # Safety
/// The frame is that of a method of the class whose objects carry an `Option<T>` behind `S`.
#[inline(always)]
pub unsafe fn constructed<'f, S: AsMut<Option<Box<T>>> + 'f, T: 'f>(frame: Frame) -> Option<&'f mut T> {
    // SAFETY: as promised; no PHP code runs while an engine has it.
    let value = unsafe { this::<S>(frame) }.as_mut().as_deref_mut();
    if value.is_none() {
        misused(c"The object was not constructed");
    }
    value
}

/// Puts a value into an object that its constructor makes; a second construction throws, and so does `value` if there is none.
///
/// # Safety
/// As [`constructed`].
pub unsafe fn construct<'f, S: AsMut<Option<Box<T>>> + 'f, T: 'f>(frame: Frame, value: impl FnOnce() -> Option<T>) {
    // SAFETY: as promised.
    unsafe { fill::<S, T>(frame, value) };
    scrub_stack();
}

/// What [`construct`] does, in a frame of its own, which is overwritten afterwards: what is moved leaves copies behind.
#[inline(never)]
unsafe fn fill<'f, S: AsMut<Option<Box<T>>> + 'f, T: 'f>(frame: Frame, value: impl FnOnce() -> Option<T>) {
    // SAFETY: as promised.
    let place = unsafe { this::<S>(frame) }.as_mut();
    if place.is_some() {
        misused(c"The object is constructed already");
    } else {
        *place = value().map(Box::new);
    }
}

/// Declares what an object carries: in a box, since the engine's allocator aligns objects to eight bytes, and ciphers want more.
macro_rules! carried {
    ($(#[$doc:meta])* $name:ident of $class:ident: $value:ty) => {
        $(#[$doc])*
        #[derive(Default)]
        pub struct $name(Option<Box<$value>>);

        impl AsMut<Option<Box<$value>>> for $name {
            fn as_mut(&mut self) -> &mut Option<Box<$value>> {
                &mut self.0
            }
        }

        /// What is dropped may be moved about for it, and leave copies behind.
        impl Drop for $name {
            fn drop(&mut self) {
                drop(self.0.take());
                highper_crypto::memory::scrub_stack();
            }
        }

        impl $crate::zval::object::Embedded for $name {
            fn class() -> &'static $crate::zval::class::Class {
                &$class
            }
        }
    };
}
pub(crate) use carried;
