//! The calls of open source, as data: what each asks for, and what an answer holds.

use super::words_calls as w;
pub use crate::operations::{Call, Field, Say, Sends};
use crate::operations::{
    LIST, NUMBER, NUMBER_OR_NONE, OBJECT, OBJECT_OR_NONE, TEXT, TEXT_OR_NONE, YES_NO, asks,
};

const UNKNOWN: (u16, Say) = (404, w::r_unknown);
const BAD_BODY: (u16, Say) = (400, w::r_bad_body);
const LARGE: (u16, Say) = (413, w::r_large);
const NOT_DONE: (u16, Say) = (422, w::r_not_done);
const AFTER: (&str, Say) = ("after", w::q_after);
const LANG: (&str, Say) = ("lang", w::q_lang);
const NEXT: Field = ("next", TEXT_OR_NONE, w::f_next);
const REASONS: &[Field] = &[("verdict", TEXT, w::f_verdict), ("reasons", LIST, w::f_reasons)];
const REFUSED: &[Field] =
    &[("verdict", TEXT, w::f_verdict), ("bill", TEXT, w::f_bill), ("reasons", LIST, w::f_reasons)];

const APPROVAL: &[Field] = &[
    ("approval", TEXT, w::f_approval),
    ("purl", TEXT, w::b_purl),
    ("versions", TEXT, w::b_versions),
    ("purpose", TEXT, w::b_purpose),
    ("licence", TEXT, w::b_licence),
    ("until", NUMBER, w::f_until),
    ("class", TEXT, w::f_class),
    ("offices", LIST, w::f_offices),
    ("standing", TEXT, w::f_standing),
    ("since", NUMBER, w::f_since),
    ("round", NUMBER, w::f_round),
    ("known", OBJECT, w::f_known),
    ("issues", LIST, w::f_issues),
    ("said", LIST, w::f_said),
];

const CROSSING: &[Field] = &[
    ("crossing", TEXT, w::f_crossing),
    ("file", TEXT, w::f_file),
    ("sha256", TEXT, w::f_sha256),
    ("direction", TEXT, w::f_direction),
    ("pseudonymised", YES_NO, w::f_pseudonymised),
    ("verdict", TEXT, w::f_looked_verdict),
    ("state", TEXT, w::f_crossing_state),
    ("until", NUMBER, w::f_until),
    ("files", NUMBER, w::f_files),
    ("counts", OBJECT, w::f_found),
    ("places", LIST, w::f_places),
    ("unlooked", LIST, w::f_unlooked),
    ("media", NUMBER, w::f_media),
    ("packages", OBJECT, w::f_named),
];

const fn does(
    name: &'static str,
    path: &'static str,
    what: Say,
    sends: Sends,
    fields: &'static [Field],
) -> Call {
    Call { method: "post", sends, status: 201, ..asks(name, path, what, fields) }
}

