//! 감사: where the chain stands, whether it was verified, and its records by subject, actor, deed
//! and day. `hash` shows the link's, 8…4; the whole one is in the title.

mod facts;

pub(crate) use facts::said;

use crate::console::accounts::{case::People, proposals};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::pieces::{Ways, day, filter, hash, instant, moment, pager, parse_day};
use crate::console::shape::{self, Shape};
use crate::console::{ConsoleState, format};
use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{Answer, BusinessDate, Id, Lang, No, Won, texts};
use naru_core::glance::Glance;
use naru_core::proposal::{self, Case};
use naru_store::Tx;
use naru_store::chain::{self, Link, Recorded, Search};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const PER_PAGE: usize = 50;
const DAYS_MAX: i64 = 31;

texts! {
    title { ko: "감사", en: "Audit" }
    whole(n: &str, t: &str) {
        ko: "감사 고리는 #{n}까지 이어져 있고, {t}에 처음부터 끝까지 맞는 것을 확인했습니다.",
        en: "The chain reaches link #{n} and was verified from end to end at {t}."
    }
    broken(t: &str) {
        ko: "감사 고리가 끊어져 있습니다. {t}에 알았습니다. naru audit verify가 어디인지 말합니다.",
        en: "The chain is broken, found at {t}. `naru audit verify` says where."
    }
    unverified(n: &str) {
        ko: "감사 고리는 #{n}까지 이어져 있습니다. 이 프로세스가 켜진 뒤로 아직 검증하지 않았습니다.",
        en: "The chain reaches link #{n}. It has not been verified since this process began."
    }
    filter_subject { ko: "대상", en: "Subject" }
    filter_actor { ko: "누가", en: "Actor" }
    filter_action { ko: "무엇", en: "Deed" }
    filter_from { ko: "영업일 부터", en: "Business date from" }
    filter_to { ko: "까지", en: "to" }
    find { ko: "찾기", en: "Find" }
    clear { ko: "조건 지우기", en: "Clear the filter" }
    bad_dates { ko: "날짜는 31일까지, 이른 날부터 늦은 날 순서로 적어 주세요.", en: "Dates: at most 31 days, the earlier first." }
    list_head { ko: "기록", en: "Records" }
    list_note { ko: "새것부터 · 대상, 누가, 무엇은 적힌 그대로 찾습니다", en: "newest first · subject, actor and deed are matched exactly" }
    none { ko: "조건에 맞는 기록이 없습니다.", en: "No record fits." }
    none_note(from: &str, to: &str) { ko: "영업일 {from}부터 {to}까지에서 찾았습니다.", en: "Searched from {from} to {to}." }
    head_link { ko: "고리", en: "Link" }
    head_time { ko: "시각", en: "Time" }
    head_facts { ko: "사실", en: "Facts" }
    as_recorded { ko: "기록 그대로", en: "As recorded" }
    as_recorded_note { ko: "해시가 지키는 글자", en: "the letters that the hash keeps" }
    head_hash { ko: "해시", en: "Hash" }
    head_check { ko: "기록", en: "Record" }
    intact { ko: "일치", en: "intact" }
    changed { ko: "바뀜", en: "changed" }
    one_link(n: &str) { ko: "고리 #{n}", en: "Link #{n}" }
    link_unknown(n: i64) { ko: "고리 {n}이 없습니다.", en: "There is no link {n}." }
    link_note(n: i64) { ko: "한 커밋에 함께 남은 기록 {n}건", en: "records of one commit: {n}" }
    link_at { ko: "커밋", en: "Committed" }
    link_hash { ko: "해시", en: "Hash" }
    link_prev { ko: "앞 고리의 해시", en: "Hash of the link before" }
    link_before { ko: "앞 고리", en: "Link before" }
    link_after { ko: "다음 고리", en: "Link after" }
}

/// The filter, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    subject: String,
    actor: String,
    action: String,
    from: String,
    to: String,
    before: String,
    link: String,
}

struct Found {
    link: Option<Link>,
    records: Vec<Recorded>,
}

