//! `MessagePack::pack()`: walks a value and writes it down.

use super::fault::{self, Thrown, debug_type, throw};
use super::kind::Kinds;
use crate::zval::args::{Frame, Return, count, give, parse};
use crate::zval::buffer::Buffer;
use crate::zval::call::argument_value_error;
use crate::zval::guard::hot;
use crate::zval::object_data::identity;
use crate::zval::stack::is_stack_used_up;
use crate::zval::string;
use crate::zval::value::{
    IS_ARRAY, IS_DOUBLE, IS_FALSE, IS_LONG, IS_NULL, IS_OBJECT, IS_REFERENCE, IS_STRING, IS_TRUE, IS_UNDEF, Raw,
};
use crate::zval::walk::{self, Elements, elements, is_list};
use ext_php_rs::ffi::{zend_object, zend_string};
use highper_serializer::msgpack::encode::{self, TooLong};
use highper_serializer::msgpack::{Output, is_utf8};
use std::ptr;

// MessagePackInterface's constants.
const FLOAT32: i64 = 1;
const STRINGS_AS_STR: i64 = 2;
const STRINGS_AS_BIN: i64 = 4;

/// How deep values may be nested by default.
pub const DEPTH: i64 = 512;

impl Output for Buffer {
    #[inline(always)]
    fn push<const N: usize>(&mut self, bytes: [u8; N]) {
        Self::push(self, bytes);
    }

    #[inline(always)]
    fn push_tagged<const N: usize>(&mut self, format: u8, number: [u8; N]) {
        Self::push_tagged(self, format, number);
    }

    #[inline(always)]
    fn push_with<const N: usize>(&mut self, header: [u8; N], body: &[u8]) {
        Self::push_with(self, header, body);
    }
}

/// Checks a depth, the argument of that number; `None` if an exception was thrown.
pub fn check_depth(depth: i64, argument: u32) -> Option<usize> {
    if !(1..=0x7fff_ffff).contains(&depth) {
        argument_value_error(argument, c"must be between 1 and 2147483647");
        return None;
    }
    usize::try_from(depth).ok()
}

fn check_flags(flags: i64) -> Option<()> {
    let both = STRINGS_AS_STR | STRINGS_AS_BIN;
    if flags & !(FLOAT32 | both) != 0 {
        argument_value_error(2, c"must be a combination of FLOAT32, STRINGS_AS_STR and STRINGS_AS_BIN");
    } else if flags & both == both {
        argument_value_error(2, c"must not have both STRINGS_AS_STR and STRINGS_AS_BIN");
    } else {
        return Some(());
    }
    None
}

/// `MessagePack::pack()`.
pub unsafe extern "C" fn pack(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter, of the type that its letter wants; the arguments live as long as the call.
        let (mut value, mut flags, mut depth) = (ptr::null::<Raw>(), 0_i64, DEPTH);
        let mut extensions = ptr::null_mut::<Raw>();
        if count(frame) == 1 {
            value = crate::zval::args::Arguments::of(frame).value(0).unwrap_or(value);
        } else {
            let class = super::classes::EXTENSIONS.get();
            let places = (&raw mut value, &raw mut flags, &raw mut extensions, &raw mut depth);
            if parse!(frame, c"z|lO!l", places.0, places.1, places.2, class, places.3).is_none() {
                return;
            }
        }
        if check_flags(flags).is_none() {
            return;
        }
        let Some(depth) = check_depth(depth, 4) else { return };
        let extensions = if extensions.is_null() { ptr::null_mut() } else { (*extensions).payload.object };
        if let Ok(packed) = pack_value(value.read(), flags, extensions, depth) {
            give(result, packed);
        }
    });
}

/// Packs a value; the string is the caller's.
///
/// # Errors
/// If an exception was thrown.
///
/// # Safety
/// The value is alive, the object null or of Extensions. No reference into a native object is held: callbacks may do anything.
#[inline(always)]
pub unsafe fn pack_value(value: Raw, flags: i64, extensions: *mut zend_object, depth: usize) -> Result<Raw, Thrown> {
    // SAFETY: as promised.
    unsafe {
        let mut packer = Packer { out: Buffer::new(), flags, depth, kinds: Kinds::new(extensions) };
        packer.out.begin();
        let outcome = packer.value(value, At { level: 0, around: None });
        packer.kinds.release();
        match outcome {
            Ok(()) => Ok(packer.out.finish()),
            Err(thrown) => {
                packer.out.discard();
                Err(thrown)
            }
        }
    }
}

