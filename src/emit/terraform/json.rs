//! JSON as it stands in a file: members in the order in which they were added.
//!
//! INVARIANT: nobody adds two members of one name to an object; what is looked up nowhere needs no
//! index.

use serde_json::Value;
use std::sync::Arc;

const INDENTATION: &str = "  ";

/// Bytes that most files need.
const LIKELY_LENGTH: usize = 1024;

/// The members of an object.
pub(super) type Object = Vec<(Arc<str>, Json)>;

/// A value.
#[derive(Debug)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

impl Json {
    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// Adds a group unless it is empty.
pub(super) fn add_filled(object: &mut Object, name: &str, group: Object) {
    if !group.is_empty() {
        object.push((name.into(), Json::Object(group)));
    }
}

/// The text of a file: two spaces of indentation, and a final newline.
pub(super) fn printed(root: Object) -> String {
    let mut printer = Printer {
        text: String::with_capacity(LIKELY_LENGTH),
        line: "\n".to_owned(),
    };
    printer.value(&Json::Object(root));
    printer.text + "\n"
}

/// Writes values as `serde_json` would, which looks at every text byte by byte and writes an
/// indentation step by step: that took twice the time.
struct Printer {
    text: String,
    /// The end of a line, and the indentation of the next.
    line: String,
}

impl Printer {
    fn value(&mut self, value: &Json) {
        match value {
            Json::Null => self.text.push_str("null"),
            Json::Bool(true) => self.text.push_str("true"),
            Json::Bool(false) => self.text.push_str("false"),
            Json::Number(number) => self.text.push_str(number),
            Json::Text(text) => self.quoted(text),
            Json::List(items) => self.group(['[', ']'], items, Self::value),
            Json::Object(members) => self.group(['{', '}'], members, |printer, (name, value)| {
                printer.quoted(name);
                printer.text.push_str(": ");
                printer.value(value);
            }),
        }
    }

    fn group<T>(&mut self, [open, close]: [char; 2], items: &[T], print: fn(&mut Self, &T)) {
        self.text.push(open);
        self.line.push_str(INDENTATION);
        for (at, item) in items.iter().enumerate() {
            self.text.push_str(if at == 0 { "" } else { "," });
            self.text.push_str(&self.line);
            print(self, item);
        }
        self.line.truncate(self.line.len() - INDENTATION.len());
        if !items.is_empty() {
            self.text.push_str(&self.line);
        }
        self.text.push(close);
    }

    fn quoted(&mut self, text: &str) {
        if is_plain(text) {
            self.text.extend(["\"", text, "\""]);
        } else {
            self.text.push_str(&Value::from(text).to_string());
        }
    }
}

/// Whether nothing in a text needs an escape. All of it is looked at, since that is done for many
/// bytes at once.
fn is_plain(text: &str) -> bool {
    let stands = |byte| byte >= b' ' && byte != b'"' && byte != b'\\';
    text.bytes().fold(true, |plain, byte| plain & stands(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_serde_json_prints() {
        let texts = [
            "",
            "a",
            "é€",
            "\"",
            "a\\",
            "\n\u{1f}\u{7f}",
            "\u{8}\u{c}\r\t",
        ];
        let texts = texts.map(|text| (text.into(), Json::text(text)));
        let nested = vec![
            ("empty".into(), Json::List(Vec::new())),
            ("object".into(), Json::Object(Vec::new())),
            ("number".into(), Json::Number("1.50".into())),
            (
                "list".into(),
                Json::List(vec![Json::Null, Json::Bool(true)]),
            ),
            ("texts".into(), Json::Object(texts.into())),
        ];
        let printed = printed(vec![("nested".into(), Json::Object(nested))]);
        let value: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(
            printed,
            serde_json::to_string_pretty(&value).unwrap() + "\n"
        );
    }
}
