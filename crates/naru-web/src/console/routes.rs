//! Every route of the console, with who may open it. The router is made from this table, so that
//! there is no page that the table does not know; a test drives every role against every row.

mod open_source;
mod pages;

pub(crate) use pages::Pattern;

use crate::console::accounts::proposals::{self, Corner};
use crate::console::guard::{self, Ask, Entered};
use crate::console::{
    ConsoleState, accounts, assets, audit, checks, claims, consents, deadlines, door, eligibility,
    frame, functional, funds, gates, inbox, incidents, live, me, network, notices, papers,
    participants, programs, settlement, subsidy, surety, transfers,
};
use axum::extract::{DefaultBodyLimit, Form, Path, State};
use axum::handler::Handler;
use axum::http::{Method, Uri};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, on};
use axum::{Extension, Router};
use naru_base::role::Right;
use naru_core::oss::portfolio::bill::BILL_BYTES_MAX;

/// Where a bill of materials is handed in, and a file that is to cross: forms whose bodies may be
/// large.
const BILL_PATH: &str = "/console/oss/systems/{id}/bill";
const ZONE_PATH: &str = "/console/oss/zone";
/// A bill, or a file of that size, and the form around it.
const BILL_FORM_BYTES_MAX: usize = BILL_BYTES_MAX + 64 * 1024;

/// Who may open a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody: the door, the stylesheet.
    Public,
    /// Every member of staff.
    Staff,
    /// Whoever holds the right, for everything or for their own.
    Right(Right),
}

/// A row of the table.
pub(crate) struct Row {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    handler: MethodRouter<ConsoleState>,
}

fn get<H: Handler<T, ConsoleState>, T: 'static>(
    path: &'static str,
    access: Access,
    handler: H,
) -> Row {
    let handler = on(axum::routing::MethodFilter::GET, handler);
    Row { method: Method::GET, path, access, handler }
}

fn post<H: Handler<T, ConsoleState>, T: 'static>(
    path: &'static str,
    access: Access,
    handler: H,
) -> Row {
    let handler = on(axum::routing::MethodFilter::POST, handler);
    Row { method: Method::POST, path, access, handler }
}

/// The page of one proposal of a slice, and the deeds there: `confirm`, `reject`, `withdraw`.
fn proposals_of(
    corner: &'static Corner,
    [page, deed]: [&'static str; 2],
    [sees, decides]: [Access; 2],
) -> [Row; 2] {
    let show = async move |State(state): State<ConsoleState>,
                           ask: Ask,
                           who: Entered,
                           Path(id): Path<String>| {
        proposals::show(&state, &ask, &who, (corner, &id), (&[], &proposals::Given::default()))
            .await
    };
    let decide = async move |State(state): State<ConsoleState>,
                             ask: Ask,
                             who: Entered,
                             Path((id, deed)): Path<(String, String)>,
                             Form(given): Form<proposals::Given>| {
        proposals::decide_at(&state, ask, who, (corner, &id, &deed), &given).await
    };
    [get(page, sees, show), post(deed, decides, decide)]
}

/// The table.
pub(crate) fn table() -> Vec<Row> {
    use Access::{Public, Staff};
    let seen = Access::Right;
    let mut rows = vec![
        get("/console", Staff, network::page),
        get("/console/live", Staff, live::stream),
        get("/console/inbox", Staff, inbox::page),
        get("/console/inbox/{id}", Staff, inbox::one),
        post("/console/inbox/{id}/acknowledge", Staff, inbox::acknowledge),
        get("/console/login", Public, door::login::page),
        post("/console/login", Public, door::login::submit),
        get("/console/login/code", Public, door::code::page),
        post("/console/login/code", Public, door::code::submit),
        post("/console/login/passkey/options", Public, door::passkey::options),
        post("/console/login/passkey", Public, door::passkey::submit),
        post("/console/logout", Public, door::code::leave),
        get("/console/me", Staff, me::page),
        post("/console/me/passkeys/options", Staff, me::options),
        post("/console/me/passkeys", Staff, me::add),
        post("/console/me/passkeys/remove", Staff, me::remove),
        post("/console/prove/options", Staff, me::proof::options),
        post("/console/prove", Staff, me::proof::submit),
        get("/console/enrol/{token}", Public, door::enrol::page),
        post("/console/enrol/{token}", Public, door::enrol::submit),
        get("/console/recover/{token}", Public, door::recover::page),
        post("/console/recover/{token}", Public, door::recover::submit),
        get("/console/transfers", seen(Right::TransfersRead), transfers::find_page),
        get("/console/transfers/{date}/{id}", seen(Right::TransfersRead), transfers::life_page),
        post(
            "/console/transfers/{date}/{id}/reveal",
            seen(Right::PersonsReveal),
            transfers::reveal,
        ),
    ];
    rows.extend(of_participants());
    rows.extend(of_scans());
    rows.extend(of_subsidy());
    rows.extend(of_claims());
    rows.extend(of_eligibility());
    rows.extend(of_functional());
    rows.extend(of_people());
    rows.extend(of_programs());
    rows.extend(safety());
    rows.extend(of_money());
    rows.extend(of_checks());
    rows.extend(of_deadlines());
    rows.extend(open_source::rows());
    rows.extend(of_proposals());
    rows
}

/// Proposals, each kind before the eyes that its slice is for.
fn of_proposals() -> Vec<Row> {
    let seen = Access::Right;
    let of_gates = [seen(Right::GatesRead); 2];
    let of_programs = [seen(Right::ProgramsRead), seen(Right::ProgramsManage)];
    let corners = [
        proposals_of(
            &proposals::ACCOUNTS,
            ["/console/proposals/{id}", "/console/proposals/{id}/{deed}"],
            [seen(Right::ProposalsRead), seen(Right::ProposalsDecide)],
        ),
        proposals_of(
            &gates::CORNER,
            ["/console/gate-proposals/{id}", "/console/gate-proposals/{id}/{deed}"],
            of_gates,
        ),
        proposals_of(
            &checks::CORNER,
            ["/console/check-proposals/{id}", "/console/check-proposals/{id}/{deed}"],
            of_gates,
        ),
        proposals_of(
            &programs::CORNER,
            ["/console/program-proposals/{id}", "/console/program-proposals/{id}/{deed}"],
            of_programs,
        ),
        proposals_of(
            &surety::CORNER,
            ["/console/surety-proposals/{id}", "/console/surety-proposals/{id}/{deed}"],
            [seen(Right::SuretyRead); 2],
        ),
    ];
    corners.into_iter().flatten().collect()
}

/// Forms with papers in them may be large.
fn papers_fit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(papers::BODY_BYTES_MAX)
}

