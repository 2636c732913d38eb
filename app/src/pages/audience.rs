//! What pages call those whom a form asks, so that no agency is called a school. It must not know
//! a form by name.

use fourlens_forms::definition::Audience;

/// The words for an audience.
pub(super) struct Called {
    /// What one of them calls itself: "school".
    pub(super) own: &'static str,
    /// One of them as the head of a list: "School or college".
    pub(super) one: &'static str,
    /// The others that one is compared with.
    pub(super) others: &'static str,
    /// With whom one talks its scores through.
    pub(super) leaders: &'static str,
}

/// What pages call these.
pub(super) fn called(audience: Audience) -> Called {
    match audience {
        Audience::School => Called {
            own: "school",
            one: "School or college",
            others: "Other schools of your phase",
            leaders: "your governors or trustees and your senior leaders",
        },
        Audience::Agency | Audience::Case => Called {
            own: "organisation",
            one: "Agency or service",
            others: "Other agencies and services",
            leaders: "your board or governing group and your senior leaders",
        },
    }
}
