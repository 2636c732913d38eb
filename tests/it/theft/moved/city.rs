//! A small portal with two of everything that is sealed, and what reads each.

use crate::world::{Browser, Round, World};
use fourlens_app::portal::{CaseId, FamilyHeard, FileId, PersonId, ReturnId, Role, SubmissionId};
use fourlens_server::store::{
    Agree, AgreedGrade, Block, MeetingRecord, NewSecondFactor, Scoped, StoreError, Subject,
};
use std::time::Duration;

const FORM: &str = r#"
schema: 1
form: { key: moved, title: "Small return", description: "To be moved", lens: professional, audience: school, cycle: annual, sensitivity: organisation, reference: MO }
themes: [ { id: GOV, title: "Governance" } ]
scales:
  - id: s
    version: 1
    options:
      - { value: "2", label: "In place", points: 2 }
      - { value: "0", label: "Not in place", points: 0 }
bands:
  - { id: any, label: "Any", when: "true()", because: "It is." }
plugins: [rating]
sections:
  - id: C
    title: "Leadership"
    scored: true
    questions:
      - text: { id: N1, label: "Who leads?", identifying: true }
      - rating: { id: C1, label: "Someone leads", scale: s, themes: [GOV], required: true }
      - rating: { id: C2, label: "Someone checks", scale: s, themes: [GOV], required: true }
      - evidence: { id: E1, label: "What shows it?" }
"#;

/// Those with a second factor.
pub const HEADS: [&str; 2] = ["ada@oakwell.example", "edith@elmfield.example"];

/// What reads a value.
pub enum Reads {
    /// The draft of a return.
    Draft(ReturnId),
    /// A submission's answers.
    Answers(SubmissionId),
    /// What reviewers said of a submission.
    Moderations(SubmissionId),
    /// Who is kept out of a case.
    Blocks(CaseId),
    /// What a meeting agreed about a case.
    Agreements(CaseId),
    /// Who audits a case.
    Auditors(CaseId),
    /// A file of a return.
    File(ReturnId, FileId),
    /// What is on record about a submission.
    Trail(SubmissionId),
    /// The mail that waits.
    Mail,
    /// Someone's second factor.
    SecondFactor(PersonId),
}

impl Reads {
    /// Reads it, and forgets what it says.
    pub async fn read(&self, world: &World) -> Result<(), StoreError> {
        let system = world.store.system("story");
        match self {
            Reads::Draft(id) => system.draft(*id).await.map(drop),
            Reads::Answers(id) => system.answers(*id).await.map(drop),
            Reads::Moderations(id) => system.moderations(*id).await.map(drop),
            Reads::Blocks(case) => system.blocks_of_case(*case).await.map(drop),
            Reads::Agreements(case) => system.agreements(*case).await.map(drop),
            Reads::Auditors(case) => system.auditors_of_case(*case).await.map(drop),
            Reads::File(of, file) => {
                let content = system.file(*of, *file).await?.expect("it is there");
                content.piece(0).await.map(drop)
            }
            Reads::Trail(id) => {
                let subject = Subject::new("submission", id.bytes());
                system.trail(&subject).await.map(drop)
            }
            Reads::SecondFactor(of) => world.store.second_factor(*of).await.map(drop),
            Reads::Mail => {
                system.claim(&["mail"], 100, Duration::ZERO).await?;
                // One that does not open is set aside, so that it holds up no other.
                let aside = system.messages_set_aside("mail").await?;
                let back = "UPDATE outbox SET set_aside_at = NULL";
                world.meddle(back).await;
                match aside {
                    0 => Ok(()),
                    _ => Err(StoreError::Damaged("a message was set aside".to_string())),
                }
            }
        }
    }
}

/// Whether reading ended because something is not what was sealed.
pub fn is_damage(read: &Result<(), StoreError>) -> bool {
    matches!(read, Err(StoreError::Seal(_) | StoreError::Damaged(_)))
}

/// The portal.
pub struct City {
    /// As a story's.
    pub world: World,
    /// Two of the first school's, one of the second's.
    pub files: [FileId; 3],
    /// What both schools handed in.
    pub schools: [SubmissionId; 2],
    /// Two cases.
    pub cases: [CaseId; 2],
    /// What the police handed in about them.
    pub audits: [SubmissionId; 2],
    /// What the hospital has begun about them.
    pub drafts: [ReturnId; 2],
}

impl City {
    /// Two schools and two agencies at work on two cases.
    pub async fn new() -> City {
        let world = World::asking(FORM).await;
        let [oakwell, elmfield] = [world.oakwell.return_id, world.elmfield.return_id];
        let first = hand_in(&world, "ada@oakwell.example", oakwell, &["a.pdf", "b.pdf"]).await;
        let second = hand_in(&world, "edith@elmfield.example", elmfield, &["c.pdf"]).await;
        let system = world.store.system("story");
        let mut files = system.files_of(oakwell).await.expect("listed");
        files.extend(system.files_of(elmfield).await.expect("listed"));
        let files: Vec<FileId> = files.into_iter().map(|file| file.id).collect();
        for id in [oakwell, elmfield] {
            moderate(&world, id).await;
        }
        let round = world.round().await;
        let hope = "hope@hospital.example";
        world
            .person("Hope Holly", hope, Role::Auditor, round.hospital)
            .await;
        let mut city = City {
            files: files.try_into().expect("three files"),
            schools: [first, second],
            cases: [CaseId::from_bytes([0; 16]); 2],
            audits: [first; 2],
            drafts: [oakwell; 2],
            world,
        };
        for at in 0..2 {
            city.audit(&round, at).await;
        }
        for email in HEADS {
            let new = NewSecondFactor {
                key: email.as_bytes()[..16].to_vec().into(),
                step: 1,
                code_hashes: vec![[1; 32]],
            };
            let person = city.world.known(email).await;
            let set_up = city.world.store.set_up_second_factor(person, new).await;
            assert!(set_up.expect("kept"));
        }
        city
    }

