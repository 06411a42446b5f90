//! What goes together and what does not. Pure.

use super::model::{
    CONTACT_CHARS_MAX, CONTACT_CHARS_MIN, Clash, ClashWhy, Form, Licensed, NoticeDuty, Overview,
    SystemLicences, Terms, YEARS_MAX,
};
use naru_base::Refusal;
use naru_practice::Duty;
use naru_sbom::advisory::Package;
use naru_sbom::licence::{Expression, Matrix, Obligation, Verdict, is_listed};
use naru_sbom::purl::Purl;
use std::collections::BTreeSet;

/// Clashes of one system that are told.
const CLASHES_MAX: usize = 200;

/// Whether these terms may be said of a system.
pub fn may_set(terms: &Terms) -> Result<(), Refusal> {
    if !terms.own.is_empty() && !is_listed(&terms.own) {
        return Err(Refusal::new("oss/licence-own"));
    }
    Ok(())
}

/// Whether a notice may be published with these: source code is offered for `years_min` at least.
pub fn may_publish(
    contact: &str,
    (years, years_min): (i64, i64),
    is_billed: bool,
) -> Result<(), Refusal> {
    if !is_billed {
        return Err(Refusal::new("oss/notice-no-bill"));
    }
    wrong_offer(contact, (years, years_min)).into_iter().next().map_or(Ok(()), Err)
}

/// Everything that is wrong with an offer of source code, in the order of the form.
pub fn wrong_offer(contact: &str, (years, years_min): (i64, i64)) -> Vec<Refusal> {
    let mut wrong = Vec::new();
    let length = contact.trim().chars().count();
    if !(CONTACT_CHARS_MIN..=CONTACT_CHARS_MAX).contains(&length)
        || contact.chars().any(char::is_control)
    {
        wrong.push(Refusal::new("oss/notice-contact").with("most", CONTACT_CHARS_MAX));
    }
    if !(years_min..=YEARS_MAX).contains(&years) {
        wrong.push(Refusal::new("oss/notice-years").with("least", years_min));
    }
    wrong
}

/// What a licence asks for in a form of use; none: not known.
pub fn asks(licence: &str, form: Form) -> Option<Vec<Obligation>> {
    let mut all = crate::oss::approval::duties_in(licence, form.used())?;
    if form == Form::Internal {
        all.retain(|it| *it == Obligation::RestrictedUse);
    }
    Some(all)
}

/// Of an expression that leaves a choice, the licences whose duties [`asks`] tells.
pub fn chosen(licence: &str, form: Form) -> Option<String> {
    crate::oss::approval::chosen_in(licence, form.used())
}

/// Whether a notice must go with a system. Of what stays in the house nothing is handed on, under
/// whichever licence.
pub fn notice_duty(it: &SystemLicences) -> NoticeDuty {
    let form = it.terms.as_ref().map_or(Form::Service, |terms| terms.form);
    if form == Form::Internal {
        return NoticeDuty::Needless;
    }
    let mut duty = NoticeDuty::Needless;
    for own in &it.licences {
        match asks(&own.licence, form) {
            Some(all) if all.iter().any(|it| is_in_notice(*it)) => return NoticeDuty::Must,
            Some(_) => {}
            None => duty = NoticeDuty::Unclear,
        }
    }
    duty
}

/// Whether an obligation is met by what a notice holds.
const fn is_in_notice(it: Obligation) -> bool {
    matches!(
        it,
        Obligation::Notice
            | Obligation::LicenceText
            | Obligation::NoticeFile
            | Obligation::SourceOffer
            | Obligation::NetworkSource
    )
}

/// Licences whose terms lead the whole: those that reach into what they are combined with.
fn leads(it: &Licensed, form: Form) -> bool {
    match form {
        Form::Internal => false,
        Form::Service => it.duty == Duty::NetworkSource,
        Form::Binary | Form::Source => matches!(it.duty, Duty::Source | Duty::NetworkSource),
    }
}

