//! The tree of a constraint: what is left of a regular expression once every spelling of the same thing has been resolved.

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ByteSet([u64; 4]);

impl ByteSet {
    pub(crate) fn all() -> Self {
        Self([u64::MAX; 4])
    }

    pub(crate) fn of(ranges: &[(u8, u8)]) -> Self {
        let mut set = Self::default();
        for &(first, last) in ranges {
            set.add(first, last);
        }
        set
    }

    pub(crate) fn add(&mut self, first: u8, last: u8) {
        for byte in first..=last {
            self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
    }

    #[inline]
    pub(crate) fn contains(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }

    pub(crate) fn union(self, other: Self) -> Self {
        let mut words = self.0;
        for (word, more) in words.iter_mut().zip(other.0) {
            *word |= more;
        }
        Self(words)
    }

    pub(crate) fn negated(self) -> Self {
        Self(self.0.map(|word| !word))
    }

    /// The set with the other case of each ASCII letter in it.
    pub(crate) fn case_folded(self) -> Self {
        let mut folded = self;
        for letter in b'a'..=b'z' {
            let upper = letter.to_ascii_uppercase();
            if self.contains(letter) {
                folded.add(upper, upper);
            }
            if self.contains(upper) {
                folded.add(letter, letter);
            }
        }
        folded
    }

    pub(crate) fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The bytes of the set as ascending ranges, merged where they touch.
    pub(crate) fn ranges(&self) -> Vec<(u8, u8)> {
        let mut ranges: Vec<(u8, u8)> = Vec::new();
        for byte in 0..=u8::MAX {
            if !self.contains(byte) {
                continue;
            }
            match ranges.last_mut() {
                Some((_, last)) if byte > 0 && *last == byte - 1 => *last = byte,
                _ => ranges.push((byte, byte)),
            }
        }
        ranges
    }
}

/// An item of a class in `(?u)` mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Range(char, char),
    Property { name: String, negated: bool },
}

/// An assertion: takes no byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Assertion {
    Start,
    End,
    WordBoundary,
    NotWordBoundary,
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Empty,
    /// One byte out of a set; the only leaf in byte mode.
    Set(ByteSet),
    /// One code point; `(?u)` mode.
    Literal(char),
    /// One code point out of a class; `(?u)` mode.
    Class {
        items: Vec<Item>,
        negated: bool,
    },
    Assertion(Assertion),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
    },
    Sequence(Vec<Node>),
    Alternation(Vec<Node>),
}

impl Node {
    /// The shortest value in bytes (in code points in `(?u)` mode).
    pub(crate) fn shortest(&self) -> u64 {
        match self {
            Self::Empty | Self::Assertion(_) => 0,
            Self::Set(_) | Self::Literal(_) | Self::Class { .. } => 1,
            Self::Repeat { node, min, .. } => node.shortest().saturating_mul(u64::from(*min)),
            Self::Sequence(nodes) => nodes.iter().map(Self::shortest).fold(0, u64::saturating_add),
            Self::Alternation(nodes) => nodes.iter().map(Self::shortest).min().unwrap_or(0),
        }
    }

    /// The longest value, `None` if there is no bound.
    pub(crate) fn longest(&self) -> Option<u64> {
        match self {
            Self::Empty | Self::Assertion(_) => Some(0),
            Self::Set(_) | Self::Literal(_) | Self::Class { .. } => Some(1),
            Self::Repeat { node, max, .. } => match (node.longest()?, max) {
                (0, _) => Some(0),
                (longest, Some(max)) => Some(longest.saturating_mul(u64::from(*max))),
                (_, None) => None,
            },
            Self::Sequence(nodes) => nodes.iter().try_fold(0u64, |sum, node| Some(sum.saturating_add(node.longest()?))),
            Self::Alternation(nodes) => nodes.iter().try_fold(0u64, |longest, node| Some(longest.max(node.longest()?))),
        }
    }

    /// Every byte that stands in one of the sets.
    pub(crate) fn bytes(&self) -> ByteSet {
        match self {
            Self::Set(set) => *set,
            Self::Repeat { node, .. } => node.bytes(),
            Self::Sequence(nodes) | Self::Alternation(nodes) => {
                nodes.iter().fold(ByteSet::default(), |set, node| set.union(node.bytes()))
            }
            _ => ByteSet::default(),
        }
    }

    /// How many elements there are once repetitions are written out.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Self::Empty => 0,
            Self::Set(_) | Self::Literal(_) | Self::Class { .. } | Self::Assertion(_) => 1,
            Self::Repeat { node, min, max } => {
                let times = max.unwrap_or(min.saturating_add(1)).max(1);
                node.size().saturating_mul(u64::from(times))
            }
            Self::Sequence(nodes) | Self::Alternation(nodes) => {
                nodes.iter().map(Self::size).fold(0, u64::saturating_add)
            }
        }
    }
}
