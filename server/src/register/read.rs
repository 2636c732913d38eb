//! The register's extract of schools, line by line: what is wrong with a line is told, and the
//! others are kept. Column names are the register's own (Get Information about Schools,
//! “Establishment fields CSV”). It must not know the directory.

use super::{
    record::{Line, LineProblem, Unreadable, lines},
    words,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// Letters of a name at most.
const LONGEST_NAME: usize = 200;

/// Whether the register counts a school as open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is open.
    Open,
    /// It is closed.
    Closed,
    /// It is planned.
    Proposed,
}

/// A school as the register tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterSchool {
    /// On which line it stands.
    pub line: u64,
    /// Its unique reference number.
    pub urn: String,
    /// Its name.
    pub name: String,
    /// Whether it is open.
    pub standing: Standing,
    /// Whether it is a children's centre or another place that answers no school's return.
    pub no_school: bool,
    /// The code of its local authority.
    pub area: String,
    /// Its number of authority and establishment.
    pub laestab: Option<String>,
    /// Its provider reference number.
    pub ukprn: Option<String>,
    /// Its phase, in the directory's word.
    pub phase: Option<String>,
    /// Its type, in the directory's word.
    pub school_type: Option<String>,
    /// Since when it exists.
    pub opened_on: Option<NaiveDate>,
    /// Since when it no longer does.
    pub closed_on: Option<NaiveDate>,
    /// The trust that runs it: code and name.
    pub trust: Option<(String, String)>,
    /// Whether the file tells of trusts.
    pub tells_trust: bool,
    /// What else is known, as the directory keeps it.
    pub details: Map<String, Json>,
}

/// An extract, read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// The schools of the areas asked for.
    pub schools: Vec<RegisterSchool>,
    /// What is wrong with which line.
    pub problems: Vec<LineProblem>,
    /// Schools of other areas.
    pub elsewhere: usize,
}

/// Codes of local authorities; none at all for every area.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Areas(Vec<String>);

impl Areas {
    /// The areas of codes of three digits, parted by commas or spaces.
    ///
    /// # Errors
    /// What to enter instead.
    pub fn parse(typed: &str) -> Result<Areas, String> {
        let codes = typed.split([',', ' ', ';']).map(str::trim);
        let codes: Vec<&str> = codes.filter(|code| !code.is_empty()).collect();
        let is_code = |code: &&str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit());
        match codes.iter().find(|code| !is_code(code)) {
            Some(wrong) => Err(format!(
                "“{wrong}” is no code of a local authority. Enter three digits, such as 999"
            )),
            None => Ok(Areas(codes.into_iter().map(str::to_owned).collect())),
        }
    }

    /// Whether an area is among them.
    pub fn have(&self, code: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|held| held == code)
    }

    /// The codes, in words.
    pub fn in_words(&self) -> String {
        self.0.join(", ")
    }
}

/// Reads an extract.
///
/// # Errors
/// When it is no such file.
pub fn read(file: &[u8], areas: &Areas) -> Result<Extract, Unreadable> {
    let mut extract = Extract::default();
    let mut seen: HashMap<String, u64> = HashMap::new();
    let needed = [
        "URN",
        "LA (code)",
        "EstablishmentName",
        "EstablishmentStatus (name)",
    ];
    let broken = lines(file, &needed, |line| {
        let area = line.value("LA (code)").unwrap_or_default();
        if !area.is_empty() && !areas.have(&area) {
            extract.elsewhere += 1;
            return;
        }
        let school = school(&line, area);
        let school = school.and_then(|school| match seen.get(&school.urn) {
            Some(first) => Err(format!(
                "URN {} stands on line {first} already. Keep one of the two lines",
                school.urn
            )),
            None => Ok(school),
        });
        match school {
            Ok(school) => {
                seen.insert(school.urn.clone(), line.number);
                extract.schools.push(school);
            }
            Err(message) => extract
                .problems
                .push(LineProblem::new(line.number, message)),
        }
    })?;
    extract.problems.extend(broken);
    extract.problems.sort_by_key(|problem| problem.line);
    Ok(extract)
}

