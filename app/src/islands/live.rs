//! The live part of a section page: shows and hides questions as someone types, counts what is
//! answered, saves what was changed, and says how saving stands. Its lines are plain HTML, empty
//! and hidden until scripts run; the island in it only wakes what fills them, so that the
//! browser loads nothing that draws.

use leptos::prelude::*;

/// The lines of a section page and the island that fills them; it stands inside the page's form.
/// `live` is `SectionPage::live`.
#[cfg(feature = "ssr")]
#[component]
pub fn Live(live: String) -> impl IntoView {
    view! {
        <div class="autosave" data-given=live hidden=true>
            <p class="govuk-!-margin-0" role="status" data-line="count"></p>
            <p class="govuk-!-margin-0" role="status" data-line="said"></p>
            <p class="govuk-!-margin-0" data-line="saving" hidden=true>
                "Saving…"
            </p>
            <p class="govuk-!-margin-0" data-line="sign-in" hidden=true>
                <a class="govuk-link" href="/sign-in" target="_blank" rel="noopener">
                    "Sign in again (opens in a new tab)"
                </a>
            </p>
            <p class="govuk-!-margin-0" data-line="choose" hidden=true>
                <button type="submit" name="_go" value="stay" class="app-link-button">
                    "See both answers and choose"
                </button>
            </p>
            <Wake />
        </div>
    }
    .into_any()
}

/// Wakes the lines around it once the browser has loaded the islands.
#[island]
fn Wake() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(async { super::browser::wake() });
}
