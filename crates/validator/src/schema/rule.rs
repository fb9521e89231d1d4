//! Every rule in its compiled form: one enum, what is large in boxes.

use super::{Checks, RuleText};
use crate::input::Segment;
use crate::path::{Part, Path};
use crate::rules::format::{email, finance, uuid};
use crate::rules::password::Requirements;
use crate::rules::pattern::Pattern;
use crate::rules::string::Encoding;

/// A rule.
#[derive(Debug)]
pub(crate) enum Rule {
    Demand(Demand),
    DemandIf(Demand, Box<Condition>),
    Exclude,
    ExcludeIf(Box<Condition>),
    Prohibits(Box<[Other]>),

    String,
    Boolean {
        strict: bool,
    },
    Integer {
        strict: bool,
    },
    Numeric {
        strict: bool,
    },
    List,
    Array,
    /// An array with no keys but these.
    ArrayKeys(Box<[Segment]>),
    RequiredArrayKeys(Box<[Segment]>),
    InArrayKeys(Box<[Segment]>),
    Json,

    Decimal {
        least: usize,
        most: usize,
    },
    MultipleOf(Box<Number>),
    /// Digits, so many of them.
    Digits {
        least: usize,
        most: usize,
    },
    /// A size between two integers; the least and the greatest of all stand for none.
    Size {
        least: i64,
        most: i64,
    },
    /// A size between two numbers of which one is no integer, or one that stands for none.
    SizeBetween(Box<(Option<Number>, Option<Number>)>),
    Compare(Comparison, Box<Operand>),

    Alpha {
        ascii: bool,
    },
    AlphaDash {
        ascii: bool,
    },
    AlphaNum {
        ascii: bool,
    },
    StartsWith {
        texts: Box<[Box<[u8]>]>,
        negated: bool,
    },
    EndsWith {
        texts: Box<[Box<[u8]>]>,
        negated: bool,
    },
    Pattern {
        pattern: Box<Pattern>,
        negated: bool,
    },
    Pcre(u32),
    /// A text of some form.
    Format(Format),
    Email(Box<EmailRule>),
    Url(Box<UrlRule>),
    Card(Box<[finance::Scheme]>),
    Password(Box<Requirements>),

    In {
        choices: Box<Choices>,
        negated: bool,
    },
    /// A string of a list, and nothing else.
    Timezone(Box<Choices>),
    Enum(Box<Enumeration>),
    Contains {
        texts: Box<[Box<[u8]>]>,
        negated: bool,
    },
    Same(Box<Other>),
    /// The same as the entry whose key has the suffix of a confirmation, in the array at that path or in the data itself.
    ConfirmedItem(Option<Box<Other>>),
    Different(Box<[Other]>),
    Distinct {
        strict: bool,
        ignore_case: bool,
        slot: usize,
    },
    InArray {
        path: Box<Path>,
        slot: usize,
    },

    Date,
    DateFormat(Box<[Box<[u8]>]>),
    DateCompare(Comparison, Box<DateOperand>),

    /// The value follows one of these lists.
    AnyOf(Box<[AnyOf]>),
    Callback(u32),
    Trim,
    Cast(Cast),
}

/// What is asked of a value's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Demand {
    Required,
    Filled,
    Present,
    Missing,
    Prohibited,
    Accepted,
    Declined,
}

/// When a demand holds.
#[derive(Debug)]
pub(crate) enum Condition {
    /// Another field has one of some values; it may have to be there.
    Is {
        other: Other,
        values: Box<[Expected]>,
        needs_presence: bool,
        /// The other field has the rule `boolean`: `1` is one that is named `true`.
        is_boolean: bool,
    },
    /// It has none of them.
    IsNot {
        other: Other,
        values: Box<[Expected]>,
        is_boolean: bool,
    },
    /// Any or all of some other fields are as wanted.
    Others {
        others: Box<[Other]>,
        want: Want,
        all: bool,
    },
    Accepted(Other),
    Declined(Other),
}

/// What another field has to be for a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    Present,
    /// Follows `required`.
    Filled,
    Unfilled,
}

/// A value that another field may have.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) text: Box<[u8]>,
    /// What it means where the other value is `null`.
    pub(crate) is_null: bool,
    /// What it means where the other value is a boolean.
    pub(crate) boolean: Option<bool>,
}

impl Expected {
    pub(crate) fn new(text: &[u8]) -> Self {
        let boolean = match text {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        };
        Self { text: text.into(), is_null: text.eq_ignore_ascii_case(b"null"), boolean }
    }
}

/// What the name of the field that confirms another ends with.
pub(crate) const CONFIRMATION: &[u8] = b"_confirmation";

