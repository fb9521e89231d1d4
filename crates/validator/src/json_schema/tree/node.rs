//! A tree as JSON Schema looks at it.

use super::super::{
    Array, Json, JsonNumber, JsonType, LazyInstance, Map, Node, NodeIdentity, Object, SchemaNumber, Value, cmp, unique,
};
use super::{FEW, Item, Span, Tree};
use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::Hash;

/// The representation.
pub struct InTree;

impl Json for InTree {
    type Node<'a> = TreeNode<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = ();

    // A look-up compares names as a pass over the members does.
    const KEYS_PER_LOOKUP: usize = 2;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>((): &mut (), string: &str, ask: impl FnOnce(TreeNode<'_>) -> T) -> T {
        ask(TreeNode(At::Name(string)))
    }
}

/// A value, or the name of a property that a schema is to be asked about.
#[derive(Clone, Copy, Debug)]
pub struct TreeNode<'a>(At<'a>);

#[derive(Clone, Copy, Debug)]
enum At<'a> {
    Item(&'a Tree, &'a Item),
    Name(&'a str),
}

impl<'a> TreeNode<'a> {
    pub(super) fn of(tree: &'a Tree, item: &'a Item) -> Self {
        Self(At::Item(tree, item))
    }

    #[inline]
    fn text(self) -> Option<&'a str> {
        match self.0 {
            At::Item(tree, Item::String(span)) => Some(tree.text(*span)),
            At::Item(..) => None,
            At::Name(name) => Some(name),
        }
    }

    fn integer(self) -> Option<i64> {
        match self.0 {
            At::Item(_, Item::Integer(integer)) => Some(*integer),
            _ => None,
        }
    }

    fn copy(self) -> Value {
        if let Some(text) = self.text() {
            return Value::from(text);
        }
        if let Some(number) = self.as_number() {
            return Value::Number(number.to_number().into_owned());
        }
        if let Some(array) = self.as_array() {
            return Value::Array(array.elements().map(Self::copy).collect());
        }
        if let Some(object) = self.as_object() {
            let members = object.members().map(|(name, value)| (name.to_owned(), value.copy()));
            return Value::Object(members.collect::<Map<_, _>>());
        }
        self.as_boolean().map_or(Value::Null, Value::Bool)
    }
}

impl<'a> Node<'a, InTree> for TreeNode<'a> {
    type Object = TreeObject<'a>;
    type Array = TreeArray<'a>;
    type Number = SchemaNumber;

    #[inline]
    fn as_object(&self) -> Option<TreeObject<'a>> {
        match self.0 {
            At::Item(tree, Item::Object(Span { begin, end })) => {
                Some(TreeObject { tree, members: tree.members.get(*begin..*end).unwrap_or_default() })
            }
            _ => None,
        }
    }

    #[inline]
    fn as_array(&self) -> Option<TreeArray<'a>> {
        match self.0 {
            At::Item(tree, Item::Array(Span { begin, end })) => {
                Some(TreeArray { tree, elements: tree.elements.get(*begin..*end).unwrap_or_default() })
            }
            _ => None,
        }
    }

    #[inline]
    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.text().map(Cow::Borrowed)
    }

    #[inline]
    fn as_number(&self) -> Option<SchemaNumber> {
        match self.0 {
            At::Item(_, Item::Integer(integer)) => Some(SchemaNumber::Integer(*integer)),
            At::Item(_, Item::Float(float)) => Some(SchemaNumber::Float(*float)),
            _ => None,
        }
    }

    #[inline]
    fn as_boolean(&self) -> Option<bool> {
        match self.0 {
            At::Item(_, Item::Bool(value)) => Some(*value),
            _ => None,
        }
    }

    #[inline]
    fn is_null(&self) -> bool {
        matches!(self.0, At::Item(_, Item::Null))
    }

    #[inline]
    fn json_type(&self) -> JsonType {
        match self.0 {
            At::Item(_, Item::Null) => JsonType::Null,
            At::Item(_, Item::Bool(_)) => JsonType::Boolean,
            At::Item(_, Item::Integer(_) | Item::Float(_)) => JsonType::Number,
            At::Item(_, Item::String(_)) | At::Name(_) => JsonType::String,
            At::Item(_, Item::Array(_)) => JsonType::Array,
            At::Item(_, Item::Object(_)) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match expected {
            Value::Null => self.is_null(),
            Value::Bool(expected) => self.as_boolean() == Some(*expected),
            Value::Number(expected) => self.as_number().is_some_and(|number| cmp::equal_numbers(&number, expected)),
            Value::String(expected) => self.text() == Some(expected),
            Value::Array(items) => self.as_array().is_some_and(|array| {
                array.len() == items.len()
                    && array.elements().zip(items).all(|(value, expected)| value.equals_value(expected))
            }),
            Value::Object(members) => self.as_object().is_some_and(|object| {
                let equals = |name, expected| object.named(name).is_some_and(|value| value.equals_value(expected));
                object.len() == members.len() && members.iter().all(|(name, expected)| equals(name, expected))
            }),
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(self.copy())
    }

    fn lazy_value(&self) -> LazyInstance<'a> {
        // No error here tells the value; a copy at each would take time that grows with the square of the text.
        LazyInstance::Ready(Cow::Owned(Value::Null))
    }

    #[inline]
    fn identity(&self) -> Option<NodeIdentity> {
        Some(match self.0 {
            At::Item(_, item) => NodeIdentity::new(std::ptr::from_ref(item).addr()),
            At::Name(name) => NodeIdentity::tagged(name.as_ptr().addr(), 1),
        })
    }
}

