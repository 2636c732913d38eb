//! A portal in which everyone has typed something, everywhere: returns handed in and returns that
//! are not, cases, files, reasons, mail.

use super::{
    planting::{NOT_APPLICABLE, Typed, plant},
    words::Words,
};
use crate::world::{AgencyWorld, Browser, PASSWORD, Round};
use fourlens_app::portal::{CaseId, ReturnId};
use fourlens_forms::form::Form;
use fourlens_server::store::OutboxMessage;

/// The audit of a case, as it is in the repository.
const KLOE: &str = include_str!("../../../forms/definitions/kloe-audit.yaml");

/// The question about an unborn child, which is shown until the child is said to be born.
const UNBORN: &str = "KH5a";

/// The portal, and what was typed.
pub struct Filled {
    /// The portal.
    pub world: AgencyWorld,
    /// Two cases, about which the police have handed in.
    pub cases: [CaseId; 2],
    /// Returns that are handed in.
    pub handed_in: Vec<ReturnId>,
    /// Returns that are not.
    pub drafts: Vec<ReturnId>,
    /// What was typed.
    pub words: Words,
}

impl Filled {
    /// Everyone types.
    pub async fn new() -> Filled {
        let mut filled = Filled {
            world: AgencyWorld::new().await,
            cases: [CaseId::from_bytes([0; 16]); 2],
            handed_in: Vec::new(),
            drafts: Vec::new(),
            words: Words::default(),
        };
        filled.schools().await;
        filled.agencies().await;
        filled.audits().await;
        filled.reviews().await;
        filled.strangers().await;
        filled.mail().await;
        filled
    }

    /// Oakwell hands its return in, with a local question and two files; Elmfield does not.
    async fn schools(&mut self) {
        let mut alex = self.world.administrator().await;
        let page = alex.get("/forms/school-175-157/local-questions").await;
        let question = [("label", "What would you tell us?"), ("kind", "long_text")];
        let (path, fields) = page.form_to("/local-questions", &question);
        let added = alex.post(&path, &fields).await;
        let page = alex.follow(added).await;
        let (path, fields) = page.form_to("/version", &[]);
        assert_eq!(alex.post(&path, &fields).await.status, 303);

        let (oakwell, elmfield) = (self.world.oakwell.return_id, self.world.elmfield.return_id);
        let mut ada = self.world.head().await;
        self.add_files(&mut ada, oakwell, "C1.evidence").await;
        let form = self.world.form.clone();
        self.hand_in(&mut ada, &form, oakwell).await;
        let mut edith = self.world.signed_in("edith@elmfield.example").await;
        self.add_files(&mut edith, elmfield, "C1.evidence").await;
        self.begin(&mut edith, &form, elmfield).await;
        self.type_over(&mut edith, elmfield).await;
    }

    async fn agencies(&mut self) {
        let form = self.world.section_11.clone();
        let (harbour, police) = (
            self.world.owes("Harbour Charity").await,
            self.world.owes("Vale Police").await,
        );
        let mut hal = self.world.signed_in("hal@harbour.example").await;
        self.add_files(&mut hal, harbour, "S11-1.1.evidence").await;
        self.hand_in(&mut hal, &form, harbour).await;
        let mut val = self.world.signed_in("val@police.example").await;
        self.begin(&mut val, &form, police).await;
    }

    /// The police hand in about two cases, the hospital has begun; some may not see them.
    async fn audits(&mut self) {
        let round = self.world.round_asking(KLOE).await;
        let form = fourlens_forms::load::form(KLOE).expect("it is sound");
        for (at, reference) in ["NEG-26Q4-01", "NEG-26Q4-02"].into_iter().enumerate() {
            let case = round.audited_case(&self.world, reference).await;
            self.cases[at] = case;
            let of = |agency| round.return_of(&self.world, case, agency);
            let (police, hospital) = (of(round.police).await, of(round.hospital).await);
            let mut pat = self.world.signed_in("pat@police.example").await;
            self.hand_in(&mut pat, &form, police).await;
            let mut hal = self.world.signed_in("hal@hospital.example").await;
            self.begin(&mut hal, &form, hospital).await;
            self.keep_away(&round, case, police).await;
            round.show(&self.world, case).await;
            self.look_at_identity(police).await;
            self.meet(case).await;
        }
    }

