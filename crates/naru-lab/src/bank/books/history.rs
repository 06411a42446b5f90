//! Invented pasts: statement lines that lead to an account's opening balance. The same account and
//! dates give the same past.

use super::line::{InOut, NewLine, Remitter};
use crate::people;
use crate::seed::{Dice, mix};
use naru_base::{BankCode, BusinessDate, Micros, Won};

const SHOPS: [&str; 8] = [
    "나무서점",
    "바다마트",
    "별빛카페",
    "새싹약국",
    "한길주유소",
    "노을식당",
    "달빛편의점",
    "가온교통",
];
const BRANCHES: [&str; 4] = ["본점", "나루터지점", "강변지점", "인터넷"];

/// The past of a person's account: salary, card, cash, transfers, over these dates; it ends at
/// `opening`.
pub fn of_a_person(
    account_num: &str,
    opening: Won,
    from: BusinessDate,
    to: BusinessDate,
) -> Vec<NewLine> {
    let dice = Dice::new(mix(7, &[b"history", account_num.as_bytes()]));
    let mut past = Past::begun(opening, from);
    let mut date = from.next();
    while date < to {
        if date.yyyymmdd() % 100 == 25 {
            let won = 2_400_000 + thousand(&dice, 900);
            past.add(at(date, &dice), InOut::In, "급여", "㈜새봄", won, &dice);
        }
        match dice.below(10) {
            0..=4 => {
                let shop = dice.pick(&SHOPS).copied().unwrap_or("나무서점");
                past.spend(at(date, &dice), "카드", shop, &dice);
            }
            5 => past.spend(at(date, &dice), "현금", "현금인출", &dice),
            6 => past.spend(at(date, &dice), "타행환", &someone(&dice).name, &dice),
            7 => {
                let won = 10_000 + thousand(&dice, 200);
                let name = someone(&dice).name;
                past.add(at(date, &dice), InOut::In, "타행환", &name, won, &dice);
            }
            _ => {}
        }
        date = date.next();
    }
    past.ended(opening, to)
}

/// The past of an institution's collecting account: customers paid in, so many of them.
pub fn of_an_institution(
    account_num: &str,
    opening: Won,
    bank: &BankCode,
    from: BusinessDate,
    payments: u64,
) -> Vec<NewLine> {
    let dice = Dice::new(mix(7, &[b"payments", account_num.as_bytes()]));
    let mut past = Past::begun(opening, from);
    let mut date = from.next();
    for n in 0..payments {
        let remitter = someone(&dice);
        past.add(
            at(date, &dice),
            InOut::In,
            "F/B입금",
            &remitter.name,
            1_000 + thousand(&dice, 90),
            &dice,
        );
        if let Some(line) = past.lines.last_mut() {
            let account_num = people::account_num(7, dice.below(10_000), bank);
            line.remitter = Remitter { bank: bank.to_string(), account_num, ..remitter };
        }
        if n % 3 == 2 {
            date = date.next();
        }
    }
    past.ended(opening, date.next())
}

fn someone(dice: &Dice) -> Remitter {
    Remitter { name: people::person(7, dice.below(10_000)).name, ..Remitter::default() }
}

fn thousand(dice: &Dice, below: u64) -> i64 {
    i64::try_from(dice.below(below)).unwrap_or(0) * 1000
}

/// Some second between 09:00 and 21:00 of a day.
fn at(date: BusinessDate, dice: &Dice) -> Micros {
    let second = 9 * 3600 + i64::try_from(dice.below(12 * 3600)).unwrap_or(0);
    date.starts_at().plus_seconds(second)
}

struct Past {
    lines: Vec<NewLine>,
    balance: i64,
}

impl Past {
    fn begun(opening: Won, from: BusinessDate) -> Past {
        let mut past = Past { lines: Vec::new(), balance: 0 };
        let at = from.starts_at().plus_seconds(8 * 3600);
        past.push(at, InOut::In, "대체", "신규", opening.get(), "본점");
        past
    }

    fn push(
        &mut self,
        at: Micros,
        inout: InOut,
        kind: &'static str,
        print: &str,
        won: i64,
        branch: &'static str,
    ) {
        if won <= 0 {
            return;
        }
        // A statement is in the order of its lines.
        let before = self.lines.last().map_or(at, |line| line.at.plus_seconds(60));
        let at = at.max(before);
        self.balance += if inout == InOut::In { won } else { -won };
        self.lines.push(NewLine {
            at,
            inout,
            kind,
            print_content: print.to_owned(),
            amount: Won::new(won),
            branch,
            remitter: Remitter::default(),
        });
    }

    fn add(
        &mut self,
        at: Micros,
        inout: InOut,
        kind: &'static str,
        print: &str,
        won: i64,
        dice: &Dice,
    ) {
        let branch = dice.pick(&BRANCHES).copied().unwrap_or("본점");
        self.push(at, inout, kind, print, won, branch);
    }

    /// Takes a small part of what is there.
    fn spend(&mut self, at: Micros, kind: &'static str, print: &str, dice: &Dice) {
        let most = (self.balance / 20).min(300_000) / 100;
        let won = i64::try_from(dice.below(u64::try_from(most).unwrap_or(0))).unwrap_or(0) * 100;
        self.add(at, InOut::Out, kind, print, won, dice);
    }

    /// Brings the balance to where it is to end.
    fn ended(mut self, opening: Won, to: BusinessDate) -> Vec<NewLine> {
        let over = self.balance - opening.get();
        let at = to.starts_at().plus_seconds(-3600);
        let inout = if over > 0 { InOut::Out } else { InOut::In };
        self.push(at, inout, "대체", "저축", over.abs(), "인터넷");
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_past_leads_to_its_opening_and_is_never_overdrawn() {
        let date = |text: &str| BusinessDate::parse(text).expect("a date");
        let bank = BankCode::parse("901").expect("a code");
        for n in 0..20 {
            let (num, opening) = (format!("901{n:011}"), Won::new(1_000_000 + n * 10_000));
            let lines = [
                of_a_person(&num, opening, date("20260801"), date("20261101")),
                of_an_institution(&num, opening, &bank, date("20260801"), 60),
            ];
            for lines in lines {
                let mut balance = 0;
                let mut before = Micros::new(0);
                for line in &lines {
                    assert!(line.amount > Won::ZERO && line.at >= before, "{line:?}");
                    before = line.at;
                    let won = line.amount.get();
                    balance += if line.inout == InOut::In { won } else { -won };
                    assert!(balance >= 0);
                }
                assert_eq!(balance, opening.get());
                assert!(lines.len() > 25, "more than one page");
            }
        }
    }
}
