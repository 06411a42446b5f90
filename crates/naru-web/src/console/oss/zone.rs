//! 망 반출입: what crosses the border of the R&D zone: asked for with the file, decided by two,
//! recorded when it crosses. The network's own people only. [`super::zone_case`] shows one.

use super::fields::{self, FileWrong, Label, answered, line, lines, pick, whole};
use super::foot::{Foot, bounded};
use super::zone_words as w;
use super::{framed, list_head, many, name_form, said, tabs, unknown, words as common};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{capital, form_field, moment};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame, words as console};
use axum::extract::{Multipart, Query, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::{Right, Role, Scope};
use naru_base::{Lang, No, Refusal};
use naru_core::oss::zone::{self, Crossing, Direction, Mode, Standing, Verdict, Which, Wish};
use serde::Deserialize;

const PER_PAGE: usize = 50;
pub(super) const HERE: &str = "/console/oss/zone";

pub(super) fn direction(lang: Lang, it: Direction) -> String {
    match it {
        Direction::In => w::direction_in(lang),
        Direction::Out => w::direction_out(lang),
    }
}

pub(super) fn mode(lang: Lang, it: Mode) -> String {
    match it {
        Mode::None => w::mode_none(lang),
        Mode::Pseudonymised => w::mode_pseudonymised(lang),
    }
}

pub(super) fn verdict(lang: Lang, it: Verdict) -> Markup {
    match it {
        Verdict::Clean => shown("ok", Shape::Check, &w::verdict_clean(lang)),
        Verdict::Registered => shown("warn", Shape::Triangle, &w::verdict_registered(lang)),
        Verdict::Broken => shown("stop", Shape::Square, &w::verdict_broken(lang)),
        Verdict::Unjudged => shown("limit", Shape::Diamond, &w::verdict_unjudged(lang)),
    }
}

pub(super) fn standing(lang: Lang, it: Standing) -> Markup {
    match it {
        Standing::Blocked => shown("stop", Shape::Square, &w::blocked(lang)),
        Standing::Asked => shown("run", Shape::Half, &w::asked(lang)),
        Standing::Approved => shown("ok", Shape::Check, &w::approved(lang)),
        Standing::Refused => shown("stop", Shape::Diamond, &w::refused(lang)),
        Standing::Withdrawn => shown("na", Shape::Hollow, &w::withdrawn(lang)),
        Standing::Lapsed => shown("na", Shape::Dashed, &w::lapsed(lang)),
        Standing::Crossed => shown("ok", Shape::Circle, &w::crossed(lang)),
    }
}

/// Whether the reader is of the network: the zone is nobody else's business.
pub(super) fn is_of_network(who: &Entered) -> bool {
    *who.session.post.scope() == Scope::Network
}

pub(super) fn may_ask(who: &Entered) -> bool {
    who.session.post.may_on(Right::OssManage, &Scope::Network)
}

/// Which crossings, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    show: String,
    direction: String,
    name: String,
    from: String,
    /// How many rows come before.
    at: String,
}

/// `GET /console/oss/zone`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    if !is_of_network(&who) {
        return not_theirs(&state, &ask, &who);
    }
    show_list(&state, &ask, &who, (&given, &Asking::default()), &[]).await
}

/// Whose the zone is, told to whoever is not of the network. What is in it is not.
pub(super) fn not_theirs(state: &ConsoleState, ask: &Ask, who: &Entered) -> Response {
    let lang = ask.lang;
    let text = html! { p { (w::not_theirs(lang)) } p { (w::not_theirs_own(lang)) } };
    said(state, ask, who, (StatusCode::NOT_FOUND, w::not_theirs_head(lang)), text)
}

/// Whether the reader is one of the two desks that approve.
fn approves(who: &Entered) -> bool {
    let post = &who.session.post;
    zone::APPROVERS.contains(&post.role()) && post.may(Right::OssDecide)
}

/// What waits for the reader, whatever it is called; none: nothing can.
pub(super) fn waiting_for(who: &Entered) -> Option<Which> {
    let me = format!("staff:{}", who.session.account);
    approves(who).then(|| Which {
        standing: None,
        direction: None,
        name: String::new(),
        waits: Some((me, who.session.post.role())),
        is_oldest_first: true,
        from: None,
    })
}

