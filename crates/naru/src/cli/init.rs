//! `naru init`: a new installation.

use super::Place;
use crate::data_dir::{self, DataDir};
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::settings::{RootKeyPlace, Settings, StorePlace};
use crate::{key_file, root_key, stdio};
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::keyring::{Keyring, RootKey};
use naru_base::role::{Post, Role};
use naru_base::{Clock as _, Lang, texts};
use naru_core::staff;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

texts! {
    made(dir: &str) { ko: "`{dir}`에 설치했습니다", en: "installed in `{dir}`" }
    key_beside_data(path: &str) {
        ko: "경고: 루트 키가 데이터 옆에 있습니다 (`{path}`). 실제 설치에서는 `--root-key`나 \
             `--root-key-command`로 다른 곳에 두고, `naru keys escrow`로 조각을 나누어 맡기십시오",
        en: "warning: the root key lies beside the data (`{path}`). A real installation keeps it \
             elsewhere, with `--root-key` or `--root-key-command`, and gives shares of it to \
             custodians with `naru keys escrow`",
    }
    links {
        ko: "처음 두 계정 관리자의 등록 링크입니다. 한 번만, 하루 동안 쓸 수 있습니다. 지금 두 사람에게 따로 전하십시오",
        en: "enrolment links of the first two administrators. Each works once, for a day. Hand them \
             to two different people now",
    }
    store_in_use(url: &str) {
        ko: "저장소 `{url}`에는 이미 나루가 있습니다",
        en: "the store `{url}` holds a Naru already",
    }
    store_in_use_hint {
        ko: "빈 데이터베이스를 쓰거나, 그 설치의 데이터 디렉터리로 여십시오",
        en: "use an empty database, or open it with its own data directory",
    }
}

/// Make a new installation: keys, store, the shipped rules, links for two administrators
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  naru init --data /var/lib/naru --root-key /run/keys/naru.root
  naru init --data /var/lib/naru --root-key-command 'vault-read naru/root' \\
            --store postgres://naru@db.internal/naru")]
pub struct Init {
    #[command(flatten)]
    place: Place,
    /// PostgreSQL instead of files in the data directory
    #[arg(long, value_name = "URL")]
    store: Option<String>,
    /// The root key file; made if it is not there [default: DIR/root.key]
    #[arg(long, value_name = "FILE", conflicts_with = "root_key_command")]
    root_key: Option<PathBuf>,
    /// A command that prints the root key file's line
    #[arg(long, value_name = "CMD")]
    root_key_command: Option<String>,
    /// Where browsers reach the console, for the links
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    public_url: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(it: &Init, lang: Lang) -> Result<ExitCode, Problem> {
    let dir = DataDir::new(&it.place.data);
    let (place, beside_data) = match (&it.root_key, &it.root_key_command) {
        (_, Some(command)) => (RootKeyPlace::Command(command.clone()), None),
        (Some(path), None) => (RootKeyPlace::File(root_key::path_in_settings(&dir, path)?), None),
        (None, None) => (RootKeyPlace::File("root.key".into()), Some(dir.root_key())),
    };
    let settings = Settings::new(StorePlace { url: it.store.clone(), url_file: None }, place);
    let installation = install(&dir, settings)?;
    let tokens = invite_administrators(&installation)?;

    let base = it.public_url.trim_end_matches('/');
    let links: Vec<String> =
        tokens.iter().map(|t| format!("{base}/console/enrol/{}", t.text())).collect();
    stdio::talk(&made(lang, &dir.shown()));
    if let Some(path) = beside_data {
        stdio::talk(&key_beside_data(lang, &path.display().to_string()));
    }
    stdio::talk(&self::links(lang));
    if it.json {
        stdio::json(&json!({ "data": dir.shown(), "enrolment_links": links }));
    } else {
        links.iter().for_each(|link| stdio::data(link));
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes the directory, the keys, the shelves and the shipped rules. Nothing is overwritten.
pub fn install(dir: &DataDir, settings: Settings) -> Result<Installation, Problem> {
    let shelves = ["book.db", "calls.db", "portfolio.db"].map(|name| dir.file(name));
    for path in [dir.settings(), dir.keys()].into_iter().chain(shelves) {
        if path.exists() {
            return Err(data_dir::exists(&path));
        }
    }
    dir.create()?;
    let _held = dir.hold("init")?;
    let entropy = SystemEntropy::default();
    let root = root_key_for(dir, &settings.root_key)?;
    let keys = Keyring::create(&root, &entropy, SystemClock.now());
    let installation =
        Installation { dir: dir.clone(), settings: settings.clone(), keys: keys.into() };
    for (_, options) in installation.shelves() {
        if !naru_store::migrate::plan(&options)?.done.is_empty() {
            let url = settings.store.url.unwrap_or_default();
            let shown = url.rsplit('@').next().unwrap_or_default().to_owned();
            let problem = Problem::new(move |lang| store_in_use(lang, &shown));
            return Err(problem.hint(store_in_use_hint));
        }
    }
    // The keys first: data that no key opens would be worse than keys without data.
    key_file::create(dir, &root, &installation.keys)?;
    for (_, options) in installation.shelves() {
        naru_store::migrate::migrate(&options)?;
    }
    let shelves = installation.open_shelves()?;
    shelves.install_shipped()?;
    shelves.close()?;
    // Last, because with it the directory is an installation.
    settings.write(dir)?;
    Ok(installation)
}

fn root_key_for(dir: &DataDir, place: &RootKeyPlace) -> Result<RootKey, Problem> {
    if let RootKeyPlace::File(path) = place {
        let path = dir.path().join(path);
        if !path.exists() {
            let key = RootKey::generate(&SystemEntropy::default());
            root_key::write_new(&path, &key)?;
        }
    }
    root_key::read(dir, place)
}

fn invite_administrators(installation: &Installation) -> Result<[staff::Token; 2], Problem> {
    let entropy = SystemEntropy::default();
    let tokens = [staff::Token::new(&entropy), staff::Token::new(&entropy)];
    let shelves = installation.open_shelves()?;
    let (env, given) = (installation::env(), tokens.clone());
    shelves.book.write_blocking(move |tx| {
        let post = Post::of_network(Role::Administrator).expect("a role for the whole network");
        given.iter().try_for_each(|it| staff::invite(tx, &env, "system:init", &post, it))
    })?;
    shelves.close()?;
    Ok(tokens)
}
