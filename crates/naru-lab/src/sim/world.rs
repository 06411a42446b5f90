//! Who takes part in a simulation: banks, institutions, persons who are users of several of them,
//! and the orders they give. Plain facts, from which the auditor judges for itself.

use super::random::Random;
use naru_base::keyring::Keyring;
use naru_base::{BankCode, BankTranId, ClientUseCode, Id, Micros, UserSeqNo, Won};
use naru_core::identity::{
    self, AccountToRegister, Contract, ContractPurpose, Institution, NewInstitution, NewUser,
    PersonDetails, Scope,
};
use naru_core::relay::{
    Bank, Claim, ClaimDetails, DepositDetails, Key, Kind, Order, OrderDetails, Purpose, Requester,
    Via,
};

pub(super) const PERSONS: usize = 50;

/// An institution.
pub(super) struct Party {
    pub(super) code: ClientUseCode,
    pub(super) active: bool,
    pub(super) ids: u32,
}

/// A person, with an account at two banks.
pub(super) struct Person {
    pub(super) ci: String,
    pub(super) accounts: [(usize, String); 2],
    pub(super) erased: bool,
    /// Until when debits are agreed to, at every institution.
    pub(super) agreed_until: Option<Micros>,
}

/// A rule that changes with time.
#[derive(Clone, Debug)]
pub(super) struct Rule(Vec<(Micros, i64)>);

impl Rule {
    pub(super) fn set(&mut self, from: Micros, value: i64) {
        self.0.push((from, value));
    }

    /// The highest value there ever was.
    pub(super) fn highest(&self) -> i64 {
        self.0.iter().map(|(_, value)| *value).max().unwrap_or(0)
    }

    /// The value in force.
    pub(super) fn at(&self, now: Micros) -> i64 {
        let in_force = self.0.iter().filter(|(from, _)| *from <= now);
        in_force.max_by_key(|(from, _)| *from).map_or(0, |(_, value)| *value)
    }
}

/// What is true of an order, by the simulation's own knowledge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub(super) party: usize,
    /// `None`: nobody by that number, or an account of nobody's.
    pub(super) person: Option<usize>,
    pub(super) account_known: bool,
    pub(super) contract_known: bool,
    pub(super) bank_known: bool,
    pub(super) phrase_right: bool,
    pub(super) handle_known: bool,
}

/// One content under one id: repeats are the same sheet, a conflict is another.
pub(super) struct Sheet {
    pub(super) order: Order,
    /// If it claims a deposit back; `order` then says what is to move.
    pub(super) claim: Option<Claim>,
    pub(super) facts: Facts,
}

/// An institution's limits for one kind of transfer in a simulation: of one transfer, of a date, of
/// a month.
pub(super) const fn caps(kind: Kind) -> [i64; 3] {
    match kind {
        Kind::Withdraw => [4_600_000, 50_000_000, 60_000_000],
        Kind::Deposit => [1_100_000, 18_000_000, 21_000_000],
        Kind::Return | Kind::Fund => [i64::MAX; 3],
    }
}
/// A person's limit of one withdrawal.
pub(super) const PERSON_ONCE: i64 = 4_300_000;
/// What an institution's paying account may draw on credit: the first institution's contract says
/// so, the others have the rule.
pub(super) const fn credit(party: usize) -> i64 {
    if party == 0 { 6_000_000 } else { 1_000_000 }
}
/// Up to this amount and number in the month before, fees are reduced.
pub(super) const SMALL: (i64, i64) = (60_000_000, 90);
/// How many percent of its limit of a day an institution must have covered.
pub(super) const COVER_PERCENT: i64 = 88;
/// What that is: the cover that each institution begins with.
pub(super) const COVER: i64 = caps(Kind::Withdraw)[1] * COVER_PERCENT / 100;

/// Something that covers an institution's withdrawals for a while.
#[derive(Clone, Debug)]
pub(super) struct Insured {
    pub(super) id: Id,
    pub(super) from: Micros,
    pub(super) until: Micros,
    pub(super) won: i64,
}

