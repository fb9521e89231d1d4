//! Measures reading JSON against simd-json. Both are asked for what a builder of values needs: simd-json for its tape, which would still have
//! to be walked, and wants a copy of the input to write into; this decoder for every event, each taken up by a sink. And checking alone.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot set itself up has nothing to measure")]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use highper_serializer::json::{Decoder, Error, Options, check};
use highper_serializer::{JsonSink, Sink};
use std::hint::black_box;

mod shared;

/// Takes every value up and keeps none.
struct Taker;

impl Sink for Taker {
    type Error = Error;
    type Frame = ();

    fn null(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), Error> {
        black_box(value);
        Ok(())
    }

    fn integer(&mut self, value: i64) -> Result<(), Error> {
        black_box(value);
        Ok(())
    }

    fn double(&mut self, value: f64) -> Result<(), Error> {
        black_box(value);
        Ok(())
    }

    fn string(&mut self, text: &[u8]) -> Result<(), Error> {
        black_box(text);
        Ok(())
    }

    fn begin_array(&mut self, _: Option<usize>) -> Result<(), Error> {
        Ok(())
    }

    fn end_array(&mut self, (): ()) -> Result<(), Error> {
        Ok(())
    }

    fn begin_map(&mut self, _: Option<usize>) -> Result<(), Error> {
        Ok(())
    }

    fn key(&mut self, text: &[u8]) -> Result<(), Error> {
        black_box(text);
        Ok(())
    }

    fn end_map(&mut self, (): ()) -> Result<(), Error> {
        Ok(())
    }
}

impl JsonSink for Taker {
    fn big_integer(&mut self, digits: &[u8]) -> Result<(), Error> {
        black_box(digits);
        Ok(())
    }
}

fn measure(criterion: &mut Criterion) {
    for (name, json) in shared::inputs() {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(json.len() as u64));
        let input = json.as_bytes();
        group.bench_function("events", |bencher| {
            let mut decoder = Decoder::new();
            bencher
                .iter(|| decoder.decode(black_box(input), Options::default(), &mut Taker).expect("the input is JSON"));
        });
        group.bench_function("check", |bencher| {
            bencher.iter(|| check(black_box(input), Options::default(), false).expect("the input is JSON"));
        });
        group.bench_function("simd-json: tape", |bencher| {
            let mut buffers = simd_json::Buffers::new(input.len());
            bencher.iter_batched_ref(
                || input.to_vec(),
                |copy| {
                    simd_json::to_tape_with_buffers(copy, &mut buffers)
                        .map(|tape| tape.0.len())
                        .expect("the input is JSON")
                },
                BatchSize::LargeInput,
            );
        });
        group.finish();
    }
}

criterion_group!(benches, measure);
criterion_main!(benches);
