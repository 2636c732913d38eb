//! What a return's answers must be by what the portal acknowledged: for each control the one
//! value it has, or, after a request that was cut off, those it may have.

use std::collections::{BTreeMap, BTreeSet};

/// Values by control; a control that is not named is blank.
#[derive(Debug, Default)]
pub(super) struct Ledger(BTreeMap<String, BTreeSet<String>>);

impl Ledger {
    /// The portal said that it saved this value.
    pub(super) fn acknowledged(&mut self, control: &str, value: &str) {
        self.0
            .insert(control.to_string(), BTreeSet::from([value.to_string()]));
    }

    /// Nobody knows whether this value was saved.
    pub(super) fn in_doubt(&mut self, control: &str, value: &str) {
        let blank = || BTreeSet::from([String::new()]);
        let may_be = self.0.entry(control.to_string()).or_insert_with(blank);
        may_be.insert(value.to_string());
    }

    /// Holds what a page shows against the ledger. What is in doubt stays so: a request that was
    /// cut off may still be on its way.
    pub(super) fn hold(&self, control: &str, stands: &str) {
        let may_be = self.0.get(control);
        let proper = may_be.map_or(stands.is_empty(), |may_be| may_be.contains(stands));
        assert!(
            proper,
            "{control} shows {stands:?}, and may only be {may_be:?}"
        );
    }
}
