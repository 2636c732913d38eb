//! Submissions of one group: decided one after the other in memory, then written together. It
//! must not know how they were prepared.

use super::{
    super::{
        Receipt, StoreError,
        evidence_file::{HandedIn, hand_in},
        fact, outbox,
        returns::ReturnState,
        sql::{Sql, bytes},
        writer::{Append, Counted, Work},
    },
    Appended, Existing, Prepared, existing, pick,
};
use crate::random::Random;
use sea_orm::FromQueryResult;
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// A return as the group's submissions find it.
#[derive(FromQueryResult)]
struct Target {
    seq: i64,
    campaign_seq: i64,
    state: String,
    draft_version: i64,
    draft_part: Option<Vec<u8>>,
    draft_part_identifying: Option<Vec<u8>>,
    closed_at: Option<i64>,
}

/// Appends what can be appended, and says of each what became of it.
pub(in crate::store) async fn append_group(
    work: &Work,
    appends: Vec<&Append>,
) -> Result<Vec<Appended>, StoreError> {
    let mut targets = load_targets(work, &appends).await?;
    let seqs: Vec<i64> = targets.keys().copied().collect();
    let mut held = existing(&work.tx, &seqs).await?;
    let references = references(work, &appends).await?;
    let mut ends = Vec::with_capacity(appends.len());
    let mut rows: Vec<(&Prepared, Receipt)> = Vec::with_capacity(appends.len());
    for (prepared, reference) in appends.into_iter().zip(references) {
        let target = targets
            .get_mut(&prepared.return_seq)
            .ok_or(StoreError::Missing("return"))?;
        let before = held.entry(prepared.return_seq).or_default();
        let end = decide(prepared, target, before, reference);
        if let Appended::Done(receipt) = &end {
            target.state = ReturnState::Submitted.key().to_owned();
            before.push(Existing::of(prepared, receipt));
            rows.push((prepared, receipt.clone()));
        }
        ends.push(end);
    }
    if !rows.is_empty() {
        let keys: Vec<_> = rows.iter().flat_map(|(row, _)| row.keys.clone()).collect();
        // The keys are committed before this transaction is: a key without a part is swept, a
        // part without a key would be a fault.
        let (kept, written) =
            tokio::join!(work.keys.commit(&keys, &[]), write(work, &rows, &targets));
        kept.and(written)?;
    }
    Ok(ends)
}

/// What becomes of one submission, as its return stands now.
fn decide(
    prepared: &Prepared,
    target: &Target,
    before: &[Existing],
    reference: String,
) -> Appended {
    let submitted = target.state == ReturnState::Submitted.key();
    let found = pick(before, &prepared.idempotency_key);
    match found.filter(|found| submitted || found.key == prepared.idempotency_key) {
        Some(found) => return Appended::Existing(Box::new(found.clone())),
        None if prepared.draft_version.is_some() && target.closed_at.is_some() => {
            return Appended::Closed;
        }
        None => {}
    }
    if prepared
        .draft_version
        .is_some_and(|version| version != target.draft_version)
    {
        return Appended::DraftMoved;
    }
    Appended::Done(receipt(prepared, reference, before.len() as i64 + 1))
}

async fn load_targets(
    work: &Work,
    appends: &[&Append],
) -> Result<HashMap<i64, Target>, StoreError> {
    let rows = Sql::new(
        "SELECT r.seq, r.campaign_seq, r.state, r.draft_version, r.draft_part, \
         r.draft_part_identifying, c.closed_at FROM return_ r JOIN campaign c ON c.seq = r.campaign_seq WHERE r.seq IN ",
    )
    .list(appends.iter().map(|prepared| prepared.return_seq))
    .text(" ORDER BY r.seq")
    .text(if work.is_postgres {
        " FOR UPDATE OF r"
    } else {
        ""
    })
    .all::<Target>(&work.tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.seq, row)).collect())
}

/// A new reference for each, none of them in use.
async fn references(work: &Work, appends: &[&Append]) -> Result<Vec<String>, StoreError> {
    loop {
        let wanted: Vec<String> = appends
            .iter()
            .map(|prepared| reference(&prepared.prefix, work.random.as_ref()))
            .collect();
        let taken = Sql::new("SELECT reference FROM submission WHERE reference IN ")
            .list(wanted.iter().map(String::as_str))
            .all::<Reference>(&work.tx)
            .await?;
        let different: HashSet<&String> = wanted.iter().collect();
        if taken.is_empty() && different.len() == wanted.len() {
            return Ok(wanted);
        }
    }
}

