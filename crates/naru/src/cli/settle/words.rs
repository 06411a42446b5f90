//! What `naru settle` says.

use crate::problem::Problem;
use naru_base::{Lang, No, Refusal, texts};
use naru_core::settlement::reconcile::{Kind, Reason};

texts! {
    window_line(date: &str, count: i64, amount: &str, fee: &str, value_date: &str) {
        ko: "{date}: {count}건 {amount}원, 수수료 {fee}원, 정산일 {value_date}",
        en: "{date}: {count} transfers, {amount} won, fees {fee} won, paid on {value_date}",
    }
    carried(count: i64, amount: &str) {
        ko: "    확인 중 이월 {count}건 {amount}원",
        en: "    carried in doubt: {count} transfers, {amount} won",
    }
    nothing_due { ko: "마감할 날이 없습니다", en: "no day is due" }
    nothing_closed { ko: "마감된 날이 없습니다", en: "no day is closed" }
    position(who: &str, collected: &str, paid: &str, fee: &str, net: &str) {
        ko: "{who}  모음 {collected}  지급 {paid}  수수료 {fee}  차액 {net}",
        en: "{who}  collected {collected}  paid out {paid}  fees {fee}  net {net}",
    }
    bank(name: &str, code: &str) { ko: "{name} ({code})", en: "{name} ({code})" }
    operator { ko: "운영기관", en: "operator" }
    sum_zero { ko: "차액 합계 0원", en: "the net positions sum to 0" }
    not_closed(date: &str) { ko: "{date}은(는) 마감되지 않았습니다", en: "{date} is not closed" }
    not_closed_hint {
        ko: "`naru settle list`가 마감된 날을 보여 줍니다",
        en: "`naru settle list` shows the days that are closed",
    }
    not_over(date: &str) {
        ko: "{date}은(는) 아직 끝나지 않아 마감할 수 없습니다",
        en: "{date} is not over and cannot be closed",
    }
    not_over_hint {
        ko: "한국 시각 자정이 지난 뒤 다시 하십시오",
        en: "try again after midnight in Korea",
    }
    nothing_to_close(date: &str) {
        ko: "{date}까지 정산할 이체가 없습니다",
        en: "there is nothing to settle up to {date}",
    }
    earlier_open(date: &str, first: &str) {
        ko: "{date}보다 앞선 {first}이(가) 마감되지 않았습니다",
        en: "{first} comes before {date} and is not closed",
    }
    earlier_open_hint {
        ko: "`--date` 없이 실행하면 순서대로 모두 마감합니다",
        en: "without `--date` all that are over are closed, in order",
    }
    being_asked(date: &str, count: &str) {
        ko: "{date}의 이체 {count}건이 지금 은행에 처음 물어보는 중입니다",
        en: "{count} transfers of {date} are being asked for the first time",
    }
    being_asked_hint {
        ko: "서버를 켜 두면 곧 끝나거나 확인 중이 됩니다. 1분 뒤 다시 하십시오",
        en: "with the server running they soon end or are in doubt; try again in a minute",
    }
    year_unknown(year: &str) {
        ko: "{year}년의 은행 휴일이 등록되지 않아 정산일을 정할 수 없습니다",
        en: "the bank holidays of {year} are not known, so no value date can be given",
    }
    year_unknown_hint(year: &str) {
        ko: "`naru settle calendar --year {year} --put FILE --source TEXT`로 등록하십시오",
        en: "give them with `naru settle calendar --year {year} --put FILE --source TEXT`",
    }
    other_year(year: &str) {
        ko: "표에 {year}년의 휴일만, 하나 이상 있어야 합니다",
        en: "the table must have holidays of {year}, at least one, and of no other year",
    }
    difference_unknown(id: &str) {
        ko: "{id}에 설명할 차이가 없습니다",
        en: "{id} has no difference to explain",
    }
    explanation_length(most: &str) {
        ko: "설명은 1자에서 {most}자까지입니다",
        en: "an explanation has 1 to {most} characters",
    }
    bad_columns(path: &str, columns: &str) {
        ko: "`{path}`의 첫 줄은 `{columns}`이어야 합니다",
        en: "the first line of `{path}` must be `{columns}`",
    }
    bad_line(path: &str, line: usize) {
        ko: "`{path}`의 {line}번째 줄을 이해할 수 없습니다",
        en: "line {line} of `{path}` is not understood",
    }
    other_date(path: &str, line: usize) {
        ko: "`{path}`의 {line}번째 줄은 다른 날짜입니다",
        en: "line {line} of `{path}` is of another date",
    }
    twice(path: &str, line: usize) {
        ko: "`{path}`의 {line}번째 줄의 거래고유번호가 앞에도 있습니다",
        en: "the id in line {line} of `{path}` came before",
    }
    bad_table_hint {
        ko: "모습은 `--help`에 있습니다. 표 전체를 받거나 전혀 받지 않습니다: 아무것도 바뀌지 않았습니다",
        en: "`--help` shows the form; a table is taken whole or not at all: nothing was changed",
    }
    no_books(bank: &str) {
        ko: "이 디렉터리에 은행 {bank}의 장부가 없습니다",
        en: "the books of bank {bank} are not in this directory",
    }
    no_books_hint {
        ko: "`--statement`로 은행의 명세를 주십시오",
        en: "give the bank's statement with `--statement`",
    }
    compared(bank: &str, date: &str, ours: usize, theirs: usize, found: usize, resolved: usize) {
        ko: "은행 {bank}, {date}: 장부 {ours}건, 명세 {theirs}건, 차이 {found}건, 해소 {resolved}건",
        en: "bank {bank}, {date}: {ours} in the book, {theirs} in the statement, {found} differ, \
             {resolved} resolved",
    }
    difference(date: &str, bank: &str, id: &str, kind: &str, ours: &str, theirs: &str) {
        ko: "{date} {bank} {id}: {kind} (장부 {ours}, 은행 {theirs})",
        en: "{date} {bank} {id}: {kind} (book {ours}, bank {theirs})",
    }
    because(why: &str) { ko: "    {why}", en: "    {why}" }
    explained(by: &str, why: &str) {
        ko: "    설명됨 ({by}): {why}",
        en: "    explained ({by}): {why}",
    }
    none_open { ko: "설명되지 않은 차이가 없습니다", en: "no difference is unexplained" }
    was_explained(count: usize) {
        ko: "차이 {count}건에 설명을 남겼습니다",
        en: "{count} difference(s) explained",
    }
    missing_here { ko: "장부에 없음", en: "missing here" }
    missing_there { ko: "은행에 없음", en: "missing there" }
    amount_differs { ko: "금액이 다름", en: "amount differs" }
    state_differs { ko: "상태가 다름", en: "state differs" }
    not_heard_yet {
        ko: "여기서는 확인 중이고 은행에서는 결정되었습니다. 서버를 켜 두면 다음 확인이 들여옵니다. 그 뒤 다시 대사하십시오",
        en: "in doubt here and decided at the bank: with the server running the next inquiry brings \
             it in; reconcile again after that",
    }
    paid_but_released {
        ko: "여기서 돌려준 것을 은행이 지급했거나 지급할 수 있습니다. 지급 여부를 은행과 확인하고 사건으로 다루십시오",
        en: "the bank has paid, or may still pay, what was given back here: settle it with the bank \
             and treat it as an incident",
    }
    settled_but_not_paid {
        ko: "여기서 지급된 것으로 적은 것을 은행은 지급하지 않았습니다. 은행의 서명된 답과 견주어 보십시오",
        en: "settled here, and the bank has not paid it: compare with the bank's signed answer",
    }
    never_ordered {
        ko: "여기서 보낸 적이 없는 거래입니다. 누가 보냈는지 은행에 물으십시오",
        en: "this was never sent from here: ask the bank who sent it",
    }
    other_amount {
        ko: "두 금액이 다릅니다. 은행의 서명된 답과 견주어 보십시오",
        en: "the amounts differ: compare with the bank's signed answer",
    }
    year_line(year: i64, count: usize) {
        ko: "{year}년: 휴일 {count}일",
        en: "{year}: {count} holidays",
    }
    holiday(date: &str, ko: &str, en: &str, source: &str) {
        ko: "{date}  {ko} ({en}): {source}",
        en: "{date}  {en} ({ko}): {source}",
    }
}

