//! 서류: documents of an institution handed in as files from the console's forms, and opened by those
//! who may: the institution itself, and whoever decides about it. Each opening is on record first.
//!
//! **Must never know** what a file may be, or how it is sealed: `naru_core::admission` and the
//! shelf do.

use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use crate::console::typed::{Pairs, Part};
use axum::RequestExt as _;
use axum::extract::{Form, Multipart, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{Answer, ClientUseCode, Fault, FaultKind, Lang, No, Refusal, texts};
use naru_core::admission::{self, Opens, PaperKind, Sha256};
use naru_store::Tx;

texts! {
    open_link { ko: "열기", en: "open" }
    not_kept { ko: "해시만 있음", en: "hash only" }
    file_label { ko: "파일", en: "File" }
    file_help { ko: "PDF, PNG, JPEG, 글(UTF-8). 20MB까지", en: "PDF, PNG, JPEG or plain text (UTF-8); 20 MB at most" }
    choose_again(file: &str) { ko: "파일을 다시 고르십시오: {file}", en: "Choose the file again: {file}" }
    too_large { ko: "파일이 너무 큽니다.", en: "The file is too large." }
    empty { ko: "빈 파일입니다. 내용이 있는 파일을 고르십시오.", en: "The file is empty: choose one with something in it." }
    no_kind { ko: "PDF, PNG, JPEG, 글(UTF-8) 파일만 받습니다. 잘린 파일인지도 확인하십시오.", en: "Only PDF, PNG, JPEG and plain text (UTF-8) are taken; look whether the file was cut off." }
    busy { ko: "다른 파일을 받는 중입니다. 잠시 뒤 다시 올리십시오.", en: "Another file is coming in. Try again in a while." }
    broken { ko: "양식을 읽지 못했습니다. 다시 올리십시오.", en: "The form could not be read. Send it again." }
    unknown_head { ko: "없는 서류", en: "No such paper" }
    unknown { ko: "그런 서류가 없거나 볼 수 없습니다.", en: "There is no such paper, or it is not for you." }
}

/// The largest form: four papers and the other fields. What one paper may be, a rule says.
pub(crate) const BODY_BYTES_MAX: usize = 84 * 1024 * 1024;
/// The largest text field that is read at all; how long a text may be, its form says. What is
/// longer is refused: cut, it would be another text than the one that was sent.
const FIELD_BYTES_MAX: usize = 1024 * 1024;
/// The longest name of a file that is said.
const FILE_CHARS_MAX: usize = 120;

/// A file of a form.
pub(crate) struct Sent {
    /// The field.
    pub(crate) field: String,
    /// What it is called.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// What a form says, and its files: of a form with files, or of one without.
pub(crate) struct Given {
    pub(crate) pairs: Pairs,
    pub(crate) files: Vec<Sent>,
}

impl Given {
    /// Reads a form of either kind; an error says what to tell the person.
    pub(crate) async fn of(
        state: &ConsoleState,
        lang: Lang,
        request: Request,
    ) -> Result<Given, String> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let has_files = kind.is_some_and(|it| it.as_bytes().starts_with(b"multipart/form-data"));
        if !has_files {
            let form = request.extract::<Form<Pairs>, _>().await;
            let Form(pairs) = form.map_err(|_| broken(lang))?;
            return Ok(Given { pairs, files: Vec::new() });
        }
        let Ok(_place) = state.uploads.try_acquire() else { return Err(busy(lang)) };
        let form = request.extract::<Multipart, _>().await.map_err(|_| broken(lang))?;
        read(form).await.map_err(|status| match status {
            StatusCode::PAYLOAD_TOO_LARGE => too_large(lang),
            _ => broken(lang),
        })
    }
}

async fn read(mut form: Multipart) -> Result<Given, StatusCode> {
    let mut given = Given { pairs: Vec::new(), files: Vec::new() };
    while let Some(field) = form.next_field().await.map_err(|e| e.status())? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            Some(file) => {
                let bytes = field.bytes().await.map_err(|e| e.status())?.to_vec();
                // A field for a file that was left empty is no file.
                if !(file.is_empty() && bytes.is_empty()) {
                    // The page that comes back says which file is to be chosen again.
                    let called = file.chars().take(FILE_CHARS_MAX).collect();
                    given.pairs.push((name.clone(), called));
                    given.files.push(Sent { field: name, name: file, bytes });
                }
            }
            None => {
                let text = field.text().await.map_err(|e| e.status())?;
                if text.len() > FIELD_BYTES_MAX {
                    return Err(StatusCode::BAD_REQUEST);
                }
                given.pairs.push((name, text));
            }
        }
    }
    Ok(given)
}

/// Puts a file on the shelf of its institution; the book does not know of it yet.
pub(crate) async fn shelve(
    state: &ConsoleState,
    code: &ClientUseCode,
    bytes: Vec<u8>,
) -> Answer<(Sha256, PaperKind)> {
    let now = state.now();
    let read = move |tx: &mut Tx<'_>| Ok(admission::bytes_max(tx, now)?);
    let most = state.parts.store.read(read).await?;
    let kind = admission::may_keep(&bytes, most)?;
    let (vault, owner) = (state.parts.evidence.clone(), code.to_string());
    let put = tokio::task::spawn_blocking(move || vault.put_for(&owner, &bytes)).await;
    let ended = |e| Fault::because(FaultKind::Permanent, "whoever keeps papers ended", e);
    Ok((put.map_err(ended)??, kind))
}

