//! What the forms of deadlines do.

use super::plain::refusal;
use super::{list, one, readable, unknown, words as w};
use crate::console::accounts::{Asked, Sent, send};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::parse_day;
use crate::console::rows::Look;
use crate::console::typed::{Back, Pairs, Wrongs, end_of, one as value, sha256};
use crate::console::{ConsoleState, frame, gates, words};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::{Answer, ClientUseCode, Id, Lang, No};
use naru_core::admission::deadline::decide::Lower;
use naru_core::admission::deadline::{
    self, Answered, Booking, Concerned, Finding, Rule, Text, deeds,
};
use naru_core::admission::{Gate, Standing};
use naru_core::reactions;
use naru_store::Tx;

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
    /// Which of the page's forms, and what was typed.
    form: (&'static str, &'a Pairs),
}

impl At<'_> {
    async fn wrong(&self, field: &'static str, text: String) -> Response {
        self.wrongs(vec![Wrong { field, text }]).await
    }

    async fn wrongs(&self, wrongs: Vec<Wrong>) -> Response {
        let back = Back { part: self.form.0, given: self.form.1.clone(), wrongs };
        one::show(self.state, self.ask, self.who, (&self.code, self.rule), &back).await
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
            Err(No::Refusal(it)) => {
                self.wrong(field_of(self.form.0, it.code), said(self.ask.lang, it.code)).await
            }
            Err(no) => frame::fault(self.ask, &no),
        }
    }
}

async fn at<'a>(
    (state, ask, who): (&'a ConsoleState, &'a Ask, &'a Entered),
    (rule, code): (&'a str, &str),
    form: (&'static str, &'a Pairs),
) -> Result<At<'a>, Response> {
    let code = readable(who, code).ok_or_else(|| unknown(ask))?;
    let it = At { state, ask, who, code, rule, form };
    if who.wrote(value(form.1, "form")) {
        Ok(it)
    } else {
        Err(it.wrong(first_field(form.0), words::stale_form(ask.lang)).await)
    }
}

/// `POST /console/deadlines/{rule}/{code}/book`
pub(crate) async fn book(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((rule, code)): Path<(String, String)>,
    Form(given): Form<Pairs>,
) -> Response {
    let at = match at((&state, &ask, &who), (&rule, &code), ("book", &given)).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let mut wrongs = Wrongs::default();
    let bad = |field| (field, w::bad_day(ask.lang));
    let applied = parse_day(value(&given, "applied")).map(|it| it.starts_at());
    let applied_at = wrongs.read(applied, state.now(), bad("applied"));
    let slot = Some(value(&given, "slot")).filter(|it| !it.is_empty()).map(end_of);
    if slot == Some(None) {
        wrongs.add(bad("slot"));
    }
    if let Err(all) = wrongs.end() {
        return at.wrongs(all).await;
    }
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
    Form(given): Form<Pairs>,
) -> Response {
    let at = match at((&state, &ask, &who), (&rule, &code), ("answer", &given)).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let (lang, now) = (ask.lang, state.now());
    let mut wrongs = Wrongs::default();
    let ground = value(&given, "ground").to_owned();
    if ground.is_empty() {
        wrongs.add(("ground", w::bad_choice(lang)));
    }
    let said: String = value(&given, "words").chars().take(2_000).collect();
    if said.is_empty() {
        wrongs.add(("words", w::bad_words(lang)));
    }
    let until = end_of(value(&given, "until")).filter(|it| *it > now);
    let until = wrongs.read(until, now, ("until", w::bad_day(lang)));
    let document = Some(value(&given, "document")).filter(|it| !it.is_empty()).map(sha256);
    let bad_document = ("document", gates::no_sha(lang));
    let sha256 = document.map(|it| wrongs.read(it, [0; 32], bad_document));
    if let Err(all) = wrongs.end() {
        return at.wrongs(all).await;
    }
    let Ok(id) = Id::parse(value(&given, "key")) else {
        return at.wrong("words", words::stale_form(lang)).await;
    };
    let context = format!("admission.deadline.answer:{id}");
    let sealed = match state.parts.sealer.seal(&context, said.as_bytes()) {
        Ok(it) => it,
        Err(fault) => return frame::fault(&ask, &fault.into()),
    };
    let it = Answered { id, ground, until, sealed, sha256 };
    let (env, actor, code, rule) = (state.env(), at.actor(), at.code.clone(), rule.clone());
    at.run(move |tx| deadline::answer(tx, &env, &actor, (&code, &rule), &it)).await
}

