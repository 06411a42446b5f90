//! The Open Banking API: whose call it is, whether it may be made, what it says.
//!
//! The order of checks, which docs/api.md publishes: path, method, token, address and
//! certificate, scope, content type, size, JSON, fields, capacity, business. The first that fails
//! is answered. Every answer is HTTP 200 with its code in the body, as clients expect.

mod auth;
mod body;
mod reply;

pub(crate) use auth::{Refused, bearer, named_token};
pub use reply::Reply;

use crate::consent;
use crate::functional;
use crate::meter::CallFacts;
use crate::node::{Dropped, Node};
use crate::oauth;
use crate::relay;
use crate::seen::{self, Seeing};
use crate::wire::{self, Doc, ErrorCode, Field, RspCode};
use axum::body::Body;
use body::Read;
use hyper::body::Incoming;
use hyper::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap};
use hyper::http::request::Parts;
use hyper::{Method, Request, Response};
use naru_base::{ClientUseCode, Env, Lang, UserSeqNo};
use naru_core::access::{self, Denied, Peer};
use naru_core::hub::Gates;
use naru_core::identity::Scope;
use std::sync::Arc;

/// The largest body that is read.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// What can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Endpoint {
    /// A token for an institution.
    Token,
    /// 출금이체 by account number.
    Withdraw,
    /// 출금이체 by handle.
    WithdrawFin,
    /// 입금이체 by account number.
    Deposit,
    /// 입금이체 by handle.
    DepositFin,
    /// 잔액조회 by account number.
    Balance,
    /// 잔액조회 by handle.
    BalanceFin,
    /// 거래내역조회 by account number.
    Transactions,
    /// 거래내역조회 by handle.
    TransactionsFin,
    /// 계좌실명조회.
    RealName,
    /// 수취조회.
    Receive,
    /// 송금인정보조회.
    RemitList,
    /// 참가기관 상태조회.
    BankStatus,
    /// 이상금융거래 탐지내역조회.
    FdsDetect,
    /// 이체결과조회.
    Result,
    /// 자금반환청구.
    ReturnClaim,
    /// 자금반환결과조회.
    ReturnResult,
    /// 수수료조회.
    ManageFee,
    /// 집계조회.
    ManageCount,
    /// 출금이체한도조회.
    ManageWdLimit,
    /// 사용자정보조회.
    UserMe,
    /// 사용자계좌등록.
    UserRegister,
    /// 로그인 연결동의 해제.
    UserUnlink,
    /// 사용자탈퇴.
    UserClose,
    /// 등록계좌조회.
    AccountList,
    /// 계좌정보변경.
    AccountUpdateInfo,
    /// 참가기관 등록 계좌정보변경.
    AccountUpdate,
    /// 계좌정보조회.
    AccountInfo,
    /// 계좌해지.
    AccountCancel,
    /// None of these.
    Unknown,
}

impl Endpoint {
    /// Everything that is there.
    pub const ALL: &[Endpoint] = &[
        Endpoint::Token,
        Endpoint::Withdraw,
        Endpoint::WithdrawFin,
        Endpoint::Deposit,
        Endpoint::DepositFin,
        Endpoint::Balance,
        Endpoint::BalanceFin,
        Endpoint::Transactions,
        Endpoint::TransactionsFin,
        Endpoint::RealName,
        Endpoint::Receive,
        Endpoint::RemitList,
        Endpoint::BankStatus,
        Endpoint::FdsDetect,
        Endpoint::Result,
        Endpoint::ReturnClaim,
        Endpoint::ReturnResult,
        Endpoint::ManageFee,
        Endpoint::ManageCount,
        Endpoint::ManageWdLimit,
        Endpoint::UserMe,
        Endpoint::UserRegister,
        Endpoint::UserUnlink,
        Endpoint::UserClose,
        Endpoint::AccountList,
        Endpoint::AccountUpdateInfo,
        Endpoint::AccountUpdate,
        Endpoint::AccountInfo,
        Endpoint::AccountCancel,
    ];

