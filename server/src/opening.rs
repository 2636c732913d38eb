//! Opening a campaign by hand: what was typed becomes a campaign to open, or problems to mend. It
//! must not know a page or a table of the database.

use crate::{
    directory::in_words,
    store::{Audience, FormHash, OpenCampaign, OrganisationKind},
};
use chrono::NaiveDate;
use fourlens_app::portal::{OpeningProblem, OpeningTyped, TypedDay};
use fourlens_forms::definition::{self, FormHead};

/// Letters of a title at most.
const LONGEST_TITLE: usize = 120;
/// Days that a campaign may last at most: longer is a slip of the year.
const LONGEST: i64 = 730;

/// Which kinds of organisation a form asks.
///
/// # Errors
/// Why no campaign of this form is opened by its days alone, in a sentence.
pub fn kinds(head: &FormHead) -> Result<Vec<OrganisationKind>, &'static str> {
    match head.audience {
        definition::Audience::School => Ok(vec![OrganisationKind::School]),
        definition::Audience::Agency => {
            Ok(vec![OrganisationKind::Agency, OrganisationKind::Service])
        }
        definition::Audience::Case => Err(
            "This form asks the agencies of each case. It is opened with a case audit, which says which cases there are and who works on each.",
        ),
    }
}

/// Whether some organisations of these kinds can be chosen by their phase.
pub fn have_phases(kinds: &[OrganisationKind]) -> bool {
    kinds == [OrganisationKind::School]
}

/// The campaign that was typed.
///
/// # Errors
/// Everything that is wrong, in the order of the page.
pub fn read(
    typed: &OpeningTyped,
    (form_version, kinds): (FormHash, Vec<OrganisationKind>),
    offered: &[String],
    today: NaiveDate,
) -> Result<OpenCampaign, Vec<OpeningProblem>> {
    let mut told = Told::default();
    let title = told.or_default("title", title(&typed.title));
    let opens_on = told.or_default("opens", day_needed(&typed.opens, "first day"));
    let closes_on = told.or_default("closes", day_needed(&typed.closes, "last day"));
    told.or_default("closes", order(opens_on, closes_on, today));
    let as_of = told.or_default("as_of", true_for(&typed.as_of, closes_on));
    let phases = match have_phases(&kinds) {
        true => told.or_default("phases", phases(typed, offered)),
        false => Vec::new(),
    };
    match (opens_on, closes_on) {
        (Some(opens_on), Some(closes_on)) if told.0.is_empty() => Ok(OpenCampaign {
            form_version,
            title,
            opens_on,
            closes_on,
            as_of: as_of.unwrap_or(opens_on),
            audience: Audience {
                kinds,
                phases,
                ..Audience::default()
            },
        }),
        _ => Err(told.0),
    }
}

/// What is wrong so far.
#[derive(Default)]
struct Told(Vec<OpeningProblem>);

impl Told {
    /// What was read; something blank after telling why it could not be.
    fn or_default<T: Default>(&mut self, part: &'static str, read: Result<T, String>) -> T {
        read.unwrap_or_else(|message| {
            self.0.push(OpeningProblem { part, message });
            T::default()
        })
    }
}

fn title(typed: &str) -> Result<String, String> {
    let title = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().count() {
        0 => Err("Enter what people call this campaign".to_string()),
        1..=LONGEST_TITLE => Ok(title),
        _ => Err(format!(
            "Shorten the title to {LONGEST_TITLE} letters or fewer"
        )),
    }
}

fn day_needed(typed: &TypedDay, called: &str) -> Result<Option<NaiveDate>, String> {
    match day(typed) {
        Ok(None) => Err(format!("Enter the {called}")),
        Ok(day) => Ok(day),
        Err(NoDay) => Err(format!("Enter the {called} as numbers, like 7 9 2026")),
    }
}

fn order(
    opens_on: Option<NaiveDate>,
    closes_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), String> {
    let (Some(opens_on), Some(closes_on)) = (opens_on, closes_on) else {
        return Ok(());
    };
    let wrong = if closes_on < opens_on {
        "The last day must be on or after the first day"
    } else if closes_on < today {
        "The last day must be today or later"
    } else if (closes_on - opens_on).num_days() > LONGEST {
        "The last day must be within two years of the first day"
    } else {
        return Ok(());
    };
    Err(wrong.to_string())
}

fn true_for(typed: &TypedDay, closes_on: Option<NaiveDate>) -> Result<Option<NaiveDate>, String> {
    let day = day(typed).map_err(|NoDay| {
        "Enter the day that answers are true for as numbers, like 1 9 2026, or leave it blank"
    })?;
    match (day, closes_on) {
        (Some(day), Some(closes_on)) if day > closes_on => {
            Err("The day that answers are true for must not be after the last day".to_string())
        }
        _ => Ok(day),
    }
}