/// Damage of a consumer that was reported: what an institution may have to answer for.
#[derive(Clone, Debug)]
pub(super) struct Damage {
    pub(super) id: Id,
    pub(super) party: usize,
    pub(super) key: Key,
    pub(super) won: i64,
    /// Whether it stands, or was taken back.
    pub(super) is_open: bool,
}

/// What a paying account holds at first.
pub(super) const FUNDS: i64 = 10_000_000;
/// The fees that do not change: withdrawal in full, deposit in full, deposit reduced.
pub(super) const FEES: [i64; 3] = [50, 40, 20];
pub(super) const COLLECTING: &str = "700100";
pub(super) const PAYING: &str = "77";
pub(super) const PHRASE: &str = "phrase";

/// Everybody and everything outside the hub.
pub(super) struct World {
    pub(super) banks: Vec<BankCode>,
    pub(super) parties: Vec<Party>,
    pub(super) persons: Vec<Person>,
    pub(super) limit: Rule,
    /// The reduced fee of a withdrawal.
    pub(super) fee: Rule,
    pub(super) sheets: Vec<Sheet>,
    /// What covers each institution beside what it begins with.
    pub(super) insured: Vec<Vec<Insured>>,
    /// Damage that was reported, taken back or not.
    pub(super) damages: Vec<Damage>,
}

fn bank_code(i: usize) -> BankCode {
    BankCode::parse(&format!("{}", 901 + i)).expect("three digits")
}

impl World {
    pub(super) fn new(random: &mut Random, start: Micros, hours: i64) -> World {
        let banks: Vec<BankCode> = (0..2 + random.index(3)).map(bank_code).collect();
        let parties = (0..2 + random.index(2))
            .map(|i| Party {
                code: ClientUseCode::parse(&format!("M20260000{}", i + 1)).expect("a code"),
                active: true,
                ids: 0,
            })
            .collect();
        let persons = (0..PERSONS)
            .map(|p| {
                let bank = random.index(banks.len());
                let other = (bank + 1) % banks.len();
                let number = |k: usize| format!("{}{p:06}{k}", 100 + k);
                Person {
                    ci: format!("{p:088}"),
                    accounts: [(bank, number(1)), (other, number(2))],
                    erased: false,
                    agreed_until: match random.between(0, 20) {
                        0 => None,
                        // Ends in the middle of the run.
                        1 | 2 => Some(start.plus_seconds(random.between(0, 240))),
                        _ => Some(start.plus_seconds(hours * 3_600)),
                    },
                }
            })
            .collect();
        World {
            banks,
            parties,
            persons,
            limit: Rule(vec![(Micros::new(0), 10_000_000)]),
            fee: Rule(vec![(Micros::new(0), 30)]),
            sheets: Vec::new(),
            insured: vec![Vec::new(); 3],
            damages: Vec::new(),
        }
    }

    /// What covers an institution's withdrawals at `now`.
    pub(super) fn cover(&self, party: usize, now: Micros) -> i64 {
        let there = self.insured[party].iter().filter(|it| it.from <= now && now < it.until);
        COVER + there.map(|it| it.won).sum::<i64>()
    }

    /// What an institution may have to answer for.
    pub(super) fn claimed(&self, party: usize) -> i64 {
        let open = self.damages.iter().filter(|it| it.is_open && it.party == party);
        open.map(|it| it.won).sum()
    }

    /// Whether this person is a user of this institution.
    pub(super) const fn is_user(party: usize, person: usize) -> bool {
        !(party + person).is_multiple_of(3)
    }

    pub(super) fn user_seq_no(party: usize, person: usize) -> UserSeqNo {
        UserSeqNo::parse(&format!("{:04}{person:06}", party + 1)).expect("ten digits")
    }

    /// The institutions as they are registered.
    pub(super) fn institutions(&self) -> Vec<(Institution, Vec<Contract>)> {
        let of = |party: &Party| {
            let contract = |purpose, account_num: &str| Contract {
                institution: party.code.clone(),
                account_type: 'N',
                account_num: account_num.to_owned(),
                purpose,
                bank: self.banks[0].clone(),
                holder_name: "나래".to_owned(),
            };
            let institution = Institution {
                code: party.code.clone(),
                name_ko: "나래".to_owned(),
                name_en: "Narae".to_owned(),
                scopes: vec![Scope::Sa],
                active: true,
            };
            let deposit = contract(ContractPurpose::Deposit, PAYING);
            (institution, vec![contract(ContractPurpose::Withdraw, COLLECTING), deposit])
        };
        self.parties.iter().map(of).collect()
    }

