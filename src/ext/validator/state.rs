//! What the objects of Validator carry.

use super::definition::Kind;
use super::validator::VALIDATOR;
use crate::zval::class::Class;
use crate::zval::object::{Duplicated, Embedded, Traced};
use crate::zval::value::Raw;
use highper_validator::{Options, Schema};
use std::sync::Arc;

/// Rules as they were compiled. Holds nothing of a request.
#[derive(Debug)]
pub struct Compiled {
    pub schema: Schema,
    /// The patterns for PCRE, by number.
    pub patterns: Vec<Box<[u8]>>,
    /// What each closure and callback is.
    pub kinds: Vec<Kind>,
}

/// The native part of a Validator.
#[derive(Default)]
pub struct Validator {
    /// Absent in an object that nothing compiled.
    pub compiled: Option<Arc<Compiled>>,
    pub options: Options,
    /// Closures and callbacks by their numbers, owned.
    pub callables: Vec<Raw>,
    traced: Vec<Raw>,
}

impl Validator {
    /// Takes the callables over.
    pub fn of(compiled: Arc<Compiled>, options: Options, callables: Vec<Raw>) -> Self {
        Self { compiled: Some(compiled), options, callables, traced: Vec::new() }
    }
}

impl Embedded for Validator {
    fn class() -> &'static Class {
        &VALIDATOR
    }
}

impl Duplicated for Validator {
    fn duplicate(&self) -> Self {
        for callable in &self.callables {
            // SAFETY: alive in this validator; the copy owns references of its own.
            unsafe { callable.add_reference() };
        }
        Self {
            compiled: self.compiled.clone(),
            options: self.options,
            callables: self.callables.clone(),
            traced: Vec::new(),
        }
    }
}

impl Traced for Validator {
    fn trace(&self, values: &mut Vec<Raw>) {
        values.extend(self.callables.iter().copied().filter(|value| value.is_collectable()));
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

impl Drop for Validator {
    fn drop(&mut self) {
        let callables = std::mem::take(&mut self.callables);
        // A destructor may not come back: what is Rust's goes before any runs.
        self.compiled = None;
        self.traced = Vec::new();
        for callable in callables {
            // SAFETY: the validator owned it.
            unsafe { callable.release() };
        }
    }
}
