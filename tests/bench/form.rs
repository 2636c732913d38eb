//! A form of 1,000 questions: read and proved, answered and checked, changed by one answer, and
//! its first section as a page.

use crate::{
    client::Client,
    engine::{self, Changes},
    load::Pace,
    peer_form,
    server_process::Workshop,
    table::{Goal, Row, milliseconds, time},
    town::{self, Town},
};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use fourlens_forms::{answers::Answers, form::Form, journey::Journey, question::Posted};
use serde_json::Value as Json;
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const BLOCKS: usize = 50;

/// How often each thing is done; the middle time counts.
const RUNS: usize = 50;

/// Changes are short, so many are timed together.
const CHANGES: usize = 200;

/// Measures it.
pub async fn measure(workshop: &Workshop) -> Result<Vec<Row>> {
    let yaml = peer_form::definition(BLOCKS);
    let form = town::form(&yaml)?;
    let questions = form.entries().len();
    let conditions = yaml.matches("applies_if").count();

    let read = middle(|| black_box(serde_saphyr::from_str::<Json>(&yaml).is_ok()))?;
    let proved = middle(|| black_box(fourlens_forms::load::form(&yaml).is_ok()))?;
    let package = fourlens_forms::load::package(&yaml)
        .ok()
        .context("the definition was read before")?;
    let built = middle(|| black_box(Form::build(package.clone()).is_ok()))?;
    let definition = Row::new("1,000 questions: definition checked", time(proved))
        .limit(time(read))
        .goal(Goal::AtMost(milliseconds(50.0)))
        .note(format!(
            "{questions} questions, {conditions} conditions, {} bytes of YAML read, proved and built; \
             of it {:.1} ms to prove and build; the limit is the YAML read without meaning",
            yaml.len(),
            built.as_secs_f64() * 1000.0
        ));
    let mut rows = vec![definition];
    rows.extend(first_section(workshop, &form).await?);
    rows.push(checked(&form)?);
    rows.extend(one_answer(&form, workshop)?);
    Ok(rows)
}

/// Answers as they are stored, read and checked.
fn checked(form: &Form) -> Result<Row> {
    let answers: Answers = peer_form::answers(BLOCKS).into_iter().collect();
    let stored = serde_json::to_vec(&answers)?;
    let problems = Journey::new(form, answers, today()?).problems();
    if let Some(problem) = problems.first() {
        bail!("the answers are not proper: {problem:?}");
    }
    let today = today()?;
    let read = middle(|| black_box(serde_json::from_slice::<Json>(&stored).is_ok()))?;
    let checked = middle(|| {
        let answers: Answers = serde_json::from_slice(&stored).unwrap_or_default();
        let journey = Journey::new(form, answers, today);
        black_box(journey.problems().is_empty())
    })?;
    Ok(
        Row::new("1,000 questions: answers loaded and checked", time(checked))
            .limit(time(read))
            .goal(Goal::AtMost(milliseconds(10.0)))
            .note(format!(
                "the limit is the same {} bytes of JSON read without meaning",
                stored.len()
            )),
    )
}

/// The first section as a page, over HTTP: the whole way through session, policy and store.
async fn first_section(workshop: &Workshop, form: &Form) -> Result<Vec<Row>> {
    let folder = workshop.empty_folder("form")?;
    let town = Town::found(folder, form, 1).await?;
    let of = town.heads()[0].returns[0];
    let empty = served(workshop, &town, &town::section(of, 1)).await?;
    town.fill(&peer_form::answers(BLOCKS)).await?;
    let full = served(workshop, &town, &town::section(of, 1)).await?;
    let row = Row::new("1,000 questions: first section rendered", time(empty))
        .goal(Goal::AtMost(milliseconds(5.0)))
        .note("a page over HTTP from an empty draft, one connection");
    let answered = Row::new("  with all 1,000 answered", time(full))
        .goal(Goal::AtMost(milliseconds(15.0)))
        .note(
            "the same page when 1,000 sealed answers are read, opened and checked for it; \
             its goal is the sum of rendering and of loading and checking",
        );
    Ok(vec![row, answered])
}

