//! Arguments out of an input's bytes, valid ones and others, and what is to be seen of a call that got them.

use highper_abi::abi::error::Error;
use highper_abi::abi::status::Status;
use highper_abi::abi::text::{OwnedText, Text, highper_string_free};
use std::ffi::{c_char, c_void};
use std::hint::black_box;
use std::ptr;

/// A length that no memory has.
const TOO_LONG: usize = isize::MAX as usize + 1;

/// An input from which arguments are cut. At its end everything is zero.
pub struct Cut<'i> {
    rest: &'i [u8],
}

impl<'i> Cut<'i> {
    pub fn new(rest: &'i [u8]) -> Self {
        Self { rest }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        let (first, rest) = self.rest.split_first().unwrap_or((&0, &[]));
        self.rest = rest;
        *first
    }

    pub fn flag(&mut self) -> bool {
        self.byte().is_multiple_of(2)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::from(self.byte()) % limit.max(1)
    }

    fn take(&mut self, length: usize) -> &'i [u8] {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    pub fn number(&mut self) -> u64 {
        let mut bytes = [0; 8];
        for byte in &mut bytes {
            *byte = self.byte();
        }
        u64::from_le_bytes(bytes)
    }

    /// A number that means something up to `most`, and now and then one beyond.
    pub fn choice(&mut self, most: u32) -> u32 {
        match self.byte() {
            255 => u32::MAX,
            byte => u32::from(byte) % (most + 2),
        }
    }

    /// Bytes that go in; NULL is no fault if there are none.
    pub fn bytes(&mut self) -> Input {
        self.input(true)
    }

    /// Bytes that go in, of the length that the function asks for more often than not.
    pub fn exactly(&mut self, length: usize) -> Input {
        if self.byte() == 255 {
            return self.bytes();
        }
        let mut bytes = self.take(length).to_vec();
        bytes.resize(length, 7);
        Input::new(bytes)
    }

    /// A text that has to be there.
    pub fn text(&mut self) -> Input {
        self.input(false)
    }

    /// A text that may be NULL.
    pub fn optional_text(&mut self) -> Input {
        self.input(true)
    }

    fn input(&mut self, may_be_null: bool) -> Input {
        let kind = self.byte();
        match kind {
            0..=249 => Input::new(self.take(usize::from(kind)).to_vec()),
            250 => Input { pointer: ptr::null(), is_bad: !may_be_null, ..Input::new(Vec::new()) },
            251 => Input { pointer: ptr::null(), length: 3, is_bad: true, ..Input::new(Vec::new()) },
            252 => Input { length: TOO_LONG, is_bad: true, ..Input::new(vec![b'a']) },
            253 => Input { length: usize::MAX, is_bad: true, ..Input::new(vec![b'a']) },
            _ => Input::new([self.take(8).repeat(64), self.take(1).to_vec()].concat()),
        }
    }

    /// Room for what comes out: of the length that the function asks for more often than not.
    pub fn room(&mut self, length: usize) -> Room {
        let (length, kind) = match self.byte() {
            250 => (length.saturating_sub(1), 0),
            251 => (length + 1, 0),
            252 => (self.below(256), 0),
            253 => (3, 1),
            254 => (TOO_LONG, 2),
            255 => (0, 1),
            _ => (length, 0),
        };
        let memory = vec![Room::BEFORE; if kind == 0 { length } else { 0 }];
        Room { memory: memory.into_boxed_slice(), length, is_null: kind == 1, is_bad: kind != 0 && length != 0 }
    }

    /// A place for a result.
    pub fn output<T: Copy + PartialEq>(&mut self, before: T) -> Output<T> {
        let kind = match self.byte() {
            254 => Place::Null,
            255 if align_of::<T>() > 1 => Place::Misaligned,
            _ => Place::Given,
        };
        Output { value: before, before, kind }
    }

    /// A place for a handle.
    pub fn handle<T>(&mut self) -> Output<*mut T> {
        self.output(ptr::null_mut())
    }

    /// A place for a string.
    pub fn string(&mut self) -> StringPlace {
        let kind = match self.byte() {
            254 => Place::Null,
            255 => Place::Misaligned,
            _ => Place::Given,
        };
        StringPlace { value: OwnedText { bytes: ptr::null_mut(), length: 0 }, kind }
    }

    /// A handle, or what is none. Whether it is none.
    pub fn given<T>(&mut self, handle: *mut T) -> (*mut T, bool) {
        match self.byte() {
            254 => (ptr::null_mut(), true),
            255 if align_of::<T>() > 1 => (handle.wrapping_byte_add(1), true),
            _ => (handle, handle.is_null()),
        }
    }
}

