//! Which prompts are most often at the worst place of their scale: not there to be found.

use super::{AUDITS, answer, cell, children, fact, size};
use crate::counted::{self, Counted};
use fourlens_contract::{
    Amount, Cell, CountRow, CountTable, ReportedReturn, Tile, forms::form::Form,
};

/// A prompt and the audits that rate it.
struct Ranked<'r, 'f> {
    prompt: &'r Counted<'f>,
    /// Those at the worst place.
    worst: Vec<&'r ReportedReturn<'r>>,
    rated: Vec<&'r ReportedReturn<'r>>,
    not_applicable: Vec<&'r ReportedReturn<'r>>,
}

/// A tile for each scale that prompts are rated on.
pub(super) fn tiles(form: &Form, returns: &[ReportedReturn<'_>]) -> Vec<Tile> {
    let prompts = counted::prompts(form);
    let scales = form.package().scales.iter();
    let on_each = scales.filter_map(|scale| {
        let here = prompts.iter().filter(|prompt| prompt.scale == scale.id);
        tile(&here.collect::<Vec<_>>(), returns)
    });
    on_each.collect()
}

fn tile(prompts: &[&Counted<'_>], returns: &[ReportedReturn<'_>]) -> Option<Tile> {
    let first = prompts.first()?;
    let worst = first.order.places.first()?.label.en();
    let mut ranked: Vec<Ranked<'_, '_>> = prompts
        .iter()
        .map(|prompt| Ranked::of(prompt, returns))
        .filter(|ranked| !ranked.worst.is_empty())
        .collect();
    ranked.sort_by_key(|ranked| std::cmp::Reverse(ranked.worst.len()));
    let mut notes = ties(&ranked);
    if ranked.is_empty() {
        notes.push(format!("No prompt was rated “{worst}”."));
    }
    let columns = ["Place", worst, "Rated", "Not applicable"];
    Some(Tile {
        id: format!("prompts.{}", first.scale),
        title: format!("Prompts most often rated “{worst}”"),
        table: CountTable {
            counts: AUDITS.to_string(),
            because: format!(
                "In the order of how many audits rated a prompt “{worst}”, of those that rated it at all. Equal counts share a place, and stand in the order of the form."
            ),
            rows_are: "Prompt".to_string(),
            columns: columns.map(str::to_string).to_vec(),
            rows: ranked.iter().map(|prompt| prompt.row(&ranked)).collect(),
        },
        figures: Vec::new(),
        notes,
    })
}

/// Which prompts share a place, in words.
fn ties(ranked: &[Ranked<'_, '_>]) -> Vec<String> {
    let same = ranked.chunk_by(|one, other| one.worst.len() == other.worst.len());
    let tied = same.filter(|prompts| prompts.len() > 1);
    tied.map(|prompts| {
        let ids: Vec<&str> = prompts.iter().map(|ranked| ranked.prompt.id).collect();
        let place = prompts[0].place(ranked);
        format!("{} share place {place}.", ids.join(", "))
    })
    .collect()
}

impl<'r, 'f> Ranked<'r, 'f> {
    fn of(prompt: &'r Counted<'f>, returns: &'r [ReportedReturn<'r>]) -> Ranked<'r, 'f> {
        let place = |of: &ReportedReturn<'_>| {
            answer(of, &prompt.measure).and_then(|value| prompt.order.place(value))
        };
        let with = |wanted: &dyn Fn(&ReportedReturn<'_>) -> bool| {
            returns.iter().filter(|of| wanted(of)).collect()
        };
        Ranked {
            worst: with(&|of| place(of) == Some(0)),
            rated: with(&|of| place(of).is_some()),
            not_applicable: with(&|of| fact(of, &prompt.measure).is_some_and(|of| of.na > 0)),
            prompt,
        }
    }

    /// Its place, which equals share: one more than there are before them.
    fn place(&self, all: &[Ranked<'_, '_>]) -> u32 {
        let before = all.iter().filter(|of| of.worst.len() > self.worst.len());
        1 + size(before.count())
    }

    fn row(&self, all: &[Ranked<'_, '_>]) -> CountRow {
        let place = Cell {
            amount: Amount::Count(self.place(all)),
            rests_on: children(self.worst.iter().copied()),
        };
        CountRow {
            label: self.prompt.title.clone(),
            cells: vec![
                place,
                cell(&self.worst, Some(size(self.rated.len()))),
                cell(&self.rated, None),
                cell(&self.not_applicable, None),
            ],
        }
    }
}
