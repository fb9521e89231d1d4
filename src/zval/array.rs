//! PHP arrays: built element by element where time does not matter, copied from a template where it does.

use super::string;
use super::sys::{_emalloc_56, _emalloc_320, zend_new_pair};
use super::value::{IS_ARRAY, IS_REFERENCE, Raw};
use super::walk::{Elements, elements};
use ext_php_rs::ffi::{
    _Bucket, _zend_new_array, HashTable, zend_array_destroy, zend_array_dup, zend_hash_add_new, zend_hash_index_find,
    zend_hash_index_update, zend_hash_next_index_insert, zend_hash_str_find, zend_hash_str_update, zend_string,
};

unsafe extern "C" {
    fn zend_hash_real_init_mixed(table: *mut HashTable);
}

/// An array under construction or read from PHP. Not an owner.
#[derive(Clone, Copy)]
pub struct Array(pub *mut HashTable);

/// A key of an array.
#[derive(Clone, Copy)]
pub enum Key<'k> {
    Index(u64),
    Name(&'k [u8]),
}

impl Array {
    /// Makes an array with room for so many elements.
    pub fn new(capacity: usize) -> Self {
        // SAFETY: makes an array or does not return.
        Self(unsafe { _zend_new_array(u32::try_from(capacity).unwrap_or(0)) })
    }

    /// Appends a value; takes it over.
    pub fn push(self, mut value: Raw) {
        // SAFETY: the array is alive and ours alone; the engine copies the sixteen bytes.
        unsafe { zend_hash_next_index_insert(self.0, (&raw mut value).cast()) };
    }

    /// Sets a value by name; takes it over. The name is not a number.
    pub fn set(self, name: &str, value: Raw) {
        self.set_bytes(name.as_bytes(), value);
    }

    /// As [`set`](Self::set).
    pub fn set_bytes(self, name: &[u8], mut value: Raw) {
        // SAFETY: as for push; the name is copied.
        unsafe { zend_hash_str_update(self.0, name.as_ptr().cast(), name.len(), (&raw mut value).cast()) };
    }

    /// Sets a value by a key as PHP code would: a decimal integer is an index.
    pub fn set_key(self, key: &[u8], value: Raw) {
        match string::integer(key) {
            Some(index) => self.set_index(index.cast_unsigned(), value),
            None => self.set_bytes(key, value),
        }
    }

    /// Sets a value by index; takes it over.
    pub fn set_index(self, index: u64, mut value: Raw) {
        // SAFETY: as for push.
        unsafe { zend_hash_index_update(self.0, index, (&raw mut value).cast()) };
    }

    /// Sets all elements of another array, by their keys. Nothing that is replaced may have a destructor to run.
    pub fn replace_with(self, other: Self) {
        for (key, value) in other.iter() {
            // SAFETY: an element of a live array.
            unsafe { value.add_reference() };
            match key {
                Key::Index(index) => self.set_index(index, value),
                Key::Name(name) => self.set_bytes(name, value),
            }
        }
    }

    /// A list of strings.
    pub fn of_strings(texts: &[&[u8]]) -> Raw {
        if texts.is_empty() {
            return Raw::empty_array();
        }
        let list = Self::new(texts.len());
        for text in texts {
            list.push(new_string(text));
        }
        list.value()
    }

    /// The array in a place, a copy of it if anybody else has it, too: then the place has the copy.
    ///
    /// # Safety
    /// The place holds an array.
    pub unsafe fn separate(place: *mut Raw) -> Self {
        // SAFETY: as promised; immutable arrays are not counted and always copied.
        unsafe {
            let value = place.read();
            if value.is_counted() && (*value.payload.counted).refcount == 1 {
                return Self(value.payload.array);
            }
            let copy = Self(zend_array_dup(value.payload.array));
            let new = copy.value();
            (*place).payload = new.payload;
            (*place).type_info = new.type_info;
            value.release();
            copy
        }
    }

    /// Whether there is a value under a name, whatever the name looks like.
    pub fn has_name(self, name: &[u8]) -> bool {
        // SAFETY: the array is alive.
        unsafe { !zend_hash_str_find(self.0, name.as_ptr().cast(), name.len()).is_null() }
    }

    /// Whether there is a value under an index.
    pub fn has_index(self, index: i64) -> bool {
        // SAFETY: the array is alive.
        unsafe { !zend_hash_index_find(self.0, index.cast_unsigned()).is_null() }
    }

    /// The array as a value.
    pub fn value(self) -> Raw {
        Raw::array(self.0)
    }

    pub fn len(self) -> usize {
        // SAFETY: the array is alive.
        usize::try_from(unsafe { (*self.0).nNumOfElements }).unwrap_or(0)
    }

    /// The value under a name, dereferenced.
    pub fn get(self, name: &str) -> Option<Raw> {
        // SAFETY: the array is alive; a found place holds a value.
        unsafe {
            let found = zend_hash_str_find(self.0, name.as_ptr().cast(), name.len());
            (!found.is_null()).then(|| found.cast::<Raw>().read().dereferenced())
        }
    }

