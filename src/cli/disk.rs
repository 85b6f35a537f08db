//! The disk: the world that the library reads, and the only place that writes.
//!
//! A path of the world is relative to the root of the file system, so that a platform above the
//! folder where the user stands has a path too; people are shown it relative to where they stand.

#![expect(
    clippy::disallowed_methods,
    reason = "this file is the door between the library and the disk"
)]

use crate::cli::checksum::checksum;
use crate::cli::environment;
use crate::cli::paths::from_to;
use foldhash::quality::RandomState;
use platc::world::{Question, Unreadable, World, join};
use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::hash::BuildHasher;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use tempfile::TempPath;

/// How a file is called until it is put in its place.
const STAGED_PREFIX: &str = ".platc-";
const STAGED_SUFFIX: &str = ".tmp";

/// More than any file of the language, or of its outputs, may hold.
const MOST_BYTES: u64 = 64 << 20;

/// The answer of what changed while it was read: the checksum of nothing.
const UNSTEADY: &str = "";

/// The disk, seen from a folder.
#[derive(Debug)]
pub(crate) struct Disk {
    here: String,
    /// Where fetched modules are kept for all projects; nowhere if nobody says where home is.
    cache: Option<String>,
    /// When this program was made; nothing older is believed to be its work.
    program: Option<SystemTime>,
    marks: RandomState,
    answers: Mutex<HashMap<Question, Answer>>,
}

/// What a question was answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Answer {
    /// The checksum; none where there was no answer.
    checksum: Option<String>,
    /// A number that another answer hardly has, and that is found much faster.
    mark: u64,
}

/// What stands at a path where a file is to be written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Present {
    /// Nothing.
    Nothing,
    /// A file with this content.
    File(Vec<u8>),
    /// A folder, which no file can replace.
    Folder,
    /// A link, or something rarer.
    Other,
}

/// A whole file beside the place that it is meant for. It vanishes if it is never put there.
#[derive(Debug)]
pub(crate) struct Staged {
    temporary: TempPath,
    place: PathBuf,
}

impl Disk {
    /// The disk as seen from the current folder.
    pub(crate) fn from_current_folder() -> io::Result<Self> {
        let here = world_path(&std::env::current_dir()?)?;
        let program = std::env::current_exe().ok();
        let program = program.and_then(|path| path.metadata().ok()?.modified().ok());
        let mut disk = Self {
            here,
            cache: None,
            program,
            marks: RandomState::default(),
            answers: Mutex::default(),
        };
        disk.cache = environment::cache().and_then(|folder| disk.path(&folder));
        Ok(disk)
    }

    /// The path of the world for what a user wrote; `None` where it leads above the root.
    pub(crate) fn path(&self, written: &str) -> Option<String> {
        let rooted = Path::new(written).has_root();
        join(if rooted { "" } else { &self.here }, written)
    }

    /// Where the user stands.
    pub(crate) fn here(&self) -> &str {
        &self.here
    }

    /// Whether a folder stands at a path.
    pub(crate) fn is_folder(path: &str) -> bool {
        native(path).is_dir()
    }

    /// Whether anything stands at a path.
    pub(crate) fn exists(path: &str) -> bool {
        native(path).symlink_metadata().is_ok()
    }

    /// What stands at a path.
    pub(crate) fn present(path: &str) -> io::Result<Present> {
        let path = native(path);
        match path.symlink_metadata() {
            Ok(found) if found.is_file() => fs::read(path).map(Present::File),
            Ok(found) if found.is_dir() => Ok(Present::Folder),
            Ok(_) => Ok(Present::Other),
            Err(error) if is_absence(&error) => Ok(Present::Nothing),
            Err(error) => Err(error),
        }
    }

    /// Where a path leads once all links are followed; what does not exist yet is kept as it is.
    pub(crate) fn real(path: &str) -> io::Result<String> {
        let whole = native(path);
        for existing in whole.ancestors() {
            if existing.symlink_metadata().is_err() {
                continue;
            }
            let missing = whole.strip_prefix(existing).map_err(io::Error::other)?;
            return world_path(&existing.canonicalize()?.join(missing));
        }
        world_path(&whole)
    }

