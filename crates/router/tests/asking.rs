//! What a table answers: tables of routes, requests and answers, for find, resolve, url, explain and conflicts alike.

#![allow(clippy::panic, missing_docs, reason = "a test that cannot go on has failed")]

use highper_router::{
    Cause, ErrorCode, NewRoute, Options, ParameterFault, PathError, Request, Resolution, RouteErrorKind, Scratch,
    Table, TrailingSlash, decode,
};

/// A table of routes, each `METHOD pattern` or `METHOD pattern host`, named by its position.
fn table(options: Options, routes: &[&str]) -> Table {
    let mut table = Table::new(options);
    for (position, route) in routes.iter().enumerate() {
        let mut words = route.split(' ').map(str::as_bytes);
        let (methods, pattern) = ([words.next().unwrap_or_default()], words.next().unwrap_or_default());
        let name = position.to_string();
        let new = NewRoute { methods: &methods, pattern, name: Some(name.as_bytes()), host: words.next() };
        assert_eq!(table.add(new), Ok(position), "route: {route}");
    }
    table
}

/// The position of the route that answers and its decoded values; `None` if none does.
fn find(table: &Table, method: &str, path: &str, host: Option<&str>) -> Option<(usize, Vec<String>)> {
    let mut scratch = Scratch::default();
    let request = Request { method: method.as_bytes(), path: path.as_bytes(), host: host.map(str::as_bytes) };
    let found = table.find(request, &mut scratch)?;
    let values = scratch.values(path.as_bytes()).map(|value| {
        let mut text = Vec::new();
        if value.is_escaped {
            decode(value.text, &mut text)
        } else {
            text.extend_from_slice(value.text)
        }
        String::from_utf8_lossy(&text).into_owned()
    });
    Some((found.route, values.collect()))
}

fn answer(route: usize, values: &[&str]) -> Option<(usize, Vec<String>)> {
    Some((route, values.iter().map(|&value| value.to_owned()).collect()))
}

#[test]
fn the_path_decides_whatever_the_order() {
    let mut routes = [
        "GET /{rest*}",
        "GET /users/{id}",
        "GET /users/{id:int}",
        "GET /users/me",
        "GET /users/v{major:int}",
        "GET /users/{id:int}/posts[/{page:int}]",
        "GET /users/{name}/files/{path*}",
    ];
    for reversed in [false, true] {
        let table = table(Options::default(), &routes);
        for (path, pattern, values) in [
            ("/users/me", "GET /users/me", &[][..]),
            ("/users/%6De", "GET /users/me", &[]),
            ("/users/v2", "GET /users/v{major:int}", &["2"]),
            ("/users/7", "GET /users/{id:int}", &["7"]),
            ("/users/bob", "GET /users/{id}", &["bob"]),
            ("/users/a%2Fb", "GET /users/{id}", &["a/b"]),
            ("/users/7/posts", "GET /users/{id:int}/posts[/{page:int}]", &["7"]),
            ("/users/7/posts/2", "GET /users/{id:int}/posts[/{page:int}]", &["7", "2"]),
            ("/users/7/posts/x", "GET /{rest*}", &["users/7/posts/x"]),
            ("/users/7/files/a/b", "GET /users/{name}/files/{path*}", &["7", "a/b"]),
            ("/users/", "GET /{rest*}", &["users/"]),
        ] {
            let expected = routes.iter().position(|route| *route == pattern).and_then(|route| answer(route, values));
            assert_eq!(find(&table, "GET", path, None), expected, "path: {path}, reversed: {reversed}");
        }
        assert_eq!(find(&table, "GET", "/", None), None, "a catch-all takes at least one byte");
        routes.reverse();
    }
}

#[test]
fn mixed_segments_are_split_greedily() {
    let table = table(Options::default(), &["GET /{name}.{ext}", "GET /{a:int}-{b:int}", "GET /x{a}{b}y"]);
    for (path, expected) in [
        ("/a.tar.gz", answer(0, &["a.tar", "gz"])),
        ("/.gz", None),
        ("/a.", None),
        ("/1-2", answer(1, &["1", "2"])),
        ("/%31-2", answer(1, &["1", "2"])),
        ("/1-2-3", None),
        ("/xabcy", answer(2, &["ab", "c"])),
        ("/xa%2Fy", answer(2, &["a", "/"])),
        ("/xay", None),
    ] {
        assert_eq!(find(&table, "GET", path, None), expected, "path: {path}");
    }
}

