//! Ed25519: signing and loading keys beside ed25519-dalek, which verifies for the engine, and verifying beside AWS-LC, which signs for it.

#![allow(missing_docs, reason = "a benchmark")]
#![allow(clippy::unwrap_used, reason = "a benchmark without keys has nothing to measure")]

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ed25519_dalek::{Signature, Signer};
use highper_crypto::sign::{SigningKey, VerifyingKey};
use std::hint::black_box;

const SEED: [u8; 32] = [7; 32];

fn messages(criterion: &mut Criterion) {
    let key = SigningKey::from_seed(&SEED).unwrap();
    let verifying = key.verifying_key();
    let dalek = ed25519_dalek::SigningKey::from_bytes(&SEED);
    let dalek_verifying = dalek.verifying_key();
    let aws = Ed25519KeyPair::from_seed_unchecked(&SEED).unwrap();
    let aws_verifying = UnparsedPublicKey::new(&ED25519, key.public());
    for length in [64, 1 << 10, 1 << 16, 1 << 20] {
        let message = vec![1; length];
        let signature = key.sign(&message);
        let parsed = Signature::from_bytes(&signature);
        let mut group = criterion.benchmark_group("sign");
        group.bench_function(BenchmarkId::new("highper", length), |bencher| {
            bencher.iter(|| key.sign(black_box(&message)));
        });
        group.bench_function(BenchmarkId::new("ed25519-dalek", length), |bencher| {
            bencher.iter(|| dalek.sign(black_box(&message)));
        });
        group.bench_function(BenchmarkId::new("aws-lc-rs", length), |bencher| {
            bencher.iter(|| aws.sign(black_box(&message)));
        });
        group.finish();
        let mut group = criterion.benchmark_group("verify");
        group.bench_function(BenchmarkId::new("highper", length), |bencher| {
            bencher.iter(|| assert!(verifying.verify(black_box(&message), &signature)));
        });
        group.bench_function(BenchmarkId::new("ed25519-dalek, strict", length), |bencher| {
            bencher.iter(|| dalek_verifying.verify_strict(black_box(&message), &parsed).unwrap());
        });
        group.bench_function(BenchmarkId::new("aws-lc-rs", length), |bencher| {
            bencher.iter(|| aws_verifying.verify(black_box(&message), &signature).unwrap());
        });
        group.finish();
    }
}

fn keys(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("keys");
    let key = SigningKey::from_seed(&SEED).unwrap();
    group.bench_function("from a seed, highper", |bencher| {
        bencher.iter(|| SigningKey::from_seed(black_box(&SEED)).unwrap());
    });
    group.bench_function("from a seed, ed25519-dalek", |bencher| {
        bencher.iter(|| ed25519_dalek::SigningKey::from_bytes(black_box(&SEED)));
    });
    group.bench_function("from a public half", |bencher| {
        bencher.iter(|| VerifyingKey::from_bytes(black_box(key.public())).unwrap());
    });
}

criterion_group!(benches, messages, keys);
criterion_main!(benches);
