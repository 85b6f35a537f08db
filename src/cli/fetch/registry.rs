//! The protocol of registries: tags, manifests and blobs, read and written, and who may do so.

use super::credentials::{self, Login};
use crate::cli::connection::{Answer, Connection, Question};
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use platc::catalog::remote::Registry;
use serde::Deserialize;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

/// The form of manifests.
pub(super) const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

/// How often a list of tags goes on at most.
const MOST_PAGES: usize = 100;

/// What is said of an answer that makes no sense.
const NONSENSE: &str = "that is nothing that a registry says";

/// What a registry says of a repository or a tag that it does not have.
const ABSENT: [&str; 3] = ["NAME_UNKNOWN", "MANIFEST_UNKNOWN", "NOT_FOUND"];

/// What is to be done in a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Act {
    Read,
    Write,
}

/// A repository, and what is to be done there.
pub(super) type Place = (String, Act);

/// A registry that is asked.
pub(super) struct Client<'a> {
    registry: &'a Registry,
    connection: Connection,
    disk: &'a Disk,
    /// What Docker's tools know of it, once that was asked for.
    login: OnceCell<Option<Login>>,
    /// What is shown for a repository, once the registry has asked who it is.
    passes: RefCell<HashMap<Place, String>>,
}

#[derive(Deserialize)]
struct Tags {
    #[serde(default)]
    tags: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Refusal {
    errors: Vec<Reason>,
}

#[derive(Deserialize)]
struct Reason {
    code: String,
}

impl<'a> Client<'a> {
    /// A registry that nothing was asked of yet.
    pub(super) fn new(registry: &'a Registry, disk: &'a Disk) -> Self {
        Self {
            registry,
            connection: Connection::to(&registry.host),
            disk,
            login: OnceCell::new(),
            passes: RefCell::default(),
        }
    }

    /// The repository of a module, as people write it.
    pub(super) fn shown(&self, module: &str) -> String {
        format!(
            "oci://{}/{}",
            self.registry.host,
            self.registry.repository(module)
        )
    }

    /// The tags of a module's repository; none where there is no such repository.
    pub(super) fn tags(&self, module: &str) -> Result<Option<Vec<String>>, Error> {
        let mut path = "tags/list".to_owned();
        let mut tags = Vec::new();
        for _ in 0..MOST_PAGES {
            let url = self.url(module, &path);
            let answer = self.send(module, Act::Read, &question("GET", url))?;
            if is_absent(&answer) {
                return Ok(None);
            }
            let page: Tags = self.json(&answer, 200)?;
            tags.extend(page.tags.unwrap_or_default());
            let Some(next) = answer.headers("link").find_map(next_page) else {
                return Ok(Some(tags));
            };
            path = format!("tags/list?{next}");
        }
        Err(self.odd(200, "its list of tags has no end"))
    }

    /// The manifest of a tag; none where there is no such tag.
    pub(super) fn manifest(&self, module: &str, tag: &str) -> Result<Option<Vec<u8>>, Error> {
        let mut question = question("GET", self.url(module, &format!("manifests/{tag}")));
        question.headers.push(("accept", MANIFEST.to_owned()));
        let answer = self.send(module, Act::Read, &question)?;
        if is_absent(&answer) {
            return Ok(None);
        }
        self.expect(&answer, 200)?;
        Ok(Some(answer.body))
    }

    /// The blob of a digest, whatever it holds.
    pub(super) fn blob(&self, module: &str, digest: &str) -> Result<Vec<u8>, Error> {
        let url = self.url(module, &format!("blobs/{digest}"));
        let answer = self.send(module, Act::Read, &question("GET", url))?;
        self.expect(&answer, 200)?;
        Ok(answer.body)
    }

    /// Stores a blob.
    pub(super) fn put_blob(&self, module: &str, digest: &str, blob: &[u8]) -> Result<(), Error> {
        let url = self.url(module, "blobs/uploads/");
        let mut start = question("POST", url);
        start.body = Some(&[]);
        let answer = self.send(module, Act::Write, &start)?;
        self.expect(&answer, 202)?;
        let place = answer.headers("location").next().unwrap_or_default();
        let mark = if place.contains('?') { '&' } else { '?' };
        let url = format!("{}{mark}digest={digest}", self.whole(place));
        let mut upload = question("PUT", url);
        upload
            .headers
            .push(("content-type", "application/octet-stream".to_owned()));
        upload.body = Some(blob);
        let answer = self.send(module, Act::Write, &upload)?;
        self.expect(&answer, 201)
    }

