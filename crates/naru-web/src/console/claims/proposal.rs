//! A proposal of this slice in words.

use super::plain::{cause, line_kind};
use super::remit;
use super::words as w;
use crate::console::deadlines::Called;
use crate::console::format;
use crate::console::pieces::day;
use naru_base::texts::Josa;
use naru_base::{Answer, Id, Lang, Micros, No, Won};
use naru_core::claim::{self, Cause, Claim, Notice, Party, Seen, Shares, deeds};
use naru_core::notify::short;
use naru_core::proposal::{Case, State as Standing};
use naru_core::surety::{self, Instrument};
use naru_store::Tx;

/// Whether a kind of proposal is of this slice.
pub(crate) fn is_ours(kind: &str) -> bool {
    kind.starts_with(deeds::PREFIX)
}

/// The deed's name.
pub(crate) fn deed(lang: Lang, kind: &str) -> String {
    match kind {
        deeds::PAY => w::pay_head(lang),
        deeds::RETURN => w::return_head(lang),
        deeds::DECIDE => w::decide_head(lang),
        deeds::SURETY => w::surety_head(lang),
        deeds::SURETY_REFUSED => w::refused_head(lang),
        deeds::RECOVER => w::recover_head(lang),
        deeds::WRITE_OFF => w::off_head(lang),
        deeds::NOT_ARRIVED => w::not_arrived_head(lang),
        deeds::CLOSE => w::close_head(lang),
        deeds::REJECT => w::reject_head(lang),
        _ => w::change_head(lang),
    }
}

/// What it is about: whose damage, how much, why, and which claim of several; or the cause of the
/// table's row.
pub(crate) fn object(
    lang: Lang,
    called: &Called<'_>,
    known: Option<&Claim>,
    case: &Case,
) -> String {
    if let Some(it) = known {
        let institution = (called.institution)(it.institution.as_str());
        let why = cause(lang, it.cause.unwrap_or(it.said));
        let (id, day) = (it.id.to_string(), day(it.reported_at.business_date()));
        let which = w::reported_on(lang, &day, short(&id));
        return w::object(lang, &institution, &format::won(lang, it.loss), &why, &which);
    }
    match (deeds::claim_of(case), deeds::table_of(case)) {
        (Some(id), _) => w::title(lang, &id.to_string()),
        (None, Ok(row)) => cause(lang, row.cause),
        _ => case.subject.clone(),
    }
}

/// A party by its name, or its word.
fn party(lang: Lang, called: &Called<'_>, text: &str) -> String {
    party_by(lang, called.institution, text)
}

/// What an institution, a bank or an insurer is called, by its code.
type Names<'n> = &'n dyn Fn(&str) -> String;

fn party_by(lang: Lang, names: Names<'_>, text: &str) -> String {
    match Party::parse(text) {
        Some(Party::Operator) => w::p_operator(lang),
        Some(Party::Consumer) => w::p_consumer(lang),
        Some(Party::Surety) => w::p_surety(lang),
        _ => names(text),
    }
}

/// What a proposal comes to beyond what it says itself: the second person is to read it here.
#[derive(Default)]
pub(crate) struct Substance {
    /// Of a cause: who would bear, or bears, how much; of money that came back after the decision:
    /// whose part it lowers, by how much.
    shares: Vec<(Party, Won)>,
    /// What was still frozen when that was looked at; of what is decided, nothing.
    held: Won,
    /// Of money that comes back: who has then paid more than its part, and who less.
    uneven: claim::Uneven,
    /// Of a claim on a surety: the contract.
    instrument: Option<Instrument>,
    /// What parties whom it concerns say that they paid, as long as nobody has booked it.
    told: Vec<Notice>,
    /// Of what has not come: the notice, whether it waits still or not.
    off: Option<Notice>,
    /// Of money that came: what its payer said that it paid under the number.
    under: Option<Won>,
    /// Where the number of its document stands already.
    seen: Vec<Seen>,
    /// Who paid the consumer first: whose money it is; and in which claim.
    payer: Option<(Party, Id)>,
    /// What the surety was asked for and refused.
    refused: Won,
    /// Of a row of the table: the one that holds until then.
    before: Option<Shares>,
}