/// `POST /console/deadlines/{rule}/{code}/propose`: what the engine finds now.
pub(crate) async fn propose(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((rule, code)): Path<(String, String)>,
    Form(given): Form<Pairs>,
) -> Response {
    let at = match at((&state, &ask, &who), (&rule, &code), ("propose", &given)).await {
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
    let of = |name| value(&given, name);
    let asked = Asked { key: of("key"), reason: of("reason"), code: of("code") };
    match send(&state, &ask, &who, asked, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/gate-proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => at.wrongs(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// `POST /console/deadlines/grounds`: that a list of grounds counts from now on.
pub(crate) async fn propose_grounds(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let look = Look::default();
    let again = async |wrongs: Vec<Wrong>| {
        let back = Back { part: "grounds", given: given.clone(), wrongs };
        list::show(&state, &ask, &who, &look, &back).await
    };
    let version: Option<i64> = value(&given, "version").parse().ok();
    let Some(version) = version.filter(|_| who.wrote(value(&given, "form"))) else {
        let text = words::stale_form(ask.lang);
        return again(vec![Wrong { field: "reason", text }]).await;
    };
    let of = |name| value(&given, name);
    let what = (deeds::GROUNDS, deeds::grounds_subject(version), "{}".to_owned());
    let asked = Asked { key: of("key"), reason: of("reason"), code: of("code") };
    match send(&state, &ask, &who, asked, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/gate-proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => again(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// Where a form begins: what is wrong with it as a whole is said there.
fn first_field(part: &str) -> &'static str {
    match part {
        "list" => "rule",
        "add" => "id",
        "book" => "applied",
        "answer" => "words",
        _ => "reason",
    }
}

/// At which field of a form a refusal is said.
fn field_of(part: &str, code: &str) -> &'static str {
    match (part, code) {
        ("answer", "admission/ground-unknown") => "ground",
        ("answer", "admission/extension-too-short") => "until",
        ("answer", "admission/evidence-unknown") => "document",
        _ => first_field(part),
    }
}

async fn on_rules(
    (state, ask, who): (&ConsoleState, &Ask, &Entered),
    (part, given): (&'static str, Pairs),
    command: impl Fn(&mut Tx<'_>) -> Answer<()> + Send + 'static,
) -> Response {
    let again = async |text| {
        let back = Back::with(part, given.clone(), (first_field(part), text));
        list::show(state, ask, who, &Look::default(), &back).await
    };
    if !who.wrote(value(&given, "form")) {
        return again(words::stale_form(ask.lang)).await;
    }
    // A check that was asked for before the rule came counts at once.
    let env = state.env();
    let with_checks = move |tx: &mut Tx<'_>| {
        command(tx)?;
        reactions::follow_checks(tx, &env, None).map(drop)
    };
    match state.parts.store.write(with_checks).await {
        Ok(()) => Redirect::to("/console/deadlines").into_response(),
        Err(No::Refusal(it)) => again(said(ask.lang, it.code)).await,
        Err(no) => frame::fault(ask, &no),
    }
}

/// `POST /console/deadlines/list`
pub(crate) async fn list_in(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let Some(code) = readable(&who, value(&given, "institution")) else { return unknown(&ask) };
    let (env, rule) = (state.env(), value(&given, "rule").to_owned());
    let actor = format!("staff:{}", who.session.account);
    let command = move |tx: &mut Tx<'_>| deadline::list_in(tx, &env, &actor, (&code, &rule));
    on_rules((&state, &ask, &who), ("list", given), command).await
}

fn rule_of(given: &Pairs) -> Option<Rule> {
    let of = |name| value(given, name);
    let both = |ko: &str, en: &str| Text { ko: ko.to_owned(), en: en.to_owned() };
    Some(Rule {
        id: of("id").to_owned(),
        concerned: Concerned::parse(of("class"))?,
        requirement: Gate::parse(of("requirement"))?,
        title: both(of("title_ko"), of("title_en")),
        old: both(of("old_ko"), of("old_en")),
        new: both(of("new_ko"), of("new_en")),
        effective_at: parse_day(of("effective"))?.starts_at(),
        due_at: end_of(of("last"))?,
        source: of("source").to_owned(),
    })
}

/// `POST /console/deadlines/rules`
pub(crate) async fn add_rule(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let Some(rule) = rule_of(&given) else {
        let day =
            if parse_day(value(&given, "effective")).is_some() { "last" } else { "effective" };
        let back = Back::with("add", given, (day, w::bad_day(ask.lang)));
        return list::show(&state, &ask, &who, &Look::default(), &back).await;
    };
    let (env, actor) = (state.env(), format!("staff:{}", who.session.account));
    let command = move |tx: &mut Tx<'_>| deadline::add_rule(tx, &env, &actor, &rule);
    on_rules((&state, &ask, &who), ("add", given), command).await
}
