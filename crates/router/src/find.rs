//! Asks a table. The hot path: `find` allocates nothing once its scratch memory has grown, but to decode an
//! escaped value that a constraint is to test.

use crate::canonical::{PathError, is_plain_path, segment_end};
use crate::edge::{Span, Test, Text};
use crate::method::{MethodSet, Wanted};
use crate::scratch::Scratch;
use crate::table::{Host, Table, TrailingSlash};
use crate::trie::{NONE, ROOT};

/// A request, as it came over the wire.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The method.
    pub method: &'r [u8],
    /// The path, percent-encoded; what follows a `?` or `#` is ignored.
    pub path: &'r [u8],
    /// The Host header.
    pub host: Option<&'r [u8]>,
}

/// The form of a route that answers a request. Its parameters' values are in the [`Scratch`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The position of the route.
    pub route: usize,
    /// The number of the form, unique in the table; what depends on it alone can be kept under it.
    pub leaf: usize,
}

/// Everything there is to say about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A route answers it.
    Found(Found),
    /// The path exists with its final slash added or taken away: there, query included.
    Redirect(Vec<u8>),
    /// The path exists for these methods only.
    MethodNotAllowed(MethodSet),
    /// No route has this path.
    NotFound,
    /// No route could have this path.
    InvalidPath(PathError),
}

/// A walk through one trie, for one text.
struct Walk<'w> {
    table: &'w Table,
    text: Text<'w>,
    /// Whether the text may not be in canonical form.
    is_raw: bool,
    /// Whether a segment of such a text was not, where that counts: then what was found may not be what would be.
    is_doubtful: bool,
    captures: &'w mut Vec<Span>,
}

impl Walk<'_> {
    /// The leaf that answers, from `node` on, which stands before the segment that begins at `start`; past the end of the text there is none.
    fn find(&mut self, mut node: u32, mut start: usize, wanted: Wanted) -> Option<u32> {
        let table = self.table;
        loop {
            let here = &table.trie.nodes[node as usize];
            if start > self.text.own.len() {
                return table.trie.choose(here, wanted);
            }
            let end = segment_end(self.text.own, start);
            if here.has_literals
                && let Some(child) = table.trie.literals.find(node, &self.text.folded[start..end])
            {
                if here.free == NONE && here.branch == NONE {
                    (node, start) = (child, end + 1);
                    continue;
                }
                if let Some(leaf) = self.attempt(child, end + 1, wanted) {
                    return Some(leaf);
                }
            }
            if here.branch != NONE {
                return self.find_branching(node, start, end, wanted);
            }
            if here.free == NONE || start == end || !self.is_testable(start, end) {
                return None;
            }
            self.captures.push((start as u32, end as u32));
            (node, start) = (here.free, end + 1);
        }
    }

    /// Whether a part of the text can be tested as it stands.
    #[inline(always)]
    fn is_testable(&mut self, start: usize, end: usize) -> bool {
        let testable = !self.is_raw || is_plain_path(&self.text.own[start..end]);
        self.is_doubtful |= !testable;
        testable
    }

    fn attempt(&mut self, node: u32, start: usize, wanted: Wanted) -> Option<u32> {
        let before = self.captures.len();
        let found = self.find(node, start, wanted);
        if found.is_none() {
            self.captures.truncate(before);
        }
        found
    }

    /// Tries the tests of a node that has more than a free parameter.
    fn find_branching(&mut self, node: u32, start: usize, end: usize, wanted: Wanted) -> Option<u32> {
        let table = self.table;
        table.trie.tests(node).find_map(|(test, child)| {
            let before = self.captures.len();
            let next = self.pass(test, start, end)?;
            let found = self.find(child, next, wanted);
            if found.is_none() {
                self.captures.truncate(before);
            }
            found
        })
    }

    /// Tests a segment; gives where the next one begins.
    #[inline]
    fn pass(&mut self, test: &Test, start: usize, end: usize) -> Option<usize> {
        let end = if matches!(test, Test::CatchAll(_)) { self.text.own.len() } else { end };
        if !self.is_testable(start, end) {
            return None;
        }
        test.matches(self.text, (start as u32, end as u32), self.captures).then_some(end + 1)
    }

    /// Every method that some route allows for the text.
    fn allowed(&mut self, node: u32, start: usize) -> MethodSet {
        let table = self.table;
        if start > self.text.own.len() {
            return table.trie.entries(node).fold(MethodSet::default(), |set, (methods, _)| set.union(methods));
        }
        let end = segment_end(self.text.own, start);
        let literal = table.trie.literals.find(node, &self.text.folded[start..end]);
        let mut set = literal.map_or_else(MethodSet::default, |child| self.allowed(child, end + 1));
        for (test, child) in table.trie.tests(node) {
            let before = self.captures.len();
            if let Some(next) = self.pass(test, start, end) {
                set = set.union(self.allowed(child, next));
                self.captures.truncate(before);
            }
        }
        set
    }

    fn matches_host(&mut self, host: &Host, labels: &[Span]) -> bool {
        let before = self.captures.len();
        let matches = host.labels.len() == labels.len()
            && host.labels.iter().zip(labels).all(|(label, &span)| label.matches(self.text, span, self.captures));
        if !matches {
            self.captures.truncate(before);
        }
        matches
    }
}

