//! A console on a real store in a temporary directory, with a clock that tests turn.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use naru_base::env::{Clock, Env, SystemEntropy};
use naru_base::keyring::{Keyring, RootKey};
use naru_base::role::{Post, Role, Scope};
use naru_base::{Fault, FaultKind, Micros};
use naru_core::glance::{Glance, GlanceSource};
use naru_core::hub::Hub;
use naru_core::staff::{self, EnrolmentForm, ReadyAccount, StaffSealer, Token, password, totp};
use naru_store::chain::ChainKey;
use naru_store::{Location, Options, Store};
use naru_web::console::{ConsoleParts, ConsoleState, router};
use naru_web::functional::SandboxPlace;
use naru_web::notify::Guard;
use naru_web::oss::{Portfolio, PortfolioParts};
use naru_web::vault::Vault;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tower::ServiceExt as _;

pub const PASSWORD: &str = "강 건너 불빛이 흔들린다";
pub const SECRET: &[u8] = b"12345678901234567890";
pub const HOST: &str = "127.0.0.1:8080";

pub struct TestClock(pub AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Micros {
        Micros::new(self.0.load(Ordering::SeqCst))
    }
}

/// Keeps bytes as they are, with their context in front.
pub struct PlainSealer;

impl StaffSealer for PlainSealer {
    fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        Ok([context.as_bytes(), b"|", plain].concat())
    }
    fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        let prefix = [context.as_bytes(), b"|"].concat();
        let open = sealed.strip_prefix(prefix.as_slice()).map(<[u8]>::to_vec);
        open.ok_or_else(|| Fault::new(FaultKind::Permanent, "sealed for something else"))
    }
}

struct TestKey;

impl ChainKey for TestKey {
    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let mut out = [0; 32];
        out.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref());
        out
    }
}

/// A source whose glance tests set.
pub struct Shown(pub Mutex<Glance>);

impl GlanceSource for Shown {
    fn glance(&self) -> Glance {
        self.0.lock().unwrap().clone()
    }
}

pub struct Bed {
    pub store: Store,
    pub hub: Arc<Hub>,
    pub clock: Arc<TestClock>,
    pub shown: Arc<Shown>,
    pub evidence: Arc<Vault>,
    pub portfolio: Arc<Portfolio>,
    pub router: Router,
    _dir: TempDir,
}

impl Bed {
    pub fn new(glance: Glance) -> Bed {
        Bed::beside(glance, None)
    }

