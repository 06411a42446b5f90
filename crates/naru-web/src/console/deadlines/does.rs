//! What the forms of deadlines do.

use super::plain::{refusal, text};
use super::{forms, list, one, readable, unknown, words as w};
use crate::console::accounts::{Asked, Sent, send};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::parse_day;
use crate::console::rows::Look;
use crate::console::typed::{
    Back, Pairs, TEXT_CHARS_MAX, Wrongs, end_of, one as value, sha256, text_of, wrong_text,
};
use crate::console::{ConsoleState, frame, gates, words};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, No, Refusal};
use naru_core::admission::deadline::decide::Lower;
use naru_core::admission::deadline::{
    self, Answered, Booking, Concerned, Finding, Rule, Text, deeds,
};
use naru_core::admission::{Gate, Standing};
use naru_core::reactions;
use naru_store::Tx;

fn said(lang: Lang, it: &Refusal) -> String {
    match (it.code, it.fact("field")) {
        ("admission/booking-malformed", "applied") => return w::bad_applied(lang),
        ("admission/booking-malformed", "slot") => return w::bad_slot(lang),
        _ => {}
    }
    refusal(lang, it.code)
        .or_else(|| gates::refusal(lang, it.code))
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
                self.wrong(field_of(self.form.0, &it), said(self.ask.lang, &it)).await
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
    let said = text_of(value(&given, "words"));
    if let Some(text) = wrong_text(lang, &said, TEXT_CHARS_MAX, w::bad_words) {
        wrongs.add(("words", text));
    }
    let until = end_of(value(&given, "until"));
    let until = wrongs.read(until, now, ("until", w::bad_day(lang)));
    let document = Some(value(&given, "document")).filter(|it| !it.is_empty()).map(sha256);
    let bad_document = ("document", gates::no_sha(lang));
    let sha256 = document.map(|it| wrongs.read(it, [0; 32], bad_document));
    let loaded = match one::load(&state, &at.code, &rule).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(&ask),
        Err(no) => return frame::fault(&ask, &no),
    };
    let asked = (ground.as_str(), until, sha256.is_some());
    let place = &loaded.under;
    for no in deadline::flaws(&place.rule, &place.known, &loaded.times, asked, now) {
        wrongs.add(of_answer(lang, &loaded, (&ground, &no), now));
    }
    if let Err(all) = wrongs.in_order(&["ground", "until", "words", "document"]).end() {
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
    let hub = state.parts.hub.clone();
    at.run(move |tx| reactions::answer_deadline(tx, &env, &hub.keys, (&actor, &code, &rule), &it))
        .await
}

/// At which field of an answer something is wrong, and how it is said: with the limits.
fn of_answer(
    lang: Lang,
    loaded: &one::Loaded,
    (name, no): (&str, &Refusal),
    now: Micros,
) -> (&'static str, String) {
    let Some(ground) = loaded.times.grounds.ground(name) else {
        return ("ground", w::bad_choice(lang));
    };
    let title = text(lang, &ground.title);
    match (no.code, forms::asked_days(loaded, ground, now)) {
        ("admission/ground-without-document", _) => ("document", w::no_named(lang)),
        (_, Some((first, last))) => ("until", w::no_until(lang, title, &first, &last)),
        (_, None) => ("ground", w::no_more_time(lang, title)),
    }
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
fn field_of(part: &str, it: &Refusal) -> &'static str {
    match (part, it.code) {
        ("answer", "admission/ground-unknown") => "ground",
        ("answer", "admission/extension-too-short" | "admission/extension-too-long") => "until",
        ("answer", "admission/evidence-unknown") => "document",
        ("answer", "admission/ground-without-document") => "document",
        ("book", _) if it.fact("field") == "slot" => "slot",
        _ => first_field(part),
    }
}

async fn on_rules(
    (state, ask, who): (&ConsoleState, &Ask, &Entered),
    (part, given): (&'static str, Pairs),
    command: impl Fn(&mut Tx<'_>) -> Answer<()> + Send + 'static,
) -> Response {
    let again = async |field, text| {
        let back = Back::with(part, given.clone(), (field, text));
        list::show(state, ask, who, &Look::default(), &back).await
    };
    if !who.wrote(value(&given, "form")) {
        return again(first_field(part), words::stale_form(ask.lang)).await;
    }
    // A check that was asked for before the rule came counts at once.
    let env = state.env();
    let with_checks = move |tx: &mut Tx<'_>| {
        command(tx)?;
        reactions::follow_checks(tx, &env, None).map(drop)
    };
    match state.parts.store.write(with_checks).await {
        Ok(()) => Redirect::to("/console/deadlines").into_response(),
        Err(No::Refusal(it)) if (part, it.code) == ("list", "admission/not-applied") => {
            again("institution", w::no_list_not_applied(ask.lang)).await
        }
        Err(No::Refusal(it)) => again(first_field(part), said(ask.lang, &it)).await,
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

/// The fields of a rule, in the order of its form.
const RULE: [&str; 12] = [
    "id",
    "class",
    "requirement",
    "title_ko",
    "title_en",
    "old_ko",
    "old_en",
    "new_ko",
    "new_en",
    "effective",
    "last",
    "source",
];

/// The rule as it was typed, or everything that is wrong with it.
fn rule_of(lang: Lang, given: &Pairs) -> Result<Rule, Vec<Wrong>> {
    let mut wrongs = Wrongs::default();
    let of = |name| value(given, name);
    let both = |ko: &str, en: &str| Text { ko: ko.to_owned(), en: en.to_owned() };
    let choose = |field| (field, w::bad_choice(lang));
    let day = |field| (field, w::bad_day(lang));
    let concerned = Concerned::parse(of("class"));
    let requirement = Gate::parse(of("requirement"));
    let effective = parse_day(of("effective")).map(|it| it.starts_at());
    let rule = Rule {
        id: of("id").to_owned(),
        concerned: wrongs.read(concerned, Concerned::Listed, choose("class")),
        requirement: wrongs.read(requirement, Gate::Organisation, choose("requirement")),
        title: both(of("title_ko"), of("title_en")),
        old: both(of("old_ko"), of("old_en")),
        new: both(of("new_ko"), of("new_en")),
        // A day that cannot be read is never before or after another.
        effective_at: wrongs.read(effective, Micros::new(i64::MIN), day("effective")),
        due_at: wrongs.read(end_of(of("last")), Micros::new(i64::MAX), day("last")),
        source: of("source").to_owned(),
    };
    for field in deadline::rule_flaws(&rule) {
        let text = match field {
            "id" => w::bad_id(lang),
            "requirement" => w::bad_choice(lang),
            "last" => w::bad_last(lang),
            _ => w::bad_text(lang),
        };
        wrongs.add((field, text));
    }
    wrongs.in_order(&RULE).end().map(|()| rule)
}

/// `POST /console/deadlines/rules`
pub(crate) async fn add_rule(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let rule = match rule_of(ask.lang, &given) {
        Ok(it) => it,
        Err(wrongs) => {
            let back = Back { part: "add", given, wrongs };
            return list::show(&state, &ask, &who, &Look::default(), &back).await;
        }
    };
    let (env, actor) = (state.env(), format!("staff:{}", who.session.account));
    let command = move |tx: &mut Tx<'_>| deadline::add_rule(tx, &env, &actor, &rule);
    on_rules((&state, &ask, &who), ("add", given), command).await
}
