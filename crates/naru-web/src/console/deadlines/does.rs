//! What the forms of deadlines do.

use super::plain::refusal;
use super::{list, one, readable, unknown, words as w};
use crate::console::accounts::{Asked, Sent, send};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::parse_day;
use crate::console::{ConsoleState, frame, gates, words};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, No};
use naru_core::admission::deadline::decide::Lower;
use naru_core::admission::deadline::{
    self, Answered, Booking, Concerned, Finding, Rule, Text, deeds,
};
use naru_core::admission::{Gate, Standing};
use naru_core::reactions;
use naru_store::Tx;
use serde::Deserialize;

/// A form about one place.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    key: String,
    applied: String,
    slot: String,
    ground: String,
    until: String,
    words: String,
    document: String,
    reason: String,
    code: String,
}

/// A form about rules.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct GivenRule {
    form: String,
    rule: String,
    institution: String,
    id: String,
    class: String,
    requirement: String,
    title_ko: String,
    title_en: String,
    old_ko: String,
    old_en: String,
    new_ko: String,
    new_en: String,
    effective: String,
    last: String,
    source: String,
}

/// The end of the day that a date field names.
fn end_of(text: &str) -> Option<Micros> {
    Some(parse_day(text)?.next().starts_at())
}

fn said(lang: Lang, code: &str) -> String {
    refusal(lang, code)
        .or_else(|| gates::refusal(lang, code))
        .unwrap_or_else(|| w::bad_choice(lang))
}

/// Where a form was sent to.
struct At<'a> {
    state: &'a ConsoleState,
    ask: &'a Ask,
    who: &'a Entered,
    code: ClientUseCode,
    rule: &'a str,
}

impl At<'_> {
    async fn wrong(&self, field: &'static str, text: String) -> Response {
        let wrongs = [Wrong { field, text }];
        let of = (&self.code, self.rule);
        one::show(self.state, self.ask, self.who, of, &wrongs).await
    }

    fn actor(&self) -> String {
        format!("staff:{}", self.who.session.account)
    }

    /// Runs a command that one person may do alone, and shows the place again.
    async fn run(&self, command: impl Fn(&mut Tx<'_>) -> Answer<()> + Send + 'static) -> Response {
        match self.state.parts.store.write(command).await {
            Ok(()) => {
                let to = format!("/console/deadlines/{}/{}", self.rule, self.code);
                Redirect::to(&to).into_response()
            }
            Err(No::Refusal(it)) => self.wrong("main", said(self.ask.lang, it.code)).await,
            Err(no) => frame::fault(self.ask, &no),
        }
    }
}

async fn at<'a>(
    (state, ask, who): (&'a ConsoleState, &'a Ask, &'a Entered),
    (rule, code): (&'a str, &str),
    form: &str,
) -> Result<At<'a>, Response> {
    let code = readable(who, code).ok_or_else(|| unknown(ask))?;
    let it = At { state, ask, who, code, rule };
    if who.wrote(form) { Ok(it) } else { Err(it.wrong("main", words::stale_form(ask.lang)).await) }
}

