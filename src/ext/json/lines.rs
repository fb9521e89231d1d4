//! `Json::lines()`: an iterator over newline-delimited JSON. It reads when a value is asked for, not before, and goes on behind a bad line.

use super::decode::{DEPTH, check_depth};
use super::fault::Place;
use super::source::{Piece, Source};
use super::{document, fault};
use crate::ext::exception;
use crate::zval::args::{Frame, Return, give, none, parse, this};
use crate::zval::call::instantiate;
use crate::zval::class::{Class, Handler};
use crate::zval::guard::{append_charged, cold};
use crate::zval::object::{Duplicated, Embedded, Native, Traced};
use crate::zval::value::Raw;
use std::ffi::CStr;
use std::ptr;

/// `JsonLines`, which only lines() makes.
pub static LINES: Class = Class::new();

/// Its methods, which are an iterator's.
pub const SIGNATURES: &[&str] = &["current(): mixed", "key(): ?int", "next(): void", "rewind(): void", "valid(): bool"];

/// Every method and who handles it.
pub const METHODS: &[(&str, Handler)] =
    &[("current", current), ("key", key), ("next", next), ("rewind", rewind), ("valid", valid)];

const CALLER: &CStr = c"HighPerApp\\HighPer\\Native\\Json::lines";

/// How the values are decoded.
#[derive(Clone, Copy)]
pub struct Settings {
    pub flags: i64,
    pub depth: usize,
    /// The method that was called, as errors name it.
    pub caller: &'static CStr,
}

/// What the iterator holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Nothing,
    Value,
    /// A line that was bad, which was said.
    Error,
    /// The source has no more, or cannot be read on.
    End,
}

/// The native part of a JsonLines.
pub struct State {
    source: Source,
    settings: Settings,
    held: Held,
    /// Owned.
    value: Raw,
    key: i64,
    /// What was read and not used up, from `at` on.
    buffer: Vec<u8>,
    at: usize,
    /// Of the source, before `at`.
    before: Place,
    traced: Vec<Raw>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            source: Source::None,
            settings: Settings { flags: 0, depth: 1, caller: CALLER },
            held: Held::End,
            value: Raw::NULL,
            key: 0,
            buffer: Vec::new(),
            at: 0,
            before: Place::default(),
            traced: Vec::new(),
        }
    }
}

impl Drop for State {
    fn drop(&mut self) {
        // A destructor may not come back, so nothing of Rust's is left to lose.
        self.buffer = Vec::new();
        self.traced = Vec::new();
        // SAFETY: the state's own references; its object is gone.
        unsafe {
            self.value.release();
            self.source.release();
        }
    }
}

impl Embedded for State {
    fn class() -> &'static Class {
        &LINES
    }
}

impl Duplicated for State {
    /// A clone would read the same source: it is at its end instead.
    fn duplicate(&self) -> Self {
        Self::default()
    }
}

