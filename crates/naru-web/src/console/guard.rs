//! What stands before every page: security headers, the language, cookies, the session, and that a
//! form was sent from our own page.

use crate::console::routes::{Access, Pattern};
use crate::console::watch::Own;
use crate::console::{ConsoleState, accounts, format, frame, oss};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use naru_base::role::{Post, Right};
use naru_base::{Answer, Env, Lang, Micros, No};
use naru_core::check;
use naru_core::notify::{self, Party};
use naru_core::proposal::{self, Case, Deciding};
use naru_core::staff::passkey::Site;
use naru_core::staff::{self, Session, Token, decide};
use naru_store::Tx;
use ring::digest::{Context, SHA256};

/// Everything comes from us, nothing is inline, nobody frames us.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Sets the security headers, and refuses forms that other sites send.
pub(crate) async fn headers(
    State(state): State<ConsoleState>,
    request: Request,
    next: Next,
) -> Response {
    let chosen = chosen_lang(request.uri());
    let mut response = if is_from_elsewhere(request.method(), request.headers()) {
        (
            StatusCode::FORBIDDEN,
            "다른 곳에서 보낸 요청이라 거절했습니다. / Sent from another site: refused.",
        )
            .into_response()
    } else {
        next.run(request).await
    };
    let out = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        out.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, CSP);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    // Not `no-referrer`: with it browsers send `Origin: null` with our own forms.
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(
        header::HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    );
    if state.parts.tls {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if let Some(lang) = chosen {
        let secure = if state.parts.tls { "; Secure" } else { "" };
        let cookie = format!(
            "naru-lang={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}",
            lang.as_str()
        );
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            out.append(header::SET_COOKIE, value);
        }
    }
    response
}

/// Whether a request that changes something was sent by another site, or by something that does
/// not say where it is.
pub(crate) fn is_from_elsewhere(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD) {
        return false;
    }
    let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site"))
        && site != "same-origin"
    {
        return true;
    }
    let origin = text(header::ORIGIN).and_then(|it| it.split_once("://")).map(|(_, host)| host);
    origin.is_none() || origin != text(header::HOST)
}

/// The value of a query parameter, undecoded: for values without escapes.
fn query<'u>(uri: &'u Uri, name: &str) -> Option<&'u str> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

fn chosen_lang(uri: &Uri) -> Option<Lang> {
    query(uri, "lang").and_then(Lang::parse)
}

/// One request as the pages see it.
pub(crate) struct Ask {
    /// The language: by `?lang=`, by cookie, by the browser's wish, Korean.
    pub(crate) lang: Lang,
    /// The path.
    pub(crate) path: String,
    /// The query without the language, as it was given.
    pub(crate) query: String,
    /// The same page in another language: its path and query. What answers a form has no address
    /// of its own, so this is the page that the form stands on.
    pub(crate) page: (String, String),
    /// Whether it sends a form: what answers it may show what was typed.
    pub(crate) is_form: bool,
    headers: HeaderMap,
    tls: bool,
}

impl Ask {
    /// Reads the request's head.
    fn of(parts: &axum::http::request::Parts, state: &ConsoleState) -> Ask {
        let headers = parts.headers.clone();
        let lang = chosen_lang(&parts.uri)
            .or_else(|| cookie(&headers, "naru-lang").and_then(Lang::parse))
            .or_else(|| wished_lang(&headers))
            .unwrap_or_default();
        let query = query_without_lang(&parts.uri);
        let path = parts.uri.path().to_owned();
        let is_form = !matches!(parts.method, Method::GET | Method::HEAD);
        let page = if is_form { form_page(parts) } else { (path.clone(), query.clone()) };
        Ask { lang, path, query, page, is_form, headers, tls: state.parts.tls }
    }
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Ask
where
    ConsoleState: axum::extract::FromRef<S>,
{
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &S,
    ) -> Result<Self, Self::Rejection> {
        let state = <ConsoleState as axum::extract::FromRef<S>>::from_ref(state);
        Ok(Ask::of(parts, &state))
    }
}

