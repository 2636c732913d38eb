//! Signing in with an account at a provider: bound by an invitation, by who vouches and what they
//! call someone, never by an address; and nothing is believed that is not signed for this sign-in.

mod own;

use super::links::invite;
use crate::world::{Browser, Provider, Reply, World, Wrong};
use fourlens_server::clock::Clock;
use serde_json::{Value, json};

const NIA: &str = "nia@oakwell.example";

async fn world_with(provider: &Provider) -> World {
    let settings = provider.settings();
    World::new()
        .await
        .told(|told| told.provider = Some(settings))
}

/// Whom the provider signs now.
fn says(world: &World, provider: &Provider, subject: &str, more: Value) {
    let mut claims = json!({ "sub": subject, "now": world.clock.now().0 / 1000 });
    let both = claims.as_object_mut().expect("an object");
    both.extend(more.as_object().expect("an object").clone());
    provider.says(claims);
}

/// Goes to the provider by this path, signs in there and comes back.
async fn go(browser: &mut Browser, provider: &Provider, path: &str) -> Reply {
    let there = browser.get(path).await;
    let page = there
        .location
        .unwrap_or_else(|| panic!("to the provider: {}", there.status));
    browser.get(&provider.sign_in(&page)).await
}

/// Nia accepts her invitation with her account there.
async fn bound(world: &World, provider: &Provider) -> Browser {
    let mut alex = world.administrator().await;
    invite(&mut alex, NIA).await;
    let link = world.link_to(NIA).await;
    let mut nia = world.browser();
    let page = nia.get(&link).await;
    let path = page
        .attributes("main a[href^='/sign-in/provider']", "href")
        .remove(0);
    says(
        world,
        provider,
        "nia-1",
        json!({ "email": "other@elsewhere.example" }),
    );
    let reply = go(&mut nia, provider, &path).await;
    assert_eq!(reply.location.as_deref(), Some("/home"), "{}", reply.text());
    assert_eq!(
        world.browser().get(&link).await.status,
        410,
        "the link is used"
    );
    nia
}

#[tokio::test]
async fn an_invitation_binds_an_account_there_which_from_then_on_opens_the_portal() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    let mut nia = bound(&world, &provider).await;
    assert_eq!(nia.get("/home").await.status, 200);
    provider.signs_with_rsa();
    let mut again = world.browser();
    let page = again.get("/sign-in?next=/account").await;
    assert!(page.says("Sign in with Alder Council"), "{}", page.text());
    let path = page
        .attributes("main a[href^='/sign-in/provider']", "href")
        .remove(0);
    let reply = go(&mut again, &provider, &path).await;
    assert_eq!(
        reply.location.as_deref(),
        Some("/account"),
        "{}",
        reply.text()
    );
    assert_eq!(again.get("/account").await.status, 200);
}

#[tokio::test]
async fn an_address_at_the_provider_opens_nothing() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    let claims = json!({ "email": "ada@oakwell.example", "email_verified": true });
    says(&world, &provider, "stranger", claims);
    let mut browser = world.browser();
    let reply = go(&mut browser, &provider, "/sign-in/provider").await;
    assert_eq!(reply.status, 403);
    assert!(
        reply.says("does not open anything here"),
        "{}",
        reply.text()
    );
    assert_eq!(browser.get("/home").await.status, 303);
}

#[tokio::test]
async fn one_account_there_is_one_persons() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    bound(&world, &provider).await;
    let mut alex = world.administrator().await;
    invite(&mut alex, "max@oakwell.example").await;
    let link = world.link_to("max@oakwell.example").await;
    let mut max = world.browser();
    let page = max.get(&link).await;
    let path = page
        .attributes("main a[href^='/sign-in/provider']", "href")
        .remove(0);
    let reply = go(&mut max, &provider, &path).await;
    assert_eq!(reply.status, 409, "{}", reply.text());
    assert_eq!(max.get(&link).await.status, 200, "the link is still good");
}

#[tokio::test]
async fn what_is_not_signed_for_this_sign_in_is_refused() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    bound(&world, &provider).await;
    for wrong in [
        Wrong::Nonce,
        Wrong::Audience,
        Wrong::Issuer,
        Wrong::Over,
        Wrong::Unsigned,
        Wrong::Key,
        Wrong::Changed,
    ] {
        provider.goes_wrong(wrong);
        let mut browser = world.browser();
        let reply = go(&mut browser, &provider, "/sign-in/provider").await;
        assert_eq!(reply.status, 503, "{wrong:?}: {}", reply.text());
        assert_eq!(browser.get("/home").await.status, 303, "{wrong:?}");
    }
    provider.goes_wrong(Wrong::Nothing);
    let mut browser = world.browser();
    let reply = go(&mut browser, &provider, "/sign-in/provider").await;
    assert_eq!(reply.location.as_deref(), Some("/home"));
}

