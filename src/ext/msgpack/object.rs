//! Packing objects: MessagePack's own, registered ones, moments, enums, what can be serialized, and public properties. From here PHP code
//! may be called; nothing of Rust's is held meanwhile.

use super::classes::TIMESTAMP;
use super::fault::{self, Thrown, debug_type, throw};
use super::kind::{Kind, Registered};
use super::map::pairs_of;
use super::pack::{Around, At, Packer, contains_itself, unsupported};
use crate::zval::array::Array;
use crate::zval::call::{call, call_named, has_exception, read_property};
use crate::zval::object_data::{
    Properties, backing_value, call_method, class_of, identity, is_a, properties, property_table, public_slot,
};
use crate::zval::string;
use crate::zval::value::{IS_ARRAY, IS_LONG, IS_OBJECT, IS_STRING, IS_UNDEF, Raw};
use crate::zval::walk::{self, Elements, elements, is_list};
use highper_serializer::msgpack::{Timestamp, encode};
use std::ffi::CStr;

type Done = Result<(), Thrown>;

impl Packer {
    /// Writes an object.
    ///
    /// # Safety
    /// It is alive, and stays so whatever callbacks do.
    #[inline(never)]
    pub unsafe fn object(&mut self, object: Raw, at: At<'_>) -> Done {
        // SAFETY: the object is held while it is packed: callbacks may drop what held it.
        unsafe {
            object.add_reference();
            let done = match self.kinds.of(class_of(object)) {
                Kind::Plain => self.inside(object, at, |packer, at| packer.plain(object, at)),
                Kind::Bin => self.bin_object(object),
                Kind::Map => self.inside(object, at, |packer, at| packer.map_object(object, at)),
                Kind::Extension => self.extension_object(object),
                Kind::Registered(registered) => self.registered(object, registered),
                Kind::Moment => self.moment(object),
                Kind::Serializable => self.inside(object, at, |packer, at| packer.serializable(object, at)),
                Kind::Enum => self.enum_case(object, at),
                Kind::Unsupported => Err(unsupported(object, "pack what it stands for")),
            };
            object.let_go();
            done
        }
    }

