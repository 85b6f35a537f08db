//! Stack → Bicep.
//!
//! A stack becomes statements, each the tree of what it says; the printer writes them as Bicep's
//! own formatter would. Terms become expressions by the names of a `Scope`.
//!
//! INVARIANT: what is emitted compiles, passes the linter without a warning, and is left as it is by
//! the formatter, as far as types that only Azure knows allow.

mod calls;
mod existing;
mod fit;
mod flat;
mod layout;
mod names;
mod nested;
mod print;
mod resource;
mod root;
mod scope;
mod template;
mod translate;
mod tree;
mod types;
mod words;

use super::File;
use crate::maps::IndexMap;
use crate::names::ComponentName;
use crate::plan::stack::{Output, Parameter, Resource, Stack};
use crate::term::address::{Mode, Owner};
use layout::Layout;
use nested::nested;
use print::print;
use scope::Handle;
use tree::Statement;

/// What a section's title begins with, so that sections are found at a glance.
const RULE: &str = "----------------------------------------------------------------";

/// The files of a root module: `main.bicep`, its parameters, and the files that it needs.
pub fn bicep(stack: &Stack) -> Vec<File> {
    let mut layout = Layout::new(stack);
    let mut modules = Modules::default();
    let sections = sections(stack, &layout, &mut modules);
    let outputs = root::outputs(stack, &layout.scope);
    let body: Vec<_> = sections.into_iter().chain(outputs).collect();
    let read = Statement::names(&body);
    let tags = stack
        .tags
        .as_ref()
        .map(|tags| layout.scope.expression(tags));
    let mut read = read;
    if let Some(tags) = &tags {
        tags.names(&mut read);
    }
    let mut statements = root::head(stack, &layout.scope, &layout.texts, &read);
    statements.extend(body);
    let statements = fit::fit(statements, &mut layout.names);
    let mut files = vec![file("main.bicep", &statements)];
    if let Some(arguments) = root::arguments(stack, &layout.scope) {
        files.push(file("main.bicepparam", &arguments));
    }
    let modules = modules.0.iter();
    files.extend(modules.map(|(name, statements)| file(name, statements)));
    files
}

/// What a statement of `main.bicep` is made of.
pub enum Origin<'s> {
    /// A resource, also one that has a file of its own.
    Resource(&'s Resource),
    /// A parameter of the stack.
    Parameter(&'s Parameter),
    /// An output of the stack.
    Output(&'s Output),
}

/// What the statement with this keyword and this name is made of, if it is one thing.
pub fn origin<'s>(stack: &'s Stack, keyword: &str, name: &str) -> Option<Origin<'s>> {
    let scope = Layout::new(stack).scope;
    match keyword {
        "resource" | "module" => {
            let is_meant = |handle: &Handle| match handle {
                Handle::Symbol(symbol) | Handle::Module(symbol) => symbol == name,
                Handle::Id(_) => false,
            };
            let mut handles = scope.resources.iter();
            let (address, _) = handles.find(|(_, handle)| is_meant(handle))?;
            stack.resources.get(address).map(Origin::Resource)
        }
        "param" => {
            let mut named = scope.parameters.iter();
            let (parameter, _) = named.find(|(_, taken)| *taken == name)?;
            stack.parameters.get(parameter).map(Origin::Parameter)
        }
        "output" => {
            let mut named = root::named_outputs(stack);
            let (_, output) = named.find(|(taken, _)| taken == name)?;
            Some(Origin::Output(output))
        }
        _ => None,
    }
}

fn file(name: &str, statements: &[Statement]) -> File {
    File {
        name: name.to_owned(),
        text: print(statements),
    }
}

/// The platform's resources, then a section for each component.
fn sections(stack: &Stack, layout: &Layout, modules: &mut Modules) -> Vec<Statement> {
    let mut all = Vec::new();
    let platform = stack.resources.values();
    let platform = platform.filter(|resource| resource.address.owner == Owner::Platform);
    let platform = declarations(stack, layout, platform, modules);
    titled(&mut all, format!("{RULE} platform"), platform);
    for (name, component) in &stack.components {
        let title = format!("{RULE} {name}: {} {}", component.module, component.version);
        let own = declarations(stack, layout, of(stack, name, is_own), modules);
        let access = declarations(stack, layout, of(stack, name, is_access), modules);
        let before = all.len();
        titled(&mut all, title.clone(), own);
        if all.len() == before && !access.is_empty() {
            all.push(Statement::Comment(title));
        }
        titled(&mut all, format!("access of {name}"), access);
    }
    all
}

fn titled(all: &mut Vec<Statement>, title: String, statements: Vec<Statement>) {
    if !statements.is_empty() {
        all.push(Statement::Comment(title));
        all.extend(statements);
    }
}

fn of<'s>(
    stack: &'s Stack,
    component: &'s ComponentName,
    wanted: fn(&Owner) -> bool,
) -> impl Iterator<Item = &'s Resource> {
    stack.resources.values().filter(move |resource| {
        let owner = &resource.address.owner;
        owner.component() == Some(component) && wanted(owner)
    })
}

fn is_own(owner: &Owner) -> bool {
    matches!(owner, Owner::Component(_))
}

fn is_access(owner: &Owner) -> bool {
    matches!(owner, Owner::Reach { .. } | Owner::Grant { .. })
}

fn declarations<'s>(
    stack: &Stack,
    layout: &Layout,
    resources: impl Iterator<Item = &'s Resource>,
    modules: &mut Modules,
) -> Vec<Statement> {
    resources
        .filter_map(|resource| declaration(stack, layout, resource, modules))
        .collect()
}

fn declaration(
    stack: &Stack,
    layout: &Layout,
    resource: &Resource,
    modules: &mut Modules,
) -> Option<Statement> {
    let scope = &layout.scope;
    match scope.resources.get(&resource.address)? {
        Handle::Id(_) => None,
        Handle::Symbol(symbol) if resource.address.mode == Mode::Data => {
            let found = existing::existing(scope, symbol.clone(), resource);
            Some(Statement::Resource(found))
        }
        Handle::Symbol(symbol) => {
            let declared = resource::declared(stack, scope, symbol.clone(), resource);
            Some(Statement::Resource(declared))
        }
        Handle::Module(symbol) => {
            let mut made = nested(stack, scope, symbol, resource);
            let statements = fit::fit(made.statements, &mut made.names);
            made.module.file = modules.file(&made.stem, statements);
            Some(Statement::Module(made.module))
        }
    }
}

/// The files that `main.bicep` uses, by their names.
#[derive(Default)]
struct Modules(IndexMap<String, Vec<Statement>>);

impl Modules {
    /// The file with that content: one that is there already, or a new one.
    fn file(&mut self, stem: &str, statements: Vec<Statement>) -> String {
        for number in 1.. {
            let number = if number == 1 {
                String::new()
            } else {
                number.to_string()
            };
            let name = format!("modules/{stem}{number}.bicep");
            match self.0.get(&name) {
                Some(known) if *known != statements => {}
                Some(_) => return name,
                None => {
                    self.0.insert(name.clone(), statements);
                    return name;
                }
            }
        }
        String::new()
    }
}