/// Institutions, banks and their gates.
fn of_participants() -> Vec<Row> {
    let seen = Access::Right;
    vec![
        get(
            "/console/institutions",
            seen(Right::InstitutionsRead),
            participants::institutions::page,
        ),
        get(
            "/console/institutions/enter",
            seen(Right::InstitutionsManage),
            participants::enter::page,
        ),
        post(
            "/console/institutions/enter",
            seen(Right::InstitutionsManage),
            participants::enter::enter,
        ),
        get("/console/institutions/{code}", seen(Right::InstitutionsRead), participants::one::page),
        post(
            "/console/institutions/{code}/{deed}",
            seen(Right::InstitutionsManage),
            participants::one::change,
        ),
        post(
            "/console/institutions/{code}/contract/propose",
            seen(Right::InstitutionsManage),
            participants::contract::propose,
        ),
        get("/console/banks", seen(Right::BanksRead), participants::banks::page),
        get("/console/gates", seen(Right::GatesRead), gates::board_page),
        get("/console/gates.json", seen(Right::GatesRead), gates::board_json),
        get("/console/gates/{code}", seen(Right::GatesRead), gates::path_page),
        get("/console/gates/{code}/json", seen(Right::GatesRead), gates::path_json),
        post("/console/gates/{code}/apply", seen(Right::GatesApply), gates::apply),
        post("/console/gates/{code}/service", seen(Right::GatesApply), gates::declare),
        post(
            "/console/gates/{code}/evidence",
            seen(Right::GatesApply),
            gates::hand_in.layer(papers_fit()),
        ),
        get("/console/gates/{code}/papers/{hash}", seen(Right::GatesRead), papers::open),
        post("/console/gates/{code}/appeal", seen(Right::GatesApply), gates::appeal),
        post("/console/gates/{code}/propose", seen(Right::GatesDecide), gates::propose_gate),
        post("/console/gates/{code}/check", seen(Right::ChecksDecide), gates::propose_check),
    ]
}

