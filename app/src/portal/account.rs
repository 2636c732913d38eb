//! Accounts: one's own, and everyone's for the administrator.

use super::{OrganisationId, PersonId, Role, RoundAttempt, Upkeep};

/// One's own account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountPage {
    /// One's name.
    pub name: String,
    /// One's address.
    pub email: String,
    /// Whether one has a password here.
    pub has_password: bool,
    /// How many recovery codes are left; none without a second factor.
    pub codes_left: Option<i64>,
    /// Whether one's roles need a second factor, so that it cannot be taken away.
    pub needs_second_factor: bool,
    /// With whose accounts people can sign in, where that is so, and whether one has bound one.
    pub provider: Option<(String, bool)>,
    /// Where one is signed in, newest first.
    pub sessions: Vec<SessionLine>,
    /// What was done just now.
    pub done: Option<String>,
}

/// Where someone is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// Names it to its owner.
    pub key: String,
    /// With which kind of device, in words.
    pub device: String,
    /// Since when, in words.
    pub since: String,
    /// When it was last used, in words.
    pub seen: String,
    /// Whether it is the one that asks.
    pub own: bool,
}

/// Who may sign in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AccountsPage {
    /// What was searched for.
    pub words: String,
    /// Those found, by name, a page of them.
    pub people: Vec<PersonRow>,
    /// How many were found.
    pub found: i64,
    /// Which page, from 1, and how many there are.
    pub page: (i64, i64),
    /// Roles that can be given, by word and name.
    pub roles: Vec<Role>,
    /// Organisations at which they can be given.
    pub organisations: Vec<(OrganisationId, String)>,
    /// What waits, of the portal itself.
    pub upkeep: Upkeep,
    /// What inviting someone came to.
    pub attempt: RoundAttempt,
}

/// Someone in the list of those who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// How far their account has come.
    pub standing: Standing,
    /// Whether they have a second factor.
    pub second_factor: bool,
    /// Whether their roles need one.
    pub needs_second_factor: bool,
    /// What they do where: "Headteacher, Oakwell Primary School".
    pub roles: Vec<String>,
}

/// How far an account has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// No invitation has left yet.
    Waiting,
    /// Invited at this time, in words, and not signed in yet.
    Invited(String),
    /// Can sign in.
    Active,
    /// May no longer sign in, since then.
    Disabled(String),
}

/// One person's account, for the administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonPage {
    /// Who.
    pub person: PersonRow,
    /// Whether it is the administrator's own.
    pub own: bool,
    /// What was done just now.
    pub done: Option<String>,
    /// Why something was not done.
    pub refused: Option<String>,
}
