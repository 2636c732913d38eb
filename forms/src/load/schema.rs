//! The JSON Schema of the form language, for editors that complete and check as one writes.

use crate::definition::FormPackage;

/// The schema as it is checked in at `forms/schema/form.schema.json`.
pub fn schema_text() -> String {
    let schema = schemars::schema_for!(FormPackage);
    serde_json::to_string_pretty(&schema).expect("a schema is JSON")
}