async fn served(workshop: &Workshop, town: &Town, path: &str) -> Result<Duration> {
    let (server, cookies) = town.serve(workshop).await?;
    let client = Client::connect(server.address()).await?;
    let mut client = client.with_cookie(cookies.first().cloned());
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        client.get(path).await?.expect(200, path)?;
        times.push(start.elapsed());
    }
    server.stop()?;
    let all = times.iter().sum();
    Ok(Pace::new(times, all)?.percentile(50))
}

/// One answer typed, as the islands' engine takes it: read, changed, and the section's questions
/// looked at again.
fn one_answer(form: &Form, workshop: &Workshop) -> Result<Vec<Row>> {
    let small = town::form(&peer_form::definition(1))?;
    let (large, little) = (change(form, BLOCKS)?, change(&small, 1)?);
    let row = Row::new("1,000 questions: one answer changed", time(large))
        .limit(time(little))
        .goal(Goal::AtMost(milliseconds(0.5)))
        .note("the whole form, natively; read, changed, the section's 20 questions looked at again")
        .note("the limit is the same with 20 questions: cost goes by dependents, not by size");
    let same = "  the same in WASM";
    if !workshop.engine.exists() {
        let why = "the engine could not be compiled to WebAssembly here";
        return Ok(vec![row, Row::unmeasured(same, why)]);
    }
    let in_node = Row::new(same, time(change_in_node(form, workshop)?))
        .limit(time(large))
        .goal(Goal::AtMost(milliseconds(2.0)))
        .note("the whole form in Node, compiled as the islands are, which have a section's part of it")
        .note("the limit is the same natively");
    Ok(vec![row, in_node])
}

fn change_in_node(form: &Form, workshop: &Workshop) -> Result<Duration> {
    let answers: Answers = peer_form::answers(BLOCKS).into_iter().collect();
    let section = BLOCKS / 2;
    let changed = engine::change(
        &workshop.engine,
        &Changes {
            package: &serde_json::to_string(form.package())?,
            answers: &serde_json::to_value(&answers)?,
            question: &peer_form::id(&peer_form::block(section + 1), 2),
            section,
            times: (CHANGES, RUNS),
        },
    )?;
    moved_as_expected(changed.moved)?;
    Ok(changed.time())
}

fn change(form: &Form, blocks: usize) -> Result<Duration> {
    let answers = peer_form::answers(blocks).into_iter().collect();
    let mut journey = Journey::new(form, answers, today()?);
    let section = blocks / 2;
    let block = peer_form::block(section + 1);
    let id = peer_form::id(&block, 2);
    let position = form.position(&id).context("the question is in the form")?;
    let posted = ["a", "b"].map(|value| vec![(id.clone(), value.to_owned())]);
    let mut moved = 0;
    let all = middle(|| {
        for number in 0..CHANGES {
            let fields = &posted[number % 2];
            let answer = form
                .question(position)
                .asks()
                .read(&Posted::new(fields, &id));
            moved += journey.change(&id, answer).len();
            let asked = form
                .questions_of(section)
                .filter(|at| journey.required(*at));
            black_box(asked.filter(|at| journey.answer(*at).is_some()).count());
        }
    })?;
    moved_as_expected(moved)?;
    Ok(all / u32::try_from(CHANGES)?)
}

/// The first change of all gives what is there already; every other moves two questions.
fn moved_as_expected(moved: usize) -> Result<()> {
    if moved != (RUNS * CHANGES * 2) - 1 && moved != (RUNS * CHANGES - 1) * 2 {
        bail!("{moved} questions moved");
    }
    Ok(())
}

/// The middle of the times that something takes.
fn middle<T>(mut work: impl FnMut() -> T) -> Result<Duration> {
    let times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    let all = times.iter().sum();
    Ok(Pace::new(times, all)?.percentile(50))
}

fn today() -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 10, 2).context("a day")
}
