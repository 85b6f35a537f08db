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
use semver::Version;
use std::fmt;
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
        let mut all: Vec<(Bound, &Word)> = Vec::new();
        for version in declared.iter().map(|declared| &declared.version) {
            let Some(bounds) = bounds(&version.text) else {
                let (written, at) = (version.text.clone(), version.span);
                return Err(self.report(Error::WrongVersions { written, at }));
            };
            for bound in bounds {
                if !all.iter().any(|(known, _)| *known == bound) {
                    all.push((bound, version));
                }
            }
        }
        if let Some((first, second)) = contradiction(&all) {
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
        let requirement: Vec<_> = all.iter().map(|(bound, _)| bound.to_string()).collect();
        Ok((source.into(), requirement.join(", ").into()))
    }
}

/// The provider of a resource of Terraform: what it says, or what stands before the first `_` of its type.
fn provider_of(resource: &Resource) -> &str {
    let kind = &resource.address.kind;
    let written = resource.provider.as_deref();
    written.or(kind.split('_').next()).unwrap_or(kind)
}

/// What stands before a version, the longer ones first.
const SIGNS: [&str; 6] = [">=", "<=", "!=", "=", ">", "<"];

/// `>= 6.0.0`
#[derive(PartialEq)]
struct Bound {
    sign: &'static str,
    version: Version,
}

impl Bound {
    fn takes(&self, version: &Version) -> bool {
        match self.sign {
            ">=" => *version >= self.version,
            "<=" => *version <= self.version,
            "!=" => *version != self.version,
            ">" => *version > self.version,
            "<" => *version < self.version,
            _ => *version == self.version,
        }
    }

    /// Whether no version fits both.
    fn excludes(&self, other: &Self) -> bool {
        let of_each_other = (self.takes(&other.version), other.takes(&self.version));
        match (self.sign, other.sign, of_each_other) {
            ("=", _, (_, fits)) | (_, "=", (fits, _)) => !fits,
            (">" | ">=", "<" | "<=", both) | ("<" | "<=", ">" | ">=", both) => both != (true, true),
            _ => false,
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.sign, self.version)
    }
}

/// The bounds of a constraint as Terraform writes it: `>= 6.0, < 7.0`, `~> 6.1`. `None` if it is none.
fn bounds(constraint: &str) -> Option<Vec<Bound>> {
    let mut all = Vec::new();
    for part in constraint.split(',').map(str::trim) {
        if let Some(written) = part.strip_prefix("~>") {
            all.extend(pessimistic(written.trim())?);
            continue;
        }
        let signs = SIGNS.into_iter();
        let mut signed = signs.filter_map(|sign| Some((sign, part.strip_prefix(sign)?)));
        let (sign, written) = signed.next().unwrap_or(("=", part));
        let version = version(written.trim())?;
        all.push(Bound { sign, version });
    }
    Some(all)
}

/// `~> 6.1.2` allows only the last of its numbers to grow.
fn pessimistic(written: &str) -> Option<[Bound; 2]> {
    let least = version(written)?;
    let most = if numbers(written).matches('.').count() == 2 {
        Version::new(least.major, least.minor.saturating_add(1), 0)
    } else {
        Version::new(least.major.saturating_add(1), 0, 0)
    };
    let bound = |sign, version| Bound { sign, version };
    Some([bound(">=", least), bound("<", most)])
}

/// A version, in which the last numbers may be left out.
fn version(written: &str) -> Option<Version> {
    let numbers = numbers(written);
    let missing = 2_usize.checked_sub(numbers.matches('.').count())?;
    let rest = written.strip_prefix(numbers)?;
    Version::parse(&format!("{numbers}{}{rest}", ".0".repeat(missing))).ok()
}

/// What stands before `-beta1`.
fn numbers(version: &str) -> &str {
    version.split(['-', '+']).next().unwrap_or(version)
}

/// Two bounds that leave nothing together.
fn contradiction<'d>(bounds: &[(Bound, &'d Word)]) -> Option<(&'d Word, &'d Word)> {
    let mut rest = bounds.iter();
    while let Some((first, at)) = rest.next() {
        if let Some((_, second)) = rest.clone().find(|(second, _)| first.excludes(second)) {
            return Some((at, second));
        }
    }
    None
}
