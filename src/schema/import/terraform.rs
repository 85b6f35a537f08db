//! What `terraform providers schema -json` says → groups.
//!
//! Types of one service stand in one group: `aws_sqs` holds `aws_sqs_queue` and `data.aws_sqs_queue`.

use crate::schema::draft::{Draft, DraftMember};
use crate::schema::group::kind;
use crate::schema::model::{Flags, Limits, Openness, TypeId};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A file.
#[derive(Deserialize)]
pub(in crate::schema) struct File {
    provider_schemas: BTreeMap<String, Provider>,
}

/// A provider.
#[derive(Deserialize)]
struct Provider {
    #[serde(rename = "provider")]
    own: Option<Schema>,
    #[serde(default)]
    resource_schemas: BTreeMap<String, Schema>,
    #[serde(default)]
    data_source_schemas: BTreeMap<String, Schema>,
    #[serde(default)]
    ephemeral_resource_schemas: BTreeMap<String, Schema>,
}

/// A resource type, a data source, the provider's own block.
#[derive(Deserialize)]
struct Schema {
    #[serde(default)]
    block: Block,
}

/// What stands in a block.
#[derive(Default, Deserialize)]
struct Block {
    #[serde(default)]
    attributes: BTreeMap<String, Attribute>,
    #[serde(default)]
    block_types: BTreeMap<String, Nested>,
}

/// An attribute.
#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the form is Terraform's")]
struct Attribute {
    #[serde(default, rename = "type")]
    ty: Json,
    nested_type: Option<NestedType>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    computed: bool,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    deprecated: bool,
    #[serde(default)]
    write_only: bool,
}

/// The type of an attribute that has attributes.
#[derive(Deserialize)]
struct NestedType {
    #[serde(default)]
    attributes: BTreeMap<String, Attribute>,
    nesting_mode: String,
}

/// A block in a block.
#[derive(Deserialize)]
struct Nested {
    #[serde(default)]
    block: Block,
    nesting_mode: String,
    #[serde(default)]
    min_items: i64,
    #[serde(default)]
    max_items: i64,
}

/// What is known of the values of attributes beyond the schema: type, attribute, values.
pub(in crate::schema) type Values = BTreeMap<String, BTreeMap<String, Value>>;

/// What is known of the values of an attribute.
#[derive(Default, Deserialize)]
pub(in crate::schema) struct Value {
    #[serde(default, rename = "enum")]
    members: Vec<String>,
    min_length: Option<i64>,
    max_length: Option<i64>,
    pattern: Option<String>,
}

/// Which attributes may not be shown, where the schema does not say it: type, paths.
pub(in crate::schema) type Sensitive = BTreeMap<String, Vec<String>>;

/// Adds the types of a file to their groups, which others may have types in.
pub(in crate::schema) fn add(
    file: &File,
    values: &Values,
    sensitive: &Sensitive,
    drafts: &mut BTreeMap<String, Draft>,
) {
    for (source, provider) in &file.provider_schemas {
        let own = provider.own.iter();
        let local = source.rsplit('/').next().unwrap_or(source);
        let own = own.map(|schema| (format!("provider.{local}"), local, schema));
        let managed = named(&provider.resource_schemas, "");
        let data = named(&provider.data_source_schemas, "data.");
        let ephemeral = named(&provider.ephemeral_resource_schemas, "ephemeral.");
        for (name, bare, schema) in own.chain(managed).chain(data).chain(ephemeral) {
            let draft = drafts.entry(group_of(bare).to_owned()).or_default();
            let known = Known {
                values: values.get(&name),
                sensitive: sensitive.get(&name),
            };
            let id = draft.block(&schema.block, &known);
            draft.name(&name, id);
        }
    }
}

fn named<'s>(
    schemas: &'s BTreeMap<String, Schema>,
    mode: &'static str,
) -> impl Iterator<Item = (String, &'s str, &'s Schema)> {
    let schemas = schemas.iter();
    schemas.map(move |(name, schema)| (format!("{mode}{name}"), name.as_str(), schema))
}

/// The group of a type: its first two words.
pub(in crate::schema) fn group_of(kind: &str) -> &str {
    let mut dashes = kind.match_indices('_').map(|(at, _)| at);
    let end = dashes.nth(1).unwrap_or(kind.len());
    kind.get(..end).unwrap_or(kind)
}

/// What is known of a type beyond its schema.
#[derive(Clone, Copy, Default)]
struct Known<'k> {
    values: Option<&'k BTreeMap<String, Value>>,
    sensitive: Option<&'k Vec<String>>,
}