/// `GET /console/audit`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Filter>,
) -> Response {
    let lang = ask.lang;
    let (glance, today) = (state.parts.source.glance(), state.now().business_date());
    let (search, wrongs) = read(lang, &given, today);
    let number: Option<i64> = given.link.replace(',', "").parse().ok();
    let sought = search.clone();
    let found = state.parts.store.read(move |tx| {
        let link = match number {
            Some(number) => chain::link(tx, number)?,
            None => None,
        };
        let sought = match &link {
            Some(link) => of_link(link),
            None => sought.clone(),
        };
        Ok(Found { link, records: chain::search(tx, &sought)? })
    });
    let found: Answer<Found> = found.await;
    let read = async {
        let found = found?;
        let headlines = headlines(&state, (lang, &who), &found.records).await?;
        Ok::<_, No>((found, headlines))
    };
    let (mut found, proposals) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    if !wrongs.is_empty() || (number.is_some() && found.link.is_none()) {
        found.records.clear();
    }
    let names = Names::of(lang, &glance).and_insurers(lang, &state);
    let trail = Trail { names: &names, proposals };
    let main = html! {
        div class="head" { h1 { (title(lang)) } }
        (lead(lang, &glance))
        (summary(lang, &wrongs))
        @if let Some(number) = number {
            (one(lang, number, &found, &trail))
        } @else {
            (form(lang, &given, &search))
            (list(lang, (&given, &search), found.records, &trail))
        }
    };
    let it = Page {
        ask: &ask,
        who: &who,
        title: title(lang),
        here: "/console/audit",
        topic: Topic::Watch,
        main,
    };
    frame::page(&state, &it)
}

/// What the whole trail knows beside its records.
pub(crate) struct Trail<'a> {
    names: &'a Names,
    /// Of proposals that the reader may see, by the record's subject: headline and page.
    proposals: BTreeMap<String, (String, String)>,
}

impl<'a> Trail<'a> {
    /// Of a trail in which nobody proposes anything.
    pub(crate) const fn of(names: &'a Names) -> Trail<'a> {
        Trail { names, proposals: BTreeMap::new() }
    }
}

/// What the proposals of these records are called, and where they are shown.
async fn headlines(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    records: &[Recorded],
) -> Answer<BTreeMap<String, (String, String)>> {
    let of = records.iter().filter(|it| it.action.starts_with(facts::PROPOSALS));
    let ids = of.filter_map(|it| Id::parse(it.subject.strip_prefix("proposal:")?).ok());
    let ids: BTreeSet<Id> = ids.collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let read = move |tx: &mut Tx<'_>| {
        let all = ids.iter().map(|id| proposal::find(tx, *id));
        all.collect::<Answer<Vec<_>>>()
    };
    let mut cases: Vec<Case> = state.parts.store.read(read).await?.into_iter().flatten().collect();
    cases.retain(|it| proposals::sees(it, who));
    let about: Vec<&Case> = cases.iter().collect();
    let people = People::load_about(state, &about).await?;
    let line = |it: &Case| {
        let page = proposals::page_at(&it.kind, &it.id.to_string());
        (format!("proposal:{}", it.id), (people.headline(lang, it), page))
    };
    Ok(cases.iter().map(line).collect())
}

fn of_link(link: &Link) -> Search {
    Search {
        from: link.at.business_date(),
        to: link.at.business_date(),
        subject: String::new(),
        actor: String::new(),
        action: String::new(),
        before: Some(link.first_seq + link.record_count),
        limit: link.record_count.clamp(1, 1_000),
    }
}

fn read(lang: Lang, given: &Filter, today: BusinessDate) -> (Search, Vec<Wrong>) {
    let from = parse_day(&given.from).unwrap_or(today);
    let to = parse_day(&given.to).unwrap_or(if given.from.is_empty() { today } else { from });
    let days = to.starts_at().since(from.starts_at()) / 86_400_000_000;
    let mut wrongs = Vec::new();
    if !(0..DAYS_MAX).contains(&days) {
        wrongs.push(Wrong { field: "from", text: bad_dates(lang) });
    }
    let search = Search {
        from,
        to,
        subject: given.subject.trim().to_owned(),
        actor: given.actor.trim().to_owned(),
        action: given.action.trim().to_owned(),
        before: given.before.parse().ok(),
        limit: i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX),
    };
    (search, wrongs)
}