/// The word for a kind of difference.
pub(super) fn kind(lang: Lang, kind: Kind) -> String {
    match kind {
        Kind::MissingHere => missing_here(lang),
        Kind::MissingThere => missing_there(lang),
        Kind::AmountDiffers => amount_differs(lang),
        Kind::StateDiffers => state_differs(lang),
    }
}

/// What most likely lies behind a difference, and what to do.
pub(super) fn reason(lang: Lang, reason: Reason) -> String {
    match reason {
        Reason::NotHeardYet => not_heard_yet(lang),
        Reason::PaidButReleased => paid_but_released(lang),
        Reason::SettledButNotPaid => settled_but_not_paid(lang),
        Reason::NeverOrdered => never_ordered(lang),
        Reason::OtherAmount => other_amount(lang),
    }
}

/// A refusal of settlement in words.
pub(super) fn problem(no: No) -> Problem {
    let No::Refusal(it) = no else { return no.into() };
    let fact = |name: &str| it.fact(name).to_owned();
    let (date, year) = (fact("date"), fact("year"));
    match it.code {
        "settlement/day-not-over" => {
            Problem::new(move |lang| not_over(lang, &date)).hint(not_over_hint)
        }
        "settlement/nothing-to-close" => Problem::new(move |lang| nothing_to_close(lang, &date)),
        "settlement/earlier-day-open" => {
            let first = fact("first");
            Problem::new(move |lang| earlier_open(lang, &date, &first)).hint(earlier_open_hint)
        }
        "settlement/being-asked" => {
            let count = fact("count");
            Problem::new(move |lang| being_asked(lang, &date, &count)).hint(being_asked_hint)
        }
        "settlement/year-unknown" => {
            let again = year.clone();
            Problem::new(move |lang| year_unknown(lang, &year))
                .hint(move |lang| year_unknown_hint(lang, &again))
        }
        "settlement/holiday-of-other-year" => Problem::new(move |lang| other_year(lang, &year)),
        "settlement/difference-unknown" => {
            let id = fact("id");
            Problem::new(move |lang| difference_unknown(lang, &id))
        }
        "settlement/explanation-length" => {
            let most = fact("most");
            Problem::new(move |lang| explanation_length(lang, &most))
        }
        _ => No::from(Refusal { code: it.code, facts: it.facts.clone() }).into(),
    }
}
