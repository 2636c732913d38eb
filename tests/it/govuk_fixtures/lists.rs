//! Fixtures' options as our lists, tables and ways about the portal.

use super::options::Options;
use super::words::tag_of;
use fourlens_app::govuk::*;
use leptos::prelude::AnyView;

pub(super) fn breadcrumbs(options: &Options) -> AnyView {
    let item = |item: Options| Breadcrumb {
        text: item.content(),
        href: item.maybe("href"),
        attributes: item.attributes(),
    };
    Breadcrumbs {
        items: options.list("items").into_iter().map(item).collect(),
        label: options.text("labelText"),
        collapse_on_mobile: options.flag("collapseOnMobile"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn pagination(options: &Options) -> AnyView {
    let way = |link: Options| PageLink {
        href: link.text("href"),
        text: link.content(),
        label: link.text("labelText"),
    };
    let item = |item: Options| match item.flag("ellipsis") {
        true => PageItem::Ellipsis,
        false => PageItem::Page(PageNumber {
            number: item.text("number"),
            href: item.text("href"),
            current: item.flag("current"),
            label: item.text("visuallyHiddenText"),
        }),
    };
    Pagination {
        previous: options.part("previous").map(way),
        next: options.part("next").map(way),
        items: options.list("items").into_iter().map(item).collect(),
        label: options.text("landmarkLabel"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn summary_list(options: &Options) -> AnyView {
    let row = |row: Options| {
        let key = row.part("key").expect("each fixture has keys");
        let value = row.part("value").expect("each fixture has values");
        let actions = row.part("actions");
        SummaryRow {
            key: key.content(),
            value: value.content(),
            actions: actions.as_ref().map(links).unwrap_or_default(),
            key_classes: key.classes(),
            value_classes: value.classes(),
            action_classes: actions.map(|actions| actions.classes()).unwrap_or_default(),
            classes: row.classes(),
        }
    };
    let card = |card: Options| {
        let title = card.part("title");
        let level = title
            .as_ref()
            .and_then(|title| title.number("headingLevel"));
        SummaryCard {
            title: title.map(|title| title.text("text")).unwrap_or_default(),
            heading_level: level.unwrap_or_default(),
            actions: card.part("actions").as_ref().map(links).unwrap_or_default(),
            classes: card.classes(),
            attributes: card.attributes(),
        }
    };
    SummaryList {
        rows: options.list("rows").into_iter().map(row).collect(),
        card: options.part("card").map(card),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

fn links(options: &Options) -> Vec<Link> {
    options.list("items").iter().map(link).collect()
}

fn link(options: &Options) -> Link {
    Link {
        text: options.content(),
        hidden_text: options.text("visuallyHiddenText"),
        href: options.text("href"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
}

pub(super) fn table(options: &Options) -> AnyView {
    let cell = |cell: Options| Cell {
        text: cell.content(),
        numeric: cell.text("format") == "numeric",
        colspan: cell.number("colspan"),
        rowspan: cell.number("rowspan"),
        classes: cell.classes(),
        attributes: cell.attributes(),
    };
    let row = |cells: Vec<Options>| cells.into_iter().map(cell).collect();
    Table {
        caption: options.text("caption").into(),
        caption_classes: options.text("captionClasses"),
        head: options.list("head").into_iter().map(cell).collect(),
        rows: options.rows("rows").into_iter().map(row).collect(),
        first_cell_is_header: options.flag("firstCellIsHeader"),
        stacked: false,
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn task_list(options: &Options) -> AnyView {
    let status = |status: &Options| match status.part("tag") {
        Some(tag) => TaskStatus::Tag(tag_of(&tag)),
        None => TaskStatus::Text(status.content()),
    };
    let task = |task: Options| {
        let title = task.part("title").expect("each fixture has titles");
        let own_status = task.part("status").expect("each fixture has states");
        Task {
            title: title.content(),
            href: task.maybe("href"),
            hint: task.part("hint").map(|hint| hint.content()),
            status: status(&own_status),
            title_classes: title.classes(),
            status_classes: own_status.classes(),
            classes: task.classes(),
        }
    };
    TaskList {
        items: options.numbered("items").into_iter().map(task).collect(),
        id_prefix: options.text("idPrefix"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn generic_header(options: &Options) -> AnyView {
    GenericHeader {
        logo: options.content_of("logoText", "logoHtml"),
        url: options.text("url"),
        classes: options.classes(),
        container_classes: options.text("containerClasses"),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn service_navigation(options: &Options) -> AnyView {
    let item = |item: Options| NavigationItem {
        text: item.content(),
        href: item.maybe("href"),
        current: match (item.flag("current"), item.flag("active")) {
            (true, _) => Current::Page,
            (false, true) => Current::Section,
            (false, false) => Current::No,
        },
        attributes: item.attributes(),
    };
    let slots = options.part("slots");
    let slot = |key: &str| slots.as_ref().and_then(|slots| slots.view(key));
    let end = slots.as_ref().and_then(|slots| slots.part("end"));
    ServiceNavigation {
        name: options.text("serviceName"),
        url: options.maybe("serviceUrl"),
        items: options.list("navigation").into_iter().map(item).collect(),
        label: options.text("ariaLabel"),
        navigation_label: options.text("navigationLabel"),
        navigation_id: options.text("navigationId"),
        navigation_classes: options.text("navigationClasses"),
        menu_text: options.text("menuButtonText"),
        menu_label: options.text("menuButtonLabel"),
        collapse: options.choice("collapseNavigationOnMobile"),
        start: slot("start"),
        end: end
            .as_ref()
            .and_then(|end| end.view("html"))
            .or_else(|| slot("end")),
        end_inline: end.is_some_and(|end| end.text("align") == "inline"),
        navigation_start: slot("navigationStart"),
        navigation_end: slot("navigationEnd"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn footer(options: &Options) -> AnyView {
    let section = |section: Options| FooterSection {
        title: section.text("title"),
        items: links(&section),
        columns: section.number("columns"),
        width: section.text("width"),
    };
    // Null says that there is no licence, as ours never has one; any other value is left unread.
    options.maybe("contentLicence");
    let meta = options.part("meta");
    let listed = meta.as_ref().filter(|meta| meta.lists("items"));
    let meta_items = listed.map(links).unwrap_or_default();
    let content = meta.as_ref().map(|meta| meta.content()).unwrap_or_default();
    Footer {
        navigation: options
            .list("navigation")
            .into_iter()
            .map(section)
            .collect(),
        meta_title: meta
            .map(|meta| meta.text("visuallyHiddenTitle"))
            .unwrap_or_default(),
        meta: meta_items,
        content,
        classes: options.classes(),
        container_classes: options.text("containerClasses"),
        attributes: options.attributes(),
    }
    .view()
}
