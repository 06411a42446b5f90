//! The published test vectors say what the code does, in both directions.

use naru_base::Micros;
use naru_base::httpsig::{
    Policy, Request, Response, SigError, SignParams, SigningKey, Verified, VerifyingKey,
    request_base, response_base, sign_request, sign_response, verify_request, verify_response,
};
use serde::Deserialize;

const FILE: &str = include_str!("../../../../docs/vectors/bank-signature.json");

#[derive(Deserialize)]
struct Vectors {
    policy: PolicyIn,
    keys: Vec<KeyIn>,
    accepted: Vec<Accepted>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct PolicyIn {
    skew_s_max: i64,
    lifetime_s_max: i64,
}

#[derive(Deserialize)]
struct KeyIn {
    keyid: String,
    private: String,
    public: String,
}

#[derive(Deserialize)]
struct RequestIn {
    method: String,
    path: String,
    authority: String,
    headers: Vec<(String, String)>,
    body: String,
}

#[derive(Deserialize)]
struct ResponseIn {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

#[derive(Deserialize)]
struct Exchange {
    name: String,
    now: i64,
    request: RequestIn,
    response: Option<ResponseIn>,
}

#[derive(Deserialize)]
struct Accepted {
    #[serde(flatten)]
    exchange: Exchange,
    created: i64,
    expires: i64,
    keyid: String,
    nonce: String,
    signature_base: String,
}

#[derive(Deserialize)]
struct Refused {
    #[serde(flatten)]
    exchange: Exchange,
    error: String,
}

type Headers<'a> = Vec<(&'a str, &'a str)>;

fn views(headers: &[(String, String)]) -> Headers<'_> {
    headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}

fn request<'a>(from: &'a RequestIn, headers: &'a Headers<'a>) -> Request<'a> {
    Request {
        method: &from.method,
        path: &from.path,
        authority: &from.authority,
        headers,
        body: from.body.as_bytes(),
    }
}

impl Vectors {
    fn verify(&self, exchange: &Exchange) -> Result<Verified, SigError> {
        let public = |keyid: &str| {
            let key = self.keys.iter().find(|k| k.keyid == keyid)?;
            Some(VerifyingKey::parse(&key.public).expect("a key"))
        };
        let PolicyIn { skew_s_max, lifetime_s_max } = self.policy;
        let policy = Policy { skew_s_max, lifetime_s_max };
        let now = Micros::new(exchange.now * 1_000_000);
        let headers = views(&exchange.request.headers);
        let request = request(&exchange.request, &headers);
        match &exchange.response {
            None => verify_request(&request, now, policy, &public),
            Some(answer) => {
                let headers = views(&answer.headers);
                let response = Response {
                    status: answer.status,
                    headers: &headers,
                    body: answer.body.as_bytes(),
                };
                verify_response(&response, &request, now, policy, &public)
            }
        }
    }
}

fn vectors() -> Vectors {
    serde_json::from_str(FILE).expect("the vectors file has its form")
}

#[test]
fn the_keys_are_pairs() {
    for key in vectors().keys {
        let private = SigningKey::parse(&key.private).expect("a key");
        assert_eq!(private.verifying_key().to_string(), key.public);
    }
}

#[test]
fn accepted_messages_verify_and_are_what_signing_makes() {
    let vectors = vectors();
    assert!(vectors.accepted.len() >= 6);
    for good in &vectors.accepted {
        let Accepted { exchange, created, expires, keyid, nonce, signature_base } = good;
        let name = &exchange.name;
        let verified = vectors.verify(exchange).expect(name);
        assert_eq!((&verified.keyid, &verified.nonce), (keyid, nonce), "{name}");
        assert_eq!(verified.created.unix_seconds(), *created, "{name}");
        assert_eq!(verified.expires.unix_seconds(), *expires, "{name}");

        let key = vectors.keys.iter().find(|k| k.keyid == *keyid).expect("its key");
        let key = SigningKey::parse(&key.private).expect("a key");
        let params = SignParams {
            created: *created,
            expires: *expires,
            keyid: keyid.clone(),
            nonce: nonce.clone(),
        };
        let headers = views(&exchange.request.headers);
        let request = request(&exchange.request, &headers);
        let (base, signed, sent) = match &exchange.response {
            None => {
                let base = request_base(&request, &params);
                (base, sign_request(&key, &request, &params), headers.clone())
            }
            Some(answer) => {
                let body = answer.body.as_bytes();
                let response = Response { status: answer.status, headers: &[], body };
                let base = response_base(&response, &request, &params);
                let signed = sign_response(&key, &response, &request, &params);
                (base, signed, views(&answer.headers))
            }
        };
        assert_eq!(&base.expect(name), signature_base, "{name}");
        let signed = signed.expect(name);
        assert!(signed.iter().count() >= 2);
        for header in signed.iter() {
            assert!(sent.contains(&header), "{name}: {header:?} not in {sent:?}");
        }
    }
}

#[test]
fn refused_messages_are_refused_for_the_published_reason() {
    let vectors = vectors();
    assert!(vectors.refused.len() >= 30);
    for bad in &vectors.refused {
        let refused = vectors.verify(&bad.exchange).expect_err(&bad.exchange.name);
        assert_eq!(refused.code(), bad.error, "{}: {refused}", bad.exchange.name);
    }
}
