//! A call from PHP: its object, its arguments, and how they are checked.

use super::call::argument_type_error;
use super::class::Class;
use super::object::Native;
pub use super::sys::zend_parse_parameters as parse_parameters;
use super::sys::zend_type_to_string;
use super::value::{IS_FALSE, IS_LONG, IS_NULL, IS_OBJECT, IS_STRING, IS_TRUE, Raw};
use ext_php_rs::ffi::{zend_class_entry, zend_execute_data, zend_object, zend_string, zval};
use std::ffi::CString;
use std::ptr;

/// Hands the arguments to zend_parse_parameters(), which converts them as the caller's strict_types asks and throws what PHP users
/// know; `None` if it has thrown.
macro_rules! parse {
    ($frame:expr, $spec:expr $(, $place:expr)*) => {
        ($crate::zval::args::parse_parameters($crate::zval::args::count($frame), $spec.as_ptr() $(, $place)*) == 0).then_some(())
    };
}
pub(crate) use parse;

/// As [`parse`], and refuses null where the signature does, as functions written in PHP do: the engine would take it for an empty string, which no
/// key, password or code is to be.
macro_rules! parse_typed {
    ($frame:expr, $spec:expr $(, $place:expr)*) => {
        $crate::zval::args::refuse_null($frame).and_then(|()| $crate::zval::args::parse!($frame, $spec $(, $place)*))
    };
}
pub(crate) use parse_typed;

/// Throws a TypeError for the first argument that is null where the signature does not allow it; `None` then.
///
/// # Safety
/// `frame` is the current call's.
pub unsafe fn refuse_null(frame: Frame) -> Option<()> {
    // SAFETY: the function of a native call is a native one, with as many infos as it has parameters; the arguments are there.
    unsafe {
        let function = &(*(*frame).func).internal_function;
        for position in 0..count(frame).min(function.num_args) {
            let at = position as usize;
            let info = &*function.arg_info.add(at);
            if (*place(frame, at)).kind() == IS_NULL && info.type_.type_mask & 1 << IS_NULL == 0 {
                let kind = zend_type_to_string(info.type_);
                let text = [b"of type ", super::string::bytes(kind)].concat();
                super::string::release(kind);
                argument_type_error(position + 1, &CString::new(text).unwrap_or_default(), Raw::NULL);
                return None;
            }
        }
    }
    Some(())
}

/// What a handler gets: the frame of the call and the place for its result.
pub type Frame = *mut zend_execute_data;
/// Where the result goes; the engine has put null there.
pub type Return = *mut zval;

/// `ZEND_CALL_FRAME_SLOT`: arguments begin behind the frame, rounded up to whole zvals.
const FRAME_SLOTS: usize = size_of::<zend_execute_data>().div_ceil(size_of::<Raw>());

/// The number of arguments passed.
///
/// # Safety
/// `frame` is the current call's.
#[inline(always)]
pub unsafe fn count(frame: Frame) -> u32 {
    // SAFETY: the engine keeps the count beside `This`.
    unsafe { (*frame).This.u2.num_args }
}

/// The place of the argument at a position, from 0.
///
/// # Safety
/// `frame` is the current call's and has that many arguments.
#[inline(always)]
unsafe fn place(frame: Frame, position: usize) -> *const Raw {
    // SAFETY: arguments lie behind the frame (zend_compile.h, ZEND_CALL_VAR_NUM).
    unsafe { frame.cast::<Raw>().add(FRAME_SLOTS + position) }
}

/// The bytes of the string at a place, if it is one. Reads type and pointer one by one: the engine has just written them so, and a load of both at
/// once would have to wait for the two stores.
///
/// # Safety
/// The place holds a live value, which outlives the slice.
#[inline(always)]
pub unsafe fn string_at<'f>(place: *const Raw) -> Option<&'f [u8]> {
    // SAFETY: the type says which field counts.
    unsafe { ((*place).type_info & 0xff == IS_STRING).then(|| super::string::bytes((*place).payload.string)) }
}

