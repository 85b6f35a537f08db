//! The cases that one message has, and the words that differ between them.

use crate::names::InvalidName;
use derive_more::Display;

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
pub(super) enum Kind {
    #[display("a service")]
    Service,
    #[display("a platform")]
    Platform,
    #[display("a module")]
    Module,
    #[display("an implementation")]
    Implementation,
    #[display("a composite implementation")]
    Composite,
    #[display("a component")]
    Component,
    #[display("an environment")]
    Environment,
    #[display("a target")]
    Target,
    #[display("a parameter")]
    Parameter,
    #[display("a local value")]
    Local,
    #[display("an input")]
    Input,
    #[display("an output")]
    Output,
    #[display("a grant")]
    Grant,
    #[display("a setting")]
    Setting,
    #[display("a provider")]
    Provider,
    #[display("a backend")]
    Backend,
    #[display("an override")]
    Override,
    #[display("a resource")]
    Resource,
    #[display("a data source")]
    Data,
    #[display("an ephemeral resource")]
    Ephemeral,
}

impl Kind {
    /// The word that begins its block.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Platform => "platform",
            Self::Module => "module",
            Self::Implementation | Self::Target => "target",
            Self::Composite => "compose",
            Self::Component => "container",
            Self::Environment => "environment",
            Self::Parameter => "parameter",
            Self::Local => "locals",
            Self::Input => "input",
            Self::Output => "output",
            Self::Grant => "grant",
            Self::Setting => "setting",
            Self::Provider => "provider",
            Self::Backend => "backend",
            Self::Override => "override",
            Self::Resource => "resource",
            Self::Data => "data",
            Self::Ephemeral => "ephemeral",
        }
    }

    /// What its label is.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Resource | Self::Data | Self::Ephemeral => "a type and a name",
            Self::Override => "the address of a resource",
            _ => "a name",
        }
    }

    /// Labels as an example.
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Implementation | Self::Target | Self::Provider => "\"aws\"",
            Self::Backend => "\"s3\"",
            Self::Environment => "\"prod\"",
            Self::Override => "\"aws_db_instance.main\"",
            Self::Resource | Self::Ephemeral => "\"type\" \"name\"",
            Self::Data => "\"aws_iam_policy_document\" \"main\"",
            _ => "\"name\"",
        }
    }
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq, Display)]
pub(super) enum Place {
    #[display("at the top of a file")]
    Top,
    #[display("in `{_0}`")]
    Block(String),
}

/// What to write in the place of something that is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Instead {
    /// This.
    Name(String),
    /// One of these.
    OneOf(Vec<&'static str>),
    /// What a sentence says.
    Advice(&'static str),
}

impl std::fmt::Display for Instead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) => write!(f, "write `{name}`"),
            Self::OneOf(names) => {
                let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
                write!(f, "write one of {}", names.join(", "))
            }
            Self::Advice(advice) => f.write_str(advice),
        }
    }
}

/// A construct of Terraform's that platc has something else for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    /// `variable`
    Variable,
    /// `terraform`
    Terraform,
    /// `moved`
    Moved,
    /// `import`
    Import,
    /// `removed`
    Removed,
    /// `dynamic`
    Dynamic,
    /// `provisioner`, `connection`
    Provisioner,
    /// `check`, `precondition`, `postcondition`, `validation`
    Condition,
}

impl Foreign {
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "variable" => Self::Variable,
            "terraform" => Self::Terraform,
            "moved" => Self::Moved,
            "import" => Self::Import,
            "removed" => Self::Removed,
            "dynamic" => Self::Dynamic,
            "provisioner" | "connection" => Self::Provisioner,
            "check" | "precondition" | "postcondition" | "validation" => Self::Condition,
            _ => return None,
        })
    }

    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::Variable => {
                "write `parameter` in a service for what is given at deployment, and `input` in a module for what it takes"
            }
            Self::Terraform => {
                "write `backend` in a platform's `target`, and `provider \"aws\" { version = \"…\" }` in a module's"
            }
            Self::Moved => {
                "write `renamed_from = \"old\"` in the component, or `moved` in the target of a module"
            }
            Self::Import => "run `terraform import` on what platc wrote",
            Self::Removed => "write it in the target of the module that made the resource",
            Self::Dynamic => "write the block itself, with `for_each` in it",
            Self::Provisioner => "let the image or the service do what it would do",
            Self::Condition => "write `validate` in an input of a module",
        }
    }
}

/// What the language describes and this version can't compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
pub(super) enum Planned {
    #[display("a choice between configurations of a provider")]
    ResourceProvider,
    #[display("a folder of policies")]
    Policies,
}

impl Planned {
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::ResourceProvider => {
                "write the name of a provider of this target; each has one configuration, and `region` of a resource of AWS chooses another region"
            }
            Self::Policies => "remove `policies`; nothing would be held against them",
        }
    }
}

/// What the value of an attribute must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
pub(super) enum Wanted {
    #[display("plain text")]
    Text,
    #[display("`true` or `false`")]
    Bool,
    #[display("a list")]
    List,
    #[display("an object")]
    Object,
    #[display("a plain value")]
    Plain,
}

impl Wanted {
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::Text => {
                "write text in quotes, without `${ }`: it is read before any value is known"
            }
            Self::Bool => "write `true` or `false`: it is read before any value is known",
            Self::List => "write the list itself, as in `[a, b]`",
            Self::Object => "write the object itself, as in `{ key = value }`",
            Self::Plain => "write a value that is read as it stands, without names and calls",
        }
    }
}