/// What is being packed around a value, innermost first: objects, and references to arrays, by which alone a value can contain itself.
pub struct Around<'a> {
    pub subject: *const (),
    pub outer: Option<&'a Around<'a>>,
}

/// Where in the whole a value is.
#[derive(Clone, Copy)]
pub struct At<'a> {
    pub level: usize,
    pub around: Option<&'a Around<'a>>,
}

impl<'a> At<'a> {
    /// Whether the subject is being packed already.
    pub fn is_inside(self, subject: *const ()) -> bool {
        let mut around = self.around;
        while let Some(node) = around {
            if node.subject == subject {
                return true;
            }
            around = node.outer;
        }
        false
    }
}

/// A value on its way into bytes. It owns what PHP's memory manager takes back by itself, and nothing else.
pub struct Packer {
    pub out: Buffer,
    flags: i64,
    depth: usize,
    pub kinds: Kinds,
}

type Done = Result<(), Thrown>;

impl Packer {
    /// Writes a value.
    ///
    /// # Safety
    /// The value is alive, and stays so whatever callbacks do.
    #[inline(always)]
    pub unsafe fn value(&mut self, value: Raw, at: At<'_>) -> Done {
        // SAFETY: the type says which field counts.
        unsafe {
            match value.kind() {
                IS_STRING => return self.string(value.payload.string),
                IS_LONG => encode::integer(&mut self.out, value.payload.long),
                IS_DOUBLE => self.double(value.payload.double),
                IS_ARRAY => return self.array(value, at),
                IS_OBJECT => return self.object(value, at),
                IS_NULL | IS_UNDEF => encode::nil(&mut self.out),
                IS_FALSE => encode::boolean(&mut self.out, false),
                IS_TRUE => encode::boolean(&mut self.out, true),
                IS_REFERENCE => return self.referenced(value, at),
                _ => return Err(unsupported(value, "pack what it stands for")),
            }
            Ok(())
        }
    }

    #[inline(always)]
    fn double(&mut self, value: f64) {
        if self.flags & FLOAT32 == 0 {
            encode::double(&mut self.out, value);
        } else {
            // Rounding is what the flag asks for.
            encode::single(&mut self.out, value as f32);
        }
    }

    /// # Safety
    /// The string is alive.
    #[inline(always)]
    unsafe fn string(&mut self, text: *mut zend_string) -> Done {
        // SAFETY: as promised.
        let bytes = unsafe { string::bytes(text) };
        let is_str = match self.flags & (STRINGS_AS_STR | STRINGS_AS_BIN) {
            // SAFETY: as promised.
            0 => unsafe { string::is_known_utf8(text) || is_utf8(bytes) },
            flag => flag == STRINGS_AS_STR,
        };
        let written = if is_str { encode::str(&mut self.out, bytes) } else { encode::bin(&mut self.out, bytes) };
        written.map_err(|TooLong(length)| too_long("A string", length, "bytes"))
    }

    /// A key that is a string.
    ///
    /// # Safety
    /// The string is alive.
    #[inline(always)]
    unsafe fn name(&mut self, text: *mut zend_string) -> Done {
        // SAFETY: as promised.
        let bytes = unsafe { string::bytes(text) };
        self.name_bytes(bytes)
    }

    #[inline(always)]
    pub fn name_bytes(&mut self, bytes: &[u8]) -> Done {
        let is_str = self.flags & STRINGS_AS_STR != 0 || is_utf8(bytes);
        let written = if is_str { encode::str(&mut self.out, bytes) } else { encode::bin(&mut self.out, bytes) };
        written.map_err(|TooLong(length)| too_long("A string", length, "bytes"))
    }

    /// # Safety
    /// As for [`value`](Self::value).
    #[inline(never)]
    unsafe fn referenced(&mut self, reference: Raw, at: At<'_>) -> Done {
        // SAFETY: a live reference holds a value, which is held while it is packed.
        unsafe {
            let value = reference.dereferenced();
            if value.kind() != IS_ARRAY {
                return self.value(value, at);
            }
            let subject = identity(reference);
            if at.is_inside(subject) {
                return Err(contains_itself(value));
            }
            self.array(value, At { around: Some(&Around { subject, outer: at.around }), ..at })
        }
    }

