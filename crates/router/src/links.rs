//! Texts that lead from one node to another, found by hash: an open-addressing table whose entries hold short texts themselves, so that
//! a look-up touches one cache line as a rule.

use crate::hash::{hash, read4, read8};

/// A position or a length as the tables keep it. What passes 4 GiB is out of reach: patterns are written by people, and `find` refuses such paths.
pub(crate) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Longest text that is stored in its entry.
const INLINE: usize = 20;
const EMPTY: u32 = u32::MAX;

#[derive(Clone, Copy)]
#[repr(C, align(32))]
struct Link {
    from: u32,
    to: u32,
    length: u32,
    /// The text, or in the first four bytes where it begins in the arena.
    text: [u8; INLINE],
}

const VACANT: Link = Link { from: 0, to: EMPTY, length: 0, text: [0; INLINE] };

/// A map from a node and a text to a node.
#[derive(Clone, Default)]
pub(crate) struct Links {
    slots: Vec<Link>,
    used: usize,
    arena: Vec<u8>,
    /// Eight bits a slot, set where a hash is: it stays in the nearest cache and tells most texts that are not there.
    filter: Vec<u64>,
}

const FILTER_BITS: usize = 8;

/// The word and the bit of a hash in a filter; the hash's high part, since slots go by the low one.
#[inline(always)]
fn filter_place(filter: &[u64], hash: u64) -> (usize, u64) {
    let bit = (hash >> 32) as usize & (filter.len() * 64).wrapping_sub(1);
    (bit / 64, 1 << (bit % 64))
}

/// Whether two texts of the same length, at most [`INLINE`], are equal. Words that overlap beat a call to memcmp.
#[inline(always)]
fn equal_short(one: &[u8; INLINE], two: &[u8]) -> bool {
    let length = two.len();
    if length >= 8 {
        read8(one, 0) == read8(two, 0)
            && read8(one, length - 8) == read8(two, length - 8)
            && (length <= 16 || read8(one, 8) == read8(two, 8))
    } else if length >= 4 {
        read4(one, 0) == read4(two, 0) && read4(one, length - 4) == read4(two, length - 4)
    } else {
        one.iter().zip(two).all(|(one, two)| one == two)
    }
}

impl Links {
    /// The node that a text leads to.
    #[inline(always)]
    pub(crate) fn find(&self, from: u32, text: &[u8]) -> Option<u32> {
        let hash = hash(from, text);
        let (word, bit) = filter_place(&self.filter, hash);
        if self.filter.get(word).is_none_or(|word| word & bit == 0) {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        // A table is never full, so a vacant slot ends every search.
        while let Some(link) = self.slots.get(at) {
            if link.to == EMPTY {
                return None;
            }
            if link.from == from && link.length as usize == text.len() {
                let equal = if text.len() <= INLINE { equal_short(&link.text, text) } else { self.text(link) == text };
                if equal {
                    return Some(link.to);
                }
            }
            at = (at + 1) & mask;
        }
        None
    }

    fn text<'l>(&'l self, link: &'l Link) -> &'l [u8] {
        let length = link.length as usize;
        if length <= INLINE {
            return &link.text[..length];
        }
        let start = read4(&link.text, 0) as usize;
        &self.arena[start..start + length]
    }

    /// Adds a text that is not there yet.
    pub(crate) fn insert(&mut self, from: u32, text: &[u8], to: u32) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let mut link = Link { from, to, length: number(text.len()), text: [0; INLINE] };
        match link.text.get_mut(..text.len()) {
            Some(place) => place.copy_from_slice(text),
            None => {
                link.text[..4].copy_from_slice(&number(self.arena.len()).to_le_bytes());
                self.arena.extend_from_slice(text);
            }
        }
        place(&mut self.slots, &mut self.filter, link, text);
        self.used += 1;
    }

    fn grow(&mut self) {
        let mut slots = vec![VACANT; (self.slots.len() * 2).max(8)];
        let mut filter = vec![0; (slots.len() * FILTER_BITS).div_ceil(64)];
        for link in self.slots.iter().filter(|link| link.to != EMPTY) {
            place(&mut slots, &mut filter, *link, self.text(link));
        }
        (self.slots, self.filter) = (slots, filter);
    }
}

fn place(slots: &mut [Link], filter: &mut [u64], link: Link, text: &[u8]) {
    let hash = hash(link.from, text);
    let (word, bit) = filter_place(filter, hash);
    filter[word] |= bit;
    let mask = slots.len() - 1;
    let mut at = hash as usize & mask;
    while slots[at].to != EMPTY {
        at = (at + 1) & mask;
    }
    slots[at] = link;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_they_were_told_to() {
        let text = |number: u32| "x".repeat(number as usize % 40) + &number.to_string();
        let mut links = Links::default();
        assert_eq!(links.find(0, b""), None, "no links");
        for number in 0..2000 {
            links.insert(number % 7, text(number).as_bytes(), number);
        }
        for number in 0..2000 {
            assert_eq!(links.find(number % 7, text(number).as_bytes()), Some(number), "{}", text(number));
            assert_eq!(links.find(8, text(number).as_bytes()), None, "another node");
        }
        assert_eq!(links.find(0, b"absent"), None);
        links.insert(9, b"", 5);
        assert_eq!(links.find(9, b""), Some(5));
    }

    #[test]
    fn short_texts_differ_in_every_byte() {
        for length in 0..=INLINE {
            let mut one = [b'a'; INLINE];
            let two = [b'a'; INLINE];
            assert!(equal_short(&one, &two[..length]));
            for position in 0..length {
                one[position] = b'b';
                assert!(!equal_short(&one, &two[..length]), "length {length}, position {position}");
                one[position] = b'a';
            }
        }
    }
}
