//! Regular expressions in PCRE's notation, delimiters and flags included, matched in linear time. What cannot be matched so, or what PCRE's
//! versions do differently, is refused by name.

mod ascii;
mod class;
mod error;
mod escape;
mod group;
mod machine;
mod parse;
mod program;
mod properties;
mod set;
mod shape;
mod size;
mod source;
#[cfg(test)]
mod tests;

pub use error::{PatternError, PatternErrorKind};
pub(crate) use source::closing;

use parse::{Looks, Parsed};
use program::Program;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::meta::{self, Regex};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Hir, Look};
use shape::Shape;
use std::sync::OnceLock;

/// Expressions with more steps are not tried as a table.
const MAX_TABLE_STEPS: u64 = 2_000;
/// What a table of all states may take; beyond it the states are made while they are needed.
const MAX_TABLE: usize = 64 << 10;
/// What may be taken while such a table is made.
const MAX_TABLE_SCRATCH: usize = 256 << 10;
/// What the engine's program may take. Classes of code points, many times repeated, take more, and are left to the machine.
const MAX_PROGRAM: usize = 16 << 20;
/// Texts beyond ASCII that are no longer are not worth making the engine's program.
const SHORT: usize = 1_024;

/// A compiled pattern.
#[derive(Debug)]
pub struct Pattern {
    unicode: bool,
    looks: Looks,
    expression: Hir,
    /// For bytes or, with the flag `u`, texts of ASCII alone, which most are.
    engine: Engine,
    /// For whatever the engine does otherwise than PCRE.
    program: OnceLock<Program>,
    /// For long texts beyond ASCII.
    regex: OnceLock<Option<Regex>>,
}

#[derive(Debug)]
enum Engine {
    Shape(Shape),
    Table { states: Box<dense::DFA<Vec<u32>>>, anchored: Anchored },
    Regex(Box<Regex>),
    None,
}

impl Pattern {
    /// Compiles a pattern as it is written: `/^[a-z]+$/i`.
    ///
    /// # Errors
    /// What cannot be read or is not supported, and where.
    pub fn compile(source: &[u8]) -> Result<Self, PatternError> {
        let source = source::split(source)?;
        let Parsed { expression, size, looks } = parse::parse(&source)?;
        let unicode = source.unicode;
        let engine = match Shape::of(&expression, unicode) {
            Some(shape) => Engine::Shape(shape),
            None if unicode => Engine::new(&ascii::only(&expression), size.steps),
            None => Engine::new(&expression, size.steps),
        };
        Ok(Self { unicode, looks, expression, engine, program: OnceLock::new(), regex: OnceLock::new() })
    }

    /// Whether a text matches somewhere. A text that is no UTF-8 matches no pattern with the flag `u`.
    #[must_use]
    pub fn is_match(&self, text: &[u8]) -> bool {
        if self.unicode && !text.is_ascii() {
            return std::str::from_utf8(text).is_ok_and(|text| self.is_match_beyond_ascii(text));
        }
        match &self.engine {
            Engine::Shape(shape) => shape.fits(text),
            _ if self.ends_otherwise(text) => self.run(text),
            Engine::Table { states, anchored } => {
                let input = Input::new(text).anchored(*anchored).earliest(true);
                states.try_search_fwd(&input).map_or_else(|_| self.run(text), |found| found.is_some())
            }
            Engine::Regex(regex) => regex.is_match(text),
            Engine::None => self.run(text),
        }
    }

    /// Whether a text is one that the pattern can be asked about: with the flag `u`, only UTF-8 is.
    #[must_use]
    pub fn is_readable(&self, text: &[u8]) -> bool {
        !self.unicode || std::str::from_utf8(text).is_ok()
    }

    fn is_match_beyond_ascii(&self, text: &str) -> bool {
        if let Engine::Shape(shape) = &self.engine {
            return shape.fits_chars(text);
        }
        // What a word's letters are, the engine knows within ASCII only.
        if text.len() <= SHORT || self.looks.words || self.ends_otherwise(text.as_bytes()) {
            return self.run(text.as_bytes());
        }
        match self.regex.get_or_init(|| regex(&self.expression)) {
            Some(regex) => regex.is_match(text),
            None => self.run(text.as_bytes()),
        }
    }

    /// Whether the engine's `^` might match behind a newline at the very end, where PCRE's does not.
    fn ends_otherwise(&self, text: &[u8]) -> bool {
        self.looks.lines && text.ends_with(b"\n")
    }

    fn run(&self, text: &[u8]) -> bool {
        let program = self.program.get_or_init(|| Program::new(&self.expression, self.unicode));
        machine::is_match(program, text, self.unicode)
    }
}

impl Engine {
    fn new(expression: &Hir, steps: u64) -> Self {
        let table = if steps <= MAX_TABLE_STEPS { Self::table(expression) } else { None };
        table.or_else(|| regex(expression).map(|regex| Self::Regex(Box::new(regex)))).unwrap_or(Self::None)
    }

    fn table(expression: &Hir) -> Option<Self> {
        let config = thompson::Config::new().utf8(false).which_captures(WhichCaptures::None);
        let program = thompson::Compiler::new().configure(config).build_from_hir(expression).ok()?;
        let anchored = expression.properties().look_set_prefix().contains(Look::Start);
        let (start, anchored) =
            if anchored { (StartKind::Anchored, Anchored::Yes) } else { (StartKind::Unanchored, Anchored::No) };
        let config = dense::Config::new()
            .start_kind(start)
            .dfa_size_limit(Some(MAX_TABLE))
            .determinize_size_limit(Some(MAX_TABLE_SCRATCH));
        let states = dense::Builder::new().configure(config).build_from_nfa(&program).ok()?;
        Some(Self::Table { states: Box::new(states), anchored })
    }
}

fn regex(expression: &Hir) -> Option<Regex> {
    let config = meta::Config::new().utf8_empty(false).nfa_size_limit(Some(MAX_PROGRAM));
    meta::Builder::new().configure(config).build_from_hir(expression).ok()
}
