//! Values in Bicep that are easily written wrong.

use crate::bicep::{accepted, compiled};
use crate::support::arm::{
    Builder, address, call, child, deferred, environmental, extension, integer, list, object, of,
    parameter, read, resource, span, template, text, tracked,
};
use crate::support::checkout::plain_parameter;
use crate::support::files::listed;
use crate::support::stacks::name;
use platc::emit::bicep;
use platc::names::ComponentName;
use platc::number::Number;
use platc::plan::stack::{Arm, Parameter};
use platc::term::address::{Address, Mode, Owner};
use platc::term::expression::{Environmental, Expression, Step};
use platc::term::operator::{BinaryOperator, UnaryOperator};
use platc::term::types::Type;
use platc::term::{Kind, Term};
use std::sync::Arc;

/// Texts that mean something else, or end too early, where an escape is forgotten.
const NASTY: [&str; 22] = [
    "",
    " ",
    "it's",
    "''",
    "${name}",
    "$${name}",
    "\\${name}",
    "$",
    "$$",
    "{}",
    "\\",
    "\\'",
    "\\n",
    "a\nb\r\nc\td",
    "[resourceGroup().id]",
    "[[",
    "'''",
    "// no comment",
    "@secure()",
    "emoji 🙂 and ümlaut",
    "\u{1}\u{7f}\u{2028}\u{feff}",
    "null",
];

const QUEUE: &str = "Microsoft.ServiceBus/namespaces/queues@2026-01-01";

fn queue() -> Arc<Address> {
    of("events", QUEUE, "main")
}

fn number(text: &str) -> Term {
    Kind::Number(Number::parse(text).unwrap()).at(span())
}

fn with_parameters(builder: Builder) -> Builder {
    let typed = |ty| Parameter {
        ty,
        ..plain_parameter("Given.")
    };
    builder
        .parameter("text", plain_parameter("Given."))
        .parameter("on", typed(Type::Bool))
        .parameter("count", typed(Type::Int))
        .parameter("texts", typed(Type::List(Type::Text.into())))
}

fn on() -> Term {
    parameter("on", Type::Bool)
}

fn count() -> Term {
    parameter("count", Type::Int)
}

fn given() -> Term {
    parameter("text", Type::Text)
}

#[test]
fn a_text_arrives_as_it_is() {
    let mut builder = Builder::new().component("a", "queue", "1.0.0");
    let keyed: Vec<_> = (0..NASTY.len()).map(|at| format!("key{at}")).collect();
    let pairs = keyed.iter().map(String::as_str).zip(NASTY.map(text));
    builder.0.tags = Some(object(pairs));
    let queue = of("a", "Microsoft.ServiceBus/namespaces@2026-01-01", "main");
    let builder = builder.resource(tracked(&queue, &[("name", text("checkout-prod"))]));
    let files = accepted("texts", bicep(&builder.0));
    let Some(template) = compiled(&files) else {
        return;
    };
    for (key, expected) in keyed.iter().zip(NASTY) {
        let arrived = template["variables"]["tags"][key].as_str().unwrap();
        assert_eq!(without_arm_escape(arrived), expected, "{key}");
    }
}

/// A text in brackets would be an expression of ARM; a second bracket before it says that it is none.
fn without_arm_escape(text: &str) -> &str {
    let escaped = text.ends_with(']') && text.starts_with("[[");
    if escaped { &text[1..] } else { text }
}

#[test]
fn a_key_is_quoted_only_where_it_must_be() {
    let keys = [
        "plain",
        "with-dash",
        "1st",
        "null",
        "true",
        "",
        "it's",
        "${x}",
        "_",
        "ü",
    ];
    let mut builder = Builder::new().component("a", "queue", "1.0.0");
    builder.0.tags = Some(object(keys.map(|key| (key, text("value")))));
    let queue = of("a", "Microsoft.ServiceBus/namespaces@2026-01-01", "main");
    let builder = builder.resource(tracked(&queue, &[("name", text("checkout-prod"))]));
    insta::assert_snapshot!(listed(&accepted("keys", bicep(&builder.0))));
}

