//! The contract of a kind over HTTP, held by each of them without scripts: it shows what it asks,
//! keeps what was typed, refuses what is not proper beside its control, reads back in words, is
//! printed, is handed in and is exported.

use crate::world::{Browser, Reply, World};
use fourlens_forms::question::{KINDS, Posted};
use fourlens_server::export::{Line, Names, lines};
use serde_json::{Value as Json, json};

const EVERY_KIND: &str = include_str!("../../forms/src/tests/every_kind.yaml");

type Parts = &'static [(&'static str, &'static str)];

/// What one kind is given, and what must come of it.
struct Kind {
    name: &'static str,
    /// The control's name.
    control: &'static str,
    /// A proper answer as it is posted, by part.
    posts: Parts,
    /// What it is once stored.
    stored: Json,
    /// Its words on *check your answers*, in print and in the file.
    words: &'static str,
    /// What is posted that is not proper, and a part of what is said; none for a kind that takes
    /// whatever is typed.
    refused: Option<(Parts, &'static str)>,
}

fn kinds() -> Vec<Kind> {
    let kind = |name, posts, stored, words, refused| Kind {
        name,
        control: name,
        posts,
        stored,
        words,
        refused,
    };
    vec![
        kind(
            "text",
            &[("", "One line")],
            json!("One line"),
            "One line",
            None,
        ),
        kind(
            "long_text",
            &[("", "Two\r\nlines")],
            json!("Two\nlines"),
            "Two lines",
            None,
        ),
        kind(
            "number",
            &[("", "12")],
            json!(12),
            "12 pupils",
            Some((&[("", "a dozen")], "number")),
        ),
        kind(
            "percent",
            &[("", "12.5")],
            json!(12.5),
            "12.5%",
            Some((&[("", "101")], "0 to 100")),
        ),
        kind(
            "money",
            &[("", "1250.5")],
            json!(1250.5),
            "£1,250.50",
            Some((&[("", "lots")], "pounds")),
        ),
        kind(
            "date",
            &[("-day", "3"), ("-month", "9"), ("-year", "2026")],
            json!("2026-09-03"),
            "3 September 2026",
            Some((
                &[("-day", "31"), ("-month", "2"), ("-year", "2026")],
                "date",
            )),
        ),
        kind(
            "month",
            &[("-month", "9"), ("-year", "2026")],
            json!("2026-09"),
            "September 2026",
            Some((&[("-month", "13"), ("-year", "2026")], "month")),
        ),
        kind(
            "time",
            &[("", "2:05pm")],
            json!("14:05"),
            "2:05pm",
            Some((&[("", "25:00")], "time")),
        ),
        kind(
            "address",
            &[
                ("-line_1", "1 Made-up Street"),
                ("-town", "Nowhere"),
                ("-postcode", "ZZ9 9ZZ"),
            ],
            json!({ "line_1": "1 Made-up Street", "town": "Nowhere", "postcode": "ZZ9 9ZZ" }),
            "1 Made-up Street Nowhere ZZ9 9ZZ",
            Some((
                &[
                    ("-line_1", "1 Made-up Street"),
                    ("-town", "Nowhere"),
                    ("-postcode", "NO"),
                ],
                "postcode",
            )),
        ),
        kind(
            "yes_no",
            &[("", "no")],
            json!("no"),
            "No",
            Some((&[("", "maybe")], "yes or no")),
        ),
        kind(
            "choice",
            &[("", "b")],
            json!("b"),
            "That",
            Some((&[("", "z")], "Choice")),
        ),
        kind(
            "choices",
            &[("", "a"), ("", "c")],
            json!(["a", "c"]),
            "This, Other",
            Some((&[("", "a"), ("", "d")], "Nothing")),
        ),
        kind(
            "ranking",
            &[("-a", "2"), ("-b", "1")],
            json!(["b", "a"]),
            "1. That 2. This",
            Some((&[("-a", "1"), ("-b", "1")], "Ranking")),
        ),
        kind(
            "rating",
            &[("", "2")],
            json!("2"),
            "Poor",
            Some((&[("", "9")], "Rating")),
        ),
        Kind {
            control: "composite.why",
            ..kind(
                "composite",
                &[("", "Because")],
                json!("Because"),
                "Because",
                None,
            )
        },
        Kind {
            control: "table:ROW.steps:STEP.step",
            ..kind("table", &[("", "Begin")], json!("Begin"), "Begin", None)
        },
        kind(
            "evidence",
            &[
                ("-how", "link"),
                ("-link", "https://example.org/policy"),
                ("-owner", "Head"),
            ],
            json!({ "how": "link", "link": "https://example.org/policy", "owner": "Head" }),
            "https://example.org/policy, owner: Head",
            Some((&[("-how", "link"), ("-link", "policy.doc")], "in full")),
        ),
        kind(
            "organisation",
            &[("", "Elm Trust")],
            json!("Elm Trust"),
            "Elm Trust",
            None,
        ),
        kind(
            "person",
            &[("-name", "Ann Example"), ("-email", "ann@example.org")],
            json!({ "name": "Ann Example", "email": "ann@example.org" }),
            "Ann Example ann@example.org",
            Some((&[("-name", "Ann Example"), ("-email", "ann")], "email")),
        ),
        kind("declaration", &[("", "yes")], json!(true), "Declared", None),
        kind(
            "sign_off",
            &[
                ("-name", "Bo Example"),
                ("-met-day", "1"),
                ("-met-month", "9"),
                ("-met-year", "2026"),
                ("-minute", "12"),
            ],
            json!({ "name": "Bo Example", "met_on": "2026-09-01", "minute": "12" }),
            "Bo Example",
            Some((&[("-name", "Bo Example")], "meeting")),
        ),
    ]
}

/// Kinds that ask nothing: they show words.
const SHOW_WORDS: [(&str, &str); 2] = [("computed", "24"), ("note", "Words")];

/// A return with an empty row, and an empty row in that.
struct Begun {
    world: World,
    head: Browser,
    path: String,
    page: Reply,
    row: String,
    step: String,
}

impl Begun {
    async fn new() -> Begun {
        let world = World::asking(EVERY_KIND).await;
        let mut head = world.head().await;
        let path = format!("/returns/{}/sections/A", world.oakwell.return_id);
        let page = head.get(&path).await;
        let reply = head.post_form(&page, &[("_add", "table")]).await;
        let page = head.follow(reply).await;
        let outer = page.attributes("button[name=_remove]", "value");
        let row = after(&outer[0], "table:");
        let inner = format!("table:{row}.steps");
        let reply = head.post_form(&page, &[("_add", &inner)]).await;
        let page = head.follow(reply).await;
        let buttons = page.attributes("button[name=_remove]", "value");
        let step = buttons.iter().find(|button| button.starts_with(&inner));
        let step = after(step.expect("the inner row is there"), &format!("{inner}:"));
        Begun {
            world,
            head,
            path,
            page,
            row,
            step,
        }
    }

