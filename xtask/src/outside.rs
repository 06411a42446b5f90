//! The API driven from outside by schemathesis, a program that knows nothing of us but
//! `/openapi.json`: no server error, no answer that the document does not describe.
//!
//! It comes from the Python package registry. Where that cannot be reached, and where it finds
//! something, the stage says so loudly; it fails only with `NARU_SCHEMATHESIS_REQUIRED=1`. That the
//! book of the demonstration still adds up is asked in any case.

use crate::setup;
use crate::stage::{Line, run};
use crate::tree;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The version that is installed. Another one may find other things.
const PACKAGE: &str = "schemathesis==4.32.5";
const INSTALL_MAX: Duration = Duration::from_secs(4 * 60);
/// Time for all of it, and for each endpoint examples.
const RUN_MAX: Duration = Duration::from_secs(6 * 60);
const EXAMPLES_MAX: &str = "40";
/// How long the demonstration may take to say where it is.
const START_MAX: Duration = Duration::from_secs(60);

/// What an answer of HTTP 200 in every case can be held against.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

/// Runs it against a demonstration of its own.
pub(crate) fn drive() -> Result<(), String> {
    let program = match install() {
        Ok(program) => program,
        Err(why) if is_required() => return Err(why),
        Err(why) => {
            println!(
                "\n*** NOT RUN: schemathesis is not there, so nothing was driven from outside."
            );
            println!("*** {why}");
            println!("*** NARU_SCHEMATHESIS_REQUIRED=1 makes this a failure.\n");
            return Ok(());
        }
    };
    let demo = Demo::start()?;
    let token = demo.token()?;
    println!("schemathesis drives {}", demo.base_url);
    let line = Line { program: program.display().to_string(), ..Line::new("schemathesis run") }
        .arg(&format!("{}/openapi.json", demo.base_url))
        .arg("--header")
        .arg(&format!("Authorization: Bearer {token}"))
        .arg("--checks")
        .arg(CHECKS)
        .arg("--phases")
        .arg("examples,fuzzing")
        .arg("--max-examples")
        .arg(EXAMPLES_MAX)
        .arg("--seed")
        .arg("1")
        .arg("--request-timeout")
        .arg("20")
        .arg("--continue-on-failure")
        .arg("--suppress-health-check")
        .arg("all")
        .arg("--no-shrink")
        .arg("--output-sanitize")
        .arg("true");
    let found = run(&line, RUN_MAX);
    demo.still_holds()?;
    match found {
        Ok(()) => Ok(()),
        Err(why) if is_required() => Err(format!("what stands above was found ({why})")),
        Err(why) => {
            println!("\n*** FOUND: schemathesis ended with {why}; what it found stands above.");
            println!("*** NARU_SCHEMATHESIS_REQUIRED=1 makes this a failure.\n");
            Ok(())
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "xtask is a binary; a run tells it by a variable")]
fn is_required() -> bool {
    std::env::var("NARU_SCHEMATHESIS_REQUIRED").is_ok_and(|value| value == "1")
}

/// The program, in an environment of its own under `target`.
fn install() -> Result<PathBuf, String> {
    let home = tree::root().join("target/schemathesis");
    let program = home.join("bin/schemathesis");
    let mark = home.join("installed");
    if program.is_file() && fs::read_to_string(&mark).is_ok_and(|it| it == PACKAGE) {
        return Ok(program);
    }
    setup::python_venv()?;
    let shown = home.display().to_string();
    let made = run(&Line::new("python3 -m venv --clear").arg(&shown), INSTALL_MAX);
    made.map_err(|e| format!("python3 could not make an environment in {shown}: {e}"))?;
    let pip = home.join("bin/pip").display().to_string();
    let words = "pip install --quiet --disable-pip-version-check --retries 1 --timeout 20";
    let install = Line { program: pip, ..Line::new(words) }.arg(PACKAGE);
    run(&install, INSTALL_MAX)
        .map_err(|e| format!("{PACKAGE} could not be had from the Python registry: {e}"))?;
    fs::write(&mark, PACKAGE).map_err(|e| format!("{}: {e}", mark.display()))?;
    Ok(program)
}

/// A demonstration without traffic, gone with this.
struct Demo {
    child: Child,
    dir: PathBuf,
    base_url: String,
    credentials: String,
}

impl Demo {
    fn start() -> Result<Demo, String> {
        let naru = std::env::current_exe()
            .map_err(|e| format!("cannot tell where xtask was built: {e}"))?
            .with_file_name("naru");
        let dir = std::env::temp_dir().join(format!("naru-outside-{}", std::process::id()));
        let words = ["demo", "--no-traffic", "--listen", "127.0.0.1:0", "--data"];
        let child = Command::new(&naru)
            .args(words)
            .arg(&dir)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(|e| format!("cannot start {}: {e}; cargo build -p naru", naru.display()))?;
        let mut demo = Demo { child, dir, base_url: String::new(), credentials: String::new() };
        let file = demo.dir.join("credentials.json");
        let step = Duration::from_millis(100);
        let mut waited = Duration::ZERO;
        while demo.base_url.is_empty() {
            if waited > START_MAX {
                return Err("the demonstration did not say where it is".to_owned());
            }
            // Nothing tells us but the file.
            std::thread::park_timeout(step);
            waited += step;
            demo.credentials = fs::read_to_string(&file).unwrap_or_default();
            demo.base_url = text_of(&demo.credentials, "base_url").unwrap_or_default();
        }
        Ok(demo)
    }

    /// A token of the institution, for everything that it may call.
    fn token(&self) -> Result<String, String> {
        let of = |name: &str| {
            text_of(&self.credentials, name).ok_or_else(|| format!("the credentials lack {name}"))
        };
        let form = format!(
            "grant_type=client_credentials&scope=sa&client_id={}&client_secret={}",
            of("client_id")?,
            of("client_secret")?
        );
        let answer = self.post("/oauth/2.0/token", &form)?;
        text_of(&answer, "access_token").ok_or_else(|| format!("no token was granted: {answer}"))
    }

    fn post(&self, path: &str, form: &str) -> Result<String, String> {
        let host = self.base_url.trim_start_matches("http://");
        let failed = |e: std::io::Error| format!("{host}: {e}");
        let mut stream = TcpStream::connect(host).map_err(failed)?;
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
            form.len()
        );
        stream.write_all(request.as_bytes()).map_err(failed)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(failed)?;
        Ok(answer)
    }

    /// Stops it, and proves its book.
    fn still_holds(mut self) -> Result<(), String> {
        self.stop();
        let naru = std::env::current_exe().map_err(|e| e.to_string())?.with_file_name("naru");
        let line = Line { program: naru.display().to_string(), ..Line::new("naru verify --data") };
        run(&line.arg(&self.dir.display().to_string()), Duration::from_secs(120))
    }

    fn stop(&mut self) {
        let pid = self.child.id().to_string();
        // If kill itself fails it has just ended.
        let _ended_anyway = Command::new("kill").args(["-TERM", &pid]).status();
        if let Err(e) = self.child.wait() {
            eprintln!("the demonstration of the stage `outside` was not waited for: {e}");
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.stop();
        remove(&self.dir);
    }
}

fn remove(dir: &Path) {
    if let Err(e) = fs::remove_dir_all(dir) {
        eprintln!("{} stays behind: {e}", dir.display());
    }
}

/// The first text of this name in JSON. Good for the plain values that are read here: none has an
/// escape.
fn text_of(json: &str, name: &str) -> Option<String> {
    let (_, rest) = json.split_once(&format!("\"{name}\""))?;
    let (_, rest) = rest.split_once('"')?;
    let (text, _) = rest.split_once('"')?;
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_name() {
        let json = "{\n  \"base_url\": \"http://127.0.0.1:1\",\"x\":\"\"}";
        assert_eq!(text_of(json, "base_url").as_deref(), Some("http://127.0.0.1:1"));
        assert_eq!(text_of(json, "x"), None);
        assert_eq!(text_of(json, "y"), None);
    }
}
