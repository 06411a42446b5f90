//! What an installation must know to open itself: where the store is, and where the root key comes
//! from. Never the root key itself.

use crate::data_dir::{self, DataDir};
use crate::problem::Problem;
use ipnet::IpNet;
use naru_base::secret::SecretText;
use naru_base::texts;
use naru_store::Location;
use naru_web::Limits;
use naru_web::notify::{CallerParts, Guard, MailParts, MailTls};
use naru_web::tls::TlsFiles;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

texts! {
    unreadable(path: &str) {
        ko: "설정 `{path}`을(를) 이해할 수 없습니다",
        en: "the settings in `{path}` are not understood",
    }
    unreadable_hint {
        ko: "쓸 수 있는 키는 docs/operate.md의 “설정 파일”에 있습니다. 모르는 키는 받지 않습니다",
        en: "the keys there are stand in docs/operate.md, “The settings file”; an unknown key is \
             refused",
    }
}

/// The settings, as they stand in `naru.toml`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The data directory, if this file does not lie in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// Where the store is.
    #[serde(default)]
    pub store: StorePlace,
    /// Where the root key comes from.
    pub root_key: RootKeyPlace,
    /// How `naru serve` serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serve: Option<ServePlace>,
    /// How notices go out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notify: Option<NotifyPlace>,
}

/// How notices go out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotifyPlace {
    /// Inner networks that webhooks may be in; those may be called without TLS, too.
    #[serde(default)]
    pub allow: Vec<IpNet>,
    /// An authority beside the system's, in PEM. A relative path counts from the data directory.
    #[serde(default)]
    pub ca: Option<PathBuf>,
    /// How long one call may take.
    #[serde(default)]
    pub call_ms_max: Option<u64>,
    /// How mail goes out; without it none does.
    #[serde(default)]
    pub mail: Option<MailPlace>,
}

/// How mail goes out: to a server, or into files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailPlace {
    /// The sender.
    pub from: String,
    /// The mail server.
    #[serde(default)]
    pub server: Option<String>,
    /// Its port; by default that of the way it is secured.
    #[serde(default)]
    pub port: Option<u16>,
    /// How the connection is secured.
    #[serde(default)]
    pub tls: MailSecurity,
    /// The name to log in with.
    #[serde(default)]
    pub user: Option<String>,
    /// A file with the password.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// A directory that mail is written into instead.
    #[serde(default)]
    pub dir: Option<PathBuf>,
}

/// How the connection to the mail server is secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// STARTTLS, and nothing without it.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Implicit,
    /// None.
    None,
}

impl MailPlace {
    /// What sends; `None` if neither a server nor a directory is named.
    pub fn parts(&self, dir: &DataDir, calls: &CallerParts) -> Result<Option<MailParts>, Problem> {
        if let Some(path) = &self.dir {
            return Ok(Some(MailParts::Dir(dir.path().join(path))));
        }
        let Some(server) = self.server.clone() else { return Ok(None) };
        let (tls, port) = match self.tls {
            MailSecurity::Starttls => (MailTls::StartTls, 587),
            MailSecurity::Implicit => (MailTls::Implicit, 465),
            MailSecurity::None => (MailTls::None, 25),
        };
        let login = match (&self.user, &self.password_file) {
            (Some(user), Some(file)) => Some((user.clone(), read_secret(dir, file)?)),
            _ => None,
        };
        Ok(Some(MailParts::Smtp {
            server,
            port: self.port.unwrap_or(port),
            tls,
            login,
            extra_ca: calls.extra_ca.clone(),
            call_ms_max: calls.call_ms_max,
        }))
    }
}

/// A secret that stands alone in a file. A relative path counts from the data directory.
pub fn read_secret(dir: &DataDir, file: &Path) -> Result<SecretText, Problem> {
    let text = data_dir::read(&dir.path().join(file))?;
    Ok(SecretText::new(text.trim().to_owned()))
}

/// The services that the consent pages need. Their addresses are the operator's own, so any
/// network will do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentPlace {
    /// Sends one-time codes.
    pub codes_url: String,
    /// A file with the secret that signs those calls.
    pub codes_secret_file: PathBuf,
    /// Says who a person is.
    pub identify_url: String,
    /// A file with the secret that signs those calls.
    pub identify_secret_file: PathBuf,
}

impl NotifyPlace {
    /// What makes the calls.
    pub fn caller(&self, dir: &DataDir) -> CallerParts {
        let shipped = CallerParts::default();
        CallerParts {
            guard: Guard::new(self.allow.clone()),
            extra_ca: self.ca.as_ref().map(|path| dir.path().join(path)),
            call_ms_max: self.call_ms_max.unwrap_or(shipped.call_ms_max),
        }
    }
}

