//! A resource of each type, written as little and as fully as can be, from what providers publish: a
//! reader of schemas that knows nothing of `src/schema`.

use regex::Regex;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use std::fmt::Write;

/// How much of a type is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// What is required, and no more.
    Minimal,
    /// All that can be set, as deep as four levels; what is required beyond.
    Full,
}

/// How deep what may be left out is written.
const DEEP: usize = 4;

impl Form {
    fn writes(self, is_required: bool, depth: usize) -> bool {
        is_required || self == Self::Full && depth < DEEP
    }
}

fn quoted(text: &str) -> String {
    let text = Json::from(text).to_string();
    text.replace("${", "$${").replace("%{", "%%{")
}

/// The attributes and blocks of a type of Terraform. `values` is what is known of the values of its
/// attributes.
pub(crate) fn terraform(block: &Json, values: &Json, form: Form) -> String {
    let mut text = String::new();
    write_block(&mut text, block, values, form, 0);
    text
}

fn write_block(text: &mut String, block: &Json, values: &Json, form: Form, depth: usize) {
    for (name, attribute) in entries(&block["attributes"]) {
        let is = |key: &str| attribute[key] == true;
        let can_be_set = is("required") || is("optional");
        if can_be_set && form.writes(is("required"), depth) {
            let known = values[name]["enum"][0].as_str().map(quoted);
            let value = known.unwrap_or_else(|| of_attribute(attribute, form, depth));
            writeln!(text, "{name} = {value}").unwrap();
        }
    }
    for (name, nested) in entries(&block["block_types"]) {
        let least = nested["min_items"].as_u64().unwrap_or(0);
        if form.writes(least > 0, depth) {
            for _ in 0..least.max(1) {
                writeln!(text, "{name} {{").unwrap();
                write_block(text, &nested["block"], &Json::Null, form, depth + 1);
                text.push_str("}\n");
            }
        }
    }
}

fn of_attribute(attribute: &Json, form: Form, depth: usize) -> String {
    let Some(nested) = attribute.get("nested_type") else {
        return of_cty(&attribute["type"]);
    };
    let members = entries(&nested["attributes"]).filter_map(|(name, inner)| {
        let is = |key: &str| inner[key] == true;
        let can_be_set = is("required") || is("optional");
        let is_written = can_be_set && form.writes(is("required"), depth);
        is_written.then(|| format!("{name} = {}", of_attribute(inner, form, depth + 1)))
    });
    let object = format!("{{ {} }}", members.collect::<Vec<_>>().join(", "));
    match nested["nesting_mode"].as_str().unwrap() {
        "list" | "set" => format!("[{object}]"),
        "map" => format!("{{ key = {object} }}"),
        _ => object,
    }
}

fn of_cty(ty: &Json) -> String {
    match (ty.as_str(), ty.as_array().map(Vec::as_slice)) {
        (Some("number"), _) => "1".to_owned(),
        (Some("bool"), _) => "true".to_owned(),
        (_, Some([word, item])) => match word.as_str().unwrap() {
            "map" => format!("{{ key = {} }}", of_cty(item)),
            "object" => {
                let members = entries(item).map(|(name, ty)| format!("{name} = {}", of_cty(ty)));
                format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
            }
            _ => format!("[{}]", of_cty(item)),
        },
        _ => "\"door\"".to_owned(),
    }
}

fn entries(object: &Json) -> impl Iterator<Item = (&String, &Json)> {
    object.as_object().into_iter().flat_map(Map::iter)
}

/// Writes values of the types of one file of Azure's.
pub(crate) struct Arm<'t> {
    types: &'t Json,
    form: Form,
    /// Texts that match a pattern, once found.
    texts: HashMap<String, Option<String>>,
}

/// What a property may be told by its flags.
const REQUIRED: u64 = 1;
const READ_ONLY: u64 = 2;

impl<'t> Arm<'t> {
    pub(crate) fn new(types: &'t Json, form: Form) -> Self {
        let texts = HashMap::new();
        Self { types, form, texts }
    }

