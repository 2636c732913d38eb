//! What the server says to a save.

use serde_json::Value as Json;

/// What to say when a refusal carries no words.
const UNKNOWN: &str = "This could not be saved. Select “Save” to see what is wrong.";

/// The server's answer to a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reply {
    /// It is durable, but for what met someone else's answer.
    Stored {
        /// The server's time of day: 14:32.
        at: String,
        /// What now stands beside each control that was stored.
        versions: Vec<Version>,
        /// Controls whose answer someone else changed, with their answer in words.
        conflicts: Vec<(String, String)>,
    },
    /// The session has ended.
    SignedOut,
    /// It will not be taken, now or later.
    Refused {
        /// What happened, in a sentence.
        because: String,
    },
    /// It did not arrive, or the server has too much to do.
    Lost,
}

/// What stands beside a control to tell a change from none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    /// The control.
    pub(super) control: String,
    /// The row version.
    pub(super) version: String,
    /// The hash of the stored value.
    pub(super) shown: String,
}

impl Reply {
    /// The reply with this status and body.
    pub(super) fn read(status: u16, body: &Json) -> Reply {
        match status {
            200 => Reply::stored(body).unwrap_or(Reply::Lost),
            401 => Reply::SignedOut,
            408 | 425 | 429 | 500.. => Reply::Lost,
            _ => Reply::Refused {
                because: words(&body["message"]).unwrap_or_else(|| UNKNOWN.to_owned()),
            },
        }
    }

    fn stored(body: &Json) -> Option<Reply> {
        let versions = body["stored"].as_object()?.iter().map(|(control, stored)| {
            Some(Version {
                control: control.clone(),
                version: stored["version"].as_i64()?.to_string(),
                shown: words(&stored["shown"])?,
            })
        });
        let conflicts = body["conflicts"].as_array()?.iter().map(|conflict| {
            let theirs = words(&conflict["theirs"]).unwrap_or_default();
            Some((words(&conflict["control"])?, theirs))
        });
        Some(Reply::Stored {
            at: words(&body["at"])?,
            versions: versions.collect::<Option<_>>()?,
            conflicts: conflicts.collect::<Option<_>>()?,
        })
    }
}

fn words(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn versions_and_conflicts_are_read() {
        let body = json!({
            "at": "14:32",
            "stored": { "C1": { "version": 4, "shown": "ab" } },
            "conflicts": [
                { "control": "C2", "theirs": "Secure" },
                { "control": "C3", "theirs": null }
            ]
        });
        let expected = Reply::Stored {
            at: "14:32".into(),
            versions: vec![Version {
                control: "C1".into(),
                version: "4".into(),
                shown: "ab".into(),
            }],
            conflicts: vec![("C2".into(), "Secure".into()), ("C3".into(), String::new())],
        };
        assert_eq!(Reply::read(200, &body), expected);
    }

    #[test]
    fn only_a_whole_reply_says_that_something_is_saved() {
        assert_eq!(Reply::read(200, &Json::Null), Reply::Lost);
        assert_eq!(Reply::read(200, &json!({ "at": "14:32" })), Reply::Lost);
        assert_eq!(Reply::read(503, &Json::Null), Reply::Lost);
        assert_eq!(Reply::read(401, &Json::Null), Reply::SignedOut);
    }

    #[test]
    fn a_refusal_says_why() {
        let because = "This return was submitted".to_owned();
        let body = json!({ "message": because });
        assert_eq!(Reply::read(409, &body), Reply::Refused { because });
        let unknown = Reply::read(404, &Json::Null);
        assert!(matches!(unknown, Reply::Refused { because } if because.contains("Save")));
    }
}