/// Bytes that go in, in memory of exactly their length.
pub struct Input {
    /// Kept for as long as the pointer is.
    memory: Box<[u8]>,
    pointer: *const u8,
    pub length: usize,
    pub is_bad: bool,
}

impl Input {
    pub fn new(bytes: Vec<u8>) -> Self {
        let memory = bytes.into_boxed_slice();
        Self { pointer: memory.as_ptr(), length: memory.len(), memory, is_bad: false }
    }

    pub fn pointer(&self) -> *const c_void {
        self.pointer.cast()
    }

    pub fn text(&self) -> *const c_char {
        self.pointer.cast()
    }

    /// As a text within a structure.
    pub fn inner(&self) -> Text {
        Text { bytes: self.pointer(), length: self.length }
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.memory
    }
}

/// Room for what comes out.
pub struct Room {
    memory: Box<[u8]>,
    pub length: usize,
    is_null: bool,
    pub is_bad: bool,
}

impl Room {
    const BEFORE: u8 = 0xa5;

    pub fn pointer(&mut self) -> *mut c_void {
        if self.is_null { ptr::null_mut() } else { self.memory.as_mut_ptr().cast() }
    }

    pub fn text(&mut self) -> *mut c_char {
        self.pointer().cast()
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.memory
    }

    /// Whether nothing is to be seen in it of what failed.
    fn is_clean(&self) -> bool {
        self.memory.iter().all(|&byte| byte == 0) || self.memory.iter().all(|&byte| byte == Self::BEFORE)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Given,
    Null,
    Misaligned,
}

impl Place {
    fn pointer<T>(self, value: &mut T) -> *mut T {
        match self {
            Self::Given => value,
            Self::Null => ptr::null_mut(),
            Self::Misaligned => (&raw mut *value).wrapping_byte_add(1),
        }
    }
}

/// A place for a result.
pub struct Output<T> {
    pub value: T,
    before: T,
    kind: Place,
}

impl<T: Copy + PartialEq> Output<T> {
    pub fn pointer(&mut self) -> *mut T {
        self.kind.pointer(&mut self.value)
    }

    pub fn is_bad(&self) -> bool {
        self.kind != Place::Given
    }

    pub fn is_null(&self) -> bool {
        self.kind == Place::Null
    }

    pub fn is_written(&self) -> bool {
        self.value != self.before
    }
}

/// A place for a string.
pub struct StringPlace {
    value: OwnedText,
    kind: Place,
}

impl StringPlace {
    pub fn pointer(&mut self) -> *mut OwnedText {
        self.kind.pointer(&mut self.value)
    }

    pub fn is_bad(&self) -> bool {
        self.kind != Place::Given
    }

    pub fn is_null(&self) -> bool {
        self.kind == Place::Null
    }

    pub fn is_written(&self) -> bool {
        !self.value.bytes.is_null() || self.value.length != 0
    }

    /// What it has; it is freed, and once more for nothing.
    ///
    /// # Errors
    /// If no NUL is behind it, or it is not empty once it is freed.
    pub fn take(&mut self) -> Result<Vec<u8>, String> {
        let whole = read(self.value.bytes.cast(), self.value.length + 1)?;
        let (last, bytes) = whole.split_last().ok_or("a string of no bytes")?;
        let bytes = bytes.to_vec();
        if *last != 0 {
            return Err("a string without a NUL behind it".to_owned());
        }
        for _ in 0..2 {
            // SAFETY: the library gave the string; the second time it is { NULL, 0 }.
            unsafe { highper_string_free(&mut self.value) };
            if self.is_written() {
                return Err("a string that was freed is not { NULL, 0 }".to_owned());
            }
        }
        Ok(bytes)
    }
}

/// What a call is to keep to.
pub struct Call {
    name: &'static str,
    is_bad: bool,
}

impl Call {
    pub fn new(name: &'static str) -> Self {
        Self { name, is_bad: false }
    }