/// The audit trail, accounts of staff and proposals; and what every page loads.
fn of_people() -> Vec<Row> {
    let seen = Access::Right;
    vec![
        get("/console/audit", seen(Right::AuditRead), audit::page),
        get("/console/accounts", seen(Right::AccountsRead), accounts::list_page),
        get("/console/accounts/invite", seen(Right::AccountsManage), accounts::invite_page),
        post("/console/accounts/invite", seen(Right::AccountsManage), accounts::propose_invite),
        get("/console/accounts/{id}", seen(Right::AccountsRead), accounts::account_page),
        post("/console/accounts/{id}/propose", seen(Right::AccountsManage), accounts::propose),
        get("/console/proposals", seen(Right::ProposalsRead), accounts::proposal_list::list_page),
        get("/console/assets/{name}", Access::Public, assets::serve),
    ]
}

/// Programs of staff.
fn of_programs() -> Vec<Row> {
    let (read, manage) = (Access::Right(Right::ProgramsRead), Access::Right(Right::ProgramsManage));
    vec![
        get("/console/programs", read, programs::list_page),
        post("/console/programs/propose", manage, programs::propose),
        get("/console/programs/{id}", read, programs::one_page),
        post("/console/programs/{id}/{deed}", manage, programs::change),
    ]
}

/// What scanners found.
fn of_scans() -> Vec<Row> {
    let seen = Access::Right;
    let whole = DefaultBodyLimit::max(gates::scans::BODY_BYTES_MAX);
    vec![
        get("/console/gates/{code}/scans", seen(Right::GatesRead), gates::scans::page),
        get("/console/gates/{code}/scans.json", seen(Right::GatesRead), gates::scans::oscal),
        post(
            "/console/gates/{code}/scans",
            seen(Right::GatesApply),
            gates::scans::hand.layer(whole),
        ),
        post(
            "/console/gates/{code}/scans/inspect",
            seen(Right::ChecksDecide),
            gates::scans::inspect.layer(whole),
        ),
    ]
}

/// Incidents, contacts and deliveries.
fn safety() -> Vec<Row> {
    let seen = Access::Right;
    vec![
        get("/console/incidents", seen(Right::IncidentsRead), incidents::page),
        get("/console/incidents/open", seen(Right::IncidentsManage), incidents::open_page),
        post("/console/incidents/open", seen(Right::IncidentsManage), incidents::open),
        get("/console/incidents/{id}", seen(Right::IncidentsRead), incidents::one::page),
        post("/console/incidents/{id}/note", seen(Right::IncidentsNote), incidents::one::note),
        post(
            "/console/incidents/{id}/grade",
            seen(Right::IncidentsManage),
            incidents::one::regrade,
        ),
        post("/console/incidents/{id}/close", seen(Right::IncidentsManage), incidents::one::close),
        get("/console/notices", seen(Right::NoticesRead), notices::page),
        get("/console/notices/contacts", seen(Right::NoticesManage), notices::contact::add_page),
        post("/console/notices/contacts", seen(Right::NoticesManage), notices::contact::add),
        get("/console/notices/contacts/{id}", seen(Right::NoticesManage), notices::contact::page),
        post(
            "/console/notices/contacts/{id}/{deed}",
            seen(Right::NoticesManage),
            notices::contact::change,
        ),
        post(
            "/console/notices/deliveries/{id}/retry",
            seen(Right::NoticesManage),
            notices::send_again,
        ),
    ]
}

/// Security checks and the lists they are judged by.
fn of_checks() -> Vec<Row> {
    let seen = Access::Right;
    let (read, apply) = (seen(Right::GatesRead), seen(Right::GatesApply));
    let check = seen(Right::ChecksDecide);
    vec![
        get("/console/checks", read, checks::queue_page),
        post("/console/checks/request", apply, checks::request),
        post("/console/checks/review", apply, checks::declare_reviewed),
        get("/console/checks/lists", read, checks::lists_page),
        post("/console/checks/lists", check, checks::import),
        post("/console/checks/lists/{list}/propose", check, checks::propose_release),
        get("/console/checks/lists/{list}", read, checks::list_page),
        get("/console/checks/lists/{list}/json", read, checks::list_json),
        get("/console/checks/lists/{list}/oscal", read, checks::oscal_list),
        get("/console/checks/lists/{list}/profile", read, checks::oscal_profile),
        get("/console/checks/{id}", read, checks::check_page),
        get("/console/checks/{id}/report", read, checks::report),
        get("/console/checks/{id}/csv", read, checks::csv),
        get("/console/checks/{id}/json", read, checks::json),
        get("/console/checks/{id}/oscal", read, checks::oscal_results),
        post("/console/checks/{id}/take", check, checks::take),
        post("/console/checks/{id}/take-over", check, checks::take_over),
        post("/console/checks/{id}/give-back", check, checks::give_back),
        post("/console/checks/{id}/begin", check, checks::begin),
        post("/console/checks/{id}/found", check, checks::find_item),
        post("/console/checks/{id}/issue", check, checks::issue),
        post("/console/checks/{id}/verdict", check, checks::propose_verdict),
        post("/console/checks/{id}/promise", apply, checks::promise),
        post("/console/checks/{id}/fixed", apply, checks::fixed),
        post("/console/checks/{id}/withdraw", apply, checks::withdraw),
        post("/console/checks/{id}/say", apply, checks::say),
        post("/console/checks/{id}/take-off", apply, checks::take_off),
    ]
}

