//! What people type, carry and are shown to get in, rightly and wrongly: passwords, codes, keys of
//! apps, recovery codes, tokens of links, sessions, devices and sign-ins elsewhere. None of it lies
//! anywhere as it is, so a thief signs in as nobody.

use super::{loot::Loot, words::Search, words::Words};
use crate::world::{Browser, MailSink, PASSWORD, Provider, Reply, World, link_in};
use fourlens_server::{clock::Clock, config::MailFlags, jobs};
use serde_json::json;

const ADA: &str = "ada@oakwell.example";
const QUINN: &str = "quinn@partnership.example";
const NIA: &str = "nia@oakwell.example";

/// What the provider calls Ada: the portal finds her by it, so it is no secret here.
const SUBJECT: &str = "subject-of-ada";

/// A portal for real, with a mail server and a provider, and what is typed to get in.
struct Gate {
    world: World,
    sink: MailSink,
    provider: Provider,
    words: Words,
}

impl Gate {
    async fn new() -> Gate {
        let (sink, provider) = (MailSink::start().await, Provider::start().await);
        let flags = MailFlags {
            smtp: Some(sink.url()),
            mail_from: Some("Story Partnership <portal@story.example>".to_string()),
        };
        let mail = flags.decide(&MailFlags::default()).expect("a mail server");
        let elsewhere = provider.settings();
        let world = World::new().await.told(|settings| {
            settings.store.demo = false;
            settings.mail = mail;
            settings.provider = Some(elsewhere);
        });
        let mut words = Words::default();
        words.keep("everyone's password", PASSWORD.to_string());
        let secret = provider.settings().client_secret.as_str().to_string();
        words.keep("the secret between the portal and the provider", secret);
        Gate {
            world,
            sink,
            provider,
            words,
        }
    }

    /// Keeps the cookies that a browser holds in mind.
    fn carries(&mut self, browser: &Browser) {
        for cookie in browser.cookie_header().split("; ") {
            let Some((name, value)) = cookie.split_once('=') else {
                continue;
            };
            // A device's cookie is its name and what vouches for it.
            self.words.keep(name, value.to_string());
        }
    }

    async fn link_to(&mut self, email: &str) -> String {
        while jobs::step(&self.world.state).await.expect("a step") > 0 {}
        let mails = self.sink.mails();
        let mail = mails.iter().rfind(|mail| mail.contains(email));
        let link = link_in(mail.expect("a mail"));
        let (_, token) = link.split_once("link=").expect("a token");
        self.words.keep("a link's token", token.to_string());
        link
    }

    /// Strangers try what they can think of.
    async fn strangers(&mut self) {
        let mut stranger = self.world.browser().from("203.0.113.1");
        for known in [false, true] {
            let page = stranger.get("/sign-in").await;
            let password = self.words.plant("a wrong password");
            let email = match known {
                true => ADA.to_string(),
                false => format!("{}@planted.example", self.words.plant("a wrong address")),
            };
            let typed = [("email", email.as_str()), ("password", &password)];
            let refused = stranger.post_form(&page, &typed).await;
            assert_eq!(refused.status, 422, "{}", refused.text());
        }
        let page = stranger.get("/forgotten").await;
        let email = format!(
            "{}@planted.example",
            self.words.plant("a forgotten address")
        );
        let sent = stranger.post_form(&page, &[("email", &email)]).await;
        assert_eq!(sent.status, 200);
        let token = self.words.plant("a made-up link");
        let dead = stranger.get(&format!("/set-password?link={token}")).await;
        assert_eq!(dead.status, 410);
        let (code, state) = (self.words.plant("a code"), self.words.plant("a state"));
        let back = format!("/sign-in/provider/return?code={code}&state={state}");
        assert_eq!(stranger.get(&back).await.status, 422);
        self.carries(&stranger);
    }

