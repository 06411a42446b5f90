//! Signed messages: headers and body of a stranger are never taken for signed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naru_base::Micros;
use naru_base::httpsig::{Policy, Request, SigningKey, verify_request};

fuzz_target!(|bytes: &[u8]| {
    // Lines of `name: value` as far as the first empty one, then the body.
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let headers: Vec<(&str, &str)> = head.lines().filter_map(|it| it.split_once(": ")).collect();
    let request = Request {
        method: "POST",
        path: "/withdraw",
        authority: "127.0.0.1:1",
        headers: &headers,
        body: body.as_bytes(),
    };
    let policy = Policy { skew_s_max: 60, lifetime_s_max: 600 };
    let key = |_: &str| Some(SigningKey::from_seed(&[7; 32]).verifying_key());
    let now = Micros::new(1_800_000_000_000_000);
    assert!(verify_request(&request, now, policy, &key).is_err(), "nobody signed this: {text}");
});
