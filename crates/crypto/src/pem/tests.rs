use super::*;
use crate::testing::{bytes, unhex};

const SEED: &str = "d5096b5a03a40c8df99912c6afabd232c0023974246c4e52b31fa5d17ce17828";
const PUBLIC: &str = "500e5adc4283e8da4325e049df94cf08362b84ae5b92c0d8a5c5953b71943cc2";
const PRIVATE_PEM: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINUJa1oDpAyN+ZkSxq+r0jLAAjl0JGxOUrMfpdF84Xgo\n-----END PRIVATE KEY-----\n";
const PUBLIC_PEM: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAUA5a3EKD6NpDJeBJ35TPCDYrhK5bksDYpcWVO3GUPMI=\n-----END PUBLIC KEY-----\n";

fn seed(pem: &str) -> Option<[u8; 32]> {
    read_signing_key(pem.as_bytes()).ok().map(|seed| *seed.expose())
}

fn key(pem: &str) -> Option<[u8; 32]> {
    read_verifying_key(pem.as_bytes()).ok()
}

#[test]
fn as_openssl_writes_them() {
    assert_eq!(signing_key(&unhex(SEED)).as_str(), PRIVATE_PEM);
    assert_eq!(verifying_key(&unhex(PUBLIC)), PUBLIC_PEM);
}

#[test]
fn every_character_comes_back() {
    for byte in 0..=255 {
        let bytes = std::array::from_fn(|index| byte ^ u8::try_from(index * 37 % 256).unwrap());
        assert_eq!(seed(&signing_key(&bytes)), Some(bytes), "byte: {byte}");
        assert_eq!(key(&verifying_key(&bytes)), Some(bytes), "byte: {byte}");
    }
}

#[test]
fn layout_is_free() {
    for (pem, read, expected) in
        [(PRIVATE_PEM, seed as fn(&str) -> Option<[u8; 32]>, unhex(SEED)), (PUBLIC_PEM, key, unhex(PUBLIC))]
    {
        let lines: Vec<_> = pem.lines().collect();
        let mut layouts = vec![
            pem.trim_end().to_owned(),
            format!("\n\n {pem}\t\r\n"),
            pem.replace('\n', "\r\n"),
            pem.replacen('\n', "\n\n\r\n", 1),
        ];
        for length in [1, 2, 3, 10, 59, 60, 61, 64, 76] {
            for end in ["\n", "\r\n"] {
                let parts: Vec<_> =
                    lines[1].as_bytes().chunks(length).map(|part| str::from_utf8(part).unwrap()).collect();
                layouts.push([lines[0], &parts.join(end), lines[2], ""].join(end));
            }
        }
        for layout in layouts {
            assert_eq!(read(&layout), Some(expected), "text: {layout:?}");
        }
    }
}

#[test]
fn anything_else_is_refused() {
    for (pem, read) in [(PRIVATE_PEM, seed as fn(&str) -> Option<[u8; 32]>), (PUBLIC_PEM, key)] {
        let lines: Vec<_> = pem.lines().collect();
        let [begin, text, end] = lines[..] else { panic!("{pem}") };
        for bad in [
            String::new(),
            " ".to_owned(),
            text.to_owned(),
            format!("{begin}\n{end}\n"),
            format!("{begin}\n\n{end}\n"),
            format!("{begin}{text}\n{end}\n"),
            format!("{begin}\n{text}{end}\n"),
            format!("{begin}\n{text}\r{end}\n"),
            format!("{begin}\r{text}\n{end}\n"),
            format!("{begin}\n{text}\r\r\n{end}\n"),
            format!("{begin}\n {text}\n{end}\n"),
            format!("{begin} \n{text}\n{end}\n"),
            format!("{begin}\n{text}\n {end}\n"),
            format!("{begin}\n{text}=\n{end}\n"),
            format!("{begin}\n{text}====\n{end}\n"),
            format!("{begin}\n{text}AAAA\n{end}\n"),
            format!("{begin}\nAAAA{text}\n{end}\n"),
            format!("{begin}\nProc-Type: 4,ENCRYPTED\n\n{text}\n{end}\n"),
            format!("{begin}\n\0{text}\n{end}\n"),
            format!("x{pem}"),
            format!("{pem}x"),
            format!("\0{pem}"),
            format!("{pem}\0"),
            format!("\x0b{pem}"),
            format!("{pem}{pem}"),
            pem.replace("-----", "----"),
            pem.replace("KEY", "Key"),
            pem.replace("BEGIN ", "BEGIN  "),
            pem.replace("END ", "END EC "),
            pem.replace("BEGIN ", "BEGIN EC ").replace("END ", "END EC "),
            pem.replace("BEGIN ", "BEGIN ENCRYPTED ").replace("END ", "END ENCRYPTED "),
            format!("{begin}\n{}\n{end}\n", "=".repeat(text.len())),
            "-".repeat(100_000),
            "\n".repeat(100_000),
        ] {
            assert_eq!(read(&bad), None, "text: {bad:?}");
        }
        let trimmed = pem.trim_end();
        for cut in 0..trimmed.len() {
            assert_eq!(read(&trimmed[..cut]), None, "cut: {cut}");
            assert_eq!(read(&trimmed[cut + 1..]), None, "cut: {cut}");
        }
        // The DER, of which every bit in front of the key counts.
        let start = begin.len() + 1;
        let der = if begin == PRIVATE_BEGIN { PRIVATE_DER.len() } else { PUBLIC_DER.len() };
        for character in start..start + der / 3 * 4 {
            for other in (0..=127u8).filter(|other| *other != pem.as_bytes()[character]) {
                let mut changed = pem.as_bytes().to_vec();
                changed[character] = other;
                let changed = String::from_utf8(changed).unwrap();
                assert_eq!(read(&changed), None, "text: {changed:?}");
            }
        }
    }
    assert_eq!(seed(PUBLIC_PEM), None);
    assert_eq!(key(PRIVATE_PEM), None);
    // The alphabet of base64url, and bits that no byte has.
    let full = signing_key(&[0xff; 32]);
    assert_eq!(seed(&full), Some([0xff; 32]));
    assert_eq!(seed(&full.replace('/', "_")), None);
    assert_eq!(seed(&signing_key(&[0xfb; 32]).replace('+', "-")), None);
    assert!(PUBLIC_PEM.contains("PMI="));
    for stray in ["PMJ", "PMK", "PML"] {
        assert_eq!(key(&PUBLIC_PEM.replace("PMI=", &format!("{stray}="))), None, "{stray}");
    }
}

#[test]
fn bytes_are_written_as_they_are() {
    let der = bytes("302a300506032b6570032100");
    assert_eq!(der, PUBLIC_DER);
    assert_eq!(bytes("302e020100300506032b657004220420"), PRIVATE_DER);
}
