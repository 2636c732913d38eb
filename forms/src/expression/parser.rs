//! Builds the tree of an expression by operator strength (a Pratt parser). Its recursion is bounded
//! by [`DEEPEST`], so that no source can exhaust the stack.

use super::{
    DEEPEST, ExpressionError, MOST_CHARACTERS, advice,
    ast::{Expr, Node, Operator, Pattern},
    functions::{self, Compute, Function},
    lexer::{self, Sort, Token},
};

/// The most characters a pattern may have.
const LONGEST_PATTERN: usize = 500;

/// The most bytes a compiled pattern may take, so that repeats of repeats stay small.
const LARGEST_PATTERN: usize = 64 * 1024;

/// The tree of `source`, or the first thing that is not understood.
pub(super) fn parse(source: &str) -> Result<Node, ExpressionError> {
    let characters = source.chars().count();
    if characters > MOST_CHARACTERS {
        return error(
            0,
            format!(
                "this has {characters} characters, {MOST_CHARACTERS} are allowed: \
 move a part of it into a computed question"
            ),
        );
    }
    let mut parser = Parser {
        tokens: lexer::tokens(source)?,
        next: 0,
        depth: 0,
    };
    if parser.peek().sort == Sort::End {
        return error(0, "write an expression, such as ${A3} = 'yes'");
    }
    let root = parser.expression(0)?;
    let Token { at, sort } = parser.take();
    match sort {
        Sort::End => Ok(root),
        Sort::Close => error(at, "this bracket closes nothing: leave it out"),
        Sort::Comma => error(
            at,
            "a comma stands only between the arguments of a function: \
 write numbers as 1000 or 2.5, and join conditions with `and` or `or`",
        ),
        sort => error(at, beside(&sort)),
    }
}

/// What to write where two values follow one another.
fn beside(sort: &Sort) -> String {
    match sort {
        Sort::Word(word) => advice::word_as_operator(word),
        _ => "write `and`, `or` or another operator between these two values".to_string(),
    }
}

