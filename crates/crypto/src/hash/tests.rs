use super::*;
use crate::encoding::tests::to_hex;

/// What the known answers of BLAKE3 are of: 0 to 250, again and again.
fn pattern(length: usize) -> Vec<u8> {
    (0..=250).cycle().take(length).collect()
}

fn digest_of(algorithm: Algorithm, key: Option<&[u8]>, data: &[u8], length: usize) -> String {
    let mut out = vec![0; length];
    digest(algorithm, key, data, &mut out).unwrap();
    // In pieces it has to be the same.
    for piece in [1, 7, 64, 1000] {
        let mut hasher = Hasher::new(algorithm, key, length).unwrap();
        let mut other = vec![0; length];
        data.chunks(piece).for_each(|piece| hasher.update(piece).unwrap());
        hasher.finish(&mut other).unwrap();
        assert_eq!(other, out, "{algorithm:?} of {} bytes in pieces of {piece}", data.len());
    }
    to_hex(&out)
}

#[test]
fn sha2_is_that_of_fips_180() {
    const LONG: &str = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    for (algorithm, data, answer) in [
        (Algorithm::Sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (
            Algorithm::Sha384,
            "",
            "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
        ),
        (
            Algorithm::Sha512,
            "",
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
        ),
        (Algorithm::Sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            Algorithm::Sha384,
            "abc",
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        ),
        (
            Algorithm::Sha512,
            "abc",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
        (Algorithm::Sha256, LONG, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        (
            Algorithm::Sha384,
            LONG,
            "3391fdddfc8dc7393707a65b1b4709397cf8b1d162af05abfe8f450de5f36bc6b0455a8520bc4e6f5fe95b1fe3c8452b",
        ),
        (
            Algorithm::Sha512,
            LONG,
            "204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703c33596fd15c13b1b07f9aa1d3bea57789ca031ad85c7a71dd70354ec631238ca3445",
        ),
    ] {
        assert_eq!(digest_of(algorithm, None, data.as_bytes(), algorithm.length()), answer, "{algorithm:?} of {data}");
    }
}

#[test]
fn blake2b_is_that_of_rfc_7693() {
    // Appendix A.
    let answer = "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923";
    assert_eq!(digest_of(Algorithm::Blake2b, None, b"abc", 64), answer);
}

#[test]
fn blake2b_is_that_of_libsodium() {
    for (length, answer) in [
        (0, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
        (1, "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314"),
        (127, "f2fe67ff342e21b8f45e8f2e0bcd1d9243245d50ee6c78042e9c491388791c72"),
        (128, "c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1"),
        (129, "f7f3c46ba2564ff4c4c162da1f5b605f9f1c4aa6a20652a9f9a337c1a2f5b9c9"),
        (256, "582f782226018ec33076bd8d1c42413530ac7e1126260ffc0f306ba3befc3f24"),
        (257, "227e15ed64ee8e93eb7bc53828f76eed974f2c4ab1408c3d08f212b7f8d69904"),
        (1000, "b372d0608f720c8c3dd41e9c8eecb10143b41abe520b616607e754bf79c08331"),
    ] {
        assert_eq!(digest_of(Algorithm::Blake2b, None, &pattern(length), 32), answer, "{length} bytes");
    }
    for (key, length, answer) in [
        (16, 16, "2b1a60e0575f43cefdcb4a14206c3f61"),
        (
            64,
            64,
            "3095a349d245708c7cf550118703d7302c27b60af5d4e67fc978f8a4e60953c7a04f92fcf41aee64321ccb707a895851552b1e37b00bc5e6b72fa5bcef9e3fff",
        ),
        (32, 33, "1eec5e1bae791caed76157bda521128116dcb780048c7ab569b704fbd5ce0b3998"),
        (
            17,
            50,
            "63c8192a8a3096c6e08fa5abaa54eadc38c2fb765381c313b0f83714ad62d5ed9fccfc68fb4c932b8bba4b4074175aa4a4d0",
        ),
    ] {
        let key = pattern(key);
        assert_eq!(digest_of(Algorithm::Blake2b, Some(&key), &pattern(200), length), answer, "{length} bytes");
        let mut out = vec![0; length];
        blake2b(&key, &[&pattern(128), &[], &pattern(200)[128..]], &mut out).unwrap();
        assert_eq!(to_hex(&out), answer, "{length} bytes");
    }
}

#[test]
fn blake3_is_that_of_its_authors() {
    let key = b"whats the Elvish word for friend";
    for (length, plain, keyed) in [
        (
            0,
            "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262e00f03e7b69af26b7faaf09fcd333050",
            "92b2b75604ed3c761f9d6f62392c8a9227ad0ea3f09573e783f1498a4ed60d26b18171a2f22a4b94822c701f107153db",
        ),
        (
            1,
            "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213c3a6cb8bf623e20cdb535f8d1a5ffb86",
            "6d7878dfff2f485635d39013278ae14f1454b8c0a3a2d34bc1ab38228a80c95b6568c0490609413006fbd428eb3fd14e",
        ),
        (
            1024,
            "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af71cf8107265ecdaf8505b95d8fcec83a9",
            "75c46f6f3d9eb4f55ecaaee480db732e6c2105546f1e675003687c31719c7ba4a78bc838c72852d4f49c864acb7adafe",
        ),
        (
            1025,
            "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444f4c4a22b4b399155358a994e52bf255d",
            "357dc55de0c7e382c900fd6e320acc04146be01db6a8ce7210b7189bd664ea69362396b77fdc0d2634a5529708437220",
        ),
        (
            7169,
            "a003fc7a51754a9b3c7fae0367ab3d782dccf28855a03d435f8cfe74605e781798a8b20534be1ca9eb2ae2df3fae2ea6",
            "ed9b1a922c046fdb3d423ae34e143b05ca1bf28b710432857bf738bcedbfa5113c9e28d72fcbfc020814ce3f5d4fc867",
        ),
    ] {
        let data = pattern(length);
        for count in [1, 16, 32, 48] {
            assert_eq!(digest_of(Algorithm::Blake3, None, &data, count), plain[..2 * count], "{length} bytes");
            assert_eq!(digest_of(Algorithm::Blake3, Some(key), &data, count), keyed[..2 * count], "{length} bytes");
        }
        assert_eq!(digest_of(Algorithm::Blake3, None, &data, 1024)[..96], *plain, "{length} bytes");
    }
}

#[test]
fn checksums_are_those_of_php() {
    assert_eq!(digest_of(Algorithm::Crc32c, None, b"123456789", 4), "e3069283");
    for (algorithm, length, answer) in [
        (Algorithm::Xxh3, 0, "2d06800538d394c2"),
        (Algorithm::Xxh3, 1, "c44bdff4074eecdb"),
        (Algorithm::Xxh3, 2, "d6645fc3051a9457"),
        (Algorithm::Xxh3, 3, "5f4299fc161c9cbb"),
        (Algorithm::Xxh3, 4, "60dab036a58211f2"),
        (Algorithm::Xxh3, 8, "3a1c2d7c85af88f8"),
        (Algorithm::Xxh3, 9, "e9612598145bb9dc"),
        (Algorithm::Xxh3, 16, "8355e3a6f61770db"),
        (Algorithm::Xxh3, 17, "9ef341a99de37328"),
        (Algorithm::Xxh3, 128, "85c6174c7ff4c46b"),
        (Algorithm::Xxh3, 129, "ec7642b431ba3e5a"),
        (Algorithm::Xxh3, 240, "375a384d957fe865"),
        (Algorithm::Xxh3, 241, "02e8cd95421c6d02"),
        (Algorithm::Xxh3, 256, "44f5d90dacde463a"),
        (Algorithm::Xxh3, 257, "88fc3f7934a6c9be"),
        (Algorithm::Xxh3, 1024, "e5d78bafa45b2aa5"),
        (Algorithm::Xxh3, 1025, "e95c42288f28186e"),
        (Algorithm::Xxh3, 5000, "b418500fc42320ee"),
        (Algorithm::Crc32c, 0, "00000000"),
        (Algorithm::Crc32c, 1, "527d5351"),
        (Algorithm::Crc32c, 9, "7144c5a8"),
        (Algorithm::Crc32c, 63, "7a873004"),
        (Algorithm::Crc32c, 64, "fb6d36eb"),
        (Algorithm::Crc32c, 65, "694420fa"),
        (Algorithm::Crc32c, 1024, "2af62c0c"),
        (Algorithm::Crc32c, 5000, "83f68e3a"),
    ] {
        assert_eq!(
            digest_of(algorithm, None, &pattern(length), algorithm.length()),
            answer,
            "{algorithm:?} of {length}"
        );
    }
}

#[test]
fn names_go_there_and_back() {
    for algorithm in Algorithm::ALL {
        assert_eq!(Algorithm::from_name(algorithm.name().as_bytes()), Some(algorithm));
        assert!(algorithm.lengths().contains(&algorithm.length()));
    }
    for name in ["", "SHA256", "sha-256", "blake2", "sha256 ", "md5"] {
        assert_eq!(Algorithm::from_name(name.as_bytes()), None, "{name}");
    }
}

#[test]
fn refuses_lengths() {
    use Algorithm::{Blake2b, Blake3, Crc32c, Sha256, Sha384, Sha512, Xxh3};
    for (algorithm, key, length, answer) in [
        (Blake2b, None, 15, Err(Error::Parameter)),
        (Blake2b, None, 16, Ok(())),
        (Blake2b, None, 64, Ok(())),
        (Blake2b, None, 65, Err(Error::Parameter)),
        (Blake2b, Some(15), 32, Err(Error::KeyLength)),
        (Blake2b, Some(16), 32, Ok(())),
        (Blake2b, Some(64), 32, Ok(())),
        (Blake2b, Some(65), 0, Err(Error::KeyLength)),
        (Blake2b, Some(0), 32, Err(Error::KeyLength)),
        (Blake3, None, 0, Err(Error::Parameter)),
        (Blake3, None, 1, Ok(())),
        (Blake3, None, 1024, Ok(())),
        (Blake3, None, 1025, Err(Error::Parameter)),
        (Blake3, Some(31), 32, Err(Error::KeyLength)),
        (Blake3, Some(33), 32, Err(Error::KeyLength)),
        (Blake3, Some(32), 32, Ok(())),
        (Sha256, None, 31, Err(Error::Parameter)),
        (Sha256, None, 32, Ok(())),
        (Sha256, Some(32), 32, Err(Error::Parameter)),
        (Sha384, None, 32, Err(Error::Parameter)),
        (Sha512, None, 32, Err(Error::Parameter)),
        (Xxh3, None, 16, Err(Error::Parameter)),
        (Xxh3, Some(16), 8, Err(Error::Parameter)),
        (Crc32c, None, 8, Err(Error::Parameter)),
        (Crc32c, Some(16), 4, Err(Error::Parameter)),
    ] {
        let key = key.map(|length| vec![7; length]);
        let key = key.as_deref();
        let mut out = vec![0; length];
        assert_eq!(digest(algorithm, key, b"", &mut out), answer, "{algorithm:?} {key:?} {length}");
        assert_eq!(Hasher::new(algorithm, key, length).map(|_| ()), answer, "{algorithm:?} {key:?} {length}");
    }
    for (key, length, answer) in [
        (0, 1, Ok(())),
        (1, 64, Ok(())),
        (64, 64, Ok(())),
        (65, 64, Err(Error::KeyLength)),
        (0, 0, Err(Error::Parameter)),
        (0, 65, Err(Error::Parameter)),
    ] {
        assert_eq!(blake2b(&vec![7; key], &[], &mut vec![0; length]), answer, "{key} {length}");
    }
}

#[test]
fn ends_once() {
    for algorithm in Algorithm::ALL {
        let mut hasher = Hasher::new(algorithm, None, algorithm.length()).unwrap();
        let mut out = vec![0; algorithm.length()];
        assert_eq!(hasher.finish(&mut out[1..]), Err(Error::Parameter));
        assert_eq!(hasher.finish(&mut out), Ok(()));
        assert_eq!(hasher.finish(&mut out), Err(Error::Finished));
        assert_eq!(hasher.update(b"more"), Err(Error::Finished));
    }
}