#[tokio::test]
async fn coming_back_works_only_for_the_browser_that_went_and_once_and_in_time() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    bound(&world, &provider).await;
    let mut one = world.browser();
    let there = one.get("/sign-in/provider").await.location.expect("there");
    let back = provider.sign_in(&there);
    let mut other = world.browser();
    assert_eq!(other.get(&back).await.status, 422, "another browser");
    let forged = back.replace("state=", "state=x");
    assert_eq!(one.clone().get(&forged).await.status, 422, "another state");
    let kept = one.clone();
    assert_eq!(one.get(&back).await.status, 303);
    let again = kept.clone().get(&back).await;
    assert_eq!(again.status, 503, "the code is used: {}", again.text());
    let there = one.get("/sign-in/provider").await.location.expect("there");
    let back = provider.sign_in(&there);
    world.clock.pass_seconds(11 * 60);
    assert_eq!(one.get(&back).await.status, 422, "too late");
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_and_the_password_still_works() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    provider.go_down();
    tokio::task::yield_now().await;
    let mut browser = world.browser();
    let reply = browser.get("/sign-in/provider").await;
    assert_eq!(reply.status, 503);
    assert!(
        reply.says("does not work at the moment"),
        "{}",
        reply.text()
    );
    world.head().await;
}

#[tokio::test]
async fn a_second_factor_there_counts_only_where_it_is_said_to() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    bound(&world, &provider).await;
    let nia = world.known(NIA).await;
    let system = world.store.system("story");
    let quinn = world.known("quinn@partnership.example").await;
    let of_quinn = system.actor(quinn).await.expect("read").expect("Quinn");
    let grant = &of_quinn.grants[0];
    system
        .grant(nia, grant.role, grant.organisation)
        .await
        .expect("granted");
    let world = world.for_real();
    says(&world, &provider, "nia-1", json!({ "amr": ["pwd"] }));
    let mut browser = world.browser();
    let reply = go(&mut browser, &provider, "/sign-in/provider").await;
    assert_eq!(
        reply.location.as_deref(),
        Some("/sign-in/second-factor?next=")
    );
    says(&world, &provider, "nia-1", json!({ "amr": ["pwd", "mfa"] }));
    let mut browser = world.browser();
    let reply = go(&mut browser, &provider, "/sign-in/provider").await;
    assert_eq!(reply.location.as_deref(), Some("/campaigns"));
    assert_eq!(browser.get("/campaigns").await.status, 200);
}

#[tokio::test]
async fn entra_knows_people_by_tenant_and_object() {
    let provider = Provider::start().await;
    let mut settings = provider.settings();
    settings.entra = true;
    let world = World::new()
        .await
        .told(|told| told.provider = Some(settings));
    let mut alex = world.administrator().await;
    invite(&mut alex, NIA).await;
    let link = world.link_to(NIA).await;
    let token = link.split('=').next_back().expect("a token");
    let path = format!("/sign-in/provider?link={token}");
    let claims = json!({ "tid": "tenant", "oid": "object" });
    says(&world, &provider, "pairwise-1", claims.clone());
    let mut nia = world.browser();
    assert_eq!(go(&mut nia, &provider, &path).await.status, 303);
    says(&world, &provider, "pairwise-2", claims);
    let reply = go(&mut world.browser(), &provider, "/sign-in/provider").await;
    assert_eq!(
        reply.status,
        303,
        "the subject differs by app: {}",
        reply.text()
    );
    let other = json!({ "tid": "another", "oid": "object" });
    says(&world, &provider, "pairwise-1", other);
    let reply = go(&mut world.browser(), &provider, "/sign-in/provider").await;
    assert_eq!(reply.status, 403, "another tenant: {}", reply.text());
}

#[tokio::test]
async fn who_has_no_password_proves_at_the_provider_that_it_is_them() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    let mut nia = bound(&world, &provider).await;
    world.clock.pass_seconds(11 * 60);
    let reply = nia.get("/account/second-factor").await;
    let page = nia.follow(reply).await;
    let path = page
        .attributes("main a[href^='/sign-in/provider']", "href")
        .remove(0);
    let now = world.clock.now().0 / 1000;
    says(
        &world,
        &provider,
        "nia-1",
        json!({ "auth_time": now - 3600 }),
    );
    let stale = go(&mut nia, &provider, &path).await;
    assert_eq!(stale.status, 403, "an old sign-in there proves nothing");
    says(&world, &provider, "nia-1", json!({ "auth_time": now }));
    let reply = go(&mut nia, &provider, &path).await;
    assert_eq!(reply.location.as_deref(), Some("/account/second-factor"));
    assert_eq!(nia.get("/account/second-factor").await.status, 200);
}