/// What is shown: what is asked for, or what waits, first of all for the reader.
async fn chosen<'g>(
    state: &ConsoleState,
    who: &Entered,
    given: &'g Given,
) -> naru_base::Answer<&'g str> {
    if !given.show.is_empty() {
        return Ok(&given.show);
    }
    let Some(which) = waiting_for(who) else { return Ok("asked") };
    let which =
        Which { direction: Direction::parse(&given.direction), name: given.name.clone(), ..which };
    let store = state.parts.portfolio.store();
    let any = store.read(move |tx| Ok(!zone::list(tx, &which, 1)?.is_empty())).await?;
    Ok(if any { "mine" } else { "asked" })
}

/// The list, with what is asked of it kept.
fn list_href(show: &str, way: Option<Direction>, name: &str) -> String {
    let way = way.map_or(String::new(), |it| format!("&direction={it}"));
    format!("{HERE}?show={show}&name={}{way}", format::query_value(name))
}

fn chips(lang: Lang, who: &Entered, (show, given): (&str, &Given)) -> Markup {
    let way = Direction::parse(&given.direction);
    html! {
        nav class="chips" aria-label=(w::which(lang)) {
            @for (value, word) in [
                ("mine", common::mine(lang)), ("asked", w::asked(lang)),
                ("approved", w::to_cross(lang)), ("crossed", w::crossed(lang)),
                ("blocked", w::blocked(lang)), ("all", w::all(lang)),
            ] {
                @if value != "mine" || approves(who) {
                    a href=(list_href(value, way, &given.name))
                        aria-current=[(value == show).then_some("true")] { (capital(&word)) }
                }
            }
        }
        nav class="chips" aria-label=(w::direction(lang)) {
            @for it in std::iter::once(None).chain(Direction::ALL.into_iter().map(Some)) {
                @let word = it.map_or_else(|| w::all(lang), |it| direction(lang, it));
                a href=(list_href(show, it, &given.name))
                    aria-current=[(it == way).then_some("true")] { (capital(&word)) }
            }
        }
    }
}

async fn show_list(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (given, asking): (&Given, &Asking),
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let show = match chosen(state, who, given).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let (standing, is_mine) = (Standing::parse(show), show == "mine");
    let is_oldest_first = is_mine || matches!(standing, Some(Standing::Asked | Standing::Approved));
    let me = format!("staff:{}", who.session.account);
    let which = Which {
        standing,
        direction: Direction::parse(&given.direction),
        name: given.name.clone(),
        waits: is_mine.then(|| (me, who.session.post.role())),
        is_oldest_first,
        from: given.from.parse().ok(),
    };
    let store = state.parts.portfolio.store();
    let read =
        store.read(move |tx| Ok((zone::list(tx, &which, PER_PAGE + 1)?, zone::count(tx, &which)?)));
    let (mut rows, count) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let next = rows.last().filter(|_| more);
    let next = next.map(|it| it.seq.to_string());
    let base = list_href(show, Direction::parse(&given.direction), &given.name);
    let from = (given.from.as_str(), given.at.as_str());
    let foot = Foot::of(base, from, (rows.len(), bounded(count)), next).keyed("from");
    let main = html! {
        div class="head" { h1 { (w::title(lang)) } }
        @if given.name.trim().is_empty() { p class="lead" { (lead(lang, show, count)) } }
        p class="sub" { (w::lead(lang)) }
        (tabs(lang, who, HERE))
        (summary(lang, wrongs))
        @if may_ask(who) { (ask_form(lang, who, asking, wrongs)) }
        section {
            @let order = if is_oldest_first { common::oldest_first(lang) } else { w::newest(lang) };
            @if !rows.is_empty() { (list_head(lang, &w::tab(lang), &order, count)) }
            (name_form(lang, HERE, (w::file(lang), &given.name),
                (html! {}, &[("show", show), ("direction", &given.direction)])))
            (chips(lang, who, (show, given)))
            @if !rows.is_empty() { (table(lang, &rows)) (foot.show(lang)) }
            // Of a whole list the first sentence says it.
            @else if !given.name.trim().is_empty() {
                p class="none" { (common::no_match(lang)) }
            }
        }
    };
    answered(framed(state, ask, who, w::title(lang), main), wrongs)
}

