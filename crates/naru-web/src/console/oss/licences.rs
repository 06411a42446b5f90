//! 라이선스 의무: which licences an institution's systems use, what each asks for, what clashes, and
//! whether the notices are of the bills in force. [`super::licences_system`] shows one system.

use super::foot::Foot;
use super::licence_words as w;
use super::licences_under::{by_licence, systems_with, users_table};
use super::{
    PER_PAGE, coded, framed, n, own_code, tabs, unknown, whose as whose_list, words as common,
};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{capital, filter, select};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame};
use axum::extract::{Query, State as With};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Scope;
use naru_base::{ClientUseCode, Lang};
use naru_core::oss::licence::{self, Clash, ClashWhy, Form, NoticeDuty, SystemLicences, UserKey};
use naru_core::oss::portfolio::{self, Advisories, Duty as Duties};
use naru_core::oss::practice::Duty;
use serde::Deserialize;

pub(super) const HERE: &str = "/console/oss/licences";

/// Whose, under which licence, and which systems, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    of: String,
    licence: Option<String>,
    /// Where the components under it go on: the system's name and the package URL.
    pub(super) system: String,
    pub(super) purl: String,
    /// Where the systems that have it go on: after this name.
    pub(super) from: String,
    show: String,
    /// Whether only systems that serve users are meant.
    duty: String,
    name: String,
    after: String,
}

impl Given {
    fn is_live(&self) -> bool {
        self.duty == Duties::Live.as_str()
    }

    /// The page of an institution, with the choice of systems kept.
    pub(super) fn base(&self, code: &ClientUseCode) -> String {
        let live = if self.is_live() { "&duty=live" } else { "" };
        format!("{HERE}?of={code}{live}")
    }
}

/// Whose licences the reader asks for.
enum Whose {
    /// An institution's.
    One(ClientUseCode),
    /// The reader is to choose.
    Choose,
    /// There is no such one for this reader.
    Nobody,
}

fn whose(state: &ConsoleState, who: &Entered, of: &str) -> Whose {
    let asked = ClientUseCode::parse(of).ok();
    match who.session.post.scope() {
        Scope::Institution(code) if asked.as_ref().is_none_or(|it| it == code) => {
            Whose::One(code.clone())
        }
        Scope::Network if of.is_empty() => Whose::Choose,
        Scope::Network => {
            let is_there =
                |code: &ClientUseCode| state.parts.hub.directory().institutions.contains_key(code);
            asked.filter(is_there).map_or(Whose::Nobody, Whose::One)
        }
        _ => Whose::Nobody,
    }
}

pub(super) fn form(lang: Lang, it: Form) -> String {
    match it {
        Form::Service => w::form_service(lang),
        Form::Binary => w::form_binary(lang),
        Form::Source => w::form_source(lang),
        Form::Internal => w::form_internal(lang),
    }
}

/// What a licence asks for in one word, of whoever hands the program on; what is not known is not
/// harmless.
pub(super) fn duty(lang: Lang, it: Duty) -> Markup {
    match it {
        Duty::Unknown => shown("warn", Shape::Dashed, &it.text(lang)),
        _ => html! { (it.text(lang)) },
    }
}

/// A licence as the bill has it.
pub(super) fn expression(lang: Lang, it: &str) -> String {
    if it.is_empty() { w::licence_none(lang) } else { it.to_owned() }
}

/// The page before an institution is chosen.
async fn choose(state: &ConsoleState, ask: &Ask, who: &Entered) -> Response {
    let lang = ask.lang;
    let read = state.parts.portfolio.store().read(|tx| Ok(portfolio::by_institution(tx)?));
    let owners = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let names = Names::of(lang, &state.parts.source.glance());
    let main = html! {
        div class="head" { h1 { (w::title(lang)) } }
        p class="lead" { (w::lead_choose(lang)) }
        (tabs(lang, who, HERE))
        (chooser(lang, state, who, ""))
        (owners_part(lang, &names, owners))
    };
    framed(state, ask, who, w::title(lang), main)
}

