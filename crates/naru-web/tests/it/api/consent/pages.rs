//! The consent pages as a browser without script has them.

use super::super::bed::*;
use super::both;
use super::people::*;
use crate::bed::TestClock;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{HeaderMap, Request, StatusCode};
use naru_base::Clock as _;
use naru_base::env::SystemClock;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Somebody with a browser.
pub struct Visitor<'b> {
    bed: &'b Bed,
    cookie: String,
    pub status: StatusCode,
    pub head: HeaderMap,
    pub page: String,
}

impl<'b> Visitor<'b> {
    pub fn new(bed: &'b Bed) -> Visitor<'b> {
        let (status, head) = (StatusCode::OK, HeaderMap::new());
        Visitor { bed, cookie: String::new(), status, head, page: String::new() }
    }

    async fn take(&mut self, request: Request<Full<Bytes>>) {
        let response = self.bed.raw(request).await;
        let (head, body) = response.into_parts();
        self.status = head.status;
        let body = body.collect().await.expect("a body").to_bytes();
        self.page = String::from_utf8(body.to_vec()).expect("UTF-8");
        for cookie in head.headers.get_all("set-cookie") {
            let text = cookie.to_str().expect("text");
            assert!(text.contains("HttpOnly") && text.contains("SameSite=Lax"), "{text}");
            self.cookie = text.split(';').next().expect("a pair").to_owned();
        }
        if self.page.contains("<html") {
            let policy = head.headers["content-security-policy"].to_str().expect("text");
            assert!(
                policy.contains("default-src 'none'") && !policy.contains("unsafe"),
                "{policy}"
            );
            assert!(!self.page.contains("<script") && !self.page.contains(" style="), "inline");
            nothing_leaks(&self.page.replace("expected", ""));
        }
        self.head = head.headers;
    }

    pub async fn get(&mut self, path: &str) {
        let request = Request::get(self.bed.url(path)).header("cookie", &self.cookie);
        self.take(request.body(Full::default()).expect("a request")).await;
    }

    /// Sends a form of the page that is shown.
    pub async fn submit(&mut self, path: &str, fields: &str) {
        let token = self.form_token();
        self.send_form(path, &format!("form={token}&{fields}")).await;
    }

    pub async fn send_form(&mut self, path: &str, body: &str) {
        let origin = format!("http://{}", self.bed.addr());
        let request = Request::post(self.bed.url(path))
            .header("cookie", &self.cookie)
            .header("origin", origin)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(body.to_owned())))
            .expect("a request");
        self.take(request).await;
    }

    fn form_token(&self) -> String {
        let mark = "name=\"form\" value=\"";
        let from = self.page.find(mark).unwrap_or_else(|| panic!("no form: {}", self.page));
        self.page[from + mark.len()..].split('"').next().expect("a value").to_owned()
    }

    /// Where the answer leads.
    pub fn to(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.page);
        self.head["location"].to_str().expect("text").to_owned()
    }

    pub async fn follow(&mut self) {
        let to = self.to();
        self.get(&to).await;
    }

    pub fn parameter(&self, name: &str) -> String {
        let to = self.to();
        let query = to.split('?').nth(1).unwrap_or_else(|| panic!("no query: {to}"));
        let found = query.split('&').find_map(|p| p.strip_prefix(name)?.strip_prefix('='));
        found.unwrap_or_else(|| panic!("no {name}: {to}")).to_owned()
    }

    /// From the client's link to the code.
    pub async fn enter(&mut self, query: &str) {
        self.get(&format!("/oauth/2.0/authorize?{query}")).await;
        assert_eq!(self.to(), "/consent");
        self.follow().await;
        self.identify(GARAM).await;
    }

    pub async fn identify(&mut self, fields: &str) {
        self.submit("/consent/identify", fields).await;
        self.follow().await;
    }

    /// Types the code that was sent last.
    pub async fn type_code(&mut self) {
        let code = self.bed.sent().last().expect("a code was sent").1.clone();
        let digits: String = code.chars().filter(char::is_ascii_digit).take(6).collect();
        self.submit("/consent/code", &format!("code={digits}")).await;
        self.follow().await;
    }
}