    /// Notes that an argument may not be what it is.
    pub fn takes(&mut self, is_bad: bool) {
        self.is_bad |= is_bad;
    }

    fn fault(&self, what: &str, status: Status) -> String {
        format!("{} {what} ({status:?}{})", self.name, if self.is_bad { ", an argument is bad" } else { "" })
    }

    /// That it did something that it must not.
    pub fn says(&self, what: &str) -> String {
        format!("{} {what}", self.name)
    }

    /// It has to succeed.
    pub fn done(&self, status: Status) -> Result<(), String> {
        if status == Status::Ok { Ok(()) } else { Err(self.fault("has to succeed", status)) }
    }

    /// It succeeds, or there is nothing to be had.
    pub fn may(&self, status: Status) -> Result<bool, String> {
        match status {
            Status::Ok => Ok(true),
            Status::NotFound => Ok(false),
            _ => Err(self.fault("either finds or does not", status)),
        }
    }

    /// Whether it succeeded; that the outputs were written then only, and that what is bad was refused.
    pub fn ends(&self, status: Status, written: &[bool], rooms: &[&Room]) -> Result<bool, String> {
        let is_ok = status == Status::Ok;
        if status == Status::Internal {
            return Err(self.fault("has a bug", status));
        }
        if self.is_bad && status != Status::InvalidArgument {
            return Err(self.fault("takes what is bad", status));
        }
        if !is_ok && (written.contains(&true) || rooms.iter().any(|room| !room.is_clean())) {
            return Err(self.fault("writes and fails", status));
        }
        if is_ok && written.contains(&false) {
            return Err(self.fault("succeeds and writes nothing", status));
        }
        Ok(is_ok)
    }

    /// As [`ends`](Self::ends), of a function that gives reasons; reads and frees the error.
    pub fn ends_with(
        &self,
        status: Status,
        written: &[bool],
        rooms: &[&Room],
        error: &Output<*mut Error>,
    ) -> Result<bool, String> {
        let is_ok = self.ends(status, written, rooms)?;
        let is_due = status == Status::Refused && !error.is_null();
        if is_due != error.is_written() {
            return Err(self.fault(if is_due { "gives no reason" } else { "gives a reason" }, status));
        }
        if is_due {
            super::read_error(error.value)?;
        }
        Ok(is_ok)
    }
}

/// An error is optional, and bad only if it is misaligned.
pub fn reason(cut: &mut Cut<'_>, call: &mut Call) -> Output<*mut Error> {
    let error = cut.handle();
    call.takes(error.is_bad() && !error.is_null());
    error
}

/// Looks at every byte of a text that the library gave, for AddressSanitizer to see whether they are there.
///
/// # Errors
/// If there is no memory at all.
pub fn read<'t>(bytes: *const u8, length: usize) -> Result<&'t [u8], String> {
    if bytes.is_null() || isize::try_from(length).is_err() {
        return Err(format!("{length} bytes at {bytes:?}"));
    }
    // SAFETY: the library promises so many bytes there, and callers look at them while they are valid.
    let bytes = unsafe { std::slice::from_raw_parts(bytes, length) };
    black_box(bytes.iter().fold(0_u8, |sum, &byte| sum.wrapping_add(byte)));
    Ok(bytes)
}

/// What is said to be JSON is JSON to serde_json.
pub fn is_json(text: &[u8]) -> Result<(), String> {
    let parsed = serde_json::from_slice::<serde_json::Value>(text);
    parsed.map(|_| ()).map_err(|error| format!("{error}: {}", text.escape_ascii()))
}
