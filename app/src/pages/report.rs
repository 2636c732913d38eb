//! A report over the rounds of a form of case audits: tables of counts with what they count, why
//! they are what they are, and what must stay within the audit team.

use super::figures;
use super::parts::{counted, heading};
use super::round::number;
use crate::govuk::{
    BackLink, Button, Cell, Details, InsetText, Select, SelectItem, SummaryList, SummaryRow,
};
use crate::page::Page;
use crate::portal::{Portal, Refusal, ReportPage, Role, TileCell, TileFigure, TileGroup, TileView};
use leptos::prelude::*;

/// The page.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, form: &str, of: &str) -> Result<Page, Refusal> {
    let report = portal.report(form, of).await?;
    let hosts = portal.visitor().is(Role::QualityAssuranceManager);
    let title = format!("Report: {}", report.form);
    let place = if hosts { "/campaigns" } else { "/home" };
    let page = Page::new(title, portal.visitor(), move || draw(&report, place));
    Ok(Page {
        section: Some(place),
        ..page
    })
}

pub(super) fn draw(report: &ReportPage, place: &str) -> AnyView {
    let text = match place {
        "/home" => "Back",
        _ => "All campaigns",
    };
    let back = BackLink {
        text: text.into(),
        href: place.to_owned(),
        ..BackLink::default()
    };
    let standing = standing(report);
    let shown = report.shown.as_ref().map(|group| {
        view! {
            {small_counts(report)}
            {choose(report, group)}
            {draw_group(group)}
        }
    });
    view! {
        {back.view()}
        {heading("Report", &report.form)}
        <p class="govuk-body-l">{standing}</p>
        {shown}
    }
    .into_any()
}

/// The form that shows something else.
fn choose(report: &ReportPage, shown: &TileGroup) -> AnyView {
    let item = |(id, title): &(String, String)| SelectItem {
        text: title.clone(),
        value: Some(id.clone()),
        ..SelectItem::default()
    };
    let select = Select {
        name: "of".to_owned(),
        label: "What to show".into(),
        items: report.choices.iter().map(item).collect(),
        value: Some(shown.id.clone()),
        ..Select::default()
    };
    let button = Button {
        text: "Show".into(),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        <form method="get" action=format!("/reports/{}", report.key)>
            {select.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

/// How much is counted. How few the children are is not for everyone either.
fn standing(report: &ReportPage) -> String {
    let (children, rounds) = report.counted;
    let (submitted, asked) = report.returns;
    let few = u32::try_from(children).is_ok_and(|children| children < report.fewest);
    let rounds = counted(number(rounds), "round");
    match children {
        0 => "No case has its grades shown yet, so there is nothing to count.".to_owned(),
        _ if few && !report.team => {
            format!("Fewer than {} children in {rounds}.", report.fewest)
        }
        1 => format!(
            "{submitted} of {} about 1 child in {rounds}.",
            counted(number(asked), "return")
        ),
        many => format!(
            "{submitted} of {} about {many} children in {rounds}.",
            counted(number(asked), "return")
        ),
    }
}

/// What a reader must know before they copy a figure.
fn small_counts(report: &ReportPage) -> AnyView {
    let fewest = report.fewest;
    let words = match report.team {
        true => format!(
            "Only cases whose grades are shown are counted. Counts marked * rest on fewer than \
             {fewest} children: keep them within the audit team."
        ),
        false => format!(
            "Only cases whose grades are shown are counted. A table with a count that rests on \
             fewer than {fewest} children is hidden whole, so that no child can be told from it."
        ),
    };
    InsetText {
        content: words.into(),
        ..InsetText::default()
    }
    .view()
}

fn draw_group(group: &TileGroup) -> AnyView {
    let tiles = group.tiles.iter().map(|tile| draw_tile(group, tile));
    let pairs = (!group.pairs.is_empty()).then(|| {
        let all = counted(number(group.pairs.len()), "pair");
        let pairs = group.pairs.iter().map(|tile| draw_tile(group, tile));
        let content = view! {
            {pairs.collect_view()}
            {notes(&group.pairs)}
        };
        Details {
            summary: format!("How far each two agencies agree ({all})").into(),
            content: content.into_any().into(),
            ..Details::default()
        }
        .view()
    });
    view! {
        <h2 class="govuk-heading-m">{group.title.clone()}</h2>
        {tiles.collect_view()}
        {notes(&group.tiles)}
        {pairs}
    }
    .into_any()
}

/// What is counted, how, and what else must be known: each sentence once.
fn notes(tiles: &[TileView]) -> AnyView {
    let mut said: Vec<String> = Vec::new();
    for tile in tiles {
        let (counts, because) = &tile.counts;
        let counts = format!("{counts}. {because}");
        for words in std::iter::once(&counts).chain(&tile.notes) {
            if !said.contains(words) {
                said.push(words.clone());
            }
        }
    }
    let item = |words: String| view! { <li>{words}</li> };
    let items = said.into_iter().map(item).collect_view();
    view! { <ul class="govuk-list govuk-list--bullet app-small">{items}</ul> }.into_any()
}

fn draw_tile(group: &TileGroup, tile: &TileView) -> AnyView {
    let columns = tile.columns.iter();
    let head = std::iter::once(Cell::from(tile.rows_are.clone()))
        .chain(columns.map(|column| figures::numeric(column.clone())));
    let row = |(label, cells): &(String, Vec<TileCell>)| {
        std::iter::once(Cell::from(label.clone()))
            .chain(cells.iter().map(|cell| figures::numeric(amount(cell))))
            .collect()
    };
    let table = (!tile.rows.is_empty())
        .then(|| figures::table(head.collect(), tile.rows.iter().map(row).collect()).view());
    view! {
        <h3 class="govuk-heading-s">{heading_of(group, tile)}</h3>
        {table}
        {figures_of(&tile.figures)}
    }
    .into_any()
}

/// A tile's heading, without what its group says already.
fn heading_of(group: &TileGroup, tile: &TileView) -> String {
    let rest = tile.title.strip_prefix(&group.title);
    let Some(rest) = rest.and_then(|rest| rest.strip_prefix(": ")) else {
        return tile.title.clone();
    };
    let mut letters = rest.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn figures_of(figures: &[TileFigure]) -> AnyView {
    if figures.is_empty() {
        return ().into_any();
    }
    let row = |figure: &TileFigure| {
        let value = view! {
            <strong>{amount(&figure.amount)}</strong>
            <span class="app-small">{figure.because.clone()}</span>
        };
        SummaryRow {
            key: figure.title.clone().into(),
            value: value.into_any().into(),
            ..SummaryRow::default()
        }
    };
    SummaryList {
        rows: figures.iter().map(row).collect(),
        ..SummaryList::default()
    }
    .view()
}

fn amount(cell: &TileCell) -> String {
    match cell.few {
        true => format!("{}*", cell.words),
        false => cell.words.clone(),
    }
}
