//! An expression as it is for texts of ASCII alone: its classes are small then, whatever they hold beyond.

use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};

/// The part of an expression that texts of ASCII can match.
pub(super) fn only(expression: &Hir) -> Hir {
    match expression.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let mut class = class.clone();
            class.intersect(&ClassUnicode::new([ClassUnicodeRange::new('\0', '\x7F')]));
            Hir::class(Class::Unicode(class))
        }
        HirKind::Literal(literal) if !literal.0.is_ascii() => Hir::fail(),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => expression.clone(),
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => {
            Hir::repetition(Repetition { min: *min, max: *max, greedy: *greedy, sub: Box::new(only(sub)) })
        }
        // The parser writes none.
        HirKind::Capture(Capture { sub, .. }) => only(sub),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(only).collect()),
        HirKind::Alternation(branches) => Hir::alternation(branches.iter().map(only).collect()),
    }
}
