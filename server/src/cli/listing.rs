//! `routes` and `policy`: what is served and who may do it, from the lists that the server runs on.

use super::Terminal;
use crate::{
    policy::{ACTIONS, Access, Action},
    web,
};
use clap::Args;
use fourlens_app::portal::{ROLES, Role};
use serde_json::json;
use std::{collections::BTreeMap, process::ExitCode};

/// How to print a list.
#[derive(Debug, Clone, Copy, Args)]
pub struct Shape {
    /// As JSON instead of lines
    #[arg(long)]
    json: bool,
}

/// `fourlens routes [--json]`
pub(super) fn routes(shape: Shape, terminal: &mut Terminal<'_>) -> anyhow::Result<ExitCode> {
    let routes = web::routes();
    if shape.json {
        return terminal.print(&routes);
    }
    for route in routes {
        let public = if route.public { "public" } else { "" };
        terminal.line(format_args!(
            "{:5} {:45} {:17} {public}",
            route.method, route.path, route.action
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// `fourlens policy [--json]`: each action with the roles that may do it, and how far each
/// reaches.
pub(super) fn policy(shape: Shape, terminal: &mut Terminal<'_>) -> anyhow::Result<ExitCode> {
    if shape.json {
        let row = |action: &Action| {
            json!({
                "action": action.key(),
                "allowed": who(action.access()),
                "reach": reach(action.access()),
                "sensitive": action.is_sensitive(),
                "needs_proof": action.needs_proof(),
            })
        };
        return terminal.print(&ACTIONS.iter().map(row).collect::<Vec<_>>());
    }
    for action in ACTIONS {
        let who = who(action.access()).join(", ");
        terminal.line(format_args!("{:17} {who}", action.key()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How far each role of an action reaches, by role; nothing where every one may do it.
fn reach(access: Access) -> BTreeMap<&'static str, &'static str> {
    match access {
        Access::Everyone | Access::SignedIn => BTreeMap::new(),
        Access::Roles(roles) => {
            let one = |role: &Role| (role.key(), role.reach().key());
            roles.iter().map(one).collect()
        }
    }
}

fn who(access: Access) -> Vec<&'static str> {
    match access {
        Access::Everyone => vec!["everyone"],
        Access::SignedIn => ROLES.iter().map(|role| role.key()).collect(),
        Access::Roles(roles) => roles.iter().copied().map(Role::key).collect(),
    }
}
