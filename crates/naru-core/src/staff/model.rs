//! What the slice speaks of: tokens, accounts, enrolments, sessions.

use data_encoding::BASE64URL_NOPAD;
use naru_base::role::Post;
use naru_base::{Entropy, Fault, Id, Micros};
use ring::digest::{SHA256, digest};
use std::fmt;

/// The SHA-256 of a token: the only form in the store.
pub type TokenHash = [u8; 32];

/// 256 random bits that open something: an enrolment, a half-done login, a session.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A new token.
    pub fn new(entropy: &dyn Entropy) -> Token {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Token(bytes)
    }

    /// Reads the form of [`Token::text`].
    pub fn parse(text: &str) -> Option<Token> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Token)
    }

    /// The form for cookies and links: 43 characters that need no escaping.
    pub fn text(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// What the store keeps.
    pub fn hash(&self) -> TokenHash {
        let mut out = [0; 32];
        out.copy_from_slice(digest(&SHA256, &self.0).as_ref());
        out
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Seals what must not lie open in the store. `context` is bound to the sealed bytes: they open
/// only for the same column of the same account.
pub trait StaffSealer: Send + Sync + 'static {
    /// Encrypts and authenticates.
    fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, Fault>;
    /// Opens what [`StaffSealer::seal`] made for the same context.
    fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault>;
}

/// The context of an account's TOTP secret.
pub(crate) fn totp_context(account: Id) -> String {
    format!("staff.totp:{account}")
}

/// The context of an account's name.
pub(crate) fn name_context(account: Id) -> String {
    format!("staff.name:{account}")
}

/// What a new member of staff writes about themselves, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolmentForm {
    /// The name as others see it.
    pub name: String,
    /// The login, lower case.
    pub login: String,
}

/// What is wrong with an enrolment form. One field may have one error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormError {
    /// The name is empty, too long or has control characters.
    Name,
    /// The login is not 3 to 32 of `a`–`z`, digits, dot and hyphen, beginning with a letter.
    Login,
    /// Somebody has this login.
    LoginTaken,
    /// The password is shorter than 12 characters.
    PasswordShort,
    /// The password is longer than 256 bytes.
    PasswordLong,
    /// The password is made of very few different characters, or contains the login.
    PasswordPlain,
    /// The code that another person hands over is not the one for this link.
    Handover,
    /// The one-time code does not fit the secret now.
    Code,
}

/// An enrolment link that still opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The role that the link gives.
    pub post: Post,
    /// When it lapses.
    pub expires_at: Micros,
    /// The account that was begun with it: its login and TOTP secret, to be confirmed.
    pub begun: Option<(String, Vec<u8>)>,
    /// Whether a code from a second person is asked for.
    pub wants_code: bool,
}

/// What is known of an account when somebody gives its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginFacts {
    /// The account.
    pub account: Id,
    /// The password's hash, to be verified outside the store.
    pub password_hash: String,
    /// Whether the account may be used at all.
    pub active: bool,
    /// Wrong passwords and codes since the last login.
    pub failures: u32,
    /// No attempt counts before this.
    pub locked_until: Micros,
}

impl LoginFacts {
    /// Whether an attempt counts at all now.
    pub fn may_try(&self, now: Micros) -> bool {
        self.active && now >= self.locked_until
    }
}

/// What became of the first step of a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordStep {
    /// The code is asked for next.
    Passed,
    /// It was refused; the person is not told why.
    Refused,
}

/// What became of the second step of a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeStep {
    /// The session is open.
    Entered,
    /// The code was refused; another try is possible with the same half-done login.
    Refused,
    /// The half-done login is over: begin with the password.
    StartAgain,
}

/// An open session and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The account.
    pub account: Id,
    /// The person's name.
    pub name: String,
    /// The person's login.
    pub login: String,
    /// What the person may do.
    pub post: Post,
    /// When the person last gave a one-time code.
    pub proved_at: Micros,
    /// The last time it was used, to the minute.
    pub seen_at: Micros,
    /// When it ends at the latest.
    pub expires_at: Micros,
}

/// An account as the roster lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterEntry {
    /// The account.
    pub id: Id,
    /// Its login.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// What the person may do.
    pub post: Post,
    /// `pending`, `active`, `reset` or `closed`.
    pub state: String,
    /// When it was made.
    pub created_at: Micros,
    /// The last login.
    pub entered_at: Option<Micros>,
    /// No attempt counts before this.
    pub locked_until: Micros,
}

/// A recovery link that still opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Whose it is.
    pub login: String,
    /// Whether a new password is set too.
    pub is_whole: bool,
    /// When it lapses.
    pub expires_at: Micros,
    /// The present password's hash, to be verified outside the store.
    pub password_hash: String,
    /// The new TOTP secret, once the first step is done.
    pub begun: Option<Vec<u8>>,
}

/// What became of a fresh code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepUp {
    /// It was right.
    Fresh,
    /// It was not; another try is possible.
    Refused,
    /// The session is over.
    Over,
}

/// An account made ready by the program, for `naru demo`: no enrolment, secrets made elsewhere.
#[derive(Clone, Debug)]
pub struct ReadyAccount<'a> {
    /// What the person may do.
    pub post: Post,
    /// The name and login.
    pub form: &'a EnrolmentForm,
    /// From [`crate::staff::password::hash`].
    pub password_hash: &'a str,
    /// The raw TOTP secret.
    pub totp_secret: &'a [u8],
}