/// The members of an object.
#[derive(Clone, Copy, Debug)]
pub struct TreeObject<'a> {
    tree: &'a Tree,
    members: &'a [(Span, Item)],
}

impl<'a> TreeObject<'a> {
    #[inline]
    fn named(&self, name: &str) -> Option<TreeNode<'a>> {
        let Self { tree, members } = *self;
        let found = if members.len() > FEW {
            members.binary_search_by(|(other, _)| tree.text(*other).cmp(name)).ok()
        } else {
            members.iter().position(|(other, _)| other.end - other.begin == name.len() && tree.text(*other) == name)
        };
        members.get(found?).map(|(_, item)| TreeNode::of(tree, item))
    }
}

impl<'a> Object<'a, InTree> for TreeObject<'a> {
    type Node = TreeNode<'a>;
    type MemberName = &'a str;
    type MembersIter = Members<'a>;

    fn len(&self) -> usize {
        self.members.len()
    }

    #[inline]
    fn get(&self, key: &Box<str>) -> Option<TreeNode<'a>> {
        self.named(key)
    }

    fn members(&self) -> Members<'a> {
        Members { tree: self.tree, members: self.members.iter() }
    }
}

/// The members of an object, one after the other.
pub struct Members<'a> {
    tree: &'a Tree,
    members: std::slice::Iter<'a, (Span, Item)>,
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, TreeNode<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let tree = self.tree;
        self.members.next().map(|(name, item)| (tree.text(*name), TreeNode::of(tree, item)))
    }
}

/// The elements of an array.
#[derive(Clone, Copy, Debug)]
pub struct TreeArray<'a> {
    tree: &'a Tree,
    elements: &'a [Item],
}

impl<'a> Array<'a, InTree> for TreeArray<'a> {
    type Node = TreeNode<'a>;
    type ElementsIter = Elements<'a>;

    fn len(&self) -> usize {
        self.elements.len()
    }

    fn elements(&self) -> Elements<'a> {
        Elements { tree: self.tree, elements: self.elements.iter() }
    }

    fn is_unique(&self) -> bool {
        all_differ(self, TreeNode::text).or_else(|| all_differ(self, TreeNode::integer)).unwrap_or_else(|| {
            let values: Vec<_> = self.elements().map(TreeNode::copy).collect();
            unique::is_unique(&values)
        })
    }
}

/// Whether all elements differ, where all are of one simple kind; otherwise nothing is known.
fn all_differ<'a, T: Hash + Eq>(array: &TreeArray<'a>, simple: fn(TreeNode<'a>) -> Option<T>) -> Option<bool> {
    let mut seen = HashSet::new();
    let mut differ = true;
    for value in array.elements() {
        differ &= seen.insert(simple(value)?);
    }
    Some(differ)
}

/// The elements of an array, one after the other.
pub struct Elements<'a> {
    tree: &'a Tree,
    elements: std::slice::Iter<'a, Item>,
}

impl<'a> Iterator for Elements<'a> {
    type Item = TreeNode<'a>;

    #[inline]
    fn next(&mut self) -> Option<TreeNode<'a>> {
        let tree = self.tree;
        self.elements.next().map(|item| TreeNode::of(tree, item))
    }
}
