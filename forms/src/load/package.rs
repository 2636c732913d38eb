//! Reading what surrounds the questions: cover, documents, themes, bands, sections.

use super::{
    fields::{Fields, Reader},
    kinds,
    node::{Content, Node},
    scale::scale,
};
use crate::definition::{
    Audience, Badge, Band, Cycle, Document, FormHead, FormPackage, Gauge, Lens, List, ListItem,
    LocalQuestions, PartSet, PrivacyPart, Retention, Section, Sensitivity, Switch, Theme,
};

pub(super) fn read(root: &Node, reader: &mut Reader) -> Option<FormPackage> {
    let mut fields = Fields::of(root, "a form", reader)?;
    fields.remember("form file", reader);
    let schema = fields.number("schema", reader);
    let head = fields
        .need("form", reader)
        .and_then(|node| head(node, reader));
    let package = FormPackage {
        schema: schema.map_or(0, |number| number as u32),
        privacy: each(&mut fields, "privacy", privacy_part, reader),
        documents: each(&mut fields, "documents", document, reader),
        themes: each(&mut fields, "themes", theme, reader),
        scales: each(&mut fields, "scales", scale, reader),
        bands: each(&mut fields, "bands", band, reader),
        badges: each(&mut fields, "badges", badge, reader),
        gauges: each(&mut fields, "gauges", gauge, reader),
        lists: each(&mut fields, "lists", list, reader),
        switches: each(&mut fields, "switches", switch, reader),
        part_sets: each(&mut fields, "part_sets", part_set, reader),
        plugins: fields.words_list("plugins", reader),
        sections: each(&mut fields, "sections", section, reader),
        form: head?,
    };
    fields.finish("A form", reader);
    Some(package)
}

pub(super) fn each<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    read: fn(&Node, &mut Reader) -> Option<T>,
    reader: &mut Reader,
) -> Vec<T> {
    fields
        .list(name, reader)
        .iter()
        .filter_map(|node| read(node, reader))
        .collect()
}

fn head(node: &Node, reader: &mut Reader) -> Option<FormHead> {
    let mut fields = Fields::of(node, "the form's cover", reader)?;
    fields.remember("form", reader);
    let key = fields.need_words("key", reader);
    let title = fields.need_text("title", reader);
    let description = fields.need_text("description", reader);
    let lenses = [
        ("independent", Lens::Independent),
        ("provider", Lens::Provider),
        ("professional", Lens::Professional),
        ("citizen", Lens::Citizen),
    ];
    let lens = fields.one_of("lens", &lenses, reader);
    let audiences = [
        ("school", Audience::School),
        ("agency", Audience::Agency),
        ("case", Audience::Case),
    ];
    let audience = fields.one_of("audience", &audiences, reader);
    let cycle = cycle(&mut fields, reader);
    let sensitivities = [
        ("organisation", Sensitivity::Organisation),
        ("case", Sensitivity::Case),
    ];
    let sensitivity = fields.one_of("sensitivity", &sensitivities, reader);
    let minutes = fields
        .count("minutes", reader)
        .map(|minutes| minutes as u32);
    let reference = fields.need_words("reference", reader);
    let retention = match fields.take("retention") {
        Some(node) => Some(retention(node, reader)?),
        None => None,
    };
    fields.finish("`form`", reader);
    Some(FormHead {
        key: key?,
        title: title?,
        description: description?,
        lens: lens?,
        audience: audience?,
        cycle: cycle?,
        sensitivity: sensitivity?,
        minutes,
        reference: reference?,
        retention,
    })
}

fn retention(node: &Node, reader: &mut Reader) -> Option<Retention> {
    let mut fields = Fields::of(node, "`retention`", reader)?;
    let mut number = |name: &'static str, reader: &mut Reader| {
        let found = fields.count(name, reader).filter(|number| *number > 0);
        found.and_then(|number| u32::try_from(number).ok())
    };
    let identifying_months = number("identifying_months", reader);
    let (years, drafts_days) = (number("years", reader), number("drafts_days", reader));
    fields.finish("`retention`", reader);
    if years.is_none() || drafts_days.is_none() {
        let advice = "Write `years: …` and `drafts_days: …` here: numbers from 1";
        reader.problem(node.line, node.column, advice);
    }
    Some(Retention {
        identifying_months,
        years: years?,
        drafts_days: drafts_days?,
    })
}

