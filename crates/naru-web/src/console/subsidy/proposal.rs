//! A proposal of this slice in words.

use super::plain::{check, classes, grounds, name, on, period};
use super::words as w;
use crate::console::format;
use crate::console::sources;
use naru_base::{Answer, Lang, Won, in_language};
use naru_core::proposal::Case;
use naru_core::subsidy::{self, Application, Claim, Grounds, Programme, deeds};
use naru_store::Tx;

/// Whether a kind of proposal is of this slice.
pub(crate) fn is_ours(kind: &str) -> bool {
    kind.starts_with(deeds::PREFIX)
}

/// The deed's name.
pub(crate) fn deed(lang: Lang, kind: &str) -> String {
    match kind {
        deeds::PROGRAMME => w::deed_programme(lang),
        deeds::INSPECTOR => w::deed_inspector(lang),
        deeds::AWARD => w::deed_award(lang),
        deeds::DECLINE => w::deed_decline(lang),
        deeds::PAY => w::deed_pay(lang),
        deeds::RELEASE => w::deed_release(lang),
        _ => w::deed_carry(lang),
    }
}

/// What a proposal comes to beyond what it says itself: the second person is to read it here.
pub(crate) struct Substance {
    /// Of a payment: what was claimed.
    claim: Option<Claim>,
    /// What programmes are called.
    programmes: Vec<Programme>,
}

impl Substance {
    /// Of a proposal of this slice.
    pub(crate) fn read(tx: &mut Tx<'_>, case: &Case) -> Answer<Option<Substance>> {
        if !is_ours(&case.kind) {
            return Ok(None);
        }
        let of = deeds::application_of(case).filter(|_| case.kind == deeds::PAY);
        let claim = of.map(|id| subsidy::claim_of(tx, id)).transpose()?.flatten();
        let programmes = subsidy::programmes(tx)?.into_iter().map(|(it, _)| it).collect();
        Ok(Some(Substance { claim, programmes }))
    }

    fn called(&self, lang: Lang, code: &str) -> String {
        let known = self.programmes.iter().find(|it| it.code == code);
        known.map_or_else(|| code.to_owned(), |it| format!("{} ({code})", name(lang, it)))
    }
}

/// What a programme of this code is called, as far as is known.
fn programme(lang: Lang, code: &str, of: Option<&Substance>) -> String {
    of.map_or_else(|| code.to_owned(), |of| of.called(lang, code))
}

/// What it is about: the programme, the inspector, or the firm with what it applied for.
pub(crate) fn object(
    lang: Lang,
    (case, form): (&Case, Option<(&Application, &[Programme])>),
    firm: Option<&str>,
    known: Option<&Substance>,
) -> String {
    let named = named(lang, case, firm, known);
    let Some((it, all)) = form else { return named };
    let of = all.iter().find(|of| of.code == it.programme);
    let of = of.map_or(it.programme.as_str(), |of| name(lang, of));
    format!("{named} · {} · {of}", check(lang, it.check))
}

/// The programme, the inspector, or the firm, by the name that it has in this language if there is
/// one.
fn named(lang: Lang, case: &Case, firm: Option<&str>, known: Option<&Substance>) -> String {
    let of = |ko: String, en: String| if lang == Lang::Ko { ko } else { en };
    let named = match case.kind.as_str() {
        deeds::PROGRAMME => deeds::programme_of(case).map(|it| of(it.name_ko, it.name_en)),
        deeds::INSPECTOR => deeds::inspector_of(case).map(|it| of(it.name_ko, it.name_en)),
        deeds::CARRY => deeds::carried_of(case).map(|(from, it)| {
            let [from, to] = [&from, &it.to].map(|code| programme(lang, code, known));
            format!("{from} → {to}")
        }),
        _ => deeds::wish_of(case)
            .map(|it| firm.unwrap_or_else(|| in_language(lang, &it.firm)).to_owned()),
    };
    named.unwrap_or_else(|_| case.subject.clone())
}

