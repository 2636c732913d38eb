//! The types of values, and what a caller knows of them before there is any answer.

use crate::expression::value::number_of;

/// What a value may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Always blank: `''`. Fits every other type.
    Blank,
    /// True or false.
    Bool,
    /// A number.
    Number,
    /// Any text.
    Text,
    /// A day.
    Date,
    /// One of these values. Counts as a number when any of them is one: a rating of '1' to '4' or
    /// 'na' may be put in order and averaged, and 'na' is then no number.
    Option(Vec<String>),
    /// Several of these values.
    Set(Vec<String>),
}

/// What is known of names before there is any answer.
pub trait Types {
    /// The type of `${name}`; `None` when there is no such name here.
    fn of(&self, name: &str) -> Option<Type>;

    /// The type of `.`; `None` where there is no answer being checked.
    fn own(&self) -> Option<Type>;
}

impl Type {
    pub(super) fn is_number(&self) -> bool {
        match self {
            Type::Number | Type::Blank => true,
            Type::Option(values) => values.iter().any(|value| number_of(value).is_some()),
            _ => false,
        }
    }

    /// The type of a value that is of either.
    pub(super) fn joined(self, other: Type) -> Option<Type> {
        match (self, other) {
            (Type::Blank, kind) | (kind, Type::Blank) => Some(kind),
            (Type::Option(mut values), Type::Option(more)) => {
                add(&mut values, more);
                Some(Type::Option(values))
            }
            (Type::Set(mut values), Type::Set(more)) => {
                add(&mut values, more);
                Some(Type::Set(values))
            }
            (Type::Option(_), Type::Text) | (Type::Text, Type::Option(_)) => Some(Type::Text),
            (a, b) if a == b => Some(a),
            (a, b) => (a.is_number() && b.is_number()).then_some(Type::Number),
        }
    }

    pub(super) fn in_words(&self) -> &'static str {
        match self {
            Type::Blank => "blank",
            Type::Bool => "true or false",
            Type::Number => "a number",
            Type::Text => "text",
            Type::Date => "a date",
            Type::Option(_) => "a choice",
            Type::Set(_) => "several choices",
        }
    }
}

fn add(values: &mut Vec<String>, more: Vec<String>) {
    for value in more {
        if !values.contains(&value) {
            values.push(value);
        }
    }
}
