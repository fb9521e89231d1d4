//! Measures Argon2id on mapped memory beside the same crate on memory of its own.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot set itself up has nothing to measure")]

use argon2::{Algorithm, Argon2, Block, Params, Version};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use highper_crypto::kdf::argon2id;
use highper_crypto::random;
use std::hint::black_box;

fn passwords(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("argon2id");
    group.sample_size(10);
    for (memory, passes) in [(64, 1), (8192, 2), (65_536, 4)] {
        let name = format!("{memory} KiB x {passes}");
        let mut out = [0; 32];
        group.bench_function(BenchmarkId::new("highper", &name), |bencher| {
            bencher.iter(|| argon2id(black_box(b"password"), &[7; 16], memory, passes, 1, &mut out));
        });
        let params = Params::new(memory, passes, 1, Some(32)).expect("parameters");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        group.bench_function(BenchmarkId::new("argon2", &name), |bencher| {
            bencher.iter(|| {
                let mut blocks = vec![Block::default(); argon2.params().block_count()];
                argon2.hash_password_into_with_memory(black_box(b"password"), &[7; 16], &mut out, &mut blocks)
            });
        });
    }
    group.finish();
}

fn randoms(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("random");
    for length in [16, 32, 128, 255, 256, 4096] {
        let mut out = vec![0; length];
        group.bench_function(BenchmarkId::new("fill", length), |bencher| bencher.iter(|| random::fill(&mut out)));
        group.bench_function(BenchmarkId::new("getrandom", length), |bencher| {
            bencher.iter(|| getrandom::fill(&mut out));
        });
    }
    group.bench_function("uuid4", |bencher| bencher.iter(random::uuid4));
    group.bench_function("uuid7", |bencher| bencher.iter(random::uuid7));
    group.bench_function("ulid", |bencher| bencher.iter(random::ulid));
    group.finish();
}

criterion_group!(benches, passwords, randoms);
criterion_main!(benches);
