//! Drives a headless Chromium through chromedriver: started for one test, gone after it.

use axum::Router;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper::http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::future::Future;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use url::Url;

/// What axe-core is asked for.
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

/// Runs a journey against `router` on a port of its own. Without a browser on this machine the
/// journey is left out, unless `NARU_TEST_BROWSER=1` says that there must be one.
pub async fn journey<F, J>(router: Router, walk: F)
where
    F: FnOnce(Tab) -> J,
    J: Future<Output = ()> + Send + 'static,
{
    let Some(binary) = chromium() else {
        assert!(!is_required(), "NARU_TEST_BROWSER=1, but there is no chromium and chromedriver");
        eprintln!("left out: no chromium and chromedriver on this machine");
        return;
    };
    let driver = Driver::start();
    let profile = tempfile::tempdir().unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let client = driver.connect(&binary, profile.path().to_str().unwrap()).await;
    let tab = Tab { client: client.clone(), base };
    let walked = tokio::spawn(walk(tab)).await;
    // Closed before the verdict: a browser must not outlive a failed test.
    client.close().await.unwrap();
    if let Err(failed) = walked {
        std::panic::resume_unwind(failed.into_panic());
    }
}

#[expect(clippy::disallowed_methods, reason = "the harness is told by the environment")]
fn is_required() -> bool {
    std::env::var("NARU_TEST_BROWSER").is_ok_and(|it| it == "1")
}

/// Where pictures for people go, if they are wanted.
#[expect(clippy::disallowed_methods, reason = "the harness is told by the environment")]
pub fn pictures() -> Option<std::path::PathBuf> {
    std::env::var("NARU_PICTURES").ok().map(Into::into)
}

fn on_path(name: &str) -> Option<String> {
    let dirs = ["/usr/bin", "/usr/local/bin", "/snap/bin"];
    dirs.iter().map(|dir| format!("{dir}/{name}")).find(|it| std::path::Path::new(it).exists())
}

fn chromium() -> Option<String> {
    on_path("chromedriver")?;
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|it| on_path(it))
}

struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start() -> Driver {
        let mut process = Command::new(on_path("chromedriver").unwrap())
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(process.stdout.take().unwrap());
        let port = out
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let rest = line.split("started successfully on port ").nth(1)?;
                rest.trim_end_matches('.').parse().ok()
            })
            .expect("chromedriver says its port");
        Driver { process, port }
    }

    async fn connect(&self, binary: &str, profile: &str) -> Client {
        let options = json!({
            "goog:chromeOptions": {
                "binary": binary,
                "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                    "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                    "--hide-scrollbars", "--force-device-scale-factor=1",
                    format!("--user-data-dir={profile}"),
                ],
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let Value::Object(capabilities) = options else { unreachable!("an object was written") };
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("a browser starts")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// A command that WebDriver has only for Chromium.
#[derive(Debug)]
struct Extra {
    path: String,
    body: Value,
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }
    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// The browser's one tab, as a person uses it.
#[derive(Clone)]
pub struct Tab {
    pub client: Client,
    pub base: String,
}

impl Tab {
    pub async fn open(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.base)).await.unwrap();
    }

    /// A command of the Chrome DevTools protocol.
    async fn devtools(&self, cmd: &str, params: Value) -> Value {
        let body = json!({ "cmd": cmd, "params": params });
        self.client.issue_cmd(Extra { path: "goog/cdp/execute".into(), body }).await.unwrap()
    }

    /// Plugs in an authenticator that makes and uses passkeys for whoever touches it.
    pub async fn plug_in_authenticator(&self) {
        let body = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserVerified": true,
        });
        let path = "webauthn/authenticator".into();
        self.client.issue_cmd(Extra { path, body }).await.unwrap();
    }

    pub async fn width(&self, width: u32, height: u32) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 760,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    pub async fn theme(&self, theme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": theme }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// How long the page waited for a connection, in milliseconds.
    pub async fn waited_ms(&self) -> f64 {
        let script = "const [it] = performance.getEntriesByType('navigation'); \
             return it.requestStart - it.fetchStart";
        self.script(script).await.as_f64().unwrap()
    }

    pub async fn text(&self, css: &str) -> String {
        self.client.find(Locator::Css(css)).await.unwrap().text().await.unwrap()
    }

    /// Path and query of the page.
    pub async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    pub async fn click(&self, css: &str) {
        self.client.find(Locator::Css(css)).await.unwrap().click().await.unwrap();
    }

    /// Types into whatever has the focus.
    pub async fn keys(&self, text: &str) {
        self.client.active_element().await.unwrap().send_keys(text).await.unwrap();
    }

    /// Waits until the element has the focus: a page that has just come may still be giving it.
    pub async fn until_focused(&self, css: &str) {
        self.until_true("!!e && e === document.activeElement", css, "the focus").await;
    }

    /// Waits until the element is not hidden.
    pub async fn until_shown(&self, css: &str) {
        self.until_true("!!e && !e.hidden", css, "it to be shown").await;
    }

    /// Waits until the element shows the text.
    pub async fn until(&self, css: &str, text: &str) {
        self.until_true("!!e && e.textContent.includes(text)", css, text).await;
    }

    /// The browser itself watches for the condition: asking it over and over would take the time
    /// that it needs to get there. A page that goes meanwhile takes the watch with it.
    async fn until_true(&self, condition: &str, css: &str, text: &str) {
        let script = format!(
            "const [css, text, done] = arguments; const end = Date.now() + 5000; \
             const look = () => {{ const e = document.querySelector(css); \
             if ({condition}) done(true); else if (Date.now() > end) done(false); \
             else setTimeout(look, 20); }}; look();"
        );
        let seen = async {
            loop {
                let args = vec![json!(css), json!(text)];
                let said = self.client.execute_async(&script, args).await;
                if said.unwrap_or_default() == json!(true) {
                    return;
                }
            }
        };
        if tokio::time::timeout(Duration::from_secs(30), seen).await.is_err() {
            let source = self.client.source().await.unwrap();
            panic!("{css} never showed {text:?} on {source}");
        }
    }

    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap()
    }

    /// What the browser complained about since it was last asked.
    pub async fn complaints(&self) -> Vec<String> {
        let log = Extra { path: "se/log".into(), body: json!({ "type": "browser" }) };
        let entries = self.client.issue_cmd(log).await.unwrap();
        let entries = entries.as_array().cloned().unwrap_or_default();
        entries.iter().map(|it| it["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// How many pixels the page is wider than the window.
    pub async fn overhang(&self) -> i64 {
        let script = "const d = document.documentElement; return d.scrollWidth - d.clientWidth;";
        self.script(script).await.as_i64().unwrap()
    }

    /// The boxes whose content is wider than they are, so that it is cut off or lies over what
    /// stands beside. On phones a tinted row reaches into the page's margin on purpose.
    pub async fn spills(&self) -> Vec<String> {
        let script = "const margin = innerWidth <= 760 ? 16 : 0; \
             const boxes = '.watch, section, .cross, .meters > div, .vs, .strip li, .door'; \
             const box = e => e.getBoundingClientRect(); \
             const covered = (a, b) => b && box(b).width > 0 && box(b).top < box(a).bottom - 1 \
             && box(b).left < box(a).right - 1; \
             const wide = [...document.querySelectorAll(boxes)] \
             .filter(e => e.scrollWidth > e.clientWidth + margin); \
             const under = [...document.querySelectorAll('.cross > *')] \
             .filter(e => covered(e, e.nextElementSibling)); \
             return [...wide, ...under] \
             .map(e => `${e.className || e.id || e.tagName}: ${e.textContent.slice(0, 40)}`)";
        let found = self.script(script).await;
        found.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
    }

    /// What axe-core finds wrong (WCAG 2.2 A and AA): rule, then the elements.
    pub async fn barriers(&self) -> Vec<String> {
        self.scan(&format!("{{ runOnly: {RULES} }}")).await
    }

    /// The same without the contrast of colours, which takes most of the time and does not change
    /// with the width.
    pub async fn barriers_but_colours(&self) -> Vec<String> {
        let rules = "{ 'color-contrast': { enabled: false } }";
        self.scan(&format!("{{ runOnly: {RULES}, rules: {rules} }}")).await
    }

    /// The contrast of colours only: all that another theme changes.
    pub async fn dim_places(&self) -> Vec<String> {
        self.scan("{ runOnly: { type: 'rule', values: ['color-contrast'] } }").await
    }

    async fn scan(&self, options: &str) -> Vec<String> {
        const AXE: &str = include_str!("../vendor/axe.min.js");
        if self.script("return typeof axe").await == "undefined" {
            self.client.execute(AXE, vec![]).await.unwrap();
        }
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             axe.run({options}).then(r => done(r.violations.map(v => v.id + ': ' + \
             v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' | '))))"
        );
        let found = self.client.execute_async(&script, vec![]).await.unwrap();
        found.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
    }

    /// The whole page as a picture, if pictures are wanted; of a very long one its beginning, as
    /// Chromium draws no more.
    pub async fn picture(&self, name: &str) {
        let Some(dir) = pictures() else { return };
        let size = self
            .script("const d = document.documentElement; return [d.clientWidth, d.scrollHeight]")
            .await;
        let height = size[1].as_i64().unwrap().min(8_000);
        let clip = json!({ "x": 0, "y": 0, "width": size[0], "height": height, "scale": 1 });
        let whole = json!({ "captureBeyondViewport": true, "clip": clip });
        let shot = self.devtools("Page.captureScreenshot", whole).await;
        let bytes = data_encoding::BASE64.decode(shot["data"].as_str().unwrap().as_bytes());
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join(format!("{name}.png")), bytes.unwrap()).unwrap();
    }
}
