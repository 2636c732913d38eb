//! The national register of schools: its extract is read, and compared with the directory. Pure:
//! it knows no database and no page; what a plan says is done by the store.

mod link;
mod plan;
mod read;
mod record;
mod words;

#[cfg(test)]
mod tests;

pub use link::{Link, Links, read_links};
pub use plan::{
    FieldChange, Follows, Missing, Place, Plan, SchoolStep, Skipped, Step, TrustStep, Wanted, plan,
};
pub use read::{Areas, Extract, RegisterSchool, Standing, read};
pub use record::{LineProblem, Unreadable};
