//! Tokens, their footers and claims, and serialized keys, all tried on the same bytes. What is accepted is exactly what is written for the same
//! content, so that no text but the issuer's passes; claims are JSON to serde_json, too; and what is issued can be read.

use crate::random::Random;
use highper_crypto::{encoding, password, pem};
use highper_paseto::claims::{self, ClaimFaultKind, Expiry, Rules};
use highper_paseto::paserk::{self, Limits};
use highper_paseto::time::{self, Moment};
use highper_paseto::{LocalKey, PublicKey, Reader, SecretKey, footer, local, public};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::HashSet;
use std::fmt;

/// No token here is longer.
const LONGEST: usize = 1 << 20;
/// 2026-01-31T12:00:00Z
const NOW: Moment = Moment { seconds: 1_769_860_800, nanoseconds: 500_000_000 };
const PASSWORD: &[u8] = b"password";
/// As little as Argon2 can have, for the sake of many inputs.
const GRANTED: Limits = Limits { memory: 8192, passes: 1 };
const IMPLICIT: &[u8] = b"implicit";

/// The keys that the seeds are made with: the same in every run.
struct Keys {
    local: LocalKey,
    secret: SecretKey,
    public: PublicKey,
}

impl Keys {
    fn new() -> Result<Self, String> {
        let local = LocalKey::from_bytes(&[7; 32]).map_err(|error| error.to_string())?;
        let secret = SecretKey::from_seed(&[9; 32]).map_err(|error| error.to_string())?;
        let public = secret.public_key();
        Ok(Self { local, secret, public })
    }
}

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let keys = Keys::new()?;
    let mut is_valid = encodings(input)?;
    is_valid |= tokens(&keys, input)?;
    is_valid |= footers(input, random)?;
    is_valid |= payload(&keys, input, random)?;
    is_valid |= serialized(&keys, input)?;
    is_valid |= moment(input)?;
    // No more is asked of these than that they come back.
    let _ = (password::needs_rehash(input, 65536, 4), pem::read_signing_key(input), pem::read_verifying_key(input));
    Ok(is_valid)
}

fn encodings(input: &[u8]) -> Result<bool, String> {
    let mut bytes = vec![0xaa; encoding::base64url_decoded_length(input.len()).unwrap_or(0)];
    let is_base64url = encoding::from_base64url(input, &mut bytes).is_ok();
    if is_base64url && base64url(&bytes)? != input {
        return Err("base64url is read that would be written in another way".to_owned());
    }
    let mut bytes = vec![0xaa; input.len() / 2];
    if encoding::from_hex(input, &mut bytes).is_ok() {
        let mut digits = vec![0; encoding::hex_length(bytes.len())];
        encoding::hex(&bytes, &mut digits).map_err(|error| error.to_string())?;
        if !digits.eq_ignore_ascii_case(input) {
            return Err("hex is read that would be written in another way".to_owned());
        }
    }
    // Short words are base64url by chance, and no find.
    Ok(is_base64url && input.len() > 16)
}

fn base64url(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut text = vec![0; encoding::base64url_length(bytes.len())];
    encoding::base64url(bytes, &mut text).map_err(|error| error.to_string())?;
    Ok(text)
}

