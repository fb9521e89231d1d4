//! Every instruction set writes what a plain loop over the characters writes, wherever in a text a character stands.

use super::{Level, MOST_DOUBLE, MOST_INTEGER, SLACK, Task, dispatch, double, integer, string};
use crate::json::encode::Escapes;
use crate::json::encode::flags::*;

/// Writes a text that lies behind sixteen bytes of something else.
struct Write<'a>(&'a Escapes);

impl<'a> Task for Write<'a> {
    type Input = &'a [u8];
    type Output = [Option<Vec<u8>>; 2];

    unsafe fn run<L: Level>(self, text: &[u8]) -> Self::Output {
        let Self(escapes) = self;
        let mut headed = vec![b'<'; 16];
        headed.extend_from_slice(text);
        // An allocation of its own, so that a checker of memory sees a read beyond it.
        let headed = headed.into_boxed_slice();
        let bare = text.to_vec().into_boxed_slice();
        let write = |is_headed: bool| {
            let mut room = vec![0_u8; text.len() * 6 + SLACK];
            let start = room.as_mut_ptr();
            // SAFETY: the room is large enough for each of them.
            let end = unsafe {
                if is_headed {
                    string::<L, true>(start, headed.as_ptr().add(16), text.len(), escapes)
                } else {
                    string::<L, false>(start, bare.as_ptr(), text.len(), escapes)
                }
            };
            end.map(|end| {
                room.truncate(end.as_ptr().addr() - start.addr());
                room
            })
        };
        [write(true), write(false)]
    }
}

/// What is right, character by character.
fn expected(text: &str, flags: u32) -> Vec<u8> {
    let mut out = String::new();
    for character in text.chars() {
        let keeps_separators = flags & UNESCAPED_LINE_TERMINATORS != 0;
        let escape = match character {
            '"' if flags & HEX_QUOT != 0 => r"\u0022".into(),
            '"' => r#"\""#.into(),
            '\\' => r"\\".into(),
            '/' if flags & UNESCAPED_SLASHES == 0 => r"\/".into(),
            '<' if flags & HEX_TAG != 0 => r"\u003C".into(),
            '>' if flags & HEX_TAG != 0 => r"\u003E".into(),
            '&' if flags & HEX_AMP != 0 => r"\u0026".into(),
            '\'' if flags & HEX_APOS != 0 => r"\u0027".into(),
            '\u{8}' => r"\b".into(),
            '\u{c}' => r"\f".into(),
            '\n' => r"\n".into(),
            '\r' => r"\r".into(),
            '\t' => r"\t".into(),
            '\0'..='\u{1f}' => format!(r"\u{:04x}", u32::from(character)),
            '\0'..='\u{7f}' => character.into(),
            '\u{2028}' | '\u{2029}' if flags & UNESCAPED_UNICODE != 0 && keeps_separators => character.into(),
            _ if flags & UNESCAPED_UNICODE != 0 && !matches!(character, '\u{2028}' | '\u{2029}') => character.into(),
            _ => character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!(r"\u{unit:04x}")).collect(),
        };
        out += &escape;
    }
    out.into_bytes()
}

#[track_caller]
fn check(text: &[u8], flags: u32, expected: Option<&[u8]>) {
    let escapes = Escapes::new(flags);
    let mut answers = vec![("chosen", dispatch(Write(&escapes), text))];
    #[cfg(target_arch = "x86_64")]
    // SAFETY: SSE2 is part of x86-64.
    answers.push(("sse2", unsafe { Write(&escapes).run::<super::sse2::Sse2>(text) }));
    for (name, answers) in answers {
        for answer in answers {
            let shown = (text.escape_ascii().to_string(), flags, name);
            assert_eq!(answer.as_deref(), expected, "input: {shown:?}");
        }
    }
}

/// Miri takes its time: there, some of each.
const STEP: usize = if cfg!(miri) { 5 } else { 1 };