/// `GET /console/oss/licences`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let lang = ask.lang;
    let code = match whose(&state, &who, &given.of) {
        Whose::Nobody => return unknown(&state, &ask, &who),
        Whose::Choose => {
            return choose(&state, &ask, &who).await;
        }
        Whose::One(code) => code,
    };
    let mut systems = match state.parts.portfolio.licences(code.clone(), given.is_live()).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    systems.sort_by(|one, other| one.name.cmp(&other.name));
    // Which systems have it is known; what they have is asked for system by system.
    let users = match &given.licence {
        Some(licence) if !given.system.is_empty() => {
            let (code, wanted) = (code.clone(), licence.clone());
            let key = UserKey { system: given.system.clone(), purl: given.purl.clone() };
            let store = state.parts.portfolio.store();
            let read = store
                .read(move |tx| Ok(licence::users_of(tx, &code, &wanted, &key, PER_PAGE + 1)?));
            match read.await {
                Ok(it) => Some((licence.clone(), it)),
                Err(no) => return frame::fault(&ask, &no),
            }
        }
        _ => None,
    };
    let names = Names::of(lang, &state.parts.source.glance());
    let title = w::title_of(lang, names.get(code.as_str()));
    let data = state.parts.portfolio.newest_data();
    let matrix = data.as_ref().and_then(|it| it.matrix());
    let all: Vec<Row<'_>> = systems
        .iter()
        .map(|it| {
            let terms = it.terms.clone().unwrap_or_default();
            (it, licence::clashes(&it.licences, &terms, matrix).len())
        })
        .collect();
    let main = html! {
        div class="head" { h1 { (title) } }
        @let is_own = own_code(&who.session.post).is_some();
        (lead(lang, &all, (matrix.is_some(), is_own), given.is_live()))
        (tabs(lang, &who, HERE))
        (chooser(lang, &state, &who, code.as_str()))
        @if systems.iter().any(|it| it.is_billed) { (no_matrix(lang, &who, data.as_deref())) }
        @if let Some((licence, users)) = &users {
            @let own = systems.iter().filter(|it| it.name == given.system);
            @let of = own.flat_map(|it| &it.licences).filter(|it| it.licence == *licence);
            @let count = of.map(|it| it.count).sum();
            (users_table(lang, (&given.base(&code), &given), (licence, count), users))
        } @else if let Some(licence) = &given.licence {
            (systems_with(lang, &systems, &code, (&given, licence)))
        }
        (by_licence(lang, &systems, (&given.base(&code), given.licence.as_deref())))
        (systems_part(lang, (&all, matrix.is_some()), &code, &given))
    };
    framed(&state, &ask, &who, title, main)
}

/// A system, and how much clashes in it.
type Row<'r> = (&'r SystemLicences, usize);

fn chooser(lang: Lang, state: &ConsoleState, who: &Entered, chosen: &str) -> Markup {
    if *who.session.post.scope() != Scope::Network {
        return html! {};
    }
    let mut all = whose_list::institutions(lang, state);
    if chosen.is_empty() {
        all.insert(0, (String::new(), common::owner_choose(lang)));
    }
    html! {
        form class="filter" method="get" action=(HERE) {
            (select("of", &w::whose(lang), &all, chosen))
            div class="acts" { button class="btn" { (w::show(lang)) } }
        }
    }
}

/// The institutions that have systems, as ways to their licences.
fn owners_part(lang: Lang, names: &Names, mut all: Vec<(ClientUseCode, i64)>) -> Markup {
    all.sort_by(|one, other| names.get(one.0.as_str()).cmp(names.get(other.0.as_str())));
    html! {
        section {
            div class="sh" {
                h2 { (w::owners_head(lang)) }
                @if !all.is_empty() { span class="sub" { (w::owners_note(lang, all.len())) } }
            }
            @if all.is_empty() { (no_system(lang)) }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (common::institution(lang)) } th class="num" { (w::systems(lang)) }
                    } }
                    tbody { @for (code, count) in &all { tr {
                        td class="way" {
                            a href=(format!("{HERE}?of={code}")) { (names.get(code.as_str())) }
                        }
                        td class="num" data-l=(w::systems(lang)) { (n(*count)) }
                    } } }
                }
            }
        }
    }
}

