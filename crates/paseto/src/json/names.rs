//! Whether the names of an object are unique. A few are compared with each other; many are sorted, so that no input takes quadratic time.

use super::Text;

const FEW: usize = 16;

/// The names of one object.
#[derive(Default)]
pub struct Names<'j> {
    /// A bit for each print, chosen by the print: where it is not set, the name is new.
    seen: u64,
    has_twins: bool,
    count: usize,
    few: [(u32, Text<'j>); FEW],
    /// All of them, once they are more than a few.
    many: Vec<(u32, Text<'j>)>,
}

impl<'j> Names<'j> {
    #[inline(always)]
    pub fn push(&mut self, name: Text<'j>) {
        let print = name.print();
        let Some(place) = self.few.get_mut(self.count) else { return self.push_many(print, name) };
        *place = (print, name);
        let bit = 1 << (print >> 26);
        if self.seen & bit != 0 {
            self.has_twins |= self.is_there(print, name);
        }
        self.seen |= bit;
        self.count += 1;
    }

    /// Whether one of the few before the last has this name.
    fn is_there(&self, print: u32, name: Text<'j>) -> bool {
        let before = self.few.get(..self.count).unwrap_or_default();
        before.iter().any(|(known, other)| *known == print && *other == name)
    }

    #[cold]
    fn push_many(&mut self, print: u32, name: Text<'j>) {
        if self.many.is_empty() {
            self.many.extend(self.few);
        }
        self.many.push((print, name));
    }

    #[inline(always)]
    pub fn are_unique(self) -> bool {
        !self.has_twins && (self.many.is_empty() || are_unique(self.many))
    }
}

#[cold]
fn are_unique(mut names: Vec<(u32, Text<'_>)>) -> bool {
    // Where prints are made to be equal, the texts decide: a comparison costs no more than the shorter of two.
    names.sort_unstable();
    names.windows(2).all(|pair| pair.first() != pair.last())
}
