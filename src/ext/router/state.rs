//! What a Router object carries: the table, the handlers that belong to its routes, and what speeds answering up.

use super::fault::Fault;
use super::router::ROUTER;
use super::scalar::Origin;
use crate::zval::array::{Array, Template};
use crate::zval::class::Class;
use crate::zval::guard::kept;
use crate::zval::object::{Duplicated, Embedded, Traced};
use crate::zval::value::Raw;
use highper_router::{NewRoute, Options, Scratch, Table, TrailingSlash};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// What a form of a route answers with, made the first time it does. Sixteen bytes, so that the answers of a large table stay in the cache: the shape
/// is kept in the third word of the value, which is its owner's to use.
#[derive(Clone, Copy)]
pub struct Answer(Raw);

/// What there is to do with an [`Answer`].
pub enum Shape {
    /// Nothing is known yet.
    Unknown,
    /// The whole result: there are no parameters, so it is always the same. The answer owns a reference to it.
    Fixed(Raw),
    /// The handler, which the router owns, and the number of the template that the parameters are filled into.
    Filled(Raw, usize),
}

impl Answer {
    pub const UNKNOWN: Self = Self(Raw::UNDEF);

    pub fn fixed(result: Raw) -> Self {
        Self(Raw { extra: 1, ..result })
    }

    pub fn filled(handler: Raw, template: usize) -> Self {
        Self(Raw { extra: u32::try_from(template + 2).unwrap_or(0), ..handler })
    }

    #[inline(always)]
    pub fn shape(self) -> Shape {
        match self.0.extra {
            0 => Shape::Unknown,
            1 => Shape::Fixed(self.0),
            number => Shape::Filled(self.0, number as usize - 2),
        }
    }
}

/// A group that is open: what it and those around it bring along.
pub struct Group {
    /// Tells it from others: where callbacks suspend in fibers, groups need not close in the order in which they opened.
    number: u64,
    prefix: Vec<u8>,
    /// Outermost first; owned.
    middleware: Vec<Raw>,
    host: Option<Vec<u8>>,
}

/// A table without routes, for routers that are on their way out.
static NOTHING: LazyLock<Arc<Table>> = LazyLock::new(|| Arc::new(Table::new(Options::default())));

/// The native part of a Router.
pub struct Router {
    pub table: Arc<Table>,
    /// Handler and middleware of each route, owned; undefined where a persistent route has not been used in this request.
    pub values: Vec<Raw>,
    pub answers: Vec<Answer>,
    pub templates: Vec<Template>,
    /// The number of a template by the names of its parameters.
    pub templates_by_names: HashMap<Vec<u8>, usize>,
    pub scratch: Scratch,
    pub decoded: Vec<u8>,
    /// The groups that are open; routes belong to the last.
    groups: Vec<Group>,
    /// Groups opened so far.
    groups_opened: u64,
    /// Where a persistent table's handlers are; such a router cannot be changed.
    pub origin: Option<Arc<Origin>>,
    traced: Vec<Raw>,
}

impl Default for Router {
    fn default() -> Self {
        Self::of(Arc::new(Table::new(Options::default())), None)
    }
}

impl Router {
    pub fn of(table: Arc<Table>, origin: Option<Arc<Origin>>) -> Self {
        let values = if origin.is_some() { vec![Raw::UNDEF; table.routes().len() * 2] } else { Vec::new() };
        Self {
            table,
            values,
            answers: Vec::new(),
            templates: Vec::new(),
            templates_by_names: HashMap::new(),
            scratch: Scratch::default(),
            decoded: Vec::new(),
            groups: Vec::new(),
            groups_opened: 0,
            origin,
            traced: Vec::new(),
        }
    }

