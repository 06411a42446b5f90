//! Users who authorize clients, as the consent pages would have it.

use super::super::bed::*;
use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use naru_base::env::SystemEntropy;
use naru_base::{BankCode, ClientUseCode, UserSeqNo};
use naru_core::consent::{
    self, AccountToAgree, Agreeing, Agreement, Evidence, Lives, NewCode, Registered,
};
use naru_core::identity::{AccountDetails, PersonDetails, Scope};
use serde_json::Value;

pub const ME: &str = "/v2.0/user/me";
pub const REGISTER: &str = "/v2.0/user/register";
pub const UNLINK: &str = "/v2.0/user/unlink";
pub const CLOSE: &str = "/v2.0/user/close";
pub const ACCOUNTS: &str = "/v2.0/account/list";
pub const UPDATE_INFO: &str = "/v2.0/account/update_info";
pub const UPDATE: &str = "/v2.0/account/update";
pub const INFO: &str = "/v2.0/account/info";
pub const CANCEL: &str = "/v2.0/account/cancel";
pub const CALLBACK: &str = "https://narae.example/callback";
/// The handle of [`ACCOUNT`] at [`NARAE`].
pub const OWN_HANDLE: &str = "120260000100000000000000";

/// Somebody.
pub fn person(n: u32) -> PersonDetails {
    PersonDetails {
        name: "이나래".into(),
        birth: "19880214".into(),
        phone: format!("010-0000-{n:04}"),
        email: String::new(),
        ci: format!("ci-of-somebody-{n}"),
    }
}

pub struct Pair {
    pub access: String,
    pub refresh: String,
}

impl Pair {
    pub fn of(answer: &Value) -> Pair {
        let text = |name: &str| {
            answer[name].as_str().unwrap_or_else(|| panic!("no {name}: {answer}")).to_owned()
        };
        Pair { access: text("access_token"), refresh: text("refresh_token") }
    }
}

pub fn code_form(institution: &str, code: &str) -> String {
    format!(
        "client_id={}&client_secret={}&code={code}&redirect_uri={CALLBACK}\
         &grant_type=authorization_code",
        client_id(institution),
        secret(institution)
    )
}

pub fn refresh_form(institution: &str, token: &str) -> String {
    format!(
        "client_id={}&client_secret={}&refresh_token={token}&grant_type=refresh_token",
        client_id(institution),
        secret(institution)
    )
}

impl Bed {
    /// A person agrees at an institution; gives the user and the handles.
    pub async fn agree(
        &self,
        institution: &str,
        person: PersonDetails,
        accounts: &[(&str, &str)],
    ) -> Registered {
        let node = self.node().clone();
        let policy = node.policy(node.clock.now()).expect("rules");
        let to_agree = |(bank, number): &(&str, &str)| AccountToAgree {
            bank: BankCode::parse(bank).expect("a code"),
            account_num: (*number).to_owned(),
            details: AccountDetails::default(),
            to: Agreement::ALL.to_vec(),
        };
        let agreeing = Agreeing {
            institution: ClientUseCode::parse(institution).expect("a code"),
            person,
            accounts: accounts.iter().map(to_agree).collect(),
            evidence: Evidence::Page,
            lives: Lives::of(&policy),
            renews: true,
        };
        let (env, keys) = (node.env(), node.hub.keys.clone());
        let write = move |tx: &mut naru_store::Tx<'_>| {
            let entropy = SystemEntropy::default();
            let with =
                consent::With { env: &env, keys: &keys, entropy: &entropy, actor: "user:test" };
            consent::agree(tx, with, &agreeing)
        };
        node.book.write(write).await.expect("agrees")
    }

    /// A code for a user who has authorized these scopes.
    pub async fn code_for(&self, institution: &str, user: &str, scopes: &str) -> String {
        let node = self.node().clone();
        let code = format!("code-{}", node.env().id(7));
        let new = NewCode {
            hash: consent::code_hash(&node.hub.keys, &code),
            client_id: client_id(institution),
            institution: ClientUseCode::parse(institution).expect("a code"),
            user: UserSeqNo::parse(user).expect("a number"),
            scopes: scopes.split(' ').map(|s| Scope::parse(s).expect("a scope")).collect(),
            redirect_uri: CALLBACK.into(),
            life_s: node.policy(node.clock.now()).expect("rules").authorization_code_life_s,
        };
        let env = node.env();
        let write = move |tx: &mut naru_store::Tx<'_>| consent::issue_code(tx, &env, &new);
        node.book.write(write).await.expect("issued");
        code
    }

    /// Tokens of a user.
    pub async fn pair_for(&self, institution: &str, user: &str, scopes: &str) -> Pair {
        let code = self.code_for(institution, user, scopes).await;
        Pair::of(&self.token_with(&code_form(institution, &code)).await)
    }

    /// Asks with a GET.
    pub async fn get_with(&self, path: &str, token: &str, query: &str) -> Value {
        let request = Request::get(self.url(&format!("{path}?{query}")))
            .header("authorization", format!("Bearer {token}"))
            .body(Full::new(Bytes::new()))
            .expect("a request");
        self.send(request).await.expect("an answer").1
    }

    /// Asks with a POST.
    pub async fn post_with(&self, path: &str, token: &str, body: &Value) -> Value {
        self.send(self.post(path, token, body.to_string())).await.expect("an answer").1
    }

    pub async fn code_of_me(&self, token: &str, user: &str) -> String {
        let answer = self.get_with(ME, token, &format!("user_seq_no={user}")).await;
        answer["rsp_code"].as_str().expect("text").to_owned()
    }
}