    /// Packs what is inside an object, one level deeper, unless the object is inside itself.
    unsafe fn inside(&mut self, object: Raw, at: At<'_>, pack: impl FnOnce(&mut Self, At<'_>) -> Done) -> Done {
        // SAFETY: the object is held.
        unsafe {
            let subject = identity(object);
            if at.is_inside(subject) {
                return Err(contains_itself(object));
            }
            self.enter(at)?;
            pack(self, At { level: at.level + 1, around: Some(&Around { subject, outer: at.around }) })
        }
    }

    /// The public properties of an object, as a map.
    unsafe fn plain(&mut self, object: Raw, at: At<'_>) -> Done {
        // SAFETY: the object is held.
        unsafe {
            match properties(object) {
                Some(Properties::Slots(count)) => self.slots(object, count, at),
                Some(Properties::Table) => self.property_table(object, at),
                None => self.object_vars(object, at),
            }
        }
    }

    unsafe fn slots(&mut self, object: Raw, slots: usize, at: At<'_>) -> Done {
        // SAFETY: as above. A callback may change or remove properties; each slot is read when its turn has come.
        unsafe {
            let present = |position: &usize| public_slot(object, *position).is_some();
            let count = (0..slots).filter(present).count();
            let header = self.begin_map(count)?;
            let mut written = 0;
            for position in 0..slots {
                if let Some((name, value)) = public_slot(object, position) {
                    self.name_bytes(name)?;
                    self.held(value, at)?;
                    written += 1;
                }
            }
            self.end_map(header, count, written);
            Ok(())
        }
    }

    unsafe fn property_table(&mut self, object: Raw, at: At<'_>) -> Done {
        // A name that begins with NUL is that of a property that is not public.
        let is_public = |element: &walk::Element| {
            // SAFETY: the table is alive.
            unsafe {
                element.value.direct().kind() != IS_UNDEF && element.name().is_none_or(|name| name.first() != Some(&0))
            }
        };
        // SAFETY: as above. A callback may change the table: it is looked at anew for every property.
        unsafe {
            let element = |position: usize| match elements(property_table(object)) {
                Elements::Keyed(elements) => elements.get(position).copied(),
                Elements::Packed(_) => None,
            };
            let count = match elements(property_table(object)) {
                Elements::Keyed(elements) => elements.iter().filter(|element| is_public(element)).count(),
                Elements::Packed(_) => 0,
            };
            let header = self.begin_map(count)?;
            let (mut written, mut position) = (0, 0);
            while let Some(element) = element(position) {
                position += 1;
                if !is_public(&element) {
                    continue;
                }
                match element.name() {
                    Some(name) => self.name_bytes(name)?,
                    None => self.decimal_name(element.index())?,
                }
                self.held(element.value.direct(), at)?;
                written += 1;
            }
            self.end_map(header, count, written);
            Ok(())
        }
    }

    /// The properties of an object that answers itself.
    unsafe fn object_vars(&mut self, object: Raw, at: At<'_>) -> Done {
        // SAFETY: the object is held; the array is ours.
        unsafe {
            let vars = call_named("get_object_vars", &mut [object]).ok_or(Thrown)?;
            let done = self.named(vars, at);
            vars.release();
            done
        }
    }

    /// An array whose keys are names, whatever they look like.
    unsafe fn named(&mut self, array: Raw, at: At<'_>) -> Done {
        // SAFETY: the array is held by the caller.
        unsafe {
            let table = array.payload.array;
            self.map(walk::count(table))?;
            match elements(table) {
                Elements::Packed(values) => {
                    for (position, &value) in values.iter().enumerate().filter(|(_, value)| value.kind() != IS_UNDEF) {
                        self.decimal_name(i64::try_from(position).unwrap_or(i64::MAX))?;
                        self.value(value, at)?;
                    }
                }
                Elements::Keyed(elements) => {
                    for element in elements.iter().filter(|element| !element.is_removed()) {
                        match element.name() {
                            Some(name) => self.name_bytes(name)?,
                            None => self.decimal_name(element.index())?,
                        }
                        self.value(element.value, at)?;
                    }
                }
            }
            Ok(())
        }
    }

    /// A value that a callback could take away.
    #[inline(always)]
    unsafe fn held(&mut self, value: Raw, at: At<'_>) -> Done {
        // SAFETY: the value is alive now, and held from here on.
        unsafe {
            value.add_reference();
            let done = self.value(value, at);
            value.let_go();
            done
        }
    }

    fn decimal_name(&mut self, index: i64) -> Done {
        let (digits, begin) = string::decimal(index);
        self.name_bytes(digits.get(begin..).unwrap_or_default())
    }

    /// Begins a map that may come to have another number of pairs; answers with where it begins.
    fn begin_map(&mut self, count: usize) -> Result<usize, Thrown> {
        let place = self.out.len();
        self.map(count)?;
        Ok(place)
    }

    /// Ends it.
    fn end_map(&mut self, place: usize, announced: usize, written: usize) {
        if announced != written {
            let headers = [announced, written].map(|count| {
                // At most five bytes: nothing is owned when the buffer grows.
                let mut header = Header { bytes: [0; 5], length: 0 };
                let _ = encode::map(&mut header, count);
                header
            });
            let [old, new] = headers;
            self.out.replace(place, old.length, new.bytes.get(..new.length).unwrap_or_default());
        }
    }

    unsafe fn bin_object(&mut self, object: Raw) -> Done {
        // SAFETY: the object is held.
        unsafe {
            let bytes = property(object, c"bytes")?;
            let done = self.bin(if bytes.kind() == IS_STRING { bytes.bytes() } else { b"" });
            bytes.release();
            done
        }
    }

    unsafe fn extension_object(&mut self, object: Raw) -> Done {
        // SAFETY: the object is held.
        unsafe {
            let kind = property(object, c"type")?;
            let data = property(object, c"data")?;
            let kind = if kind.kind() == IS_LONG { i8::try_from(kind.payload.long).unwrap_or(0) } else { 0 };
            let done = self.extension(kind, if data.kind() == IS_STRING { data.bytes() } else { b"" });
            data.release();
            done
        }
    }

    unsafe fn map_object(&mut self, object: Raw, at: At<'_>) -> Done {
        // SAFETY: the object is a Map, whose pairs are held while they are packed.
        unsafe {
            let pairs = pairs_of(object.payload.object);
            pairs.add_reference();
            let done = self.pairs(pairs, at);
            pairs.let_go();
            done
        }
    }

    /// The first or the second of a pair: a string that is a key is a name, whatever is to become of other strings.
    unsafe fn key_or_value(&mut self, position: usize, part: Raw, at: At<'_>) -> Done {
        // SAFETY: the part is held by the caller.
        unsafe {
            let key = part.dereferenced();
            if position == 0 && key.kind() == IS_STRING { self.name_bytes(key.bytes()) } else { self.value(part, at) }
        }
    }

    unsafe fn pairs(&mut self, pairs: Raw, at: At<'_>) -> Done {
        // SAFETY: the array is held by the caller.
        unsafe {
            let table = pairs.payload.array;
            self.map(walk::count(table))?;
            for (_, pair) in Array(table).iter() {
                let is_pair = pair.kind() == IS_ARRAY
                    && walk::count(pair.payload.array) == 2
                    && is_list(&elements(pair.payload.array), 2);
                if !is_pair {
                    let what = || b"An element of the pairs is no pair".to_vec();
                    return Err(throw(fault::KEY, what, "use a list of [key, value]", None));
                }
                // A subclass may have put references there, behind which a callback could change the pair.
                pair.add_reference();
                let done = self.pair(pair, at);
                pair.let_go();
                done?;
            }
            Ok(())
        }
    }

    unsafe fn pair(&mut self, pair: Raw, at: At<'_>) -> Done {
        // SAFETY: the pair is held by the caller.
        unsafe {
            match elements(pair.payload.array) {
                Elements::Packed(parts) => {
                    for (position, &part) in parts.iter().enumerate() {
                        self.key_or_value(position, part, at)?;
                    }
                }
                Elements::Keyed(parts) => {
                    for (position, part) in parts.iter().filter(|part| !part.is_removed()).enumerate() {
                        self.key_or_value(position, part.value, at)?;
                    }
                }
            }
            Ok(())
        }
    }

    unsafe fn registered(&mut self, object: Raw, registered: Registered) -> Done {
        // SAFETY: the callback was just found, and is held while it runs.
        unsafe {
            registered.callback.add_reference();
            let packed = call(registered.callback, &mut [object]);
            registered.callback.let_go();
            let packed = packed.ok_or(Thrown)?;
            let done = if packed.kind() == IS_STRING {
                self.extension(registered.kind, packed.bytes())
            } else {
                let what = || {
                    let class = string::bytes(registered.class);
                    [b"The callback that packs ", class, b" returned ", &debug_type(packed)].concat()
                };
                Err(throw(fault::EXTENSION, what, "return the bytes as a string", None))
            };
            packed.release();
            done
        }
    }

    unsafe fn moment(&mut self, object: Raw) -> Done {
        // SAFETY: every DateTimeInterface has the two methods, every Timestamp the third.
        unsafe {
            let seconds = integer(call_method(object, "gettimestamp", &mut []))?;
            let nanoseconds = if is_a(class_of(object), TIMESTAMP.get()) {
                integer(call_method(object, "getnanosecond", &mut []))?
            } else {
                let format = string::shared(b"u");
                let fraction = call_method(object, "format", &mut [Raw::string(format)]).ok_or(Thrown)?;
                let digits = if fraction.kind() == IS_STRING { fraction.bytes() } else { b"" };
                let microseconds = super::moment::digits(digits);
                fraction.release();
                microseconds.saturating_mul(1000)
            };
            let Some(nanoseconds @ 0..=999_999_999) = u32::try_from(nanoseconds).ok() else {
                let what = || format!("A timestamp with {nanoseconds} nanoseconds").into_bytes();
                return Err(throw(fault::MALFORMED, what, "it has 0 to 999999999", None));
            };
            encode::timestamp(&mut self.out, Timestamp { seconds, nanoseconds });
            Ok(())
        }
    }

    unsafe fn serializable(&mut self, object: Raw, at: At<'_>) -> Done {
        // SAFETY: every JsonSerializable has the method; the result is ours.
        unsafe {
            let value = call_method(object, "jsonserialize", &mut []).ok_or(Thrown)?;
            let is_itself = value.kind() == IS_OBJECT && value.payload.object == object.payload.object;
            let done = if is_itself { self.itself(object, at) } else { self.value(value, at) };
            value.release();
            if has_exception() { Err(Thrown) } else { done }
        }
    }

    /// The public properties of an object that has named itself as what it serializes to.
    unsafe fn itself(&mut self, object: Raw, at: At<'_>) -> Done {
        self.enter(at)?;
        // SAFETY: the object is held.
        unsafe { self.plain(object, At { level: at.level + 1, ..at }) }
    }

    unsafe fn enum_case(&mut self, case: Raw, at: At<'_>) -> Done {
        // SAFETY: the object is a case, alive as long as the request.
        unsafe {
            match backing_value(case) {
                Some(value) => self.value(value, at),
                None => Err(unsupported(case, "use a backed enum")),
            }
        }
    }
}

/// Five bytes, for the header of a map.
struct Header {
    bytes: [u8; 5],
    length: usize,
}

impl highper_serializer::msgpack::Output for Header {
    fn push<const N: usize>(&mut self, bytes: [u8; N]) {
        if let Some(place) = self.bytes.get_mut(self.length..self.length + N) {
            place.copy_from_slice(&bytes);
            self.length += N;
        }
    }

    fn push_with<const N: usize>(&mut self, header: [u8; N], _: &[u8]) {
        self.push(header);
    }
}

/// A property of one of MessagePack's own classes, owned.
unsafe fn property(object: Raw, name: &CStr) -> Result<Raw, Thrown> {
    // SAFETY: the object is held, and its class, as its scope, one of those with the property.
    unsafe { read_property(class_of(object), object.payload.object, name).ok_or(Thrown) }
}

/// The integer that a method has returned.
unsafe fn integer(value: Option<Raw>) -> Result<i64, Thrown> {
    let value = value.ok_or(Thrown)?;
    // SAFETY: the type says which field counts; what a method returns is ours.
    unsafe {
        let number = if value.kind() == IS_LONG { value.payload.long } else { 0 };
        value.release();
        Ok(number)
    }
}
