//! Request methods as small numbers, and sets of them.

/// The methods every router knows, in the order in which an Allow header lists them.
const STANDARD: [&[u8]; 7] = [b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS"];

const GET: u64 = 1;
const HEAD: u64 = 1 << 1;
const OPTIONS: u64 = 1 << 6;
const ALL_STANDARD: u64 = (1 << STANDARD.len()) - 1;

/// Distinct methods a table can hold: one bit each.
pub(crate) const MAX_METHODS: usize = 64;

/// A set of methods that a route allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MethodSet {
    bits: u64,
    any: bool,
}

impl MethodSet {
    pub(crate) const ANY: Self = Self { bits: 0, any: true };

    pub(crate) fn one(id: u8) -> Self {
        Self { bits: 1 << id, any: false }
    }

    pub(crate) fn of_bits(bits: u64) -> Self {
        Self { bits, any: false }
    }

    pub(crate) fn bits(self) -> u64 {
        self.bits
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits, any: self.any || other.any }
    }

    pub(crate) fn intersects(self, other: Self) -> bool {
        self.bits & other.bits != 0 || (self.any && other.any)
    }

    /// Whether it has no method at all.
    pub fn is_empty(self) -> bool {
        self.bits == 0 && !self.any
    }

    /// Its members one by one.
    pub(crate) fn members(self) -> impl Iterator<Item = Self> {
        let ids = (0..64u8).filter(move |id| self.bits >> id & 1 == 1).map(Self::one);
        ids.chain(self.any.then_some(Self::ANY))
    }
}

/// What a request's method asks for, best first: exactly it, what may stand in for it, and a route for any method.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) exact: u64,
    pub(crate) substitute: u64,
}

impl Wanted {
    /// The request that a member of a route's set stands for.
    pub(crate) fn member(member: MethodSet, head_fallback: bool) -> Self {
        Self::exactly(member.bits, head_fallback)
    }

    #[inline(always)]
    fn exactly(bits: u64, head_fallback: bool) -> Self {
        Self { exact: bits, substitute: if head_fallback && bits == HEAD { GET } else { 0 } }
    }
}

/// The methods that a table has seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Methods {
    custom: Vec<Box<[u8]>>,
}

impl Methods {
    #[inline(always)]
    fn id(&self, name: &[u8]) -> Option<u8> {
        match name {
            b"GET" => Some(0),
            b"HEAD" => Some(1),
            b"POST" => Some(2),
            b"PUT" => Some(3),
            b"PATCH" => Some(4),
            b"DELETE" => Some(5),
            b"OPTIONS" => Some(6),
            _ => self.custom_id(name),
        }
    }

    #[cold]
    fn custom_id(&self, name: &[u8]) -> Option<u8> {
        let index = self.custom.iter().position(|custom| **custom == *name)?;
        u8::try_from(STANDARD.len() + index).ok()
    }

    /// What a request by this method asks for. An unknown method can still reach a route for any.
    #[inline(always)]
    pub(crate) fn wanted(&self, name: &[u8], head_fallback: bool) -> Wanted {
        Wanted::exactly(self.id(name).map_or(0, |id| 1 << id), head_fallback)
    }

    /// The id of a method, given to it now if it has none; `None` if there is no room.
    pub(crate) fn intern(&mut self, name: &[u8]) -> Option<u8> {
        if let Some(id) = self.id(name) {
            return Some(id);
        }
        let id = STANDARD.len() + self.custom.len();
        if id >= MAX_METHODS {
            return None;
        }
        self.custom.push(name.into());
        u8::try_from(id).ok()
    }

    fn name(&self, id: usize) -> &[u8] {
        match STANDARD.get(id) {
            Some(name) => name,
            None => self.custom.get(id - STANDARD.len()).map(|name| &**name).unwrap_or_default(),
        }
    }

    /// The names in a set as a route was given them; `*` for any.
    pub(crate) fn names(&self, set: MethodSet) -> Vec<&[u8]> {
        if set.any {
            return vec![b"*"];
        }
        self.ordered(set.bits)
    }

    /// The names that an Allow header lists for a set.
    pub(crate) fn allowed(&self, set: MethodSet, head_fallback: bool, auto_options: bool) -> Vec<&[u8]> {
        if set.is_empty() {
            return Vec::new();
        }
        let mut bits = set.bits;
        if set.any {
            bits |= ALL_STANDARD;
        }
        if head_fallback && bits & GET != 0 {
            bits |= HEAD;
        }
        if auto_options {
            bits |= OPTIONS;
        }
        self.ordered(bits)
    }

    fn ordered(&self, bits: u64) -> Vec<&[u8]> {
        let members = |ids: std::ops::Range<usize>| ids.filter(move |id| bits >> id & 1 == 1).map(|id| self.name(id));
        let mut names: Vec<&[u8]> = members(0..STANDARD.len()).collect();
        let mut custom: Vec<&[u8]> = members(STANDARD.len()..MAX_METHODS).collect();
        custom.sort_unstable();
        names.append(&mut custom);
        names
    }
}

/// Whether a name is a token (RFC 9110, 5.6.2), as a method has to be.
pub(crate) fn is_token(name: &[u8]) -> bool {
    let is_tchar = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    !name.is_empty() && name.iter().all(is_tchar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_keep_their_ids_and_order() {
        let mut methods = Methods::default();
        let purge = methods.intern(b"PURGE").map(MethodSet::one).unwrap_or_default();
        let copy = methods.intern(b"COPY").map(MethodSet::one).unwrap_or_default();
        let get = methods.intern(b"GET").map(MethodSet::one).unwrap_or_default();
        let set = purge.union(copy).union(get);
        assert_eq!(methods.names(set), [b"GET".as_slice(), b"COPY", b"PURGE"]);
        assert_eq!(methods.allowed(get, true, true), [b"GET".as_slice(), b"HEAD", b"OPTIONS"]);
        assert_eq!(methods.allowed(MethodSet::default(), true, true), Vec::<&[u8]>::new());
        assert_eq!(methods.allowed(MethodSet::ANY.union(purge), false, false).len(), 8);
        for number in 0..MAX_METHODS - STANDARD.len() - 2 {
            assert!(methods.intern(format!("M{number}").as_bytes()).is_some());
        }
        assert_eq!(methods.intern(b"ONE-TOO-MANY"), None);
    }

    #[test]
    fn what_a_request_wants() {
        let methods = Methods::default();
        let wanted = |name: &[u8], head_fallback| {
            let wanted = methods.wanted(name, head_fallback);
            (wanted.exact, wanted.substitute)
        };
        assert_eq!(wanted(b"GET", true), (GET, 0));
        assert_eq!(wanted(b"HEAD", true), (HEAD, GET));
        assert_eq!(wanted(b"HEAD", false), (HEAD, 0));
        assert_eq!(wanted(b"get", true), (0, 0), "methods are case-sensitive");
        assert_eq!(wanted(b"BREW", true), (0, 0), "a route for any method is all that is left");
    }
}
