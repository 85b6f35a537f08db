//! What can be wrong with a name and with who uses what, and every word that is said about it.

use super::hint::{MEMBERS, Meant};
use crate::names::{ComponentName, GrantName, InputName, ModuleName, SettingName, TargetName};
use crate::source::Span;
use crate::suggest::Hint;
use miette::Diagnostic;
use thiserror::Error;

/// A name that stands for nothing, or for something that can't be had from there.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum NameError {
    #[error("`{name}` is not known here")]
    #[diagnostic(code("P0520"))]
    UnknownName {
        name: String,
        #[label(primary, "this names nothing")]
        at: Span,
        #[help]
        hint: Meant,
    },

    #[error("`{root}` has no `{name}`")]
    #[diagnostic(code("P0521"))]
    UnknownMember {
        root: String,
        name: String,
        #[label(primary, "this names nothing")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("there is no resource `{path}` in this module")]
    #[diagnostic(code("P0522"))]
    UnknownResource {
        path: String,
        #[label(primary, "this names nothing")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("`{root}` stands for nothing without a name behind it")]
    #[diagnostic(code("P0523"), help("write `{root}.` and a name"))]
    RootAlone {
        root: String,
        #[label(primary, "a name should follow")]
        at: Span,
    },

    #[error("the component `{component}` is no value")]
    #[diagnostic(
        code("P0524"),
        help("write one of its outputs or grants behind it: {known}")
    )]
    ComponentAlone {
        component: ComponentName,
        known: String,
        #[label(primary, "a name should follow")]
        at: Span,
    },

    #[error("`{component}` is a component of the module `{module}`")]
    #[diagnostic(code("P0525"), help("write `{module}.{component}`"))]
    WrongModule {
        component: ComponentName,
        module: ModuleName,
        #[label(primary, "this names another module")]
        at: Span,
        #[label("declared here")]
        declared: Span,
    },

    #[error("the component `{component}` is not there in this environment")]
    #[diagnostic(
        code("P0526"),
        help(
            "remove the reference in this environment too, or put it into a branch that is not taken"
        )
    )]
    AbsentComponent {
        component: ComponentName,
        #[label(primary, "this is asked of it")]
        at: Span,
        #[label("it is removed here")]
        when: Option<Span>,
    },

    #[error("a value depends on itself: {path}")]
    #[diagnostic(code("P0527"), help("compute one of them from something else"))]
    Cycle {
        path: String,
        #[label(primary, "this leads back to where it began")]
        at: Span,
    },

    #[error("resources depend on each other: {path}")]
    #[diagnostic(code("P0528"), help("let one of them not refer to the next"))]
    ResourceCycle {
        path: String,
        #[label(primary, "this leads back to where it began")]
        at: Span,
    },

    #[error("`{root}` stands for nothing here")]
    #[diagnostic(
        code("P0529"),
        help("`each` belongs to a `for_each`, `count` to a `count` of the same resource")
    )]
    NoEach {
        root: String,
        #[label(primary, "nothing is repeated here")]
        at: Span,
    },

    #[error("`grant` is read as `grant[\"name\"].consumers`")]
    #[diagnostic(
        code("P0530"),
        help("write the name of a grant of this module in brackets")
    )]
    GrantAlone {
        #[label(primary, "this is something else")]
        at: Span,
    },

    #[error("`{resource}` has no such instance")]
    #[diagnostic(code("P0531"), help("its instances are: {known}"))]
    NoInstance {
        resource: String,
        known: String,
        #[label(primary, "there is no instance of this key")]
        at: Span,
        #[label("declared here")]
        declared: Span,
    },

    #[error("`{component}` is given access to itself")]
    #[diagnostic(code("P0532"), help("remove it; a component may use itself"))]
    GrantToItself {
        component: ComponentName,
        #[label(primary, "this is its own grant")]
        at: Span,
    },

    #[error("`{grant}` of `{component}` can't be given on `{target}`")]
    #[diagnostic(
        code("P0533"),
        help("use another grant; its module gives this one on other targets only")
    )]
    GrantAbsent {
        component: ComponentName,
        grant: GrantName,
        target: TargetName,
        #[label(primary, "`{target}` has no such grant")]
        at: Span,
    },

    #[error("the environment variable `{name}` gets two values")]
    #[diagnostic(
        code("P0534"),
        help("take one of them away, or rename a component whose grant gives one")
    )]
    VariableTwice {
        name: String,
        #[label(primary, "this gives another value")]
        at: Span,
        #[label("this gives the first")]
        first: Span,
    },

    #[error("`{component}` needs the input `{input}`")]
    #[diagnostic(code("P0511"), help("give it a value in this environment too"))]
    MissingInput {
        component: ComponentName,
        input: InputName,
        #[label(primary, "this is null here")]
        at: Span,
        #[label("declared without a default here")]
        declared: Span,
    },

    #[error("values depend on each other over more than {most} steps")]
    #[diagnostic(code("P0537"), help("compute some of them without the others"))]
    TooFar {
        most: usize,
        #[label(primary, "given up here")]
        at: Span,
    },

    #[error("two parameters of the root module get the name `{name}`")]
    #[diagnostic(code("P0538"), help("rename one of the two, or the component"))]
    ParameterTwice {
        name: String,
        #[label(primary, "this becomes `{name}`")]
        at: Span,
        #[label("and this is `{name}` too")]
        first: Span,
    },

    #[error("no module of this service declares the setting `{name}`")]
    #[diagnostic(code("P0539"), severity(Warning), help("write `{known}`"))]
    MistypedSetting {
        name: SettingName,
        known: SettingName,
        #[label(primary, "nobody reads this")]
        at: Span,
        #[label("this is not given")]
        declared: Span,
    },

    #[error("the secret of `{component}` is used without the grant to read it")]
    #[diagnostic(code("P0535"), help("add `{grant}` to `access`"))]
    SecretWithoutGrant {
        component: ComponentName,
        grant: String,
        #[label(primary, "this may not be read")]
        at: Span,
    },

    #[error("`{consumer}` can't be given this: it has no `{attribute}`")]
    #[diagnostic(
        code("P0536"),
        help("give it to a component that runs code, such as a container or a job")
    )]
    ConsumerLacks {
        consumer: ComponentName,
        attribute: String,
        #[label(primary, "this is given to `{consumer}`")]
        at: Span,
        #[label("`{attribute}` of whoever is given it is needed here")]
        needed: Span,
    },
}

impl NameError {
    pub(super) fn unknown_member(root: &str, name: &str, at: Span, known: &[&str]) -> Self {
        Self::UnknownMember {
            root: root.to_owned(),
            name: name.to_owned(),
            at,
            hint: Hint::of(name, known, MEMBERS),
        }
    }

    pub(super) fn unknown_resource(path: &str, at: Span, known: &[&str]) -> Self {
        Self::UnknownResource {
            path: path.to_owned(),
            at,
            hint: Hint::of(path, known, MEMBERS),
        }
    }
}
