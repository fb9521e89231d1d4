use super::*;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess};
use serde_json::{Deserializer, de::SliceRead};
use std::collections::HashSet;
use std::time::{Duration, Instant};

const WIDE: Limits = Limits { levels: 128, names: usize::MAX };

/// Everything that is shown, as text.
#[derive(Default)]
struct Shown(Vec<String>);

impl Shown {
    fn show(&mut self, what: &str, text: Text<'_>) {
        self.0.push(format!("{what} {}", String::from_utf8(text.decoded().to_vec()).unwrap()));
    }
}

impl<'j> Visitor<'j> for Shown {
    fn name(&mut self, text: Text<'j>) {
        self.show("name", text);
    }

    fn string(&mut self, text: Text<'j>) {
        self.show("string", text);
    }

    fn member(&mut self, name: Text<'j>, value: Option<Text<'j>>) {
        self.show("member", name);
        if let Some(value) = value {
            self.show("=", value);
        }
    }
}

fn scan_wide(document: &[u8]) -> Result<Outline, Fault> {
    scan(document, WIDE, &mut Shown::default())
}

#[test]
fn shows_names_strings_and_outermost_members() {
    let document =
        " {\"a\" : \"b\", \"c\\u0064\":[\"e\", {\"f\":\"\\ud83d\\ude00\\n\\\"\"}],\n\"\":null,\"g\":-1.5e+3 }\r\n\t";
    let mut shown = Shown::default();
    let outline = scan(document.as_bytes(), WIDE, &mut shown).unwrap();
    assert_eq!(document.as_bytes()[outline.closing], b'}');
    assert!(!outline.is_empty);
    assert_eq!(
        shown.0,
        [
            "name a",
            "string b",
            "member a",
            "= b",
            "name cd",
            "string e",
            "name f",
            "string 😀\n\"",
            "member cd",
            "name ",
            "member ",
            "name g",
            "member g",
        ]
    );
}

#[test]
fn outlines_empty_objects() {
    for (document, closing) in [("{}", 1), (" { } ", 3), ("{\n\n}", 3)] {
        assert_eq!(scan_wide(document.as_bytes()), Ok(Outline { closing, is_empty: true }), "{document}");
    }
}

#[test]
fn accepts_what_is_json() {
    for value in [
        "0",
        "-0",
        "10",
        "1.5",
        "-1.25e10",
        "1E-2",
        "1e+2",
        "0.0",
        "0e0",
        "true",
        "false",
        "null",
        "[]",
        "[ ]",
        "[0]",
        "[[],{}]",
        r#""""#,
        r#""\"\\\/\b\f\n\r\t""#,
        r#""\u0000""#,
        r#""\uD83D\uDE00""#,
        r#""\uFFFF""#,
        "\"\u{7f}\"",
        "\"é\u{2028}😀\"",
        r#"{"a":{"a":1}}"#,
        r#"[{"a":1},{"a":1}]"#,
        "123456789012345678901234567890",
        "1e999",
    ] {
        let document = format!("{{\"v\":{value}}}");
        assert!(scan_wide(document.as_bytes()).is_ok(), "{document}");
    }
}

#[test]
fn refuses_what_is_not() {
    for document in [
        "",
        " ",
        "{",
        "}",
        "[]",
        "[{}]",
        "\"a\"",
        "0",
        "null",
        "{}{}",
        "{},",
        "{} x",
        "\u{feff}{}",
        "{a:1}",
        "{'a':1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,,\"b\":2}",
        "{1:2}",
        "{null:2}",
        "{\"a\":1]",
        "{\"a\":[1}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{\"a\":[}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":0x1}",
        "{\"a\":1_0}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":TRUE}",
        "{\"a\":tru}",
        "{\"a\":nulll}",
        "{\"a\":\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\0\"}",
        "{\"a\":\"\x1f\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u+123\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\"}",
        "{\"a\":\"\\ud800\\ud800\"}",
        "{\"a\":\"\\ud800\\u0041\"}",
        "{\"a\":\"\\ud800\\n\"}",
        "{\"a\":\"\\",
        "{\"a\":\"\\\"}",
        "{\"a\":/**/1}",
        "{\"a\":1}//",
        "{\"a\u{a0}\":1}\u{a0}",
        "{\u{b}}",
        "{\"a\":1}\0",
        "{\"12345678\\",
        "{\"a\":\"1234567\x0189012345\"}",
    ] {
        assert_eq!(scan_wide(document.as_bytes()), Err(Fault::Syntax), "{document:?}");
    }
    for bytes in
        [&b"{\"a\":\"\xff\"}"[..], b"{\"\xc3\":1}", b"{\"a\":\"\xc0\x80\"}", b"{\"a\":\"\xed\xa0\x80\"}", b"\xff{}"]
    {
        assert_eq!(scan_wide(bytes), Err(Fault::Syntax), "{bytes:?}");
    }
}

#[test]
fn refuses_every_beginning() {
    let document = br#"{"iss":"\u00e9\\","n":[-1.5e3,true,{"a":null}]}"#;
    for length in 0..document.len() {
        assert_eq!(scan_wide(&document[..length]), Err(Fault::Syntax), "{length}");
    }
}

