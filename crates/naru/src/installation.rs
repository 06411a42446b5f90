//! An installation, opened: its settings, its keys, its shelves.

use crate::data_dir::DataDir;
use crate::key_file;
use crate::problem::Problem;
use crate::root_key;
use crate::settings::Settings;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::httpsig::VerifyingKey;
use naru_base::keyring::{Keyring, Purpose};
use naru_base::{Env, Fault, texts};
use naru_core::{admission, policy, schema, settlement};
use naru_store::chain::ChainKey;
use naru_store::{Migration, Options, Store};
use naru_web::bank as bank_wire;
use std::sync::Arc;

texts! {
    too_old(shelf: &str, first: &str) {
        ko: "저장소 {shelf}의 스키마가 이 프로그램보다 오래되었습니다: {first}부터 적용되지 않았습니다",
        en: "the schema of the shelf {shelf} is older than this program: {first} was not applied",
    }
    too_old_hint(dir: &str) {
        ko: "백업한 뒤 `naru migrate --data {dir}`로 올리십시오. `--plan`을 붙이면 할 일만 보여 줍니다",
        en: "make a backup, then run `naru migrate --data {dir}`; with `--plan` it only shows what \
             would be done",
    }
}

/// The book's name among the shelves.
pub const BOOK: &str = "book";
/// The call log's name among the shelves.
pub const CALLS: &str = "calls";

/// The portfolio's name among the shelves.
pub const PORTFOLIO: &str = "portfolio";

/// Each shelf with its migrations.
const SHELVES: [(&str, &[Migration]); 3] =
    [(BOOK, schema::BOOK), (CALLS, schema::CALLS), (PORTFOLIO, schema::PORTFOLIO)];

/// Seals the head of the audit chain under the look-up key, the one purpose whose version cannot
/// change without rewriting rows.
pub struct HeadSeal(pub Arc<Keyring>);

impl ChainKey for HeadSeal {
    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        *self.0.lookup("audit.head", &[bytes]).as_bytes()
    }
}

/// An installation with its keys open.
#[derive(Clone)]
pub struct Installation {
    /// Where it is.
    pub dir: DataDir,
    /// Where its store is.
    pub settings: Settings,
    /// Its keys.
    pub keys: Arc<Keyring>,
}

/// The shelves, open.
#[derive(Clone)]
pub struct Shelves {
    /// Money, identity, the audit chain.
    pub book: Store,
    /// The call log.
    pub calls: Store,
    /// What institutions' systems are made of.
    pub portfolio: Store,
}

impl Installation {
    /// Reads the settings and opens the keys.
    pub fn open(dir: DataDir) -> Result<Self, Problem> {
        let settings = Settings::read(&dir)?;
        Installation::open_with(dir, settings)
    }

    /// Opens the keys of an installation with settings that were read before.
    pub fn open_with(dir: DataDir, settings: Settings) -> Result<Self, Problem> {
        let root = root_key::read(&dir, &settings.root_key)?;
        let keys = Arc::new(key_file::open(&dir, &root)?);
        Ok(Installation { dir, settings, keys })
    }

    /// How to open each shelf, by its name.
    pub fn shelves(&self) -> [(&'static str, Options); 3] {
        SHELVES.map(|(name, migrations)| {
            let location = self.settings.location(&self.dir, name);
            let seal = Arc::new(HeadSeal(Arc::clone(&self.keys)));
            (name, Options::new(location, migrations, Arc::new(SystemClock), seal))
        })
    }

    /// Refuses a schema that is older than this program.
    pub fn is_up_to_date(&self) -> Result<(), Problem> {
        for (shelf, options) in self.shelves() {
            let plan = naru_store::migrate::plan(&options)?;
            if let Some(first) = plan.to_do.first() {
                let (first, dir) = ((*first).to_owned(), self.dir.shown());
                let problem = Problem::new(move |lang| too_old(lang, shelf, &first));
                return Err(problem.hint(move |lang| too_old_hint(lang, &dir)));
            }
        }
        Ok(())
    }

    /// Opens the shelves. An older or unknown schema is refused.
    pub fn open_shelves(&self) -> Result<Shelves, Problem> {
        self.is_up_to_date()?;
        let [book, calls, portfolio] = self.shelves().map(|(_, options)| Store::open(options));
        Ok(Shelves { book: book?, calls: calls?, portfolio: portfolio? })
    }
}

/// The keys under which the relay signs to banks, by the ids they know them by.
pub fn relay_keys(keys: &Keyring) -> Vec<(String, VerifyingKey)> {
    let all = keys.verifying_keys(Purpose::BankSigning).into_iter();
    all.map(|(version, key)| (bank_wire::keyid(version), key)).collect()
}

/// The environment of a command that is given here.
pub fn env() -> Env {
    Env::new(&SystemClock, &SystemEntropy::default())
}

impl Shelves {
    /// Adds to the book what this version ships and the store does not have yet: rules, rules with
    /// dates, years of holidays.
    pub fn install_shipped(&self) -> Result<(), Problem> {
        self.book.write_blocking(|tx| {
            policy::install_shipped(tx)?;
            admission::deadline::install_shipped(tx)?;
            Ok(settlement::install_shipped(tx)?)
        })?;
        Ok(())
    }

    /// Ends the writers after what waits has been written.
    pub fn close(self) -> Result<(), Fault> {
        let Shelves { book, calls, portfolio } = self;
        book.close_blocking()?;
        calls.close_blocking()?;
        portfolio.close_blocking()
    }
}
