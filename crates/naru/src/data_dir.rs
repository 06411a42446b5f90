//! The data directory: which file is where, who may read it, and who holds it at present.

use crate::problem::Problem;
use naru_base::texts;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

texts! {
    no_such_dir(dir: &str) {
        ko: "`{dir}`에 나루 설치가 없습니다",
        en: "there is no Naru installation in `{dir}`",
    }
    no_such_dir_hint(dir: &str) {
        ko: "`naru init --data {dir}`로 새로 만들거나, `--data`로 다른 자리를 가리키십시오",
        en: "make one with `naru init --data {dir}`, or give another place with `--data`",
    }
    not_writable(what: &str) { ko: "`{what}`에 쓸 수 없습니다", en: "cannot write `{what}`" }
    not_writable_hint {
        ko: "자리와 권한, 남은 용량을 확인하십시오",
        en: "check the place, its permissions and the space left",
    }
    not_readable(what: &str) { ko: "`{what}`을(를) 읽을 수 없습니다", en: "cannot read `{what}`" }
    not_readable_hint {
        ko: "파일이 있는지, 읽을 권한이 있는지 확인하십시오",
        en: "check that the file is there and that you may read it",
    }
    held(dir: &str, by: &str) {
        ko: "`{dir}`은(는) 지금 사용 중입니다: {by}",
        en: "`{dir}` is in use: {by}",
    }
    held_hint {
        ko: "그 프로세스를 먼저 끝내거나(Ctrl-C), 다른 `--data`를 쓰십시오",
        en: "stop that process first (Ctrl-C), or use another `--data`",
    }
    there_already(what: &str) { ko: "`{what}`이(가) 이미 있습니다", en: "`{what}` exists already" }
    there_already_hint {
        ko: "덮어쓰지 않습니다. 다른 자리를 쓰거나, 필요 없는 것이라면 직접 지우십시오",
        en: "nothing is overwritten: use another place, or remove it yourself if it is not needed",
    }
}

/// A data directory.
#[derive(Clone, Debug)]
pub struct DataDir(PathBuf);

/// Held as long as a process works in the directory; the system gives it up when the process dies.
pub struct Held(#[expect(dead_code, reason = "the open file is the lock")] File);

impl DataDir {
    /// The directory at `path`, whether it is there or not.
    pub fn new(path: &Path) -> Self {
        DataDir(path.to_owned())
    }

    /// The directory of an installation.
    pub fn existing(path: &Path) -> Result<Self, Problem> {
        let dir = DataDir::new(path);
        if dir.settings().exists() { Ok(dir) } else { Err(dir.missing()) }
    }

    /// Makes the directory, readable by its owner alone.
    pub fn create(&self) -> Result<(), Problem> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&self.0);
        made.map_err(|e| write_failed(&self.0, &e))
    }

    /// Takes the directory for this process; `who` is shown to whoever comes second.
    pub fn hold(&self, who: &str) -> Result<Held, Problem> {
        self.hold_as("lock", who)
    }

    /// [`DataDir::hold`] with a lock of its own, for one of several that share the directory.
    pub fn hold_as(&self, lock: &str, who: &str) -> Result<Held, Problem> {
        let path = self.file(lock);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(|e| write_failed(&path, &e))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut by = String::new();
                drop(file.read_to_string(&mut by));
                let dir = self.shown();
                let by = by.trim().to_owned();
                let problem = Problem::new(move |lang| held(lang, &dir, &by));
                return Err(problem.hint(held_hint));
            }
            Err(TryLockError::Error(e)) => return Err(write_failed(&path, &e)),
        }
        let note = format!("naru {who}, process {}\n", std::process::id());
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(note.as_bytes()))
            .map_err(|e| write_failed(&path, &e))?;
        Ok(Held(file))
    }

    /// Where the store is and where the root key comes from.
    pub fn settings(&self) -> PathBuf {
        self.file("naru.toml")
    }
    /// The envelope keys.
    pub fn keys(&self) -> PathBuf {
        self.file("keys.naru")
    }
    /// The root key, if nobody keeps it elsewhere.
    pub fn root_key(&self) -> PathBuf {
        self.file("root.key")
    }
    /// The audit chain's signed checkpoints.
    pub fn witness(&self) -> PathBuf {
        self.file("witness.log")
    }
    /// A file in the directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
    /// The directory.
    pub fn path(&self) -> &Path {
        &self.0
    }
    /// The directory, as it was given.
    pub fn shown(&self) -> String {
        self.0.display().to_string()
    }

    fn missing(&self) -> Problem {
        let (dir, again) = (self.shown(), self.shown());
        Problem::new(move |lang| no_such_dir(lang, &dir))
            .hint(move |lang| no_such_dir_hint(lang, &again))
    }
}

/// Writes a file that only its owner may read, whole or not at all. An existing file is replaced.
pub fn replace(path: &Path, text: &[u8]) -> Result<(), Problem> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let written = || {
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        file.write_all(text)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)?;
        sync_dir(path)
    };
    written().map_err(|e| write_failed(path, &e))
}

/// Writes a new file that only its owner may read. Refuses if there is one.
pub fn create_new(path: &Path, text: &[u8]) -> Result<(), Problem> {
    let written = || {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(text)?;
        file.sync_all()?;
        sync_dir(path)
    };
    written().map_err(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => exists(path),
        _ => write_failed(path, &e),
    })
}

/// Reads a text file.
pub fn read(path: &Path) -> Result<String, Problem> {
    std::fs::read_to_string(path).map_err(|e| {
        let shown = path.display().to_string();
        Problem::new(move |lang| not_readable(lang, &shown)).because(&e).hint(not_readable_hint)
    })
}

/// There is something already that would be overwritten.
pub fn exists(path: &Path) -> Problem {
    let shown = path.display().to_string();
    Problem::new(move |lang| there_already(lang, &shown)).hint(there_already_hint)
}

/// Writing did not work.
pub fn write_failed(path: &Path, error: &std::io::Error) -> Problem {
    let shown = path.display().to_string();
    Problem::new(move |lang| not_writable(lang, &shown)).because(error).hint(not_writable_hint)
}

/// A new name is durable only once its directory is.
fn sync_dir(path: &Path) -> std::io::Result<()> {
    let dir = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(dir)?.sync_all()
}
