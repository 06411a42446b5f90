//! What a case is, as the tables have it.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// One question to a hub, in steps.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name, unique.
    pub id: String,
    /// The rule, in Korean.
    pub ko: String,
    /// The rule, in English.
    pub en: String,
    /// Where the rule comes from.
    pub source: String,
    /// Whether money moves.
    #[serde(default)]
    pub moves_money: bool,
    /// Whether the rule is Naru's own, because the network publishes none.
    #[serde(default)]
    pub ours: bool,
    /// What is asked, in order.
    pub steps: Vec<Step>,
}

/// A call as it is usually made.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    pub(super) method: Method,
    pub(super) path: String,
    /// The scope of its token, or `none`.
    pub(super) token: String,
    pub(super) fields: Map<String, Value>,
    /// The fields of its whole answer, behind the head.
    #[serde(default)]
    pub(super) answer: Vec<String>,
    /// The fields of a line of its list.
    #[serde(default)]
    pub(super) item: Vec<String>,
}

/// How the fields are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Method {
    /// In the query.
    Get,
    /// As JSON.
    Post,
    /// As a form.
    Form,
    /// POST, but in the query.
    Query,
}

/// One call, and what its answer has to be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Which template.
    pub call: String,
    /// Fields put in the template's place, by dotted path; null takes one away.
    #[serde(default)]
    pub(super) set: Map<String, Value>,
    /// An item of a list, so many times.
    #[serde(default)]
    pub(super) many: Option<(String, usize)>,
    /// A field of so many bytes besides.
    #[serde(default)]
    pub(super) pad: Option<usize>,
    #[serde(default)]
    pub(super) method: Option<Method>,
    #[serde(default)]
    pub(super) path: Option<String>,
    /// A scope, `none`, or `broken`.
    #[serde(default)]
    pub(super) token: Option<String>,
    #[serde(default)]
    pub(super) content_type: Option<String>,
    /// The body, instead of fields.
    #[serde(default)]
    pub(super) raw: Option<String>,
    /// The body: a text, so many times.
    #[serde(default)]
    pub(super) raw_repeat: Option<(String, usize)>,
    /// Behind the query.
    #[serde(default)]
    pub(super) query_more: Option<String>,
    /// Sent, and its answer never read.
    #[serde(default)]
    pub(super) hang_up: bool,
    /// Asked again until the answer is right, for so long.
    #[serde(default)]
    pub(super) until_s: Option<u64>,
    /// Unless the answer says so, the rest cannot be asked here.
    #[serde(default)]
    pub(super) skip_unless: BTreeMap<String, String>,
    /// Values kept under a name.
    #[serde(default)]
    pub(super) keep: BTreeMap<String, String>,
    /// The whole answer kept under a name.
    #[serde(default)]
    pub(super) keep_answer: Option<String>,
    #[serde(default)]
    pub(super) expect: Expect,
}

/// What an answer has to be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expect {
    /// HTTP status; 200 if it is not said.
    #[serde(default)]
    pub(super) status: Option<u16>,
    /// `rsp_code`: one of these.
    #[serde(default)]
    pub(super) code: Vec<String>,
    /// No `rsp_code` at all.
    #[serde(default)]
    pub(super) without_code: bool,
    #[serde(default)]
    pub(super) equal: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) differs: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) begins: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) has: Vec<String>,
    #[serde(default)]
    pub(super) lacks: Vec<String>,
    /// All of the answer's fields and no others; of a refusal, the head alone.
    #[serde(default)]
    pub(super) closed: bool,
    /// Every value is a text, or a list of objects of texts.
    #[serde(default)]
    pub(super) strings: bool,
    /// `N12` at most twelve digits, `N=8` eight, `AN20`, `ANS40`, `S13` with a sign.
    #[serde(default)]
    pub(super) forms: BTreeMap<String, String>,
    /// Length of lists.
    #[serde(default)]
    pub(super) counts: BTreeMap<String, usize>,
    /// What `rsp_message` says.
    #[serde(default)]
    pub(super) says: Option<String>,
    #[serde(default)]
    pub(super) header: BTreeMap<String, String>,
    /// The same answer as one that was kept, but for its own id and time.
    #[serde(default)]
    pub(super) same_as: Option<String>,
    /// The same lines as one that was kept.
    #[serde(default)]
    pub(super) same_lines_as: Option<String>,
    /// No line of one that was kept.
    #[serde(default)]
    pub(super) no_line_of: Option<String>,
    /// Lines by date and time: `down` or `up`.
    #[serde(default)]
    pub(super) sorted: Option<Order>,
    /// In every line: one of these.
    #[serde(default)]
    pub(super) lines: BTreeMap<String, Vec<String>>,
    /// In some line: all of these.
    #[serde(default)]
    pub(super) some_line: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Order {
    Down,
    Up,
}