/// The input as a token, which has to be the very one that would be written.
fn tokens(keys: &Keys, input: &[u8]) -> Result<bool, String> {
    let mut reader = Reader::default();
    let mut is_valid = false;
    for implicit in [b"", IMPLICIT] {
        if let Ok(opened) = reader.decrypt(&keys.local, input, implicit, LONGEST) {
            let mut nonce = [0; 33];
            let start = input.get(9..53).ok_or("a token without a nonce")?;
            encoding::from_base64url(start, &mut nonce).map_err(|error| error.to_string())?;
            let nonce = nonce.first_chunk().ok_or("a token without a nonce")?;
            let mut out = vec![0; local::token_length(opened.payload().len(), opened.footer().len())];
            local::encrypt_with_nonce(&keys.local, nonce, opened.payload(), opened.footer(), implicit, &mut out)
                .map_err(|error| error.to_string())?;
            same(input, &out, "v4.local")?;
            is_valid = true;
        }
        if let Ok(opened) = reader.verify(&keys.public, input, implicit, LONGEST) {
            let mut out = vec![0; public::token_length(opened.payload().len(), opened.footer().len())];
            public::sign(&keys.secret, opened.payload(), opened.footer(), implicit, &mut out)
                .map_err(|error| error.to_string())?;
            same(input, &out, "v4.public")?;
            is_valid = true;
        }
    }
    if is_valid && reader.decrypt(&keys.local, input, IMPLICIT, input.len() - 1).is_ok() {
        return Err("a token is read that is longer than granted".to_owned());
    }
    let mut text = vec![1, 2, 3];
    match footer::untrusted(input, &mut text) {
        Ok(()) => {
            let encoded = base64url(&text)?;
            let expected = if text.is_empty() { Vec::new() } else { [b".", &encoded[..]].concat() };
            if text.len() > footer::MAX_FOOTER || !input.ends_with(&expected) {
                return Err(format!("the footer {} is not the token's", text.escape_ascii()));
            }
        }
        Err(_) if is_valid || !text.is_empty() => return Err("a footer is refused, and yet there".to_owned()),
        Err(_) => {}
    }
    Ok(is_valid)
}

fn same(input: &[u8], out: &[u8], what: &str) -> Result<(), String> {
    if input == out { Ok(()) } else { Err(format!("{what} is read as if it were {}", out.escape_ascii())) }
}

/// The input as a footer.
fn footers(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let id = random.pick(&["k4.lid.bqltbNc4JLUAmc9Xtpok-fBuI0dQN5_m3CD9W_nbh559", "k4.pid.x", "\"\\\u{e9}\n"]);
    let id = id.copied().unwrap_or_default();
    let mut named = vec![1, 2, 3];
    if footer::with_key_id(input, id, &mut named).is_ok() {
        if footer::key_id(&named).as_deref() != Some(id) || named.len() > footer::MAX_FOOTER {
            return Err(format!("{} does not name {id}", named.escape_ascii()));
        }
        let mut again = Vec::new();
        if footer::with_key_id(&named, id, &mut again).is_err() || again != named {
            return Err(format!("{} becomes {} when it is named again", named.escape_ascii(), again.escape_ascii()));
        }
    } else if !named.is_empty() {
        return Err("a footer is refused, and something is left".to_owned());
    }
    let checked = footer::check(input);
    let is_json = input.first() == Some(&b'{');
    if checked.is_ok() && is_json {
        object(input)
            .or_else(|error| lesser(&error))
            .map_err(|error| format!("a footer that is no JSON to serde_json: {error}"))?;
        for key in ["k4.local.", "k4.secret.", "k4.public.", "k4.local-pw.", "k4.secret-pw."] {
            // Escapes are looked at where strings are compared; here, what stands in clear.
            let quoted = format!("\"{key}");
            if input.windows(quoted.len()).any(|window| window == quoted.as_bytes()) {
                return Err(format!("a footer with {key}"));
            }
        }
    }
    Ok(checked.is_ok() && is_json)
}

