//! A request's head, wherever its bytes are: in a connection's receive buffer, or in memory of its own.
//!
//! A Request object and its clones share one place. While the exchange is on and its handler has not suspended, that is a number by which the connections
//! know the exchange; a number whose time has passed gives nothing. Whoever owns the connections has the place [detached](Place::detach) before they go on.

use highper_http::{Head, Version};
use std::cell::RefCell;
use std::rc::Rc;

/// Where something is in a head of its own.
type Span = (u32, u32);

/// A head in memory of its own.
#[derive(Debug, Default)]
pub struct Owned {
    bytes: Vec<u8>,
    method: Span,
    target: Span,
    path: Span,
    query: Option<Span>,
    authority: Option<Span>,
    is_old: bool,
    fields: Vec<(Span, Span)>,
}

/// What a target is made of; the authority is the target's own.
pub struct Target<'t> {
    pub path: &'t [u8],
    pub query: Option<&'t [u8]>,
    pub authority: Option<&'t [u8]>,
}

impl<'t> Target<'t> {
    /// Takes a target apart (RFC 9112, 3.2); `None` if it has none of the four forms.
    pub fn read(method: &[u8], target: &'t [u8]) -> Option<Self> {
        let split = |text: &'t [u8]| match text.iter().position(|&byte| byte == b'?') {
            Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
            None => (text, None),
        };
        if method == b"CONNECT" {
            return Some(Self { path: b"", query: None, authority: Some(target) });
        }
        match target {
            b"*" => return (method == b"OPTIONS").then_some(Self { path: target, query: None, authority: None }),
            [b'/', ..] => {
                let (path, query) = split(target);
                return Some(Self { path, query, authority: None });
            }
            _ => {}
        }
        let rest = target.get(scheme(target)?.len() + "://".len()..)?;
        let end = rest.iter().position(|byte| matches!(byte, b'/' | b'?')).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at_checked(end).filter(|(authority, _)| !authority.is_empty())?;
        let (path, query) = split(rest);
        Some(Self { path: if path.is_empty() { b"/" } else { path }, query, authority: Some(authority) })
    }
}

/// The scheme of an absolute target, as it is written.
pub fn scheme(target: &[u8]) -> Option<&'static str> {
    let begins =
        |scheme: &str| target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()));
    if begins("http://") {
        Some("http")
    } else if begins("https://") {
        Some("https")
    } else {
        None
    }
}

impl Owned {
    fn append(&mut self, text: &[u8]) -> Span {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let at = place(self.bytes.len());
        self.bytes.extend_from_slice(text);
        (at, place(self.bytes.len()))
    }

    /// A head of these parts.
    pub fn new(method: &[u8], target: &[u8], parts: &Target<'_>, is_old: bool) -> Self {
        let mut head = Self { is_old, ..Self::default() };
        head.method = head.append(method);
        head.target = head.append(target);
        head.path = head.append(parts.path);
        head.query = parts.query.map(|query| head.append(query));
        head.authority = parts.authority.map(|authority| head.append(authority));
        head
    }

    /// Adds a field line.
    pub fn add(&mut self, name: &[u8], value: &[u8]) {
        let field = (self.append(name), self.append(value));
        self.fields.push(field);
    }

    fn slice(&self, span: Span) -> &[u8] {
        self.bytes.get(span.0 as usize..span.1 as usize).unwrap_or_default()
    }

    #[cfg(feature = "server")]
    fn copied(head: Head<'_>) -> Self {
        let (path, query) = head.path_and_query();
        let authority = Target::read(head.method_name(), head.target()).and_then(|target| target.authority);
        let parts = Target { path, query, authority };
        let mut owned = Self::new(head.method_name(), head.target(), &parts, head.version() == Version::Http10);
        for field in head.fields() {
            owned.add(field.name, field.value);
        }
        owned
    }
}

