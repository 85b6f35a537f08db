//! A module → how a spec uses it: what must be given, and who is granted what.

use platc::catalog::edition::Edition;
use platc::document::implementation::Implementation;
use platc::document::module::Module;
use platc::names::GrantName;
use platc::term::types::{Presence, Type};

/// The name of the component.
pub(super) const COMPONENT: &str = "example";

/// What stands for a text that only the author of the spec knows.
const TEXT: &str = "\"…\"";

/// A consumer for modules that give grants, and a grant for modules that run code.
const CONSUMER: &str = "container \"worker\"";
const GRANT: &str = "[queue.events.publish]";
const OWNER: &str = "queue \"events\" {}\n";

/// Components that use a module.
pub(super) fn example(edition: &Edition) -> String {
    let module = &edition.interface;
    let required = module.inputs.iter();
    let required = required.filter(|(_, input)| input.default.is_none());
    let mut attributes: Vec<_> = required
        .map(|(name, input)| (name.to_string(), value(&input.ty)))
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

/// A value that a type allows.
fn value(ty: &Type) -> String {
    match ty {
        Type::Any | Type::Text => TEXT.to_owned(),
        Type::Bool => "true".to_owned(),
        Type::Number | Type::Int => "1".to_owned(),
        Type::Duration => "\"1d\"".to_owned(),
        Type::Size => "\"1Gi\"".to_owned(),
        Type::Cidr => "\"10.0.0.0/16\"".to_owned(),
        Type::Enum(members) => members
            .first()
            .map_or_else(|| TEXT.to_owned(), |member| format!("\"{member}\"")),
        Type::List(element) | Type::Set(element) => format!("[{}]", value(element)),
        Type::Map(element) => format!("{{ key = {} }}", value(element)),
        Type::Object(fields) => {
            let required = fields
                .iter()
                .filter(|(_, field)| field.presence == Presence::Required);
            let fields = required.map(|(name, field)| format!("{name} = {}", value(&field.ty)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        Type::Secret => "secret.password.value".to_owned(),
        Type::Grant => "queue.events.publish".to_owned(),
    }
}
