//! What a submission leaves on the disk, by table, in the main and in the key database, with the
//! audit rows of its saving and of its handing in. It must not know how it was handed in.

use crate::{
    peer_form,
    stored::Stored,
    table::{Goal, Row, bytes},
};
use anyhow::Result;

/// The pages that came between a campaign being opened and its returns being handed in, a
/// submission.
pub async fn row(asked: &Stored, handed_in: &Stored, submissions: usize) -> Result<Row> {
    let before = asked.bytes_by_table().await?;
    let after = handed_in.bytes_by_table().await?;
    let mut grown: Vec<(String, f64)> = after
        .into_iter()
        .map(|(table, bytes)| {
            let more = bytes - before.get(&table).copied().unwrap_or(0);
            (table, more as f64 / submissions as f64)
        })
        .filter(|(_, more)| more.abs() >= 0.5)
        .collect();
    grown.sort_by(|one, other| other.1.total_cmp(&one.1));
    let whole = grown.iter().map(|(_, more)| more).sum();
    let by_table: Vec<String> = grown
        .iter()
        .map(|(table, more)| format!("{table} {more:.0}"))
        .collect();
    let plain: serde_json::Map<_, _> = peer_form::rated_answers(1).into_iter().collect();
    let plain = serde_json::to_vec(&plain)?.len();
    Ok(Row::new("stored bytes a submission, sealed", bytes(whole))
        .limit(bytes(plain as f64))
        .goal(Goal::AtMost(bytes(2_500.0)))
        .note(format!(
            "pages with their indexes, by table: {}",
            by_table.join(", ")
        ))
        .note("20 questions and one rating, saved once; the limit is the answers as plain JSON"))
}
