//! The files that stacks become in Terraform JSON.

use crate::support::stacks::{
    add_components, add_output, add_provider, add_resource, address, attribute, block, blocks,
    call, conditional, deferred, in_mode, list, number, object, of_component, of_grant, of_reach,
    parameter, path, reference, reference_by, stack, template, text, truth, variable,
};
use platc::emit::{File, terraform};
use platc::plan::stack::{Attribute, Backend, Stack};
use platc::term::Term;
use platc::term::address::{Mode, Owner};
use platc::term::expression::{Environmental, Expression, Step};
use platc::term::types::{Constant, Field, Presence, Type};
use std::sync::Arc;

#[test]
fn a_service_becomes_a_file_for_each_component() {
    insta::assert_snapshot!(shown(&terraform(&service())));
}

/// `lower` makes such stacks of ARM resources.
#[test]
fn what_only_azure_knows_stands_in_locals_and_variables() {
    let mut stack = stack("azure");
    let group = || environmental(Environmental::ResourceGroupId);
    let guid = || {
        call(
            "guid",
            [
                group(),
                text("${reader}"),
                environmental(Environmental::TenantId),
            ],
        )
    };
    let role = || {
        call(
            "role_definition",
            [text("acdd72a7-3385-48ef-bd42-f606fba81ae7")],
        )
    };
    add_output(&mut stack, "group", group());
    add_output(
        &mut stack,
        "location",
        environmental(Environmental::Location),
    );
    add_output(&mut stack, "id", guid());
    add_output(&mut stack, "named", template([text("role-"), guid()]));
    add_output(&mut stack, "role", role());
    add_output(&mut stack, "role_in_call", call("lower", [role()]));
    add_output(&mut stack, "role_in_text", template([role(), text("/x")]));
    stack.location = Some(text("westeurope"));
    insta::assert_snapshot!(shown(&terraform(&stack)));
}

#[test]
fn a_location_that_nobody_knows_is_given_at_deployment() {
    let mut stack = stack("azure");
    let location = environmental(Environmental::Location);
    add_output(&mut stack, "location", location.clone());
    stack.location = Some(location);
    let files = terraform(&stack);
    let platform = files.iter().find(|file| file.name == "platform.tf.json");
    assert!(
        platform
            .unwrap()
            .text
            .contains("\"location\": \"${var.location}\"")
    );
}

#[test]
fn structures_that_become_json_stand_in_locals_with_names_of_their_own() {
    let mut stack = stack("aws");
    let encoded = |of: &str| call("jsonencode", [list([variable(of)])]);
    let inner = call("jsonencode", [object([("inner", encoded("x"))])]);
    let statement = |value| vec![attribute("policy", value)];
    let attributes = vec![
        attribute("policy", inner),
        blocks(
            "statement",
            vec![
                statement(encoded("y")),
                statement(call("jsonencode", [variable("z")])),
            ],
        ),
        attribute(
            "text",
            template([text("a "), call("base64encode", [encoded("w")])]),
        ),
    ];
    add_components(&mut stack, &[("events", "queue")]);
    let queue = address(of_component("events"), "aws_sqs_queue", "main");
    add_resource(&mut stack, &queue, attributes);
    add_output(&mut stack, "policy", encoded("o"));
    insta::assert_snapshot!(shown(&terraform(&stack)));
}

#[test]
fn what_may_fail_stays_where_its_failure_is_caught() {
    let mut stack = stack("aws");
    let first = path(variable("list"), vec![Step::Index(0)]);
    let encoded = || call("jsonencode", [object([("first", first.clone())])]);
    add_output(
        &mut stack,
        "chosen",
        conditional(variable("yes"), encoded(), text("{}")),
    );
    add_output(&mut stack, "tried", call("try", [encoded(), text("{}")]));
    add_output(&mut stack, "free", encoded());
    insta::assert_snapshot!(shown(&terraform(&stack)));
}

#[test]
fn no_component_takes_the_file_of_another_purpose() {
    let mut stack = stack("aws");
    for of in ["outputs", "override", "api_override", "overrides"] {
        add_components(&mut stack, &[(of, "queue")]);
        let queue = address(of_component(of), "aws_sqs_queue", "main");
        add_resource(&mut stack, &queue, Vec::new());
    }
    let files = terraform(&stack);
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "versions.tf.json",
            "outputs.component.tf.json",
            "override.component.tf.json",
            "api_override.component.tf.json",
            "overrides.tf.json",
        ]
    );
}

fn environmental(of: Environmental) -> Term {
    deferred(Expression::Environmental(of))
}

/// All files of a root module, one after the other.
fn shown(files: &[File]) -> String {
    let shown = files.iter();
    let shown = shown.map(|file| format!("──── {} ────\n{}", file.name, file.text));
    shown.collect()
}

/// A container that may publish to a queue, and reaches a database.
fn service() -> Stack {
    let mut stack = stack("aws");
    add_components(
        &mut stack,
        &[
            ("api", "container"),
            ("events", "queue"),
            ("orders", "postgres"),
        ],
    );
    add_root(&mut stack);
    add_queue(&mut stack);
    add_container(&mut stack);
    add_access(&mut stack);
    stack
}

