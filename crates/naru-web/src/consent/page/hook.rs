//! Sending one-time codes and asking who a person is, by signed calls of services that the
//! operator names in the settings: a gateway of text messages, and an adapter of an identification
//! agency.

use super::proof::{Claimed, CodeSender, Identifier, Soon};
use crate::notify::{Caller, sign};
use bytes::Bytes;
use naru_base::secret::SecretText;
use naru_base::{Clock, Entropy, Env, Fault, FaultKind};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// The longest identifier of a person that is taken.
const CI_BYTES_MAX: usize = 200;

/// A service of the operator's, called with a signature of its own.
#[derive(Clone)]
pub struct Service {
    /// Makes the calls.
    pub caller: Caller,
    /// Where it is.
    pub url: String,
    /// What signs.
    pub secret: SecretText,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub entropy: Arc<dyn Entropy>,
}

impl Service {
    /// Calls it; the body of a 2xx.
    async fn call(&self, kind: &str, data: Value) -> Result<Bytes, Fault> {
        let env = Env::new(&*self.clock, &*self.entropy);
        let timestamp = env.now.unix_seconds();
        let id = format!("msg_{}", env.id(0));
        let body = json!({ "type": kind, "timestamp": timestamp, "data": data }).to_string();
        let body = Bytes::from(body);
        let fault = |what: String| Fault::new(FaultKind::Retryable, format!("{kind}: {what}"));
        let signature = sign::signature([&self.secret], &id, timestamp, &body)
            .ok_or_else(|| fault("the service's secret cannot sign".to_owned()))?;
        let headers = [
            ("webhook-id", id),
            ("webhook-timestamp", timestamp.to_string()),
            ("webhook-signature", signature),
        ];
        let answered = self.caller.post(&self.url, &headers, body).await;
        let answered = answered.map_err(|why| fault(format!("the service: {why}")))?;
        match (answered.status, answered.body) {
            (200..300, Some(body)) => Ok(body),
            (200..300, None) => Err(fault("the service's answer is too long".to_owned())),
            (status, _) => Err(fault(format!("the service answered {status}"))),
        }
    }
}

/// Sends one-time codes by a service.
pub struct HookSender(pub Service);

impl CodeSender for HookSender {
    fn send<'a>(&'a self, phone: &'a str, text: &'a str) -> Soon<'a, ()> {
        Box::pin(async move {
            let data = json!({ "phone": phone, "text": text });
            self.0.call("one-time-code.send", data).await.map(drop)
        })
    }
}

/// Asks a service who a person is.
pub struct HookIdentifier(pub Service);

#[derive(Deserialize)]
struct Known {
    ci: Option<String>,
}

impl Identifier for HookIdentifier {
    fn identify<'a>(&'a self, who: &'a Claimed) -> Soon<'a, Option<SecretText>> {
        Box::pin(async move {
            let data = json!({ "name": who.name, "birth": who.birth, "phone": who.phone });
            let body = self.0.call("person.identify", data).await?;
            // The parser's words could hold a piece of the answer, which is personal.
            let known: Known = serde_json::from_slice(&body).map_err(|_| {
                let what = "person.identify: the service's answer is not {\"ci\": …}";
                Fault::new(FaultKind::Retryable, what)
            })?;
            let ci = known.ci.filter(|it| (1..=CI_BYTES_MAX).contains(&it.len()));
            Ok(ci.map(SecretText::new))
        })
    }
}
