//! Answers programs of staff: whose call it is, and what they may see of the network.

use super::answer::{Asked, Desk};
use super::calls::Call;
use super::calls_network::NETWORK;
use super::{json as shown, network_write as write, words, words_network as n};
use crate::programs::{Family, error, says, too_busy};
use axum::Router;
use axum::extract::{Path, Query, State as With};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use naru_base::{Answer, ClientUseCode, Id, Lang, No, Refusal};
use naru_core::admission::{self, PATH, ServiceKey, deadline, evidence, report};
use naru_core::claim::{self, CLAIMS_PER_PAGE, Filter};
use naru_core::program::{self, Admitted, Scope};
use naru_core::{check, subsidy, surety};
use naru_store::Tx;
use serde::Deserialize;
use serde_json::{Value, json};

/// How calls of this family are refused.
pub(super) static FAMILY: Family = Family {
    no_token: "gates/no-token",
    no_scope: "gates/no-scope",
    too_large: "gates/too-large",
    unknown: &["check/unknown", "claim/unknown", "identity/institution-unknown"],
    said: refusal,
};

fn refusal(lang: Lang, it: &Refusal) -> String {
    match it.code {
        "identity/institution-unknown" => n::no_institution(lang),
        other => words::known(lang, other)
            .unwrap_or_else(|| crate::console::accounts::refusal(lang, other)),
    }
}

/// Why a call was not looked at.
#[derive(Clone, Copy)]
pub(super) enum Barred {
    /// It shows no secret that counts.
    NoToken,
    /// The program may not do this.
    NoScope,
}

impl Barred {
    pub(super) fn response(self) -> Response {
        match self {
            Barred::NoToken => error(StatusCode::UNAUTHORIZED, FAMILY.no_token, n::no_token),
            Barred::NoScope => {
                error(StatusCode::FORBIDDEN, FAMILY.no_scope, crate::programs::no_scope)
            }
        }
    }
}

/// What the call shows as its bearer token.
pub(super) fn token(headers: &HeaderMap) -> Option<String> {
    let value = crate::api::header(headers, header::AUTHORIZATION.as_str())?;
    let (scheme, text) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| text.to_owned())
}

