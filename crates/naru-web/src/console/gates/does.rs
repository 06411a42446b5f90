//! What the forms of a path do: apply, declare, hand in, appeal, propose.

use super::forms::gate_choice;
use super::words as w;
use super::{path, proposal, readable, unknown};
use crate::console::accounts::{Asked, Sent as Proposed, send};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::papers::{self, Given, Sent};
use crate::console::pieces::parse_day;
use crate::console::{ConsoleState, frame, words};
use axum::extract::{Form, Path, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::role::{Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, No};
use naru_core::admission::decide::{MeasureWish, Wish};
use naru_core::admission::{
    self, Appeal, Application, Class, Evidence, EvidenceKind, Gate, ServiceKey, Sha256, Standing,
    Verdict, deeds, step,
};
use naru_core::policy;
use naru_store::Tx;

/// A form of many fields, some of them several times.
type Pairs = Vec<(String, String)>;

fn one<'p>(given: &'p Pairs, name: &str) -> &'p str {
    given.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

/// Where a form was sent to, and by whom.
struct At<'a> {
    state: &'a ConsoleState,
    ask: &'a Ask,
    who: &'a Entered,
    code: ClientUseCode,
}

impl At<'_> {
    async fn wrong(&self, field: &'static str, text: String) -> Response {
        let wrongs = [Wrong { field, text }];
        path::show(self.state, self.ask, self.who, &self.code, &wrongs).await
    }

    fn back(&self) -> Response {
        Redirect::to(&format!("/console/gates/{}", self.code)).into_response()
    }

    fn actor(&self) -> String {
        format!("staff:{}", self.who.session.account)
    }

    /// Runs a command that one person may do alone, and shows the path again.
    async fn run(
        &self,
        field: &'static str,
        command: impl Fn(&mut Tx<'_>) -> Answer<()> + Send + 'static,
    ) -> Response {
        let hub = self.state.parts.hub.clone();
        let write = move |tx: &mut Tx<'_>| {
            command(tx)?;
            Ok(hub.directory_changed(tx)?)
        };
        match self.state.parts.store.write(write).await {
            Ok(()) => self.back(),
            Err(No::Refusal(it)) => {
                let text = proposal::refusal(self.ask.lang, it.code);
                self.wrong(field, text.unwrap_or_else(|| w::no_malformed(self.ask.lang))).await
            }
            Err(no) => frame::fault(self.ask, &no),
        }
    }
}

/// The institution of the address, if the person holds the right on it and sent our own form.
async fn at<'a>(
    (state, ask, who): (&'a ConsoleState, &'a Ask, &'a Entered),
    code: &str,
    right: Right,
    given: &Pairs,
) -> Result<At<'a>, Response> {
    let code = readable(who, code).ok_or_else(|| unknown(ask))?;
    if !who.session.post.may_on(right, &Scope::Institution(code.clone())) {
        return Err(unknown(ask));
    }
    if !state.parts.hub.directory().institutions.contains_key(&code) {
        return Err(unknown(ask));
    }
    let it = At { state, ask, who, code };
    if who.wrote(one(given, "form")) {
        Ok(it)
    } else {
        Err(it.wrong("main", words::stale_form(ask.lang)).await)
    }
}

fn services(text: &str) -> Option<Vec<ServiceKey>> {
    text.split_whitespace().map(ServiceKey::parse).collect()
}

/// `POST /console/gates/{code}/apply`
pub(crate) async fn apply(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let at = match at((&state, &ask, &who), &code, Right::GatesApply, &given).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let read = Class::parse(one(&given, "class")).zip(services(one(&given, "services")));
    let Some((class, services)) = read else {
        return at.wrong("services", w::no_services(ask.lang)).await;
    };
    let (env, actor, code) = (state.env(), at.actor(), at.code.clone());
    let it = Application { class, services };
    at.run("services", move |tx| admission::apply(tx, &env, &actor, &code, &it)).await
}

/// `POST /console/gates/{code}/service`
pub(crate) async fn declare(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let at = match at((&state, &ask, &who), &code, Right::GatesApply, &given).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let Some(keys) = services(one(&given, "services")).filter(|it| !it.is_empty()) else {
        return at.wrong("services", w::no_services(ask.lang)).await;
    };
    let (env, actor, code) = (state.env(), at.actor(), at.code.clone());
    let declare = move |tx: &mut Tx<'_>| {
        keys.iter().try_for_each(|key| admission::declare_service(tx, &env, &actor, &code, key))
    };
    at.run("services", declare).await
}

