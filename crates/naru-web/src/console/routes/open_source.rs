//! Routes of open source, with who may open them.

use super::{Access, BILL_PATH, Row, ZONE_PATH, get, post};
use crate::console::oss;
use naru_base::role::Right;

/// Systems, what they are made of, and what is known against it.
pub(super) fn rows() -> Vec<Row> {
    let seen = Access::Right;
    vec![
        get("/console/oss", seen(Right::OssRead), oss::page),
        get("/console/oss/findings", seen(Right::OssRead), oss::findings_page),
        get("/console/oss/advisories", seen(Right::OssRead), oss::advisories_page),
        get("/console/oss/advisories/{id}", seen(Right::OssRead), oss::advisory_page),
        get("/console/oss/packages/{id}", seen(Right::OssRead), oss::package_page),
        get("/console/oss/who", seen(Right::OssRead), oss::who_page),
        get("/console/oss/who.json", seen(Right::OssRead), oss::who_json),
        post("/console/oss/systems", seen(Right::OssManage), oss::declare),
        get("/console/oss/systems/{id}", seen(Right::OssRead), oss::system_page),
        post(BILL_PATH, seen(Right::OssManage), oss::hand_in),
        post("/console/oss/systems/{id}/product", seen(Right::OssManage), oss::confirm_product),
        post("/console/oss/systems/{id}/retire", seen(Right::OssManage), oss::retire),
        get("/console/oss/systems/{id}/vex", seen(Right::OssRead), oss::vex),
        get("/console/oss/signers", seen(Right::OssRead), oss::signers_page),
        post("/console/oss/signers", seen(Right::OssManage), oss::add_signer),
        post("/console/oss/signers/revoke", seen(Right::OssManage), oss::revoke_signer),
        get("/console/oss/stances", seen(Right::OssRead), oss::stances_page),
        post("/console/oss/stances", seen(Right::OssManage), oss::ask_for),
        get("/console/oss/stances/ask", seen(Right::OssManage), oss::ask_page),
        get("/console/oss/stances/{id}", seen(Right::OssRead), oss::stance_page),
        post("/console/oss/stances/{id}/{deed}", seen(Right::OssRead), oss::decide),
        get("/console/oss/approvals", seen(Right::OssRead), oss::approvals_page),
        post("/console/oss/approvals", seen(Right::OssManage), oss::ask_approval),
        get("/console/oss/approvals/ask", seen(Right::OssManage), oss::ask_approval_page),
        get("/console/oss/approvals/{id}", seen(Right::OssRead), oss::approval_page),
        post("/console/oss/approvals/{id}/{deed}", seen(Right::OssRead), oss::act_on_approval),
        get("/console/oss/seats", seen(Right::OssRead), oss::seats_page),
        post("/console/oss/seats", seen(Right::OssManage), oss::propose_seat),
        post("/console/oss/seats/{id}/{deed}", seen(Right::OssManage), oss::decide_seat),
        get("/console/oss/licences", seen(Right::OssRead), oss::licences_page),
        get("/console/oss/systems/{id}/licences", seen(Right::OssRead), oss::system_licences_page),
        post("/console/oss/systems/{id}/terms", seen(Right::OssManage), oss::set_terms),
        post("/console/oss/systems/{id}/notice", seen(Right::OssManage), oss::publish_notice),
        get("/console/oss/systems/{id}/notice/{lang}", seen(Right::OssRead), oss::notice),
        get("/console/oss/self-check", seen(Right::OssRead), oss::self_check_page),
        get("/console/oss/self-check/pack", seen(Right::OssRead), oss::self_check_pack),
        post("/console/oss/self-check/affirm", seen(Right::OssManage), oss::affirm),
        get("/console/oss/self-check/{item}", seen(Right::OssRead), oss::self_check_item_page),
        post("/console/oss/self-check/{item}", seen(Right::OssManage), oss::self_check_say),
        get("/console/oss/guide", seen(Right::OssRead), oss::guide_list_page),
        get("/console/oss/guide/{id}", seen(Right::OssRead), oss::guide_page),
        post("/console/oss/guide/{id}/read", seen(Right::OssRead), oss::read_guide),
        get("/console/oss/drafts/{file}", seen(Right::OssRead), oss::draft),
        get("/console/oss/desk", seen(Right::OssRead), oss::desk_page),
        post("/console/oss/desk", seen(Right::OssManage), oss::ask_question),
        get("/console/oss/desk/{id}", seen(Right::OssRead), oss::question_page),
        post("/console/oss/desk/{id}/{deed}", seen(Right::OssRead), oss::act_on_question),
        get(ZONE_PATH, seen(Right::OssRead), oss::zone_page),
        post(ZONE_PATH, seen(Right::OssManage), oss::ask_crossing),
        get("/console/oss/zone/{id}", seen(Right::OssRead), oss::crossing_page),
        post("/console/oss/zone/{id}/{deed}", seen(Right::OssRead), oss::act_on_crossing),
    ]
}
