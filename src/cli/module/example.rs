//! An interface → how a spec uses the module: what must be given, and a consumer with a grant.

use platc::document::module::Module;
use platc::term::types::{Presence, Type};

/// The name of the component.
pub(super) const COMPONENT: &str = "example";

/// What stands for a text that only the author of the spec knows.
const TEXT: &str = "\"…\"";

/// A consumer that every target has.
const CONSUMER: &str = "container \"worker\"";

/// Components that use a module.
pub(super) fn example(module: &Module) -> String {
    let required = module.inputs.iter();
    let required = required.filter(|(_, input)| input.default.is_none());
    let attributes: Vec<_> = required
        .map(|(name, input)| (name.to_string(), value(&input.ty)))
        .collect();
    let component = block(&format!("{} \"{COMPONENT}\"", module.name), &attributes);
    match module.grants.keys().next() {
        None => component,
        Some(grant) => {
            let grant = format!("[{}.{COMPONENT}.{grant}]", module.name);
            let consumer = [("image", TEXT), ("tag", TEXT), ("access", &grant)];
            let consumer = consumer.map(|(name, value)| (name.to_owned(), value.to_owned()));
            format!("{component}\n{}", block(CONSUMER, &consumer))
        }
    }
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
