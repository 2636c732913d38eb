//! The contract of a kind, held by each of them: a blank post is no answer, nonsense never
//! breaks anything, and a proper answer is accepted, put in words and read back as it was.

use super::{form, journey};
use crate::{
    form::Form,
    question::{Evidence, KINDS, NamedFile, Posted, Question},
};
use serde_json::{Value as Json, json};

const EVERY_KIND: &str = include_str!("every_kind.yaml");

/// A proper answer: what is posted by part, the answer it becomes, and its words.
type Proper = (
    &'static str,
    &'static [(&'static str, &'static str)],
    Json,
    &'static str,
);

fn proper() -> Vec<Proper> {
    vec![
        (
            "text",
            &[("text", "  One\nline ")],
            json!("One line"),
            "One line",
        ),
        (
            "long_text",
            &[("long_text", "Two\r\nlines")],
            json!("Two\nlines"),
            "Two\nlines",
        ),
        ("number", &[("number", "1,234")], json!(1234), "1234 pupils"),
        ("percent", &[("percent", "12.5%")], json!(12.5), "12.5%"),
        (
            "date",
            &[
                ("date-day", "3"),
                ("date-month", "sept"),
                ("date-year", "2026"),
            ],
            json!("2026-09-03"),
            "3 September 2026",
        ),
        (
            "money",
            &[("money", "£1,250,000.5")],
            json!(1_250_000.5),
            "£1,250,000.50",
        ),
        (
            "month",
            &[("month-month", "September"), ("month-year", "2026")],
            json!("2026-09"),
            "September 2026",
        ),
        ("time", &[("time", "2.05 PM")], json!("14:05"), "2:05pm"),
        (
            "address",
            &[
                ("address-line_1", "1 Made-up Street"),
                ("address-town", "Nowhere"),
                ("address-postcode", "zz99zz"),
            ],
            json!({ "line_1": "1 Made-up Street", "town": "Nowhere", "postcode": "ZZ9 9ZZ" }),
            "1 Made-up Street\nNowhere\nZZ9 9ZZ",
        ),
        (
            "ranking",
            &[("ranking-a", "2"), ("ranking-b", "1")],
            json!(["b", "a"]),
            "1. That\n2. This",
        ),
        ("yes_no", &[("yes_no", "no")], json!("no"), "No"),
        ("choice", &[("choice", "b")], json!("b"), "That"),
        (
            "choices",
            &[("choices", "a"), ("choices", "c")],
            json!(["a", "c"]),
            "This, Other",
        ),
        ("rating", &[("rating", "2")], json!("2"), "Poor"),
        (
            "evidence",
            &[
                ("evidence-how", "link"),
                ("evidence-link", "https://example.org/policy"),
                ("evidence-owner", "Head"),
            ],
            json!({ "how": "link", "link": "https://example.org/policy", "owner": "Head" }),
            "https://example.org/policy, owner: Head",
        ),
        (
            "organisation",
            &[("organisation", "Elm Trust")],
            json!("Elm Trust"),
            "Elm Trust",
        ),
        (
            "person",
            &[
                ("person-name", "Ann Example"),
                ("person-email", "ann@example.org"),
                ("person-phone", "01"),
            ],
            json!({ "name": "Ann Example", "email": "ann@example.org", "phone": "01" }),
            "Ann Example\nann@example.org\n01",
        ),
        (
            "declaration",
            &[("declaration", "yes")],
            json!(true),
            "Declared",
        ),
        (
            "sign_off",
            &[
                ("sign_off-name", "Bo Example"),
                ("sign_off-met-day", "1"),
                ("sign_off-met-month", "9"),
                ("sign_off-met-year", "2026"),
                ("sign_off-minute", "12"),
            ],
            json!({ "name": "Bo Example", "met_on": "2026-09-01", "minute": "12" }),
            "Declared on behalf of Bo Example, meeting of 1 September 2026, minute 12",
        ),
    ]
}

/// Kinds that post nothing themselves: cells and parts post one by one, the others take no answer.
const POST_NOTHING: [&str; 4] = ["composite", "table", "computed", "note"];

/// Parts that controls post, and some that none does.
const PARTS: [&str; 21] = [
    "",
    "-day",
    "-month",
    "-year",
    "-how",
    "-link",
    "-owner",
    "-review-day",
    "-file",
    "-name",
    "-email",
    "-phone",
    "-minute",
    "-met-day",
    "-what",
    "-line_1",
    "-line_2",
    "-town",
    "-postcode",
    "-a",
    "-b",
];