    /// The banks as they are registered.
    pub(super) fn bank_entries(&self) -> Vec<Bank> {
        let of = |code: &BankCode| Bank {
            code: code.clone(),
            name_ko: "너울은행".to_owned(),
            name_en: "Neoul Bank".to_owned(),
            base_url: String::new(),
            public_key: String::new(),
            active: true,
        };
        self.banks.iter().map(of).collect()
    }

    /// The users as they are registered.
    pub(super) fn users(&self) -> Vec<NewUser> {
        let mut users = Vec::new();
        for (i, party) in self.parties.iter().enumerate() {
            for (p, person) in self.persons.iter().enumerate() {
                if !Self::is_user(i, p) {
                    continue;
                }
                let account = |(k, (bank, number)): (usize, &(usize, String))| AccountToRegister {
                    bank: self.banks[*bank].clone(),
                    account_num: number.clone(),
                    fintech_use_num: handle(i, p, k),
                    inquiry_until: None,
                    transfer_until: person.agreed_until,
                };
                users.push(NewUser {
                    institution: party.code.clone(),
                    user_seq_no: Self::user_seq_no(i, p),
                    details: PersonDetails {
                        name: "홍나루".to_owned(),
                        birth: "19900101".to_owned(),
                        phone: "01000000000".to_owned(),
                        email: String::new(),
                        ci: person.ci.clone(),
                    },
                    accounts: person.accounts.iter().enumerate().map(account).collect(),
                });
            }
        }
        users
    }

    /// Writes a new order about this person's account through one of the institutions; gives its
    /// sheet.
    pub(super) fn new_order(
        &mut self,
        random: &mut Random,
        keys: &Keyring,
        person: usize,
        (kind, amount): (Kind, i64),
    ) -> usize {
        let mut party = random.index(self.parties.len());
        if !Self::is_user(party, person) {
            party = (party + 1) % self.parties.len();
        }
        self.parties[party].ids += 1;
        let id = format!("{}U{:09}", self.parties[party].code, self.parties[party].ids);
        let which = random.index(2);
        let (bank, number) = self.persons[person].accounts[which].clone();
        let named = random.between(0, 2);
        let spoiled = random.between(0, 70);
        let known = spoiled != 2;
        let facts = Facts {
            party,
            person: Some(person),
            contract_known: spoiled != 0,
            bank_known: spoiled != 1,
            account_known: spoiled != 3 && spoiled != 1,
            phrase_right: spoiled != 4,
            handle_known: true,
        };
        let user = if known { Self::user_seq_no(party, person) } else { Self::user_seq_no(99, 0) };
        let via = match (kind, named) {
            (_, 1) => Via::Handle {
                handle: if known { handle(party, person, which) } else { "9".repeat(24) },
                user: known.then_some(user),
                token_user: None,
            },
            (Kind::Deposit, _) => Via::Number,
            _ => Via::User(user),
        };
        let facts = match &via {
            Via::Handle { user, .. } => Facts { handle_known: user.is_some(), ..facts },
            Via::User(_) => Facts { person: known.then_some(person), ..facts },
            Via::Number => Facts { person: None, ..facts },
        };
        let order = self.order(keys, (kind, amount), &facts, (&id, via), (bank, number));
        self.sheets.push(Sheet { order, claim: None, facts });
        self.sheets.len() - 1
    }