/// What lies on the shelf of an institution by this hash and is on no record: its form came back.
pub(crate) async fn waiting(
    state: &ConsoleState,
    code: &ClientUseCode,
    sha: Sha256,
) -> Answer<Option<(PaperKind, i64)>> {
    let (now, of) = (state.now(), code.clone());
    let read = move |tx: &mut Tx<'_>| {
        let is_known = admission::papers(tx, &of)?.contains_key(&sha);
        Ok((is_known, admission::bytes_max(tx, now)?))
    };
    let (is_known, most) = state.parts.store.read(read).await?;
    if is_known {
        return Ok(None);
    }
    let (vault, owner) = (state.parts.evidence.clone(), code.to_string());
    let got = tokio::task::spawn_blocking(move || vault.get_for(&owner, &sha)).await;
    let ended = |e| Fault::because(FaultKind::Permanent, "whoever keeps papers ended", e);
    let Some(bytes) = got.map_err(ended)?? else { return Ok(None) };
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    Ok(admission::may_keep(&bytes, most).ok().map(|kind| (kind, size)))
}

/// What is said of a paper that is not taken.
pub(crate) fn refusal(lang: Lang, it: &Refusal) -> Option<String> {
    match it.code {
        "admission/paper-empty" => Some(empty(lang)),
        "admission/paper-too-large" => Some(too_large(lang)),
        "admission/paper-of-no-kind" => Some(no_kind(lang)),
        _ => None,
    }
}

/// Which papers of an institution this person may open: its own people theirs; of others whoever
/// decides at gates or in checks its documents, and whoever decides on payments what came with a
/// claim for one.
fn opens(who: &Entered, code: &ClientUseCode) -> Opens {
    let (post, owner) = (&who.session.post, Scope::Institution(code.clone()));
    let decides = post.may(Right::GatesDecide) || post.may(Right::ChecksDecide);
    Opens {
        documents: decides || post.may_on(Right::GatesApply, &owner),
        apart: post.may(Right::SubsidyDecide) || post.may_on(Right::SubsidyApply, &owner),
    }
}

/// The field for a file.
pub(crate) fn field(lang: Lang, form: &Part<'_>, name: &str, label: &str) -> Markup {
    form.file(lang, (name, label), &file_help(lang), ".pdf,.png,.jpg,.jpeg,.txt")
}

/// The same in a form that came back with the hash of the file: it need not be chosen again.
pub(crate) fn field_of_one_sent(lang: Lang, form: &Part<'_>, name: &str, label: &str) -> Markup {
    form.file_kept((name, label), &file_help(lang), ".pdf,.png,.jpg,.jpeg,.txt")
}

/// The way to a document, or that there is none.
pub(crate) fn link(
    lang: Lang,
    (who, code): (&Entered, &ClientUseCode),
    paper: (&Sha256, Option<&PaperKind>),
) -> Markup {
    link_if(lang, (opens(who, code).documents, code), paper)
}

/// The same of a paper that stands apart from the documents.
pub(crate) fn link_apart(
    lang: Lang,
    (who, code): (&Entered, &ClientUseCode),
    paper: (&Sha256, Option<&PaperKind>),
) -> Markup {
    link_if(lang, (opens(who, code).apart, code), paper)
}

fn link_if(
    lang: Lang,
    (may_open, code): (bool, &ClientUseCode),
    (sha256, kind): (&Sha256, Option<&PaperKind>),
) -> Markup {
    let name = data_encoding::HEXLOWER.encode(sha256);
    html! {
        @match kind.filter(|_| may_open) {
            Some(kind) => a class="nw" href=(format!("/console/gates/{code}/papers/{name}")) {
                (open_link(lang)) " " span class="mono xs" { (kind.extension()) }
            },
            None if kind.is_none() => span class="sub xs nw" { (not_kept(lang)) },
            None => {}
        }
    }
}

/// `GET /console/gates/{code}/papers/{hash}`
pub(crate) async fn open(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((code, hash)): Path<(String, String)>,
) -> Response {
    let none = || {
        let (title, text) = (unknown_head(ask.lang), unknown(ask.lang));
        frame::notice(&ask, StatusCode::NOT_FOUND, &title, &text, None)
    };
    let code = ClientUseCode::parse(&code).ok();
    let Some((code, sha)) = code.zip(crate::console::typed::sha256(&hash)) else { return none() };
    let may = opens(&who, &code);
    let (env, actor, of) = (state.env(), format!("staff:{}", who.session.account), code.clone());
    let write = move |tx: &mut Tx<'_>| admission::open_paper(tx, &env, &actor, &of, (&sha, may));
    let kind = match state.parts.store.write(write).await {
        Ok(it) => it,
        Err(No::Refusal(_)) => return none(),
        Err(no) => return frame::fault(&ask, &no),
    };
    let (vault, owner) = (state.parts.evidence.clone(), code.to_string());
    let got = tokio::task::spawn_blocking(move || vault.get_for(&owner, &sha)).await;
    match got {
        Ok(Ok(Some(bytes))) => {
            let file = format!("{code}-{}.{}", &hash[..8], kind.extension());
            let headers = [
                (header::CONTENT_TYPE, kind.media_type().to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")),
            ];
            (headers, bytes).into_response()
        }
        Ok(Ok(None)) => {
            let what = "a paper that is on record is not on the shelf; bring the folder back";
            frame::fault(&ask, &Fault::new(FaultKind::Corrupt, what).into())
        }
        Ok(Err(fault)) => frame::fault(&ask, &fault.into()),
        Err(e) => {
            let what = "whoever opens papers ended";
            frame::fault(&ask, &Fault::because(FaultKind::Permanent, what, e).into())
        }
    }
}
