//! The self-check on a node: what the portfolio's shelf, the book and the data tell, put together
//! and judged; and the pack that is made of it.
//!
//! **Must never know** SQL or how an item is judged: it asks `naru_core::oss::selfcheck`.

use super::Portfolio;
use naru_base::role::{Reach, Right, Role, Scope};
use naru_base::{Answer, ClientUseCode, Fault, Id, Lang, Micros};
use naru_core::admission::{self, Gate, GateState, PATH};
use naru_core::oss::approval::{self, Asked, Cover, Seats};
use naru_core::oss::licence::made_on;
use naru_core::oss::practice::paper::{self, Paper, Record};
use naru_core::oss::practice::{Row, materials, pack};
use naru_core::oss::selfcheck::{
    self, Affirmed, BookFacts, Checked, Facts, Said, SelfRules, Source, Spoken, Subject, judge,
};
use naru_core::staff;
use naru_store::Tx;
use serde_json::{Value, json};
use std::cmp::Reverse;

/// A self-check as it stands.
pub(crate) struct SelfCheck {
    /// Every item with its answer.
    pub(crate) rows: Vec<Checked>,
    /// What people said, the newest first.
    pub(crate) said: Vec<Said>,
    /// Who last confirmed the whole.
    pub(crate) affirmed: Option<Affirmed>,
}

/// What the document of a pack says beside the answers, in its language.
pub(crate) struct Told {
    /// Of whom it is.
    pub(crate) subject: String,
    /// When it was made.
    pub(crate) at: String,
    /// Where the answers come from.
    pub(crate) caution: String,
    /// Who confirmed the whole, in sentences.
    pub(crate) confirmed: Vec<String>,
}

impl SelfCheck {
    /// Answered yes, no, and not at all.
    pub(crate) fn counts(&self) -> (i64, i64, i64) {
        judge::counts(&self.rows)
    }

    /// The rows as the pack has them.
    pub(crate) fn written(&self, lang: Lang) -> Vec<Row> {
        self.rows.iter().map(|it| it.item.row(lang, it.answer, it.seen.clone())).collect()
    }

    /// The pack for a self-certification, as an archive: a document in each language, and the
    /// same for programs. What answers rest on is told in the language of the self-check, so that
    /// it takes one in Korean and one in English.
    pub(crate) fn pack((ko, en): (&SelfCheck, &SelfCheck), told: impl Fn(Lang) -> Told) -> Vec<u8> {
        pack::zipped(&SelfCheck::files((ko, en), told))
    }

