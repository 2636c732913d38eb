//! What a command reads and writes, passed in by whoever runs it. It must not know any command.

use serde::Serialize;
use std::{
    fmt::Display,
    io::{Read, Write},
    process::ExitCode,
};

/// The three streams of a command.
pub struct Terminal<'a> {
    /// What is typed or piped in.
    pub input: &'a mut dyn Read,
    /// JSON and lists, for other programs.
    pub output: &'a mut dyn Write,
    /// Sentences, for whoever typed the command.
    pub messages: &'a mut dyn Write,
}

impl Terminal<'_> {
    /// Prints JSON, with which a command ends well.
    pub(super) fn print(&mut self, value: &impl Serialize) -> anyhow::Result<ExitCode> {
        self.line(serde_json::to_string_pretty(value)?)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Prints a line of a list.
    pub(super) fn line(&mut self, line: impl Display) -> std::io::Result<()> {
        writeln!(self.output, "{line}")
    }

    /// Says something. What nobody can read any more stops no command.
    pub(super) fn say(&mut self, words: impl Display) {
        let _gone = writeln!(self.messages, "{words}");
    }
}
