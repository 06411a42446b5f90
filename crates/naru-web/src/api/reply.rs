//! An answer of the API: the head that all have, and what the endpoint adds.

use super::Call;
use crate::wire::{JsonText, RspCode, clipped};
use axum::body::Body;
use hyper::Response;
use hyper::header::{CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderValue};
use naru_base::BankCode;

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=UTF-8");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const CLOSE: HeaderValue = HeaderValue::from_static("close");

/// An answer.
pub struct Reply {
    /// The relay's code.
    pub code: RspCode,
    /// The bank that was asked, if one was.
    pub bank: Option<BankCode>,
    /// How long the bank took.
    pub bank_us: Option<i64>,
    body: String,
}

impl Reply {
    /// The fields that every answer begins with (응답 공통부).
    pub(crate) fn head(call: &Call, code: RspCode, message: &str) -> JsonText {
        let mut json = JsonText::new();
        json.text("api_tran_id", &call.env.id(0).uuid());
        json.text("api_tran_dtm", &call.env.now.kst_dtm17());
        json.text("rsp_code", code.as_str());
        json.text("rsp_message", &clipped(message, 300));
        json
    }

    pub(crate) fn head_only(call: &Call, code: RspCode, message: &str) -> Reply {
        Reply::of(code, Reply::head(call, code, message))
    }

    pub(crate) fn of(code: RspCode, json: JsonText) -> Reply {
        Reply { code, bank: None, bank_us: None, body: json.end() }
    }

    /// The same, after a bank was asked.
    #[must_use]
    pub(crate) fn after(self, bank: &BankCode, bank_us: Option<i64>) -> Reply {
        Reply { bank: Some(bank.clone()), bank_us, ..self }
    }

    /// The answer as it goes out.
    pub(crate) fn text(&self) -> &str {
        &self.body
    }

    pub(super) fn into_response(self, close: bool) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, JSON);
        headers.insert(CACHE_CONTROL, NO_STORE);
        if close {
            headers.insert(CONNECTION, CLOSE);
        }
        response
    }
}
