//! What the forms of a path do: apply, declare, hand in, appeal, propose.

use super::documents::after;
use super::forms::gate_choice;
use super::plain::{document_title, held_until, kinds};
use super::words as w;
use super::{measures, path, proposal, readable, unknown};
use crate::console::accounts::{Asked, Sent as Proposed, refusal, send_from, wrong_reason};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::papers::{self, Given, Sent};
use crate::console::pieces::{day, longest, parse_day};
use crate::console::typed::{
    Back, Pairs, TEXT_CHARS_MAX, Wrongs, end_of, one, sha256, text_of, wrong_text,
};
use crate::console::{ConsoleState, frame, words};
use axum::extract::{Form, Path, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::role::{Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, No, Refusal};
use naru_core::admission::decide::{MeasureWish, Wish};
use naru_core::admission::{
    self, Appeal, Application, Class, Evidence, EvidenceKind, Gate, PaperKind, Ruling, ServiceKey,
    Sha256, Standing, Verdict, deeds, step,
};
use naru_core::{policy, reactions};
use naru_store::Tx;
use ring::digest::{SHA256, digest};

/// A field, and what is wrong with it.
type Bad = (&'static str, String);

/// Where a form was sent to, and by whom.
struct At<'a> {
    state: &'a ConsoleState,
    ask: &'a Ask,
    who: &'a Entered,
    code: ClientUseCode,
    /// Which of the page's forms, and what was typed.
    form: (&'static str, &'a Pairs),
}

impl At<'_> {
    /// The page again, with the form as it was sent.
    async fn wrong(&self, bad: Bad) -> Response {
        self.again(Back::with(self.form.0, self.form.1.clone(), bad)).await
    }

    async fn wrongs(&self, wrongs: Vec<Wrong>) -> Response {
        self.again(Back { part: self.form.0, given: self.form.1.clone(), wrongs }).await
    }

    async fn again(&self, back: Back) -> Response {
        path::show(self.state, self.ask, self.who, &self.code, &back).await
    }

    fn actor(&self) -> String {
        format!("staff:{}", self.who.session.account)
    }

    /// Puts a document on record, and shows it among the others.
    async fn hand_in(&self, it: Evidence, kind: Option<PaperKind>) -> Response {
        let (env, code, hub) = (self.state.env(), self.code.clone(), self.state.parts.hub.clone());
        let (to, sha256) = (after(&code, &it.sha256), it.sha256);
        let put =
            move |tx: &mut Tx<'_>| reactions::hand_in(tx, &env, &hub.keys, &code, (&it, kind));
        match self.known(sha256, kind.is_some()).await {
            Ok(None) => self.run_to(to, put).await,
            Ok(Some(title)) => {
                let field = if kind.is_some() { "file" } else { "sha256" };
                self.wrong((field, w::no_twice(self.ask.lang, &title))).await
            }
            Err(no) => frame::fault(self.ask, &no),
        }
    }

    /// What a document is called that is on record already; of a file, if it is kept itself too.
    async fn known(&self, sha: Sha256, is_file: bool) -> Answer<Option<String>> {
        let (code, lang) = (self.code.clone(), self.ask.lang);
        let read = move |tx: &mut Tx<'_>| {
            let kept = admission::papers(tx, &code)?.contains_key(&sha);
            Ok((admission::facts_of(tx, &code)?.evidence, kept))
        };
        let (all, is_kept) = self.state.parts.store.read(read).await?;
        let found = all.iter().find(|it| it.sha256 == sha).filter(|_| is_kept || !is_file);
        Ok(found.map(|it| document_title(lang, it)))
    }

    /// Runs a command that one person may do alone, and shows the path again.
    async fn run(&self, command: impl Fn(&mut Tx<'_>) -> Answer<()> + Send + 'static) -> Response {
        self.run_to(format!("/console/gates/{}", self.code), command).await
    }

    /// The same, and shows this place.
    async fn run_to(
        &self,
        to: String,
        command: impl Fn(&mut Tx<'_>) -> Answer<()> + Send + 'static,
    ) -> Response {
        let hub = self.state.parts.hub.clone();
        let write = move |tx: &mut Tx<'_>| {
            command(tx)?;
            Ok(hub.directory_changed(tx)?)
        };
        match self.state.parts.store.write(write).await {
            Ok(()) => Redirect::to(&to).into_response(),
            Err(No::Refusal(it)) => {
                let text = said(self.ask.lang, it.code);
                match gone(it.code) {
                    // The form is not on the page any more.
                    Some(place) => self.again(Back::with("", Pairs::new(), (place, text))).await,
                    None if it.code == "admission/evidence-malformed" => {
                        self.wrong(("title", text)).await
                    }
                    None => self.wrong((first_field(self.form.0), text)).await,
                }
            }
            Err(no) => frame::fault(self.ask, &no),
        }
    }
}