    fn files(
        (ko, en): (&SelfCheck, &SelfCheck),
        told: impl Fn(Lang) -> Told,
    ) -> [(&'static str, String); 7] {
        let pretty = |it: &Value| format!("{it:#}\n");
        let rows = |it: &SelfCheck, lang| pretty(&json!(it.written(lang)));
        let materials =
            |it: &SelfCheck, lang| pretty(&json!(materials::judged(&it.written(lang), lang)));
        [
            ("self-check.ko.html", ko.document(Lang::Ko, &told(Lang::Ko))),
            ("self-check.en.html", en.document(Lang::En, &told(Lang::En))),
            ("self-check.ko.json", rows(ko, Lang::Ko)),
            ("self-check.en.json", rows(en, Lang::En)),
            ("materials.ko.json", materials(ko, Lang::Ko)),
            ("materials.en.json", materials(en, Lang::En)),
            ("evidence.json", pretty(&ko.evidence())),
        ]
    }

    fn document(&self, lang: Lang, told: &Told) -> String {
        let of = |it: &Checked| match &it.source {
            Source::Word(it) | Source::Past(it) => Some(Record {
                item: it.spoken.item.clone(),
                owner: it.spoken.owner.clone(),
                date: made_on(it.at),
                until: Some(made_on(it.until)),
                evidence: it.spoken.evidence.clone(),
                sha256: String::new(),
            }),
            Source::Fact(_) | Source::Nothing => None,
        };
        let records: Vec<Record> = self.rows.iter().filter_map(of).collect();
        paper::page(
            lang,
            &Paper {
                subject: &told.subject,
                at: &told.at,
                caution: &told.caution,
                rows: &self.written(lang),
                records: &records,
                confirmed: Some(&told.confirmed),
            },
        )
    }

    /// What people's answers rest on, and who confirmed the whole.
    fn evidence(&self) -> Value {
        let of = |it: &Checked| match &it.source {
            Source::Word(it) | Source::Past(it) => Some(json!({
                "item": it.spoken.item,
                "owner": it.spoken.owner,
                "date": made_on(it.at),
                "until": made_on(it.until),
                "evidence": it.spoken.evidence,
                "yes": it.spoken.is_yes,
            })),
            Source::Fact(_) | Source::Nothing => None,
        };
        let records: Vec<Value> = self.rows.iter().filter_map(of).collect();
        let affirmed = self.affirmed.as_ref().map(|it| {
            let (yes, no, open) = it.counts;
            let date = made_on(it.at);
            json!({"date": date, "yes": yes, "no": no, "open": open, "note": it.note})
        });
        json!({"records": records, "confirmed": affirmed})
    }
}

/// Whose self-check it is has these people, who can open the guide. In the network's scope are
/// also other houses, and administrators, who open nothing of open source.
fn readers_of(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<String>, Fault> {
    let is_theirs = |role: Role| match scope {
        Scope::Network => matches!(role, Role::Operator | Role::SecurityDesk | Role::Legal),
        _ => Right::OssRead.reach(role) != Reach::Nothing,
    };
    let people = staff::people_of(tx, scope)?.into_iter().filter(|it| is_theirs(it.1));
    Ok(people.map(|it| format!("staff:{}", it.0)).collect())
}

impl Portfolio {
    fn self_rules(&self, now: Micros) -> Answer<SelfRules> {
        Ok(SelfRules::at(&self.hub.directory().parameters, now)?)
    }

    /// What the book tells of a subject.
    async fn book_facts(
        &self,
        (subject, seats): (Subject, Seats),
        now: Micros,
    ) -> Answer<BookFacts> {
        let read = move |tx: &mut Tx<'_>| {
            let scope = match subject.institution() {
                Some(code) => Scope::Institution(code.clone()),
                None => Scope::Network,
            };
            let people = readers_of(tx, &scope)?;
            let house = staff::people_of(tx, &Scope::Network)?;
            let lacks = |role| !house.iter().any(|it| it.1 == role);
            let mut lacking: Vec<_> =
                seats.all().iter().map(|it| it.role).filter(|role| lacks(*role)).collect();
            lacking.sort();
            lacking.dedup();
            let gates = match subject.institution() {
                None => None,
                Some(code) => {
                    let facts = admission::facts_of(tx, code)?;
                    let view = admission::admission(&facts, &PATH, now);
                    let holds = |gate: Gate| {
                        let mut all = view.counted().filter(|it| it.gate == gate).peekable();
                        all.peek().is_some() && all.all(|it| it.state == GateState::Holds)
                    };
                    Some((holds(Gate::Functional), holds(Gate::Service)))
                }
            };
            Ok(BookFacts { people, lacking, gates })
        };
        self.book.read(read).await
    }

    /// The self-check of a subject.
    pub(crate) async fn self_check(&self, subject: &Subject, lang: Lang) -> Answer<SelfCheck> {
        let now = self.clock.now();
        let rules = self.self_rules(now)?;
        let seats = self.seats().await?;
        let book = self.book_facts((subject.clone(), seats), now).await?;
        let (data, subject) = (self.data(), subject.clone());
        let read = move |tx: &mut Tx<'_>| {
            let given = (&book, data.as_deref());
            let facts: Facts = selfcheck::load(tx, &subject, given, &rules, now)?;
            let (said, affirmed) = selfcheck::said(tx, &subject)?;
            Ok(SelfCheck { rows: judge::check(&facts, &said, &rules, now, lang), said, affirmed })
        };
        self.store.read(read).await
    }

