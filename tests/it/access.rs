//! Who may see and do what, walked: every route as every role, against records of its own, of a
//! sibling and of strangers, compared with the policy table.

mod apart;
pub mod stage;
mod walk;
mod worlds;
