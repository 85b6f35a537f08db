//! ARM resources as resources of the provider azapi.

use crate::support::arm::{
    Builder, call, child, integer, list, object, of, parameter, read, resource, text, tracked,
};
use crate::support::checkout::{checkout, plain_parameter, queue};
use crate::support::stack_outline;
use platc::lower::azapi;
use platc::plan::stack::{Arm, Parameter};
use platc::term::types::Type;
use platc::term::{Kind, Term};

#[test]
fn a_queue_becomes_azapi() {
    insta::assert_snapshot!(stack_outline::stack(&azapi(&queue().0)));
}

#[test]
fn a_service_becomes_azapi() {
    insta::assert_snapshot!(stack_outline::stack(&azapi(&checkout().0)));
}

/// What Azure makes with its parent can't be created, only updated.
#[test]
fn an_implicit_child_is_updated() {
    let account = of(
        "receipts",
        "Microsoft.Storage/storageAccounts@2026-04-01",
        "account",
    );
    let kind = "Microsoft.Storage/storageAccounts/blobServices@2026-04-01";
    let service = of("receipts", kind, "blob_service");
    let mut made = child(&service, &account, &[("name", text("default"))]);
    made.arm.as_mut().unwrap().implicit = true;
    let stack = Builder::new()
        .resource(tracked(&account, &[("name", text("receipts4711"))]))
        .resource(made)
        .output("name", "", read(&service, "name"));
    let lowered = stack_outline::stack(&azapi(&stack.0));
    assert!(lowered.contains("managed azapi_update_resource receipts_blob_service"));
    assert!(lowered.contains("output name = azapi_update_resource.receipts_blob_service.name"));
}

#[test]
fn a_secret_in_a_list_hides_the_list() {
    let lines = stack_outline::stack(&azapi(&with_secret().0));
    assert!(
        lines.contains("body = { properties = { port = 1 } }"),
        "{lines}"
    );
    let hidden = "sensitive_body = { properties = { keys = [{ value = var.key }] } }";
    assert!(lines.contains(hidden), "{lines}");
    let versions = "sensitive_body_version = { properties.keys = var.key_version }";
    assert!(lines.contains(versions), "{lines}");
    assert!(
        lines.contains("variable key: string, sensitive, ephemeral"),
        "{lines}"
    );
}

/// Terraform refuses an output that it may not keep.
#[test]
fn a_secret_that_is_shown_is_not_ephemeral() {
    let stack = with_secret().output("key", "The key.", key());
    let lines = stack_outline::stack(&azapi(&stack.0));
    assert!(
        lines.contains("variable key: string, sensitive\n"),
        "{lines}"
    );
}

fn key() -> Term {
    parameter("key", Type::Text).marked(true)
}

fn with_secret() -> Builder {
    let keys = list([object([("value", key())])]);
    let properties = object([("port", integer(1)), ("keys", keys)]);
    let address = of("api", "Microsoft.App/containerApps@2026-01-01", "main");
    let secret = Parameter {
        sensitive: true,
        ..plain_parameter("A key.")
    };
    Builder::new().parameter("key", secret).resource(resource(
        &address,
        Arm::default(),
        &[("properties", properties)],
    ))
}

#[test]
fn what_is_null_is_left_out_at_every_depth() {
    let null = || Kind::Null.at(crate::support::arm::span());
    let properties = object([
        ("a", null()),
        ("b", object([("c", null()), ("d", integer(1))])),
    ]);
    let address = of("api", "Microsoft.App/containerApps@2026-01-01", "main");
    let made = resource(&address, Arm::default(), &[("properties", properties)]);
    let lines = stack_outline::stack(&azapi(&Builder::new().resource(made).0));
    assert!(
        lines.contains("body = { properties = { b = { d = 1 } } }"),
        "{lines}"
    );
}

/// A setting, tags and an id may want the same name.
#[test]
fn each_local_has_a_name_of_its_own() {
    let long = "a text that is long enough to be written only once";
    let queue = of("tags", "Microsoft.ServiceBus/namespaces@2026-01-01", "main");
    let id = call("guid", [read(&queue, "id")]);
    let other = text(&format!("{long}, and another"));
    let properties = object([("a", text(long)), ("b", other.clone()), ("c", id)]);
    let stack = Builder::new()
        .setting("tags", "", text(long))
        .setting("tags_id", "", other)
        .resource(tracked(
            &queue,
            &[("name", text("queue")), ("properties", properties)],
        ));
    let lowered = azapi(&stack.0);
    let names: Vec<_> = lowered.locals.keys().map(AsRef::as_ref).collect();
    assert_eq!(names, ["tags", "tags_2", "tags_id", "tags_id_2"]);
}
