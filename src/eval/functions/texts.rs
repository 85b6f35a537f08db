//! Functions of texts.
//!
//! A character is what a reader takes for one, as for Terraform: `substr` and `strrev` count in
//! grapheme clusters.

use super::given::{count, integer, items, of_bool, of_text, of_texts, text, texts};
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong, check_length};
use crate::source::Span;
use crate::term::Term;
use unicode_segmentation::UnicodeSegmentation;

const TEXT: Parameter = Parameter::new("text", Takes::Text);
const PART: Parameter = Parameter::new("part", Takes::Text);
const TEXTS: Parameter = Parameter::new("texts", Takes::Texts);

/// `startsWith` and `endsWith` of Bicep do not tell capitals from small letters.
pub(super) const TABLE: &[Definition] = &[
    Definition::terraform("chomp", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(text(given, 0).trim_end_matches(['\r', '\n']), span))
    }),
    Definition::terraform("endswith", &[TEXT, PART], Gives::Bool, |given, span| {
        Ok(of_bool(text(given, 0).ends_with(text(given, 1)), span))
    }),
    Definition::terraform(
        "indent",
        &[Parameter::new("spaces", Takes::Number), TEXT],
        Gives::Text,
        indent,
    ),
    Definition::everywhere(
        "join",
        &[Parameter::new("separator", Takes::Text), TEXTS],
        Gives::Text,
        join,
    )
    .and(TEXTS),
    Definition::everywhere("lower", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(lower(text(given, 0)), span))
    }),
    Definition::everywhere(
        "split",
        &[Parameter::new("separator", Takes::Text), TEXT],
        Gives::Texts,
        |given, span| Ok(split(text(given, 0), text(given, 1), span)),
    ),
    Definition::terraform("startswith", &[TEXT, PART], Gives::Bool, |given, span| {
        Ok(of_bool(text(given, 0).starts_with(text(given, 1)), span))
    }),
    Definition::everywhere("strcontains", &[TEXT, PART], Gives::Bool, |given, span| {
        Ok(of_bool(text(given, 0).contains(text(given, 1)), span))
    }),
    Definition::terraform("strrev", &[TEXT], Gives::Text, |given, span| {
        let reversed: String = text(given, 0).graphemes(true).rev().collect();
        Ok(of_text(reversed, span))
    }),
    Definition::terraform(
        "substr",
        &[
            TEXT,
            Parameter::new("offset", Takes::Number),
            Parameter::new("length", Takes::Number),
        ],
        Gives::Text,
        substr,
    ),
    Definition::terraform("title", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(title(text(given, 0)), span))
    }),
    Definition::terraform(
        "trim",
        &[TEXT, Parameter::new("characters", Takes::Text)],
        Gives::Text,
        |given, span| {
            let characters = text(given, 1);
            let trimmed = text(given, 0).trim_matches(|letter| characters.contains(letter));
            Ok(of_text(trimmed, span))
        },
    ),
    Definition::terraform("trimprefix", &[TEXT, PART], Gives::Text, |given, span| {
        let whole = text(given, 0);
        Ok(of_text(
            whole.strip_prefix(text(given, 1)).unwrap_or(whole),
            span,
        ))
    }),
    Definition::everywhere("trimspace", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(text(given, 0).trim(), span))
    }),
    Definition::terraform("trimsuffix", &[TEXT, PART], Gives::Text, |given, span| {
        let whole = text(given, 0);
        Ok(of_text(
            whole.strip_suffix(text(given, 1)).unwrap_or(whole),
            span,
        ))
    }),
    Definition::everywhere("upper", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(upper(text(given, 0)), span))
    }),
];

fn indent(given: &[Term], span: Span) -> Result<Term, Fault> {
    let spaces = count(given, 0)?;
    let whole = text(given, 1);
    let lines = whole.matches('\n').count();
    check_length(lines.saturating_mul(spaces)).map_err(|wrong| wrong.of(0))?;
    let indented = whole.replace('\n', &format!("\n{}", " ".repeat(spaces)));
    Ok(of_text(indented, span))
}

fn join(given: &[Term], span: Span) -> Result<Term, Fault> {
    let separator = text(given, 0);
    let lists = (1..given.len()).map(|at| items(given, at));
    let all: Vec<_> = lists.flat_map(texts).collect();
    let length = all.iter().map(|text| text.len() + separator.len()).sum();
    check_length(length).map_err(Wrong::whole)?;
    Ok(of_text(all.join(separator), span))
}

fn split(separator: &str, whole: &str, span: Span) -> Term {
    if separator.is_empty() {
        return of_texts(whole.chars().map(String::from), span);
    }
    of_texts(whole.split(separator), span)
}

fn substr(given: &[Term], span: Span) -> Result<Term, Fault> {
    let (offset, length) = (integer(given, 1)?, integer(given, 2)?);
    let characters: Vec<_> = text(given, 0).graphemes(true).collect();
    let whole = i64::try_from(characters.len()).unwrap_or(i64::MAX);
    let start = if offset < 0 {
        whole.saturating_add(offset).max(0)
    } else {
        offset
    };
    let rest = characters.into_iter().skip(from_0(start));
    let takes_all = length < 0 || (length == 0 && offset < 0);
    let part: String = if takes_all {
        rest.collect()
    } else {
        rest.take(from_0(length)).collect()
    };
    Ok(of_text(part, span))
}

/// A number from 0 as a count; what no memory can hold is as good as the most it can.
fn from_0(number: i64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Every character's own small letter, whatever stands beside it.
fn lower(text: &str) -> String {
    let small = |letter: char| letter.to_lowercase().next().unwrap_or(letter);
    text.chars().map(small).collect()
}

fn upper(text: &str) -> String {
    text.chars().map(capital).collect()
}

/// A character's capital; itself where the capital would be two characters.
fn capital(letter: char) -> char {
    let mut capitals = letter.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        _ => letter,
    }
}

/// A capital at the start of every word. All but letters, digits and `_` ends a word in ASCII;
/// beyond that only a space does.
fn title(text: &str) -> String {
    let mut before = ' ';
    let capitalized = text.chars().map(|letter| {
        let starts = ends_word(before);
        before = letter;
        if starts { title_letter(letter) } else { letter }
    });
    capitalized.collect()
}

fn ends_word(letter: char) -> bool {
    if letter.is_ascii() {
        !letter.is_ascii_alphanumeric() && letter != '_'
    } else {
        letter.is_whitespace()
    }
}

/// The form for the start of a word: that of the few double letters has only one capital.
fn title_letter(letter: char) -> char {
    match letter {
        'Ǆ'..='ǆ' => 'ǅ',
        'Ǉ'..='ǉ' => 'ǈ',
        'Ǌ'..='ǌ' => 'ǋ',
        'Ǳ'..='ǳ' => 'ǲ',
        _ => capital(letter),
    }
}
