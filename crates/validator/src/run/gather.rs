//! Rules that look at many values: `distinct` and `in_array`. The values are gathered once a check, when they are first asked for.

use super::Run;
use super::place::Spot;
use super::scalar::{Buffer, cast_to_text, scalar};
use super::subject::Subject;
use super::walk::each;
use crate::host::Host;
use crate::input::{Value, View};
use crate::path::Path;
use crate::rules::loose::{Distinct, Scalar};
use crate::rules::string;

/// What was gathered.
pub(super) struct Memory<'a> {
    values: Distinct<'a>,
    /// The same as texts without regard to case.
    folded: Option<Distinct<'a>>,
}

impl<'a> Memory<'a> {
    fn gather<V: Value<'a>>(path: &Path, root: V::Array, is_strict: bool, ignore_case: bool, trimmed: bool) -> Self {
        let mut memory = Self { values: Distinct::new(is_strict), folded: ignore_case.then(|| Distinct::new(true)) };
        each::<V>(path, root, &mut |value| {
            let view = match value.view() {
                View::String(text) if trimmed => View::String(string::trim(text)),
                view => view,
            };
            let Some(scalar) = scalar(view) else { return };
            memory.values.insert(scalar);
            if let Some(folded) = &mut memory.folded
                && let Some(text) = cast_to_text(view, &mut Buffer::default())
            {
                folded.insert_text(string::fold_case(text).into_owned().into());
            }
        });
        memory
    }
}

impl<'r, 'a, V: Value<'a>, H: Host<'a, V>> Run<'r, 'a, V, H> {
    /// What a rule remembers about the places of a path. It is one rule to one path, but where fields are joined: there a place of the path
    /// may be trimmed by the other field, and the next one not.
    fn memory(
        &mut self,
        slot: usize,
        path: &Path,
        trimmed: bool,
        gather: impl FnOnce(V::Array) -> Memory<'a>,
    ) -> Option<&Memory<'a>> {
        let wanted = (slot, std::ptr::from_ref(path), trimmed);
        let at = self.memories.iter().position(|(other, _)| *other == wanted).unwrap_or_else(|| {
            self.memories.push((wanted, gather(self.root)));
            self.memories.len() - 1
        });
        self.memories.get(at).map(|(_, memory)| memory)
    }

    pub(super) fn is_distinct(
        &mut self,
        slot: usize,
        strict: bool,
        ignore_case: bool,
        subject: &Subject<'_, 'a, V>,
        spot: &Spot<'_, 'a, V>,
    ) -> bool {
        let path = &spot.guide.path;
        let Some(value) = scalar(subject.view) else { return true };
        if !path.has_wildcards() {
            return true;
        }
        let is_trimmed = subject.was_trimmed;
        let memory = self
            .memory(slot, path, is_trimmed, |root| Memory::gather::<V>(path, root, strict, ignore_case, is_trimmed));
        let Some(memory) = memory else { return true };
        match (&memory.folded, value) {
            (Some(folded), Scalar::String(text)) => !folded.is_repeated(Scalar::String(&string::fold_case(text))),
            (_, value) => !memory.values.is_repeated(value),
        }
    }

    pub(super) fn is_in_array(&mut self, slot: usize, path: &Path, subject: &Subject<'_, 'a, V>) -> bool {
        let Some(value) = scalar(subject.view) else { return false };
        let memory = self.memory(slot, path, false, |root| Memory::gather::<V>(path, root, false, false, false));
        memory.is_some_and(|memory| memory.values.contains(value))
    }
}
