//! How one claim's page begins: what the reader's own house has to do or has told, or what comes
//! next in the claim.

use super::one::View;
use super::plain::{moment, party, party_does, party_in};
use super::{loaded::Loaded, remit, words as w};
use crate::console::format;
use naru_base::{Micros, Won};
use naru_core::claim::{
    self, ClockState, Duty, Notice, Party, Reader, State as Stands, Step, Todo,
};
use naru_core::notify::{self, ClaimTodo};

impl View<'_> {
    /// What happened, and what comes next.
    pub(super) fn lead(&self) -> String {
        let clocks = self.it.clocks(self.now);
        let is_late = clocks.iter().any(|it| it.state == ClockState::Overdue);
        let late = if is_late { w::lead_late(self.lang) } else { String::new() };
        let own = self.own();
        late + &if own.is_empty() { self.next() } else { own }
    }

    /// What the reader's own house has to do, if it is its turn; of those who decide, nothing: what
    /// comes next is theirs anyway.
    fn own(&self) -> String {
        let (Some(side), Some(todo)) = (self.reader.side(), self.todo()) else {
            return String::new();
        };
        let told = self.own_told(&side);
        let waits = self.held().into_iter().chain(self.institution_told(&side));
        let told = waits.fold(told, |told, more| format!("{told} {more}").trim().to_owned());
        if todo.duty == Duty::None {
            let rest = || format!("{}{}", self.own_over(&side), self.comes_to(&side));
            return if told.is_empty() { rest() } else { told };
        }
        let to_do = ClaimTodo {
            duty: todo.duty.to_string(),
            amount: todo.amount.get(),
            due: todo.due_at.map_or_else(String::new, moment),
            payee: self.it.payer().to_string(),
        };
        let directory = self.state.parts.hub.directory();
        let called = |code: &str| directory.called(self.lang, code);
        let to_do = match self.tells_here {
            true => notify::claim_todo_here(self.lang, &to_do, &called),
            false => notify::claim_todo(self.lang, &to_do, &called),
        };
        if told.is_empty() { to_do } else { format!("{told} {to_do}") }
    }

    /// That the reader's institution waits for what its surety says that it paid: whoever pays that
    /// now, pays it twice.
    fn held(&self) -> Option<String> {
        let of = self.loaded.told_and_refused()?;
        let held = self.loaded.part.is_some_and(|it| it.held > Won::ZERO);
        let sum = format::won(self.lang, of.left());
        held.then(|| w::lead_surety_told(self.lang, &sum, &of.said.document))
    }

    /// To a surety that is asked: that the institution says it has paid the same.
    fn institution_told(&self, side: &Party) -> Option<String> {
        let is_asked = *side == Party::Surety && self.loaded.money.on_surety > Won::ZERO;
        let own = Party::Institution(self.it.institution.clone());
        let of = remit::unbooked(&self.loaded.told).find(|it| it.said.party == own);
        let of = of.filter(|_| is_asked && !self.it.state.is_final())?;
        let sum = format::won(self.lang, of.left());
        Some(w::lead_institution_told(self.lang, &sum, &of.said.document))
    }

    /// That the time is over in which the reader's institution pays its share itself.
    fn own_over(&self, side: &Party) -> String {
        let owed = claim::to_pay(self.it, &self.loaded.money, side);
        let by = self.it.due_at[Step::Surety as usize].filter(|_| {
            let is_own = matches!(side, Party::Institution(_)) && owed > Won::ZERO;
            is_own && claim::is_own_time_over(self.it, self.now)
        });
        let sum = format::won(self.lang, owed);
        by.map_or_else(String::new, |by| w::lead_own_over(self.lang, &sum, &moment(by)))
    }

    /// What the reader's own house said that it paid, as long as it is not booked: whatever became
    /// of the sum that it owes.
    fn own_told(&self, side: &Party) -> String {
        if self.it.state.is_final() {
            return String::new();
        }
        let (lang, Loaded { money, told, .. }) = (self.lang, self.loaded);
        let is_owed = claim::told_of(self.it, money, told, side) > Won::ZERO;
        let is_asked = self.it.state == Stands::SuretyClaimed && money.on_surety > Won::ZERO;
        let is_refused = self.loaded.told_and_refused().is_some();
        let won = |it: Won| format::won(lang, it);
        let one = |it: &Notice| {
            let (sum, left, document) = (won(it.said.amount), won(it.left()), &it.said.document);
            let begins = match it.booked {
                Won::ZERO => w::lead_told(lang, &sum, document),
                booked => w::lead_told_part(lang, &sum, document, &won(booked), &left),
            };
            let ends = match (is_owed, is_asked, side) {
                (true, _, _) => w::lead_told_checks(lang),
                (false, true, Party::Institution(_)) => w::lead_told_asked(lang),
                (false, _, Party::Surety) if is_refused => w::lead_told_refused(lang),
                (false, _, _) => w::lead_told_ask(lang),
            };
            format!("{begins} {ends}")
        };
        let own = remit::unbooked(told).filter(|it| it.said.party == *side);
        own.map(one).collect::<Vec<_>>().join(" ")
    }

    /// What others pay to the reader's own house, which has paid the consumer first.
    fn comes_to(&self, side: &Party) -> String {
        let open = self.loaded.money.open(&self.it.institution);
        let is_theirs = *side == self.it.payer() && self.it.decided_at.is_some();
        match is_theirs && !open.is_empty() {
            true => w::lead_comes_to_you(self.lang, &self.owing(&open)),
            false => String::new(),
        }
    }

    /// What the reader's own house has to do; of those who decide or look on, nothing.
    pub(super) fn todo(&self) -> Option<Todo> {
        let Loaded { money, traces, told, .. } = self.loaded;
        let side = self.reader.side()?;
        Some(claim::todo(self.it, (money, traces, told), &side, self.now))
    }

    fn next(&self) -> String {
        let (lang, it, money) = (self.lang, self.it, &self.loaded.money);
        let by = |at: Option<Micros>| at.map_or_else(String::new, moment);
        let payer = party_does(self.state, lang, &it.payer());
        let [_, pay_by, cause_by, surety_by] = it.due_at.map(by);
        let told = &self.loaded.told;
        if let Some((of, sum)) = remit::waiting(told, |who| claim::to_pay(it, money, who)) {
            let others = self.unbooked(|other| other.said.id != of.said.id);
            return self.next_told(of, sum) + &others + &self.besides(&of.said.party);
        }
        if !it.state.is_final() {
            let unbooked = self.unbooked(|_| true);
            let again = self.loaded.told_and_refused();
            let own = Party::Institution(it.institution.clone());
            let is_asked = it.state == Stands::SuretyClaimed && money.on_surety > Won::ZERO;
            let asked = remit::unbooked(told).any(|of| is_asked && of.said.party == own);
            let asked = asked && matches!(self.reader, Reader::Decides(_));
            let again = again.filter(|_| matches!(self.reader, Reader::Decides(_)));
            return self.next_step(&payer, [&pay_by, &cause_by, &surety_by])
                + &unbooked
                + &self.over()
                + &again.map_or(String::new(), |_| format!(" {}", w::next_ask_again(lang)))
                + &if asked { format!(" {}", w::next_told_asked(lang)) } else { String::new() };
        }
        self.next_step(&payer, [&pay_by, &cause_by, &surety_by])
    }

    /// Who says that it has paid, and who looks whether it came.
    fn next_told(&self, of: &Notice, sum: Won) -> String {
        let (lang, it) = (self.lang, self.it);
        let won = |it: Won| format::won(lang, it);
        let who = party_does(self.state, lang, &of.said.party);
        let (all, document) = (won(of.said.amount), &of.said.document);
        let begins = match of.booked {
            Won::ZERO => w::next_told(lang, &who, &all, document),
            booked => w::next_told_part(lang, &who, &all, document, &won(booked), &won(of.left())),
        };
        let checks = match (it.decided_at, it.payer()) {
            (None, _) => w::next_check_paid(lang),
            (Some(_), Party::Operator) => w::next_check(lang),
            (Some(_), payer) => w::next_check_at(lang, &party_in(self.state, lang, &payer)),
        };
        let now = match sum == of.left() {
            true => String::new(),
            false => format!(" {}", w::next_can_book(lang, &won(sum))),
        };
        format!("{begins} {checks}{now}")
    }

    fn next_step(&self, payer: &str, [pay_by, cause_by, surety_by]: [&str; 3]) -> String {
        let (lang, it, money) = (self.lang, self.it, &self.loaded.money);
        match it.state {
            Stands::Reported | Stands::Frozen => w::next_pay(lang, payer, pay_by),
            Stands::Paid => w::next_decide(lang, cause_by),
            Stands::Decided | Stands::SuretyClaimed | Stands::Recourse
                if money.open(&it.institution).is_empty() =>
            {
                w::next_close(lang)
            }
            Stands::Decided | Stands::SuretyClaimed | Stands::Recourse
                if money.on_institution > Won::ZERO && self.awaits_surety() =>
            {
                let own = format::won(lang, money.on_institution);
                let said = match claim::is_own_time_over(it, self.now) {
                    true => w::next_surety_now(lang, &own, surety_by),
                    false => w::next_surety(lang, &own, surety_by),
                };
                said + &self.besides(&Party::Institution(it.institution.clone()))
            }
            Stands::Decided | Stands::SuretyClaimed | Stands::Recourse => {
                let open = money.open(&it.institution);
                let sum = open.iter().fold(Won::ZERO, |sum, it| sum.plus(it.1).unwrap_or(sum));
                let (sum, of) = (format::won(lang, sum), self.owing(&open));
                match it.payer() {
                    Party::Operator => w::next_recover(lang, &sum, &of),
                    _ => w::next_recover_to(lang, payer, &sum, &of),
                }
            }
            Stands::Closed => w::lead_closed(lang),
            Stands::Rejected => w::lead_rejected(lang),
            Stands::Withdrawn => w::lead_withdrawn(lang),
        }
    }

    /// Whether the surety is still to be asked, by a time.
    pub(super) fn awaits_surety(&self) -> bool {
        let step = Step::Surety as usize;
        self.it.due_at[step].is_some() && self.it.done_at[step].is_none()
    }

    /// Who owes how much.
    fn owing(&self, open: &[(Party, Won)]) -> String {
        let owed = open.iter().map(|(who, won)| {
            format!("{} {}", party(self.state, self.lang, who), format::won(self.lang, *won))
        });
        owed.collect::<Vec<_>>().join(", ")
    }

    /// What is told and not booked, sentence by sentence.
    fn unbooked(&self, which: impl Fn(&Notice) -> bool) -> String {
        let lang = self.lang;
        let one = |of: &Notice| {
            let who = party_does(self.state, lang, &of.said.party);
            let left = format::won(lang, of.left());
            format!(" {}", w::next_unbooked(lang, &who, &left, &of.said.document))
        };
        remit::unbooked(&self.loaded.told).filter(|it| which(it)).map(one).collect()
    }

    /// What becomes of what is told where nothing is owed, for whoever decides.
    fn over(&self) -> String {
        let is_over = self.it.decided_at.is_some()
            && self.loaded.money.open(&self.it.institution).is_empty()
            && remit::unbooked(&self.loaded.told).next().is_some()
            && matches!(self.reader, Reader::Decides(_));
        if is_over { format!(" {}", w::next_told_over(self.lang)) } else { String::new() }
    }

    /// What others than this one still owe, behind what is said of it; before the decision nobody
    /// owes what was paid in advance.
    fn besides(&self, who: &Party) -> String {
        let mut owed = self.loaded.money.open(&self.it.institution);
        owed.retain(|it| it.0 != *who && self.it.decided_at.is_some());
        match owed.is_empty() {
            true => String::new(),
            false => format!(" {}", w::next_besides(self.lang, &self.owing(&owed))),
        }
    }
}