#[test]
fn methods_at_one_pattern() {
    let table =
        table(Options::default(), &["GET /a", "* /a", "POST /b", "HEAD /c", "GET /c", "PURGE /d", "* /{x:int}"]);
    for (method, path, expected) in [
        ("GET", "/a", Some(0)),
        ("HEAD", "/a", Some(0)),
        ("BREW", "/a", Some(1)),
        ("HEAD", "/b", None),
        ("HEAD", "/c", Some(3)),
        ("PURGE", "/d", Some(5)),
        ("purge", "/d", None),
    ] {
        let found = find(&table, method, path, None).map(|(route, _)| route);
        assert_eq!(found, expected, "{method} {path}");
    }
}

#[test]
fn hosts_the_most_specific_first() {
    let routes = ["GET /", "GET / {tenant}.example.com", "GET / api.example.com", "GET /{x} {tenant:int}.example.com"];
    let table = table(Options::default(), &routes);
    for (host, path, expected) in [
        (None, "/", answer(0, &[])),
        (Some("api.example.com"), "/", answer(2, &[])),
        (Some("API.Example.COM.:8080"), "/", answer(2, &[])),
        (Some("acme.example.com"), "/", answer(1, &["acme"])),
        (Some("7.example.com"), "/a%20b", answer(3, &["7", "a b"])),
        (Some("a.b.example.com"), "/", answer(0, &[])),
        (Some(".example.com"), "/", answer(0, &[])),
        (Some("acme@evil.example.com"), "/", answer(0, &[])),
        (Some(""), "/", answer(0, &[])),
    ] {
        assert_eq!(find(&table, "GET", path, host), expected, "host: {host:?}, path: {path}");
    }
}

#[test]
fn resolutions() {
    let strict = Options::default();
    let redirect = Options { trailing_slash: TrailingSlash::Redirect, ..strict };
    let ignore = Options { trailing_slash: TrailingSlash::Ignore, ..strict };
    let folded = Options { case_sensitive: false, ..strict };
    for (options, method, path, expected) in [
        (strict, "GET", "/a/", "NotFound"),
        (ignore, "GET", "/a/", "Found"),
        (ignore, "GET", "/b", "Found"),
        (ignore, "POST", "/a/", "MethodNotAllowed(GET, HEAD, OPTIONS)"),
        (redirect, "GET", "/a/?x=\u{e9}#f", "Redirect(/a?x=%C3%A9)"),
        (redirect, "GET", "/b", "Redirect(/b/)"),
        (redirect, "GET", "//evil", "NotFound"),
        (redirect, "POST", "/a/", "NotFound"),
        (strict, "GET", "/A", "NotFound"),
        (folded, "GET", "/A", "Found"),
        (folded, "GET", "/C%c3%A9/X", "Found"),
        (strict, "OPTIONS", "/a", "MethodNotAllowed(GET, HEAD, OPTIONS)"),
        (strict, "GET", "*", "InvalidPath(NoLeadingSlash)"),
        (strict, "GET", "/a%0", "InvalidPath(InvalidEscape)"),
        (strict, "GET", "/a%00", "InvalidPath(Nul)"),
    ] {
        let table = table(options, &["GET /a", "GET /b/", "GET /{p*:/evil/}", "GET /c\u{e9}/{x}"]);
        let request = Request { method: method.as_bytes(), path: path.as_bytes(), host: None };
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let actual = match table.resolve(request, &mut Scratch::default()) {
            Resolution::Found(_) => "Found".to_owned(),
            Resolution::Redirect(target) => format!("Redirect({})", text(&target)),
            Resolution::MethodNotAllowed(set) => format!("MethodNotAllowed({})", text(&table.allow_header(set))),
            Resolution::NotFound => "NotFound".to_owned(),
            Resolution::InvalidPath(error) => format!("InvalidPath({error:?})"),
        };
        assert_eq!(actual, expected, "{method} {path}, {options:?}");
    }
    assert_eq!(Table::new(strict).canonical_path(b"a", &mut Scratch::default()), Err(PathError::NoLeadingSlash));
}

