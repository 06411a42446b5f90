//! Writes the published test vectors of the bank signature profile:
//! `cargo run -p naru-base --example bank_vectors > docs/vectors/bank-signature.json`.
//!
//! The keys in it are published, so they protect nothing.

use naru_base::Micros;
use naru_base::httpsig::{
    LABEL, Policy, Request, Response, SignParams, SigningKey, request_base, response_base,
    sign_request, sign_response, verify_request,
};
use serde_json::{Value, json};

const CREATED: i64 = 1_790_000_000;
const POLICY: Policy = Policy { skew_s_max: 5, lifetime_s_max: 60 };
const BODY: &str = r#"{"bank_tran_id":"M202600001U000000001","tran_amt":"10000"}"#;
const BODY_KO: &str = r#"{"account_holder_name":"홍길동","account_num":"9010000000001"}"#;
const ANSWER: &str = r#"{"bank_rsp_code":"000","bank_tran_id":"M202600001U000000001"}"#;

type Headers = Vec<(String, String)>;

/// A message as it is published; `status` makes it a response to `request`.
#[derive(Clone)]
struct Message {
    method: &'static str,
    path: String,
    authority: String,
    headers: Headers,
    body: String,
    response: Option<(u16, Headers, String)>,
    params: SignParams,
}

fn views(headers: &Headers) -> Vec<(&str, &str)> {
    headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}

impl Message {
    fn post(n: u8, body: &str) -> Self {
        let headers = [
            ("content-type", "application/json; charset=utf-8".to_owned()),
            ("naru-message-id", format!("01K5M8P3ZT00000000000000{n:02}")),
        ];
        Message {
            method: "POST",
            path: "/naru/bank/v1/withdrawals".into(),
            authority: "bank-901.example".into(),
            headers: headers.map(|(name, value)| (name.to_owned(), value)).into(),
            body: body.into(),
            response: None,
            params: SignParams {
                created: CREATED,
                expires: CREATED + 30,
                keyid: "naru-1".into(),
                nonce: format!("bm9uY2Utb2YtdmVjdG9y{n:02}"),
            },
        }
    }

    fn answered(mut self, status: u16, body: &str) -> Self {
        self.response = Some((status, Vec::new(), body.into()));
        self.params.keyid = "bank-901-1".into();
        self
    }

    fn request<'a>(&'a self, headers: &'a [(&'a str, &'a str)]) -> Request<'a> {
        Request {
            method: self.method,
            path: &self.path,
            authority: &self.authority,
            headers,
            body: self.body.as_bytes(),
        }
    }

    /// Signs with the sender's key and sets the headers; gives the signature base.
    fn sign(&mut self) -> String {
        let key = key(if self.response.is_some() { 2 } else { 1 });
        let copy = self.clone();
        let headers = views(&copy.headers);
        let request = copy.request(&headers);
        let (base, signed) = if let Some((status, _, body)) = &copy.response {
            let response = Response { status: *status, headers: &[], body: body.as_bytes() };
            (
                response_base(&response, &request, &copy.params),
                sign_response(&key, &response, &request, &copy.params),
            )
        } else {
            (request_base(&request, &copy.params), sign_request(&key, &request, &copy.params))
        };
        let signed = signed.expect("the vectors are within the profile");
        let to = self.response.as_mut().map_or(&mut self.headers, |(_, headers, _)| headers);
        to.extend(signed.iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
        base.expect("the vectors are within the profile")
    }

    fn json(&self) -> Value {
        let mut out = json!({"request": {
            "method": self.method, "path": self.path, "authority": self.authority,
            "headers": self.headers, "body": self.body,
        }});
        if let Some((status, headers, body)) = &self.response {
            out["response"] = json!({"status": status, "headers": headers, "body": body});
        }
        out
    }

    fn set(mut self, name: &str, value: &str) -> Self {
        for (_, old) in self.headers.iter_mut().filter(|(n, _)| n == name) {
            *old = value.to_owned();
        }
        self
    }

    fn value(&self, name: &str) -> String {
        let found = self.headers.iter().find(|(n, _)| n == name);
        found.map(|(_, v)| v.clone()).expect("the header was set")
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(n, _)| n != name);
        self
    }

