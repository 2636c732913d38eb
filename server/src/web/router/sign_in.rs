//! The routes of signing in, of one's own account, and of everyone's.

use super::{
    handle,
    route::{Route, read, write},
};
use crate::{policy::Action as A, web::Room};
use axum::routing::{get, post};

pub(super) fn routes() -> Vec<Route> {
    let mut all = entering();
    all.extend(accounts());
    all.extend(people());
    all
}

fn entering() -> Vec<Route> {
    vec![
        read("/sign-in", A::SignIn, get(handle::session::form)),
        write("/sign-in", A::SignIn, post(handle::session::sign_in)).within(Room::SignIn),
        read(
            "/sign-in/code",
            A::SignIn,
            get(handle::second_factor::code_form),
        ),
        write(
            "/sign-in/code",
            A::SignIn,
            post(handle::second_factor::code),
        )
        .within(Room::SignIn),
        read(
            "/sign-in/second-factor",
            A::SignIn,
            get(handle::second_factor::set_up_form),
        ),
        write(
            "/sign-in/second-factor",
            A::SignIn,
            post(handle::second_factor::set_up),
        )
        .within(Room::SignIn),
        write("/sign-in/leave", A::SignIn, post(handle::session::leave)).within(Room::SignIn),
        read("/sign-in/provider", A::SignIn, get(handle::provider::begin)),
        read(
            "/sign-in/provider/return",
            A::SignIn,
            get(handle::provider::finish),
        ),
        read("/forgotten", A::SignIn, get(handle::password::forgotten)),
        write("/forgotten", A::SignIn, post(handle::password::send_link)).within(Room::SignIn),
        read("/set-password", A::SignIn, get(handle::password::by_link)),
        write(
            "/set-password",
            A::SignIn,
            post(handle::password::choose_by_link),
        )
        .within(Room::SignIn),
        write("/sign-out", A::SignOut, post(handle::session::sign_out)).within(Room::SignIn),
    ]
}

fn accounts() -> Vec<Route> {
    vec![
        read("/prove", A::KeepAccount, get(handle::prove::form)),
        write("/prove", A::KeepAccount, post(handle::prove::take)),
        read("/account", A::KeepAccount, get(handle::account::page)),
        read(
            "/account/password",
            A::KeepAccount,
            get(handle::password::own),
        ),
        write(
            "/account/password",
            A::KeepAccount,
            post(handle::password::choose_own),
        ),
        write(
            "/account/sessions/end",
            A::KeepAccount,
            post(handle::account::end_sessions),
        ),
        read(
            "/account/provider",
            A::BindAccount,
            get(handle::own_provider::form),
        ),
        write(
            "/account/provider/part",
            A::BindAccount,
            post(handle::own_provider::part),
        ),
        read(
            "/account/second-factor",
            A::ChangeSecondFactor,
            get(handle::account::second_factor),
        ),
        write(
            "/account/second-factor",
            A::ChangeSecondFactor,
            post(handle::account::set_up),
        ),
        write(
            "/account/second-factor/codes",
            A::ChangeSecondFactor,
            post(handle::account::renew_codes),
        ),
        write(
            "/account/second-factor/off",
            A::ChangeSecondFactor,
            post(handle::account::turn_off),
        ),
    ]
}

fn people() -> Vec<Route> {
    vec![
        read("/people", A::KeepAccounts, get(handle::accounts::list)),
        write("/people", A::KeepAccounts, post(handle::accounts::invite)),
        read(
            "/people/{id}",
            A::KeepAccounts,
            get(handle::accounts::person),
        ),
        write(
            "/people/{id}/invite",
            A::KeepAccounts,
            post(handle::accounts::invite_again),
        ),
        write(
            "/people/{id}/disable",
            A::KeepAccounts,
            post(handle::accounts::disable),
        ),
        write(
            "/people/{id}/enable",
            A::KeepAccounts,
            post(handle::accounts::enable),
        ),
        write(
            "/people/{id}/second-factor",
            A::KeepAccounts,
            post(handle::accounts::take_second_factor),
        ),
    ]
}