#[test]
fn a_refused_route_leaves_the_table_as_it_was() {
    let mut table = table(Options::default(), &["GET /a[/{b}]", "* /c", "PUT /d/{x:int} {t}.example.com"]);
    for (methods, pattern, name, host, code) in [
        (&["GET"][..], "a", None, None, ErrorCode::MalformedPattern),
        (&["GET"], "/{a:integer}", None, None, ErrorCode::UnknownConstraint),
        (&["GET"], "/{a:(?=b)}", None, None, ErrorCode::BadConstraint),
        (&["GET"], "/{a}/{a}", None, None, ErrorCode::DuplicateParameter),
        (&["GET"], "/{t}", None, Some("{t}.example.com"), ErrorCode::DuplicateParameter),
        (&["POST", "GET"], "/a/{other}", None, None, ErrorCode::DuplicateRoute),
        (&["*"], "/c", None, None, ErrorCode::DuplicateRoute),
        (&["PUT"], r"/d/{y:\d+}", None, Some("{u}.example.com"), ErrorCode::DuplicateRoute),
        (&["GET"], "/new", Some("0"), None, ErrorCode::DuplicateName),
        (&["GE T"], "/new", None, None, ErrorCode::BadMethod),
        (&[], "/new", None, None, ErrorCode::BadMethod),
    ] {
        let methods: Vec<&[u8]> = methods.iter().map(|method| method.as_bytes()).collect();
        let name = name.map(|name: &str| name.as_bytes());
        let host = host.map(|host: &str| host.as_bytes());
        let refused = table.add(NewRoute { methods: &methods, pattern: pattern.as_bytes(), name, host });
        assert_eq!(refused.map_err(|error| error.kind.code()), Err(code), "pattern: {pattern}");
        assert_eq!((table.routes().len(), table.forms()), (3, 4), "after pattern: {pattern}");
    }
    // Methods of a route that is refused take up no room: 57 of one's own fit beside the seven.
    let many: Vec<String> = (0..57).map(|number| format!("M{number}")).collect();
    let many: Vec<&[u8]> = many.iter().map(|name| name.as_bytes()).collect();
    let mut too_many = many.clone();
    too_many.push(b"ONE-TOO-MANY");
    let mut add = |methods: &[&[u8]]| {
        let added = table.add(NewRoute { methods, pattern: b"/many", name: None, host: None });
        added.map_err(|error| error.kind.code())
    };
    assert_eq!(add(&too_many), Err(ErrorCode::TooLarge));
    assert_eq!(add(&many), Ok(3));
}

#[test]
fn urls() {
    let routes = [
        "GET /posts[/{page:int}[/{size}]]",
        "GET /files/{path*}",
        "GET /{a}.{b}",
        "GET /x/{y} {tenant}.example.com",
        "GET /caf\u{e9}/{id}",
        "GET /{a}/x/{b:int}/",
    ];
    let table = table(Options::default(), &routes);
    let given = |text: &'static str| -> Vec<(&'static [u8], &'static [u8])> {
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, value)| (name.as_bytes(), value.as_bytes())).collect()
    };
    for (name, parameters, expected) in [
        ("0", "", "/posts"),
        ("0", "page=2", "/posts/2"),
        ("0", "size=a b&page=2", "/posts/2/a%20b"),
        ("1", "path=a/b c", "/files/a/b%20c"),
        ("2", "a=x&b=y", "/x.y"),
        ("2", "a=x.y&b=z", "/x.y.z"),
        ("3", "tenant=acme&y=1", "//acme.example.com/x/1"),
        ("4", "id=a/b", "/caf%C3%A9/a%2Fb"),
        ("5", "b=2&a=1", "/1/x/2/"),
    ] {
        let url = table.url(name.as_bytes(), &given(parameters));
        assert_eq!(url.as_deref(), Ok(expected.as_bytes()), "{name} {parameters}");
    }
    for (name, parameters, parameter, fault) in [
        ("0", "page=x", "page", ParameterFault::Constraint(b"int"[..].into())),
        ("0", "page=", "page", ParameterFault::Empty),
        ("0", "other=1", "other", ParameterFault::Unknown),
        ("1", "path=/a", "path", ParameterFault::LeadingSlash),
        ("1", "path=a/../b", "path", ParameterFault::DotSegment),
        ("1", "path=a\0", "path", ParameterFault::Nul),
        ("2", "a=x&b=y.z", "a", ParameterFault::RoundTrip),
        ("3", "tenant=Acme&y=1", "tenant", ParameterFault::HostLabel),
        ("4", "id=a/..", "id", ParameterFault::DotSegment),
        ("5", "a=.&b=1", "a", ParameterFault::DotSegment),
        ("5", "a=1&b=x", "b", ParameterFault::Constraint(b"int"[..].into())),
        ("5", "a=1&b=2&c=3", "c", ParameterFault::Unknown),
        ("5", "a=1&c=3", "c", ParameterFault::Unknown),
    ] {
        let kind = table.url(name.as_bytes(), &given(parameters)).map_err(|error| error.kind);
        let (name, route) = (parameter.as_bytes().into(), name.as_bytes().into());
        assert_eq!(kind, Err(RouteErrorKind::BadParameter { name, route, fault }), "{parameters}");
    }
    for (name, parameters, code) in [
        ("nobody", "", ErrorCode::UnknownName),
        ("0", "size=1", ErrorCode::MissingParameter),
        ("1", "", ErrorCode::MissingParameter),
        ("5", "a=1&a=2", ErrorCode::MissingParameter),
    ] {
        let code_of = table.url(name.as_bytes(), &given(parameters)).map_err(|error| error.kind.code());
        assert_eq!(code_of, Err(code), "{name} {parameters}");
    }
}

