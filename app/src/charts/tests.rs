//! What charts promise: names, patterns, words, ids of their own, no inline style.

use super::*;
use leptos::prelude::*;

fn html(chart: impl FnOnce() -> AnyView) -> String {
    Owner::new().with(|| chart().to_html())
}

fn stacked(prefix: &str) -> String {
    let part = |tone, label: &str, count| Part {
        tone,
        label: label.to_owned(),
        count,
    };
    html(|| {
        StackedChart {
            prefix: prefix.to_owned(),
            title: "Sections by band".to_owned(),
            description: "Two schools.".to_owned(),
            stacks: vec![Stack {
                label: "Policies".to_owned(),
                parts: vec![
                    part(Tone::Red, "Red", 1),
                    part(Tone::Amber, "Amber", 0),
                    part(Tone::Green, "Green", 3),
                ],
            }],
        }
        .view()
    })
}

#[test]
fn a_chart_has_a_name_a_description_and_words() {
    let html = stacked("a");
    for part in [
        r#"aria-labelledby="a-title""#,
        r#"<title id="a-title">Sections by band</title>"#,
        r#"<desc id="a-description">Two schools.</desc>"#,
        "1 Red, 0 Amber, 3 Green",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    assert!(!html.contains("style="), "{html}");
}

#[test]
fn bands_differ_by_pattern_and_ids_are_the_charts_own() {
    let html = stacked("a");
    assert!(html.contains(r#"<pattern id="a-red""#), "{html}");
    assert!(html.contains(r#"fill="url(#a-red)""#), "{html}");
    assert!(!html.contains("a-green"), "green is plain: {html}");
    assert!(!stacked("b").contains("a-red"));
}

#[test]
fn parts_are_as_long_as_their_share() {
    let html = stacked("a");
    assert!(
        html.contains(
            r#"x="1.0" y="1" width="119.5" height="16.0" class="chart__bar chart__bar--red""#
        ),
        "{html}"
    );
    assert!(
        html.contains(
            r#"x="120.5" y="1" width="358.5" height="16.0" class="chart__bar chart__bar--green""#
        ),
        "{html}"
    );
    assert!(
        !html.contains(r#"width="0.0""#),
        "nothing is drawn for nothing: {html}"
    );
}

#[test]
fn what_is_not_known_is_never_a_short_bar() {
    let html = html(|| {
        PairedChart {
            prefix: "p".to_owned(),
            title: "Change".to_owned(),
            description: String::new(),
            own: "2026".to_owned(),
            other: "2025".to_owned(),
            pairs: vec![Pair {
                label: "Policies".to_owned(),
                own: Some(70),
                other: None,
            }],
        }
        .view()
    });
    assert!(html.contains("2026 70%"), "{html}");
    assert!(html.contains("2025 not known"), "{html}");
    assert!(html.contains("chart__bar--none"), "{html}");
}

#[test]
fn a_share_is_never_all_or_nothing_unless_it_is() {
    assert_eq!(percent(0, 120), Some(0));
    assert_eq!(percent(1, 1_000), Some(1));
    assert_eq!(percent(199, 200), Some(99));
    assert_eq!(percent(200, 200), Some(100));
    assert_eq!(percent(2, 3), Some(67));
    assert_eq!(percent(0, 0), None);
}