fn cycle(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Cycle> {
    if let Some(Content::Map(_)) = fields.peek("cycle").map(|node| &node.value) {
        let node = fields.take("cycle")?;
        let mut fields = Fields::of(node, "`cycle`", reader)?;
        let months = fields
            .count("every_months", reader)
            .filter(|months| *months > 0);
        if months.is_none() {
            let advice = "Write `every_months: …` here: a number of months from 1";
            reader.problem(node.line, node.column, advice);
        }
        fields.finish("`cycle`", reader);
        return Some(Cycle::EveryMonths(months? as u32));
    }
    fields.one_of(
        "cycle",
        &[("annual", Cycle::Annual), ("none", Cycle::None)],
        reader,
    )
}

fn privacy_part(node: &Node, reader: &mut Reader) -> Option<PrivacyPart> {
    let mut fields = Fields::of(node, "a part of the privacy notice", reader)?;
    let (title, text) = (
        fields.need_text("title", reader),
        fields.need_text("text", reader),
    );
    fields.finish("A part of the privacy notice", reader);
    Some(PrivacyPart {
        title: title?,
        text: text?,
    })
}

fn document(node: &Node, reader: &mut Reader) -> Option<Document> {
    let mut fields = Fields::of(node, "a document", reader)?;
    let (id, title) = (
        fields.need_words("id", reader),
        fields.need_text("title", reader),
    );
    let (edition, url) = (
        fields.need_words("edition", reader),
        fields.words("url", reader),
    );
    remember(&fields, "documents", id.as_deref(), reader);
    fields.finish("A document", reader);
    Some(Document {
        id: id?,
        title: title?,
        edition: edition?,
        url,
    })
}

fn theme(node: &Node, reader: &mut Reader) -> Option<Theme> {
    let mut fields = Fields::of(node, "a theme", reader)?;
    let (id, title) = (
        fields.need_words("id", reader),
        fields.need_text("title", reader),
    );
    remember(&fields, "themes", id.as_deref(), reader);
    fields.finish("A theme", reader);
    Some(Theme {
        id: id?,
        title: title?,
    })
}

fn band(node: &Node, reader: &mut Reader) -> Option<Band> {
    let mut fields = Fields::of(node, "a band", reader)?;
    let (id, label) = (
        fields.need_words("id", reader),
        fields.need_text("label", reader),
    );
    remember(&fields, "bands", id.as_deref(), reader);
    let when = fields.expression("when", reader);
    let because = fields.need_text("because", reader);
    fields.finish("A band", reader);
    Some(Band {
        id: id?,
        label: label?,
        when: when?,
        because: because?,
    })
}

fn badge(node: &Node, reader: &mut Reader) -> Option<Badge> {
    let mut fields = Fields::of(node, "a badge", reader)?;
    let (id, label) = (
        fields.need_words("id", reader),
        fields.need_text("label", reader),
    );
    remember(&fields, "badges", id.as_deref(), reader);
    let when = fields.expression("when", reader);
    let because = fields.need_text("because", reader);
    fields.finish("A badge", reader);
    Some(Badge {
        id: id?,
        label: label?,
        when: when?,
        because: because?,
    })
}

fn gauge(node: &Node, reader: &mut Reader) -> Option<Gauge> {
    let mut fields = Fields::of(node, "a gauge", reader)?;
    let (id, title) = (
        fields.need_words("id", reader),
        fields.need_text("title", reader),
    );
    remember(&fields, "gauges", id.as_deref(), reader);
    let part = fields.need_words("part", reader);
    let because = fields.need_text("because", reader);
    fields.finish("A gauge", reader);
    Some(Gauge {
        id: id?,
        title: title?,
        part: part?,
        because: because?,
    })
}

fn list(node: &Node, reader: &mut Reader) -> Option<List> {
    let mut fields = Fields::of(node, "a list", reader)?;
    let (id, title) = (
        fields.need_words("id", reader),
        fields.need_text("title", reader),
    );
    remember(&fields, "lists", id.as_deref(), reader);
    let items = each(&mut fields, "items", list_item, reader);
    fields.finish("A list", reader);
    Some(List {
        id: id?,
        title: title?,
        items,
    })
}

fn list_item(node: &Node, reader: &mut Reader) -> Option<ListItem> {
    let mut fields = Fields::of(node, "an item", reader)?;
    let (id, title) = (
        fields.need_words("id", reader),
        fields.need_text("title", reader),
    );
    fields.finish("An item", reader);
    Some(ListItem {
        id: id?,
        title: title?,
    })
}

fn switch(node: &Node, reader: &mut Reader) -> Option<Switch> {
    let mut fields = Fields::of(node, "a switch", reader)?;
    let (id, title) = (
        fields.need_words("id", reader),
        fields.need_text("title", reader),
    );
    remember(&fields, "switches", id.as_deref(), reader);
    let on = fields.flag("on", reader);
    fields.finish("A switch", reader);
    Some(Switch {
        id: id?,
        title: title?,
        on,
    })
}

fn part_set(node: &Node, reader: &mut Reader) -> Option<PartSet> {
    let mut fields = Fields::of(node, "a part set", reader)?;
    let id = fields.need_words("id", reader);
    let questions = each(&mut fields, "questions", kinds::question, reader);
    fields.finish("A part set", reader);
    Some(PartSet { id: id?, questions })
}

fn section(node: &Node, reader: &mut Reader) -> Option<Section> {
    let mut fields = Fields::of(node, "a section", reader)?;
    let (id, title) = (
        fields.need_words("id", reader),
        fields.need_text("title", reader),
    );
    remember(&fields, "sections", id.as_deref(), reader);
    let intro = fields.text("intro", reader);
    let scored = fields.flag("scored", reader);
    let applies_if = fields.expression("applies_if", reader);
    let local = fields.take("local").and_then(|node| local(node, reader));
    let questions = each(&mut fields, "questions", kinds::question, reader);
    fields.finish("A section", reader);
    Some(Section {
        id: id?,
        title: title?,
        intro,
        scored,
        applies_if,
        local,
        questions,
    })
}

fn local(node: &Node, reader: &mut Reader) -> Option<LocalQuestions> {
    let mut fields = Fields::of(node, "`local`", reader)?;
    let up_to = fields.count("up_to", reader);
    if up_to.is_none() {
        reader.problem(
            node.line,
            node.column,
            "Add `up_to: …` here: how many questions may be added",
        );
    }
    fields.finish("`local`", reader);
    Some(LocalQuestions {
        up_to: up_to? as u32,
    })
}

pub(super) fn remember(fields: &Fields<'_>, place: &str, id: Option<&str>, reader: &mut Reader) {
    if let Some(id) = id {
        fields.remember(&format!("{place}/{id}"), reader);
    }
}