impl Substance {
    /// Of a proposal of this slice, as things are, or as they were decided.
    pub(crate) fn read(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<Option<Substance>> {
        if !is_ours(&case.kind) {
            return Ok(None);
        }
        let is_open = case.state_at(now) == Standing::Open;
        let mut out = Substance::default();
        if let (true, Ok(row)) = (is_open && case.kind == deeds::TABLE, deeds::table_of(case)) {
            let (rows, _) = claim::table(tx, now)?;
            out.before = rows.into_iter().find(|it| it.cause == row.cause);
        }
        let (Some(id), Ok(wish)) = (deeds::claim_of(case), deeds::wish_of(case)) else {
            return Ok(Some(out));
        };
        let it = match claim::find(tx, id) {
            Ok(it) => it,
            Err(No::Refusal(_)) => return Ok(Some(out)),
            Err(no) => return Err(no),
        };
        out.payer = Some((it.payer(), id));
        if case.kind == deeds::NOT_ARRIVED {
            let all = claim::notices(tx, id)?;
            out.off = all.into_iter().find(|it| it.said.id.to_string() == wish.notice);
        }
        if is_open {
            out.look(tx, (&case.kind, &it), &wish)?;
        }
        let lines = claim::lines(tx, id)?;
        let booked = lines.iter().filter(|line| line.journal == case.id);
        match (case.kind.as_str(), Cause::parse(&wish.cause)) {
            (deeds::DECIDE, Some(why)) if is_open => {
                out.shares = claim::shares_now(tx, &it, why, now)?.1;
                let returned = claim::money_of(tx, id)?.returned;
                out.held = it.requests.frozen.minus(returned).unwrap_or(Won::ZERO);
            }
            (deeds::DECIDE, _) => {
                out.shares = booked.map(|line| (line.party.clone(), line.amount)).collect();
            }
            (deeds::RETURN, _) if is_open && it.decided_at.is_some() => {
                let (money, sum) = (claim::money_of(tx, id)?, Won::new(wish.amount));
                out.shares = claim::lowered_by(tx, &it, &money, (sum, now))?;
                out.uneven = claim::uneven(tx, &it, &money, (sum, now))?;
            }
            (deeds::RETURN, _) => {
                let of = booked.filter_map(|line| Some((line.of.clone()?, line.amount)));
                out.shares = of.collect();
            }
            (deeds::SURETY, _) => {
                let all = surety::facts_of(tx, &it.institution)?.instruments;
                let is_it = |of: &Instrument| of.id.to_string() == wish.instrument;
                out.instrument = all.into_iter().find(is_it);
            }
            (deeds::SURETY_REFUSED, _) if is_open => {
                out.refused = claim::money_of(tx, id)?.on_surety;
            }
            (deeds::SURETY_REFUSED, _) => {
                out.refused = booked.map(|line| line.amount).next().unwrap_or(Won::ZERO);
            }
            _ => {}
        }
        Ok(Some(out))
    }

    /// What of an open proposal is known elsewhere: notices that it passes over, and where its
    /// number stands.
    fn look(
        &mut self,
        tx: &mut Tx<'_>,
        (kind, it): (&str, &Claim),
        wish: &deeds::Wish,
    ) -> Answer<()> {
        let own = Party::Institution(it.institution.clone());
        let concerns = |of: &Party| match kind {
            deeds::SURETY => *of == own,
            deeds::SURETY_REFUSED => *of == Party::Surety,
            // What a surety said that it paid may be the institution's part again.
            deeds::WRITE_OFF | deeds::REJECT | deeds::CLOSE => true,
            // Of one side, while the other says that it has paid the same.
            deeds::RECOVER => of.to_string() != wish.party,
            _ => false,
        };
        let told = claim::notices(tx, it.id)?;
        let is_it = |of: &&Notice| {
            let is_named =
                of.said.party.to_string() == wish.party && of.said.document == wish.evidence;
            is_named && !of.is_replaced && of.off.is_none()
        };
        let under = told.iter().rev().find(is_it).filter(|_| kind == deeds::RECOVER);
        self.under = under.map(|it| it.said.amount);
        let told = remit::unbooked(&told).filter(|it| concerns(&it.said.party));
        self.told = told.cloned().collect();
        if let Some(of) = whose(kind, it, &wish.party) {
            self.seen = claim::known_number(tx, (it.id, &of), &wish.evidence)?;
        }
        Ok(())
    }

    /// Whose money it is, within a sentence.
    fn payer(&self, lang: Lang, called: &Called<'_>, say: fn(Lang, &str) -> String) -> String {
        let Some((it, _)) = &self.payer else { return String::new() };
        let name = match (lang, it) {
            (Lang::En, Party::Operator) => w::the_operator(lang),
            _ => does(lang, called.institution, it),
        };
        say(lang, &name)
    }

    /// Where the number of the document stands already.
    fn known(&self, lang: Lang, called: &Called<'_>, number: &str) -> String {
        let Some((_, id)) = self.payer.as_ref().filter(|_| !self.seen.is_empty()) else {
            return String::new();
        };
        format!(" {}", w::fx_known(lang, number, &seen(lang, called.institution, *id, &self.seen)))
    }

    /// Behind a sum that came: what its payer told under the number.
    fn under(&self, lang: Lang, sum: Won) -> String {
        let Some(told) = self.under else { return String::new() };
        let all = format::won(lang, told);
        match sum < told {
            true => format!(" {}", w::fx_of_told(lang, &all, &format::won(lang, sum))),
            false => format!(" {}", w::fx_all_told(lang, &all)),
        }
    }

    /// Which notice is taken off, of whom and of how much.
    fn not_arrived(&self, lang: Lang, called: &Called<'_>) -> String {
        let Some(it) = &self.off else { return w::not_arrived_effect(lang) };
        let who = does(lang, called.institution, &it.said.party);
        let sum = it.said.amount.minus(it.booked).unwrap_or(Won::ZERO);
        w::fx_not_arrived(lang, &who, &format::won(lang, sum), &it.said.document)
    }

    /// Behind what passes over a payment that is told: what is said to be paid already.
    fn told(&self, lang: Lang, called: &Called<'_>) -> String {
        let one = |it: &Notice| {
            let (who, sum) =
                (does(lang, called.institution, &it.said.party), format::won(lang, it.left()));
            format!(" {}", w::fx_surety_told(lang, &who, &sum, &it.said.document))
        };
        self.told.iter().map(one).collect()
    }

    /// Each party with its sum.
    fn parts(&self, lang: Lang, called: &Called<'_>) -> String {
        let part = |(who, won): &(Party, Won)| {
            format!("{} {}", party(lang, called, &who.to_string()), format::won(lang, *won))
        };
        self.shares.iter().map(part).collect::<Vec<_>>().join(", ")
    }

    /// Whose part is lowered, behind what came back after the decision.
    fn lowers(&self, lang: Lang, called: &Called<'_>) -> String {
        match self.shares.is_empty() {
            true => String::new(),
            false => {
                let begins = w::fx_lowers(lang, &self.parts(lang, called));
                format!(" {begins}{}", self.overpaid(lang, called))
            }
        }
    }

    /// Who has paid more than its part once that has come back, and from whom that goes back.
    fn overpaid(&self, lang: Lang, called: &Called<'_>) -> String {
        let one = |it: &(Party, Won)| {
            format!("{} {}", party(lang, called, &it.0.to_string()), format::won(lang, it.1))
        };
        let from = self.uneven.relieved.iter().map(one).collect::<Vec<_>>().join(", ");
        let said = self.uneven.overpaid.iter().map(|(who, won)| {
            let who = does(lang, called.institution, who);
            format!(" {}", w::overpaid(lang, &who, &format::won(lang, *won), &from))
        });
        said.collect()
    }

    /// Who bears how much, behind the cause.
    fn shared(&self, lang: Lang, called: &Called<'_>) -> String {
        let mut said = Vec::new();
        if !self.shares.is_empty() {
            said.push(w::fx_shares(lang, &self.parts(lang, called)));
        }
        if self.held > Won::ZERO {
            said.push(w::fx_held(lang, &format::won(lang, self.held)));
        }
        said.iter().map(|it| format!(" {it}")).collect()
    }
}

/// A party as who does something.
fn does(lang: Lang, names: Names<'_>, it: &Party) -> String {
    let name = party_by(lang, names, &it.to_string());
    if lang == Lang::Ko { Josa::i_ga(&name).to_string() } else { name }
}

/// Whose payment the number of a document shows, of a deed that books one.
pub(super) fn whose(kind: &str, it: &Claim, party: &str) -> Option<Party> {
    match kind {
        deeds::PAY => Some(it.payer()),
        deeds::RETURN | deeds::RECOVER => Party::parse(party),
        _ => None,
    }
}

/// Where a number stands already, seen from a claim.
pub(super) fn seen(lang: Lang, names: Names<'_>, claim: Id, all: &[Seen]) -> String {
    let one = |it: &Seen| {
        let what = match it.booked {
            None => w::seen_told(lang, &does(lang, names, &it.party)),
            Some(kind) => {
                let who = party_by(lang, names, &it.party.to_string());
                w::seen_booked(lang, &line_kind(lang, kind), &who)
            }
        };
        match it.claim == claim {
            true => what,
            false => w::seen_elsewhere(lang, &what, short(&it.claim.to_string())),
        }
    };
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// From whom something comes: of a person Korean says it in another way than of a house.
fn from(lang: Lang, text: &str, name: &str) -> String {
    match (lang, Party::parse(text)) {
        (Lang::Ko, Some(Party::Consumer)) => w::from_consumer(lang),
        _ => w::from_house(lang, name),
    }
}

/// What a row of the table says, what it takes the place of, and from when.
fn table_effect(lang: Lang, case: &Case, it: &Shares, of: &Substance) -> String {
    let parts = [it.institution, it.bank, it.operator, it.consumer];
    let why = cause(lang, it.cause);
    let change = w::fx_table(lang, &why, parts[0], parts[1], parts[2], parts[3]);
    let before = of.before.as_ref().map(|old| {
        let begins =
            w::fx_table_before(lang, old.institution, old.bank, old.operator, old.consumer);
        format!(" {begins}")
    });
    let start = match it.valid_from <= case.proposed_at {
        true => w::fx_table_at_once(lang),
        false => w::fx_table_from(lang, &day(it.valid_from.business_date())),
    };
    format!("{change}{} {start}", before.unwrap_or_default())
}

/// Of which contract the share is asked, and what is said to be paid of it.
fn surety_effect(
    lang: Lang,
    called: &Called<'_>,
    (wish, amount): (&deeds::Wish, &str),
    of: &Substance,
) -> String {
    let begins = match &of.instrument {
        Some(it) => {
            let what = crate::console::surety::instrument(lang, it);
            let insurer = match wish.insurer.as_str() {
                "" => it.insurer.as_ref().map(|code| (called.institution)(code.as_str())),
                code => Some((called.institution)(code)),
            };
            let issuer = insurer.unwrap_or_else(|| it.issuer_in(lang).to_owned());
            let left = format::won(lang, it.left());
            w::fx_surety_of(lang, amount, &format!("{what} ({issuer})"), &left)
        }
        None => w::fx_surety(lang, amount),
    };
    begins + &of.told(lang, called)
}

/// What exactly happens when it is confirmed.
pub(crate) fn effect(
    lang: Lang,
    called: &Called<'_>,
    case: &Case,
    known: Option<&Substance>,
) -> String {
    let none = Substance::default();
    let of = known.unwrap_or(&none);
    if let (deeds::TABLE, Ok(it)) = (case.kind.as_str(), deeds::table_of(case)) {
        return table_effect(lang, case, &it, of);
    }
    let Ok(it) = deeds::wish_of(case) else { return String::new() };
    let (amount, who) = (format::won(lang, Won::new(it.amount)), party(lang, called, &it.party));
    let whence = from(lang, &it.party, &who);
    match case.kind.as_str() {
        deeds::PAY => {
            let payer = of.payer(lang, called, w::fx_by);
            w::fx_pay(lang, &payer, &amount, &it.evidence) + &of.known(lang, called, &it.evidence)
        }
        deeds::RETURN => {
            let known = of.known(lang, called, &it.evidence);
            let begins = w::fx_return(lang, &who, &amount, &it.evidence);
            begins + &of.lowers(lang, called) + &known
        }
        deeds::DECIDE => {
            let why = Cause::parse(&it.cause).map(|it| cause(lang, it)).unwrap_or_default();
            w::fx_decide(lang, &why) + &of.shared(lang, called)
        }
        deeds::SURETY => surety_effect(lang, called, (&it, &amount), of),
        deeds::SURETY_REFUSED if of.refused > Won::ZERO => {
            w::fx_refused(lang, &format::won(lang, of.refused)) + &of.told(lang, called)
        }
        deeds::SURETY_REFUSED => w::refused_effect(lang),
        deeds::RECOVER => {
            let payer = of.payer(lang, called, w::fx_to);
            let begins = w::fx_recover(lang, &payer, &whence, &amount, &it.evidence);
            let under = of.under(lang, Won::new(it.amount));
            begins + &under + &of.known(lang, called, &it.evidence) + &of.told(lang, called)
        }
        deeds::WRITE_OFF => {
            let payer = of.payer(lang, called, w::fx_to);
            let bears = of.payer(lang, called, |lang, who| format!(" {}", w::fx_bears(lang, who)));
            w::fx_off(lang, &payer, &whence, &amount) + &bears + &of.told(lang, called)
        }
        deeds::NOT_ARRIVED => of.not_arrived(lang, called),
        deeds::CLOSE => w::close_effect(lang) + &of.told(lang, called),
        _ => w::reject_effect(lang) + &of.told(lang, called),
    }
}

/// A refusal of this slice in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "claim/proposal-unreadable" => w::bad_form(lang),
        "claim/words-malformed" => w::no_words(lang),
        "claim/transfers-count" => w::no_count(lang),
        "claim/transfer-unknown" => w::no_transfer(lang),
        "claim/transfer-twice" => w::no_twice(lang),
        "claim/transfer-not-settled" => w::no_settled(lang),
        "claim/transfer-claimed" => w::no_claimed(lang),
        "claim/nothing-lost" => w::no_loss(lang),
        "claim/not-now" => w::no_now(lang),
        "claim/evidence-malformed" => w::no_evidence(lang),
        "claim/amount-changed" => w::no_amount(lang),
        "claim/more-than-owed" => w::no_more(lang),
        "claim/instrument-unknown" => w::no_instrument(lang),
        "claim/instrument-too-small" => w::no_cover(lang),
        "claim/nothing-owed" => w::no_owed(lang),
        "claim/nothing-due" => w::no_due(lang),
        "claim/nothing-waits" => w::no_waits(lang),
        "claim/notice-replaced" => w::no_replaced(lang),
        "claim/notice-off" => w::no_off(lang),
        "claim/notice-booked" => w::no_booked(lang),
        "claim/paid-on-unfit" => w::no_paid_on(lang),
        "claim/told-already" => w::no_told_twice(lang),
        "claim/told-too-often" => w::no_told_more(lang),
        "claim/still-owed" => w::no_close(lang),
        "claim/own-report" => w::own_report(lang),
        "claim/not-yours" => w::no_yours(lang),
        "claim/shares-not-hundred" => w::no_hundred(lang),
        "claim/source-missing" => w::no_source(lang),
        "claim/table-in-the-past" | "claim/table-taken" => w::no_table(lang),
        "claim/unknown" => w::unknown(lang),
        _ => return None,
    })
}