/// `POST /console/gates/{code}/evidence`
pub(crate) async fn hand_in(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    request: Request,
) -> Response {
    let (given, files) = match Given::of(&state, ask.lang, request).await {
        Ok(Given { pairs, files }) => (pairs, Ok(files)),
        // Whose form it was is not known: only the page says what went wrong.
        Err(text) => (Pairs::new(), Err(text)),
    };
    let files = match files {
        Ok(files) => files,
        Err(text) => {
            let Some(code) = readable(&who, &code) else { return unknown(&ask) };
            let wrongs = [Wrong { field: "file", text }];
            return path::show(&state, &ask, &who, &code, &wrongs).await;
        }
    };
    let at = match at((&state, &ask, &who), &code, Right::GatesApply, &given).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    if let Some(file) = files.into_iter().next() {
        return keep(&at, &given, file).await;
    }
    let Some(it) = document(&given, &at.actor(), state.now()) else {
        return at.wrong("sha256", w::no_evidence(ask.lang)).await;
    };
    let (env, code) = (state.env(), at.code.clone());
    at.run("sha256", move |tx| admission::hand_in(tx, &env, &code, &it)).await
}

/// Keeps a document itself, and puts it on file by its hash.
async fn keep(at: &At<'_>, given: &Pairs, file: Sent) -> Response {
    let (state, lang) = (at.state, at.ask.lang);
    let name = file.name;
    let size_bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    let kept = papers::shelve(state, &at.code, file.bytes).await;
    let (sha256, kind) = match kept {
        Ok(it) => it,
        Err(No::Refusal(it)) => {
            let text = papers::refusal(lang, &it).unwrap_or_else(|| w::no_evidence(lang));
            return at.wrong("file", text).await;
        }
        Err(no) => return frame::fault(at.ask, &no),
    };
    let title = match one(given, "title") {
        "" => name,
        text => text.to_owned(),
    };
    let read = EvidenceKind::parse(one(given, "kind")).zip(parse_day(one(given, "observed")));
    let Some((of, observed)) = read else { return at.wrong("file", w::no_evidence(lang)).await };
    let now = state.now();
    let it = Evidence {
        sha256,
        kind: of,
        title,
        size_bytes,
        observed_at: observed.starts_at(),
        received_at: now,
        received_by: at.actor(),
    };
    let (env, code) = (state.env(), at.code.clone());
    at.run("file", move |tx| admission::keep_paper(tx, &env, &code, (&it, kind))).await
}

fn sha256(text: &str) -> Option<Sha256> {
    data_encoding::HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?.try_into().ok()
}

fn document(given: &Pairs, by: &str, now: Micros) -> Option<Evidence> {
    Some(Evidence {
        sha256: sha256(one(given, "sha256"))?,
        kind: EvidenceKind::parse(one(given, "kind"))?,
        title: one(given, "title").to_owned(),
        size_bytes: one(given, "size").parse().ok()?,
        observed_at: parse_day(one(given, "observed"))?.starts_at(),
        received_at: now,
        received_by: by.to_owned(),
    })
}

/// `POST /console/gates/{code}/appeal`
pub(crate) async fn appeal(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let at = match at((&state, &ask, &who), &code, Right::GatesApply, &given).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let why: String = one(&given, "why").chars().take(2_000).collect();
    let Ok(measure) = Id::parse(one(&given, "measure")) else {
        return at.wrong("measures", w::no_measure(ask.lang)).await;
    };
    if why.is_empty() {
        return at.wrong("measures", w::no_malformed(ask.lang)).await;
    }
    let context = format!("admission.appeal:{measure}");
    let sealed = match state.parts.sealer.seal(&context, why.as_bytes()) {
        Ok(it) => it,
        Err(fault) => return frame::fault(&ask, &fault.into()),
    };
    let (env, code) = (state.env(), at.code.clone());
    let it = Appeal { at: env.now, by: at.actor(), sealed };
    at.run("measures", move |tx| admission::appeal(tx, &env, &code, measure, &it)).await
}

/// `POST /console/gates/{code}/propose`: at the operator's gates, and measures.
pub(crate) async fn propose_gate(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    propose((&state, &ask, &who), &code, Right::GatesDecide, &given).await
}

/// `POST /console/gates/{code}/check`: the outcome of a security check.
pub(crate) async fn propose_check(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    propose((&state, &ask, &who), &code, Right::ChecksDecide, &given).await
}

