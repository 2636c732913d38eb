//! Who holds which role in a school, from year to year: most stay, some move on. It must not
//! know what they are asked.

use super::School;
use crate::demo::{
    names::{self, Named},
    quality::{FIRST_YEAR, Year},
};
use serde_json::{Value as Json, json};

/// The question that names the designated safeguarding lead.
pub(in crate::demo) const LEAD: &str = "A11";
/// The question that names the chair, who signs for the governing body.
pub(super) const CHAIR: &str = "A16";
/// Roles that the safeguarding lead often holds too.
const OFTEN_THE_LEAD: [&str; 3] = ["A25", "A27", "A29"];
/// The contact out of hours, who is reached by telephone.
const OUT_OF_HOURS: &str = "A29";

/// Who holds the role that a question names, in a year.
pub(in crate::demo) fn holder(school: &School, question: &str, year: Year) -> Named {
    let role = if is_the_lead(school, question) {
        LEAD
    } else {
        question
    };
    let dice = school.dice.of(role);
    let moves = (FIRST_YEAR..=year)
        .filter(|year| dice.of(&format!("leaves {year}")).happens(12))
        .count();
    let found = Named::someone(&mut dice.of(&format!("holder {moves}")), &school.domain);
    // Nobody shares a name with the head, who signs.
    if found.name == school.head() {
        return Named::someone(
            &mut dice.of(&format!("holder {moves} instead")),
            &school.domain,
        );
    }
    found
}

/// A person question's answer.
pub(super) fn answer(school: &School, question: &str, year: Year) -> Json {
    let mut answer = holder(school, question, year).answer();
    if question == OUT_OF_HOURS {
        answer["phone"] = json!(names::phone(&mut school.dice.of("out of hours")));
    }
    answer
}

fn is_the_lead(school: &School, question: &str) -> bool {
    OFTEN_THE_LEAD.contains(&question)
        && school
            .dice
            .of(&format!("{question} is the lead"))
            .happens(45)
}
