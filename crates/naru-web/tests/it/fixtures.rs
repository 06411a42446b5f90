//! Networks to look at: nothing yet, small, full, in trouble. All names are invented.

use naru_base::{Micros, Won};
use naru_core::glance::{
    AuditFacts, BankAnswer, BankRow, BankState, Cell, DoubtRow, Doubts, Event, EventKind, Flow,
    Glance, InstitutionRow, Latency, Mix, MoneyProof, Name, NodeFacts, Standing, Success, Total,
};

pub fn at() -> Micros {
    Micros::parse_kst_dtime14("20261125143207").unwrap()
}

fn clock(text: &str) -> Micros {
    Micros::parse_kst_dtime14(&format!("20261125{text}")).unwrap()
}

pub fn name(ko: &str, en: &str) -> Name {
    Name { ko: ko.into(), en: en.into() }
}

const INSTITUTIONS: [(&str, &str, Standing, u64); 14] = [
    ("나래페이", "Narae Pay", Standing::Normal, 962),
    ("두루송금", "Duru Remit", Standing::Normal, 718),
    ("모아지갑", "Moa Wallet", Standing::Normal, 584),
    ("이음결제", "Ieum Pay", Standing::Normal, 441),
    ("여울페이", "Yeoul Pay", Standing::Normal, 375),
    ("푸른정산", "Pureun Settle", Standing::Warned, 299),
    ("달빛머니", "Dalbit Money", Standing::Normal, 226),
    ("한결월렛", "Hangyeol Wallet", Standing::LimitCut, 142),
    ("슬기자산", "Seulgi Asset", Standing::Normal, 117),
    ("아라핀", "Ara Fin", Standing::InquiryOnly, 63),
    ("소담가계부", "Sodam Ledger", Standing::Suspended, 0),
    ("온누리페이", "Onnuri Pay", Standing::Normal, 60),
    ("가람송금", "Garam Remit", Standing::Normal, 58),
    ("하늬지갑", "Hanui Wallet", Standing::Warned, 78),
];

const BANKS: [(&str, &str, u64, u64, u64); 12] = [
    ("가온은행", "Gaon Bank", 813, 38, 96),
    ("새벽은행", "Saebyeok Bank", 660, 41, 104),
    ("한들은행", "Handeul Bank", 587, 36, 88),
    ("도담은행", "Dodam Bank", 492, 44, 121),
    ("너울은행", "Neoul Bank", 415, 1_840, 9_410),
    ("미리내은행", "Mirinae Bank", 339, 40, 99),
    ("온새은행", "Onsae Bank", 264, 47, 130),
    ("하람은행", "Haram Bank", 201, 39, 101),
    ("늘품은행", "Neulpum Bank", 158, 43, 110),
    ("윤슬은행", "Yunseul Bank", 106, 42, 108),
    ("해밀저축은행", "Haemil Savings", 0, 0, 0),
    ("다솜상호금융", "Dasom Mutual", 88, 51, 144),
];

/// A server that was just begun: nothing registered, nothing asked.
pub fn empty() -> Glance {
    Glance {
        at: at(),
        business_date: at().business_date(),
        institutions: vec![],
        banks: vec![],
        flows: vec![],
        total: Total { history: vec![None; 40], ..Total::default() },
        success: Success { history: vec![None; 40], ..Success::default() },
        latency: Latency { history: vec![None; 40], ..Latency::default() },
        doubts: Doubts { history: vec![None; 40], ..Doubts::default() },
        money: None,
        audit: AuditFacts { head: 0, verified: None },
        incidents: 0,
        events: vec![],
        node: NodeFacts { version: "0.1.0".into(), store: "SQLite".into() },
    }
}

fn institution(i: usize) -> InstitutionRow {
    let (ko, en, standing, rate) = INSTITUTIONS[i];
    let asked = (rate > 0).then_some(());
    InstitutionRow {
        code: format!("M2026{:05}", i + 1),
        name: name(ko, en),
        standing,
        rate_tenths: rate,
        p99_us: asked.map(|()| 35_000 + 1_700 * i as u64),
        error_share: asked.map(|()| if i == 1 { 131 } else { i as u64 }),
    }
}