/// The object at a place, if it is one; see [`string_at`].
///
/// # Safety
/// The place holds a live value.
#[inline(always)]
pub unsafe fn object_at(place: *const Raw) -> Option<*mut zend_object> {
    // SAFETY: the type says which field counts.
    unsafe { ((*place).type_info & 0xff == IS_OBJECT).then(|| (*place).payload.object) }
}

/// A call's arguments as they stand in its frame, for handlers that cannot afford zend_parse_parameters(). Every method answers `None`
/// for an argument that has to be converted or refused: then zend_parse_parameters() is to be asked.
#[derive(Clone, Copy)]
pub struct Arguments {
    first: *const Raw,
    count: usize,
}

impl Arguments {
    /// # Safety
    /// `frame` is the current call's; what is read lives as long as the call.
    #[inline(always)]
    pub unsafe fn of(frame: Frame) -> Self {
        // SAFETY: as promised.
        unsafe { Self { first: place(frame, 0), count: count(frame) as usize } }
    }

    /// Whether there are no more than that.
    #[inline(always)]
    pub const fn are_at_most(self, count: usize) -> bool {
        self.count <= count
    }

    #[inline(always)]
    fn kind(self, position: usize) -> Option<u32> {
        // SAFETY: the argument is there.
        (position < self.count).then(|| unsafe { (*self.first.add(position)).type_info & 0xff })
    }

    /// A string.
    #[inline(always)]
    pub fn string<'f>(self, position: usize) -> Option<&'f [u8]> {
        // SAFETY: the argument is there and lives as long as the call.
        if position < self.count { unsafe { string_at(self.first.add(position)) } } else { None }
    }

    /// A string, with its header.
    #[inline(always)]
    pub fn zend_string(self, position: usize) -> Option<*mut zend_string> {
        // SAFETY: the argument is there, and its type says which field counts.
        (self.kind(position) == Some(IS_STRING)).then(|| unsafe { (*self.first.add(position)).payload.string })
    }

    /// Any value, as it stands.
    #[inline(always)]
    pub fn value(self, position: usize) -> Option<*const Raw> {
        // SAFETY: the argument is there.
        (position < self.count).then(|| unsafe { self.first.add(position) })
    }

    /// A string, or what it is by default.
    #[inline(always)]
    pub fn string_or(self, position: usize, default: &[u8]) -> Option<&[u8]> {
        if position < self.count { self.string(position) } else { Some(default) }
    }

    /// An object of exactly that class.
    #[inline(always)]
    pub fn object_of(self, position: usize, class: &Class) -> Option<*mut zend_object> {
        if position >= self.count {
            return None;
        }
        // SAFETY: the argument is there.
        let object = unsafe { object_at(self.first.add(position)) }?;
        // SAFETY: an object that is an argument is alive.
        (unsafe { (*object).ce } == class.get()).then_some(object)
    }

    /// An object of exactly that class, or null, or nothing.
    #[inline(always)]
    pub fn optional_object_of(self, position: usize, class: &Class) -> Option<Option<*mut zend_object>> {
        match self.kind(position) {
            None | Some(IS_NULL) => Some(None),
            Some(_) => self.object_of(position, class).map(Some),
        }
    }

    /// A boolean, or null, or nothing.
    #[inline(always)]
    pub fn optional_bool(self, position: usize) -> Option<Option<bool>> {
        match self.kind(position) {
            None | Some(IS_NULL) => Some(None),
            Some(IS_FALSE) => Some(Some(false)),
            Some(IS_TRUE) => Some(Some(true)),
            Some(_) => None,
        }
    }

    /// An integer, or what it is by default.
    #[inline(always)]
    pub fn long_or(self, position: usize, default: i64) -> Option<i64> {
        match self.kind(position) {
            None => Some(default),
            // SAFETY: the type says which field counts.
            Some(IS_LONG) => Some(unsafe { (*self.first.add(position)).payload.long }),
            Some(_) => None,
        }
    }
}