    /// Whether a link stands on the way from a folder to a path below it.
    pub(crate) fn meets_link(path: &str, top: &str) -> bool {
        let (path, top) = (native(path), native(top));
        let mut way = path.ancestors().take_while(|folder| *folder != top);
        way.any(Path::is_symlink)
    }

    /// The checksum of the answer to a question; `None` where there is none.
    ///
    /// Once a question was answered the answer stays, so that what is said about a build is what
    /// the build saw.
    pub(crate) fn answer(&self, question: &Question) -> Option<String> {
        if let Some(known) = self.answers().get(question) {
            return known.checksum.clone();
        }
        match question {
            Question::Read(path) => drop(self.read(path)),
            Question::List(folder) => drop(self.list(folder)),
        }
        let answers = self.answers();
        answers
            .get(question)
            .and_then(|known| known.checksum.clone())
    }

    /// Whether a file was written after this program was made.
    pub(crate) fn is_newer_than_program(&self, path: &str) -> bool {
        let modified = native(path).metadata().and_then(|found| found.modified());
        let modified = modified.ok().zip(self.program);
        modified.is_some_and(|(modified, program)| modified > program)
    }

    /// Notes that this program would write a file as it is.
    pub(crate) fn touch(path: &str) {
        let file = File::options().append(true).open(native(path));
        // Where that is not allowed the next build compiles again, and no harm is done.
        let _untouched = file.and_then(|file| file.set_modified(SystemTime::now()));
    }

    /// Writes a whole file beside its place.
    pub(crate) fn stage(path: &str, content: &[u8]) -> io::Result<Staged> {
        let place = native(path);
        let folder = place.parent().unwrap_or(Path::new("/"));
        let mut builder = tempfile::Builder::new();
        builder.prefix(STAGED_PREFIX).suffix(STAGED_SUFFIX);
        ordinary_permissions(&mut builder);
        let mut temporary = match builder.tempfile_in(folder) {
            Err(error) if is_absence(&error) => {
                fs::create_dir_all(folder)?;
                builder.tempfile_in(folder)?
            }
            temporary => temporary?,
        };
        temporary.write_all(content)?;
        // So many may be staged that they can't all stay open.
        let temporary = temporary.into_temp_path();
        Ok(Staged { temporary, place })
    }

