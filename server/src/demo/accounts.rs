//! The demo's accounts: fixed, so that the sign-in page can list them without asking the store.

use super::agencies::{CHILDREN, HUBS};
use fourlens_app::portal::{DemoAccount, Partnership, Role};

/// The name of the made-up partnership.
pub(super) const PARTNERSHIP: &str = "Ostrelby Safeguarding Children Partnership";

/// The password of every demo account.
pub(super) const PASSWORD: &str = "demo-fourlens-2026";

/// The community primary school whose head and lead may sign in: its return is begun.
pub(super) const PRIMARY: &str = "Quillmere";
/// The secondary academy with a sixth form whose head may sign in: its return is handed in.
pub(super) const SECONDARY: &str = "Wexenholt";
/// The special school whose head may sign in: its return is not begun.
pub(super) const SPECIAL: &str = "Umbergarth";

/// Where an account works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the school in the place with this name.
    School(&'static str),
    /// At the agency or service of this name.
    Agency(&'static str),
    /// At the partnership itself.
    Partnership,
}

/// An account of the demo with what it may do.
pub(super) struct Account {
    pub(super) who: &'static str,
    pub(super) email: &'static str,
    pub(super) role: Role,
    pub(super) at: Place,
    /// The person's name, where it does not follow from where they work.
    pub(super) name: &'static str,
}

/// Every account, in the order of the sign-in page.
pub(super) const ACCOUNTS: [Account; 10] = [
    Account {
        who: "Headteacher of Quillmere Primary School, whose return is begun",
        email: "head@quillmere.example",
        role: Role::Head,
        at: Place::School(PRIMARY),
        name: "",
    },
    Account {
        who: "Designated safeguarding lead of Quillmere Primary School",
        email: "lead@quillmere.example",
        role: Role::SafeguardingLead,
        at: Place::School(PRIMARY),
        name: "",
    },
    Account {
        who: "Headteacher of Wexenholt Academy, a secondary school with a sixth form, whose return is submitted",
        email: "head@wexenholt.example",
        role: Role::Head,
        at: Place::School(SECONDARY),
        name: "",
    },
    Account {
        who: "Headteacher of Umbergarth Special School, whose return is not begun",
        email: "head@umbergarth.example",
        role: Role::Head,
        at: Place::School(SPECIAL),
        name: "",
    },
    Account {
        who: "Agency lead of Ostrelby Children's Services, with ten services below, whose return is begun",
        email: "lead@childrens-services.example",
        role: Role::AgencyLead,
        at: Place::Agency(CHILDREN),
        name: "",
    },
    Account {
        who: "Author for Early Help Hubs, a service of Ostrelby Children's Services, whose return is begun",
        email: "author@early-help-hubs.example",
        role: Role::SubAgencyAuthor,
        at: Place::Agency(HUBS),
        name: "",
    },
    Account {
        who: "Quality assurance manager of the partnership",
        email: "quality@ostrelby.example",
        role: Role::QualityAssuranceManager,
        at: Place::Partnership,
        name: "Rosalind Merriday",
    },
    Account {
        who: "Chair of the partnership's audits",
        email: "chair@ostrelby.example",
        role: Role::AuditChair,
        at: Place::Partnership,
        name: "Marguerite Eastlake",
    },
    Account {
        who: "Data protection officer of the partnership",
        email: "data.protection@ostrelby.example",
        role: Role::DataProtectionOfficer,
        at: Place::Partnership,
        name: "Osric Penhallow",
    },
    Account {
        who: "Administrator of the portal",
        email: "administrator@ostrelby.example",
        role: Role::Administrator,
        at: Place::Partnership,
        name: "Idris Farthing",
    },
];

/// Auditors of the first two agencies of the round of case audits, listed after the others.
pub(super) const AUDITORS: [Account; 2] = [
    Account {
        who: "Auditor of an agency, with cases to audit",
        email: "auditor@ostrelby.example",
        role: Role::Auditor,
        at: Place::Partnership,
        name: "Corin Ashdown",
    },
    Account {
        who: "Auditor of another agency, who has a conflict of interest in one case",
        email: "second.auditor@ostrelby.example",
        role: Role::Auditor,
        at: Place::Partnership,
        name: "Tobias Marrowick",
    },
];

/// The made-up partnership, as pages name it.
pub fn partnership() -> Partnership {
    Partnership {
        name: Some(PARTNERSHIP.to_string()),
        contact: Some("safeguarding@ostrelby.example or 01632 960100".to_string()),
    }
}

/// The demo's accounts, as its sign-in page shows them.
pub fn accounts() -> Vec<DemoAccount> {
    let all = ACCOUNTS.iter().chain(&AUDITORS);
    let shown = all.map(|account| DemoAccount {
        who: account.who.to_string(),
        email: account.email.to_string(),
        password: PASSWORD.to_string(),
    });
    shown.collect()
}