/// A program's call, looked at in the transaction that answers it: what was revoked in the commit
/// before opens nothing.
pub(super) fn admitted<T>(
    tx: &mut Tx<'_>,
    (desk, shown): (&Desk, &str),
    scope: Scope,
    then: impl FnOnce(&mut Tx<'_>, &Admitted) -> Answer<T>,
) -> Answer<Result<T, Barred>> {
    let Some(who) = program::admit(tx, &desk.node.hub.keys, shown, desk.now())? else {
        return Ok(Err(Barred::NoToken));
    };
    if !who.scopes.contains(&scope) {
        return Ok(Err(Barred::NoScope));
    }
    then(tx, &who).map(Ok)
}

/// What came of it.
pub(super) fn answered(status: StatusCode, it: Answer<Result<Value, Barred>>) -> Response {
    match it {
        Ok(Ok(it)) => says(status, &it),
        Ok(Err(barred)) => barred.response(),
        Err(no) => FAMILY.no(&no),
    }
}

/// The routes, from the table.
pub(super) fn routes(all: Router<Desk>) -> Router<Desk> {
    let with = |all: Router<Desk>, it: &Call| all.route(it.path, handler(it.name));
    NETWORK.iter().fold(all, with)
}

fn handler(name: &str) -> MethodRouter<Desk> {
    match name {
        "networkStandings" => get(standings),
        "networkStanding" => get(standing),
        "networkChecks" => get(checks),
        "networkCheck" => get(check_of),
        "networkFind" => post(write::find),
        "networkScans" => get(scans),
        "networkHandIn" => post(write::hand_in),
        "networkDeadlines" => get(deadlines),
        "networkClaims" => get(claims),
        "networkClaim" => get(claim_of),
        "networkReportClaim" => post(write::report),
        "networkWithdrawClaim" => post(write::withdraw),
        "networkSurety" => get(positions),
        "networkSuretyOf" => get(position),
        "networkSubsidy" => get(programmes),
        _ => get(async || StatusCode::NOT_FOUND),
    }
}

impl Desk {
    /// Answers what a reading of the book says to a program that may ask for it.
    async fn tell(
        &self,
        headers: &HeaderMap,
        scope: Scope,
        read: impl Fn(&mut Tx<'_>) -> Answer<Value> + Send + 'static,
    ) -> Response {
        let Some(shown) = token(headers) else { return Barred::NoToken.response() };
        let Ok(_place) = self.programs.try_acquire() else {
            return error(StatusCode::SERVICE_UNAVAILABLE, "busy", too_busy);
        };
        let desk = self.clone();
        let read = move |tx: &mut Tx<'_>| admitted(tx, (&desk, &shown), scope, |tx, _| read(tx));
        answered(StatusCode::OK, self.node.book.read(read).await)
    }

    /// The code of an institution that is on the network.
    pub(super) fn on_network(&self, text: &str) -> Answer<ClientUseCode> {
        let code = ClientUseCode::parse(text).ok();
        let directory = self.node.hub.directory();
        let known = code.filter(|it| directory.institutions.contains_key(it));
        Ok(known.ok_or(Refusal::new("identity/institution-unknown"))?)
    }

    fn codes(&self) -> Vec<ClientUseCode> {
        self.node.hub.directory().institutions.keys().cloned().collect()
    }
}

async fn standings(With(desk): With<Desk>, headers: HeaderMap) -> Response {
    let (now, of) = (desk.now(), desk.clone());
    let read = move |tx: &mut Tx<'_>| {
        let (mut all, codes) = (admission::load(tx)?, of.codes());
        let cover = surety::positions(tx, codes.iter(), now)?;
        let row = |code: &ClientUseCode| {
            let facts = all.remove(code).unwrap_or_default();
            let found = admission::admission(&facts, &PATH, now);
            let cover_ends = cover.get(code).and_then(|it| it.falls_short());
            report::of(code, &of.name(code), (&facts, &found), (cover_ends, now))
        };
        let rows: Vec<Value> = codes.iter().map(row).collect();
        Ok(json!({"at": now.get(), "institutions": rows}))
    };
    desk.tell(&headers, Scope::GatesRead, read).await
}

async fn standing(
    With(desk): With<Desk>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let (now, of) = (desk.now(), desk.clone());
    let read = move |tx: &mut Tx<'_>| {
        let code = of.on_network(&code)?;
        let facts = admission::facts_of(tx, &code)?;
        let found = admission::admission(&facts, &PATH, now);
        let cover_ends = surety::position(tx, &code, now)?.falls_short();
        let mut said = report::of(&code, &of.name(&code), (&facts, &found), (cover_ends, now));
        said["at"] = json!(now.get());
        Ok(said)
    };
    desk.tell(&headers, Scope::GatesRead, read).await
}

/// What the address of a list asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    institution: String,
    state: String,
    late: String,
    before: String,
}

async fn checks(
    With(desk): With<Desk>,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Response {
    let (now, of) = (desk.now(), desk.clone());
    let read = move |tx: &mut Tx<'_>| {
        let whose = match which.institution.as_str() {
            "" => None,
            text => Some(of.on_network(text)?),
        };
        let (open, closed) = check::state(tx, whose.as_ref())?;
        let all = open.iter().map(|it| &it.0).chain(&closed).map(shown::engagement_of);
        Ok(json!({"at": now.get(), "checks": all.collect::<Vec<_>>()}))
    };
    desk.tell(&headers, Scope::GatesRead, read).await
}

/// A check of anybody's.
pub(super) fn dossier(tx: &mut Tx<'_>, id: &str) -> Answer<check::Dossier> {
    let unknown = || No::from(Refusal::new("check/unknown"));
    let id = Id::parse(id).map_err(|_| unknown())?;
    check::dossier(tx, id)?.ok_or_else(unknown)
}

async fn check_of(With(desk): With<Desk>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let (now, hub) = (desk.now(), desk.node.hub.clone());
    let read = move |tx: &mut Tx<'_>| Ok(shown::check(&dossier(tx, &id)?.opened(&hub.keys)?, now));
    desk.tell(&headers, Scope::GatesRead, read).await
}

