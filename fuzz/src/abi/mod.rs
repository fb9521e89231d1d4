//! The C ABI, called as its header allows: with any bytes, with NULL, misaligned pointers and impossible lengths where they are refused, with room of
//! any length, and handles in any order. What is wrong with a pointer is INVALID_ARGUMENT; outputs are written on success only; an error comes
//! with REFUSED alone; nothing is INTERNAL. Memory goes in and out in allocations of exactly its length, so that AddressSanitizer sees a byte too
//! many.
//!
//! An input is a list of calls: a byte for the function, and bytes for its arguments.

mod arguments;
mod asking;
mod documents;
mod keys;
mod pairs;
mod routes;
mod secrets;
mod slot;
mod streams;
mod tokens;

use crate::random::Random;
use arguments::{Call, Cut};
use highper_abi::abi;

/// Calls in one input.
const MOST_CALLS: usize = 64;

/// The handles that there are; of each kind at most one, and NULL where there is none.
struct Handles {
    routes: routes::Handles,
    streams: streams::Handles,
    documents: documents::Handles,
}

/// A function of the header with arguments cut from the input.
type Function = fn(&mut Handles, &mut Cut<'_>) -> Result<bool, String>;

/// The corpus names functions by their place here: what is new goes to the end.
const FUNCTIONS: [&[Function]; 8] = [
    routes::FUNCTIONS,
    asking::FUNCTIONS,
    documents::FUNCTIONS,
    secrets::FUNCTIONS,
    pairs::FUNCTIONS,
    tokens::FUNCTIONS,
    keys::FUNCTIONS,
    streams::FUNCTIONS,
];

pub fn check(input: &[u8], _: &mut Random) -> Result<bool, String> {
    let mut cut = Cut::new(input);
    let mut handles = Handles {
        routes: routes::Handles::default(),
        streams: streams::Handles::default(),
        documents: documents::Handles::default(),
    };
    let count = FUNCTIONS.iter().map(|some| some.len()).sum();
    let mut accepted = false;
    for _ in 0..MOST_CALLS {
        if cut.is_empty() {
            break;
        }
        let function = FUNCTIONS.iter().copied().flatten().nth(cut.below(count));
        if let Some(function) = function {
            accepted |= function(&mut handles, &mut cut)?;
        }
    }
    Ok(accepted)
}

/// Calls of every function with what it takes, one after the other, and each alone.
pub fn seeds() -> Vec<Vec<u8>> {
    let count = FUNCTIONS.iter().map(|some| some.len()).sum::<usize>();
    let count = u8::try_from(count).unwrap_or(u8::MAX);
    let texts: [&[u8]; 6] = [
        b"\x0b/users/{id}\x03GET\x02/a",
        b"\x20{\"a\":[1,2.5,\"b\"],\"c\":{\"d\":null}}\x04/a/1",
        b"\x17{\"a\":\"required|integer\"}\x07{\"a\":1}",
        b"\x20aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\x05hello\x03aad",
        b"\x00\x00\x00\x00\x00\x00",
        b"\xfa\xfb\xfc\xfd\xfe\xff",
    ];
    let mut seeds = Vec::new();
    for function in 0..count {
        for text in texts {
            seeds.push([&[0, 0, function], text, &[function], text, &[0; 16]].concat());
        }
    }
    seeds
}

/// What an error says can be asked for, whatever kind it is of; and it is freed.
fn read_error(error: *mut abi::error::Error) -> Result<(), String> {
    use abi::error::*;
    let (mut code, mut offset) = (0, 0);
    let call = Call::new("highper_error");
    let texts = [
        highper_error_message,
        highper_error_hint,
        highper_error_pattern,
        highper_error_claim,
        highper_error_field,
        highper_error_rule,
        highper_error_pointer,
        highper_error_report,
    ];
    // SAFETY: the error was given by the library, and the outputs are of this function.
    unsafe {
        call.done(highper_error_code(error, &mut code))?;
        call.may(highper_error_offset(error, &mut offset))?;
        for (index, function) in texts.into_iter().enumerate() {
            let mut text = abi::text::Text { bytes: std::ptr::null(), length: 0 };
            if call.may(function(error, &mut text))? {
                arguments::read(text.bytes.cast(), text.length)?;
            } else if index == 0 {
                return Err("an error without a message".to_owned());
            }
        }
        highper_error_free(error);
    }
    if code == 0 { Err("an error of code 0".to_owned()) } else { Ok(()) }
}
