//! What `bicep build` prints, and what its lines are about.

use super::outline::{Key, way};
use super::subject::Subject;
use super::{Finding, Gravity, Spot, Tool};
use crate::emit::{File, Origin, origin};
use crate::plan::stack::Stack;

/// The file that uses all others.
const MAIN: &str = "main.bicep";

/// The lines that are findings, of files below `folder`.
pub fn findings(printed: &str, folder: &str) -> Vec<Finding> {
    let lines = printed.lines();
    lines.filter_map(|line| finding(line, folder)).collect()
}

/// `/folder/main.bicep(12,3) : Error BCP036: The property … [https://…]`
fn finding(line: &str, folder: &str) -> Option<Finding> {
    let (place, rest) = line.split_once(") : ")?;
    let (path, numbers) = place.rsplit_once('(')?;
    let (row, column) = numbers.split_once(',')?;
    let (severity, message) = rest.split_once(' ')?;
    let file = path.strip_prefix(folder).unwrap_or(path);
    let spot = Spot {
        file: file.trim_start_matches(['/', '\\']).replace('\\', "/"),
        line: row.parse().ok()?,
        column: column.parse().ok()?,
    };
    Some(Finding {
        tool: Tool::Bicep,
        gravity: match severity {
            "Error" => Gravity::Error,
            _ => Gravity::Warning,
        },
        message: without_link(message).to_owned(),
        spot: Some(spot),
    })
}

fn without_link(message: &str) -> &str {
    let bare = message
        .strip_suffix(']')
        .and_then(|message| message.rsplit_once(" [http"));
    bare.map_or(message, |(message, _)| message)
}

/// What a finding is about.
pub(super) fn subject<'s>(
    finding: &Finding,
    files: &[File],
    stack: &'s Stack,
) -> Option<Subject<'s>> {
    let spot = finding.spot.as_ref()?;
    let way = way(spot, files, key)?;
    let main = &files.iter().find(|file| file.name == MAIN)?.text;
    let (line, keyword, name) = if spot.file == MAIN {
        statement(main, spot.line)?
    } else {
        ("", "module", user(main, &spot.file)?)
    };
    match origin(stack, keyword, name)? {
        // What was taken out of a resource is not where its attributes are.
        Origin::Resource(resource) if line.starts_with("var ") => {
            Some(Subject::of(resource, way, usize::MAX))
        }
        Origin::Resource(resource) => Some(Subject::of(resource, way, 1)),
        Origin::Parameter(parameter) => Some(Subject::named(parameter.span?, way)),
        Origin::Output(output) => Some(Subject::alone(&output.value, way, 1)),
    }
}

/// The first line of what a line belongs to, and the keyword and the name of the statement: a
/// variable that was taken out of one stands before it, as its decorators do.
fn statement(text: &str, line: usize) -> Option<(&str, &str, &str)> {
    let is_first = |line: &&str| {
        line.starts_with(|first: char| "/@".contains(first) || first.is_ascii_lowercase())
    };
    let before = text.lines().take(line).enumerate();
    let (begin, first) = before.filter(|(_, line)| is_first(line)).last()?;
    let mut behind = text.lines().skip(begin).filter(is_first);
    let own = behind.find(|line| !line.starts_with("var ") && !line.starts_with('@'))?;
    let mut words = own.split(' ');
    Some((first, words.next()?, words.next()?))
}

/// The symbol of the first resource that is made in a file of its own.
fn user<'t>(main: &'t str, file: &str) -> Option<&'t str> {
    let mut symbols = main.lines().filter_map(|line| {
        let (symbol, rest) = line.strip_prefix("module ")?.split_once(' ')?;
        let used = rest.strip_prefix('\'')?.split('\'').next()?;
        (used == file).then_some(symbol)
    });
    symbols.next()
}

/// `name:`, `'name':`, or the name of a statement.
fn key(line: &str) -> Option<Key> {
    let statements = ["resource ", "module ", "var ", "output ", "param "];
    let statement = statements.iter().find_map(|word| line.strip_prefix(word));
    if let Some(statement) = statement {
        let name = statement.split(' ').next()?.to_owned();
        let width = line.chars().count();
        return Some(Key { name, width });
    }
    let (name, quotes) = match line.strip_prefix('\'') {
        Some(quoted) => (quoted.split_once("':")?.0, 2),
        None => (line.split_once(':')?.0, 0),
    };
    let is_name = quotes > 0 || name.chars().all(is_part_of_a_name);
    let width = name.chars().count() + quotes + 1;
    let name = name.to_owned();
    is_name.then_some(Key { name, width })
}

fn is_part_of_a_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_bicep_is_a_finding() {
        let line = "/a b/main.bicep(14,5) : Warning BCP089: No \"x\". [https://aka.ms/y#BCP089]";
        let expected = Finding {
            tool: Tool::Bicep,
            gravity: Gravity::Warning,
            message: "BCP089: No \"x\".".to_owned(),
            spot: Some(Spot {
                file: "main.bicep".to_owned(),
                line: 14,
                column: 5,
            }),
        };
        assert_eq!(findings(line, "/a b"), [expected]);
        assert_eq!(findings("WARNING: x\n", "/a b"), []);
    }

    #[test]
    fn a_line_of_bicep_has_a_name() {
        let name = |line| key(line).map(|key| (key.name, key.width));
        assert_eq!(name("sku: {"), Some(("sku".to_owned(), 4)));
        assert_eq!(name("'a.b': 3"), Some(("a.b".to_owned(), 6)));
        assert_eq!(name("x ? 'a' : 'b'"), None);
        assert_eq!(name("'a: b'"), None);
        let statement = "resource q 'T@1' = {";
        assert_eq!(name(statement), Some(("q".to_owned(), statement.len())));
    }

    #[test]
    fn a_line_belongs_to_a_statement() {
        let text = "var tags = {}\n\n// - api\n\nvar apiName = 'a'\n\n@batchSize(1)\nresource api 'T@1' = {\n  name: apiName\n}\n";
        let at = |line| statement(text, line).map(|(_, keyword, name)| (keyword, name));
        assert_eq!(at(1), Some(("//", "-")));
        assert_eq!(at(5), Some(("resource", "api")));
        assert_eq!(at(7), Some(("resource", "api")));
        assert_eq!(at(9), Some(("resource", "api")));
    }
}