    /// Pia has a conflict of interest; Lena is blocked, and let in again.
    async fn keep_away(&mut self, round: &Round, case: CaseId, police: ReturnId) {
        round.name(&self.world, case, "pia@police.example").await;
        let mut pia = self.world.signed_in("pia@police.example").await;
        let page = pia.get(&format!("/returns/{police}/conflict")).await;
        let why = self.words.plant(&format!("conflict {case}"));
        let typed = [("conflict", "yes"), ("reason", why.as_str())];
        assert_eq!(pia.post_form(&page, &typed).await.status, 303);

        let mut quinn = self.world.manager().await;
        let lena = self.world.known("lena@police.example").await.to_string();
        let page = quinn.get(&format!("/cases/{case}/blocks")).await;
        let why = self.words.plant(&format!("block {case}"));
        let typed = [("person", lena.as_str()), ("reason", why.as_str())];
        let blocked = quinn.post_form(&page, &typed).await;
        let page = quinn.follow(blocked).await;
        let (path, mut fields) = page.form_to("/blocks/lift", &[]);
        let reason = fields
            .iter_mut()
            .find(|(name, _)| name.starts_with("reason-"));
        reason.expect("a reason").1 = self.words.plant(&format!("lifted block {case}"));
        assert_eq!(quinn.post(&path, &fields).await.status, 303);
    }

    /// Quinn says why she looks at whom a return identifies.
    async fn look_at_identity(&mut self, id: ReturnId) {
        let mut quinn = self.world.manager().await;
        let page = quinn.get(&format!("/returns/{id}/answers")).await;
        let why = self.words.plant(&format!("identity {id}"));
        let shown = quinn
            .post_form(&page, &[("why", "other"), ("other", &why)])
            .await;
        assert_eq!(shown.status, 200, "{}", shown.text());
        assert!(shown.body.contains("Zyqx"), "{}", shown.text());
    }

    /// A meeting agrees a grade, and says who took part.
    async fn meet(&mut self, case: CaseId) {
        let mut quinn = self.world.manager().await;
        let path = format!("/cases/{case}/meeting");
        let page = quinn.get(&format!("{path}/KR")).await;
        let grades = page.attributes("input[name=grade]", "value");
        let why = self.words.plant(&format!("agreed grade {case}"));
        let typed = [("grade", grades[0].as_str()), ("reason", &why)];
        let (action, fields) = page.form_to("/agree", &typed);
        let agreed = quinn.post(&action, &fields).await;
        assert_eq!(agreed.status, 303, "{}", agreed.text());
        let page = quinn.get(&path).await;
        let present = self.words.plant(&format!("meeting {case}"));
        let typed = [
            ("held-day", "1"),
            ("held-month", "10"),
            ("held-year", "2026"),
            ("present", present.as_str()),
            ("family", "sought"),
            ("practitioners", "yes"),
        ];
        let kept = quinn.post_form(&page, &typed).await;
        assert_eq!(kept.status, 303, "{}", kept.text());
    }

    /// Quinn rates otherwise, and thinks again of one rating.
    async fn reviews(&mut self) {
        let mut quinn = self.world.manager().await;
        let [school, agency] = [self.handed_in[0], self.handed_in[1]];
        for (id, section, questions) in [
            (school, "C", ["C1", "C1", "C2"]),
            (agency, "S1", ["S11-1.1", "S11-1.1", "S11-1.2"]),
        ] {
            for (at, question) in questions.into_iter().enumerate() {
                let page = quinn
                    .get(&format!("/returns/{id}/moderation/{section}"))
                    .await;
                let rating = format!("rating-{question}");
                let offered = page.attributes(&format!("input[name='{rating}']"), "value");
                let proper = |value: &&String| !value.is_empty() && *value != "na";
                let value = offered.iter().rfind(proper).expect("ratings are offered");
                let place = format!("moderation {id} {question}");
                if at == 1 {
                    self.words.give_up(&place);
                }
                let why = self.words.plant(&place);
                let typed = [
                    (rating.as_str(), value.as_str()),
                    (&format!("reason-{question}"), &why),
                    ("_go", "stay"),
                ];
                let said = quinn.post_form(&page, &typed).await;
                assert_eq!(said.status, 303, "{}", said.text());
            }
        }
    }

