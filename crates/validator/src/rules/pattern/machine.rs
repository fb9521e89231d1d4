//! Runs a program step by step, all its threads at once: in linear time, with assertions as PCRE has them, and without anything that would
//! have to be made first.

use super::program::{Program, Step};
use super::set::WORD;
use regex_syntax::hir::Look;

/// Whether the program matches somewhere in the text. With `unicode` the text is UTF-8.
pub(super) fn is_match(program: &Program, text: &[u8], unicode: bool) -> bool {
    match std::str::from_utf8(text) {
        Ok(text) if unicode => run(program, text.chars(), true),
        _ => run(program, text.iter().map(|&byte| char::from(byte)), false),
    }
}

fn run(program: &Program, chars: impl Iterator<Item = char>, unicode: bool) -> bool {
    let mut now = Threads::new(program);
    let mut next = Threads::new(program);
    let mut chars = chars.peekable();
    let mut place = Place { before: None, behind: chars.peek().copied(), unicode };
    let only_at_start = matches!(program.steps.first(), Some(Step::Look(Look::Start)));
    loop {
        let begins = !only_at_start || place.before.is_none();
        if begins && now.enter(program, 0, place) {
            return true;
        }
        let Some(char) = chars.next() else { return false };
        if only_at_start && now.list.is_empty() {
            return false;
        }
        place = Place { before: Some(char), behind: chars.peek().copied(), unicode };
        for &(step, set) in &now.list {
            let takes = program.sets.get(set).is_some_and(|set| set.contains(char));
            if takes && next.enter(program, step + 1, place) {
                return true;
            }
        }
        std::mem::swap(&mut now, &mut next);
        next.clear();
    }
}

/// A place between two characters.
#[derive(Clone, Copy)]
struct Place {
    before: Option<char>,
    behind: Option<char>,
    unicode: bool,
}

impl Place {
    /// Assertions as PCRE has them.
    fn holds(self, look: Look) -> bool {
        match look {
            Look::Start => self.before.is_none(),
            Look::End => self.behind.is_none(),
            // Not behind a newline at the very end.
            Look::StartLF => self.before.is_none() || (self.before == Some('\n') && self.behind.is_some()),
            Look::EndLF => self.behind.is_none_or(|char| char == '\n'),
            Look::WordAscii => self.is_word(self.before) != self.is_word(self.behind),
            Look::WordAsciiNegate => self.is_word(self.before) == self.is_word(self.behind),
            // The parser writes no others.
            _ => false,
        }
    }

    fn is_word(self, char: Option<char>) -> bool {
        char.is_some_and(
            |char| {
                if self.unicode { WORD.contains(char) } else { char.is_ascii_alphanumeric() || char == '_' }
            },
        )
    }
}

/// The steps that are waiting for a character, and what they take.
struct Threads {
    list: Vec<(usize, usize)>,
    /// The round in which a step was last entered.
    entered: Vec<usize>,
    round: usize,
    stack: Vec<usize>,
}

impl Threads {
    fn new(program: &Program) -> Self {
        Self { list: Vec::new(), entered: vec![0; program.steps.len()], round: 1, stack: Vec::new() }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.round += 1;
    }

    /// Enters a step and whatever is reached from it without a character; `true` if that is the end of a match.
    fn enter(&mut self, program: &Program, step: usize, place: Place) -> bool {
        self.stack.push(step);
        while let Some(at) = self.stack.pop() {
            match self.entered.get_mut(at) {
                Some(round) if *round != self.round => *round = self.round,
                _ => continue,
            }
            match program.steps.get(at) {
                Some(Step::Match) => return true,
                Some(&Step::Take(set)) => self.list.push((at, set)),
                Some(&Step::Split(one, other)) => self.stack.extend([one, other]),
                Some(&Step::Jump(target)) => self.stack.push(target),
                Some(&Step::Look(look)) if place.holds(look) => self.stack.push(at + 1),
                _ => {}
            }
        }
        false
    }
}
