//! What can be wrong with the values and the shape of a stack, and every word that is said about it.

use super::hint::MEMBERS;
use crate::names::{ComponentName, ModuleName, SettingName};
use crate::source::Span;
use crate::suggest::Hint;
use miette::Diagnostic;
use thiserror::Error;

/// A value that decides, names or reaches what it may not.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("`{what}` depends on a value that is known only at deployment")]
    #[diagnostic(
        code("P0430"),
        help("decide it by what is known when the spec is compiled, such as `environment.name`")
    )]
    UnknownDecision {
        what: &'static str,
        #[label(primary, "this is not known when the spec is compiled")]
        at: Span,
    },

    #[error("`{what}` depends on a value that may not be shown")]
    #[diagnostic(
        code("P0431"),
        help("what is there can be seen by everybody; decide it by another value")
    )]
    SensitiveDecision {
        what: &'static str,
        #[label(primary, "this is sensitive")]
        at: Span,
    },

    #[error("`count` is a whole number from 0 to 1000")]
    #[diagnostic(
        code("P0432"),
        help("compute a number in this range, or refuse others with a `validate` of the input")
    )]
    WrongCount {
        found: String,
        #[label(primary, "this is {found}")]
        at: Span,
    },

    #[error("`for_each` goes over a map, a set of texts or a list of different texts")]
    #[diagnostic(
        code("P0433"),
        help("make keys of the elements: `{{ for x in xs : x.name => x }}`")
    )]
    WrongEach {
        found: &'static str,
        #[label(primary, "this is {found}")]
        at: Span,
    },

    #[error("a resource is named here, not a value")]
    #[diagnostic(
        code("P0434"),
        help("write the resource without an attribute: `aws_sqs_queue.main`, `resource.main`")
    )]
    NotAResource {
        #[label(primary, "this names no resource")]
        at: Span,
    },

    #[error("{found} stands where an object is expected")]
    #[diagnostic(code("P0435"), help("write `{{ NAME = value }}`"))]
    NotAnObject {
        found: &'static str,
        #[label(primary, "this is {found}")]
        at: Span,
    },

    #[error("{found} can't be given as `{channel}`")]
    #[diagnostic(
        code("P0436"),
        help("`env` takes text, numbers and bools; `secrets` takes what `secret(…)` gives")
    )]
    WrongVariable {
        found: &'static str,
        channel: String,
        #[label(primary, "this is {found}")]
        at: Span,
    },

    #[error("{message}")]
    #[diagnostic(code("P0437"), help("change this value of `{component}`"))]
    Invalid {
        message: String,
        component: ComponentName,
        #[label(primary, "this is not allowed")]
        at: Span,
        #[label("the module demands this")]
        rule: Span,
    },

    #[error("{message}")]
    #[diagnostic(
        code("P0455"),
        help("change the inputs of `{component}`, or remove this grant")
    )]
    Refused {
        message: String,
        component: ComponentName,
        #[label(primary, "this can't be given")]
        at: Span,
        #[label("the module demands this")]
        rule: Span,
    },

    #[error("these are too many resources")]
    #[diagnostic(
        code("P0456"),
        help("divide the service; a root module may have 20000 resources")
    )]
    TooManyResources {
        #[label(primary, "given up at this resource")]
        at: Span,
    },

    #[error("`{what}` can't be checked: it is known only at deployment")]
    #[diagnostic(
        code("P0438"),
        severity(Warning),
        help("make sure that whoever deploys gives a valid value")
    )]
    Unchecked {
        what: String,
        #[label(primary, "this is not known when the spec is compiled")]
        at: Span,
        #[label("the rule that can't be checked")]
        rule: Span,
    },

    #[error("modules disagree about the setting `{setting}`")]
    #[diagnostic(
        code("P0441"),
        help("declare the same type in both modules, or rename one of the settings")
    )]
    SettingTypes {
        setting: SettingName,
        #[label(primary, "{second} here")]
        at: Span,
        second: String,
        first_type: String,
        #[label("{first_type} here")]
        first: Span,
    },

    #[error("no version of the provider `{provider}` fits all modules")]
    #[diagnostic(
        code("P0442"),
        help("use versions of the modules that agree about the provider")
    )]
    ProviderVersions {
        provider: String,
        #[label(primary, "this module demands `{second}`")]
        at: Span,
        second: String,
        first_wants: String,
        #[label("this one demands `{first_wants}`")]
        first: Span,
    },

    #[error("`{written}` says nothing about versions")]
    #[diagnostic(
        code("P0448"),
        help("write it as Terraform does: `>= 6.0, < 7.0`, `~> 6.1`, `= 6.2.0`")
    )]
    WrongVersions {
        written: String,
        #[label(primary, "this can't be read")]
        at: Span,
    },

    #[error("the provider `{provider}` is not declared")]
    #[diagnostic(
        code("P0443"),
        help("write `provider \"{provider}\" {{ version = \"…\" }}` in the `target` block")
    )]
    UndeclaredProvider {
        provider: String,
        #[label(primary, "this resource needs it")]
        at: Span,
    },

    #[error("`{component}` has no resource `{resource}` to override")]
    #[diagnostic(code("P0444"))]
    UnknownOverride {
        component: ComponentName,
        resource: String,
        #[label(primary, "this names nothing")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("`{name}` can't be overridden")]
    #[diagnostic(
        code("P0449"),
        help(
            "an override sets attributes of one resource; how often it is there, and when, is its module's"
        )
    )]
    OverriddenShape {
        name: String,
        #[label(primary, "this is no attribute of the resource")]
        at: Span,
    },

    #[error("the platform forbids overrides of the module `{module}`")]
    #[diagnostic(code("P0445"), help("ask the platform team for an input"))]
    ForbiddenOverride {
        module: ModuleName,
        #[label(primary, "this is not allowed")]
        at: Span,
        #[label("forbidden here")]
        forbidden: Span,
    },

    #[error("the environment variable `{name}` shows a value that may not be shown")]
    #[diagnostic(
        code("P0446"),
        help("keep the value in a component of the module `secret`, and give it by `secrets`")
    )]
    SensitiveVariable {
        name: String,
        #[label(primary, "this is sensitive")]
        at: Span,
    },

    #[error("the parameter `{name}` is {given} here and {wanted} for the modules")]
    #[diagnostic(
        code("P0447"),
        help("declare it as {wanted}: the setting of the same name takes its value")
    )]
    ParameterOfSetting {
        name: String,
        given: String,
        wanted: String,
        #[label(primary, "declared as {given}")]
        at: Span,
        #[label("the setting is {wanted}")]
        setting: Span,
    },
}

impl Error {
    pub(super) fn unknown_override(
        component: &ComponentName,
        resource: &str,
        at: Span,
        known: &[&str],
    ) -> Self {
        Self::UnknownOverride {
            component: component.clone(),
            resource: resource.to_owned(),
            at,
            hint: Hint::of(resource, known, MEMBERS),
        }
    }
}
