//! A service on Azure as a stack: a container that may publish to a queue and read a database and a
//! secret, with what the platform gives.

use super::arm::{
    Builder, call, child, environmental, extension, granted, integer, list, object, of, parameter,
    read, template, text, tracked, truth,
};
use platc::plan::stack::{Parameter, Resource};
use platc::term::Term;
use platc::term::address::Address;
use platc::term::expression::Environmental;
use platc::term::types::Type;
use std::sync::Arc;

const WORKSPACE: &str = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-platform-prod\
     /providers/Microsoft.OperationalInsights/workspaces/log-acme-prod";
const CLUSTER: &str = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-platform-prod\
     /providers/Microsoft.App/managedEnvironments/cae-acme-prod";
const ROLE: &str = "Microsoft.Authorization/roleAssignments@2022-04-01";
const LOCK: &str = "Microsoft.Authorization/locks@2020-05-01";
const DIAGNOSTICS: &str = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview";

/// The queue alone: its namespace, lock and diagnostics.
pub(crate) fn queue() -> Builder {
    let settings = Builder::new()
        .component("events", "queue", "1.0.0")
        .setting(
            "log_workspace_id",
            "Id of the Log Analytics workspace; no logs are sent without.",
            text(WORKSPACE),
        );
    with_queue(settings)
}

/// The whole service.
pub(crate) fn checkout() -> Builder {
    let mut builder = Builder::new()
        .component("api", "container", "2.0.0")
        .component("orders", "postgres", "2.1.0")
        .component("events", "queue", "1.0.0")
        .component("stripe", "secret", "1.0.0")
        .setting(
            "log_workspace_id",
            "Id of the Log Analytics workspace.",
            text(WORKSPACE),
        )
        .setting(
            "cluster",
            "The Container Apps environment.",
            object([("id", text(CLUSTER))]),
        )
        .parameter("image_tag", plain_parameter("Tag of the image to deploy."))
        .parameter(
            "stripe_value",
            secret_parameter("stripe: the secret's value."),
        );
    builder.0.description = Some("Takes orders and charges cards.".into());
    let builder = with_queue(with_database(with_api(builder)));
    let builder = with_secret(with_grants(builder));
    let url = [
        text("https://"),
        read(&api(), "properties.configuration.ingress.fqdn"),
    ];
    builder.output("api_url", "Where the API answers.", template(url))
}

pub(crate) fn plain_parameter(description: &str) -> Parameter {
    Parameter {
        ty: Type::Text,
        description: Some(description.into()),
        default: None,
        sensitive: false,
        ephemeral: false,
        generated: None,
        span: None,
    }
}

fn secret_parameter(description: &str) -> Parameter {
    Parameter {
        sensitive: true,
        ..plain_parameter(description)
    }
}

fn identity() -> Arc<Address> {
    of(
        "api",
        "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30",
        "identity",
    )
}

fn api() -> Arc<Address> {
    of("api", "Microsoft.App/containerApps@2026-01-01", "main")
}

fn namespace() -> Arc<Address> {
    of(
        "events",
        "Microsoft.ServiceBus/namespaces@2026-01-01",
        "namespace",
    )
}

fn events() -> Arc<Address> {
    of(
        "events",
        "Microsoft.ServiceBus/namespaces/queues@2026-01-01",
        "main",
    )
}

fn orders() -> Arc<Address> {
    of(
        "orders",
        "Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01",
        "main",
    )
}

fn database() -> Arc<Address> {
    of(
        "orders",
        "Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01",
        "database",
    )
}

fn administrator() -> Arc<Address> {
    let kind = "Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01";
    granted("api", "orders", "readwrite", kind, "administrator")
}

fn publisher() -> Arc<Address> {
    granted("api", "events", "publish", ROLE, "role")
}

fn with_api(builder: Builder) -> Builder {
    let mut app = tracked(
        &api(),
        &[
            ("name", text("checkout-prod-api")),
            ("properties", api_properties()),
        ],
    );
    app.arm.as_mut().unwrap().identities = vec![identity()];
    app.depends_on = vec![administrator(), publisher(), namespace()];
    builder
        .resource(tracked(&identity(), &[("name", text("checkout-prod-api"))]))
        .resource(app)
}

fn api_properties() -> Term {
    let image = [
        text("ghcr.io/acme/checkout:"),
        parameter("image_tag", Type::Text),
    ];
    let variable = |key, value| object([("name", text(key)), ("value", value)]);
    let container = object([
        ("name", text("api")),
        ("image", template(image)),
        (
            "resources",
            object([("cpu", half()), ("memory", text("1Gi"))]),
        ),
        (
            "env",
            list([
                variable("AZURE_CLIENT_ID", read(&identity(), "properties.clientId")),
                variable(
                    "EVENTS_URL",
                    read(&namespace(), "properties.serviceBusEndpoint"),
                ),
                variable("EVENTS_QUEUE", read(&events(), "name")),
            ]),
        ),
    ]);
    let ingress = object([("external", truth(true)), ("targetPort", integer(8080))]);
    object([
        ("environmentId", text(CLUSTER)),
        ("configuration", object([("ingress", ingress)])),
        ("template", object([("containers", list([container]))])),
    ])
}