    async fn audit(&mut self, round: &Round, at: usize) {
        let (world, reference) = (&self.world, format!("NEG-26Q4-0{}", at + 1));
        let case = round.audited_case(world, &reference).await;
        let police = round.return_of(world, case, round.police).await;
        let hospital = round.return_of(world, case, round.hospital).await;
        let mut pat = world.signed_in("pat@police.example").await;
        round.submit(&mut pat, police).await;
        let mut hal = world.signed_in("hal@hospital.example").await;
        round.fill(&mut hal, hospital).await;
        for (email, id) in [
            ("pia@police.example", police),
            ("hope@hospital.example", hospital),
        ] {
            conflicted(world, round, (case, email), id).await;
        }
        let system = world.store.system("story");
        for email in ["lena@police.example", "quentin@partnership.example"] {
            let (person, why) = (world.known(email).await, format!("kin of {email}"));
            let blocked = system.block(case, person, Block::Set, why).await;
            blocked.expect("blocked").expect("there");
        }
        round.show(world, case).await;
        agree(&system, case).await;
        let audit = submission(&system, police).await;
        let seen = system
            .answers_with_identity(audit, &format!("why {at}"))
            .await;
        seen.expect("read").expect("there");
        (self.cases[at], self.audits[at], self.drafts[at]) = (case, audit, hospital);
    }

    /// What reads a file.
    pub fn file(&self, at: usize) -> Reads {
        let of = match at {
            2 => self.world.elmfield.return_id,
            _ => self.world.oakwell.return_id,
        };
        Reads::File(of, self.files[at])
    }
}

async fn submission(system: &Scoped, of: ReturnId) -> SubmissionId {
    let receipt = system.receipt(of).await.expect("read");
    receipt.expect("handed in").submission
}

/// A head hands in with these files, all of one length.
async fn hand_in(world: &World, email: &str, id: ReturnId, files: &[&str]) -> SubmissionId {
    let mut head = world.signed_in(email).await;
    let page = head.get(&format!("/returns/{id}/evidence/E1")).await;
    let content = |name: &str| format!("%PDF-1.7\n% {name}\n%%EOF\n").into_bytes();
    let contents: Vec<_> = files.iter().map(|name| content(name)).collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .zip(&contents)
        .map(|(name, content)| (*name, content.as_slice()))
        .collect();
    assert_eq!(head.post_files(&page, &files).await.status, 303);
    let page = head.get(&format!("/returns/{id}/sections/C")).await;
    let typed = [("N1", email), ("C1", "2"), ("C2", "0"), ("_go", "next")];
    assert_eq!(head.post_form(&page, &typed).await.status, 303);
    let check = head.get(&format!("/returns/{id}/check")).await;
    let (path, fields) = check.form_to("/submit", &[]);
    let reply = head.post(&path, &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    submission(&world.store.system("story"), id).await
}

/// Quinn rates both otherwise, and the first once more.
async fn moderate(world: &World, id: ReturnId) {
    let mut quinn = world.manager().await;
    for (c1, c2) in [("0", "2"), ("", "2")] {
        let page = quinn.get(&format!("/returns/{id}/moderation/C")).await;
        let typed = [
            ("rating-C1", c1),
            ("reason-C1", "Nobody does"),
            ("rating-C2", c2),
            ("reason-C2", "Somebody does"),
            ("_go", "stay"),
        ];
        let said = quinn.post_form(&page, &typed).await;
        assert_eq!(said.status, 303, "{}", said.text());
    }
}

/// A meeting agrees a grade, thinks again, and says who took part.
async fn agree(system: &Scoped, case: CaseId) {
    let grade = |reason: &str| {
        let (grade, reason) = ("2".to_string(), reason.to_string());
        Agree::Grade("K1".to_string(), AgreedGrade { grade, reason })
    };
    let meeting = Agree::Meeting(MeetingRecord {
        held_on: "2026-10-01".parse().expect("a day"),
        present: "Quinn and Pat".to_string(),
        family: FamilyHeard::Sought,
        practitioners: true,
    });
    for (seen, agree) in [
        (0, grade("So be it")),
        (1, grade("On reflection")),
        (0, meeting),
    ] {
        let agreed = system.agree(case, seen, agree).await;
        agreed.expect("recorded").expect("within reach");
    }
}

/// Someone is named for a return, and declares a conflict.
async fn conflicted(world: &World, round: &Round, (case, email): (CaseId, &str), id: ReturnId) {
    round.name(world, case, email).await;
    let mut auditor: Browser = world.signed_in(email).await;
    let page = auditor.get(&format!("/returns/{id}/conflict")).await;
    let reason = format!("{email} is kin");
    let typed = [("conflict", "yes"), ("reason", reason.as_str())];
    assert_eq!(auditor.post_form(&page, &typed).await.status, 303);
}