    fn at(&self, reference: &Json) -> &'t Json {
        let path = reference["$ref"].as_str().unwrap();
        &self.types[path.trim_start_matches("#/").parse::<usize>().unwrap()]
    }

    /// The attributes of a resource whose name holds those of so many parents; `None` if no text is
    /// known that it requires.
    pub(crate) fn resource(&mut self, body: &Json, parents: usize) -> Option<String> {
        let body = self.at(body);
        let members = self.members(body, 0)?.into_iter();
        let lines = members.map(|(name, value)| match &*name {
            "name" => {
                let (parents, value) = ("parent/".repeat(parents), value.trim_matches('"'));
                format!("name = \"{parents}{value}\"\n")
            }
            _ => format!("{name} = {value}\n"),
        });
        Some(lines.collect())
    }

    /// The properties that are written; `None` if one that is required can't be.
    fn members(&mut self, ty: &'t Json, depth: usize) -> Option<Vec<(String, String)>> {
        let mut members = Vec::new();
        for (name, property) in entries(&ty["properties"]).chain(entries(&ty["baseProperties"])) {
            let flags = property["flags"].as_u64().unwrap();
            let is_required = flags & REQUIRED != 0;
            if flags & READ_ONLY != 0 || !self.form.writes(is_required, depth) {
                continue;
            }
            match self.value(&property["type"], depth + 1) {
                Some(value) => members.push((name.clone(), value)),
                None if is_required => return None,
                None => {}
            }
        }
        if let Some((key, chosen)) = entries(&ty["elements"])
            .next()
            .filter(|_| ty.get("discriminator").is_some())
        {
            let discriminator = ty["discriminator"].as_str().unwrap();
            members.extend(self.members(self.at(chosen), depth)?);
            members.retain(|(name, _)| name != discriminator);
            members.push((discriminator.to_owned(), quoted(key)));
            members.sort();
            members.dedup_by(|one, other| one.0 == other.0);
        }
        Some(members)
    }

    fn value(&mut self, reference: &Json, depth: usize) -> Option<String> {
        let ty = self.at(reference);
        // Types that hold themselves end here.
        if depth > 4 * DEEP {
            return None;
        }
        match ty["$type"].as_str().unwrap() {
            "StringType" => self.text(ty).map(|text| quoted(&text)),
            "StringLiteralType" => ty["value"].as_str().map(quoted),
            "BooleanType" => Some("true".to_owned()),
            "IntegerType" => {
                let limit = ty["minValue"].as_i64().or(ty["maxValue"].as_i64());
                Some(limit.unwrap_or(1).to_string())
            }
            "UnionType" => {
                let mut elements = ty["elements"].as_array().unwrap().iter();
                elements.find_map(|element| self.value(element, depth + 1))
            }
            "ArrayType" => {
                let item = self.value(&ty["itemType"], depth + 1)?;
                let count = ty["minLength"].as_u64().unwrap_or(1).max(1);
                Some(format!(
                    "[{}]",
                    vec![item; count.try_into().unwrap()].join(", ")
                ))
            }
            "ObjectType" | "DiscriminatedObjectType" => self.object(ty, depth),
            _ => Some("\"door\"".to_owned()),
        }
    }

    fn object(&mut self, ty: &'t Json, depth: usize) -> Option<String> {
        let mut members = self.members(ty, depth)?;
        if let Some(others) = ty.get("additionalProperties")
            && members.is_empty()
            && self.form.writes(false, depth)
        {
            members.extend(
                self.value(others, depth + 1)
                    .map(|value| ("key".to_owned(), value)),
            );
        }
        let members = members.into_iter();
        let members = members.map(|(name, value)| format!("{} = {value}", quoted(&name)));
        Some(format!("{{ {} }}", members.collect::<Vec<_>>().join(", ")))
    }

    /// A text of the right length that matches the pattern, if one is known.
    fn text(&mut self, ty: &Json) -> Option<String> {
        let known = self.texts.entry(ty.to_string());
        known.or_insert_with(|| matching(ty)).clone()
    }
}

/// Texts that patterns are tried with, once and repeated.
const SAMPLES: [&str; 36] = [
    "door",
    "a",
    "A",
    "1",
    "Door1",
    "door-1a",
    "00000000-0000-0000-0000-000000000000",
    "door@example.com",
    "https://example.com/door",
    "example.com",
    "door.example.com.",
    "10.0.0.1",
    "PT1H",
    "P1D",
    "1.0.0",
    "1.0",
    "12:00",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/door/providers/Microsoft.Door/doors/door",
    "00:00:00:00:00:00",
    "/door",
    "$default",
    "default",
    "global",
    "namespace",
    "networking",
    "PostgreSqlServer",
    "H0-DOOR",
    "door-1.0",
    "D000-AAA",
    "door_CL",
    "door_0000",
    "door.0",
    "00000000-0000-0000-0000-000000000000.door",
    "10.0.0.0/16",
];

fn matching(ty: &Json) -> Option<String> {
    let least = ty["minLength"].as_u64().unwrap_or(0);
    let most = ty["maxLength"].as_u64().unwrap_or(u64::MAX);
    // Some look around, which no Rust does.
    let pattern = ty["pattern"].as_str();
    let pattern = pattern.and_then(|pattern| Regex::new(pattern).ok());
    let repeated = [1, 2, 3, 4, 6, 8, 12, 16, 32, 64]
        .into_iter()
        .flat_map(|times| {
            let samples = SAMPLES.iter();
            samples.map(move |sample| sample.repeat(times))
        });
    let mut all = repeated.chain([String::new()]);
    all.find(|text| {
        let length = text.chars().count() as u64;
        let fits = (least..=most).contains(&length);
        fits && pattern
            .as_ref()
            .is_none_or(|pattern| pattern.is_match(text))
    })
}
