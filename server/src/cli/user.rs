//! `user add|invite|role|disable`: the first administrator, and repairs when nobody can sign in.

use super::{Terminal, open};
use crate::{
    config::StoreFlags,
    directory::roles_at,
    jobs::Mail,
    password,
    random::{Random, SystemRandom},
    store::{
        DisableOutcome, InviteOutcome, Invited, NewOrganisation, NewPerson, OrganisationKind,
        Scoped, StoreError,
    },
};
use anyhow::{Context, bail};
use clap::Subcommand;
use fourlens_app::portal::{OrganisationId, PersonId, Role};
use serde_json::json;
use std::process::ExitCode;
use validator::ValidateEmail;

/// The most bytes of a mail address, as the sign-in page takes it (RFC 5321, 4.5.3.1.3).
const MOST_BYTES_OF_ADDRESS: usize = 254;

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person; the password is read from standard input
    Add {
        /// Their address, with which they sign in
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
        #[command(flatten)]
        store: StoreFlags,
    },
    /// Add a person with a role and send them a link to choose a password; the mail leaves when
    /// the portal next runs with a mail server
    Invite {
        /// Their address, with which they sign in
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
        /// Their role, such as head or quality_assurance_manager
        #[arg(long)]
        role: Role,
        /// The organisation's URN; the partnership itself without one
        #[arg(long)]
        urn: Option<String>,
        /// The partnership's name, for the first role of an empty portal
        #[arg(long, env = "FOURLENS_PARTNERSHIP_NAME", value_name = "NAME")]
        partnership_name: Option<String>,
        #[command(flatten)]
        store: StoreFlags,
    },
    /// Give a person a role at an organisation and everything below it
    Role {
        /// Their address
        email: String,
        /// head, safeguarding_lead, quality_assurance_manager or administrator
        role: Role,
        /// The organisation's URN; the partnership itself without one
        #[arg(long)]
        urn: Option<String>,
        /// The partnership's name, for the first role of an empty portal
        #[arg(long, env = "FOURLENS_PARTNERSHIP_NAME", value_name = "NAME")]
        partnership_name: Option<String>,
        #[command(flatten)]
        store: StoreFlags,
    },
    /// Let a person in no more, from their next request on
    Disable {
        /// Their address
        email: String,
        #[command(flatten)]
        store: StoreFlags,
    },
}

/// `fourlens user …`
pub(super) async fn run(
    command: UserCommand,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    match command {
        UserCommand::Add { email, name, store } => add(email, name, &store, terminal).await,
        UserCommand::Invite {
            email,
            name,
            role,
            urn,
            partnership_name,
            store,
        } => {
            let place = Place {
                urn,
                partnership_name,
            };
            invite(email, name, role, place, &store, terminal).await
        }
        UserCommand::Role {
            email,
            role,
            urn,
            partnership_name,
            store,
        } => {
            let place = Place {
                urn,
                partnership_name,
            };
            grant(&email, role, place, &store, terminal).await
        }
        UserCommand::Disable { email, store } => disable(&email, &store, terminal).await,
    }
}

async fn add(
    email: String,
    name: String,
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let email = who(&email, &name)?;
    let mut typed = String::new();
    terminal
        .input
        .read_to_string(&mut typed)
        .context("cannot read the password from standard input")?;
    let typed = typed.trim_end_matches(['\n', '\r']);
    if let Some(problem) = password::problem(typed, &[&name, &email]) {
        bail!("{problem}");
    }
    let password_hash = Some(password::hash(typed, &SystemRandom));
    let (store, _) = open(flags).await?;
    let new = NewPerson {
        name: name.trim().to_string(),
        email: email.clone(),
        password_hash,
    };
    let added = store.system("user").add_person(new).await;
    store.close().await?;
    let person = match added {
        Err(StoreError::Taken(_)) => bail!("{email} has an account already"),
        added => added?,
    };
    terminal.print(&json!({ "person": person, "email": email }))
}

