//! Identities: random 128-bit values without authority. Knowing one opens nothing.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, marker::PhantomData, str::FromStr};

/// The identity of one `T`, 16 random bytes, written as 32 lower-case hexadecimal digits.
pub struct Id<T>([u8; 16], PhantomData<fn() -> T>);

/// Marks the identity of an organisation.
pub enum Organisation {}
/// Marks the identity of a person.
pub enum Person {}
/// Marks the identity of a campaign.
pub enum Campaign {}
/// Marks the identity of a return.
pub enum Return {}
/// Marks the identity of a submission.
pub enum Submission {}
/// Marks the identity of an evidence file.
pub enum File {}
/// Marks the identity of a case in an audit.
pub enum Case {}
/// Marks the identity of a definition that is not published yet.
pub enum FormDraft {}
/// Marks the identity of an erasure that was proposed.
pub enum Erasure {}
/// Marks the identity of a merge of two organisations.
pub enum Merge {}
/// Marks the identity of a page that adds something.
pub enum Adding {}
/// Marks the identity of an extract of the schools register that is not used yet.
pub enum SchoolImport {}

/// Names an organisation.
pub type OrganisationId = Id<Organisation>;
/// Names a person.
pub type PersonId = Id<Person>;
/// Names a campaign.
pub type CampaignId = Id<Campaign>;
/// Names a return.
pub type ReturnId = Id<Return>;
/// Names a submission.
pub type SubmissionId = Id<Submission>;
/// Names an evidence file.
pub type FileId = Id<File>;
/// Names a case in an audit.
pub type CaseId = Id<Case>;
/// Names a definition that is not published yet.
pub type FormDraftId = Id<FormDraft>;
/// Names an erasure that was proposed.
pub type ErasureId = Id<Erasure>;
/// Names a merge of two organisations.
pub type MergeId = Id<Merge>;
/// Names a page that adds something, so that the same sent twice is added once.
pub type AddingId = Id<Adding>;
/// Names an extract of the schools register that is not used yet.
pub type SchoolImportId = Id<SchoolImport>;

/// What is written is not an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an identity is 32 hexadecimal digits")
    }
}

impl std::error::Error for NotAnId {}

impl<T> Id<T> {
    /// The identity of these 16 bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes, PhantomData)
    }

    /// Its 16 bytes.
    pub const fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0 {
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl<T> FromStr for Id<T> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let lower = |b: &u8| b.is_ascii_digit() || (b'a'..=b'f').contains(b);
        if text.len() != 32 || !text.as_bytes().iter().all(lower) {
            return Err(NotAnId);
        }
        let mut bytes = [0; 16];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).map_err(|_| NotAnId)?;
        }
        Ok(Self::from_bytes(bytes))
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}