/// How many there are of what is shown, and what is to be done.
fn lead(lang: Lang, show: &str, count: i64) -> String {
    let many = many(count);
    match (show, Standing::parse(show)) {
        ("mine", _) if count == 0 => common::mine_none(lang),
        _ if count == 0 => w::none(lang),
        ("mine", _) => w::lead_mine(lang, &many),
        (_, Some(Standing::Asked)) => w::lead_asked(lang, &many),
        (_, Some(Standing::Approved)) => w::lead_approved(lang, &many),
        (_, Some(Standing::Crossed)) => w::lead_crossed(lang, &many),
        (_, Some(Standing::Blocked)) => w::lead_blocked(lang, &many),
        _ => w::lead_every(lang, &many),
    }
}

/// A desk that approves.
pub(super) fn desk(lang: Lang, it: Role) -> String {
    match it {
        Role::SecurityDesk => w::who_security(lang),
        _ => w::who_operator(lang),
    }
}

/// The desks that have not answered yet.
pub(super) fn desks_left(lang: Lang, it: &Crossing) -> String {
    let has_said = |own: &Role| it.votes.iter().any(|vote| vote.role == *own);
    let left = zone::APPROVERS.into_iter().filter(|own| !has_said(own));
    left.map(|own| desk(lang, own)).collect::<Vec<_>>().join(", ")
}

fn table(lang: Lang, rows: &[Crossing]) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::file(lang)) } th { (w::purpose(lang)) } th { (w::direction(lang)) }
                th { (w::mode(lang)) }
                th { (w::verdict(lang)) } th { (w::state(lang)) }
                th class="num" { (w::asked_at(lang)) }
            } }
            tbody { @for it in rows { tr {
                td class="way any" { a href=(format!("{HERE}/{}", it.id)) { (it.file_name) } }
                td class="any" data-l=(w::purpose(lang)) { (it.wish.purpose) }
                td data-l=(w::direction(lang)) { (direction(lang, it.wish.direction)) }
                td data-l=(w::mode(lang)) { (mode(lang, it.wish.mode)) }
                td data-l=(w::verdict(lang)) { (verdict(lang, it.verdict)) }
                td data-l=(w::state(lang)) {
                    (standing(lang, it.standing))
                    @if it.standing == Standing::Asked {
                        " " span class="c-3" { (w::desks_left(lang, &desks_left(lang, it))) }
                    }
                }
                td class="num" data-l=(w::asked_at(lang)) { (moment(it.asked_at)) }
            } } }
        }
    }
}

/// What is asked for, as the form has it.
#[derive(Clone, Debug)]
struct Asking {
    form: String,
    direction: String,
    mode: String,
    purpose: String,
    registration: String,
    method: String,
    file: Result<(String, Vec<u8>), FileWrong>,
}

impl Default for Asking {
    fn default() -> Asking {
        Asking {
            form: String::new(),
            direction: String::new(),
            mode: String::new(),
            purpose: String::new(),
            registration: String::new(),
            method: String::new(),
            file: Err(FileWrong::Missing),
        }
    }
}

fn ask_form(lang: Lang, who: &Entered, it: &Asking, wrongs: &[Wrong]) -> Markup {
    // Nothing is stated beforehand.
    let first = || std::iter::once((String::new(), common::choose(lang)));
    let ways = Direction::ALL.map(|it| (it.as_str().to_owned(), direction(lang, it)));
    let ways: Vec<(String, String)> = first().chain(ways).collect();
    let modes = Mode::ALL.map(|it| (it.as_str().to_owned(), mode(lang, it)));
    let modes: Vec<(String, String)> = first().chain(modes).collect();
    let help = |name, label, help| Label::may(name, label, Some(help));
    let purpose = Label::must("purpose", w::purpose(lang), Some(w::purpose_help(lang)));
    html! {
        details class="ask" open[!wrongs.is_empty()] {
            summary { (w::ask_head(lang)) }
            p { (w::ask_help(lang)) }
            form id="form" tabindex="-1" method="post" action=(HERE) enctype="multipart/form-data"
                aria-describedby=[fields::texts("form", false, wrongs)] {
                (form_field(who))
                (whole("form", wrongs))
                (pick(("direction", w::direction(lang)), &ways, &it.direction, wrongs))
                (pick(("mode", w::mode(lang)), &modes, &it.mode, wrongs))
                (lines(&purpose, &it.purpose, wrongs))
                (line(&help("registration", w::registration(lang), w::registration_help(lang)),
                    ("text", &it.registration, 100), wrongs))
                (lines(&help("method", w::method(lang), w::method_help(lang)), &it.method, wrongs))
                // Last: what was written is read before a file that is too long.
                div class="field" {
                    @let is_again = !wrongs.is_empty() && fields::is_wrong("file", wrongs).is_none();
                    label for="file" { (w::file(lang)) }
                    @if is_again { p class="help" id="file-help" { (w::file_again(lang)) } }
                    input id="file" name="file" type="file" required
                        aria-describedby=[fields::texts("file", is_again, wrongs)]
                        aria-invalid=[fields::is_wrong("file", wrongs)];
                    (fields::error("file", wrongs))
                }
                button class="btn p" { (w::ask_submit(lang)) }
            }
        }
    }
}

