//! X25519 beside x25519-dalek and aws-lc-rs.

#![allow(missing_docs, reason = "a benchmark")]
#![allow(clippy::unwrap_used, reason = "a benchmark without keys has nothing to measure")]

use aws_lc_rs::agreement::{PrivateKey, UnparsedPublicKey, X25519, agree};
use aws_lc_rs::error::Unspecified;
use criterion::{Criterion, criterion_group, criterion_main};
use highper_crypto::exchange::SecretKey;
use std::hint::black_box;
use x25519_dalek::{PublicKey, StaticSecret};

const SECRET: [u8; 32] = [7; 32];

fn exchange(criterion: &mut Criterion) {
    let key = SecretKey::from_bytes(&SECRET).unwrap();
    let public = SecretKey::from_bytes(&[9; 32]).unwrap().public_key();
    let mut group = criterion.benchmark_group("agree");
    group.bench_function("highper", |bencher| bencher.iter(|| key.agree(black_box(&public)).unwrap()));
    group.bench_function("x25519-dalek", |bencher| {
        let (key, public) = (StaticSecret::from(SECRET), PublicKey::from(*public.as_bytes()));
        bencher.iter(|| key.diffie_hellman(black_box(&public)));
    });
    group.bench_function("aws-lc-rs", |bencher| {
        let key = PrivateKey::from_private_key(&X25519, &SECRET).unwrap();
        let public = UnparsedPublicKey::new(&X25519, public.as_bytes());
        bencher.iter(|| agree(&key, black_box(&public), Unspecified, |shared| Ok(shared.len())).unwrap());
    });
    group.finish();
    let mut group = criterion.benchmark_group("public half");
    group.bench_function("highper", |bencher| bencher.iter(|| SecretKey::from_bytes(black_box(&SECRET)).unwrap()));
    group.bench_function("x25519-dalek", |bencher| {
        bencher.iter(|| PublicKey::from(&StaticSecret::from(black_box(SECRET))));
    });
}

criterion_group!(benches, exchange);
criterion_main!(benches);