/// 김가람, 1990-01-01, as the agency and the bank know him.
pub const GARAM: &str = "name=%EA%B9%80%EA%B0%80%EB%9E%8C&birth=1990-01-01&phone=010-0000-0001";
const NOBODY: &str = "name=%EA%B9%80%EA%B0%80%EB%9E%8C&birth=19900102&phone=01000000001";

pub fn query(scope: &str) -> String {
    format!(
        "response_type=code&client_id={}&redirect_uri=https%3A%2F%2Fnarae.example%2Fcallback\
         &scope={scope}&state=0123456789abcdef0123456789abcdef&auth_type=0&client_info=a%20b",
        client_id(NARAE)
    )
}

both!(
    a_person_agrees_and_the_client_gets_tokens,
    only_what_was_agreed_to_is_granted,
    what_the_client_asks_has_to_be_right,
    a_form_is_of_this_browser_and_of_now,
    nobody_learns_who_is_known,
    whoever_does_not_agree_goes_back,
    a_client_with_a_live_token_needs_no_person,
    a_person_sees_everything_and_takes_it_back,
);

async fn a_person_agrees_and_the_client_gets_tokens(bed: Bed) {
    let mut it = Visitor::new(&bed);
    it.get(&format!("//oauth/2.0/authorize?{}", query("login+inquiry%20transfer"))).await;
    it.follow().await;
    assert!(it.page.contains("나래페이에서 회원님의 금융정보를"), "{}", it.page);
    let policy = it.head["content-security-policy"].to_str().expect("text").to_owned();
    assert!(policy.contains("form-action 'self' https://narae.example"), "{policy}");
    it.identify(GARAM).await;
    assert!(it.page.contains("010-****-0001"), "{}", it.page);
    let sent = bed.sent();
    assert_eq!((sent.len(), sent[0].0.as_str()), (1, "01000000001"));
    it.type_code().await;
    for shown in ["너울은행", "100-***-3004", "조회에 동의하는 계좌", "출금에 동의하는 계좌"]
    {
        assert!(it.page.contains(shown), "{shown}: {}", it.page);
    }
    assert!(!it.page.contains(ACCOUNT), "the number is masked");
    assert!(it.page.contains("답하지 않은 은행: 빈은행"), "{}", it.page);
    let chosen = it.page.clone();
    it.submit("/consent/agree", "login=Y").await;
    assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY, "an account has to be chosen");
    it.submit("/consent/agree", "inquiry=0&transfer=0").await;
    assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY, "the identity has to be agreed to");
    it.submit("/consent/agree", "login=Y&inquiry=0&inquiry=0&transfer=0&inquiry=99").await;
    assert!(it.to().starts_with(&format!("{CALLBACK}?code=")), "{}", it.to());
    assert_eq!(it.parameter("state"), "0123456789abcdef0123456789abcdef");
    assert_eq!(it.parameter("scope"), "login%20inquiry%20transfer");
    assert_eq!(it.parameter("client_info"), "a%20b");
    let answer = bed.token_with(&code_form(NARAE, &it.parameter("code"))).await;
    let pair = Pair::of(&answer);
    let user = answer["user_seq_no"].as_str().expect("text");
    let me = bed.get_with(ME, &pair.access, &format!("user_seq_no={user}")).await;
    assert_eq!((&me["user_name"], &me["user_ci"]), (&json!("김가람"), &json!("ci-of-0")), "{me}");
    assert_eq!(user, USER, "the person was known here under this number");
    // The same form again: the journey is over, nothing is agreed to twice.
    let agreed = bed.audited("consent.grant.given").await;
    it.page = chosen;
    it.submit("/consent/agree", "login=Y&inquiry=0").await;
    assert_eq!(it.status, StatusCode::GONE);
    assert_eq!(bed.audited("consent.grant.given").await, agreed);
    bed.verify().await;
}

