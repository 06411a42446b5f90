//! `naru program`: programs of staff, which ask for what the console shows, under secrets of their
//! own.

use super::Place;
use crate::data_dir::DataDir;
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::stdio;
use clap::Subcommand;
use naru_base::env::SystemEntropy;
use naru_base::keyring::Keyring;
use naru_base::{Answer, Env, Id, Lang, Micros, No, Refusal, texts};
use naru_core::program::{self, Made, Program, Scope, Wish};
use naru_core::staff;
use naru_store::Tx;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::ExitCode;

texts! {
    none { ko: "프로그램이 없습니다", en: "there are no programs" }
    line(id: &str, state: &str, name: &str) {
        ko: "{id}  {state}  {name}",
        en: "{id}  {state}  {name}",
    }
    more(login: &str, scopes: &str, until: &str, secrets: usize) {
        ko: "    책임 {login} · {scopes} · {until}까지 · 살아 있는 비밀 {secrets}개",
        en: "    answers {login} · {scopes} · until {until} · live secrets: {secrets}",
    }
    live { ko: "유효", en: "live" }
    over { ko: "기한 지남", en: "over" }
    revoked { ko: "폐기됨", en: "revoked" }
    given_id(text: &str) { ko: "프로그램     {text}", en: "program      {text}" }
    given_secret(text: &str) { ko: "비밀         {text}", en: "secret       {text}" }
    given_until(text: &str) { ko: "기한         {text}", en: "until        {text}" }
    given_earlier(text: &str) { ko: "앞의 비밀 끝 {text}", en: "earlier until {text}" }
    keep {
        ko: "비밀은 지금 한 번만 보입니다. 프로그램은 이것을 bearer 토큰으로 보냅니다",
        en: "the secret is shown this once; the program sends it as its bearer token",
    }
    ended(id: &str) {
        ko: "{id}을(를) 폐기했습니다. 아무것도 열지 못합니다",
        en: "{id} is revoked and opens nothing",
    }
    unknown { ko: "그런 프로그램이 없습니다", en: "there is no such program" }
    list_hint {
        ko: "`naru program list`가 목록을 보여 줍니다",
        en: "`naru program list` shows what there is",
    }
    unfit(login: &str) {
        ko: "{login}은(는) 프로그램을 책임질 수 없습니다",
        en: "{login} cannot answer for a program",
    }
    unfit_hint {
        ko: "살아 있는 운영자나 점검관 계정을 `--for`로 주십시오",
        en: "name an operator's or an inspector's account that is active with `--for`",
    }
    beyond(what: &str) {
        ko: "책임질 사람에게 그 권한이 없습니다: {what}",
        en: "whoever is to answer for it has no such right: {what}",
    }
    beyond_hint {
        ko: "docs/rights.md의 표에서 그 직무의 권한을 확인하십시오",
        en: "docs/rights.md has the rights of that role",
    }
    name_bad {
        ko: "이름은 1~60자입니다",
        en: "a name has 1 to 60 characters",
    }
    too_long {
        ko: "규칙(program_life_s)보다 긴 기간입니다",
        en: "that is longer than the rules say (program_life_s)",
    }
    too_long_hint { ko: "`--days`를 줄이십시오", en: "give fewer `--days`" }
    two_live {
        ko: "이미 비밀 두 개가 살아 있습니다",
        en: "two of its secrets are live already",
    }
    two_live_hint {
        ko: "`--at-once`를 주면 앞의 것들이 바로 끝납니다",
        en: "`--at-once` ends the earlier ones now",
    }
    is_over {
        ko: "기한이 지났거나 폐기된 프로그램입니다",
        en: "the program is over or revoked",
    }
    is_over_hint {
        ko: "`naru program issue`로 새로 만드십시오",
        en: "make another with `naru program issue`",
    }
}

const ACTOR: &str = "system:host";
const DAY_S: i64 = 86_400;

