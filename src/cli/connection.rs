//! Asking other machines: every connection of the program is opened here.
//!
//! What is asked goes over TLS, with the certificates that the system trusts and by the proxy that
//! the environment names; without TLS it goes to this machine only. Nothing waits for ever, no
//! answer may be longer than expected, and no redirection takes credentials along.
//!
//! INVARIANT: what is said of a failure has neither headers nor addresses in it, which may hold secrets.

#![expect(
    clippy::disallowed_methods,
    reason = "this file is the only one that opens connections"
)]

use platc::catalog::remote::is_loopback;
use std::io::ErrorKind;
use std::time::Duration;
use ureq::http::{HeaderMap, Request};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error, Proxy};

/// More of an answer is never read.
const MOST_BYTES: u64 = 4 << 20;

const TO_CONNECT: Duration = Duration::from_secs(15);
const TO_BEGIN: Duration = Duration::from_secs(30);
const IN_ALL: Duration = Duration::from_mins(2);

/// A way to a host.
pub(crate) struct Connection {
    agent: Agent,
    is_local: bool,
}

/// What is asked. It can't be printed: headers may hold secrets.
#[derive(Clone)]
pub(crate) struct Question<'a> {
    /// `GET`, and what else there is.
    pub(crate) method: &'static str,
    /// The whole address.
    pub(crate) url: String,
    /// Names and values.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// What is sent.
    pub(crate) body: Option<&'a [u8]>,
}

/// What is answered.
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    headers: HeaderMap,
    /// What was sent.
    pub(crate) body: Vec<u8>,
}

impl Connection {
    /// A way to a host, with its port if it has one.
    pub(crate) fn to(host: &str) -> Self {
        let is_local = is_loopback(host);
        let proxy = if is_local {
            None
        } else {
            Proxy::try_from_env()
        };
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .https_only(!is_local)
            .proxy(proxy)
            .tls_config(tls.build())
            .user_agent(concat!("platc/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(TO_CONNECT))
            .timeout_recv_response(Some(TO_BEGIN))
            .timeout_global(Some(IN_ALL));
        let agent = Agent::new_with_config(config.build());
        Self { agent, is_local }
    }

    /// What the address of the host begins with.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.is_local { "http://" } else { "https://" }
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&self, question: &Question<'_>) -> Result<Answer, String> {
        let mut request = Request::builder()
            .method(question.method)
            .uri(&question.url);
        for (name, value) in &question.headers {
            request = request.header(*name, value);
        }
        let answer = match question.body {
            Some(body) => self.agent.run(request.body(body).map_err(|_| NO_ADDRESS)?),
            None => self.agent.run(request.body(()).map_err(|_| NO_ADDRESS)?),
        };
        let (parts, mut body) = answer.map_err(|error| words(&error))?.into_parts();
        let body = body.with_config().limit(MOST_BYTES).read_to_vec();
        Ok(Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.map_err(|error| words(&error))?,
        })
    }
}

impl Answer {
    /// All values of a header.
    pub(crate) fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.headers.get_all(name).into_iter();
        values.filter_map(|value| value.to_str().ok())
    }
}

const NO_ADDRESS: &str = "it names an address that is none";

/// Why there is no answer.
fn words(error: &Error) -> String {
    let words = match error {
        Error::HostNotFound => "its name is not known",
        Error::Timeout(_) => "it does not answer in time",
        Error::BodyExceedsLimit(_) => "its answer is too long",
        Error::RequireHttpsOnly(_) => "it leads to an address without TLS",
        Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl => "the proxy does not lead there",
        Error::BadUri(_) | Error::Http(_) => NO_ADDRESS,
        Error::Rustls(error) => return format!("TLS fails: {error}"),
        Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => "nothing listens there",
        Error::Io(error) => return error.to_string(),
        _ => "the connection breaks",
    };
    words.to_owned()
}
