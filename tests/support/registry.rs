//! A registry that lives as long as a test, on a port of this machine.
//!
//! Repositories below `private` want a name and a password, and keep their blobs elsewhere; those below
//! `tokens` want a token for which these are shown, or one of identity; below `broken` somebody in between
//! answers, and below `strange` are images.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// `robot:hunter2`
pub(crate) const LOGIN: &str = "cm9ib3Q6aHVudGVyMg==";
pub(crate) const PASSWORD: &str = "hunter2";

/// What is exchanged for a token where there is no password.
pub(crate) const IDENTITY: &str = "1dent1ty";

/// What a token is that `LOGIN` gets.
pub(crate) const TOKEN: &str = "t0ken";

/// The manifest of something that is no module.
const IMAGE: &str = r#"{"schemaVersion": 2, "config": {}, "layers": []}"#;

/// Paths of manifests and blobs, and what is stored there.
type Store = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

pub(crate) struct Registry {
    /// `localhost` and a port.
    pub(crate) host: String,
    pub(crate) store: Store,
    /// Method and path of all that was asked.
    pub(crate) asked: Arc<Mutex<Vec<String>>>,
}

struct Request {
    method: String,
    path: String,
    authorization: Option<String>,
    body: Vec<u8>,
}

/// Status, headers, body.
type Response = (u16, String, Vec<u8>);

impl Registry {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = format!("localhost:{}", listener.local_addr().unwrap().port());
        let registry = Self {
            host: host.clone(),
            store: Store::default(),
            asked: Arc::default(),
        };
        let (store, asked) = (registry.store.clone(), registry.asked.clone());
        // It ends with the process.
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let Some(request) = read(&stream) else {
                    continue;
                };
                asked
                    .lock()
                    .unwrap()
                    .push(format!("{} {}", request.method, request.path));
                write(stream, answer(&request, &host, &store));
            }
        });
        registry
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let (mut authorization, mut length) = (None, 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(": ") else {
            break;
        };
        match name.to_lowercase().as_str() {
            "authorization" => authorization = Some(value.to_owned()),
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request {
        method,
        path,
        authorization,
        body,
    })
}

fn write(mut stream: TcpStream, (status, headers, body): Response) {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} X\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    let written = stream.write_all(head.as_bytes());
    let _gone = written.and_then(|()| stream.write_all(&body));
}

fn answer(request: &Request, host: &str, store: &Store) -> Response {
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    let shown = request.authorization.as_deref();
    if path == "/token" {
        return token(request);
    }
    if path.starts_with("/elsewhere/") && shown.is_some() {
        return refusal(400, "CREDENTIALS_WENT_ASTRAY");
    }
    let (wanted, challenge) = match path.split('/').nth(2) {
        Some("private") => (format!("Basic {LOGIN}"), "Basic realm=\"test\"".to_owned()),
        Some("tokens") => {
            let realm = format!("Bearer realm=\"http://{host}/token\"");
            (
                format!("Bearer {TOKEN}"),
                format!("{realm},service=\"test\""),
            )
        }
        Some("broken") => return (404, String::new(), b"<html>not here</html>".to_vec()),
        Some("strange") => return (200, String::new(), IMAGE.as_bytes().to_vec()),
        _ => Default::default(),
    };
    if !wanted.is_empty() && shown != Some(&wanted) {
        let (status, _, body) = refusal(401, "UNAUTHORIZED");
        return (status, format!("www-authenticate: {challenge}\r\n"), body);
    }
    let mut store = store.lock().unwrap();
    if let Some(repository) = path.strip_suffix("/tags/list") {
        return tags(repository, &store);
    }
    match request.method.as_str() {
        "POST" => (202, format!("location: {path}1?state=x\r\n"), Vec::new()),
        "PUT" => {
            let digest = query.split("digest=").nth(1);
            let folder = path.split("uploads/").next().unwrap();
            let place = digest.map(|digest| format!("{folder}{digest}"));
            store.insert(
                place.unwrap_or_else(|| path.to_owned()),
                request.body.clone(),
            );
            (201, String::new(), Vec::new())
        }
        _ if path.contains("/private/") && path.contains("/blobs/") && path.starts_with("/v2") => {
            let away = host.replace("localhost", "127.0.0.1");
            (
                307,
                format!("location: http://{away}/elsewhere{path}\r\n"),
                Vec::new(),
            )
        }
        _ => match store.get(path.trim_start_matches("/elsewhere")) {
            Some(found) => (200, String::new(), found.clone()),
            None => refusal(404, "MANIFEST_UNKNOWN"),
        },
    }
}

/// A token for those who show who they are.
fn token(request: &Request) -> Response {
    let form = String::from_utf8_lossy(&request.body);
    let is_known = request.authorization == Some(format!("Basic {LOGIN}"))
        || form.ends_with(&format!("&refresh_token={IDENTITY}"));
    if !is_known {
        return refusal(401, "UNAUTHORIZED");
    }
    let token = format!("{{\"token\": \"{TOKEN}\"}}");
    (200, String::new(), token.into_bytes())
}

fn tags(repository: &str, store: &BTreeMap<String, Vec<u8>>) -> Response {
    let prefix = format!("{repository}/manifests/");
    let mut tags = String::new();
    for tag in store.keys().filter_map(|path| path.strip_prefix(&prefix)) {
        let comma = if tags.is_empty() { "" } else { "," };
        write!(tags, "{comma}\"{tag}\"").unwrap();
    }
    if tags.is_empty() {
        return refusal(404, "NAME_UNKNOWN");
    }
    let body = format!("{{\"tags\": [{tags}]}}");
    (200, String::new(), body.into_bytes())
}

fn refusal(status: u16, code: &str) -> Response {
    let body = format!("{{\"errors\": [{{\"code\": \"{code}\"}}]}}");
    (status, String::new(), body.into_bytes())
}
