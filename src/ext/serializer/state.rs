//! What a Serializer object carries: its settings and what it has done.

use super::serializer::SERIALIZER;
use crate::ext::msgpack::EXTENSIONS_CLASS;
use crate::zval::args::{Frame, Return, give, none, parse, this};
use crate::zval::array::Array;
use crate::zval::call::argument_value_error;
use crate::zval::class::Class;
use crate::zval::guard::cold;
use crate::zval::object::{Duplicated, Embedded, Traced};
use crate::zval::value::Raw;
use highper_serializer::negotiate::Format;
use std::ffi::CStr;

/// What the interface does not declare, since a subclass may have a constructor of its own.
pub const CONSTRUCTOR: &str = r"
    /**
     * @param int             $jsonFlags        JSON_* constants, for writing and for reading; JSON_THROW_ON_ERROR is implied.
     * @param int             $messagePackFlags MessagePack's constants, for writing and for reading.
     * @param bool            $associative      Whether objects and maps are read as arrays; otherwise as stdClass objects.
     * @param int             $depth            How deep values may be nested, 1 to 2147483647.
     * @param Extensions|null $extensions       Callbacks for MessagePack's extension types.
     *
     * @throws \ValueError if the depth or a flag of MessagePack is out of range
     */
    __construct(int $jsonFlags = 0, int $messagePackFlags = 0, bool $associative = true, int $depth = 512, ?Extensions $extensions = null)";

// MessagePackInterface's constants.
const STRINGS: i64 = 2 | 4;
const PACK: i64 = 1 | STRINGS;
const MAPS_AS_OBJECTS: i64 = 16;
const MAPS: i64 = MAPS_AS_OBJECTS | 32;
const UINT64: i64 = 128 | 256;
const UNPACK: i64 = MAPS | 64 | UINT64;

/// What is wrong with the flags of MessagePack.
fn flag_fault(flags: i64) -> Option<&'static CStr> {
    if flags & !(PACK | UNPACK) != 0 {
        return Some(c"must be a combination of the flags of MessagePack::pack() and MessagePack::unpack()");
    }
    [
        (STRINGS, c"must not have both STRINGS_AS_STR and STRINGS_AS_BIN"),
        (MAPS, c"must not have both MAPS_AS_OBJECTS and MAPS_AS_MAPS"),
        (UINT64, c"must not have both UINT64_AS_STRING and UINT64_AS_FLOAT"),
    ]
    .into_iter()
    .find_map(|(both, fault)| (flags & both == both).then_some(fault))
}

/// How to write and read.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    json_flags: i64,
    message_pack_flags: i64,
    pub associative: bool,
    /// 1 to 2147483647.
    pub depth: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { json_flags: 0, message_pack_flags: 0, associative: true, depth: 512 }
    }
}

impl Settings {
    /// The flags of json_encode() and json_decode(); of both, although some of their constants are the same number.
    pub fn json_flags(&self) -> i64 {
        const THROW_ON_ERROR: i64 = 1 << 22; // ext/json/php_json.h
        self.json_flags | THROW_ON_ERROR
    }

    /// The flags of pack().
    pub fn pack_flags(&self) -> i64 {
        self.message_pack_flags & PACK
    }

    /// The flags of unpack().
    pub fn unpack_flags(&self) -> i64 {
        let flags = self.message_pack_flags & UNPACK;
        if !self.associative && flags & MAPS == 0 { flags | MAPS_AS_OBJECTS } else { flags }
    }
}

/// What was done in one format.
#[derive(Clone, Copy, Debug, Default)]
struct Counters {
    written: i64,
    bytes_written: i64,
    read: i64,
    bytes_read: i64,
    transcoded: i64,
    failed: i64,
}

/// The value behind a Serializer object.
pub struct Serializer {
    pub settings: Settings,
    /// An owned Extensions object, or null.
    pub extensions: Raw,
    json: Counters,
    message_pack: Counters,
    traced: Vec<Raw>,
}

