//! Fixtures' options as our components that say something, and as the parts of a control that do.

use super::controls::said;
use super::options::Options;
use fourlens_app::govuk::*;
use leptos::prelude::*;

pub(super) fn back_link(options: &Options) -> AnyView {
    BackLink {
        text: options.content(),
        href: options.text("href"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn skip_link(options: &Options) -> AnyView {
    SkipLink {
        text: options.content(),
        href: options.text("href"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn details(options: &Options) -> AnyView {
    Details {
        summary: options.content_of("summaryText", "summaryHtml"),
        content: options.content(),
        open: options.flag("open"),
        id: options.maybe("id"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn inset_text(options: &Options) -> AnyView {
    InsetText {
        content: options.content(),
        id: options.maybe("id"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn warning_text(options: &Options) -> AnyView {
    WarningText {
        text: options.content(),
        icon_text: options.text("iconFallbackText"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn tag(options: &Options) -> AnyView {
    tag_of(options).view()
}

pub(super) fn tag_of(options: &Options) -> Tag {
    Tag {
        text: options.content(),
        classes: options.classes(),
        attributes: options.attributes(),
    }
}

pub(super) fn phase_banner(options: &Options) -> AnyView {
    PhaseBanner {
        tag: options
            .part("tag")
            .map(|tag| tag_of(&tag))
            .unwrap_or_default(),
        text: options.content(),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn notification_banner(options: &Options) -> AnyView {
    NotificationBanner {
        content: options.content(),
        kind: match options.text("type").as_str() {
            "success" => BannerKind::Success,
            _ => BannerKind::Important,
        },
        title: options.content_of("titleText", "titleHtml"),
        title_id: options.text("titleId"),
        heading_level: options.number("titleHeadingLevel").unwrap_or_default(),
        role: options.maybe("role"),
        disable_auto_focus: options.choice("disableAutoFocus"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn error_summary(options: &Options) -> AnyView {
    let error = |error: Options| SummaryError {
        text: error.content(),
        href: error.maybe("href"),
        attributes: error.attributes(),
    };
    ErrorSummary {
        title: options.content_of("titleText", "titleHtml"),
        description: options.content_of("descriptionText", "descriptionHtml"),
        errors: options.list("errorList").into_iter().map(error).collect(),
        disable_auto_focus: options.choice("disableAutoFocus"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn panel(options: &Options) -> AnyView {
    let classes = options.classes();
    let own: Vec<&str> = classes.split_whitespace().collect();
    let (interruption, own): (Vec<&str>, Vec<&str>) = own
        .into_iter()
        .partition(|class| *class == "govuk-panel--interruption");
    let kind = if interruption.is_empty() {
        // They draw no actions either.
        options.pass("actions");
        PanelKind::Confirmation
    } else {
        let actions = options.part("actions").map(|actions| actions.list("items"));
        PanelKind::Interruption(actions.into_iter().flatten().map(panel_action).collect())
    };
    Panel {
        title: options.content_of("titleText", "titleHtml"),
        content: options.content(),
        kind,
        heading_level: options.number("headingLevel").unwrap_or_default(),
        classes: own.join(" "),
        attributes: options.attributes(),
    }
    .view()
}

fn panel_action(action: Options) -> PanelAction {
    let text = action.content();
    let classes = action.classes();
    let attributes = action.attributes();
    match (action.maybe("href"), action.text("type").as_str()) {
        (Some(href), kind) if kind != "button" => PanelAction::Link(Link {
            text,
            href,
            classes,
            attributes,
            ..Link::default()
        }),
        (href, _) => PanelAction::Button(Button {
            text,
            href,
            kind: super::controls::kind(&action),
            classes,
            attributes,
            ..Button::default()
        }),
    }
}

pub(super) fn exit_this_page(options: &Options) -> AnyView {
    let mut attributes = options.attributes();
    attributes.extend(said(
        options,
        &[
            ("activatedText", "data-i18n.activated"),
            ("timedOutText", "data-i18n.timed-out"),
            ("pressTwoMoreTimesText", "data-i18n.press-two-more-times"),
            ("pressOneMoreTimeText", "data-i18n.press-one-more-time"),
        ],
    ));
    ExitThisPage {
        text: options.content(),
        redirect_url: options.text("redirectUrl"),
        id: options.maybe("id"),
        classes: options.classes(),
        attributes,
    }
    .view()
}

pub(super) fn label_alone(options: &Options) -> AnyView {
    label_of(options).view(&options.text("for"))
}

pub(super) fn hint_alone(options: &Options) -> AnyView {
    hint_of(options).view(&options.text("id"))
}

pub(super) fn error_message(options: &Options) -> AnyView {
    error_of(options).view(&options.text("id"))
}

pub(super) fn fieldset_alone(options: &Options) -> AnyView {
    let content = options.view("html").unwrap_or_else(|| ().into_any());
    fieldset_of(options).view(content)
}

pub(super) fn label(options: &Options) -> Label {
    options
        .part("label")
        .map(|label| label_of(&label))
        .unwrap_or_default()
}

pub(super) fn hint(options: &Options) -> Option<Hint> {
    options.part("hint").map(|hint| hint_of(&hint))
}

pub(super) fn error(options: &Options) -> Option<ErrorMessage> {
    options.part("errorMessage").map(|error| error_of(&error))
}

pub(super) fn fieldset(options: &Options) -> Option<Fieldset> {
    options
        .part("fieldset")
        .map(|fieldset| fieldset_of(&fieldset))
}

fn label_of(options: &Options) -> Label {
    Label {
        text: options.content(),
        page_heading: options.flag("isPageHeading"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
}

fn hint_of(options: &Options) -> Hint {
    Hint {
        text: options.content(),
        classes: options.classes(),
        attributes: options.attributes(),
    }
}

fn error_of(options: &Options) -> ErrorMessage {
    ErrorMessage {
        text: options.content(),
        prefix: options.maybe("visuallyHiddenText"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
}

fn fieldset_of(options: &Options) -> Fieldset {
    let legend = |legend: Options| Legend {
        text: legend.content(),
        page_heading: legend.flag("isPageHeading"),
        classes: legend.classes(),
    };
    Fieldset {
        legend: options.part("legend").map(legend).unwrap_or_default(),
        described_by: options.text("describedBy"),
        role: options.maybe("role"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
}