    /// Removes a file.
    pub(crate) fn remove(path: &str) -> io::Result<()> {
        match fs::remove_file(native(path)) {
            Err(error) if !is_absence(&error) => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes a folder and those above it, as long as they are empty and stand below `top`.
    pub(crate) fn remove_empty_folders(path: &str, top: &str) {
        let (path, top) = (native(path), native(top));
        for folder in path.ancestors() {
            if folder == top || fs::remove_dir(folder).is_err() {
                return;
            }
        }
    }

    /// Removes what a killed build left beside the places of its files.
    pub(crate) fn remove_leftovers(folder: &str) -> io::Result<()> {
        let entries = match fs::read_dir(native(folder)) {
            Err(error) if is_absence(&error) => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_name().to_str().is_some_and(is_staged) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// Has everything stored for good that was written to the file systems of some folders.
    #[cfg(target_os = "linux")]
    pub(crate) fn store_everything(folders: &[String]) -> io::Result<()> {
        use std::os::unix::fs::MetadataExt;
        let mut stored = HashSet::new();
        for folder in folders {
            let folder = File::open(native(folder))?;
            if stored.insert(folder.metadata()?.dev()) {
                rustix::fs::syncfs(folder)?;
            }
        }
        Ok(())
    }

    /// Other systems can't do it.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn store_everything(_: &[String]) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    /// Has the names in a folder stored for good.
    pub(crate) fn sync_folder(folder: &str) -> io::Result<()> {
        match File::open(native(folder)) {
            Ok(folder) if cfg!(unix) => folder.sync_all(),
            Err(error) if !is_absence(&error) => Err(error),
            _ => Ok(()),
        }
    }
}

impl Disk {
    /// Remembers an answer. What has had two answers has none that could be relied on.
    fn remember(&self, question: Question, answer: Option<&str>) {
        let mark = self.marks.hash_one(answer);
        if let Some(known) = self.answers().get_mut(&question) {
            if known.mark != mark {
                known.checksum = Some(UNSTEADY.to_owned());
            }
            return;
        }
        let checksum = answer.map(|answer| checksum(answer.as_bytes()));
        self.answers().insert(question, Answer { checksum, mark });
    }

    fn answers(&self) -> MutexGuard<'_, HashMap<Question, Answer>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Staged {
    /// Has the file stored for good.
    pub(crate) fn store(&self) -> io::Result<()> {
        File::open(&self.temporary)?.sync_all()
    }

    /// Puts the file in its place, in one step.
    pub(crate) fn put(self) -> io::Result<()> {
        let put = self.temporary.persist(self.place);
        put.map(drop).map_err(|error| error.error)
    }
}

impl World for Disk {
    fn read(&self, path: &str) -> Result<String, Unreadable> {
        let text = read(&native(path));
        let answer = text.as_deref().ok();
        self.remember(Question::Read(path.to_owned()), answer);
        text
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        let names = list(&native(folder)).map_err(|error| unreadable(&error));
        let answer = names.as_ref().ok().map(|names| names.join("\n"));
        self.remember(Question::List(folder.to_owned()), answer.as_deref());
        names
    }

    /// It is relative to where the user stands.
    fn shown(&self, path: &str) -> String {
        from_to(&self.here, path)
    }

    fn cache(&self) -> Option<String> {
        self.cache.clone()
    }
}

fn names(path: &str) -> Vec<&str> {
    path.split('/').filter(|name| !name.is_empty()).collect()
}

fn native(path: &str) -> PathBuf {
    Path::new("/").join(path)
}

fn world_path(path: &Path) -> io::Result<String> {
    let text = path.to_str().ok_or_else(|| {
        let text = format!("`{}` is not UTF-8", path.display());
        io::Error::new(ErrorKind::InvalidFilename, text)
    })?;
    Ok(names(&text.replace('\\', "/")).join("/"))
}

/// The text of a file, cut where it is so long that nobody takes it.
///
/// Pipes and devices may never end, and are not even opened.
fn read(path: &Path) -> Result<String, Unreadable> {
    let found = path.metadata().map_err(|error| unreadable(&error))?;
    match found.file_type() {
        kind if kind.is_dir() => return Err(Unreadable::OtherKind),
        kind if !kind.is_file() => return Err(Unreadable::Denied),
        _ => {}
    }
    let length = usize::try_from(found.len().min(MOST_BYTES)).unwrap_or(0);
    let mut bytes = Vec::with_capacity(length + 1);
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let read = file.take(MOST_BYTES).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(&error))?;
    text(bytes)
}

fn text(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let is_cut = bytes.len() as u64 == MOST_BYTES;
    String::from_utf8(bytes).or_else(|error| {
        let (whole, wrong) = (error.utf8_error().valid_up_to(), error.utf8_error());
        let mut bytes = error.into_bytes();
        if !is_cut || wrong.error_len().is_some() {
            return Err(Unreadable::NotText(whole));
        }
        bytes.truncate(whole);
        String::from_utf8(bytes).map_err(|_| Unreadable::NotText(whole))
    })
}

fn list(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}

fn unreadable(error: &io::Error) -> Unreadable {
    match error.kind() {
        ErrorKind::IsADirectory => Unreadable::OtherKind,
        ErrorKind::NotADirectory | ErrorKind::NotFound => Unreadable::Absent,
        _ => Unreadable::Denied,
    }
}

/// Whether the reason is that nothing stands there: below a file there is nothing either.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn is_staged(name: &str) -> bool {
    name.starts_with(STAGED_PREFIX) && name.ends_with(STAGED_SUFFIX)
}

/// Temporary files are private by default; these become files that colleagues read.
#[cfg(unix)]
fn ordinary_permissions(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn ordinary_permissions(_: &mut tempfile::Builder<'_, '_>) {}