#[test]
fn expressions_keep_their_meaning() {
    let pairs = [
        (
            "text",
            template([text("it's "), given(), text(" ${x}"), count()]),
        ),
        ("truth", template([text("is "), on()])),
        (
            "inner",
            template([text("a"), template([text("'b"), given()])]),
        ),
        ("choice", choice(on(), text("yes"), text("no"))),
        (
            "choices",
            choice(
                on(),
                choice(equal(count(), integer(1)), text("a"), text("b")),
                given(),
            ),
        ),
        (
            "sum",
            binary(
                BinaryOperator::Multiply,
                plus(count(), integer(1)),
                integer(-3),
            ),
        ),
        ("difference", minus(count(), minus(integer(1), count()))),
        (
            "negative",
            deferred(Expression::Unary(
                UnaryOperator::Negate,
                plus(count(), integer(1)),
            )),
        ),
        (
            "twice",
            deferred(Expression::Unary(UnaryOperator::Negate, integer(-5))),
        ),
        (
            "not",
            deferred(Expression::Unary(
                UnaryOperator::Not,
                or(on(), equal(count(), integer(2))),
            )),
        ),
        ("logic", binary(BinaryOperator::And, or(on(), on()), on())),
        (
            "less",
            binary(BinaryOperator::LessOrEqual, count(), integer(4)),
        ),
        ("half", number("0.5")),
        ("large", number("12345678901234567890")),
        ("largest", number("9223372036854775807")),
        ("smallest", number("-9223372036854775808")),
        ("empty", object([])),
        ("nothing", list([])),
        (
            "nested",
            list([list([integer(1)]), object([("a", list([object([])]))])]),
        ),
        (
            "indexed",
            index(parameter("texts", Type::List(Type::Text.into())), count()),
        ),
        ("chosen", index(list([text("a"), given()]), count())),
        (
            "path",
            deferred(Expression::Path(
                call("jsondecode", [given()]),
                vec![
                    Step::Field("a".into()),
                    Step::Index(0),
                    Step::Field("odd-key".into()),
                ],
            )),
        ),
        ("tenant", environmental(Environmental::TenantId)),
        ("subscription", environmental(Environmental::SubscriptionId)),
        ("group", environmental(Environmental::ResourceGroupId)),
        ("place", environmental(Environmental::Location)),
    ];
    insta::assert_snapshot!(listed(&accepted("expressions", outputs(pairs))));
}

#[test]
fn functions_have_their_name_in_bicep() {
    let texts = || parameter("texts", Type::List(Type::Text.into()));
    let pairs = [
        (
            "join",
            call("join", [text("-"), list([text("a"), given()])]),
        ),
        ("split", call("split", [text("/"), given()])),
        ("lower", call("lower", [given()])),
        ("upper", call("upper", [given()])),
        ("trim", call("trimspace", [given()])),
        ("replace", call("replace", [given(), text("-"), text("")])),
        ("concat", call("concat", [texts(), list([text("a")])])),
        ("encode", call("base64encode", [given()])),
        ("decode", call("base64decode", [given()])),
        ("guid", call("guid", [given(), text("a")])),
        ("length", call("length", [texts()])),
        ("contains", call("contains", [texts(), given()])),
        ("has", call("strcontains", [given(), text("a")])),
        (
            "json",
            call(
                "jsonencode",
                [object([("b", given()), ("a", list([given()]))])],
            ),
        ),
        (
            "format",
            call("format", [text("100%% of %s, %s%%s"), given(), count()]),
        ),
        ("alone", call("format", [text("%s"), given()])),
        ("word", call("tostring", [on()])),
        ("digits", call("tostring", [count()])),
        (
            "role",
            call(
                "role_definition",
                [text("69a216fc-b8fb-44d8-bc22-1f3c2cd27a39")],
            ),
        ),
    ];
    insta::assert_snapshot!(listed(&accepted("functions", outputs(pairs))));
}

