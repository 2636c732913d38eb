//! *Check your answers*: every answer once more with a link to change it, what is still to do,
//! and the button that submits exactly what is shown here.

use super::parts::{counted, heading, lines, question_url, return_url};
use crate::govuk::{
    BackLink, Button, ErrorSummary, InsetText, Link, NotificationBanner, SummaryError, SummaryList,
    SummaryRow, WarningText,
};
use crate::page::Page;
use crate::portal::{AnswerLine, CheckPage, CheckSection, Portal, Refusal, ReturnId};
use fourlens_forms::check::Problem;
use leptos::prelude::*;

/// *Check your answers*.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: ReturnId,
    notice: Option<String>,
) -> Result<Page, Refusal> {
    let check = portal.check(id, notice).await?;
    let problems = to_do(&check) > 0;
    let page = Page::new("Check your answers", portal.visitor(), move || draw(&check));
    Ok(Page {
        problems,
        section: Some("/home"),
        ..page
    })
}

fn draw(check: &CheckPage) -> AnyView {
    let caption = format!("{}, {}", check.head.organisation, check.head.form);
    let back = BackLink {
        text: "Back to all sections".into(),
        href: return_url(check.head.id),
        ..BackLink::default()
    };
    let notice = check.notice.clone().map(|notice| {
        NotificationBanner {
            content: notice.into(),
            ..NotificationBanner::default()
        }
        .view()
    });
    let sections = check
        .sections
        .iter()
        .map(|part| section(check.head.id, part));
    view! {
        {back.view()}
        {summary(check)}
        {notice}
        {heading(&caption, "Check your answers")}
        {sections.collect_view()}
        {submit(check)}
    }
    .into_any()
}

fn to_do(check: &CheckPage) -> usize {
    check
        .sections
        .iter()
        .map(|section| section.problems.len())
        .sum()
}

/// The sections in which something is still to do.
fn summary(check: &CheckPage) -> AnyView {
    let open = check
        .sections
        .iter()
        .filter(|section| !section.problems.is_empty());
    let errors: Vec<SummaryError> = open
        .map(|section| {
            let things = counted(
                i64::try_from(section.problems.len()).unwrap_or(i64::MAX),
                "thing",
            );
            SummaryError {
                text: format!("{}: {things} to do", section.title).into(),
                href: Some(format!("#section-{}", section.section)),
                ..SummaryError::default()
            }
        })
        .collect();
    if errors.is_empty() {
        return ().into_any();
    }
    ErrorSummary {
        title: "This return is not ready to submit".into(),
        description: "Finish these sections first.".into(),
        errors,
        ..ErrorSummary::default()
    }
    .view()
}

fn section(id: ReturnId, section: &CheckSection) -> AnyView {
    let rows = section
        .lines
        .iter()
        .map(|line| row(id, &section.section, line));
    let list = SummaryList {
        rows: rows.collect(),
        classes: "govuk-!-margin-bottom-9".to_owned(),
        ..SummaryList::default()
    };
    view! {
        <h2 class="govuk-heading-m" id=format!("section-{}", section.section) tabindex="-1">
            {section.title.clone()}
        </h2>
        {problems(id, section)}
        {list.view()}
    }
    .into_any()
}

fn row(id: ReturnId, section: &str, line: &AnswerLine) -> SummaryRow {
    let blank = if line.required {
        "Not answered yet"
    } else {
        "Not answered (optional)"
    };
    SummaryRow {
        key: line.label.clone().into(),
        value: lines(line.answer.as_deref().unwrap_or(blank)).into(),
        actions: vec![Link {
            text: "Change".into(),
            hidden_text: line.label.clone(),
            href: question_url(id, section, &line.question),
            ..Link::default()
        }],
        ..SummaryRow::default()
    }
}

fn problems(id: ReturnId, section: &CheckSection) -> AnyView {
    if section.problems.is_empty() {
        return ().into_any();
    }
    let item = |problem: &Problem| {
        let href = question_url(id, &section.section, &problem.question);
        view! {
            <li>
                <a class="govuk-link" href=href>
                    {problem.message.clone()}
                </a>
            </li>
        }
    };
    let content = view! {
        <p class="govuk-body govuk-!-font-weight-bold">"Still to do"</p>
        <ul class="govuk-list">{section.problems.iter().map(item).collect_view()}</ul>
    };
    InsetText {
        content: content.into_any().into(),
        ..InsetText::default()
    }
    .view()
}

fn submit(check: &CheckPage) -> AnyView {
    if to_do(check) > 0 {
        return words("You can submit when nothing is left to do in any section.");
    }
    if !check.may_submit {
        return words(
            "Only the headteacher or principal can submit this return. Tell them that it is \
             ready: they see this page when they sign in.",
        );
    }
    let warning = WarningText {
        text: "You cannot change your answers after you submit.".into(),
        ..WarningText::default()
    };
    let button = Button {
        text: "Submit return".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("{}/submit", return_url(check.head.id));
    view! {
        <h2 class="govuk-heading-m">"Submit this return"</h2>
        <p class="govuk-body">
            "By submitting you confirm the declarations shown above, and that the answers are "
            "right as far as you know."
        </p>
        {warning.view()}
        <form method="post" action=action novalidate=true>
            <input type="hidden" name="draft_version" value=check.draft_version.to_string() />
            <input type="hidden" name="idempotency_key" value=check.idempotency_key.clone() />
            {button.view()}
        </form>
    }
    .into_any()
}

fn words(said: &'static str) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"Submit this return"</h2>
        <p class="govuk-body">{said}</p>
    }
    .into_any()
}
