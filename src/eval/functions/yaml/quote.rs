//! Texts in YAML: in double quotes, which long ones leave and enter at spaces, or as a block.

use std::fmt::Write;

/// The column behind which a quoted text goes on in the next line.
const WIDTH: usize = 80;

/// Whether the text has more than one line for any reader of YAML.
pub(super) fn has_break(text: &str) -> bool {
    text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
}

/// Whether the lines of a text can stand as they are: a reader would lose other characters, and
/// spaces at the end of a line.
pub(super) fn can_be_block(text: &str) -> bool {
    let is_plain = |letter: char| letter == '\n' || (is_printable(letter) && !is_break(letter));
    text.chars().all(is_plain) && text.split('\n').all(|line| !line.ends_with(' '))
}

/// A block: its lines as they are, behind marks for leading spaces and for the last line breaks.
pub(super) fn block(text: &str, indent: usize) -> String {
    let leading = if text.starts_with([' ', '\n']) {
        "2"
    } else {
        ""
    };
    let trailing = match text.strip_suffix('\n') {
        None => "-",
        Some(rest) if rest.is_empty() || rest.ends_with('\n') => "+",
        Some(_) => "",
    };
    let margin = " ".repeat(indent);
    let mut result = format!("|{leading}{trailing}\n");
    for line in text.split_inclusive('\n') {
        if line != "\n" {
            result.push_str(&margin);
        }
        result.push_str(line);
    }
    result
}

/// The text in quotes, on one line.
pub(super) fn on_one_line(text: &str) -> String {
    let mut result = String::from('"');
    for letter in text.chars() {
        push(letter, &mut result);
    }
    result.push('"');
    result
}

/// The text in quotes, which begins in a column and is broken at spaces where it is too long.
pub(super) fn folded(text: &str, indent: usize, column: usize) -> String {
    let mut result = String::from('"');
    let mut line_start = 0;
    let mut begun = column;
    let mut after_space = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let line = result.get(line_start..).unwrap_or_default();
        let is_inside = at > 0 && letters.peek().is_some();
        let may_fold = letter == ' ' && !after_space && is_inside;
        if may_fold && begun + line.chars().count() > WIDTH {
            result.push('\n');
            line_start = result.len();
            begun = 0;
            result.push_str(&" ".repeat(indent));
            if letters.peek().is_some_and(|(_, next)| *next == ' ') {
                result.push('\\');
            }
        } else {
            push(letter, &mut result);
        }
        after_space = letter == ' ';
    }
    result.push('"');
    result
}

fn push(letter: char, result: &mut String) {
    let short = match letter {
        '\0' => "\\0",
        '\u{7}' => "\\a",
        '\u{8}' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\u{b}' => "\\v",
        '\u{c}' => "\\f",
        '\r' => "\\r",
        '\u{1b}' => "\\e",
        '"' => "\\\"",
        '\\' => "\\\\",
        '\u{85}' => "\\N",
        '\u{2028}' => "\\L",
        '\u{2029}' => "\\P",
        _ if is_printable(letter) => return result.push(letter),
        _ => return push_code(letter, result),
    };
    result.push_str(short);
}

fn push_code(letter: char, result: &mut String) {
    let code = u32::from(letter);
    // Writing to a String can't fail.
    let _ = match code {
        0..=0xff => write!(result, "\\x{code:02X}"),
        0x100..=0xffff => write!(result, "\\u{code:04X}"),
        _ => write!(result, "\\U{code:08X}"),
    };
}

fn is_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What Terraform's writer takes for printable: nothing beyond the basic plane.
fn is_printable(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a0}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}
