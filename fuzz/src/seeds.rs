//! What mutations begin with: random values in each format, and by hand what random ones seldom hit.

use crate::random::Random;
use crate::tree::Value;

const DOCUMENTS: &[&str] = &[
    "",
    " ",
    "0",
    "-1.5e-3",
    "\"\"",
    "[]",
    "{}",
    "[[]]",
    "{\"\":{}}",
    "true",
    "null",
    "[1,2.5,\"a\",null,true,{\"k\":[false]}]",
    r#"{"id":12345,"name":"Jane Doe","email":"jane@example.com","active":true,"n":3.5}"#,
    r#"{"a":1,"a":2,"0":3,"\u0000x":4,"long name of more than sixteen bytes, and then of more than thirty-two":"\ud83d\ude00\\\/\b"}"#,
    "{\n    \"indented\": [\n        1,\n        2\n    ]\n}",
    "[9223372036854775807,-9223372036854775808,9223372036854775808,18446744073709551615,18446744073709551616,1e308,5e-324,-0,-0.0]",
    "\"caf\u{e9} \u{20ac} \u{1f600} and a text that goes on for more than one block of sixty-four bytes, so that its end is elsewhere\"",
];

pub fn json(random: &mut Random) -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = DOCUMENTS.iter().map(|document| document.as_bytes().to_vec()).collect();
    seeds.push([b"[".repeat(400), b"]".repeat(400)].concat());
    for _ in 0..200 {
        let mut text = String::new();
        write(&random_json(random, 0), &mut text, random);
        seeds.push(text.into_bytes());
    }
    seeds
}

pub fn msgpack(random: &mut Random) -> Vec<Vec<u8>> {
    // Every format byte, with nothing and with zeros behind it.
    let mut seeds: Vec<Vec<u8>> =
        (0..=u8::MAX).flat_map(|format| [vec![format], [vec![format], vec![0; 40]].concat()]).collect();
    seeds.push([b"\x91".repeat(400), b"\xc0".to_vec()].concat());
    for _ in 0..200 {
        let mut bytes = Vec::new();
        if Value::random(random, 0).pack(&mut bytes).is_ok() {
            seeds.push(bytes);
        }
    }
    seeds
}

fn random_json(random: &mut Random, depth: usize) -> serde_json::Value {
    match random.below(if depth < 5 { 8 } else { 6 }) {
        0 => serde_json::Value::Null,
        1 => (random.below(2) == 0).into(),
        2 => (random.number() >> random.below(64)).cast_signed().into(),
        3 => serde_json::Value::from(f64::from_bits(random.number())),
        4 | 5 => text(random).into(),
        6 => (0..random.below(6)).map(|_| random_json(random, depth + 1)).collect::<Vec<_>>().into(),
        _ => {
            let count = random.below(6);
            serde_json::Value::Object((0..count).map(|_| (text(random), random_json(random, depth + 1))).collect())
        }
    }
}

fn text(random: &mut Random) -> String {
    let longest = 1 << random.below(8);
    let length = random.below(longest);
    let pool = [
        'a',
        'Z',
        '0',
        ' ',
        '"',
        '\\',
        '/',
        '\n',
        '\u{0}',
        '\u{7f}',
        '\u{e9}',
        '\u{20ac}',
        '\u{2028}',
        '\u{1f600}',
        '\u{10ffff}',
    ];
    // Long runs of ASCII are what most text is.
    let plain = random.below(2) == 0;
    (0..length).map(|_| if plain { 'x' } else { random.pick(&pool).copied().unwrap_or('a') }).collect()
}

/// With whitespace and escapes as nobody would write them.
fn write(value: &serde_json::Value, out: &mut String, random: &mut Random) {
    let space = |out: &mut String, random: &mut Random| {
        if random.below(4) == 0 {
            out.push_str(random.pick(&[" ", "\n", "\t", "\r\n  ", "            "]).copied().unwrap_or_default());
        }
    };
    space(out, random);
    match value {
        serde_json::Value::Array(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(value, out, random);
            }
            out.push(']');
        }
        serde_json::Value::Object(pairs) => {
            out.push('{');
            for (index, (key, value)) in pairs.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                space(out, random);
                quoted(key, out, random);
                space(out, random);
                out.push(':');
                write(value, out, random);
            }
            out.push('}');
        }
        serde_json::Value::String(text) => quoted(text, out, random),
        other => out.push_str(&other.to_string()),
    }
    space(out, random);
}

fn quoted(text: &str, out: &mut String, random: &mut Random) {
    out.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\' | '\0'..=' ') || random.below(16) == 0 {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(character);
        }
    }
    out.push('"');
}