fn grouped(n: i64) -> String {
    Won::new(n).grouped()
}

fn lead(lang: Lang, glance: &Glance) -> Markup {
    let head = format::count(glance.audit.head);
    let (class, mark, text) = match glance.audit.verified {
        Some((at, true)) => ("c-ok", Shape::Circle, whole(lang, &head, &at.kst_clock())),
        Some((at, false)) => ("c-stop b", Shape::Square, broken(lang, &at.kst_clock())),
        None => ("c-3", Shape::Dashed, unverified(lang, &head)),
    };
    html! { p class="lead" { span class=(class) { (shape::shape(mark)) } " " (text) } }
}

fn form(lang: Lang, given: &Filter, search: &Search) -> Markup {
    html! {
        form class="filter" method="get" action="/console/audit" {
            (filter("from", &filter_from(lang), "date", &day(search.from)))
            (filter("to", &filter_to(lang), "date", &day(search.to)))
            (filter("subject", &filter_subject(lang), "text", &given.subject))
            (filter("actor", &filter_actor(lang), "text", &given.actor))
            (filter("action", &filter_action(lang), "text", &given.action))
            div class="acts" {
                button class="btn p" { (find(lang)) }
                a class="btn" href="/console/audit" { (clear(lang)) }
            }
        }
    }
}

/// The address of the records before one of the same search; of the newest without it.
fn address(given: &Filter, search: &Search, before: &str) -> String {
    let (from, to) = (day(search.from), day(search.to));
    let pairs = [
        ("from", from.as_str()),
        ("to", &to),
        ("subject", &given.subject),
        ("actor", &given.actor),
        ("action", &given.action),
        ("before", before),
    ];
    let kept = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> =
        kept.map(|(name, value)| format!("{name}={}", format::query_value(value))).collect();
    format!("/console/audit?{}", query.join("&"))
}

fn list(
    lang: Lang,
    (given, search): (&Filter, &Search),
    mut records: Vec<Recorded>,
    trail: &Trail<'_>,
) -> Markup {
    let more = records.len() > PER_PAGE;
    records.truncate(PER_PAGE);
    let last = records.last().map(|it| it.seq).filter(|_| more);
    let next = last.map(|seq| address(given, search, &seq.to_string()));
    let start = search.before.map(|_| address(given, search, ""));
    let ways = Ways::onward(lang, start, next);
    html! {
        section {
            div class="sh" { h2 { (list_head(lang)) } span class="sub" { (list_note(lang)) } }
            @if records.is_empty() {
                p class="none" {
                    b { (none(lang)) } " "
                    (none_note(lang, &day(search.from), &day(search.to)))
                }
            } @else {
                (table(lang, &records, Some(trail)))
                (pager(lang, records.len(), ways))
            }
        }
    }
}

/// A name of the trail that may be broken between its parts, and not within them.
fn breakable(text: &str) -> Markup {
    html! { @for part in text.split_inclusive(['.', ':', '/']) { (part) wbr; } }
}

/// Where a subject is shown, if there is a page for it.
fn subject(text: &str) -> Markup {
    match text.split_once(':') {
        Some(("transfer", key)) => html! {
            // A place to break a long line, before the transfer's own id.
            @let (date, id) = key.split_once('/').unwrap_or((key, ""));
            a class="mono xs" href=(format!("/console/transfers/{key}")) {
                "transfer:" (date) "/" wbr; (id)
            }
        },
        _ => html! { span class="mono xs" { (breakable(text)) } },
    }
}

/// Who did it: a participant by its name, above what stands in the record and is searched for.
fn actor(text: &str, names: &Names) -> Markup {
    let code = text.split_once(':').map_or("", |(_, code)| code);
    let name = names.get(code);
    html! {
        @if name != code { span class="block" { (name) } }
        span class="mono xs" { (breakable(text)) }
    }
}

