//! 자가점검: the 48 items with their answers, where each rests, and what of the standards can be
//! shown. [`super::selfcheck_item`] shows and answers one.

use super::fields::{self, Label, answered, lines, whole};
use super::selfcheck_lacking;
use super::selfcheck_words as w;
use super::{coded, framed, may_manage, tabs, unknown, whose};
use crate::console::accounts::case::People;
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{capital, form_field, select};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame, words as console};
use crate::oss::selfcheck::{SelfCheck, Told};
use crate::oss::words as refused;
use axum::extract::{Form, Query, State as With};
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{Lang, No};
use naru_core::oss::licence::made_on;
use naru_core::oss::practice::items::groups;
use naru_core::oss::practice::{Answer, materials};
use naru_core::oss::selfcheck::{Checked, Place, Source, Subject};
use naru_core::oss::zone::Direction;
use serde::Deserialize;

pub(super) const HERE: &str = "/console/oss/self-check";

/// Whose, and which answers, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    pub(super) of: String,
    show: String,
}

/// Whose self-check the reader asks for: an institution's people see their own, the network's
/// everybody's and that of the operator's house. None: there is no such one for this reader.
pub(super) fn subject(state: &ConsoleState, who: &Entered, of: &str) -> Option<Subject> {
    match who.session.post.scope() {
        Scope::Institution(code) => {
            let own = Subject::Institution(code.clone());
            Some(own).filter(|it| of.is_empty() || it.to_string() == of)
        }
        Scope::Network if of.is_empty() => Some(Subject::Network),
        Scope::Network => Subject::parse(of).filter(|it| match it.institution() {
            None => true,
            Some(code) => state.parts.hub.directory().institutions.contains_key(code),
        }),
        _ => None,
    }
}

/// Whether the reader may answer and confirm for it.
pub(super) fn may_answer(who: &Entered, subject: &Subject) -> bool {
    match subject.institution() {
        Some(code) => may_manage(who, code),
        None => who.session.post.may_on(Right::OssManage, &Scope::Network),
    }
}

/// Its name.
pub(super) fn name(lang: Lang, state: &ConsoleState, subject: &Subject) -> String {
    match subject.institution() {
        None => w::house(lang),
        Some(code) => {
            let names = Names::of(lang, &state.parts.source.glance());
            names.get(code.as_str()).to_owned()
        }
    }
}

/// An answer: shape, word, colour.
pub(super) fn answer(lang: Lang, it: Answer) -> Markup {
    match it {
        Answer::Yes => shown("ok", Shape::Check, &w::yes(lang)),
        Answer::No => shown("stop", Shape::Square, &w::no(lang)),
        Answer::Open => shown("na", Shape::Hollow, &w::open(lang)),
    }
}

/// Where an answer comes from, in a word.
pub(super) fn source(lang: Lang, it: &Checked) -> String {
    match &it.source {
        Source::Fact(_) if it.answer == Answer::Open => w::partly(lang),
        Source::Fact(_) => w::fact(lang),
        Source::Word(_) => w::word(lang),
        Source::Past(_) => w::past(lang),
        Source::Nothing => w::nothing(lang),
    }
}

/// The page on which the evidence stands; none on this very page.
pub(super) fn href(place: Place, subject: &Subject) -> Option<String> {
    let of = subject.institution().map(|it| it.to_string());
    let theirs = |path: &str| Some(format!("{path}of={}", of.as_deref().unwrap_or_default()));
    let path = match place {
        Place::Systems => return theirs("/console/oss?"),
        Place::Findings => return theirs("/console/oss/findings?"),
        Place::Advisories => "/console/oss/advisories",
        Place::Stances => return theirs("/console/oss/stances?show=all&"),
        Place::Approvals => return theirs("/console/oss/approvals?show=all&"),
        Place::Licences => return theirs("/console/oss/licences?"),
        Place::Guide => "/console/oss/guide",
        Place::Zone => "/console/oss/zone",
        Place::Gates => return of.map(|code| format!("/console/gates/{code}")),
        Place::Here => return None,
    };
    Some(path.to_owned())
}

