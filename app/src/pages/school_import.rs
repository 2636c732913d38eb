//! The schools register's extract: uploaded, then what it would change is looked at, part by part,
//! then done.

use super::attempt::done;
use super::figures;
use super::paging;
use super::parts::{counted, heading, lines};
use crate::govuk::{
    BackLink, Button, Cell, ErrorSummary, FileUpload, Input, SummaryError, SummaryList, SummaryRow,
};
use crate::page::Page;
use crate::portal::{
    ImportAttempt, ImportPage, ImportShow, Portal, Refusal, SchoolImportId, Visitor,
};
use leptos::prelude::*;

/// The page that takes an extract; after one that could not be taken, with why.
pub fn upload(visitor: &Visitor, attempt: ImportAttempt) -> Page {
    let problems = !attempt.problems.is_empty();
    let page = Page::new("Import schools", visitor, move || draw_upload(&attempt));
    Page {
        problems,
        section: Some("/directory"),
        ..page
    }
}

fn draw_upload(attempt: &ImportAttempt) -> AnyView {
    let problem = |field: &str| {
        let found = attempt.problems.iter().find(|(of, _)| of == field);
        found.map(|(_, message)| message.clone().into())
    };
    let file = |name: &str, label: &'static str, hint: &'static str| FileUpload {
        name: name.to_owned(),
        label: label.into(),
        hint: Some(hint.into()),
        error: problem(name),
        attributes: vec![("accept", ".csv,text/csv".to_owned())],
        ..FileUpload::default()
    };
    let areas = Input {
        name: "areas".to_owned(),
        label: "Local authority".into(),
        hint: Some(
            "Its code, three digits; several with commas between. Leave it blank to take every \
             school of the file."
                .into(),
        ),
        error: problem("areas"),
        value: Some(attempt.areas.clone()),
        classes: "govuk-input--width-10".to_owned(),
        ..Input::default()
    };
    let button = Button {
        text: "Upload and compare".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let schools = "“Establishment fields CSV” from Get Information about Schools, just as it was \
                   downloaded. Up to 96 MB in all.";
    let links = "“Establishment links CSV”. It says which school followed which, so that history \
                 survives when one becomes an academy.";
    view! {
        {back()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {summary(&attempt.problems)} {heading("Directory", "Import schools")}
                <p class="govuk-body">
                    "Nothing changes yet: you see first what would be added, changed and closed."
                </p>
                <form
                    method="post"
                    action="/directory/import"
                    enctype="multipart/form-data"
                    novalidate=true
                >
                    {areas.view()}
                    {file("file", "Schools", schools).view()}
                    {file("links", "Links (optional)", links).view()}
                    {button.view()}
                </form>
            </div>
        </div>
    }
    .into_any()
}

fn back() -> AnyView {
    BackLink {
        text: "Directory".into(),
        href: "/directory".to_owned(),
        ..BackLink::default()
    }
    .view()
}

fn summary(problems: &[(String, String)]) -> Option<AnyView> {
    let errors: Vec<SummaryError> = problems
        .iter()
        .map(|(field, message)| SummaryError {
            text: message.clone().into(),
            href: Some(format!("#{field}")),
            ..SummaryError::default()
        })
        .collect();
    (!errors.is_empty()).then(|| {
        ErrorSummary {
            errors,
            ..ErrorSummary::default()
        }
        .view()
    })
}

/// The page of an extract, with one part of what it would change.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: SchoolImportId,
    (show, page): (Option<ImportShow>, u64),
    refused: Option<String>,
) -> Result<Page, Refusal> {
    let shown = portal.school_import(id, show, page, refused).await?;
    let problems = shown.refused.is_some();
    let page = Page::new("Import schools", portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/directory"),
        ..page
    })
}

fn draw(shown: &ImportPage) -> AnyView {
    let refused: Vec<(String, String)> = shown
        .refused
        .iter()
        .map(|refused| ("parts".to_owned(), refused.clone()))
        .collect();
    view! {
        {back()}
        {shown.applied.clone().map(done)}
        {summary(&refused)}
        {heading(&shown.name, "Check what would change")}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {about(shown)} {parts(shown)} {using(shown)}
            </div>
        </div>
        {part(shown)}
    }
    .into_any()
}

fn about(shown: &ImportPage) -> AnyView {
    let row = |key: &'static str, value: String| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    let areas = match shown.areas.as_str() {
        "" => "Every one in the file".to_owned(),
        areas => format!(
            "{areas}, without {} of other areas",
            counted(shown.schools.1 as i64, "school")
        ),
    };
    SummaryList {
        rows: vec![
            row("Uploaded", shown.uploaded.clone()),
            row("Local authority", areas),
            row("Schools in the file", shown.schools.0.to_string()),
            row("As the directory has them", shown.unchanged.to_string()),
        ],
        ..SummaryList::default()
    }
    .view()
}

fn using(shown: &ImportPage) -> AnyView {
    if shown.is_empty {
        return view! {
            <p class="govuk-inset-text">"The directory is as this file says. There is nothing to do."</p>
        }
        .into_any();
    }
    let button = Button {
        text: match shown.applied {
            Some(_) => "Make the changes that are left".into(),
            None => "Make these changes".into(),
        },
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("/directory/import/{}/apply", shown.id);
    view! {
        <form method="post" action=action novalidate=true>
            <input type="hidden" name="plan" value=shown.digest.clone() />
            {button.view()}
        </form>
    }
    .into_any()
}

/// How many there are of each part, each with a link to it.
fn parts(shown: &ImportPage) -> AnyView {
    let item = |(show, count): &(ImportShow, usize)| {
        let words = format!("{}: {count}", show.title());
        let is_shown = *show == shown.show;
        let line = match *count {
            0 => words.into_any(),
            _ => view! {
                <a
                    class="govuk-link"
                    href=address(shown.id, *show, 1)
                    aria-current=is_shown.then_some("true")
                >
                    {words}
                </a>
            }
            .into_any(),
        };
        view! { <li>{line}</li> }
    };
    view! {
        <h2 class="govuk-heading-m" id="parts" tabindex="-1">
            "What it comes to"
        </h2>
        <ul class="govuk-list">{shown.counts.iter().map(item).collect_view()}</ul>
    }
    .into_any()
}

fn part(shown: &ImportPage) -> AnyView {
    if shown.rows.is_empty() {
        return ().into_any();
    }
    let cells = |row: &Vec<String>| row.iter().map(|cell| lines(cell).into()).collect();
    let head = shown.head.iter().map(|cell| Cell::from(*cell)).collect();
    let file = (shown.show == ImportShow::Problems).then(|| {
        let href = format!("/directory/import/{}/problems.csv", shown.id);
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=href download="">
                    "Download these lines (CSV)"
                </a>
            </p>
        }
    });
    let href = |number: u64| address(shown.id, shown.show, number);
    view! {
        <h2 class="govuk-heading-m" id="part">
            {shown.show.title()}
        </h2>
        {file}
        {figures::table(head, shown.rows.iter().map(cells).collect()).view()}
        {paging::pagination(shown.page, shown.pages, shown.show.title(), href)}
    }
    .into_any()
}

fn address(id: SchoolImportId, show: ImportShow, page: u64) -> String {
    format!(
        "/directory/import/{id}?show={}&page={page}#part",
        show.key()
    )
}
