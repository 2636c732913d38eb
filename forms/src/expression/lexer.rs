//! Splits the source of an expression into tokens, each with where it begins.

use super::{ExpressionError, advice, ast::Operator};

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) sort: Sort,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sort {
    Number(f64),
    Text(String),
    /// `${name}`
    Name(String),
    /// The name of a function.
    Word(String),
    /// `.`
    Own,
    Operator(Operator),
    Open,
    Close,
    Comma,
    End,
}

/// All tokens of `source`; the last one is [`Sort::End`].
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, ExpressionError> {
    let mut lexer = Lexer { source, at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_blanks();
        let at = lexer.at;
        let sort = lexer.sort()?;
        let last = sort == Sort::End;
        tokens.push(Token { at, sort });
        if last {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Takes what `belongs` at the front.
    fn take(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|letter| !belongs(letter)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn error<T>(&self, at: usize, message: impl Into<String>) -> Result<T, ExpressionError> {
        Err(ExpressionError {
            at,
            message: message.into(),
        })
    }

    fn sort(&mut self) -> Result<Sort, ExpressionError> {
        let mut ahead = self.rest().chars();
        let Some(first) = ahead.next() else {
            return Ok(Sort::End);
        };
        let second = ahead.next();
        match first {
            '0'..='9' => self.number(),
            '.' if second.is_some_and(|letter| letter.is_ascii_digit()) => self.number(),
            '.' if second == Some('.') => self.error(
                self.at,
                "`..` is not offered: write `${name}` for another answer",
            ),
            '\'' | '"' => self.text(first),
            '$' if second == Some('{') => self.name(),
            letter if letter.is_alphabetic() => self.word(),
            _ => self.sign(first, second),
        }
    }

    fn sign(&mut self, first: char, second: Option<char>) -> Result<Sort, ExpressionError> {
        let (sort, bytes) = match (first, second) {
            ('=', Some('=')) => return self.error(self.at, "write `=` for equals, not `==`"),
            ('=', Some('<')) => return self.error(self.at, "write `<=` for at most, not `=<`"),
            ('=', Some('>')) => return self.error(self.at, "write `>=` for at least, not `=>`"),
            ('<', Some('>')) => return self.error(self.at, "write `!=` for is not, not `<>`"),
            ('!', Some('=')) => (Sort::Operator(Operator::NotEqual), 2),
            ('<', Some('=')) => (Sort::Operator(Operator::AtMost), 2),
            ('>', Some('=')) => (Sort::Operator(Operator::AtLeast), 2),
            ('=', _) => (Sort::Operator(Operator::Equal), 1),
            ('<', _) => (Sort::Operator(Operator::Less), 1),
            ('>', _) => (Sort::Operator(Operator::More), 1),
            ('+', _) => (Sort::Operator(Operator::Plus), 1),
            ('-', _) => (Sort::Operator(Operator::Minus), 1),
            ('*', _) => (Sort::Operator(Operator::Times), 1),
            ('(', _) => (Sort::Open, 1),
            (')', _) => (Sort::Close, 1),
            (',', _) => (Sort::Comma, 1),
            ('.', _) => (Sort::Own, 1),
            _ => return self.error(self.at, advice::character(first)),
        };
        self.at += bytes;
        Ok(sort)
    }

    fn number(&mut self) -> Result<Sort, ExpressionError> {
        let at = self.at;
        self.take(|letter| letter.is_ascii_digit());
        if self.rest().starts_with('.') {
            self.at += 1;
            self.take(|letter| letter.is_ascii_digit());
        }
        let digits = &self.source[at..self.at];
        if self.is_bare_date(digits) {
            return self.error(at, "write a date in quotes: date('2025-09-01')");
        }
        if self
            .rest()
            .starts_with(|next: char| next.is_alphabetic() || next == '.')
        {
            let message = format!(
                "`{digits}` is not followed by a blank or an operator: \
 write plain numbers such as 18 or 2.5, and text in quotes"
            );
            return self.error(at, message);
        }
        match digits.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Sort::Number(number)),
            _ => self.error(at, "this number is too large: write one of fewer digits"),
        }
    }

    /// Whether a year with a month and a day after it has just been read: 2025-09-01 without
    /// quotes would be 2015.
    fn is_bare_date(&self, year: &str) -> bool {
        let rest = self.rest().as_bytes();
        let shape = b"-00-00";
        year.len() == 4
            && rest.len() >= shape.len()
            && rest.iter().zip(shape).all(|(byte, like)| match like {
                b'-' => *byte == b'-',
                _ => byte.is_ascii_digit(),
            })
    }

    fn text(&mut self, quote: char) -> Result<Sort, ExpressionError> {
        let at = self.at;
        let inside = &self.rest()[quote.len_utf8()..];
        let Some(end) = inside.find(quote) else {
            return self.error(
                at,
                format!("close the text that begins here with another {quote}"),
            );
        };
        self.at += end + 2 * quote.len_utf8();
        Ok(Sort::Text(inside[..end].to_string()))
    }

    fn name(&mut self) -> Result<Sort, ExpressionError> {
        let at = self.at;
        self.at += "${".len();
        let allowed = |letter: char| letter.is_alphanumeric() || "_-.".contains(letter);
        let name = self.take(allowed);
        if self.rest().starts_with('}') && !name.is_empty() {
            self.at += 1;
            return Ok(Sort::Name(name.to_string()));
        }
        match self.rest().find('}') {
            Some(_) => self.error(
                at,
                "write the id of a question between `${` and `}`: \
 letters, digits, `_`, `-` and dots, without blanks",
            ),
            None => self.error(at, "close the name that begins here with `}`"),
        }
    }

    /// A word may have hyphens, so `days-between` is one; `today()-7` is three.
    fn word(&mut self) -> Result<Sort, ExpressionError> {
        let word = self.take(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-');
        Ok(match word {
            "and" => Sort::Operator(Operator::And),
            "or" => Sort::Operator(Operator::Or),
            "div" => Sort::Operator(Operator::Div),
            "mod" => Sort::Operator(Operator::Mod),
            word => Sort::Word(word.to_string()),
        })
    }
}
