//! The validator: rules as texts and a payload as JSON. Whatever they are, compiling and checking end in time; what is told of a check fits
//! together, however much of it is asked for; and what a validator gives of data that passed is as long as the data at most.
//!
//! An input is a line for each field, an empty line, and the payload. In a line, the name of the field is followed by `=` and rules in one text,
//! by `~` and a single rule, by `!` and the name of a rule with its parameters, separated by `;`, or by `?` and alternatives, separated by `;`.

use crate::patience::within;
use crate::random::Random;
use highper_validator::input::json::{Document, JsonArray, JsonValue};
use highper_validator::input::{Array, Key, Value, View};
use highper_validator::messages::{Messages, MessagesBuilder};
use highper_validator::{
    Builder, CompileError, Compiler, Day, Environment, Host, Options, Report, RuleSource, Schema, Verdict,
};
use std::convert::Infallible;
use std::time::Duration;

/// Inputs are short: whatever takes longer does not take linear time.
const PATIENCE: Duration = Duration::from_secs(5);
/// The numbers of callbacks.
const CLOSURE: u32 = 1;
const MINE: u32 = 2;
const HOOK: u32 = 3;

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    within(PATIENCE, || examine(input, random))
}

fn examine(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let (rules, payload) = split(input);
    let (schema, document) = match (compile(rules), Document::parse(payload)) {
        (Ok(schema), Ok(document)) => (schema, document),
        (Err(error), _) if error.why.is_empty() || !error.to_string().ends_with(&error.why) => {
            return Err(format!("{error:?} says nothing"));
        }
        _ => return Ok(false),
    };
    let Some(data) = document.table() else { return Ok(false) };
    let given = Options { strict: random.below(2) == 0, ..Options::default() };
    let mut report = Report::default();
    let whole = found(&schema, data, &given, &mut report)?;
    told(&schema, data, &report)?;
    if report.is_ok() {
        let Ok(nodes) = schema.project(data, &report, &mut Counted);
        if nodes > count(View::Array(data)) {
            return Err(format!("{nodes} values are made of {}", count(View::Array(data))));
        }
    }
    // Less of it is its beginning.
    let limit = 1 + random.below(4);
    let limited = found(&schema, data, &Options { max_errors: limit, ..given }, &mut report)?;
    if whole.get(..limit).unwrap_or(&whole) != limited {
        return Err(format!("{limited:?} is not the beginning of {whole:?}"));
    }
    let first = found(&schema, data, &Options { stop_on_first_failure: true, ..given }, &mut report)?;
    let place = whole.first().map(|(path, _)| path);
    if !whole.starts_with(&first)
        || first.is_empty() != whole.is_empty()
        || first.iter().any(|(path, _)| Some(path) != place)
    {
        return Err(format!("{first:?} is not what {whole:?} tells of its first field"));
    }
    Ok(!data.is_empty())
}

/// The lines of the rules, and the payload.
fn split(input: &[u8]) -> (&[u8], &[u8]) {
    let end = input.windows(2).position(|pair| pair == b"\n\n");
    end.and_then(|end| Some((input.get(..end)?, input.get(end + 2..)?))).unwrap_or((input, b"{}"))
}

fn compile(rules: &[u8]) -> Result<Schema, CompileError> {
    let mut surroundings = Surroundings;
    let mut compiler = Compiler::new(&mut surroundings);
    compiler.custom(b"mine", false, MINE)?;
    compiler.custom(b"unique", true, HOOK)?;
    compiler.custom(b"email:dns", false, HOOK)?;
    let lines = rules.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    for line in lines {
        let end = line.iter().position(|byte| b"=~!?".contains(byte)).unwrap_or(line.len());
        let (path, rest) = line.split_at(end);
        let (kind, text) = rest.split_first().unwrap_or((&b'=', b""));
        let mut parts = text.split(|&byte| byte == b';');
        let rules = match kind {
            b'~' => vec![RuleSource::Text(text)],
            b'!' => vec![RuleSource::Parts(parts.next().unwrap_or_default(), parts.map(Into::into).collect())],
            b'?' => {
                let lists = parts.map(|part| vec![RuleSource::Piped(part), RuleSource::Closure(CLOSURE)]);
                vec![RuleSource::AnyOf(lists.collect())]
            }
            _ => vec![RuleSource::Piped(text)],
        };
        compiler.field(path, &rules)?;
    }
    Ok(compiler.finish()?.with_messages(messages()?))
}

