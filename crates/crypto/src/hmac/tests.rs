use super::*;
use crate::encoding::tests::to_hex;

fn code_of(algorithm: Algorithm, key: &[u8], message: &[u8]) -> String {
    let mut out = vec![0; algorithm.length()];
    sign(algorithm, key, message, &mut out).unwrap();
    assert_eq!(verify(algorithm, key, message, &out), Ok(true));
    for piece in [1, 100] {
        let mut hmac = Hmac::new(algorithm, key).unwrap();
        let mut other = vec![0; algorithm.length()];
        message.chunks(piece).for_each(|piece| hmac.update(piece).unwrap());
        hmac.finish(&mut other).unwrap();
        assert_eq!(other, out, "{algorithm:?} of {} bytes in pieces of {piece}", message.len());
    }
    to_hex(&out)
}

#[test]
fn is_that_of_rfc_4231() {
    let counting: Vec<u8> = (1..=25).collect();
    for (key, message, answers) in [
        (
            &[0x0b; 20][..],
            &b"Hi There"[..],
            [
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
                "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6",
                "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
            ],
        ),
        (
            b"Jefe",
            b"what do ya want for nothing?",
            [
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            ],
        ),
        (
            &[0xaa; 20],
            &[0xdd; 50],
            [
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
                "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27",
                "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
            ],
        ),
        (
            &counting,
            &[0xcd; 50],
            [
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
                "3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e6801dd23c4a7d679ccf8a386c674cffb",
                "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd",
            ],
        ),
        (
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            [
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952",
                "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
            ],
        ),
        (
            &[0xaa; 131],
            b"This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.",
            [
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
                "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e6110c46523e",
                "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58",
            ],
        ),
    ] {
        for (algorithm, answer) in [Algorithm::Sha256, Algorithm::Sha384, Algorithm::Sha512].into_iter().zip(answers) {
            assert_eq!(code_of(algorithm, key, message), answer, "{algorithm:?} {key:?} {message:?}");
        }
    }
}

#[test]
fn long_messages_are_those_of_php() {
    let key: Vec<u8> = (0..64).collect();
    for (length, answers) in [
        (
            896,
            [
                "6791ae8644cb7dab5a2459f32fd0bb78971253ea2b0113a2bfcda19e18198095",
                "779f5199d4a4273d451b8780ca5d6be73bff0dfe5fd7ea9eb08fc1c3fd4e3803f4535b0b2f36132e12b468248ee588daa1a6c18edd25ab148238dc90321b8d49",
            ],
        ),
        (
            897,
            [
                "95e5a521135a1813520a9248d8f01326c328600fa1664c16faa1e38ebbfba8cb",
                "4e2cec7f353cce9f4f9a1f9ded5cc756a0293716c344dc613ad552c0e6bd30d9d9281722f52637e2dfbd173c0af059fd7f203913bbdda8a2f3819a4077ce29da",
            ],
        ),
        (
            1024,
            [
                "5207ff3100081f9cd6cdcab426e2590d3bdb6b1cf7a9badf5f2313010b9f64b2",
                "345ebd0e10a215e2bd257afad830606f45f2652655aff9b486a2bd5f21d743c37c20a07449933ef77a12af4d97055a6a19819be4e6df5acd78c4f56b3993ce33",
            ],
        ),
        (
            1025,
            [
                "b000f501d7d4d9344880a9038752d06417d3458b3ebf8e5d9a6e0c1f56702f91",
                "ca93c24b85a3ca29f563f7b39ddc9ce7dafd45de24d4056ad65c73157baf6ba173840cd64ac29c6cbd97241caa8fe3413d3032915eca662a5190711f56beb1c0",
            ],
        ),
        (
            5000,
            [
                "b09531e8652e4cc1559910a11a6e1361d6a0b359bd8d2483bce00111ed547a68",
                "07c4bce677c09ecd5511cbe60523a74abd24a4db80d8ac5cc65907ceffc291c4f1a395a3161caad5d894f79f83794b83dabbe57a93f5bf2fc64c48ffa3bdd5a9",
            ],
        ),
    ] {
        let message: Vec<u8> = (0..=250).cycle().take(length).collect();
        for (algorithm, answer) in [Algorithm::Sha256, Algorithm::Sha512].into_iter().zip(answers) {
            assert_eq!(code_of(algorithm, &key, &message), answer, "{algorithm:?} of {length}");
        }
    }
}

#[test]
fn refuses_other_codes() {
    let mut code = [0; 32];
    sign(Algorithm::Sha256, b"key", b"message", &mut code).unwrap();
    for bit in 0..256 {
        let mut other = code;
        other[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(verify(Algorithm::Sha256, b"key", b"message", &other), Ok(false), "bit {bit}");
    }
    for length in 0..32 {
        assert_eq!(verify(Algorithm::Sha256, b"key", b"message", &code[..length]), Ok(false), "{length} bytes");
    }
    assert_eq!(verify(Algorithm::Sha256, b"key", b"message", &[code, code].concat()), Ok(false));
    assert_eq!(verify(Algorithm::Sha256, b"kez", b"message", &code), Ok(false));
    assert_eq!(verify(Algorithm::Sha256, b"key", b"messagf", &code), Ok(false));
}

#[test]
fn refuses_what_is_not_sha2() {
    for algorithm in [Algorithm::Blake2b, Algorithm::Blake3, Algorithm::Xxh3, Algorithm::Crc32c] {
        let mut out = vec![0; algorithm.length()];
        assert_eq!(sign(algorithm, b"key", b"", &mut out), Err(Error::Parameter), "{algorithm:?}");
        assert_eq!(verify(algorithm, b"key", b"", &out), Err(Error::Parameter), "{algorithm:?}");
        assert!(Hmac::new(algorithm, b"key").is_err(), "{algorithm:?}");
    }
    assert_eq!(sign(Algorithm::Sha256, b"", b"", &mut [0; 31]), Err(Error::Parameter));
}

#[test]
fn ends_once() {
    let mut hmac = Hmac::new(Algorithm::Sha512, b"key").unwrap();
    assert_eq!(hmac.finish(&mut [0; 63]), Err(Error::Parameter));
    assert_eq!(hmac.finish(&mut [0; 64]), Ok(()));
    assert_eq!(hmac.finish(&mut [0; 64]), Err(Error::Finished));
    assert_eq!(hmac.update(b"more"), Err(Error::Finished));
}
