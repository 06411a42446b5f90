//! The server of the bench `portfolio`: a demonstration in a process of its own, asked over HTTP
//! with an institution's own token.

use super::Plan;
use super::child::Place;
use super::error::BenchError;
use super::http::{HOST, Line, post, post_form};
use super::watch::now;
use serde_json::Value;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Between two looks at what has to come.
const LOOK: Duration = Duration::from_millis(10);
/// After which what has not come will not.
const PATIENCE: Duration = Duration::from_secs(3_600);
/// The file of advisories, where the server looks for it.
const FILE: &str = "oss.db";

/// What became of a bill.
pub(super) enum Asked {
    Accepted,
    Other(String),
}

/// When newer data were laid down, and what they were before.
#[derive(Clone, Copy)]
pub(super) struct Begun {
    pub(super) at: Instant,
    judged_at: i64,
}

/// A demonstration that serves.
pub(super) struct Node {
    child: Child,
    dir: PathBuf,
    runtime: Runtime,
    line: Line,
    token: String,
}

fn strange(what: impl std::fmt::Display) -> BenchError {
    BenchError::Unexpected(format!("the server of the portfolio: {what}"))
}

impl Node {
    /// Starts it, and waits until it is filled and serves.
    pub(super) fn start(plan: &Plan, place: &Place) -> Result<Node, BenchError> {
        let dir = place.path("demo");
        let file = place.path("credentials.json");
        let systems = plan.portfolio.systems.to_string();
        let mut child = Command::new(&plan.program)
            .args(["demo", "--no-traffic", "--customers", "10", "--listen", "127.0.0.1:0"])
            .args(["--systems", &systems, "--data"])
            .arg(&dir)
            .arg("--credentials")
            .arg(&file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(BenchError::io("start the server of the portfolio"))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(BenchError::io("start the load generator"))?;
        let opened = runtime.block_on(enter(&mut child, &file));
        match opened {
            Ok((line, token)) => Ok(Node { child, dir, runtime, line, token }),
            Err(e) => {
                drop((child.kill(), child.wait()));
                Err(e)
            }
        }
    }

    fn ask(&mut self, request: &[u8]) -> Result<(u16, Value), BenchError> {
        let answer = self
            .runtime
            .block_on(self.line.ask(request))
            .map_err(BenchError::io("ask the server of the portfolio"))?;
        let value = serde_json::from_slice(answer.body).map_err(strange)?;
        Ok((answer.status, value))
    }

    fn get(&mut self, path: &str) -> Result<Value, BenchError> {
        let request = get(path, &self.token);
        let (status, value) = self.ask(&request)?;
        if status == 200 { Ok(value) } else { Err(strange(format!("{path}: {status} {value}"))) }
    }

    fn post(&mut self, path: &str, body: &str) -> Result<(u16, Value), BenchError> {
        let headers = format!("authorization: Bearer {}\r\n", self.token);
        let mut request = Vec::with_capacity(body.len() + 300);
        post(&mut request, path, HOST, &headers, body);
        self.ask(&request)
    }

    /// How many of the institution's systems have a package.
    pub(super) fn who(&mut self, name: &str) -> Result<i64, BenchError> {
        let answer = self.get(&format!("/oss/v1/who?q={}", percent(name)))?;
        answer["uses"].as_i64().ok_or_else(|| strange(&answer))
    }

    /// When everything was judged by the newest data; none: it is at it.
    fn judged_at(&mut self) -> Result<Option<i64>, BenchError> {
        let answer = self.get("/oss/v1/who?q=nothing-such")?;
        Ok(answer["data"]["judged_at"].as_i64())
    }

    /// Open findings of the institution.
    pub(super) fn open_findings(&mut self) -> Result<i64, BenchError> {
        let (mut all, mut after) = (0, String::new());
        loop {
            let answer = self.get(&format!("/oss/v1/systems?after={after}"))?;
            let rows = answer["systems"].as_array().ok_or_else(|| strange(&answer))?;
            all += rows.iter().filter_map(|it| it["open"].as_i64()).sum::<i64>();
            match answer["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => return Ok(all),
            }
        }
    }

    pub(super) fn declare(&mut self, name: &str) -> Result<String, BenchError> {
        let body = serde_json::json!({"name": name, "duty": "internal"}).to_string();
        let (_, answer) = self.post("/oss/v1/systems", &body)?;
        answer["system"].as_str().map(str::to_owned).ok_or_else(|| strange(&answer))
    }

    pub(super) fn hand_in(&mut self, system: &str, bill: &str) -> Result<Asked, BenchError> {
        let (status, answer) = self.post(&format!("/oss/v1/systems/{system}/bill"), bill)?;
        Ok(if status == 201 { Asked::Accepted } else { Asked::Other(format!("{status} {answer}")) })
    }

    /// The file of advisories that it judges by.
    pub(super) fn advisories(&self) -> Result<Vec<u8>, BenchError> {
        std::fs::read(self.dir.join(FILE)).map_err(BenchError::io("read the advisories"))
    }

    /// Lays down newer data, whole, as `naru oss db import` does.
    pub(super) fn lay_down(&mut self, file: &[u8]) -> Result<Begun, BenchError> {
        let judged_at = self.judged_at()?.ok_or_else(|| strange("it is still at work"))?;
        let beside = self.dir.join("oss.new.db");
        std::fs::write(&beside, file).map_err(BenchError::io("write the advisories"))?;
        let at = now();
        std::fs::rename(&beside, self.dir.join(FILE))
            .map_err(BenchError::io("lay down the advisories"))?;
        Ok(Begun { at, judged_at })
    }

    /// Whether not everything is judged by what was laid down.
    pub(super) fn is_at_work(&mut self, begun: Begun) -> Result<bool, BenchError> {
        if now() - begun.at > PATIENCE {
            return Err(strange("it does not come to an end"));
        }
        Ok(self.judged_at()?.is_none_or(|at| at <= begun.judged_at))
    }

    /// Exposures that the standing of the institution hangs on.
    pub(super) fn exposures(&mut self) -> Result<usize, BenchError> {
        let answer = self.get("/gates/v1/standing")?;
        answer["exposures"].as_array().map(Vec::len).ok_or_else(|| strange(&answer))
    }

    /// Looks again and again until it is so.
    pub(super) fn wait_until(
        &mut self,
        what: &str,
        mut is_so: impl FnMut(&mut Node) -> Result<bool, BenchError>,
    ) -> Result<(), BenchError> {
        let begun = now();
        while !is_so(self)? {
            if now() - begun > PATIENCE {
                return Err(strange(format!("waited in vain: {what}")));
            }
            self.runtime.block_on(async { tokio::time::sleep(LOOK).await });
        }
        Ok(())
    }

    /// The most memory that it held, in MiB.
    pub(super) fn peak_mib(&self) -> Result<f64, BenchError> {
        let path = format!("/proc/{}/status", self.child.id());
        let text = std::fs::read_to_string(path).map_err(BenchError::io("read its memory"))?;
        let line = text.lines().find_map(|it| it.strip_prefix("VmHWM:"));
        let kib = line.and_then(|it| it.split_whitespace().next()?.parse::<u32>().ok());
        kib.map(|it| f64::from(it / 1_024)).ok_or_else(|| strange("its memory is not told"))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop((self.child.kill(), self.child.wait()));
    }
}

/// The first connection and a token, once it serves.
async fn enter(child: &mut Child, file: &std::path::Path) -> Result<(Line, String), BenchError> {
    let begun = now();
    while now() - begun < PATIENCE {
        if let Some(status) = child.try_wait().map_err(BenchError::io("look at the server"))? {
            return Err(strange(format!("it ended: {status}")));
        }
        if let Some((addr, form)) = access(file)
            && let Ok(mut line) = Line::open(addr).await
        {
            let mut request = Vec::new();
            post_form(&mut request, "/oauth/2.0/token", &form);
            let answer = line.ask(&request).await.map_err(BenchError::io("ask for a token"))?;
            let value: Value = serde_json::from_slice(answer.body).map_err(strange)?;
            let token = value["access_token"].as_str().ok_or_else(|| strange(&value))?.to_owned();
            return Ok((line, token));
        }
        tokio::time::sleep(LOOK).await;
    }
    Err(strange("it does not serve"))
}

/// Where it is, and the form by which its first institution asks for a token.
fn access(file: &std::path::Path) -> Option<(SocketAddr, String)> {
    let text = std::fs::read(file).ok()?;
    let value: Value = serde_json::from_slice(&text).ok()?;
    let addr = value["base_url"].as_str()?.strip_prefix("http://")?.parse().ok()?;
    let it = &value["fintechs"][0];
    let (id, secret) = (it["client_id"].as_str()?, it["client_secret"].as_str()?);
    let form = format!(
        "grant_type=client_credentials&scope=sa&client_id={}&client_secret={}",
        percent(id),
        percent(secret)
    );
    Some((addr, form))
}

fn get(path: &str, token: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {HOST}\r\nauthorization: Bearer {token}\r\n\r\n")
        .into_bytes()
}

/// A value of a query.
fn percent(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}
