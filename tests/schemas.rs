//! The packs say what the files say that they were made of, wherever these are at hand.

use crate::support::shared::shared;
use platc::schema::group::Node;
use platc::schema::model::{Flags, Member, Type};
use platc::schema::{Schema, access, arm, terraform};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::path::Path;

fn json(path: &Path) -> Json {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_attribute_of_terraform_is_in_the_pack_as_the_provider_has_it() {
    let Some(folder) = shared("schemas/terraform") else {
        return;
    };
    let mut compared = 0;
    for provider in ["aws", "azapi", "random", "tls"] {
        let file = json(&folder.join(format!("{provider}.json")));
        for schemas in file["provider_schemas"].as_object().unwrap().values() {
            for (mode, of) in [
                ("", "resource_schemas"),
                ("data.", "data_source_schemas"),
                ("ephemeral.", "ephemeral_resource_schemas"),
            ] {
                for (name, schema) in schemas[of].as_object().into_iter().flatten() {
                    let found = terraform::find(&format!("{mode}{name}")).unwrap();
                    compared += compare_block(found.node().unwrap(), &schema["block"], name);
                }
            }
        }
    }
    assert!(compared > 60_000, "{compared}");
}

fn compare_block(node: Node<'_>, block: &Json, path: &str) -> usize {
    let attributes = block["attributes"].as_object();
    let blocks = block["block_types"].as_object();
    let count = attributes.map_or(0, serde_json::Map::len) + blocks.map_or(0, serde_json::Map::len);
    assert_eq!(node.ty().members().len(), count, "{path}");
    let mut compared = count;
    for (name, attribute) in attributes.into_iter().flatten() {
        let member = node.member(name).unwrap();
        compare_flags(member, attribute, &format!("{path}.{name}"));
        if attribute.get("type").is_some() {
            let known = cty(node.to(member.ty));
            assert_eq!(known, attribute["type"], "{path}.{name}");
        }
    }
    for (name, nested) in blocks.into_iter().flatten() {
        let member = node.member(name).unwrap();
        assert!(member.flags.has(Flags::BLOCK));
        let inner = match node.to(member.ty).ty() {
            Type::List(item, limits) | Type::Set(item, limits) => {
                let most = nested["max_items"].as_i64().filter(|most| *most > 0);
                assert_eq!(limits.most, most, "{path}.{name}");
                node.to(*item)
            }
            _ => node.to(member.ty),
        };
        compared += compare_block(inner, &nested["block"], &format!("{path}.{name}"));
    }
    compared
}

fn compare_flags(member: &Member, attribute: &Json, path: &str) {
    let says = |key: &str| attribute[key].as_bool().unwrap_or(false);
    let read_only = says("computed") && !says("optional") && !says("required");
    for (flag, said) in [
        (Flags::REQUIRED, says("required")),
        (Flags::READ_ONLY, read_only),
        (Flags::WRITE_ONLY, says("write_only")),
    ] {
        assert_eq!(member.flags.has(flag), said, "{path}");
    }
}

/// A type as Terraform writes it.
fn cty(node: Node<'_>) -> Json {
    let container = |word: &str, item| serde_json::json!([word, cty(node.to(item))]);
    match node.ty() {
        Type::Text { .. } | Type::Enum { .. } => "string".into(),
        Type::Number => "number".into(),
        Type::Bool => "bool".into(),
        Type::List(item, _) => container("list", *item),
        Type::Set(item, _) => container("set", *item),
        Type::Map(item) => container("map", *item),
        Type::Object { members, .. } => {
            let members = members.iter();
            let members: Json = members
                .map(|member| (node.text(member.name), cty(node.to(member.ty))))
                .collect();
            serde_json::json!(["object", members])
        }
        _ => "dynamic".into(),
    }
}

#[test]
fn every_type_of_azure_is_in_the_pack_with_its_properties() {
    let Some(folder) = shared("schemas/arm") else {
        return;
    };
    let index = json(&folder.join("index.json"));
    let files = index.as_object().unwrap().values();
    let files: BTreeSet<_> = files.map(|file| file.as_str().unwrap()).collect();
    let mut compared = 0;
    for file in files {
        let types = json(&folder.join(file));
        let all = types.as_array().unwrap().iter();
        for resource in all.filter(|ty| ty["$type"] == "ResourceType") {
            let name = resource["name"].as_str().unwrap();
            let found = arm::find(name).unwrap();
            compared += compare_type(&found, &types, &resource["body"], name);
        }
    }
    assert!(compared > 100_000, "{compared}");
    assert_eq!(
        arm::versions("Microsoft.App/containerApps").len(),
        json(&folder.join("versions.json"))["Microsoft.App/containerApps"]
            .as_array()
            .unwrap()
            .len()
    );
}

/// Compares objects as deep as three levels: types hold themselves.
fn compare_type(schema: &Schema, types: &Json, reference: &Json, name: &str) -> usize {
    fn at<'t>(types: &'t Json, reference: &Json) -> &'t Json {
        let path = reference["$ref"].as_str().unwrap();
        &types[path.trim_start_matches("#/").parse::<usize>().unwrap()]
    }
    fn compare(node: Node<'_>, types: &Json, reference: &Json, depth: usize, path: &str) -> usize {
        let written = at(types, reference);
        let properties = written.get("properties").or(written.get("baseProperties"));
        let Some(properties) = properties.and_then(Json::as_object) else {
            return 0;
        };
        let mut compared = properties.len();
        for (name, property) in properties {
            let path = format!("{path}.{name}");
            let Some(member) = node.member(name) else {
                panic!("{path}");
            };
            let flags = property["flags"].as_u64().unwrap();
            for (flag, bit) in [
                (Flags::REQUIRED, 1),
                (Flags::READ_ONLY, 2),
                (Flags::WRITE_ONLY, 4),
                (Flags::CONSTANT, 8),
            ] {
                assert_eq!(member.flags.has(flag), flags & bit != 0, "{path}");
            }
            if depth < 3 {
                let inner = node.to(member.ty);
                compared += compare(inner, types, &property["type"], depth + 1, &path);
            }
        }
        compared
    }
    compare(schema.node().unwrap(), types, reference, 0, name)
}

#[test]
fn every_action_policy_and_role_is_in_the_pack() {
    let Some(folder) = shared("schemas") else {
        return;
    };
    for (service, actions) in json(&folder.join("iam-actions.json")).as_object().unwrap() {
        let known = access::actions(service);
        assert_eq!(known.len(), actions.as_object().unwrap().len(), "{service}");
    }
    let policies = json(&folder.join("iam-managed-policies.json"));
    assert!(
        access::managed_policies()
            .iter()
            .eq(policies.as_object().unwrap().keys())
    );
    for (id, role) in json(&folder.join("azure-roles.json")).as_object().unwrap() {
        let known = access::azure_role(id).unwrap();
        assert_eq!(known.name, role["name"].as_str().unwrap());
    }
}