async fn only_what_was_agreed_to_is_granted(bed: Bed) {
    let mut it = Visitor::new(&bed);
    it.enter(&query("login+inquiry+transfer&lang=eng")).await;
    assert!(it.page.contains("Enter the one-time code"), "{}", it.page);
    it.type_code().await;
    assert!(it.page.contains("I agree for these accounts"), "{}", it.page);
    it.submit("/consent/agree", "login=Y&inquiry=1").await;
    assert_eq!(it.parameter("scope"), "login%20inquiry");
    let answer = bed.token_with(&code_form(NARAE, &it.parameter("code"))).await;
    assert_eq!(answer["scope"], "login inquiry");
    let pair = Pair::of(&answer);
    let wide = refresh_form(NARAE, &pair.refresh) + "&scope=transfer";
    assert_eq!(bed.token_with(&wide).await["rsp_code"], "O0001");
    // Only to know who it is: no accounts are looked for.
    let mut it = Visitor::new(&bed);
    it.enter(&query("login")).await;
    it.type_code().await;
    assert!(!it.page.contains("100-***-3004"), "{}", it.page);
    it.submit("/consent/agree", "login=Y").await;
    assert_eq!(it.parameter("scope"), "login");
    bed.verify().await;
}

async fn what_the_client_asks_has_to_be_right(bed: Bed) {
    let good = query("login");
    let mut it = Visitor::new(&bed);
    // Read by the person: nothing is sent to an address that is not certain.
    for (bad, code) in [
        (good.replace("client_id=", "x="), "3000103"),
        (good.replace(&client_id(NARAE), "nobody"), "3000201"),
        (good.replace("redirect_uri=", "x="), "3000103"),
        (good.replace("callback", "callback2"), "3000114"),
        (good.replace("narae.example", "evil.example"), "3000114"),
        (format!("{good}&client_id=again"), "3000103"),
        (format!("{good}&a=%zz"), "3000103"),
    ] {
        it.get(&format!("/oauth/2.0/authorize?{bad}")).await;
        assert_eq!(it.status, StatusCode::BAD_REQUEST, "{bad}");
        assert!(it.page.contains("O0001") && it.page.contains(code), "{bad}: {}", it.page);
    }
    for (bad, error, code) in [
        (good.replace("=code&", "=token&"), "unsupported_response_type", "3000116"),
        (good.replace("response_type=", "x="), "invalid_request", "3000103"),
        (good.replace("scope=login", "scope=sa"), "invalid_scope", "3000115"),
        (good.replace("scope=login", "scope=everything"), "invalid_scope", "3000115"),
        (good.replace("scope=login", "scope="), "invalid_request", "3000103"),
        (good.replace("auth_type=0", "auth_type=3"), "invalid_request", "3000103"),
        (good.replace("state=0", "state=%0a0"), "invalid_request", "3000103"),
        (good.replace("auth_type=0", "auth_type=2"), "login_required", "3000103"),
    ] {
        it.get(&format!("/oauth/2.0/authorize?{bad}")).await;
        assert!(it.to().starts_with(&format!("{CALLBACK}?error=")), "{bad}: {}", it.to());
        assert_eq!(it.parameter("error"), error, "{bad}");
        assert!(it.parameter("error_description").contains(code), "{bad}: {}", it.to());
    }
    it.get(&format!("/oauth/2.0/authorize_account?{good}")).await;
    assert_eq!(it.to(), "/consent");
    bed.verify().await;
}

async fn a_form_is_of_this_browser_and_of_now(bed: Bed) {
    let mut it = Visitor::new(&bed);
    it.get(&format!("/oauth/2.0/authorize?{}", query("login"))).await;
    it.follow().await;
    let page = it.page.clone();
    it.send_form("/consent/identify", &format!("form=wrong&{GARAM}")).await;
    assert_eq!(it.status, StatusCode::GONE);
    // Another browser, with the first one's form.
    let mut other = Visitor::new(&bed);
    other.get(&format!("/oauth/2.0/authorize?{}", query("login"))).await;
    other.page.clone_from(&page);
    other.submit("/consent/identify", GARAM).await;
    assert_eq!(other.status, StatusCode::GONE);
    other.cookie.clear();
    other.page.clone_from(&page);
    other.submit("/consent/identify", GARAM).await;
    assert_eq!(other.status, StatusCode::GONE, "without a cookie");
    for origin in ["https://evil.example", "null"] {
        let request = Request::post(bed.url("/consent/identify"))
            .header("cookie", &it.cookie)
            .header("origin", origin)
            .body(Full::new(Bytes::from(GARAM)))
            .expect("a request");
        it.take(request).await;
        assert_eq!(it.status, StatusCode::FORBIDDEN, "{origin}");
    }
    assert!(bed.sent().is_empty(), "nothing was sent for any of them");
    it.page = page;
    for (fields, wrong) in [
        ("name=&birth=19900101&phone=01000000001", "name-error"),
        ("name=a&birth=19900230&phone=01000000001", "birth-error"),
        ("name=a&birth=19900101&phone=021234567", "phone-error"),
    ] {
        it.submit("/consent/identify", fields).await;
        assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(it.page.contains(wrong), "{wrong}: {}", it.page);
    }
    it.identify(GARAM).await;
    it.type_code().await;
    assert!(it.page.contains("무엇을 허락"), "{}", it.page);
    bed.verify().await;
}

