//! The table: a trie of segments that grows route by route and can be asked at any time. Adding lives here, asking in `find`.

use crate::constraint::{Constraint, Refusal};
use crate::edge::{Part, Test};
use crate::error::{Limit, RouteError, RouteErrorKind};
use crate::links::number;
use crate::method::{MethodSet, Methods, is_token};
use crate::pattern::{MAX_PARAMETERS, Parameter, Pattern, Piece, Segment};
use crate::plan::Plan;
use crate::trie::{ROOT, Step, Trie};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// What to do with a path that differs from a route's in its final slash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrailingSlash {
    /// They are different paths.
    #[default]
    Strict,
    /// The route serves both.
    Ignore,
    /// The other form is reported as where to go.
    Redirect,
}

/// How a table reads paths and methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The policy for a final slash.
    pub trailing_slash: TrailingSlash,
    /// Whether the case of ASCII letters in literals counts.
    pub case_sensitive: bool,
    /// Whether GET routes answer HEAD.
    pub head_fallback: bool,
    /// Whether OPTIONS is among the allowed methods of every path.
    pub auto_options: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { trailing_slash: TrailingSlash::Strict, case_sensitive: true, head_fallback: true, auto_options: true }
    }
}

/// A route to add.
#[derive(Clone, Copy, Debug)]
pub struct NewRoute<'r> {
    /// Method names; `*` is any.
    pub methods: &'r [&'r [u8]],
    /// The whole pattern.
    pub pattern: &'r [u8],
    /// A name for url().
    pub name: Option<&'r [u8]>,
    /// The pattern of the host it is bound to.
    pub host: Option<&'r [u8]>,
}

/// A route as it was added. Its number is its position among the routes.
#[derive(Clone, Debug)]
pub struct Route {
    pub(crate) methods: MethodSet,
    pub(crate) pattern: Box<[u8]>,
    pub(crate) name: Option<Box<[u8]>>,
    pub(crate) host: Option<Box<[u8]>>,
}

impl Route {
    /// Its pattern as it was written.
    pub fn pattern(&self) -> &[u8] {
        &self.pattern
    }

    /// Its name.
    pub fn name(&self) -> Option<&[u8]> {
        self.name.as_deref()
    }

    /// The pattern of the host it is bound to.
    pub fn host(&self) -> Option<&[u8]> {
        self.host.as_deref()
    }
}

/// One form of a route's pattern: with none of its tails, or some.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf {
    pub(crate) route: u32,
    /// Parameters of this form, the host's included.
    pub(crate) parameters: u32,
}

/// A host that routes are bound to, and the root of their trie.
#[derive(Clone)]
pub(crate) struct Host {
    pub(crate) labels: Vec<Step>,
    pub(crate) root: u32,
}

impl Host {
    fn compare(&self, labels: &[Step]) -> Ordering {
        let pairs = self.labels.iter().zip(labels);
        let by_label = pairs.map(|(one, two)| one.compare(two)).find(|order| order.is_ne());
        by_label.unwrap_or_else(|| self.labels.len().cmp(&labels.len()))
    }
}

/// A method that a new route is to answer: its name, in upper case, and the set of it alone.
type WantedMethod = (Vec<u8>, MethodSet);

/// Routes, ready to be matched.
#[derive(Clone)]
pub struct Table {
    pub(crate) options: Options,
    pub(crate) methods: Methods,
    pub(crate) routes: Vec<Route>,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) trie: Trie,
    /// Most specific first.
    pub(crate) hosts: Vec<Host>,
    names: HashMap<Box<[u8]>, (u32, Option<Plan>)>,
    constraints: HashMap<Box<[u8]>, Arc<Constraint>>,
    allow_headers: HashMap<MethodSet, Box<[u8]>>,
}

