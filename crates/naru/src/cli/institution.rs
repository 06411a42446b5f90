//! `naru institution`: enters user institutions, and gives their clients secrets and ends them.

use super::Place;
use crate::data_dir::{self, DataDir};
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::stdio;
use clap::Subcommand;
use naru_base::env::SystemEntropy;
use naru_base::keyring::Keyring;
use naru_base::{Answer, ClientUseCode, Env, Lang, Micros, No, texts};
use naru_core::identity::{
    self, Client, Contract, Credentials, Entry, Flaw, Institution, Replaced,
};
use naru_core::reactions;
use naru_store::{Store, Tx};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

texts! {
    none { ko: "이용기관이 없습니다", en: "there are no institutions" }
    line(code: &str, name: &str, scopes: &str) {
        ko: "{code}  {name}  {scopes}",
        en: "{code}  {name}  {scopes}",
    }
    client_line(id: &str, secrets: usize) {
        ko: "    클라이언트 {id}, 살아 있는 비밀키 {secrets}개",
        en: "    client {id}, live secrets: {secrets}",
    }
    until_line(until: &str) { ko: "    앞의 비밀키 {until}까지", en: "    earlier secret until {until}" }
    contract_line(purpose: &str, bank: &str, number: &str, holder: &str) {
        ko: "    약정 계좌 {purpose}  {bank} {number}  {holder}",
        en: "    contract account {purpose}  {bank} {number}  {holder}",
    }
    withdraw { ko: "출금", en: "withdraw" }
    deposit { ko: "입금", en: "deposit" }
    fee { ko: "수수료", en: "fee" }
    given_code(text: &str) { ko: "이용기관 코드    {text}", en: "institution    {text}" }
    given_client(text: &str) { ko: "클라이언트 id    {text}", en: "client id      {text}" }
    given_secret(text: &str) { ko: "클라이언트 비밀키 {text}", en: "client secret  {text}" }
    given_phrase(text: &str) { ko: "입금이체 암호문구 {text}", en: "pass phrase    {text}" }
    given_until(text: &str) { ko: "앞의 비밀키 끝    {text}", en: "earlier until  {text}" }
    keep {
        ko: "비밀은 지금 한 번만 보입니다. 이용기관에 안전하게 전하십시오. 서버를 다시 시작하면 적용됩니다",
        en: "secrets are shown this once: hand them over safely. In force when the server starts",
    }
    gates {
        ko: "아직 아무것도 할 수 없습니다: 콘솔의 참가 관문에서 신청하고 통과해야 합니다",
        en: "it may do nothing yet: apply for it at the gates in the console, and take it through them",
    }
    done { ko: "반영했습니다. 서버를 다시 시작하면 적용됩니다", en: "done; in force when the server starts" }
    unreadable(path: &str) { ko: "`{path}`을(를) 이해할 수 없습니다", en: "`{path}` is not understood" }
    flawed(path: &str, field: &str, what: &str) {
        ko: "`{path}`의 {field}: {what}",
        en: "`{path}`, {field}: {what}",
    }
    unreadable_hint {
        ko: "`naru institution add --help`에 예가 있습니다",
        en: "`naru institution add --help` has an example",
    }
    is_there(code: &str) {
        ko: "이용기관 {code}은(는) 이미 있습니다",
        en: "institution {code} is there already",
    }
    is_there_hint {
        ko: "비밀키를 잃었으면 `naru institution add-secret`으로 새로 주십시오",
        en: "if its secret was lost, give it another with `naru institution add-secret`",
    }
    banks_hint {
        ko: "`naru banks list`가 은행의 목록을 보여 줍니다",
        en: "`naru banks list` shows the banks",
    }
    unknown(code: &str) {
        ko: "이용기관 {code}은(는) 없습니다",
        en: "there is no institution {code}",
    }
    list_hint {
        ko: "`naru institution list`가 목록을 보여 줍니다",
        en: "`naru institution list` shows what there is",
    }
    two_live {
        ko: "이 클라이언트에는 이미 비밀키 두 개가 살아 있습니다",
        en: "two secrets of this client are live already",
    }
    two_live_hint {
        ko: "앞의 것이 끝난 뒤에 다시 하거나, 더 쓰이지 않으면 `naru institution end-secret`으로 끝내십시오",
        en: "try again when the earlier one has ended, or end it with `naru institution end-secret` \
             once nothing uses it",
    }
    one_live {
        ko: "살아 있는 비밀키가 하나뿐이라 끝낼 수 없습니다",
        en: "only one secret is live, and the last one is not ended",
    }
    one_live_hint {
        ko: "먼저 `naru institution add-secret`으로 새 비밀키를 주십시오",
        en: "give it another first, with `naru institution add-secret`",
    }
    is_past { ko: "이미 지난 때입니다", en: "that time is over" }
    is_past_hint { ko: "지금 끝내려면 `--at`을 빼십시오", en: "leave out `--at` to end it now" }
    too_long {
        ko: "규칙이 두 비밀키를 함께 두는 기간보다 깁니다 (client_secret_overlap_s)",
        en: "that is longer than the rules let two secrets live (client_secret_overlap_s)",
    }
    too_long_hint { ko: "더 이른 때를 주십시오", en: "give an earlier time" }
}