fn add_root(stack: &mut Stack) {
    let tags = block(
        "default_tags",
        vec![attribute("tags", object([("owner", text("${team}"))]))],
    );
    add_provider(
        stack,
        "aws",
        "hashicorp/aws",
        vec![attribute("region", text("eu-west-1")), tags],
    );
    add_provider(stack, "random", "hashicorp/random", Vec::new());
    stack.backend = Some(Backend {
        kind: "s3".into(),
        attributes: vec![
            attribute("key", text("checkout/${not read}")),
            attribute("encrypt", truth(true)),
        ],
    });
    let mut tag = parameter(Type::Text);
    tag.description = Some("Tag of the image.".into());
    stack.parameters.insert("image_tag".into(), tag);
    let mut secret = parameter(Type::List(Arc::new(sizes())));
    secret.default = Some(list([]));
    secret.sensitive = true;
    stack.parameters.insert("sizes".into(), secret);
    let queue = address(of_component("events"), "aws_sqs_queue", "main");
    add_output(stack, "events_url", reference(&queue, &["url"]));
    add_output(stack, "key", variable("key").marked(true));
    let old = address(of_component("messages"), "aws_sqs_queue", "main");
    stack.moved.push((old, queue));
}

/// A type with everything that a type expression can say.
fn sizes() -> Type {
    let optional = |ty, default| Field {
        ty,
        presence: Presence::Optional(default),
    };
    let name = Field {
        ty: Type::Cidr,
        presence: Presence::Required,
    };
    let fields = [
        ("name", name),
        ("note", optional(Type::Text, Constant::Null)),
        (
            "count",
            optional(Type::Int, Constant::Number(platc::number::Number::from(3))),
        ),
        (
            "tags",
            optional(
                Type::Map(Arc::new(Type::Text)),
                Constant::Object(indexmap::IndexMap::default()),
            ),
        ),
        (
            "zones",
            optional(
                Type::Set(Arc::new(Type::Text)),
                Constant::List(vec![Constant::Text("a".into())]),
            ),
        ),
    ];
    let fields = fields.map(|(name, field)| (name.into(), field));
    Type::Object(Arc::new(fields.into_iter().collect()))
}

fn add_queue(stack: &mut Stack) {
    let queue = address(of_component("events"), "aws_sqs_queue", "main");
    let failed = address(of_component("events"), "aws_sqs_queue", "dead-letter");
    add_resource(stack, &failed, vec![attribute("name", text("failed"))]);
    let redrive = object([
        ("deadLetterTargetArn", reference(&failed, &["arn"])),
        ("maxReceiveCount", number("5")),
    ]);
    let attributes = vec![
        attribute("name", text("checkout-prod-events")),
        attribute("redrive_policy", call("jsonencode", [redrive])),
    ];
    let made = add_resource(stack, &queue, attributes);
    made.lifecycle.prevent_destroy = true;
    made.lifecycle.create_before_destroy = true;
    made.lifecycle.ignore_changes = vec!["tags".into()];
}

fn add_container(stack: &mut Stack) {
    let role = address(of_component("api"), "aws_iam_role", "task");
    let trust = in_mode(
        Mode::Data,
        of_component("api"),
        "aws_iam_policy_document",
        "trust",
    );
    let statement = blocks(
        "statement",
        vec![
            vec![attribute("sid", text("Assume"))],
            vec![attribute(
                "resources",
                list([text("arn:aws:s3:::${aws:username}/*")]),
            )],
        ],
    );
    add_resource(stack, &trust, vec![statement]);
    add_resource(
        stack,
        &role,
        vec![attribute("policy", reference(&trust, &["json"]))],
    );
    let token = in_mode(
        Mode::Ephemeral,
        of_component("api"),
        "random_password",
        "token",
    );
    add_resource(stack, &token, vec![attribute("length", number("20"))]);
    let task = address(of_component("api"), "aws_ecs_task_definition", "main");
    add_resource(stack, &task, definition());
}

fn definition() -> Vec<Attribute> {
    let queue = address(of_component("events"), "aws_sqs_queue", "main");
    let image = template([text("registry/checkout:"), variable("image_tag")]);
    let first = object([("image", image), ("url", reference(&queue, &["url"]))]);
    vec![
        attribute("container_definitions", call("jsonencode", [list([first])])),
        attribute("account", environmental(Environmental::AccountId)),
        attribute(
            "arn",
            template([text("arn:"), environmental(Environmental::Partition)]),
        ),
        attribute(
            "key",
            reference_by(&queue, vec![Step::Index(0), Step::Field("odd key".into())]),
        ),
    ]
}

fn add_access(stack: &mut Stack) {
    let rule = address(
        of_reach("api", "orders"),
        "aws_vpc_security_group_egress_rule",
        "main",
    );
    add_resource(stack, &rule, vec![attribute("to_port", number("5432"))]);
    let grant = address(
        of_grant("api", "events", "publish"),
        "aws_iam_role_policy",
        "main",
    );
    let policy = add_resource(
        stack,
        &grant,
        vec![attribute("name", text("api-to-events-publish"))],
    );
    policy.depends_on = vec![rule];
    let key = address(Owner::Platform, "aws_kms_key", "main");
    add_resource(
        stack,
        &key,
        vec![attribute("enable_key_rotation", truth(true))],
    );
}