fn questions(form: &Form) -> impl Iterator<Item = &Question> {
    form.entries().iter().map(|entry| &entry.question)
}

fn post(question: &Question, fields: &[(String, String)]) -> Option<Json> {
    question.asks().read(&Posted::new(fields, question.id()))
}

fn nonsense() -> Vec<Json> {
    let long = "word ".repeat(30_000);
    vec![
        json!(null),
        json!(true),
        json!(-1e300),
        json!(""),
        json!("\u{0}\u{202e}é🙂"),
        json!(long),
        json!([]),
        json!([null, 1, "a", ["a"], {}]),
        json!({}),
        json!({ "day": 1, "month": null, "year": [] }),
        json!({ "day": "99999999999", "month": "-1", "year": "٣" }),
        json!({ "name": { "name": 1 }, "met_on": { "day": "31", "month": "2", "year": "2026" } }),
        json!({ "how": "link", "link": "javascript:alert(1)", "review_on": 7 }),
        json!({ "how": "file", "files": { "id": 1 } }),
        json!({ "how": "file", "files": [null, 1, "a", [], { "id": "0", "name": 1, "bytes": -1 }] }),
        json!([{ "row": 1, "answers": {} }, { "row": "r", "answers": "x" }, { "row": "r", "answers": { "name": [] } }]),
    ]
}

#[test]
fn there_is_one_question_of_each_kind() {
    let form = form(EVERY_KIND);
    assert_eq!(
        questions(&form)
            .filter(|question| question.id() != "composite.why")
            .map(Question::kind)
            .collect::<Vec<_>>(),
        KINDS
    );
    let mut covered: Vec<&str> = proper()
        .iter()
        .map(|(kind, ..)| *kind)
        .chain(POST_NOTHING)
        .collect();
    covered.sort_by_key(|kind| KINDS.iter().position(|known| known == kind));
    assert_eq!(
        covered, KINDS,
        "each kind has a proper answer or posts nothing"
    );
}

#[test]
fn a_blank_post_is_no_answer() {
    let form = form(EVERY_KIND);
    for question in questions(&form) {
        assert_eq!(post(question, &[]), None, "{}", question.kind());
        for blank in ["", "  ", "\r\n", "\u{0}"] {
            let fields: Vec<_> = PARTS
                .iter()
                .map(|part| (format!("{}{part}", question.id()), blank.to_string()))
                .collect();
            assert_eq!(
                post(question, &fields),
                None,
                "{} with {blank:?}",
                question.kind()
            );
        }
    }
}

#[test]
fn a_proper_answer_is_accepted_put_in_words_and_read_back_as_it_was() {
    let form = form(EVERY_KIND);
    for (kind, fields, answer, words) in proper() {
        let question = form.find(kind).expect("there is one of each kind");
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect();
        let read = post(question, &fields).unwrap_or_else(|| panic!("{kind} reads its answer"));
        assert_eq!(read, answer, "{kind}");
        assert_eq!(
            question.asks().problem(question.common(), &read),
            None,
            "{kind}"
        );
        assert_eq!(question.asks().words(&read), words, "{kind}");
        let stored: Json = serde_json::from_str(&read.to_string()).expect("an answer is JSON");
        assert_eq!(stored, read, "{kind}");
        let kept = journey(&form, json!({ kind: stored }));
        assert_eq!(kept.answer(super::at(&form, kind)), Some(&read), "{kind}");
        assert!(
            kept.known(super::at(&form, kind)).determined,
            "{kind}: expressions see it"
        );
    }
}

#[test]
fn a_table_of_proper_rows_is_accepted_and_put_in_words() {
    let form = form(EVERY_KIND);
    let table = form.find("table").expect("there is a table");
    let rows = json!([{ "row": "r1", "answers": { "name": "Ann" } }, { "row": "r2", "answers": { "name": "Bo" } }]);
    assert_eq!(table.asks().problem(table.common(), &rows), None);
    assert_eq!(table.asks().words(&rows), "Name: Ann\nName: Bo");
}