/// Rules with a date.
fn of_deadlines() -> Vec<Row> {
    let seen = Access::Right;
    vec![
        get("/console/deadlines", seen(Right::GatesRead), deadlines::page),
        get("/console/deadlines.json", seen(Right::GatesRead), deadlines::json),
        post("/console/deadlines/rules", seen(Right::GatesDecide), deadlines::add_rule),
        post("/console/deadlines/list", seen(Right::GatesDecide), deadlines::list_in),
        post("/console/deadlines/grounds", seen(Right::GatesDecide), deadlines::propose_grounds),
        get("/console/deadlines/grounds.json", seen(Right::GatesRead), deadlines::grounds_json),
        post(
            "/console/deadlines/grounds/import",
            seen(Right::GatesDecide),
            deadlines::import_grounds,
        ),
        get("/console/deadlines/{rule}/{code}", seen(Right::GatesRead), deadlines::one_page),
        post("/console/deadlines/{rule}/{code}/book", seen(Right::GatesDecide), deadlines::book),
        post("/console/deadlines/{rule}/{code}/answer", seen(Right::GatesApply), deadlines::answer),
        post(
            "/console/deadlines/{rule}/{code}/propose",
            seen(Right::GatesDecide),
            deadlines::propose,
        ),
    ]
}

/// What users agreed to, and the money between participants.
fn of_money() -> Vec<Row> {
    let seen = Access::Right;
    vec![
        get("/console/consents", seen(Right::ConsentsRead), consents::find_page),
        get(
            "/console/consents/{institution}/{user}",
            seen(Right::ConsentsRead),
            consents::life_page,
        ),
        post(
            "/console/consents/{institution}/{user}/reveal",
            seen(Right::PersonsReveal),
            consents::reveal,
        ),
        get("/console/settlement", seen(Right::SettlementRead), settlement::days_page),
        post("/console/settlement/close", seen(Right::SettlementManage), settlement::close),
        get("/console/settlement/{date}", seen(Right::SettlementRead), settlement::day_page),
        get(
            "/console/settlement/{date}/{file}",
            seen(Right::SettlementRead),
            settlement::day_export,
        ),
        get("/console/reconciliation", seen(Right::SettlementRead), settlement::differences_page),
        get(
            "/console/reconciliation/{file}",
            seen(Right::SettlementRead),
            settlement::differences_export,
        ),
        get(
            "/console/reconciliation/{date}/{bank}/{id}",
            seen(Right::SettlementRead),
            settlement::difference_page,
        ),
        post(
            "/console/reconciliation/{date}/{bank}/{id}",
            seen(Right::SettlementManage),
            settlement::explain,
        ),
        get("/console/surety", seen(Right::SuretyRead), surety::list_page),
        get("/console/surety.json", seen(Right::SuretyRead), surety::list_json),
        post("/console/surety/insurers", seen(Right::SuretyManage), surety::rename),
        get("/console/surety/{code}", seen(Right::SuretyRead), surety::one_page),
        get("/console/surety/{code}/json", seen(Right::SuretyRead), surety::one_json),
        post("/console/surety/{code}/propose", seen(Right::SuretyManage), surety::propose),
        get("/console/funds", seen(Right::SettlementRead), funds::page),
        post("/console/funds/propose", seen(Right::FundsManage), funds::propose),
    ]
}

/// Forms of eligibility, decisions about them, and the sheet.
fn of_eligibility() -> Vec<Row> {
    let seen = Access::Right;
    vec![
        get("/console/eligibility", seen(Right::GatesRead), eligibility::list_page),
        post("/console/eligibility/sheet", seen(Right::GatesDecide), eligibility::propose_sheet),
        get("/console/eligibility/{code}", seen(Right::GatesRead), eligibility::one_page),
        get("/console/eligibility/{code}/letter", seen(Right::GatesRead), eligibility::letter_page),
        post(
            "/console/eligibility/{code}/file",
            seen(Right::GatesApply),
            eligibility::file.layer(papers_fit()),
        ),
        post("/console/eligibility/{code}/propose", seen(Right::GatesDecide), eligibility::propose),
    ]
}

