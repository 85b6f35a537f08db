//! A module → how a spec uses it: what must be given, and who is granted what.

use platc::catalog::edition::Edition;
use platc::document::implementation::Implementation;
use platc::document::module::{Input, Module};
use platc::names::GrantName;
use platc::source::SourceMap;
use platc::trial::sample::Sampler;

/// The name of the component.
pub(super) const COMPONENT: &str = "example";

/// What stands for what only the author of the spec knows.
const SAMPLER: Sampler<'static> = Sampler {
    text: TEXT,
    key: "key",
    secret: "secret.password.value",
    grant: "queue.tasks.publish",
};
const TEXT: &str = "\"…\"";

/// A consumer for modules that give grants, and a grant for modules that run code.
const CONSUMER: &str = "container \"worker\"";
const GRANT: &str = "[queue.tasks.publish]";
const OWNER: &str = "queue \"tasks\" {}\n";

/// Components that use a module.
pub(super) fn example(edition: &Edition, sources: &SourceMap) -> String {
    let module = &edition.interface;
    let required = module.inputs.iter();
    let required = required.filter(|(_, input)| input.default.is_none());
    let mut attributes: Vec<_> = required
        .map(|(name, input)| (name.to_string(), value(input, sources)))
        .collect();
    let head = format!("{} \"{COMPONENT}\"", module.name);
    if edition.implementations.iter().any(runs_code) {
        attributes.retain(|(name, _)| name != "access");
        attributes.push(("access".to_owned(), GRANT.to_owned()));
        return format!("{}\n{OWNER}", block(&head, &attributes));
    }
    let component = block(&head, &attributes);
    match module.grants.keys().next() {
        None => component,
        Some(grant) => format!("{component}\n{}", consumer(module, grant)),
    }
}

/// Whether code runs as it, so that any grant can be given to it: each target says how that is seen.
fn runs_code(implementation: &Implementation) -> bool {
    let who = match implementation.target.0.as_str() {
        "azure" => "principal_id",
        _ => "role_name",
    };
    let identity = implementation.identity.as_ref();
    identity.is_some_and(|identity| identity.attributes.contains_key(who))
}

fn consumer(module: &Module, grant: &GrantName) -> String {
    let grant = format!("[{}.{COMPONENT}.{grant}]", module.name);
    let attributes = [("image", TEXT), ("tag", TEXT), ("access", &grant)];
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value.to_owned()));
    block(CONSUMER, &attributes)
}

fn block(head: &str, attributes: &[(String, String)]) -> String {
    if attributes.is_empty() {
        return format!("{head} {{}}\n");
    }
    let width = attributes.iter().map(|(name, _)| name.len()).max();
    let width = width.unwrap_or_default();
    let line = |(name, value): &(String, String)| format!("  {name:width$} = {value}\n");
    let lines: String = attributes.iter().map(line).collect();
    format!("{head} {{\n{lines}}}\n")
}

/// The value that the module's author gives as an example, or one that the type allows.
fn value(input: &Input, sources: &SourceMap) -> String {
    let example = input.example.as_ref();
    let example = example.map(|example| sources.written(example.span).to_owned());
    example.unwrap_or_else(|| SAMPLER.one(&input.ty))
}
