//! Measures hex and base64url beside base64ct, which is as careful, and base64-simd, which looks up in tables kept in registers.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot set itself up has nothing to measure")]

use base64_simd::{AsOut, URL_SAFE_NO_PAD};
use base64ct::{Base64UrlUnpadded, Encoding};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use highper_crypto::encoding::{base64url, base64url_length, from_base64url, from_hex, hex, hex_length};
use std::hint::black_box;

fn encodings(criterion: &mut Criterion) {
    for length in [32_usize, 256, 1024, 65_536] {
        let data: Vec<u8> = (0..length).map(|index| index.wrapping_mul(167).to_le_bytes()[0]).collect();
        let mut text = vec![0; base64url_length(length)];
        let mut back = vec![0; length];

        let mut group = criterion.benchmark_group("base64url");
        group.throughput(Throughput::Bytes(length as u64));
        group.bench_function(BenchmarkId::new("highper", length), |bencher| {
            bencher.iter(|| base64url(black_box(&data), &mut text));
        });
        group.bench_function(BenchmarkId::new("base64ct", length), |bencher| {
            bencher.iter(|| Base64UrlUnpadded::encode(black_box(&data), &mut text).expect("room").len());
        });
        group.bench_function(BenchmarkId::new("base64-simd", length), |bencher| {
            bencher.iter(|| URL_SAFE_NO_PAD.encode(black_box(&data), text.as_mut_slice().as_out()).len());
        });
        group.finish();

        let mut group = criterion.benchmark_group("from-base64url");
        group.throughput(Throughput::Bytes(length as u64));
        group.bench_function(BenchmarkId::new("highper", length), |bencher| {
            bencher.iter(|| from_base64url(black_box(&text), &mut back));
        });
        group.bench_function(BenchmarkId::new("base64ct", length), |bencher| {
            bencher.iter(|| Base64UrlUnpadded::decode(black_box(&text), &mut back).expect("text").len());
        });
        group.bench_function(BenchmarkId::new("base64-simd", length), |bencher| {
            bencher
                .iter(|| URL_SAFE_NO_PAD.decode(black_box(&text), back.as_mut_slice().as_out()).expect("text").len());
        });
        group.finish();

        let mut digits = vec![0; hex_length(length)];
        let mut group = criterion.benchmark_group("hex");
        group.throughput(Throughput::Bytes(length as u64));
        group.bench_function(BenchmarkId::new("to", length), |bencher| {
            bencher.iter(|| hex(black_box(&data), &mut digits));
        });
        group.bench_function(BenchmarkId::new("from", length), |bencher| {
            bencher.iter(|| from_hex(black_box(&digits), &mut back));
        });
        group.finish();
    }
}

criterion_group!(benches, encodings);
criterion_main!(benches);