impl Table {
    /// Finds the form of a route that answers a request.
    #[inline]
    pub fn find(&self, request: Request<'_>, scratch: &mut Scratch) -> Option<Found> {
        self.find_leaf(request, scratch).map(|leaf| self.found(leaf))
    }

    /// As [`find`](Self::find), but gives only [`Found::leaf`], for those who keep what depends on it.
    #[inline]
    pub fn find_leaf(&self, request: Request<'_>, scratch: &mut Scratch) -> Option<usize> {
        let wanted = self.methods.wanted(request.method, self.options.head_fallback);
        if request.host.is_none() || self.hosts.is_empty() {
            scratch.captures.clear();
            if let Some(node) = self.trie.paths.find(ROOT, request.path)
                && let Some(leaf) = self.trie.choose(&self.trie.nodes[node as usize], wanted)
            {
                return Some(leaf as usize);
            }
            // Most paths come in canonical form; one that is found without looking at all of it is known to be.
            if self.options.case_sensitive
                && request.path.first() == Some(&b'/')
                && request.path.len() < u32::MAX as usize
            {
                let text = Text::path(request.path, request.path);
                let mut walk =
                    Walk { table: self, text, is_raw: true, is_doubtful: false, captures: &mut scratch.captures };
                let found = walk.find(ROOT, 1, wanted);
                if let Some(leaf) = found.filter(|_| !walk.is_doubtful) {
                    (scratch.is_canonical_used, scratch.host_captures) = (false, 0);
                    return Some(leaf as usize);
                }
                if self.options.trailing_slash != TrailingSlash::Ignore && is_plain_path(request.path) {
                    return None;
                }
            }
        }
        self.find_prepared(request, wanted, scratch)
    }

    fn find_prepared(&self, request: Request<'_>, wanted: Wanted, scratch: &mut Scratch) -> Option<usize> {
        let fold = !self.options.case_sensitive;
        scratch.prepare(request.path, fold).ok()?;
        let by_host = self.prepare_host(request.host, scratch);
        let mut found = self.search(request.path, by_host, wanted, scratch);
        if found.is_none() && self.options.trailing_slash == TrailingSlash::Ignore {
            scratch.toggle_slash(request.path, fold)?;
            found = self.search(request.path, by_host, wanted, scratch);
        }
        found.map(|leaf| leaf as usize)
    }

    /// Prepares a request's host, if any route cares for it.
    fn prepare_host(&self, host: Option<&[u8]>, scratch: &mut Scratch) -> bool {
        let host = host.filter(|_| !self.hosts.is_empty());
        if let Some(host) = host {
            scratch.prepare_host(host);
        }
        host.is_some()
    }

