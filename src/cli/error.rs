//! What can be wrong with files and with how a command is used, and every word that is said.

use crate::cli::hint::{Expectation, Fault, Installed, Modules, NoVersion};
use crate::cli::status::Status;
use miette::Diagnostic;
use platc::problems::Diagnose;
use platc::source::Span;
use platc::suggest::Hint;
use thiserror::Error;

/// A problem that lies outside of the texts. Paths are as people are shown them.
#[derive(Debug, Error, Diagnostic)]
pub(crate) enum Error {
    #[error("`{path}` does not exist")]
    #[diagnostic(
        code("P0811"),
        help("name a spec, or a folder that is searched for specs")
    )]
    NoSuchSpec { path: String },

    #[error("no spec is in `{folder}`")]
    #[diagnostic(
        code("P0812"),
        help(
            "a spec is a file whose name ends in `.plat` and that begins with a `service` block; \
             `platc new service NAME` makes one"
        )
    )]
    NoSpecs { folder: String },

    #[error("`{path}` can't be read")]
    #[diagnostic(
        code("P0813"),
        help("see to it that it is a file and that you may read it")
    )]
    Unreadable { path: String },

    #[error("`{path}` is not text in UTF-8")]
    #[diagnostic(code("P0814"), help("save it as UTF-8"))]
    NotText {
        path: String,
        #[label(primary, "this is the first character that is none")]
        at: Span,
    },

    #[error("`{path}` was changed by hand since platc wrote it")]
    #[diagnostic(code("P0815"), help("{}", expected.advice()))]
    Edited {
        path: String,
        expected: Expectation,
        #[label(primary, "the first difference")]
        at: Span,
    },

    #[error("`{path}` is in the way, and platc did not write it")]
    #[diagnostic(
        code("P0816"),
        help("move it away; `--force` overwrites it with what platc makes")
    )]
    Foreign { path: String },

    #[error("the output `{path}` lies outside of `{limit}`")]
    #[diagnostic(
        code("P0817"),
        help(
            "change `output` of the platform or the link that leads there; `--out` writes elsewhere"
        )
    )]
    OutputOutside { path: String, limit: String },

    #[error("`{path}` can't be written: {fault}")]
    #[diagnostic(
        code("P0818"),
        help("mend that and build again; the files of the last build are unharmed")
    )]
    Unwritable { path: String, fault: Fault },

    #[error("the output `{folder}` belongs to another spec, `{owner}`")]
    #[diagnostic(
        code("P0819"),
        help(
            "give each spec a folder of its own, or write `${{service.name}}` in `output` of the platform"
        )
    )]
    FolderTaken { folder: String, owner: String },

    #[error("the manifest `{path}` can't be understood")]
    #[diagnostic(
        code("P0820"),
        help("restore it; `--force` makes it anew and overwrites what platc did not write")
    )]
    BrokenManifest { path: String },

    #[error("`{path}` exists already")]
    #[diagnostic(
        code("P0821"),
        help("change it, or choose another name; nothing was written")
    )]
    AlreadyThere { path: String },

    #[error("the lock file `{path}` is not what the spec needs, and `--locked` keeps it as it is")]
    #[diagnostic(
        code("P0850"),
        help(
            "take it back from version control, or build without `--locked`, look at what changes in it, and commit it"
        )
    )]
    LockWouldChange { path: String },

    #[error("the lock file `{path}` is gone, and what was built with it is still there")]
    #[diagnostic(
        code("P0853"),
        severity(Warning),
        help(
            "take it back from version control: a new one takes the newest versions, and knows of no data that could be lost by what changed"
        )
    )]
    LockGone { path: String },

    #[error("no spec here uses the module `{module}`")]
    #[diagnostic(
        code("P0851"),
        help("name a module that one uses, or none to update all")
    )]
    UnusedModule { module: String },

    #[error("`{path}` was not moved to new major versions: it would not compile with them")]
    #[diagnostic(
        code("P0852"),
        help(
            "nothing was written; `--dry-run` prints what would change, the problems above are of that text"
        )
    )]
    NotMoved { path: String },

    #[error("`{code}` is no code of a problem")]
    #[diagnostic(code("P0822"), help("a code stands above each problem, as in `P0101`"))]
    UnknownCode { code: String },

    #[error("there is no module `{name}`")]
    #[diagnostic(code("P0823"), help("{hint}"))]
    UnknownModule { name: String, hint: Modules },

    #[error("the module `{name}` has no version {version}")]
    #[diagnostic(code("P0824"), help("its versions are: {versions}"))]
    NoSuchVersion {
        name: String,
        version: String,
        versions: String,
    },

    #[error("no module is in `{folder}`")]
    #[diagnostic(
        code("P0825"),
        help("a module is a folder with a `module.plat`; `platc new module NAME` makes one")
    )]
    NoModules { folder: String },

    #[error("`{path}` was written by hand")]
    #[diagnostic(
        code("P0826"),
        help(
            "move what only it says to `docs.md` beside it, which becomes part of it, and remove it"
        )
    )]
    HandWritten { path: String },

    #[error("the module `{name}` is part of platc and has no folder here")]
    #[diagnostic(
        code("P0827"),
        help("`platc module show {name}` prints what its README says")
    )]
    StandardModule { name: String },

    #[error("`{written}` can't be compared: {why}")]
    #[diagnostic(
        code("P0863"),
        help(
            "name two versions of one module, the older first: `queue@1.0.0 queue@1.1.0`, or their folders"
        )
    )]
    NotAVersion { written: String, why: NoVersion },

    #[error("nothing to import is in `{sources}`")]
    #[diagnostic(
        code("P0828"),
        help(
            "name a file that `terraform providers schema -json` wrote, or a folder of such files"
        )
    )]
    NothingToImport { sources: String },

    #[error("`{path}` does not have the form of a schema: {wrong}")]
    #[diagnostic(
        code("P0829"),
        help("make it again with `terraform providers schema -json`")
    )]
    NotASchema { path: String, wrong: String },

    #[error("there is no type `{name}`")]
    #[diagnostic(code("P0830"), help("{hint}"))]
    UnknownType { name: String, hint: Hint },

    #[error("no root module is in `{folder}`")]
    #[diagnostic(
        code("P0831"),
        help("name a folder that `platc build` wrote into, or one that holds such folders")
    )]
    NoOutputs { folder: String },

    #[error("the spec of `{folder}` has gone: `{spec}`, seen from there")]
    #[diagnostic(
        code("P0832"),
        help("restore the spec; only it says what the files are made of")
    )]
    LostSpec { folder: String, spec: String },

    #[error("`{folder}` is not what `{spec}` gives")]
    #[diagnostic(
        code("P0833"),
        help("run `platc build` first, so that what is found belongs to what is written there")
    )]
    Outdated { folder: String, spec: String },

    #[error("`{tool}` is not installed, or not on PATH")]
    #[diagnostic(code("P0834"), help("{}", tool.advice()))]
    MissingTool { tool: Installed },

    #[error("`{command}` failed: {message}")]
    #[diagnostic(code("P0835"), help("{}", tool.remedy()))]
    FailedTool {
        command: String,
        message: String,
        tool: Installed,
    },

    #[error("`{from}` can't be fetched: {message}")]
    #[diagnostic(
        code("P0871"),
        help("see to it that `git fetch` works here with this address and this tag")
    )]
    GitFailed { from: String, message: String },

    #[error("no module is in `{from}`")]
    #[diagnostic(
        code("P0872"),
        help(
            "behind `//` stands the folder in the repository that has modules, each as `NAME/VERSION`"
        )
    )]
    NothingFetched { from: String },

    #[error("version {version} of the module `{name}` in `{from}` is not what `{lock}` has locked")]
    #[diagnostic(
        code("P0873"),
        help(
            "a version never changes: find out who changed it there; nothing was kept, and builds go on with what is here"
        )
    )]
    NotAsLocked {
        name: Box<str>,
        version: Box<str>,
        from: Box<str>,
        lock: Box<str>,
    },

    #[error("version {version} of the module `{name}` in `{from}` is not what was fetched before")]
    #[diagnostic(
        code("P0874"),
        help(
            "a version never changes: find out who changed it; if you trust that, remove `{folder}` and fetch again"
        )
    )]
    NotAsBefore {
        name: Box<str>,
        version: Box<str>,
        from: Box<str>,
        folder: Box<str>,
    },

    #[error(
        "`{from}` no longer has version {version} of the module `{name}`, which `{lock}` has locked"
    )]
    #[diagnostic(
        code("P0875"),
        help("bring it back there, or run `platc update {name}` to take another")
    )]
    LockedGone {
        name: Box<str>,
        version: Box<str>,
        from: Box<str>,
        lock: Box<str>,
    },

    #[error(
        "version {version} of the module `{name}` has a file that is no text of at most 1 MB, or more than 64 files"
    )]
    #[diagnostic(
        code("P0876"),
        help("a module holds `.plat` files, and `.md` files about it; other files do not count")
    )]
    TooMuch { name: String, version: String },

    #[error("the registry `{host}` can't be asked: {why}")]
    #[diagnostic(
        code("P0877"),
        help(
            "what was fetched before can be built; see to it that the host is right and can be reached"
        )
    )]
    NoAnswer { host: String, why: String },

    #[error("the registry `{host}` does not allow {act} `{repository}`")]
    #[diagnostic(
        code("P0878"),
        help("`docker login {host}` makes you known to it, and its owner says what you may do")
    )]
    NotAllowed {
        host: String,
        repository: String,
        act: &'static str,
    },

    #[error("the registry `{host}` answers {status}: {why}")]
    #[diagnostic(
        code("P0879"),
        help("see to it that a registry is there; what was fetched before can be built")
    )]
    OddAnswer {
        host: String,
        status: u16,
        why: String,
    },

    #[error("`{artifact}` can't be used: {why}")]
    #[diagnostic(
        code("P0880"),
        help("only what `platc module publish` has put there is a module")
    )]
    NotAModule { artifact: String, why: String },

    #[error("`{artifact}` exists already with another content")]
    #[diagnostic(
        code("P0881"),
        help(
            "a version never changes: give the module the next one, in `module.plat` and as the name of its folder"
        )
    )]
    VersionTaken { artifact: String },

    #[error("`{program}` does not say who you are to `{host}`")]
    #[diagnostic(
        code("P0882"),
        help("Docker's settings name it; see to it that `docker login {host}` works")
    )]
    HelperFailed { program: String, host: String },

    #[error("the module `{name}` is part of platc and is not published")]
    #[diagnostic(code("P0883"), help("publish a copy of it under a name of your own"))]
    NotPublished { name: String },
}

impl Diagnose for Error {}

impl Error {
    /// What the program tells whoever called it.
    pub(crate) fn status(&self) -> Status {
        match self {
            Self::NoSuchSpec { .. }
            | Self::NoSpecs { .. }
            | Self::AlreadyThere { .. }
            | Self::UnknownCode { .. }
            | Self::UnknownModule { .. }
            | Self::NoSuchVersion { .. }
            | Self::NotAVersion { .. }
            | Self::NoModules { .. }
            | Self::StandardModule { .. }
            | Self::NothingToImport { .. }
            | Self::UnknownType { .. }
            | Self::NoOutputs { .. } => Status::Misused,
            Self::LockGone { .. } => Status::Fine,
            Self::Outdated { .. } => Status::Differs,
            Self::Unreadable { .. }
            | Self::Unwritable { .. }
            | Self::MissingTool { .. }
            | Self::FailedTool { .. }
            | Self::GitFailed { .. }
            | Self::NoAnswer { .. }
            | Self::NotAllowed { .. }
            | Self::OddAnswer { .. }
            | Self::HelperFailed { .. } => Status::Outside,
            _ => Status::Errors,
        }
    }
}