#[test]
fn conflicts() {
    for (routes, expected) in [
        (&["GET /{a:int}", "GET /{b}"][..], &[][..]),
        (&["GET /{a:int}", r"GET /{b:\d{1,3}}"], &[]),
        (&["GET /{a:[a-c]}", "GET /{b:a|b|c}"], &[(1, Cause::Shadowed(0))]),
        (&["GET /{a:[0-9]+}-x", "GET /{b}-x"], &[]),
        (&[r"GET /{a:[^\s\S]}"], &[(0, Cause::Unsatisfiable(b"a".into()))]),
        (&["GET /{a:date}", r"GET /{b:\d{4}-\d\d-\d\d}"], &[]),
        (&["HEAD /{a:[a-c]}", "GET /{b:a|b|c}"], &[]),
        (&["GET /{a:[a-c]}", "* /{b:a|b|c}"], &[]),
        (&["GET /{a:[a-c]} h.test", "GET /{b:a|b|c}"], &[]),
    ] {
        let found: Vec<_> = table(Options::default(), routes)
            .conflicts()
            .into_iter()
            .map(|conflict| (conflict.route, conflict.cause))
            .collect();
        assert_eq!(found, expected, "routes: {routes:?}");
    }
}

#[test]
fn explanations() {
    let routes = ["GET /users/{id:int}[/posts]", "POST /users/{name}", "GET /f/{path*}", "GET /users/7 h.test"];
    let table = table(Options::default(), &routes);
    for (method, path, status, reason, nearest) in [
        ("GET", "/users/7", "Found", "'/users/{id:int}[/posts]' matches", &[(0, "matches"), (1, "matches")][..]),
        (
            "GET",
            "/users/x",
            "MethodNotAllowed",
            "the path exists, but not for GET; it answers to POST, OPTIONS",
            &[(1, "matches"), (0, "does not satisfy int")],
        ),
        ("GET", "/users", "NotFound", "no pattern matches", &[(0, "the path ends here"), (1, "the path ends here")]),
        ("GET", "/f/", "NotFound", "no pattern matches", &[(2, "is empty"), (0, "is not 'users'")]),
        (
            "GET",
            "/users/7/posts/1",
            "NotFound",
            "no pattern matches",
            &[(0, "the pattern ends here"), (1, "the pattern ends here")],
        ),
        ("GET", "x", "NotFound", "the path does not begin with '/'", &[]),
        ("GET", "/%", "NotFound", "the path holds an invalid escape", &[]),
    ] {
        let request = Request { method: method.as_bytes(), path: path.as_bytes(), host: None };
        let explanation = table.explain(request, &mut Scratch::default());
        let told: Vec<(usize, String)> = explanation
            .nearest
            .iter()
            .map(|comparison| {
                let last = comparison.segments.last().map(|segment| segment.reason.as_slice()).unwrap_or_default();
                (comparison.route, String::from_utf8_lossy(last).into_owned())
            })
            .take(2)
            .collect();
        let nearest: Vec<(usize, String)> = nearest.iter().map(|&(route, text)| (route, text.to_owned())).collect();
        let reason_told = String::from_utf8_lossy(&explanation.reason);
        assert_eq!((explanation.status, &*reason_told, told), (status, reason, nearest), "{method} {path}");
    }
    let request = Request { method: b"GET", path: b"/users/7", host: Some(b"H.test:80") };
    let explanation = table.explain(request, &mut Scratch::default());
    assert_eq!(explanation.nearest.first().map(|comparison| comparison.route), Some(3), "the host's own route first");
}
