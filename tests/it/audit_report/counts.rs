//! How often each grade was given, and which prompts are most often not evident.

use super::{Audit, CARE, HEALTH, POLICE, audit, graded, shown, tile, tiles};
use serde_json::json;

#[test]
fn grades_are_counted_by_agency_theme_and_quarter() {
    let of = |audit: Audit, theme, quarter| Audit {
        theme,
        quarter,
        ..audit
    };
    let mut audits = graded("KG1", [CARE, POLICE], [[1, 0, 0], [0, 1, 1], [0, 0, 0]]);
    audits.push(of(
        audit(CARE, 9, json!({ "KG1": "exceeds" })),
        "Exploitation",
        "2026 Q4",
    ));
    audits.push(of(audit(POLICE, 9, json!({})), "Exploitation", "2026 Q4"));
    audits.push(Audit {
        answers: None,
        ..audit(HEALTH, 9, json!({}))
    });
    let tiles = tiles(&audits);
    // Children's services: not yet, meets, meets and exceeds: 1, 2 and 1 of 4. Police: not yet,
    // meets, exceeds: 1 of 3 each, and one audit without a grade. Health has handed in nothing.
    assert_eq!(
        shown(tile(&tiles, "grade.KG1.by_agency")),
        [
            "Agency: Exceeds Good, Meets Good, Does Not Meet Good Yet, Graded, No grade",
            "Children's services: 1 of 4 (25%), 2 of 4 (50%), 1 of 4 (25%), 4, 0",
            "Police: 1 of 3 (33%), 1 of 3 (33%), 1 of 3 (33%), 3, 1",
        ]
    );
    assert_eq!(
        shown(tile(&tiles, "grade.KG1.by_theme"))[1..],
        [
            "Exploitation: 1 of 1 (100%), 0 of 1 (0%), 0 of 1 (0%), 1, 1",
            "Neglect: 1 of 6 (17%), 3 of 6 (50%), 2 of 6 (33%), 6, 0",
        ]
    );
    assert_eq!(
        shown(tile(&tiles, "grade.KG1.by_quarter"))[1..],
        [
            "2026 Q3: 1 of 6 (17%), 3 of 6 (50%), 2 of 6 (33%), 6, 0",
            "2026 Q4: 1 of 1 (100%), 0 of 1 (0%), 0 of 1 (0%), 1, 1",
        ]
    );
    // Six audits are about three children, and those graded Does Not Meet Good Yet about one.
    let neglect = &tile(&tiles, "grade.KG1.by_theme").table.rows[1].cells;
    assert_eq!((neglect[3].rests_on, neglect[2].rests_on), (3, 1));
}

#[test]
fn lack_of_evidence_is_counted_beside_the_grades_of_a_line() {
    let audits = [
        audit(CARE, 1, json!({ "KP.grade": "meets" })),
        audit(CARE, 2, json!({ "KP.grade": "not_enough" })),
        audit(CARE, 3, json!({})),
    ];
    let tiles = tiles(&audits);
    let plan = tile(&tiles, "grade.KP.by_agency");
    assert_eq!(plan.title, "Plan: grades by agency");
    assert_eq!(
        shown(plan),
        [
            "Agency: Exceeds Good, Meets Good, Does Not Meet Good Yet, Graded, Not enough evidence, No grade",
            "Children's services: 0 of 1 (0%), 1 of 1 (100%), 0 of 1 (0%), 1, 1, 1",
        ]
    );
}

#[test]
fn prompts_are_put_in_order_by_how_often_they_are_not_evident_and_ties_are_told() {
    let audits = [
        audit(
            CARE,
            1,
            json!({ "KP3": "not_evident", "KP6": "not_evident", "KV3": "na", "KA1": "partly" }),
        ),
        audit(
            CARE,
            2,
            json!({ "KP3": "evident", "KP6": "not_evident", "KV3": "not_evident", "KA1": "evident" }),
        ),
        audit(POLICE, 2, json!({ "KP3": "partly", "KP6": "partly" })),
    ];
    let tiles = tiles(&audits);
    let prompts = tile(&tiles, "prompts.evident");
    // KP6: not evident in 2 of the 3 audits that rate it. KP3: 1 of 3. KV3: 1 of 1, and one not
    // applicable. KA1 never.
    let shown = shown(prompts);
    assert_eq!(
        shown[0],
        "Prompt: Place, Not evident on the record, Rated, Not applicable"
    );
    assert!(shown[1].starts_with("KP6. ") && shown[1].ends_with(": 1, 2 of 3 (67%), 3, 0"));
    assert!(shown[2].starts_with("KP3. ") && shown[2].ends_with(": 2, 1 of 3 (33%), 3, 0"));
    assert!(shown[3].starts_with("KV3. ") && shown[3].ends_with(": 2, 1 of 1 (100%), 1, 1"));
    assert_eq!(shown.len(), 4);
    assert_eq!(prompts.notes, ["KP3, KV3 share place 2."]);
}
