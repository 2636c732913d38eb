//! What the status line of a section says about saving.

/// How the answers on the page stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Said {
    /// Nothing was typed yet.
    #[default]
    Nothing,
    /// Everything up to this time of day is stored: the server said so.
    Saved {
        /// The server's time: 14:32.
        at: String,
    },
    /// It could not be stored; it is tried again.
    Again,
    /// The session has ended; what was typed is still there.
    SignedOut,
    /// Someone else saved another answer to the same question.
    Conflict {
        /// Their answer in words; empty when they took it away.
        theirs: String,
    },
    /// It cannot be stored, and trying again does not help.
    Stopped {
        /// What happened and what to do, in a sentence.
        because: String,
    },
}

impl Said {
    /// The words of the line.
    pub(super) fn words(&self) -> String {
        match self {
            Said::Nothing => String::new(),
            Said::Saved { at } => format!("Saved at {at}"),
            Said::Again => "Not saved yet: trying again".to_owned(),
            Said::SignedOut => "You have been signed out: what you typed is still on this page, \
                                but it is not saved. Sign in again, then come back here."
                .to_owned(),
            Said::Conflict { theirs } if theirs.is_empty() => {
                "Someone else took away an answer that you changed. Yours is not saved yet."
                    .to_owned()
            }
            Said::Conflict { theirs } => format!(
                "Someone else changed an answer that you changed too: theirs is “{theirs}”. \
                 Yours is not saved yet."
            ),
            Said::Stopped { because } => because.clone(),
        }
    }

    /// Whether something typed is not stored.
    pub(super) fn failed(&self) -> bool {
        !matches!(self, Said::Nothing | Said::Saved { .. })
    }
}