/// How a node serves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServePlace {
    /// Where it listens.
    #[serde(default)]
    pub listen: Option<SocketAddr>,
    /// Where Prometheus reads its figures, beside `/metrics` for callers on this machine.
    #[serde(default)]
    pub metrics: Option<SocketAddr>,
    /// Where the sandbox of functional tests listens; without it there is none.
    #[serde(default)]
    pub sandbox_listen: Option<SocketAddr>,
    /// TLS, by files in PEM; without it the socket is plain.
    #[serde(default)]
    pub tls: Option<TlsPlace>,
    /// The services that the consent pages need; without them there are no such pages.
    #[serde(default)]
    pub consent: Option<ConsentPlace>,
    /// Limits of the process.
    #[serde(default)]
    pub limits: LimitsPlace,
}

/// TLS by files. Relative paths count from the data directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsPlace {
    /// The server's certificate, then those that lead to its root.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
    /// The authority of institutions' client certificates.
    #[serde(default)]
    pub client_ca: Option<PathBuf>,
}

impl TlsPlace {
    /// The files.
    pub fn files(&self, dir: &DataDir) -> TlsFiles {
        let at = |path: &PathBuf| dir.path().join(path);
        TlsFiles {
            certificate: at(&self.certificate),
            key: at(&self.key),
            client_ca: self.client_ca.as_ref().map(at),
        }
    }
}

/// Limits of one process; what is not given is as shipped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsPlace {
    /// Calls under way.
    #[serde(default)]
    pub inflight_max: Option<usize>,
    /// Connections.
    #[serde(default)]
    pub connections_max: Option<usize>,
    /// How long what is under way may take when the node stops.
    #[serde(default)]
    pub drain_ms_max: Option<u64>,
    /// How long a request may take to arrive.
    #[serde(default)]
    pub request_ms_max: Option<u64>,
}

impl LimitsPlace {
    /// The limits of a node.
    pub fn limits(&self) -> Limits {
        let shipped = Limits::default();
        Limits {
            inflight_max: self.inflight_max.unwrap_or(shipped.inflight_max),
            connections_max: self.connections_max.unwrap_or(shipped.connections_max),
            drain_ms_max: self.drain_ms_max.unwrap_or(shipped.drain_ms_max),
            request_ms_max: self.request_ms_max.unwrap_or(shipped.request_ms_max),
            ..shipped
        }
    }
}

/// Where the store is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StorePlace {
    /// A PostgreSQL server; without it, SQLite files in the data directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// A file that holds the server's URL, if it has a password in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url_file: Option<PathBuf>,
}

/// Where the root key comes from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RootKeyPlace {
    /// A file; a relative path counts from the data directory.
    File(PathBuf),
    /// A command that prints the file's content.
    Command(String),
}

impl Settings {
    /// The settings of a new installation.
    pub fn new(store: StorePlace, root_key: RootKeyPlace) -> Settings {
        Settings { data: None, store, root_key, serve: None, notify: None }
    }

    /// Reads the settings of an installation.
    pub fn read(dir: &DataDir) -> Result<Settings, Problem> {
        Settings::read_file(&dir.settings())
    }

    /// Reads a settings file. What stands in other files by reference is read too.
    pub fn read_file(path: &Path) -> Result<Settings, Problem> {
        let mut settings: Settings = toml::from_str(&data_dir::read(path)?).map_err(|e| {
            let shown = path.display().to_string();
            Problem::new(move |lang| unreadable(lang, &shown)).because(&e).hint(unreadable_hint)
        })?;
        if let Some(file) = &settings.store.url_file {
            let beside = path.parent().unwrap_or(Path::new("."));
            let url = data_dir::read(&beside.join(file))?;
            settings.store.url = Some(url.trim().to_owned());
        }
        Ok(settings)
    }

    /// The data directory of the settings file at `path`.
    pub fn data_dir(&self, path: &Path) -> DataDir {
        let beside = path.parent().filter(|it| !it.as_os_str().is_empty());
        let beside = beside.unwrap_or(Path::new("."));
        match &self.data {
            Some(data) => DataDir::new(&beside.join(data)),
            None => DataDir::new(beside),
        }
    }

    /// Writes the settings of a new installation.
    pub fn write(&self, dir: &DataDir) -> Result<(), Problem> {
        let text = toml::to_string(self).expect("texts can be written as TOML");
        data_dir::create_new(&dir.settings(), text.as_bytes())
    }

    /// Where the shelf called `name` is.
    pub fn location(&self, dir: &DataDir, name: &str) -> Location {
        match &self.store.url {
            None => Location::Sqlite(dir.file(&format!("{name}.db"))),
            Some(url) => Location::Postgres { url: url.clone(), schema: format!("naru_{name}") },
        }
    }
}
