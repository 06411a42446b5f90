//! What the demonstration says: where to look, how it goes, how it went.

use super::cast;
use super::credentials::Credentials;
use crate::data_dir::DataDir;
use crate::stdio;
use crate::watch::Watch;
use naru_base::{Lang, texts};
use naru_core::glance::{Glance, GlanceSource as _, Mix};
use naru_lab::fintech::stats::{Figures, Stats};
use std::path::absolute;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

texts! {
    title(banks: u64, institutions: u64, customers: u64) {
        ko: "나루 시연: 중계 하나, 은행 {banks}, 이용기관 {institutions}, 고객 {customers}명",
        en: "Naru demonstration: one relay, {banks} banks, {institutions} institutions, {customers} customers",
    }
    api_line(url: &str) { ko: "  API      {url}", en: "  API          {url}" }
    console_line(url: &str) { ko: "  콘솔     {url}", en: "  console      {url}" }
    login_line(login: &str, password: &str, totp: &str) {
        ko: "  로그인   {login} / {password}  일회용 코드 비밀 값 {totp}",
        en: "  login        {login} / {password}  one-time code secret {totp}",
    }
    file_line(path: &str) {
        ko: "  자격     {path} (이 디렉터리에서만 통하는 비밀입니다)",
        en: "  credentials  {path} (secrets of this directory alone)",
    }
    stop_line { ko: "  멈추려면 Ctrl-C", en: "  Ctrl-C stops it" }
    live(rate: u64, mix: &str, times: &str, doubts: u64, money: &str, done: u64) {
        ko: "초당 {rate}건  {mix}  {times}  확인 중 {doubts}  돈 {money}  완료 {done}",
        en: "{rate}/s  {mix}  {times}  in doubt {doubts}  money {money}  done {done}",
    }
    mix_shares(inquiry: u64, withdraw: u64, deposit: u64, other: u64) {
        ko: "조회 {inquiry}% 출금 {withdraw}% 입금 {deposit}% 기타 {other}%",
        en: "ask {inquiry}% withdraw {withdraw}% deposit {deposit}% other {other}%",
    }
    turned_away(line: &str, skipped: u64) {
        ko: "{line}  혼잡하여 돌아간 고객 {skipped}",
        en: "{line}  turned away {skipped}",
    }
    stopping { ko: "멈추는 중: 진행 중인 것을 마칩니다", en: "stopping: what is under way is finished" }
    summary(done: u64, failed: u64, open: u64, p50: &str, p99: &str) {
        ko: "완료 {done}건, 은행이나 규칙의 거절 {failed}건, 이용기관이 결과를 모르는 것 {open}건, p50 {p50}, p99 {p99}",
        en: "{done} done, {failed} refused by a bank or a rule, {open} whose end the institution does not know, p50 {p50}, p99 {p99}",
    }
    money_whole(debits: &str, doubts: u64) {
        ko: "돈 ✓  차변 {debits}원 = 대변, 확인 중 {doubts}건. 다시 시작하면 이어집니다. 검증: naru verify",
        en: "money ✓  debits {debits} won = credits, {doubts} in doubt. Start again to go on. Check with: naru verify",
    }
    money_broken {
        ko: "돈 ✗  원장이 맞지 않습니다. 디렉터리를 그대로 두고 naru verify를 실행하십시오",
        en: "money ✗  the ledger does not add up. Leave the directory as it is and run naru verify",
    }
}

/// Says where to look.
pub fn say_where(lang: Lang, credentials: &Credentials, dir: &DataDir) {
    let file = Credentials::place(dir);
    let file = absolute(&file).unwrap_or(file).display().to_string();
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let (institutions, customers) =
        (count(credentials.fintechs.len()), count(credentials.users.len()));
    stdio::data(&title(lang, count(cast::BANKS.len()), institutions, customers));
    stdio::data(&api_line(lang, &credentials.base_url));
    stdio::data(&console_line(lang, &credentials.console_url));
    for it in credentials.staff.iter().filter(|it| it.role == "operator") {
        stdio::data(&login_line(lang, &it.login, &it.password, &it.totp_secret));
    }
    stdio::data(&file_line(lang, &file));
    stdio::data(&stop_line(lang));
}

/// Tells once a second how it goes: over the same line on a terminal, line by line elsewhere.
pub async fn keep_telling(lang: Lang, watch: &Watch, stats: &Stats) {
    let mut ticks = interval(Duration::from_secs(1));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    ticks.tick().await;
    let is_watched = stdio::is_watched();
    loop {
        ticks.tick().await;
        let line = line(lang, &watch.glance(), &stats.window());
        if is_watched { stdio::rewrite(&line) } else { stdio::talk(&line) }
    }
}

fn line(lang: Lang, glance: &Glance, figures: &Figures) -> String {
    let money = match &glance.money {
        None => "…",
        Some(proof) if proof.holds() => "✓",
        Some(_) => "✗",
    };
    let times = format!("p50 {}  p99 {}", ms(figures.p50_us), ms(figures.p99_us));
    let mix = shares(lang, &glance.total.mix);
    let doubts = glance.doubts.count;
    let line = live(lang, figures.rate, &mix, &times, doubts, money, figures.done);
    if figures.skipped == 0 { line } else { turned_away(lang, &line, figures.skipped) }
}

fn shares(lang: Lang, mix: &Mix) -> String {
    let Mix { inquiry, withdraw, deposit, other } = *mix;
    let all = (inquiry + withdraw + deposit + other).max(1);
    let share = |part: u64| (part * 100 + all / 2) / all;
    mix_shares(lang, share(inquiry), share(withdraw), share(deposit), share(other))
}

/// Milliseconds with one place, in whole numbers.
fn ms(us: u64) -> String {
    format!("{}.{} ms", us / 1000, us % 1000 / 100)
}

/// Says that it stops.
pub fn say_stopping(lang: Lang) {
    if stdio::is_watched() {
        stdio::talk("");
    }
    stdio::talk(&stopping(lang));
}

/// Says how it went; gives whether the money check holds.
pub fn say_summary(lang: Lang, watch: &Watch, figures: &Figures) -> bool {
    let Figures { done, failed, open, p50_us, p99_us, .. } = *figures;
    stdio::data(&summary(lang, done, failed, open, &ms(p50_us), &ms(p99_us)));
    let glance = watch.glance();
    let proof = glance.money.filter(naru_core::glance::MoneyProof::holds);
    match &proof {
        Some(proof) => {
            let debits = proof.debits.to_string();
            stdio::data(&money_whole(lang, &debits, glance.doubts.count));
        }
        None => stdio::data(&money_broken(lang)),
    }
    proof.is_some()
}