/// Another field, as seen from the one whose rule names it.
#[derive(Debug)]
pub(crate) struct Other {
    pub(crate) path: Path,
    /// So many wildcards lie on the way that both have in common.
    pub(crate) shared: usize,
}

impl Other {
    pub(crate) fn parts(&self) -> &[Part] {
        self.path.parts()
    }
}

/// A number that sizes are compared with.
#[derive(Debug)]
pub(crate) struct Number {
    pub(crate) text: Box<[u8]>,
    /// Its value, if it is an integer.
    pub(crate) integer: Option<i64>,
}

/// How two sizes or moments are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    GreaterOrEqual,
    Greater,
}

/// What `gt` and its kin compare with.
#[derive(Debug)]
pub(crate) struct Operand {
    pub(crate) other: Other,
    pub(crate) number: Option<Number>,
}

/// What `before` and its kin compare with.
#[derive(Debug)]
pub(crate) struct DateOperand {
    pub(crate) text: Box<[u8]>,
    /// The day that the text is, in the form that needs no help.
    pub(crate) iso: Option<(i64, u32, u32)>,
    pub(crate) other: Other,
    /// The format of that field.
    pub(crate) format: Option<Box<[u8]>>,
}

/// Formats that take no more than a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Ascii,
    Lowercase,
    Uppercase,
    HexColor,
    Base64,
    Encoding(Encoding),
    Uuid(uuid::Version),
    Ulid,
    Ip,
    Ipv4,
    Ipv6,
    Mac,
    Cidr(Option<u8>),
    Hostname,
    E164,
    Iban,
    Bic,
    Isbn(Option<u8>),
    Issn,
    PasswordStrength(u8),
}

/// What an address has to follow.
#[derive(Debug)]
pub(crate) struct EmailRule {
    pub(crate) modes: Box<[email::Mode]>,
    /// Callbacks that are asked afterwards.
    pub(crate) callbacks: Box<[u32]>,
}

/// What a URL has to follow.
#[derive(Debug)]
pub(crate) struct UrlRule {
    pub(crate) is_whatwg: bool,
    pub(crate) schemes: Box<[Box<[u8]>]>,
}

/// Texts to choose from.
#[derive(Debug)]
pub(crate) enum Choices {
    /// Few, looked at one after the other.
    Few(Box<[Box<[u8]>]>),
    /// Many, by length and text.
    Sorted(Box<[Box<[u8]>]>),
}

/// With more choices than that, searching beats looking at all.
const FEW: usize = 12;

impl Choices {
    pub(crate) fn new(mut texts: Vec<Box<[u8]>>) -> Self {
        if texts.len() <= FEW {
            return Self::Few(texts.into());
        }
        texts.sort_unstable_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        texts.dedup();
        Self::Sorted(texts.into())
    }

    #[inline]
    pub(crate) fn contain(&self, text: &[u8]) -> bool {
        match self {
            Self::Few(texts) => texts.iter().any(|choice| **choice == *text),
            Self::Sorted(texts) => {
                texts.binary_search_by(|choice| (choice.len(), &**choice).cmp(&(text.len(), text))).is_ok()
            }
        }
    }
}

/// The values of a backed enumeration.
#[derive(Debug)]
pub(crate) struct Enumeration {
    pub(crate) class: Box<[u8]>,
    pub(crate) values: Choices,
}

/// A list of rules, one of those of which a value has to follow one.
#[derive(Debug)]
pub(crate) struct AnyOf {
    pub(crate) checks: Checks,
    pub(crate) texts: Box<[RuleText]>,
}

impl Checks {
    /// Whether a rule may ask the host: for a date, for PCRE, for what an object is, for a callback's verdict.
    pub(crate) fn ask_host(&self) -> bool {
        self.steps.iter().any(|step| match &step.rule {
            Rule::Date | Rule::DateFormat(_) | Rule::DateCompare(..) | Rule::Cast(Cast::Date) => true,
            Rule::Pcre(_) | Rule::Enum(_) | Rule::Callback(_) => true,
            Rule::Email(email) => !email.callbacks.is_empty(),
            Rule::AnyOf(lists) => lists.iter().any(|list| list.checks.ask_host()),
            _ => false,
        })
    }

    /// The name of the first rule that asks a closure or a callback, be it in an alternative.
    pub(crate) fn first_callback<'t>(&'t self, texts: &'t [RuleText]) -> Option<&'t str> {
        self.steps.iter().zip(texts).find_map(|(step, text)| match &step.rule {
            Rule::Callback(_) => Some(&*text.name),
            Rule::Email(email) => (!email.callbacks.is_empty()).then_some(&*text.name),
            Rule::AnyOf(lists) => lists.iter().find_map(|list| list.checks.first_callback(&list.texts)),
            _ => None,
        })
    }
}

/// What a value is cast to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cast {
    Int,
    Float,
    Bool,
    Date,
}
