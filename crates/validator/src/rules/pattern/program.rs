//! A program of characters: what an expression comes to for a machine that takes one character after another. It is made in no time, classes
//! of code points included, which the engine's own programs are not.

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

/// A step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Takes a character of this set, and goes on with the next step.
    Take(usize),
    /// Goes on if the assertion holds.
    Look(Look),
    /// Goes on in both places.
    Split(usize, usize),
    Jump(usize),
    /// Has no way on.
    Fail,
    Match,
}

/// The characters that a step takes.
#[derive(Debug)]
pub(super) struct Chars {
    ascii: u128,
    beyond: Box<[(char, char)]>,
}

/// Steps, the first of which is the beginning.
#[derive(Debug)]
pub(super) struct Program {
    pub steps: Vec<Step>,
    pub sets: Vec<Chars>,
    unicode: bool,
}

impl Chars {
    pub fn new(ranges: impl Iterator<Item = (char, char)>) -> Self {
        let mut ascii = 0;
        let mut beyond = Vec::new();
        for (low, high) in ranges {
            for code in low..=high.min('\x7F') {
                ascii |= 1_u128 << u32::from(code);
            }
            if high > '\x7F' {
                beyond.push((low.max('\u{80}'), high));
            }
        }
        Self { ascii, beyond: beyond.into() }
    }

    #[inline]
    pub fn contains(&self, char: char) -> bool {
        if char.is_ascii() {
            return self.ascii >> u32::from(char) & 1 == 1;
        }
        let index = self.beyond.partition_point(|&(_, high)| high < char);
        self.beyond.get(index).is_some_and(|&(low, _)| low <= char)
    }

    /// A class of the engine's; bytes are looked at as if they were code points.
    pub fn of(class: &Class) -> Self {
        match class {
            Class::Unicode(class) => Self::new(class.ranges().iter().map(|range| (range.start(), range.end()))),
            Class::Bytes(class) => {
                Self::new(class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))))
            }
        }
    }
}

impl Program {
    pub fn new(expression: &Hir, unicode: bool) -> Self {
        let mut program = Self { steps: Vec::new(), sets: Vec::new(), unicode };
        program.write(expression);
        program.steps.push(Step::Match);
        program
    }

    fn write(&mut self, expression: &Hir) {
        match expression.kind() {
            HirKind::Empty => {}
            HirKind::Literal(literal) => self.write_literal(&literal.0),
            // What alternatives of one character each have become, though they are several bytes.
            HirKind::Class(Class::Unicode(class)) if !self.unicode && !class.is_ascii() => {
                let chars = class.ranges().iter().flat_map(|range| range.start()..=range.end());
                let branches: Vec<_> = chars.map(|char| Hir::literal(char.to_string().into_bytes())).collect();
                self.write_alternation(&branches);
            }
            HirKind::Class(class) => self.take(Chars::of(class)),
            HirKind::Look(look) => self.steps.push(Step::Look(*look)),
            HirKind::Repetition(repetition) => self.write_repetition(repetition),
            HirKind::Capture(capture) => self.write(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.write(part)),
            HirKind::Alternation(branches) => self.write_alternation(branches),
        }
    }

    fn take(&mut self, chars: Chars) {
        self.steps.push(Step::Take(self.sets.len()));
        self.sets.push(chars);
    }

    fn write_literal(&mut self, literal: &[u8]) {
        let take = |program: &mut Self, char| program.take(Chars::new(std::iter::once((char, char))));
        match std::str::from_utf8(literal) {
            Ok(text) if self.unicode => text.chars().for_each(|char| take(self, char)),
            _ => literal.iter().for_each(|&byte| take(self, char::from(byte))),
        }
    }

    fn write_alternation(&mut self, branches: &[Hir]) {
        let mut ends = Vec::new();
        let last = branches.len().saturating_sub(1);
        for branch in branches.iter().take(last) {
            let split = self.reserve();
            self.write(branch);
            ends.push(self.reserve());
            self.set(split, Step::Split(split + 1, self.steps.len()));
        }
        match branches.last() {
            Some(branch) => self.write(branch),
            None => self.steps.push(Step::Fail),
        }
        let end = self.steps.len();
        for at in ends {
            self.set(at, Step::Jump(end));
        }
    }

    fn write_repetition(&mut self, repetition: &Repetition) {
        let (min, max) = (repetition.min, repetition.max);
        let start = self.steps.len();
        self.write(&repetition.sub);
        let body = self.steps.split_off(start);
        for _ in 0..min {
            self.append(&body, start);
        }
        let Some(max) = max else {
            let split = self.reserve();
            self.append(&body, start);
            self.steps.push(Step::Jump(split));
            self.set(split, Step::Split(split + 1, self.steps.len()));
            return;
        };
        let mut splits = Vec::new();
        for _ in min..max {
            splits.push(self.reserve());
            self.append(&body, start);
        }
        let end = self.steps.len();
        for split in splits {
            self.set(split, Step::Split(split + 1, end));
        }
    }

    /// Writes steps again that were written elsewhere.
    fn append(&mut self, body: &[Step], written_at: usize) {
        let at = self.steps.len();
        let moved = |target: usize| target - written_at + at;
        self.steps.extend(body.iter().map(|&step| match step {
            Step::Split(one, other) => Step::Split(moved(one), moved(other)),
            Step::Jump(target) => Step::Jump(moved(target)),
            step => step,
        }));
    }

    /// A place for a step that is not known yet.
    fn reserve(&mut self) -> usize {
        self.steps.push(Step::Fail);
        self.steps.len() - 1
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(place) = self.steps.get_mut(at) {
            *place = step;
        }
    }
}
