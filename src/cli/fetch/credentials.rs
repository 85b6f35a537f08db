//! What Docker's tools know of a registry: the name and the password that `docker login` was given.
//!
//! INVARIANT: secrets are read when they are needed, kept nowhere and shown nowhere.

use crate::cli::disk::Disk;
use crate::cli::environment;
use crate::cli::error::Error;
use crate::cli::program::Program;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use platc::world::World;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a helper says where it has nothing.
const NOTHING: &str = "credentials not found";

/// The name under which a helper gives a token for new tokens.
const TOKEN: &str = "<token>";

/// How somebody shows who they are. It can't be printed.
pub(super) enum Login {
    /// As `Basic` has it: name, colon, password, in Base64.
    Basic(String),
    /// A token that is exchanged for others.
    Token(String),
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Settings {
    auths: BTreeMap<String, Entry>,
    cred_helpers: BTreeMap<String, String>,
    creds_store: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    auth: Option<String>,
    username: Option<String>,
    password: Option<String>,
    identitytoken: Option<String>,
}

/// What a helper gives.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Given {
    username: String,
    secret: String,
}

/// What is known of a host; none where nobody has logged in.
pub(super) fn login(host: &str, disk: &Disk) -> Result<Option<Login>, Error> {
    let Some(settings) = settings(disk)? else {
        return Ok(None);
    };
    let helper = settings.cred_helpers.get(host);
    if let Some(helper) = helper.or(settings.creds_store.as_ref())
        && let Some(given) = ask(helper, host)?
    {
        return Ok(Some(given));
    }
    let names = [host.to_owned(), format!("https://{host}")];
    let entry = names.iter().find_map(|name| settings.auths.get(name));
    Ok(entry.and_then(Entry::login))
}

/// What Docker's file says; none where there is no such file.
fn settings(disk: &Disk) -> Result<Option<Settings>, Error> {
    let path = environment::docker().and_then(|folder| disk.path(&format!("{folder}/config.json")));
    let Some((path, text)) = path.and_then(|path| disk.read(&path).ok().map(|text| (path, text)))
    else {
        return Ok(None);
    };
    // The parser's own words could quote what stands there.
    let settings = serde_json::from_str(&text).map_err(|_| Error::Unreadable {
        path: disk.shown(&path),
    })?;
    Ok(Some(settings))
}

/// Asks a helper of Docker's.
fn ask(helper: &str, host: &str) -> Result<Option<Login>, Error> {
    let program = format!("docker-credential-{helper}");
    let failed = || Error::HelperFailed {
        program: program.clone(),
        host: host.to_owned(),
    };
    let said = Program::new(&program, &["get"]).run(host);
    let said = said.map_err(|_| failed())?;
    if !said.went_well && said.results.contains(NOTHING) {
        return Ok(None);
    }
    let given: Given = serde_json::from_str(&said.results).map_err(|_| failed())?;
    Ok(Some(match given.username.as_str() {
        TOKEN => Login::Token(given.secret),
        name => Login::basic(name, &given.secret),
    }))
}

impl Entry {
    fn login(&self) -> Option<Login> {
        let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        if let Some(token) = filled(&self.identitytoken) {
            return Some(Login::Token(token));
        }
        if let Some(auth) = filled(&self.auth) {
            return Some(Login::Basic(auth));
        }
        let name = filled(&self.username)?;
        Some(Login::basic(&name, &filled(&self.password)?))
    }
}

impl Login {
    fn basic(name: &str, password: &str) -> Self {
        Self::Basic(BASE64.encode(format!("{name}:{password}")))
    }
}