/// What an element of a list must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
pub(super) enum Listed {
    #[display("plain text")]
    Text,
    #[display("the name of an attribute")]
    Attribute,
}

impl Listed {
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::Text => "write text in quotes, without `${ }`",
            Self::Attribute => "write the name without quotes, as in `[desired_count]`",
        }
    }
}

/// What a type is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
pub(super) enum Member {
    #[display("the type of its elements")]
    Element,
    #[display("its members as plain text")]
    Texts,
    #[display("its fields")]
    Fields,
    #[display("a type, and a default or none")]
    TypeAndDefault,
}

impl Member {
    pub(super) fn example(self, function: &str) -> String {
        match self {
            Self::Element => format!("{function}(string)"),
            Self::Texts => "enum(\"small\", \"large\")".to_owned(),
            Self::Fields => "object({ host = string })".to_owned(),
            Self::TypeAndDefault => "optional(string, \"/\")".to_owned(),
        }
    }
}

/// Where a block belongs that stands in the wrong place.
pub(super) fn home(kind: &str) -> &'static str {
    match kind {
        "module" => {
            "to use a module write a component, as in `postgres \"orders\" {}`; declare one in a file of its own"
        }
        "resource" => {
            "in a service write a component, as in `postgres \"orders\" {}`; its module has the resources, in `target \"…\"`"
        }
        "service" | "platform" | "target" | "compose" => "write it at the top of a file of its own",
        "environment" => "move it out, beside what it changes or is about",
        "output" => "move it out of here, to the top of the document",
        "parameter" | "modules" => "move it to the top of the service",
        "locals" => "move it into a service or into what fulfils a module",
        "input" | "grant" => "move it into a module",
        "override" => "move it into the component whose resource it changes",
        "validate" => "move it into the input that it checks",
        "backend" => "move it into a target of the platform",
        "lifecycle" => "remove it; only what is made by the deployment has a lifecycle",
        "data" | "ephemeral" | "provider" | "setting" | "identity" | "reach" | "lost" => {
            "move it into `target \"…\" { … }`, the implementation of a module"
        }
        "requires" => "move it into `compose { … }`",
        _ => "move it out of here: components stand in a service or in its environments",
    }
}

/// How a missing attribute is written.
pub(super) fn missing(attribute: &str) -> &'static str {
    match attribute {
        "version" => "write `version = \"1.0.0\"`, or the range that will do for a provider",
        "type" => "write `type = string`, or what it is",
        "description" => "write `description = \"…\"`, a sentence that says what it is for",
        "condition" => "write `condition = …`, which is true for what is allowed",
        "message" => "write `message = \"…\"`, a sentence that says what is allowed, or what to do",
        "grants" => "write `grants = […]` with grants of the components in here",
        "from" => "write `from = …`, what it was before",
        "to" => "write `to = …`, what it is now",
        "reason" => "write `reason = \"…\"`, a sentence that says why nothing else will do",
        "values" => "write `values = { old = \"new\" }`",
        "unsupported" => "write `unsupported = \"…\"` with the reason",
        _ => "write `value = …`",
    }
}

/// How many labels a block takes.
pub(super) fn label_count(takes: usize) -> &'static str {
    match takes {
        0 => "no label",
        1 => "one label",
        _ => "two labels",
    }
}

/// A text as it is shown in a message.
pub(super) fn quoted(text: &str) -> String {
    match text {
        "" => "an empty text".to_owned(),
        _ => format!("`{text}`"),
    }
}

/// Why a text is no name.
pub(super) fn because(reason: InvalidName) -> String {
    match reason {
        InvalidName::Empty => "a name has at least one letter".to_owned(),
        InvalidName::Start(letter) => {
            format!("a name begins with a letter from a to z, not `{letter}`")
        }
        InvalidName::Character(letter, _) => {
            format!("a name holds a to z, 0 to 9, `-` and `_`, not `{letter}`")
        }
    }
}

/// What to write for an attribute of Terraform's that platc has something else for.
pub(super) fn foreign_attribute(name: &str) -> Option<&'static str> {
    Some(match name {
        "prevent_destroy" => "write `stateful = true`; the platform's `protect` decides the rest",
        "replace_triggered_by" => {
            "remove it; a reference in an attribute already orders and replaces"
        }
        "nullable" => "write `default = null` for an input that may be null",
        "source" => "remove it; a module is found by its name in the platform's `modules`",
        "alias" => "remove it; each target has one configuration of a provider",
        _ => return None,
    })
}

/// How what a module says of earlier versions contradicts what it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
pub(super) enum History {
    #[display("what is moved or left alone is still made")]
    StillMade,
    #[display("something is moved to a resource that is not made")]
    NotMade,
    #[display("a resource is moved to one of another type")]
    OtherType,
    #[display("something is moved from or to one address twice")]
    Twice,
}

impl History {
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::StillMade => "remove the block, or the resource that has the old address",
            Self::NotMade => "write in `to` the address of a resource of this file",
            Self::OtherType => {
                "make the new one beside the old one: no state fits a resource of another type"
            }
            Self::Twice => "keep one of the two; a chain of moves names each address once",
        }
    }
}
