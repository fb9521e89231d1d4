//! The keys that rules name, as a tree: what is beneath a key, whether it is named itself, how its value is changed.

use crate::input::Key;
use crate::path::Part;
use crate::schema::{Cast, Field, Rule};
use std::borrow::Cow;
use std::collections::HashMap;

/// With more keys than that, searching beats looking at all.
const FEW: usize = 8;

/// All keys that are named.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    is_named: bool,
    change: Option<Change>,
    keys: Vec<(Box<[u8]>, Option<i64>, usize)>,
    /// The same by key, where there are many.
    texts: HashMap<Box<[u8]>, usize>,
    integers: HashMap<i64, usize>,
    /// What is beneath every key.
    any: Option<usize>,
}

/// How a value is changed.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) trim: bool,
    pub(super) cast: Option<Cast>,
    /// How dates are read.
    pub(super) formats: Box<[Box<[u8]>]>,
}

/// Nodes that belong to one place: more than one where a wildcard stands beside a key.
pub(super) enum Nodes {
    One(usize),
    Many(Vec<usize>),
}

impl Nodes {
    pub(super) fn root() -> Self {
        Self::One(0)
    }

    fn list(&self) -> &[usize] {
        match self {
            Self::One(node) => std::slice::from_ref(node),
            Self::Many(nodes) => nodes,
        }
    }
}

impl Tree {
    /// The tree of some fields.
    pub(crate) fn of(fields: &[Field]) -> Self {
        let mut tree = Self { nodes: vec![Node::default()] };
        for field in fields {
            tree.add(field);
        }
        for node in &mut tree.nodes {
            node.index();
        }
        tree
    }

    fn add(&mut self, field: &Field) {
        let mut at = 0;
        for part in field.parts() {
            let next = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { return };
            at = match part {
                Part::Any => *node.any.get_or_insert(next),
                Part::Key(segment) => {
                    let integer = match segment.key() {
                        Key::Int(value) => Some(value),
                        Key::Text(_) => None,
                    };
                    *node.texts.entry(segment.text().into()).or_insert_with(|| {
                        node.keys.push((segment.text().into(), integer, next));
                        next
                    })
                }
            };
            if at == next {
                self.nodes.push(Node::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.is_named = true;
            node.change = change(field);
        }
    }

    /// What is beneath a key; nothing if the key is not named.
    #[inline]
    pub(super) fn beneath(&self, nodes: &Nodes, key: Key<'_>) -> Option<Nodes> {
        if let Nodes::One(node) = nodes {
            let node = self.nodes.get(*node)?;
            return match (node.find(key), node.any) {
                (None, None) => None,
                (Some(node), None) | (None, Some(node)) => Some(Nodes::One(node)),
                (Some(one), Some(other)) => Some(Nodes::Many(vec![one, other])),
            };
        }
        let nodes = nodes.list().iter().filter_map(|&node| self.nodes.get(node));
        let found: Vec<usize> = nodes.flat_map(|node| [node.find(key), node.any]).flatten().collect();
        (!found.is_empty()).then_some(Nodes::Many(found))
    }

    fn each<'t>(&'t self, nodes: &'t Nodes) -> impl Iterator<Item = &'t Node> {
        nodes.list().iter().filter_map(|&node| self.nodes.get(node))
    }

    pub(super) fn is_named(&self, nodes: &Nodes) -> bool {
        self.each(nodes).any(|node| node.is_named)
    }

    pub(super) fn has_beneath(&self, nodes: &Nodes) -> bool {
        self.each(nodes).any(|node| node.any.is_some() || !node.keys.is_empty())
    }

    pub(super) fn change<'t>(&'t self, nodes: &'t Nodes) -> Option<Cow<'t, Change>> {
        let mut changes = self.each(nodes).filter_map(|node| node.change.as_ref());
        let mut change = Cow::Borrowed(changes.next()?);
        for other in changes {
            let joined = change.to_mut();
            joined.trim |= other.trim;
            joined.cast = joined.cast.or(other.cast);
            if joined.formats.is_empty() {
                joined.formats.clone_from(&other.formats);
            }
        }
        Some(change)
    }
}

impl Node {
    /// Keeps either the list or the index.
    fn index(&mut self) {
        if self.keys.len() <= FEW {
            self.texts.clear();
            return;
        }
        for (_, integer, node) in &self.keys {
            if let Some(integer) = integer {
                self.integers.insert(*integer, *node);
            }
        }
    }

    #[inline]
    fn find(&self, key: Key<'_>) -> Option<usize> {
        let is_few = self.keys.len() <= FEW;
        match key {
            Key::Int(value) if is_few => {
                self.keys.iter().find(|(_, integer, _)| *integer == Some(value)).map(|(_, _, node)| *node)
            }
            Key::Int(value) => self.integers.get(&value).copied(),
            Key::Text(text) if is_few => self.keys.iter().find(|(key, _, _)| **key == *text).map(|(_, _, node)| *node),
            Key::Text(text) => self.texts.get(text).copied(),
        }
    }
}

fn change(field: &Field) -> Option<Change> {
    let rules = || field.checks.steps.iter().map(|step| &step.rule);
    let trim = rules().any(|rule| matches!(rule, Rule::Trim));
    let cast = rules().find_map(|rule| match rule {
        Rule::Cast(cast) => Some(*cast),
        _ => None,
    });
    let formats = field.checks.date_formats.clone().unwrap_or_default();
    (trim || cast.is_some()).then_some(Change { trim, cast, formats })
}
