//! Tables of routes and requests. The order of adding never matters; a route is found if it, alone, has the path, and none goes before it; what is
//! found is what a matcher written without any thought of speed finds; a route that is said to be out of reach is never found; and a path that
//! is built of what was found is found again.
//!
//! An input is a line of options (letters), a line for each route (methods with commas, pattern and maybe host, separated by tabs), an empty line, and
//! a line for each request (method, path and maybe host).

use crate::naive::{self, Answer};
use crate::patience::within;
use crate::random::Random;
use highper_router::{Cause, NewRoute, Options, Request, Resolution, Scratch, Table, TrailingSlash, decode};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::time::Duration;

const MOST_ROUTES: usize = 10;
const MOST_REQUESTS: usize = 8;
/// Inputs are short; what takes longest is to compare constraints.
const PATIENCE: Duration = Duration::from_secs(20);

/// A route as an input has it.
struct Line<'i> {
    methods: Vec<&'i [u8]>,
    pattern: &'i [u8],
    host: Option<&'i [u8]>,
}

/// What answers a request: the number of the route, the names of its parameters, and their values.
type Answered = (usize, Vec<Vec<u8>>, Vec<Vec<u8>>);

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    within(PATIENCE, || examine(input, random))
}

fn examine(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let end = input.windows(2).position(|pair| pair == b"\n\n").unwrap_or(input.len());
    let (routes, requests) = input.split_at_checked(end).unwrap_or((input, b""));
    let mut lines = routes.split(|&byte| byte == b'\n');
    let options = options(lines.next().unwrap_or_default());
    let mut table = Table::new(options);
    let mut added = Vec::new();
    for line in lines.take(MOST_ROUTES).map(line) {
        let forms = table.forms();
        match table.add(line.named(added.len().to_string().as_bytes())) {
            Ok(number) if number == added.len() && table.forms() > forms => added.push(line),
            Ok(number) => return Err(format!("route {} has the number {number}", added.len())),
            Err(error) => {
                let wrong = error.offset.zip(error.pattern.as_ref()).is_some_and(|(at, pattern)| at > pattern.len());
                if wrong || error.message().is_empty() || table.routes().len() != added.len() || table.forms() != forms
                {
                    return Err(format!("{error:?} is outside, says nothing or changed the table"));
                }
            }
        }
    }
    let mut reversed = Table::new(options);
    for (number, line) in added.iter().enumerate().rev() {
        reversed
            .add(line.named(number.to_string().as_bytes()))
            .map_err(|error| format!("{} is refused in another order: {error:?}", line.pattern.escape_ascii()))?;
    }
    let mut lost = vec![false; added.len()];
    for conflict in table.conflicts() {
        let by = match &conflict.cause {
            Cause::Shadowed(by) if *by >= added.len() || *by == conflict.route => return Err(format!("{conflict:?}")),
            Cause::Shadowed(by) => added.get(*by).map(|line| line.pattern),
            Cause::Unsatisfiable(_) => None,
        };
        if conflict.cause.reason(by.unwrap_or_default()).is_empty() {
            return Err(format!("{conflict:?} has no reason"));
        }
        if let Some(lost) = lost.get_mut(conflict.route) {
            *lost = true;
        }
    }
    let mut parts = Parts::new(added, options)?;
    let mut found_any = false;
    for request in requests.split(|&byte| byte == b'\n').skip(2).take(MOST_REQUESTS) {
        let mut words = request.split(|&byte| byte == b'\t');
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let request = Request { method, path, host: words.next() };
        let found = ask(&table, request);
        if found.as_ref().is_some_and(|(route, ..)| lost.get(*route) == Some(&true)) {
            return Err(format!("{found:?} is found, and said to be out of reach"));
        }
        let other = ask(&reversed, request).map(|(route, names, values)| (lost.len() - 1 - route, names, values));
        if found != other {
            return Err(format!("{}: {found:?}, in another order {other:?}", path.escape_ascii()));
        }
        parts.decide(request, &found)?;
        resolved(&table, request, &found)?;
        if let Some((route, names, values)) = &found {
            found_any = true;
            let given: Vec<_> = names.iter().map(Vec::as_slice).zip(values.iter().map(Vec::as_slice)).collect();
            parts.build(*route, &given, random)?;
        }
        // Any text as a value.
        let route = random.below(lost.len());
        if let Some(table) = parts.singles.get(route) {
            let form = table.form(random.below(table.forms()));
            let given: Vec<_> = table.parameter_names(form).into_iter().map(|name| (name, path)).collect();
            parts.build(route, &given, random)?;
        }
    }
    Ok(found_any)
}

