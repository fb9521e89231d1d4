//! The bill of materials, in CycloneDX's JSON: what is linked into the library. The same source gives the same bytes: no serial number, and
//! no time but SOURCE_DATE_EPOCH.

use crate::linked::{self, Crate};
use serde_json::{Value, json};
use std::env;
use std::error::Error;

const REPOSITORY: &str = "pkg:github/highperapp/highper-native";

/// The document for a library for `target` and PHP `php`, such as 8.4.
pub fn document(target: &str, php: &str) -> Result<String, Box<dyn Error>> {
    let crates = linked::crates(target)?;
    let root = crates.iter().find(|part| part.name == "highper").ok_or("the library itself is not in the tree")?;
    let (release, commit, _) = linked::compiler()?;
    let standard = format!("rust-std@{release}");

    let mut components = Vec::new();
    let mut dependencies = vec![json!({ "ref": standard, "dependsOn": [] })];
    for part in &crates {
        let mut uses: Vec<String> = part.uses.iter().map(|(name, version)| format!("{name}@{version}")).collect();
        uses.push(standard.clone());
        for foreign in part.foreign()? {
            uses.push(format!("{}@{}", foreign.name, foreign.version));
            dependencies.push(json!({ "ref": format!("{}@{}", foreign.name, foreign.version), "dependsOn": [] }));
            components.push(json!({
                "type": "library",
                "bom-ref": format!("{}@{}", foreign.name, foreign.version),
                "name": foreign.name,
                "version": foreign.version,
                "description": foreign.description,
                "licenses": [{ "expression": part.licence }],
                "purl": foreign.source,
                "properties": [{ "name": "highper:shipped-in", "value": reference(part) }],
            }));
        }
        uses.sort();
        dependencies.push(json!({ "ref": reference(part), "dependsOn": uses }));
        if part.name != root.name {
            components.push(component(part));
        }
    }
    components.push(json!({
        "type": "library",
        "bom-ref": standard,
        "name": "rust-std",
        "version": release,
        "description": "Rust's standard library and what it is made of; its licences are in RUST-STD-COPYRIGHT.html",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "purl": format!("pkg:github/rust-lang/rust@{commit}"),
    }));
    let by_reference = |value: &Value| value["bom-ref"].as_str().or(value["ref"].as_str()).map(str::to_owned);
    components.sort_by_key(by_reference);
    dependencies.sort_by_key(by_reference);

    let mut metadata = json!({
        "lifecycles": [{ "phase": "build" }],
        "tools": { "components": [{ "type": "application", "name": "xtask", "version": root.version }] },
        "component": {
            "type": "library",
            "bom-ref": reference(root),
            "name": root.name,
            "version": root.version,
            "licenses": [{ "expression": root.licence }],
            "purl": format!("{REPOSITORY}@{}", root.version),
        },
        "properties": [
            { "name": "highper:php", "value": php },
            { "name": "highper:target", "value": target },
        ],
    });
    if let Ok(seconds) = env::var("SOURCE_DATE_EPOCH") {
        let seconds = seconds.parse().map_err(|_| format!("SOURCE_DATE_EPOCH is '{seconds}', which is no number"))?;
        metadata["timestamp"] = instant(seconds).into();
    }
    let document = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": metadata,
        "components": components,
        "dependencies": dependencies,
    });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn reference(part: &Crate) -> String {
    format!("{}@{}", part.name, part.version)
}

fn component(part: &Crate) -> Value {
    let purl = match part.is_own() {
        // Not published: a part of the repository.
        true => format!("{REPOSITORY}@{}#crates/{}", part.version, part.name.trim_start_matches("highper-")),
        false => format!("pkg:cargo/{}@{}", part.name, part.version),
    };
    let mut component = json!({
        "type": "library",
        "bom-ref": reference(part),
        "name": part.name,
        "version": part.version,
        "licenses": [{ "expression": part.licence }],
        "purl": purl,
    });
    if let Some(checksum) = &part.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(repository) = &part.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

/// Seconds since 1970 as RFC 3339 writes them.
fn instant(seconds: u64) -> String {
    let (mut days, time) = (seconds / 86_400, seconds % 86_400);
    let mut year = 1970;
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let mut month = 1;
    for length in [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}T{:02}:{:02}:{:02}Z", days + 1, time / 3600, time / 60 % 60, time % 60)
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn instants_are_written_as_rfc_3339_has_them() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (1_767_225_600, "2026-01-01T00:00:00Z"),
            (1_835_398_861, "2028-02-29T01:01:01Z"),
        ] {
            assert_eq!(instant(seconds), text, "seconds: {seconds}");
        }
    }
}
