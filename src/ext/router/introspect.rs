//! `Router::conflicts()` and `Router::explain()`: the engine's findings as arrays.

use super::state::Router;
use crate::zval::args::{Frame, Return, give, none, request, this};
use crate::zval::array::{Array, new_string};
use crate::zval::guard::{cold, kept};
use crate::zval::value::Raw;
use highper_router::{Cause, Comparison, SegmentComparison};

fn optional_string(text: Option<&[u8]>) -> Raw {
    text.map_or(Raw::NULL, new_string)
}

/// A list of values that are made one after another.
fn list(values: impl ExactSizeIterator<Item = Raw>) -> Raw {
    if values.len() == 0 {
        return Raw::empty_array();
    }
    let list = Array::new(values.len());
    values.for_each(|value| list.push(value));
    list.value()
}

impl Router {
    /// The methods of a route as an owned list.
    pub fn method_list(&self, position: usize) -> Raw {
        let names: Vec<Vec<u8>> = match self.table.routes().get(position) {
            Some(route) => self.table.methods(route).into_iter().map(Into::into).collect(),
            None => Vec::new(),
        };
        list(kept(names).iter().map(|name| new_string(name)))
    }

    fn pattern_of(&self, position: usize) -> &[u8] {
        self.table.routes().get(position).map(|route| route.pattern()).unwrap_or_default()
    }

    fn comparison(&self, comparison: &Comparison) -> Raw {
        let entry = Array::new(4);
        entry.set("pattern", new_string(self.pattern_of(comparison.route)));
        entry.set("methods", self.method_list(comparison.route));
        entry.set("matched", Raw::bool(comparison.matched));
        entry.set("segments", list(comparison.segments.iter().map(segment)));
        entry.value()
    }
}

fn segment(segment: &SegmentComparison) -> Raw {
    let entry = Array::new(4);
    entry.set("pattern", optional_string(segment.pattern.as_deref()));
    entry.set("value", optional_string(segment.value.as_deref()));
    entry.set("matched", Raw::bool(segment.matched));
    entry.set("reason", new_string(&segment.reason));
    entry.value()
}

/// `conflicts()`.
pub unsafe extern "C" fn conflicts(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_none() {
            return;
        }
        let router = this::<Router>(frame);
        let conflicts = kept(router.table.conflicts());
        let conflict = |conflict: &highper_router::Conflict| {
            let by = match conflict.cause {
                Cause::Shadowed(by) => Some(router.pattern_of(by)),
                Cause::Unsatisfiable(_) => None,
            };
            let reason = kept(conflict.cause.reason(by.unwrap_or_default()));
            let host = router.table.routes().get(conflict.route).and_then(|route| route.host());
            let entry = Array::new(5);
            entry.set("pattern", new_string(router.pattern_of(conflict.route)));
            entry.set("methods", router.method_list(conflict.route));
            entry.set("host", optional_string(host));
            entry.set("by", optional_string(by));
            entry.set("reason", new_string(&reason));
            entry.value()
        };
        give(result, list(conflicts.iter().map(conflict)));
    });
}

/// `explain()`.
pub unsafe extern "C" fn explain(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some(args) = request(frame) else { return };
        let router = this::<Router>(frame);
        let explanation = kept(router.table.explain(args.into(), &mut router.scratch));
        let entry = Array::new(5);
        entry.set("status", new_string(explanation.status.as_bytes()));
        entry.set("method", new_string(args.method));
        entry.set("path", new_string(&explanation.path));
        entry.set("reason", new_string(&explanation.reason));
        entry.set("nearest", list(explanation.nearest.iter().map(|comparison| router.comparison(comparison))));
        give(result, entry.value());
    });
}