    /// The same, with a sandbox of functional tests.
    pub fn beside(glance: Glance, sandbox: Option<SandboxPlace>) -> Bed {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(glance.at.get())));
        let options = Options::new(
            Location::Sqlite(dir.path().join("book.db")),
            naru_core::schema::BOOK,
            clock.clone(),
            Arc::new(TestKey),
        );
        naru_store::migrate::migrate(&options).unwrap();
        let store = Store::open(options).unwrap();
        // Off the runtime's threads, which a blocking write must not hold.
        std::thread::scope(|threads| {
            let install = || {
                store.write_blocking(|tx| {
                    naru_core::settlement::install_shipped(tx)?;
                    naru_core::admission::deadline::install_shipped(tx)?;
                    Ok(naru_core::policy::install_shipped(tx)?)
                })
            };
            threads.spawn(install).join().unwrap().unwrap();
        });
        let root = RootKey::from_bytes([7; 32]);
        let keys = Arc::new(Keyring::create(&root, &SystemEntropy::default(), glance.at));
        let (at, of_hub) = (glance.at, keys.clone());
        let hub = std::thread::scope(|threads| {
            let load = move |tx: &mut naru_store::Tx<'_>| Ok(Hub::load(tx, of_hub.clone(), at)?);
            threads.spawn(|| store.read_blocking(load)).join().unwrap().unwrap()
        });
        let hub = Arc::new(hub);
        let shown = Arc::new(Shown(Mutex::new(glance)));
        let entropy = Arc::new(SystemEntropy::default());
        let evidence = Arc::new(Vault::beside(dir.path(), keys.clone(), entropy));
        let shelf = Options::new(
            Location::Sqlite(dir.path().join("portfolio.db")),
            naru_core::schema::PORTFOLIO,
            clock.clone(),
            Arc::new(TestKey),
        );
        naru_store::migrate::migrate(&shelf).unwrap();
        let portfolio = Portfolio::new(PortfolioParts {
            store: Store::open(shelf).unwrap(),
            book: store.clone(),
            hub: hub.clone(),
            clock: clock.clone(),
            entropy: Arc::new(SystemEntropy::default()),
        });
        let state = ConsoleState::new(ConsoleParts {
            store: store.clone(),
            clock: clock.clone(),
            entropy: Arc::new(SystemEntropy::default()),
            sealer: Arc::new(PlainSealer),
            hub: hub.clone(),
            evidence: evidence.clone(),
            keys,
            portfolio: portfolio.clone(),
            source: shown.clone(),
            sandbox,
            guard: Guard::new(vec!["127.0.0.0/8".parse().unwrap()]),
            tls: false,
        });
        let router = router(state);
        Bed { store, hub, clock, shown, evidence, portfolio, router, _dir: dir }
    }

    pub fn now(&self) -> Micros {
        self.clock.now()
    }

    /// Lets time pass; the glance stays as fresh as it was.
    pub fn pass(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
        let mut glance = self.shown.0.lock().unwrap();
        glance.at = glance.at.plus_seconds(seconds);
    }

    /// The overview shows something else from now on.
    pub fn show(&self, glance: Glance) {
        *self.shown.0.lock().unwrap() = glance;
    }

    /// Lets time pass without news: the glance grows old.
    pub fn stall(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    pub fn env(&self) -> Env {
        Env::new(&*self.clock, &SystemEntropy::default())
    }

    /// An account with [`PASSWORD`] and [`SECRET`].
    pub async fn staff(&self, role: Role, login: &str) {
        self.named("정하윤", post(role), login).await;
    }

    /// An account of somebody with a name and a post.
    pub async fn named(&self, name: &str, post: Post, login: &str) {
        let form = EnrolmentForm { name: name.into(), login: login.into() };
        let hash = password::hash(PASSWORD, &SystemEntropy::default()).unwrap();
        let env = self.env();
        let write = move |tx: &mut naru_store::Tx<'_>| {
            let (post, form) = (post.clone(), &form);
            let ready = ReadyAccount { post, form, password_hash: &hash, totp_secret: SECRET };
            staff::create_ready_account(tx, &env, &PlainSealer, &ready)
        };
        self.store.write(write).await.unwrap();
    }

    /// A link's token.
    pub async fn invite(&self, role: Role) -> String {
        let token = Token::new(&SystemEntropy::default());
        let (env, text) = (self.env(), token.text());
        self.store
            .write(move |tx| staff::invite(tx, &env, "system:init", &post(role), &token))
            .await
            .unwrap();
        text
    }

    /// The right code for [`SECRET`] now.
    pub fn code(&self) -> String {
        totp::code(SECRET, totp::step_at(self.now()), 6)
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Visitor {
        Visitor {
            router: self.router.clone(),
            cookies: Vec::new(),
            origin: format!("http://{HOST}"),
            came: None,
        }
    }

    /// A browser that is logged in.
    pub async fn logged_in(&self, login: &str) -> Visitor {
        let mut visitor = self.browser();
        let form = visitor.form("/console/login").await;
        let given = [("form", form.as_str()), ("login", login), ("password", PASSWORD)];
        assert_eq!(visitor.post("/console/login", &given).await.status, StatusCode::SEE_OTHER);
        let form = visitor.form("/console/login/code").await;
        let code = self.code();
        let given = [("form", form.as_str()), ("code", code.as_str())];
        let entered = visitor.post("/console/login/code", &given).await;
        assert_eq!(entered.location(), "/console", "{}", entered.body);
        visitor
    }
}

/// The role, held for the first participant of its kind.
pub fn post(role: Role) -> Post {
    let scope = match role {
        Role::Bank => "bank:901",
        Role::Fintech => "institution:M202600001",
        Role::Insurer => "insurer:G202600001",
        _ => "network",
    };
    Post::new(role, Scope::parse(scope).unwrap()).unwrap()
}

/// Where the foot of a list leads on to.
pub fn next_page(body: &str) -> Option<String> {
    let (before, _) = body.split_once(">다음 50</a>")?;
    let href = before.rsplit("href=\"").next()?.trim_end_matches('"');
    Some(href.replace("&amp;", "&"))
}

pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// Character by character.
    pub sent: String,
}

impl Seen {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |v| v.to_str().unwrap())
    }
}

/// A browser as far as the server sees one: keeps cookies, says where it is.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    pub cookies: Vec<(String, String)>,
    pub origin: String,
    /// The page that it sends forms from, if it says so.
    pub came: Option<String>,
}

