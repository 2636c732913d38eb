//! `check`, `publish`, `eval` and `score`: what authors of forms use.

use super::Terminal;
use crate::{config::StoreFlags, definition, plugins, plugins::PluginHost, publishing};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;
use fourlens_forms::{answers::AnswersFile, form::Form, journey::Journey};
use serde_json::{Map, Value as Json, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// A form and answers to it.
#[derive(Debug, Args)]
pub struct FormAndAnswers {
    /// The definition file
    #[arg(long, value_name = "FILE")]
    form: PathBuf,
    /// The answers file: `{form, version, as_of, answers}`
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,
}

/// `fourlens check FILE…`
pub(super) fn check(files: &[PathBuf], terminal: &mut Terminal<'_>) -> ExitCode {
    let mut sound = true;
    for file in files {
        match read(file) {
            Ok(form) => terminal.say(format_args!(
                "{}: {} questions, version {}",
                file.display(),
                form.entries().len(),
                form.version_text()
            )),
            Err(told) => {
                sound = false;
                terminal.say(told);
            }
        }
    }
    if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// `fourlens publish FILE`
pub(super) async fn publish(
    file: &Path,
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let form = match read(file) {
        Ok(form) => form,
        Err(told) => {
            terminal.say(told);
            return Ok(ExitCode::FAILURE);
        }
    };
    let (store, _) = super::open(flags).await?;
    let published = publishing::publish(&store.system("publish"), &form).await?;
    store.close().await?;
    let word = if published.new {
        "published"
    } else {
        "published before"
    };
    let version = published.version;
    terminal.say(format_args!(
        "{} version {} {word}",
        version.form_key, version.number
    ));
    terminal.print(
        &json!({ "form": version.form_key, "number": version.number, "version": version.hash, "new": published.new }),
    )
}

/// `fourlens eval --form FILE --answers FILE`
pub(super) fn eval(
    given: &FormAndAnswers,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let (form, file) = given.read(terminal)?;
    let journey = Journey::new(&form, file.answers, as_of(file.as_of));
    let mut questions = Map::new();
    for (position, entry) in form.entries().iter().enumerate() {
        let (applies, known) = (journey.applies(position), journey.known(position));
        let problems = journey.problems_at(position);
        questions.insert(
            entry.question.id().to_string(),
            json!({
                "relevant": applies.holds,
                "required": journey.required(position),
                "value": value(&known.value),
                "determined": known.determined,
                "valid": problems.is_empty(),
                "message": problems.first().map(|problem| &problem.message),
            }),
        );
    }
    terminal.print(&questions)
}

/// `fourlens score --form FILE --answers FILE`
pub(super) fn score(
    given: &FormAndAnswers,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let (form, file) = given.read(terminal)?;
    let journey = Journey::new(&form, file.answers, as_of(file.as_of));
    let packs = PluginHost::default().score(&journey);
    terminal.print(&plugins::facts(&packs).collect::<Vec<_>>())
}

impl FormAndAnswers {
    fn read(&self, terminal: &mut Terminal<'_>) -> anyhow::Result<(Form, AnswersFile)> {
        let form = read(&self.form).map_err(anyhow::Error::msg)?;
        let text = fs::read_to_string(&self.answers)
            .with_context(|| format!("cannot read {}", self.answers.display()))?;
        let file: AnswersFile = serde_json::from_str(&text)
            .with_context(|| format!("{} is not an answers file", self.answers.display()))?;
        if file.form != form.package().form.key {
            bail!(
                "{} answers the form `{}`, not `{}`",
                self.answers.display(),
                file.form,
                form.package().form.key
            );
        }
        if let Some(version) = file
            .version
            .as_ref()
            .filter(|version| !form.version_text().starts_with(version.as_str()))
        {
            bail!(
                "{} answers version {version}; the definition is version {}",
                self.answers.display(),
                form.version_text()
            );
        }
        for (id, _) in file
            .answers
            .iter()
            .filter(|(id, _)| form.position(id).is_none())
        {
            terminal.say(format_args!(
                "warning: the form has no question `{id}`: its answer is left out"
            ));
        }
        Ok((form, file))
    }
}

/// Reads a definition and proves that its plugins exist; what is wrong, a line each.
fn read(file: &Path) -> Result<Form, String> {
    let name = file.display();
    let source =
        fs::read_to_string(file).map_err(|cause| format!("{name}: cannot be read: {cause}"))?;
    definition::prove(&source, &PluginHost::default()).map_err(|problems| {
        problems
            .iter()
            .map(|problem| format!("{name}:{problem}"))
            .collect::<Vec<_>>()
            .join("\n")
    })
}

/// The day the file names, else today.
fn as_of(day: Option<NaiveDate>) -> NaiveDate {
    use crate::clock::{Clock, SystemClock};
    day.unwrap_or_else(|| crate::time::local(SystemClock.now()).date_naive())
}

fn value(value: &fourlens_forms::expression::Value) -> Json {
    use fourlens_forms::expression::Value;
    match value {
        Value::Blank => Json::Null,
        Value::Bool(flag) => Json::from(*flag),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Json::from(*number as i64)
        }
        Value::Number(number) => Json::from(*number),
        Value::Text(words) => Json::from(words.clone()),
        Value::Date(day) => Json::from(day.to_string()),
        Value::Set(values) => Json::from(values.clone()),
    }
}
