//! The hot path from a request to `[handler, params]`. Nothing here owns anything while the engine allocates.

use super::state::{Answer, Router, Shape};
use crate::zval::args::RequestArgs;
use crate::zval::array::{Template, new_string, pair};
use crate::zval::value::Raw;
use highper_router::{Found, Request, decode};

impl<'r> From<RequestArgs<'r>> for Request<'r> {
    #[inline(always)]
    fn from(args: RequestArgs<'r>) -> Self {
        Self { method: args.method, path: args.path, host: args.host }
    }
}

impl Router {
    /// `[handler, params]` for a request, owned by the caller; `None` if no route answers.
    #[inline(always)]
    pub fn answer(&mut self, request: Request<'_>) -> Option<Raw> {
        let leaf = self.table.find_leaf(request, &mut self.scratch)?;
        match self.answers.get(leaf).map_or(Shape::Unknown, |answer| answer.shape()) {
            Shape::Fixed(result) => {
                // SAFETY: the answer keeps its result alive; the caller gets a reference of its own.
                unsafe { result.add_reference() };
                Some(result)
            }
            Shape::Filled(handler, template) => {
                let params = self.fill(template, request.path);
                // SAFETY: the router keeps the handler alive; the pair gets a reference of its own.
                unsafe { handler.add_reference() };
                Some(pair(handler, params))
            }
            Shape::Unknown => Some(self.first_answer(leaf, request.path)),
        }
    }

    /// The parameters of a request that was just found, as an owned array.
    pub fn params(&mut self, leaf: usize, path: &[u8]) -> Raw {
        match self.answers.get(leaf).map_or(Shape::Unknown, |answer| answer.shape()) {
            Shape::Filled(_, template) => self.fill(template, path),
            _ => Raw::empty_array(),
        }
    }

    #[inline(always)]
    fn fill(&mut self, template: usize, path: &[u8]) -> Raw {
        let Self { templates, scratch, decoded, .. } = self;
        let Some(template) = templates.get(template) else { return Raw::empty_array() };
        if let Some(values) = scratch.plain_values(path) {
            return template.fill(values.map(new_string));
        }
        template.fill(scratch.values(path).map(|value| {
            if !value.is_escaped {
                return new_string(value.text);
            }
            decoded.clear();
            decode(value.text, decoded);
            new_string(decoded)
        }))
    }

    /// Prepares what a form of a route answers with, and answers.
    #[cold]
    fn first_answer(&mut self, leaf: usize, path: &[u8]) -> Raw {
        let found = self.prepare(leaf);
        let handler = self.handler(found.route);
        let params = self.params(leaf, path);
        // SAFETY: as above.
        unsafe { handler.add_reference() };
        let answer = pair(handler, params);
        if let Some(place) = self.answers.get_mut(leaf)
            && matches!(place.shape(), Shape::Unknown)
        {
            // SAFETY: the place gets a reference of its own.
            unsafe { answer.add_reference() };
            *place = Answer::fixed(answer);
        }
        answer
    }

    /// Makes sure that the parameters of a form can be filled in; says which route it is of.
    #[cold]
    pub fn prepare(&mut self, leaf: usize) -> Found {
        let found = self.table.form(leaf);
        if self.answers.len() <= leaf {
            self.answers.resize(self.table.forms(), Answer::UNKNOWN);
        }
        if !matches!(self.answers.get(leaf).map(|answer| answer.shape()), Some(Shape::Unknown)) {
            return found;
        }
        let handler = self.handler(found.route);
        let names = self.table.parameter_names(found);
        if names.is_empty() {
            return found;
        }
        // Forms with the same names share one template.
        let key = names.join(&0);
        let template = match self.templates_by_names.get(&key) {
            Some(&template) => template,
            None => {
                self.templates.push(Template::new(&names));
                self.templates_by_names.insert(key, self.templates.len() - 1);
                self.templates.len() - 1
            }
        };
        if let Some(place) = self.answers.get_mut(leaf) {
            *place = Answer::filled(handler, template);
        }
        found
    }
}