/// The page that a form was sent from, as the browser says; else the one that such forms stand on,
/// with what the form's own address carries of its query: after a mistake the browser is there.
fn form_page(parts: &axum::http::request::Parts) -> (String, String) {
    let path = parts.uri.path();
    let text = |name: header::HeaderName| parts.headers.get(name).and_then(|it| it.to_str().ok());
    let came = text(header::REFERER).and_then(|it| it.parse::<Uri>().ok());
    let is_ours = |it: &Uri| {
        let is_here = it.authority().map(|it| it.as_str()) == text(header::HOST);
        is_here && safe_next(it.path()) == it.path()
    };
    let came = came.filter(is_ours);
    if let Some(it) = came.as_ref().filter(|it| it.path() != path) {
        return (it.path().to_owned(), query_without_lang(it));
    }
    let page = parts.extensions.get::<Pattern>().map(|it| it.page_of(path));
    let page = page.unwrap_or_else(|| path.to_owned());
    let query = query_without_lang(&parts.uri);
    match came.filter(|_| query.is_empty() && page == path) {
        Some(it) => (page, query_without_lang(&it)),
        None => (page, query),
    }
}

fn query_without_lang(uri: &Uri) -> String {
    let pairs = uri.query().unwrap_or_default().split('&');
    let kept: Vec<&str> = pairs.filter(|it| !it.is_empty() && !it.starts_with("lang=")).collect();
    kept.join("&")
}

fn wished_lang(headers: &HeaderMap) -> Option<Lang> {
    let wish = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    wish.split(',').find_map(|it| Lang::parse(it.trim().get(..2)?))
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The cookies of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Jar {
    /// The session, or the half-done login.
    Session,
    /// Ties forms shown before a login to the browser they were shown to.
    Form,
}

impl Jar {
    const fn name(self, tls: bool) -> &'static str {
        match (self, tls) {
            (Jar::Session, true) => "__Host-naru",
            (Jar::Session, false) => "naru",
            (Jar::Form, true) => "__Host-naru-form",
            (Jar::Form, false) => "naru-form",
        }
    }
}

impl Ask {
    /// Where the browser reaches us, as it says itself: for links that people hand on.
    pub(crate) fn origin(&self) -> String {
        let host = self.headers.get(header::HOST).and_then(|it| it.to_str().ok());
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://{}", host.unwrap_or_default())
    }

    /// The same, as passkeys are bound to it.
    pub(crate) fn site(&self) -> Site {
        Site { origin: self.origin() }
    }

    /// A token in a cookie.
    pub(crate) fn token(&self, jar: Jar) -> Option<Token> {
        cookie(&self.headers, jar.name(self.tls)).and_then(Token::parse)
    }

    /// The header that sets a cookie, or with `None` takes it away. Both go with the browser.
    pub(crate) fn set(&self, jar: Jar, token: Option<&Token>) -> (header::HeaderName, String) {
        let value = token.map(Token::text).unwrap_or_default();
        let gone = if token.is_none() { "; Max-Age=0" } else { "" };
        let secure = if self.tls { "; Secure" } else { "" };
        let name = jar.name(self.tls);
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{gone}");
        (header::SET_COOKIE, text)
    }
}

/// What a form must carry to show that it came from a page we gave to this browser.
pub(crate) fn form_token(cookie: &Token) -> String {
    let mut context = Context::new(&SHA256);
    context.update(b"naru-form\0");
    context.update(cookie.text().as_bytes());
    data_encoding::BASE64URL_NOPAD.encode(&context.finish().as_ref()[..16])
}

/// Whether the form's token fits the cookie.
pub(crate) fn form_fits(cookie: Option<&Token>, given: &str) -> bool {
    cookie.is_some_and(|it| {
        let want = form_token(it);
        want.len() == given.len()
            && want.bytes().zip(given.bytes()).fold(0, |acc, (a, b)| acc | (a ^ b)) == 0
    })
}

impl ConsoleState {
    /// The environment of one command.
    pub(crate) fn env(&self) -> Env {
        Env::new(&*self.parts.clock, &*self.parts.entropy)
    }
    /// The present instant.
    pub(crate) fn now(&self) -> Micros {
        self.parts.clock.now()
    }
    /// A new token.
    pub(crate) fn new_token(&self) -> Token {
        Token::new(&*self.parts.entropy)
    }

    /// The session that the request's cookie opens.
    pub(crate) async fn session(&self, ask: &Ask) -> Answer<Option<(Token, Session)>> {
        let Some(token) = ask.token(Jar::Session) else { return Ok(None) };
        Ok(self.session_of(&token).await?.map(|it| (token, it)))
    }

