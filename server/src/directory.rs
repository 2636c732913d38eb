//! How the directory's values are said to people, and which roles there are at which kind of
//! organisation.

use crate::store::OrganisationKind;
use fourlens_app::portal::Role;

/// A value of the directory in words: `pupil_referral_unit` is Pupil referral unit.
pub fn in_words(value: &str) -> String {
    if value == "all_through" {
        return "All-through".to_string();
    }
    let spaced = value.replace('_', " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// What someone can be at an organisation of this kind. A trust has nobody of its own: who works
/// at its schools has a role there.
pub fn roles_at(kind: OrganisationKind) -> &'static [Role] {
    match kind {
        OrganisationKind::School => &[
            Role::Head,
            Role::SafeguardingLead,
            Role::DeputySafeguardingLead,
            Role::Governor,
        ],
        OrganisationKind::Agency => &[Role::AgencyLead, Role::SubAgencyAuthor, Role::Auditor],
        OrganisationKind::Service => &[Role::SubAgencyAuthor, Role::AgencyLead, Role::Auditor],
        OrganisationKind::Partnership => &[
            Role::QualityAssuranceManager,
            Role::EducationAdviser,
            Role::AuditChair,
            Role::SubgroupMember,
            Role::BoardReader,
            Role::Triager,
            Role::DataProtectionOfficer,
            Role::Administrator,
        ],
        OrganisationKind::Trust => &[],
    }
}

/// What an organisation of this kind can belong to.
pub fn above(kind: OrganisationKind) -> &'static [OrganisationKind] {
    match kind {
        OrganisationKind::Partnership => &[],
        OrganisationKind::Trust | OrganisationKind::Agency => &[OrganisationKind::Partnership],
        OrganisationKind::School => &[OrganisationKind::Partnership, OrganisationKind::Trust],
        OrganisationKind::Service => &[OrganisationKind::Agency, OrganisationKind::Service],
    }
}