/// `S175-26-7KQ4-M2XD`: letters and digits that nobody mistakes for each other (Crockford).
fn reference(prefix: &str, random: &dyn Random) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let drawn: [u8; 8] = random.bytes();
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    let (first, second) = drawn.split_at(4);
    let first: String = first.iter().map(letter).collect();
    let second: String = second.iter().map(letter).collect();
    format!("{prefix}-{first}-{second}")
}

fn receipt(prepared: &Prepared, reference: String, number: i64) -> Receipt {
    Receipt {
        submission: prepared.id,
        return_id: prepared.return_id,
        number,
        reference,
        submitted_at: prepared.submitted_at,
        submitted_by: prepared.submitted_by,
        content_hash: prepared.content_hash,
        form_version: prepared.form_version,
    }
}

async fn write(
    work: &Work,
    rows: &[(&Prepared, Receipt)],
    targets: &HashMap<i64, Target>,
) -> Result<(), StoreError> {
    let seqs = insert(work, rows).await?;
    let (mut packs, mut handed) = (Vec::new(), Vec::with_capacity(rows.len()));
    for (prepared, receipt) in rows {
        let seq = seqs.get(prepared.id.bytes().as_slice());
        let seq = *seq.ok_or_else(|| StoreError::Damaged("a submission has no row".to_owned()))?;
        packs.extend(prepared.packed.iter().map(|pack| (seq, pack)));
        handed.push(HandedIn {
            return_seq: prepared.return_seq,
            submission_seq: seq,
            author: &prepared.author,
            files: &prepared.files,
        });
        if let Some(target) = targets.get(&prepared.return_seq) {
            let (groups, facts) = (prepared.groups.clone(), prepared.facts.clone());
            work.count(Counted {
                campaign_seq: target.campaign_seq,
                groups,
                facts,
            });
            let parts = [&target.draft_part_identifying, &target.draft_part];
            for part in parts.into_iter().filter_map(Option::as_deref) {
                work.destroy(bytes(part, "draft part")?);
            }
        }
        let detail = json!({
            "reference": receipt.reference,
            "number": receipt.number,
            "content": receipt.content_hash.to_string(),
        });
        let subject = ("submission", prepared.id.bytes().as_slice());
        work.note(&prepared.author, "submission.append", subject, detail);
    }
    fact::insert(work, packs.into_iter()).await?;
    hand_in(work, &handed).await?;
    outbox::insert(work, rows.iter().flat_map(|(prepared, _)| &prepared.outbox)).await?;
    let returns = || rows.iter().map(|(prepared, _)| prepared.return_seq);
    Sql::new("UPDATE return_ SET state = 'submitted', draft_part = NULL, draft_part_identifying = NULL WHERE seq IN ")
        .list(returns())
        .run(&work.tx)
        .await?;
    let gone = Sql::new("DELETE FROM draft_answer WHERE return_seq IN ").list(returns());
    gone.run(&work.tx).await?;
    Ok(())
}

async fn insert(
    work: &Work,
    rows: &[(&Prepared, Receipt)],
) -> Result<HashMap<Vec<u8>, i64>, StoreError> {
    let inserted = Sql::new(
        "INSERT INTO submission (id, return_seq, number, reference, form_version_seq, \
         submitted_by, submitted_at, groups_, idempotency_key, body_hash, part_identifying, \
         part_other, commitment_identifying, commitment_other, content_hash, \
         sealed_identifying, sealed_other) ",
    )
    .rows(rows.iter().map(|(row, receipt)| {
        let [identifying, other] = &row.keys;
        [
            row.id.bytes().to_vec().into(),
            row.return_seq.into(),
            receipt.number.into(),
            receipt.reference.clone().into(),
            row.form_version_seq.into(),
            row.submitted_by.map(|by| by.bytes().to_vec()).into(),
            row.submitted_at.0.into(),
            row.groups.join("\n").into(),
            row.idempotency_key.to_vec().into(),
            row.body_hash.to_vec().into(),
            identifying.part.to_vec().into(),
            other.part.to_vec().into(),
            row.commitments[0].to_vec().into(),
            row.commitments[1].to_vec().into(),
            row.content_hash.0.to_vec().into(),
            row.sealed[0].clone().into(),
            row.sealed[1].clone().into(),
        ]
    }))
    .text(" RETURNING id, seq")
    .all::<IdSeq>(&work.tx)
    .await?;
    Ok(inserted.into_iter().map(|row| (row.id, row.seq)).collect())
}

#[derive(FromQueryResult)]
struct IdSeq {
    id: Vec<u8>,
    seq: i64,
}

#[derive(FromQueryResult)]
struct Reference {
    #[expect(dead_code, reason = "that there is a row is all we ask")]
    reference: String,
}