fn bank(i: usize) -> BankRow {
    let (ko, en, rate, p50, p99) = BANKS[i];
    let asked = rate > 0;
    let mut cells = vec![if asked { Cell::Calm } else { Cell::None }; 30];
    let mut state = if asked { BankState::Normal } else { BankState::Quiet };
    if p99 > 3_000 {
        state = BankState::Slow;
        cells[24..].copy_from_slice(&[
            Cell::Light,
            Cell::Light,
            Cell::Heavy,
            Cell::Heavy,
            Cell::Severe,
            Cell::Heavy,
        ]);
    }
    BankRow {
        code: format!("{}", 901 + i),
        name: name(ko, en),
        state,
        since: (state == BankState::Slow).then(|| clock("142800")),
        rate_tenths: rate,
        p50_us: asked.then_some(p50 * 1_000),
        p99_us: asked.then_some(p99 * 1_000),
        failure_share: asked.then_some(if p99 > 3_000 { 412 } else { i as u64 % 4 }),
        in_doubt: [0, 0, 0, 1, 12, 0, 1, 0, 0, 0, 0, 0][i],
        cells,
    }
}

fn flows(institutions: &[InstitutionRow], banks: &[BankRow]) -> Vec<Flow> {
    let all: u64 = banks.iter().map(|b| b.rate_tenths).sum();
    let mut flows = vec![];
    for i in institutions {
        for b in banks {
            let rate_tenths = i.rate_tenths * b.rate_tenths / all.max(1);
            if rate_tenths > 0 {
                flows.push(Flow { institution: i.code.clone(), bank: b.code.clone(), rate_tenths });
            }
        }
    }
    flows
}

fn wave(base: u64, swing: u64) -> Vec<Option<u64>> {
    (0..40_u64).map(|i| Some(base + (i * i * 7 + i * 13) % swing.max(1) + i)).collect()
}

/// A demonstration: two banks and an institution, all well, begun three minutes ago.
pub fn small() -> Glance {
    let institutions = vec![InstitutionRow { rate_tenths: 203, ..institution(0) }];
    let mut banks = vec![bank(0), bank(1)];
    banks[0].rate_tenths = 118;
    banks[1].rate_tenths = 85;
    for bank in &mut banks {
        bank.cells[..28].fill(Cell::None);
    }
    let young = |history: Vec<Option<u64>>| {
        history.into_iter().enumerate().map(|(i, p)| p.filter(|_| i >= 28)).collect::<Vec<_>>()
    };
    Glance {
        flows: flows(&institutions, &banks),
        institutions,
        banks,
        total: Total {
            rate_tenths: 203,
            peak_tenths: 241,
            mix: Mix { inquiry: 640, withdraw: 480, deposit: 0, other: 20 },
            history: young(wave(180, 40)),
        },
        success: Success { settled: 1_204, ended: 1_204, history: young(vec![Some(10_000); 40]) },
        latency: Latency {
            added_p50_us: Some(1_880),
            added_p99_us: Some(6_790),
            whole_p99_us: Some(104_000),
            history: young(wave(5_800, 1_800)),
        },
        doubts: Doubts {
            history: young(vec![Some(0); 40]),
            last_resolved_at: Some(clock("143002")),
            ..Doubts::default()
        },
        money: Some(MoneyProof {
            at: clock("143205"),
            debits: Won::new(41_203_100),
            credits: Won::new(41_203_100),
            reserved: Won::new(350_000),
            reserved_in_doubt: Won::ZERO,
            left_on_finished: Won::ZERO,
        }),
        audit: AuditFacts { head: 2_411, verified: Some((clock("143000"), true)) },
        events: vec![
            Event { at: clock("143000"), kind: EventKind::ChainVerified(true) },
            Event { at: clock("142900"), kind: EventKind::Started },
        ],
        ..empty()
    }
}

