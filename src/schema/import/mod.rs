//! Facts as others publish them → packs.
//!
//! What a file is, its name tells, or else its content: the schemas of Terraform's providers as
//! `terraform providers schema -json` prints them, Azure's types in the form of Bicep's `types.json`.

pub(super) mod access;
pub(super) mod arm;
pub(super) mod terraform;

use super::pack::pack;
use derive_more::Display;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// The bytes of groups, by key.
pub(super) type Groups = BTreeMap<String, Vec<u8>>;

/// Why a text gives no facts: it does not have the form that is expected.
#[derive(Clone, Debug, Display, PartialEq, Eq)]
pub struct Wrong(String);

/// What was read so far.
#[derive(Default)]
pub struct Import {
    arm: arm::Drafts,
    access: Groups,
    values: terraform::Values,
    sensitive: terraform::Sensitive,
    /// Files of Terraform's, which are added once all values are known.
    providers: Vec<terraform::File>,
}

impl Import {
    /// Takes the facts of a file, whose name has no folder in it. A file that holds none is passed over.
    pub fn file(&mut self, name: &str, text: &str) -> Result<(), Wrong> {
        match name {
            "versions.json" => self.arm.versions(read(text)?),
            "aws-values.json" => self.values = read(text)?,
            "sensitive.json" => self.sensitive = read(text)?,
            "iam-actions.json" => access::actions(read(text)?, &mut self.access),
            "iam-managed-policies.json" => access::managed_policies(&read(text)?, &mut self.access),
            "azure-roles.json" => access::azure_roles(read(text)?, &mut self.access),
            _ if text.trim_start().starts_with('[') => self.arm.file(&read::<Vec<_>>(text)?),
            _ => drop(self.provider(text)?),
        }
        Ok(())
    }

    /// Takes the schemas of Terraform's providers; tells whether the text has any.
    pub fn provider(&mut self, text: &str) -> Result<bool, Wrong> {
        let has_any = text.contains("\"provider_schemas\"");
        if has_any {
            self.providers.push(read(text)?);
        }
        Ok(has_any)
    }

    /// The groups of the types of Terraform's providers.
    pub(super) fn terraform(&self) -> Groups {
        let mut drafts = BTreeMap::new();
        for file in &self.providers {
            terraform::add(file, &self.values, &self.sensitive, &mut drafts);
        }
        let groups = drafts.into_iter();
        groups.map(|(key, draft)| (key, draft.finish())).collect()
    }

    /// The packs that hold it all, by the name of their file.
    pub fn packs(self) -> BTreeMap<&'static str, Vec<u8>> {
        let packs = [
            ("terraform.pack", self.terraform()),
            ("arm.pack", self.arm.finish()),
            ("access.pack", self.access),
        ];
        let filled = packs.into_iter().filter(|(_, groups)| !groups.is_empty());
        filled.map(|(name, groups)| (name, pack(&groups))).collect()
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Wrong> {
    serde_json::from_str(text).map_err(|error| Wrong(error.to_string()))
}
