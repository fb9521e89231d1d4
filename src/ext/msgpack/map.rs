//! `Map`, and the iterator over its pairs.

use super::fault::{self, throw};
use crate::zval::args::{Frame, Return, called_class, give, none, object, parse};
use crate::zval::array::{Array, Key, new_string, pair};
use crate::zval::build::object_of;
use crate::zval::call::instantiate;
use crate::zval::class::Class;
use crate::zval::guard::cold;
use crate::zval::object_data::{initialize, slot};
use crate::zval::value::{IS_ARRAY, IS_LONG, IS_STRING, Raw};
use crate::zval::walk::{elements, is_list};
use ext_php_rs::ffi::{HashTable, zend_object};
use std::ptr;

/// The class of what getIterator() returns.
pub static ITERATOR: Class = Class::new();

/// The iterator's methods.
pub const ITERATOR_METHODS: [&str; 5] =
    ["current(): mixed", "key(): mixed", "next(): void", "rewind(): void", "valid(): bool"];

/// The pairs of a Map; not owned.
///
/// # Safety
/// The object is a Map or the iterator over one.
pub unsafe fn pairs_of(object: *mut zend_object) -> Raw {
    // SAFETY: the first slot is for an array; a subclass may have unset it.
    let pairs = unsafe { slot(object, 0).read().dereferenced() };
    if pairs.kind() == IS_ARRAY { pairs } else { Raw::empty_array() }
}

/// Puts pairs in the place of those that a Map has; takes them over.
unsafe fn set_pairs(object: *mut zend_object, pairs: Raw) {
    // SAFETY: as above; what was there goes last, when the object is whole again.
    unsafe {
        let place = (*slot(object, 0)).referent();
        let old = place.read();
        (*place).payload = pairs.payload;
        (*place).type_info = pairs.type_info;
        old.release();
    }
}

/// A value of an array, owned.
unsafe fn shared(value: Raw) -> Raw {
    // SAFETY: the value is alive.
    unsafe { value.add_reference() };
    value
}

/// `Map::__construct()`.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: a place for the parameter, which lives as long as the call.
        let mut values = ptr::null_mut::<HashTable>();
        if parse!(frame, c"|h", &raw mut values).is_none() {
            return;
        }
        if values.is_null() || Array(values).len() == 0 {
            return;
        }
        let object = object(frame);
        let old = pairs_of(object);
        let pairs = Array::new(Array(values).len());
        // A constructor that is called again appends.
        for (_, known) in Array(old.payload.array).iter() {
            pairs.push(shared(known));
        }
        for (key, value) in Array(values).iter() {
            let key = match key {
                Key::Index(index) => Raw::long(index.cast_signed()),
                Key::Name(name) => new_string(name),
            };
            pairs.push(pair(key, shared(value)));
        }
        set_pairs(object, pairs.value());
    });
}

/// `Map::ofPairs()`.
pub unsafe extern "C" fn of_pairs(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: a place for the parameter, which lives as long as the call.
        let mut pairs = ptr::null_mut::<HashTable>();
        if parse!(frame, c"h", &raw mut pairs).is_none() {
            return;
        }
        let is_pair = |value: Raw| {
            value.kind() == IS_ARRAY
                && Array(value.payload.array).len() == 2
                && is_list(&elements(value.payload.array), 2)
        };
        if !Array(pairs).iter().all(|(_, value)| is_pair(value)) {
            let what = || b"An element of the pairs is no pair".to_vec();
            throw(fault::KEY, what, "use a list of [key, value]", None);
            return;
        }
        let Some(map) = instantiate(called_class(frame)) else { return };
        if Array(pairs).len() > 0 {
            let list = Array::new(Array(pairs).len());
            for (_, value) in Array(pairs).iter() {
                list.push(shared(value));
            }
            set_pairs(map, list.value());
        }
        give(result, Raw::object(map));
    });
}

/// `Map::pairs()`.
pub unsafe extern "C" fn pairs(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the object is a Map.
        if none(frame).is_some() {
            give(result, shared(pairs_of(object(frame))));
        }
    });
}

/// `Map::count()`.
pub unsafe extern "C" fn count(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the object is a Map.
        if none(frame).is_some() {
            let count = Array(pairs_of(object(frame)).payload.array).len();
            give(result, Raw::long(i64::try_from(count).unwrap_or(i64::MAX)));
        }
    });
}

/// A part of a pair: 0 is the key, 1 the value; not owned.
unsafe fn part(pair: Raw, position: usize) -> Raw {
    if pair.kind() != IS_ARRAY {
        return Raw::NULL;
    }
    // SAFETY: the pair is alive.
    unsafe { Array(pair.payload.array).iter().nth(position).map_or(Raw::NULL, |(_, value)| value) }
}

