//! What is wrong in a definition, each with its line and those around it.

use crate::portal::{DefinitionProblem, SourceLine};
use leptos::prelude::*;

/// Every problem shown, in the order of lines.
pub(super) fn list(problems: &[DefinitionProblem], more: usize) -> AnyView {
    let items = problems
        .iter()
        .enumerate()
        .map(|(place, problem)| item(place + 1, problem));
    let rest = (more > 0).then(|| {
        let words = format!(
            "{more} more problems come after these. Mend these first, then upload the definition \
             again."
        );
        view! { <p class="govuk-body">{words}</p> }
    });
    view! {
        <h2 class="govuk-heading-m">"What to mend"</h2>
        <ol class="govuk-list">{items.collect_view()}</ol>
        {rest}
    }
    .into_any()
}

fn item(place: usize, problem: &DefinitionProblem) -> AnyView {
    let at = format!("Line {}, column {}", problem.line, problem.column);
    view! {
        <li class="app-problem" id=format!("problem-{place}") tabindex="-1">
            <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{at}</h3>
            <p class="govuk-body govuk-!-margin-bottom-2">{problem.message.clone()}</p>
            {excerpt(problem)}
        </li>
    }
    .into_any()
}

/// The lines around the place, with a mark under it.
fn excerpt(problem: &DefinitionProblem) -> AnyView {
    if problem.around.is_empty() {
        return ().into_any();
    }
    let label = format!("The definition around line {}", problem.line);
    view! {
        <pre class="app-source" tabindex="0" role="group" aria-label=label>
            <code>{problem.around.iter().map(line).collect::<String>()}</code>
        </pre>
    }
    .into_any()
}

/// A line with its number, as text: elements would be read as parts.
fn line(line: &SourceLine) -> String {
    let sign = if line.mark.is_some() { '>' } else { ' ' };
    let text = format!("{sign}{:>5}  {}\n", line.number, line.text);
    match line.mark {
        Some(before) => format!("{text}{:>width$}\n", '^', width = before + 9),
        None => text,
    }
}
