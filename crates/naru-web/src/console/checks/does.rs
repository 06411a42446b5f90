//! What the forms of a check do.

use super::act::Given;
use super::{Eyes, HERE, Shown, load, one, own, proposal, queue, unknown, words as w};
use crate::console::accounts::{Asked, Sent, send, wrong_reason};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::parse_day;
use crate::console::rows::Look;
use crate::console::typed::{sha256, text_of};
use crate::console::{ConsoleState, frame, words};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::role::{Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, No};
use naru_core::admission::ServiceKey;
use naru_core::check::deeds::{self, Conclusion};
use naru_core::check::{self, Dossier, How, Request, Said, Value, decide, report};
use naru_core::{desk, reactions};
use naru_store::Tx;

/// Where a form was sent to, and by whom.
struct At<'a> {
    state: &'a ConsoleState,
    ask: &'a Ask,
    who: &'a Entered,
    shown: Shown,
}

impl At<'_> {
    fn id(&self) -> Id {
        self.shown.dossier.engagement.id
    }

    fn actor(&self) -> String {
        format!("staff:{}", self.who.session.account)
    }

    /// The page; `item`: what of its address says which item is shown, and where.
    fn back(&self, item: &str) -> Response {
        Redirect::to(&format!("{HERE}/{}{item}", self.id())).into_response()
    }

    async fn wrong(&self, item: &str, given: Option<&Given>, wrongs: &[Wrong]) -> Response {
        let id = self.id().to_string();
        one::show(self.state, self.ask, self.who, (&id, item), given, wrongs).await
    }

    /// Why it changes hands, or the page that says what is wrong with it.
    async fn reason(&self, given: &Given) -> Result<String, Response> {
        match wrong_reason(self.ask.lang, &given.reason) {
            None => Ok(text_of(&given.reason)),
            Some((field, text)) => Err(self.wrong("", Some(given), &[Wrong { field, text }]).await),
        }
    }

    /// Runs a command that one person may do alone, and shows the item that follows.
    async fn run(
        &self,
        (item, next): (&str, &str),
        given: Option<&Given>,
        command: impl Fn(&mut Tx<'_>) -> Answer<()> + Send + 'static,
    ) -> Response {
        // Rules with a date see what becomes of the check in the same commit.
        let (env, code) = (self.state.env(), self.shown.dossier.engagement.institution.clone());
        let with_rules = move |tx: &mut Tx<'_>| {
            command(tx)?;
            reactions::follow_checks(tx, &env, Some(&code)).map(drop)
        };
        match self.state.parts.store.write(with_rules).await {
            Ok(()) => self.back(next),
            Err(No::Refusal(it)) => {
                let text = proposal::refusal(self.ask.lang, &it);
                let text = text.unwrap_or_else(|| w::no_other(self.ask.lang));
                let field = match it.code {
                    // An institution's word is no judgement, and has a field of its own.
                    "check/text-length" if given.is_some_and(|it| it.value.is_empty()) => "text",
                    code => field_of(code),
                };
                self.wrong(item, given, &[Wrong { field, text }]).await
            }
            Err(no) => frame::fault(self.ask, &no),
        }
    }
}

/// The field of the form that a refusal is about.
fn field_of(code: &str) -> &'static str {
    match code {
        "check/grounds-missing" | "check/against-the-machine" | "check/text-length" => "grounds",
        "check/demand-missing" => "demand",
        "check/machine-does-not-say-so" | "check/evidence-missing" => "how",
        // What may be wrong with days is always the last one.
        "check/slot-malformed" | "check/slot-begun" => "to",
        "check/evidence-unknown" => "sha256",
        "check/reason-length" => "reason",
        _ => "main",
    }
}

