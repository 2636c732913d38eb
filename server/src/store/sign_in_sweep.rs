//! What is left of signing in when it is over: sessions and links that ran out, and failed tries
//! that cost nothing any more. Tables `session`, `sign_in_link` and `failed_try`.

use super::{Store, StoreError, failed_try, sql::Sql};
use std::time::Duration;

/// How long a link is kept that opens nothing any more.
const LINK_KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A link that nothing needs: the last one of someone who cannot sign in yet says when they were
/// invited.
const NOT_NEEDED: &str = " AND (EXISTS (SELECT 1 FROM sign_in_link later \
    WHERE later.person_seq = sign_in_link.person_seq AND later.seq > sign_in_link.seq) \
    OR EXISTS (SELECT 1 FROM person n WHERE n.seq = sign_in_link.person_seq \
    AND (n.password_hash IS NOT NULL OR EXISTS (SELECT 1 FROM provider_account p \
    WHERE p.person_seq = n.seq))))";

impl Store {
    /// Deletes sessions, links and failed tries that are over; how many.
    pub async fn sweep_sign_ins(&self) -> Result<usize, StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let sessions = Sql::new("DELETE FROM session WHERE expires_at <= ")
                        .value(work.now.0)
                        .run(&work.tx)
                        .await?;
                    let over = work.now.0 - LINK_KEPT.as_millis() as i64;
                    let links = Sql::new("DELETE FROM sign_in_link WHERE (expires_at < ")
                        .value(over)
                        .text(" OR used_at < ")
                        .value(over)
                        .text(")")
                        .text(NOT_NEEDED)
                        .run(&work.tx)
                        .await?;
                    let tries = failed_try::sweep(work).await?;
                    Ok(usize::try_from(sessions + links + tries).unwrap_or(usize::MAX))
                })
            })
            .await
    }
}