/// What does not go together in a system: licences that reach into it though it is not opened,
/// licences that allow some uses only, and, if there is a matrix to ask, pairs that it does not
/// allow. Of what nobody knows it says nothing: that is told apart, as unknown.
pub fn clashes(all: &[Licensed], terms: &Terms, matrix: Option<&Matrix>) -> Vec<Clash> {
    let form = terms.form;
    let mut out = Vec::new();
    for it in all {
        let restricted = asks(&it.licence, form).unwrap_or_default();
        if restricted.contains(&Obligation::RestrictedUse) {
            out.push(clash(&it.licence, "", ClashWhy::Restricted, Verdict::CheckDependency));
        }
        if leads(it, form) && terms.own.is_empty() {
            out.push(clash(&it.licence, "", ClashWhy::Reach, Verdict::No));
        }
    }
    let Some(matrix) = matrix else { return out };
    let mut leading: BTreeSet<String> = BTreeSet::new();
    leading.extend(Some(terms.own.clone()).filter(|it| !it.is_empty()));
    for it in all.iter().filter(|it| leads(it, form)) {
        // Of a choice the least was counted; only one that leaves no choice leads.
        let Ok(parsed) = Expression::parse_lenient(&it.licence) else { continue };
        if let [only] = parsed.choices() {
            leading.extend(only.iter().map(|term| term.to_string()));
        }
    }
    if form == Form::Internal {
        leading.clear();
    }
    for lead in &leading {
        for it in all.iter().filter(|it| it.duty != Duty::Unknown) {
            let Ok(parsed) = Expression::parse_lenient(&it.licence) else { continue };
            let (verdict, _) = matrix.judge(lead, &parsed);
            let why = match verdict {
                Verdict::No => ClashWhy::Combined,
                Verdict::Unknown | Verdict::CheckDependency => ClashWhy::Unclear,
                Verdict::Yes | Verdict::Same => continue,
            };
            out.push(clash(&it.licence, lead, why, verdict));
        }
    }
    out.truncate(CLASHES_MAX);
    out
}

fn clash(licence: &str, with: &str, why: ClashWhy, verdict: Verdict) -> Clash {
    Clash { licence: licence.to_owned(), with: with.to_owned(), why, verdict }
}

/// The numbers over live systems.
pub fn overview(all: &[SystemLicences], matrix: Option<&Matrix>) -> Overview {
    let billed: Vec<&SystemLicences> = all.iter().filter(|it| it.is_billed).collect();
    let of = |it: &&SystemLicences| {
        clashes(&it.licences, &it.terms.clone().unwrap_or_default(), matrix).len()
    };
    let needing = || billed.iter().filter(|it| it.needs_source());
    let owing = |duty| {
        billed.iter().filter(move |it| notice_duty(it) == duty).map(|it| it.noticed.is_some())
    };
    Overview {
        billed: billed.len(),
        parts: billed.iter().flat_map(|it| &it.licences).map(|it| it.count).sum(),
        unknown: billed.iter().map(|it| it.unknown()).sum(),
        unsaid: billed.iter().filter(|it| it.terms.is_none()).count(),
        clashes: matrix.map(|_| billed.iter().map(of).sum()),
        noticed: billed.iter().filter(|it| it.noticed.is_some()).count(),
        notices: (
            owing(NoticeDuty::Must).count(),
            owing(NoticeDuty::Must).filter(|has| *has).count(),
        ),
        unclear: owing(NoticeDuty::Unclear).filter(|has| !has).count(),
        offers: (needing().count(), needing().filter(|it| it.noticed.is_some()).count()),
    }
}

/// A component as people name it, with its version: a package URL spells its signs for machines.
/// None: it is no package URL.
pub fn named(purl: &str) -> Option<(String, Option<String>)> {
    let it = Purl::parse_lenient(purl).ok()?;
    // As findings and packages call it: an ecosystem has its own sign between group and name.
    let known = Package::of_purl(&it).map(|it| it.name);
    let whole = known.unwrap_or_else(|| match it.namespace() {
        Some(space) => format!("{space}/{}", it.name()),
        None => it.name().to_owned(),
    });
    Some((whole, it.version().map(str::to_owned)))
}
