//! Documents to measure with: generated ones, and those of the folder that `CORPUS` names.

use std::{env, fs};

const SMALL: &str = r#"{"id":1234567,"name":"Ada Lovelace","email":"ada@example.org","active":true,"n":1.5}"#;

/// A list of records such as an API gives.
fn records(count: usize) -> String {
    let record = |number: usize| {
        let words = ["alpha", "beta \\u00e9", "gamma\\n", "delta", "epsilon"];
        let word = words[number % words.len()];
        format!(
            r#"{{"id":{},"title":"{word} {number}","tags":["{word}","x"],"price":{}.{:02},"parent":null,"open":{}}}"#,
            number * 7919,
            number % 1000,
            number % 97,
            number.is_multiple_of(3)
        )
    };
    format!("[{}]", (0..count).map(record).collect::<Vec<_>>().join(","))
}

/// Numbers with many digits, as in geometries.
fn points(count: usize) -> String {
    let point = |number: usize| format!("[-{}.{:014},{}.5]", number % 180, number * 1_234_567_891, number % 90);
    format!("[{}]", (0..count).map(point).collect::<Vec<_>>().join(","))
}

/// Name and text.
pub fn inputs() -> Vec<(String, String)> {
    let mut inputs: Vec<(String, String)> =
        [("small", SMALL.to_owned()), ("records", records(2_000)), ("points", points(10_000))]
            .map(|(name, json)| (name.to_owned(), json))
            .into();
    if let Some(folder) = env::var_os("CORPUS") {
        for entry in fs::read_dir(folder).expect("CORPUS is a folder").flatten() {
            let text = fs::read_to_string(entry.path()).expect("a document is UTF-8");
            inputs.push((entry.file_name().to_string_lossy().into_owned(), text));
        }
    }
    inputs
}
