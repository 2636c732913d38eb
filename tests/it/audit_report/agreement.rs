//! How far agencies agree on the same children.

use super::{Audit, CARE, HEALTH, POLICE, audit, figures, graded, shown, tile, tiles};
use fourlens_contract::{Amount, Tile};
use serde_json::json;

fn agreement(measure: &str, audits: &[Audit]) -> Tile {
    let id = format!("{measure}.agreement.{CARE}.{POLICE}");
    tile(&tiles(audits), &id).clone()
}

#[test]
fn agencies_agree_more_than_chance_and_the_figures_say_how() {
    let table = [[2, 1, 0], [1, 3, 1], [0, 1, 1]];
    let tile = agreement("grade.KG1", &graded("KG1", [CARE, POLICE], table));
    assert_eq!(
        shown(&tile),
        [
            "Grade by Children's services: Police: Does Not Meet Good Yet, Police: Meets Good, Police: Exceeds Good, All",
            "Does Not Meet Good Yet: 2, 1, 0, 3",
            "Meets Good: 1, 3, 1, 5",
            "Exceeds Good: 0, 1, 1, 2",
            "All: 3, 5, 2, 10",
        ]
    );
    let told = figures(&tile);
    assert_eq!(
        told,
        [
            ("Graded the same", "6 of 10 (60%)".to_string()),
            ("Weighted kappa", "0.46".to_string()),
            ("One step apart", "4 of 10".to_string()),
            ("2 steps apart", "0 of 10".to_string()),
            (
                "Graded higher by Children's services",
                "2 of 10".to_string()
            ),
            ("Graded higher by Police", "2 of 10".to_string()),
            ("Children left out", "0".to_string()),
        ]
    );
    let kappa = &tile.figures[1];
    assert_eq!(
        kappa.amount,
        Amount::Quotient {
            dividend: 34,
            divisor: 74
        }
    );
    assert!(
        kappa.because.starts_with("(74 − 10 × 4) ÷ 74: "),
        "{}",
        kappa.because
    );
    assert!(kappa.because.contains("Cohen 1968"));
    assert_eq!(kappa.rests_on, 10);
}

#[test]
fn kappa_says_why_it_cannot_be_computed() {
    let table = [[0, 0, 0], [0, 6, 0], [0, 0, 0]];
    let tile = agreement("grade.KG1", &graded("KG1", [CARE, POLICE], table));
    assert_eq!(tile.figures[0].amount.to_string(), "6 of 6 (100%)");
    assert_eq!(tile.figures[1].amount, Amount::NotComputed);
    assert_eq!(
        tile.figures[1].because,
        "Agreement cannot be computed: both agencies gave every child the same grade."
    );
}

#[test]
fn children_without_a_grade_from_both_leave_the_table_and_are_told() {
    let table = [[1, 1, 0], [0, 3, 1], [0, 0, 1]];
    let mut audits = graded("KP.grade", [CARE, POLICE], table);
    audits.push(audit(CARE, 8, json!({ "KP.grade": "not_enough" })));
    audits.push(audit(POLICE, 8, json!({ "KP.grade": "meets" })));
    audits.push(audit(CARE, 9, json!({ "KP.grade": "meets" })));
    audits.push(Audit {
        answers: None,
        ..audit(POLICE, 9, json!({}))
    });
    // Only one of the two was asked about child 10: it is no child of theirs together.
    audits.push(audit(CARE, 10, json!({ "KP.grade": "meets" })));
    let tile = agreement("grade.KP", &audits);
    let told = figures(&tile);
    assert_eq!(told[0], ("Graded the same", "5 of 7 (71%)".to_string()));
    assert_eq!(
        tile.figures[1].amount.decimals(4).as_deref(),
        Some("0.5882")
    );
    assert_eq!(told[6], ("Children left out", "2".to_string()));
}

#[test]
fn of_fewer_than_five_children_there_are_counts_only() {
    let table = [[1, 0, 0], [1, 2, 0], [0, 0, 0]];
    let mut audits = graded("KG1", [CARE, POLICE], table);
    // A child graded by one of them only never makes up the five.
    audits.push(audit(CARE, 5, json!({ "KG1": "meets" })));
    audits.push(audit(POLICE, 5, json!({})));
    let tile = agreement("grade.KG1", &audits);
    let told = figures(&tile);
    assert_eq!(told[0], ("Graded the same", "3 of 4".to_string()));
    assert_eq!(told[1], ("One step apart", "1 of 4".to_string()));
    assert!(!told.iter().any(|(title, _)| *title == "Weighted kappa"));
    assert_eq!(
        tile.notes,
        [
            "Fewer than 5 children were graded by both: neither a percentage nor kappa is worked out."
        ]
    );
    assert!(tile.figures.iter().all(|figure| figure.rests_on < 5));
}

#[test]
fn with_no_child_graded_by_both_there_is_nothing_but_that() {
    let audits = [
        audit(CARE, 1, json!({ "KG1": "meets" })),
        audit(POLICE, 1, json!({})),
    ];
    let tile = agreement("grade.KG1", &audits);
    assert!(tile.table.rows.is_empty() && tile.figures.is_empty());
    assert_eq!(
        tile.notes,
        ["No child has been graded by both agencies yet."]
    );
}

#[test]
fn each_pair_of_agencies_that_met_a_child_has_a_table_of_its_own() {
    let met = |agency, case| audit(agency, case, json!({ "KG1": "meets" }));
    let audits = [
        met(CARE, 1),
        met(HEALTH, 1),
        met(POLICE, 1),
        met("Probation", 2),
    ];
    let tiles = tiles(&audits);
    let pairs = tiles
        .iter()
        .filter_map(|tile| tile.id.strip_prefix("grade.KG1.agreement."));
    assert_eq!(
        pairs.collect::<Vec<_>>(),
        [
            "Children's services.Health visiting",
            "Children's services.Police",
            "Health visiting.Police"
        ]
    );
}