/// Texts that are longer than their fields take, each at its own: nothing is cut.
fn too_long<const N: usize>(lang: Lang, texts: [(&'static str, &str); N]) -> Vec<Wrong> {
    let wrong = |(field, text): (&'static str, &str)| {
        let (most, count) = (decide::TEXT_CHARS_MAX, text.chars().count());
        let text = (count > most).then(|| words::text_too_long(lang, most, count))?;
        Some(Wrong { field, text })
    };
    texts.into_iter().filter_map(wrong).collect()
}

/// The check of the address, if the person may read it, holds the right on it, and sent our form.
async fn at<'a>(
    (state, ask, who): (&'a ConsoleState, &'a Ask, &'a Entered),
    id: &str,
    right: Right,
    form: &str,
) -> Result<At<'a>, Response> {
    let shown = load(state, ask, who, id).await?;
    let of = Scope::Institution(shown.dossier.engagement.institution.clone());
    if !who.session.post.may_on(right, &of) {
        return Err(unknown(ask));
    }
    let it = At { state, ask, who, shown };
    if who.wrote(form) {
        return Ok(it);
    }
    let wrongs = [Wrong { field: "main", text: words::stale_form(ask.lang) }];
    Err(it.wrong("", None, &wrongs).await)
}

/// `POST /console/checks/request`
pub(crate) async fn request(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let Some(institution) = on_own(&who, &given) else { return unknown(&ask) };
    let service = ServiceKey::parse(&given.service);
    let is_read = given.service.is_empty() || service.is_some();
    let (true, Ok(id), true) = (who.wrote(&given.form), Id::parse(&given.key), is_read) else {
        let wrongs = [Wrong { field: "main", text: words::stale_form(lang) }];
        return queue::show(&state, &ask, &who, &Look::default(), &wrongs).await;
    };
    let it = Request { id, institution, service };
    let (env, hub) = (state.env(), state.parts.hub.clone());
    let actor = format!("staff:{}", who.session.account);
    let write = move |tx: &mut Tx<'_>| reactions::request_check(tx, &env, &hub.keys, &actor, &it);
    let written = state.parts.store.write(write).await;
    answered(&state, &ask, &who, written, &format!("{HERE}/{id}")).await
}

/// `POST /console/checks/review`
pub(crate) async fn declare_reviewed(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let Scope::Institution(code) = who.session.post.scope().clone() else { return unknown(&ask) };
    if !who.wrote(&given.form) {
        let wrongs = [Wrong { field: "main", text: words::stale_form(ask.lang) }];
        return queue::show(&state, &ask, &who, &Look::default(), &wrongs).await;
    }
    let (env, actor) = (state.env(), format!("staff:{}", who.session.account));
    let write = move |tx: &mut Tx<'_>| desk::review_access(tx, &env, &actor, &code);
    let written = state.parts.store.write(write).await;
    answered(&state, &ask, &who, written, HERE).await
}

/// The institution that a form names, if the person applies for it.
fn on_own(who: &Entered, given: &Given) -> Option<ClientUseCode> {
    let code = ClientUseCode::parse(&given.institution).ok()?;
    let may = who.session.post.may_on(Right::GatesApply, &Scope::Institution(code.clone()));
    may.then_some(code)
}

async fn answered(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    written: Answer<()>,
    to: &str,
) -> Response {
    match written {
        Ok(()) => Redirect::to(to).into_response(),
        Err(No::Refusal(it)) => {
            let text = proposal::refusal(ask.lang, &it).unwrap_or_else(|| w::no_other(ask.lang));
            let wrongs = [Wrong { field: "main", text }];
            queue::show(state, ask, who, &Look::default(), &wrongs).await
        }
        Err(no) => frame::fault(ask, &no),
    }
}

/// `POST /console/checks/{id}/take`
pub(crate) async fn take(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::ChecksDecide, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let (from, to) = (parse_day(&given.from), parse_day(&given.to));
    let Some(slot) = from.zip(to) else {
        let field = if from.is_none() { "from" } else { "to" };
        let wrongs = [Wrong { field, text: w::no_day(ask.lang) }];
        return at.wrong("", Some(&given), &wrongs).await;
    };
    let (env, hub, by) = (state.env(), state.parts.hub.clone(), (who.session.account, at.id()));
    let write = move |tx: &mut Tx<'_>| reactions::schedule_check(tx, &env, &hub.keys, by, slot);
    at.run(("", ""), Some(&given), write).await
}

/// `POST /console/checks/{id}/take-over`: a colleague's, for a reason.
pub(crate) async fn take_over(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::ChecksDecide, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let why = match at.reason(&given).await {
        Ok(why) => why,
        Err(response) => return response,
    };
    let (env, hub, by) = (state.env(), state.parts.hub.clone(), (who.session.account, at.id()));
    let write = move |tx: &mut Tx<'_>| reactions::take_over_check(tx, &env, &hub.keys, by, &why);
    at.run(("", ""), Some(&given), write).await
}

/// `POST /console/checks/{id}/give-back`: one's own, for a reason.
pub(crate) async fn give_back(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::ChecksDecide, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let why = match at.reason(&given).await {
        Ok(why) => why,
        Err(response) => return response,
    };
    let (env, hub, by) = (state.env(), state.parts.hub.clone(), (who.session.account, at.id()));
    let write = move |tx: &mut Tx<'_>| reactions::give_check_back(tx, &env, &hub.keys, by, &why);
    at.run(("", ""), Some(&given), write).await
}

/// `POST /console/checks/{id}/begin`
pub(crate) async fn begin(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::ChecksDecide, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let (env, account, id) = (state.env(), who.session.account, at.id());
    at.run(("", ""), None, move |tx| check::begin(tx, &env, account, id)).await
}

/// `POST /console/checks/{id}/issue`
pub(crate) async fn issue(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::ChecksDecide, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let (env, hub, by) = (state.env(), state.parts.hub.clone(), (who.session.account, at.id()));
    at.run(("", ""), None, move |tx| reactions::issue_findings(tx, &env, &hub.keys, by)).await
}

/// `POST /console/checks/{id}/found`: one item; then the next one.
pub(crate) async fn find_item(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::ChecksDecide, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let read = Value::parse(&given.value).zip(How::parse(&given.how));
    let Some((value, how)) = read else {
        let wrongs = [Wrong { field: "value", text: w::no_value(ask.lang) }];
        return at.wrong(&given.item, Some(&given), &wrongs).await;
    };
    match one::waiting(&state, &who, &at.shown.dossier.engagement).await {
        Ok(None) => {}
        Ok(Some(_)) => {
            let wrongs = [Wrong { field: "main", text: w::no_proposed(ask.lang) }];
            return at.wrong(&given.item, Some(&given), &wrongs).await;
        }
        Err(no) => return frame::fault(&ask, &no),
    }
    let (grounds, demand) = (text_of(&given.grounds), text_of(&given.demand));
    let wrongs = too_long(ask.lang, [("grounds", &grounds), ("demand", &demand)]);
    if !wrongs.is_empty() {
        return at.wrong(&given.item, Some(&given), &wrongs).await;
    }
    let next = next_item(&at.shown.dossier, &given.item);
    let word = decide::Answer { item: given.item.clone(), value, how, grounds, demand };
    let (env, keys) = (state.env(), state.parts.keys.clone());
    let by = (who.session.account, at.id());
    let write = move |tx: &mut Tx<'_>| desk::find_item(tx, &env, &keys, by, &word);
    at.run((&given.item, &next), Some(&given), write).await
}

fn at_item(item: &str) -> String {
    format!("?item={item}#item")
}

/// Where the work goes on after an item: at the next one that waits for a look, and round again;
/// after the last one at the top of the page, which says what comes now.
fn next_item(dossier: &Dossier, item: &str) -> String {
    let items = &dossier.list.items;
    let here = items.iter().position(|it| it.id == item).unwrap_or(0);
    let turned = items.iter().skip(here + 1).chain(items.iter().take(here));
    let mut waits = turned.filter(|it| dossier.waits_for_look(&it.id));
    waits.next().map_or_else(|| format!("?item={item}"), |it| at_item(&it.id))
}

/// `POST /console/checks/{id}/promise`
pub(crate) async fn promise(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::GatesApply, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let (env, actor, id) = (state.env(), at.actor(), at.id());
    at.run(("", ""), None, move |tx| check::promise(tx, &env, &actor, id)).await
}

/// `POST /console/checks/{id}/fixed`
pub(crate) async fn fixed(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::GatesApply, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let bare = own::bare_of(&at.shown.dossier);
    if bare > 0 && given.sure != "yes" {
        let wrongs = [Wrong { field: "sure", text: w::no_bare(ask.lang, bare) }];
        return at.wrong("", Some(&given), &wrongs).await;
    }
    let (env, hub, actor, id) = (state.env(), state.parts.hub.clone(), at.actor(), at.id());
    let write = move |tx: &mut Tx<'_>| reactions::say_fixed(tx, &env, &hub.keys, (&actor, id));
    at.run(("", ""), None, write).await
}

/// `POST /console/checks/{id}/withdraw`
pub(crate) async fn withdraw(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::GatesApply, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let (env, hub, actor, id) = (state.env(), state.parts.hub.clone(), at.actor(), at.id());
    let write = move |tx: &mut Tx<'_>| reactions::withdraw_check(tx, &env, &hub.keys, (&actor, id));
    at.run(("", ""), None, write).await
}

/// `POST /console/checks/{id}/say`: the institution's word on an item, a document, or both.
pub(crate) async fn say(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::GatesApply, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let item = given.item.clone();
    let known = at.shown.dossier.statement(&item).map_or("", |it| it.text.as_str());
    let text = text_of(&given.text);
    let is_new = text != text_of(known);
    let document = sha256(&given.sha256);
    let wrong = if document.is_none() && !given.sha256.is_empty() {
        Some(("sha256", w::no_document(ask.lang)))
    } else if document.is_none() && !is_new {
        Some(("text", w::no_word(ask.lang)))
    } else {
        None
    };
    let mut wrongs = too_long(ask.lang, [("text", &text)]);
    wrongs.extend(wrong.map(|(field, text)| Wrong { field, text }));
    if !wrongs.is_empty() {
        return at.wrong(&item, Some(&given), &wrongs).await;
    }
    let (env, keys, actor, id) = (state.env(), state.parts.keys.clone(), at.actor(), at.id());
    let said = is_new.then(|| Said { item: item.clone(), text: text.clone() });
    let (of, next) = (item.clone(), at_item(&item));
    let write = move |tx: &mut Tx<'_>| {
        if let Some(said) = &said {
            check::state_item(tx, &env, &keys, (&actor, id), said)?;
        }
        match document {
            Some(sha) => check::name_evidence(tx, &env, (&actor, id), &of, sha),
            None => Ok(()),
        }
    };
    at.run((&item, &next), Some(&given), write).await
}