/// The same, narrowed to what the item counts, where the page can be.
pub(super) fn evidence(
    (item, answer): (&str, Answer),
    place: Place,
    subject: &Subject,
) -> Option<String> {
    // What it counts stands on the page of the item.
    if selfcheck_lacking::lists(item, subject) {
        return Some(format!("{}#lacking", item_href(item, subject)));
    }
    let href = href(place, subject)?;
    let licences = |show: &str| {
        let path = self::href(Place::Licences, subject)?;
        Some(format!("{path}&show={show}&duty=live#systems"))
    };
    Some(match item {
        "I1" => format!("{href}&duty=live&sort=billed"),
        "O1" => super::seats::HERE.to_owned(),
        "V1" => format!("{href}&grave=standing"),
        "V3" => format!("{href}&sort=due"),
        "V4" | "V5" => href.replace("show=all", "show=approved"),
        "N1" => format!("{href}?show=all&direction={}", Direction::In),
        "N4" => format!("{href}?show=all&direction={}", Direction::Out),
        "N2" => format!("{href}?show=all"),
        "N3" => format!("{href}?show=crossed"),
        "L2" => licences("unclear")?,
        "L3" => licences("clash")?,
        // Where each has its notice, all of them are what it rests on.
        "L4" | "X1" if answer == Answer::Yes => licences("")?,
        "L4" | "X1" => licences("notice")?,
        _ => href,
    })
}

/// `GET /console/oss/self-check`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    show(&state, &ask, &who, &given, ("", &[])).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Given,
    (note, wrongs): (&str, &[Wrong]),
) -> Response {
    let lang = ask.lang;
    let Some(subject) = subject(state, who, &given.of) else { return unknown(state, ask, who) };
    let seen = match state.parts.portfolio.self_check(&subject, lang).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let (yes, no, open) = seen.counts();
    let title = w::title_of(lang, &name(lang, state, &subject));
    let main = html! {
        div class="head" { h1 { (title) } }
        p class="lead" {
            (w::lead(lang, seen.rows.len(), yes, no, open)) " "
            (w::by_fact(lang, seen.rows.iter().filter(|it| it.is_by_fact()).count()))
            @if subject.institution().is_some() { " " (w::only_live(lang)) }
        }
        (tabs(lang, who, HERE))
        (summary(lang, wrongs))
        (chooser(lang, state, who, &subject))
        (chips(lang, &subject, &given.show))
        (items(lang, &seen, &subject, &given.show, may_answer(who, &subject)))
        (standards(lang, &seen, &subject))
        (affirmation(lang, who, &seen, &subject, (note, wrongs)))
    };
    answered(framed(state, ask, who, title, main), wrongs)
}

/// Whose: for the network's people.
pub(super) fn chooser(
    lang: Lang,
    state: &ConsoleState,
    who: &Entered,
    subject: &Subject,
) -> Markup {
    if *who.session.post.scope() != Scope::Network {
        return html! {};
    }
    let mut all = whose::institutions(lang, state);
    all.insert(0, (Subject::Network.to_string(), w::house(lang)));
    html! {
        form class="filter" method="get" action=(HERE) {
            (select("of", &w::whose(lang), &all, &subject.to_string()))
            div class="acts" { button class="btn" { (w::show(lang)) } }
        }
    }
}

fn chips(lang: Lang, subject: &Subject, chosen: &str) -> Markup {
    html! {
        nav class="chips" aria-label=(w::which(lang)) {
            @for (value, word) in [
                ("", w::all(lang)), ("no", w::no(lang)), ("open", w::open(lang)),
                ("yes", w::yes(lang)),
            ] {
                a href=(format!("{HERE}?of={subject}&show={value}"))
                    aria-current=[(value == chosen).then_some("true")] { (capital(&word)) }
            }
        }
    }
}

fn items(
    lang: Lang,
    seen: &SelfCheck,
    subject: &Subject,
    chosen: &str,
    may_answer: bool,
) -> Markup {
    let wanted = |it: &&Checked| match chosen {
        "yes" => it.answer == Answer::Yes,
        "no" => it.answer == Answer::No,
        "open" => it.answer == Answer::Open,
        _ => true,
    };
    let is_any = seen.rows.iter().any(|it| wanted(&it));
    html! {
        @if !is_any { p class="none" { (w::none(lang)) } }
        @for (letter, word) in groups(lang) {
            @let of_group = |it: &&Checked| it.item.id.starts_with(letter);
            @let mine: Vec<&Checked> = seen.rows.iter().filter(of_group).filter(wanted).collect();
            @if !mine.is_empty() {
                section {
                    div class="sh" { h2 { (word) } }
                    (table(lang, &mine, subject, may_answer))
                }
            }
        }
    }
}

