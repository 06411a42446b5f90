//! `naru staff`: the way back in for administrators, for whoever holds the root key on the host.

use super::Place;
use crate::data_dir::DataDir;
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::stdio;
use clap::Subcommand;
use naru_base::env::SystemEntropy;
use naru_base::keyring::Keyring;
use naru_base::{Answer, Env, Lang, Micros, No, texts};
use naru_core::reactions;
use naru_core::staff::{Token, handover, host};
use naru_store::{Store, Tx};
use serde_json::json;
use std::process::ExitCode;

texts! {
    none { ko: "계정 관리자가 없습니다", en: "there are no administrators" }
    line(login: &str, state: &str, entered: &str) {
        ko: "{login}  {state}  마지막 들어옴 {entered}",
        en: "{login}  {state}  last login {entered}",
    }
    st_active { ko: "사용", en: "in use" }
    st_pending { ko: "등록 중", en: "enrolling" }
    st_reset { ko: "복구 중", en: "recovering" }
    st_closed { ko: "닫힘", en: "closed" }
    never { ko: "없음", en: "never" }
    code_line(code: &str) { ko: "코드 {code}", en: "code {code}" }
    hand_over(until: &str) {
        ko: "링크는 {until}까지 한 번 쓸 수 있고, 코드를 함께 물어봅니다. 본인에게 서로 다른 길로 전하십시오. \
             모든 계정 관리자, 보안 담당, 감사에 알렸습니다",
        en: "The link works once, until {until}, and asks for the code: hand them to the person by two \
             different ways. All administrators, the security desk and the auditor are told",
    }
    hand_over_link(until: &str) {
        ko: "링크는 {until}까지 한 번 쓸 수 있습니다. 모든 계정 관리자, 보안 담당, 감사에 알렸습니다",
        en: "The link works once, until {until}. All administrators, the security desk and the auditor \
             are told",
    }
    unknown(login: &str) {
        ko: "아이디가 {login}인 계정 관리자가 없습니다",
        en: "no administrator has the login {login}",
    }
    unknown_hint {
        ko: "`naru staff list`가 계정 관리자를 보여 줍니다. 다른 역할의 계정은 콘솔에서 두 계정 관리자가 복구합니다",
        en: "`naru staff list` shows the administrators; other accounts are recovered by two \
             administrators, in the console",
    }
    closed { ko: "열린 적이 없거나 닫힌 계정입니다", en: "the account was closed, or never opened" }
    closed_hint {
        ko: "쓸 수 있는 계정 관리자가 둘보다 적으면 `naru staff invite`로 새 계정을 만드십시오",
        en: "while fewer than two administrators can act, make another with `naru staff invite`",
    }
    enough {
        ko: "쓸 수 있는 계정 관리자가 둘 이상입니다",
        en: "two administrators or more can act",
    }
    enough_hint {
        ko: "새 계정은 콘솔에서 한 사람이 제안하고 다른 사람이 확인합니다. 잃은 계정은 `naru staff recover`로 되찾으십시오",
        en: "new accounts are proposed by one of them and confirmed by another, in the console; a lost \
             one comes back with `naru staff recover`",
    }
}

/// Let a lost administrator back in, on the host of the root key
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples, with the server stopped:
  naru staff list --data /var/lib/naru
  naru staff recover ji-woo.kim --data /var/lib/naru
  naru staff invite --data /var/lib/naru

Everybody else's account is recovered in the console, by two administrators.")]
pub struct StaffCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the administrators' accounts
    List {
        #[command(flatten)]
        place: Place,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Give an administrator who lost password or authenticator a link and a code to begin anew
    Recover {
        #[command(flatten)]
        how: How,
        /// The account's login
        #[arg(value_name = "LOGIN")]
        login: String,
    },
    /// Make an enrolment link for another administrator, while fewer than two can act
    Invite {
        #[command(flatten)]
        how: How,
    },
}

