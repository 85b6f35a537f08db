//! The platform that a spec belongs to, and its environments.

use super::error::Error;
use super::{Compile, Request};
use crate::catalog::Folder;
use crate::catalog::remote::{Misspelt, Remote, VENDOR};
use crate::document::platform::Platform;
use crate::document::read_platform;
use crate::document::service::Service;
use crate::maps::HashMap;
use crate::names::{EnvironmentName, names_of};
use crate::problems::{Problems, Reported};
use crate::schema::Schemas;
use crate::schema::import::Import;
use crate::source::{SourceFile, SourceMap, Span};
use crate::suggest::{Hint, Words};
use crate::syntax::parse;
use crate::syntax::tree::Word;
use crate::world::{Unreadable, World, below, join, parent};
use std::sync::{Arc, Mutex, PoisonError};

/// The name of a platform's file.
const FILE: &str = "platform.plat";

/// The platform for those who have none.
const DEFAULT: &str = include_str!("../catalog/default.plat");

/// The environments of a platform.
const ENVIRONMENTS: Words = Words {
    some: "its environments are",
    none: "it has none",
};

/// A platform that was read.
#[derive(Debug)]
pub struct Loaded {
    /// What it says.
    pub(super) platform: Platform,
    /// The folder of its file.
    pub home: String,
    /// The folders in which its specs find modules, besides the standard ones, as the world knows them.
    pub modules: Vec<Folder>,
    /// Its files of schemas, as the world knows them.
    pub schema_files: Vec<String>,
    /// What it knows of types.
    pub schemas: Schemas,
    file: Arc<SourceFile>,
}

/// The platforms that were read, by the folder of their file, and their schemas, by their files.
#[derive(Debug, Default)]
pub(super) struct Platforms {
    loaded: Mutex<HashMap<String, Arc<Loaded>>>,
    schemas: Mutex<HashMap<Vec<String>, Schemas>>,
}

impl Platforms {
    fn get(&self, folder: &str) -> Option<Arc<Loaded>> {
        let known = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(folder).cloned()
    }

    fn keep(&self, folder: String, loaded: &Arc<Loaded>) {
        let mut known = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(folder, loaded.clone());
    }

    fn schemas(
        &self,
        files: &[String],
        read: impl FnOnce() -> Result<Schemas, Reported>,
    ) -> Result<Schemas, Reported> {
        let mut known = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(schemas) = known.get(files) {
            return Ok(schemas.clone());
        }
        let schemas = read()?;
        known.insert(files.to_vec(), schemas.clone());
        Ok(schemas)
    }

    /// The platform of a folder: the nearest one upwards, or the default.
    ///
    /// The world is asked the same each time, so that every spec depends on the same files; only what
    /// they say is kept.
    pub(super) fn load(
        &self,
        folder: &str,
        world: &dyn World,
        sources: &mut SourceMap,
        problems: &mut Problems,
    ) -> Result<Arc<Loaded>, Reported> {
        let (home, file) = platform_file(folder, world).map_err(|error| problems.report(error))?;
        if let Some(loaded) = self.get(&home) {
            sources.include(loaded.file.clone());
            module_folders(&home, &loaded.platform, world, problems)?;
            loaded.schema_files.iter().for_each(|path| world.note(path));
            return Ok(loaded);
        }
        sources.include(file.clone());
        let tree = parse(file.id(), file.text(), problems);
        let platform = read_platform(tree, problems)?.whole()?;
        let modules = module_folders(&home, &platform, world, problems)?;
        let schema_files = platform.schemas.iter();
        let schema_files = schema_files.filter_map(|written| join(&home, &written.text));
        let schema_files: Vec<_> = schema_files.collect();
        let schemas = self.schemas(&schema_files, || schemas(&home, &platform, world, problems))?;
        for path in &schema_files {
            world.note(path);
        }
        let loaded = Arc::new(Loaded {
            platform,
            home: home.clone(),
            modules,
            schema_files,
            schemas,
            file,
        });
        self.keep(home, &loaded);
        Ok(loaded)
    }
}

/// The nearest `platform.plat` upwards, and its folder.
fn platform_file(folder: &str, world: &dyn World) -> Result<(String, Arc<SourceFile>), Error> {
    let mut folder = folder;
    loop {
        let path = below(folder, FILE);
        match world.read(&path) {
            Ok(text) => return Ok((folder.to_owned(), SourceFile::new(path, text))),
            Err(Unreadable::Absent) => {}
            Err(why) => {
                let path = world.shown(&path);
                return Err(Error::UnreadablePlatform { path, why });
            }
        }
        if folder.is_empty() {
            let file = SourceFile::new(format!("platc:{FILE}"), DEFAULT);
            return Ok((String::new(), file));
        }
        folder = parent(folder);
    }
}

/// The platform's folders of modules, as the world knows them.
fn module_folders(
    home: &str,
    platform: &Platform,
    world: &dyn World,
    problems: &mut Problems,
) -> Result<Vec<Folder>, Reported> {
    let mut folders = Vec::new();
    let mut result = Ok(());
    for written in &platform.modules {
        match module_folder(home, written, world) {
            Ok(folder) => folders.push(folder),
            Err(error) => result = Err(problems.report(error)),
        }
    }
    result.map(|()| folders)
}