async fn scans(
    With(desk): With<Desk>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let (now, env, of) = (desk.now(), desk.node.env(), desk.clone());
    let read = move |tx: &mut Tx<'_>| {
        let code = of.on_network(&code)?;
        let service = ServiceKey::parse(&asked.service);
        let name = service.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut all = evidence::scans(tx, &code, super::answer::SCANS_MAX)?;
        all.retain(|it| it.service == name);
        let items = evidence::by_item(tx, &env, &code, service.as_ref())?;
        Ok(shown::scans(&all, &items, now))
    };
    desk.tell(&headers, Scope::GatesRead, read).await
}

async fn deadlines(With(desk): With<Desk>, headers: HeaderMap) -> Response {
    let now = desk.now();
    let read = move |tx: &mut Tx<'_>| {
        let (rules, places) = (deadline::rules(tx)?, deadline::places(tx, now)?);
        Ok(deadline::report::all(&rules, &deadline::grounds(tx)?, &places, now))
    };
    desk.tell(&headers, Scope::GatesRead, read).await
}

async fn claims(
    With(desk): With<Desk>,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Response {
    let (now, of) = (desk.now(), desk.clone());
    let read = move |tx: &mut Tx<'_>| {
        let institution = match which.institution.as_str() {
            "" => None,
            text => Some(of.on_network(text)?),
        };
        let filter = Filter {
            institution,
            state: claim::State::parse(&which.state),
            late_at: (which.late == "yes").then_some(now),
            before: Id::parse(&which.before).ok(),
            ..Filter::default()
        };
        let all = claim::list(tx, &filter)?;
        let is_full = i64::try_from(all.len()).is_ok_and(|it| it >= CLAIMS_PER_PAGE);
        let next = all.last().filter(|_| is_full).map(|it| it.id.to_string());
        let mut said = claim::report::list(&all, now);
        said["next"] = json!(next);
        Ok(said)
    };
    desk.tell(&headers, Scope::ClaimsRead, read).await
}

/// A claim of anybody's, by its address.
pub(super) fn known_claim(tx: &mut Tx<'_>, id: &str) -> Answer<claim::Claim> {
    let id = Id::parse(id).map_err(|_| No::from(Refusal::new("claim/unknown")))?;
    claim::find(tx, id)
}

async fn claim_of(With(desk): With<Desk>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let now = desk.now();
    let read = move |tx: &mut Tx<'_>| {
        let it = known_claim(tx, &id)?;
        let (losses, traces) = (claim::losses(tx, it.id)?, claim::traces(tx, it.id)?);
        let (lines, money) = (claim::lines(tx, it.id)?, claim::money_of(tx, it.id)?);
        let told = claim::notices(tx, it.id)?;
        Ok(claim::report::whole(&it, (&losses, &traces), (&lines, &money, &told), now))
    };
    desk.tell(&headers, Scope::ClaimsRead, read).await
}

async fn positions(With(desk): With<Desk>, headers: HeaderMap) -> Response {
    let (now, of) = (desk.now(), desk.clone());
    let read = move |tx: &mut Tx<'_>| {
        let all = surety::positions(tx, of.codes().iter(), now)?;
        let row = |(code, it)| surety::report::of(code, &of.name(code), it, None);
        Ok(surety::report::list(all.iter().map(row), now))
    };
    desk.tell(&headers, Scope::SuretyRead, read).await
}

async fn position(
    With(desk): With<Desk>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let (now, of) = (desk.now(), desk.clone());
    let read = move |tx: &mut Tx<'_>| {
        let code = of.on_network(&code)?;
        let (position, facts) = (surety::position(tx, &code, now)?, surety::facts_of(tx, &code)?);
        let mut said = surety::report::of(&code, &of.name(&code), &position, Some(&facts));
        said["at"] = json!(now.get());
        Ok(said)
    };
    desk.tell(&headers, Scope::SuretyRead, read).await
}

async fn programmes(With(desk): With<Desk>, headers: HeaderMap) -> Response {
    let now = desk.now();
    let read = move |tx: &mut Tx<'_>| {
        let mut said = subsidy::report::all(&subsidy::report::load(tx)?);
        said["at"] = json!(now.get());
        Ok(said)
    };
    desk.tell(&headers, Scope::SubsidyRead, read).await
}