impl Visitor {
    pub async fn get(&mut self, path: &str) -> Seen {
        let mut request = Request::get(path).header(header::HOST, HOST);
        if path.starts_with("/console/live") {
            request = request.header(header::ACCEPT, "text/event-stream");
        }
        self.send(request.header(header::COOKIE, self.cookie_line()).body(Body::empty()).unwrap())
            .await
    }

    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Seen {
        let body: Vec<String> = form.iter().map(|(k, v)| format!("{k}={}", escape(v))).collect();
        let request = Request::post(path)
            .header(header::HOST, HOST)
            .header(header::ORIGIN, self.origin.clone())
            .header(header::COOKIE, self.cookie_line())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = match &self.came {
            Some(came) => request.header(header::REFERER, came),
            None => request,
        };
        self.send(request.body(Body::from(body.join("&"))).unwrap()).await
    }

    /// A form with a file, as browsers send it.
    pub async fn post_file(
        &mut self,
        path: &str,
        form: &[(&str, &str)],
        (name, file): (&str, &[u8]),
    ) -> Seen {
        const MARK: &str = "----naru-7d1f";
        let mut body = Vec::new();
        for (field, text) in form {
            let head = format!("--{MARK}\r\nContent-Disposition: form-data; name=\"{field}\"");
            body.extend_from_slice(format!("{head}\r\n\r\n{text}\r\n").as_bytes());
        }
        let head = format!(
            "--{MARK}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{MARK}--\r\n").as_bytes());
        let request = Request::post(path)
            .header(header::HOST, HOST)
            .header(header::ORIGIN, self.origin.clone())
            .header(header::COOKIE, self.cookie_line())
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={MARK}"));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a form with a file in it, as a browser does.
    pub async fn upload(&mut self, path: &str, form: &str, field: &str, file: &str) -> Seen {
        self.upload_with(path, &[("form", form)], (field, "bill.json"), file).await
    }

    /// Sends a form with fields and a file of a name.
    pub async fn upload_with(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (field, name): (&str, &str),
        file: &str,
    ) -> Seen {
        let mut body = String::new();
        let fields = fields.iter().map(|(name, text)| (format!("name=\"{name}\""), *text));
        for (head, text) in fields.chain([(format!("name=\"{field}\"; filename=\"{name}\""), file)])
        {
            body.push_str(&format!(
                "--landing\r\ncontent-disposition: form-data; {head}\r\n\r\n{text}\r\n"
            ));
        }
        body.push_str("--landing--\r\n");
        let request = Request::post(path)
            .header(header::HOST, HOST)
            .header(header::ORIGIN, self.origin.clone())
            .header(header::COOKIE, self.cookie_line())
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=landing");
        // As a network brings it, piece by piece.
        let pieces: Vec<Result<Vec<u8>, std::io::Error>> =
            body.into_bytes().chunks(64 * 1024).map(|it| Ok(it.to_vec())).collect();
        let body = Body::from_stream(futures_util::stream::iter(pieces));
        self.send(request.body(body).unwrap()).await
    }

    fn cookie_line(&self) -> String {
        self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ")
    }

    async fn send(&mut self, request: Request<Body>) -> Seen {
        let is_stream = request.uri().path() == "/console/live";
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, mut body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(k, _)| k != name);
            if !value.is_empty() {
                self.cookies.push((name.into(), value.into()));
            }
        }
        let bytes = if is_stream && parts.status == StatusCode::OK {
            body.frame().await.unwrap().unwrap().into_data().unwrap()
        } else {
            body.collect().await.unwrap().to_bytes()
        };
        let sent = String::from_utf8_lossy(&bytes).into_owned();
        // As it is read: what keeps lines from breaking before a dot is no word of the page.
        let body = sent.replace(BETWEEN, " · ");
        let body = body.replace("\u{a0}·", " ·").replace("\u{2060}·", "·");
        Seen { status: parts.status, headers: parts.headers, body, sent }
    }

    /// The token of the form on a page.
    pub async fn form(&mut self, path: &str) -> String {
        let seen = self.get(path).await;
        form_of(&seen.body)
    }
}

/// The dot between two facts of a page, as it is sent.
pub const BETWEEN: &str = r#"<span class="mid"><span class="vh"> ·</span> </span>"#;

/// What the page's main part says, without its markup; a line for each piece of text.
pub fn said(body: &str) -> String {
    let main = body.split("<main").nth(1).unwrap_or(body);
    let main = main.split("</main>").next().unwrap_or(main);
    let mut out = String::new();
    for piece in main.split('<').skip(1) {
        let text = piece.split_once('>').map_or("", |(_, text)| text).trim();
        if !text.is_empty() {
            out.push_str(text);
            out.push('\n');
        }
    }
    out
}

/// The same in one line.
pub fn in_line(body: &str) -> String {
    said(body).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of the hidden field `form`.
pub fn form_of(body: &str) -> String {
    let at = body.find(r#"name="form" value=""#).expect("a form") + 19;
    body[at..].split('"').next().unwrap().to_owned()
}

fn escape(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).into(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}