/// The address as it is kept, where someone can sign in with it and has a name.
fn who(email: &str, name: &str) -> anyhow::Result<String> {
    let email = email.trim().to_lowercase();
    if !email.validate_email() || email.len() > MOST_BYTES_OF_ADDRESS {
        bail!("`{email}` is no mail address, so nobody could sign in with it");
    }
    if name.trim().is_empty() {
        bail!("Enter their name with --name");
    }
    Ok(email)
}

async fn invite(
    email: String,
    name: String,
    role: Role,
    place: Place,
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let email = who(&email, &name)?;
    let (store, _) = open(flags).await?;
    let system = store.system("user");
    let organisation = organisation(&system, place).await?;
    let random: &dyn Random = &SystemRandom;
    let new = Invited {
        id: random.id(),
        name: name.trim().to_string(),
        email: email.clone(),
        role,
        organisation,
    };
    let (person, message) = (new.id, Mail::invitation(new.id, random));
    let outcome = system.invite(new, message).await?;
    store.close().await?;
    match outcome {
        InviteOutcome::Invited => {
            terminal.print(&json!({ "person": person, "email": email, "role": role }))
        }
        InviteOutcome::Taken => bail!("{email} has an account already"),
        InviteOutcome::NoOrganisation => bail!("there is no such organisation"),
        InviteOutcome::NoSuchRole => bail!("{}", no_such_role(role)),
    }
}

async fn grant(
    email: &str,
    role: Role,
    place: Place,
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let (store, _) = open(flags).await?;
    let system = store.system("user");
    let person = person(&system, email).await?;
    let organisation = organisation(&system, place).await?;
    let at = system.organisation(organisation).await?;
    let fits = at.is_some_and(|at| roles_at(at.kind).contains(&role));
    if !fits {
        store.close().await?;
        bail!("{}", no_such_role(role));
    }
    let new = system.grant(person, role, organisation).await?;
    store.close().await?;
    terminal
        .print(&json!({ "email": email, "role": role, "organisation": organisation, "new": new }))
}

fn no_such_role(role: Role) -> String {
    format!(
        "there is no `{role}` at an organisation of this kind: name another role, or another \
         organisation with --urn"
    )
}

async fn disable(
    email: &str,
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let (store, _) = open(flags).await?;
    let system = store.system("user");
    let person = person(&system, email).await?;
    let outcome = system.disable(person).await?;
    store.close().await?;
    match outcome {
        DisableOutcome::Disabled => terminal.print(&json!({ "email": email, "disabled": true })),
        DisableOutcome::NotFound => bail!("nobody has the address {email}"),
        DisableOutcome::LastAdministrator => {
            bail!("{email} is the last administrator: add another one first")
        }
    }
}

async fn person(system: &Scoped, email: &str) -> anyhow::Result<PersonId> {
    let found = system.person_by_email(email).await?;
    Ok(found
        .with_context(|| format!("nobody has the address {email}"))?
        .id)
}

/// Where a role is given.
struct Place {
    /// An organisation's URN; the partnership itself without one.
    urn: Option<String>,
    /// What the partnership is called where there is none yet.
    partnership_name: Option<String>,
}

async fn organisation(system: &Scoped, place: Place) -> anyhow::Result<OrganisationId> {
    if let Some(urn) = place.urn {
        let found = system.organisation_by_urn(&urn).await?;
        return Ok(found
            .with_context(|| format!("no organisation has the URN {urn}"))?
            .id);
    }
    let all = system.organisations().await?;
    match all.first() {
        Some(partnership) => Ok(partnership.id),
        None => begin(system, place.partnership_name).await,
    }
}

/// The partnership of an empty portal, from which everything else hangs.
async fn begin(system: &Scoped, name: Option<String>) -> anyhow::Result<OrganisationId> {
    let name = name.context(
        "there is no partnership yet: say what it is called with --partnership-name NAME",
    )?;
    let random: &dyn Random = &SystemRandom;
    let partnership = NewOrganisation {
        id: random.id(),
        parent: None,
        kind: OrganisationKind::Partnership,
        name,
        phase: None,
        school_type: None,
        urn: None,
        laestab: None,
        opened_on: None,
        closed_on: None,
        details: json!({}),
    };
    let id = partnership.id;
    system.put_organisations(vec![partnership]).await?;
    Ok(id)
}