const FLAGS: [u32; 8] = [
    0,
    HEX_TAG,
    HEX_AMP | HEX_QUOT,
    HEX_APOS | UNESCAPED_SLASHES,
    UNESCAPED_UNICODE,
    UNESCAPED_UNICODE | UNESCAPED_LINE_TERMINATORS | HEX_TAG | HEX_AMP | HEX_APOS | HEX_QUOT,
    UNESCAPED_UNICODE | INVALID_UTF8_IGNORE,
    UNESCAPED_LINE_TERMINATORS | INVALID_UTF8_SUBSTITUTE,
];

#[test]
fn characters_are_escaped_wherever_they_stand() {
    let ascii: Vec<String> = (0..0x80_u8).map(|byte| char::from(byte).to_string()).collect();
    let beyond = [
        "\u{80}",
        "é",
        "\u{7ff}",
        "\u{800}",
        "あ",
        "\u{2027}",
        "\u{2028}",
        "\u{2029}",
        "\u{202a}",
        "\u{d7ff}",
        "\u{e000}",
        "\u{ffff}",
        "\u{10000}",
        "😀",
        "\u{10ffff}",
        "\u{20a8}",
    ];
    for character in ascii.iter().map(String::as_str).chain(beyond).step_by(STEP + STEP / 2) {
        for before in [0, 1, 7, 14, 15, 16, 17, 31, 32, 33, 47, 70].into_iter().step_by(STEP) {
            for after in [0, 1, 15, 16, 31, 40].into_iter().step_by(STEP) {
                let text = "a".repeat(before) + character + &"z".repeat(after);
                for flags in FLAGS.into_iter().step_by(STEP) {
                    check(text.as_bytes(), flags, Some(&expected(&text, flags)));
                }
            }
        }
    }
}

#[test]
fn runs_of_characters_are_escaped() {
    for run in
        ["あいうえお", "Приветмир", "éàüöñ", "aé/あ\"", "//\\\\\"\"", "あ😀い", "\n\t\0\u{1f}", "\u{2028}\u{2029}あ"]
    {
        for count in (0..12).step_by(STEP) {
            for before in 0..4 {
                let text = "x".repeat(before) + &run.repeat(count);
                for flags in FLAGS.into_iter().step_by(STEP) {
                    check(text.as_bytes(), flags, Some(&expected(&text, flags)));
                }
            }
        }
    }
}

#[test]
fn invalid_utf8_is_refused_left_out_or_substituted() {
    // The number of errors that PHP sees in each.
    let cases: [(&[u8], usize); 22] = [
        (b"\x80", 1),
        (b"\xc0\x80", 2),
        (b"\xc1\xbf", 2),
        (b"\xc2", 1),
        (b"\xc2\xc2\x80", 1),
        (b"\xc3\xc0", 1),
        (b"\xe3\x81", 1),
        (b"\xe0\x80\x80", 1),
        (b"\xe0\x9f\xbf", 1),
        (b"\xed\xa0\x80", 1),
        (b"\xed\xbf\xbf", 1),
        (b"\xe3\xe3\x81\x82", 1),
        (b"\xe3\x81\xe3\x81\x82", 1),
        (b"\xe3\xff\xff", 1),
        (b"\xf0\x9f\x98", 1),
        (b"\xf0\x80\x80\x80", 1),
        (b"\xf4\x90\x80\x80", 1),
        (b"\xf4\xff\xff\xff", 1),
        (b"\xf5\x80\x80\x80", 4),
        (b"\xff\xfe", 2),
        (b"\x80\x80\x80", 3),
        (b"\xf0\x9f\xe3\x81\x82", 1),
    ];
    for (invalid, errors) in cases {
        let valid = std::str::from_utf8(invalid.get(invalid.len().saturating_sub(3)..).unwrap_or_default());
        let valid = if valid == Ok("あ") { r"\u3042" } else { "" };
        let valid = if invalid.ends_with(b"\xc2\x80") { r"\u0080" } else { valid };
        for (before, after) in [(0, 0), (1, 1), (15, 3), (16, 20), (31, 0), (33, 33)] {
            let text = ["a".repeat(before).as_bytes(), invalid, "z".repeat(after).as_bytes()].concat();
            let around = |middle: &str| format!("{}{middle}{}", "a".repeat(before), "z".repeat(after));
            check(&text, 0, None);
            check(&text, UNESCAPED_UNICODE, None);
            check(&text, INVALID_UTF8_IGNORE | INVALID_UTF8_SUBSTITUTE, Some(around(valid).as_bytes()));
            let middle = r"\ufffd".repeat(errors) + valid;
            check(&text, INVALID_UTF8_SUBSTITUTE, Some(around(&middle).as_bytes()));
            let kept = match valid {
                r"\u3042" => "あ",
                r"\u0080" => "\u{80}",
                _ => "",
            };
            check(&text, UNESCAPED_UNICODE | INVALID_UTF8_IGNORE, Some(around(kept).as_bytes()));
            let middle = "\u{fffd}".repeat(errors) + kept;
            check(&text, UNESCAPED_UNICODE | INVALID_UTF8_SUBSTITUTE, Some(around(&middle).as_bytes()));
        }
    }
}