/// The sandbox, its runs and their records.
fn of_functional() -> Vec<Row> {
    let (read, apply) = (Access::Right(Right::GatesRead), Access::Right(Right::GatesApply));
    vec![
        get("/console/functional", read, functional::list_page),
        get("/console/functional/{code}", read, functional::one_page),
        get("/console/functional/{code}/record/{hash}", read, functional::record),
        post("/console/functional/{code}/open", apply, functional::open),
        post("/console/functional/{code}/begin", apply, functional::begin),
        post("/console/functional/{code}/renew", apply, functional::renew),
        post("/console/functional/{code}/seal", apply, functional::seal),
    ]
}

/// Public money for security checks, and its summary for everybody.
fn of_subsidy() -> Vec<Row> {
    let (read, apply) = (Access::Right(Right::SubsidyRead), Access::Right(Right::SubsidyApply));
    let decide = Access::Right(Right::SubsidyDecide);
    vec![
        get("/subsidy", Access::Public, subsidy::public_page),
        get("/subsidy.csv", Access::Public, subsidy::public_csv),
        get("/subsidy.json", Access::Public, subsidy::public_json),
        get("/console/subsidy", read, subsidy::list_page),
        post("/console/subsidy/apply", apply, subsidy::apply),
        post("/console/subsidy/propose", decide, subsidy::propose),
        get("/console/subsidy/programme/{code}", read, subsidy::programme_page),
        get("/console/subsidy/programme/{code}/{file}", read, subsidy::programme_file),
        post("/console/subsidy/programme/{code}/carry", decide, subsidy::carry),
        get("/console/subsidy/application/{id}", read, subsidy::application_page),
        get("/console/subsidy/application/{id}/letter", read, subsidy::letter_page),
        post("/console/subsidy/application/{id}/withdraw", apply, subsidy::withdraw),
        post("/console/subsidy/application/{id}/claim", apply, subsidy::claim.layer(papers_fit())),
        post("/console/subsidy/application/{id}/propose", decide, subsidy::propose_on),
    ]
}

/// Compensation of consumers, and what a consumer follows by a link.
fn of_claims() -> Vec<Row> {
    let (read, report) = (Access::Right(Right::ClaimsRead), Access::Right(Right::ClaimsReport));
    let decide = Access::Right(Right::ClaimsDecide);
    let remit = Access::Right(Right::ClaimsRemit);
    vec![
        get("/claim/{token}", Access::Public, claims::follow_page),
        get("/console/claims", read, claims::list_page),
        get("/console/claims.csv", read, claims::csv),
        get("/console/claims.json", read, claims::list_json),
        get("/console/claims/liability", read, claims::table_page),
        post("/console/claims/liability", decide, claims::change_table),
        post("/console/claims/report", report, claims::report),
        get("/console/claims/{id}", read, claims::one_page),
        get("/console/claims/{id}/json", read, claims::one_json),
        get("/console/claims/{id}/letter", read, claims::letter_page),
        post("/console/claims/{id}/withdraw", report, claims::withdraw),
        post("/console/claims/{id}/link", report, claims::link),
        post("/console/claims/{id}/remittance", remit, claims::remit),
        post("/console/claims/{id}/remittance/off", remit, claims::take_off),
        post("/console/claims/{id}/propose", decide, claims::propose_on),
    ]
}

/// Method, path and who may open it, for each route.
pub fn listed() -> Vec<(Method, &'static str, Access)> {
    table().into_iter().map(|it| (it.method, it.path, it.access)).collect()
}

/// The console's routes, all under `/console`.
pub fn router(state: ConsoleState) -> Router {
    let mut router = Router::new();
    for row in table() {
        let admit = from_fn_with_state((state.clone(), row.access), guard::admit);
        let pattern = Extension(Pattern(row.path));
        let mut handler = row.handler.route_layer(admit).route_layer(pattern);
        if [BILL_PATH, ZONE_PATH].contains(&row.path) {
            handler = handler.layer(DefaultBodyLimit::max(BILL_FORM_BYTES_MAX));
        }
        router = router.route(row.path, handler);
    }
    for path in pages::without_page() {
        let to_page = async move |uri: Uri| pages::to_page(Pattern(path), &uri);
        router = router.route(path, on(axum::routing::MethodFilter::GET, to_page));
    }
    router
        .fallback(frame::not_found)
        .layer(from_fn_with_state(state.clone(), guard::headers))
        .with_state(state)
}
