//! Names of controls, and which of a form's fields belong to one. A control's name may be
//! followed by a hyphen and a part (`A14-day`) and may hold hyphens itself (`S11-1.1`), so that
//! only the form tells them apart: beside each control stand its `_version-` and `_shown-`.

/// A form's field as it is posted: name and value.
pub(super) type Field = (String, String);

/// The row version beside a control.
pub(super) const VERSION: &str = "_version-";
/// The hash of the stored value beside a control.
pub(super) const SHOWN: &str = "_shown-";
/// The choice to take someone else's answer.
pub(super) const TAKE: &str = "_take-";

/// The control that a field typed by someone belongs to; none for the form's own fields.
pub(super) fn control_of<'n>(name: &'n str, fields: &[Field]) -> Option<&'n str> {
    let mut end = name.len();
    while !is_asked(&name[..end], fields) {
        end = name[..end].rfind('-')?;
    }
    Some(&name[..end])
}

/// The fields of these controls, each with its version and hash.
pub(super) fn fields_of<'f>(controls: &[String], fields: &'f [Field]) -> Vec<&'f Field> {
    let belongs = |(name, _): &&Field| {
        let beside = name.strip_prefix(VERSION).or(name.strip_prefix(SHOWN));
        let control = beside.or_else(|| control_of(name, fields));
        control.is_some_and(|control| controls.iter().any(|wanted| wanted == control))
    };
    fields.iter().filter(belongs).collect()
}

/// Whether the form has a control with this name that takes an answer.
pub(super) fn is_asked(control: &str, fields: &[Field]) -> bool {
    let is_it = |(name, _): &Field| name.strip_prefix(VERSION) == Some(control);
    fields.iter().any(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(names: &[&str]) -> Vec<Field> {
        names
            .iter()
            .map(|name| (name.to_string(), String::new()))
            .collect()
    }

    #[test]
    fn a_part_belongs_to_its_control() {
        let all = fields(&[
            "_version-C1",
            "_version-A14",
            "_version-S11-1.1",
            "_version-C1.evidence",
            "_version-A15:r1.met",
        ]);
        let of = |name| control_of(name, &all);
        assert_eq!(of("C1"), Some("C1"));
        assert_eq!(of("A14-day"), Some("A14"));
        assert_eq!(of("S11-1.1"), Some("S11-1.1"));
        assert_eq!(of("C1.evidence-review-day"), Some("C1.evidence"));
        assert_eq!(of("A15:r1.met-day"), Some("A15:r1.met"));
        assert_eq!(of("_version-C1"), None);
        assert_eq!(of("_go"), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn only_the_fields_of_changed_controls_are_posted() {
        let all = fields(&[
            "C1",
            "_version-C1",
            "_shown-C1",
            "C1.how",
            "_version-C1.how",
            "_shown-C1.how",
            "A14-day",
            "_version-A14",
            "_shown-A14",
            "_go",
        ]);
        let changed = ["C1".to_owned(), "A14".to_owned()];
        let names: Vec<&str> = fields_of(&changed, &all)
            .iter()
            .map(|field| field.0.as_str())
            .collect();
        let expected = [
            "C1",
            "_version-C1",
            "_shown-C1",
            "A14-day",
            "_version-A14",
            "_shown-A14",
        ];
        assert_eq!(names, expected);
    }
}