/// A refusal of what one person does alone, in words.
fn said(lang: Lang, code: &str) -> String {
    match code {
        // Date and size were right when the form was read.
        "admission/evidence-malformed" => w::no_title(lang),
        _ => proposal::refusal(lang, code).unwrap_or_else(|| w::no_malformed(lang)),
    }
}

/// The place of the page to look at, if the form that was refused is not there any more.
fn gone(code: &str) -> Option<&'static str> {
    match code {
        "admission/applied-already" => Some("main"),
        "admission/appeal-too-late" | "admission/appealed-already" => Some("measures"),
        "admission/measure-unknown" => Some("measures"),
        _ => None,
    }
}

/// Where a form begins: what is wrong with it as a whole is said there.
fn first_field(part: &str) -> &'static str {
    match part {
        "apply" | "service" => "services",
        "evidence" => "file",
        "appeal" => "why",
        _ => "reason",
    }
}

/// At which field of a proposed decision a refusal is said.
fn of_decision(code: &str) -> &'static str {
    match code {
        "admission/gate-before-it"
        | "admission/gate-unknown"
        | "check/decides-its-gate"
        | "admission/service-unknown"
        | "desk/form-on-file" => "gate",
        "admission/nothing-to-revoke" => "verdict",
        "admission/validity-out-of-range" => "until",
        "admission/evidence-missing"
        | "admission/evidence-unknown"
        | "functional/record-over"
        | "functional/record-missing" => "grounds",
        _ => "reason",
    }
}

/// How it is said: of what is missing, which kind.
fn said_of_decision(lang: Lang, it: &Refusal) -> String {
    match Gate::parse(it.fact("gate")).filter(|_| it.code == "admission/evidence-missing") {
        Some(gate) => w::no_grounds_of(lang, &kinds(lang, step(gate).evidence)),
        None => refusal(lang, it.code),
    }
}

/// The same of a measure.
fn of_measure(code: &str) -> &'static str {
    match code {
        "admission/not-a-measure" => "standing",
        "admission/rule-missing" => "rule",
        "admission/notice-too-short"
        | "admission/measure-of-the-past"
        | "admission/validity-out-of-range" => "due",
        _ => "reason",
    }
}

/// How it is said: of a day that is too early, which is the first that is not.
fn said_of_measure(lang: Lang, it: &Refusal) -> String {
    let from = it.fact("from").parse().ok().map(Micros::new);
    match from.filter(|_| it.code == "admission/notice-too-short") {
        Some(at) => {
            // A measure begins with a day: the first that begins at this instant or later.
            let first = Micros::new(at.get() - 1).plus_seconds(86_400).business_date();
            w::no_notice_from(lang, &day(first))
        }
        None => refusal(lang, it.code),
    }
}

/// The same of lifting one.
fn of_lift(code: &str) -> &'static str {
    if code == "admission/measure-unknown" { "measure" } else { "reason" }
}

/// The same of an answer to an appeal. Where it was answered or lifted meanwhile, the form is gone.
fn of_answer(code: &str) -> &'static str {
    match code {
        "admission/appeal-unknown" | "admission/appeal-answered-already" => "measures",
        "admission/measure-unknown" => "measures",
        _ => "reason",
    }
}

/// The institution of the address, if the person holds the right on it and sent our own form.
async fn at<'a>(
    (state, ask, who): (&'a ConsoleState, &'a Ask, &'a Entered),
    code: &str,
    right: Right,
    form: (&'static str, &'a Pairs),
) -> Result<At<'a>, Response> {
    let code = readable(who, code).ok_or_else(|| unknown(ask))?;
    if !who.session.post.may_on(right, &Scope::Institution(code.clone())) {
        return Err(unknown(ask));
    }
    if !state.parts.hub.directory().institutions.contains_key(&code) {
        return Err(unknown(ask));
    }
    let it = At { state, ask, who, code, form };
    if who.wrote(one(form.1, "form")) {
        Ok(it)
    } else {
        Err(it.wrong((first_field(form.0), words::stale_form(ask.lang))).await)
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
    let at = match at((&state, &ask, &who), &code, Right::GatesApply, ("apply", &given)).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let read = Class::parse(one(&given, "class")).zip(services(one(&given, "services")));
    let Some((class, services)) = read else {
        return at.wrong(("services", w::no_service_keys(ask.lang))).await;
    };
    let (env, actor, code) = (state.env(), at.actor(), at.code.clone());
    let it = Application { class, services };
    at.run(move |tx| admission::apply(tx, &env, &actor, &code, &it)).await
}

