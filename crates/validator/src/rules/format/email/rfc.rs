//! Addresses by RFC 5322, with the lenience and the gaps of the parser that Laravel takes for `email`: its verdict is what users of the rule
//! know, so it is met also where the RFC would say something else.

use memchr::memchr;

use super::tokens::{self, Kind, Token};
use crate::rules::format::punycode;

/// Whether an address that is accepted holds something unusual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remarks {
    None,
    Some,
}

/// Reads an address; `None` if it is not one.
pub(super) fn parse(text: &[u8]) -> Option<Remarks> {
    let text = std::str::from_utf8(text).ok()?;
    if !tokens::is_made_of_characters(text) {
        return None;
    }
    let mut parser = Parser::new(text);
    let accepted = parser.current.kind != Kind::At && parser.local_part() && parser.domain();
    let remarks = if parser.remarkable || text.len() > 254 { Remarks::Some } else { Remarks::None };
    accepted.then_some(remarks)
}

/// A word, the one before and the one after: more is never looked at.
struct Parser<'a> {
    text: &'a str,
    previous: Kind,
    /// Where the current word begins.
    start: usize,
    current: Token,
    next: Token,
    remarkable: bool,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        let current = tokens::token(text, 0);
        let next = tokens::token(text, current.end);
        Self { text, previous: Kind::End, start: 0, current, next, remarkable: false }
    }

    fn advance(&mut self) {
        self.previous = self.current.kind;
        self.start = self.current.end;
        self.current = self.next;
        self.next = tokens::token(self.text, self.current.end);
    }

    fn kind(&self) -> Kind {
        self.current.kind
    }

    fn precedes(&self, kind: Kind) -> bool {
        self.next.kind == kind
    }

    /// Up to the `@`.
    fn local_part(&mut self) -> bool {
        while !matches!(self.kind(), Kind::At | Kind::End) {
            if self.kind() == Kind::Dot && self.previous == Kind::End {
                return false;
            }
            if self.kind() == Kind::Quote && !self.quoted_string() {
                return false;
            }
            if matches!(self.kind(), Kind::OpenParenthesis | Kind::CloseParenthesis) && !self.local_comment() {
                return false;
            }
            let wrong = match self.kind() {
                Kind::Dot => self.precedes(Kind::Dot) || self.precedes(Kind::At),
                Kind::Backslash => self.precedes(Kind::Generic),
                Kind::Special | Kind::OpenBracket | Kind::CloseBracket => true,
                Kind::Space | Kind::Tab if self.previous != Kind::Backslash => {
                    self.remarkable = true;
                    self.precedes(Kind::Generic)
                }
                _ => false,
            };
            if wrong {
                return false;
            }
            self.advance();
        }
        self.remarkable |= self.start > 64;
        true
    }

    /// From one quote to the other, which the `@` must follow. A backslash before a quote takes its meaning; before a tab or NUL, too.
    fn quoted_string(&mut self) -> bool {
        if self.previous == Kind::Generic && self.precedes(Kind::Generic) {
            return false;
        }
        self.remarkable = true;
        self.advance();
        while !matches!(self.kind(), Kind::Quote | Kind::End) {
            if self.kind() == Kind::Backslash && self.precedes(Kind::Quote) {
                self.advance();
            }
            self.advance();
            if matches!(self.kind(), Kind::Nul | Kind::Tab) && self.previous != Kind::Backslash {
                return false;
            }
        }
        self.kind() == Kind::Quote && self.precedes(Kind::At)
    }

    /// From a parenthesis to the word before the `@`. What is between, after the comment too, may be anything that balances.
    fn local_comment(&mut self) -> bool {
        self.comment(|next, _| next == Kind::At) && self.precedes(Kind::At)
    }

    /// From a parenthesis to the word before the first dot outside of comments.
    fn domain_comment(&mut self) -> bool {
        self.comment(|next, open| open == 0 && next == Kind::Dot) && self.precedes(Kind::Dot)
    }

    fn comment(&mut self, ends: impl Fn(Kind, i64) -> bool) -> bool {
        if self.kind() == Kind::CloseParenthesis {
            return false;
        }
        self.remarkable = true;
        let mut open = 1;
        while !ends(self.next.kind, open) && !self.precedes(Kind::End) {
            open += match self.next.kind {
                Kind::OpenParenthesis => 1,
                Kind::CloseParenthesis => -1,
                _ => 0,
            };
            self.advance();
        }
        open == 0
    }

    /// What follows the `@`.
    fn domain(&mut self) -> bool {
        let start = self.current.end;
        let domain = self.text.as_bytes().get(start..).unwrap_or_default();
        // Only what follows a literal does not count.
        if domain.len() > MAX_DOMAIN && memchr(b'[', domain).is_none_or(|at| at >= MAX_DOMAIN) {
            return false;
        }
        self.advance();
        if matches!(self.kind(), Kind::Dot | Kind::Hyphen | Kind::End) {
            return false;
        }
        let (mut commented, mut top_level) = (false, false);
        let mut label = String::new();
        while self.kind() != Kind::End {
            if matches!(self.kind(), Kind::OpenParenthesis | Kind::CloseParenthesis) {
                commented = true;
                if !self.domain_comment() {
                    return false;
                }
            }
            let allowed = match self.kind() {
                Kind::OpenBracket => return self.literal() && self.current.end - start <= MAX_DOMAIN,
                Kind::Dot => {
                    top_level |= self.precedes(Kind::Generic);
                    !self.precedes(Kind::Dot) && ends_label(&mut label)
                }
                Kind::Hyphen => !self.precedes(Kind::Dot),
                Kind::Generic => true,
                Kind::OpenParenthesis | Kind::CloseParenthesis => commented,
                _ => false,
            };
            if !allowed {
                return false;
            }
            label.push_str(self.text.get(self.start..self.current.end).unwrap_or_default());
            self.advance();
        }
        self.remarkable |= !top_level;
        ends_label(&mut label) && !matches!(self.previous, Kind::Dot | Kind::Hyphen) && domain.len() <= MAX_DOMAIN
    }

    /// From a bracket to the one that closes it. What stands between is hardly looked at, and what follows not at all.
    fn literal(&mut self) -> bool {
        self.remarkable = true;
        while self.kind() != Kind::CloseBracket {
            if matches!(self.kind(), Kind::Nul | Kind::Backslash | Kind::End) || self.precedes(Kind::OpenBracket) {
                return false;
            }
            self.advance();
        }
        // The closing bracket of a literal in the middle is looked at like any other word of it.
        !self.precedes(Kind::OpenBracket) && !matches!(self.previous, Kind::Dot | Kind::Hyphen)
    }
}

const MAX_DOMAIN: usize = 253;

/// Whether a label has ended within its length; the next one begins. The dot before a label counts to it, unless it is encoded.
fn ends_label(label: &mut String) -> bool {
    let fits = if label.is_ascii() {
        label.len() <= punycode::MAX_LABEL
    } else {
        // The dots that IDNA takes for one (RFC 3490, section 3.1).
        !label.split(['.', '\u{3002}', '\u{FF0E}', '\u{FF61}']).any(punycode::is_too_long)
    };
    label.clear();
    fits
}
