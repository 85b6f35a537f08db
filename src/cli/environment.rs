//! What the environment says of the folders of users.

#![expect(
    clippy::disallowed_methods,
    reason = "only this file and `screen.rs` read the environment"
)]

/// Where fetched modules are kept, for all projects.
pub(crate) fn cache() -> Option<String> {
    let named = variable("PLATC_CACHE");
    let named = named.or_else(|| Some(variable("XDG_CACHE_HOME")? + "/platc"));
    let named = named.or_else(|| Some(variable("HOME")? + "/.cache/platc"));
    named.map(|folder| folder + "/modules")
}

/// Where Docker's tools keep their settings.
pub(crate) fn docker() -> Option<String> {
    let named = variable("DOCKER_CONFIG");
    named.or_else(|| Some(variable("HOME")? + "/.docker"))
}

fn variable(name: &str) -> Option<String> {
    let value = std::env::var(name).ok();
    value.filter(|value| !value.is_empty())
}