#[test]
fn evidence_may_be_files_which_no_control_posts() {
    let form = form(EVERY_KIND);
    let evidence = form.find("evidence").expect("there is evidence");
    let (asks, common) = (evidence.asks(), evidence.common());
    let fields = [("evidence-how", "file"), ("evidence-file", "00")];
    let fields = fields.map(|(name, value)| (name.to_string(), value.to_string()));
    let posted = post(evidence, &fields).expect("an answer");
    assert_eq!(posted, json!({ "how": "file" }));
    assert_eq!(
        asks.problem(common, &posted),
        Some("Add a file to “Evidence”, or select a link or a visit".to_string())
    );

    let files = [NamedFile {
        id: "0a".repeat(16),
        name: "policy.pdf".to_string(),
        bytes: 2_148_000,
    }];
    let whole = Evidence::with_files(Some(posted.clone()), &files).expect("an answer");
    assert_eq!(asks.problem(common, &whole), None);
    assert_eq!(asks.words(&whole), "policy.pdf (2.1 MB)");
    assert_eq!(Evidence::files(&whole), files);
    assert_eq!(Evidence::without_files(whole.clone()), posted);
    assert_eq!(Evidence::with_files(Some(whole.clone()), &[]), Some(posted));

    let alone = Evidence::with_files(None, &files).expect("an answer");
    assert!(
        asks.problem(common, &alone).is_some(),
        "nothing is selected"
    );
    assert_eq!(Evidence::with_files(Some(alone), &[]), None);
    let mut link = whole.clone();
    link["how"] = json!("link");
    assert_eq!(
        asks.problem(common, &link),
        Some("Select “In a file” for “Evidence”, or remove its files".to_string())
    );
    let mut nameless = whole;
    nameless["files"][0]["name"] = json!(null);
    assert!(asks.problem(common, &nameless).is_some());
}

#[test]
fn nonsense_is_kept_or_dropped_and_never_breaks_anything() {
    let form = form(EVERY_KIND);
    for question in questions(&form) {
        for answer in nonsense() {
            let (asks, common) = (question.asks(), question.common());
            let _ = (
                asks.problem(common, &answer),
                asks.value(&answer),
                asks.words(&answer),
            );
            let told = journey(&form, json!({ question.id(): answer.clone() })).problems();
            assert!(
                told.iter().all(|problem| problem.question == question.id()),
                "{} with {answer}",
                question.kind()
            );
        }
        for typed in [
            "?",
            "-",
            "1e999",
            "31",
            "\u{202e}🙂",
            "<script>",
            "999999999999999999999",
        ] {
            let fields: Vec<_> = PARTS
                .iter()
                .map(|part| (format!("{}{part}", question.id()), typed.to_string()))
                .collect();
            if let Some(answer) = post(question, &fields) {
                let _ = (
                    question.asks().problem(question.common(), &answer),
                    question.asks().words(&answer),
                );
            }
        }
    }
}

#[test]
fn what_is_not_an_answer_of_its_kind_is_told() {
    let form = form(EVERY_KIND);
    let wrong = [
        ("text", json!(12)),
        ("long_text", json!(["x"])),
        ("number", json!("twelve")),
        ("percent", json!(101)),
        ("money", json!(12.345)),
        ("money", json!(-1)),
        ("money", json!(2_000_001)),
        ("month", json!({ "month": "13", "year": "2026" })),
        ("time", json!("25:00")),
        (
            "address",
            json!({ "line_1": "1 Made-up Street", "town": "Nowhere", "postcode": "NOWHERE" }),
        ),
        ("ranking", json!({ "a": "1", "b": "1" })),
        ("ranking", json!(["a", "a"])),
        ("choices", json!(["a", "d"])),
        ("date", json!("2026-02-31")),
        ("yes_no", json!("maybe")),
        ("choice", json!("z")),
        ("choices", json!(["a", "b", "c"])),
        ("rating", json!("na")),
        ("table", json!("rows")),
        ("evidence", json!({ "how": "link", "link": "policy.doc" })),
        ("evidence", json!({ "how": "file", "files": [] })),
        ("organisation", json!(7)),
        ("person", json!({ "name": "Ann", "email": "ann" })),
        ("declaration", json!("yes")),
        ("sign_off", json!({ "name": "Bo" })),
    ];
    for (kind, answer) in wrong {
        let question = form.find(kind).expect("there is one of each kind");
        let told = question.asks().problem(question.common(), &answer);
        assert!(
            told.is_some_and(
                |message| message.contains(question.common().label.en()) || kind == "sign_off"
            ),
            "{kind}"
        );
    }
}
