//! A partnership's own questions: added to the section that has room for them, never scored and
//! never required. Each change makes a new package, to be published like any other. It must not
//! know who may do this.

use crate::{
    definition::{FormPackage, Section},
    question::{
        Asked, Choice, Choices, Common, LongText, Number, Offer, Question, TextLine, YesNo,
    },
    text::Text,
};

/// The kinds a partnership may choose from, as definitions write them, each with its name for
/// people.
pub const LOCAL_KINDS: [(&str, &str); 6] = [
    ("yes_no", "Yes or no"),
    ("choice", "One of several options"),
    ("choices", "Any of several options"),
    ("text", "One line of text"),
    ("long_text", "Several lines of text"),
    ("number", "A number"),
];

/// A question as it is typed by whoever adds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewLocalQuestion {
    /// One of [`LOCAL_KINDS`].
    pub kind: String,
    /// What is asked.
    pub label: String,
    /// Help with it; may be blank.
    pub hint: String,
    /// What can be selected, a line each; only for kinds with options.
    pub options: String,
}

/// What is wrong with a typed question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalProblem {
    /// The member of [`NewLocalQuestion`] to mend: `kind`, `label`, `hint`, `options`.
    pub part: &'static str,
    /// What to do about it.
    pub message: String,
}

/// Letters that a label, a hint or an option may have at most.
const MOST_LETTERS: usize = 500;
/// Options that a question may offer at most.
const MOST_OPTIONS: usize = 20;

/// The section with room for the partnership's own questions, and how many fit.
pub fn local_section(package: &FormPackage) -> Option<(&Section, usize)> {
    let with_room = package
        .sections
        .iter()
        .find(|section| section.local.is_some())?;
    let room = with_room.local.as_ref()?.up_to;
    Some((with_room, room as usize))
}

/// The package with one more question. `ever_used` are the ids of questions in all versions of
/// the form: an id is never used again, even when its question is gone.
///
/// # Errors
/// What is wrong with the question, each with what to do; or that there is no room.
pub fn add(
    package: &FormPackage,
    ever_used: &[String],
    new: &NewLocalQuestion,
) -> Result<FormPackage, Vec<LocalProblem>> {
    let problem = |part, message: String| LocalProblem { part, message };
    let Some((section, room)) = local_section(package) else {
        let message = "This form has no room for local questions".to_string();
        return Err(vec![problem("kind", message)]);
    };
    if section.questions.len() >= room {
        let message = format!("Remove a question first: there is room for {room}");
        return Err(vec![problem("kind", message)]);
    }
    let mut package = package.clone();
    let section = section.id.clone();
    let question = question(next_id(&section, ever_used), new)?;
    for of in &mut package.sections {
        if of.id == section {
            of.questions.push(question.clone());
        }
    }
    Ok(package)
}

/// The package without this local question; none when it has no such question.
pub fn remove(package: &FormPackage, id: &str) -> Option<FormPackage> {
    let mut package = package.clone();
    let section = package
        .sections
        .iter_mut()
        .find(|section| section.local.is_some())?;
    let position = section
        .questions
        .iter()
        .position(|question| question.id() == id)?;
    section.questions.remove(position);
    Some(package)
}

/// The section's id and the number after the highest ever used: `R11`.
fn next_id(section: &str, ever_used: &[String]) -> String {
    let number = |id: &String| id.strip_prefix(section)?.parse::<u32>().ok();
    let highest = ever_used.iter().filter_map(number).max().unwrap_or(0);
    format!("{section}{}", highest + 1)
}

fn question(id: String, new: &NewLocalQuestion) -> Result<Question, Vec<LocalProblem>> {
    let mut problems = words_problems(new);
    let options: Vec<&str> = new
        .options
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    if matches!(new.kind.as_str(), "choice" | "choices") {
        problems.extend(options_problem(&options));
    }
    let common = Common {
        id,
        label: Text::english(new.label.trim()),
        hint: Some(new.hint.trim())
            .filter(|hint| !hint.is_empty())
            .map(Text::english),
        ..Common::default()
    };
    let offers = || offers(&options);
    let question = match new.kind.as_str() {
        "yes_no" => Question::YesNo(Asked {
            common,
            kind: YesNo::default(),
        }),
        "choice" => Question::Choice(Asked {
            common,
            kind: Choice { options: offers() },
        }),
        "choices" => {
            let kind = Choices {
                options: offers(),
                at_most: None,
            };
            Question::Choices(Asked { common, kind })
        }
        "text" => Question::Text(Asked {
            common,
            kind: TextLine::default(),
        }),
        "long_text" => Question::LongText(Asked {
            common,
            kind: LongText::default(),
        }),
        "number" => Question::Number(Asked {
            common,
            kind: Number::default(),
        }),
        _ => {
            let message = "Select how the question is answered".to_string();
            problems.push(LocalProblem {
                part: "kind",
                message,
            });
            return Err(problems);
        }
    };
    match problems.is_empty() {
        true => Ok(question),
        false => Err(problems),
    }
}

fn words_problems(new: &NewLocalQuestion) -> Vec<LocalProblem> {
    let mut problems = Vec::new();
    let mut add = |part, message: String| problems.push(LocalProblem { part, message });
    if new.label.trim().is_empty() {
        add("label", "Enter the question".to_string());
    }
    for (part, words, noun) in [
        ("label", &new.label, "question"),
        ("hint", &new.hint, "hint"),
    ] {
        if words.chars().count() > MOST_LETTERS {
            add(
                part,
                format!("Shorten the {noun} to {MOST_LETTERS} letters"),
            );
        }
    }
    problems
}

fn options_problem(options: &[&str]) -> Option<LocalProblem> {
    let mut seen = options.to_vec();
    seen.sort_unstable();
    seen.dedup();
    let message = if options.len() < 2 {
        "Enter at least two options, each on a line of its own".to_string()
    } else if options.len() > MOST_OPTIONS {
        format!("Enter no more than {MOST_OPTIONS} options")
    } else if seen.len() < options.len() {
        "Enter each option once".to_string()
    } else if options
        .iter()
        .any(|option| option.chars().count() > MOST_LETTERS)
    {
        format!("Shorten each option to {MOST_LETTERS} letters")
    } else {
        return None;
    };
    Some(LocalProblem {
        part: "options",
        message,
    })
}

fn offers(options: &[&str]) -> Vec<Offer> {
    let offer = |(place, words): (usize, &&str)| Offer {
        value: format!("option_{}", place + 1),
        label: Text::english(*words),
        hint: None,
        exclusive: false,
    };
    options.iter().enumerate().map(offer).collect()
}
