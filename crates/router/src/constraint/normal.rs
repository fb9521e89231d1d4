//! Writes a tree in its normal form: the text that the engine compiles and by which two constraints are the same.

use super::syntax::{Assertion, Item, Node};
use std::fmt::Write;

/// Whether the text is for comparing or for the `regex` crate, which wants to be told that `\b` stays ASCII in `(?u)` mode.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Identity,
    Engine,
}

pub(crate) fn write(node: &Node, dialect: Dialect) -> String {
    let mut out = String::new();
    write_node(node, dialect, &mut out);
    out
}

fn write_node(node: &Node, dialect: Dialect, out: &mut String) {
    match node {
        Node::Empty => {}
        Node::Set(set) => match *set.ranges() {
            [(first, last)] if first == last => write_byte(first, out),
            [] => out.push_str("[^\\x00-\\xff]"),
            ref ranges => {
                out.push('[');
                for &(first, last) in ranges {
                    write_byte(first, out);
                    if first != last {
                        out.push('-');
                        write_byte(last, out);
                    }
                }
                out.push(']');
            }
        },
        Node::Literal(code_point) => write_char(*code_point, out),
        Node::Class { items, negated } => {
            out.push_str(if *negated { "[^" } else { "[" });
            for item in items {
                match item {
                    Item::Range(first, last) => {
                        write_char(*first, out);
                        if first != last {
                            out.push('-');
                            write_char(*last, out);
                        }
                    }
                    Item::Property { name, negated } => {
                        // Writing into a String cannot fail.
                        let _ = write!(out, "\\{}{{{name}}}", if *negated { 'P' } else { 'p' });
                    }
                }
            }
            out.push(']');
        }
        Node::Assertion(assertion) => out.push_str(match (assertion, dialect) {
            (Assertion::Start, _) => "\\A",
            (Assertion::End, _) => "\\z",
            (Assertion::WordBoundary, Dialect::Identity) => "\\b",
            (Assertion::NotWordBoundary, Dialect::Identity) => "\\B",
            (Assertion::WordBoundary, Dialect::Engine) => "(?-u:\\b)",
            (Assertion::NotWordBoundary, Dialect::Engine) => "(?-u:\\B)",
        }),
        Node::Repeat { node, min, max } => {
            let single = matches!(**node, Node::Set(_) | Node::Literal(_) | Node::Class { .. });
            write_grouped(node, !single, dialect, out);
            let _ = match (*min, *max) {
                (0, None) => write!(out, "*"),
                (1, None) => write!(out, "+"),
                (0, Some(1)) => write!(out, "?"),
                (min, None) => write!(out, "{{{min},}}"),
                (min, Some(max)) if min == max => write!(out, "{{{min}}}"),
                (min, Some(max)) => write!(out, "{{{min},{max}}}"),
            };
        }
        Node::Sequence(nodes) => {
            for node in nodes {
                write_grouped(node, matches!(node, Node::Alternation(_)), dialect, out);
            }
        }
        Node::Alternation(nodes) => {
            for (index, node) in nodes.iter().enumerate() {
                if index > 0 {
                    out.push('|');
                }
                write_node(node, dialect, out);
            }
        }
    }
}

fn write_grouped(node: &Node, grouped: bool, dialect: Dialect, out: &mut String) {
    if grouped {
        out.push_str("(?:");
    }
    write_node(node, dialect, out);
    if grouped {
        out.push(')');
    }
}

/// An ASCII letter or digit as itself, any other byte as `\xhh`.
fn write_byte(byte: u8, out: &mut String) {
    if byte.is_ascii_alphanumeric() {
        out.push(char::from(byte));
    } else {
        let _ = write!(out, "\\x{byte:02x}");
    }
}

/// As [`write_byte`] within ASCII, beyond it as `\x{h}`.
fn write_char(code_point: char, out: &mut String) {
    match u8::try_from(code_point) {
        Ok(byte) if byte.is_ascii() => write_byte(byte, out),
        _ => {
            let _ = write!(out, "\\x{{{:x}}}", u32::from(code_point));
        }
    }
}