/// `POST /console/checks/{id}/take-off`: a document that was named by mistake.
pub(crate) async fn take_off(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::GatesApply, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    let Some(sha) = sha256(&given.sha256) else {
        let wrongs = [Wrong { field: "main", text: w::no_document(ask.lang) }];
        return at.wrong(&given.item, None, &wrongs).await;
    };
    let (env, actor, id) = (state.env(), at.actor(), at.id());
    let (item, next) = (given.item.clone(), at_item(&given.item));
    let of = item.clone();
    let write = move |tx: &mut Tx<'_>| check::take_off(tx, &env, (&actor, id), &of, sha);
    at.run((&item, &next), None, write).await
}

/// `POST /console/checks/{id}/verdict`: proposes the result to a second inspector.
pub(crate) async fn propose_verdict(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let by = (&state, &ask, &who);
    let at = match at(by, &id, Right::ChecksDecide, &given.form).await {
        Ok(at) => at,
        Err(response) => return response,
    };
    if Eyes::of(&who, &at.shown.dossier.engagement) != Eyes::Inspector {
        let wrongs = [Wrong { field: "main", text: w::no_not_yours(ask.lang) }];
        return at.wrong("", Some(&given), &wrongs).await;
    }
    let is_pass = given.verdict == "passed";
    let until = is_pass.then(|| until(&at, &given.until)).transpose();
    let bad_until = until.as_ref().err().map(|it| ("until", it.clone()));
    let bad = bad_until.into_iter().chain(wrong_reason(ask.lang, &given.reason));
    let wrongs: Vec<Wrong> = bad.map(|(field, text)| Wrong { field, text }).collect();
    if !wrongs.is_empty() {
        return at.wrong("", Some(&given), &wrongs).await;
    }
    let holds_until = until.ok().flatten().flatten();
    let it = &at.shown.dossier.engagement;
    let conclusion = Conclusion { is_pass, holds_until, report: report::digest(&at.shown.dossier) };
    let subject = deeds::subject(&it.institution, it.id);
    let what = (deeds::VERDICT, subject, deeds::body(&conclusion));
    let asked = Asked { key: &given.key, reason: &given.reason, code: &given.code };
    match send(&state, &ask, &who, asked, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/check-proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => at.wrong("", Some(&given), &wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// The end of the day that was given, or as long as the rule of the gate allows; or what is wrong
/// with it, said before anybody spends a one-time code on it. `None`: it has no end.
fn until(at: &At<'_>, text: &str) -> Result<Option<Micros>, String> {
    let (lang, most, now) = (at.ask.lang, at.shown.longest, at.state.now());
    if text.is_empty() {
        return Ok(most);
    }
    let day = parse_day(text).ok_or_else(|| w::no_day(lang))?;
    let until = day.next().starts_at();
    match most {
        Some(most) if until <= now || until > most => {
            Err(w::no_until(lang, &super::lead::last_day(most)))
        }
        _ => Ok(Some(until)),
    }
}
