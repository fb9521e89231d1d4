use super::*;
use crate::testing::{bytes, pattern, shown};

const SUNSCREEN: &[u8] = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";

/// Algorithm, key, nonce, message, associated data, ciphertext, tag.
type Vector<'text> = (Algorithm, &'text str, &'text str, &'text [u8], &'text str, &'text str, &'text str);

fn check((algorithm, key, nonce, message, associated, ciphertext, tag): Vector) {
    let aead = Aead::new(algorithm, bytes(key).as_slice().try_into().unwrap()).unwrap();
    let expected = bytes(&[nonce, ciphertext, tag].concat());
    let mut sealed = vec![0; expected.len()];
    aead.seal_with_nonce(&bytes(nonce), message, &bytes(associated), &mut sealed).unwrap();
    assert_eq!(sealed, expected, "{algorithm:?}, nonce: {nonce}");
    let mut opened = vec![0; message.len()];
    assert_eq!(aead.open(&sealed, &bytes(associated), &mut opened), Ok(()), "{algorithm:?}, nonce: {nonce}");
    assert_eq!(opened, message, "{algorithm:?}, nonce: {nonce}");
}

#[test]
fn as_in_rfc_8439_and_the_draft() {
    let key = "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f";
    // RFC 8439, 2.8.2
    check((
        Algorithm::ChaCha20Poly1305,
        key,
        "070000004041424344454647",
        SUNSCREEN,
        "50515253c0c1c2c3c4c5c6c7",
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b6116",
        "1ae10b594f09e26a7e902ecbd0600691",
    ));
    // draft-irtf-cfrg-xchacha-03, A.3.1
    check((
        Algorithm::XChaCha20Poly1305,
        key,
        "404142434445464748494a4b4c4d4e4f5051525354555657",
        SUNSCREEN,
        "50515253c0c1c2c3c4c5c6c7",
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e",
        "c0875924c1c7987947deafd8780acf49",
    ));
}

#[test]
fn as_in_the_specification_of_gcm() {
    // D. McGrew, J. Viega: The Galois/Counter Mode of Operation, B, test cases 13 to 16.
    let zeros = "0000000000000000000000000000000000000000000000000000000000000000";
    let key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    let nonce = "cafebabefacedbaddecaf888";
    let message = bytes(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
    );
    let ciphertext = "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad";
    let gcm = Algorithm::Aes256Gcm;
    check((gcm, zeros, &zeros[..24], b"", "", "", "530f8afbc74536b9a963b4f1c4cb738b"));
    let (block, tag) = ("cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919");
    check((gcm, zeros, &zeros[..24], &[0; 16], "", block, tag));
    check((gcm, key, nonce, &message, "", ciphertext, "b094dac5d93471bdec1a502270e3cc6c"));
    check((
        gcm,
        key,
        nonce,
        &message[..60],
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        &ciphertext[..120],
        "76fc6ece0f4e1768cddf8853bb2d551b",
    ));
}

#[test]
fn long_messages_as_libsodium_and_openssl() {
    for (length, expected) in [
        (
            1000,
            [
                "sha256 520d8ebb37bebc66eb9c52a00cb2dc90fa74e0954aeb57bae2c7368b1619ec48",
                "sha256 233490a93e46de43ef8f2119a0838cc88c0b90b00d3607ccc01e48cec1e4a6fe",
                "sha256 a381a364025451e54c1d7ad32eddf47e4ac43b650214b968cc238fd6dd8158c5",
            ],
        ),
        (
            100000,
            [
                "sha256 ba74ebaa1e1c5e63cf46e98379e73272180c0d2f15b558b820aba9eb8d8b464a",
                "sha256 684b805dc757c8781fc5cfeb35584f66e6d32ee49f0909e9666bbc28386010d3",
                "sha256 a99afea24c8c3f0acafcbd83a6b035f89a0f34562ca66ff19252f76043fb56cd",
            ],
        ),
    ] {
        for (algorithm, expected) in Algorithm::ALL.into_iter().zip(expected) {
            let aead = Aead::new(algorithm, pattern(32).as_slice().try_into().unwrap()).unwrap();
            let nonce = pattern(algorithm.nonce_length());
            let mut sealed = vec![0; length + algorithm.overhead()];
            aead.seal_with_nonce(&nonce, &pattern(length), &pattern(100), &mut sealed).unwrap();
            assert_eq!(shown(&sealed[nonce.len()..]), expected, "{algorithm:?}, length: {length}");
        }
    }
}

