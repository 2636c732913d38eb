//! A small portal with two of everything that is sealed, and what reads each.

use super::{Cell, Move, bytes_of, database_of};
use crate::world::{Browser, Round, World};
use fourlens_app::portal::{CaseId, FileId, ReturnId, Role, SubmissionId};
use fourlens_server::store::{Block, FaultKind, Scoped, StoreError, Subject};
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
    /// Who audits a case.
    Auditors(CaseId),
    /// A file of a return.
    File(ReturnId, FileId),
    /// What is on record about a submission.
    Trail(SubmissionId),
    /// The mail that waits.
    Mail,
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
            Reads::Auditors(case) => system.auditors_of_case(*case).await.map(drop),
            Reads::File(of, file) => {
                let content = system.file(*of, *file).await?.expect("it is there");
                content.piece(0).await.map(drop)
            }
            Reads::Trail(id) => {
                let subject = Subject::new("submission", id.bytes());
                system.trail(&subject).await.map(drop)
            }
            Reads::Mail => {
                let mail = system.claim(&["mail"], 100, Duration::ZERO).await;
                mail.map(drop)
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
    schools: [SubmissionId; 2],
    cases: [CaseId; 2],
    audits: [SubmissionId; 2],
    drafts: [ReturnId; 2],
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

    /// Every move worth trying, each with a neighbour under the same key where there is one.
    pub async fn moves(&self) -> Vec<Move> {
        let mut moves = self.of_drafts().await;
        moves.extend(self.of_submissions().await);
        moves.extend(self.of_moderations().await);
        moves.extend(self.of_cases().await);
        moves.extend(self.of_others().await);
        moves
    }

    async fn of_drafts(&self) -> Vec<Move> {
        let [first, second] = [
            self.seq("return_", self.drafts[0].bytes()).await,
            self.seq("return_", self.drafts[1].bytes()).await,
        ];
        let answer = |of: i64, question: &str| Cell {
            table: "draft_answer",
            column: "sealed",
            row: format!("return_seq = {of} AND question = '{question}' AND row_id = ''"),
        };
        let one = |what, cells| Move {
            what,
            cells: vec![cells],
            reads: Reads::Draft(self.drafts[0]),
            fault: FaultKind::Draft,
        };
        vec![
            one(
                "a draft's names",
                [answer(first, "KH1"), answer(first, "KH3")],
            ),
            one(
                "a draft's words",
                [answer(first, "K2"), answer(first, "K3")],
            ),
            one(
                "a draft's parts",
                [answer(first, "KH1"), answer(first, "K2")],
            ),
            one(
                "names of two cases",
                [answer(first, "KH1"), answer(second, "KH1")],
            ),
            one(
                "words of two cases",
                [answer(first, "K2"), answer(second, "K2")],
            ),
        ]
    }

    async fn of_submissions(&self) -> Vec<Move> {
        let mut moves = Vec::new();
        for [first, second] in [self.schools, self.audits] {
            let rows = [
                by_id(&self.world, first.bytes()).await,
                by_id(&self.world, second.bytes()).await,
            ];
            let cells = |columns: [&'static str; 2], rows: [&String; 2]| {
                let cell = |at: usize| Cell {
                    table: "submission",
                    column: columns[at],
                    row: rows[at].clone(),
                };
                [cell(0), cell(1)]
            };
            for (what, columns, keys, to) in [
                (
                    "names",
                    ["sealed_identifying"; 2],
                    ["part_identifying"; 2],
                    1,
                ),
                ("answers", ["sealed_other"; 2], ["part_other"; 2], 1),
                (
                    "both parts of one",
                    ["sealed_identifying", "sealed_other"],
                    ["part_identifying", "part_other"],
                    0,
                ),
            ] {
                let rows = [&rows[0], &rows[to]];
                let values = cells(columns, rows);
                for cells in [vec![values.clone()], vec![values, cells(keys, rows)]] {
                    moves.push(Move {
                        what,
                        cells,
                        reads: Reads::Answers(first),
                        fault: FaultKind::Submission,
                    });
                }
            }
        }
        moves
    }

    async fn of_moderations(&self) -> Vec<Move> {
        let [first, second] = [
            self.seq("submission", self.schools[0].bytes()).await,
            self.seq("submission", self.schools[1].bytes()).await,
        ];
        let said = |of: i64, question: &str, number: i64| Cell {
            table: "moderation",
            column: "sealed",
            row: format!("submission_seq = {of} AND question = '{question}' AND number = {number}"),
        };
        let one = |what, cells| Move {
            what,
            cells: vec![cells],
            reads: Reads::Moderations(self.schools[0]),
            fault: FaultKind::Moderation,
        };
        vec![
            one("two ratings", [said(first, "C1", 2), said(first, "C2", 1)]),
            one(
                "what was said before",
                [said(first, "C1", 1), said(first, "C1", 2)],
            ),
            one(
                "two schools' ratings",
                [said(first, "C2", 1), said(second, "C2", 1)],
            ),
        ]
    }

    async fn of_cases(&self) -> Vec<Move> {
        let mut rows = Vec::new();
        for case in self.cases {
            let case = self.seq("audit_case", case.bytes()).await;
            for email in [
                "lena@police.example",
                "quentin@partnership.example",
                "pia@police.example",
                "hope@hospital.example",
            ] {
                let person = self.world.known(email).await;
                let person = self.seq("person", person.bytes()).await;
                rows.push(format!("case_seq = {case} AND person_seq = {person}"));
            }
        }
        let one = |what, table, [first, second]: [usize; 2], reads| {
            let cell = |at: usize| Cell {
                table,
                column: "reason",
                row: rows[at].clone(),
            };
            Move {
                what,
                cells: vec![[cell(first), cell(second)]],
                reads,
                fault: FaultKind::Case,
            }
        };
        let case = self.cases[0];
        vec![
            one("two blocks", "case_block", [0, 1], Reads::Blocks(case)),
            one(
                "two cases' blocks",
                "case_block",
                [0, 4],
                Reads::Blocks(case),
            ),
            one(
                "two conflicts",
                "case_auditor",
                [2, 3],
                Reads::Auditors(case),
            ),
            one(
                "two cases' conflicts",
                "case_auditor",
                [2, 6],
                Reads::Auditors(case),
            ),
        ]
    }

    /// Files, mail, wrapped keys, and reasons on record.
    async fn of_others(&self) -> Vec<Move> {
        let db = database_of(&self.world, "submission").await;
        let parts = super::ask(&db, "SELECT part_other FROM submission ORDER BY seq").await;
        let key = |at: usize| {
            let part: Vec<u8> = parts[at].try_get("", "part_other").expect("a part");
            Cell {
                table: "data_key",
                column: "wrapped",
                row: format!("part_id = {}", bytes_of(&db, &part)),
            }
        };
        let file = |at: usize| Cell {
            table: "evidence_file",
            column: "sealed_about",
            row: format!("id = {}", bytes_of(&db, self.files[at].bytes())),
        };
        let mail = |order: &str| Cell {
            table: "outbox",
            column: "sealed",
            row: format!("seq = (SELECT {order}(seq) FROM outbox WHERE kind = 'mail')"),
        };
        let why = |at: usize| Cell {
            table: "audit",
            column: "detail",
            row: format!(
                "action = 'submission.identity' AND subject_id = {}",
                bytes_of(&db, self.audits[at].bytes())
            ),
        };
        let one = |what, cells, reads, fault| Move {
            what,
            cells: vec![cells],
            reads,
            fault,
        };
        let (school, audit) = (self.schools[0], self.audits[0]);
        let moves = vec![
            one(
                "keys",
                [key(0), key(1)],
                Reads::Answers(school),
                FaultKind::Submission,
            ),
            one(
                "files' names",
                [file(0), file(1)],
                self.file(0),
                FaultKind::File,
            ),
            one(
                "schools' files",
                [file(0), file(2)],
                self.file(0),
                FaultKind::File,
            ),
            one(
                "mails",
                [mail("min"), mail("max")],
                Reads::Mail,
                FaultKind::Message,
            ),
            one(
                "reasons",
                [why(0), why(1)],
                Reads::Trail(audit),
                FaultKind::AuditChain,
            ),
        ];
        db.close().await.expect("closed");
        moves
    }

    async fn seq(&self, table: &str, id: &[u8]) -> i64 {
        let db = database_of(&self.world, table).await;
        let select = format!("SELECT seq FROM {table} WHERE id = {}", bytes_of(&db, id));
        let rows = super::ask(&db, &select).await;
        db.close().await.expect("closed");
        rows[0].try_get("", "seq").expect("a number")
    }
}

async fn by_id(world: &World, id: &[u8]) -> String {
    let db = database_of(world, "submission").await;
    let row = format!("id = {}", bytes_of(&db, id));
    db.close().await.expect("closed");
    row
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

/// Someone is named for a return, and declares a conflict.
async fn conflicted(world: &World, round: &Round, (case, email): (CaseId, &str), id: ReturnId) {
    round.name(world, case, email).await;
    let mut auditor: Browser = world.signed_in(email).await;
    let page = auditor.get(&format!("/returns/{id}/conflict")).await;
    let reason = format!("{email} is kin");
    let typed = [("conflict", "yes"), ("reason", reason.as_str())];
    assert_eq!(auditor.post_form(&page, &typed).await.status, 303);
}
