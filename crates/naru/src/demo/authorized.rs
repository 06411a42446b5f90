//! Users' authorizations of a small institution, for the traffic: each user has agreed when the
//! demonstration was made, and comes with a code, as from the consent pages. The institution turns
//! the code into a token at the public door.

use super::credentials::FintechAccess;
use data_encoding::BASE64URL_NOPAD;
use naru_base::env::SystemEntropy;
use naru_base::{Answer, ClientUseCode, Entropy as _, UserSeqNo};
use naru_core::consent::{self, NewCode};
use naru_core::identity::Scope;
use naru_lab::fintech::{Codes, Soon};
use naru_web::Node;
use std::sync::Arc;

/// What each user lets the institution do.
const SCOPES: [Scope; 3] = [Scope::Login, Scope::Inquiry, Scope::Transfer];

/// The users who have authorized an institution.
pub struct Authorized {
    node: Arc<Node>,
    institution: ClientUseCode,
    client_id: String,
    redirect_uri: String,
}

impl Authorized {
    /// Those of this institution.
    pub fn new(node: Arc<Node>, institution: ClientUseCode, access: &FintechAccess) -> Self {
        let (client_id, redirect_uri) = (access.client_id.clone(), access.redirect_uri.clone());
        Authorized { node, institution, client_id, redirect_uri }
    }

    async fn issue(&self, user: UserSeqNo) -> Answer<String> {
        let mut bytes = [0; 32];
        SystemEntropy::default().fill(&mut bytes);
        let code = BASE64URL_NOPAD.encode(&bytes);
        let env = self.node.env();
        let new = NewCode {
            hash: consent::code_hash(&self.node.hub.keys, &code),
            client_id: self.client_id.clone(),
            institution: self.institution.clone(),
            user,
            scopes: SCOPES.to_vec(),
            redirect_uri: self.redirect_uri.clone(),
            life_s: self.node.policy(env.now)?.authorization_code_life_s,
        };
        self.node.book.write(move |tx| consent::issue_code(tx, &env, &new)).await?;
        Ok(code)
    }
}

impl Codes for Authorized {
    fn code<'a>(&'a self, user_seq_no: &'a str) -> Soon<'a> {
        Box::pin(async move {
            let code = self.issue(UserSeqNo::parse(user_seq_no).ok()?).await;
            code.inspect_err(|no| tracing::warn!(why = %no, "no authorization code")).ok()
        })
    }
}