/// Twelve banks, fourteen institutions, one bank slow.
pub fn full() -> Glance {
    let mut institutions: Vec<_> = (0..INSTITUTIONS.len()).map(institution).collect();
    institutions.sort_by_key(|it| std::cmp::Reverse(it.rate_tenths));
    let banks: Vec<_> = (0..BANKS.len()).map(bank).collect();
    let mut success = vec![Some(9_997); 40];
    success[33..].copy_from_slice(&[9_990, 9_975, 9_960, 9_942, 9_928, 9_905, 9_894].map(Some));
    let mut doubts: Vec<_> = (0..40).map(|i| Some(u64::from(i % 7 == 0))).collect();
    doubts[32..].copy_from_slice(&[1, 2, 4, 6, 8, 10, 12, 14].map(Some));
    Glance {
        flows: flows(&institutions, &banks),
        institutions,
        banks,
        total: Total {
            rate_tenths: 4_123,
            peak_tenths: 12_046,
            mix: Mix { inquiry: 16_820, withdraw: 5_195, deposit: 1_484, other: 1_239 },
            history: wave(3_700, 300),
        },
        success: Success { settled: 37_104, ended: 37_502, history: success },
        latency: Latency {
            added_p50_us: Some(1_880),
            added_p99_us: Some(6_790),
            whole_p99_us: Some(1_310_000),
            history: wave(5_800, 1_800),
        },
        doubts: Doubts {
            count: 14,
            amount: Won::new(8_214_300),
            oldest: doubted(),
            last_resolved_at: Some(clock("142911")),
            history: doubts,
        },
        money: Some(MoneyProof {
            at: clock("143205"),
            debits: Won::new(1_284_903_441_206),
            credits: Won::new(1_284_903_441_206),
            reserved: Won::new(23_118_900),
            reserved_in_doubt: Won::new(8_214_300),
            left_on_finished: Won::ZERO,
        }),
        audit: AuditFacts { head: 88_414_731, verified: Some((clock("143000"), true)) },
        incidents: 1,
        events: happened(),
        ..empty()
    }
}

fn happened() -> Vec<Event> {
    let bank = |i: usize| name(BANKS[i].0, BANKS[i].1);
    let event = |time: &str, kind| Event { at: clock(time), kind };
    vec![
        event("143140", EventKind::DoubtRose(bank(4), 12)),
        event("142800", EventKind::BankTrouble(bank(4), BankState::Slow)),
        event("142312", EventKind::BankWell(bank(3), 362)),
        event(
            "140200",
            EventKind::StandingChanged(name("아라핀", "Ara Fin"), Standing::InquiryOnly),
        ),
        event("090000", EventKind::Started),
    ]
}

fn doubted() -> Vec<DoubtRow> {
    let row = |time: &str, i: usize, b: usize, won: i64, inquiries: u64, last_answer| DoubtRow {
        at: clock(time),
        institution: name(INSTITUTIONS[i].0, INSTITUTIONS[i].1),
        bank_code: format!("{}", 901 + b),
        bank: name(BANKS[b].0, BANKS[b].1),
        amount: Won::new(won),
        inquiries,
        last_answer,
    };
    vec![
        row("142805", 1, 4, 1_200_000, 7, BankAnswer::NoAnswer),
        row("142841", 0, 4, 350_000, 6, BankAnswer::NoAnswer),
        row("142910", 4, 4, 82_000, 6, BankAnswer::CannotTell),
        row("142933", 1, 3, 990_000, 5, BankAnswer::NoAnswer),
        row("143002", 2, 4, 47_300, 5, BankAnswer::NoAnswer),
        row("143018", 0, 6, 1_500_000, 4, BankAnswer::InProcess),
        row("143107", 1, 4, 870_000, 3, BankAnswer::Late),
    ]
}