const ACTOR: &str = "system:institution";

/// Enter institutions; give their clients secrets, and end them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples, with the server stopped (the console does the same while it runs):
  naru institution list --data /var/lib/naru
  naru institution add gaon.toml --data /var/lib/naru
  naru institution add-secret M202600009 --data /var/lib/naru
  naru institution end-secret M202600009 --at 20261201090000 --data /var/lib/naru")]
pub struct InstitutionCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the institutions with their clients and contract accounts
    List {
        #[command(flatten)]
        how: How,
    },
    /// Enter an institution; prints its client's id and secret once
    #[command(after_help = "\
The file:
  code = \"M202600009\"
  name_ko = \"가온핀\"
  name_en = \"Gaon Fin\"
  scopes = [\"oob\", \"login\", \"inquiry\", \"transfer\"]
  redirect_uris = [\"https://gaonfin.example/callback\"]

  [[contract]]
  purpose = \"withdraw\" # collects withdrawals; one each for \"deposit\" and \"fee\" too
  account_num = \"9010100000101\"
  bank = \"901\"
  holder = \"가온핀\"")]
    Add {
        #[command(flatten)]
        how: How,
        /// What is agreed with it, in TOML
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Give an institution's client a second secret; the first lives on for a while
    AddSecret {
        #[command(flatten)]
        how: How,
        /// The institution's code
        #[arg(value_parser = code, value_name = "CODE")]
        institution: ClientUseCode,
    },
    /// End the earlier of two secrets
    EndSecret {
        #[command(flatten)]
        how: How,
        /// The institution's code
        #[arg(value_parser = code, value_name = "CODE")]
        institution: ClientUseCode,
        /// When, in Korea, yyyyMMddHHmmss [default: now]
        #[arg(long, value_parser = instant, value_name = "TIME")]
        at: Option<Micros>,
    },
}

#[derive(Debug, clap::Args)]
struct How {
    #[command(flatten)]
    place: Place,
    /// Print one JSON value
    #[arg(long)]
    json: bool,
}

fn code(text: &str) -> Result<ClientUseCode, String> {
    ClientUseCode::parse(text).map_err(|e| e.to_string())
}

fn instant(text: &str) -> Result<Micros, String> {
    Micros::parse_kst_dtime14(text).ok_or_else(|| "write it like 20261201090000".to_owned())
}

