//! Signing in in a story: the second factor where one is asked for, and the mails that were
//! written, with their links.

use super::{Browser, PASSWORD, Reply, World};
use data_encoding::BASE32_NOPAD;
use fourlens_server::{clock::Clock, jobs, sign_in::totp};
use std::fs;

impl World {
    /// Posts someone's address and the password of every story.
    pub async fn enter_password(
        &self,
        browser: &mut Browser,
        email: &str,
        password: &str,
    ) -> Reply {
        let page = browser.get("/sign-in").await;
        let typed = [("email", email), ("password", password)];
        browser.post_form(&page, &typed).await
    }

    /// Shows a second factor, or sets one up, where signing in leads to that.
    pub(super) async fn with_second_factor(
        &self,
        browser: &mut Browser,
        reply: Reply,
        email: &str,
    ) {
        let to = reply.location.clone().unwrap_or_default();
        let page = browser.follow(reply).await;
        let (code, status) = if to.starts_with("/sign-in/code") {
            (self.code(email).await, 303)
        } else if to.starts_with("/sign-in/second-factor") {
            (self.first_code(&page), 200)
        } else {
            return;
        };
        let reply = browser.post_form(&page, &[("code", &code)]).await;
        assert_eq!(reply.status, status, "{email}: {}", reply.text());
    }

    /// The code that an app shows which has just scanned a page.
    pub fn first_code(&self, page: &Reply) -> String {
        let words = page.texts("code.app-key").remove(0);
        let key = BASE32_NOPAD.decode(words.replace(' ', "").as_bytes());
        let key = key.expect("base32");
        totp::code(&key, totp::step_at(self.clock.now()))
    }

    /// A code of someone's app that was not used yet; the clock moves on where they must wait.
    pub async fn code(&self, email: &str) -> String {
        let person = self.known(email).await;
        let factor = self.store.second_factor(person).await.expect("read");
        let factor = factor.expect("a second factor");
        while totp::step_at(self.clock.now()) < factor.last_step {
            self.clock.pass_seconds(30);
        }
        let now = totp::step_at(self.clock.now());
        totp::code(&factor.key, now.max(factor.last_step + 1))
    }

    /// Sends what waits; the mails written so far, oldest first by their day and hour.
    pub async fn sent(&self) -> Vec<String> {
        while jobs::step(&self.state).await.expect("a step") > 0 {}
        self.mails()
    }

    /// The mails written so far.
    pub fn mails(&self) -> Vec<String> {
        let folder = self.state.settings.store.store.data.join("mail");
        let Ok(files) = fs::read_dir(folder) else {
            return Vec::new();
        };
        let read = |file: std::io::Result<fs::DirEntry>| {
            let text = fs::read_to_string(file.expect("a file").path()).expect("text");
            plain(&text)
        };
        files.map(read).collect()
    }

    /// The link in the newest mail to this address.
    pub async fn link_to(&self, email: &str) -> String {
        let mails = self.sent().await;
        let mut to: Vec<&String> = mails.iter().filter(|mail| mail.contains(email)).collect();
        to.sort_by_key(|mail| {
            mail.lines()
                .find(|line| line.starts_with("Date:"))
                .map(str::to_string)
        });
        link_in(to.last().expect("a mail"))
    }

    /// Uses a link to choose the password of every story.
    pub async fn use_link(&self, link: &str) -> Reply {
        let mut browser = self.browser();
        let page = browser.get(link).await;
        assert_eq!(page.status, 200, "{}", page.text());
        browser.post_form(&page, &[("password", PASSWORD)]).await
    }
}

/// A mail without the marks of its encoding.
pub fn plain(mail: &str) -> String {
    mail.replace("=\r\n", "").replace("=3D", "=")
}

/// The path of the link in a mail.
pub fn link_in(mail: &str) -> String {
    let at = mail
        .find("/set-password?link=")
        .expect("a link in the mail");
    let rest = mail[at..].split_whitespace().next();
    rest.expect("a link").to_string()
}