#[derive(Debug, clap::Args)]
struct How {
    #[command(flatten)]
    place: Place,
    /// Where browsers reach the console, for the link
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    public_url: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl How {
    fn link(&self, door: &str, token: &Token) -> String {
        format!("{}/console/{door}/{}", self.public_url.trim_end_matches('/'), token.text())
    }
}

pub(super) fn run(it: StaffCommand, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::List { place, json } => list(&place, json, lang)?,
        Command::Recover { how, login } => recover(&how, &login, lang)?,
        Command::Invite { how } => invite(&how, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a command on the book of a stopped installation, whose root key opens.
fn write<T: Send + 'static>(
    place: &Place,
    work: impl Fn(&mut Tx<'_>, &Env, &Keyring) -> Answer<T> + Send + 'static,
) -> Result<Result<T, No>, Problem> {
    let dir = DataDir::existing(&place.data)?;
    let _held = dir.hold("staff")?;
    let installation = Installation::open(dir)?;
    let (env, keys) = (installation::env(), installation.keys.clone());
    let shelves = installation.open_shelves()?;
    let written = shelves.book.write_blocking(move |tx| work(tx, &env, &keys));
    shelves.close()?;
    Ok(written)
}

fn recover(how: &How, login: &str, lang: Lang) -> Result<(), Problem> {
    let entropy = SystemEntropy::default();
    let (token, code) = (Token::new(&entropy), handover::new_code(&entropy));
    let (hash, code_hash, whose) = (token.hash(), handover::hash(&code), login.to_owned());
    let written = write(&how.place, move |tx, env, keys| {
        reactions::recover_administrator(tx, env, keys, &whose, (&hash, &code_hash))
    })?;
    let login = login.to_owned();
    let until = written.map_err(|no| match no {
        No::Refusal(it) if it.code == "staff/no-such-administrator" => {
            Problem::new(move |lang| unknown(lang, &login)).hint(unknown_hint)
        }
        No::Refusal(it) if it.code == "staff/account-closed" => {
            Problem::new(closed).hint(closed_hint)
        }
        no => no.into(),
    })?;
    let link = how.link("recover", &token);
    if how.json {
        stdio::json(&json!({ "link": link, "code": code, "until": until.kst_dtm17() }));
    } else {
        stdio::data(&link);
        stdio::data(&code_line(lang, &code));
    }
    stdio::talk(&hand_over(lang, &moment(until)));
    Ok(())
}

fn invite(how: &How, lang: Lang) -> Result<(), Problem> {
    let token = Token::new(&SystemEntropy::default());
    let given = token.clone();
    let written = write(&how.place, move |tx, env, keys| {
        reactions::invite_administrator(tx, env, keys, &given)
    })?;
    let until = written.map_err(|no| match no {
        No::Refusal(it) if it.code == "staff/administrators-enough" => {
            Problem::new(enough).hint(enough_hint)
        }
        no => no.into(),
    })?;
    let link = how.link("enrol", &token);
    if how.json {
        stdio::json(&json!({ "link": link, "until": until.kst_dtm17() }));
    } else {
        stdio::data(&link);
    }
    stdio::talk(&hand_over_link(lang, &moment(until)));
    Ok(())
}

fn list(place: &Place, as_json: bool, lang: Lang) -> Result<(), Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    let all = Store::open_reading(options)?.read_blocking(host::administrators)?;
    if as_json {
        let shown = |it: &host::Administrator| {
            let entered = it.entered_at.map(Micros::kst_dtm17);
            json!({ "login": it.login, "state": it.state, "entered_at": entered })
        };
        stdio::json(&all.iter().map(shown).collect::<Vec<_>>());
        return Ok(());
    }
    if all.is_empty() {
        stdio::talk(&none(lang));
    }
    for it in &all {
        let state = match it.state.as_str() {
            "active" => st_active(lang),
            "pending" => st_pending(lang),
            "reset" => st_reset(lang),
            _ => st_closed(lang),
        };
        let entered = it.entered_at.map_or_else(|| never(lang), moment);
        stdio::data(&line(lang, &it.login, &state, &entered));
    }
    Ok(())
}

/// 20261122 12:00:07.
fn moment(at: Micros) -> String {
    format!("{} {}", at.business_date(), at.kst_clock())
}
