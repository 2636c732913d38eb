//! The routes of signing in, of one's own account, and of everyone's.

use super::{
    handle,
    route::{POST_BYTES, Route, read, write},
};
use crate::policy::Action as A;
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
        write(
            "/sign-in",
            A::SignIn,
            post(handle::session::sign_in),
            POST_BYTES,
        ),
        read(
            "/sign-in/code",
            A::SignIn,
            get(handle::second_factor::code_form),
        ),
        write(
            "/sign-in/code",
            A::SignIn,
            post(handle::second_factor::code),
            POST_BYTES,
        ),
        read(
            "/sign-in/second-factor",
            A::SignIn,
            get(handle::second_factor::set_up_form),
        ),
        write(
            "/sign-in/second-factor",
            A::SignIn,
            post(handle::second_factor::set_up),
            POST_BYTES,
        ),
        write(
            "/sign-in/leave",
            A::SignIn,
            post(handle::session::leave),
            POST_BYTES,
        ),
        read("/sign-in/provider", A::SignIn, get(handle::provider::begin)),
        read(
            "/sign-in/provider/return",
            A::SignIn,
            get(handle::provider::finish),
        ),
        read("/forgotten", A::SignIn, get(handle::password::forgotten)),
        write(
            "/forgotten",
            A::SignIn,
            post(handle::password::send_link),
            POST_BYTES,
        ),
        read("/set-password", A::SignIn, get(handle::password::by_link)),
        write(
            "/set-password",
            A::SignIn,
            post(handle::password::choose_by_link),
            POST_BYTES,
        ),
        write(
            "/sign-out",
            A::SignOut,
            post(handle::session::sign_out),
            POST_BYTES,
        ),
    ]
}

fn accounts() -> Vec<Route> {
    vec![
        read("/prove", A::KeepAccount, get(handle::prove::form)),
        write(
            "/prove",
            A::KeepAccount,
            post(handle::prove::take),
            POST_BYTES,
        ),
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
            POST_BYTES,
        ),
        write(
            "/account/sessions/end",
            A::KeepAccount,
            post(handle::account::end_sessions),
            POST_BYTES,
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
            POST_BYTES,
        ),
        write(
            "/account/second-factor/codes",
            A::ChangeSecondFactor,
            post(handle::account::renew_codes),
            POST_BYTES,
        ),
        write(
            "/account/second-factor/off",
            A::ChangeSecondFactor,
            post(handle::account::turn_off),
            POST_BYTES,
        ),
    ]
}

fn people() -> Vec<Route> {
    vec![
        read("/people", A::KeepAccounts, get(handle::accounts::list)),
        write(
            "/people",
            A::KeepAccounts,
            post(handle::accounts::invite),
            POST_BYTES,
        ),
        read(
            "/people/{id}",
            A::KeepAccounts,
            get(handle::accounts::person),
        ),
        write(
            "/people/{id}/invite",
            A::KeepAccounts,
            post(handle::accounts::invite_again),
            POST_BYTES,
        ),
        write(
            "/people/{id}/disable",
            A::KeepAccounts,
            post(handle::accounts::disable),
            POST_BYTES,
        ),
        write(
            "/people/{id}/enable",
            A::KeepAccounts,
            post(handle::accounts::enable),
            POST_BYTES,
        ),
        write(
            "/people/{id}/second-factor",
            A::KeepAccounts,
            post(handle::accounts::take_second_factor),
            POST_BYTES,
        ),
    ]
}
