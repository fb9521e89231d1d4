//! The trie of segments: nodes, what leads from one to the next, and which routes end where. Several tries share it, one a host.

use crate::edge::{Span, Test, Text};
use crate::links::{Links, number};
use crate::method::{MethodSet, Wanted};
use std::cmp::Ordering;

/// The root of the routes that are bound to no host.
pub(crate) const ROOT: u32 = 0;

#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub(crate) test: Test,
    pub(crate) child: u32,
}

/// No node, leaf or branch.
pub(crate) const NONE: u32 = u32::MAX;

/// A node of the trie, small enough for two in a cache line: what most nodes have is in it, what few have in its [`Branch`]. The literals that lead
/// on are in the table's links.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The first route that ends here: its methods and its leaf.
    pub(crate) methods: u64,
    pub(crate) leaf: u32,
    /// The route for any method that ends here.
    pub(crate) any_leaf: u32,
    /// Where a free parameter leads.
    pub(crate) free: u32,
    pub(crate) branch: u32,
    /// Whether any literal leads on.
    pub(crate) has_literals: bool,
}

impl Default for Node {
    fn default() -> Self {
        Self { methods: 0, leaf: NONE, any_leaf: NONE, free: NONE, branch: NONE, has_literals: false }
    }
}

/// What only few nodes have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Branch {
    /// Mixed and constrained segments, in the order in which they are tried: before a free parameter.
    pub(crate) narrow: Vec<Edge>,
    /// Catch-alls, after it.
    pub(crate) wide: Vec<Edge>,
    /// Further routes that end here.
    pub(crate) entries: Vec<Entry>,
}

impl Branch {
    /// The edges among which a test has its place.
    fn edges(&self, test: &Test) -> &[Edge] {
        if matches!(test, Test::CatchAll(_)) { &self.wide } else { &self.narrow }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) methods: MethodSet,
    pub(crate) leaf: u32,
}

/// A step of a form: a literal in the form in which it is compared, or a test.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Literal(Vec<u8>),
    Test(Test),
}

impl Step {
    /// Whether a piece of a text passes; pushes the spans of its parameters if it does.
    pub(crate) fn matches(&self, text: Text<'_>, span: Span, spans: &mut Vec<Span>) -> bool {
        match self {
            Self::Literal(literal) => text.folded[span.0 as usize..span.1 as usize] == **literal,
            Self::Test(test) => test.matches(text, span, spans),
        }
    }

    /// What tells a step from every other, as text.
    pub(crate) fn identity(&self) -> Vec<u8> {
        match self {
            Self::Literal(text) => [b"/", text.as_slice()].concat(),
            Self::Test(test) => test.identity(),
        }
    }

    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Literal(one), Self::Literal(two)) => one.cmp(two),
            (Self::Literal(_), Self::Test(_)) => Ordering::Less,
            (Self::Test(_), Self::Literal(_)) => Ordering::Greater,
            (Self::Test(one), Self::Test(two)) => one.compare(two),
        }
    }
}

/// Every node there is.
#[derive(Clone)]
pub(crate) struct Trie {
    pub(crate) nodes: Vec<Node>,
    branches: Vec<Branch>,
    /// Literal segments.
    pub(crate) literals: Links,
    /// Whole paths without parameters, from the root of their trie: the shortcut for static routes.
    pub(crate) paths: Links,
}

impl Trie {
    /// Makes the trie of the routes that are bound to no host.
    pub(crate) fn new() -> Self {
        let (literals, paths) = (Links::default(), Links::default());
        Self { nodes: vec![Node::default()], branches: Vec::new(), literals, paths }
    }

    /// Makes the root of one more trie.
    pub(crate) fn add_root(&mut self) -> u32 {
        self.nodes.push(Node::default());
        number(self.nodes.len() - 1)
    }

    /// The routes that end at a node.
    pub(crate) fn entries(&self, node: u32) -> impl Iterator<Item = (MethodSet, u32)> {
        let node = &self.nodes[node as usize];
        let first = (node.leaf != NONE).then_some((MethodSet::of_bits(node.methods), node.leaf));
        let any = (node.any_leaf != NONE).then_some((MethodSet::ANY, node.any_leaf));
        let further = self.branch(node).map(|branch| branch.entries.as_slice()).unwrap_or_default();
        first.into_iter().chain(any).chain(further.iter().map(|entry| (entry.methods, entry.leaf)))
    }