/// The input as a payload.
fn payload(keys: &Keys, input: &[u8], random: &mut Random) -> Result<bool, String> {
    let rules = Rules {
        issuer: (random.below(2) == 0).then(|| b"issuer"[..].into()),
        audience: (random.below(2) == 0).then(|| "\u{e9}\"\\".as_bytes().into()),
        subject: (random.below(4) == 0).then(|| b""[..].into()),
        lifetime: (random.below(2) == 0).then_some(3600),
        leeway: 10,
    };
    let checked = claims::check(input, &rules, NOW, Expiry::Checked);
    let shape = claims::shape(input);
    let is_payload = !matches!(&shape, Err(fault) if fault.kind == ClaimFaultKind::Payload);
    match (object(input), is_payload) {
        (Ok(()), true) | (Err(_), false) => {}
        (Ok(()), false) => return Err("a payload is refused that serde_json takes".to_owned()),
        (Err(error), true) => lesser(&error).map_err(|error| format!("a payload is taken; serde_json: {error}"))?,
    }
    if checked.is_ok() && shape.is_err() {
        return Err(format!("claims hold, but {shape:?}"));
    }
    let ignored = claims::check(input, &rules, NOW, Expiry::Ignored);
    let has_expired = matches!(&checked, Err(fault) if matches!(fault.kind, ClaimFaultKind::Expired(_)));
    if checked != ignored && !has_expired {
        return Err(format!("{checked:?}, but {ignored:?} where expiry does not count"));
    }
    let mut completed = vec![1, 2, 3];
    match claims::complete(input, &rules, NOW.seconds, &mut completed) {
        Ok(()) => {
            object(&completed)
                .or_else(|error| lesser(&error))
                .map_err(|error| format!("issued, but no JSON to serde_json: {error}"))?;
            let fault = claims::check(&completed, &rules, NOW, Expiry::Ignored).err().map(|fault| fault.kind);
            // A token may be issued for later.
            if !matches!(fault, None | Some(ClaimFaultKind::NotYetValid(_) | ClaimFaultKind::IssuedInFuture(_))) {
                return Err(format!("{} is issued, but {fault:?}", completed.escape_ascii()));
            }
        }
        Err(_) if !completed.is_empty() => return Err("claims are refused, and something is left".to_owned()),
        Err(_) if shape.is_ok() && rules == Rules { lifetime: rules.lifetime, leeway: 10, ..Rules::default() } => {
            return Err("claims are refused without a reason".to_owned());
        }
        Err(_) => {}
    }
    let mut out = vec![0; local::token_length(input.len(), 6)];
    local::encrypt(&keys.local, input, b"footer", IMPLICIT, &mut out).map_err(|error| error.to_string())?;
    let mut reader = Reader::default();
    let Ok(opened) = reader.decrypt(&keys.local, &out, IMPLICIT, LONGEST) else {
        return Err("what was encrypted is not decrypted".to_owned());
    };
    if (opened.payload(), opened.footer()) != (input, b"footer") {
        return Err("another payload was decrypted than encrypted".to_owned());
    }
    drop(opened);
    // One bit more or less anywhere.
    let at = random.below(out.len());
    if let Some(byte) = out.get_mut(at) {
        *byte ^= 1 << random.below(8);
    }
    if reader.decrypt(&keys.local, &out, IMPLICIT, LONGEST).is_ok() {
        return Err(format!("a token with a bit flipped at {at} is decrypted"));
    }
    Ok(is_payload)
}

/// The input as a serialized key.
fn serialized(keys: &Keys, input: &[u8]) -> Result<bool, String> {
    let plain = [
        paserk::read_local(input).ok().map(|key| paserk::local(&key).to_string()),
        paserk::read_secret(input).ok().map(|key| paserk::secret(&key).to_string()),
        paserk::read_public(input).ok().map(|key| paserk::public(&key)),
    ];
    for text in plain.iter().flatten() {
        same(input, text.as_bytes(), "a PASERK")?;
    }
    let local = [
        paserk::unwrap_local(input, &keys.local).ok(),
        paserk::unseal(input, &keys.secret).ok(),
        paserk::unwrap_local_with_password(input, PASSWORD, GRANTED).ok(),
    ];
    let secret = [
        paserk::unwrap_secret(input, &keys.local).ok(),
        paserk::unwrap_secret_with_password(input, PASSWORD, GRANTED).ok(),
    ];
    if local.iter().flatten().any(|key| *key != keys.local) || secret.iter().flatten().any(|key| *key != keys.secret) {
        return Err("a wrapped key is another one than was wrapped".to_owned());
    }
    Ok(plain.iter().any(Option::is_some) || local.iter().any(Option::is_some) || secret.iter().any(Option::is_some))
}

