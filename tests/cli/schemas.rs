//! A type as it is looked up.

use super::Desk;
use serde_json::Value;

#[test]
fn a_type_is_shown_with_what_must_be_given_first() {
    let desk = Desk::new();
    let shown = desk
        .run("schema show aws_sns_topic_subscription")
        .succeeded();
    insta::assert_snapshot!(shown.results);
    let shown = desk
        .run("schema show Microsoft.ServiceBus/namespaces/queues")
        .succeeded();
    insta::assert_snapshot!(shown.results);
}

#[test]
fn a_type_is_shown_to_programs() {
    let desk = Desk::new();
    let shown = desk
        .run("schema show data.aws_vpc --json")
        .succeeded()
        .results;
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["name"], "data.aws_vpc");
    assert_eq!(shown["type"]["members"]["arn"]["notes"][0], "read-only");
}

#[test]
fn a_data_source_and_a_provider_are_types_too() {
    let desk = Desk::new();
    for kind in [
        "provider.aws",
        "ephemeral.random_password",
        "terraform_data",
    ] {
        desk.run(&format!("schema show {kind}")).succeeded();
    }
    for (kind, meant) in [
        ("data.aws_vcp", "data.aws_vpc"),
        ("Microsoft.App/containerApp", "microsoft.app/containerapps"),
    ] {
        let said = desk.run(&format!("schema show {kind}")).failed(2, "P0830");
        assert!(said.complaints.contains(meant), "{}", said.complaints);
    }
}