impl Table {
    /// Makes an empty table.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            methods: Methods::default(),
            routes: Vec::new(),
            leaves: Vec::new(),
            trie: Trie::new(),
            hosts: Vec::new(),
            names: HashMap::new(),
            constraints: HashMap::new(),
            allow_headers: HashMap::new(),
        }
    }

    /// How it reads paths and methods.
    pub fn options(&self) -> Options {
        self.options
    }

    /// The routes in the order in which they were added.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The methods of a route as it was given them, upper-case, in the order of an Allow header; `*` alone for any.
    pub fn methods(&self, route: &Route) -> Vec<&[u8]> {
        self.methods.names(route.methods)
    }

    /// The position of a named route, and how its path is built where that is simple.
    pub(crate) fn named(&self, name: &[u8]) -> Option<(usize, Option<&Plan>)> {
        self.names.get(name).map(|(route, plan)| (*route as usize, plan.as_ref()))
    }

    /// Adds a route and gives its position. On an error the table is as it was.
    ///
    /// # Errors
    /// What docs/router.md lists under Errors for `add()`.
    pub fn add(&mut self, route: NewRoute<'_>) -> Result<usize, RouteError> {
        let (known_methods, wanted) = self.check_methods(route.methods)?;
        let pattern = Pattern::path(route.pattern)?;
        let host = route.host.map(Pattern::host).transpose()?;
        check_parameters(&pattern, host.as_ref(), route.pattern)?;
        let forms = self.steps(&pattern, route.pattern)?;
        let labels = match (&host, route.host) {
            (Some(host), Some(source)) => self.steps(host, source)?.pop(),
            _ => None,
        };
        if let Some((name, &(old, _))) = route.name.and_then(|name| Some((name, self.names.get(name)?))) {
            let old = self.routes[old as usize].pattern.clone();
            return Err(RouteErrorKind::DuplicateName { name: name.into(), old }.into());
        }
        let known_root = labels.as_ref().map_or(Some(ROOT), |labels| self.root_of(labels));
        if let Some(root) = known_root {
            self.check_duplicates(root, &forms, &wanted, route.pattern)?;
        }

        // Nothing can fail from here on.
        self.methods = known_methods;
        let methods = wanted.iter().fold(MethodSet::default(), |all, (_, method)| all.union(*method));
        let root = match (known_root, labels) {
            (Some(root), _) => root,
            (None, Some(labels)) => self.add_host(labels),
            (None, None) => ROOT,
        };
        let position = self.routes.len();
        let host_parameters = host.map_or(0, |host| host.parameters.len());
        for (form, segments) in forms.iter().zip(pattern.forms()) {
            let parameters = segments.iter().map(|segment| crate::pattern::parameters_of(segment).len()).sum::<usize>();
            let leaf = Leaf { route: number(position), parameters: number(host_parameters + parameters) };
            self.insert(root, form, methods, leaf);
        }
        if let Some(name) = route.name {
            let simple =
                if route.host.is_none() { Plan::of(&pattern, |one| self.shared_constraint(one)) } else { None };
            self.names.insert(name.into(), (number(position), simple));
        }
        let (pattern, name) = (route.pattern.into(), route.name.map(Into::into));
        self.routes.push(Route { methods, pattern, name, host: route.host.map(Into::into) });
        Ok(position)
    }

    /// Checks the pattern of a host without binding anything to it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_host(&mut self, host: &[u8]) -> Result<(), RouteError> {
        let pattern = Pattern::host(host)?;
        self.steps(&pattern, host).map(|_| ())
    }

    /// Upper-cases and checks method names. They are interned into a copy: a route that is refused must not use up the room for methods.
    fn check_methods(&self, names: &[&[u8]]) -> Result<(Methods, Vec<WantedMethod>), RouteError> {
        if names.is_empty() {
            return Err(RouteErrorKind::NoMethod.into());
        }
        let mut wanted: Vec<Vec<u8>> = Vec::with_capacity(names.len());
        for name in names {
            if !is_token(name) {
                return Err(RouteErrorKind::InvalidMethod((*name).into()).into());
            }
            let name = name.to_ascii_uppercase();
            if !wanted.contains(&name) {
                wanted.push(name);
            }
        }
        let mut methods = self.methods.clone();
        if wanted.iter().any(|name| name == b"*") {
            return Ok((methods, vec![(b"*".into(), MethodSet::ANY)]));
        }
        let intern = |name: Vec<u8>| -> Result<WantedMethod, RouteError> {
            let id = methods.intern(&name).ok_or(RouteErrorKind::TooMany(Limit::Methods))?;
            Ok((name, MethodSet::one(id)))
        };
        let wanted = wanted.into_iter().map(intern).collect::<Result<_, _>>()?;
        Ok((methods, wanted))
    }

    /// The steps of each form of a pattern, constraints compiled.
    pub(crate) fn steps(&mut self, pattern: &Pattern<'_>, source: &[u8]) -> Result<Vec<Vec<Step>>, RouteError> {
        for parameter in &pattern.parameters {
            if let Some((text, offset)) = parameter.constraint {
                self.constraint(text, source, offset)?;
            }
        }
        Ok(self.known_steps(pattern))
    }

    /// The steps of each form of a pattern whose constraints the table knows.
    pub(crate) fn known_steps(&self, pattern: &Pattern<'_>) -> Vec<Vec<Step>> {
        let constraint = |index: usize| self.shared_constraint(&pattern.parameters[index]);
        let fold = |mut text: Vec<u8>| {
            if !self.options.case_sensitive {
                text.make_ascii_lowercase();
            }
            text
        };
        let step = |segment: Segment| match segment {
            Segment::Literal(text) => Step::Literal(fold(text)),
            Segment::CatchAll(index) => Step::Test(Test::CatchAll(constraint(index))),
            Segment::Parameter(index) => Step::Test(constraint(index).map_or(Test::Free, Test::Constrained)),
            Segment::Mixed(pieces) => {
                let part = |piece| match piece {
                    Piece::Literal(text) => Part::Literal(fold(text).into()),
                    Piece::Parameter(index) => Part::Parameter(constraint(index)),
                };
                Step::Test(Test::Mixed(pieces.into_iter().map(part).collect()))
            }
        };
        pattern.forms().map(|form| form.into_iter().map(step).collect()).collect()
    }

    fn constraint(&mut self, text: &[u8], source: &[u8], offset: usize) -> Result<(), RouteError> {
        if self.constraints.contains_key(text) {
            return Ok(());
        }
        let constraint = Constraint::new(text).map_err(|refusal| match refusal {
            Refusal::UnknownName => RouteError::at(RouteErrorKind::UnknownConstraint(text.into()), source, offset),
            Refusal::Invalid(error) => {
                RouteError::at(RouteErrorKind::Constraint(error.kind), source, offset + error.offset)
            }
        })?;
        self.constraints.insert(text.into(), Arc::new(constraint));
        Ok(())
    }

    /// The constraint of a parameter of a route that is in the table.
    pub(crate) fn shared_constraint(&self, parameter: &Parameter<'_>) -> Option<Arc<Constraint>> {
        parameter.constraint.and_then(|(text, _)| self.constraints.get(text).cloned())
    }

    fn check_duplicates(
        &self,
        root: u32,
        forms: &[Vec<Step>],
        wanted: &[WantedMethod],
        pattern: &[u8],
    ) -> Result<(), RouteError> {
        for form in forms {
            let Some(node) = self.trie.locate(root, form) else { continue };
            for (name, method) in wanted {
                let taken = self.trie.entries(node).find(|(methods, _)| methods.intersects(*method));
                if let Some((_, leaf)) = taken {
                    let old = self.routes[self.leaves[leaf as usize].route as usize].pattern.clone();
                    let (method, new) = (name.as_slice().into(), pattern.into());
                    let kind = RouteErrorKind::DuplicateRoute { method, new, old };
                    return Err(RouteError::of(kind, pattern));
                }
            }
        }
        Ok(())
    }

    fn insert(&mut self, root: u32, form: &[Step], methods: MethodSet, leaf: Leaf) {
        let node = self.trie.insert(root, form, methods, number(self.leaves.len()));
        self.leaves.push(leaf);
        let union = self.trie.entries(node).fold(MethodSet::default(), |set, (methods, _)| set.union(methods));
        if !self.allow_headers.contains_key(&union) {
            let header = self.allow_header_of(union);
            self.allow_headers.insert(union, header.into());
        }
    }

    /// The root of the trie of a host.
    pub(crate) fn root_of(&self, labels: &[Step]) -> Option<u32> {
        let found = self.hosts.binary_search_by(|host| host.compare(labels)).ok()?;
        Some(self.hosts[found].root)
    }

    fn add_host(&mut self, labels: Vec<Step>) -> u32 {
        let root = self.trie.add_root();
        let place = self.hosts.binary_search_by(|host| host.compare(&labels)).unwrap_or_else(|place| place);
        self.hosts.insert(place, Host { labels, root });
        root
    }

    /// Whether a request for a path that allows other methods only may be answered with 204 and the Allow header.
    pub fn answers_automatically(&self, method: &[u8]) -> bool {
        self.options.auto_options && method == b"OPTIONS"
    }

    /// The methods a set allows, in the order of an Allow header.
    pub fn allowed_methods(&self, set: MethodSet) -> Vec<&[u8]> {
        self.methods.allowed(set, self.options.head_fallback, self.options.auto_options)
    }

    fn allow_header_of(&self, set: MethodSet) -> Vec<u8> {
        self.allowed_methods(set).join(b", ".as_slice())
    }

    /// The value of an Allow header for a set; that of a single pattern was made when its routes were added.
    pub fn allow_header(&self, set: MethodSet) -> std::borrow::Cow<'_, [u8]> {
        match self.allow_headers.get(&set) {
            Some(header) => (&**header).into(),
            None => self.allow_header_of(set).into(),
        }
    }

    /// The number of forms of all routes; [`Found::leaf`](crate::Found::leaf) is below it.
    pub fn forms(&self) -> usize {
        self.leaves.len()
    }

    /// The route that a form is of; the form's number is below [`forms`](Self::forms).
    pub fn form(&self, leaf: usize) -> crate::Found {
        crate::Found { route: self.leaves.get(leaf).map_or(usize::MAX, |leaf| leaf.route as usize), leaf }
    }

    /// The names of the parameters of a form that was found: the host's, then those of the path.
    pub fn parameter_names(&self, found: crate::Found) -> Vec<&[u8]> {
        let Some(leaf) = self.leaves.get(found.leaf) else { return Vec::new() };
        let route = &self.routes[leaf.route as usize];
        let host = route.host.as_deref().and_then(|host| Pattern::host(host).ok());
        let path = Pattern::path(&route.pattern).ok();
        let parameters = host.into_iter().chain(path).flat_map(|pattern| pattern.parameters);
        parameters.take(leaf.parameters as usize).map(|parameter| parameter.name).collect()
    }
}

fn check_parameters(path: &Pattern<'_>, host: Option<&Pattern<'_>>, source: &[u8]) -> Result<(), RouteError> {
    let host_parameters = host.map(|host| host.parameters.as_slice()).unwrap_or_default();
    for (index, parameter) in path.parameters.iter().enumerate() {
        if host_parameters.iter().any(|other| other.name == parameter.name) {
            let kind = RouteErrorKind::DuplicateParameter(parameter.name.into());
            return Err(RouteError::at(kind, source, parameter.offset));
        }
        if host_parameters.len() + index >= MAX_PARAMETERS {
            return Err(RouteError::at(RouteErrorKind::TooMany(Limit::Parameters), source, parameter.offset));
        }
    }
    Ok(())
}
