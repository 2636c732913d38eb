//! Tables of agreement worked by hand. Rows are agency A, columns agency B, in the order Does Not
//! Meet Good Yet, Meets Good, Exceeds Good. N: children; D: disagreement seen; S: expected, times
//! N; κw = (S − N · D) / S.

use super::{Agreement, Sums};
use fourlens_contract::Amount;

fn agreement(table: [[u32; 3]; 3]) -> Agreement {
    Agreement {
        seen: table.iter().map(|row| row.to_vec()).collect(),
    }
}

/// N, those graded the same, D, S and κw with four decimals.
fn worked(table: [[u32; 3]; 3]) -> (i64, u32, i64, i64, Option<String>) {
    let agreement = agreement(table);
    let Sums {
        children,
        seen,
        expected,
    } = agreement.sums();
    let kappa = agreement.sums().kappa();
    let shown =
        kappa.and_then(|(dividend, divisor)| Amount::Quotient { dividend, divisor }.decimals(4));
    (children, agreement.apart(0), seen, expected, shown)
}

fn kappa(shown: &str) -> Option<String> {
    Some(shown.to_string())
}

#[test]
fn one_where_both_always_give_the_same_of_several_grades() {
    // Margins 2, 3, 1 and 2, 3, 1. D = 0.
    // S = 1·2·3 + 2·2·1 + 1·3·2 + 1·3·1 + 2·1·2 + 1·1·3 = 6 + 4 + 6 + 3 + 4 + 3 = 26.
    // κw = (26 − 6·0) / 26 = 1.
    let table = [[2, 0, 0], [0, 3, 0], [0, 0, 1]];
    assert_eq!(worked(table), (6, 6, 0, 26, kappa("1.0000")));
}

#[test]
fn differences_of_one_step() {
    // Margins 3, 5, 2 and 3, 5, 2. D = 1 + 1 + 1 + 1 = 4.
    // S = 1·3·5 + 2·3·2 + 1·5·3 + 1·5·2 + 2·2·3 + 1·2·5 = 15 + 12 + 15 + 10 + 12 + 10 = 74.
    // κw = (74 − 10·4) / 74 = 34/74 = 0.459459…
    let table = [[2, 1, 0], [1, 3, 1], [0, 1, 1]];
    assert_eq!(worked(table), (10, 6, 4, 74, kappa("0.4595")));
}

#[test]
fn the_sum_is_the_same_the_long_way() {
    // Cohen's own form, with weights ½ · |i − j| and expected counts r · c / N:
    // Σ v·o = 2; Σ v·e = 0.75 + 0.6 + 0.75 + 0.5 + 0.6 + 0.5 = 3.7; 1 − 2 / 3.7 = 0.4595.
    let table = agreement([[2, 1, 0], [1, 3, 1], [0, 1, 1]]);
    let n = f64::from(table.children());
    let weighed = |count: &dyn Fn(usize, usize) -> f64| -> f64 {
        let places = table.places();
        places
            .map(|(i, j)| i.abs_diff(j) as f64 / 2.0 * count(i, j))
            .sum()
    };
    let seen = weighed(&|i, j| f64::from(table.cell(i, j)));
    let expected = weighed(&|i, j| f64::from(table.row(i)) * f64::from(table.column(j)) / n);
    assert_eq!(format!("{:.4}", 1.0 - seen / expected), "0.4595");
}

#[test]
fn two_steps_apart_weigh_more_than_one() {
    // As often the same as above. Margins 3, 5, 2 and 3, 4, 3. D = 2·1 + 1 + 1 + 1 = 5.
    // S = 1·3·4 + 2·3·3 + 1·5·3 + 1·5·3 + 2·2·3 + 1·2·4 = 12 + 18 + 15 + 15 + 12 + 8 = 80.
    // κw = (80 − 10·5) / 80 = 30/80 = 0.375.
    let table = [[2, 0, 1], [1, 3, 1], [0, 1, 1]];
    assert_eq!(worked(table), (10, 6, 5, 80, kappa("0.3750")));
    assert_eq!(agreement(table).apart(2), 1);
}