    /// Quinn sets a second factor up, comes back with it, and with a recovery code.
    async fn second_factor(&mut self) {
        let mut quinn = self.world.browser();
        let reply = self.world.enter_password(&mut quinn, QUINN, PASSWORD).await;
        self.carries(&quinn);
        let page = quinn.follow(reply).await;
        let key = page.texts("code.app-key").remove(0).replace(' ', "");
        self.words.keep("the key of an app", key);
        let sealed = page.attributes("input[name=key]", "value").remove(0);
        self.words.keep("the key on its way", sealed);
        let code = self.world.first_code(&page);
        let done = quinn.post_form(&page, &[("code", &code)]).await;
        let codes = done.texts("code.app-key");
        assert_eq!(codes.len(), 10, "{}", done.text());
        for code in &codes {
            self.words.keep("a recovery code", code.clone());
            self.words.keep("a recovery code", code.replace('-', ""));
        }
        self.carries(&quinn);
        quinn.post("/sign-out", &[]).await;
        let page = self.half_way(&mut quinn).await;
        for field in ["code", "recovery"] {
            let wrong = self.words.plant("a wrong code");
            let refused = quinn.post_form(&page, &[(field, &wrong)]).await;
            assert_eq!(refused.status, 422, "{}", refused.text());
        }
        let done = quinn.post_form(&page, &[("recovery", &codes[0])]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        self.carries(&quinn);
        // Proving again, wrongly and rightly.
        self.world.clock.pass_seconds(11 * 60);
        let page = quinn.get("/prove?next=/account").await;
        let wrong = self.words.plant("a wrong proof");
        let refused = quinn.post_form(&page, &[("proof", &wrong)]).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
    }

    async fn half_way(&self, browser: &mut Browser) -> Reply {
        let reply = self.world.enter_password(browser, QUINN, PASSWORD).await;
        assert_eq!(reply.location.as_deref(), Some("/sign-in/code?next="));
        browser.follow(reply).await
    }

    /// Alex invites, mistypes an address, and looks for one; Nia accepts.
    async fn invitation(&mut self) {
        let mut alex = self.world.administrator().await;
        self.carries(&alex);
        let page = alex.get("/people").await;
        let wrong = self.words.plant("a mistyped address");
        let ids = page.attributes("select[name=organisation] option", "value");
        let names = page.texts("select[name=organisation] option");
        let school = names.iter().position(|name| name.contains("Oakwell"));
        let school = &ids[school.expect("the school is offered")];
        let typed = |email| {
            [
                ("name", "Nia New"),
                ("email", email),
                ("role", "head"),
                ("organisation", school.as_str()),
            ]
        };
        let (path, fields) = page.form_to("/people", &typed(&wrong));
        assert_eq!(alex.post(&path, &fields).await.status, 422);
        let looked = self.words.plant("looked for");
        alex.get(&format!("/people?words={looked}")).await;
        let (path, fields) = page.form_to("/people", &typed(NIA));
        assert_eq!(alex.post(&path, &fields).await.status, 303);
        let link = self.link_to(NIA).await;
        let mut nia = self.world.browser();
        let page = nia.get(&link).await;
        let long = self.words.plant("a password that is too long").repeat(20);
        let refused = nia.post_form(&page, &[("password", &long)]).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        let chosen = self.words.plant("a chosen password");
        let done = nia.post_form(&page, &[("password", &chosen)]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let entered = self.world.enter_password(&mut nia, NIA, &chosen).await;
        assert_eq!(entered.status, 303);
        self.carries(&nia);
    }

    /// Ada forgets her password, chooses another, and another one once she is in.
    async fn passwords(&mut self) -> (Browser, String) {
        let mut ada = self.world.browser();
        let page = ada.get("/forgotten").await;
        ada.post_form(&page, &[("email", ADA)]).await;
        let link = self.link_to(ADA).await;
        let page = ada.get(&link).await;
        let first = self.words.plant("another password");
        ada.post_form(&page, &[("password", &first)]).await;
        self.world.enter_password(&mut ada, ADA, &first).await;
        let page = ada.get("/account/password").await;
        let (wrong, second) = (
            self.words.plant("a wrong password of one's own"),
            self.words.plant("a third password"),
        );
        for (current, status) in [(&wrong, 422), (&first, 303)] {
            let typed = [("current", current.as_str()), ("password", &second)];
            let reply = ada.post_form(&page, &typed).await;
            assert_eq!(reply.status, status, "{}", reply.text());
        }
        self.carries(&ada);
        (ada, second)
    }

    /// Ada binds an account elsewhere to hers, and comes in with it.
    async fn elsewhere(&mut self, mut ada: Browser, password: &str) {
        let page = ada.get("/account/provider").await;
        let (page, password) = match page.status {
            200 => (page, None),
            _ => (ada.follow(page).await, Some(password)),
        };
        let page = match password {
            None => page,
            Some(password) => {
                let reply = ada.post_form(&page, &[("proof", password)]).await;
                ada.follow(reply).await
            }
        };
        let away = page.attributes("main a.govuk-button", "href").remove(0);
        self.carries(&ada);
        let names = ["state=", "nonce=", "code_challenge="];
        for name in names {
            let value = away
                .split(['?', '&'])
                .find_map(|pair| pair.strip_prefix(name));
            let value = value.expect("it is asked");
            self.words.keep(name, value.to_string());
        }
        let now = self.world.clock.now().0 / 1000;
        let (email, name) = (
            self.words.plant("an address elsewhere"),
            self.words.plant("a name elsewhere"),
        );
        self.provider.says(json!({
            "sub": SUBJECT, "now": now, "auth_time": now, "name": name,
            "email": format!("{email}@planted.example"),
        }));
        let bound = ada.get(&self.provider.sign_in(&away)).await;
        assert_eq!(bound.location.as_deref(), Some("/account?done=bound"));
        let mut again = self.world.browser();
        let there = again.get("/sign-in/provider").await;
        let there = there.location.expect("to the provider");
        self.carries(&again);
        let back = again.get(&self.provider.sign_in(&there)).await;
        assert_eq!(back.location.as_deref(), Some("/home"), "{}", back.text());
        self.carries(&again);
    }
}

#[tokio::test]
async fn a_thief_without_the_key_ring_finds_nothing_that_lets_anyone_in() {
    let mut gate = Gate::new().await;
    gate.strangers().await;
    gate.second_factor().await;
    gate.invitation().await;
    let (ada, password) = gate.passwords().await;
    gate.elsewhere(ada, &password).await;
    while jobs::step(&gate.world.state).await.expect("a step") > 0 {}

    let folder = tempfile::tempdir().expect("a folder");
    let backup = folder.path().join("backup");
    gate.world.store.backup(&backup).await.expect("a backup");
    let loot = Loot::of(&gate.world, &backup).await;
    for (public, place) in [
        (QUINN, "person.email"),
        (SUBJECT, "provider_account.subject"),
    ] {
        let found = loot.search(&Search::of([public]));
        let place = format!("{public} in {place}");
        assert!(found.contains(&place), "{place}: {found:?}");
    }
    let words = &gate.words.kept;
    assert!(words.len() > 50, "{} were typed or carried", words.len());
    let found = loot.search(&Search::of(words.iter().map(|word| word.text.as_str())));
    let whose = |found: &String| {
        let word = words.iter().find(|word| found.starts_with(&word.text));
        format!("{}: {found}", word.map_or("", |word| &word.place))
    };
    let found: Vec<String> = found.iter().map(whose).collect();
    assert!(found.is_empty(), "in the clear: {found:#?}");
    assert_eq!(gate.world.store.verify().await.expect("verified"), []);
}