async fn nobody_learns_who_is_known(bed: Bed) {
    let mut known = Visitor::new(&bed);
    known.enter(&query("login")).await;
    let mut unknown = Visitor::new(&bed);
    unknown.get(&format!("/oauth/2.0/authorize?{}", query("login"))).await;
    unknown.follow().await;
    unknown.identify(NOBODY).await;
    let blank = |it: &Visitor<'_>| it.page.replace(&it.form_token(), "");
    assert_eq!(blank(&known), blank(&unknown), "the pages are the same to the letter");
    assert_eq!(bed.sent().len(), 1, "only the known one gets a code");
    // Wrong five times: the journey ends, for the known one too, whatever comes then.
    let right: String = bed.sent()[0].1.chars().filter(char::is_ascii_digit).take(6).collect();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for it in [&mut known, &mut unknown] {
        for left in [4, 3, 2, 1] {
            it.submit("/consent/code", &format!("code={wrong}")).await;
            assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(it.page.contains(&format!("{left}번 더")), "{left}: {}", it.page);
        }
        let page = it.page.clone();
        it.submit("/consent/code", &format!("code={wrong}")).await;
        assert_eq!(it.status, StatusCode::TOO_MANY_REQUESTS);
        it.page = page;
        it.submit("/consent/code", &format!("code={right}")).await;
        assert_eq!(it.status, StatusCode::GONE);
    }
    // A client that names another person's CI learns nothing either, and nothing is sent.
    let mut it = Visitor::new(&bed);
    let request = Request::get(bed.url(&format!("/oauth/2.0/authorize?{}", query("login"))))
        .header("Kftc-Bfop-UserCI", "ci-of-1")
        .header("Kftc-Bfop-UserName", "%EA%B9%80%EA%B0%80%EB%9E%8C")
        .header("Kftc-Bfop-UserInfo", "19900101")
        .body(Full::default())
        .expect("a request");
    it.take(request).await;
    it.follow().await;
    assert!(it.page.contains("김가람") && it.page.contains("19900101"), "filled in: {}", it.page);
    let before = bed.sent().len();
    it.identify(GARAM).await;
    assert_eq!(bed.sent().len(), before);
    // A telephone gets so many codes and no more.
    let mut refused = 0;
    for _ in 0..6 {
        let mut it = Visitor::new(&bed);
        it.get(&format!("/oauth/2.0/authorize?{}", query("login"))).await;
        it.follow().await;
        it.submit("/consent/identify", GARAM).await;
        refused += i32::from(it.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused > 0 && bed.sent().len() <= 5, "{refused} {}", bed.sent().len());
    bed.verify().await;
}

async fn whoever_does_not_agree_goes_back(bed: Bed) {
    let mut it = Visitor::new(&bed);
    it.enter(&query("login+inquiry")).await;
    it.type_code().await;
    it.submit("/consent/leave", "").await;
    assert!(it.to().starts_with(CALLBACK), "{}", it.to());
    assert_eq!(it.parameter("error"), "access_denied");
    assert_eq!(bed.audited("consent.account.agreed").await, 0);
    it.get("/consent").await;
    assert_eq!(it.status, StatusCode::GONE);
    bed.verify().await;
}

async fn a_client_with_a_live_token_needs_no_person(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login inquiry").await;
    let ask = async |user: &str, ci: &str, token: &str, scope: &str| -> String {
        let mut it = Visitor::new(&bed);
        let path = query(scope).replace("auth_type=0", "auth_type=2");
        let request = Request::get(bed.url(&format!("/oauth/2.0/authorize?{path}")))
            .header("Kftc-Bfop-UserSeqNo", user)
            .header("Kftc-Bfop-UserCI", ci)
            .header("Kftc-Bfop-AccessToken", token)
            .body(Full::default())
            .expect("a request");
        it.take(request).await;
        it.to()
    };
    let to = ask(USER, "ci-of-0", &pair.access, "inquiry").await;
    let code = to.split("code=").nth(1).expect("a code").split('&').next().expect("a code");
    let next = bed.token_with(&code_form(NARAE, code)).await;
    assert_eq!((&next["scope"], &next["user_seq_no"]), (&json!("inquiry"), &json!(USER)), "{next}");
    for (user, ci, token, scope) in [
        (SHY, "ci-of-0", pair.access.as_str(), "inquiry"),
        (USER, "ci-of-1", &pair.access, "inquiry"),
        (USER, "ci-of-0", &bed.token, "inquiry"),
        (USER, "ci-of-0", "", "inquiry"),
        (USER, "ci-of-0", &pair.access, "transfer"),
    ] {
        let to = ask(user, ci, token, scope).await;
        assert!(to.contains("?error="), "{user} {ci} {scope}: {to}");
    }
    bed.verify().await;
}

async fn a_person_sees_everything_and_takes_it_back(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let garam = naru_core::identity::PersonDetails { ci: "ci-of-0".into(), ..person(1) };
    let at_maru = bed.agree(MARU, garam, &[(BANK, ACCOUNT)]).await;
    let maru = bed.pair_for(MARU, at_maru.user.as_str(), "login").await;
    let mut it = Visitor::new(&bed);
    it.get("/my").await;
    it.identify(GARAM).await;
    it.type_code().await;
    for shown in ["나래페이", "마루핀", "100-***-3004", "이용기관 2곳", "빈은행"] {
        assert!(it.page.contains(shown), "{shown}: {}", it.page);
    }
    assert_eq!(bed.ask(BALANCE, &bed.balance()).await["rsp_code"], "A0000");
    let inquiry = format!("institution={NARAE}&what=inquiry&account={OWN_HANDLE}");
    it.submit("/my/withdraw", &inquiry).await;
    assert_eq!(bed.ask(BALANCE, &bed.balance()).await["rsp_code"], "A0305", "on the next call");
    assert_eq!(bed.withdraw(&bed.order(1_000)).await["rsp_code"], "A0000", "only what was said");
    it.follow().await;
    // Nothing of another person, whatever the form says.
    let other = format!("institution={NARAE}&what=transfer&account=120260000100000000000002");
    it.submit("/my/withdraw", &other).await;
    assert_eq!(bed.audited("consent.account.withdrawn").await, 1);
    it.follow().await;
    it.submit("/my/withdraw", &format!("institution={MARU}&what=login&account=")).await;
    assert_eq!(bed.code_of_me(&maru.access, at_maru.user.as_str()).await, "O0002");
    assert_eq!(bed.code_of_me(&pair.access, USER).await, "A0000", "the other institution's lives");
    it.follow().await;
    it.submit("/consent/leave", "").await;
    it.get("/my").await;
    assert!(it.page.contains("name=\"birth\""), "who it is, is asked again");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_codes_end_in_time() {
    let clock = Arc::new(TestClock(AtomicI64::new(SystemClock.now().get())));
    let bed = Bed::with(With { clock: clock.clone(), ..With::default() }).await;
    let mut it = Visitor::new(&bed);
    it.enter(&query("login")).await;
    let code: String = bed.sent()[0].1.chars().filter(char::is_ascii_digit).take(6).collect();
    clock.0.fetch_add(180_000_000, Ordering::SeqCst);
    it.submit("/consent/code", &format!("code={code}")).await;
    assert!(it.page.contains("시간이 지났습니다"), "{}", it.page);
    it.submit("/consent/again", "from=code").await;
    it.follow().await;
    clock.0.fetch_add(179_999_999, Ordering::SeqCst);
    it.type_code().await;
    assert!(it.page.contains("무엇을 허락"), "{}", it.page);
    // 900 s after the beginning the pages are over; a microsecond before they are not.
    clock.0.fetch_add(540_000_000, Ordering::SeqCst);
    let page = it.page.clone();
    it.get("/consent").await;
    assert_eq!(it.status, StatusCode::OK);
    clock.0.fetch_add(1, Ordering::SeqCst);
    it.page = page;
    it.submit("/consent/agree", "login=Y").await;
    assert_eq!(it.status, StatusCode::GONE);
    bed.verify().await;
}