    /// Adds a route, bound to a host or to the group's; takes neither handler nor middleware over.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add(
        &mut self,
        methods: &[&[u8]],
        pattern: &[u8],
        name: Option<&[u8]>,
        host: Option<&[u8]>,
        handler: Raw,
        middleware: Option<Array>,
    ) -> Result<(), Fault> {
        if self.origin.is_some() {
            return Err(Fault::frozen());
        }
        // First, since the engine may not come back from it: a route in the table has its handler.
        let middleware = self.all_middleware(middleware);
        let group = self.groups.last();
        let pattern = [group.map_or(&[][..], |group| &group.prefix), pattern].concat();
        let host = host.or(group.and_then(|group| group.host.as_deref()));
        let added = Arc::make_mut(&mut self.table).add(NewRoute { methods, pattern: &pattern, name, host });
        // SAFETY: the handler is alive in the arguments of the call, and the list just made.
        unsafe {
            match added {
                Ok(_) => {
                    handler.add_reference();
                    self.values.extend([handler, middleware]);
                    Ok(())
                }
                Err(error) => {
                    middleware.release();
                    Err(error.into())
                }
            }
        }
    }

    /// The groups' middleware and the route's own in one list, owned.
    fn all_middleware(&self, own: Option<Array>) -> Raw {
        let groups = kept(self.groups.last().map(|group| group.middleware.clone()).unwrap_or_default());
        let own_is_empty = own.is_none_or(|own| own.len() == 0);
        if groups.is_empty() && own_is_empty {
            return Raw::empty_array();
        }
        let all = Array::new(groups.len());
        let own = own.into_iter().flat_map(|own| own.iter().map(|(_, value)| value));
        for value in groups.iter().copied().chain(own) {
            // SAFETY: the values are alive in the groups and the arguments of the call; the list gets references of its own.
            unsafe { value.add_reference() };
            all.push(value);
        }
        all.value()
    }

    /// Opens a group; gives its number.
    ///
    /// # Errors
    /// If the router cannot be changed or the host is invalid.
    pub fn open_group(&mut self, prefix: &[u8], middleware: Option<Array>, host: Option<&[u8]>) -> Result<u64, Fault> {
        if self.origin.is_some() {
            return Err(Fault::frozen());
        }
        if let Some(host) = host {
            Arc::make_mut(&mut self.table).check_host(host)?;
        }
        let outer = self.groups.last();
        let outer_middleware = outer.map(|group| group.middleware.clone()).unwrap_or_default();
        let own_middleware = middleware.into_iter().flat_map(|middleware| middleware.iter().map(|(_, value)| value));
        let middleware: Vec<Raw> = outer_middleware.into_iter().chain(own_middleware).collect();
        for value in &middleware {
            // SAFETY: the values are alive in the outer group and the arguments of the call; the group gets references of its own.
            unsafe { value.add_reference() };
        }
        let prefix = [outer.map_or(&[][..], |group| &group.prefix), prefix].concat();
        let host = host.map(Into::into).or_else(|| outer.and_then(|group| group.host.clone()));
        self.groups_opened += 1;
        self.groups.push(Group { number: self.groups_opened, prefix, middleware, host });
        Ok(self.groups_opened)
    }

    /// Closes a group, wherever it stands among those that are open; gives what it owned, to be released when the router is not borrowed.
    pub fn close_group(&mut self, number: u64) -> Vec<Raw> {
        match self.groups.iter().rposition(|group| group.number == number) {
            Some(position) => self.groups.remove(position).middleware,
            None => Vec::new(),
        }
    }

    /// The handler of a route; not owned.
    pub fn handler(&mut self, route: usize) -> Raw {
        self.value(route * 2)
    }

    /// The middleware of a route; not owned.
    pub fn middleware(&mut self, route: usize) -> Raw {
        self.value(route * 2 + 1)
    }

    fn value(&mut self, position: usize) -> Raw {
        let known = self.values.get(position).copied().unwrap_or(Raw::NULL);
        match &self.origin {
            Some(origin) if known.type_info == Raw::UNDEF.type_info => {
                let value = origin.value(position);
                if let Some(place) = self.values.get_mut(position) {
                    *place = value;
                }
                value
            }
            _ => known,
        }
    }
}

/// The policy of a name.
pub fn trailing_slash(name: &[u8]) -> Result<TrailingSlash, Fault> {
    match name {
        b"strict" => Ok(TrailingSlash::Strict),
        b"ignore" => Ok(TrailingSlash::Ignore),
        b"redirect" => Ok(TrailingSlash::Redirect),
        other => Err(Fault::bad_trailing_slash(other)),
    }
}

impl Router {
    /// Starts over with these options, as a constructor does.
    ///
    /// # Errors
    /// If there are routes already.
    pub fn set_options(&mut self, options: Options) -> Result<(), Fault> {
        if self.origin.is_some() {
            return Err(Fault::frozen());
        }
        if !self.table.routes().is_empty() {
            return Err(Fault::options_after_routes());
        }
        self.table = Arc::new(Table::new(options));
        Ok(())
    }
}

impl Embedded for Router {
    fn class() -> &'static Class {
        &ROUTER
    }
}

impl Duplicated for Router {
    fn duplicate(&self) -> Self {
        let mut copy = Self::of(Arc::clone(&self.table), self.origin.clone());
        for value in &self.values {
            // SAFETY: the values are alive in this router; the copy owns references of its own.
            unsafe { value.add_reference() };
        }
        copy.values.clone_from(&self.values);
        copy
    }
}

impl Traced for Router {
    fn trace(&self, values: &mut Vec<Raw>) {
        let groups = self.groups.iter().flat_map(|group| &group.middleware);
        values.extend(self.values.iter().chain(groups).copied().filter(|value| value.is_collectable()));
        // A fixed answer holds a reference to its handler, which the collector has to see to tell a cycle from a use.
        for answer in &self.answers {
            if let Shape::Fixed(result) = answer.shape() {
                values.push(result);
            }
        }
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

impl Drop for Router {
    fn drop(&mut self) {
        let answers = std::mem::take(&mut self.answers);
        let fixed = answers.into_iter().filter_map(|answer| match answer.shape() {
            Shape::Fixed(result) => Some(result),
            _ => None,
        });
        let groups = std::mem::take(&mut self.groups).into_iter().flat_map(|group| group.middleware);
        let owned: Vec<Raw> = fixed.chain(groups).chain(std::mem::take(&mut self.values)).collect();
        // A destructor may not come back: what is Rust's and large goes before any runs.
        self.table = Arc::clone(&NOTHING);
        self.origin = None;
        self.templates = Vec::new();
        self.templates_by_names = HashMap::new();
        self.scratch = Scratch::default();
        self.decoded = Vec::new();
        self.traced = Vec::new();
        for value in owned {
            // SAFETY: the router owned its values.
            unsafe { value.release() };
        }
    }
}