/// The phases chosen, none for all.
fn phases(typed: &OpeningTyped, offered: &[String]) -> Result<Vec<String>, String> {
    let chosen = typed.phases.iter();
    let chosen: Vec<String> = chosen
        .filter(|phase| offered.contains(phase))
        .cloned()
        .collect();
    match (typed.who.as_str(), chosen.is_empty()) {
        ("all", _) => Ok(Vec::new()),
        ("phases", false) => Ok(chosen),
        ("phases", true) => Err("Select at least one phase".to_string()),
        _ => Err("Select which schools are asked".to_string()),
    }
}

/// Whom a campaign asks, in words: "Every primary and special school".
pub fn whom(audience: &Audience) -> String {
    let phases: Vec<String> = audience
        .phases
        .iter()
        .map(|phase| in_words(phase).to_lowercase())
        .collect();
    match (audience.kinds.as_slice(), phases.as_slice()) {
        ([OrganisationKind::School], []) => "Every open school and college".to_string(),
        ([OrganisationKind::School], phases) => {
            format!(
                "Every open school or college of these phases: {}",
                phases.join(", ")
            )
        }
        _ => "Every agency, and each of its services for itself".to_string(),
    }
}

/// What is typed is no day of the calendar.
struct NoDay;

/// A typed day; nothing in it is none.
fn day(typed: &TypedDay) -> Result<Option<NaiveDate>, NoDay> {
    if typed.is_blank() {
        return Ok(None);
    }
    let number = |words: &str| words.trim().parse::<u32>().map_err(|_| NoDay);
    let (day, month) = (number(&typed.day)?, number(&typed.month)?);
    let year = i32::try_from(number(&typed.year)?).map_err(|_| NoDay)?;
    let day = NaiveDate::from_ymd_opt(year, month, day);
    day.filter(|_| (2000..2200).contains(&year))
        .map(Some)
        .ok_or(NoDay)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed_day(words: &str) -> TypedDay {
        let mut parts = words.split(' ').map(str::to_string);
        let mut part = || parts.next().unwrap_or_default();
        TypedDay {
            day: part(),
            month: part(),
            year: part(),
        }
    }

    fn typed() -> OpeningTyped {
        OpeningTyped {
            title: "  School return   2026 ".to_string(),
            opens: typed_day("7 9 2026"),
            closes: typed_day("18 12 2026"),
            who: "all".to_string(),
            ..OpeningTyped::default()
        }
    }

    fn told(typed: &OpeningTyped) -> Result<OpenCampaign, Vec<(&'static str, String)>> {
        let today = NaiveDate::from_ymd_opt(2026, 9, 1).expect("a day");
        let form = (FormHash([0; 32]), vec![OrganisationKind::School]);
        let offered = ["primary".to_string()];
        read(typed, form, &offered, today).map_err(|problems| {
            let told = problems.into_iter();
            told.map(|problem| (problem.part, problem.message))
                .collect()
        })
    }

    #[test]
    fn a_campaign_is_read_and_its_answers_are_true_for_the_first_day_unless_said() {
        let open = told(&typed()).expect("a campaign");
        assert_eq!(open.title, "School return 2026");
        assert_eq!(open.as_of, open.opens_on);
        assert!(open.audience.phases.is_empty());
        let some = OpeningTyped {
            who: "phases".to_string(),
            phases: vec!["primary".to_string(), "made_up".to_string()],
            as_of: typed_day("1 9 2026"),
            ..typed()
        };
        let open = told(&some).expect("a campaign");
        assert_eq!(open.audience.phases, ["primary"]);
        assert_eq!(open.as_of.to_string(), "2026-09-01");
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_in_the_order_of_the_page() {
        let parts = told(&OpeningTyped::default()).expect_err("nothing is typed");
        let parts: Vec<&str> = parts.iter().map(|(part, _)| *part).collect();
        assert_eq!(parts, ["title", "opens", "closes", "phases"]);
    }

    #[test]
    fn days_stand_in_their_order_and_are_days() {
        let closes = |words: &str| OpeningTyped {
            closes: typed_day(words),
            ..typed()
        };
        for (words, message) in [
            ("6 9 2026", "on or after the first day"),
            ("31 2 2027", "as numbers"),
            ("7 10 2036", "within two years"),
            ("soon", "as numbers"),
        ] {
            let told = told(&closes(words)).expect_err(words);
            assert_eq!(told[0].0, "closes", "{words}");
            assert!(told[0].1.contains(message), "{words}: {told:?}");
        }
        let over = OpeningTyped {
            opens: typed_day("1 8 2026"),
            closes: typed_day("31 8 2026"),
            ..typed()
        };
        assert!(
            told(&over).expect_err("over")[0]
                .1
                .contains("today or later")
        );
        let late = OpeningTyped {
            as_of: typed_day("1 1 2027"),
            ..typed()
        };
        assert_eq!(told(&late).expect_err("late")[0].0, "as_of");
    }
}
