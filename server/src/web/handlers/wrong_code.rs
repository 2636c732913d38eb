//! What a wrong code costs, wherever it is asked for.

use crate::{
    jobs::Mail,
    sign_in::patience::Tries,
    web::{WebError, visit::Visit},
};
use fourlens_app::portal::PersonId;

/// Records a wrong code, which was counted before it was tried. Once that costs a wait wherever it
/// comes from, its person is told: whoever tries knows their password.
///
/// # Errors
/// When the store fails.
pub(super) async fn note(
    visit: &Visit,
    of: PersonId,
    tries: Tries,
    action: &str,
) -> Result<(), WebError> {
    let (store, everywhere) = (&visit.state.store, tries.everywhere());
    store.note_failed(action).await?;
    if let Some(key) = everywhere
        && store.wait_before(&[key]).await?.is_some()
    {
        let told = Mail::codes_refused(&visit.state, of);
        store.system("sign-in").enqueue(vec![told]).await?;
    }
    Ok(())
}