    /// Its path.
    pub const fn path(self) -> &'static str {
        match self {
            Endpoint::Token => "/oauth/2.0/token",
            Endpoint::Withdraw => "/v2.0/transfer/withdraw/acnt_num",
            Endpoint::WithdrawFin => "/v2.0/transfer/withdraw/fin_num",
            Endpoint::Deposit => "/v2.0/transfer/deposit/acnt_num",
            Endpoint::DepositFin => "/v2.0/transfer/deposit/fin_num",
            Endpoint::ReturnClaim => "/v2.0/return/claim",
            Endpoint::ReturnResult => "/v2.0/return/result",
            Endpoint::ManageFee => "/v2.0/manage/fee",
            Endpoint::ManageCount => "/v2.0/manage/count",
            Endpoint::ManageWdLimit => "/v2.0/manage/wd_limit",
            Endpoint::Balance => "/v2.0/account/balance/acnt_num",
            Endpoint::BalanceFin => "/v2.0/account/balance/fin_num",
            Endpoint::Transactions => "/v2.0/account/transaction_list/acnt_num",
            Endpoint::TransactionsFin => "/v2.0/account/transaction_list/fin_num",
            Endpoint::RealName => "/v2.0/inquiry/real_name",
            Endpoint::Receive => "/v2.0/inquiry/receive",
            Endpoint::RemitList => "/v2.0/inquiry/remit_list",
            Endpoint::BankStatus => "/v2.0/bank/status",
            Endpoint::FdsDetect => "/v2.0/inquiry/fds_detect",
            Endpoint::Result => "/v2.0/transfer/result",
            Endpoint::UserMe => "/v2.0/user/me",
            Endpoint::UserRegister => "/v2.0/user/register",
            Endpoint::UserUnlink => "/v2.0/user/unlink",
            Endpoint::UserClose => "/v2.0/user/close",
            Endpoint::AccountList => "/v2.0/account/list",
            Endpoint::AccountUpdateInfo => "/v2.0/account/update_info",
            Endpoint::AccountUpdate => "/v2.0/account/update",
            Endpoint::AccountInfo => "/v2.0/account/info",
            Endpoint::AccountCancel => "/v2.0/account/cancel",
            Endpoint::Unknown => "",
        }
    }

    /// A token with any of these scopes may call it; none means that no token is needed.
    pub const fn scopes(self) -> &'static [Scope] {
        match self {
            Endpoint::Withdraw | Endpoint::Balance | Endpoint::Transactions => &[Scope::Sa],
            Endpoint::WithdrawFin => &[Scope::Transfer, Scope::Sa],
            Endpoint::BalanceFin | Endpoint::TransactionsFin => &[Scope::Inquiry, Scope::Sa],
            Endpoint::Deposit
            | Endpoint::DepositFin
            | Endpoint::ReturnClaim
            | Endpoint::ReturnResult
            | Endpoint::ManageFee
            | Endpoint::ManageCount
            | Endpoint::ManageWdLimit
            | Endpoint::RealName
            | Endpoint::Receive
            | Endpoint::RemitList
            | Endpoint::BankStatus
            | Endpoint::FdsDetect
            | Endpoint::Result => &[Scope::Oob, Scope::Sa],
            Endpoint::UserRegister | Endpoint::AccountUpdate | Endpoint::AccountInfo => {
                &[Scope::Sa]
            }
            Endpoint::UserUnlink | Endpoint::AccountUpdateInfo => &[Scope::Login],
            Endpoint::UserMe
            | Endpoint::UserClose
            | Endpoint::AccountList
            | Endpoint::AccountCancel => &[Scope::Login, Scope::Sa],
            Endpoint::Token | Endpoint::Unknown => &[],
        }
    }

    /// The method it is called with. With GET the fields stand in the query, else in the body.
    pub const fn method(self) -> Method {
        match self {
            Endpoint::ManageFee
            | Endpoint::ManageCount
            | Endpoint::ManageWdLimit
            | Endpoint::UserMe
            | Endpoint::AccountList
            | Endpoint::BalanceFin
            | Endpoint::TransactionsFin
            | Endpoint::BankStatus
            | Endpoint::FdsDetect => Method::GET,
            _ => Method::POST,
        }
    }

    /// Whether it asks about something and moves nothing.
    pub const fn is_inquiry(self) -> bool {
        matches!(
            self,
            Endpoint::Balance
                | Endpoint::BalanceFin
                | Endpoint::Transactions
                | Endpoint::TransactionsFin
                | Endpoint::RealName
                | Endpoint::Receive
                | Endpoint::RemitList
                | Endpoint::BankStatus
                | Endpoint::FdsDetect
        )
    }

    fn of(path: &str) -> Endpoint {
        let path = one_slash(path);
        Endpoint::ALL.iter().copied().find(|it| it.path() == path).unwrap_or(Endpoint::Unknown)
    }
}

/// Some clients join a base URL that ends in a slash with a path that begins with one.
pub(crate) fn one_slash(path: &str) -> &str {
    let from = path.bytes().take_while(|b| *b == b'/').count().saturating_sub(1);
    &path[from..]
}