    fn control(&self, kind: &Kind) -> String {
        let control = kind.control.replace("ROW", &self.row);
        control.replace("STEP", &self.step)
    }

    fn fields(&self, kind: &Kind, parts: Parts) -> Vec<(String, String)> {
        let control = self.control(kind);
        let parts = parts.iter();
        parts
            .map(|(part, value)| (format!("{control}{part}"), value.to_string()))
            .collect()
    }

    async fn post(&mut self, fields: &[(String, String)]) -> Reply {
        let typed: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.head.post_form(&self.page, &typed).await
    }
}

fn after(text: &str, before: &str) -> String {
    let rest = text.strip_prefix(before);
    rest.unwrap_or_else(|| panic!("{text} begins {before}"))
        .to_string()
}

#[test]
fn every_kind_is_held_to_the_contract() {
    let mut held: Vec<&str> = kinds().iter().map(|kind| kind.name).collect();
    held.extend(SHOW_WORDS.map(|(kind, _)| kind));
    held.sort_by_key(|kind| KINDS.iter().position(|known| known == kind));
    assert_eq!(held, KINDS);
}

#[tokio::test]
async fn a_proper_answer_is_shown_kept_read_back_printed_handed_in_and_exported() {
    let mut begun = Begun::new().await;
    let fields: Vec<_> = kinds()
        .iter()
        .flat_map(|kind| begun.fields(kind, kind.posts))
        .chain([("_go".to_string(), "next".to_string())])
        .collect();
    for kind in kinds() {
        let shown = format!("[name^='{}']", begun.control(&kind));
        assert!(
            !begun.page.attributes(&shown, "name").is_empty(),
            "{} is shown",
            kind.name
        );
    }
    let reply = begun.post(&fields).await;
    let check = format!("/returns/{}/check", begun.world.oakwell.return_id);
    assert_eq!(
        reply.location.as_deref(),
        Some(check.as_str()),
        "nothing is refused"
    );

    let path = begun.path.clone();
    let kept = begun.head.get(&path).await;
    let (_, standing) = kept.form(&[]);
    for kind in kinds() {
        let control = begun.control(&kind);
        let question = begun
            .world
            .form
            .find(question_of(&kind))
            .expect("it is asked");
        let read = question.asks().read(&Posted::new(&standing, &control));
        assert_eq!(
            read.as_ref(),
            Some(&kind.stored),
            "{} keeps its answer",
            kind.name
        );
    }
    let nothing = begun.head.post_form(&kept, &[]).await;
    assert_eq!(
        nothing.status, 303,
        "what is posted as it stood is no change"
    );

    let check = begun.head.get(&check).await;
    let print = begun
        .head
        .get(&format!("/returns/{}/print", begun.world.oakwell.return_id))
        .await;
    for kind in kinds() {
        assert!(
            check.says(kind.words),
            "{} reads back: {}",
            kind.name,
            check.text()
        );
        assert!(
            print.says(kind.words),
            "{} is printed: {}",
            kind.name,
            print.text()
        );
    }
    for (kind, words) in SHOW_WORDS {
        assert!(kept.says(words), "{kind} shows {words}");
    }

    let reply = {
        let (action, fields) = check.form_to("/submit", &[]);
        begun.head.post(&action, &fields).await
    };
    assert_eq!(reply.status, 303, "{}", reply.text());
    let exported = exported(&begun.world).await;
    for kind in kinds() {
        let line = exported
            .iter()
            .find(|line| line.question == question_of(&kind));
        let line = line.unwrap_or_else(|| panic!("{} is exported", kind.name));
        let words = line.words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(kind.words), "{}: {words}", kind.name);
        let value = match &kind.stored {
            Json::String(words) => words.clone(),
            other => other.to_string(),
        };
        assert_eq!(line.value, value, "{}", kind.name);
    }
}

