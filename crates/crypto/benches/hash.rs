//! Measures digests beside other crates for the same ones.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot set itself up has nothing to measure")]

use blake2::{Blake2b512, Digest};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use highper_crypto::hash::{Algorithm, blake2b, digest};
use highper_crypto::hmac;
use sha2::{Sha256, Sha512};
use std::hint::black_box;

const LENGTHS: [usize; 4] = [64, 1024, 65_536, 1_048_576];

fn digests(criterion: &mut Criterion) {
    let data = vec![0x5a; 1_048_576];
    for algorithm in Algorithm::ALL {
        let mut group = criterion.benchmark_group(algorithm.name());
        let mut out = vec![0; algorithm.length()];
        for length in LENGTHS {
            let data = data.get(..length).expect("a length of the list");
            group.throughput(Throughput::Bytes(length as u64));
            group.bench_function(BenchmarkId::new("highper", length), |bencher| {
                bencher.iter(|| digest(algorithm, None, black_box(data), &mut out));
            });
            match algorithm {
                Algorithm::Blake2b => {
                    group.bench_function(BenchmarkId::new("blake2", length), |bencher| {
                        bencher.iter(|| Blake2b512::digest(black_box(data)));
                    });
                }
                Algorithm::Xxh3 => {
                    group.bench_function(BenchmarkId::new("xxhash-rust", length), |bencher| {
                        bencher.iter(|| xxhash_rust::xxh3::xxh3_64(black_box(data)));
                    });
                }
                Algorithm::Crc32c => {
                    group.bench_function(BenchmarkId::new("crc-fast", length), |bencher| {
                        bencher.iter(|| crc_fast::checksum(crc_fast::CrcAlgorithm::Crc32Iscsi, black_box(data)));
                    });
                }
                Algorithm::Sha256 => {
                    group.bench_function(BenchmarkId::new("sha2", length), |bencher| {
                        bencher.iter(|| Sha256::digest(black_box(data)));
                    });
                }
                Algorithm::Sha512 => {
                    group.bench_function(BenchmarkId::new("sha2", length), |bencher| {
                        bencher.iter(|| Sha512::digest(black_box(data)));
                    });
                }
                _ => {}
            }
        }
        group.finish();
    }
}

fn macs(criterion: &mut Criterion) {
    let data = vec![0x5a; 1_048_576];
    for algorithm in [Algorithm::Sha256, Algorithm::Sha512] {
        let mut group = criterion.benchmark_group(format!("hmac-{}", algorithm.name()));
        let mut out = vec![0; algorithm.length()];
        for length in LENGTHS {
            let data = data.get(..length).expect("a length of the list");
            group.throughput(Throughput::Bytes(length as u64));
            group.bench_function(BenchmarkId::new("highper", length), |bencher| {
                bencher.iter(|| hmac::sign(algorithm, black_box(&[7; 32]), black_box(data), &mut out));
            });
        }
        group.finish();
    }
    let mut group = criterion.benchmark_group("blake2b-keyed");
    let mut out = [0; 32];
    group.bench_function("two parts of 32", |bencher| {
        bencher.iter(|| blake2b(black_box(&[7; 32]), &[black_box(&[1; 32]), black_box(&[2; 32])], &mut out));
    });
    group.finish();
}

criterion_group!(benches, digests, macs);
criterion_main!(benches);