/// Whether the path belongs to the API and OAuth.
pub(crate) fn is_for_us(method: &Method, path: &str) -> bool {
    let path = one_slash(path);
    // A person in a browser: a page, not the API.
    let is_page = path == "/oauth/2.0/authorize" || path == "/oauth/2.0/authorize_account";
    if is_page && method == Method::GET {
        return false;
    }
    path.starts_with("/v2.0") || path.starts_with("/oauth/2.0")
}

/// A call on its way to an answer.
pub(crate) struct Call {
    /// Its command's environment: when it came, and its ids.
    pub(crate) env: Env,
    /// In which language it is answered.
    pub(crate) lang: Lang,
    /// What is called.
    pub(crate) endpoint: Endpoint,
    /// Whose token it came with; set before any endpoint sees it.
    pub(crate) institution: Option<ClientUseCode>,
    /// For which user the token is, if it is three-legged.
    pub(crate) user: Option<UserSeqNo>,
    /// By right of which of its scopes.
    pub(crate) scope: Option<Scope>,
}

impl Call {
    /// Reads the fields by their table: from the query of a GET, else from a JSON body. Not yet
    /// checked.
    pub(crate) fn read<'b>(
        &self,
        fields: &'static [Field],
        given: &'b [u8],
    ) -> Result<Doc<'b>, Reply> {
        if self.endpoint.method() == Method::GET {
            return wire::read_query(fields, given)
                .map_err(|_| self.says_that(RspCode::A0004, &wire::bad_query(self.lang)));
        }
        wire::read(fields, given)
            .map_err(|_| self.says_that(RspCode::A0004, &wire::bad_body(self.lang)))
    }

    /// An answer that is only a head.
    pub(crate) fn says(&self, code: RspCode) -> Reply {
        Reply::head_only(self, code, &code.message(self.lang))
    }

    /// The same, with a sentence of its own.
    pub(crate) fn says_that(&self, code: RspCode, message: &str) -> Reply {
        Reply::head_only(self, code, message)
    }
}

/// Answers a call. Whatever comes, the body is read first: an answer to somebody who is still
/// sending gets lost.
pub(crate) async fn answer(
    node: Arc<Node>,
    peer: &Peer,
    request: Request<Incoming>,
) -> Result<Response<Body>, Dropped> {
    let (head, body) = request.into_parts();
    let mut call = Call {
        env: node.env(),
        lang: wire::lang_of(header(&head.headers, ACCEPT_LANGUAGE.as_str())),
        endpoint: Endpoint::of(head.uri.path()),
        institution: None,
        user: None,
        scope: None,
    };
    let body = body::read(body, &head, node.limits.request_ms_max).await;
    let reply = match check(&node, &mut call, peer, &head.method, &head.headers) {
        Err(reply) => reply,
        Ok(()) => match (call.endpoint, given(&call, &head, &body)) {
            (_, Err(reply)) => reply,
            (Endpoint::Token, Ok(body)) => {
                oauth::token(&node, &call, peer, body, head.uri.query().unwrap_or("")).await
            }
            (Endpoint::Withdraw | Endpoint::WithdrawFin, Ok(body)) => {
                relay::withdraw(&node, &call, body).await?
            }
            (Endpoint::Deposit | Endpoint::DepositFin, Ok(body)) => {
                relay::deposit(&node, &call, body).await?
            }
            (Endpoint::ReturnClaim, Ok(body)) => relay::return_claim(&node, &call, body).await?,
            (Endpoint::ReturnResult, Ok(body)) => relay::return_result(&node, &call, body).await,
            (Endpoint::ManageFee, Ok(given)) => relay::fee(&node, &call, given).await,
            (Endpoint::ManageCount, Ok(given)) => relay::count(&node, &call, given).await,
            (Endpoint::ManageWdLimit, Ok(given)) => relay::wd_limit(&node, &call, given).await,
            (asked, Ok(given)) if asked.is_inquiry() => {
                relay::inquiry::answer(&node, &call, given).await?
            }
            (Endpoint::Result, Ok(body)) => relay::result(&node, &call, body).await,
            (Endpoint::Unknown, Ok(_)) => call.says(RspCode::O0005),
            (_, Ok(given)) => consent::answer(&node, &call, given).await,
        },
    };
    let now = node.clock.now();
    see(&node, &call, peer, given(&call, &head, &body).ok(), reply.code);
    if node.is_sandbox {
        let sent = given(&call, &head, &body).unwrap_or_default();
        functional::observe(&node, &call, (&head, sent), &reply).await;
    }
    node.meter.crossed(&CallFacts {
        at: now,
        institution: call.institution.as_ref(),
        bank: reply.bank.as_ref(),
        endpoint: call.endpoint,
        rsp_code: reply.code,
        total_us: now.since(call.env.now),
        bank_us: reply.bank_us,
    });
    Ok(reply.into_response(!matches!(body, Read::Whole(_))))
}

