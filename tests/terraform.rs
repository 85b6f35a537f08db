//! The files that stacks become in Terraform JSON.

use crate::support::stacks::{
    add_components, add_output, add_provider, add_resource, address, attribute, block, blocks,
    call, in_mode, list, number, object, of_component, of_grant, of_reach, parameter, reference,
    reference_by, stack, template, text, truth, variable,
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
                Constant::Object(indexmap::IndexMap::new()),
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
    let environment = |of| platc_deferred(Expression::Environmental(of));
    vec![
        attribute("container_definitions", call("jsonencode", [list([first])])),
        attribute("account", environment(Environmental::AccountId)),
        attribute(
            "arn",
            template([text("arn:"), environment(Environmental::Partition)]),
        ),
        attribute(
            "key",
            reference_by(&queue, vec![Step::Index(0), Step::Field("odd key".into())]),
        ),
    ]
}

fn platc_deferred(expression: Expression) -> Term {
    crate::support::stacks::deferred(expression)
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
