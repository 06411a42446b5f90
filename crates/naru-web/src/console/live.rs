//! The live stream: once a second the fragments that changed, as server-sent events.
//!
//! An event carries whole fragments, and the first event of a connection carries all of them: a
//! browser that was away needs no replay, it is told the present.

use crate::console::ConsoleState;
use crate::console::guard::Ask;
use crate::console::network::{age_of, parts};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use naru_base::role::Right;
use naru_base::{Lang, Micros};
use naru_core::staff::Token;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Interval, MissedTickBehavior, interval};

/// How many events may pass before the session is looked at again.
const EVENTS_BETWEEN_CHECKS: u64 = 5;

/// The fragments of one moment in one language: rendered once for all open pages.
#[derive(Clone)]
pub(crate) struct Painted {
    second: i64,
    clock: String,
    age: u64,
    parts: Arc<Vec<(&'static str, String)>>,
}

impl ConsoleState {
    fn painted(&self, lang: Lang) -> Painted {
        let now = self.now();
        let slot = &self.painted[usize::from(lang == Lang::En)];
        // A thread that panicked while painting left nothing half-done behind: take the value.
        let mut slot = slot.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(it) = slot.as_ref().filter(|it| it.second == now.unix_seconds()) {
            return it.clone();
        }
        let fresh = self.paint(lang, now);
        *slot = Some(fresh.clone());
        fresh
    }

    fn paint(&self, lang: Lang, now: Micros) -> Painted {
        let glance = self.parts.source.glance();
        Painted {
            second: now.unix_seconds(),
            clock: glance.at.kst_clock(),
            age: age_of(&glance, now),
            parts: Arc::new(parts(lang, &glance, now)),
        }
    }
}

struct Viewer {
    state: ConsoleState,
    token: Token,
    lang: Lang,
    ticks: Interval,
    sent: BTreeMap<&'static str, String>,
    seq: u64,
    is_over: bool,
    _place: OwnedSemaphorePermit,
}

/// `GET /console/live`
pub(crate) async fn stream(State(state): State<ConsoleState>, ask: Ask) -> Response {
    let (token, session) = match state.session(&ask).await {
        Ok(Some(it)) => it,
        Ok(None) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(no) => return crate::console::frame::fault(&ask, &no),
    };
    if !session.role.may(Right::NetworkRead) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Ok(place) = state.streams.clone().try_acquire_owned() else {
        // The browser tries again by itself after this time; until then the lamp says "cut".
        let wait = Event::default().retry(Duration::from_secs(15));
        let once = futures_util::stream::once(async move { Ok::<_, Infallible>(wait) });
        return Sse::new(once).into_response();
    };
    let mut ticks = interval(Duration::from_secs(1));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let viewer = Viewer {
        state,
        token,
        lang: ask.lang,
        ticks,
        sent: BTreeMap::new(),
        seq: 0,
        is_over: false,
        _place: place,
    };
    Sse::new(futures_util::stream::unfold(viewer, next)).into_response()
}

async fn next(mut it: Viewer) -> Option<(Result<Event, Infallible>, Viewer)> {
    if it.is_over {
        return None;
    }
    it.ticks.tick().await;
    if it.state.streams.is_closed() {
        return None;
    }
    it.seq += 1;
    // A live page is no sign of a person: looking at it does not keep the session open.
    if it.seq.is_multiple_of(EVENTS_BETWEEN_CHECKS)
        && let Ok(None) = it.state.session_of(&it.token).await
    {
        it.is_over = true;
        return Some((Ok(Event::default().event("bye").data("session")), it));
    }
    let painted = it.state.painted(it.lang);
    let mut changed = BTreeMap::new();
    for (id, html) in painted.parts.iter() {
        if it.sent.get(id) != Some(html) {
            changed.insert(*id, html.as_str());
        }
    }
    let data = serde_json::json!({
        "clock": painted.clock,
        "age": painted.age,
        "parts": changed,
    });
    let event = Event::default().event("patch").id(it.seq.to_string()).data(data.to_string());
    for (id, html) in painted.parts.iter() {
        if it.sent.get(id) != Some(html) {
            it.sent.insert(id, html.clone());
        }
    }
    Some((Ok(event), it))
}