fn half() -> Term {
    let number = platc::number::Number::parse("0.5").unwrap();
    platc::term::Kind::Number(number).at(super::arm::span())
}

fn with_queue(builder: Builder) -> Builder {
    let tier = object([("name", text("Standard")), ("tier", text("Standard"))]);
    let properties = object([
        ("disableLocalAuth", truth(true)),
        ("minimumTlsVersion", text("1.2")),
    ]);
    let name = ("name", text("checkout-prod-events-7d1m4z"));
    let bus = tracked(
        &namespace(),
        &[name, ("sku", tier), ("properties", properties)],
    );
    let properties = object([
        ("maxDeliveryCount", integer(5)),
        ("lockDuration", text("PT1M")),
    ]);
    let queue = [("name", text("events")), ("properties", properties)];
    builder
        .resource(stateful(bus))
        .resource(stateful(child(&events(), &namespace(), &queue)))
        .resource(lock(&of("events", LOCK, "lock"), &namespace()))
        .resource(diagnostics(
            &of("events", DIAGNOSTICS, "diagnostics"),
            &namespace(),
        ))
}

fn stateful(mut resource: Resource) -> Resource {
    resource.lifecycle.stateful = true;
    resource.lifecycle.prevent_destroy = true;
    resource
}

fn lock(address: &Arc<Address>, scope: &Arc<Address>) -> Resource {
    let properties = object([("level", text("CanNotDelete"))]);
    extension(
        address,
        scope,
        &[("name", text("protect")), ("properties", properties)],
    )
}

fn diagnostics(address: &Arc<Address>, scope: &Arc<Address>) -> Resource {
    let log = object([("categoryGroup", text("allLogs")), ("enabled", truth(true))]);
    let properties = object([("workspaceId", text(WORKSPACE)), ("logs", list([log]))]);
    extension(
        address,
        scope,
        &[("name", text("logs")), ("properties", properties)],
    )
}

fn with_database(builder: Builder) -> Builder {
    let sku = object([("name", text("Standard_B2s")), ("tier", text("Burstable"))]);
    let tenant = environmental(Environmental::TenantId);
    let properties = object([
        ("version", text("17")),
        (
            "authConfig",
            object([
                ("activeDirectoryAuth", text("Enabled")),
                ("tenantId", tenant),
            ]),
        ),
    ]);
    let server = [
        ("name", text("checkout-prod-orders-k3x9q2")),
        ("sku", sku),
        ("properties", properties),
    ];
    let properties = object([("charset", text("UTF8"))]);
    let inner = [("name", text("orders")), ("properties", properties)];
    builder
        .resource(stateful(tracked(&orders(), &server)))
        .resource(stateful(child(&database(), &orders(), &inner)))
}

fn with_grants(builder: Builder) -> Builder {
    let properties = object([
        ("principalName", read(&identity(), "name")),
        ("principalType", text("ServicePrincipal")),
        ("tenantId", environmental(Environmental::TenantId)),
    ]);
    let name = ("name", read(&identity(), "properties.principalId"));
    let mut first = child(
        &administrator(),
        &orders(),
        &[name, ("properties", properties)],
    );
    first.depends_on = vec![database()];
    builder.resource(first).resource(role_assignment())
}

fn role_assignment() -> Resource {
    let role = call(
        "role_definition",
        [text("69a216fc-b8fb-44d8-bc22-1f3c2cd27a39")],
    );
    let properties = object([
        ("principalId", read(&identity(), "properties.principalId")),
        ("principalType", text("ServicePrincipal")),
        ("roleDefinitionId", role),
    ]);
    let id = call(
        "guid",
        [
            read(&events(), "id"),
            read(&identity(), "id"),
            text("publish"),
        ],
    );
    extension(
        &publisher(),
        &events(),
        &[("name", id), ("properties", properties)],
    )
}

fn with_secret(builder: Builder) -> Builder {
    let vault = of("stripe", "Microsoft.KeyVault/vaults@2026-02-01", "vault");
    let secret = of(
        "stripe",
        "Microsoft.KeyVault/vaults/secrets@2025-05-01",
        "main",
    );
    let sku = object([("family", text("A")), ("name", text("standard"))]);
    let properties = object([
        ("tenantId", environmental(Environmental::TenantId)),
        ("sku", sku),
    ]);
    let name = ("name", text("checkout-prod-str-x7k2m9"));
    let value = parameter("stripe_value", Type::Text).marked(true);
    let inner = object([("contentType", text("text/plain")), ("value", value)]);
    let mut held = child(
        &secret,
        &vault,
        &[("name", text("stripe")), ("properties", inner)],
    );
    held.arm.as_mut().unwrap().has_tags = true;
    builder
        .resource(tracked(&vault, &[name, ("properties", properties)]))
        .resource(held)
}
