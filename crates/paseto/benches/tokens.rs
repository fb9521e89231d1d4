//! Measures tokens of 195 bytes of claims and 61 bytes of footer, the checks around them, and the two ways to derive a local token's keys that
//! were considered: both hashes side by side, and each from a state in which the key's block is compressed already.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot set itself up has nothing to measure")]

use blake2b_simd::many::{HashManyJob, hash_many};
use blake2b_simd::{Params, State};
use criterion::{Criterion, criterion_group, criterion_main};
use highper_crypto::{encoding, hash, random, xchacha20};
use highper_paseto::claims::{self, Expiry, Rules};
use highper_paseto::time::Moment;
use highper_paseto::{LocalKey, Reader, SecretKey, footer, local, paserk, public};
use std::hint::black_box;

const CLAIMS: &[u8] = br#"{"iss":"https://auth.example.com","sub":"user-8d1f2c44","aud":"https://api.example.com","iat":"2026-11-21T12:00:00Z","exp":"2026-11-21T13:00:00Z","jti":"01JD7Z3V9K2M4N6P8Q0R2S4T6V","role":"edit"}"#;
const FOOTER: &[u8] = br#"{"kid":"k4.lid.iVtYQDjr5gEijCSjJC3fQaJm7nCeQSeaty0Jixy8dbsk"}"#;
const MAX: usize = 1 << 20;

fn tokens(criterion: &mut Criterion) {
    assert_eq!((CLAIMS.len(), FOOTER.len()), (195, 61));
    let key = LocalKey::generate().expect("random bytes");
    let mut token = vec![0; local::token_length(CLAIMS.len(), FOOTER.len())];
    let mut group = criterion.benchmark_group("local");
    group.bench_function("encrypt", |bench| {
        bench.iter(|| local::encrypt(black_box(&key), CLAIMS, FOOTER, b"", &mut token).expect("room"));
    });
    let mut reader = Reader::default();
    group.bench_function("decrypt", |bench| {
        bench.iter(|| reader.decrypt(black_box(&key), &token, b"", MAX).expect("the token").payload().len());
    });
    group.bench_function("key", |bench| bench.iter(|| LocalKey::from_bytes(black_box(&[7; 32]))));
    group.finish();

    let key = SecretKey::generate().expect("random bytes");
    let verifying = key.public_key();
    let mut token = vec![0; public::token_length(CLAIMS.len(), FOOTER.len())];
    let mut group = criterion.benchmark_group("public");
    group.bench_function("sign", |bench| {
        bench.iter(|| public::sign(black_box(&key), CLAIMS, FOOTER, b"", &mut token).expect("room"));
    });
    group.bench_function("verify", |bench| {
        bench.iter(|| reader.verify(black_box(&verifying), &token, b"", MAX).expect("the token").payload().len());
    });
    group.finish();
}

fn checks(criterion: &mut Criterion) {
    let rules = Rules {
        issuer: Some(b"https://auth.example.com"[..].into()),
        audience: Some(b"https://api.example.com"[..].into()),
        subject: None,
        lifetime: Some(3600),
        leeway: 30,
    };
    let now = Moment { seconds: 1_795_263_600, nanoseconds: 0 };
    let mut group = criterion.benchmark_group("checks");
    group.bench_function("claims", |bench| {
        bench.iter(|| claims::check(black_box(CLAIMS), &rules, now, Expiry::Checked).expect("good claims"));
    });
    group.bench_function("shape", |bench| bench.iter(|| claims::shape(black_box(CLAIMS)).expect("good claims")));
    let mut out = Vec::new();
    group.bench_function("complete", |bench| {
        bench.iter(|| claims::complete(black_box(br#"{"role":"editor"}"#), &rules, 0, &mut out).expect("good claims"));
    });
    group.bench_function("footer", |bench| bench.iter(|| footer::check(black_box(FOOTER)).expect("a good footer")));
    group.bench_function("kid", |bench| bench.iter(|| footer::key_id(black_box(FOOTER)).expect("a key id")));
    let many: Vec<String> = (0..20_000).map(|name| format!("\"{name:05}\":0")).collect();
    let many = format!("{{{}}}", many.join(","));
    group.bench_function("20,000 names", |bench| {
        bench.iter(|| claims::shape(black_box(many.as_bytes())).expect("unique"))
    });
    group.finish();
}

fn keys(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("derive");
    let (key, nonce) = ([7; 32], [9; 32]);
    let purposes: [&[u8]; 2] = [b"paseto-encryption-key", b"paseto-auth-key-for-aead"];
    group.bench_function("one after the other", |bench| {
        let (mut one, mut two) = ([0; 56], [0; 32]);
        bench.iter(|| {
            hash::blake2b(black_box(&key), &[purposes[0], &nonce], &mut one).expect("lengths");
            hash::blake2b(black_box(&key), &[purposes[1], &nonce], &mut two).expect("lengths");
            one[0] ^ two[0]
        });
    });
    group.bench_function("side by side", |bench| {
        bench.iter(|| {
            let mut params = [Params::new(), Params::new()];
            params[0].hash_length(56).key(black_box(&key));
            params[1].hash_length(32).key(black_box(&key));
            let inputs = purposes.map(|purpose| [purpose, &nonce].concat());
            let mut jobs = [HashManyJob::new(&params[0], &inputs[0]), HashManyJob::new(&params[1], &inputs[1])];
            hash_many(&mut jobs);
            jobs[0].to_hash().as_bytes()[0] ^ jobs[1].to_hash().as_bytes()[0]
        });
    });
    group.bench_function("from states", |bench| {
        let state = |length, purpose| -> State {
            let mut state = Params::new().hash_length(length).key(&key).to_state();
            state.update(purpose);
            state
        };
        let states = [state(56, purposes[0]), state(32, purposes[1])];
        bench.iter(|| {
            let mut derived = 0;
            for state in black_box(&states) {
                derived ^= state.clone().update(&nonce).finalize().as_bytes()[0];
            }
            derived
        });
    });
    group.finish();
}

/// What a token is made of, to see where its time goes.
fn parts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parts");
    let mut raw = [0; 259];
    group.bench_function("nonce", |bench| bench.iter(|| random::array::<32>().expect("random bytes")));
    group.bench_function("stream", |bench| {
        bench.iter(|| xchacha20::apply(black_box(&[7; 32]), &[9; 24], &mut raw[..195]));
    });
    group.bench_function("code", |bench| {
        let mut code = [0; 32];
        bench.iter(|| hash::blake2b(black_box(&[7; 32]), &[&[0; 65], &raw, &[0; 21]], &mut code).expect("lengths"));
    });
    let mut text = vec![0; encoding::base64url_length(raw.len())];
    group.bench_function("encode", |bench| {
        bench.iter(|| encoding::base64url(black_box(&raw), &mut text).expect("room"))
    });
    group.bench_function("decode", |bench| {
        bench.iter(|| encoding::from_base64url(black_box(&text), &mut raw).expect("room"));
    });
    let key = LocalKey::generate().expect("random bytes");
    group.bench_function("lid", |bench| bench.iter(|| paserk::lid(black_box(&key))));
    group.finish();
}

criterion_group!(benches, tokens, checks, keys, parts);
criterion_main!(benches);