#[tokio::test]
async fn what_is_not_proper_is_kept_and_told_beside_its_control_and_at_the_top() {
    let mut begun = Begun::new().await;
    let refusing = || kinds().into_iter().filter(|kind| kind.refused.is_some());
    let fields: Vec<_> = refusing()
        .flat_map(|kind| {
            let (parts, _) = kind.refused.expect("only those that refuse");
            begun.fields(&kind, parts)
        })
        .collect();
    let reply = begun.post(&fields).await;
    assert_eq!(
        reply.location.as_deref(),
        Some(begun.path.as_str()),
        "the same page again"
    );
    let page = begun.head.follow(reply).await;
    let links = page.attributes(".govuk-error-summary a", "href");
    let (_, standing) = page.form(&[]);
    for kind in refusing() {
        let (parts, said) = kind.refused.expect("only those that refuse");
        let beside = page.texts(&format!("#q-{} .govuk-error-message", kind.name));
        assert!(
            beside.iter().any(|message| message.contains(said)),
            "{} says {said}: {beside:?}",
            kind.name
        );
        let linked = links.iter().find(|link| link[1..].starts_with(kind.name));
        let linked = linked.unwrap_or_else(|| panic!("{} is linked: {links:?}", kind.name));
        let target = format!("[id='{}']", &linked[1..]);
        assert_eq!(
            page.attributes(&target, "id").len(),
            1,
            "{linked} leads somewhere"
        );
        // A radio cannot show what it does not offer; all else stands as it was typed.
        let offers_only = ["yes_no", "choice", "rating"].contains(&kind.name);
        for typed in begun.fields(&kind, parts) {
            assert!(
                offers_only || standing.contains(&typed),
                "{typed:?} is kept"
            );
        }
    }
}

/// The id of the question that a kind's control stands for.
fn question_of(kind: &Kind) -> &'static str {
    match kind.name {
        "composite" => "composite.why",
        "table" => "table.steps.step",
        name => name,
    }
}

async fn exported(world: &World) -> Vec<Line> {
    let system = world.store.system("story");
    let stored = system.submissions_after(0, 10).await.expect("submissions");
    lines(&world.form, &stored[0], Names::Hidden).expect("what was written can be read")
}
