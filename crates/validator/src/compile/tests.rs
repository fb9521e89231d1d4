use super::Compiler;
use crate::error::CompileErrorKind;
use crate::host::Environment;
use crate::source::RuleSource;

struct Nowhere;

impl Environment for Nowhere {
    fn timezones(&mut self, group: &[u8], _: Option<&[u8]>) -> Option<Vec<Box<[u8]>>> {
        assert!(group == b"All" || group == b"Europe" || group == b"Per_Country", "{group:?}");
        Some(vec![b"Europe/Paris"[..].into()])
    }

    fn pcre(&mut self, pattern: &[u8]) -> Result<u32, String> {
        if pattern == b"/(/" { Err("missing closing parenthesis at offset 1".to_owned()) } else { Ok(7) }
    }

    fn enumeration(&mut self, class: &[u8]) -> Option<Vec<Box<[u8]>>> {
        (class == br"App\Suit").then(|| vec![b"hearts"[..].into()])
    }
}

fn compile(rules: &[RuleSource<'_>]) -> Result<(), (CompileErrorKind, String)> {
    let mut nowhere = Nowhere;
    let mut compiler = Compiler::new(&mut nowhere);
    compiler.field(b"f", rules).map_err(|error| (error.kind, error.to_string()))?;
    compiler.finish().map(|_| ()).map_err(|error| (error.kind, error.to_string()))
}

#[test]
fn faults() {
    use CompileErrorKind::{BadParameters, BadPattern, MissingCallback, UnknownRule};
    let unknown = "there is no such rule; a callback of this name may be given to compile()";
    let hook = "needs a database, a file or the network: give compile() a callback of this name";
    let cut = "a pattern that holds '|' cannot stand in a pipe string: give the rules as a list";
    let table = [
        ("nope", UnknownRule, "nope", unknown),
        ("requiredd:1", UnknownRule, "requiredd", unknown),
        (":5", UnknownRule, "", unknown),
        ("required:1", BadParameters, "required", "takes no parameters, 1 given"),
        ("Max", BadParameters, "Max", "takes 1 parameter, 0 given"),
        ("between:1", BadParameters, "between", "takes 2 parameters, 1 given"),
        ("decimal:1,2,3", BadParameters, "decimal", "takes 1 or 2 parameters, 3 given"),
        ("integer:strict,1", BadParameters, "integer", "takes 0 or 1 parameter, 2 given"),
        ("distinct:strict,ignore_case,x", BadParameters, "distinct", "takes 0 to 2 parameters, 3 given"),
        ("in", BadParameters, "in", "takes at least 1 parameter, 0 given"),
        ("required_if:a", BadParameters, "required_if", "takes at least 2 parameters, 1 given"),
        ("min:x", BadParameters, "min", "parameter 1 must be a number, 'x' given"),
        ("between:1,", BadParameters, "between", "parameter 2 must be a number, '' given"),
        ("min:INF", BadParameters, "min", "parameter 1 must be a number, 'INF' given"),
        ("digits:-1", BadParameters, "digits", "parameter 1 must be an integer that is not negative, '-1' given"),
        ("password:-3", BadParameters, "password", "parameter 1 must be an integer that is not negative, '-3' given"),
        ("alpha:utf8", BadParameters, "alpha", "parameter 1 must be one of ascii, 'utf8' given"),
        (
            "card_number:visa,x",
            BadParameters,
            "card_number",
            "parameter 2 must be one of visa, mastercard, amex, discover, diners, jcb, maestro, unionpay, 'x' given",
        ),
        (
            "email:rfc,dsn",
            BadParameters,
            "email",
            "parameter 2 must be one of rfc, strict, rfc5321, html5, filter, filter_unicode, dns, spoof, 'dsn' given",
        ),
        (
            "encoding:utf8",
            BadParameters,
            "encoding",
            "parameter 1 must be one of UTF-8, ASCII, ISO-8859-1, UTF-16, UTF-16BE, UTF-16LE, UTF-32, UTF-32BE, UTF-32LE, 'utf8' given",
        ),
        ("uuid:9", BadParameters, "uuid", "parameter 1 must be one of 1, 2, 3, 4, 5, 6, 7, 8, 0, max, nil, '9' given"),
        ("between:2,1", BadParameters, "between", "parameter 1 must not be above parameter 2"),
        ("between:1.5,1.25", BadParameters, "between", "parameter 1 must not be above parameter 2"),
        ("digits_between:3,2", BadParameters, "digits_between", "parameter 1 must not be above parameter 2"),
        ("multiple_of:0.00", BadParameters, "multiple_of", "parameter 1 must not be zero"),
        ("any_of:1", BadParameters, "any_of", "must be written as an array"),
        ("timezone:Per_Country", BadParameters, "timezone", "takes 2 parameters, 1 given"),
        (r"enum:App\None", BadParameters, "enum", r"parameter 1 must be a backed enum, 'App\None' given"),
        ("regex_pcre:/(/", BadPattern, "regex_pcre", "cannot be compiled: missing closing parenthesis at offset 1"),
        ("regex:/a|b/", BadPattern, "regex", cut),
        ("unique:users", MissingCallback, "unique", hook),
        ("email:rfc,dns", MissingCallback, "email", hook),
    ];
    for (rules, kind, rule, why) in table {
        let error = compile(&[RuleSource::Piped(rules.as_bytes())]).unwrap_err();
        assert_eq!(error, (kind, format!("rule '{rule}' of field 'f': {why}")), "rules: {rules}");
    }
    let error = compile(&[RuleSource::AnyOf(Vec::new())]).unwrap_err();
    assert_eq!(error.1, "rule 'any_of' of field 'f': takes at least 1 parameter, 0 given");
    let error = compile(&[RuleSource::AnyOf(vec![vec![RuleSource::Text(b"max:x")]])]).unwrap_err();
    assert_eq!(error.1, "rule 'max' of field 'f': parameter 1 must be a number, 'x' given");
}

#[test]
fn what_compiles() {
    for rules in [
        "Required|INT|required-if:a,b|Required If:a,b",
        "|||required|",
        "between: 1 , 2 ",
        "min:1e1000000",
        "password",
        "password:12,letters,mixed,numbers,symbols",
        "timezone:europe|timezone:per_country,fr",
        r"enum:App\Suit",
        "regex:/^a$/i|regex_pcre:/(?=a)/",
        "uuid:nil|cidr:4|isbn:13|encoding:utf-16le",
        "gt:other|gte:5",
        "url:http,https|url:whatwg,https",
    ] {
        assert_eq!(compile(&[RuleSource::Piped(rules.as_bytes())]), Ok(()), "rules: {rules}");
    }
    assert_eq!(compile(&[RuleSource::Text(b"regex:/a|b/"), RuleSource::Text(b"")]), Ok(()));
}

#[test]
fn callbacks() {
    let mut nowhere = Nowhere;
    let mut compiler = Compiler::new(&mut nowhere);
    for name in ["min", "Required_If", "requiredif", "int"] {
        let error = compiler.custom(name.as_bytes(), false, 1).unwrap_err();
        assert_eq!(error.kind, CompileErrorKind::BadDefinition, "name: {name}");
        assert_eq!(error.to_string(), format!("rule '{name}': is a rule of the library: choose another name"));
    }
    for name in ["unique", "email:dns", "even"] {
        compiler.custom(name.as_bytes(), false, 1).unwrap();
    }
    compiler.field(b"f", &[RuleSource::Piped(b"unique:users,email|email:dns|Even:1,2")]).unwrap();
    let schema = compiler.finish().unwrap();
    assert_eq!(schema.first_callback(), Some((&b"f"[..], "unique")));
    assert!(schema.asks_host());
}

#[test]
fn what_asks_the_host() {
    for (rules, calls) in [
        (r"required|string|timezone|in:a|distinct|cast:int", false),
        ("date", true),
        ("date_format:Y", true),
        ("before:today", true),
        ("cast:date", true),
        ("regex_pcre:/a/", true),
        ("regex:/a/", false),
        (r"enum:App\Suit", true),
    ] {
        for source in
            [RuleSource::Piped(rules.as_bytes()), RuleSource::AnyOf(vec![vec![RuleSource::Piped(rules.as_bytes())]])]
        {
            let mut nowhere = Nowhere;
            let mut compiler = Compiler::new(&mut nowhere);
            compiler.field(b"f", &[source]).unwrap();
            assert_eq!(compiler.finish().unwrap().asks_host(), calls, "rules: {rules}");
        }
    }
}

#[test]
fn fields() {
    let mut nowhere = Nowhere;
    let mut compiler = Compiler::new(&mut nowhere);
    let deep = "a.".repeat(64);
    let error = compiler.field(deep.as_bytes(), &[]).unwrap_err();
    assert_eq!(
        (error.kind, error.to_string()),
        (CompileErrorKind::BadField, format!("field '{deep}': is deeper than 64 segments"))
    );
    compiler.field(b"a", &[RuleSource::Piped(b"string")]).unwrap();
    let schema = compiler.finish().unwrap();
    assert_eq!(schema.first_callback(), None);
}
