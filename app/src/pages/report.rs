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
        "/home" => "Back to my returns",
        _ => "All campaigns",
    };
    let back = BackLink {
        text: text.into(),
        href: place.to_owned(),
        ..BackLink::default()
    };
    let (children, rounds) = report.counted;
    let (submitted, asked) = report.returns;
    let standing = match children {
        0 => "No case has its grades shown yet, so there is nothing to count.".to_owned(),
        _ => format!(
            "{submitted} of {} about {} in {}.",
            counted(number(asked), "return"),
            match children {
                1 => "1 child".to_owned(),
                many => format!("{many} children"),
            },
            counted(number(rounds), "round")
        ),
    };
    let shown = report.shown.as_ref().map(|group| {
        view! {
            {within_team(report.fewest)}
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

/// What a reader must know before they copy a figure.
fn within_team(fewest: u32) -> AnyView {
    let words = format!(
        "Only cases whose grades are shown are counted. Counts marked * rest on fewer than {fewest} \
         children: keep them within the audit team."
    );
    InsetText {
        content: words.into(),
        ..InsetText::default()
    }
    .view()
}

fn draw_group(group: &TileGroup) -> AnyView {
    let pairs = (!group.pairs.is_empty()).then(|| {
        let all = counted(number(group.pairs.len()), "pair");
        let pairs = group.pairs.iter().map(draw_tile).collect_view();
        Details {
            summary: format!("How far each two agencies agree ({all})").into(),
            content: pairs.into_any().into(),
            ..Details::default()
        }
        .view()
    });
    view! {
        <h2 class="govuk-heading-m">{group.title.clone()}</h2>
        {group.tiles.iter().map(draw_tile).collect_view()}
        {pairs}
    }
    .into_any()
}

fn draw_tile(tile: &TileView) -> AnyView {
    let head = std::iter::once(Cell::from(tile.rows_are.clone())).chain(
        tile.columns
            .iter()
            .map(|column| figures::numeric(column.clone())),
    );
    let row = |(label, cells): &(String, Vec<TileCell>)| {
        std::iter::once(Cell::from(label.clone()))
            .chain(cells.iter().map(|cell| figures::numeric(amount(cell))))
            .collect()
    };
    let table = (!tile.rows.is_empty())
        .then(|| figures::table(head.collect(), tile.rows.iter().map(row).collect()).view());
    let (counts, because) = &tile.counts;
    let notes = tile.notes.iter().map(|note| {
        view! { <p class="govuk-body app-small">{note.clone()}</p> }
    });
    view! {
        <h3 class="govuk-heading-s">{tile.title.clone()}</h3>
        {table}
        {figures_of(&tile.figures)}
        <p class="govuk-body app-small">{format!("{counts}. {because}")}</p>
        {notes.collect_view()}
    }
    .into_any()
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
