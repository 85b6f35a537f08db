//! Regular expressions of Go, as the `regex` crate spells them.
//!
//! Classes such as `\d` mean ASCII in Go, `[` in a set is itself, and `\Q…\E` quotes. All else is
//! the same in both, or refused by the crate.

use std::str::Chars;

/// The pattern in the crate's spelling.
pub(super) fn rewritten(pattern: &str) -> String {
    let mut rewriting = Rewriting {
        rest: pattern.chars(),
        result: String::new(),
    };
    while let Some(letter) = rewriting.rest.next() {
        match letter {
            '\\' => rewriting.escape(),
            '[' => rewriting.set(),
            _ => rewriting.result.push(letter),
        }
    }
    rewriting.result
}

struct Rewriting<'p> {
    rest: Chars<'p>,
    result: String,
}

impl Rewriting<'_> {
    /// What stands behind a `\`.
    fn escape(&mut self) {
        let Some(letter) = self.rest.next() else {
            return self.result.push('\\');
        };
        let class = match letter {
            'd' => "[0-9]",
            'D' => "[^0-9]",
            's' => r"[\t\n\f\r ]",
            'S' => r"[^\t\n\f\r ]",
            'w' => "[0-9A-Za-z_]",
            'W' => "[^0-9A-Za-z_]",
            'b' => r"(?-u:\b)",
            'B' => r"(?-u:\B)",
            '<' => "<",
            '>' => ">",
            'Q' => return self.quote(),
            _ => return self.result.extend(['\\', letter]),
        };
        self.result.push_str(class);
    }

    /// What stands behind `\Q`; without `\E`, all of it.
    fn quote(&mut self) {
        let rest = self.rest.as_str();
        let (quoted, after) = rest.split_once(r"\E").unwrap_or((rest, ""));
        self.result.push_str(&regex::escape(quoted));
        self.rest = after.chars();
    }

    /// What stands behind the `[` of a set. A `]` that comes first is a member.
    fn set(&mut self) {
        self.result.push('[');
        if self.eat("^") {
            self.result.push('^');
        }
        if self.eat("]") {
            self.result.push_str(r"\]");
        }
        while let Some(letter) = self.rest.next() {
            match letter {
                ']' => return self.result.push(']'),
                '\\' => self.escape(),
                '[' if self.eat(":") => self.class(),
                '[' | '&' | '~' => self.result.extend(['\\', letter]),
                _ => self.result.push(letter),
            }
        }
    }

    /// What stands behind the `[:` of `[:alpha:]`, where that is what it is.
    fn class(&mut self) {
        match self.rest.as_str().split_once(":]") {
            Some((name, after)) => {
                self.result.extend(["[:", name, ":]"]);
                self.rest = after.chars();
            }
            None => self.result.push_str(r"\[:"),
        }
    }

    fn eat(&mut self, expected: &str) -> bool {
        let after = self.rest.as_str().strip_prefix(expected);
        if let Some(after) = after {
            self.rest = after.chars();
        }
        after.is_some()
    }
}
