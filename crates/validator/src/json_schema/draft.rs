//! The drafts, and which one a schema is of.

use super::{Options, SchemaFault, SchemaFaultKind, Value};

/// A draft of JSON Schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Draft {
    /// Draft 4.
    Draft4,
    /// Draft 6.
    Draft6,
    /// Draft 7.
    Draft7,
    /// Draft 2019-09.
    Draft201909,
    /// Draft 2020-12.
    #[default]
    Draft202012,
}

impl Draft {
    /// The draft of a name: `4`, `6`, `7`, `2019-09` or `2020-12`.
    ///
    /// # Errors
    /// If there is none of this name.
    pub fn named(name: &str) -> Result<Self, SchemaFault> {
        Ok(match name {
            "4" => Self::Draft4,
            "6" => Self::Draft6,
            "7" => Self::Draft7,
            "2019-09" => Self::Draft201909,
            "2020-12" => Self::Draft202012,
            _ => {
                let why = format!("there is no draft '{name}': 4, 6, 7, 2019-09 and 2020-12 are known");
                return Err(SchemaFault::new(SchemaFaultKind::UnknownDraft, why));
            }
        })
    }

    fn of_uri(uri: &str) -> Option<Self> {
        Some(match jsonschema::Draft::from_schema_uri(uri) {
            jsonschema::Draft::Draft4 => Self::Draft4,
            jsonschema::Draft::Draft6 => Self::Draft6,
            jsonschema::Draft::Draft7 => Self::Draft7,
            jsonschema::Draft::Draft201909 => Self::Draft201909,
            jsonschema::Draft::Draft202012 => Self::Draft202012,
            _ => return None,
        })
    }
}

impl From<Draft> for jsonschema::Draft {
    fn from(draft: Draft) -> Self {
        match draft {
            Draft::Draft4 => Self::Draft4,
            Draft::Draft6 => Self::Draft6,
            Draft::Draft7 => Self::Draft7,
            Draft::Draft201909 => Self::Draft201909,
            Draft::Draft202012 => Self::Draft202012,
        }
    }
}

fn meta_schema(schema: &Value) -> Option<&str> {
    schema.get("$schema")?.as_str()
}

/// The draft of a schema: the one that it names, itself or by way of registered meta-schemas, or the one of the options.
pub fn of(schema: &Value, options: &Options) -> Result<Draft, SchemaFault> {
    let Some(mut uri) = meta_schema(schema) else { return Ok(options.draft) };
    // A chain that is longer than there are documents goes round in a circle.
    for _ in 0..=options.documents.len() {
        if let Some(draft) = Draft::of_uri(uri) {
            return Ok(draft);
        }
        let wanted = uri.trim_end_matches('#');
        let document = options.documents.iter().find(|(name, _)| name.trim_end_matches('#') == wanted);
        let Some((_, document)) = document else { break };
        let Some(next) = meta_schema(document) else { return Ok(options.draft) };
        uri = next;
    }
    Err(SchemaFault::new(SchemaFaultKind::UnknownDraft, format!("there is no meta-schema '{uri}'")))
}
