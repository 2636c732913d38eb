//! A small form with a question of nearly each kind, and its one section as the portal gives it.

use crate::portal::{AskedQuestion, Conflict, ReturnHead, ReturnId, Row, SectionPage, Stored};
use fourlens_forms::{
    check::{Cell, Problem, Rule},
    form::Form,
    question::Question,
};
use serde_json::{Value as Json, json};
use std::sync::Arc;

pub(super) fn a_section() -> SectionPage {
    let form = Arc::new(a_form());
    let questions = form
        .questions_of(0)
        .map(|position| asked(&form, position))
        .collect();
    let problem = |question: &str, cell: Option<(&str, &str)>, message: &str| Problem {
        question: question.to_owned(),
        cell: cell.map(|(row, column)| Cell {
            row: row.to_owned(),
            column: column.to_owned(),
        }),
        rule: Rule::Invalid,
        message: message.to_owned(),
    };
    SectionPage {
        head: ReturnHead {
            id: ReturnId::from_bytes([7; 16]),
            form_key: "small".to_owned(),
            form: "A small return".to_owned(),
            audience: fourlens_forms::definition::Audience::School,
            organisation: "Oakwell Primary School".to_owned(),
            campaign: "2026".to_owned(),
            languages: Vec::new(),
            language: "en".to_owned(),
            case: None,
        },
        form,
        section: 0,
        place: (3, 16),
        before: None,
        after: None,
        questions,
        problems: vec![
            problem("T1", Some(("r1", "name")), "Enter a name"),
            problem("D1", None, "Enter a real date"),
        ],
        closed: None,
        live: "{}".to_owned(),
    }
}

fn asked(form: &Form, position: usize) -> AskedQuestion {
    let question = form.question(position);
    let id = question.id();
    let rows = match question {
        Question::Table(_) => vec![Row {
            id: "r1".to_owned(),
            cells: vec![blank(0, Some(json!("Sam"))), blank(1, None)],
        }],
        _ => Vec::new(),
    };
    AskedQuestion {
        applies: id != "Y1",
        required: true,
        stored: Stored {
            version: 4,
            shown: format!("hash-of-{id}"),
        },
        problem: (id == "D1").then(|| "Enter a real date".to_owned()),
        conflict: (id == "X1").then(|| Conflict {
            theirs: Some("Elm Lane".to_owned()),
            version: 5,
        }),
        rows,
        ..blank(position, answer(id))
    }
}

fn blank(position: usize, answer: Option<Json>) -> AskedQuestion {
    AskedQuestion {
        position,
        applies: true,
        required: false,
        stored: Stored::default(),
        answer,
        prefilled: false,
        problem: None,
        conflict: None,
        rows: Vec::new(),
        to_start: None,
        offered: vec!["Ash Trust".to_owned()],
        files: Vec::new(),
        services: None,
    }
}

fn answer(id: &str) -> Option<Json> {
    match id {
        "C1" => Some(json!("2")),
        "D1" => Some(json!({ "day": "41", "month": "1", "year": "2026" })),
        "O1" => Some(json!("Old Trust")),
        "X1" => Some(json!("Oak Lane")),
        _ => None,
    }
}

fn a_form() -> Form {
    let package = json!({
        "schema": 1,
        "form": {
            "key": "small", "title": "A small return", "description": "For tests.",
            "lens": "provider", "audience": "school", "cycle": "annual",
            "sensitivity": "organisation", "reference": "T"
        },
        "documents": [
            { "id": "kcsie", "title": "Keeping children safe in education", "edition": "2025" }
        ],
        "scales": [{ "id": "scale", "version": 1, "options": [
            { "value": "1", "label": "Embedded", "points": 3 },
            { "value": "2", "label": "Secure", "points": 2 }
        ] }],
        "part_sets": [{ "id": "standard", "questions": [
            { "long_text": { "id": "how", "label": "What is in place", "max_words": 400 } },
            { "evidence": { "id": "evidence", "label": "Evidence" } }
        ] }],
        "sections": [{ "id": "C", "title": "Governance", "questions": questions() }]
    });
    let package = serde_json::from_value(package).expect("the package is spelled right");
    Form::build(package).expect("the form is sound")
}

fn questions() -> Json {
    json!([
        { "rating": {
            "id": "C1", "label": "Governors know", "scale": "scale", "critical": true,
            "not_applicable": true, "parts": "standard", "changed_in": "2025",
            "guidance": [{ "document": "kcsie", "paragraph": "Part two" }],
            "descriptors": { "1": "Governors ask hard questions", "2": "Governors ask" }
        } },
        { "table": { "id": "T1", "label": "Deputies", "row_name": "deputy", "columns": [
            { "text": { "id": "name", "label": "Name", "required": true } },
            { "date": { "id": "on", "label": "Trained on" } }
        ] } },
        { "person": { "id": "P1", "label": "Head" } },
        { "date": { "id": "D1", "label": "Reviewed on" } },
        { "number": { "id": "N1", "label": "Pupils", "whole": true, "unit": "pupils" } },
        { "percent": { "id": "W1", "label": "Share of staff trained" } },
        { "organisation": { "id": "O1", "label": "Trust", "of_kind": "trust" } },
        { "yes_no": { "id": "Y1", "label": "Do you board?" } },
        { "choices": { "id": "M1", "label": "Support", "options": [
            { "value": "a", "label": "Advice" }, { "value": "none", "label": "None" }
        ] } },
        { "declaration": { "id": "L1", "label": "Declaration", "statement": "It is right." } },
        { "sign_off": { "id": "L2", "label": "Word of the chair", "by": "declared" } },
        { "sign_off": { "id": "L3", "label": "Sign-off by the head", "by": "signed_in" } },
        { "text": { "id": "X1", "label": "Address" } },
        { "note": { "id": "Z1", "label": "", "text": "Nearly done." } }
    ])
}
