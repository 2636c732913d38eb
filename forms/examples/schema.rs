//! Prints the JSON Schema of the form language. `forms/schema/form.schema.json` is this text:
//! `cargo run -p fourlens-forms --features load --example schema > forms/schema/form.schema.json`.

fn main() {
    println!("{}", fourlens_forms::load::schema_text());
}