    /// The value under an index, dereferenced.
    pub fn get_index(self, index: usize) -> Option<Raw> {
        // SAFETY: as in `get`.
        unsafe {
            let found = zend_hash_index_find(self.0, u64::try_from(index).ok()?);
            (!found.is_null()).then(|| found.cast::<Raw>().read().dereferenced())
        }
    }

    /// The value under a key as PHP code would name it, dereferenced.
    pub fn get_key(self, key: &[u8]) -> Option<Raw> {
        // SAFETY: as in `get`.
        unsafe {
            let found = match string::integer(key) {
                Some(index) => zend_hash_index_find(self.0, index.cast_unsigned()),
                None => zend_hash_str_find(self.0, key.as_ptr().cast(), key.len()),
            };
            (!found.is_null()).then(|| found.cast::<Raw>().read().dereferenced())
        }
    }

    /// Whether the keys are 0, 1, 2… in this order.
    pub fn is_list(self) -> bool {
        self.iter()
            .enumerate()
            .all(|(position, (key, _))| matches!(key, Key::Index(index) if u64::try_from(position) == Ok(index)))
    }

    /// The dereferenced value at a place, from which counting may go on even where none is; `None` behind the last.
    pub fn at(self, place: usize) -> Option<Option<Raw>> {
        // SAFETY: as in `iter`, for one element.
        unsafe {
            if place >= (*self.0).nNumUsed as usize {
                return None;
            }
            let value = if (*self.0).u.flags & 1 << 2 != 0 {
                (*self.0).__bindgen_anon_1.arPacked.cast::<Raw>().add(place).read()
            } else {
                (&raw const (*(*self.0).__bindgen_anon_1.arData.add(place)).val).cast::<Raw>().read()
            };
            Some((value.type_info != 0).then(|| value.dereferenced()))
        }
    }

    /// Keys and dereferenced values in order. The array must not change meanwhile.
    pub fn iter<'a>(self) -> impl Iterator<Item = (Key<'a>, Raw)> {
        // SAFETY: `nNumUsed` elements lie at arPacked or arData, whichever the flag (1 << 2, HASH_FLAG_PACKED) says; holes are undefined.
        let (used, packed) = unsafe { (u64::from((*self.0).nNumUsed), (*self.0).u.flags & 1 << 2 != 0) };
        (0..used).filter_map(move |position| unsafe {
            // SAFETY: as above, and the position is below `nNumUsed`.
            let offset = usize::try_from(position).ok()?;
            let (key, value) = if packed {
                (Key::Index(position), (*self.0).__bindgen_anon_1.arPacked.cast::<Raw>().add(offset).read())
            } else {
                let bucket = (*self.0).__bindgen_anon_1.arData.add(offset);
                let key = if (*bucket).key.is_null() {
                    Key::Index((*bucket).h)
                } else {
                    Key::Name(string::bytes((*bucket).key))
                };
                (key, (&raw const (*bucket).val).cast::<Raw>().read())
            };
            (value.type_info != 0).then(|| (key, value.dereferenced()))
        })
    }
}

/// A string as a value: a new one, or the empty one that the engine shares.
#[inline(always)]
pub fn new_string(text: &[u8]) -> Raw {
    if text.is_empty() {
        return Raw::empty_string();
    }
    // SAFETY: just made.
    unsafe { Raw::string(string::new(text)) }
}

/// `[first, second]`; takes both over.
#[inline(always)]
pub fn pair(mut first: Raw, mut second: Raw) -> Raw {
    // SAFETY: the engine copies both.
    Raw::array(unsafe { zend_new_pair((&raw mut first).cast(), (&raw mut second).cast()) })
}

/// Elements of a table of the smallest size, `HT_MIN_SIZE`.
const SMALL: usize = 8;
/// Its hash slots: two an element, four bytes each (Zend/zend_hash.h, HT_SIZE_TO_MASK).
const SMALL_HASH: usize = SMALL * 2 * size_of::<u32>();
const _: () = assert!(SMALL_HASH + SMALL * size_of::<_Bucket>() == 320 && size_of::<HashTable>() == 56);

/// An array with given string keys, to be copied and filled with values. Copying the finished hash is several times cheaper than
/// inserting key by key: nothing is hashed, compared or grown.
pub struct Template {
    keys: Box<[*mut zend_string]>,
    /// The header and the data of an array with these keys; absent if there are more than fit the smallest table.
    image: Option<Box<([u64; 7], [u64; 40])>>,
}

