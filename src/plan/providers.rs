//! The Terraform providers of a root module: each once, and only if something uses it.
//!
//! Where several modules use one, the versions that all of them take are demanded.

use super::error::Error;
use super::planner::Planner;
use super::stack::{Attribute, Provider, Resource};
use crate::document::implementation::Provider as Declared;
use crate::maps::IndexMap;
use crate::problems::Reported;
use crate::syntax::tree::Word;
use semver::{Comparator, Op};
use std::sync::Arc;

/// The provider that is part of Terraform: `terraform_data`.
const BUILT_IN: &str = "terraform";

impl<'d> Planner<'d> {
    pub(super) fn providers(
        &mut self,
        resources: &[Resource],
        mut own: Vec<Attribute>,
    ) -> Result<IndexMap<Arc<str>, Provider>, Reported> {
        let mut providers: IndexMap<Arc<str>, Provider> = IndexMap::default();
        let mut result = Ok(());
        for resource in resources.iter().filter(|resource| resource.arm.is_none()) {
            let name = provider_of(resource);
            if name == BUILT_IN || providers.contains_key(name) {
                continue;
            }
            let declared: Vec<_> = self.declared(name).collect();
            if declared.is_empty() && name != self.setup.target.0.as_str() {
                result = Err(self.report(Error::UndeclaredProvider {
                    provider: name.to_owned(),
                    at: resource.header,
                }));
                continue;
            }
            let configuration = if name == self.setup.target.0.as_str() {
                std::mem::take(&mut own)
            } else {
                Vec::new()
            };
            match self.provider(name, &declared) {
                Ok((source, requirement)) => {
                    let provider = Provider {
                        source,
                        requirement,
                        configuration,
                    };
                    providers.insert(name.into(), provider);
                }
                Err(reported) => result = Err(reported),
            }
        }
        providers.sort_keys();
        result.map(|()| providers)
    }

    fn declared(&self, name: &str) -> impl Iterator<Item = &'d Declared> {
        let modules = self.setup.service.components.values();
        modules.filter_map(move |module| module.implementation().providers.get(name))
    }

    /// Where it comes from, and the versions that all modules take.
    fn provider(
        &mut self,
        name: &str,
        declared: &[&'d Declared],
    ) -> Result<(Arc<str>, Arc<str>), Reported> {
        let mut bounds: Vec<(Comparator, &Word)> = Vec::new();
        for version in declared.iter().map(|declared| &declared.version) {
            let Some(comparators) = comparators(&version.text) else {
                let (written, at) = (version.text.clone(), version.span);
                return Err(self.report(Error::WrongVersions { written, at }));
            };
            for comparator in comparators {
                if !bounds.iter().any(|(known, _)| *known == comparator) {
                    bounds.push((comparator, version));
                }
            }
        }
        if let Some((first, second)) = contradiction(&bounds) {
            return Err(self.report(Error::ProviderVersions {
                provider: name.to_owned(),
                at: second.span,
                second: second.text.clone(),
                first_wants: first.text.clone(),
                first: first.span,
            }));
        }
        let given = declared
            .iter()
            .find_map(|declared| declared.source.as_ref());
        let source = given.map_or_else(|| format!("hashicorp/{name}"), |given| given.text.clone());
        let requirement: Vec<_> = bounds.iter().map(|(bound, _)| written(bound)).collect();
        Ok((source.into(), requirement.join(", ").into()))
    }
}

/// The provider of a resource of Terraform: what it says, or what stands before the first `_` of its type.
fn provider_of(resource: &Resource) -> &str {
    let kind = &resource.address.kind;
    let written = resource.provider.as_deref();
    written.or(kind.split('_').next()).unwrap_or(kind)
}

/// The bounds of a constraint as Terraform writes it: `>= 6.0, < 7.0`, `~> 6.1`. `None` if it is none.
fn comparators(constraint: &str) -> Option<Vec<Comparator>> {
    let mut all = Vec::new();
    for part in constraint.split(',').map(str::trim) {
        match part.strip_prefix("~>") {
            Some(version) => all.extend(pessimistic(version.trim())?),
            None if part.starts_with(['^', '~', '*']) || part.is_empty() => return None,
            None if part.starts_with(|letter: char| letter.is_ascii_digit()) => {
                all.push(Comparator::parse(&format!("={part}")).ok()?);
            }
            None => all.push(Comparator::parse(part).ok()?),
        }
    }
    Some(all)
}

/// `~> 6.1.2` allows only the last of its numbers to grow.
fn pessimistic(version: &str) -> Option<[Comparator; 2]> {
    let least = Comparator::parse(&format!(">={version}")).ok()?;
    let (major, minor) = match (least.minor, least.patch) {
        (Some(minor), Some(_)) => (least.major, Some(minor + 1)),
        _ => (least.major + 1, Some(0)),
    };
    let most = Comparator {
        op: Op::Less,
        major,
        minor,
        patch: Some(0),
        pre: semver::Prerelease::EMPTY,
    };
    Some([least, most])
}

/// A bound from below and one from above that leave nothing between them.
fn contradiction<'d>(bounds: &[(Comparator, &'d Word)]) -> Option<(&'d Word, &'d Word)> {
    let number = |bound: &Comparator| {
        (
            bound.major,
            bound.minor.unwrap_or(0),
            bound.patch.unwrap_or(0),
        )
    };
    let of = |wanted: fn(Op) -> bool| bounds.iter().filter(move |(bound, _)| wanted(bound.op));
    let lowest =
        of(|op| matches!(op, Op::Greater | Op::GreaterEq)).max_by_key(|(b, _)| number(b))?;
    let highest = of(|op| matches!(op, Op::Less | Op::LessEq)).min_by_key(|(b, _)| number(b))?;
    let inclusive = lowest.0.op == Op::GreaterEq && highest.0.op == Op::LessEq;
    let (from, to) = (number(&lowest.0), number(&highest.0));
    (from > to || (from == to && !inclusive)).then_some((lowest.1, highest.1))
}

/// A bound as Terraform writes it, in full.
fn written(bound: &Comparator) -> String {
    let sign = match bound.op {
        Op::Exact => "=",
        Op::Greater => ">",
        Op::GreaterEq => ">=",
        Op::Less => "<",
        Op::LessEq => "<=",
        _ => "~>",
    };
    let (minor, patch) = (bound.minor.unwrap_or(0), bound.patch.unwrap_or(0));
    format!("{sign} {}.{minor}.{patch}", bound.major)
}