/// `POST /console/deadlines/{rule}/{code}/book`
pub(crate) async fn book(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((rule, code)): Path<(String, String)>,
    Form(given): Form<Given>,
) -> Response {
    let at = match at((&state, &ask, &who), (&rule, &code), &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let applied = parse_day(&given.applied).map(|it| it.starts_at());
    let slot = (!given.slot.is_empty()).then(|| end_of(&given.slot));
    let (Some(applied_at), false) = (applied, slot == Some(None)) else {
        return at.wrong("applied", w::bad_day(ask.lang)).await;
    };
    let it = Booking { applied_at, slot_ends_at: slot.flatten() };
    let (env, actor, code, rule) = (state.env(), at.actor(), at.code.clone(), rule.clone());
    at.run(move |tx| deadline::book(tx, &env, &actor, (&code, &rule), &it)).await
}

/// `POST /console/deadlines/{rule}/{code}/answer`
pub(crate) async fn answer(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((rule, code)): Path<(String, String)>,
    Form(given): Form<Given>,
) -> Response {
    let at = match at((&state, &ask, &who), (&rule, &code), &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let said: String = given.words.trim().chars().take(2_000).collect();
    if said.is_empty() {
        return at.wrong("words", w::bad_words(ask.lang)).await;
    }
    let Some(until) = end_of(&given.until) else {
        return at.wrong("until", w::bad_day(ask.lang)).await;
    };
    let sha = data_encoding::HEXLOWER_PERMISSIVE.decode(given.document.as_bytes()).ok();
    let sha256 = sha.filter(|it| !it.is_empty()).map(<[u8; 32]>::try_from).transpose();
    let (Ok(sha256), Ok(id)) = (sha256, Id::parse(&given.key)) else {
        return at.wrong("document", w::bad_choice(ask.lang)).await;
    };
    let context = format!("admission.deadline.answer:{id}");
    let sealed = match state.parts.sealer.seal(&context, said.as_bytes()) {
        Ok(it) => it,
        Err(fault) => return frame::fault(&ask, &fault.into()),
    };
    let it = Answered { id, ground: given.ground.clone(), until, sealed, sha256 };
    let (env, actor, code, rule) = (state.env(), at.actor(), at.code.clone(), rule.clone());
    at.run(move |tx| deadline::answer(tx, &env, &actor, (&code, &rule), &it)).await
}

/// `POST /console/deadlines/{rule}/{code}/propose`: what the engine finds now.
pub(crate) async fn propose(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((rule, code)): Path<(String, String)>,
    Form(given): Form<Given>,
) -> Response {
    let at = match at((&state, &ask, &who), (&rule, &code), &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let loaded = match one::load(&state, &at.code, &rule).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(&ask),
        Err(no) => return frame::fault(&ask, &no),
    };
    let it = &loaded.under;
    let lower = |standing, due_at, ends_at| Lower { rule: rule.clone(), standing, due_at, ends_at };
    let (kind, body) = match it.finding.clone() {
        Finding::Extend { until, ground, .. } => {
            let wish = deeds::Wish { rule: rule.clone(), ground, until };
            (deeds::EXTEND, deeds::body(&wish))
        }
        Finding::Restrict { from, .. } => {
            // A day more than the notice, so that the second person has a day to confirm.
            let told = state.now().plus_seconds(loaded.notice_s.saturating_add(86_400));
            let wish = lower(Standing::InquiryOnly, from.max(told), None);
            (deeds::LOWER, deeds::lower_body(&wish))
        }
        Finding::Warn { until, .. } => {
            let wish = lower(Standing::Warned, state.now(), Some(until));
            (deeds::LOWER, deeds::lower_body(&wish))
        }
        Finding::Met | Finding::Ahead | Finding::Restricted => {
            return at.wrong("reason", w::do_none(ask.lang)).await;
        }
    };
    let what = (kind, deeds::subject(&at.code, &rule), body);
    let asked = Asked { key: &given.key, reason: &given.reason, code: &given.code };
    match send(&state, &ask, &who, asked, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/gate-proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => one::show(&state, &ask, &who, (&at.code, &rule), &wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

async fn on_rules(
    (state, ask, who): (&ConsoleState, &Ask, &Entered),
    form: &str,
    command: impl Fn(&mut Tx<'_>) -> Answer<()> + Send + 'static,
) -> Response {
    let wrong = |text| vec![Wrong { field: "main", text }];
    let filter = list::Filter::default();
    if !who.wrote(form) {
        return list::show(state, ask, who, &filter, &wrong(words::stale_form(ask.lang))).await;
    }
    // A check that was asked for before the rule came counts at once.
    let env = state.env();
    let with_checks = move |tx: &mut Tx<'_>| {
        command(tx)?;
        reactions::follow_checks(tx, &env, None).map(drop)
    };
    match state.parts.store.write(with_checks).await {
        Ok(()) => Redirect::to("/console/deadlines").into_response(),
        Err(No::Refusal(it)) => {
            list::show(state, ask, who, &filter, &wrong(said(ask.lang, it.code))).await
        }
        Err(no) => frame::fault(ask, &no),
    }
}

/// `POST /console/deadlines/list`
pub(crate) async fn list_in(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<GivenRule>,
) -> Response {
    let Some(code) = readable(&who, &given.institution) else { return unknown(&ask) };
    let (env, rule) = (state.env(), given.rule.clone());
    let actor = format!("staff:{}", who.session.account);
    let command = move |tx: &mut Tx<'_>| deadline::list_in(tx, &env, &actor, (&code, &rule));
    on_rules((&state, &ask, &who), &given.form, command).await
}

fn rule_of(given: &GivenRule) -> Option<Rule> {
    let both = |ko: &str, en: &str| Text { ko: ko.trim().to_owned(), en: en.trim().to_owned() };
    Some(Rule {
        id: given.id.trim().to_owned(),
        concerned: Concerned::parse(&given.class)?,
        requirement: Gate::parse(&given.requirement)?,
        title: both(&given.title_ko, &given.title_en),
        old: both(&given.old_ko, &given.old_en),
        new: both(&given.new_ko, &given.new_en),
        effective_at: parse_day(&given.effective)?.starts_at(),
        due_at: end_of(&given.last)?,
        source: given.source.trim().to_owned(),
    })
}

/// `POST /console/deadlines/rules`
pub(crate) async fn add_rule(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<GivenRule>,
) -> Response {
    let Some(rule) = rule_of(&given) else {
        let wrongs = [Wrong { field: "main", text: w::bad_day(ask.lang) }];
        return list::show(&state, &ask, &who, &list::Filter::default(), &wrongs).await;
    };
    let (env, actor) = (state.env(), format!("staff:{}", who.session.account));
    let command = move |tx: &mut Tx<'_>| deadline::add_rule(tx, &env, &actor, &rule);
    on_rules((&state, &ask, &who), &given.form, command).await
}