impl Draft {
    fn block(&mut self, block: &Block, known: &Known<'_>) -> TypeId {
        let mut members = self.attributes(&block.attributes, known);
        for (name, nested) in &block.block_types {
            members.push(self.nested(name, nested));
        }
        let bytes = self.object(members, None);
        self.add(bytes, None)
    }

    fn attributes(
        &mut self,
        attributes: &BTreeMap<String, Attribute>,
        known: &Known<'_>,
    ) -> Vec<DraftMember> {
        let members = attributes.iter().map(|(name, attribute)| {
            let value = known.values.and_then(|values| values.get(name));
            let ty = match (&attribute.nested_type, value) {
                (Some(nested), _) => self.nested_type(nested),
                (None, Some(value)) if attribute.ty == "string" => self.value(value),
                _ => self.cty(&attribute.ty),
            };
            let hidden = known.sensitive.is_some_and(|names| names.contains(name));
            let mut flags = attribute.flags();
            if hidden {
                flags = flags.and(Flags::SENSITIVE);
            }
            (name.clone(), ty, flags)
        });
        members.collect()
    }

    fn nested(&mut self, name: &str, nested: &Nested) -> DraftMember {
        let block = self.block(&nested.block, &Known::default());
        let some = |limit: i64| (limit > 0).then_some(limit);
        let limits = Limits {
            least: some(nested.min_items),
            most: some(nested.max_items),
        };
        let ty = self.nesting(&nested.nesting_mode, block, limits);
        let required = if nested.min_items > 0 {
            Flags::REQUIRED
        } else {
            Flags::default()
        };
        (name.to_owned(), ty, Flags::BLOCK.and(required))
    }

    fn nested_type(&mut self, nested: &NestedType) -> TypeId {
        let members = self.attributes(&nested.attributes, &Known::default());
        let bytes = self.object(members, None);
        let object = self.add(bytes, None);
        self.nesting(&nested.nesting_mode, object, Limits::default())
    }

    fn nesting(&mut self, mode: &str, item: TypeId, limits: Limits) -> TypeId {
        let bytes = match mode {
            "list" => Self::limited(kind::LIST, Some(item), limits),
            "set" => Self::limited(kind::SET, Some(item), limits),
            "map" => Self::map(item),
            _ => return item,
        };
        self.add(bytes, None)
    }

    fn value(&mut self, value: &Value) -> TypeId {
        if !value.members.is_empty() {
            return self.one_of(&value.members, Openness::Closed);
        }
        let length = Limits {
            least: value.min_length,
            most: value.max_length,
        };
        self.words(length, value.pattern.as_deref())
    }

    /// A type as Terraform writes it: `"string"`, `["list", "string"]`, `["object", { … }]`.
    fn cty(&mut self, ty: &Json) -> TypeId {
        let parts = ty.as_array().map(Vec::as_slice).unwrap_or_default();
        let plain = Limits::default();
        match (ty.as_str(), parts) {
            (Some("string"), _) => self.words(plain, None),
            (Some("number"), _) => self.plain(kind::NUMBER),
            (Some("bool"), _) => self.plain(kind::BOOL),
            (_, [word, item]) => self.container(word.as_str().unwrap_or_default(), item),
            _ => self.plain(kind::ANY),
        }
    }

    fn container(&mut self, word: &str, item: &Json) -> TypeId {
        match word {
            "list" | "set" | "map" => {
                let item = self.cty(item);
                self.nesting(word, item, Limits::default())
            }
            "object" => {
                let members = item.as_object().into_iter().flatten();
                let members =
                    members.map(|(name, ty)| (name.clone(), self.cty(ty), Flags::default()));
                let members = members.collect();
                let bytes = self.object(members, None);
                self.add(bytes, None)
            }
            _ => self.plain(kind::ANY),
        }
    }
}

impl Attribute {
    fn flags(&self) -> Flags {
        let read_only = self.computed && !self.optional && !self.required;
        let known = [
            (self.required, Flags::REQUIRED),
            (read_only, Flags::READ_ONLY),
            (self.write_only, Flags::WRITE_ONLY),
            (self.sensitive, Flags::SENSITIVE),
            (self.deprecated, Flags::DEPRECATED),
        ];
        let known = known.into_iter().filter(|(holds, _)| *holds);
        known.fold(Flags::default(), |all, (_, flag)| all.and(flag))
    }
}
