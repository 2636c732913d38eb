//! What stands beside the questions: the key, bands, documents, sections and scales.

use super::Problems;
use crate::{
    definition::{BAND_NAMES, FormPackage},
    expression::{Type, Types},
    question::NOT_APPLICABLE,
};
use std::collections::HashSet;

pub(super) fn check_head(package: &FormPackage, problems: &mut Problems) {
    if package.schema != 1 {
        problems.add(
            "form file/schema",
            "Write `schema: 1`: it is the only version of the form language so far",
        );
    }
    if !is_key(&package.form.key) {
        problems.add(
            "form/key",
            "Write the key in lower-case letters, digits and hyphens, like `school-175-157`",
        );
    }
    if package.sections.is_empty() {
        problems.add("form file/sections", "Add at least one section");
    }
    for band in &package.bands {
        let known: Numbers = Numbers;
        for error in band.when.kind(&known).err().unwrap_or_default() {
            let message = format!(
                "{}. A band may use ${{{}}}",
                error.message,
                BAND_NAMES.join("}, ${")
            );
            problems.add(format!("bands/{}/when", band.id), message);
        }
    }
    once(
        package.bands.iter().map(|band| band.id.as_str()),
        "bands",
        problems,
    );
    once(
        package.scales.iter().map(|scale| scale.id.as_str()),
        "scales",
        problems,
    );
    once(
        package.themes.iter().map(|theme| theme.id.as_str()),
        "themes",
        problems,
    );
    once(
        package
            .documents
            .iter()
            .map(|document| document.id.as_str()),
        "documents",
        problems,
    );
    once(
        package.sections.iter().map(|section| section.id.as_str()),
        "sections",
        problems,
    );
    for scale in &package.scales {
        let place = format!("scales/{}", scale.id);
        once(
            scale.options.iter().map(|option| option.value.as_str()),
            &place,
            problems,
        );
        if scale
            .options
            .iter()
            .any(|option| option.value == NOT_APPLICABLE)
        {
            problems.add(
                place,
                "Leave `na` out of the options: a rating offers it with `not_applicable: true`",
            );
        }
    }
}

pub(super) fn once<'a>(ids: impl Iterator<Item = &'a str>, place: &str, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            problems.add(
                format!("{place}/{id}"),
                format!("`{id}` stands here twice: give each an id of its own"),
            );
        }
    }
}

struct Numbers;

impl Types for Numbers {
    fn of(&self, name: &str) -> Option<Type> {
        BAND_NAMES.contains(&name).then_some(Type::Number)
    }

    fn own(&self) -> Option<Type> {
        None
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