impl Default for Serializer {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            extensions: Raw::NULL,
            json: Counters::default(),
            message_pack: Counters::default(),
            traced: Vec::new(),
        }
    }
}

impl Serializer {
    fn counters(&mut self, format: Format) -> &mut Counters {
        match format {
            Format::Json => &mut self.json,
            Format::MessagePack => &mut self.message_pack,
        }
    }

    /// Notes that so many bytes were written.
    pub fn wrote(&mut self, format: Format, length: usize) {
        let counters = self.counters(format);
        counters.written += 1;
        counters.bytes_written = counters.bytes_written.saturating_add_unsigned(length as u64);
    }

    /// Notes that so many bytes were read.
    pub fn read(&mut self, format: Format, length: usize) {
        let counters = self.counters(format);
        counters.read += 1;
        counters.bytes_read = counters.bytes_read.saturating_add_unsigned(length as u64);
    }

    /// Notes that bytes of this format were made from the other.
    pub fn transcoded(&mut self, format: Format) {
        self.counters(format).transcoded += 1;
    }

    /// Notes that something of the kind threw.
    pub fn failed(&mut self, format: Format) {
        self.counters(format).failed += 1;
    }
}

impl Embedded for Serializer {
    fn class() -> &'static Class {
        &SERIALIZER
    }
}

impl Duplicated for Serializer {
    fn duplicate(&self) -> Self {
        // SAFETY: the extensions are alive in this object; the copy owns a reference of its own.
        unsafe { self.extensions.add_reference() };
        let Self { settings, extensions, json, message_pack, .. } = *self;
        Self { settings, extensions, json, message_pack, traced: Vec::new() }
    }
}

impl Traced for Serializer {
    fn trace(&self, values: &mut Vec<Raw>) {
        if self.extensions.is_collectable() {
            values.push(self.extensions);
        }
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

impl Drop for Serializer {
    fn drop(&mut self) {
        // A destructor may not come back: what is Rust's goes before it runs.
        self.traced = Vec::new();
        // SAFETY: the object owned its reference.
        unsafe { std::mem::replace(&mut self.extensions, Raw::NULL).release() };
    }
}

/// `__construct()`.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: one place for each parameter, with its default; no reference to the object is held when the old extensions go.
        let mut settings = Settings::default();
        let mut extensions = std::ptr::null_mut::<Raw>();
        let (json, message_pack) = (&raw mut settings.json_flags, &raw mut settings.message_pack_flags);
        let (associative, depth) = (&raw mut settings.associative, &raw mut settings.depth);
        let class = EXTENSIONS_CLASS.get();
        if parse!(frame, c"|llblO!", json, message_pack, associative, depth, &raw mut extensions, class).is_none() {
            return;
        }
        if let Some(fault) = flag_fault(settings.message_pack_flags) {
            return argument_value_error(2, fault);
        }
        if !(1..=i64::from(i32::MAX)).contains(&settings.depth) {
            return argument_value_error(4, c"must be between 1 and 2147483647");
        }
        let extensions = if extensions.is_null() { Raw::NULL } else { *extensions };
        extensions.add_reference();
        let mut made = Serializer::default();
        (made.settings, made.extensions) = (settings, extensions);
        drop(std::mem::replace(this::<Serializer>(frame), made));
    });
}

fn counted(counters: Counters) -> Raw {
    let array = Array::new(6);
    array.set("written", Raw::long(counters.written));
    array.set("bytesWritten", Raw::long(counters.bytes_written));
    array.set("read", Raw::long(counters.read));
    array.set("bytesRead", Raw::long(counters.bytes_read));
    array.set("transcoded", Raw::long(counters.transcoded));
    array.set("failed", Raw::long(counters.failed));
    array.value()
}

/// `statistics()`.
pub unsafe extern "C" fn statistics(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_none() {
            return;
        }
        let (json, message_pack) = {
            let serializer = this::<Serializer>(frame);
            (serializer.json, serializer.message_pack)
        };
        let formats = Array::new(2);
        formats.set("json", counted(json));
        formats.set("msgpack", counted(message_pack));
        give(result, formats.value());
    });
}