/// The records as a table; as the whole trail, which names participants, or as what one thing's
/// page has of it: then without actor and subject.
pub(crate) fn table(lang: Lang, records: &[Recorded], trail: Option<&Trail<'_>>) -> Markup {
    let is_trail = trail.is_some();
    html! {
        table class="rows trail" {
            thead { tr {
                th { (head_link(lang)) }
                th { (head_time(lang)) }
                @if is_trail { th { (filter_actor(lang)) } }
                th { (filter_action(lang)) }
                @if is_trail { th { (filter_subject(lang)) } }
                th { (head_facts(lang)) }
                th { (head_hash(lang)) }
                th class="num" { (head_check(lang)) }
            } }
            tbody { @for it in records {
                tr {
                    td class="nw" {
                        a class="mono" href=(format!("/console/audit?link={}", it.commit_no)) {
                            "#" (grouped(it.commit_no))
                        }
                    }
                    td class="nw" {
                        @if is_trail { (moment(it.at)) } @else { (it.at.kst_clock_ms()) }
                    }
                    @if let Some(of) = trail { td { (actor(&it.actor, of.names)) } }
                    td class="mono xs way" { (breakable(&it.action)) }
                    @if is_trail { td { (subject(&it.subject)) } }
                    td class="sub2 xs" { (facts_of(lang, it, trail)) }
                    td { (hash(&it.link)) }
                    td class="num" {
                        @if it.is_intact { (shape::state("ok", Shape::Check, &intact(lang))) }
                        @else { (shape::state("stop", Shape::Square, &changed(lang))) }
                    }
                }
            } }
        }
    }
}

/// The facts of one record; of a proposal its headline, then what was proposed.
fn facts_of(lang: Lang, it: &Recorded, trail: Option<&Trail<'_>>) -> Markup {
    let known = trail.and_then(|of| of.proposals.get(&it.subject));
    let known = known.filter(|_| it.action.starts_with(facts::PROPOSALS));
    html! {
        @match known {
            Some((headline, page)) => {
                a class="block" href=(page) { (headline) }
                (facts::said_of_proposal(lang, &it.action, &it.body))
            },
            None => (said(lang, &it.action, &it.body)),
        }
    }
}

fn one(lang: Lang, number: i64, found: &Found, trail: &Trail<'_>) -> Markup {
    let Some(link) = &found.link else {
        return html! {
            p class="none" { b { (link_unknown(lang, number)) } " " a href="/console/audit" { (clear(lang)) } }
        };
    };
    let to = |n: i64| format!("/console/audit?link={n}");
    html! {
        section {
            div class="sh" {
                h2 { (one_link(lang, &grouped(link.commit_no))) }
                span class="sub" { (link_note(lang, link.record_count)) }
            }
            dl class="kv" {
                dt { (link_at(lang)) } dd { (instant(link.at)) }
                dt { (link_hash(lang)) } dd { (whole_hash(&link.hash)) }
                dt { (link_prev(lang)) } dd { (whole_hash(&link.prev)) }
            }
            p class="acts" {
                @if link.commit_no > 1 {
                    a class="btn" href=(to(link.commit_no - 1)) { (link_before(lang)) }
                }
                a class="btn" href=(to(link.commit_no + 1)) { (link_after(lang)) }
                a class="btn" href="/console/audit" { (clear(lang)) }
            }
        }
        (table(lang, &found.records, Some(trail)))
        (as_they_stand(lang, &found.records))
    }
}

/// The facts of the records letter by letter, as the chain holds them.
fn as_they_stand(lang: Lang, records: &[Recorded]) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (as_recorded(lang)) } span class="sub" { (as_recorded_note(lang)) }
            }
            dl class="kv" { @for it in records {
                dt { code { (it.action) } }
                dd { code class="xs uri" { (it.body) } }
            } }
        }
    }
}

fn whole_hash(bytes: &[u8]) -> Markup {
    html! { span class="mono xs" { (data_encoding::HEXLOWER.encode(bytes)) } }
}