/// The fields and the file. What was written comes before the file, and stays when the file is too
/// long.
async fn read(mut sent: Multipart) -> Asking {
    let mut out = Asking::default();
    loop {
        let field = match sent.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return out,
            Err(no) => return Asking { file: Err(FileWrong::of(&no)), ..out },
        };
        let name = field.name().map(str::to_owned).unwrap_or_default();
        if name == "file" {
            out.file = fields::file_of(field).await;
            if out.file.is_err() {
                return out;
            }
            continue;
        }
        let text = field.text().await.unwrap_or_default();
        match name.as_str() {
            "form" => out.form = text,
            "direction" => out.direction = text,
            "mode" => out.mode = text,
            "purpose" => out.purpose = text,
            "registration" => out.registration = text,
            "method" => out.method = text,
            _ => {}
        }
    }
}

/// `POST /console/oss/zone`
pub(crate) async fn ask_for(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    sent: Multipart,
) -> Response {
    let lang = ask.lang;
    if !may_ask(&who) {
        return unknown(&state, &ask, &who);
    }
    let again = async |asking: &Asking, wrongs: Vec<Wrong>| {
        show_list(&state, &ask, &who, (&Given::default(), asking), &wrongs).await
    };
    let mut asking = read(sent).await;
    // Of one that is far too long not even the fields came: that is what is wrong with it.
    let is_lost = asking.form.is_empty() && matches!(asking.file, Err(FileWrong::TooLong));
    if is_lost {
        return again(&asking, vec![FileWrong::TooLong.wrong(lang, "file")]).await;
    }
    if !who.wrote(&asking.form) {
        let stale = Wrong { field: "form", text: console::stale_form(lang) };
        return again(&asking, vec![stale]).await;
    }
    let file = std::mem::replace(&mut asking.file, Err(FileWrong::Missing));
    let (direction, mode) = (Direction::parse(&asking.direction), Mode::parse(&asking.mode));
    let wish = Wish {
        // Choices that are none are told below.
        direction: direction.unwrap_or(Direction::In),
        mode: mode.unwrap_or(Mode::None),
        purpose: asking.purpose.clone(),
        registration: asking.registration.clone(),
        method: asking.method.clone(),
    };
    let mut wrong = Vec::new();
    if direction.is_none() {
        wrong.push(Wrong { field: "direction", text: w::bad_direction(lang) });
    }
    if mode.is_none() {
        wrong.push(Wrong { field: "mode", text: w::bad_mode(lang) });
    }
    wrong.extend(fields::wrongs(lang, zone::wrong_fields(&wish), field_of));
    wrong.extend(file.as_ref().err().map(|it| it.wrong(lang, "file")));
    let Some(file) = file.ok().filter(|_| wrong.is_empty()) else {
        return again(&asking, wrong).await;
    };
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.ask_crossing(actor, wish, file).await {
        Ok((id, _)) => Redirect::to(&format!("{HERE}/{id}")).into_response(),
        Err(No::Refusal(it)) => again(&asking, fields::wrongs(lang, vec![it], field_of)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The field that a refusal is about; none of them: the form as a whole.
fn field_of(it: &Refusal) -> &'static str {
    match (it.code, fields::named(it)) {
        ("oss/zone-registration", _) => "registration",
        (_, Some("method")) => "method",
        (_, Some("purpose")) => "purpose",
        _ => "form",
    }
}