/// A head to look at, until anything else runs.
#[derive(Clone, Copy)]
pub enum View<'h> {
    Live(Head<'h>),
    Owned(&'h Owned),
}

impl<'h> View<'h> {
    pub fn method(self) -> &'h [u8] {
        match self {
            Self::Live(head) => head.method_name(),
            Self::Owned(head) => head.slice(head.method),
        }
    }

    pub fn target(self) -> &'h [u8] {
        match self {
            Self::Live(head) => head.target(),
            Self::Owned(head) => head.slice(head.target),
        }
    }

    pub fn path(self) -> &'h [u8] {
        match self {
            Self::Live(head) => head.path(),
            Self::Owned(head) => head.slice(head.path),
        }
    }

    pub fn query(self) -> &'h [u8] {
        match self {
            Self::Live(head) => head.query().unwrap_or_default(),
            Self::Owned(head) => head.query.map(|query| head.slice(query)).unwrap_or_default(),
        }
    }

    /// Host and port as they are written: the target's own, or the Host field's.
    pub fn authority(self) -> &'h [u8] {
        match self {
            Self::Live(head) => head.authority().unwrap_or_default(),
            Self::Owned(head) => match head.authority {
                Some(authority) => head.slice(authority),
                None => self.values(b"host").next().unwrap_or_default(),
            },
        }
    }

    /// Whether the version is 1.0.
    pub fn is_old(self) -> bool {
        match self {
            Self::Live(head) => head.version() == Version::Http10,
            Self::Owned(head) => head.is_old,
        }
    }

    /// Names and values in their order.
    pub fn fields(self) -> impl Iterator<Item = (&'h [u8], &'h [u8])> + Clone {
        let (live, owned) = match self {
            Self::Live(head) => (Some(head.fields()), None),
            Self::Owned(head) => (None, Some(head)),
        };
        let live = live.into_iter().flatten().map(|field| (field.name, field.value));
        let owned = owned.into_iter();
        live.chain(
            owned.flat_map(|head| head.fields.iter().map(|&(name, value)| (head.slice(name), head.slice(value)))),
        )
    }

    /// The values of the lines of a name, in any case.
    pub fn values(self, name: &[u8]) -> impl Iterator<Item = &'h [u8]> + Clone {
        self.fields().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Those who own the receive buffers.
pub trait Heads {
    /// The head of an exchange; `None` if its time has passed.
    ///
    /// # Safety
    /// What it gives is not looked at once anything has run that could change the buffers.
    unsafe fn head(&self, exchange: u64) -> Option<Head<'static>>;
}

enum Where {
    Owned(Owned),
    #[cfg_attr(not(feature = "server"), expect(dead_code, reason = "nobody else has exchanges"))]
    Live(Rc<dyn Heads>, u64),
}

/// Where a request's head is.
pub struct Place(RefCell<Where>);

impl Place {
    /// A head of its own.
    pub fn owned(head: Owned) -> Rc<Self> {
        Rc::new(Self(RefCell::new(Where::Owned(head))))
    }

    /// The head of an exchange that is on.
    #[cfg(feature = "server")]
    pub fn live(heads: Rc<dyn Heads>, exchange: u64) -> Rc<Self> {
        Rc::new(Self(RefCell::new(Where::Live(heads, exchange))))
    }

    /// Copies the head out of the receive buffer, if it is there. False if its time has passed.
    #[cfg(feature = "server")]
    pub fn detach(&self) -> bool {
        let copy = match &*self.0.borrow() {
            Where::Owned(_) => return true,
            // SAFETY: the head is copied at once.
            Where::Live(heads, exchange) => unsafe { heads.head(*exchange) }.map(Owned::copied),
        };
        let is_there = copy.is_some();
        *self.0.borrow_mut() = Where::Owned(copy.unwrap_or_default());
        is_there
    }

    /// The head to look at.
    ///
    /// # Safety
    /// It is not looked at once anything else has run; strings of PHP may be made meanwhile. No borrow is held, since making one may not come back.
    pub unsafe fn view<'h>(&self) -> Option<View<'h>> {
        // SAFETY: nobody detaches or changes the buffers while the head is looked at.
        unsafe {
            match &*self.0.as_ptr() {
                Where::Owned(head) => Some(View::Owned(&*std::ptr::from_ref(head))),
                Where::Live(heads, exchange) => heads.head(*exchange).map(View::Live),
            }
        }
    }
}