    /// The tests that lead on from a node and where to, in the order in which they are tried.
    pub(crate) fn tests(&self, node: u32) -> impl Iterator<Item = (&Test, u32)> {
        let node = &self.nodes[node as usize];
        let (narrow, wide) =
            self.branch(node).map(|branch| (branch.narrow.as_slice(), branch.wide.as_slice())).unwrap_or_default();
        let free = (node.free != NONE).then_some((&Test::Free, node.free));
        narrow
            .iter()
            .map(|edge| (&edge.test, edge.child))
            .chain(free)
            .chain(wide.iter().map(|edge| (&edge.test, edge.child)))
    }

    #[inline(always)]
    pub(crate) fn branch(&self, node: &Node) -> Option<&Branch> {
        self.branches.get(node.branch as usize)
    }

    /// The node a form leads to, if the trie has it.
    pub(crate) fn locate(&self, root: u32, form: &[Step]) -> Option<u32> {
        form.iter().try_fold(root, |node, step| match step {
            Step::Literal(text) => self.literals.find(node, text),
            Step::Test(Test::Free) => Some(self.nodes[node as usize].free).filter(|&child| child != NONE),
            Step::Test(test) => {
                let edges = self.branch(&self.nodes[node as usize])?.edges(test);
                edges.binary_search_by(|edge| edge.test.compare(test)).ok().map(|found| edges[found].child)
            }
        })
    }

    /// The leaf that answers a request, of those that end at a node.
    #[inline(always)]
    pub(crate) fn choose(&self, node: &Node, wanted: Wanted) -> Option<u32> {
        if node.methods & wanted.exact != 0 {
            return Some(node.leaf);
        }
        self.choose_further(node, wanted)
    }

    fn choose_further(&self, node: &Node, wanted: Wanted) -> Option<u32> {
        let further = self.branch(node).map(|branch| branch.entries.as_slice()).unwrap_or_default();
        let having = |bits: u64| {
            let first = (node.methods & bits != 0).then_some(node.leaf);
            first.or_else(|| further.iter().find(|entry| entry.methods.bits() & bits != 0).map(|entry| entry.leaf))
        };
        having(wanted.exact).or_else(|| having(wanted.substitute)).or((node.any_leaf != NONE).then_some(node.any_leaf))
    }

    /// Adds a form that leads to a leaf; gives the node where it ends.
    pub(crate) fn insert(&mut self, root: u32, form: &[Step], methods: MethodSet, leaf: u32) -> u32 {
        let node = form.iter().fold(root, |node, step| self.child(node, step));
        self.add_entry(node, methods, leaf);
        if let Some(path) = literal_path(form)
            && self.paths.find(root, &path).is_none()
        {
            self.paths.insert(root, &path, node);
        }
        node
    }

    fn add_entry(&mut self, node: u32, methods: MethodSet, leaf: u32) {
        let place = &mut self.nodes[node as usize];
        if methods == MethodSet::ANY {
            place.any_leaf = leaf;
        } else if place.leaf == NONE {
            (place.methods, place.leaf) = (methods.bits(), leaf);
        } else {
            self.branch_mut(node).entries.push(Entry { methods, leaf });
        }
    }

    fn branch_mut(&mut self, node: u32) -> &mut Branch {
        let place = &mut self.nodes[node as usize].branch;
        if *place == NONE {
            *place = number(self.branches.len());
            self.branches.push(Branch::default());
        }
        &mut self.branches[*place as usize]
    }

    /// The node that a step leads to, made if it is not there.
    fn child(&mut self, node: u32, step: &Step) -> u32 {
        let next = number(self.nodes.len());
        match step {
            Step::Literal(text) => {
                if let Some(child) = self.literals.find(node, text) {
                    return child;
                }
                self.literals.insert(node, text, next);
                self.nodes[node as usize].has_literals = true;
            }
            Step::Test(Test::Free) => {
                let free = &mut self.nodes[node as usize].free;
                if *free != NONE {
                    return *free;
                }
                *free = next;
            }
            Step::Test(test) => {
                let branch = self.branch_mut(node);
                let edges = if matches!(test, Test::CatchAll(_)) { &mut branch.wide } else { &mut branch.narrow };
                match edges.binary_search_by(|edge| edge.test.compare(test)) {
                    Ok(found) => return edges[found].child,
                    Err(place) => edges.insert(place, Edge { test: test.clone(), child: next }),
                }
            }
        }
        self.nodes.push(Node::default());
        next
    }
}

/// The path that a form without parameters stands for.
fn literal_path(form: &[Step]) -> Option<Vec<u8>> {
    let mut path = Vec::new();
    for step in form {
        let Step::Literal(text) = step else { return None };
        path.push(b'/');
        path.extend_from_slice(text);
    }
    Some(path)
}