#[test]
fn long_texts_are_cut_between_characters() {
    for text in ["é".repeat(3000), "あ".repeat(3000), "😀".repeat(3000), format!("a{}", "😀".repeat(3000))] {
        let mut pieces = 0;
        let mut rest = text.as_str();
        while !rest.is_empty() {
            rest = &rest[super::piece(rest.as_bytes())..];
            pieces += 1;
        }
        assert!(pieces > 2, "{pieces} pieces");
    }
    assert!(super::piece(&[0x80; 5000]) < 5000, "no character begins anywhere: each byte is a fault of its own");
}

fn write_double(value: f64, keeps_fraction: bool) -> String {
    let mut room = [0; MOST_DOUBLE];
    // SAFETY: there is room.
    let end = unsafe { double(room.as_mut_ptr(), value, keeps_fraction) };
    String::from_utf8_lossy(&room[..end.addr() - room.as_ptr().addr()]).into_owned()
}

#[test]
fn floats_have_phps_form() {
    let cases = [
        (0.0, "0"),
        (-0.0, "-0"),
        (1.0, "1"),
        (-1.5, "-1.5"),
        (0.1, "0.1"),
        (0.001, "0.001"),
        (0.0001, "0.0001"),
        (0.00012345, "0.00012345"),
        (0.00001, "1.0e-5"),
        (-0.000012345, "-1.2345e-5"),
        (100.0, "100"),
        (1e15, "1000000000000000"),
        (9_007_199_254_740_993.0, "9007199254740992"),
        (1e16, "10000000000000000"),
        (12_345_678_901_234_567.0, "12345678901234568"),
        (99_999_999_999_999_980.0, "99999999999999980"),
        (1e17, "1.0e+17"),
        (123_456_789_012_345_680.0, "1.2345678901234568e+17"),
        (1e22, "1.0e+22"),
        (-1e100, "-1.0e+100"),
        (f64::MAX, "1.7976931348623157e+308"),
        (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
        (5e-324, "5.0e-324"),
        (65.613_616_999_999_98, "65.61361699999998"),
    ];
    for (value, expected) in cases {
        assert_eq!(write_double(value, false), expected, "input: {value:e}");
        let is_whole = !expected.contains('.');
        let with_fraction = format!("{expected}{}", if is_whole { ".0" } else { "" });
        assert_eq!(write_double(value, true), with_fraction, "input: {value:e}");
    }
}

#[test]
fn integers_of_every_length_are_written() {
    let mut values = vec![0, i64::MIN, i64::MAX];
    for power in 0..19 {
        let ten = 10_i64.pow(power);
        values.extend([ten - 1, ten, ten + 1, -ten, 1 - ten, ten / 3 * 2]);
    }
    for value in values {
        let mut room = [0; MOST_INTEGER];
        // SAFETY: there is room.
        let end = unsafe { integer(room.as_mut_ptr(), value) };
        let text = &room[..end.addr() - room.as_ptr().addr()];
        assert_eq!(text, value.to_string().as_bytes());
    }
}
