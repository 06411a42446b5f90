//! What a client asks for at `/oauth/2.0/authorize`: read and checked. Pure.
//!
//! As long as the client and its address are not certain, nothing is sent anywhere: the person
//! reads what is wrong. From then on the client hears it, at its address.

use crate::oauth::scopes;
use crate::wire::{ErrorCode, form};
use naru_base::{ClientUseCode, Lang};
use naru_core::hub::Directory;
use naru_core::identity::Scope;
use serde::{Deserialize, Serialize};

/// The longest `state` and `client_info`.
const ECHO_LEN_MAX: usize = 512;

/// What was asked for, and may be.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Ask {
    pub(super) client_id: String,
    pub(super) institution: String,
    pub(super) redirect_uri: String,
    pub(super) scopes: Vec<String>,
    pub(super) state: String,
    pub(super) client_info: String,
    /// 0 first, 1 again, 2 without the person.
    pub(super) auth_type: char,
    pub(super) is_english: bool,
}

impl Ask {
    pub(super) fn lang(&self) -> Lang {
        if self.is_english { Lang::En } else { Lang::Ko }
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        self.scopes.iter().filter_map(|s| Scope::parse(s)).collect()
    }

    pub(super) fn wants(&self, scope: Scope) -> bool {
        self.scopes.iter().any(|s| s == scope.as_str())
    }

    pub(super) fn institution(&self) -> Option<ClientUseCode> {
        ClientUseCode::parse(&self.institution).ok()
    }
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bad {
    /// To be read by the person.
    Here(Lang, ErrorCode),
    /// To be told to the client, at this address.
    There { redirect_uri: String, state: String, error: &'static str, code: ErrorCode },
}

/// `lang=eng` is English; all else is Korean.
pub(super) fn lang_of(text: &str) -> Lang {
    if text == "eng" || text == "en" { Lang::En } else { Lang::Ko }
}

/// Reads a query.
pub(super) fn read(query: &str, directory: &Directory) -> Result<Ask, Bad> {
    let pairs =
        form::read(query.as_bytes()).map_err(|_| Bad::Here(Lang::Ko, ErrorCode::BadParameter))?;
    let all = |name: &str| {
        pairs.iter().filter(|(n, _)| n == name).map(|(_, v)| v.expose().clone()).collect::<Vec<_>>()
    };
    let lang = lang_of(all("lang").first().map_or("", String::as_str));
    let here = |code| Bad::Here(lang, code);
    let one = |name: &str| match all(name).as_slice() {
        [] => Ok(String::new()),
        [value] => Ok(value.clone()),
        _ => Err(ErrorCode::BadParameter),
    };
    let needed = |name: &str| {
        one(name).and_then(|v| if v.is_empty() { Err(ErrorCode::BadParameter) } else { Ok(v) })
    };
    let client_id = needed("client_id").map_err(here)?;
    let client =
        directory.clients.get(&client_id).filter(|c| c.active).ok_or(here(ErrorCode::BadClient))?;
    let institution = directory
        .institutions
        .get(&client.institution)
        .filter(|i| i.active)
        .ok_or(here(ErrorCode::BadClient))?;
    let redirect_uri = needed("redirect_uri").map_err(here)?;
    if !client.redirect_uris.contains(&redirect_uri) {
        return Err(here(ErrorCode::BadRedirect));
    }
    let state = one("state").map_err(here)?;
    let there = |error, code| Bad::There {
        redirect_uri: redirect_uri.clone(),
        state: state.clone(),
        error,
        code,
    };
    let invalid = |code| there("invalid_request", code);
    let response_type = needed("response_type").map_err(invalid)?;
    if response_type != "code" {
        return Err(there("unsupported_response_type", ErrorCode::BadResponseType));
    }
    let wanted = needed("scope").map_err(invalid)?;
    let bad_scope = |code| there("invalid_scope", code);
    let wanted = scopes(&wanted).map_err(bad_scope)?;
    if wanted.iter().any(|scope| !institution.scopes.contains(scope)) {
        return Err(bad_scope(ErrorCode::BadScope));
    }
    let client_info = one("client_info").map_err(invalid)?;
    let fits = |text: &str| text.len() <= ECHO_LEN_MAX && !text.chars().any(char::is_control);
    let auth_type = match one("auth_type").map_err(invalid)?.as_str() {
        "" | "0" => '0',
        "1" => '1',
        "2" => '2',
        _ => return Err(invalid(ErrorCode::BadParameter)),
    };
    if state.is_empty() || !fits(&state) || !fits(&client_info) {
        return Err(invalid(ErrorCode::BadParameter));
    }
    Ok(Ask {
        client_id,
        institution: institution.code.to_string(),
        redirect_uri,
        scopes: wanted.iter().map(|s| s.as_str().to_owned()).collect(),
        state,
        client_info,
        auth_type,
        is_english: lang == Lang::En,
    })
}

/// An address with parameters, behind those it has.
pub(super) fn address(redirect_uri: &str, parameters: &[(&str, &str)]) -> String {
    let mut out = redirect_uri.to_owned();
    for (name, value) in parameters {
        out.push(if out.contains('?') { '&' } else { '?' });
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

/// Where forms of these pages may end, for the security policy: the address's origin, or the
/// scheme of an app.
pub(super) fn origin(redirect_uri: &str) -> Option<String> {
    let (scheme, rest) = redirect_uri.split_once(':')?;
    let plain =
        |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.:[]".contains(&b));
    if scheme.is_empty() || !plain(scheme) {
        return None;
    }
    match rest.strip_prefix("//") {
        Some(rest) if scheme == "https" || scheme == "http" => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or("");
            if host.is_empty() || !plain(host) { None } else { Some(format!("{scheme}://{host}")) }
        }
        _ => Some(format!("{scheme}:")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_added_and_escaped() {
        let all = [("code", "a b&"), ("state", "가")];
        assert_eq!(
            address("https://a.example/x", &all),
            "https://a.example/x?code=a%20b%26&state=%EA%B0%80"
        );
        assert_eq!(address("app://x?y=1", &all[..1]), "app://x?y=1&code=a%20b%26");
    }

    #[test]
    fn forms_may_end_at_the_client_only() {
        for (uri, want) in [
            ("https://a.example/cb?x=1", Some("https://a.example")),
            ("http://127.0.0.1:8080/cb", Some("http://127.0.0.1:8080")),
            ("naraepay://callback", Some("naraepay:")),
            ("https://a.example;script-src *", None),
            ("no address", None),
            ("https:///x", None),
        ] {
            assert_eq!(origin(uri).as_deref(), want, "{uri}");
        }
    }
}