    /// Stores a manifest under a tag; its blobs are there.
    pub(super) fn put_manifest(&self, module: &str, tag: &str, text: &str) -> Result<(), Error> {
        let mut question = question("PUT", self.url(module, &format!("manifests/{tag}")));
        question.headers.push(("content-type", MANIFEST.to_owned()));
        question.body = Some(text.as_bytes());
        let answer = self.send(module, Act::Write, &question)?;
        self.expect(&answer, 201)
    }
}

impl Client<'_> {
    /// How somebody shows who they are, if they have logged in.
    pub(super) fn login(&self) -> Result<Option<&Login>, Error> {
        if let Some(known) = self.login.get() {
            return Ok(known.as_ref());
        }
        let login = credentials::login(&self.registry.host, self.disk)?;
        Ok(self.login.get_or_init(|| login).as_ref())
    }

    fn url(&self, module: &str, path: &str) -> String {
        let repository = self.registry.repository(module);
        self.whole(&format!("/v2/{repository}/{path}"))
    }

    /// An address of the registry, or elsewhere, where it says so.
    fn whole(&self, place: &str) -> String {
        if place.starts_with('/') {
            return format!("{}{}{place}", self.connection.scheme(), self.registry.host);
        }
        place.to_owned()
    }

    /// Asks, and once more with a pass if the registry wants one.
    fn send(&self, module: &str, act: Act, question: &Question<'_>) -> Result<Answer, Error> {
        let repository = self.registry.repository(module);
        let key = (repository, act);
        let known = self.passes.borrow().get(&key).cloned();
        let answer = self.ask(&self.with_pass(question, known))?;
        if answer.status != 401 {
            return self.allowed(answer, module, act);
        }
        let Some(pass) = self.pass(&answer, &key)? else {
            return self.allowed(answer, module, act);
        };
        self.passes.borrow_mut().insert(key, pass.clone());
        let answer = self.ask(&self.with_pass(question, Some(pass)))?;
        self.allowed(answer, module, act)
    }

    /// Only the registry itself is shown a pass.
    fn with_pass<'q>(&self, question: &Question<'q>, pass: Option<String>) -> Question<'q> {
        let own = format!("{}{}/", self.connection.scheme(), self.registry.host);
        let mut question = question.clone();
        if question.url.starts_with(&own) {
            question
                .headers
                .extend(pass.map(|pass| ("authorization", pass)));
        }
        question
    }

    pub(super) fn ask(&self, question: &Question<'_>) -> Result<Answer, Error> {
        let answer = self.connection.ask(question);
        answer.map_err(|why| Error::NoAnswer {
            host: self.registry.host.clone(),
            why,
        })
    }

    fn allowed(&self, answer: Answer, module: &str, act: Act) -> Result<Answer, Error> {
        self.permitted(answer, &self.registry.repository(module), act)
    }

    pub(super) fn permitted(
        &self,
        answer: Answer,
        repository: &str,
        act: Act,
    ) -> Result<Answer, Error> {
        if !matches!(answer.status, 401 | 403) {
            return Ok(answer);
        }
        Err(Error::NotAllowed {
            host: self.registry.host.clone(),
            repository: repository.to_owned(),
            act: match act {
                Act::Read => "reading",
                Act::Write => "writing",
            },
        })
    }

    pub(super) fn json<T: for<'t> Deserialize<'t>>(
        &self,
        answer: &Answer,
        status: u16,
    ) -> Result<T, Error> {
        self.expect(answer, status)?;
        let read = serde_json::from_slice(&answer.body);
        read.map_err(|_| self.odd(answer.status, NONSENSE))
    }

    fn expect(&self, answer: &Answer, status: u16) -> Result<(), Error> {
        if answer.status == status {
            return Ok(());
        }
        let why = reason(answer);
        Err(self.odd(answer.status, why.as_deref().unwrap_or(NONSENSE)))
    }

    pub(super) fn odd(&self, status: u16, why: &str) -> Error {
        Error::OddAnswer {
            host: self.registry.host.clone(),
            status,
            why: why.to_owned(),
        }
    }
}

/// A question without anything but an address.
pub(super) fn question<'q>(method: &'static str, url: String) -> Question<'q> {
    Question {
        method,
        url,
        headers: Vec::new(),
        body: None,
    }
}

/// The first reason that a registry gives for a refusal, as a code.
fn reason(answer: &Answer) -> Option<String> {
    let refusal: Refusal = serde_json::from_slice(&answer.body).ok()?;
    let code = refusal.errors.into_iter().next()?.code;
    let is_code = code.len() <= 64
        && code
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    is_code.then_some(code)
}

/// Whether a registry says that it has no such thing. A page of someone in between does not say that.
fn is_absent(answer: &Answer) -> bool {
    let reason = reason(answer);
    answer.status == 404 && reason.is_some_and(|reason| ABSENT.contains(&reason.as_str()))
}

/// What stands behind the question mark of `</v2/…?last=1.0.0>; rel="next"`.
fn next_page(link: &str) -> Option<String> {
    let (address, relation) = link.trim().strip_prefix('<')?.split_once('>')?;
    let (_, query) = address.split_once('?')?;
    relation.contains("next").then(|| query.to_owned())
}
