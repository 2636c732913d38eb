//! How many files and connections the process may have open: the usual limit is from a time when
//! a thousand were many.

/// What all connections at once need, and the files of databases and evidence.
pub(super) const WANTED: u64 = 4096;

/// Raises the limit as far as this account may; the limit when that is too low all the same.
#[cfg(unix)]
pub(super) fn raise() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    let current = now.current.unwrap_or(u64::MAX);
    if current >= WANTED {
        return None;
    }
    let allowed = now.maximum.unwrap_or(u64::MAX).min(WANTED);
    let raised = Rlimit {
        current: Some(allowed),
        maximum: now.maximum,
    };
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) if allowed == WANTED => None,
        Ok(()) => Some(allowed),
        Err(_) => Some(current),
    }
}

/// Nothing is known of a limit here.
#[cfg(not(unix))]
pub(super) fn raise() -> Option<u64> {
    None
}
