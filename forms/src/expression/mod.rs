//! The expression language of conditions, constraints, computed questions and bands: XLSForm's
//! spelling, small, total, typed, without loops. One tree serves the evaluator, the static
//! checker, the plain-English printer and the list of names. It must not know forms or answers:
//! what a name stands for comes in through [`Scope`] and [`Types`].

mod advice;
mod ast;
mod english;
mod evaluate;
mod functions;
mod kind;
mod lexer;
mod parser;
mod value;

#[cfg(test)]
mod tests;

pub use kind::{Type, Types};
pub use value::{Known, Value};

use ast::Node;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The most characters an expression may have.
pub const MOST_CHARACTERS: usize = 2_000;

/// How deep brackets, calls and minus signs may lie in one another.
pub const DEEPEST: usize = 32;

/// A parsed expression with the text it was written as. In YAML and JSON it is that text.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    source: String,
    root: Node,
    names: Vec<String>,
    uses_own: bool,
}

/// What is wrong with an expression, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ExpressionError {
    /// Where it is, in bytes from the start of the source.
    pub at: usize,
    /// What to write, in a sentence for whoever wrote the form.
    pub message: String,
}

/// What the names of an expression stand for while it is evaluated.
pub trait Scope {
    /// The value of `${name}`: unanswered is [`Known::blank_unanswered`]; what is certainly blank,
    /// such as a hidden question, is [`Known::certain`] of [`Value::Blank`].
    fn value(&self, name: &str) -> Known;

    /// The value of `.`, the answer that is being checked.
    fn own(&self) -> Known;

    /// The day that `today()` gives.
    fn today(&self) -> NaiveDate;
}

impl Expression {
    /// Reads an expression; the number of arguments and the patterns of `regex` are checked too.
    ///
    /// # Errors
    /// The first thing that is not understood, with where it is and what to write instead.
    pub fn parse(source: &str) -> Result<Expression, ExpressionError> {
        let root = parser::parse(source)?;
        let mut names: Vec<String> = Vec::new();
        let mut uses_own = false;
        root.visit(&mut |node| match &node.expr {
            ast::Expr::Name(name) if !names.contains(name) => names.push(name.clone()),
            ast::Expr::Own => uses_own = true,
            _ => {}
        });
        Ok(Expression {
            source: source.to_string(),
            root,
            names,
            uses_own,
        })
    }

    /// The same with `${parent.name}` in the place of each `${.name}`.
    ///
    /// # Errors
    /// When it becomes too long.
    pub fn with_siblings_of(&self, parent: &str) -> Result<Expression, ExpressionError> {
        match self.source.contains("${.") {
            true => Expression::parse(&self.source.replace("${.", &format!("${{{parent}."))),
            false => Ok(self.clone()),
        }
    }

    /// The text it was written as.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Each `${name}` once, in order of appearance.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether `.` appears.
    pub fn uses_own(&self) -> bool {
        self.uses_own
    }

    /// Its value, and whether any value of the unanswered inputs could still change it. Total: each
    /// node is evaluated at most once.
    ///
    /// `${a} = ''`, `${a} != ''` and `count-non-empty(…)` ask whether something has been answered
    /// now: that is always determined.
    pub fn evaluate(&self, scope: &dyn Scope) -> Known {
        evaluate::evaluate(&self.root, scope)
    }

    /// The type of its value, after checking names, argument types and compared options.
    ///
    /// # Errors
    /// Everything found wrong, in the order of the source.
    pub fn kind(&self, types: &dyn Types) -> Result<Type, Vec<ExpressionError>> {
        kind::kind(&self.root, types)
    }

    /// The expression as a plain English phrase; `label` says what to call each name.
    pub fn to_english(&self, label: &dyn Fn(&str) -> String) -> String {
        english::english(&self.root, label)
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Expression::parse(&source).map_err(|error| {
            let before = source
                .get(..error.at)
                .map_or(0, |text| text.chars().count());
            let message = error.message;
            de::Error::custom(format!(
                "in `{source}`, at character {}: {message}",
                before + 1
            ))
        })
    }
}

#[cfg(feature = "load")]
impl schemars::JsonSchema for Expression {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Expression".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An expression, such as ${A3} = 'yes' and ${days} >= 3.",
            "type": "string",
            "minLength": 1,
            "maxLength": MOST_CHARACTERS
        })
    }
}
