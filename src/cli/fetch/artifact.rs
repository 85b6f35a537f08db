//! A version of a module as an artifact of the image specification of OCI: a manifest, and a blob for
//! each file.
//!
//! There is no archive: a file's name is what the manifest says, and only a plain name will do.

use super::kept::{Files, MOST_BYTES, MOST_FILES, is_of_module};
use super::registry::{Client, MANIFEST};
use crate::cli::checksum::checksum;
use crate::cli::error::Error;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const KIND: &str = "application/vnd.platc.module.v1";
const FILE: &str = "application/vnd.platc.module.file.v1";
const EMPTY: &str = "application/vnd.oci.empty.v1+json";
const TITLE: &str = "org.opencontainers.image.title";

/// What an artifact without settings has in their place.
const NOTHING: &[u8] = b"{}";

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest {
    schema_version: u8,
    media_type: String,
    artifact_type: String,
    config: Blob,
    layers: Vec<Blob>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Blob {
    media_type: String,
    digest: String,
    size: usize,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    annotations: BTreeMap<String, String>,
}

/// The files of a version; none where the registry does not have it.
pub(super) fn read(client: &Client<'_>, module: &str, tag: &str) -> Result<Option<Files>, Error> {
    let Some(text) = client.manifest(module, tag)? else {
        return Ok(None);
    };
    let wrong = |why: &str| Error::NotAModule {
        artifact: format!("{}:{tag}", client.shown(module)),
        why: why.to_owned(),
    };
    let manifest: Option<Manifest> = serde_json::from_slice(&text).ok();
    let manifest = manifest.filter(|manifest| manifest.artifact_type == KIND);
    let manifest = manifest.ok_or_else(|| wrong("it is an artifact of another kind"))?;
    if manifest.layers.len() > MOST_FILES {
        return Err(wrong("it has more than 64 files"));
    }
    let mut files = Files::new();
    for blob in &manifest.layers {
        let name = blob
            .annotations
            .get(TITLE)
            .filter(|name| is_of_module(name));
        let name = name.ok_or_else(|| wrong("a file has a name that no module's file has"))?;
        if !is_digest(&blob.digest) || blob.size > MOST_BYTES {
            return Err(wrong(&format!("`{name}` has more than 1 MB, or no digest")));
        }
        let content = client.blob(module, &blob.digest)?;
        if digest(&content) != blob.digest {
            return Err(wrong(&format!(
                "`{name}` does not have the digest that the manifest says"
            )));
        }
        let text = String::from_utf8(content).map_err(|_| wrong("a file is no text"))?;
        if files.insert(name.clone(), text).is_some() {
            return Err(wrong(&format!("`{name}` is there twice")));
        }
    }
    Ok(Some(files))
}

/// Stores files as a version; the tag comes last, so that nobody sees a part.
pub(super) fn write(
    client: &Client<'_>,
    module: &str,
    tag: &str,
    files: &Files,
) -> Result<(), Error> {
    let config = blob(EMPTY, NOTHING);
    client.put_blob(module, &config.digest, NOTHING)?;
    let mut layers = Vec::new();
    for (name, text) in files {
        let mut layer = blob(FILE, text.as_bytes());
        client.put_blob(module, &layer.digest, text.as_bytes())?;
        layer.annotations.insert(TITLE.to_owned(), name.clone());
        layers.push(layer);
    }
    let manifest = Manifest {
        schema_version: 2,
        media_type: MANIFEST.to_owned(),
        artifact_type: KIND.to_owned(),
        config,
        layers,
    };
    client.put_manifest(module, tag, &json(&manifest))
}

#[expect(clippy::expect_used, reason = "texts and numbers, which JSON can hold")]
fn json(manifest: &Manifest) -> String {
    serde_json::to_string(manifest).expect("a manifest is JSON")
}

fn blob(media_type: &str, content: &[u8]) -> Blob {
    Blob {
        media_type: media_type.to_owned(),
        digest: digest(content),
        size: content.len(),
        annotations: BTreeMap::new(),
    }
}

fn digest(content: &[u8]) -> String {
    format!("sha256:{}", checksum(content))
}

fn is_digest(text: &str) -> bool {
    let digits = text.strip_prefix("sha256:").unwrap_or_default();
    digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}
