//! Typing a word of its own into everything that a return's pages offer to type into. It reads
//! pages as a browser does and knows names of controls, not questions.

use super::words::Words;
use crate::world::{Browser, Reply};
use fourlens_app::portal::ReturnId;
use fourlens_forms::form::Form;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;

/// How proper what is typed is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// It could be handed in.
    Properly,
    /// Words stand where numbers should.
    Anyhow,
}

/// What is picked where there is something to pick, if it is offered: it asks for more.
const PICKS: [&str; 7] = [
    "link",
    "yes",
    "born",
    "self_described",
    "nhs",
    "other",
    "part_time",
];

/// The rating that does not apply, and says why.
pub const NOT_APPLICABLE: &str = "KR1";

/// Pages that open more with what is typed end after so many rounds.
const ROUNDS: usize = 12;

/// A control that nothing is typed into yet.
struct Control {
    name: String,
    values: Vec<String>,
    is_number: bool,
}

/// Plants words in every section of a return that its pages show, with a row in every table.
pub async fn plant(
    browser: &mut Browser,
    form: &Form,
    id: ReturnId,
    words: &mut Words,
    typed: Typed,
) {
    let key = &form.package().form.key;
    for section in form.sections() {
        let path = format!("/returns/{id}/sections/{}", section.id);
        let mut done = BTreeSet::new();
        for round in 0.. {
            assert!(round < ROUNDS, "{path} never ends");
            let page = browser.get(&path).await;
            if page.status == 404 {
                break;
            }
            let (mut fields, mut planted) = (Vec::new(), false);
            for control in controls(&page) {
                if done.insert(control.name.clone()) {
                    let place = format!("{key} {id} {}", control.name);
                    fields.extend(answer(&control, &place, words, typed));
                    planted = true;
                }
            }
            let mut tables = page.attributes("button[name=_add]", "value").into_iter();
            match tables.find(|table| done.insert(format!("_add {table}"))) {
                Some(table) => fields.push(("_add".to_string(), table)),
                None if planted => {}
                None => break,
            }
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (&n[..], &v[..])).collect();
            let reply = browser.post_form(&page, &fields).await;
            assert_eq!(reply.status, 303, "{path}: {}", reply.text());
        }
    }
}

/// The controls of a section's page in which nothing stands, the same name once.
fn controls(page: &Reply) -> Vec<Control> {
    let selector = |text: &str| Selector::parse(text).expect("a selector");
    let html = Html::parse_document(&page.body);
    let options = selector("option");
    let form = html.select(&selector("main form[method=post]")).next();
    let form = form.unwrap_or_else(|| panic!("no form: {}", page.text()));
    let mut found: Vec<Control> = Vec::new();
    let mut standing = BTreeSet::new();
    for element in form.select(&selector("input, textarea, select")) {
        let attribute = |name: &str| element.value().attr(name).unwrap_or_default().to_string();
        let (name, kind) = (attribute("name"), attribute("type"));
        if name.is_empty() || name.starts_with('_') || kind == "hidden" {
            continue;
        }
        if stands(element, &kind) {
            standing.insert(name.clone());
        }
        let values = match element.value().name() {
            "select" => {
                let values = element.select(&options).map(|option| option.value());
                values
                    .filter_map(|option| option.attr("value").map(str::to_string))
                    .collect()
            }
            _ if ["radio", "checkbox"].contains(&kind.as_str()) => vec![attribute("value")],
            _ => Vec::new(),
        };
        match found.iter_mut().find(|control| control.name == name) {
            Some(control) => control.values.extend(values),
            None => found.push(Control {
                name,
                values,
                is_number: ["numeric", "decimal"].contains(&attribute("inputmode").as_str()),
            }),
        }
    }
    found.retain(|control| !standing.contains(&control.name) && !has_file(control, &standing));
    found
}

/// Whether something stands in a control already.
fn stands(element: ElementRef<'_>, kind: &str) -> bool {
    let has = |name: &str| element.value().attr(name).is_some_and(|is| !is.is_empty());
    let chosen = Selector::parse("option[selected]").expect("a selector");
    match element.value().name() {
        "textarea" => element.text().any(|text| !text.trim().is_empty()),
        "select" => element.select(&chosen).any(|option| {
            option
                .value()
                .attr("value")
                .is_some_and(|is| !is.is_empty())
        }),
        _ if ["radio", "checkbox"].contains(&kind) => {
            element.value().attr("checked").is_some() && has("value")
        }
        _ => has("value"),
    }
}

/// Whether it is the link of evidence that is a file.
fn has_file(control: &Control, standing: &BTreeSet<String>) -> bool {
    let evidence = control.name.strip_suffix("-link");
    evidence.is_some_and(|evidence| standing.contains(&format!("{evidence}-how")))
}

/// What is typed into a control.
fn answer(
    control: &Control,
    place: &str,
    words: &mut Words,
    typed: Typed,
) -> Option<(String, String)> {
    let name = control.name.as_str();
    if !control.values.is_empty() {
        let value = match name {
            NOT_APPLICABLE => Some("na".to_string()),
            _ => picked(&control.values),
        };
        return value.map(|value| (name.to_string(), value));
    }
    let (whole, part) = name.rsplit_once('-').unwrap_or((name, ""));
    let text = match part {
        "day" | "month" | "year" => date(whole, part, place, words),
        "postcode" => {
            let number = words.next();
            words.keep(place, format!("ZY{} {}XQ", number / 10 % 10, number % 10))
        }
        "email" => {
            let word = words.plant(place);
            format!("{word}@planted.example")
        }
        "phone" => {
            let number = words.next();
            words.keep(place, format!("01632 96{number:04}"))
        }
        "link" => format!("https://{}.example/planted", words.plant(place)),
        _ if name.starts_with("KH7:") && name.ends_with(".value") => nhs_number(place, words),
        _ if control.is_number && typed == Typed::Properly => "1".to_string(),
        _ => words.plant(place),
    };
    Some((name.to_string(), text))
}

fn picked(values: &[String]) -> Option<String> {
    let offered = |pick: &&str| values.iter().any(|value| value == pick);
    let pick = PICKS.iter().find(|pick| offered(pick));
    let pick = pick.map(|pick| (*pick).to_string());
    pick.or_else(|| values.iter().find(|value| !value.is_empty()).cloned())
}

/// Part of a date that the forms take; a child's date of birth is planted.
fn date(question: &str, part: &str, place: &str, words: &mut Words) -> String {
    let (day, month, year) = match question {
        "KH4" => {
            let day = match part {
                "day" => {
                    let day = 10 + words.next() % 18;
                    words.keep(place, format!("2011-02-{day}"));
                    day
                }
                _ => 0,
            };
            (day, 2, 2011)
        }
        "KH1" => (1, 10, 2026),
        "KH11a" => (5, 1, 2026),
        _ if question.ends_with(".due") => (5, 3, 2027),
        _ => (3, 9, 2026),
    };
    match part {
        "day" => day.to_string(),
        "month" => month.to_string(),
        _ => year.to_string(),
    }
}

/// A number whose last digit fits the other nine.
fn nhs_number(place: &str, words: &mut Words) -> String {
    loop {
        let digits = format!("94347{:04}", words.next());
        let weighed = digits.bytes().zip((2..=10).rev());
        let sum: u32 = weighed
            .map(|(digit, by)| u32::from(digit - b'0') * by)
            .sum();
        match 11 - sum % 11 {
            10 => continue,
            check => return words.keep(place, format!("{digits}{}", check % 11)),
        }
    }
}
