//! A report over rounds of case audits: tiles of counts as plain data. What a tile counts is the
//! plugin's; what may be seen of it is the server's.

/// A place in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileCell {
    /// What stands there, in words.
    pub words: String,
    /// Whether it rests on so few children that it must stay within the audit team.
    pub few: bool,
}

/// A figure beside a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileFigure {
    /// What it is called.
    pub title: String,
    /// What it comes to.
    pub amount: TileCell,
    /// Why it is what it is.
    pub because: String,
}

/// A piece of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileView {
    /// Its name, the same in every report.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What its cells count, and how.
    pub counts: (String, String),
    /// What its rows are.
    pub rows_are: String,
    /// The headings of its cells.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<(String, Vec<TileCell>)>,
    /// What was worked out from the counts.
    pub figures: Vec<TileFigure>,
    /// What a reader must know besides.
    pub notes: Vec<String>,
}

/// Tiles about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileGroup {
    /// Its name in an address.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Counts over all that is reported.
    pub tiles: Vec<TileView>,
    /// What is said of two organisations each.
    pub pairs: Vec<TileView>,
}

/// What the rounds of one form say together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPage {
    /// The form's key.
    pub key: String,
    /// The form's title.
    pub form: String,
    /// How many children's grades are shown, and in how many rounds.
    pub counted: (usize, usize),
    /// How many returns are counted, of how many that were asked about these children.
    pub returns: (usize, usize),
    /// Cells that rest on fewer children than this stay within the audit team.
    pub fewest: u32,
    /// Whether the visitor is of the audit team, and sees small counts.
    pub team: bool,
    /// What can be shown: name and heading.
    pub choices: Vec<(String, String)>,
    /// What is shown of that; none while there is nothing.
    pub shown: Option<TileGroup>,
}
