use super::*;
use crate::encoding::tests::to_hex;
use crate::hash::digest;

fn range(from: u8, to: u8) -> Vec<u8> {
    (from..=to).collect()
}

#[test]
fn hkdf_is_that_of_rfc_5869() {
    // A.1 to A.3.
    for (key, salt, info, answer) in [
        (
            vec![0x0b; 22],
            range(0, 12),
            range(0xf0, 0xf9),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            range(0, 0x4f),
            range(0x60, 0xaf),
            range(0xb0, 0xff),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        ),
        (
            vec![0x0b; 22],
            vec![],
            vec![],
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ] {
        let mut out = vec![0; answer.len() / 2];
        hkdf(Algorithm::Sha256, &key, &salt, &info, &mut out).unwrap();
        assert_eq!(to_hex(&out), answer);
    }
}

#[test]
fn hkdf_gives_as_much_as_php() {
    for (algorithm, length, answer) in [
        (Algorithm::Sha256, 8160, "6b1a95806379ad645045a5575afd61d82fb75ade18be30a2dcccf5db62e28ec4"),
        (Algorithm::Sha384, 12_240, "a2226c5e0abe3b6cc66f778eec42e29ab8eceeef3ca677d376601acb18b434ea"),
        (Algorithm::Sha512, 16_320, "33f46f1a82bc8496e86b9b46473d63320e311b127e541da40849cf19e5348eec"),
    ] {
        let mut out = vec![0; length];
        let mut sum = [0; 32];
        hkdf(algorithm, b"key", &[b's'; 200], b"info", &mut out).unwrap();
        digest(Algorithm::Sha256, None, &out, &mut sum).unwrap();
        assert_eq!(to_hex(&sum), answer, "{algorithm:?}");
        assert_eq!(hkdf(algorithm, b"key", b"", b"", &mut vec![0; length + 1]), Err(Error::Parameter), "{algorithm:?}");
        assert_eq!(hkdf(algorithm, b"key", b"", b"", &mut []), Err(Error::Parameter), "{algorithm:?}");
    }
    assert_eq!(hkdf(Algorithm::Blake2b, b"key", b"", b"", &mut [0; 32]), Err(Error::Parameter));
}

#[test]
fn argon2id_is_that_of_libsodium() {
    for (memory, passes, length, answer) in [
        (8, 1, 32, "1d9426dddb95827f6ebdb7006d924383dfffba8020147ed5f7dd242a01bcbb42"),
        (9, 1, 16, "3d050dad17f9d87d67759d49808d7cf4"),
        (
            8,
            3,
            64,
            "63c1034a59cb58e004885a013d43f8e5b538c7ec57f9e5e9e3c15847c8669188c7b6aa63b8ed7480913c7f04d559eb1f5edd21399fbaa1915bfa181fa839339c",
        ),
        (100, 2, 32, "04ac2f44d2de31c735835ca0d9536ab1010f5dc4cc326f16a85fd5d6d2e799b0"),
        (1024, 1, 32, "b3343a0910ec2677ef32a926bfb1f92fa69dda0ee6661e8afba9e3d87f665281"),
        (
            2048,
            1,
            128,
            "3f74deda48266a227b97931e95fa03ab0ccefa2f981fc47455aa94c017f5f513d56a993ef0e8f3ee826b45cab0d8359a1f68ea655a9a3ea8a1b767f279ba59efea44000ee664e25b2b9144602ba54e98900053135c7275c76d1be8eba910f5adb42687a929520732368b69df629b5a0fcf2c1fc2468c28c4bbab32da72944f45",
        ),
        (
            13,
            64,
            65,
            "0359025847bba9715ea1c388d33dd0a68bfbf14a5127b2ec7e930bcc66f24182319283c3f1c83fbba369eb72b67478eb7c149330cd5e9f6cef2d40ec8bbfde7f04",
        ),
    ] {
        let mut out = vec![0; length];
        argon2id(b"pass\0word", &range(0, 15), memory, passes, 1, &mut out).unwrap();
        assert_eq!(to_hex(&out), answer, "{memory} KiB, {passes} passes");
    }
}

#[test]
fn argon2id_refuses_what_is_out_of_range() {
    for (salt, memory, passes, lanes, length) in [
        (7, 8, 1, 1, 32),
        (16, 7, 1, 1, 32),
        (16, 0, 1, 1, 32),
        (16, MAX_MEMORY + 1, 1, 1, 32),
        (16, u32::MAX, 1, 1, 32),
        (16, 8, 0, 1, 32),
        (16, 8, 1, 0, 32),
        (16, 31, 1, 4, 32),
        (16, 8 * 65, 1, 65, 32),
        (16, 8, 1, 1, 3),
        (16, 8, 1, 1, 0),
    ] {
        let mut out = vec![1; length];
        let refused = argon2id(b"password", &vec![7; salt], memory, passes, lanes, &mut out);
        assert_eq!(refused, Err(Error::Parameter), "{salt} {memory} {passes} {lanes} {length}");
        assert_eq!(out, vec![0; length]);
    }
    assert_eq!(argon2id(b"", &[7; 8], 8 * 64, 1, 64, &mut [0; 4]), Ok(()));
}