#[test]
fn what_would_be_broken_gets_a_name() {
    let long = "a text that is so long that two of it do not fit into one line of a file";
    let both = call(
        "replace",
        [call("lower", [given()]), text(long), text(long)],
    );
    let members = object([
        ("first", text(long)),
        ("second", choice(on(), text(long), given())),
    ]);
    let deep = object([("inner", list([both.clone(), call("jsonencode", [members])]))]);
    let queue = child(
        &queue(),
        &of(
            "events",
            "Microsoft.ServiceBus/namespaces@2026-01-01",
            "bus",
        ),
        &[("name", text("events")), ("properties", object_of(deep))],
    );
    let bus = of(
        "events",
        "Microsoft.ServiceBus/namespaces@2026-01-01",
        "bus",
    );
    let builder = with_parameters(Builder::new().component("events", "queue", "1.0.0"))
        .resource(tracked(&bus, &[("name", text("checkout-prod"))]))
        .resource(queue)
        .output(
            "plain",
            "Long, but never broken.",
            template([text(long), text(long), given()]),
        )
        .output("broken", "Broken.", choice(on(), both, text(long)));
    insta::assert_snapshot!(listed(&accepted("long", bicep(&builder.0))));
}

fn object_of(value: Term) -> Term {
    object([("userMetadata", call("jsonencode", [value]))])
}

#[test]
fn no_symbol_hides_what_bicep_means() {
    let bus = "Microsoft.ServiceBus/namespaces@2026-01-01";
    let names = [
        "string",
        "az",
        "location",
        "tags",
        "resource-group",
        "text",
        "guid",
        "null",
    ];
    let mut builder = Builder::new()
        .parameter("text", plain_parameter("Given."))
        .parameter("string", plain_parameter("A name that is a type."));
    for component in names {
        let name = format!("checkout-{component}");
        builder = builder
            .component(component, "queue", "1.0.0")
            .resource(tracked(
                &of(component, bus, "main"),
                &[("name", text(&name))],
            ));
    }
    let builder = builder.output("text", "An output has a name of its own.", given());
    insta::assert_snapshot!(listed(&accepted("symbols", bicep(&builder.0))));
}

#[test]
fn hosts_of_one_cloud_are_meant() {
    let zone = of(
        "dns",
        "Microsoft.Network/privateDnsZones@2024-06-01",
        "main",
    );
    let zone_name = text("privatelink.vault.azure.net");
    let arm = Arm {
        has_tags: true,
        ..Arm::default()
    };
    let made = resource(
        &zone,
        arm,
        &[("name", zone_name), ("location", text("global"))],
    );
    let builder = Builder::new()
        .component("dns", "dns", "1.0.0")
        .resource(made);
    insta::assert_snapshot!(listed(&accepted("hosts", bicep(&builder.0))));
}

#[test]
fn what_exists_is_found_by_its_id() {
    let data = |kind, resource| address(Owner::Platform, Mode::Data, kind, resource);
    let vault = data("Microsoft.KeyVault/vaults@2026-02-01", "vault");
    let subnet = data(
        "Microsoft.Network/virtualNetworks/subnets@2026-03-01",
        "subnet",
    );
    let only = data("Microsoft.App/managedEnvironments@2026-01-01", "cluster");
    let place =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shared/providers/";
    let vault_id = format!("{place}Microsoft.KeyVault/vaults/acme-prod");
    let only_id = format!("{place}Microsoft.App/managedEnvironments/acme");
    let builder = Builder::new()
        .parameter("subnet_id", plain_parameter("Id of a subnet."))
        .resource(resource(&vault, Arm::default(), &[("id", text(&vault_id))]))
        .resource(resource(
            &subnet,
            Arm::default(),
            &[("id", parameter("subnet_id", Type::Text))],
        ))
        .resource(resource(&only, Arm::default(), &[("id", text(&only_id))]))
        .output(
            "vault",
            "Of a known id.",
            read(&vault, "properties.vaultUri"),
        )
        .output(
            "subnet",
            "Of an id that is given.",
            read(&subnet, "properties.addressPrefix"),
        )
        .output("cluster", "Only the id.", read(&only, "id"));
    insta::assert_snapshot!(listed(&accepted("existing", bicep(&builder.0))));
}