/// What exactly happens when it is confirmed.
pub(crate) fn effect(
    lang: Lang,
    case: &Case,
    firm: Option<&str>,
    known: Option<&Substance>,
) -> String {
    let object = named(lang, case, firm, known);
    let sum = |won: i64| format::won(lang, Won::new(won));
    let text = match case.kind.as_str() {
        deeds::PROGRAMME => deeds::programme_of(case).map(|it| {
            let (amount, cap) = (sum(it.appropriation.get()), sum(it.firm_cap.get()));
            let what = format!("{object} ({}, {})", it.code, it.year);
            let terms = w::fx_terms(lang, &period(lang, &it), &classes(lang, &it));
            let opens = w::fx_programme(
                lang,
                &what,
                &amount,
                it.share_percent,
                &cap,
                sources::shown(lang, &it.basis),
            );
            format!("{opens} {terms}")
        }),
        deeds::INSPECTOR => deeds::inspector_of(case)
            .map(|it| w::fx_inspector(lang, &object, sources::shown(lang, &it.basis))),
        deeds::CARRY => deeds::carried_of(case).map(|(from, it)| {
            let [from, to] = [&from, &it.to].map(|code| programme(lang, code, known));
            w::fx_carry(lang, &sum(it.amount), &from, &to, sources::shown(lang, &it.basis))
        }),
        kind => deeds::wish_of(case).map(|it| match kind {
            deeds::AWARD => w::fx_award(lang, &object, &sum(it.amount)),
            deeds::PAY => {
                let paid = w::fx_pay(lang, &object, &sum(it.amount));
                let claim = known.and_then(|of| of.claim.as_ref());
                let what = claim.map(|it| claimed(lang, it)).unwrap_or_default();
                format!("{paid}{what}")
            }
            deeds::RELEASE => w::fx_release(lang, &object, &sum(it.amount)),
            _ => {
                let why = Grounds::parse(&it.grounds).map(|it| grounds(lang, it));
                w::fx_decline(lang, &object, &why.unwrap_or_default())
            }
        }),
    };
    text.unwrap_or_default()
}

/// What was claimed: the check, its cost, and the two documents that a person compares.
fn claimed(lang: Lang, it: &Claim) -> String {
    let hex = |it: &[u8; 32]| data_encoding::HEXLOWER.encode(it);
    let (cost, on) = (format::won(lang, it.cost), on(it.checked_on));
    let said = w::fx_claimed(lang, &it.engagement, &on, &cost);
    let hashes = w::fx_hashes(lang, &hex(&it.report), &hex(&it.invoice));
    format!(" {said} {hashes}")
}

/// A refusal of this slice in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "subsidy/malformed" | "subsidy/proposal-unreadable" => w::bad_form(lang),
        "subsidy/not-open" => w::no_open(lang),
        "subsidy/class-not-helped" => w::no_class(lang),
        "subsidy/inspector-not-recognised" => w::no_inspector(lang),
        "subsidy/already-decided" => w::no_decided(lang),
        "subsidy/over-share" => w::no_share(lang),
        "subsidy/not-enough-left" => w::no_money(lang),
        "subsidy/nothing-to-claim" => w::no_claim(lang),
        "subsidy/evidence-missing" => w::no_evidence(lang),
        "subsidy/claim-changed" => w::no_changed(lang),
        "subsidy/own-application" => w::no_own(lang),
        "subsidy/own-claim" => w::no_own_claim(lang),
        "subsidy/still-open" => w::no_early(lang),
        "subsidy/not-a-later-year" => w::no_later(lang),
        "subsidy/code-taken" => w::no_taken(lang),
        "subsidy/too-many-waiting" => w::no_waiting(lang),
        "subsidy/application-unknown"
        | "subsidy/programme-unknown"
        | "subsidy/inspector-unknown" => w::no_known(lang),
        _ => return None,
    })
}
