//! Why someone may not see a case, sealed with the case's own key: it may say who they are to
//! the child. It must not know which table keeps it.

use super::super::StoreError;
use crate::{
    random::Random,
    seal::{DataKey, Place, open, seal},
};

/// Seals why someone may not see a case, to the row it stands in.
pub(in crate::store) fn seal_reason(
    key: &DataKey,
    table: &'static str,
    row: &[&[u8]],
    reason: &str,
    random: &dyn Random,
) -> Vec<u8> {
    let place = Place {
        table,
        row,
        column: "reason",
    };
    seal(key, &place, reason.as_bytes(), random)
}

/// Opens what `seal_reason` sealed.
pub(in crate::store) fn open_reason(
    key: &DataKey,
    table: &'static str,
    row: &[&[u8]],
    sealed: &[u8],
) -> Result<String, StoreError> {
    let place = Place {
        table,
        row,
        column: "reason",
    };
    let plain = open(key, &place, sealed)?;
    let text = std::str::from_utf8(&plain);
    let text = text.map_err(|cause| StoreError::damaged("a reason", cause))?;
    Ok(text.to_owned())
}