/// Path, method, token, address and certificate, scope.
fn check(
    node: &Node,
    call: &mut Call,
    peer: &Peer,
    method: &Method,
    headers: &HeaderMap,
) -> Result<(), Reply> {
    if call.endpoint == Endpoint::Unknown {
        return Err(call.says(RspCode::O0005));
    }
    if *method != call.endpoint.method() {
        return Err(call.says(RspCode::O0010));
    }
    if call.endpoint.scopes().is_empty() {
        return Ok(());
    }
    match auth::bearer(node, headers, call.env.now) {
        Err(auth::Refused::NoHeader) => {
            let text = wire::oauth_refused(call.lang, ErrorCode::NoAuthorization);
            Err(call.says_that(RspCode::O0001, &text))
        }
        Err(auth::Refused::NotAccepted) => Err(call.says(RspCode::O0002)),
        Err(auth::Refused::Expired) => Err(call.says(RspCode::O0003)),
        Ok(token) => {
            let directory = node.hub.directory();
            let access = directory.access.get(&token.institution);
            if let Err(why) = access::may_call(access, peer, call.env.now) {
                node.seen.denied((&token.institution, call.env.now), peer, why);
                // A token is bound to its institution's certificate: shown without, it is none.
                return Err(call.says(match why {
                    Denied::Source => RspCode::O0006,
                    Denied::Certificate => RspCode::O0002,
                }));
            }
            let open = call.endpoint.scopes().iter();
            call.scope = open.copied().find(|scope| token.scopes.contains(scope));
            let may = call.scope.is_some();
            call.institution = Some(token.institution);
            call.user = token.user;
            if may { Ok(()) } else { Err(call.says(RspCode::O0004)) }
        }
    }
}

/// Counts an answered call for the signals of its institution's checks.
fn see(node: &Node, call: &Call, peer: &Peer, given: Option<&[u8]>, code: RspCode) {
    let institution = call.institution.as_ref();
    if let Some(institution) = institution.filter(|_| node.hub.directory().gates == Gates::Asked) {
        node.seen.call(&Seeing {
            institution,
            at: call.env.now,
            peer,
            endpoint: call.endpoint,
            code,
            scope: call.scope.map(Scope::as_str),
            clock: given.and_then(seen::clock_of),
        });
    }
}

/// Where the call's fields are: the query of a GET, the body of anything else.
fn given<'b>(call: &Call, head: &'b Parts, body: &'b Read) -> Result<&'b [u8], Reply> {
    if call.endpoint.method() == Method::GET {
        // A body, if somebody sends one with it, means nothing.
        return Ok(head.uri.query().unwrap_or("").as_bytes());
    }
    text(call, &head.headers, body)
}

/// Content type and size.
fn text<'b>(call: &Call, headers: &HeaderMap, body: &'b Read) -> Result<&'b [u8], Reply> {
    let wanted = match call.endpoint {
        Endpoint::Token => "application/x-www-form-urlencoded",
        _ => "application/json",
    };
    // Parameters of a token may all stand in the query: then there is no body and no type of it.
    let bodiless = matches!(body, Read::Whole(b) if b.is_empty());
    let given = header(headers, CONTENT_TYPE.as_str()).unwrap_or("");
    let given = given.split(';').next().unwrap_or("").trim();
    let needs_none = call.endpoint == Endpoint::Token && bodiless;
    if !(needs_none || given.eq_ignore_ascii_case(wanted)) {
        return Err(bad(call, &wire::bad_media_type(call.lang, wanted)));
    }
    match body {
        Read::Whole(bytes) => Ok(bytes),
        Read::TooLong => Err(bad(call, &wire::body_too_long(call.lang, BODY_BYTES_MAX))),
        Read::Broken => Err(bad(call, &wire::bad_body(call.lang))),
    }
}

fn bad(call: &Call, message: &str) -> Reply {
    if call.endpoint == Endpoint::Token {
        let text = wire::oauth_refused(call.lang, ErrorCode::BadParameter);
        return call.says_that(RspCode::O0001, &text);
    }
    call.says_that(RspCode::A0004, message)
}

/// A header's text, if it is there once and is text.
pub(crate) fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    let one = all.next()?;
    if all.next().is_some() {
        return None;
    }
    one.to_str().ok()
}