/// Hands keys and values to someone who takes them over, if all keys are integers or strings; otherwise throws.
unsafe fn give_entries(map: *mut zend_object, mut take: impl FnMut(Raw, Raw)) -> Option<()> {
    // SAFETY: the object is a Map, whose pairs nobody changes meanwhile.
    unsafe {
        let pairs = Array(pairs_of(map).payload.array);
        let unfit = pairs.iter().map(|(_, pair)| part(pair, 0)).find(|key| !matches!(key.kind(), IS_LONG | IS_STRING));
        if let Some(key) = unfit {
            let what = || [&b"A key of type "[..], &fault::debug_type(key)].concat();
            throw(fault::KEY, what, "use pairs() for keys that arrays cannot have", None);
            return None;
        }
        for (_, pair) in pairs.iter() {
            take(part(pair, 0), shared(part(pair, 1)));
        }
        Some(())
    }
}

/// `Map::toArray()`.
pub unsafe extern "C" fn to_array(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the object is a Map.
        if none(frame).is_none() {
            return;
        }
        let map = object(frame);
        let array = Array::new(Array(pairs_of(map).payload.array).len());
        let done = give_entries(map, |key, value| {
            if key.kind() == IS_LONG {
                array.set_index(key.payload.long.cast_unsigned(), value);
            } else {
                array.set_key(key.bytes(), value);
            }
        });
        match done {
            Some(()) => give(result, array.value()),
            None => array.value().release(),
        }
    });
}

/// `Map::jsonSerialize()`.
pub unsafe extern "C" fn json_serialize(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the object is a Map; the names of an object's properties are strings, and its table is what it is made of.
        if none(frame).is_none() {
            return;
        }
        let map = object(frame);
        let table = Array::new(Array(pairs_of(map).payload.array).len());
        let done = give_entries(map, |key, value| {
            if key.kind() == IS_LONG {
                let (text, from) = decimal(key.payload.long);
                table.set_bytes(text.get(from..).unwrap_or_default(), value);
            } else {
                table.set_bytes(key.bytes(), value);
            }
        });
        match done {
            Some(()) => give(result, object_of(table)),
            None => table.value().release(),
        }
    });
}

/// An integer's digits, which begin at a place of the array.
fn decimal(value: i64) -> ([u8; 20], usize) {
    let (mut text, mut at, mut rest) = ([b'0'; 20], 20, value.unsigned_abs());
    while at == 20 || rest > 0 {
        at -= 1;
        if let (Some(place), Ok(digit)) = (text.get_mut(at), u8::try_from(rest % 10)) {
            *place = b'0' + digit;
        }
        rest /= 10;
    }
    if value < 0 {
        at -= 1;
        if let Some(place) = text.get_mut(at) {
            *place = b'-';
        }
    }
    (text, at)
}

/// `Map::getIterator()`.
pub unsafe extern "C" fn get_iterator(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the slots of the iterator are its pairs and its position.
        if none(frame).is_none() {
            return;
        }
        let Some(iterator) = instantiate(ITERATOR.get()) else { return };
        initialize(iterator, 0, shared(pairs_of(object(frame))));
        give(result, Raw::object(iterator));
    });
}

/// The position of an iterator.
unsafe fn position(object: *mut zend_object) -> *mut Raw {
    // SAFETY: its second slot is an integer, perhaps behind a reference; the type of the property sees to that.
    unsafe { (*slot(object, 1)).referent() }
}

/// The pair at which an iterator is; not owned.
unsafe fn current_pair(object: *mut zend_object) -> Option<Raw> {
    // SAFETY: the object is an iterator.
    unsafe {
        let position = usize::try_from((*position(object)).payload.long).ok()?;
        let pairs = Array(pairs_of(object).payload.array);
        (position < pairs.len()).then(|| pairs.iter().nth(position).map(|(_, pair)| pair))?
    }
}

unsafe fn give_part(frame: Frame, result: Return, which: usize) {
    cold(|| unsafe {
        // SAFETY: the object is an iterator.
        if none(frame).is_some()
            && let Some(pair) = current_pair(object(frame))
        {
            give(result, shared(part(pair, which)));
        }
    });
}

/// The iterator's `current()`.
pub unsafe extern "C" fn current(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    unsafe { give_part(frame, result, 1) };
}

/// The iterator's `key()`.
pub unsafe extern "C" fn key(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    unsafe { give_part(frame, result, 0) };
}

/// The iterator's `next()`.
pub unsafe extern "C" fn next(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: the object is an iterator.
        if none(frame).is_some() {
            let place = position(object(frame));
            (*place).payload.long = (*place).payload.long.saturating_add(1);
        }
    });
}

/// The iterator's `rewind()`.
pub unsafe extern "C" fn rewind(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: the object is an iterator.
        if none(frame).is_some() {
            (*position(object(frame))).payload.long = 0;
        }
    });
}

/// The iterator's `valid()`.
pub unsafe extern "C" fn valid(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the object is an iterator.
        if none(frame).is_some() {
            give(result, Raw::bool(current_pair(object(frame)).is_some()));
        }
    });
}