impl Template {
    /// Makes a template; the keys differ from each other and are no numbers.
    pub fn new(keys: &[&[u8]]) -> Self {
        let keys: Box<[_]> = keys.iter().map(|key| string::interned(key)).collect();
        let image = (keys.len() <= SMALL).then(|| {
            let mut image = Box::new(([0; 7], [0; 40]));
            // SAFETY: the array is built by the engine, read within the sizes asserted above, and given back; keys are not owned by
            // the image but by the template.
            unsafe {
                let array = _zend_new_array(8);
                zend_hash_real_init_mixed(array);
                for &key in &keys {
                    let mut null = Raw::NULL;
                    zend_hash_add_new(array, key, (&raw mut null).cast());
                }
                image.0 = array.cast::<[u64; 7]>().read();
                image.1 = (*array).__bindgen_anon_1.arData.byte_sub(SMALL_HASH).cast::<[u64; 40]>().read();
                zend_array_destroy(array);
            }
            image
        });
        Self { keys, image }
    }

    /// Makes an array of the keys and these values, in order; takes the values over.
    #[inline(always)]
    pub fn fill(&self, values: impl Iterator<Item = Raw>) -> Raw {
        match &self.image {
            Some(image) => self.fill_small(image, values),
            None => self.fill_large(values),
        }
    }

    #[inline(always)]
    fn fill_small(&self, image: &([u64; 7], [u64; 40]), values: impl Iterator<Item = Raw>) -> Raw {
        // SAFETY: both blocks have the sizes of the image, which is that of a valid array; of the data as much is copied as is used, and
        // every bucket's value is written. Only payload and type are: the third word of a bucket's value chains collisions.
        unsafe {
            let data = _emalloc_320().cast::<u64>();
            data.copy_from_nonoverlapping(image.1.as_ptr(), (SMALL_HASH + self.keys.len() * size_of::<_Bucket>()) / 8);
            let buckets = data.byte_add(SMALL_HASH).cast::<_Bucket>();
            for (position, value) in values.take(self.keys.len()).enumerate() {
                let place = (&raw mut (*buckets.add(position)).val).cast::<Raw>();
                (*place).payload = value.payload;
                (*place).type_info = value.type_info;
                let key = *self.keys.get_unchecked(position);
                if !string::is_interned(key) {
                    (*key).gc.refcount += 1;
                }
            }
            let array = _emalloc_56().cast::<HashTable>();
            array.cast::<[u64; 7]>().write(image.0);
            (*array).__bindgen_anon_1.arData = buckets;
            Raw::array(array)
        }
    }

    #[cold]
    fn fill_large(&self, values: impl Iterator<Item = Raw>) -> Raw {
        let array = Array::new(self.keys.len());
        for (&key, mut value) in self.keys.iter().zip(values) {
            // SAFETY: the engine takes its own reference to the key and copies the value.
            unsafe { zend_hash_add_new(array.0, key, (&raw mut value).cast()) };
        }
        array.value()
    }
}

impl Drop for Template {
    fn drop(&mut self) {
        for &key in &self.keys {
            // SAFETY: the template's own references.
            unsafe { string::release(key) };
        }
    }
}

/// An array without references in it, at any depth: the same one if it has none, else a copy of it; owned. What is nested deeper than the
/// limit, and an array within itself, is left as it is.
///
/// # Safety
/// The value is a live array.
pub unsafe fn without_references(value: Raw, limit: usize) -> Raw {
    // SAFETY: as promised.
    unsafe { copied(value, limit, None) }
}

/// The arrays that a copy is within, innermost first.
struct Around<'a> {
    array: *mut HashTable,
    outer: Option<&'a Around<'a>>,
}

unsafe fn copied(value: Raw, limit: usize, around: Option<&Around<'_>>) -> Raw {
    // SAFETY: as for `without_references`.
    unsafe {
        let array = Array(value.payload.array);
        let is_within_itself = std::iter::successors(around, |around| around.outer).any(|outer| outer.array == array.0);
        if is_within_itself || !has_references(value, limit) {
            value.add_reference();
            return value;
        }
        let around = Around { array: array.0, outer: around };
        let copy = Array::new(array.len());
        for (key, value) in array.iter() {
            let value = if value.kind() == IS_ARRAY && limit > 0 {
                copied(value, limit - 1, Some(&around))
            } else {
                value.add_reference();
                value
            };
            match key {
                Key::Index(index) => copy.set_index(index, value),
                Key::Name(name) => copy.set_bytes(name, value),
            }
        }
        copy.value()
    }
}

/// Whether there is a reference in an array, at any depth up to the limit.
unsafe fn has_references(value: Raw, limit: usize) -> bool {
    let is_one = |value: &Raw| match value.kind() {
        IS_REFERENCE => true,
        // SAFETY: an element of a live array.
        IS_ARRAY if limit > 0 => unsafe { has_references(*value, limit - 1) },
        _ => false,
    };
    // SAFETY: the array is alive.
    match unsafe { elements(value.payload.array) } {
        Elements::Packed(values) => values.iter().any(is_one),
        Elements::Keyed(elements) => elements.iter().any(|element| is_one(&element.value)),
    }
}
