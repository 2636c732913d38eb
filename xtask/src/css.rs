//! Styles and scripts: `app/styles/` by sass, `app/scripts/` by esbuild, both from npm.

use std::fs;

use anyhow::{Context, Result};

use crate::assets::{self, Manifest};
use crate::house::House;
use crate::stamp::{self, Inputs};
use crate::{npm, process};

const STAMP: &str = "styles";

/// Makes styles, scripts and the icon, unless they are as they should be.
pub(crate) fn make(house: &House) -> Result<()> {
    let app = house.root.join("app");
    let sum = Inputs::default()
        .text(include_str!("css.rs"))
        .text(include_str!("assets.rs"))
        .file(&app.join("package-lock.json"))
        .folder(&app.join("styles"))?
        .folder(&app.join("scripts"))?
        .sum();
    let mut manifest = Manifest::read(house);
    let whole = [&manifest.styles, &manifest.govuk, &manifest.icon]
        .into_iter()
        .all(|name| Manifest::holds(house, name.as_ref()));
    if whole && stamp::read(house, STAMP).as_deref() == Some(&sum) {
        return Ok(());
    }
    npm::install(&app)?;
    manifest.styles = Some(assets::add_file(house, "fourlens", "css", &styles(house)?)?);
    manifest.govuk = Some(assets::add_file(house, "govuk", "js", &scripts(house)?)?);
    let icon = fs::read(app.join("styles/fourlens.svg")).context("the icon cannot be read")?;
    manifest.icon = Some(assets::add_file(house, "fourlens", "svg", &icon)?);
    manifest.write(house)?;
    stamp::write(house, STAMP, &sum)
}

/// What was made and how heavy it travels, in one line.
pub(crate) fn summary(house: &House) -> String {
    let manifest = Manifest::read(house);
    let size = |name: &Option<String>| {
        name.as_ref().map_or(0, |name| {
            assets::travelling_size(&house.assets().join(name))
        })
    };
    format!(
        "styles {} bytes, scripts {} bytes (brotli)",
        size(&manifest.styles),
        size(&manifest.govuk)
    )
}

fn styles(house: &House) -> Result<Vec<u8>> {
    let app = house.root.join("app");
    let css = process::output(npm::tool(&app, "sass").args([
        "--load-path=node_modules",
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        "styles/fourlens.scss",
    ]))?;
    Ok(css.into_bytes())
}

fn scripts(house: &House) -> Result<Vec<u8>> {
    let app = house.root.join("app");
    let script = process::output(npm::tool(&app, "esbuild").args([
        "scripts/govuk.mjs",
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2020",
        "--legal-comments=none",
        "--log-level=warning",
    ]))?;
    Ok(script.into_bytes())
}