    /// Checks that one level more is allowed.
    #[inline(always)]
    pub fn enter(&self, at: At<'_>) -> Done {
        if at.level >= self.depth {
            return Err(too_deep(self.depth));
        }
        // Not at every level: the engine keeps a reserve.
        if at.level % 16 == 15 && is_stack_used_up() {
            let what = || b"Values are nested deeper than the stack allows".to_vec();
            return Err(throw(fault::DEPTH, what, "nest less", None));
        }
        Ok(())
    }

    /// # Safety
    /// As for [`value`](Self::value).
    #[inline(never)]
    unsafe fn array(&mut self, value: Raw, at: At<'_>) -> Done {
        self.enter(at)?;
        // SAFETY: the array is held: a callback that writes to it writes to a copy.
        unsafe {
            value.add_reference();
            let done = self.elements(value, At { level: at.level + 1, ..at });
            value.let_go();
            done
        }
    }

    #[inline(always)]
    unsafe fn elements(&mut self, array: Raw, at: At<'_>) -> Done {
        // SAFETY: the array is held by the caller.
        unsafe {
            let table = array.payload.array;
            let (elements, count) = (elements(table), walk::count(table));
            if is_list(&elements, count) {
                encode::array(&mut self.out, count)
                    .map_err(|TooLong(length)| too_long("An array", length, "elements"))?;
                match elements {
                    Elements::Packed(values) => {
                        for &value in values {
                            self.value(value, at)?;
                        }
                    }
                    Elements::Keyed(elements) => {
                        for element in elements.iter().filter(|element| !element.is_removed()) {
                            self.value(element.value, at)?;
                        }
                    }
                }
                return Ok(());
            }
            self.map(count)?;
            match elements {
                Elements::Packed(values) => {
                    for (position, &value) in values.iter().enumerate() {
                        if value.kind() != IS_UNDEF {
                            encode::unsigned(&mut self.out, position as u64);
                            self.value(value, at)?;
                        }
                    }
                }
                Elements::Keyed(elements) => {
                    for element in elements.iter().filter(|element| !element.is_removed()) {
                        if element.name_string().is_null() {
                            encode::integer(&mut self.out, element.index());
                        } else {
                            self.name(element.name_string())?;
                        }
                        self.value(element.value, at)?;
                    }
                }
            }
            Ok(())
        }
    }

    /// Writes the beginning of a map.
    #[inline(always)]
    pub fn map(&mut self, count: usize) -> Done {
        encode::map(&mut self.out, count).map_err(|TooLong(length)| too_long("An array", length, "elements"))
    }

    /// Writes bin.
    pub fn bin(&mut self, bytes: &[u8]) -> Done {
        encode::bin(&mut self.out, bytes).map_err(|TooLong(length)| too_long("A string", length, "bytes"))
    }

    /// Writes an extension.
    pub fn extension(&mut self, kind: i8, data: &[u8]) -> Done {
        encode::extension(&mut self.out, kind, data)
            .map_err(|TooLong(length)| too_long("An extension", length, "bytes"))
    }
}

#[cold]
fn too_long(whose: &str, length: usize, unit: &str) -> Thrown {
    throw(fault::LENGTH, || format!("{whose} of {length} {unit}").into_bytes(), "lengths end at 4294967295", None)
}

#[cold]
fn too_deep(depth: usize) -> Thrown {
    let what = || format!("Values are nested deeper than {depth}").into_bytes();
    throw(fault::DEPTH, what, "raise the depth, or nest less", None)
}

/// # Safety
/// The value is alive.
#[cold]
pub unsafe fn unsupported(value: Raw, hint: &str) -> Thrown {
    // SAFETY: as promised.
    let what = || [&b"A value of type "[..], &unsafe { debug_type(value) }].concat();
    throw(fault::UNSUPPORTED_TYPE, what, hint, None)
}

/// # Safety
/// The value is alive.
#[cold]
pub unsafe fn contains_itself(value: Raw) -> Thrown {
    // SAFETY: as promised.
    let what = || [&b"A value of type "[..], &unsafe { debug_type(value) }, b" contains itself"].concat();
    throw(fault::RECURSION, what, "break the cycle", None)
}
