//! The table that is printed: what was measured, beside the machine's own limit in the same run
//! and the goal. Whether a goal is met follows from the numbers. It must not know what they mean.

use std::fmt;

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    value: f64,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Unit {
    PerSecond,
    Milliseconds,
    Bytes,
    Mebibytes,
}

/// What a measure should come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// This or more.
    AtLeast(Measure),
    /// This or less.
    AtMost(Measure),
    /// This share of the machine's limit or more, in hundredths.
    ShareOfLimit(f64),
}

/// One line of the table.
#[derive(Debug)]
pub struct Row {
    what: String,
    measured: Option<Measure>,
    limit: Option<Measure>,
    goals: Vec<Goal>,
    notes: Vec<String>,
}

/// All lines, in the order measured.
#[derive(Debug, Default)]
pub struct Table(Vec<Row>);

/// So many a second.
pub fn per_second(value: f64) -> Measure {
    let unit = Unit::PerSecond;
    Measure { value, unit }
}

/// A time.
pub fn time(time: std::time::Duration) -> Measure {
    milliseconds(time.as_secs_f64() * 1000.0)
}

/// So many thousandths of a second.
pub fn milliseconds(value: f64) -> Measure {
    let unit = Unit::Milliseconds;
    Measure { value, unit }
}

/// So many bytes.
pub fn bytes(value: f64) -> Measure {
    let unit = Unit::Bytes;
    Measure { value, unit }
}

/// So many mebibytes.
pub fn mebibytes(value: f64) -> Measure {
    let unit = Unit::Mebibytes;
    Measure { value, unit }
}

impl Row {
    /// Something that was measured.
    pub fn new(what: &str, measured: Measure) -> Row {
        Row {
            what: what.to_owned(),
            measured: Some(measured),
            limit: None,
            goals: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Something that cannot be measured here, and why.
    pub fn unmeasured(what: &str, why: &str) -> Row {
        Row {
            what: what.to_owned(),
            measured: None,
            limit: None,
            goals: Vec::new(),
            notes: vec![format!("not measured: {why}")],
        }
    }

    /// The same by the barest means of this machine, in this run.
    pub fn limit(mut self, limit: Measure) -> Row {
        self.limit = Some(limit);
        self
    }

    /// What it should come to; with several goals all of them must be met.
    pub fn goal(mut self, goal: Goal) -> Row {
        self.goals.push(goal);
        self
    }

    /// What a reader must know to judge the number.
    pub fn note(mut self, note: impl Into<String>) -> Row {
        self.notes.push(note.into());
        self
    }

    fn ratio(&self) -> Option<f64> {
        Some(self.measured?.value / self.limit?.value)
    }

    fn is_met(&self, goal: &Goal) -> bool {
        match (goal, self.measured) {
            (_, None) => false,
            (Goal::AtLeast(least), Some(measured)) => measured.value >= least.value,
            (Goal::AtMost(most), Some(measured)) => measured.value <= most.value,
            (Goal::ShareOfLimit(share), Some(_)) => {
                self.ratio().is_some_and(|ratio| ratio * 100.0 >= *share)
            }
        }
    }

    fn verdict(&self) -> &'static str {
        match (self.measured, self.goals.as_slice()) {
            (None, _) => "not measured",
            (_, []) => "",
            (_, goals) if goals.iter().all(|goal| self.is_met(goal)) => "met",
            _ => "missed",
        }
    }

    fn cells(&self) -> [String; 6] {
        let shown = |measure: Option<Measure>| measure.map_or(String::new(), |m| m.to_string());
        let goals: Vec<String> = self.goals.iter().map(Goal::to_string).collect();
        [
            self.what.clone(),
            shown(self.measured),
            shown(self.limit),
            self.ratio().map_or(String::new(), in_figures),
            goals.join(", "),
            self.verdict().to_owned(),
        ]
    }
}

impl Table {
    /// Adds lines.
    pub fn add(&mut self, rows: impl IntoIterator<Item = Row>) {
        self.0.extend(rows);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["what", "measured", "the limit", "ratio", "goal", ""].map(str::to_owned);
        let lines: Vec<[String; 6]> = std::iter::once(head)
            .chain(self.0.iter().map(Row::cells))
            .collect();
        let width = |column: usize| {
            let cells = lines.iter().map(|line| line[column].chars().count());
            cells.max().unwrap_or(0)
        };
        let widths: [usize; 6] = std::array::from_fn(width);
        for line in &lines {
            let [what, measured, limit, ratio, goal, verdict] = line;
            writeln!(
                f,
                "{what:<0$}  {measured:>1$}  {limit:>2$}  {ratio:>3$}  {goal:<4$}  {verdict}",
                widths[0], widths[1], widths[2], widths[3], widths[4],
            )?;
        }
        for row in self.0.iter().filter(|row| !row.notes.is_empty()) {
            writeln!(f, "\n{}:", row.what)?;
            for note in &row.notes {
                writeln!(f, "  {note}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::PerSecond => "/s",
            Unit::Milliseconds => " ms",
            Unit::Bytes => " B",
            Unit::Mebibytes => " MiB",
        };
        write!(f, "{}{unit}", in_figures(self.value))
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Goal::AtLeast(least) => write!(f, "≥ {least}"),
            Goal::AtMost(most) => write!(f, "≤ {most}"),
            Goal::ShareOfLimit(share) => write!(f, "≥ {share} % of it"),
        }
    }
}

/// A number to about three figures, whole from 100 on, its thousands apart.
fn in_figures(value: f64) -> String {
    let decimals = match value.abs() {
        large if large >= 99.95 || large == 0.0 => 0,
        middle if middle >= 9.995 => 1,
        small if small >= 0.9995 => 2,
        _ => 3,
    };
    let figures = format!("{value:.decimals$}");
    let (whole, fraction) = figures.split_once('.').unwrap_or((&figures, ""));
    let digits = whole.len();
    let mut apart = String::with_capacity(digits + digits / 3);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (digits - place).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        return apart;
    }
    format!("{apart}.{fraction}")
}
