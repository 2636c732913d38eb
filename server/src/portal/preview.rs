//! A form tried out by its author, as a role sees it by the policy table. Answers come with the
//! page and go with it: nothing is read from a return, and nothing is written.

mod sees;

use super::{RequestPortal, return_, section};
use crate::{
    definition,
    fill::{self, Loaded, MaySign, Tried},
    policy::Action,
    publishing,
    web::WebError,
};
use fourlens_app::portal::{
    Attempt, CHECK, COPY, CheckPage, PreviewAsked, PreviewPage, PreviewSection, PreviewShown,
    Previewed, Refusal, Role, SectionPage,
};
use fourlens_forms::form::Form;
use sees::{Sees, first, may, sees};
use std::sync::Arc;

const FILES: &str =
    "In a return this button leads to a page where files are added. A preview takes none.";

/// A page of a preview: what was asked for, after what was typed is taken in.
pub(super) async fn preview(
    portal: &RequestPortal,
    of: &Previewed,
    asked: PreviewAsked,
) -> Result<PreviewPage, WebError> {
    let (form, version) = form_of(portal, of).await?;
    let audience = form.package().form.audience;
    let posted = Posted(&asked.fields);
    let role = posted.role("_role").unwrap_or(first(audience));
    let Tried { loaded, stay } = try_out(portal, form, &posted)?;
    let language = match posted.one("_language") {
        "" => &portal.visit.language,
        chosen => chosen,
    };
    let loaded = fill::said_in(loaded, language);
    let to = match stay {
        true => posted.one("_at").to_string(),
        false => posted.wanted(&loaded),
    };
    let shown = match sees(role, audience) {
        Sees::Fills => filled(portal, &loaded, &to, role, &posted).await?,
        Sees::Reads => PreviewShown::Answers(return_::print_page(&loaded)),
        Sees::Nothing => PreviewShown::Nothing,
    };
    Ok(PreviewPage {
        of: of.clone(),
        head: loaded.head(),
        version,
        role,
        sections: sections(&loaded),
        answers: fill::to_carry(&loaded),
        note: (!posted.one("_files").is_empty()).then_some(FILES),
        shown,
    })
}

async fn form_of(portal: &RequestPortal, of: &Previewed) -> Result<(Arc<Form>, String), WebError> {
    let state = portal.state();
    match of {
        Previewed::Form(key) => {
            let latest = publishing::latest(state, key).await?;
            Ok((latest.form, format!("version {}", latest.number)))
        }
        Previewed::Draft(id) => {
            let draft = portal.scope()?.form_draft(*id).await?;
            let source = draft.ok_or(Refusal::NotFound)?.source;
            let reading = definition::read_apart(state, source.into()).await?;
            let form = reading.proved.map_err(|_| Refusal::NotFound)?;
            Ok((Arc::new(form), "not published yet".to_string()))
        }
    }
}

/// Takes what was typed into the answers that the page carried.
fn try_out(
    portal: &RequestPortal,
    form: Arc<Form>,
    posted: &Posted<'_>,
) -> Result<Tried, WebError> {
    let today = portal.state().today();
    let before = fill::carried(form, posted.one("_answers"), today);
    let before = before.ok_or(Refusal::NotFound)?;
    let audience = before.form.package().form.audience;
    let typed_by = posted.role("_as");
    let typed_by = typed_by.filter(|role| sees(*role, audience) == Sees::Fills);
    let at = before.form.section_position(posted.one("_at"));
    let (Some(role), Some(at)) = (typed_by, at) else {
        return Ok(Tried {
            loaded: before,
            stay: false,
        });
    };
    let may_sign = match may(role, Action::SubmitReturn) {
        true => MaySign::Yes,
        false => MaySign::No,
    };
    let tried = fill::try_out(portal.state(), before, at, posted.0, may_sign);
    // Whoever asks for another page by its name gets it.
    let goes_on = posted.one("_go") != "show" && posted.one("_to").is_empty();
    Ok(Tried {
        stay: tried.stay && goes_on,
        ..tried
    })
}

async fn filled(
    portal: &RequestPortal,
    loaded: &Loaded,
    to: &str,
    role: Role,
    posted: &Posted<'_>,
) -> Result<PreviewShown, WebError> {
    match to {
        CHECK => Ok(PreviewShown::Check(CheckPage {
            may_submit: may(role, Action::SubmitReturn),
            ..return_::check_page(portal, loaded)
        })),
        COPY => Ok(PreviewShown::Copy(return_::print_page(loaded))),
        id => {
            let position = loaded.form.section_position(id).ok_or(Refusal::NotFound)?;
            let attempt = Attempt {
                rows_changed: posted.presses_rows(),
                ..Attempt::default()
            };
            let page = section::page(portal, loaded, position, &attempt).await?;
            Ok(PreviewShown::Section(Box::new(in_sight(page))))
        }
    }
}

/// A section that is not asked with these answers shows all its questions: its author wants to
/// see them.
fn in_sight(mut page: SectionPage) -> SectionPage {
    if page.place.0 == 0 {
        for asked in &mut page.questions {
            asked.applies = true;
        }
    }
    page
}

fn sections(loaded: &Loaded) -> Vec<PreviewSection> {
    let asked = section::asked(loaded, &loaded.journey());
    let all = 0..loaded.form.sections().len();
    let with_questions = all.filter(|at| return_::has_questions(loaded, *at));
    with_questions
        .map(|at| PreviewSection {
            id: loaded.form.sections()[at].id.clone(),
            title: loaded.form.section_title(at),
            asked: asked.contains(&at),
        })
        .collect()
}

/// What the page posted.
struct Posted<'a>(&'a [(String, String)]);

impl Posted<'_> {
    fn one(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(posted, _)| posted == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    fn role(&self, name: &str) -> Option<Role> {
        self.one(name).parse().ok()
    }

    /// Whether a button was pressed that changes a table's rows.
    fn presses_rows(&self) -> bool {
        ["_add", "_remove", "_fill"]
            .iter()
            .any(|name| !self.one(name).is_empty())
    }

    /// What to show next: a section's id, or one of the words for what follows them.
    fn wanted(&self, loaded: &Loaded) -> String {
        let (at, to) = (self.one("_at"), self.one("_to"));
        let named = match self.one("_go") {
            _ if !to.is_empty() => to,
            "show" => self.one("_view"),
            "next" => return next(loaded, at),
            _ => at,
        };
        match named {
            "" => next(loaded, ""),
            named => named.to_string(),
        }
    }
}

/// The section that is asked after this one; the first one after none.
fn next(loaded: &Loaded, at: &str) -> String {
    let form = &loaded.form;
    let here = form.section_position(at);
    let mut asked = section::asked(loaded, &loaded.journey()).into_iter();
    let after = asked.find(|position| here.is_none_or(|here| *position > here));
    after.map_or_else(|| CHECK.to_string(), |at| form.sections()[at].id.clone())
}
