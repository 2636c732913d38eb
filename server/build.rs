//! The binary embeds the assets that were built before it: a new manifest means new assets.

fn main() {
    println!("cargo::rerun-if-changed=../target/assets/manifest.json");
}