fn school(line: &Line<'_>, area: String) -> Result<RegisterSchool, String> {
    let urn = digits(line, "URN", 6)?.ok_or("Enter the URN, six digits")?;
    let area = (area.len() == 3 && area.bytes().all(|b| b.is_ascii_digit())).then_some(area);
    let area = area.ok_or("Enter the code of the local authority, three digits, as “LA (code)”")?;
    let name = line.value("EstablishmentName");
    let name = name.ok_or("Enter the name of the school as “EstablishmentName”")?;
    if name.chars().count() > LONGEST_NAME {
        return Err(format!("Shorten the name to {LONGEST_NAME} letters"));
    }
    if name.chars().any(char::is_control) {
        return Err("Take the characters out of the name that cannot be seen".to_owned());
    }
    let type_name = line.value("TypeOfEstablishment (name)").unwrap_or_default();
    let school_type = words::school_type(&type_name);
    let number = digits(line, "EstablishmentNumber", 4)?;
    Ok(RegisterSchool {
        line: line.number,
        standing: standing(line)?,
        no_school: words::is_no_school(&type_name),
        laestab: number.map(|number| format!("{area}/{number}")),
        ukprn: digits(line, "UKPRN", 8)?,
        phase: line
            .value("PhaseOfEducation (name)")
            .and_then(|name| words::phase(&name)),
        opened_on: day(line, "OpenDate")?,
        closed_on: day(line, "CloseDate")?,
        trust: trust(line),
        tells_trust: line.has("Trusts (code)"),
        details: details(line, &area, &school_type, &type_name),
        school_type: (!school_type.is_empty()).then_some(school_type),
        urn,
        name,
        area,
    })
}

fn standing(line: &Line<'_>) -> Result<Standing, String> {
    match line.value("EstablishmentStatus (name)").as_deref() {
        Some("Open" | "Open, but proposed to close") => Ok(Standing::Open),
        Some("Closed") => Ok(Standing::Closed),
        Some("Proposed to open") => Ok(Standing::Proposed),
        _ => Err(
            "Enter Open, Closed, “Open, but proposed to close” or “Proposed to open” as \
             “EstablishmentStatus (name)”"
                .to_owned(),
        ),
    }
}

/// A number of so many digits; zeros that a spreadsheet took away are put back.
fn digits(line: &Line<'_>, column: &str, count: usize) -> Result<Option<String>, String> {
    let Some(value) = line.value(column) else {
        return Ok(None);
    };
    if value.len() > count || !value.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!(
            "“{value}” is no {column}. Enter {count} digits{}",
            if column == "URN" { "" } else { " or nothing" }
        ));
    }
    if column == "URN" && value.len() < count {
        return Err(format!("“{value}” is no URN. Enter {count} digits"));
    }
    Ok(Some(format!("{value:0>count$}")))
}

fn day(line: &Line<'_>, column: &str) -> Result<Option<NaiveDate>, String> {
    let Some(value) = line.value(column) else {
        return Ok(None);
    };
    let read = ["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"]
        .into_iter()
        .find_map(|shape| NaiveDate::parse_from_str(&value, shape).ok());
    match read {
        Some(day) => Ok(Some(day)),
        None => Err(format!(
            "“{value}” is no day. Enter {column} as day, month and year, such as 31-08-2026"
        )),
    }
}

fn trust(line: &Line<'_>) -> Option<(String, String)> {
    let code = line.value("Trusts (code)")?;
    let name = line.value("Trusts (name)")?;
    let is_code = code.bytes().all(|b| b.is_ascii_digit()) && code.bytes().any(|b| b != b'0');
    let is_name = name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    (is_code && is_name).then_some((code, name))
}

fn details(line: &Line<'_>, area: &str, school_type: &str, type_name: &str) -> Map<String, Json> {
    let mut details = Map::new();
    let mut keep = |key: &str, value: Option<Json>| {
        if let Some(value) = value {
            details.insert(key.to_owned(), value);
        }
    };
    let text = |column: &str| {
        let value = line.value(column);
        let fits = |value: &String| {
            value.chars().count() <= LONGEST_NAME && !value.chars().any(char::is_control)
        };
        value.filter(fits).map(Json::from)
    };
    let number = |column: &str| {
        let value: Option<u32> = line.value(column).and_then(|value| value.parse().ok());
        value.map(Json::from)
    };
    keep("area", Some(area.into()));
    keep("area_name", text("LA (name)"));
    keep("roll", number("NumberOfPupils"));
    keep("age_from", number("StatutoryLowAge"));
    keep("age_to", number("StatutoryHighAge"));
    keep("postcode", text("Postcode"));
    keep("town", text("Town"));
    let head = ["HeadFirstName", "HeadLastName"].map(|column| line.value(column));
    if let [Some(first), Some(last)] = head {
        let name = format!("{first} {last}");
        let fits = name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
        keep("head", fits.then(|| serde_json::json!({ "name": name })));
    }
    let says = |column: &str, word: &str| line.value(column).is_some_and(|said| said == word);
    if line.has("NurseryProvision (name)") && line.has("Boarders (name)") {
        let traits = words::Traits {
            school_type,
            type_name,
            nursery: says("NurseryProvision (name)", "Has Nursery Classes"),
            boards: says("Boarders (name)", "Boarding school")
                || says("Boarders (name)", "Has boarders"),
            sixth_form: says("OfficialSixthForm (name)", "Has a sixth form"),
        };
        keep("modules", Some(words::modules(&traits)));
    }
    details
}
