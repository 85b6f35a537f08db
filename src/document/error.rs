//! What can be wrong with a document as written, and every word that is said about it.

use super::hint::{
    Foreign, History, Instead, Kind, Listed, Member, Place, Planned, Wanted, because, home,
    label_count, missing, quoted,
};
use crate::names::InvalidName;
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// A mistake in one document.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("this file says nothing")]
    #[diagnostic(
        code("P0201"),
        help("write a block `service`, `platform`, `module`, `target` or `compose`")
    )]
    Nothing {
        #[label(primary, "a document should stand here")]
        file: Span,
    },

    #[error("{wanted} is expected here, not {found}")]
    #[diagnostic(code("P0202"), help("write a block `{}` here, or move this file", wanted.word()))]
    OtherDocument {
        wanted: Kind,
        found: Kind,
        #[label(primary, "this begins {found}")]
        at: Span,
    },

    #[error("a file holds one document")]
    #[diagnostic(code("P0203"), help("move it to a file of its own"))]
    SecondDocument {
        #[label(primary, "this begins another")]
        second: Span,
        #[label("the first begins here")]
        first: Span,
    },

    #[error("an attribute stands outside of every block")]
    #[diagnostic(code("P0204"), help("move `{name}` into the block that it belongs to"))]
    AttributeAtTop {
        name: String,
        #[label(primary, "this belongs to nothing")]
        at: Span,
    },

    #[error("the component `{module}` stands outside of a service")]
    #[diagnostic(
        code("P0205"),
        help(
            "move it into `service \"…\" {{ … }}`; a file holds one `service`, `platform`, `module`, `target` or `compose`"
        )
    )]
    ComponentAtTop {
        module: String,
        #[label(primary, "no document begins so")]
        at: Span,
    },

    #[error("Terraform's block `{word}` does not exist here")]
    #[diagnostic(code("P0206"), help("{}", foreign.advice()))]
    Foreign {
        word: String,
        foreign: Foreign,
        #[label(primary, "not known here")]
        at: Span,
    },

    #[error("{planned} is not supported yet")]
    #[diagnostic(code("P0207"), help("{}", planned.advice()))]
    NotYet {
        planned: Planned,
        #[label(primary, "this can't be compiled yet")]
        at: Span,
    },

    #[error("there is no attribute `{name}` {place}")]
    #[diagnostic(code("P0208"), help("{instead}"))]
    UnknownAttribute {
        name: String,
        place: Place,
        instead: Instead,
        #[label(primary, "not known here")]
        at: Span,
    },

    #[error("there is no block `{kind}` {place}")]
    #[diagnostic(code("P0209"), help("{instead}"))]
    UnknownBlock {
        kind: String,
        place: Place,
        instead: Instead,
        #[label(primary, "not known here")]
        at: Span,
    },

    #[error("a block `{kind}` has no place {place}")]
    #[diagnostic(code("P0210"), help("{}", home(kind)))]
    MisplacedBlock {
        kind: String,
        place: Place,
        #[label(primary, "this belongs elsewhere")]
        at: Span,
    },

    #[error("`{name}` is an attribute, not a block")]
    #[diagnostic(code("P0211"), help("write `{name} = …`"))]
    BlockForAttribute {
        name: String,
        #[label(primary, "a `=` should follow this name")]
        at: Span,
        equals: Option<Span>,
    },

    #[error("`{kind}` is a block, not an attribute")]
    #[diagnostic(
        code("P0212"),
        help("begin a block: put `{{` in the place of `=`, and each item on a line of its own")
    )]
    AttributeForBlock {
        kind: String,
        #[label(primary, "a `{{` should follow this name")]
        at: Span,
    },

    #[error("`{attribute}` is missing {place}")]
    #[diagnostic(code("P0213"), help("{}", missing(attribute)))]
    MissingAttribute {
        attribute: &'static str,
        place: Place,
        #[label(primary, "this needs `{attribute}`")]
        header: Span,
    },

    #[error("a second block `{kind}` stands {place}")]
    #[diagnostic(code("P0214"), help("move what it holds into the first"))]
    SecondBlock {
        kind: String,
        place: Place,
        #[label(primary, "the second is here")]
        second: Span,
        #[label("the first is here")]
        first: Span,
    },

    #[error("{kind} needs {}", kind.label())]
    #[diagnostic(code("P0215"), help("write `{word} {} {{`", kind.example()))]
    MissingLabel {
        kind: Kind,
        word: String,
        #[label(primary, "{} should follow", kind.label())]
        header: Span,
    },

    #[error("`{kind}` takes {}", label_count(*takes))]
    #[diagnostic(code("P0216"), help("remove this label"))]
    ExtraLabel {
        kind: String,
        takes: usize,
        #[label(primary, "one too many")]
        label: Span,
    },

    #[error("{} is no name for {kind}", quoted(written))]
    #[diagnostic(code("P0217"), help("{fitted}"))]
    InvalidName {
        written: String,
        kind: Kind,
        fitted: Instead,
        reason: InvalidName,
        #[label(primary, "{}", because(*reason))]
        at: Span,
    },

    #[error("`{name}` is reserved and can't name {kind}")]
    #[diagnostic(
        code("P0218"),
        help("choose another name; the language has its own use for this one")
    )]
    ReservedName {
        name: String,
        kind: Kind,
        #[label(primary, "this name is reserved")]
        at: Span,
    },

    #[error("the name `{name}` is taken")]
    #[diagnostic(
        code("P0219"),
        help("choose another name, or move what it holds into the first")
    )]
    NameTaken {
        name: String,
        kind: Kind,
        first_kind: Kind,
        #[label(primary, "declared again as {kind}")]
        again: Span,
        #[label("declared as {first_kind} here")]
        first: Span,
    },

    #[error("`{name}` and `{first_name}` are one name in Terraform and Bicep")]
    #[diagnostic(
        code("P0220"),
        help("choose names that differ in more than `-` and `_`")
    )]
    SameSymbol {
        name: String,
        first_name: String,
        #[label(primary, "`-` becomes `_`, so this is `{first_name}` again")]
        again: Span,
        #[label("first declared here")]
        first: Span,
    },

    #[error("`{attribute}` needs {wanted}")]
    #[diagnostic(code("P0221"), help("{}", wanted.advice()))]
    WrongValue {
        attribute: String,
        wanted: Wanted,
        #[label(primary, "this is not {wanted}")]
        value: Span,
        mended: Option<&'static str>,
    },

    #[error("{listed} is expected here")]
    #[diagnostic(code("P0222"), help("{}", listed.advice()))]
    WrongElement {
        listed: Listed,
        #[label(primary, "this is not {listed}")]
        element: Span,
    },

    #[error("a key is computed where it must be known")]
    #[diagnostic(code("P0223"), help("write the key as a plain name"))]
    ComputedKey {
        #[label(primary, "this is not plain")]
        key: Span,
    },

    #[error("`{written}` is not a version")]
    #[diagnostic(code("P0224"), help("{fitted}"))]
    InvalidVersion {
        written: String,
        fitted: Instead,
        #[label(primary, "three numbers are expected, as in `1.0.0`")]
        at: Span,
    },

    #[error("there is no type `{written}`")]
    #[diagnostic(code("P0225"), help("{instead}"))]
    UnknownType {
        written: String,
        instead: Instead,
        #[label(primary, "not a type")]
        at: Span,
    },

    #[error("a type stands in quotes")]
    #[diagnostic(code("P0226"), help("write `{written}` without quotes"))]
    QuotedType {
        written: String,
        #[label(primary, "this is text")]
        at: Span,
        plain: bool,
    },

    #[error("a type is expected here")]
    #[diagnostic(
        code("P0227"),
        help(
            "write a type such as `string`, `int`, `list(string)` or `object({{ host = string }})`"
        )
    )]
    NotAType {
        #[label(primary, "this is a value")]
        at: Span,
    },

    #[error("`{function}` needs {member}")]
    #[diagnostic(code("P0228"), help("write `{}`", member.example(function)))]
    TypeArguments {
        function: String,
        member: Member,
        #[label(primary, "expected here: {member}")]
        at: Span,
    },

    #[error("`{name}` takes no arguments")]
    #[diagnostic(code("P0229"), help("write `{name}`"))]
    SimpleTypeCalled {
        name: String,
        #[label(primary, "this type is whole without")]
        at: Span,
    },

    #[error("`optional` stands outside of an object")]
    #[diagnostic(
        code("P0230"),
        help("remove it; an input may be left out if it has a `default`, which may be `null`")
    )]
    OptionalOutside {
        #[label(primary, "only a field of an object can be optional")]
        at: Span,
    },

    #[error("the default of a field is computed")]
    #[diagnostic(
        code("P0231"),
        help("write a plain value: text, a number, `true`, `null`, or a list or object of them")
    )]
    ComputedDefault {
        #[label(primary, "this is not a plain value")]
        at: Span,
    },

    #[error("`count` and `for_each` exclude each other")]
    #[diagnostic(code("P0232"), help("keep one of the two"))]
    CountAndForEach {
        #[label(primary, "this repeats the resource too")]
        second: Span,
        #[label("this already repeats it")]
        first: Span,
    },

    #[error("`{written}` has no API version")]
    #[diagnostic(code("P0233"), help("add it after `@`, as in `{written}@2026-01-01`"))]
    MissingApiVersion {
        written: String,
        #[label(primary, "`@` and a date should follow")]
        at: Span,
    },

    #[error("`{component}` is a `{first_module}`, and can't be a `{module}` in one environment")]
    #[diagnostic(
        code("P0234"),
        help("write `{first_module} \"{component}\"`, or give it another name")
    )]
    OtherModule {
        component: String,
        module: String,
        first_module: String,
        #[label(primary, "another module than outside")]
        at: Span,
        #[label("declared as `{first_module}` here")]
        first: Span,
    },

    #[error("`{component}` is renamed from a component that is still there")]
    #[diagnostic(
        code("P0235"),
        help("remove `renamed_from`, or the component that has the old name")
    )]
    RenamedFromPresent {
        component: String,
        #[label(primary, "this name is in use")]
        at: Span,
        #[label("by this component")]
        present: Span,
    },

    #[error("`{written}` is no resource")]
    #[diagnostic(
        code("P0236"),
        help(
            "write the type and the name of one resource, as in `override \"aws_db_instance.main\"`"
        )
    )]
    OverrideTarget {
        written: String,
        #[label(primary, "a type, `.` and a name are expected")]
        at: Span,
    },

    #[error("there is no problem with the code `{written}`")]
    #[diagnostic(
        code("P0240"),
        help("write the code of a warning as it is printed, such as `P0482`")
    )]
    UnknownCode {
        written: String,
        #[label(primary, "this denies nothing")]
        at: Span,
    },

    #[error("there is no target `{target}`")]
    #[diagnostic(code("P0241"), help("{instead}"))]
    UnknownTarget {
        target: String,
        instead: Instead,
        #[label(primary, "nothing can be built for this")]
        at: Span,
    },

    #[error("the member `{member}` stands twice in `enum`")]
    #[diagnostic(code("P0237"), help("keep one of the two"))]
    RepeatedMember {
        member: String,
        #[label(primary, "again here")]
        again: Span,
        #[label("first here")]
        first: Span,
    },

    #[error("only a secret text can be generated")]
    #[diagnostic(
        code("P0238"),
        help("write `type = string` and `sensitive = true`, and no `default`")
    )]
    Generated {
        #[label(primary, "this makes a random text")]
        at: Span,
        #[label("for this parameter")]
        name: Span,
    },

    #[error("{found} is no address of a resource")]
    #[diagnostic(
        code("P0248"),
        help("write a type and a name, as in `aws_sqs_queue.main`, or `resource.main` on Azure")
    )]
    NoAddress {
        found: String,
        #[label(primary, "a resource is expected here")]
        at: Span,
    },

    #[error("{fault}")]
    #[diagnostic(code("P0249"), help("{}", fault.advice()))]
    History {
        fault: History,
        #[label(primary, "named here")]
        at: Span,
        #[label("declared here")]
        declared: Option<Span>,
    },

    #[error("{of} can't be of this type")]
    #[diagnostic(
        code("P0239"),
        help("give grants to an input of the type `list(grant)`; nothing else takes them")
    )]
    GrantType {
        of: Kind,
        #[label(primary, "its values would hold grants")]
        at: Span,
    },
}
