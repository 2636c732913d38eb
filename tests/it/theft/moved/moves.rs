//! Which values change places, what reads them, and what `verify` then says.

use super::{
    super::loot::ask,
    Cell, Move, bytes_of,
    city::{City, HEADS, Reads},
    database_of,
};
use crate::world::World;
use fourlens_server::store::FaultKind;

impl City {
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
        let mut moves = self.of_agreements().await;
        moves.extend([
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
        ]);
        moves
    }

    async fn of_agreements(&self) -> Vec<Move> {
        let [first, second] = [
            self.seq("audit_case", self.cases[0].bytes()).await,
            self.seq("audit_case", self.cases[1].bytes()).await,
        ];
        let said = |of: i64, question: &str, number: i64| Cell {
            table: "case_agreement",
            column: "sealed",
            row: format!("case_seq = {of} AND question = '{question}' AND number = {number}"),
        };
        let one = |what, cells| Move {
            what,
            cells: vec![cells],
            reads: Reads::Agreements(self.cases[0]),
            fault: FaultKind::Case,
        };
        vec![
            one(
                "what was agreed before",
                [said(first, "K1", 1), said(first, "K1", 2)],
            ),
            one(
                "grade and meeting",
                [said(first, "K1", 2), said(first, "", 1)],
            ),
            one(
                "two cases' grades",
                [said(first, "K1", 2), said(second, "K1", 2)],
            ),
        ]
    }

    /// Files, mail, wrapped keys, and reasons on record.
    async fn of_others(&self) -> Vec<Move> {
        let db = database_of(&self.world, "submission").await;
        let parts = ask(&db, "SELECT part_other FROM submission ORDER BY seq").await;
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
        let heads = [
            self.world.known(HEADS[0]).await,
            self.world.known(HEADS[1]).await,
        ];
        let factor = |at: usize| Cell {
            table: "second_factor",
            column: "sealed",
            row: format!(
                "person_seq = (SELECT seq FROM person WHERE id = {})",
                bytes_of(&db, heads[at].bytes())
            ),
        };
        let (school, audit) = (self.schools[0], self.audits[0]);
        let moves = vec![
            one(
                "second factors",
                [factor(0), factor(1)],
                Reads::SecondFactor(heads[0]),
                FaultKind::SecondFactor,
            ),
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
        let rows = ask(&db, &select).await;
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