    /// Replaces text in `Signature-Input` and signs the base that results, as a sender would who
    /// holds the key and strays from the profile.
    fn stray(self, from: &str, to: &str) -> Self {
        let headers = views(&self.headers);
        let base = request_base(&self.request(&headers), &self.params).expect("signed before");
        let signature = key(1).sign(base.replace(from, to).as_bytes());
        let input = self.value("signature-input").replace(from, to);
        let signature = format!("{LABEL}=:{}:", data_encoding::BASE64.encode(&signature));
        drop(headers);
        self.set("signature-input", &input).set("signature", &signature)
    }
}

fn key(n: u8) -> SigningKey {
    SigningKey::from_seed(&[n; 32])
}

fn good() -> Vec<Value> {
    let mut get = Message::post(3, "").without("content-type");
    get.method = "GET";
    get.path = "/naru/bank/v1/withdrawals/20260922/M202600001U000000001".into();
    let messages = [
        ("request with a body", Message::post(1, BODY)),
        ("request with Korean text", Message::post(2, BODY_KO)),
        ("request without a body", get.clone()),
        ("response with a body", Message::post(1, BODY).answered(200, ANSWER)),
        ("response to a request without a body", get.answered(200, ANSWER)),
        ("response without a body", Message::post(1, BODY).answered(503, "")),
    ];
    let one = |(name, mut message): (&str, Message)| {
        let base = message.sign();
        let mut out = message.json();
        out["name"] = json!(name);
        out["now"] = json!(CREATED + 1);
        out["signature_base"] = json!(base);
        out["created"] = json!(message.params.created);
        out["expires"] = json!(message.params.expires);
        out["keyid"] = json!(message.params.keyid);
        out["nonce"] = json!(message.params.nonce);
        out
    };
    messages.into_iter().map(one).collect()
}

/// A received message, the time, and the code with which it is refused.
type Bad = (&'static str, Message, i64, &'static str);

fn signed_request() -> Message {
    let mut message = Message::post(1, BODY);
    message.sign();
    message
}

/// What somebody on the way can do.
fn altered_requests() -> Vec<Bad> {
    let good = signed_request;
    let with = |change: &dyn Fn(&mut Message)| {
        let mut message = good();
        change(&mut message);
        message
    };
    let other_body = BODY.replace("10000", "90000");
    let other_digest = naru_base::httpsig::content_digest(other_body.as_bytes());
    let altered = with(&|m| m.body = other_body.clone());
    let sig1 = good().value("signature-input").replacen("naru=", "sig1=", 1);
    let two = format!("{0}, {0}", good().value("signature-input"));
    let now = CREATED + 1;
    vec![
        ("body altered", altered.clone(), now, "digest-mismatch"),
        (
            "body and digest altered",
            altered.set("content-digest", &other_digest),
            now,
            "bad-signature",
        ),
        ("path altered", with(&|m| m.path.push('2')), now, "bad-signature"),
        ("method altered", with(&|m| m.method = "PUT"), now, "bad-signature"),
        (
            "sent to another bank",
            with(&|m| m.authority = "bank-902.example".into()),
            now,
            "bad-signature",
        ),
        ("query added", with(&|m| m.path.push_str("?a=1")), now, "bad-form"),
        ("type altered", good().set("content-type", "text/plain"), now, "bad-signature"),
        ("id altered", good().set("naru-message-id", "other"), now, "bad-signature"),
        ("id missing", good().without("naru-message-id"), now, "missing-header"),
        ("digest missing", good().without("content-digest"), now, "missing-header"),
        (
            "digest of another algorithm",
            good().set("content-digest", "sha-512=:AAAA:"),
            now,
            "bad-form",
        ),
        ("signature missing", good().without("signature"), now, "missing-header"),
        (
            "signature twice",
            with(&|m| m.headers.push(("Signature".into(), "x".into()))),
            now,
            "doubled-header",
        ),
        ("another label", good().set("signature-input", &sig1), now, "bad-form"),
        ("two signatures", good().set("signature-input", &two), now, "bad-form"),
    ]
}

