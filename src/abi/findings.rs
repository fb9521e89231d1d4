//! What a check found, as JSON: the same form for rules and for JSON Schemas.

use super::error::Error;
use super::json::Json;
use std::collections::HashMap;

/// A value at fault. The texts are UTF-8, as all that is made of JSON.
pub struct Finding {
    pub field: Vec<u8>,
    pub rule: Vec<u8>,
    pub parameters: Vec<Vec<u8>>,
    pub messages: Vec<Vec<u8>>,
}

/// The error of data in which something was found: its message is the first one, and how many more failures there are.
pub fn error(findings: &[Finding]) -> Error {
    let first = findings.first().and_then(|finding| finding.messages.first());
    let mut message = first.cloned().unwrap_or_default();
    if findings.len() > 1 {
        message.extend_from_slice(format!(" (and {} more)", findings.len() - 1).as_bytes());
    }
    Error::of_data(message, report(findings))
}

fn report(findings: &[Finding]) -> Vec<u8> {
    let mut json = Json::default();
    json.object(|json| {
        json.key("errors").object(|json| {
            for (field, messages) in by_field(findings) {
                json.name(field).list(messages, |json, message| json.string(message));
            }
        });
        json.key("failed").list(findings, |json, finding| {
            json.object(|json| {
                json.key("field").string(&finding.field);
                json.key("rule").string(&finding.rule);
                json.key("parameters").list(&finding.parameters, |json, parameter| json.string(parameter));
            });
        });
    });
    json.finish()
}

/// The messages of each field, fields in the order in which they come first.
fn by_field(findings: &[Finding]) -> Vec<(&[u8], Vec<&Vec<u8>>)> {
    let mut places: HashMap<&[u8], usize> = HashMap::new();
    let mut fields: Vec<(&[u8], Vec<&Vec<u8>>)> = Vec::new();
    for finding in findings {
        let place = *places.entry(&finding.field).or_insert(fields.len());
        match fields.get_mut(place) {
            Some((_, messages)) => messages.extend(&finding.messages),
            None => fields.push((&finding.field, finding.messages.iter().collect())),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_collected_by_field_and_failures_kept_in_order() {
        let finding = |field: &str, rule: &str, messages: &[&str]| Finding {
            field: field.into(),
            rule: rule.into(),
            parameters: vec![b"1".to_vec()],
            messages: messages.iter().map(|message| message.as_bytes().to_vec()).collect(),
        };
        let findings =
            [finding("b", "min", &["one", "two"]), finding("a", "max", &["three"]), finding("b", "in", &["four"])];
        let expected = concat!(
            r#"{"errors":{"b":["one","two","four"],"a":["three"]},"failed":[{"field":"b","rule":"min","parameters":["1"]},"#,
            r#"{"field":"a","rule":"max","parameters":["1"]},{"field":"b","rule":"in","parameters":["1"]}]}"#
        );
        assert_eq!(String::from_utf8(report(&findings)).as_deref(), Ok(expected));
    }
}
