//! Measures the table against `matchit` on the same routes, and says by that why the table is one of our own: as fast where matchit can
//! do the work, and able to do what it cannot (see ARCHITECTURE.md).

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot set itself up has nothing to measure")]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use highper_router::{NewRoute, Options, Request, Scratch, Table};
use std::hint::black_box;

/// An application of so many resources with a few routes each; matchit takes no methods, so every route has a path of its own.
fn patterns(resources: usize) -> Vec<String> {
    let names = ["users", "orders", "items", "hooks", "events", "teams", "files", "notes", "tags", "plans"];
    let resource = |number: usize| format!("/api/v{}/{}{number}", number % 5 + 1, names[number % names.len()]);
    let tails =
        ["", "/search", "/{id}", "/{id}/children", "/{id}/children/{child}", "/{id}/children/{child}/history/{rev}"];
    (0..resources).flat_map(|number| tails.map(|tail| resource(number) + tail)).collect()
}

/// A path for each pattern, with values that differ.
fn paths(patterns: &[String]) -> Vec<String> {
    let fill = |(number, pattern): (usize, &String)| {
        let value = format!("{:x}", number * 2_654_435_761 % 1_000_003);
        pattern
            .split('/')
            .map(|segment| if segment.starts_with('{') { value.as_str() } else { segment })
            .collect::<Vec<_>>()
            .join("/")
    };
    patterns.iter().enumerate().map(fill).collect()
}

fn measure(criterion: &mut Criterion) {
    for resources in [30, 800] {
        let patterns = patterns(resources);
        let paths = paths(&patterns);
        let mut group = criterion.benchmark_group(format!("{} routes", patterns.len()));

        let mut table = Table::new(Options::default());
        let mut rival = matchit::Router::new();
        for (number, pattern) in patterns.iter().enumerate() {
            let route = NewRoute { methods: &[b"GET"], pattern: pattern.as_bytes(), name: None, host: None };
            table.add(route).expect("the pattern is valid");
            rival.insert(pattern.as_str(), number).expect("the pattern is valid");
        }

        let mut scratch = Scratch::default();
        let mut next = paths.iter().cycle();
        group.bench_function("highper-router", |bencher| {
            let find = |path: &String| {
                let request = Request { method: b"GET", path: path.as_bytes(), host: None };
                black_box(table.find(request, &mut scratch))
            };
            bencher.iter_batched(|| next.next().expect("a cycle does not end"), find, BatchSize::SmallInput);
        });
        let mut next = paths.iter().cycle();
        group.bench_function("matchit", |bencher| {
            let find = |path: &String| black_box(rival.at(path).is_ok());
            bencher.iter_batched(|| next.next().expect("a cycle does not end"), find, BatchSize::SmallInput);
        });
        group.finish();
    }
}

criterion_group!(benches, measure);
criterion_main!(benches);
