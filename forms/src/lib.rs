//! The form language: definitions, expressions, answers, journey, check. Pure: no clock, no
//! file, no database; the same code runs on the server and in the islands.

pub mod answers;
pub mod change;
pub mod check;
pub mod definition;
pub mod expression;
pub mod form;
pub mod journey;
pub mod kept;
mod listed;
#[cfg(feature = "load")]
pub mod load;
pub mod local;
pub mod question;
pub mod slice;
#[cfg(test)]
mod soak;
#[cfg(test)]
mod tests;
pub mod text;
mod texts;
