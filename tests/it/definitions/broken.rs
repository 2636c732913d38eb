//! What is broken in a definition is told where it stands, with advice: one sound form, and for
//! each class of mistake the change that makes it, and the line, column and words it must bring.

use fourlens_forms::load;

const SOUND: &str = include_str!("sound.yaml");

/// A mistake: what is written instead of what, and where and how it must be told.
struct Mistake {
    instead_of: &'static str,
    written: &'static str,
    line: u64,
    column: u64,
    advice: &'static str,
}

const fn mistake(
    instead_of: &'static str,
    written: &'static str,
    at: (u64, u64),
    advice: &'static str,
) -> Mistake {
    Mistake {
        instead_of,
        written,
        line: at.0,
        column: at.1,
        advice,
    }
}

/// Mistakes in how the file is written.
const UNREADABLE: [Mistake; 20] = [
    mistake("title: \"Sound\"", "title: \"Sound", (5, 17), "proper YAML"),
    mistake("themes:\n  - {", "themes:\n\t- {", (14, 2), "proper YAML"),
    mistake("  lens: professional\n", "", (3, 3), "Add `lens: …` here"),
    mistake(
        "lens: professional",
        "lens: sideways",
        (6, 9),
        "Write one of `independent`, `provider`, `professional`, `citizen`",
    ),
    mistake(
        "reference: SO",
        "reference: no",
        (10, 14),
        "Put this in quotes: YAML reads it as false",
    ),
    mistake(
        "  cycle: annual",
        "  cicle: annual",
        (8, 3),
        "did you mean `cycle`?",
    ),
    mistake(
        "plugins: [rating]",
        "plugins: rating",
        (30, 10),
        "Write a list",
    ),
    mistake(
        "points: 3",
        "points: three",
        (19, 46),
        "Write a number here, not a text",
    ),
    mistake(
        "version: 1",
        "version: 1.5",
        (17, 14),
        "Write a whole number from 0",
    ),
    mistake(
        "scored: true",
        "scored: often",
        (62, 13),
        "Write `true` or `false` here, not a text",
    ),
    mistake("- yes_no:", "- yesno:", (35, 9), "did you mean `yes_no`?"),
    mistake(
        "- yes_no:",
        "- hologram:",
        (35, 9),
        "write one of text, long_text, number",
    ),
    mistake("          id: A1\n", "", (36, 11), "Add `id: …` here"),
    mistake(
        "label: \"Is it so?\"",
        "lable: \"Is it so?\"",
        (37, 11),
        "did you mean `label`?",
    ),
    mistake(
        "label: \"Is it so?\"",
        "label: [1, 2]",
        (37, 18),
        "Write a text in double quotes here, not a list",
    ),
    mistake(
        "latest: today",
        "latest: tomorrow",
        (59, 19),
        "Write `today` or a day like `2026-09-01`",
    ),
    mistake(
        "\"${A1} = 'yes'\"\n          constraints",
        "\"${A1} == 'yes'\"\n          constraints",
        (41, 30),
        "=",
    ),
    mistake(
        "string-length(.) > 2",
        "string-length(. > 2",
        (43, 35),
        "close the bracket of `string-length(`",
    ),
    mistake(
        "- text: { id: name, label: \"Name\" }",
        "- rating: { id: name, label: \"Name\", scale: s }",
        (50, 15),
        "A table's column cannot be a rating",
    ),
    mistake(
        "row_name: \"row\"",
        "row_name: \"row\"\n          fill_from: rating",
        (49, 22),
        "Write one of `ratings`, `last_actions`, not `rating`",
    ),
];

