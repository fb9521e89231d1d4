//! The recorded answers of Laravel's validator, where they are at hand: in the folder that HIGHPER_VECTORS names, or in ../shared/vectors beside
//! the project. Dates in words and time zones are PHP's affair; what the file asks of them is answered by a few lines here.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use highper_validator::input::json::Document;
use highper_validator::input::{Array, Value, View};
use highper_validator::{Compiler, Options, Report, RuleSource};
use std::collections::BTreeMap;
use std::path::PathBuf;
use support::{Surroundings, Written, member, show, text};

/// Cases that are meant to differ, by a part of their line, and why.
const DIFFERENT: &[(&str, &str)] = &[
    ("in_array:bar.*.id", "a star stands for one key, not for several"),
    ("multiple_of:0\"", "nothing is a multiple of zero: refused when it is compiled"),
    ("multiple_of:\"", "a number is missing: refused when it is compiled"),
    ("uuid:42", "there is no such version: refused when it is compiled"),
    ("NoRFCWarningsValidation", "modes of email have names, not classes"),
    ("email:rfc,dns", "DNS is asked by a callback"),
    ("email:dns", "DNS is asked by a callback"),
    (r#"{"rules":{},"data":{"foo.bar""#, "recorded with the rules left out"),
    ("numeric|min:3\"},\"data\":{\"foo\":\"1.0e+1001", "exponents have no limit"),
    ("numeric|min:3\"},\"data\":{\"foo\":\"1.0e1001", "exponents have no limit"),
    ("numeric|min:3\"},\"data\":{\"foo\":\"1.0E1001", "exponents have no limit"),
];

#[test]
fn answers() {
    let folder = std::env::var_os("HIGHPER_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"), PathBuf::from);
    let path = folder.join("laravel-validation.ndjson");
    let Ok(file) = std::fs::read(&path) else {
        eprintln!("left out: laravel-validation.ndjson, since {} is not there", path.display());
        return;
    };
    let (mut cases, mut different, mut unexpected) = (0_usize, 0_usize, Vec::new());
    for line in file.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        cases += 1;
        let text = String::from_utf8_lossy(line);
        let is_expected = DIFFERENT.iter().any(|(part, _)| text.contains(part));
        match case(line) {
            Ok(()) if is_expected => unexpected.push(format!("{cases} is equal, but listed as different:\n  {text}")),
            Err(how) if !is_expected => unexpected.push(format!("{cases}: {how}\n  {text}")),
            Ok(()) => {}
            Err(_) => different += 1,
        }
    }
    eprintln!("{} of {cases} answers are equal", cases - different - unexpected.len());
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
    assert!(different * 100 <= cases * 3, "{different} of {cases} differ");
}

/// What differs, if something does.
fn case(line: &[u8]) -> Result<(), String> {
    // The recorder replaced dots in keys by a word.
    let line = without_placeholders(&String::from_utf8_lossy(line));
    let document = Document::parse(line.as_bytes()).unwrap();
    let case = document.table().unwrap();
    let mut surroundings = Surroundings;
    let mut compiler = Compiler::new(&mut surroundings);
    let View::Array(rules) = member(case, "rules").unwrap().view() else { panic!("no rules") };
    for (field, rules) in rules.entries() {
        let rules: Vec<RuleSource<'_>> = match rules.view() {
            View::String(text) => vec![RuleSource::Piped(text)],
            View::Array(list) => list.entries().map(|(_, rule)| source(rule.view())).collect(),
            _ => panic!("rules of no kind"),
        };
        compiler.field(&text(field), &rules).map_err(|error| format!("does not compile: {error}"))?;
    }
    let schema = compiler.finish().map_err(|error| format!("does not compile: {error}"))?;
    let View::Array(data) = member(case, "data").unwrap().view() else { panic!("no data") };
    let stops = matches!(member(case, "stopOnFirstFailure").map(Value::view), Some(View::Bool(true)));
    let options = Options { stop_on_first_failure: stops, ..Options::default() };
    let mut report = Report::default();
    schema.check(data, &options, &mut surroundings, &mut report).unwrap();

    let expected = matches!(member(case, "passes").unwrap().view(), View::Bool(true));
    assert_eq!(schema.passes(data, &options, &mut surroundings).unwrap(), report.is_ok());
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for failure in report.failures(&schema) {
        let path = String::from_utf8_lossy(failure.path()).into_owned();
        found.entry(path).or_default().push(studly(failure.rule()));
    }
    let wanted = failed(member(case, "failed").unwrap().view());
    if report.is_ok() != expected || found != wanted {
        return Err(format!("failed: {found:?}"));
    }
    if let (true, Some(validated)) = (report.is_ok(), member(case, "validated")) {
        let found = schema.project(data, &report, &mut Written).unwrap();
        if found != show(validated.view()) {
            return Err(format!("validated: {found}"));
        }
    }
    Ok(())
}

fn failed<'a, A: Array<'a>>(view: View<'a, A>) -> BTreeMap<String, Vec<String>> {
    let View::Array(failed) = view else { panic!("no failures") };
    let names = |rules: View<'a, A>| {
        let View::Array(rules) = rules else { panic!("no list of rules") };
        let name = |(_, rule): (_, A::Value)| match rule.view() {
            View::String(rule) => String::from_utf8_lossy(rule).into_owned(),
            _ => panic!("no name of a rule"),
        };
        rules.entries().map(name).collect()
    };
    failed
        .entries()
        .map(|(path, rules)| (String::from_utf8_lossy(&text(path)).into_owned(), names(rules.view())))
        .collect()
}

fn source<'a, A: Array<'a>>(rule: View<'a, A>) -> RuleSource<'a> {
    match rule {
        View::String(text) => RuleSource::Text(text),
        View::Array(parts) => {
            let mut parts = parts.entries().map(|(_, part)| part.view());
            let Some(View::String(name)) = parts.next() else { panic!("no name") };
            let parameters = parts.map(|part| match part {
                View::String(text) => Box::from(text),
                View::Int(value) => value.to_string().into_bytes().into(),
                _ => panic!("a parameter of no kind"),
            });
            RuleSource::Parts(name, parameters.collect())
        }
        _ => panic!("a rule of no kind"),
    }
}

fn without_placeholders(line: &str) -> String {
    let mut pieces = line.split("__dot__");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // Sixteen letters and digits follow, drawn by lot.
        text.push_str(r"\\.");
        text.push_str(piece.get(16..).unwrap_or_default());
    }
    text
}

fn studly(name: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    };
    name.split('_').map(word).collect()
}