#[test]
fn counts_levels() {
    for (levels, document, is_within) in [
        (1, "{}".to_owned(), true),
        (1, r#"{"a":1}"#.to_owned(), true),
        (1, r#"{"a":[]}"#.to_owned(), false),
        (2, r#"{"a":[],"b":{}}"#.to_owned(), true),
        (2, r#"{"a":[1,[]]}"#.to_owned(), false),
        (128, format!(r#"{{"a":{}{}}}"#, "[".repeat(127), "]".repeat(127)), true),
        (128, format!(r#"{{"a":{}{}}}"#, "[".repeat(128), "]".repeat(128)), false),
        (128, format!("{}1{}", r#"{"a":"#.repeat(128), "}".repeat(128)), true),
        (128, format!("{}1{}", r#"{"a":"#.repeat(129), "}".repeat(129)), false),
        (128, format!(r#"{{"a":{}"#, "[".repeat(1_000_000)), false),
    ] {
        let answer = scan(document.as_bytes(), Limits { levels, ..WIDE }, &mut Shown::default());
        assert_eq!(answer.err(), (!is_within).then_some(Fault::Limit), "{levels}: {:.40}", document);
    }
}

#[test]
fn counts_names() {
    for (names, document, is_within) in [
        (0, "{}", true),
        (0, r#"{"a":1}"#, false),
        (2, r#"{"a":1,"b":2}"#, true),
        (2, r#"{"a":{"b":1}}"#, true),
        (2, r#"{"a":{"b":1},"c":0}"#, false),
        (2, r#"{"a":[{"b":1},{"b":1}]}"#, false),
    ] {
        let answer = scan(document.as_bytes(), Limits { names, ..WIDE }, &mut Shown::default());
        assert_eq!(answer.err(), (!is_within).then_some(Fault::Limit), "{names}: {document}");
    }
}

#[test]
fn names_are_unique_after_unescaping() {
    for (document, is_unique) in [
        (r#"{"a":1,"b":2,"A":3,"":4,"aa":5}"#, true),
        (r#"{"a":1,"a":1}"#, false),
        (r#"{"a":1,"\u0061":1}"#, false),
        (r#"{"\u0061":1,"a":1}"#, false),
        (r#"{"\u0061":1,"\u0061":1}"#, false),
        (r#"{"\u00e9":1,"é":1}"#, false),
        (r#"{"\ud83d\ude00":1,"😀":1}"#, false),
        (r#"{"a\/b":1,"a/b":1}"#, false),
        (r#"{"\n":1,"\u000a":1}"#, false),
        (r#"{"\u000A":1,"\u000b":1}"#, true),
        (r#"{"":1,"":1}"#, false),
        (r#"{"\u0000":1,"":1}"#, true),
        (r#"{"long enough to have two ends":1,"long enough to HAVE two ends":1}"#, true),
        (r#"{"long enough to have two ends":1,"long enough to have two end\u0073":1}"#, false),
        (r#"{"a":{"b":1,"c":2,"b":3}}"#, false),
        (r#"{"a":[0,{"b":1,"b":3}]}"#, false),
        (r#"{"a":{"a":{"a":1}},"b":{"a":1}}"#, true),
    ] {
        assert_eq!(scan_wide(document.as_bytes()).err(), (!is_unique).then_some(Fault::Limit), "{document}");
    }
}

#[test]
fn names_are_unique_in_any_number() {
    for count in [2, 15, 16, 17, 18, 33, 500] {
        let names: Vec<String> = (0..count).map(|name| format!("{name}")).collect();
        let member = |name: &String| format!("\"{name}\":0");
        let members: Vec<String> = names.iter().map(member).collect();
        assert!(scan_wide(format!("{{{}}}", members.join(",")).as_bytes()).is_ok(), "{count}");
        for (place, twin) in [(0, count - 1), (count / 2, 0), (count - 1, count - 2)] {
            let mut members = members.clone();
            // The same name, written otherwise.
            members[place] = format!("\"\\u00{:02x}{}\":0", names[twin].as_bytes()[0], &names[twin][1..]);
            let document = format!("{{{}}}", members.join(","));
            assert_eq!(scan_wide(document.as_bytes()), Err(Fault::Limit), "{count}: {place} as {twin}");
        }
    }
}

#[test]
fn many_names_take_no_quadratic_time() {
    let members = |name: &dyn Fn(u32) -> String| (0..50_000).map(|index| format!("\"{}\":0", name(index))).collect();
    let documents: [Vec<String>; 3] = [
        members(&|index| format!("{index}")),
        // Equal at both ends, so that all prints are the same.
        members(&|index| format!("xxxxxxxx{index:06}xxxxxxxx")),
        members(&|index| format!("\\u0078{index}")),
    ];
    for members in documents {
        let document = format!("{{{}}}", members.join(","));
        let start = Instant::now();
        assert!(scan_wide(document.as_bytes()).is_ok());
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}

#[test]
fn texts_are_read_without_their_escapes() {
    let text = |raw: &'static str| Text::new(raw.as_bytes(), raw.matches('\\').count());
    for (raw, decoded) in
        [("plain", "plain"), (r"\u006b4.local.", "k4.local."), (r"a\u00e9\n", "aé\n"), (r"\ud83d\ude00!", "😀!")]
    {
        assert_eq!(&*text(raw).decoded(), decoded.as_bytes(), "{raw}");
        assert!(text(raw).is(decoded.as_bytes()), "{raw}");
        assert!(!text(raw).is(b"plai") && !text(raw).is(b"plain "), "{raw}");
        for length in 0..=decoded.len() {
            assert!(text(raw).starts_with(&decoded.as_bytes()[..length]), "{raw}");
        }
        assert!(!text(raw).starts_with(format!("{decoded}x").as_bytes()), "{raw}");
        assert_eq!(text(raw).print(), text(decoded).print(), "{raw}");
    }
}

#[test]
fn writes_strings_as_php_does() {
    for (text, written) in [
        ("", r#""""#),
        ("a/b é😀\u{7f}", "\"a/b é😀\u{7f}\""),
        ("\"\\\u{8}\u{c}\n\r\t", r#""\"\\\b\f\n\r\t""#),
        ("\0\u{1}\u{f}\u{10}\u{1f}", r#""\u0000\u0001\u000f\u0010\u001f""#),
        ("a\u{2028}\u{2029}\u{202a}â", "\"a\\u2028\\u2029\u{202a}â\""),
    ] {
        let mut out = Vec::new();
        write_string(text.as_bytes(), &mut out);
        assert_eq!(String::from_utf8(out.clone()).unwrap(), written);
        assert!(scan_wide(&[b"{\"a\":", &out[..], b"}"].concat()).is_ok());
    }
}

/// Any value whose objects have unique names, as serde_json reads it.
struct Unique;

impl<'de> serde::Deserialize<'de> for Unique {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> serde::de::Visitor<'de> for Unique {
    type Value = Self;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self, A::Error> {
        while list.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let mut names = HashSet::new();
        while let Some((name, _)) = map.next_entry::<String, Self>()? {
            if !names.insert(name) {
                return Err(A::Error::custom("a name is there twice"));
            }
        }
        Ok(self)
    }
}

/// Whether serde_json takes a document; none where its numbers have limits that JSON has not.
fn as_serde_reads_it(document: &[u8]) -> Option<bool> {
    let mut reader = Deserializer::new(SliceRead::new(document));
    let answer = <Unique as serde::Deserialize>::deserialize(&mut reader).and_then(|_| reader.end());
    // The names of what is skipped are checked for UTF-8, too.
    let is_skipped = serde_json::from_slice::<IgnoredAny>(document).is_ok();
    match answer {
        Err(error) if error.to_string().contains("number out of range") => None,
        answer => Some(answer.is_ok() && is_skipped && document.trim_ascii_start().first() == Some(&b'{')),
    }
}

#[test]
fn agrees_with_serde_json_on_mutated_documents() {
    let seeds: [&[u8]; 5] = [
        br#"{"iss":"https:\/\/a","exp":"2026-11-21T13:00:00Z","n":[1,-0.5e+3,true,false,null],"o":{"a":{},"b":[]}}"#,
        br#"{"a":"\u0061\ud83d\ude00\n","\u0061b":"","ab":{"x":1,"y":2,"z":"\\"}}"#,
        "{\"é\":\"😀\",\"\\u00e9\":0,\"e\":[[[]],{\"a\":{\"a\":1}}]}".as_bytes(),
        br#" { "k" : 0 , "l" : -1 , "m" : 1.0 , "kk" : 1e1 } "#,
        br#"{"a":0,"b":0,"c":0,"d":0,"e":0,"f":0,"g":0,"h":0,"i":0,"j":0,"k":0,"l":0,"m":0,"n":0,"o":0,"p":0,"q":0}"#,
    ];
    let interesting = br#"{}[]",:\/u0123456789abcdefDd8.-+Een tr"#;
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut chance = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    let mut accepted = 0;
    for _ in 0..60_000 {
        let mut document = seeds[chance(seeds.len())].to_vec();
        for _ in 0..=chance(3) {
            let place = chance(document.len());
            match chance(5) {
                0 => drop(document.remove(place)),
                1 => document.insert(place, interesting[chance(interesting.len())]),
                2 => document[place] = interesting[chance(interesting.len())],
                3 => document[place] ^= 1 << chance(8),
                _ => {
                    let end = (place + chance(12)).min(document.len());
                    let part = document[place..end].to_vec();
                    let to = chance(document.len());
                    document.splice(to..to, part);
                }
            }
        }
        let Some(expected) = as_serde_reads_it(&document) else { continue };
        assert_eq!(scan_wide(&document).is_ok(), expected, "{}", String::from_utf8_lossy(&document));
        accepted += u32::from(expected);
    }
    assert!(accepted > 1000, "{accepted}");
}