impl Traced for State {
    fn trace(&self, values: &mut Vec<Raw>) {
        values.push(self.value);
        self.source.trace(values);
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

/// An iterator over a source; `None` if a TypeError was thrown. For use within a cold handler.
///
/// # Safety
/// The source is alive.
pub unsafe fn over(source: Raw, settings: Settings) -> Option<Raw> {
    // SAFETY: the object was just made and is of the class.
    unsafe {
        let source = Source::of(source)?;
        let object = instantiate(LINES.get())?;
        let state = &mut (*Native::<State>::of(object)).value;
        state.source = source;
        state.settings = settings;
        state.held = Held::Nothing;
        Some(Raw::object(object))
    }
}

/// `Json::lines()`.
pub unsafe extern "C" fn lines(frame: Frame, result: Return) {
    cold(|| {
        let mut source = ptr::null_mut::<Raw>();
        let (mut associative, mut is_null) = (false, true);
        let (mut depth, mut flags) = (DEPTH, 0_i64);
        let places = (&raw mut source, &raw mut associative, &raw mut is_null);
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        unsafe {
            if parse!(frame, c"z|b!ll", places.0, places.1, places.2, &raw mut depth, &raw mut flags).is_none() {
                return;
            }
            let source = (*source).dereferenced();
            if !Source::accepts(source) {
                return;
            }
            let Some(depth) = check_depth(depth, 3) else { return };
            let flags = document::with_associative(flags, (!is_null).then_some(associative));
            if let Some(lines) = over(source, Settings { flags, depth, caller: CALLER }) {
                give(result, lines);
            }
        }
    });
}

/// The end of the line that begins at `at`, and how many bytes it takes with its end; `None` if it may go on behind the buffer.
fn line_end(buffer: &[u8], at: usize, searched: usize) -> Option<(usize, usize)> {
    let from = at.max(searched);
    let found = buffer.get(from..)?.iter().position(|&byte| byte == b'\n')? + from;
    let text_end = if found > at && buffer.get(found - 1) == Some(&b'\r') { found - 1 } else { found };
    Some((text_end, found + 1 - at))
}

/// Whether a line has nothing in it.
fn is_blank(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}

/// Sees to it that a value is held, or that there is none any more; false if an exception is on its way.
///
/// # Safety
/// The frame is a method's of JsonLines. PHP code may run: the state is asked for anew after it.
unsafe fn fetch(frame: Frame) -> bool {
    // SAFETY: as promised; each reference ends before PHP code runs.
    unsafe {
        let state = this::<State>(frame);
        if matches!(state.held, Held::Value | Held::End) {
            return true;
        }
        // Until the line is there: what the source throws ends the iteration. Another call in between finds it ended, too.
        state.held = Held::End;
        let mut searched = state.at;
        loop {
            let state = this::<State>(frame);
            let line = match line_end(&state.buffer, state.at, searched) {
                Some(line) => line,
                None if state.source.is_spent() => {
                    let rest = state.buffer.len() - state.at;
                    if rest == 0 {
                        return true;
                    }
                    (state.buffer.len(), rest)
                }
                None => {
                    state.buffer.drain(..state.at);
                    state.at = 0;
                    searched = state.buffer.len();
                    match Source::piece(frame) {
                        Piece::Bytes(piece) => {
                            append_charged(&mut this::<State>(frame).buffer, piece.bytes());
                            piece.release();
                        }
                        Piece::End => this::<State>(frame).source.release(),
                        Piece::Failed => {
                            let state = this::<State>(frame);
                            fault::throw_unreadable(state.before.offset + state.buffer.len() - state.at);
                            return false;
                        }
                        Piece::Thrown => return false,
                    }
                    continue;
                }
            };
            let (end, length) = line;
            let text = state.buffer.get(state.at..end).unwrap_or_default();
            let before = state.before;
            state.at += length;
            state.before = Place { offset: before.offset + length, lines: before.lines + 1 };
            searched = state.at;
            if is_blank(text) {
                continue;
            }
            return match document::decode(text, state.settings.flags, state.settings.depth) {
                Ok(value) => {
                    state.value = value;
                    state.held = Held::Value;
                    true
                }
                Err(error) => {
                    state.held = Held::Error;
                    fault::throw_at(&exception::JSON, error, text, before);
                    false
                }
            };
        }
    }
}

impl State {
    /// The source, for whoever reads from it.
    pub fn source(&mut self) -> &mut Source {
        &mut self.source
    }

    /// The method that was called to make this.
    pub fn caller(&self) -> &'static CStr {
        self.settings.caller
    }
}

/// `current()`.
pub unsafe extern "C" fn current(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; the result gets a reference of its own.
        if none(frame).is_some() && fetch(frame) {
            let value = this::<State>(frame).value;
            value.add_reference();
            give(result, value);
        }
    });
}

/// `key()`.
pub unsafe extern "C" fn key(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: as above.
        if none(frame).is_some() && fetch(frame) {
            let state = this::<State>(frame);
            give(result, if state.held == Held::Value { Raw::long(state.key) } else { Raw::NULL });
        }
    });
}

/// `next()`.
pub unsafe extern "C" fn next(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: as above; the value is taken out before its last reference may run a destructor.
        if none(frame).is_none() || (this::<State>(frame).held == Held::Nothing && !fetch(frame)) {
            return;
        }
        let state = this::<State>(frame);
        let old = std::mem::replace(&mut state.value, Raw::NULL);
        state.key += i64::from(state.held == Held::Value);
        if state.held != Held::End {
            state.held = Held::Nothing;
        }
        old.release();
    });
}

/// `rewind()`: what was read is gone.
pub unsafe extern "C" fn rewind(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: as above.
        let _ = none(frame);
    });
}

/// `valid()`.
pub unsafe extern "C" fn valid(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: as above.
        if none(frame).is_some() && fetch(frame) {
            give(result, Raw::bool(this::<State>(frame).held == Held::Value));
        }
    });
}