/// That nothing clashes is only said if pairs were compared.
fn lead(lang: Lang, all: &[Row<'_>], (has_matrix, is_own): (bool, bool), is_live: bool) -> Markup {
    let licensed = || all.iter().flat_map(|it| &it.0.licences);
    let parts: i64 = licensed().map(|it| it.count).sum();
    let unknown: i64 = all.iter().map(|it| it.0.unknown()).sum();
    let clashes: usize = all.iter().map(|it| it.1).sum();
    let named = licensed().map(|it| it.licence.as_str()).filter(|it| !it.is_empty());
    let mut licences: Vec<&str> = named.collect();
    licences.sort_unstable();
    licences.dedup();
    html! {
        p class="lead" {
            @if is_live && all.is_empty() { (w::live_none(lang)) }
            @else if parts == 0 { (w::lead_none(lang)) }
            @else {
                @if is_live { (w::lead_live(lang, all.len())) " " }
                (w::lead(lang, &n(parts), licences.len())) " "
                @if unknown > 0 {
                    b class="wrap" {
                        @if is_own { (w::lead_unknown(lang, &n(unknown))) }
                        @else { (w::lead_unknown_theirs(lang, &n(unknown))) }
                    } " "
                }
                @if clashes > 0 { b class="wrap" { (w::lead_clash(lang, clashes)) } }
                @else if unknown == 0 && has_matrix { (w::lead_clash_none(lang)) }
            }
        }
    }
}

/// Whether a system is among those that are asked for.
fn is_wanted((it, clashes): &Row<'_>, given: &Given) -> bool {
    let name = given.name.trim().to_lowercase();
    let is_kind = match given.show.as_str() {
        "clash" => *clashes > 0,
        "unknown" => it.unknown() > 0 || !it.is_billed,
        "unsaid" => it.is_billed && it.terms.is_none(),
        // What keeps duties from being known, as the self-check counts it.
        "unclear" => it.is_billed && (it.terms.is_none() || it.unknown() > 0),
        "notice" => {
            let may_owe = licence::notice_duty(it) != NoticeDuty::Needless;
            it.is_billed && it.noticed.is_none() && may_owe
        }
        _ => true,
    };
    is_kind && (name.is_empty() || it.name.to_lowercase().contains(&name))
}

fn systems_part(
    lang: Lang,
    (all, has_matrix): (&[Row<'_>], bool),
    code: &ClientUseCode,
    given: &Given,
) -> Markup {
    // They come by name, and a name stands once in an institution.
    let wanted: Vec<&Row<'_>> = all.iter().filter(|it| is_wanted(it, given)).collect();
    let begin = wanted.partition_point(|it| it.0.name <= given.after);
    let shown = &wanted[begin..wanted.len().min(begin + PER_PAGE)];
    let next = shown.last().filter(|_| begin + shown.len() < wanted.len());
    let foot = Foot {
        base: shown_href(code, given, &given.show),
        key: "after",
        part: "systems",
        from: (&given.after, &begin.to_string()),
        shown: shown.len(),
        all: i64::try_from(wanted.len()).ok(),
        next: next.map(|it| format::query_value(&it.0.name)),
        is_of_things: true,
    };
    html! {
        section id="systems" {
            div class="sh" {
                h2 { (w::systems(lang)) }
                @if !wanted.is_empty() {
                    span class="sub" { (w::systems_note(lang, wanted.len())) }
                }
            }
            @if all.is_empty() && given.is_live() {
                (of_duty(lang, code, given))
                p class="none" { (w::live_none(lang)) }
            }
            @else if all.is_empty() {
                (no_system(lang))
            }
            @else {
                form class="filter" method="get" action={ (HERE) "#systems" } {
                    input type="hidden" name="of" value=(code);
                    @if given.is_live() { input type="hidden" name="duty" value=(given.duty); }
                    @if !given.show.is_empty() { input type="hidden" name="show" value=(given.show); }
                    (filter("name", &common::search_name(lang), "search", &given.name))
                    div class="acts" { button class="btn" { (common::search(lang)) } }
                }
                (of_duty(lang, code, given))
                (kinds(lang, code, given))
                @if shown.is_empty() {
                    p class="none" {
                        @if given.show == "clash" && !has_matrix && given.name.trim().is_empty() {
                            (w::none_clash_apart(lang))
                        } @else { (common::none_match(lang)) }
                    }
                }
                @else { (systems_table(lang, shown, has_matrix)) (foot.show(lang)) }
            }
        }
    }
}

fn shown_href(code: &ClientUseCode, given: &Given, show: &str) -> String {
    format!("{}&show={show}&name={}", given.base(code), format::query_value(&given.name))
}

/// Which systems: by what is to be done about them.
fn kinds(lang: Lang, code: &ClientUseCode, given: &Given) -> Markup {
    html! {
        nav class="chips" aria-label=(w::which(lang)) {
            @for (value, word) in [
                ("", w::all(lang)), ("clash", w::clashes(lang)),
                ("unknown", w::unknown_some(lang)), ("unsaid", w::unsaid(lang)),
                ("unclear", w::unclear(lang)), ("notice", w::no_notice(lang)),
            ] {
                // What the self-check counts together: a way of its own only from there.
                @if value != "unclear" || given.show == value {
                    @let is_here = (value == given.show).then_some("true");
                    a href={ (shown_href(code, given, value)) "#systems" } aria-current=[is_here] {
                        (word)
                    }
                }
            }
        }
    }
}

/// That there is none yet, and where they are registered.
fn no_system(lang: Lang) -> Markup {
    html! {
        p class="none" {
            (w::systems_none(lang)) " " a href=(super::MENU) { (common::to_systems(lang)) }
        }
    }
}

/// All systems, or those that the self-check counts.
fn of_duty(lang: Lang, code: &ClientUseCode, given: &Given) -> Markup {
    html! {
        nav class="chips" aria-label=(common::duty(lang)) {
            @for (value, word) in [
                ("", w::all_systems(lang)), (Duties::Live.as_str(), common::duties_live(lang)),
            ] {
                @let it = Given { duty: value.to_owned(), ..Given::default() };
                @let value = format::query_value;
                @let (show, name) = (value(&given.show), value(&given.name));
                a href=(format!("{}&show={show}&name={name}#systems", it.base(code)))
                    aria-current=[(it.is_live() == given.is_live()).then_some("true")] {
                    (capital(&word))
                }
            }
        }
    }
}

fn systems_table(lang: Lang, rows: &[&Row<'_>], has_matrix: bool) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::system(lang)) } th { (w::form(lang)) }
                th class="num" { (w::unknown(lang)) } th class="num" { (w::clashes(lang)) }
                th { (w::notice(lang)) }
            } }
            tbody { @for (it, clashes) in rows { tr {
                td class="way" {
                    a href=(format!("/console/oss/systems/{}/licences", it.system)) { (it.name) }
                }
                td data-l=(w::form(lang)) { @match &it.terms {
                    Some(terms) => (form(lang, terms.form)),
                    None => span class="c-3" { (w::form_unsaid(lang)) },
                } }
                td class="num" data-l=(w::unknown(lang)) { (figure(it, it.unknown())) }
                td class="num" data-l=(w::clashes(lang)) {
                    @if it.is_billed && *clashes == 0 && !has_matrix {
                        span class="c-3" { (w::not_compared(lang)) }
                    } @else { (figure(it, i64::try_from(*clashes).unwrap_or(i64::MAX))) }
                }
                td class="nw" data-l=(w::notice(lang)) { (notice_state(lang, it)) }
            } } }
        }
    }
}