/// `POST /console/gates/{code}/service`
pub(crate) async fn declare(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let at = match at((&state, &ask, &who), &code, Right::GatesApply, ("service", &given)).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let Some(keys) = services(one(&given, "services")).filter(|it| !it.is_empty()) else {
        return at.wrong(("services", w::no_service_keys(ask.lang))).await;
    };
    let (env, actor, code) = (state.env(), at.actor(), at.code.clone());
    let declare = move |tx: &mut Tx<'_>| {
        keys.iter().try_for_each(|key| admission::declare_service(tx, &env, &actor, &code, key))
    };
    at.run(declare).await
}

/// `POST /console/gates/{code}/evidence`
pub(crate) async fn hand_in(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    request: Request,
) -> Response {
    let Given { pairs, files } = match Given::of(&state, ask.lang, request).await {
        Ok(it) => it,
        // Whose form it was is not known: only the page says what went wrong.
        Err(text) => {
            let Some(code) = readable(&who, &code) else { return unknown(&ask) };
            let back = Back::with("evidence", Pairs::new(), ("file", text));
            return path::show(&state, &ask, &who, &code, &back).await;
        }
    };
    let form = ("evidence", &pairs);
    let at = match at((&state, &ask, &who), &code, Right::GatesApply, form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    match files.into_iter().next() {
        Some(file) => keep(&at, file).await,
        None => record(&at).await,
    }
}

/// Puts a document on record by its hash; it stays with the institution.
async fn record(at: &At<'_>) -> Response {
    let (lang, given) = (at.ask.lang, at.form.1);
    let mut wrongs = Wrongs::default();
    let is_given = !one(given, "sha256").is_empty() || !one(given, "size").is_empty();
    let bad_sha = match one(given, "sha256") {
        "" => ("file", w::no_file(lang)),
        _ => ("sha256", w::no_sha(lang)),
    };
    let sha256 = wrongs.read(sha256(one(given, "sha256")), [0; 32], bad_sha);
    let size = one(given, "size").parse().ok().filter(|it: &i64| *it >= 0);
    // Of whoever gave neither, one thing is wrong: that there is no document.
    let size = size.or((!is_given).then_some(0));
    let size_bytes = wrongs.read(size, 0, ("size", w::no_size(lang)));
    let title = one(given, "title").to_owned();
    let it = document(at, &mut wrongs, title, (sha256, size_bytes));
    if let Err(all) = wrongs.end() {
        return at.wrongs(all).await;
    }
    at.hand_in(it, None).await
}

/// Keeps a document itself, and puts it on file by its hash.
async fn keep(at: &At<'_>, file: Sent) -> Response {
    let (state, lang) = (at.state, at.ask.lang);
    let size_bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    let title = match one(at.form.1, "title") {
        "" => file.name,
        text => text.to_owned(),
    };
    // What is wrong with the other fields is said before anything is kept.
    let mut wrongs = Wrongs::default();
    let read = document(at, &mut wrongs, title, ([0; 32], size_bytes));
    // Whoever gave a hash or a size as well meant this very file.
    let (sha, size) = (one(at.form.1, "sha256"), one(at.form.1, "size"));
    let is = digest(&SHA256, &file.bytes);
    if !sha.is_empty() && sha256(sha).is_none_or(|it| it != is.as_ref()) {
        wrongs.add(("sha256", w::no_same_sha(lang)));
    }
    if !size.is_empty() && size.parse() != Ok(size_bytes) {
        wrongs.add(("size", w::no_same_size(lang, &size_bytes.to_string())));
    }
    if let Err(all) = wrongs.end() {
        return at.wrongs(all).await;
    }
    let (sha256, kind) = match papers::shelve(state, &at.code, file.bytes).await {
        Ok(it) => it,
        Err(No::Refusal(it)) => {
            let text = papers::refusal(lang, &it).unwrap_or_else(|| w::no_evidence(lang));
            return at.wrong(("file", text)).await;
        }
        Err(no) => return frame::fault(at.ask, &no),
    };
    at.hand_in(Evidence { sha256, ..read }, Some(kind)).await
}

/// A document as the form describes it, of this hash and size.
fn document(at: &At<'_>, wrongs: &mut Wrongs, title: String, of: (Sha256, i64)) -> Evidence {
    let (lang, given, now) = (at.ask.lang, at.form.1, at.state.now());
    if !admission::is_title(&title) {
        wrongs.add(("title", w::no_title(lang)));
    }
    let kind = EvidenceKind::parse(one(given, "kind"));
    let bad_kind = ("kind", w::no_malformed(lang));
    let observed = parse_day(one(given, "observed")).map(|it| it.starts_at());
    let observed = observed.filter(|it| *it <= now);
    Evidence {
        sha256: of.0,
        kind: wrongs.read(kind, EvidenceKind::Document, bad_kind),
        title,
        size_bytes: of.1,
        observed_at: wrongs.read(observed, now, ("observed", w::no_observed(lang))),
        received_at: now,
        received_by: at.actor(),
    }
}

/// `POST /console/gates/{code}/appeal`
pub(crate) async fn appeal(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let form = ("appeal", &given);
    let at = match at((&state, &ask, &who), &code, Right::GatesApply, form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let why = text_of(one(&given, "why"));
    let Ok(measure) = Id::parse(one(&given, "measure")) else {
        let bad = ("measures", w::no_measure(ask.lang));
        return at.again(Back::with("", Pairs::new(), bad)).await;
    };
    if let Some(text) = wrong_text(ask.lang, &why, TEXT_CHARS_MAX, w::no_why) {
        return at.wrong(("why", text)).await;
    }
    let sealed = match state.parts.sealer.seal(&measures::context(measure), why.as_bytes()) {
        Ok(it) => it,
        Err(fault) => return frame::fault(&ask, &fault.into()),
    };
    let (env, code, hub) = (state.env(), at.code.clone(), state.parts.hub.clone());
    let it = Appeal { at: env.now, by: at.actor(), sealed, answer: None };
    at.run(move |tx| reactions::appeal(tx, &env, &hub.keys, (&code, measure), &it)).await
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
    let part = match one(given, "deed") {
        "measure" => "measure",
        "lift" => "lift",
        "answer" => "answer",
        _ => "decide",
    };
    let at = match at(by, code, right, (part, given)).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let drafted = match part {
        "measure" => measure(&at, given).await,
        "lift" => Ok(lift(at.ask.lang, &at.code, given)),
        "answer" => Ok(answer(at.ask.lang, &at.code, given)),
        _ => gate(&at, given).await,
    };
    let what = match drafted {
        Ok(Ok(what)) => what,
        Ok(Err(mut wrongs)) => {
            // Of a form that is gone nothing else is said.
            let is_there = wrongs.iter().all(|it| it.field != "measures");
            let reason = wrong_reason(at.ask.lang, one(given, "reason")).filter(|_| is_there);
            wrongs.extend(reason.map(|(field, text)| Wrong { field, text }));
            return at.wrongs(wrongs).await;
        }
        Err(no) => return frame::fault(at.ask, &no),
    };
    let asked =
        Asked { key: one(given, "key"), reason: one(given, "reason"), code: one(given, "code") };
    let said: fn(Lang, &Refusal) -> Bad = match part {
        "measure" => |lang, it| (of_measure(it.code), said_of_measure(lang, it)),
        "lift" => |lang, it| (of_lift(it.code), refusal(lang, it.code)),
        "answer" => |lang, it| (of_answer(it.code), refusal(lang, it.code)),
        _ => |lang, it| (of_decision(it.code), said_of_decision(lang, it)),
    };
    match send_from(by, asked, said, what).await {
        Proposed::Done(id) => {
            Redirect::to(&format!("/console/gate-proposals/{id}")).into_response()
        }
        Proposed::Wrong(wrongs) if wrongs.iter().any(|it| it.field == "measures") => {
            at.again(Back { part: "", given: Pairs::new(), wrongs }).await
        }
        Proposed::Wrong(wrongs) => at.again(Back { part, given: given.clone(), wrongs }).await,
        Proposed::Elsewhere(response) => response,
    }
}

/// What is wrong with an end: of a gate with a longest one the last day that it may have.
fn no_until(lang: Lang, most: Option<Micros>) -> String {
    most.map_or_else(|| w::no_past(lang), |at| w::no_longer(lang, &held_until(at)))
}

/// Kind, subject and body of what the form proposes, or why there is none.
type Draft = Result<(&'static str, String, String), Vec<Wrong>>;

fn only<T>((field, text): Bad) -> Result<T, Vec<Wrong>> {
    Err(vec![Wrong { field, text }])
}

fn lift(lang: Lang, code: &ClientUseCode, given: &Pairs) -> Draft {
    let measure = Id::parse(one(given, "measure"));
    let Ok(measure) = measure else { return only(("measure", w::no_measure(lang))) };
    Ok((deeds::LIFT, deeds::subject(code, None), deeds::lift_body(measure)))
}

fn answer(lang: Lang, code: &ClientUseCode, given: &Pairs) -> Draft {
    let measure = Id::parse(one(given, "measure"));
    let Ok(measure) = measure else { return only(("ruling", w::no_measure(lang))) };
    let Some(ruling) = Ruling::parse(one(given, "ruling")) else {
        return only(("ruling", w::no_ruling(lang)));
    };
    Ok((deeds::ANSWER, deeds::subject(code, None), deeds::answer_body(measure, ruling)))
}

/// A number of a rule in force now.
async fn rule(at: &At<'_>, name: &'static str) -> Answer<i64> {
    let now = at.state.now();
    let read = move |tx: &mut Tx<'_>| Ok(policy::number(&policy::list(tx)?, name, now)?);
    at.state.parts.store.read(read).await
}

async fn gate(at: &At<'_>, given: &Pairs) -> Answer<Draft> {
    let lang = at.ask.lang;
    let Some((gate, service)) = gate_choice(one(given, "gate")) else {
        return Ok(only(("gate", w::no_malformed(lang))));
    };
    let service = match (service, ServiceKey::parse(service)) {
        ("", _) => None,
        (_, Some(key)) => Some(key),
        (_, None) => return Ok(only(("gate", w::no_service(lang)))),
    };
    let mut wrongs = Wrongs::default();
    let verdict = Verdict::parse(one(given, "verdict"));
    let verdict = wrongs.read(verdict, Verdict::Failed, ("verdict", w::no_malformed(lang)));
    let until = match end(at, given, (gate, verdict)).await? {
        Ok(until) => until,
        Err(text) => {
            wrongs.add(("until", text));
            None
        }
    };
    let grounds = given.iter().filter(|(name, _)| name == "grounds");
    let evidence = grounds.map(|(_, text)| sha256(text)).collect::<Option<Vec<_>>>();
    let evidence = wrongs.read(evidence, Vec::new(), ("grounds", w::no_grounds(lang)));
    let holds_until = until.filter(|_| gate != Gate::Start);
    let wish = Wish { gate, service, verdict, holds_until, evidence };
    let subject = deeds::subject(&at.code, wish.service.as_ref());
    let draft = (deeds::kind_of(gate), subject, deeds::gate_body(&wish));
    Ok(wrongs.end().map(|()| draft))
}

/// Until when a pass is to hold; or what is wrong with the day.
async fn end(
    at: &At<'_>,
    given: &Pairs,
    (gate, verdict): (Gate, Verdict),
) -> Answer<Result<Option<Micros>, String>> {
    let (lang, now) = (at.ask.lang, at.state.now());
    if verdict != Verdict::Passed {
        return Ok(Ok(None));
    }
    // The rule is measured from the confirmation, which comes later: never over it.
    let most = match step(gate).life {
        Some(name) => Some(longest(now, rule(at, name).await?)),
        None => None,
    };
    let text = one(given, "until");
    if text.is_empty() {
        return Ok(Ok(most));
    }
    let until = end_of(text).filter(|it| *it > now && most.is_none_or(|most| *it <= most));
    Ok(until.map(Some).ok_or_else(|| no_until(lang, most)))
}

async fn measure(at: &At<'_>, given: &Pairs) -> Answer<Draft> {
    let (lang, now) = (at.ask.lang, at.state.now());
    let Some(standing) = Standing::parse(one(given, "standing")) else {
        return Ok(only(("standing", w::no_malformed(lang))));
    };
    let is_urgent = one(given, "urgent") == "1";
    let due_at = match one(given, "due") {
        _ if is_urgent => now,
        // A day more than the notice, so that the second person has a day to confirm.
        "" => now.plus_seconds(rule(at, "measure_notice_s").await?.saturating_add(86_400)),
        text => match parse_day(text) {
            Some(date) if date < now.business_date() => {
                return Ok(only(("due", w::no_due_past(lang))));
            }
            Some(date) => date.starts_at(),
            None => return Ok(only(("due", w::no_day(lang)))),
        },
    };
    let rule = one(given, "rule").to_owned();
    let wish = MeasureWish { standing, rule, due_at, ends_at: None, is_urgent };
    Ok(Ok((deeds::MEASURE, deeds::subject(&at.code, None), deeds::measure_body(&wish))))
}
