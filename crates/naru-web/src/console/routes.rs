//! Every route of the console, with who may open it. The router is made from this table, so that
//! there is no page that the table does not know; a test drives every role against every row.

use crate::console::guard;
use crate::console::{ConsoleState, assets, door, frame, live, network};
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, on};
use naru_base::role::Right;

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

/// The table.
pub(crate) fn table() -> Vec<Row> {
    use Access::{Public, Staff};
    vec![
        get("/console", Staff, network::page),
        get("/console/live", Staff, live::stream),
        get("/console/login", Public, door::login::page),
        post("/console/login", Public, door::login::submit),
        get("/console/login/code", Public, door::code::page),
        post("/console/login/code", Public, door::code::submit),
        post("/console/logout", Public, door::code::leave),
        get("/console/enrol/{token}", Public, door::enrol::page),
        post("/console/enrol/{token}", Public, door::enrol::submit),
        get("/console/assets/{name}", Public, assets::serve),
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
        router = router.route(row.path, row.handler.route_layer(admit));
    }
    router
        .fallback(frame::not_found)
        .layer(from_fn_with_state(state.clone(), guard::headers))
        .with_state(state)
}
