//! Who asks a registry: what Docker's tools know of it → what the registry wants to see.

use super::credentials::Login;
use super::registry::{Act, Client, Place, question};
use crate::cli::connection::Answer;
use crate::cli::error::Error;
use platc::catalog::remote::is_loopback;
use serde::Deserialize;
use std::fmt::Write as _;

/// What is given for a login.
#[derive(Deserialize)]
struct Pass {
    token: Option<String>,
    access_token: Option<String>,
}

impl Client<'_> {
    /// What a registry wants to see, made of what Docker's tools know; none where they know nothing.
    pub(super) fn pass(&self, answer: &Answer, key: &Place) -> Result<Option<String>, Error> {
        let login = self.login()?;
        let mut challenges = answer.headers("www-authenticate");
        let bearer = challenges.find_map(|challenge| strip_scheme(challenge, "bearer"));
        match (bearer, login) {
            (Some(challenge), login) => self.token(challenge, login, key).map(Some),
            (None, Some(Login::Basic(basic))) => Ok(Some(format!("Basic {basic}"))),
            (None, _) => Ok(None),
        }
    }

    /// Asks whom the registry names for a token.
    fn token(
        &self,
        challenge: &str,
        login: Option<&Login>,
        (repository, act): &Place,
    ) -> Result<String, Error> {
        let realm = parameter(challenge, "realm").filter(|realm| is_safe(realm));
        let realm =
            realm.ok_or_else(|| self.odd(401, "it sends elsewhere for a token, without TLS"))?;
        let service = encoded(parameter(challenge, "service").unwrap_or_default());
        let actions = match act {
            Act::Read => "pull",
            Act::Write => "pull,push",
        };
        let scope = encoded(&format!("repository:{repository}:{actions}"));
        let wanted = format!("service={service}&scope={scope}");
        let form;
        let question = match login {
            Some(Login::Token(token)) => {
                let token = encoded(token);
                form = format!(
                    "grant_type=refresh_token&client_id=platc&{wanted}&refresh_token={token}"
                );
                let mut question = question("POST", realm.to_owned());
                let kind = "application/x-www-form-urlencoded".to_owned();
                question.headers.push(("content-type", kind));
                question.body = Some(form.as_bytes());
                question
            }
            login => {
                let mark = if realm.contains('?') { '&' } else { '?' };
                let mut question = question("GET", format!("{realm}{mark}{wanted}"));
                if let Some(Login::Basic(basic)) = login {
                    question
                        .headers
                        .push(("authorization", format!("Basic {basic}")));
                }
                question
            }
        };
        let answer = self.ask(&question)?;
        let answer = self.permitted(answer, repository, *act)?;
        let pass: Pass = self.json(&answer, 200)?;
        let token = pass.token.or(pass.access_token);
        let token = token.ok_or_else(|| self.odd(200, "it gives no token"))?;
        Ok(format!("Bearer {token}"))
    }
}

/// What stands behind the scheme of a challenge.
fn strip_scheme<'c>(challenge: &'c str, scheme: &str) -> Option<&'c str> {
    let (written, rest) = challenge.trim().split_once(' ')?;
    written.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// A parameter of a challenge: `realm="https://…",service="…"`.
fn parameter<'c>(challenge: &'c str, name: &str) -> Option<&'c str> {
    let mut rest = challenge;
    while let Some((key, behind)) = rest.split_once("=\"") {
        let (value, after) = behind.split_once('"')?;
        if key.trim_matches([',', ' ']).eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// Whether nobody on the way hears what is told there.
fn is_safe(url: &str) -> bool {
    let host = |rest: &str| rest.split(['/', '?']).next().is_some_and(is_loopback);
    url.starts_with("https://") || url.strip_prefix("http://").is_some_and(host)
}

/// A text as the value in a query.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let written = write!(encoded, "%{byte:02X}");
            debug_assert!(written.is_ok(), "a text grows");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_read() {
        let challenge =
            "Bearer realm=\"https://h.org/token\",service=\"h, org\", scope=\"a:b:pull,push\"";
        let challenge = strip_scheme(challenge, "bearer").unwrap();
        for (name, value) in [
            ("realm", Some("https://h.org/token")),
            ("service", Some("h, org")),
            ("scope", Some("a:b:pull,push")),
            ("error", None),
        ] {
            assert_eq!(parameter(challenge, name), value);
        }
        assert_eq!(strip_scheme("Basic realm=\"x\"", "bearer"), None);
    }

    #[test]
    fn a_token_is_asked_for_in_private() {
        for (url, safe) in [
            ("https://h.org/token", true),
            ("http://localhost:80/token", true),
            ("http://h.org/token", false),
            ("http://localhost.h.org/token", false),
            ("ftp://localhost/", false),
        ] {
            assert_eq!(is_safe(url), safe, "{url}");
        }
    }

    #[test]
    fn a_value_in_a_query_is_only_that() {
        assert_eq!(encoded("repository:a/b:pull"), "repository%3Aa%2Fb%3Apull");
    }
}
