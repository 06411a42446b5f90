//! How an institution comes by its access tokens, and which ones it holds.

use super::api::Api;
use super::verdict::Silence;
use naru_base::Micros;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A token is renewed this long before it expires.
const TOKEN_MARGIN_S: i64 = 60;
/// Users' tokens that are held; beyond it all are forgotten, and fetched again as needed.
const HELD_MAX: usize = 10_000;

/// What a user's authorization ends in: the consent pages, seen from the institution.
pub trait Codes: Send + Sync + 'static {
    /// A fresh authorization code of this user; `None` if the user gave none.
    fn code<'a>(&'a self, user_seq_no: &'a str) -> Soon<'a>;
}

/// A code that takes its time.
pub type Soon<'a> = Pin<Box<dyn Future<Output = Option<String>> + Send + 'a>>;

/// How an institution comes by its tokens.
#[derive(Clone)]
pub enum Access {
    /// It authenticates its own users: one token with scope `sa` opens everything.
    Own,
    /// Users authorize it: a token of theirs opens their accounts, one with scope `oob` the rest.
    ByUsers {
        /// Where codes are sent.
        redirect_uri: String,
        /// Where codes come from.
        codes: Arc<dyn Codes>,
    },
}

impl Access {
    /// Whether accounts are named by the institution's handle and opened by their user's token.
    pub const fn is_by_users(&self) -> bool {
        matches!(self, Access::ByUsers { .. })
    }
}

struct Held {
    token: String,
    renew_at: Micros,
}

/// The tokens at hand: by user, the institution's own under an empty name.
#[derive(Default)]
pub(super) struct Tokens {
    held: Mutex<BTreeMap<String, Held>>,
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Deserialize)]
struct Token {
    access_token: Option<String>,
    // Seen as a text and as a number.
    #[serde(default)]
    expires_in: Value,
}

impl Tokens {
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, whose: &str, now: Micros) -> Option<String> {
        self.all().get(whose).filter(|it| now < it.renew_at).map(|it| it.token.clone())
    }

    fn keep(&self, whose: &str, held: Held) {
        let mut all = self.all();
        if all.len() >= HELD_MAX {
            all.clear();
        }
        all.insert(whose.to_owned(), held);
    }
}

impl Api {
    /// Forgets the institution's token and this user's: the next call gets another.
    pub fn forget_token(&self, user: &str) {
        let mut all = self.tokens.all();
        all.remove("");
        all.remove(user);
    }

    /// The token that opens what is this user's, or with `None` what is the institution's.
    pub(super) async fn token(&self, user: Option<&str>) -> Result<String, Silence> {
        let user = user.filter(|_| self.config.access.is_by_users());
        let (whose, now) = (user.unwrap_or(""), self.config.clock.now());
        if let Some(token) = self.tokens.find(whose, now) {
            return Ok(token);
        }
        // One at a time: a hundred calls at once need one token, not a hundred.
        let _fetching = self.tokens.fetching.lock().await;
        if let Some(token) = self.tokens.find(whose, now) {
            return Ok(token);
        }
        let body = self.token_request(user).await.ok_or(Silence::Unreadable)?;
        let form = "application/x-www-form-urlencoded";
        let answer = self.post("/oauth/2.0/token", form, None, body.into()).await?;
        let token: Token = serde_json::from_slice(&answer).map_err(|_| Silence::Unreadable)?;
        let seconds = match &token.expires_in {
            Value::Number(n) => n.as_i64(),
            Value::String(s) => s.parse().ok(),
            _ => None,
        };
        // Refused credentials too: to this client there is no token, whatever the reason.
        let token = token.access_token.ok_or(Silence::Unreadable)?;
        let life = seconds.unwrap_or(0).saturating_sub(TOKEN_MARGIN_S).max(1);
        let renew_at = now.plus_seconds(life);
        self.tokens.keep(whose, Held { token: token.clone(), renew_at });
        Ok(token)
    }

    async fn token_request(&self, user: Option<&str>) -> Option<String> {
        let (id, secret) = (&self.config.client_id, self.config.client_secret.expose());
        let mut form = vec![("client_id", id.as_str()), ("client_secret", secret.as_str())];
        let code;
        match (&self.config.access, user) {
            (Access::ByUsers { redirect_uri, codes }, Some(user)) => {
                code = codes.code(user).await?;
                form.push(("code", &code));
                form.push(("redirect_uri", redirect_uri));
                form.push(("grant_type", "authorization_code"));
            }
            (access, _) => {
                form.push(("scope", if access.is_by_users() { "oob" } else { "sa" }));
                form.push(("grant_type", "client_credentials"));
            }
        }
        let pairs = form.iter().map(|(name, value)| format!("{name}={}", percent(value)));
        Some(pairs.collect::<Vec<_>>().join("&"))
    }
}

/// A form's value: everything but letters, digits and `-._~` by its bytes.
pub(super) fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