    /// Says everything there is to say about a request.
    pub fn resolve(&self, request: Request<'_>, scratch: &mut Scratch) -> Resolution {
        if let Some(found) = self.find(request, scratch) {
            return Resolution::Found(found);
        }
        let fold = !self.options.case_sensitive;
        if let Err(error) = scratch.prepare(request.path, fold) {
            return Resolution::InvalidPath(error);
        }
        if self.options.trailing_slash == TrailingSlash::Redirect {
            let by_host = self.prepare_host(request.host, scratch);
            let wanted = self.methods.wanted(request.method, self.options.head_fallback);
            let toggled = scratch.toggle_slash(request.path, fold);
            let found = toggled.and_then(|()| self.search(request.path, by_host, wanted, scratch));
            // A target that begins with two slashes would name another host.
            if found.is_some() && !scratch.canonical.starts_with(b"//") {
                return Resolution::Redirect(with_query(&scratch.canonical, request.path));
            }
        }
        let set = self.allowed(request.path, request.host, scratch);
        if set.is_empty() { Resolution::NotFound } else { Resolution::MethodNotAllowed(set) }
    }

    /// The methods that routes allow for a path; empty if it does not exist.
    pub fn allowed(&self, path: &[u8], host: Option<&[u8]>, scratch: &mut Scratch) -> MethodSet {
        let fold = !self.options.case_sensitive;
        if scratch.prepare(path, fold).is_err() {
            return MethodSet::default();
        }
        let by_host = self.prepare_host(host, scratch);
        let mut set = self.collect(path, by_host, scratch);
        if self.options.trailing_slash == TrailingSlash::Ignore && scratch.toggle_slash(path, fold).is_some() {
            set = set.union(self.collect(path, by_host, scratch));
        }
        set
    }

    /// The canonical form of a path, for people to read.
    ///
    /// # Errors
    /// Why no route could have it.
    pub fn canonical_path(&self, path: &[u8], scratch: &mut Scratch) -> Result<Vec<u8>, PathError> {
        scratch.prepare(path, false)?;
        Ok(scratch.text(path).into())
    }

    #[inline(always)]
    fn found(&self, leaf: usize) -> Found {
        Found { route: self.leaves[leaf].route as usize, leaf }
    }

    /// Searches the tries of the hosts that match, then the one of no host.
    fn search(&self, path: &[u8], by_host: bool, wanted: Wanted, scratch: &mut Scratch) -> Option<u32> {
        let mut found = None;
        self.each_trie(path, by_host, scratch, |walk, root| {
            found = walk.find(root, 1, wanted);
            found.is_some()
        });
        found
    }

    fn collect(&self, path: &[u8], by_host: bool, scratch: &mut Scratch) -> MethodSet {
        let mut set = MethodSet::default();
        self.each_trie(path, by_host, scratch, |walk, root| {
            set = set.union(walk.allowed(root, 1));
            false
        });
        set
    }

    /// Walks the tries that a request may be found in, best first, until `visit` says that it is enough. What a host captured stands before
    /// what its trie captures.
    fn each_trie(
        &self,
        path: &[u8],
        by_host: bool,
        scratch: &mut Scratch,
        mut visit: impl FnMut(&mut Walk<'_>, u32) -> bool,
    ) {
        let Scratch { canonical, is_canonical_used, folded, host, labels, captures, host_captures } = scratch;
        let own = if *is_canonical_used { canonical.as_slice() } else { path };
        captures.clear();
        *host_captures = 0;
        if u32::try_from(own.len()).is_err() {
            return;
        }
        let text = Text::path(own, if self.options.case_sensitive { own } else { folded });
        for candidate in if by_host { self.hosts.as_slice() } else { &[] } {
            captures.clear();
            let host = Text::host(host);
            if (Walk { table: self, text: host, is_raw: false, is_doubtful: false, captures })
                .matches_host(candidate, labels)
            {
                *host_captures = captures.len();
                if visit(&mut Walk { table: self, text, is_raw: false, is_doubtful: false, captures }, candidate.root) {
                    return;
                }
            }
        }
        captures.clear();
        *host_captures = 0;
        visit(&mut Walk { table: self, text, is_raw: false, is_doubtful: false, captures }, ROOT);
    }
}

/// A redirect's target with the query of the path that came in. What may not stand in a header is escaped.
fn with_query(canonical: &[u8], path: &[u8]) -> Vec<u8> {
    let mut target = canonical.to_vec();
    let fragment = path.iter().position(|&byte| byte == b'#').unwrap_or(path.len());
    let path = &path[..fragment];
    let query = path.iter().position(|&byte| byte == b'?').map_or(&[][..], |at| &path[at..]);
    for &byte in query {
        if byte.is_ascii_graphic() {
            target.push(byte);
        } else {
            target.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
    target
}