fn messages() -> Result<Messages, CompileError> {
    let mut builder = MessagesBuilder::default();
    builder.language(b"pl");
    builder.add(b"*.required", b":Attribute, :position of :index, :INPUT");
    builder.add(b"max.string.one", b":max");
    builder.add(b"max.string.other", b":max :attribute :other :values :value");
    builder.attribute(b"a.*", b":input");
    builder.build()
}

/// What a check finds, as places and rules; found twice, and once more by asking only whether there is anything.
fn found(
    schema: &Schema,
    data: JsonArray<'_>,
    options: &Options,
    report: &mut Report,
) -> Result<Vec<(Vec<u8>, String)>, String> {
    let mut lists = [Vec::new(), Vec::new()];
    for list in &mut lists {
        let Ok(()) = schema.check(data, options, &mut Surroundings, report);
        list.extend(report.failures(schema).map(|failure| (failure.path().to_vec(), failure.rule().to_owned())));
    }
    let Ok(passed) = schema.passes(data, options, &mut Surroundings);
    let [list, again] = lists;
    if list != again || passed != list.is_empty() {
        return Err(format!("{list:?}, then {again:?}, and passed is {passed}"));
    }
    Ok(list)
}

/// Everything that can be asked about failures.
fn told(schema: &Schema, data: JsonArray<'_>, report: &Report) -> Result<(), String> {
    let mut text = Vec::new();
    for failure in report.failures(schema) {
        if failure.rule().is_empty() || failure.message_count() == 0 {
            return Err(format!("a failure of {} without a name or a message", failure.path().escape_ascii()));
        }
        let parameters = failure.parameters();
        for message in 0..failure.message_count() {
            text.clear();
            failure.write_message(message, data, &mut text);
            if text.is_empty() && failure.templates().is_empty() {
                return Err(format!("no message for {} with {parameters:?}", failure.rule()));
            }
        }
    }
    Ok(())
}

/// How many values there are, inner ones included.
fn count<'a, A: Array<'a>>(view: View<'a, A>) -> usize {
    match view {
        View::Array(array) => 1 + array.entries().map(|(_, value)| count(value.view())).sum::<usize>(),
        _ => 1,
    }
}

/// Knows a few names and dates, and asks for no more.
struct Surroundings;

impl Environment for Surroundings {
    fn timezones(&mut self, group: &[u8], country: Option<&[u8]>) -> Option<Vec<Box<[u8]>>> {
        match (group, country) {
            (b"All", _) => Some(vec![b"Europe/London"[..].into(), b"UTC"[..].into()]),
            (b"Per_Country", Some(_)) => Some(Vec::new()),
            _ => None,
        }
    }

    fn pcre(&mut self, pattern: &[u8]) -> Result<u32, String> {
        u32::try_from(pattern.len()).ok().filter(|length| length % 2 == 0).ok_or_else(|| "odd".to_owned())
    }

    fn enumeration(&mut self, class: &[u8]) -> Option<Vec<Box<[u8]>>> {
        (class == b"Suit").then(|| vec![b"h"[..].into(), b"5"[..].into()])
    }
}