/// Programs of staff: make them, give them secrets, revoke them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples, with the server stopped (while it runs the console does the same, by two people):
  naru program list --data /var/lib/naru
  naru program issue --name board --for ji-woo.kim --scope gates.read --data /var/lib/naru
  naru program add-secret 01J0000000000000000000000A --at-once --data /var/lib/naru
  naru program revoke 01J0000000000000000000000A --data /var/lib/naru

A program sends its secret as its bearer token to /gates/v1/network/…; docs/gates-api.md")]
pub struct ProgramCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the programs: what each may, who answers for it, until when
    List {
        #[command(flatten)]
        how: How,
    },
    /// Make a program; prints its secret once
    Issue {
        #[command(flatten)]
        how: How,
        /// What it is called
        #[arg(long, value_name = "NAME")]
        name: String,
        /// The login of whoever answers for it: an operator or an inspector
        #[arg(long = "for", value_name = "LOGIN")]
        login: String,
        /// What it may ask for; several with commas
        #[arg(long = "scope", required = true, value_delimiter = ',', value_parser = scope)]
        scopes: Vec<Scope>,
        /// For how many days
        #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(i64).range(1..=3650))]
        days: i64,
    },
    /// Give a program a second secret; the first lives on for a while
    AddSecret {
        #[command(flatten)]
        how: How,
        /// The program
        #[arg(value_parser = id, value_name = "PROGRAM")]
        program: Id,
        /// End the secrets it has now
        #[arg(long)]
        at_once: bool,
    },
    /// Revoke a program: it opens nothing any more
    Revoke {
        #[command(flatten)]
        how: How,
        /// The program
        #[arg(value_parser = id, value_name = "PROGRAM")]
        program: Id,
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

fn scope(text: &str) -> Result<Scope, String> {
    let all = || Scope::ALL.map(Scope::as_str).join(", ");
    Scope::parse(text).ok_or_else(|| format!("one of {}", all()))
}

fn id(text: &str) -> Result<Id, String> {
    Id::parse(text).map_err(|e| e.to_string())
}

pub(super) fn run(it: ProgramCommand, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::List { how } => list(&how, lang)?,
        Command::Issue { how, name, login, scopes, days } => {
            issue(&how, (&login, name, scopes, days), lang)?;
        }
        Command::AddSecret { how, program, at_once } => add_secret(&how, program, at_once, lang)?,
        Command::Revoke { how, program } => revoke(&how, program, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a command on the book of a stopped installation.
fn write<T: Send + 'static>(
    place: &Place,
    login: &str,
    work: impl Fn(&mut Tx<'_>, &Env, &Keyring) -> Answer<T> + Send + 'static,
) -> Result<T, Problem> {
    let dir = DataDir::existing(&place.data)?;
    let _held = dir.hold("program")?;
    let installation = Installation::open(dir)?;
    let (env, keys) = (installation::env(), installation.keys.clone());
    let shelves = installation.open_shelves()?;
    let written = shelves.book.write_blocking(move |tx| work(tx, &env, &keys));
    shelves.close()?;
    written.map_err(|no| told(no, login))
}

fn told(no: No, login: &str) -> Problem {
    let No::Refusal(it) = no else { return no.into() };
    let (login, what) = (login.to_owned(), it.to_string());
    match it.code {
        "program/unknown" => Problem::new(unknown).hint(list_hint),
        "program/account-unfit" => Problem::new(move |lang| unfit(lang, &login)).hint(unfit_hint),
        "program/scope-beyond-rights" => {
            Problem::new(move |lang| beyond(lang, &what)).hint(beyond_hint)
        }
        "program/name-malformed" => Problem::new(name_bad),
        "program/life-out-of-range" => Problem::new(too_long).hint(too_long_hint),
        "program/two-secrets-live" => Problem::new(two_live).hint(two_live_hint),
        "program/over" => Problem::new(is_over).hint(is_over_hint),
        _ => No::Refusal(it).into(),
    }
}

fn issue(
    how: &How,
    (login, name, scopes, days): (&str, String, Vec<Scope>, i64),
    lang: Lang,
) -> Result<(), Problem> {
    let secret = program::new_secret(&SystemEntropy::default());
    let (kept, whose) = (secret.clone(), login.to_owned());
    let (id, made) = write(&how.place, login, move |tx, env, keys| {
        let account = staff::login_facts(tx, &whose)?.map(|it| it.account);
        let account = account.ok_or(Refusal::new("program/account-unfit"))?;
        let until = env.now.plus_seconds(days.saturating_mul(DAY_S));
        let scopes = scopes.iter().copied().collect();
        let (id, wish) = (env.id(0), Wish { name: name.clone(), scopes, until });
        program::issue(tx, env, ACTOR, (id, account), &wish)?;
        let made = program::give_secret(tx, (env, keys), ACTOR, id, (&kept, false))?;
        Ok((id, made))
    })?;
    show(how, (id, program::text_of(id, &secret).expose(), made), lang);
    Ok(())
}

fn add_secret(how: &How, id: Id, at_once: bool, lang: Lang) -> Result<(), Problem> {
    let secret = program::new_secret(&SystemEntropy::default());
    let kept = secret.clone();
    let made = write(&how.place, "", move |tx, env, keys| {
        program::give_secret(tx, (env, keys), ACTOR, id, (&kept, at_once))
    })?;
    show(how, (id, program::text_of(id, &secret).expose(), made), lang);
    Ok(())
}

fn show(how: &How, (id, text, made): (Id, &str, Made), lang: Lang) {
    if how.json {
        stdio::json(&json!({
            "program": id.to_string(), "secret": text, "until": dtime(made.until),
            "earlier_until": made.earlier_until.map(dtime),
        }));
    } else {
        stdio::data(&given_id(lang, &id.to_string()));
        stdio::data(&given_secret(lang, text));
        stdio::data(&given_until(lang, &dtime(made.until)));
        made.earlier_until.iter().for_each(|at| stdio::data(&given_earlier(lang, &dtime(*at))));
    }
    stdio::talk(&keep(lang));
}

fn revoke(how: &How, id: Id, lang: Lang) -> Result<(), Problem> {
    write(&how.place, "", move |tx, env, _| program::revoke(tx, env, ACTOR, id))?;
    if how.json {
        stdio::json(&json!({"program": id.to_string(), "revoked": true}));
    }
    stdio::talk(&ended(lang, &id.to_string()));
    Ok(())
}

/// yyyyMMddHHmmss in Korea.
fn dtime(at: Micros) -> String {
    at.kst_dtm17().chars().take(14).collect()
}

fn list(how: &How, lang: Lang) -> Result<(), Problem> {
    let now = installation::env().now;
    let (all, logins) = super::gate::read(&how.place, |tx| {
        let all = program::list(tx)?;
        let logins = program::accounts(tx, &all)?;
        Ok((all, logins))
    })?;
    if how.json {
        let rows: Vec<Value> = all.iter().map(|it| row(it, &logins, now)).collect();
        stdio::json(&rows);
        return Ok(());
    }
    if all.is_empty() {
        stdio::talk(&none(lang));
    }
    for it in &all {
        let state = match (&it.ended, it.is_live(now)) {
            (Some(_), _) => revoked(lang),
            (None, true) => live(lang),
            (None, false) => over(lang),
        };
        stdio::data(&line(lang, &it.id.to_string(), &state, &it.name));
        let login = logins.get(&it.account).map_or("–", String::as_str);
        stdio::data(&more(lang, login, &it.words(), &dtime(it.until), secrets(it, now)));
    }
    Ok(())
}

fn secrets(it: &Program, now: Micros) -> usize {
    it.secrets.iter().filter(|secret| secret.is_live(now)).count()
}

fn row(it: &Program, logins: &BTreeMap<Id, String>, now: Micros) -> Value {
    json!({
        "program": it.id.to_string(), "name": it.name, "login": logins.get(&it.account),
        "scopes": it.scopes.iter().map(|it| it.as_str()).collect::<Vec<_>>(),
        "made_by": it.made_by, "made_at": dtime(it.made_at), "until": dtime(it.until),
        "revoked_at": it.ended.as_ref().map(|(at, _)| dtime(*at)),
        "is_live": it.is_live(now), "live_secrets": secrets(it, now),
    })
}
