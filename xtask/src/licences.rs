//! The terms of what is linked into the library: the texts that the crates bring along, each once, with the names of those it is for.

use crate::linked::{self, Crate};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

const INTRODUCTION: &str = "\
What is linked into this library, and the terms of each part. Where a part may be taken under one of several licences and one of them is
MIT's, it is taken under that one. The library itself is under the terms in LICENSE, Rust's standard library under those in
RUST-STD-COPYRIGHT.html.
";

const LINE: &str = "================================================================================";

/// The document for a library for `target`.
pub fn document(target: &str) -> Result<String, Box<dyn Error>> {
    let crates: Vec<Crate> = linked::crates(target)?.into_iter().filter(|part| !part.is_own()).collect();
    let mut text = INTRODUCTION.to_owned() + "\n";
    // By their text, in the order in which each is met first.
    let mut texts: Vec<(String, Vec<String>)> = Vec::new();
    let mut places = BTreeMap::new();
    for part in &crates {
        text += &format!("{} {}: {}\n", part.name, part.version, part.licence);
        for licence in texts_of(part, &crates)? {
            let place = *places.entry(licence.clone()).or_insert_with(|| {
                texts.push((licence, Vec::new()));
                texts.len() - 1
            });
            if let Some((_, names)) = texts.get_mut(place) {
                names.push(format!("{} {}", part.name, part.version));
            }
        }
    }
    for (licence, names) in texts {
        text += &format!("\n{LINE}\n{}\n{LINE}\n\n{licence}\n", wrapped(&names));
    }
    Ok(text)
}

/// What one crate brings along; where it brings nothing, what another crate of the same repository does, or the licence's general text.
fn texts_of(part: &Crate, all: &[Crate]) -> Result<Vec<String>, Box<dyn Error>> {
    let mut texts = read(part, &part.folder)?;
    if part.name == "aws-lc-sys" {
        texts.extend(read(part, &part.folder.join("aws-lc"))?);
        texts.extend(read(part, &part.folder.join("aws-lc/third_party/fiat"))?);
    }
    if texts.is_empty() && part.repository.is_some() {
        for sibling in all.iter().filter(|other| other.repository == part.repository && other.name != part.name) {
            texts = read(part, &sibling.folder)?;
            if !texts.is_empty() {
                break;
            }
        }
    }
    if texts.is_empty() {
        let (_, _, compiler) = linked::compiler()?;
        let name = part.licence.split(" OR ").find(|name| *name == "MIT").unwrap_or(&part.licence);
        let general = fs::read_to_string(compiler.join("share/doc/rust/licenses").join(format!("{name}.txt")))
            .map_err(|_| format!("{} {} brings no licence along ({})", part.name, part.version, part.licence))?;
        texts.push(format!("Copyright (c) {}\n\n{}", part.authors.join(", "), general.trim()));
    }
    Ok(texts)
}

fn read(part: &Crate, folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        if entry.file_type()?.is_file()
            && ["LICEN", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"].iter().any(|start| name.starts_with(start))
        {
            files.push((name, entry.path()));
        }
    }
    files.sort();
    let may_choose = part.licence.split(" OR ").any(|name| name == "MIT") && !part.licence.contains(" AND ");
    if may_choose && files.iter().any(|(name, _)| name.contains("MIT")) {
        files.retain(|(name, _)| name.contains("MIT") || name.starts_with("NOTICE") || name.starts_with("COPYRIGHT"));
    }
    let mut texts = Vec::new();
    for (_, path) in files {
        // Line ends and white space around them differ from crate to crate and say nothing.
        let text = fs::read_to_string(&path)?;
        texts.push(text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned());
    }
    Ok(texts)
}

/// Names with commas between them, in lines of a readable length.
fn wrapped(names: &[String]) -> String {
    let mut lines = vec![String::new()];
    for name in names {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(name),
            Some(line) if line.len() + name.len() < 100 => *line += &format!(", {name}"),
            _ => lines.push(name.clone()),
        }
    }
    lines.join(",\n")
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn names_are_wrapped_between_and_never_within() {
        let names: Vec<String> = (0..20).map(|n| format!("crate-{n} 1.0.0")).collect();
        let text = wrapped(&names);
        assert_eq!(text.replace(",\n", ", "), names.join(", "));
        assert!(text.lines().all(|line| line.len() <= 102), "{text}");
    }
}
