//! Finds the routes that no request can reach. Cold code: it walks the trie once for every form of every route.

use crate::canonical::{decode, is_written_one_way};
use crate::constraint::{Constraint, Language};
use crate::edge::{Part, Test};
use crate::method::{MethodSet, Wanted};
use crate::pattern::Pattern;
use crate::table::Table;
use crate::trie::{ROOT, Step};
use std::cell::RefCell;
use std::collections::HashMap;

/// A route that no request can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The position of the route.
    pub route: usize,
    /// Why.
    pub cause: Cause,
}

/// Why a route cannot be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The constraint of this parameter accepts no value.
    Unsatisfiable(Vec<u8>),
    /// This route goes before it and takes everything it accepts.
    Shadowed(usize),
}

impl Cause {
    /// One sentence, in which `by` is the pattern of the route in front.
    pub fn reason(&self, by: &[u8]) -> Vec<u8> {
        match self {
            Self::Unsatisfiable(name) => [b"no value satisfies the constraint of '", name.as_slice(), b"'"].concat(),
            Self::Shadowed(_) => [b"every path it matches goes to '", by, b"' first"].concat(),
        }
    }
}

impl Table {
    /// The routes that no request can reach, in the order in which they were added. A route is listed if a constraint of it accepts nothing, or
    /// if for each of its forms and methods another route goes before it and takes everything it accepts.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let search = Search { table: self, included: RefCell::default() };
        let conflict = |route| search.cause(route).map(|cause| Conflict { route, cause });
        (0..self.routes.len()).filter_map(conflict).collect()
    }
}

/// The identities of a step and of the test that may be wider.
type Question = (Vec<u8>, Vec<u8>);

struct Search<'t> {
    table: &'t Table,
    /// Answers to "is the one within the other", by identity.
    included: RefCell<HashMap<Question, bool>>,
}

impl Search<'_> {
    fn cause(&self, position: usize) -> Option<Cause> {
        let route = &self.table.routes[position];
        let pattern = Pattern::path(&route.pattern).ok()?;
        let host = route.host.as_deref().and_then(|host| Pattern::host(host).ok());
        if let Some(name) = self.unsatisfiable(&pattern).or_else(|| self.unsatisfiable(host.as_ref()?)) {
            return Some(Cause::Unsatisfiable(name.into()));
        }
        let root = match &host {
            None => ROOT,
            Some(host) => self.table.root_of(self.table.known_steps(host).pop()?.as_slice())?,
        };
        let mut first = None;
        for form in self.table.known_steps(&pattern) {
            for member in route.methods.members() {
                let by = self.first_cover(root, &form, self.wanted(member))?;
                if by == position {
                    return None;
                }
                first.get_or_insert(by);
            }
        }
        first.map(Cause::Shadowed)
    }

    fn wanted(&self, member: MethodSet) -> Wanted {
        Wanted::member(member, self.table.options.head_fallback)
    }

    /// The first parameter that every form needs and whose constraint accepts no value.
    fn unsatisfiable<'p>(&self, pattern: &Pattern<'p>) -> Option<&'p [u8]> {
        let in_every_form = pattern.forms().next()?.iter().flat_map(crate::pattern::parameters_of).collect::<Vec<_>>();
        in_every_form.into_iter().map(|index| &pattern.parameters[index]).find_map(|parameter| {
            let constraint = self.table.shared_constraint(parameter)?;
            let mut language = Language::new();
            constraint.append_to(&mut language)?;
            language.is_empty().then_some(parameter.name)
        })
    }

    /// The route that every path of a form goes to, if there is one: the first in the order of matching that takes them all.
    fn first_cover(&self, node: u32, form: &[Step], wanted: Wanted) -> Option<usize> {
        let Some((step, rest)) = form.split_first() else {
            let leaf = self.table.trie.choose(&self.table.trie.nodes[node as usize], wanted)?;
            return Some(self.table.leaves[leaf as usize].route as usize);
        };
        if let Step::Literal(text) = step
            && let Some(child) = self.table.trie.literals.find(node, text)
            && let Some(found) = self.first_cover(child, rest, wanted)
        {
            return Some(found);
        }
        self.table.trie.tests(node).find_map(|(test, child)| {
            let rest = match test {
                Test::CatchAll(_) if self.rest_is_within(form, test) => &[],
                Test::CatchAll(_) => return None,
                test if self.stays_in_segment(step) && self.is_within(step, test) => rest,
                _ => return None,
            };
            self.first_cover(child, rest, wanted)
        })
    }

    /// Whether no value of a step holds a slash, which only a catch-all can take.
    fn stays_in_segment(&self, step: &Step) -> bool {
        let Step::Test(test @ Test::CatchAll(_)) = step else { return true };
        let mut segment = Language::new();
        segment
            .segment()
            .and(language_of_test(test, false, false))
            .and_then(|values| values.is_within(&segment))
            .unwrap_or(false)
    }

    /// Whether a catch-all takes whatever the rest of a form accepts.
    fn rest_is_within(&self, form: &[Step], wider: &Test) -> bool {
        match (form, wider) {
            // An empty last segment alone is no rest.
            ([Step::Literal(text)], Test::CatchAll(None)) => !text.is_empty(),
            (_, Test::CatchAll(None)) => true,
            ([step], wider) => self.is_within(step, wider),
            _ => false,
        }
    }

    /// Whether a test accepts every segment that a step does.
    fn is_within(&self, step: &Step, wider: &Test) -> bool {
        if let Step::Test(test) = step
            && test.compare(wider).is_eq()
        {
            return true;
        }
        let key = (step.identity(), wider.identity());
        if let Some(&known) = self.included.borrow().get(&key) {
            return known;
        }
        let fold = !self.table.options.case_sensitive;
        let answer = language_of_step(step, fold)
            .zip(language_of_test(wider, fold, true))
            .and_then(|(step, wider)| step.is_within(&wider));
        let answer = answer.unwrap_or(false);
        self.included.borrow_mut().insert(key, answer);
        answer
    }
}

/// The decoded segments that a step accepts, or more.
fn language_of_step(step: &Step, fold: bool) -> Option<Language> {
    match step {
        Step::Literal(text) => {
            let mut language = Language::new();
            append_literal(&mut language, text, fold)?;
            Some(language)
        }
        Step::Test(test) => language_of_test(test, fold, false),
    }
}

/// The decoded segments that a test accepts. If it has to be exact, `None` where that cannot be said.
fn language_of_test(test: &Test, fold: bool, exact: bool) -> Option<Language> {
    let mut language = Language::new();
    match test {
        Test::Free | Test::CatchAll(None) => language.anything()?,
        Test::Constrained(constraint) | Test::CatchAll(Some(constraint)) => {
            append_value(&mut language, constraint, exact)?
        }
        Test::Mixed(parts) => {
            for part in parts {
                match part {
                    Part::Parameter(None) => language.anything()?,
                    Part::Parameter(Some(constraint)) => append_value(&mut language, constraint, exact)?,
                    // A comma in a value may come escaped, and then it is not the comma of the pattern.
                    Part::Literal(text) if exact && !is_written_one_way(text) => return None,
                    Part::Literal(text) => append_literal(&mut language, text, fold)?,
                }
            }
        }
    }
    Some(language)
}

fn append_value(language: &mut Language, constraint: &Constraint, exact: bool) -> Option<()> {
    if exact && !constraint.is_exact() {
        return None;
    }
    constraint.append_to(language)
}

fn append_literal(language: &mut Language, text: &[u8], fold: bool) -> Option<()> {
    let mut value = Vec::new();
    decode(text, &mut value);
    language.literal(&value, fold)
}
