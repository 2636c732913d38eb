//! What the made-up city asks, of whom and how often: the school return every year, and the
//! Section 11 self-assessment every other year.

use super::{city::City, quality::Year, respondents::Respondent};
use crate::store::{Audience, OrganisationKind};
use chrono::{Datelike, NaiveDate};
use fourlens_forms::form::Form;

/// The forms that are asked.
#[derive(Clone, Copy)]
pub struct AskedForms<'a> {
    /// Of every school.
    pub schools: &'a Form,
    /// Of every agency and each of its services.
    pub agencies: &'a Form,
}

/// A form with those it asks.
pub(super) struct Round<'a> {
    pub(super) form: &'a Form,
    pub(super) who: Vec<&'a dyn Respondent>,
    kinds: &'static [OrganisationKind],
    /// Each cycle's year, and how many in a hundred return.
    pub(super) cycles: &'static [(Year, u64)],
    /// What the campaign that is under way on a day is called.
    pub(super) title: fn(NaiveDate) -> String,
}

impl<'a> Round<'a> {
    /// What is asked of schools.
    pub(super) fn of_schools(form: &'a Form, city: &'a City) -> Round<'a> {
        let who = city.schools.iter().map(|school| school as &dyn Respondent);
        Round {
            form,
            who: who.collect(),
            kinds: &[OrganisationKind::School],
            cycles: &[(-2, 93), (-1, 97), (0, 60)],
            title: |day| {
                // A school year begins in September, and has the name of both its calendar years.
                let first = day.year() - i32::from(day.month() < 9);
                format!("School return {first}/{:02}", (first + 1) % 100)
            },
        }
    }

    /// What is asked of agencies and services.
    pub(super) fn of_agencies(form: &'a Form, city: &'a City) -> Round<'a> {
        let who = city.agencies.iter().map(|agency| agency as &dyn Respondent);
        Round {
            form,
            who: who.collect(),
            kinds: &[OrganisationKind::Agency, OrganisationKind::Service],
            cycles: &[(-2, 92), (0, 45)],
            title: |day| format!("Section 11 self-assessment {}", day.year()),
        }
    }

    /// Whom its campaigns ask.
    pub(super) fn audience(&self) -> Audience {
        Audience {
            kinds: self.kinds.to_vec(),
            ..Audience::default()
        }
    }
}