fn options(letters: &[u8]) -> Options {
    let has = |letter: u8| letters.contains(&letter);
    let trailing_slash = match (has(b'i'), has(b'r')) {
        (true, _) => TrailingSlash::Ignore,
        (_, true) => TrailingSlash::Redirect,
        _ => TrailingSlash::Strict,
    };
    Options { trailing_slash, case_sensitive: !has(b'c'), head_fallback: !has(b'h'), auto_options: !has(b'o') }
}

fn line(text: &[u8]) -> Line<'_> {
    let mut parts = text.split(|&byte| byte == b'\t');
    let methods = parts.next().unwrap_or_default();
    let methods = if methods.is_empty() { Vec::new() } else { methods.split(|&byte| byte == b',').collect() };
    Line { methods, pattern: parts.next().unwrap_or_default(), host: parts.next() }
}

impl Line<'_> {
    fn named<'l>(&'l self, name: &'l [u8]) -> NewRoute<'l> {
        NewRoute { methods: &self.methods, pattern: self.pattern, name: Some(name), host: self.host }
    }
}

fn ask(table: &Table, request: Request<'_>) -> Option<Answered> {
    let mut scratch = Scratch::default();
    let found = table.find(request, &mut scratch)?;
    let names = table.parameter_names(found).into_iter().map(<[u8]>::to_vec).collect();
    let values = scratch.values(request.path).map(|value| {
        let mut text = Vec::new();
        if value.is_escaped {
            decode(value.text, &mut text);
        } else {
            text.extend_from_slice(value.text);
        }
        text
    });
    Some((found.route, names, values.collect()))
}

/// The routes one by one, and two by two.
struct Parts<'i> {
    lines: Vec<Line<'i>>,
    options: Options,
    singles: Vec<Table>,
    /// Those that were asked for, the other route first.
    pairs: HashMap<(usize, usize), Table>,
}

impl<'i> Parts<'i> {
    fn new(lines: Vec<Line<'i>>, options: Options) -> Result<Self, String> {
        let singles = lines.iter().map(|line| table_of(&[line], options)).collect::<Result<_, _>>()?;
        Ok(Self { lines, options, singles, pairs: HashMap::new() })
    }