    /// The session of a token.
    pub(crate) async fn session_of(&self, token: &Token) -> Answer<Option<Session>> {
        let (sealer, hash, now) = (self.parts.sealer.clone(), token.hash(), self.now());
        self.parts.store.read(move |tx| staff::session(tx, &*sealer, &hash, now)).await
    }

    /// The session, written down as used; or the way to the login.
    pub(crate) async fn enter(&self, ask: &Ask, is_get: bool) -> Result<Entered, Response> {
        let found = self.session(ask).await.map_err(|no| frame::fault(ask, &no))?;
        let Some((token, session)) = found else {
            return Err(Redirect::to(&to_login(ask, is_get)).into_response());
        };
        let now = self.now();
        if decide::is_due_for_touch(&session, now) {
            let hash = token.hash();
            let wrote = self.parts.store.write(move |tx| staff::touch(tx, &hash, now)).await;
            if let Err(no) = wrote {
                tracing::warn!(%no, "the use of a session could not be written down");
            }
        }
        let party = Party::of(&session.post);
        let unread = self.parts.store.read(move |tx| notify::unread(tx, &party)).await;
        // The badge is no reason to withhold the page.
        let unread = unread.inspect_err(|no| tracing::warn!(%no, "the inbox was not counted"));
        let checks = match session.post.may(Right::ChecksDecide) {
            false => 0,
            true => {
                let who = session.account;
                let read = move |tx: &mut Tx<'_>| Ok(check::turn_of(tx, who, now)?);
                let found: Answer<i64> = self.parts.store.read(read).await;
                let failed = |no: &No| tracing::warn!(%no, "checks were not counted");
                found.inspect_err(failed).unwrap_or(0)
            }
        };
        let mut entered = Entered::new(token, session, ask);
        entered.unread = unread.unwrap_or(0);
        entered.checks = checks;
        entered.own = self.own_of(&entered.session.post).await;
        self.count_for(&mut entered).await;
        Ok(entered)
    }

    /// Counts what waits in the lists of the menu. That it failed is no reason to withhold a page.
    async fn count_for(&self, who: &mut Entered) {
        let post = &who.session.post;
        let failed = |no: &No| tracing::warn!(%no, "what waits was not counted");
        if post.may(Right::ProposalsRead) {
            let found = accounts::proposal_list::waiting(self, who).await;
            who.proposals = found.inspect_err(failed).unwrap_or(0);
        }
        if who.session.post.may(Right::OssRead) {
            let found = oss::waiting(self, who).await;
            who.oss = found.inspect_err(failed).unwrap_or_default();
        }
    }

    /// Where the institution of this person stands. That it could not be read is no reason to
    /// withhold the page.
    pub(crate) async fn own_of(&self, post: &Post) -> Option<Own> {
        let (code, now) = (Own::code(post)?.clone(), self.now());
        let found = self.parts.store.read(move |tx| Own::read(tx, &code, now)).await;
        found.inspect_err(|no| tracing::warn!(%no, "the standing was not read")).ok()
    }
}

/// The login, and the way back to the page that was asked for, or from which a form was sent.
/// Whoever brings the token of a session that is over is told so.
fn to_login(ask: &Ask, is_get: bool) -> String {
    let (path, query) = &ask.page;
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    let next = format!("{path}{query}");
    let said = match (ask.token(Jar::Session), is_get) {
        (None, _) => None,
        (Some(_), true) => Some("said=over".to_owned()),
        (Some(_), false) => Some("said=unsent".to_owned()),
    };
    let next =
        (safe_next(&next) != "/console").then(|| format!("next={}", format::query_value(&next)));
    let all: Vec<String> = next.into_iter().chain(said).collect();
    match all.is_empty() {
        true => "/console/login".to_owned(),
        false => format!("/console/login?{}", all.join("&")),
    }
}

/// Who opened the page: put there by [`admit`], which stands before every page that needs it.
#[derive(Clone)]
pub(crate) struct Entered {
    pub(crate) token: Token,
    pub(crate) session: Session,
    /// Notices of the person's inbox that nobody has opened.
    pub(crate) unread: i64,
    /// Checks that wait for this person.
    pub(crate) checks: i64,
    /// Proposals that do.
    pub(crate) proposals: i64,
    /// What of open source does.
    pub(crate) oss: oss::Waiting,
    /// Where the person's institution stands.
    pub(crate) own: Option<Own>,
    /// Where the browser reaches us: passkeys are made for it.
    pub(crate) site: Site,
}

