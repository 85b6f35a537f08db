//! The command line as it is typed. What stands in its comments is what `--help` prints.

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use platc::catalog::remote::{Misspelt, Registry, Remote};
use platc::compile::Format;
use platc::names::{EnvironmentName, InvalidName, Name, TargetName};
use semver::Version;

/// Compiles short service specs to Terraform and Bicep.
#[derive(Debug, Parser)]
#[command(
    name = "platc",
    version,
    after_help = "Example: platc new service checkout && platc build checkout",
    arg_required_else_help = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// What is told, and how.
#[derive(Debug, Args)]
pub(crate) struct Telling {
    /// The form of problems.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "human",
        value_name = "FORM"
    )]
    pub(crate) message_format: MessageFormat,
    /// Tells problems only.
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Tells about each file.
    #[arg(long, short, global = true)]
    verbose: bool,
}

/// The form of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With the text and what is wrong in it.
    Human,
    /// One line for each.
    Short,
    /// One JSON object a line for each.
    Json,
}

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    /// Problems only.
    Quiet,
    /// Problems and results.
    Normal,
    /// Each file, too.
    Verbose,
}

impl Telling {
    /// How much is told.
    pub(crate) fn amount(&self) -> Amount {
        match self {
            Self { quiet: true, .. } => Amount::Quiet,
            Self { verbose: true, .. } => Amount::Verbose,
            _ => Amount::Normal,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes what the specs give, for every environment.
    #[command(after_help = "Example: platc build services/checkout --target aws --env prod")]
    Build(Build),
    /// Finds everything wrong with the specs and writes nothing.
    #[command(after_help = "Example: platc check services")]
    Check(Input),
    /// Locks the newest versions of modules that the specs allow, of the major version that is locked, and tells what
    /// that would change.
    #[command(after_help = "Example: platc update postgres --spec services/checkout")]
    Update(Update),
    /// Makes the files of a new service, module or platform.
    #[command(after_help = "Example: platc new service checkout")]
    New {
        /// What is made.
        kind: Kind,
        /// Its name: lowercase letters, digits, `-` and `_`.
        #[arg(value_parser = name)]
        name: Name,
    },
    /// Tells what modules there are and what they take, and writes their READMEs.
    #[command(
        after_help = "Example: platc module show postgres",
        arg_required_else_help = true
    )]
    Module {
        #[command(subcommand)]
        command: ModuleCommand,
    },
    /// Tells what a provider's resource takes and gives, and makes packs of such schemas.
    #[command(
        after_help = "Example: platc schema show aws_sqs_queue",
        arg_required_else_help = true
    )]
    Schema {
        #[command(subcommand)]
        command: SchemaCommand,
    },
    /// Has output judged by Terraform or Bicep, and tells where in spec and module to mend what they find.
    #[command(after_help = "Example: platc verify services/checkout/generated/aws/prod")]
    Verify {
        /// Folders that were built, or folders that are searched for them.
        #[arg(default_value = ".", value_name = "DIR")]
        folders: Vec<String>,
    },
    /// Tells what the code of a problem means.
    #[command(after_help = "Example: platc explain P0113")]
    Explain {
        /// As it is printed: `P0113`.
        code: String,
    },
    /// Prints the script by which a shell completes commands of platc.
    #[command(
        after_help = "Example: platc completions bash > ~/.local/share/bash-completion/completions/platc"
    )]
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// What is asked of modules.
#[derive(Debug, Subcommand)]
pub(crate) enum ModuleCommand {
    /// Lists the modules that a spec in this folder can use: the platform's first, then the standard ones.
    #[command(after_help = "Example: platc module list")]
    List {
        /// Prints JSON.
        #[arg(long)]
        json: bool,
        /// Prints a table in Markdown of what each target makes of each module, and why not all of it.
        #[arg(long, conflicts_with = "json")]
        markdown: bool,
    },
    /// Shows what a module takes and gives, how a spec uses it, and what it needs on each target.
    #[command(after_help = "Example: platc module show postgres@1.0.0")]
    Show {
        /// The module, in its newest version if none is named.
        #[arg(value_name = "NAME[@VERSION]", value_parser = module_version)]
        module: ModuleVersion,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Tries modules by made-up services: every combination of inputs that decides what is made, with every
    /// grant given, on each target.
    #[command(after_help = "Example: platc module check modules")]
    Check {
        /// Modules, or folders that are searched for modules.
        #[arg(default_value = ".", value_name = "NAME|DIR")]
        modules: Vec<String>,
    },
    /// Compares two versions of a module: what specs set and read, what it is allowed, and what it makes. Ends with
    /// status 1 if the version number is too small, or data would be lost that the module says nothing of.
    #[command(after_help = "Example: platc module diff queue@1.0.0 modules/queue/1.1.0")]
    Diff {
        /// The old version: a module, or its folder. Without a version, the newest that is older than the other.
        #[arg(value_name = "NAME[@VERSION]|DIR")]
        old: String,
        /// The new version. Without one, the newest of the same module.
        #[arg(value_name = "NAME[@VERSION]|DIR")]
        new: Option<String>,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Fetches the modules that specs use from git and registries, so that builds need no connection.
    #[command(after_help = "Example: platc module fetch services")]
    Fetch(Fetch),
    /// Publishes versions of modules in a registry; one that is there already is never overwritten.
    #[command(
        after_help = "Example: platc module publish oci://registry.example.com/platform modules"
    )]
    Publish(Publish),
    /// Writes `README.md` beside `module.plat`, with what `docs.md` there adds.
    #[command(after_help = "Example: platc module docs modules --check")]
    Docs {
        /// Modules of the platform, or folders that are searched for modules.
        #[arg(default_value = ".", value_name = "NAME|DIR")]
        modules: Vec<String>,
        /// Writes nothing; ends with status 3 if a README is not what the module gives.
        #[arg(long)]
        check: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Fetch {
    /// Specs, or folders that are searched for specs.
    #[arg(default_value = ".", value_name = "SPEC")]
    pub(crate) specs: Vec<String>,
    /// Keeps what is fetched in `vendor`, beside the platform, to be committed.
    #[arg(long)]
    pub(crate) vendor: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Publish {
    /// The path in a registry below which each module has a repository.
    #[arg(value_name = "oci://HOST/PATH", value_parser = registry)]
    pub(crate) registry: Registry,
    /// Modules of the platform, or folders that are searched for modules.
    #[arg(required = true, value_name = "NAME|DIR")]
    pub(crate) modules: Vec<String>,
    /// Publishes nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What is asked of schemas.
#[derive(Debug, Subcommand)]
pub(crate) enum SchemaCommand {
    /// Shows a resource type, `data.` a data source, or `provider.` a provider's own block.
    #[command(after_help = "Example: platc schema show Microsoft.App/containerApps")]
    Show {
        /// The type; of Azure's, the newest version if none is named.
        #[arg(value_name = "TYPE[@VERSION]")]
        kind: String,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Makes packs of what `terraform providers schema -json` prints, of Azure's types, and of AWS's
    /// actions and policies.
    #[command(after_help = "Example: platc schema import providers.json --output schemas")]
    Import {
        /// Files, or folders that are searched for `.json`.
        #[arg(required = true, value_name = "FILE|DIR")]
        sources: Vec<String>,
        /// The folder of the packs.
        #[arg(long, short, default_value = "schemas", value_name = "DIR")]
        output: String,
    },
}

/// A module, and perhaps one of its versions.
#[derive(Clone, Debug)]
pub(crate) struct ModuleVersion {
    /// The module.
    pub(crate) name: Name,
    /// The version; the newest if none is named.
    pub(crate) version: Option<Version>,
}

/// What `new` makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// A spec, in a folder of its name.
    Service,
    /// A module with an implementation for AWS and for Azure, in `modules/`.
    Module,
    /// A platform, in this folder.
    Platform,
}

/// What is compiled, and for what.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Specs, or folders that are searched for specs.
    #[arg(default_value = ".", value_name = "SPEC")]
    pub(crate) specs: Vec<String>,
    /// The cloud.
    #[arg(long, short, default_value = "aws", value_parser = target)]
    pub(crate) target: TargetName,
    /// The form of the output: `terraform`, or `bicep` for Azure; the target's own if none is given.
    #[arg(long, value_parser = format)]
    pub(crate) format: Option<Format>,
    /// An environment, as often as needed; all that the platform has if none is given.
    #[arg(long = "env", short, value_name = "NAME", value_parser = environment)]
    pub(crate) environments: Vec<EnvironmentName>,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Writes below this folder and not beside the spec.
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<String>,
    /// Writes nothing; ends with status 3 if the output is not what the specs give.
    #[arg(long, conflicts_with = "force")]
    pub(crate) check: bool,
    /// Refuses to change the lock file; for pipelines.
    #[arg(long)]
    pub(crate) locked: bool,
    /// Overwrites what was changed by hand or stands in the way.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Update {
    /// Modules; all that the specs use if none is named.
    #[arg(value_name = "MODULE", value_parser = name)]
    pub(crate) modules: Vec<Name>,
    /// A spec, or a folder that is searched for specs, as often as needed.
    #[arg(long = "spec", short, default_value = ".", value_name = "SPEC")]
    pub(crate) specs: Vec<String>,
    /// The cloud for which it tells what would change.
    #[arg(long, short, default_value = "aws", value_parser = target)]
    pub(crate) target: TargetName,
    /// The form of the output: `terraform`, or `bicep` for Azure; the target's own if none is given.
    #[arg(long, value_parser = format)]
    pub(crate) format: Option<Format>,
    /// Moves to newer major versions too, and rewrites the specs by the rules of their modules.
    #[arg(long)]
    pub(crate) major: bool,
    /// Writes nothing, and prints what would change in specs.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

fn name(text: &str) -> Result<Name, String> {
    Name::new(text).map_err(|invalid| match invalid {
        InvalidName::Empty => "a name has at least one letter".to_owned(),
        InvalidName::Start(_) => "a name begins with a lowercase letter".to_owned(),
        InvalidName::Character(letter, _) => format!("no name has a `{letter}`"),
    })
}

pub(crate) fn module_version(text: &str) -> Result<ModuleVersion, String> {
    let (module, version) = match text.split_once('@') {
        Some((module, version)) => (module, Some(version)),
        None => (text, None),
    };
    let version = version.map(Version::parse).transpose();
    Ok(ModuleVersion {
        name: name(module)?,
        version: version.map_err(|_| "a version has three numbers: `1.0.0`".to_owned())?,
    })
}

fn target(text: &str) -> Result<TargetName, String> {
    match text {
        "aws" | "azure" => name(text).map(TargetName),
        _ => Err("a target is `aws` or `azure`".to_owned()),
    }
}

fn registry(text: &str) -> Result<Registry, String> {
    match Remote::read(text) {
        Ok(Some(Remote::Registry(registry))) => Ok(registry),
        Err(Misspelt::Secret) => Err("the address holds a secret".to_owned()),
        _ => Err(Misspelt::NoRegistry.to_string()),
    }
}

fn environment(text: &str) -> Result<EnvironmentName, String> {
    name(text).map(EnvironmentName)
}

fn format(text: &str) -> Result<Format, String> {
    match text {
        "terraform" => Ok(Format::Terraform),
        "bicep" => Ok(Format::Bicep),
        _ => Err("a format is `terraform` or `bicep`".to_owned()),
    }
}
