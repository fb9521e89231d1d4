//! What `url()` does for most named routes, read from the pattern when the route is added: one form, no host, each parameter a segment of its own. Whatever
//! is out of the ordinary, a fault among it, is left to `url`.

use crate::canonical::encode;
use crate::constraint::Constraint;
use crate::pattern::{Parameter, Pattern, Segment};
use crate::url::Parameters;
use std::sync::Arc;

#[derive(Clone)]
enum Step {
    /// Literal segments with the slashes around them.
    Literal(Box<[u8]>),
    Value {
        name: Box<[u8]>,
        constraint: Option<Arc<Constraint>>,
        catch_all: bool,
    },
}

/// How the path of a route is built.
#[derive(Clone)]
pub(crate) struct Plan {
    steps: Box<[Step]>,
    parameters: usize,
}

impl Plan {
    /// The plan of a pattern without a host; none if it has several forms, or segments that are put together.
    pub(crate) fn of<'p>(
        pattern: &Pattern<'p>,
        constraint: impl Fn(&Parameter<'p>) -> Option<Arc<Constraint>>,
    ) -> Option<Self> {
        let mut forms = pattern.forms();
        let (form, None) = (forms.next()?, forms.next()) else { return None };
        let mut steps = Vec::new();
        let mut literal = Vec::new();
        for segment in form {
            literal.push(b'/');
            match segment {
                Segment::Literal(text) => literal.extend_from_slice(&text),
                Segment::Parameter(index) | Segment::CatchAll(index) => {
                    let parameter = pattern.parameters.get(index)?;
                    steps.push(Step::Literal(std::mem::take(&mut literal).into()));
                    let (name, constraint) = (parameter.name.into(), constraint(parameter));
                    steps.push(Step::Value { name, constraint, catch_all: parameter.catch_all });
                }
                Segment::Mixed(_) => return None,
            }
        }
        if !literal.is_empty() {
            steps.push(Step::Literal(literal.into()));
        }
        let parameters = steps.iter().filter(|step| matches!(step, Step::Value { .. })).count();
        Some(Self { steps: steps.into(), parameters })
    }

    /// The path; `None` if anything is wrong with what is given.
    pub(crate) fn build(&self, given: &Parameters<'_>) -> Option<Vec<u8>> {
        if given.len() != self.parameters {
            return None;
        }
        let mut path = Vec::with_capacity(64);
        for step in &self.steps {
            match step {
                Step::Literal(text) => path.extend_from_slice(text),
                Step::Value { name, constraint, catch_all } => {
                    let &(_, value) = given.iter().find(|(given, _)| *given == &**name)?;
                    let is_dots = |part: &[u8]| part == b"." || part == b"..";
                    let is_refused = value.is_empty()
                        || value.contains(&0)
                        || constraint.as_ref().is_some_and(|constraint| !constraint.accepts(value))
                        || (*catch_all && value.starts_with(b"/"))
                        || value.split(|&byte| byte == b'/').any(is_dots);
                    if is_refused {
                        return None;
                    }
                    encode(value, *catch_all, &mut path);
                }
            }
        }
        Some(path)
    }
}