impl Entered {
    /// Of whom nothing is counted yet.
    fn new(token: Token, session: Session, ask: &Ask) -> Entered {
        let (unread, checks, proposals) = (0, 0, 0);
        let (oss, own, site) = (oss::Waiting::default(), None, ask.site());
        Entered { token, session, unread, checks, proposals, oss, own, site }
    }

    /// Whether the form was made by us for this session.
    pub(crate) fn wrote(&self, form: &str) -> bool {
        form_fits(Some(&self.token), form)
    }

    /// Whether a proposal is shown to this person, who reads about what it concerns by `read`.
    pub(crate) fn is_told(&self, case: &Case, read: Right) -> bool {
        let who = Deciding { who: self.session.account, post: &self.session.post };
        proposal::decide::is_told(case, &who, read)
    }
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Entered {
    type Rejection = StatusCode;
    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        _: &S,
    ) -> Result<Self, Self::Rejection> {
        // Only a route that the table calls public has nobody here.
        parts.extensions.get::<Entered>().cloned().ok_or(StatusCode::UNAUTHORIZED)
    }
}

/// Stands before a route: opens it only to whom the table of routes says.
pub(crate) async fn admit(
    State((state, access)): State<(ConsoleState, Access)>,
    mut request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let ask = Ask::of(&parts, &state);
    let is_get = matches!(parts.method, Method::GET | Method::HEAD);
    let is_stream = parts
        .headers
        .get(header::ACCEPT)
        .is_some_and(|it| it.as_bytes().starts_with(b"text/event-stream"));
    request = Request::from_parts(parts, body);
    if access == Access::Public {
        return next.run(request).await;
    }
    let entered = if is_stream {
        // A live page is no sign of a person: its stream does not keep the session open. And its
        // script does not follow a redirect to a form.
        match state.session(&ask).await {
            Ok(Some((token, session))) => Entered::new(token, session, &ask),
            Ok(None) => return StatusCode::UNAUTHORIZED.into_response(),
            Err(no) => return frame::fault(&ask, &no),
        }
    } else {
        match state.enter(&ask, is_get).await {
            Ok(it) => it,
            Err(response) => return response,
        }
    };
    if let Access::Right(right) = access
        && !entered.session.post.may(right)
    {
        return frame::refused(&state, &ask, &entered, Some(right));
    }
    request.extensions_mut().insert(entered);
    next.run(request).await
}

/// Where to go after the login: a page of the console, whatever the address says.
pub(crate) fn safe_next(next: &str) -> &str {
    let inside = next == "/console" || next.starts_with("/console/");
    let plain = next.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.?=&%:+".contains(&b));
    if inside && plain && !next.contains("//") && !next.contains("..") { next } else { "/console" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_stays_inside() {
        for (next, want) in [
            ("/console", "/console"),
            ("/console/live", "/console/live"),
            ("/console?lang=en", "/console"),
            ("//evil.example/console", "/console"),
            ("/console//evil.example", "/console"),
            ("/console/../admin", "/console"),
            ("https://evil.example", "/console"),
            ("/consolex", "/console"),
            ("/console/\r\nSet-Cookie: a=b", "/console"),
            ("", "/console"),
        ] {
            assert_eq!(safe_next(next), want, "{next:?}");
        }
    }

    #[test]
    fn forms_from_elsewhere_are_seen() {
        let judge = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_str(value).expect("ascii"));
            }
            is_from_elsewhere(&Method::POST, &headers)
        };
        let host = ("host", "127.0.0.1:8080");
        assert!(!judge(&[host, ("origin", "http://127.0.0.1:8080")]));
        let same = ("sec-fetch-site", "same-origin");
        assert!(!judge(&[host, ("origin", "http://127.0.0.1:8080"), same]));
        assert!(judge(&[host]), "no origin");
        assert!(judge(&[host, ("origin", "null")]));
        assert!(judge(&[host, ("origin", "http://evil.example")]));
        assert!(judge(&[host, ("origin", "http://127.0.0.1:8081")]));
        for site in ["cross-site", "same-site", "none"] {
            let site = ("sec-fetch-site", site);
            assert!(judge(&[host, ("origin", "http://127.0.0.1:8080"), site]));
        }
    }
}