fn error<T>(at: usize, message: impl Into<String>) -> Result<T, ExpressionError> {
    Err(ExpressionError {
        at,
        message: message.into(),
    })
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.next]
    }

    /// The next token; the end is never passed.
    fn take(&mut self) -> Token {
        let token = self.tokens[self.next].clone();
        if token.sort != Sort::End {
            self.next += 1;
        }
        token
    }

    /// A value and the operators of at least `least` strength after it.
    fn expression(&mut self, least: u8) -> Result<Node, ExpressionError> {
        let mut left = self.operand()?;
        let mut joined = None;
        while let Sort::Operator(operator) = self.peek().sort {
            let power = operator.power();
            if power < least {
                break;
            }
            let at = self.take().at;
            if operator.compares() && joined == Some(power) {
                return error(
                    at,
                    "write two comparisons joined by `and`: 1 < ${a} and ${a} < 5",
                );
            }
            let right = self.expression(power + 1)?;
            left = join(left, operator, right, joined == Some(power));
            joined = Some(power);
        }
        Ok(left)
    }

    fn operand(&mut self) -> Result<Node, ExpressionError> {
        let Token { at, sort } = self.take();
        let expr = match sort {
            Sort::Number(number) => Expr::Number(number),
            Sort::Text(text) => Expr::Text(text),
            Sort::Name(name) => Expr::Name(name),
            Sort::Own => Expr::Own,
            Sort::Operator(Operator::Minus) => {
                Expr::Negative(Box::new(self.deeper(at, Parser::operand)?))
            }
            Sort::Open => return self.deeper(at, |parser| parser.bracket(at)),
            Sort::Word(word) if self.peek().sort == Sort::Open => {
                return self.deeper(at, |parser| parser.call(at, &word));
            }
            Sort::Word(word) => return error(at, advice::word_as_value(&word)),
            Sort::Operator(operator) => {
                return error(at, format!("write a value before `{}`", operator.sign()));
            }
            Sort::Close => return error(at, "write a value before this bracket"),
            Sort::Comma => return error(at, "write a value before this comma"),
            Sort::End => return error(at, "write a value at the end: something is missing there"),
        };
        Ok(Node { at, expr })
    }

    fn deeper(
        &mut self,
        at: usize,
        read: impl FnOnce(&mut Parser) -> Result<Node, ExpressionError>,
    ) -> Result<Node, ExpressionError> {
        if self.depth == DEEPEST {
            return error(
                at,
                format!(
                    "this lies more than {DEEPEST} brackets deep: \
 move a part of it into a computed question"
                ),
            );
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn bracket(&mut self, opened: usize) -> Result<Node, ExpressionError> {
        let inner = self.expression(0)?;
        let Token { at, sort } = self.take();
        match sort {
            Sort::Close => Ok(inner),
            Sort::End => error(opened, "close the bracket opened here with `)`"),
            Sort::Comma => error(
                at,
                "a comma stands only between the arguments of a function",
            ),
            sort => error(at, beside(&sort)),
        }
    }

    fn call(&mut self, at: usize, word: &str) -> Result<Node, ExpressionError> {
        let Some(function) = functions::named(word) else {
            return error(at, advice::unknown_function(word, functions::names()));
        };
        let mut arguments = self.arguments(word)?;
        if !function.takes_so_many(arguments.len()) {
            return error(at, arity(function, arguments.len()));
        }
        if let (Compute::Regex, Some(last)) = (&function.compute, arguments.last_mut()) {
            *last = pattern(last)?;
        }
        Ok(Node {
            at,
            expr: Expr::Call(function, arguments),
        })
    }

    fn arguments(&mut self, word: &str) -> Result<Vec<Node>, ExpressionError> {
        let opened = self.take().at;
        let mut arguments = Vec::new();
        if self.peek().sort == Sort::Close {
            self.take();
            return Ok(arguments);
        }
        loop {
            if self.peek().sort == Sort::End {
                return error(
                    opened,
                    format!("close the bracket of `{word}(` opened here with `)`"),
                );
            }
            arguments.push(self.expression(0)?);
            let Token { at, sort } = self.take();
            match sort {
                Sort::Comma => {}
                Sort::Close => return Ok(arguments),
                Sort::End => {
                    return error(
                        opened,
                        format!("close the bracket of `{word}(` opened here with `)`"),
                    );
                }
                sort => return error(at, beside(&sort)),
            }
        }
    }
}

/// `left operator right`; `grows` when `left` is a chain just built of the same strength.
fn join(left: Node, operator: Operator, right: Node, grows: bool) -> Node {
    let at = left.at;
    let expr = match left.expr {
        _ if operator.compares() => Expr::Compare(operator, Box::new(left), Box::new(right)),
        Expr::Chain(first, mut rest) if grows => {
            rest.push((operator, right));
            Expr::Chain(first, rest)
        }
        expr => Expr::Chain(Box::new(Node { at, expr }), vec![(operator, right)]),
    };
    Node { at, expr }
}

fn arity(function: &Function, given: usize) -> String {
    let Function {
        name, least, most, ..
    } = function;
    let wanted = match (*least, *most) {
        (0, 0) => "nothing between its brackets".to_string(),
        (1, 1) => "1 argument".to_string(),
        (least, most) if least == most => format!("{least} arguments"),
        (least, usize::MAX) => format!(
            "at least {least} argument{}",
            if least == 1 { "" } else { "s" }
        ),
        (least, most) => format!("{least} to {most} arguments"),
    };
    format!(
        "`{name}` takes {wanted}, not {given}: write {}",
        function.usage
    )
}

/// The pattern of `regex`, which must be written out so that it can be checked before it is used.
fn pattern(node: &Node) -> Result<Node, ExpressionError> {
    let at = node.at;
    let Expr::Text(source) = &node.expr else {
        return error(
            at,
            "write the pattern itself in quotes: regex(${postcode}, '[A-Z]{1,2}.*')",
        );
    };
    if source.chars().count() > LONGEST_PATTERN {
        return error(
            at,
            format!("a pattern may have {LONGEST_PATTERN} characters: write a shorter one"),
        );
    }
    let compile = |text: &str| {
        regex_lite::RegexBuilder::new(text)
            .size_limit(LARGEST_PATTERN)
            .build()
    };
    match compile(source).and_then(|_| compile(&format!("^(?:{source})$"))) {
        Ok(regex) => Ok(Node {
            at,
            expr: Expr::Pattern(Pattern {
                source: source.clone(),
                regex,
            }),
        }),
        Err(reason) => error(
            at,
            format!("this pattern cannot be used ({reason}): write a simpler one"),
        ),
    }
}