#[test]
fn every_length_comes_back() {
    for algorithm in Algorithm::ALL {
        let aead = Aead::new(algorithm, &[7; 32]).unwrap();
        for length in (0..300).chain([4096, 70_000]) {
            let mut sealed = vec![0; length + algorithm.overhead()];
            let mut opened = vec![0; length];
            aead.seal(&pattern(length), &pattern(length % 50), &mut sealed).unwrap();
            let result = aead.open(&sealed, &pattern(length % 50), &mut opened);
            assert_eq!(result, Ok(()), "{algorithm:?}, length: {length}");
            assert_eq!(opened, pattern(length), "{algorithm:?}, length: {length}");
        }
    }
}

#[test]
fn any_change_is_noticed() {
    for algorithm in Algorithm::ALL {
        let aead = Aead::new(algorithm, &[7; 32]).unwrap();
        let mut sealed = vec![0; 9 + algorithm.overhead()];
        aead.seal(b"a message", b"associated", &mut sealed).unwrap();
        let refuse = |aead: &Aead, bad: &[u8], associated: &[u8], what: &str| {
            let mut out = vec![0xaa; bad.len().saturating_sub(algorithm.overhead())];
            assert_eq!(aead.open(bad, associated, &mut out), Err(Error::Authentication), "{algorithm:?}, {what}");
            assert!(out.iter().all(|byte| *byte == 0), "{algorithm:?}, {what}");
        };
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            refuse(&aead, &changed, b"associated", &format!("bit: {bit}"));
        }
        for length in 0..sealed.len() {
            refuse(&aead, &sealed[..length], b"associated", &format!("length: {length}"));
        }
        refuse(&aead, &[&sealed[..], &[0]].concat(), b"associated", "one more");
        for associated in [&b""[..], b"associate", b"associated ", b"Associated"] {
            refuse(&aead, &sealed, associated, &format!("data: {associated:?}"));
        }
        let mut other = [7; 32];
        other[31] ^= 1;
        refuse(&Aead::new(algorithm, &other).unwrap(), &sealed, b"associated", "another key");
        for length in (0..40).filter(|length| *length != 9) {
            let mut out = vec![0xaa; length];
            assert_eq!(aead.open(&sealed, b"associated", &mut out), Err(Error::Parameter), "{algorithm:?}");
        }
        let mut out = [0; 9];
        assert_eq!(aead.open(&sealed, b"associated", &mut out), Ok(()), "{algorithm:?}");
        assert_eq!(&out, b"a message");
    }
}

#[test]
fn algorithms_are_not_taken_for_each_other() {
    for sealing in Algorithm::ALL {
        let mut sealed = vec![0; 40 + sealing.overhead()];
        Aead::new(sealing, &[7; 32]).unwrap().seal(&[1; 40], b"", &mut sealed).unwrap();
        for opening in Algorithm::ALL.into_iter().filter(|opening| *opening != sealing) {
            let mut out = vec![0; sealed.len() - opening.overhead()];
            let result = Aead::new(opening, &[7; 32]).unwrap().open(&sealed, b"", &mut out);
            assert_eq!(result, Err(Error::Authentication), "{sealing:?} as {opening:?}");
        }
    }
}

#[test]
fn outputs_have_their_length_and_nonces_are_new() {
    for algorithm in Algorithm::ALL {
        let aead = Aead::new(algorithm, &[7; 32]).unwrap();
        for length in (0..80).filter(|length| *length != 9 + algorithm.overhead()) {
            let result = aead.seal(b"a message", b"", &mut vec![0; length]);
            assert_eq!(result, Err(Error::Parameter), "{algorithm:?}, length: {length}");
        }
        for length in (0..40).filter(|length| *length != algorithm.nonce_length()) {
            let result = aead.seal_with_nonce(&vec![1; length], b"", b"", &mut vec![0; algorithm.overhead()]);
            assert_eq!(result, Err(Error::Parameter), "{algorithm:?}, length: {length}");
        }
        let [mut one, mut other] = [(); 2].map(|()| vec![0; algorithm.overhead()]);
        aead.seal(b"", b"", &mut one).unwrap();
        aead.seal(b"", b"", &mut other).unwrap();
        assert_ne!(one, other, "{algorithm:?}");
        assert_eq!(format!("{aead:?}"), format!("Aead({})", algorithm.name()));
    }
}

#[test]
fn names() {
    for algorithm in Algorithm::ALL {
        assert_eq!(Algorithm::from_name(algorithm.name().as_bytes()), Some(algorithm));
    }
    for name in ["", "aes-256-gcm ", "AES-256-GCM", "aes-128-gcm", "chacha20-poly1305\0", "xchacha20"] {
        assert_eq!(Algorithm::from_name(name.as_bytes()), None, "name: {name}");
    }
}
