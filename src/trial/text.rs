//! The files of a made-up service: its spec and its platform.

use super::Subject;
use super::axes::{Axis, Of};
use super::neighbours::{GIVER, MODULES, TAKER};
use crate::catalog::edition::Origin;
use crate::document::implementation::Implementation;
use crate::document::module::Module;
use crate::names::TargetName;
use crate::term::types::Type;
use crate::world::parent;

/// Two that take the same grants must not get into each other's way.
const TWICE: [&str; 2] = ["first", "second"];

/// A way to set every axis: what it is set to, as it is written.
pub(super) type Choice<'a> = [(&'a Axis, Option<&'a str>)];

/// A spec that uses the module.
pub(super) fn spec(subject: Subject<'_>, choice: &Choice<'_>) -> String {
    let (module, on) = (&subject.edition.interface, subject.implementation);
    let inputs = lines(choice, |of| match of {
        Of::Input(name) => Some(name),
        _ => None,
    });
    let grants = choice.iter().find(|(axis, _)| axis.of == Of::Grants);
    let grants = grants.and_then(|(_, grants)| *grants);
    let takers = grants.map(|grants| takers(module, grants));
    let takers = takers.unwrap_or_default();
    let giver = if inputs.contains(&format!("{GIVER}.other.")) {
        format!("  {GIVER} \"other\" {{}}\n")
    } else {
        String::new()
    };
    let outputs = outputs(module, on);
    let (name, version) = (&module.name, &module.version);
    format!(
        r#"service "trial" {{
  owner = "example"
  modules {{ {name} = "={version}" }}
  {name} "example" {{
{inputs}  }}
{takers}{giver}{outputs}}}
"#
    )
}

/// An output of the root module for everything that the module gives and that can be shown.
fn outputs(module: &Module, on: &Implementation) -> String {
    let given = module.outputs.iter();
    let given = given.filter(|(name, _)| on.outputs.contains_key(*name));
    let given = given.filter(|(_, output)| output.ty != Type::Secret);
    let lines = given.map(|(name, _)| {
        let value = format!("{}.example.{name}", module.name);
        format!("  output \"{name}\" {{ value = {value} }}\n")
    });
    lines.collect()
}

/// What is set of one kind, a line for each.
fn lines(choice: &Choice<'_>, name: impl Fn(&Of) -> Option<&String>) -> String {
    let set = choice.iter().filter_map(|(axis, value)| {
        let (name, value) = (name(&axis.of)?, (*value)?);
        Some(format!("      {name} = {value}\n"))
    });
    set.collect()
}

/// Components that take grants.
fn takers(module: &Module, grants: &str) -> String {
    let taken = grants.split(' ');
    let taken = taken.map(|grant| format!("{}.example.{grant}", module.name));
    let access = taken.collect::<Vec<_>>().join(", ");
    let components = TWICE.map(|name| format!("  {TAKER} \"{name}\" {{ access = [{access}] }}\n"));
    components.concat()
}

/// A platform in whose `prod` all is protected and known that can be, and in whose `dev` nothing is.
pub(super) fn platform(subject: Subject<'_>, choice: &Choice<'_>) -> String {
    let target = &subject.implementation.target;
    let settings = lines(choice, |of| match of {
        Of::Setting(name) => Some(name),
        _ => None,
    });
    let (place, account) = facts(target);
    let own = match subject.origin {
        Origin::World(folder) => Some(parent(parent(folder))),
        Origin::Program(_) => None,
    };
    let others = subject.surroundings.modules.iter().map(String::as_str);
    let others = others.filter(|other| Some(*other) != own);
    let modules = paths([MODULES].into_iter().chain(own).chain(others));
    let schemas = paths(subject.surroundings.schemas.iter().map(String::as_str));
    format!(
        r#"platform "trial" {{
  modules = [{modules}]
  schemas = [{schemas}]
  target "{target}" {{
    {place}
    settings = {{
{settings}    }}
  }}
  environment "dev" {{}}
  environment "prod" {{
    protect = true
    target "{target}" {{
{account}    }}
  }}
}}
"#
    )
}

/// Paths as the platform of a made-up service writes them.
fn paths<'p>(paths: impl Iterator<Item = &'p str>) -> String {
    paths.map(|path| format!("\"../../{path}\", ")).collect()
}

/// Where things are, and whose they are.
fn facts(target: &TargetName) -> (&'static str, &'static str) {
    match target.0.as_str() {
        "azure" => (
            r#"location = "westeurope""#,
            r#"      resource_group  = "example"
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-000000000002"
"#,
        ),
        _ => (
            r#"region = "eu-west-1""#,
            r#"      account_id = "123456789012"
"#,
        ),
    }
}