/// The input as a time.
fn moment(input: &[u8]) -> Result<bool, String> {
    let Some(moment) = time::read(input) else { return Ok(false) };
    // A zone may lie outside the years that can be written.
    if let Some(text) = time::write(moment.seconds) {
        let again = time::read(&text);
        if again != Some(Moment { nanoseconds: 0, ..moment }) {
            return Err(format!("{moment:?} is written as {}, and read as {again:?}", text.escape_ascii()));
        }
    }
    Ok(true)
}

/// Whether serde_json takes this for an object whose names are unique, on every level.
fn object(input: &[u8]) -> Result<(), String> {
    match serde_json::from_slice::<Unique>(input) {
        Ok(Unique { is_object: true }) => Ok(()),
        Ok(_) => Err("no object".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Lets pass what serde_json alone cannot: it counts levels by one less, and knows no number beyond doubles.
fn lesser(error: &str) -> Result<(), String> {
    let is_limit = error.contains("recursion limit") || error.contains("number out of range");
    if is_limit { Ok(()) } else { Err(error.to_owned()) }
}

/// A value without its content.
struct Unique {
    is_object: bool,
}

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

struct Reading;

/// What is neither an array nor an object.
macro_rules! scalars {
    ($($name:ident($($kind:ty)?)),*) => {
        $(fn $name<E>(self, $(_: $kind)?) -> Result<Unique, E> {
            Ok(Unique { is_object: false })
        })*
    };
}

impl<'de> Visitor<'de> for Reading {
    type Value = Unique;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    scalars!(visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str), visit_unit());

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Unique, A::Error> {
        while values.next_element::<Unique>()?.is_some() {}
        Ok(Unique { is_object: false })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Unique, A::Error> {
        let mut names = HashSet::new();
        while let Some((name, _)) = members.next_entry::<String, Unique>()? {
            if !names.insert(name) {
                return Err(serde::de::Error::custom("a name that is there twice"));
            }
        }
        Ok(Unique { is_object: true })
    }
}

const FOOTERS: &[&str] = &[
    "",
    "footer",
    "{}",
    r#"{"kid":"k4.lid.bqltbNc4JLUAmc9Xtpok-fBuI0dQN5_m3CD9W_nbh559","n":[1,2]}"#,
    r#"{"kid":"k4.pid.9ShR3xc8-qVJ_di0tc9nx0IDIqbatdeM2mqLFBJsKRHs"}"#,
    r#"{"wpk":"k4.local-wrap.pie.AAAA","x":{"y":1}}"#,
    r#"{"k":"\u006b4.local.AAAA"}"#,
    r#"{"kid":"k4.local.AAAA"}"#,
    r#"{"kid":"a","\u006bid":"b"}"#,
    r#"{"a":{"b":{"c":1}}}"#,
];

const PAYLOADS: &[&str] = &[
    "",
    "payload",
    "{}",
    r#"{"exp":"2026-01-31T13:00:00Z","iat":"2026-01-31T12:00:00Z","nbf":"2026-01-31T12:00:00.25+01:00","iss":"issuer"}"#,
    r#"{"aud":"é\"\\","sub":"","jti":"87IFSGFgPNtQNNuw0AtuLttP","data":{"a":[1,2.5e-3,null,true,{"b":"\ud83d\ude00"}]}}"#,
    r#"{"exp":"2016-12-31T23:59:60Z","iat":"0000-02-29T00:00:00.999999999999Z","nbf":"9999-12-31T23:59:59-23:59"}"#,
    r#"{"a":1,"\u0061":2}"#,
    r#"{"exp":null,"iss":5}"#,
    " {\"a\" : [ 1 , { } ] }\n",
];

const TIMES: &[&str] = &[
    "2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00.123456789+05:30",
    "2024-02-29T23:59:60-23:59",
    "0000-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.999Z",
    "1970-01-01T00:00:00Z",
];

/// The keys, wrapped once and for all, since nonces are random.
const WRAPPED: &[&str] = &[
    "k4.local-wrap.pie.I5X4TwB6WCKYDB1DHko5vOtg_6dD12h9ydV4MjRR0x1jonaCZI2LipmlU25JRu9pNlm0766v6-k3sa4z_gfjcquUPmHv5Rp5MBXEzEMcbbylW2kMSgMf4EGIGdA_2v4M",
    "k4.secret-wrap.pie.guhedI4ACZ8Wd1lYZ6FZ7JAVvEaIg3jazDKu1bu81VRSIsYBYeEATq_rt6G4A_YwiXRwcqC74lP6u4OO0gA1duN3SqvWxFn_cVpMSfODknbYQr4Shqm0OBsXx-odccpeT51Q4UoRDIdSW3gR4tSNV6et9NLMwrRzlsfkfSpOnto",
    "k4.seal.CoTX6oCXNS64THIxKapnheq0ki2tKjuAJeXAlEAqsiw2WVvWs7Bp-_SUqGfQl6vfDnY8exwG_JKPAALQ-Q50ADmmBYAJyqzv2F-0P3nn7anzk1KLajIpsAdvvIJ0hN_b",
    "k4.local-pw.mk9hiYquArBttFXJx1cDogAAAAAAACAAAAAAAQAAAAG7o2CPb3hlkpK82fzJomKjPKaNaAr079bbJOouC_YryUOezp2VhKcrmHo61QJuZoUr7rHBuYGqRqTK2BAhA9xZxBYcbKjZNI6gdswLA_iE4_9mncSFi6Hc",
    "k4.secret-pw.i9N1iBykj4hzfl0Pvy_pHgAAAAAAACAAAAAAAQAAAAEqUZMouZHv9vhLo7vMCI4O9R7O_hTPAysqOXQKUGSiiAaW9HQeQ7SBbPJXu42sf5tVNGHAk_A5Z9qnPOgKVt2i1DowQyxM_Ni9PQc9Iu76dMZZ_yCKeiCDae2dFNwMzIkbR04ZmZmg5AZC5EHQzDF4OobpyZOb0Uw",
];

/// What mutations begin with.
///
/// # Errors
/// If the library does not make them.
pub fn seeds() -> Result<Vec<Vec<u8>>, String> {
    let keys = Keys::new()?;
    let mut seeds: Vec<Vec<u8>> =
        [FOOTERS, PAYLOADS, TIMES].concat().iter().map(|text| text.as_bytes().to_vec()).collect();
    seeds.push([&b"{\"a\":"[..], &b"[".repeat(126), &b"]".repeat(126), b"}"].concat());
    for (index, payload) in PAYLOADS.iter().enumerate() {
        let footer = FOOTERS.get(index).copied().unwrap_or_default().as_bytes();
        let implicit = if index % 2 == 0 { b"" } else { IMPLICIT };
        let mut token = vec![0; local::token_length(payload.len(), footer.len())];
        local::encrypt_with_nonce(&keys.local, &[3; 32], payload.as_bytes(), footer, implicit, &mut token)
            .map_err(|error| error.to_string())?;
        seeds.push(token);
        let mut token = vec![0; public::token_length(payload.len(), footer.len())];
        public::sign(&keys.secret, payload.as_bytes(), footer, implicit, &mut token)
            .map_err(|error| error.to_string())?;
        seeds.push(token);
    }
    for wrapped in WRAPPED {
        if !serialized(&keys, wrapped.as_bytes())? {
            return Err(format!("{wrapped} is not unwrapped"));
        }
        seeds.push(wrapped.as_bytes().to_vec());
    }
    let plain = [
        paserk::local(&keys.local).to_string(),
        paserk::secret(&keys.secret).to_string(),
        paserk::public(&keys.public),
        paserk::lid(&keys.local),
        paserk::sid(&keys.secret),
        paserk::pid(&keys.public),
    ];
    seeds.extend(plain.map(String::into_bytes));
    seeds.extend([pem::signing_key(&[9; 32]).as_bytes().to_vec(), pem::verifying_key(&[9; 32]).into_bytes()]);
    Ok(seeds)
}