    /// Writes a claim of so much of this deposit; gives its sheet.
    pub(super) fn new_claim(&mut self, deposit: &Key, sheet: usize, amount: i64) -> usize {
        let Sheet { order, facts, .. } = &self.sheets[sheet];
        let (mut order, facts) = (order.clone(), *facts);
        let party = &mut self.parties[facts.party];
        party.ids += 1;
        let id = format!("{}U{:09}", party.code, party.ids);
        let claim = Claim {
            bank_tran_id: BankTranId::parse(&id).expect("a well-formed id"),
            original_date: deposit.date,
            original_id: deposit.id.clone(),
            original_amount: order.amount,
            bank: order.bank.clone(),
            account_num: order.account_num.clone(),
            handle: String::new(),
            paying_bank: self.banks[0].clone(),
            amount: Won::new(amount),
            return_account_num: PAYING.to_owned(),
            details: ClaimDetails { code: "01".to_owned(), ..ClaimDetails::default() },
        };
        order.kind = Kind::Return;
        order.bank_tran_id = claim.bank_tran_id.clone();
        order.amount = claim.amount;
        order.via = Via::Number;
        self.sheets.push(Sheet { order, claim: Some(claim), facts });
        self.sheets.len() - 1
    }

    fn order(
        &self,
        keys: &Keyring,
        (kind, amount): (Kind, i64),
        facts: &Facts,
        (id, via): (&str, Via),
        (bank, number): (usize, String),
    ) -> Order {
        let right = if kind == Kind::Withdraw { COLLECTING } else { PAYING };
        let wrong = if kind == Kind::Withdraw { PAYING } else { COLLECTING };
        let phrase = if facts.phrase_right { PHRASE } else { "another" };
        let code = &self.parties[facts.party].code;
        Order {
            kind,
            bank_tran_id: BankTranId::parse(id).expect("a well-formed id"),
            cntr_account_type: 'N',
            cntr_account_num: if facts.contract_known { right } else { wrong }.to_owned(),
            pass_phrase: (kind == Kind::Deposit)
                .then(|| identity::pass_phrase_hash(keys, code, phrase)),
            bank: if facts.bank_known { self.banks[bank].clone() } else { bank_code(9) },
            account_num: if facts.account_known { number } else { "999999999".to_owned() },
            via,
            amount: Won::new(amount),
            receive: None,
            details: details(kind),
        }
    }

    /// Another content under the id of this sheet.
    pub(super) fn conflicting(&mut self, random: &mut Random, sheet: usize) -> usize {
        let Sheet { order, facts, .. } = &self.sheets[sheet];
        let (mut order, facts) = (order.clone(), *facts);
        if random.chance(500) {
            order.amount = Won::new(order.amount.get() + 1_000);
        } else {
            order.details.dps_print_content.push('2');
        }
        self.sheets.push(Sheet { order, claim: None, facts });
        self.sheets.len() - 1
    }

    /// What a person orders: mostly small, sometimes a good part of the limit.
    pub(super) fn amount(random: &mut Random) -> i64 {
        match random.between(0, 10) {
            0 => random.between(2_000_000, 5_000_000),
            1 => random.between(1, 10),
            _ => random.between(1_000, 1_200_000),
        }
    }
}

fn handle(party: usize, person: usize, account: usize) -> String {
    format!("{:08}{person:08}{account:08}", party + 1)
}

fn details(kind: Kind) -> OrderDetails {
    let none = || [String::new(), String::new(), String::new()];
    OrderDetails {
        dps_print_content: "쇼핑".to_owned(),
        wd_print_content: "나래".to_owned(),
        req_client_name: "홍나루".to_owned(),
        requester: Requester::Account("901".to_owned(), "110".to_owned()),
        req_client_num: "C1".to_owned(),
        purpose: Purpose::TopUp,
        recv: none(),
        sub_merchant: none(),
        deposit: (kind == Kind::Deposit).then(|| DepositDetails {
            payee_name: "홍나루".to_owned(),
            name_check: true,
            recv_bank_tran_id: String::new(),
            withdraw_bank_tran_id: String::new(),
            cms_num: String::new(),
        }),
    }
}

/// An institution to be added, with what its registration needs.
pub(super) fn registration(
    keys: &Keyring,
    (institution, contracts): (Institution, Vec<Contract>),
) -> NewInstitution {
    let client_id = format!("client-{}", institution.code);
    NewInstitution {
        secret_hash: identity::secret_hash(keys, &client_id, "secret"),
        institution,
        client_id,
        redirect_uri: String::new(),
        contracts,
    }
}
