//! What `bicep build` prints, and what its lines are about.

use super::outline::{Key, Step, way};
use super::subject::Subject;
use super::{Finding, Gravity, Spot, Tool};
use crate::emit::{File, symbols};
use crate::plan::stack::{Resource, Stack};

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
    let inner = way.steps.first().map(Step::name).unwrap_or_default();
    let symbol = match spot.file.as_str() {
        MAIN => inner.to_owned(),
        file => user(file, files)?,
    };
    Some(Subject::of(resource(stack, &symbol)?, way, 1))
}

/// The resource with a symbol, or the one that a variable of that name was taken out of.
fn resource<'s>(stack: &'s Stack, symbol: &str) -> Option<&'s Resource> {
    let symbols = symbols(stack);
    let of = symbols.iter();
    let of = of.filter(|(known, _)| symbol.starts_with(known.as_str()));
    let (_, address) = of.max_by_key(|(known, _)| known.len())?;
    stack.resources.get(address)
}

/// The symbol of the first resource that is made in a file of its own.
fn user(file: &str, files: &[File]) -> Option<String> {
    let main = files.iter().find(|file| file.name == MAIN)?;
    let mut symbols = main.text.lines().filter_map(|line| {
        let (symbol, rest) = line.strip_prefix("module ")?.split_once(' ')?;
        let used = rest.strip_prefix('\'')?.split('\'').next()?;
        (used == file).then(|| symbol.to_owned())
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
}
