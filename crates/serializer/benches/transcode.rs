//! Measures transcoding against what one would write with serde: a tree of `serde_json` values that `rmp-serde` writes, and back. And
//! against checking alone, below which no transcoding can come.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot set itself up has nothing to measure")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use highper_serializer::json;
use highper_serializer::transcode::Transcoder;
use std::hint::black_box;

mod shared;

fn measure(criterion: &mut Criterion) {
    for (name, json) in shared::inputs() {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(json.len() as u64));
        let input = json.as_bytes();
        group.bench_function("to MessagePack", |bencher| {
            let mut transcoder = Transcoder::default();
            bencher.iter(|| transcoder.to_message_pack(black_box(input), 512).map(|packed| packed.to_vec()));
        });
        group.bench_function("to MessagePack, serde", |bencher| {
            bencher.iter(|| {
                let value: serde_json::Value = serde_json::from_slice(black_box(input)).expect("the input is JSON");
                rmp_serde::to_vec(&value).expect("JSON can be packed")
            });
        });
        let message = Transcoder::default().to_message_pack(input, 512).expect("the input is JSON").to_vec();
        group.bench_function("to JSON", |bencher| {
            let mut transcoder = Transcoder::default();
            bencher.iter(|| transcoder.to_json(black_box(&message), 512).map(<[u8]>::to_vec));
        });
        group.bench_function("to JSON, serde", |bencher| {
            bencher.iter(|| {
                let value: serde_json::Value =
                    rmp_serde::from_slice(black_box(&message)).expect("it was packed before");
                serde_json::to_vec(&value).expect("its keys are strings")
            });
        });
        group.bench_function("JSON checked only", |bencher| {
            bencher.iter(|| json::check(black_box(input), json::Options::default(), false));
        });
        group.finish();
    }
}

criterion_group!(benches, measure);
criterion_main!(benches);
