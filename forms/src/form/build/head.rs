//! What stands beside the questions: the key, bands, documents, sections and scales.

use super::Problems;
use crate::{
    definition::{BAND_NAMES, FormPackage, Scale},
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
    let bands = package
        .bands
        .iter()
        .map(|band| ("bands", &band.id, &band.when));
    let badges = package.badges.iter();
    let badges = badges.map(|badge| ("badges", &badge.id, &badge.when));
    for (place, id, when) in bands.chain(badges) {
        for error in when.kind(&Numbers).err().unwrap_or_default() {
            let noun = place.trim_end_matches('s');
            let names = BAND_NAMES.join("}, ${");
            let message = format!("{}. A {noun} may use ${{{names}}}", error.message);
            problems.add(format!("{place}/{id}/when"), message);
        }
    }
    check_names(package, problems);
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
        check_order(scale, problems);
    }
}

/// A scale whose ratings are counted has an order, so that one can say which is best.
fn check_order(scale: &Scale, problems: &mut Problems) {
    if scale.counted_as.is_none() {
        return;
    }
    let place = format!("scales/{}/options", scale.id);
    let points = scale.options.iter().filter_map(|option| option.points);
    let all: Vec<i64> = points.collect();
    let apart: HashSet<i64> = all.iter().copied().collect();
    if apart.len() < 2 {
        let message = "Give points to at least two options: they say which stands above which";
        problems.add(&place, message);
    } else if apart.len() < all.len() {
        let message = "Give each option points of its own: they are its place in the order";
        problems.add(&place, message);
    }
}

/// What is declared beside the questions has names of its own.
fn check_names(package: &FormPackage, problems: &mut Problems) {
    let declared: [(&str, Vec<&String>); 10] = [
        ("bands", package.bands.iter().map(|of| &of.id).collect()),
        ("badges", package.badges.iter().map(|of| &of.id).collect()),
        ("gauges", package.gauges.iter().map(|of| &of.id).collect()),
        ("lists", package.lists.iter().map(|of| &of.id).collect()),
        (
            "switches",
            package.switches.iter().map(|of| &of.id).collect(),
        ),
        (
            "part_sets",
            package.part_sets.iter().map(|of| &of.id).collect(),
        ),
        ("scales", package.scales.iter().map(|of| &of.id).collect()),
        ("themes", package.themes.iter().map(|of| &of.id).collect()),
        (
            "documents",
            package.documents.iter().map(|of| &of.id).collect(),
        ),
        (
            "sections",
            package.sections.iter().map(|of| &of.id).collect(),
        ),
    ];
    for (place, ids) in declared {
        once(ids.into_iter().map(String::as_str), place, problems);
    }
    for list in &package.lists {
        let items = list.items.iter().map(|item| item.id.as_str());
        once(items, &format!("lists/{}", list.id), problems);
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
