//! Evidence files on their way in and out: which are taken, how they are looked at, what the
//! virus scanner says. It must not know a page, nor how files are stored.

mod content;
mod kind;
mod name;
mod problem;
mod receive;
mod scanner;
mod watch;
mod zip;

pub use kind::{ENDINGS, FileKind};
pub use name::FileName;
pub use problem::FileProblem;
pub use receive::{Broken, Received, receive};
pub use scanner::{ScanError, Scanner};
pub use watch::{check_now, check_waiting, run};