async fn propose(
    by: (&ConsoleState, &Ask, &Entered),
    code: &str,
    right: Right,
    given: &Pairs,
) -> Response {
    let (state, ask, who) = by;
    let at = match at(by, code, right, given).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let what = match draft(&at, given).await {
        Ok(Ok(what)) => what,
        Ok(Err(text)) => return at.wrong("reason", text).await,
        Err(no) => return frame::fault(ask, &no),
    };
    let asked =
        Asked { key: one(given, "key"), reason: one(given, "reason"), code: one(given, "code") };
    match send(state, ask, who, asked, what).await {
        Proposed::Done(id) => {
            Redirect::to(&format!("/console/gate-proposals/{id}")).into_response()
        }
        Proposed::Wrong(wrongs) => path::show(state, ask, who, &at.code, &wrongs).await,
        Proposed::Elsewhere(response) => response,
    }
}

/// Kind, subject and body of what the form proposes, or why there is none.
type Draft = Result<(&'static str, String, String), String>;

async fn draft(at: &At<'_>, given: &Pairs) -> Answer<Draft> {
    let lang = at.ask.lang;
    match one(given, "deed") {
        "measure" => measure(at, given).await,
        "lift" => Ok(lift(lang, &at.code, given)),
        _ => gate(at, given).await,
    }
}

fn lift(lang: Lang, code: &ClientUseCode, given: &Pairs) -> Draft {
    let measure = Id::parse(one(given, "measure")).map_err(|_| w::no_measure(lang))?;
    Ok((deeds::LIFT, deeds::subject(code, None), deeds::lift_body(measure)))
}

/// The end of the day that a date field names.
fn end_of(text: &str) -> Option<Micros> {
    Some(parse_day(text)?.next().starts_at())
}

/// A number of a rule in force now.
async fn rule(at: &At<'_>, name: &'static str) -> Answer<i64> {
    let now = at.state.now();
    let read = move |tx: &mut Tx<'_>| Ok(policy::number(&policy::list(tx)?, name, now)?);
    at.state.parts.store.read(read).await
}

async fn gate(at: &At<'_>, given: &Pairs) -> Answer<Draft> {
    let (lang, now) = (at.ask.lang, at.state.now());
    let Some((gate, service)) = gate_choice(one(given, "gate")) else {
        return Ok(Err(w::no_malformed(lang)));
    };
    let service = match (service, ServiceKey::parse(service)) {
        ("", _) => None,
        (_, Some(key)) => Some(key),
        (_, None) => return Ok(Err(w::no_service(lang))),
    };
    let Some(verdict) = Verdict::parse(one(given, "verdict")) else {
        return Ok(Err(w::no_malformed(lang)));
    };
    let until = match (one(given, "until"), step(gate).life) {
        _ if verdict != Verdict::Passed => None,
        ("", None) => None,
        // The rule is measured from the confirmation, which comes later: never over it.
        ("", Some(name)) => Some(now.plus_seconds(rule(at, name).await?)),
        (text, _) => match end_of(text) {
            Some(until) => Some(until),
            None => return Ok(Err(w::no_validity(lang))),
        },
    };
    let grounds = given.iter().filter(|(name, _)| name == "grounds");
    let Some(evidence) = grounds.map(|(_, text)| sha256(text)).collect::<Option<Vec<_>>>() else {
        return Ok(Err(w::no_grounds(lang)));
    };
    let holds_until = until.filter(|_| gate != Gate::Start);
    let wish = Wish { gate, service, verdict, holds_until, evidence };
    let subject = deeds::subject(&at.code, wish.service.as_ref());
    Ok(Ok((deeds::kind_of(gate), subject, deeds::gate_body(&wish))))
}

async fn measure(at: &At<'_>, given: &Pairs) -> Answer<Draft> {
    let (lang, now) = (at.ask.lang, at.state.now());
    let Some(standing) = Standing::parse(one(given, "standing")) else {
        return Ok(Err(w::no_malformed(lang)));
    };
    let is_urgent = one(given, "urgent") == "1";
    let due_at = match one(given, "due") {
        _ if is_urgent => now,
        // A day more than the notice, so that the second person has a day to confirm.
        "" => now.plus_seconds(rule(at, "measure_notice_s").await?.saturating_add(86_400)),
        text => match parse_day(text) {
            Some(date) => date.starts_at(),
            None => return Ok(Err(w::no_validity(lang))),
        },
    };
    let rule = one(given, "rule").to_owned();
    let wish = MeasureWish { standing, rule, due_at, ends_at: None, is_urgent };
    Ok(Ok((deeds::MEASURE, deeds::subject(&at.code, None), deeds::measure_body(&wish))))
}
