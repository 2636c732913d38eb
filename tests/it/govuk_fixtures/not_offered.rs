//! What our components leave out of govuk-frontend's.

/// Options that we do not offer: of which component, which, and why.
pub(super) const NOT_OFFERED: &[(&str, &str, &str)] = &[
    (
        "character-count",
        "maxwords",
        "said by `limit` with `CountKind::Words`",
    ),
    (
        "checkboxes",
        "items[]",
        "our lists have no empty entries for ids to count",
    ),
    (
        "checkboxes",
        "items[].label.attributes",
        "an option is marked by its input's attributes",
    ),
    (
        "checkboxes",
        "items[].label.classes",
        "an option's text can be a view",
    ),
    (
        "file-upload",
        "chooseFilesButtonText",
        "the input that browsers draw needs no script",
    ),
    (
        "file-upload",
        "dropInstructionText",
        "the input that browsers draw needs no script",
    ),
    (
        "file-upload",
        "enteredDropZoneText",
        "the input that browsers draw needs no script",
    ),
    (
        "file-upload",
        "javascript",
        "the input that browsers draw needs no script",
    ),
    (
        "file-upload",
        "leftDropZoneText",
        "the input that browsers draw needs no script",
    ),
    (
        "file-upload",
        "multipleFilesChosenText.one",
        "the input that browsers draw needs no script",
    ),
    (
        "file-upload",
        "multipleFilesChosenText.other",
        "the input that browsers draw needs no script",
    ),
    (
        "file-upload",
        "noFileChosenText",
        "the input that browsers draw needs no script",
    ),
    ("file-upload", "value", "no browser lets a page pick a file"),
    (
        "file-upload",
        "wrapperAttributes.data-custom-attribute",
        "the input that browsers draw needs no script",
    ),
    (
        "file-upload",
        "wrapperAttributes.data-custom-attribute-2",
        "the input that browsers draw needs no script",
    ),
    (
        "file-upload",
        "wrapperClasses",
        "the input that browsers draw needs no script",
    ),
    ("footer", "contentLicence.html", "the licence is GOV.UK's"),
    ("footer", "contentLicence.text", "the licence is GOV.UK's"),
    (
        "footer",
        "copyright.html",
        "the copyright line is the Crown's",
    ),
    (
        "footer",
        "copyright.text",
        "the copyright line is the Crown's",
    ),
    (
        "footer",
        "meta",
        "a heading over nothing is noise to a screen reader",
    ),
    (
        "footer",
        "meta.items",
        "a heading over nothing is noise to a screen reader",
    ),
    (
        "input",
        "inputWrapper.attributes",
        "nothing of ours belongs to the line as such",
    ),
    (
        "panel",
        "actions.attributes",
        "nothing of ours belongs to the actions as such",
    ),
    (
        "panel",
        "actions.classes",
        "nothing of ours belongs to the actions as such",
    ),
    (
        "radios",
        "items[]",
        "our lists have no empty entries for ids to count",
    ),
    (
        "radios",
        "items[].label.attributes",
        "an option is marked by its input's attributes",
    ),
    (
        "radios",
        "items[].label.classes",
        "an option's text can be a view",
    ),
    (
        "summary-list",
        "card.title.html",
        "the title is read out with each action, so it is text",
    ),
    (
        "task-list",
        "items[]",
        "our lists have no empty entries for ids to count",
    ),
];