/// Mistakes in what the file means.
const SENSELESS: [Mistake; 22] = [
    mistake("value: b,", "value: a,", (54, 20), "stands here twice"),
    mistake(
        " },\n            { value: b, label: \"That\" } ]",
        " } ]\n",
        (54, 20),
        "Offer at least two options",
    ),
    mistake("schema: 1", "schema: 2", (1, 9), "Write `schema: 1`"),
    mistake(
        "key: sound",
        "key: Sound Form",
        (3, 8),
        "lower-case letters, digits and hyphens",
    ),
    mistake(
        "scale: s\n",
        "scale: t\n",
        (68, 18),
        "There is no scale `t`: write one of `s`",
    ),
    mistake(
        "themes: [GOV]",
        "themes: [GOVE]",
        (69, 19),
        "There is no theme `GOVE`: write one of `GOV`",
    ),
    mistake(
        "          themes: [GOV]\n",
        "",
        (66, 11),
        "Add `themes: […]`",
    ),
    mistake(
        "document: kcsie",
        "document: kcse",
        (70, 21),
        "There is no document `kcse`: write one of `kcsie`",
    ),
    mistake(
        "parts: standard",
        "parts: usual",
        (71, 18),
        "There is no part set `usual`",
    ),
    mistake("id: A2", "id: A1", (36, 11), "used twice"),
    mistake("id: A5", "id: 5A", (57, 11), "beginning with a letter"),
    mistake("- id: C", "- id: A", (32, 5), "stands here twice"),
    mistake("value: \"2\"", "value: \"1\"", (16, 5), "stands here twice"),
    mistake("value: \"2\"", "value: na", (16, 5), "not_applicable: true"),
    mistake(
        "${sum}",
        "${some}",
        (24, 11),
        "A band may use ${sum}, ${n}, ${critical_lowest}",
    ),
    mistake(
        "\"${A1} = 'yes'\"\n          constraints",
        "\"${A9} = 'yes'\"\n          constraints",
        (41, 23),
        "A9",
    ),
    mistake(
        "\"${A1} = 'yes'\"\n    questions",
        "\"${A8} = 'yes'\"\n    questions",
        (63, 17),
        "A8",
    ),
    mistake(
        "\"${A1} = 'yes'\"\n          constraints",
        "\"${A1} = 'maybe'\"\n          constraints",
        (41, 23),
        "maybe",
    ),
    mistake(
        "\"${A1} = 'yes'\"\n          constraints",
        "\"${A2} = 'yes'\"\n          constraints",
        (39, 11),
        "circle",
    ),
    mistake(
        "label: \"Is it so?\"",
        "label: \"Is it so?\"\n          applies_if: \"${A2} = 'x'\"",
        (36, 11),
        "A1, A2",
    ),
    mistake(
        "string-length(.) > 2",
        "${A5} > 'a'",
        (43, 13),
        "'a' is no date",
    ),
    mistake(
        "row_name: \"row\"",
        "row_name: \"row\"\n          fill_from: last_actions",
        (49, 22),
        "Add a table with `fill_from: ratings`",
    ),
];

fn told(source: &str) -> Vec<String> {
    load::form(source)
        .err()
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn check(mistakes: &[Mistake]) {
    let mut wrong = Vec::new();
    for mistake in mistakes {
        assert_eq!(
            SOUND.matches(mistake.instead_of).count(),
            1,
            "`{}` stands once in the sound form",
            mistake.instead_of
        );
        let problems = told(&SOUND.replacen(mistake.instead_of, mistake.written, 1));
        let place = format!("{}:{}: ", mistake.line, mistake.column);
        if !problems
            .iter()
            .any(|problem| problem.starts_with(&place) && problem.contains(mistake.advice))
        {
            wrong.push(format!(
                "`{}`: expected {place}…{}…, told {problems:#?}",
                mistake.written, mistake.advice
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_form_that_the_mistakes_are_made_in_is_sound() {
    assert_eq!(told(SOUND), Vec::<String>::new());
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_what_to_write() {
    check(&UNREADABLE);
}

#[test]
fn what_makes_no_sense_is_told_with_its_place_and_what_to_write() {
    check(&SENSELESS);
}

#[test]
fn many_mistakes_are_told_at_once_in_the_order_of_lines() {
    let source = SOUND
        .replacen("lens: professional", "lens: sideways", 1)
        .replacen("- yes_no:", "- yesno:", 1);
    let problems = told(&source.replacen("latest: today", "latest: tomorrow", 1));
    let lines: Vec<&str> = problems
        .iter()
        .filter_map(|problem| problem.split(':').next())
        .collect();
    assert_eq!(lines, ["6", "35", "59"], "{problems:#?}");
}