/// What a sender can do who holds a key.
fn strayed_requests() -> Vec<Bad> {
    let good = signed_request;
    let id = r#" "naru-message-id""#;
    let foreign = good().set("signature", &other_key_signature(&good()));
    let now = CREATED + 1;
    vec![
        (
            "components reordered",
            good().stray(r#""@method" "@authority""#, r#""@authority" "@method""#),
            now,
            "wrong-components",
        ),
        ("component left out", good().stray(id, ""), now, "wrong-components"),
        ("parameter unknown", good().stray(";tag=", ";x=1;tag="), now, "wrong-parameters"),
        ("parameter missing", good().stray(";alg=\"ed25519\"", ""), now, "wrong-parameters"),
        ("parameter twice", good().stray(";tag=", ";created=1;tag="), now, "wrong-parameters"),
        ("other algorithm", good().stray("\"ed25519\"", "\"hmac-sha256\""), now, "wrong-algorithm"),
        ("other tag", good().stray("naru-bank-1", "web-bot-auth"), now, "wrong-tag"),
        ("short nonce", good().stray("bm9uY2Utb2YtdmVjdG9y01", "short"), now, "bad-form"),
        ("expired", good(), CREATED + 30, "expired"),
        ("from the future", good(), CREATED - 6, "from-the-future"),
        (
            "valid too long",
            good().stray("expires=1790000030", "expires=1790000061"),
            now,
            "bad-lifetime",
        ),
        (
            "expires before it was created",
            good().stray("created=1790000000", "created=1790000030"),
            CREATED + 29,
            "bad-lifetime",
        ),
        ("key unknown", good().stray("naru-1", "naru-9"), now, "unknown-key"),
        ("signed with another key", foreign, now, "bad-signature"),
    ]
}

fn other_key_signature(message: &Message) -> String {
    let headers = views(&message.headers);
    let base = request_base(&message.request(&headers), &message.params).expect("signed before");
    format!("{LABEL}=:{}:", data_encoding::BASE64.encode(&key(2).sign(base.as_bytes())))
}

fn bad_responses() -> Vec<Bad> {
    let mut good = Message::post(1, BODY).answered(200, ANSWER);
    good.sign();
    let with = |change: &dyn Fn(&mut Message)| {
        let mut message = good.clone();
        change(&mut message);
        message
    };
    let now = CREATED + 1;
    let answer = |m: &mut Message| m.response.take().expect("a response");
    vec![
        (
            "answer to another request",
            good.clone().set("naru-message-id", "other"),
            now,
            "bad-signature",
        ),
        (
            "status altered",
            with(&|m| {
                let (_, h, b) = answer(m);
                m.response = Some((201, h, b));
            }),
            now,
            "bad-signature",
        ),
        (
            "answer altered",
            with(&|m| {
                let (s, h, b) = answer(m);
                m.response = Some((s, h, b.replace("000\"", "111\"")));
            }),
            now,
            "digest-mismatch",
        ),
        (
            "answer unsigned",
            with(&|m| {
                let (s, _, b) = answer(m);
                m.response = Some((s, Vec::new(), b));
            }),
            now,
            "missing-header",
        ),
        ("answer too old", good.clone(), CREATED + 30, "expired"),
    ]
}

fn main() {
    let refused = altered_requests().into_iter().chain(strayed_requests()).chain(bad_responses());
    let refused = refused.map(|(name, message, now, code)| {
        let mut out = message.json();
        out["name"] = json!(name);
        out["now"] = json!(now);
        out["error"] = json!(code);
        out
    });
    let public = |n| key(n).verifying_key().to_string();
    let vectors = json!({
        "about": "Test vectors of docs/bank-signature.md. \
            The private keys are published: never use them.",
        "policy": {"skew_s_max": POLICY.skew_s_max, "lifetime_s_max": POLICY.lifetime_s_max},
        "keys": [
            {"keyid": "naru-1", "private": key(1).text().expose(), "public": public(1)},
            {"keyid": "bank-901-1", "private": key(2).text().expose(), "public": public(2)},
        ],
        "accepted": good(),
        "refused": refused.collect::<Vec<_>>(),
    });
    let message = signed_request();
    let headers = views(&message.headers);
    let now = Micros::new((CREATED + 1) * 1_000_000);
    verify_request(&message.request(&headers), now, POLICY, &|_| Some(key(1).verifying_key()))
        .expect("what is published verifies");
    println!("{}", serde_json::to_string_pretty(&vectors).expect("values are plain"));
}