impl<'a> Host<'a, JsonValue<'a>> for Surroundings {
    type Error = Infallible;

    fn time(&mut self, text: &[u8]) -> Result<Option<i64>, Infallible> {
        Ok(i64::try_from(text.len()).ok().filter(|length| length % 3 != 0))
    }

    fn date_parse(&mut self, text: &[u8]) -> Result<Option<Option<Day>>, Infallible> {
        Ok(match text.len() % 3 {
            0 => None,
            1 => Some(None),
            _ => Some(Some((2026, 1, 31))),
        })
    }

    fn time_by_format(&mut self, format: &[u8], text: &[u8]) -> Result<Option<(i64, u32)>, Infallible> {
        Ok((format.len() == text.len()).then_some((0, 5)))
    }

    fn local_time_by_format(&mut self, format: &[u8], text: &[u8]) -> Result<Option<(i64, u32)>, Infallible> {
        Ok((format.len() == text.len()).then_some((3600, 0)))
    }

    fn time_of_object(&mut self, _: JsonValue<'a>) -> Result<Option<(i64, u32)>, Infallible> {
        Ok(None)
    }

    fn matches(&mut self, pattern: u32, _: &[u8], text: &[u8]) -> Result<bool, Infallible> {
        Ok(text.len() % 2 == pattern as usize % 2)
    }

    fn call(
        &mut self,
        callback: u32,
        field: &[u8],
        value: Option<JsonValue<'a>>,
        parameters: &[Box<[u8]>],
    ) -> Result<Verdict, Infallible> {
        let is_scalar = value.is_some_and(|value| !matches!(value.view(), View::Array(_)));
        Ok(match callback {
            CLOSURE if is_scalar => Verdict::Refused(vec![b":attribute :input"[..].into(), field.into()]),
            MINE if !is_scalar || !parameters.is_empty() => Verdict::Failed,
            _ => Verdict::Passed,
        })
    }
}

/// Counts the values of what it is to make.
struct Counted;

impl<'a> Builder<'a, JsonValue<'a>> for Counted {
    type Output = usize;
    type Table = usize;
    type Error = Infallible;

    fn share(&mut self, value: JsonValue<'a>) -> Result<usize, Infallible> {
        Ok(count(value.view()))
    }

    fn share_root(&mut self, data: JsonArray<'a>) -> Result<usize, Infallible> {
        Ok(count(View::Array(data)))
    }

    fn null(&mut self) -> Result<usize, Infallible> {
        Ok(1)
    }

    fn boolean(&mut self, _: bool) -> Result<usize, Infallible> {
        Ok(1)
    }

    fn integer(&mut self, _: i64) -> Result<usize, Infallible> {
        Ok(1)
    }

    fn float(&mut self, _: f64) -> Result<usize, Infallible> {
        Ok(1)
    }

    fn string(&mut self, _: &'a [u8]) -> Result<usize, Infallible> {
        Ok(1)
    }

    fn date(&mut self, _: &[u8], _: &[Box<[u8]>]) -> Result<usize, Infallible> {
        Ok(1)
    }

    fn begin(&mut self, _: usize) -> Result<usize, Infallible> {
        Ok(1)
    }

    fn put(&mut self, table: &mut usize, _: Key<'a>, value: usize) -> Result<(), Infallible> {
        *table += value;
        Ok(())
    }

    fn finish(&mut self, table: usize) -> Result<usize, Infallible> {
        Ok(table)
    }
}

