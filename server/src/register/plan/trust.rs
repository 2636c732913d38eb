//! What becomes of a trust. One that was entered by hand is known by its name until the register
//! has given it a number.

use super::{Directory, TrustStep};

/// The step that lets the directory hold this trust, unless it does.
pub(super) fn step(directory: &Directory<'_>, code: &str, name: &str) -> Option<TrustStep> {
    let by_code = directory.by_code.get(code);
    let by_name = || directory.trusts_by_name.get(&name.to_lowercase());
    let step = |held, was| TrustStep {
        code: code.to_owned(),
        name: name.to_owned(),
        held,
        was,
    };
    match by_code.or_else(by_name) {
        None => Some(step(None, None)),
        Some(entry) => {
            let held = Some((entry.organisation.id, entry.version));
            let same = by_code.is_some() && entry.organisation.name == name;
            (!same).then(|| step(held, Some(entry.organisation.name.clone())))
        }
    }
}
