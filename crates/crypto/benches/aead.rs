//! Sealing and opening beside the RustCrypto crates: whole messages, and what streams and boxes are made of.

#![allow(missing_docs, reason = "a benchmark")]
#![allow(clippy::unwrap_used, reason = "a benchmark whose messages cannot be sealed has nothing to measure")]

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, XChaCha20Poly1305};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use highper_crypto::aead::{Aead, Algorithm};
use highper_crypto::{boxes, exchange, stream, xchacha20};
use salsa20::XSalsa20;
use salsa20::cipher::{KeyIvInit, StreamCipher};
use std::hint::black_box;

const KEY: [u8; 32] = [7; 32];
const LENGTHS: [usize; 4] = [64, 1 << 10, 1 << 16, 1 << 20];

fn messages(criterion: &mut Criterion) {
    for algorithm in Algorithm::ALL {
        let mut group = criterion.benchmark_group(algorithm.name());
        for length in LENGTHS {
            group.throughput(Throughput::Bytes(length as u64));
            let aead = Aead::new(algorithm, &KEY).unwrap();
            let message = vec![1; length];
            let mut sealed = vec![0; length + algorithm.overhead()];
            group.bench_function(BenchmarkId::new("seal", length), |bencher| {
                bencher.iter(|| aead.seal(&message, b"", black_box(&mut sealed)).unwrap());
            });
            let mut opened = vec![0; length];
            group.bench_function(BenchmarkId::new("open", length), |bencher| {
                bencher.iter(|| aead.open(black_box(&sealed), b"", black_box(&mut opened)).unwrap());
            });
        }
    }
}

/// In place, with a nonce that is not made anew: more than the engine is spared.
fn reference(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("RustCrypto");
    for length in LENGTHS {
        group.throughput(Throughput::Bytes(length as u64));
        let mut message = vec![1; length];
        group.bench_function(BenchmarkId::new("xchacha20-poly1305", length), |bencher| {
            let cipher = XChaCha20Poly1305::new(&KEY.into());
            bencher
                .iter(|| cipher.encrypt_inout_detached(&[9; 24].into(), b"", message.as_mut_slice().into()).unwrap());
        });
        group.bench_function(BenchmarkId::new("chacha20-poly1305", length), |bencher| {
            let cipher = ChaCha20Poly1305::new(&KEY.into());
            bencher
                .iter(|| cipher.encrypt_inout_detached(&[9; 12].into(), b"", message.as_mut_slice().into()).unwrap());
        });
        group.bench_function(BenchmarkId::new("xchacha20", length), |bencher| {
            bencher.iter(|| chacha20::XChaCha20::new(&KEY.into(), &[9; 24].into()).apply_keystream(&mut message));
        });
        group.bench_function(BenchmarkId::new("xsalsa20", length), |bencher| {
            bencher.iter(|| XSalsa20::new(&KEY.into(), &[9; 24].into()).apply_keystream(&mut message));
        });
    }
}

fn others(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("others");
    let sender = exchange::SecretKey::from_seed(&KEY).unwrap();
    let recipient = exchange::SecretKey::from_seed(&[9; 32]).unwrap();
    for length in LENGTHS {
        group.throughput(Throughput::Bytes(length as u64));
        let mut message = vec![1; length];
        group.bench_function(BenchmarkId::new("xchacha20", length), |bencher| {
            bencher.iter(|| xchacha20::apply(&KEY, &[9; 24], black_box(&mut message)));
        });
        let mut sealed = vec![0; length + stream::OVERHEAD];
        group.bench_function(BenchmarkId::new("stream push", length), |bencher| {
            let mut seal = stream::Seal::new(&KEY).unwrap();
            bencher.iter(|| seal.push(&message, b"", stream::Tag::Message, black_box(&mut sealed)).unwrap());
        });
        let mut seal = stream::Seal::new(&KEY).unwrap();
        seal.push(&message, b"", stream::Tag::Message, &mut sealed).unwrap();
        let mut opened = vec![0; length];
        group.bench_function(BenchmarkId::new("stream new and pull", length), |bencher| {
            bencher.iter(|| stream::Open::new(&KEY, seal.header()).pull(&sealed, b"", black_box(&mut opened)).unwrap());
        });
        let mut encrypted = vec![0; length + boxes::ENCRYPTED];
        group.bench_function(BenchmarkId::new("box encrypt", length), |bencher| {
            let public = recipient.public_key();
            bencher.iter(|| boxes::encrypt(&sender, &public, &message, black_box(&mut encrypted)).unwrap());
        });
        let mut sealed = vec![0; length + boxes::SEALED];
        group.bench_function(BenchmarkId::new("box seal", length), |bencher| {
            let public = recipient.public_key();
            bencher.iter(|| boxes::seal(&public, &message, black_box(&mut sealed)).unwrap());
        });
        group.bench_function(BenchmarkId::new("box open", length), |bencher| {
            bencher.iter(|| boxes::open(&recipient, &sealed, black_box(&mut opened)).unwrap());
        });
    }
}

criterion_group!(benches, messages, reference, others);
criterion_main!(benches);