/// A count; without a bill it is not known.
fn figure(it: &SystemLicences, count: i64) -> Markup {
    html! {
        @if !it.is_billed { span class="c-3" { (format::NONE) } }
        @else if count > 0 { b { (n(count)) } }
        @else { (n(count)) }
    }
}

pub(super) fn notice_state(lang: Lang, it: &SystemLicences) -> Markup {
    match (it.is_billed, &it.noticed) {
        (false, _) => shown("na", Shape::Dashed, &w::no_bill(lang)),
        (true, Some(_)) => shown("ok", Shape::Check, &w::notice_current(lang)),
        (true, None) => match (licence::notice_duty(it), it.has_notice) {
            (NoticeDuty::Needless, _) => {
                html! { span class="c-3" { (w::notice_needless(lang)) } }
            }
            (NoticeDuty::Unclear, _) => shown("warn", Shape::Dashed, &w::notice_unclear(lang)),
            (NoticeDuty::Must, false) => shown("warn", Shape::Triangle, &w::notice_none(lang)),
            (NoticeDuty::Must, true) => shown("warn", Shape::Triangle, &w::notice_old(lang)),
        },
    }
}

/// Why something clashes, in a sentence.
pub(super) fn why(lang: Lang, it: &Clash) -> String {
    let by_matrix = || match lang {
        Lang::Ko => it.verdict.ko().to_owned(),
        Lang::En => it.verdict.en().to_owned(),
    };
    match it.why {
        ClashWhy::Reach => w::why_reach(lang),
        ClashWhy::Restricted => w::why_restricted(lang),
        ClashWhy::Combined | ClashWhy::Unclear => by_matrix(),
    }
}

/// That licences are not compared, and who can change that.
pub(super) fn no_matrix(lang: Lang, who: &Entered, data: Option<&Advisories>) -> Markup {
    if data.is_some_and(|it| it.matrix().is_some()) {
        return html! {};
    }
    let text = match (own_code(&who.session.post).is_some(), data.is_some()) {
        (true, _) => w::no_matrix_own(lang),
        (false, true) => w::no_matrix(lang),
        (false, false) => common::data_none(lang),
    };
    html! { p class="note warn" { (coded(&text)) } }
}
