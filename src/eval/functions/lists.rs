//! Functions that rearrange lists and never read an element, so that elements need not be known.

use super::arguments::{MOST_ELEMENTS, bounded, count, items, list, number, too_large, whole};
use super::{Deferral, Definition, Fault, Gives, Parameter, Takes, Wrong};
use crate::eval::class::{Class, class};
use crate::eval::convert;
use crate::eval::unify::unify;
use crate::number::Number;
use crate::source::Span;
use crate::term::{Kind, Term};
use unicode_segmentation::UnicodeSegmentation;

/// What `range` gives at most, as in Terraform.
const LONGEST_RANGE: usize = 1024;

const LIST: Parameter = Parameter {
    name: "list",
    takes: Takes::List,
};
const SEQUENCE: Parameter = Parameter {
    name: "list",
    takes: Takes::Sequence,
};
const VALUE: Parameter = Parameter {
    name: "value",
    takes: Takes::Any,
};

pub(super) const TABLE: &[Definition] = &[
    Definition::terraform(
        "chunklist",
        &[LIST, whole_number("size")],
        Gives::Sequence,
        chunklist,
    ),
    Definition {
        rest: Some(SEQUENCE),
        deferral: Deferral::Everywhere,
        ..Definition::terraform("concat", &[SEQUENCE], Gives::Sequence, concat)
    },
    Definition::terraform(
        "element",
        &[SEQUENCE, whole_number("index")],
        Gives::Element,
        element,
    ),
    Definition::terraform("flatten", &[LIST], Gives::Sequence, flatten),
    Definition::everywhere("length", &[VALUE], Gives::Number, length),
    Definition::terraform("one", &[LIST], Gives::Element, one),
    Definition {
        required: 1,
        ..Definition::terraform(
            "range",
            &[
                whole_number("start"),
                whole_number("limit"),
                whole_number("step"),
            ],
            Gives::Sequence,
            range,
        )
    },
    Definition::terraform("reverse", &[LIST], Gives::Elements, |arguments, span| {
        Ok(reverse(arguments, span))
    }),
    Definition::terraform(
        "slice",
        &[SEQUENCE, whole_number("start"), whole_number("end")],
        Gives::Elements,
        slice,
    ),
];

const fn whole_number(name: &'static str) -> Parameter {
    Parameter {
        name,
        takes: Takes::Number,
    }
}

fn chunklist(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let items = unify(items(arguments, 0)).ok_or_else(|| Wrong::Mixed.of(0))?;
    let size = match count(arguments, 1)? {
        0 => items.len().max(1),
        size => size,
    };
    let chunks = items
        .chunks(size)
        .map(|chunk| list(chunk.to_vec()).at(span));
    Ok(list(chunks.collect()).at(span))
}

fn concat(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let items = arguments.iter().filter_map(Term::as_items).flatten();
    Ok(bounded(items.cloned().collect())?.at(span))
}

/// An index past the end starts over.
fn element(arguments: &[Term], _: Span) -> Result<Term, Fault> {
    let items = items(arguments, 0);
    let index = count(arguments, 1)?;
    let index = index.checked_rem(items.len());
    let item = index.and_then(|index| items.get(index));
    item.cloned().ok_or_else(|| Wrong::Empty.of(0))
}

fn flatten(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let mut flat = Flat::default();
    let lists = items(arguments, 0);
    lists.iter().try_for_each(|item| flat.add(item))?;
    Ok(list(flat.elements).at(span).marked(flat.sensitive))
}

/// A list that lists dissolve in; that one of them may not be shown shows in no element.
#[derive(Default)]
struct Flat {
    elements: Vec<Term>,
    sensitive: bool,
}

impl Flat {
    fn add(&mut self, item: &Term) -> Result<(), Fault> {
        let Some(items) = item.as_items() else {
            return self.push(item);
        };
        self.sensitive |= item.sensitive;
        items.iter().try_for_each(|item| self.add(item))
    }

    fn push(&mut self, item: &Term) -> Result<(), Fault> {
        if item.is_deferred() && !is_scalar(item) {
            return Err(Wrong::Unknown.of(0));
        }
        if self.elements.len() == MOST_ELEMENTS {
            return Err(too_large());
        }
        self.elements.push(item.clone());
        Ok(())
    }
}

/// Whether something that is not known is known to be no list.
fn is_scalar(deferred: &Term) -> bool {
    class(deferred).is_some_and(|class| class != Class::Sequence)
}

/// The characters of a text are counted as a reader counts them.
fn length(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let kind = arguments.first().map(|term| &term.kind);
    let length = match kind {
        Some(Kind::Text(text)) => text.graphemes(true).count(),
        Some(Kind::List(items) | Kind::Set(items)) => items.len(),
        Some(Kind::Object(object)) => object.len(),
        Some(Kind::Deferred(_)) => return Err(Wrong::Unknown.of(0)),
        other => {
            let found = other.map_or("nothing", convert::words);
            let expected = "text, a list or an object";
            return Err(Wrong::Type { expected, found }.of(0));
        }
    };
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    Ok(Kind::integer(length).at(span))
}

fn one(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    match items(arguments, 0) {
        [] => Ok(Kind::Null.at(span)),
        [only] => Ok(only.clone()),
        several => Err(Wrong::Several(several.len()).of(0)),
    }
}

/// One number is the limit, two are start and limit; a step that is not given leads to the limit.
fn range(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let given = |at| number(arguments, at);
    let (start, limit) = match arguments {
        [_] => (Number::from(0), given(0)),
        _ => (given(0), given(1)),
    };
    let falling = limit < start;
    let step = match arguments {
        [_, _, _] => given(2),
        _ if falling => Number::from(-1),
        _ => Number::from(1),
    };
    if limit != start && (step.is_zero() || step.is_negative() != falling) {
        return Err(Wrong::Step.of(2));
    }
    let numbers = steps(start, &limit, &step).ok_or_else(too_long)?;
    let terms = numbers
        .into_iter()
        .map(|number| Kind::Number(number).at(span));
    Ok(list(terms.collect()).at(span))
}

fn too_long() -> Fault {
    Wrong::TooLarge(LONGEST_RANGE).whole()
}

/// The numbers from the start to before the limit; `None` if there are too many.
fn steps(start: Number, limit: &Number, step: &Number) -> Option<Vec<Number>> {
    let mut numbers = Vec::new();
    let mut next = start;
    while (next < *limit) != step.is_negative() && next != *limit {
        if numbers.len() == LONGEST_RANGE {
            return None;
        }
        let following = next.plus(step);
        numbers.push(next);
        next = following;
    }
    Some(numbers)
}

fn reverse(arguments: &[Term], span: Span) -> Term {
    let reversed = items(arguments, 0).iter().rev().cloned();
    list(reversed.collect()).at(span)
}

fn slice(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let items = items(arguments, 0);
    let [start, end] = [whole(arguments, 1)?, whole(arguments, 2)?].map(usize::try_from);
    let most = items.len();
    let end = end.ok().filter(|end| *end <= most);
    let end = end.ok_or_else(|| Wrong::Outside { least: 0, most }.of(2))?;
    let most = end;
    let part = start.ok().and_then(|start| items.get(start..end));
    let part = part.ok_or_else(|| Wrong::Outside { least: 0, most }.of(1))?;
    Ok(list(part.to_vec()).at(span))
}
