//! The languages in which a form can be read: a button for each but the one it is read in.

use crate::portal::ReturnHead;
use leptos::prelude::*;

/// The buttons, which come back to the page at `here`; nothing for a form in one language.
pub(super) fn choice(head: &ReturnHead, here: String) -> AnyView {
    if head.languages.len() < 2 {
        return ().into_any();
    }
    let one = |code: &String| {
        let name = name(code);
        if *code == head.language {
            return view! {
                <span lang=code.clone() aria-current="true">
                    {name}
                </span>
            }
            .into_any();
        }
        view! {
            <button type="submit" class="app-link-button" name="language" value=code.clone()>
                <span lang=code.clone()>{name}</span>
            </button>
        }
        .into_any()
    };
    let buttons: Vec<AnyView> = head.languages.iter().map(one).collect();
    view! {
        <form method="post" action="/language" class="app-languages" aria-label="Language">
            <input type="hidden" name="back" value=here />
            {buttons}
        </form>
    }
    .into_any()
}

/// What a language calls itself.
pub(super) fn name(code: &str) -> String {
    let name = match code {
        "en" => "English",
        "en-x-easy" => "Easy read",
        "cy" => "Cymraeg",
        "ar" => "العربية",
        "pa" => "ਪੰਜਾਬੀ",
        "pl" => "Polski",
        "ro" => "Română",
        "so" => "Soomaali",
        "uk" => "Українська",
        "ur" => "اردو",
        other => other,
    };
    name.to_owned()
}
