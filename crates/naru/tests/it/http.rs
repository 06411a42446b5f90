//! HTTP as a script would speak it: one request a connection.

use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// Sends a request. `path` begins with a slash, each header is a line.
pub fn send(base: &str, method: &str, path: &str, headers: &[String], body: &str) -> Answer {
    let host = base.strip_prefix("http://").expect(base);
    let mut stream = TcpStream::connect(host).unwrap();
    let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
         content-length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).expect(head);
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

pub fn get(base: &str, path: &str) -> Answer {
    send(base, "GET", path, &[], "")
}

/// A form, with a cookie.
pub fn post_form(base: &str, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let kind = "content-type: application/x-www-form-urlencoded".to_owned();
    let body: Vec<String> =
        fields.iter().map(|(name, it)| format!("{name}={}", escaped(it))).collect();
    let host = base.strip_prefix("http://").expect(base);
    let headers = [kind, format!("origin: http://{host}"), format!("cookie: {cookie}")];
    send(base, "POST", path, &headers, &body.join("&"))
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect(&self.body)
    }

    /// The values of a header, by its name in small letters.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(it, _)| it.to_lowercase() == name).map(|(_, value)| value).collect()
    }

    /// The cookies it sets, as the next request sends them.
    pub fn cookies(&self) -> String {
        let set = self.header("set-cookie").into_iter();
        set.filter_map(|it| it.split(';').next()).collect::<Vec<_>>().join("; ")
    }

    /// The value of a hidden field of the page.
    pub fn hidden(&self, name: &str) -> &str {
        let from = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.body.split_once(&from).expect(&self.body);
        rest.split('"').next().unwrap()
    }
}

/// What `demo --credentials` says of an institution, at work.
pub struct Client {
    base: String,
    token: String,
    credentials: Value,
}

impl Client {
    /// Fetches a token.
    pub fn new(base: &str, credentials: &Value) -> Client {
        let it = &credentials["fintechs"][0];
        let (id, secret) = (&it["client_id"], &it["client_secret"]);
        let answer = post_form(
            base,
            "/oauth/2.0/token",
            "",
            &[
                ("client_id", id.as_str().unwrap()),
                ("client_secret", secret.as_str().unwrap()),
                ("scope", "sa"),
                ("grant_type", "client_credentials"),
            ],
        );
        let token = answer.json()["access_token"].as_str().expect(&answer.body).to_owned();
        Client { base: base.to_owned(), token, credentials: credentials.clone() }
    }

    fn call(&self, path: &str, body: &Value) -> Value {
        let headers = [
            "content-type: application/json; charset=UTF-8".to_owned(),
            format!("authorization: Bearer {}", self.token),
        ];
        let answer = send(&self.base, "POST", path, &headers, &body.to_string());
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    /// Withdraws from the first account of a user. `n` makes the transaction's id.
    pub fn withdraw(&self, user: usize, n: u32, amount: i64) -> Value {
        let it = &self.credentials["fintechs"][0];
        let user = &self.credentials["users"][user];
        let code = it["client_use_code"].as_str().unwrap();
        let account = &user["accounts"][0];
        let number = &user["user_seq_no"][code];
        self.call(
            "/v2.0/transfer/withdraw/acnt_num",
            &json!({
                "bank_tran_id": format!("{code}U{n:09}"),
                "cntr_account_type": "N",
                "cntr_account_num": it["withdraw_account"],
                "dps_print_content": "나래페이",
                "wd_bank_code_std": account["bank_code_std"],
                "wd_account_num": account["account_num"],
                "user_seq_no": number,
                "wd_print_content": "나래페이",
                "tran_amt": amount.to_string(),
                "tran_dtime": "20261125090000",
                "req_client_name": user["name"],
                "req_client_bank_code": account["bank_code_std"],
                "req_client_account_num": account["account_num"],
                "req_client_num": number,
                "transfer_purpose": "RC",
            }),
        )
    }
}