    /// Someone who is not known here types an address and a password, which nobody keeps.
    async fn strangers(&mut self) {
        let mut stranger = self.world.browser();
        let page = stranger.get("/sign-in").await;
        let (email, password) = (self.words.plant("sign-in"), self.words.plant("password"));
        let typed = [
            ("email", &format!("{email}@nowhere.example")[..]),
            ("password", &password),
        ];
        let refused = stranger.post_form(&page, &typed).await;
        assert!(refused.status >= 400, "{}", refused.text());
        for place in ["sign-in", "password"] {
            self.words.give_up(place);
        }
        // What lets people in is not kept either.
        let ada = self.world.head().await.cookie_header();
        let mut cookies = ada.split("; ");
        let token = cookies.find_map(|cookie| cookie.strip_prefix("fourlens="));
        let token = token.expect("a session").to_string();
        for (place, text) in [("password", PASSWORD.to_string()), ("session", token)] {
            self.words.keep(place, text);
            self.words.give_up(place);
        }
    }

    /// A message that says more than ours do.
    async fn mail(&mut self) {
        let message = OutboxMessage {
            kind: "later".to_string(),
            dedupe_key: "planted".to_string(),
            payload: self.words.plant("a message").into_bytes(),
            run_at: None,
        };
        let system = self.world.store.system("story");
        system.enqueue(vec![message]).await.expect("left");
    }

    async fn add_files(&mut self, browser: &mut Browser, id: ReturnId, question: &str) {
        let page = browser
            .get(&format!("/returns/{id}/evidence/{question}"))
            .await;
        let mut files = Vec::new();
        for place in ["first", "second"] {
            let name = self.words.plant(&format!("{place} file's name {id}"));
            let content = self.words.plant(&format!("{place} file {id}"));
            let content = format!("%PDF-1.7\n% {content}\n%%EOF\n");
            files.push((format!("{name}.pdf"), content.into_bytes()));
        }
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, c)| (&n[..], &c[..])).collect();
        let added = browser.post_files(&page, &files).await;
        assert_eq!(added.status, 303, "{}", added.text());
    }

    async fn begin(&mut self, browser: &mut Browser, form: &Form, id: ReturnId) {
        plant(browser, form, id, &mut self.words, Typed::Anyhow).await;
        self.drafts.push(id);
    }

    async fn hand_in(&mut self, browser: &mut Browser, form: &Form, id: ReturnId) {
        plant(browser, form, id, &mut self.words, Typed::Properly).await;
        let check = browser.get(&format!("/returns/{id}/check")).await;
        let (path, fields) = check.form_to("/submit", &[]);
        let reply = browser.post(&path, &fields).await;
        let receipt = format!("/returns/{id}/receipt");
        assert_eq!(reply.location, Some(receipt), "{}", reply.text());
        self.handed_in.push(id);
        // Typed before something else was picked: it stays with the draft, and is not handed in.
        let whose = format!(" {id} ");
        self.words.give_up_where(|place| {
            let name = place.split_once(&whose).map(|(_, name)| name);
            let is_left = |name: &str| match name.strip_suffix(".na_reason") {
                Some(rating) => rating != NOT_APPLICABLE,
                None => name == UNBORN,
            };
            name.is_some_and(is_left)
        });
    }

    /// Types something over as the islands do, while the page is open.
    async fn type_over(&mut self, browser: &mut Browser, id: ReturnId) {
        let page = browser.get(&format!("/returns/{id}/sections/S")).await;
        let place = format!("school-175-157 {id} S3.2");
        self.words.give_up(&place);
        let word = self.words.plant(&place);
        let (_, fields) = page.form(&[("S3.2", &word)]);
        let path = format!("/api/returns/{id}/sections/S");
        let saved = browser
            .post_json(&path, &serde_json::json!({ "fields": fields }))
            .await;
        assert_eq!(saved.status, 200, "{}", saved.body);
    }
}