/// A name that only the deployment knows makes what stands in the resource late, too.
#[test]
fn what_stands_in_a_late_resource_is_late() {
    let identity = of(
        "api",
        "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30",
        "identity",
    );
    let bus = of(
        "events",
        "Microsoft.ServiceBus/namespaces@2026-01-01",
        "bus",
    );
    let name = [text("bus-"), read(&identity, "properties.clientId")];
    let mut late = tracked(&bus, &[("name", template(name))]);
    late.arm.as_mut().unwrap().identities = vec![identity.clone()];
    let lock = of("events", "Microsoft.Authorization/locks@2020-05-01", "lock");
    let level = object([("level", text("CanNotDelete")), ("notes", given())]);
    let builder = Builder::new()
        .parameter("text", plain_parameter("Given."))
        .component("api", "container", "1.0.0")
        .component("events", "queue", "1.0.0")
        .resource(tracked(&identity, &[("name", text("checkout-prod-api"))]))
        .resource(late)
        .resource(child(&queue(), &bus, &[("name", text("events"))]))
        .resource(extension(
            &lock,
            &queue(),
            &[("name", text("protect")), ("properties", level)],
        ))
        .output(
            "bus",
            "Where it is.",
            read(&bus, "properties.serviceBusEndpoint"),
        );
    insta::assert_snapshot!(listed(&accepted("late", bicep(&builder.0))));
}

#[test]
fn parameters_say_what_they_take() {
    let of_type = |ty, default| Parameter {
        ty,
        default,
        ..plain_parameter("Given.")
    };
    let sizes = Type::Enum(["small".into(), "it's".into()].into());
    let builder = Builder::new()
        .parameter("size", of_type(sizes, Some(text("small"))))
        .parameter("on", of_type(Type::Bool, None))
        .parameter("count", of_type(Type::Int, Some(integer(3))))
        .parameter(
            "names",
            of_type(Type::List(Type::Text.into()), Some(list([text("a")]))),
        )
        .parameter("nothing", of_type(Type::Text, Some(Kind::Null.at(span()))))
        .parameter("labels", of_type(Type::Map(Type::Text.into()), None))
        .output("on", "Read.", on())
        .output(
            "none",
            "Read.",
            call(
                "tostring",
                [equal(
                    parameter("nothing", Type::Text),
                    Kind::Null.at(span()),
                )],
            ),
        );
    insta::assert_snapshot!(listed(&accepted("parameters", bicep(&builder.0))));
}

#[test]
fn a_component_named_like_another_symbol_is_numbered() {
    let bus = "Microsoft.ServiceBus/namespaces@2026-01-01";
    let one = of("a-b", bus, "main");
    let other = address(
        Owner::Component(ComponentName(name("a"))),
        Mode::Managed,
        bus,
        "b",
    );
    let builder = Builder::new()
        .component("a", "queue", "1.0.0")
        .component("a-b", "queue", "1.0.0")
        .resource(tracked(&other, &[("name", text("checkout-one"))]))
        .resource(tracked(
            &one,
            &[
                ("name", text("checkout-other")),
                ("sku", object([("name", text("Standard"))])),
            ],
        ));
    let files = accepted("numbered", bicep(&builder.0));
    assert!(files[0].text.contains("resource aB 'Microsoft"));
    assert!(files[0].text.contains("resource aB2 'Microsoft"));
}

fn outputs<'a>(pairs: impl IntoIterator<Item = (&'a str, Term)>) -> Vec<platc::emit::File> {
    let mut builder = with_parameters(Builder::new());
    for (name, value) in pairs {
        builder = builder.output(name, "An output.", value);
    }
    bicep(&builder.0)
}

fn choice(condition: Term, yes: Term, no: Term) -> Term {
    deferred(Expression::Conditional { condition, yes, no })
}

fn binary(operator: BinaryOperator, left: Term, right: Term) -> Term {
    deferred(Expression::Binary(operator, left, right))
}

fn equal(left: Term, right: Term) -> Term {
    binary(BinaryOperator::Equal, left, right)
}

fn or(left: Term, right: Term) -> Term {
    binary(BinaryOperator::Or, left, right)
}

fn plus(left: Term, right: Term) -> Term {
    binary(BinaryOperator::Add, left, right)
}

fn minus(left: Term, right: Term) -> Term {
    binary(BinaryOperator::Subtract, left, right)
}

fn index(collection: Term, key: Term) -> Term {
    deferred(Expression::Index { collection, key })
}