pub(super) fn run(it: InstitutionCommand, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::List { how } => list(&how, lang)?,
        Command::Add { how, file } => add(&how, &file, lang)?,
        Command::AddSecret { how, institution } => add_secret(&how, &institution, lang)?,
        Command::EndSecret { how, institution, at } => end_secret(&how, &institution, at, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a command on the book of a stopped installation; a refusal is about this institution.
fn write<T: Send + 'static>(
    place: &Place,
    institution: &ClientUseCode,
    work: impl Fn(&mut Tx<'_>, &Env, &Keyring) -> Answer<T> + Send + 'static,
) -> Result<T, Problem> {
    let dir = DataDir::existing(&place.data)?;
    let _held = dir.hold("institution")?;
    let installation = Installation::open(dir)?;
    let (env, keys) = (installation::env(), installation.keys.clone());
    let shelves = installation.open_shelves()?;
    let written = shelves.book.write_blocking(move |tx| work(tx, &env, &keys));
    shelves.close()?;
    written.map_err(|no| told(no, institution))
}

fn told(no: No, institution: &ClientUseCode) -> Problem {
    let code = institution.to_string();
    match no {
        No::Refusal(it) => match it.code {
            "identity/institution-exists" => {
                Problem::new(move |lang| is_there(lang, &code)).hint(is_there_hint)
            }
            "identity/institution-unknown" => {
                Problem::new(move |lang| unknown(lang, &code)).hint(list_hint)
            }
            "identity/contract-bank" => {
                Problem::new(move |lang| identity::unknown_bank(lang, &it)).hint(banks_hint)
            }
            "identity/two-secrets-live" => Problem::new(two_live).hint(two_live_hint),
            "identity/no-earlier-secret" => Problem::new(one_live).hint(one_live_hint),
            "identity/end-in-the-past" => Problem::new(is_past).hint(is_past_hint),
            "identity/overlap-too-long" => Problem::new(too_long).hint(too_long_hint),
            _ => No::Refusal(it).into(),
        },
        fault @ No::Fault(_) => fault.into(),
    }
}

fn add(how: &How, file: &Path, lang: Lang) -> Result<(), Problem> {
    let checked = read(file)?.check().map_err(|flaw| not_right(file, flaw))?;
    let given = Credentials::new(&SystemEntropy::default(), &checked);
    let code = checked.institution.code.clone();
    let kept = given.clone();
    write(&how.place, &code, move |tx, env, keys| {
        identity::enter(tx, env, keys, ACTOR, &checked, &kept)
    })?;
    let phrase = given.pass_phrase.as_ref().map(|it| it.expose().as_str());
    if how.json {
        stdio::json(&json!({
            "client_use_code": code.as_str(), "client_id": &given.client_id,
            "client_secret": given.client_secret.expose(), "pass_phrase": phrase,
        }));
    } else {
        stdio::data(&given_code(lang, code.as_str()));
        stdio::data(&given_client(lang, &given.client_id));
        stdio::data(&given_secret(lang, given.client_secret.expose()));
        phrase.iter().for_each(|it| stdio::data(&given_phrase(lang, it)));
    }
    stdio::talk(&keep(lang));
    stdio::talk(&gates(lang));
    Ok(())
}

fn add_secret(how: &How, institution: &ClientUseCode, lang: Lang) -> Result<(), Problem> {
    let secret = identity::new_secret(&SystemEntropy::default());
    let (whose, kept) = (institution.clone(), secret.clone());
    let Replaced { client_id, earlier_until } =
        write(&how.place, institution, move |tx, env, keys| {
            reactions::replace_secret(tx, env, keys, ACTOR, &whose, &kept)
        })?;
    if how.json {
        stdio::json(&json!({
            "client_use_code": institution.as_str(), "client_id": client_id,
            "client_secret": secret.expose(), "earlier_until": dtime(earlier_until),
        }));
    } else {
        stdio::data(&given_code(lang, institution.as_str()));
        stdio::data(&given_client(lang, &client_id));
        stdio::data(&given_secret(lang, secret.expose()));
        stdio::data(&given_until(lang, &dtime(earlier_until)));
    }
    stdio::talk(&keep(lang));
    Ok(())
}

fn end_secret(
    how: &How,
    institution: &ClientUseCode,
    at: Option<Micros>,
    lang: Lang,
) -> Result<(), Problem> {
    let whose = institution.clone();
    let Replaced { client_id, earlier_until } =
        write(&how.place, institution, move |tx, env, _| {
            identity::end_earlier_secret(tx, env, ACTOR, &whose, at.unwrap_or(env.now))
        })?;
    if how.json {
        stdio::json(&json!({
            "client_use_code": institution.as_str(), "client_id": client_id,
            "earlier_until": dtime(earlier_until),
        }));
    } else {
        stdio::data(&given_client(lang, &client_id));
        stdio::data(&given_until(lang, &dtime(earlier_until)));
    }
    stdio::talk(&done(lang));
    Ok(())
}

/// yyyyMMddHHmmss in Korea, as `--at` takes it.
fn dtime(at: Micros) -> String {
    at.kst_dtm17().chars().take(14).collect()
}

fn read(file: &Path) -> Result<Entry, Problem> {
    let text = data_dir::read(file)?;
    toml::from_str(&text).map_err(|e| {
        let shown = file.display().to_string();
        let why = std::io::Error::other(e.message().to_owned());
        Problem::new(move |lang: Lang| unreadable(lang, &shown)).because(&why).hint(unreadable_hint)
    })
}

fn not_right(file: &Path, flaw: Flaw) -> Problem {
    let shown = file.display().to_string();
    Problem::new(move |lang: Lang| flawed(lang, &shown, flaw.field(), &flaw.text(lang)))
        .hint(unreadable_hint)
}

/// What is listed of one institution.
struct Listed {
    institution: Institution,
    clients: Vec<Client>,
    contracts: Vec<Contract>,
}

fn list(how: &How, lang: Lang) -> Result<(), Problem> {
    let installation = Installation::open(DataDir::existing(&how.place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    let book = Store::open_reading(options)?;
    let (all, clients, contracts) = book.read_blocking(|tx| {
        Ok((identity::institutions(tx)?, identity::clients(tx)?, identity::contracts(tx)?))
    })?;
    let listed = all.into_iter().map(|institution| Listed {
        clients: of(&clients, |it| it.institution == institution.code),
        contracts: of(&contracts, |it| it.institution == institution.code),
        institution,
    });
    let (listed, now) = (listed.collect::<Vec<_>>(), installation::env().now);
    if how.json {
        stdio::json(&listed.iter().map(|it| it.json(now)).collect::<Vec<_>>());
    } else if listed.is_empty() {
        stdio::talk(&none(lang));
    } else {
        listed.iter().for_each(|it| it.print(lang, now));
    }
    Ok(())
}

fn of<T: Clone>(all: &[T], is_own: impl Fn(&T) -> bool) -> Vec<T> {
    all.iter().filter(|it| is_own(it)).cloned().collect()
}

/// How many secrets of a client are live, and when the earlier of them ends.
fn secrets(it: &Client, now: Micros) -> (usize, Option<Micros>) {
    let live = || it.secrets.iter().filter(|secret| secret.is_live(now));
    (live().count(), live().filter_map(|secret| secret.until).min())
}

impl Listed {
    fn scopes(&self) -> Vec<&'static str> {
        self.institution.scopes.iter().map(|it| it.as_str()).collect()
    }

    fn json(&self, now: Micros) -> Value {
        let client = |it: &Client| {
            let (count, until) = secrets(it, now);
            json!({
                "client_id": it.client_id, "redirect_uris": it.redirect_uris,
                "live_secrets": count, "earlier_until": until.map(dtime),
            })
        };
        let contract = |it: &Contract| {
            json!({
                "purpose": it.purpose.as_str(), "account_type": it.account_type.to_string(),
                "account_num": it.account_num, "bank": it.bank.as_str(), "holder": it.holder_name,
            })
        };
        let Institution { code, name_ko, name_en, active, .. } = &self.institution;
        json!({
            "client_use_code": code.as_str(), "name_ko": name_ko, "name_en": name_en,
            "scopes": self.scopes(), "active": active,
            "clients": self.clients.iter().map(client).collect::<Vec<_>>(),
            "contracts": self.contracts.iter().map(contract).collect::<Vec<_>>(),
        })
    }

    fn print(&self, lang: Lang, now: Micros) {
        let Institution { code, name_ko, name_en, .. } = &self.institution;
        let name = if lang == Lang::Ko { name_ko } else { name_en };
        stdio::data(&line(lang, code.as_str(), name, &self.scopes().join(" ")));
        for it in &self.clients {
            let (count, until) = secrets(it, now);
            stdio::data(&client_line(lang, &it.client_id, count));
            until.iter().for_each(|at| stdio::data(&until_line(lang, &dtime(*at))));
        }
        for it in &self.contracts {
            let purpose = match it.purpose {
                identity::ContractPurpose::Withdraw => withdraw(lang),
                identity::ContractPurpose::Deposit => deposit(lang),
                identity::ContractPurpose::Fee => fee(lang),
            };
            let (bank, number) = (it.bank.as_str(), it.account_num.as_str());
            stdio::data(&contract_line(lang, &purpose, bank, number, &it.holder_name));
        }
    }
}
