//! Asks the cases of a hub, one after the other.

use super::check::{Held, Wrong, check};
use super::client::{Answer, Asked, Hub, NoAnswer};
use super::fill::{Nameless, Names, at, put_at};
use super::model::{Case, Method, Step, Template};
use super::report::{Ended, Outcome, Report};
use super::suite::{self, SuiteError};
use super::who::{Who, WhoError};
use naru_base::Clock;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;

/// Between two askings of a case that waits for something.
const AGAIN_MS: u64 = 200;
/// Characters of a request or an answer that a report shows.
const SHOWN_MAX: usize = 1_200;

/// What is asked of whom.
pub struct Options {
    /// The hub.
    pub base_url: String,
    /// In whose name.
    pub who: Who,
    /// Only this group; all if not said.
    pub only: Option<String>,
    /// Nothing that moves money.
    pub read_only: bool,
    /// How long an answer is waited for.
    pub timeout: Duration,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// Nothing could be asked.
#[derive(Debug, thiserror::Error)]
pub enum CannotAsk {
    /// The tables.
    #[error(transparent)]
    Suite(#[from] SuiteError),
    /// The credentials.
    #[error(transparent)]
    Who(#[from] WhoError),
    /// The address.
    #[error(transparent)]
    Hub(#[from] NoAnswer),
}

/// Asks.
pub async fn run(options: &Options) -> Result<Report, CannotAsk> {
    let groups = suite::shipped()?;
    let hub = Hub::at(&options.base_url, options.timeout)?;
    let mut run = Run {
        hub,
        templates: suite::templates()?,
        names: options.who.names(options.clock.now())?,
        tokens: BTreeMap::new(),
        unread: Vec::new(),
    };
    let (mut ended, mut left_out) = (Vec::new(), 0);
    for group in &groups {
        let is_wanted = options.only.as_ref().is_none_or(|only| only == group.name);
        for case in &group.cases {
            if !is_wanted || (options.read_only && case.moves_money) {
                left_out += 1;
                continue;
            }
            run.names.tell_time(options.clock.now());
            let outcome = run.case(case).await;
            ended.push(Ended { group: group.name, case: case.clone(), outcome });
        }
    }
    Ok(Report { base_url: options.base_url.clone(), ended, left_out, groups })
}

struct Run {
    hub: Hub,
    templates: BTreeMap<String, Template>,
    names: Names,
    /// By scope.
    tokens: BTreeMap<String, String>,
    /// Connections whose answers nobody reads.
    unread: Vec<TcpStream>,
}

/// Why a case does not go on.
enum Stop {
    Failed(Outcome),
    Skipped(String),
}

impl From<Nameless> for Stop {
    fn from(it: Nameless) -> Stop {
        Stop::Skipped(format!("nothing is known of `{}`", it.0))
    }
}

impl Run {
    async fn case(&mut self, case: &Case) -> Outcome {
        self.names.forget_case();
        self.unread.clear();
        let mut kept = BTreeMap::new();
        for step in &case.steps {
            match self.step(step, &mut kept).await {
                Ok(()) => {}
                Err(Stop::Failed(outcome)) => return outcome,
                Err(Stop::Skipped(why)) => return Outcome::Skipped { why },
            }
        }
        Outcome::Passed
    }

    async fn step(&mut self, step: &Step, kept: &mut BTreeMap<String, Value>) -> Result<(), Stop> {
        let mut left_ms = step.until_s.unwrap_or(0) * 1_000;
        loop {
            let asked = self.written(step).await?;
            if step.hang_up {
                let sent = self.hub.hang_up(&asked).await;
                self.unread.push(sent.map_err(|e| failed(e.to_string(), &asked, None))?);
                return Ok(());
            }
            let answer = match self.hub.ask(&asked).await {
                Ok(answer) => answer,
                Err(e) => return Err(failed(e.to_string(), &asked, None)),
            };
            match self.held(step, kept, &answer) {
                Ok(body) => return self.keep(step, kept, body),
                Err(Wrong::Nameless(name)) => return Err(Nameless(name).into()),
                Err(Wrong::TooLittle(what)) => {
                    return Err(Stop::Skipped(format!("the hub has too little to ask: {what}")));
                }
                Err(Wrong::Because(why)) if left_ms == 0 => {
                    return Err(failed(why, &asked, Some(&answer)));
                }
                Err(Wrong::Because(_)) => {}
            }
            let pause = left_ms.min(AGAIN_MS);
            left_ms -= pause;
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
    }

    fn held(
        &mut self,
        step: &Step,
        kept: &BTreeMap<String, Value>,
        answer: &Answer,
    ) -> Result<Value, Wrong> {
        let template = template(&self.templates, step);
        if !step.skip_unless.is_empty()
            && let Ok(body) = serde_json::from_str::<Value>(&answer.text)
        {
            let says = |(path, value): (&String, &String)| at(&body, path) == Some(&json!(value));
            if body["rsp_code"] == "A0000" && !step.skip_unless.iter().all(says) {
                return Err(Wrong::TooLittle(format!("{:?}", step.skip_unless)));
            }
        }
        check(&Held { expect: &step.expect, template, kept }, &mut self.names, answer)
    }

    fn keep(
        &mut self,
        step: &Step,
        kept: &mut BTreeMap<String, Value>,
        body: Value,
    ) -> Result<(), Stop> {
        for (name, path) in &step.keep {
            let value = at(&body, path).and_then(Value::as_str).unwrap_or_default();
            self.names.keep(name, value.to_owned());
        }
        if let Some(name) = &step.keep_answer {
            kept.insert(name.clone(), body);
        }
        Ok(())
    }

    /// The request of a step, names filled in.
    async fn written(&mut self, step: &Step) -> Result<Asked, Stop> {
        let template = template(&self.templates, step).clone();
        let fields = self.fields(step, &template)?;
        let method = step.method.unwrap_or(template.method);
        let path = self.names.fill(step.path.as_ref().unwrap_or(&template.path))?;
        let mut headers = Vec::new();
        let scope = step.token.as_deref().unwrap_or(&template.token);
        if let Some(token) = self.token(scope).await? {
            headers.push(("authorization", format!("Bearer {token}")));
        }
        let (verb, target, kind, body) = match method {
            Method::Get => ("GET", with_query(&path, &fields), "", String::new()),
            Method::Query => ("POST", with_query(&path, &fields), "", String::new()),
            Method::Form => ("POST", path, "application/x-www-form-urlencoded", query(&fields)),
            Method::Post => {
                let kind = "application/json; charset=UTF-8";
                ("POST", path, kind, Value::Object(fields).to_string())
            }
        };
        let kind = step.content_type.as_deref().unwrap_or(kind);
        if !kind.is_empty() {
            headers.push(("content-type", kind.to_owned()));
        }
        let body = match (&step.raw, &step.raw_repeat) {
            (Some(raw), _) => self.names.fill(raw)?,
            (None, Some((text, times))) => text.repeat(*times),
            (None, None) => body,
        };
        let more = self.names.fill(step.query_more.as_deref().unwrap_or_default())?;
        Ok(Asked { method: verb, target: format!("{target}{more}"), headers, body })
    }

    fn fields(&mut self, step: &Step, template: &Template) -> Result<Map<String, Value>, Nameless> {
        let mut fields = Value::Object(template.fields.clone());
        if let Some((list, times)) = &step.many {
            let item = fields[list.as_str()][0].clone();
            fields[list.as_str()] = json!(vec![item; *times]);
        }
        // What is put in a field's place need not be known for the field itself.
        step.set.keys().for_each(|path| put_at(&mut fields, path, Value::Null));
        let mut fields = self.names.fill_value(&fields)?;
        for (path, value) in &step.set {
            let value = self.names.fill_value(value)?;
            put_at(&mut fields, path, value);
        }
        if let Some(bytes) = step.pad {
            put_at(&mut fields, "padding", json!("x".repeat(bytes)));
        }
        match fields {
            Value::Object(fields) => Ok(fields),
            _ => Ok(Map::new()),
        }
    }

    /// A token of a scope; the same for the whole run.
    async fn token(&mut self, scope: &str) -> Result<Option<String>, Stop> {
        match scope {
            "none" => return Ok(None),
            "broken" => return Ok(Some("this.is.no-token".to_owned())),
            _ => {}
        }
        if let Some(token) = self.tokens.get(scope) {
            return Ok(Some(token.clone()));
        }
        let step = Step::of_token(scope);
        let asked = Box::pin(self.written(&step)).await?;
        let answer = self.hub.ask(&asked).await;
        let answer = answer.map_err(|e| failed(e.to_string(), &asked, None))?;
        let body: Value = serde_json::from_str(&answer.text).unwrap_or(Value::Null);
        let Some(token) = body["access_token"].as_str() else {
            return Err(failed(format!("no token for {scope}"), &asked, Some(&answer)));
        };
        self.tokens.insert(scope.to_owned(), token.to_owned());
        Ok(Some(token.to_owned()))
    }
}

impl Step {
    /// The call that fetches a token.
    fn of_token(scope: &str) -> Step {
        let step = json!({ "call": "token", "set": { "scope": scope } });
        serde_json::from_value(step).expect("these are fields of a step")
    }
}

fn template<'t>(templates: &'t BTreeMap<String, Template>, step: &Step) -> &'t Template {
    templates.get(&step.call).expect("the tables were read, and each call is there")
}

/// Fields as a query or a form.
fn query(fields: &Map<String, Value>) -> String {
    let pair = |(name, value): (&String, &Value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{name}={}", percent(&value))
    };
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn with_query(path: &str, fields: &Map<String, Value>) -> String {
    if fields.is_empty() { path.to_owned() } else { format!("{path}?{}", query(fields)) }
}

fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let one = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(one).collect()
}

fn failed(why: String, asked: &Asked, answer: Option<&Answer>) -> Stop {
    let body = shown(&without_secrets(&asked.body));
    let answered = answer.map_or(String::new(), |it| {
        format!("HTTP {} {}", it.status, shown(&without_secrets(&it.text)))
    });
    let target = shown(&without_secrets(&asked.target));
    let asked = format!("{} {target} {body}", asked.method);
    Stop::Failed(Outcome::Failed { why, asked: asked.trim_end().to_owned(), answered })
}

fn shown(text: &str) -> String {
    let one_line = text.replace(['\n', '\r'], " ");
    match one_line.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", &one_line[..end]),
        None => one_line,
    }
}

/// A report is shown around: no secret stands in it.
fn without_secrets(text: &str) -> String {
    if let Ok(Value::Object(mut fields)) = serde_json::from_str::<Value>(text) {
        for name in ["wd_pass_phrase", "access_token", "refresh_token"] {
            if let Some(value) = fields.get_mut(name) {
                *value = json!("***");
            }
        }
        return Value::Object(fields).to_string();
    }
    let hidden = |pair: &str| match pair.split_once("client_secret=") {
        Some((before, _)) => format!("{before}client_secret=***"),
        None => pair.to_owned(),
    };
    text.split('&').map(hidden).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_left_out() {
        assert_eq!(
            without_secrets("client_id=a&client_secret=b&scope=sa"),
            "client_id=a&client_secret=***&scope=sa"
        );
        assert_eq!(without_secrets("/t?client_secret=b"), "/t?client_secret=***");
        let body = without_secrets(r#"{"wd_pass_phrase":"b","a":"c"}"#);
        assert_eq!(body, r#"{"a":"c","wd_pass_phrase":"***"}"#);
    }
}