/// The object of a method call.
///
/// # Safety
/// `frame` is a method's.
#[inline(always)]
pub unsafe fn object(frame: Frame) -> *mut zend_object {
    // SAFETY: `This` of a method call is its object.
    unsafe { (*frame).This.value.obj }
}

/// The native value of the object of a method call.
///
/// # Safety
/// `frame` is that of a method of T's class. The reference must not be held while PHP code may run.
#[inline(always)]
pub unsafe fn this<'f, T>(frame: Frame) -> &'f mut T {
    // SAFETY: methods of the class are called on its objects only.
    unsafe { &mut (*Native::<T>::of(object(frame))).value }
}

/// The class a static method was called on.
///
/// # Safety
/// `frame` is a static method's.
pub unsafe fn called_class(frame: Frame) -> *mut zend_class_entry {
    // SAFETY: `This` of a static call holds the class.
    unsafe { (*frame).This.value.ce }
}

/// A method, a path and perhaps a host: the arguments of every method that asks the table.
#[derive(Clone, Copy)]
pub struct RequestArgs<'f> {
    pub method: &'f [u8],
    pub path: &'f [u8],
    pub host: Option<&'f [u8]>,
}

/// Reads `string $method, string $path, ?string $host = null`; `None` if an exception was thrown.
///
/// # Safety
/// `frame` is the current call's; the slices live as long as its arguments.
#[inline(always)]
pub unsafe fn request<'f>(frame: Frame) -> Option<RequestArgs<'f>> {
    // SAFETY: two arguments are there before they are read, and they are strings before their bytes are.
    unsafe {
        if count(frame) == 2
            && let (Some(method), Some(path)) = (string_at(place(frame, 0)), string_at(place(frame, 1)))
        {
            return Some(RequestArgs { method, path, host: None });
        }
        request_checked(frame)
    }
}

#[cold]
unsafe fn request_checked<'f>(frame: Frame) -> Option<RequestArgs<'f>> {
    let (mut method, mut path, mut host) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    // SAFETY: three places for three string parameters, the last of which may be null or absent.
    unsafe {
        parse!(frame, c"SS|S!", &raw mut method, &raw mut path, &raw mut host)?;
        Some(RequestArgs { method: bytes(method), path: bytes(path), host: optional(host) })
    }
}

/// Reads `string $path, ?string $host = null`; `None` if an exception was thrown.
///
/// # Safety
/// As [`request`].
pub unsafe fn path<'f>(frame: Frame) -> Option<(&'f [u8], Option<&'f [u8]>)> {
    let (mut path, mut host) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: two places for two string parameters.
    unsafe {
        parse!(frame, c"S|S!", &raw mut path, &raw mut host)?;
        Some((bytes(path), optional(host)))
    }
}

/// Checks that a call has no arguments.
///
/// # Safety
/// `frame` is the current call's.
pub unsafe fn none(frame: Frame) -> Option<()> {
    // SAFETY: no places for no parameters.
    unsafe { parse!(frame, c"") }
}

/// The bytes of a string parameter.
///
/// # Safety
/// zend_parse_parameters() has filled the place.
pub unsafe fn bytes<'f>(string: *mut zend_string) -> &'f [u8] {
    // SAFETY: the parameter's string lives as long as the call.
    unsafe { super::string::bytes(string) }
}

/// The bytes of a string parameter that may be null.
///
/// # Safety
/// As [`bytes`].
pub unsafe fn optional<'f>(string: *mut zend_string) -> Option<&'f [u8]> {
    // SAFETY: as above, for a place that is not null.
    (!string.is_null()).then(|| unsafe { bytes(string) })
}

/// Puts a value into the result.
///
/// # Safety
/// `result` is the running call's.
pub unsafe fn give(result: Return, value: Raw) {
    // SAFETY: the engine has put null there, which needs no release. The third word is not the value's: what it means is up to the place.
    unsafe {
        let place = result.cast::<Raw>();
        (*place).payload = value.payload;
        (*place).type_info = value.type_info;
    }
}
