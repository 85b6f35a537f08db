//! Which values are tried together.

/// How many services are made up for one implementation, at most, before pairs must do.
const MOST: usize = 4096;

/// How many values something has, and whether every combination with others matters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    /// At least one.
    pub(super) length: usize,
    /// Whether all combinations are wanted.
    pub(super) decides: bool,
}

/// Which value of each is taken in each service.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Combinations {
    /// For each service an index for each range.
    pub(super) rows: Vec<Vec<usize>>,
    /// Whether the deciding ones meet in every combination, and not only in every pair.
    pub(super) complete: bool,
}

/// Every combination of the values that decide, each other value at least once; where those are too
/// many, every pair of values.
pub(super) fn combinations(ranges: &[Range]) -> Combinations {
    let deciding = ranges.iter().filter(|range| range.decides);
    let product = deciding.fold(1_usize, |product, range| {
        product.saturating_mul(range.length)
    });
    if product > MOST {
        return Combinations {
            rows: pairs(ranges),
            complete: false,
        };
    }
    let longest = ranges.iter().map(|range| range.length).max();
    let count = product.max(longest.unwrap_or(1));
    Combinations {
        rows: (0..count).map(|row| digits(row, product, ranges)).collect(),
        complete: true,
    }
}

/// A row's number, read with one digit for each range that decides.
fn digits(row: usize, product: usize, ranges: &[Range]) -> Vec<usize> {
    let mut rest = row % product;
    let digit = |range: &Range| {
        if !range.decides {
            return row % range.length;
        }
        let digit = rest % range.length;
        rest /= range.length;
        digit
    };
    ranges.iter().map(digit).collect()
}

/// A value of one range beside a value of a later one.
type Pair = ((usize, usize), (usize, usize));

/// Rows in which every value meets every value of each other range.
fn pairs(ranges: &[Range]) -> Vec<Vec<usize>> {
    let mut open: std::collections::BTreeSet<Pair> = all_pairs(ranges).collect();
    let mut rows = Vec::new();
    while let Some(((one, value), (other, beside))) = open.first().copied() {
        let mut row: Vec<Option<usize>> = vec![None; ranges.len()];
        set(&mut row, one, value);
        set(&mut row, other, beside);
        for (at, range) in ranges.iter().enumerate() {
            if row.get(at).is_some_and(Option::is_none) {
                let new =
                    |value: &usize| met(&row, at, *value).filter(|of| open.contains(of)).count();
                // The last of the best would be taken; the first is the plainest.
                let best = (0..range.length).rev().max_by_key(new);
                set(&mut row, at, best.unwrap_or_default());
            }
        }
        let row: Vec<_> = row.into_iter().map(Option::unwrap_or_default).collect();
        open.retain(|((one, value), (other, beside))| {
            row.get(*one) != Some(value) || row.get(*other) != Some(beside)
        });
        rows.push(row);
    }
    rows
}

fn set(row: &mut [Option<usize>], at: usize, value: usize) {
    if let Some(place) = row.get_mut(at) {
        *place = Some(value);
    }
}

/// The pairs that a value would make with those that are chosen.
fn met(row: &[Option<usize>], at: usize, value: usize) -> impl Iterator<Item = Pair> {
    let chosen = row.iter().enumerate();
    chosen.filter_map(move |(other, chosen)| {
        let (one, other) = ((at, value), (other, (*chosen)?));
        Some(if one < other {
            (one, other)
        } else {
            (other, one)
        })
    })
}

fn all_pairs(ranges: &[Range]) -> impl Iterator<Item = Pair> {
    let values = |at: usize, range: &Range| (0..range.length).map(move |value| (at, value));
    ranges.iter().enumerate().flat_map(move |(at, range)| {
        let later = ranges.iter().enumerate().skip(at + 1);
        later.flat_map(move |(other, beside)| {
            values(at, range).flat_map(move |one| values(other, beside).map(move |two| (one, two)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(lengths: &[(usize, bool)]) -> Vec<Range> {
        let range = |(length, decides): &(usize, bool)| Range {
            length: *length,
            decides: *decides,
        };
        lengths.iter().map(range).collect()
    }

    #[test]
    fn what_decides_meets_in_every_combination_and_the_rest_is_there_once() {
        let found = combinations(&ranges(&[(2, true), (3, false), (2, true)]));
        assert!(found.complete);
        let rows = [[0, 0, 0], [1, 1, 0], [0, 2, 1], [1, 0, 1]];
        assert_eq!(found.rows, rows);
    }

    #[test]
    fn a_value_that_decides_nothing_is_tried_where_there_are_more_of_it() {
        let found = combinations(&ranges(&[(2, true), (3, false)]));
        assert_eq!(found.rows, [[0, 0], [1, 1], [0, 2]]);
    }

    #[test]
    fn where_there_are_too_many_every_pair_is_there() {
        let ranges = ranges(&[(3, true); 12]);
        let found = combinations(&ranges);
        assert!(!found.complete);
        for ((one, value), (other, beside)) in all_pairs(&ranges) {
            let meet = |row: &Vec<usize>| row[one] == value && row[other] == beside;
            assert!(
                found.rows.iter().any(meet),
                "{one} {value} {other} {beside}"
            );
        }
        assert!(found.rows.len() < 40, "{}", found.rows.len());
    }
}
