//! `routes` and `policy`: what is served and who may do it, from the lists that the server runs on.

use super::Terminal;
use crate::{
    policy::{ACTIONS, Access},
    web,
};
use clap::Args;
use fourlens_app::portal::{ROLES, Role};
use serde_json::json;
use std::process::ExitCode;

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

/// `fourlens policy [--json]`
pub(super) fn policy(shape: Shape, terminal: &mut Terminal<'_>) -> anyhow::Result<ExitCode> {
    let rows: Vec<_> = ACTIONS
        .iter()
        .map(|action| (action.key(), who(action.access())))
        .collect();
    if shape.json {
        let rows = rows
            .iter()
            .map(|(action, who)| json!({ "action": action, "allowed": who }));
        return terminal.print(&rows.collect::<Vec<_>>());
    }
    for (action, who) in rows {
        terminal.line(format_args!("{action:17} {}", who.join(", ")))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn who(access: Access) -> Vec<&'static str> {
    match access {
        Access::Everyone => vec!["everyone"],
        Access::SignedIn => ROLES.iter().map(|role| role.key()).collect(),
        Access::Roles(roles) => roles.iter().copied().map(Role::key).collect(),
    }
}