/// Rules that begin with the name of a field, and payloads that pass them or nearly do.
const SEEDS: &[&str] = &[
    "email=required|email\npassword~regex:/^(?=x)?[A-Z].*\\d$/\npassword=min:8|confirmed\nname=trim|required|string|max:50\nage=nullable|integer|between:18,120\n\n{\"email\":\"a@example.com\",\"password\":\"Secret 123\",\"password_confirmation\":\"Secret 123\",\"name\":\" Jane \",\"age\":\"42\"}",
    "items=required|list|max:5\nitems.*.id=required|integer|distinct\nitems.*.tags.*=string|in:a,b,c\nitems.*.price=decimal:0,2|gt:items.*.id\n\n{\"items\":[{\"id\":1,\"tags\":[\"a\",\"z\"],\"price\":\"9.99\"},{\"id\":\"1\",\"price\":2e0},{}]}",
    "a=exclude_if:b,1\nb=boolean:strict|accepted_if:c,true\nc=prohibits:a,d\nd=required_with:a|missing_unless:b,2\na.x=present\n\n{\"a\":{\"x\":null,\"y\":1},\"b\":1,\"c\":true}",
    "*.*=in_array:*.*|different:a.b\n*.b.*=same:*.c\n\\*.x=required\na\\.b=filled\n\n{\"a\":{\"b\":[1,\"1\"],\"c\":1},\"*\":{\"x\":\"\"},\"a.b\":[]}",
    "n=numeric|multiple_of:0.1|size:1e1000000\nm=numeric|lt:n|max:-0\no=digits_between:1,19|min_digits:2\n\n{\"n\":\"1e1000000\",\"m\":-0.0,\"o\":9223372036854775808}",
    "d=date|after:e|date_equals:2026-01-31\ne=date_format:Y-m-d,H\\:i|before_or_equal:tomorrow\nf=cast:date|timezone:All\n\n{\"d\":\"2026-02-01\",\"e\":\"2026-01-31\",\"f\":\"UTC\"}",
    "a=bail|alpha_dash:ascii|starts_with:a,b|doesnt_end_with:z|lowercase|ascii\nb=ip|ipv6\nc=cidr:4\nd=url:whatwg,https\ne=uuid:7|ulid\n\n{\"a\":\"ab-c_\",\"b\":\"::ffff:1.2.3.4\",\"c\":\"10.0.0.0/8\",\"d\":\"https://ex\u{e4}mple.com:8/\\u00e9?q#f\",\"e\":\"01890a5d-ac96-774b-bcce-b302099a8057\"}",
    "a=iban|bic\nb=card_number:visa,amex\nc=isbn|issn\nd=e164|hex_color\ne=mac_address|hostname\nf=base64|json\n\n{\"a\":\"GB82WEST12345698765432\",\"b\":\"4111111111111111\",\"c\":\"978-3-16-148410-0\",\"d\":\"+12025550123\",\"e\":\"00:00:5e:00:53:01\",\"f\":\"e30=\"}",
    "p=password:8,letters,mixed,numbers,symbols|password_strength:3\nq=encoding:UTF-16LE|uppercase\nr=email:rfc,strict,rfc5321,html5,filter,filter_unicode\n\n{\"p\":\"corr\u{e9}ct Horse 1!\",\"q\":\"\u{c9}\",\"r\":\"\\\"a b\\\"@[IPv6:::1]\"}",
    "l=array:a,b|required_array_keys:a|in_array_keys:a,c|array_keys:a,b\nm=list|contains:1,2|doesnt_contain:3\nn=not_in:1,\"a,b\",\nn!in;a|b;c\n\n{\"l\":{\"a\":1,\"b\":2},\"m\":[1,2],\"n\":\"a|b\"}",
    "a?integer|min:3;string|email;nullable\nb=mine:1|unique:t,c|email:dns\nc=enum:Suit\nd=regex_pcre:/x/|not_regex:/^\\p{L}+$/u\ne.*=distinct:ignore_case\ne.*.f=required_without_all:a,b\n\n{\"a\":\"a@b.c\",\"b\":\"x@y.z\",\"c\":5,\"d\":\"x1\",\"e\":[\"\u{c4}\",\"\u{e4}\",{\"f\":null}]}",
    "a=sometimes|trim|cast:float\nb=cast:bool\nc=cast:int|trim|nullable\nc.d=exclude\n\n{\"a\":\" 1.5 \",\"b\":\"off\",\"c\":{\"d\":1}}",
];

/// Rules that have no message.
const SILENT: &[&str] = &[
    "bail",
    "base64",
    "e164",
    "exclude",
    "exclude_if",
    "exclude_with",
    "ipv4",
    "ipv6",
    "nullable",
    "sometimes",
    "trim",
];

/// What mutations begin with: the above, and each rule of the library alone.
pub fn seeds() -> Vec<Vec<u8>> {
    let names = include_str!("../../php/Messages/en.php").split('\'').skip(1).step_by(2).chain(SILENT.iter().copied());
    let names = names.filter(|text| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    let alone = names.map(|name| {
        format!(
            "a={name}\nb={name}:1,2\nc.*.d={name}:a\n\n{{\"a\":\"1\",\"b\":[2],\"c\":[{{\"d\":\"a\"}},{{\"d\":1.5}}]}}"
        )
    });
    SEEDS.iter().map(|seed| (*seed).to_owned()).chain(alone).map(String::into_bytes).collect()
}