fn table(lang: Lang, rows: &[&Checked], subject: &Subject, may_answer: bool) -> Markup {
    html! {
        table class="rows items" {
            thead { tr {
                th { (w::item(lang)) } th { (w::answer(lang)) } th { (w::seen(lang)) }
                th { (w::source(lang)) } th { span class="vh" { (w::look(lang)) } }
            } }
            tbody { @for it in rows { tr {
                td class="way" {
                    a href=(item_href(&it.item.id, subject)) {
                        span class="nw" { (it.item.id) } " " (capital(it.item.question(lang)))
                    }
                }
                td class="nw" { (answer(lang, it.answer)) }
                td data-l=(w::seen(lang)) { (seen_of(it)) }
                td class="nw" data-l=(w::source(lang)) { (source(lang, it)) }
                td class="nw" { (way_on(lang, it, subject, may_answer)) }
            } } }
        }
    }
}

/// What an answer rests on. Commands are set off; what people wrote stands as they wrote it.
pub(super) fn seen_of(it: &Checked) -> Markup {
    match it.source {
        Source::Fact(_) => coded(&counts_kept(&it.seen)),
        _ => html! { (it.seen) },
    }
}

/// A sentence whose counts do not part from what is counted: “overdue: 3”, “0 of 6”, “합격 500건”.
fn counts_kept(text: &str) -> String {
    let is_count = |it: &str| it.starts_with(|c: char| c.is_ascii_digit());
    let hangul = |c: char| ('가'..='힣').contains(&c);
    let mut out = String::with_capacity(text.len());
    let mut last = "";
    for word in text.split(' ') {
        let is_kept = match word {
            "of" => is_count(last) && last.ends_with(|c: char| c.is_ascii_digit()),
            _ => {
                is_count(word)
                    && (last == "of"
                        || last.ends_with(':')
                        || last.ends_with(hangul)
                        || word.contains(hangul))
            }
        };
        if !out.is_empty() {
            out.push(if is_kept { '\u{a0}' } else { ' ' });
        }
        out.push_str(word);
        last = word;
    }
    out
}

/// To the evidence, or to the answer.
fn way_on(lang: Lang, it: &Checked, subject: &Subject, may_answer: bool) -> Markup {
    let to_evidence = match &it.source {
        Source::Fact(place) => evidence((&it.item.id, it.answer), *place, subject),
        _ => None,
    };
    let may_say = may_answer && !it.is_by_fact();
    html! {
        @if let Some(href) = &to_evidence { a class="block" href=(href) { (w::look(lang)) } }
        // What facts tell in part, people complete.
        @if may_say {
            a class="block" href=(item_href(&it.item.id, subject)) {
                @if matches!(it.source, Source::Nothing | Source::Fact(_)) { (w::say_it(lang)) }
                @else { (w::say_again(lang)) }
            }
        } @else if to_evidence.is_none() { span class="c-3" { (format::NONE) } }
    }
}

pub(super) fn item_href(id: &str, subject: &Subject) -> String {
    format!("{HERE}/{id}?of={subject}")
}

fn standards(lang: Lang, seen: &SelfCheck, subject: &Subject) -> Markup {
    let judged = materials::judged(&seen.written(lang), lang);
    html! {
        section {
            div class="sh" {
                h2 { (w::standards(lang)) } span class="sub" { (w::standards_note(lang)) }
            }
            table class="rows" {
                thead { tr { th { (w::standard(lang)) } th class="num" { (w::can_show(lang)) } } }
                tbody { @for (standard, have, all) in materials::counts(&judged) { tr {
                    td class="way" { (standard) }
                    td class="num" data-l=(w::can_show(lang)) { (w::of(lang, have, all)) }
                } } }
            }
            p { a class="btn" href=(format!("{HERE}/pack?of={subject}")) download { (w::pack(lang)) } }
        }
    }
}

