//! What a rule's parameters are called in its messages. The pure-PHP backend has the same table (php/Fallback/Validation/Placeholders.php).

/// What stands in the place of a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The name of the field.
    Attribute,
    /// What it holds.
    Input,
    /// The key that the first wildcard stands for, plus a number.
    Index(u64),
    /// A parameter as it is.
    Text(usize),
    /// The name of the field that a parameter names.
    Name,
    /// The names of the fields that the parameters name.
    Names,
    /// All parameters from one on.
    Values(usize),
    /// What the field holds that the first parameter names; where that is no text or number, the parameters from the second on.
    Value,
    /// A number, or the size of the field that the first parameter names; where that has none, its name.
    Size,
    /// A date, or the name of a field.
    Date,
    /// The first parameter, or `first-second`.
    Range,
    /// What follows the name and `=` in one of the parameters.
    Named(&'static [u8]),
    /// The first parameter that is a number, or 8.
    Length,
    /// What the rule `password` asks for, in words.
    Requirements,
}

type Row = &'static [(&'static [u8], Source)];

/// What messages of any rule may hold.
const COMMON: Row = &[
    (b"attribute", Source::Attribute),
    (b"input", Source::Input),
    (b"index", Source::Index(0)),
    (b"position", Source::Index(1)),
];

/// The placeholders of a rule; those that are not known by name have `:values`.
fn row(rule: &[u8]) -> Row {
    match rule {
        b"accepted_if" | b"declined_if" | b"missing_if" | b"present_if" | b"prohibited_if" | b"required_if" => {
            &[(b"other", Source::Name), (b"value", Source::Value), (b"values", Source::Values(1))]
        }
        b"missing_unless" | b"present_unless" | b"prohibited_unless" | b"required_unless" => {
            &[(b"other", Source::Name), (b"value", Source::Values(1)), (b"values", Source::Values(1))]
        }
        b"different"
        | b"in_array"
        | b"prohibited_if_accepted"
        | b"prohibited_if_declined"
        | b"required_if_accepted"
        | b"required_if_declined"
        | b"same" => &[(b"other", Source::Name)],
        b"missing_with"
        | b"missing_with_all"
        | b"present_with"
        | b"present_with_all"
        | b"required_with"
        | b"required_with_all"
        | b"required_without"
        | b"required_without_all" => &[(b"values", Source::Names)],
        b"prohibits" => &[(b"other", Source::Names)],
        b"after" | b"after_or_equal" | b"before" | b"before_or_equal" | b"date_equals" => &[(b"date", Source::Date)],
        b"date_format" => &[(b"format", Source::Values(0))],
        b"gt" | b"gte" | b"lt" | b"lte" => &[(b"value", Source::Size)],
        b"min" | b"min_digits" => &[(b"min", Source::Text(0))],
        b"max" | b"max_digits" => &[(b"max", Source::Text(0))],
        b"between" | b"digits_between" => &[(b"min", Source::Text(0)), (b"max", Source::Text(1))],
        b"size" => &[(b"size", Source::Text(0))],
        b"digits" => &[(b"digits", Source::Text(0))],
        b"decimal" => &[(b"decimal", Source::Range)],
        b"multiple_of" => &[(b"value", Source::Text(0))],
        b"encoding" => &[(b"encoding", Source::Text(0))],
        b"cast" => &[(b"type", Source::Text(0))],
        b"password" => &[(b"min", Source::Length), (b"values", Source::Requirements)],
        b"@password" => &[(b"min", Source::Length)],
        b"dimensions" => &[
            (b"width", Source::Named(b"width")),
            (b"height", Source::Named(b"height")),
            (b"min_width", Source::Named(b"min_width")),
            (b"max_width", Source::Named(b"max_width")),
            (b"min_height", Source::Named(b"min_height")),
            (b"max_height", Source::Named(b"max_height")),
            (b"ratio", Source::Named(b"ratio")),
            (b"min_ratio", Source::Named(b"min_ratio")),
            (b"max_ratio", Source::Named(b"max_ratio")),
        ],
        b"closure" => &[],
        _ => &[(b"values", Source::Values(0))],
    }
}

/// How a placeholder is written, and therefore what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `:name`.
    AsItIs,
    /// `:Name`: the first letter in upper case.
    Capital,
    /// `:NAME`: all in upper case.
    Upper,
}

/// The placeholder that a text begins with, behind its colon: the longest there is, and its length.
pub(super) fn placeholder(rule: &[u8], text: &[u8]) -> Option<(Source, Case, usize)> {
    let all = row(rule).iter().chain(COMMON);
    let found = all.filter_map(|&(name, source)| Some((source, case(name, text.get(..name.len())?)?, name.len())));
    found.max_by_key(|&(_, _, length)| length)
}

fn case(name: &[u8], written: &[u8]) -> Option<Case> {
    if written == name {
        return Some(Case::AsItIs);
    }
    let (first, rest) = name.split_first()?;
    if written.split_first() == Some((&first.to_ascii_uppercase(), rest)) {
        return Some(Case::Capital);
    }
    let is_upper = written.eq_ignore_ascii_case(name) && !written.iter().any(u8::is_ascii_lowercase);
    is_upper.then_some(Case::Upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_counts() {
        for (rule, text, expected) in [
            ("in", "values.", Some((Source::Values(0), Case::AsItIs, 6))),
            ("in", "Values", Some((Source::Values(0), Case::Capital, 6))),
            ("in", "VALUES", Some((Source::Values(0), Case::Upper, 6))),
            ("in", "vALUES", None),
            ("in", "value", None),
            ("required_if", "values", Some((Source::Values(1), Case::AsItIs, 6))),
            ("required_if", "valued", Some((Source::Value, Case::AsItIs, 5))),
            ("min", "attributes", Some((Source::Attribute, Case::AsItIs, 9))),
            ("min", "min_width", Some((Source::Text(0), Case::AsItIs, 3))),
            ("dimensions", "MIN_WIDTH", Some((Source::Named(b"min_width"), Case::Upper, 9))),
            ("closure", "values", None),
            ("some_callback", "values", Some((Source::Values(0), Case::AsItIs, 6))),
            ("min", "", None),
        ] {
            assert_eq!(placeholder(rule.as_bytes(), text.as_bytes()), expected, "rule: {rule}, text: {text}");
        }
    }
}
