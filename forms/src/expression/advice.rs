//! What to write instead of what was written: names from other languages, near misses.

/// Functions of the profile that need a form around them, or another day.
const LATER: &[&str] = &[
    "once",
    "now",
    "previous",
    "score",
    "band",
    "position",
    "repeat-count",
    "choice-label",
    "sum-if",
    "count-if",
    "join",
    "count",
];

/// What other languages call a thing, and what to write here.
const ELSEWHERE: &[(&str, &str)] = &[
    ("average", "mean"),
    ("avg", "mean"),
    ("concatenate", "concat"),
    ("floor", "int"),
    ("iif", "if"),
    ("is-selected", "selected"),
    ("len", "string-length"),
    ("length", "string-length"),
    ("substring", "substr"),
    ("matches", "regex"),
    ("datedif", "days-between"),
];

/// The word itself when it is written differently in capitals or with `_`, the name it has here,
/// or the nearest of `offered`.
pub(super) fn nearest<'a>(
    word: &str,
    offered: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    let plain = word.to_lowercase().replace('_', "-");
    let known = ELSEWHERE
        .iter()
        .find(|(name, _)| *name == plain)
        .map_or(&*plain, |(_, ours)| ours);
    let near = offered.map(|name| (distance(known, name), name)).min()?;
    let allowed = if known.len() < 4 { 1 } else { 2 };
    (near.0 <= allowed).then_some(near.1)
}

/// What to say of a function that is not there.
pub(super) fn unknown_function<'a>(
    word: &str,
    offered: impl Iterator<Item = &'a str> + Clone,
) -> String {
    if LATER.contains(&word) {
        return format!("`{word}` is not offered yet: leave it out");
    }
    match word.to_lowercase().as_str() {
        "isblank" | "is-blank" | "isempty" | "is-empty" | "empty" => {
            "write `${name} = ''` to ask whether an answer is blank".to_string()
        }
        _ => match nearest(word, offered) {
            Some(name) => format!("there is no function `{word}`: did you mean `{name}`?"),
            None => format!("there is no function `{word}`: write one that is offered"),
        },
    }
}

/// What to write for a character that begins nothing here.
pub(super) fn character(found: char) -> String {
    let instead = match found {
        '!' => "write `not(…)` for not, or `!=` for is not",
        '&' => "write `and`, not `&&`",
        '|' => "write `or`, not `||`",
        '/' => "write `div` to divide, and `${name}` for the answer to a question",
        '÷' => "write `div` to divide",
        '×' => "write `*` to multiply",
        '%' => "write `mod` for the remainder of a division, and 0.5 for 50%",
        '≤' => "write `<=` for at most",
        '≥' => "write `>=` for at least",
        '≠' => "write `!=` for is not",
        '–' | '—' | '−' => "write the short `-` for minus",
        '‘' | '’' | '“' | '”' | '`' => "write text in straight quotes: 'yes'",
        '$' | '{' => "write `${name}` for the answer to a question",
        '}' => "begin a name with `${`",
        '?' | ':' => "write `if(condition, then, otherwise)`",
        '[' | ']' => "write round brackets; square ones are not offered",
        '£' | '€' => "write the number alone, without a sign of money",
        '@' | '#' => "write `${name}` for the answer to a question",
        _ => return format!("`{found}` means nothing here: leave it out"),
    };
    instead.to_string()
}

/// What to write for a word where a value should be.
pub(super) fn word_as_value(word: &str) -> String {
    match word.to_lowercase().as_str() {
        "true" | "false" => format!("write `{}()`", word.to_lowercase()),
        "today" => "write `today()`".to_string(),
        "not" => "write `not(…)` with brackets".to_string(),
        "null" | "none" | "nil" | "blank" | "empty" => "write `''` for a blank answer".to_string(),
        "and" | "or" | "div" | "mod" => {
            format!("something is missing before `{word}`: write a value there")
        }
        _ => {
            format!("write `${{{word}}}` for the answer to {word}, or '{word}' for that very text")
        }
    }
}

/// What to write for a word where `and`, `or` or another operator should be.
pub(super) fn word_as_operator(word: &str) -> String {
    match word.to_lowercase().as_str() {
        "is" | "eq" | "equals" => "write `=` for equals".to_string(),
        "isnt" | "ne" | "not" => "write `!=` for is not".to_string(),
        "lt" => "write `<` for less than".to_string(),
        "gt" => "write `>` for more than".to_string(),
        "x" => "write `*` to multiply".to_string(),
        "contains" | "includes" | "in" => "write `selected(${name}, 'value')`".to_string(),
        "and" | "or" | "div" | "mod" => format!("write `{}`", word.to_lowercase()),
        _ => format!("write `and`, `or` or another operator before `{word}`"),
    }
}

/// How many letters to add, drop, change or swap with their neighbour.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for i in 1..=from.len() {
        let mut next = vec![i];
        for j in 1..=to.len() {
            let changed = row[j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut least = changed.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[to.len()]
}