#[test]
fn nothing_where_it_is_no_more_than_chance() {
    // Margins 3, 3, 3 and 3, 3, 3. D = 1 + 2 + 1 + 1 + 2 + 1 = 8.
    // S = 9 + 18 + 9 + 9 + 18 + 9 = 72. κw = (72 − 9·8) / 72 = 0.
    let table = [[1, 1, 1], [1, 1, 1], [1, 1, 1]];
    assert_eq!(worked(table), (9, 3, 8, 72, kappa("0.0000")));
}

#[test]
fn below_nothing_where_it_is_less_than_chance_and_the_same_from_the_other_side() {
    // Margins 3, 1, 3 and 3, 2, 2. D = 1·1 + 2·2 + 1·1 + 2·2 + 1·1 = 11.
    // S = 1·3·2 + 2·3·2 + 1·1·3 + 1·1·2 + 2·3·3 + 1·3·2 = 6 + 12 + 3 + 2 + 18 + 6 = 47.
    // κw = (47 − 7·11) / 47 = −30/47 = −0.638297…
    let table = [[0, 1, 2], [1, 0, 0], [2, 1, 0]];
    assert_eq!(worked(table), (7, 0, 11, 47, kappa("−0.6383")));
    let turned = [[0, 1, 2], [1, 0, 1], [2, 0, 0]];
    assert_eq!(worked(turned), worked(table));
}

#[test]
fn it_cannot_be_computed_where_all_children_have_one_grade_from_both() {
    // Row and column meet in one cell of the diagonal: S = 0 · 6 · 6 = 0.
    let table = [[0, 0, 0], [0, 6, 0], [0, 0, 0]];
    assert_eq!(worked(table), (6, 6, 0, 0, None));
}

#[test]
fn nothing_where_one_agency_always_gives_the_same_grade_and_the_other_does_not() {
    // Margins 0, 6, 0 and 1, 4, 1. D = 1 + 1 = 2. S = 1·6·1 + 1·6·1 = 12.
    // κw = (12 − 6·2) / 12 = 0.
    let table = [[0, 0, 0], [1, 4, 1], [0, 0, 0]];
    assert_eq!(worked(table), (6, 4, 2, 12, kappa("0.0000")));
}

#[test]
fn kappa_does_not_see_which_agency_is_kinder_but_the_counts_do() {
    // Margins 0, 4, 2 and 3, 3, 0. D = 3 + 2 = 5. S = 1·4·3 + 2·2·3 + 1·2·3 = 12 + 12 + 6 = 30.
    // κw = (30 − 6·5) / 30 = 0. A is higher for 3 + 2 = 5 children, B for none.
    let table = [[0, 0, 0], [3, 1, 0], [0, 2, 0]];
    assert_eq!(worked(table), (6, 1, 5, 30, kappa("0.0000")));
    assert_eq!(agreement(table).higher(), (5, 0));
}

#[test]
fn children_that_do_not_count_are_not_in_the_sums() {
    // Margins 2, 4, 1 and 1, 4, 2. D = 1 + 1 = 2.
    // S = 1·2·4 + 2·2·2 + 1·4·1 + 1·4·2 + 2·1·1 + 1·1·4 = 8 + 8 + 4 + 8 + 2 + 4 = 34.
    // κw = (34 − 7·2) / 34 = 20/34 = 0.588235…
    let children = [(0, 0), (0, 1), (1, 1), (1, 1), (1, 1), (1, 2), (2, 2)];
    let table = [[1, 1, 0], [0, 3, 1], [0, 0, 1]];
    assert_eq!(Agreement::of(3, children).seen, agreement(table).seen);
    assert_eq!(worked(table), (7, 5, 2, 34, kappa("0.5882")));
}

#[test]
fn no_child_is_no_disagreement_and_no_kappa() {
    let sums = Agreement::of(3, []).sums();
    assert_eq!((sums.children, sums.kappa()), (0, None));
}