/// Every call.
pub const CALLS: [Call; 18] = [
    Call {
        query: &[("sort", w::q_sort_systems), ("q", w::q_name), AFTER],
        ..asks("systems", "/oss/v1/systems", w::c_systems, &[("systems", LIST, w::f_systems), NEXT])
    },
    Call {
        refused: &[BAD_BODY, LARGE, NOT_DONE],
        ..does(
            "declareSystem",
            "/oss/v1/systems",
            w::c_declare,
            Sends::Object(&[("name", TEXT, w::b_name), ("duty", TEXT, w::b_duty)]),
            &[("system", TEXT, w::f_system), ("name", TEXT, w::f_name)],
        )
    },
    Call {
        refused: &[UNKNOWN, LARGE],
        others: &[(400, w::r_unreadable, REASONS), (422, w::r_refused, REFUSED)],
        ..does(
            "handInBill",
            "/oss/v1/systems/{id}/bill",
            w::c_bill,
            Sends::File,
            &[
                ("verdict", TEXT, w::f_verdict),
                ("bill", TEXT, w::f_bill),
                ("components", NUMBER, w::f_components),
                ("changed", NUMBER, w::f_changed),
                ("remarks", LIST, w::f_remarks),
            ],
        )
    },
    Call {
        query: &[("form", w::q_form)],
        refused: &[UNKNOWN],
        ..asks("vex", "/oss/v1/systems/{id}/vex", w::c_vex, &[])
    },
    Call {
        refused: &[UNKNOWN],
        ..asks(
            "licences",
            "/oss/v1/systems/{id}/licences",
            w::c_licences,
            &[
                ("system", TEXT, w::f_system),
                ("name", TEXT, w::f_name),
                ("form", TEXT, w::f_form),
                ("form_is_said", YES_NO, w::f_form_is_said),
                ("own", TEXT, w::f_own),
                ("has_bill", YES_NO, w::f_has_bill),
                ("licences", LIST, w::f_licences),
                ("clashes", LIST, w::f_clashes),
                ("compared", YES_NO, w::f_compared),
                ("notice_is_current", YES_NO, w::f_notice_current),
            ],
        )
    },
    Call {
        query: &[LANG],
        refused: &[UNKNOWN],
        ..asks(
            "notice",
            "/oss/v1/systems/{id}/notice",
            w::c_notice,
            &[
                ("system", TEXT, w::f_system),
                ("state", TEXT, w::f_notice_state),
                ("lang", TEXT, w::f_lang),
                ("text", TEXT, w::f_text),
            ],
        )
    },
    Call {
        query: &[LANG],
        ..asks(
            "selfCheck",
            "/oss/v1/self-check",
            w::c_self_check,
            &[
                ("institution", TEXT, w::f_institution),
                ("counts", OBJECT, w::f_counts),
                ("items", LIST, w::f_items),
                ("confirmed", OBJECT_OR_NONE, w::f_confirmed),
            ],
        )
    },
    Call {
        query: &[("q", w::q_words), LANG],
        refused: &[(400, w::r_bad_question)],
        ..asks(
            "desk",
            "/oss/v1/desk",
            w::c_desk,
            &[
                ("guide", LIST, w::f_guide),
                ("questions", LIST, w::f_questions),
                ("components", LIST, w::f_used),
            ],
        )
    },
    asks("signers", "/oss/v1/signers", w::c_signers, &[("signers", LIST, w::f_signers)]),
    Call {
        query: &[("sort", w::q_sort), AFTER],
        ..asks(
            "findings",
            "/oss/v1/findings",
            w::c_findings,
            &[("findings", LIST, w::f_findings), NEXT],
        )
    },
    Call {
        query: &[("q", w::q_who)],
        refused: &[(400, w::r_bad_question)],
        ..asks(
            "who",
            "/oss/v1/who",
            w::c_who,
            &[
                ("packages", LIST, w::f_packages),
                ("near", LIST, w::f_near),
                ("advisory", TEXT_OR_NONE, w::f_meant_advisory),
                ("unordered", NUMBER, w::f_unordered),
                ("versions", LIST, w::f_versions),
                ("uses", NUMBER, w::f_uses),
                ("systems", NUMBER, w::f_using),
                ("rows", LIST, w::f_rows),
                ("data", OBJECT, w::f_data),
            ],
        )
    },
    Call {
        refused: &[UNKNOWN],
        ..asks(
            "advisory",
            "/oss/v1/advisories/{id}",
            w::c_advisory,
            &[
                ("advisory", TEXT, w::f_advisory),
                ("aliases", LIST, w::f_aliases),
                ("kind", TEXT, w::f_kind),
                ("grade", TEXT, w::f_grade),
                ("cvss_tenths", NUMBER_OR_NONE, w::f_cvss),
                ("epss_ppb", NUMBER_OR_NONE, w::f_epss),
                ("kev", YES_NO, w::f_kev),
                ("summary", TEXT, w::f_summary),
                ("published", TEXT, w::f_published),
                ("url", TEXT, w::f_url),
                ("open", NUMBER, w::f_open),
                ("put_right", NUMBER, w::f_put_right),
                ("exposed", LIST, w::f_exposed),
            ],
        )
    },
    Call {
        query: &[AFTER],
        ..asks(
            "approvals",
            "/oss/v1/approvals",
            w::c_approvals,
            &[("approvals", LIST, w::f_approvals), NEXT],
        )
    },
    Call {
        refused: &[BAD_BODY, LARGE, NOT_DONE],
        ..does(
            "askApproval",
            "/oss/v1/approvals",
            w::c_ask,
            Sends::Partly(
                &[
                    ("purl", TEXT, w::b_purl),
                    ("purpose", TEXT, w::b_purpose),
                    ("fit", TEXT, w::b_fit),
                    ("alternatives", TEXT, w::b_alternatives),
                    ("until", TEXT, w::b_until),
                ],
                &[
                    ("versions", TEXT, w::b_versions),
                    ("origin", TEXT, w::b_origin),
                    ("licence", TEXT, w::b_licence),
                ],
            ),
            &[("approval", TEXT, w::f_approval)],
        )
    },
    Call {
        refused: &[UNKNOWN],
        ..asks("approval", "/oss/v1/approvals/{id}", w::c_approval, APPROVAL)
    },
    Call {
        query: &[
            ("name", w::q_file),
            ("direction", w::q_direction),
            ("mode", w::q_mode),
            ("purpose", w::q_purpose),
            ("registration", w::q_registration),
            ("method", w::q_method),
        ],
        refused: &[(400, w::r_bad_crossing), LARGE, NOT_DONE],
        ..does("askCrossing", "/oss/v1/crossings", w::c_ask_crossing, Sends::File, CROSSING)
    },
    Call {
        refused: &[UNKNOWN],
        ..asks("crossing", "/oss/v1/crossings/{id}", w::c_crossing, CROSSING)
    },
    Call {
        status: 200,
        refused: &[BAD_BODY, UNKNOWN, LARGE, NOT_DONE],
        ..does(
            "cross",
            "/oss/v1/crossings/{id}/cross",
            w::c_cross,
            Sends::Object(&[("sha256", TEXT, w::b_sha256)]),
            &[("crossing", TEXT, w::f_crossing), ("state", TEXT, w::f_crossing_state)],
        )
    },
];