    /// Who of a subject's people has not read the guide's pages on governance.
    pub(crate) async fn unread_by(&self, subject: &Subject) -> Answer<Vec<String>> {
        let now = self.clock.now();
        let rules = self.self_rules(now)?;
        let scope = match subject.institution() {
            Some(code) => Scope::Institution(code.clone()),
            None => Scope::Network,
        };
        let read = move |tx: &mut Tx<'_>| Ok(readers_of(tx, &scope)?);
        let people = self.book.read(read).await?;
        let read = move |tx: &mut Tx<'_>| Ok(selfcheck::unread_by(tx, &people, &rules, now)?);
        self.store.read(read).await
    }

    /// What an institution's live systems ask for themselves and nobody asked for, the most used
    /// first. None: it is more than can be looked at.
    pub(crate) async fn unasked(&self, code: ClientUseCode) -> Answer<Option<Vec<Asked>>> {
        let now = self.clock.now();
        let read = move |tx: &mut Tx<'_>| {
            let Some(mut all) = approval::direct_of(tx, &code, now)? else { return Ok(None) };
            all.retain(|it| it.cover == Cover::None);
            all.sort_by_key(|it| Reverse(it.systems));
            Ok(Some(all))
        };
        self.store.read(read).await
    }

    /// A person answers an item that no fact answers.
    pub(crate) async fn answer_item(
        &self,
        actor: String,
        subject: Subject,
        spoken: Spoken,
    ) -> Answer<Id> {
        let seen = self.self_check(&subject, Lang::Ko).await?;
        let by_fact = seen.rows.iter().any(|it| it.item.id == spoken.item && it.is_by_fact());
        let env = self.env();
        let write =
            move |tx: &mut Tx<'_>| selfcheck::say(tx, &env, (&actor, &subject), &spoken, by_fact);
        self.store.write(write).await
    }

    /// Somebody confirms the whole as it stands now.
    pub(crate) async fn affirm(&self, actor: String, subject: Subject, note: String) -> Answer<()> {
        let counts = self.self_check(&subject, Lang::Ko).await?.counts();
        let env = self.env();
        let write =
            move |tx: &mut Tx<'_>| selfcheck::affirm(tx, &env, (&actor, &subject), counts, &note);
        self.store.write(write).await
    }

    /// Somebody has read a page of the guide.
    pub(crate) async fn read_guide(&self, actor: String, page: String) -> Answer<()> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| selfcheck::read_page(tx, &env, &actor, &page);
        self.store.write(write).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_core::oss::practice::{Answer, items};

    fn all(seen: &str) -> SelfCheck {
        let checked = |item| Checked {
            item,
            answer: Answer::Open,
            seen: seen.to_owned(),
            source: Source::Nothing,
        };
        let rows = items().iter().map(checked).collect();
        SelfCheck { rows, said: Vec::new(), affirmed: None }
    }

    #[test]
    fn each_document_of_a_pack_is_in_one_language_and_shows_text_as_text() {
        let told = |lang| Told {
            subject: "Narae <Pay> & Co".to_owned(),
            at: "2026-11-27 03:00:00 KST".to_owned(),
            caution: if lang == Lang::Ko { "주의" } else { "caution" }.to_owned(),
            confirmed: Vec::new(),
        };
        let (korean, english) = (all("아직 답이 없습니다"), all("not answered yet"));
        let files = SelfCheck::files((&korean, &english), told);
        let of = |name: &str| files.iter().find(|it| it.0 == name).map(|it| it.1.as_str()).unwrap();
        let is_hangul = |it: char| ('가'..='힣').contains(&it);
        for name in ["self-check.en.html", "self-check.en.json", "materials.en.json"] {
            let at = of(name).find(is_hangul).unwrap_or(of(name).len());
            assert_eq!(&of(name)[at..], "", "{name}");
        }
        let document = of("self-check.ko.html");
        assert!(document.contains("아직 답이 없습니다") && !document.contains("not answered"));
        assert!(document.contains("Narae &lt;Pay&gt; &amp; Co"), "{document}");
        assert_eq!(document.matches("<tr id=").count(), 48);
    }
}