fn affirmation(
    lang: Lang,
    who: &Entered,
    seen: &SelfCheck,
    subject: &Subject,
    (note, wrongs): (&str, &[Wrong]),
) -> Markup {
    let (yes, no, open) = seen.counts();
    let label = Label::must("note", w::note(lang), Some(w::note_help(lang)));
    html! {
        section {
            div class="sh" { h2 { (w::affirmed_head(lang)) } }
            @match &seen.affirmed {
                None => p class="none" { (w::affirmed_none(lang)) },
                Some(it) => {
                    @let (yes, no, open) = it.counts;
                    @let at = format!("{} {}", made_on(it.at), it.at.kst_clock());
                    p { (w::affirmed_at(lang, &at, yes, no, open)) }
                    p class="c-2" { (it.note) }
                }
            }
            @if may_answer(who, subject) {
                details class="ask" open[!wrongs.is_empty()] {
                    summary { (w::affirm_head(lang)) }
                    p { (w::affirm_effect(lang, yes, no, open)) }
                    form id="form" tabindex="-1" method="post" action=(format!("{HERE}/affirm"))
                        aria-describedby=[fields::texts("form", false, wrongs)] {
                        (form_field(who))
                        input type="hidden" name="of" value=(subject);
                        (whole("form", wrongs))
                        (lines(&label, note, wrongs))
                        button class="btn p" { (w::affirm_submit(lang)) }
                    }
                }
            }
        }
    }
}

/// The form of a confirmation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Affirming {
    form: String,
    of: String,
    note: String,
}

/// `POST /console/oss/self-check/affirm`
pub(crate) async fn affirm(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Affirming>,
) -> Response {
    let found = subject(&state, &who, &given.of).filter(|it| may_answer(&who, it));
    let Some(subject) = found else { return unknown(&state, &ask, &who) };
    let again = async |field: &'static str, text: String| {
        let wrongs = [Wrong { field, text }];
        let given_of = Given { of: subject.to_string(), show: String::new() };
        show(&state, &ask, &who, &given_of, (&given.note, &wrongs)).await
    };
    if !who.wrote(&given.form) {
        return again("form", console::stale_form(ask.lang)).await;
    }
    let actor = format!("staff:{}", who.session.account);
    let done = state.parts.portfolio.affirm(actor, subject.clone(), given.note.clone()).await;
    match done {
        Ok(()) => Redirect::to(&format!("{HERE}?of={subject}")).into_response(),
        Err(No::Refusal(it)) => {
            let field = if it.code == "oss/selfcheck-text" { "note" } else { "form" };
            again(field, refused::refusal(ask.lang, &it)).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// `GET /console/oss/self-check/pack`
pub(crate) async fn pack(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let Some(subject) = subject(&state, &who, &given.of) else {
        return unknown(&state, &ask, &who);
    };
    let portfolio = &state.parts.portfolio;
    let both = async {
        let korean = portfolio.self_check(&subject, Lang::Ko).await?;
        Ok::<_, No>((korean, portfolio.self_check(&subject, Lang::En).await?))
    };
    let (korean, english) = match both.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let people = match &korean.affirmed {
        Some(_) => match People::load(&state).await {
            Ok(it) => Some(it),
            Err(no) => return frame::fault(&ask, &no),
        },
        None => None,
    };
    let now = state.now();
    let day = made_on(now);
    let told = |lang| Told {
        subject: name(lang, &state, &subject),
        at: format!("{day} {} KST", now.kst_clock()),
        caution: w::caution(lang),
        confirmed: confirmed(lang, &korean, people.as_ref()),
    };
    let bytes = SelfCheck::pack((&korean, &english), told);
    let file = format!("attachment; filename=\"naru-self-check-{subject}-{day}.zip\"");
    let kind = "application/zip".to_owned();
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, file)], bytes).into_response()
}

/// Who confirmed the whole, when, and in which words.
fn confirmed(lang: Lang, seen: &SelfCheck, people: Option<&People>) -> Vec<String> {
    let Some(it) = &seen.affirmed else { return Vec::new() };
    let (yes, no, open) = it.counts;
    let at = format!("{} {}", made_on(it.at), it.at.kst_clock());
    let by = people.map_or_else(String::new, |people| people.actor(lang, &it.by));
    vec![format!("{} · {by}", w::affirmed_at(lang, &at, yes, no, open)), it.note.clone()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_stays_beside_what_is_counted() {
        let text = counts_kept("requests with the project’s activity: 0 of 6, of them late: 1,024");
        let want = "requests with the project’s activity:\u{a0}0\u{a0}of\u{a0}6, of them \
                    late:\u{a0}1,024";
        assert_eq!(text, want);
        // In Korean a count stays with the word before it; a sentence may break between counts.
        let kept =
            "신청\u{a0}4건 가운데\u{a0}0건입니다. 합격\u{a0}1,024건, 거절\u{a0}0건, KEV\u{a0}3건";
        assert_eq!(counts_kept("신청 4건 가운데 0건입니다. 합격 1,024건, 거절 0건, KEV 3건"), kept);
    }
}