    /// What each route answers in a table of its own decides what all of them answer.
    fn decide(&mut self, request: Request<'_>, found: &Option<Answered>) -> Result<(), String> {
        let path = request.path.escape_ascii();
        for (number, (line, single)) in self.lines.iter().zip(&self.singles).enumerate() {
            let answer = ask(single, request);
            if line.host.is_none() {
                simply(line, self.options, request, &answer)?;
            }
            let Some((_, names, values)) = answer else {
                if matches!(found, Some((route, ..)) if *route == number) {
                    return Err(format!("{path} is {number}'s, but not when that is alone"));
                }
                continue;
            };
            let pattern = line.pattern.escape_ascii();
            if names.len() != values.len() {
                return Err(format!("{path}: {} names and {} values of {pattern}", names.len(), values.len()));
            }
            match found {
                None => return Err(format!("{path} is not found, but {pattern} alone has it")),
                Some(other) if other.0 == number && *other != (number, names, values) => {
                    return Err(format!("{path}: {other:?} has other parameters alone"));
                }
                Some((route, ..)) if *route != number => {
                    let Some(winner) = self.lines.get(*route) else {
                        return Err(format!("route {route} does not exist"));
                    };
                    let pair = match self.pairs.entry((number, *route)) {
                        Entry::Occupied(pair) => pair.into_mut(),
                        Entry::Vacant(place) => place.insert(table_of(&[line, winner], self.options)?),
                    };
                    if ask(pair, request).is_none_or(|(first, ..)| first != 1) {
                        let winner = winner.pattern.escape_ascii();
                        return Err(format!("{path}: {winner} goes before {pattern} among all, but not of the two"));
                    }
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// The path that is built of parameters has them.
    fn build(&self, route: usize, given: &[(&[u8], &[u8])], random: &mut Random) -> Result<(), String> {
        let (Some(line), Some(table)) = (self.lines.get(route), self.singles.get(route)) else { return Ok(()) };
        // Any that the route answers.
        let method = random.pick(&line.methods).copied().unwrap_or_default().to_ascii_uppercase();
        let method = if line.methods.contains(&&b"*"[..]) { b"BREW".to_vec() } else { method };
        let url = match table.url(b"0", given) {
            Ok(url) => url,
            Err(error) if error.message().is_empty() => return Err(format!("{error:?} says nothing")),
            Err(_) => return Ok(()),
        };
        let (host, path) = match url.strip_prefix(b"//") {
            Some(rest) => {
                let (host, path) = rest.split_at(rest.iter().position(|&byte| byte == b'/').unwrap_or(rest.len()));
                (Some(host), path)
            }
            None => (None, url.as_slice()),
        };
        let found = ask(table, Request { method: &method, path, host });
        let parameters = found.map(|(_, names, values)| names.into_iter().zip(values).collect::<Vec<_>>());
        let mut parameters = parameters.ok_or_else(|| format!("{} is built, but not found", url.escape_ascii()))?;
        let mut expected: Vec<_> = given.iter().map(|(name, value)| (name.to_vec(), value.to_vec())).collect();
        parameters.sort();
        expected.sort();
        if parameters == expected && host.is_some() == line.host.is_some() {
            return Ok(());
        }
        Err(format!("{} is built of {expected:?}, and has {parameters:?}", url.escape_ascii()))
    }
}

/// A table of some of the routes.
fn table_of(lines: &[&Line<'_>], options: Options) -> Result<Table, String> {
    let mut table = Table::new(options);
    for (number, line) in lines.iter().enumerate() {
        let added = table.add(line.named(number.to_string().as_bytes()));
        added.map_err(|error| format!("{} is refused in a smaller table: {error:?}", line.pattern.escape_ascii()))?;
    }
    Ok(table)
}

/// A route alone answers what the naive matcher does.
fn simply(line: &Line<'_>, options: Options, request: Request<'_>, answer: &Option<Answered>) -> Result<(), String> {
    let allows = line.methods.iter().any(|method| {
        let method = method.to_ascii_uppercase();
        let stands_in = options.head_fallback && method == b"GET" && request.method == b"HEAD";
        method == b"*" || method == request.method || stands_in
    });
    let canonical = naive::canonical(request.path).filter(|path| allows && path.first() == Some(&b'/'));
    let fold = !options.case_sensitive;
    let mut expected = None;
    if let Some(mut path) = canonical {
        for _ in 0..2 {
            match naive::ask(line.pattern, &path, fold) {
                Answer::Unknown => return Ok(()),
                Answer::Known(values) => expected = expected.or(values),
            }
            if options.trailing_slash != TrailingSlash::Ignore || path.len() <= 1 {
                break;
            }
            match path.pop() {
                Some(b'/') | None => {}
                Some(last) => path.extend_from_slice(&[last, b'/']),
            }
        }
    }
    let answer = answer.as_ref().map(|(.., values)| values);
    if answer == expected.as_ref() {
        return Ok(());
    }
    let (pattern, path) = (line.pattern.escape_ascii(), request.path.escape_ascii());
    Err(format!("{pattern} alone has {answer:?} of {path}, the naive matcher {expected:?}"))
}

/// What is said of a request fits what is found, and what is explained.
fn resolved(table: &Table, request: Request<'_>, found: &Option<Answered>) -> Result<(), String> {
    let mut scratch = Scratch::default();
    let resolution = table.resolve(request, &mut scratch);
    let is_found = |method, path| ask(table, Request { method, path, ..request }).is_some();
    let status = match &resolution {
        Resolution::Found(_) => "Found",
        Resolution::MethodNotAllowed(_) => "MethodNotAllowed",
        Resolution::Redirect(_) | Resolution::NotFound | Resolution::InvalidPath(_) => "NotFound",
    };
    let fits = match &resolution {
        Resolution::Found(answer) => found.as_ref().is_some_and(|(route, ..)| *route == answer.route),
        Resolution::Redirect(target) => {
            let is_safe = !target.starts_with(b"//") && target.iter().all(u8::is_ascii_graphic);
            found.is_none() && is_safe && is_found(request.method, target)
        }
        Resolution::MethodNotAllowed(set) => {
            let methods = table.allowed_methods(*set);
            let automatic: &[u8] = if table.options().auto_options { b"OPTIONS" } else { b"" };
            let are_found = methods.iter().all(|method| *method == automatic || is_found(method, request.path));
            let is_other = request.method == automatic || !methods.contains(&request.method);
            let header = table.allow_header(*set);
            found.is_none() && !set.is_empty() && are_found && is_other && *header == methods.join(&b", "[..])
        }
        Resolution::NotFound => found.is_none() && table.allowed(request.path, request.host, &mut scratch).is_empty(),
        Resolution::InvalidPath(_) => {
            let is_valid = naive::canonical(request.path).is_some_and(|path| path.first() == Some(&b'/'));
            found.is_none() && !is_valid && table.canonical_path(request.path, &mut scratch).is_err()
        }
    };
    let explanation = table.explain(request, &mut scratch);
    let told = explanation.status == status && !explanation.reason.is_empty();
    // Where a final slash does not matter, segments are compared with the path as it came.
    let is_exact = table.options().trailing_slash != TrailingSlash::Ignore;
    let nearest = explanation.nearest.first();
    let is_nearest = found
        .as_ref()
        .is_none_or(|(route, ..)| nearest.is_some_and(|first| (first.matched || !is_exact) && first.route == *route));
    if fits && told && is_nearest {
        return Ok(());
    }
    Err(format!("{}: {found:?} is found, {resolution:?}, explained as {explanation:?}", request.path.escape_ascii()))
}

const SEEDS: &[&str] = &[
    "\nGET\t/\nGET\t/users/{id:int}\nGET\t/users/me\nPOST,PUT\t/users/{name}\n*\t/{rest*}\n\nGET\t/users/42\nHEAD\t/users/%6De?x=1\nPUT\t/users/a%2Fb\nBREW\t/x/y/\nOPTIONS\t/users/1",
    "r\nGET\t/posts[/{page:int}[/{size:int}]]\nGET\t/a/\nGET\t/b\n\nGET\t/posts/1/\nGET\t/a?q=\x01\nGET\t/b/\nGET\t/posts//",
    "ic\nGET\t/{name}.{ext}\nGET\t/v{major:int}-{minor:int}\nGET\t/Caf\u{e9}/{x:alpha}{y:int}z\n\nGET\t/a.tar.gz\nGET\t/V1-2/\nGET\t/caF%c3%a9/Ab12Z",
    "ho\nGET\t/\t{tenant}.example.com\nGET\t/{x}\t{t:int}.example.com\nGET\t/\tapi.example.com\nHEAD\t/{x:hex}\nGET\t/{y:slug}\n\nGET\t/\tAPI.example.com:80\nGET\t/ab\t7.example.com.\nHEAD\t/ab\nGET\t/a-b\t[::1]:8",
    "\nGET\t/{d:date}\nGET\t/{u:uuid}\nGET\t/{l:ulid}\nGET\t/{r:[a-z]{2,5}(?:x|\\d+)}\nGET\t/{s:(?ui)\\p{L}+}\nGET\t/{n:[^\\x00-\\xff]}\nGET\t/{t:[a-z]+}\n\nGET\t/2024-02-29\nGET\t/01890a5d-ac96-774b-bcce-b302099a8057\nGET\t/01ARZ3NDEKTSV4RRFFQ69G5FAV\nGET\t/abx\nGET\t/\u{e9}\u{c9}\nGET\t/ab",
    "\n\t/a\nGET\ta\nGET\t//a\nGET\t/{\nGET\t/}\nGET\t/[\nGET\t/a]\nGET\t/a[]\nGET\t/a[b]c\nGET\t/{1}\nGET\t/{a:}\nGET\t/{a*}/b\nGET\t/%zz\nGET\t/a?b\nGET\t/{a:none}\nGET\t/{a:(?=b)}\n\nGET\t*\nGET\t/%\nGET\t/%00",
    "\nGET\t/{a:[ab]+}\nGET\t/{b:[a-c]+}\nGET\t/{c:a}\nGET\t/x{d:[ab]?c*}\nGET\t/{e:(?i:AB|cd){1,3}$}\nGET\t/{f*:[a-z/]+}\nPURGE\t/{g*}\n\nGET\t/a\nGET\t/abc\nGET\t/xac\nGET\t/aBCd\nGET\t/a/b\nPURGE\t/a//\nGET\t/..",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