fn module_folder(home: &str, written: &Word, world: &dyn World) -> Result<Folder, Error> {
    let Word { text, span: at } = written.clone();
    let remote = Remote::read(&text).map_err(|instead| match instead {
        Misspelt::Secret => Error::SecretInSource {
            path: world.shown(&below(home, FILE)),
            instead,
        },
        _ => Error::WrongSource {
            written: text.clone(),
            instead,
            at,
        },
    })?;
    let path = match &remote {
        Some(_) => fetched(home, &text, world),
        None => own(home, &text, at, world)?,
    };
    Ok(Folder {
        path,
        written: text,
        at: Some(at),
        remote,
    })
}

/// Where what was fetched is kept: beside the platform, if it is there, and else in the cache.
fn fetched(home: &str, written: &str, world: &dyn World) -> String {
    let slug = Remote::slug(written);
    let vendored = below(home, &format!("{VENDOR}/{slug}"));
    match world.cache() {
        Some(cache) if world.list(&vendored) == Err(Unreadable::Absent) => below(&cache, &slug),
        _ => vendored,
    }
}

fn own(home: &str, written: &str, at: Span, world: &dyn World) -> Result<String, Error> {
    let folder = || written.to_owned();
    let path = join(home, written).ok_or_else(|| Error::ModulesOutside {
        folder: folder(),
        at,
    })?;
    if world.list(&path) == Err(Unreadable::Absent) {
        return Err(Error::ModulesAbsent {
            folder: folder(),
            at,
        });
    }
    Ok(path)
}

/// What the platform knows of types, beyond what the program does.
fn schemas(
    home: &str,
    platform: &Platform,
    world: &dyn World,
    problems: &mut Problems,
) -> Result<Schemas, Reported> {
    if platform.schemas.is_empty() {
        return Ok(Schemas::default());
    }
    let mut import = Import::default();
    let mut result = Ok(());
    for written in &platform.schemas {
        if let Err(why) = add(home, &written.text, world, &mut import) {
            let (path, at) = (written.text.clone(), written.span);
            result = Err(problems.report(Error::UnreadableSchema { path, why, at }));
        }
    }
    result.map(|()| Schemas::with(&import))
}

/// Adds a file to what is imported, or says why it gives nothing.
fn add(home: &str, written: &str, world: &dyn World, import: &mut Import) -> Result<(), String> {
    let path = join(home, written).ok_or("leads too far up")?;
    let text = world.read(&path).map_err(|why| why.to_string())?;
    match import.provider(&text) {
        Ok(true) => Ok(()),
        Ok(false) => Err("has no schema of a provider of Terraform".to_owned()),
        Err(wrong) => Err(format!("is not as it should be: {wrong}")),
    }
}

impl Compile<'_> {
    /// The platform of a folder, as this compile sees it.
    pub(super) fn platform(&mut self, folder: &str) -> Result<Arc<Loaded>, Reported> {
        let platforms = &self.session.platforms;
        platforms.load(folder, &self.world, &mut self.sources, &mut self.problems)
    }

    /// The environments that are built: those that were asked for, or all of the platform.
    pub(super) fn environments(
        &mut self,
        service: &Service,
        platform: &Platform,
    ) -> Result<Vec<EnvironmentName>, Reported> {
        if platform.environments.is_empty() {
            return Err(self.problems.report(Error::NoEnvironment {
                platform: platform.name.clone(),
                at: platform.name_span,
            }));
        }
        let mut result = Ok(());
        for (name, environment) in &service.environments {
            if !platform.environments.contains_key(name) {
                result = Err(self.unknown_environment(name, platform, Some(environment.name_span)));
            }
        }
        let asked: &Request = self.request;
        for name in &asked.environments {
            if !platform.environments.contains_key(name) {
                result = Err(self.unknown_environment(name, platform, None));
            }
        }
        result?;
        self.environments = platform.environments.keys().cloned().collect();
        let all = self.environments.iter();
        let wanted = |name: &&EnvironmentName| {
            asked.environments.is_empty() || asked.environments.contains(name)
        };
        Ok(all.filter(wanted).cloned().collect())
    }

    fn unknown_environment(
        &mut self,
        name: &EnvironmentName,
        platform: &Platform,
        at: Option<Span>,
    ) -> Reported {
        let known = names_of([&platform.environments]);
        self.problems.report(Error::UnknownEnvironment {
            name: name.clone(),
            platform: platform.name.clone(),
            at,
            hint: Hint::of(name.0.as_str(), &known, ENVIRONMENTS),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::compile::{Request, Session};
    use crate::names::{Name, TargetName};
    use crate::world::{MemoryWorld, Question};

    #[test]
    fn what_was_read_before_is_asked_again() {
        let platform = include_str!("../../examples/acme/platform.plat");
        let platform = platform.replacen('{', "{\n  schemas = [\"./schemas/none.json\"]", 1);
        let world = MemoryWorld::default()
            .with("modules/bell/1.0.0/interface.plat", "")
            .with("platform.plat", &platform)
            .with("schemas/none.json", "{\"provider_schemas\": {}}")
            .with(
                "service/service.plat",
                include_str!("../../benches/service.plat"),
            );
        let request = Request::of(TargetName(Name::new("aws").unwrap()));
        let session = Session::new(&world);
        let first = session.compile("service/service.plat", &request);
        let second = session.compile("service/service.plat", &request);
        let schema = Question::Read("schemas/none.json".to_owned());
        assert!(first.asked.contains(&schema), "{:?}", first.asked);
        assert_eq!(first.asked, second.asked);
    }
}
