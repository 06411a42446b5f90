//! The live stream: once a second the fragments that changed, as server-sent events.
//!
//! An event carries whole fragments, and the first event of a connection carries all of them: a
//! browser that was away needs no replay, it is told the present.

use crate::console::ConsoleState;
use crate::console::functional::Watched;
use crate::console::guard::{Ask, Entered};
use crate::console::lines::held;
use crate::console::participants::{banks, institutions};
use crate::console::{network, watch};
use axum::extract::{Query, State};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use naru_base::role::{Post, Reach, Right, Role};
use naru_base::{Lang, Micros};
use naru_core::glance::Glance;
use naru_core::staff::Token;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Interval, MissedTickBehavior, interval};

/// How many events may pass before the session is looked at again.
const EVENTS_BETWEEN_CHECKS: u64 = 5;

/// What an open page takes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Topic {
    /// The watch line only.
    #[default]
    Watch,
    /// The network page.
    Network,
    /// The institutions' figures.
    Institutions,
    /// The banks' figures.
    Banks,
    /// One institution's run in the sandbox; the stream's address says whose.
    Run,
}

impl Topic {
    /// The form in the stream's address.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Topic::Watch => "watch",
            Topic::Network => "network",
            Topic::Institutions => "institutions",
            Topic::Banks => "banks",
            Topic::Run => "run",
        }
    }
}

/// What of it a person may see. The same for all who see the same, so it is painted once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Times,
    Figures,
    Network,
    Institutions,
    Banks,
}

/// Slots for painted views: each of [`View`] in each language.
pub(crate) const SLOTS: usize = 10;

impl View {
    fn of(topic: Topic, post: &Post) -> View {
        let all = |right| post.reach(right) == Reach::Everything;
        match topic {
            _ if !post.may(Right::NetworkRead) => View::Times,
            Topic::Watch | Topic::Run => View::Figures,
            Topic::Network => View::Network,
            Topic::Institutions if all(Right::InstitutionsRead) => View::Institutions,
            Topic::Banks if all(Right::BanksRead) => View::Banks,
            Topic::Institutions | Topic::Banks => View::Figures,
        }
    }

    fn slot(self, lang: Lang) -> usize {
        self as usize * 2 + usize::from(lang == Lang::En)
    }

    fn parts(self, lang: Lang, glance: &Glance, now: Micros) -> Vec<(&'static str, String)> {
        let with = |it: maud::Markup| {
            let figures = held(&watch::figures(lang, glance).into_string());
            vec![("watch-facts", figures), ("rates", held(&it.into_string()))]
        };
        let watch = |it: maud::Markup| vec![("watch-facts", held(&it.into_string()))];
        match self {
            View::Times => watch(watch::times(lang, glance)),
            View::Figures => watch(watch::figures(lang, glance)),
            View::Network => {
                let parts = network::parts(lang, glance, now).into_iter();
                parts.map(|(id, part)| (id, held(&part))).collect()
            }
            View::Institutions => with(institutions::rates(lang, &whole(), glance)),
            View::Banks => with(banks::rates(lang, &whole(), glance)),
        }
    }
}

/// These views are painted only for those who see the whole network.
fn whole() -> Post {
    Post::of_network(Role::Operator).expect("a role for the whole network")
}

/// The fragments of one moment in one language: rendered once for all open pages.
#[derive(Clone)]
pub(crate) struct Painted {
    second: i64,
    clock: String,
    age: u64,
    parts: Arc<Vec<(&'static str, String)>>,
}

impl ConsoleState {
    fn painted(&self, view: View, lang: Lang) -> Painted {
        let now = self.now();
        let slot = &self.painted[view.slot(lang)];
        // A thread that panicked while painting left nothing half-done behind: take the value.
        let mut slot = slot.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(it) = slot.as_ref().filter(|it| it.second == now.unix_seconds()) {
            return it.clone();
        }
        let fresh = self.paint(view, lang, now);
        *slot = Some(fresh.clone());
        fresh
    }

    fn paint(&self, view: View, lang: Lang, now: Micros) -> Painted {
        let glance = self.parts.source.glance();
        Painted {
            second: now.unix_seconds(),
            clock: glance.at.kst_clock(),
            age: watch::age_of(&glance, now),
            parts: Arc::new(view.parts(lang, &glance, now)),
        }
    }
}

struct Viewer {
    state: ConsoleState,
    token: Token,
    view: View,
    run: Option<Watched>,
    post: Post,
    own: Option<String>,
    lang: Lang,
    ticks: Interval,
    sent: BTreeMap<&'static str, String>,
    seq: u64,
    is_over: bool,
    _place: OwnedSemaphorePermit,
}

/// What the stream's address may ask for.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    topic: Topic,
    /// Of a run: whose.
    #[serde(default)]
    of: String,
}

/// `GET /console/live`
pub(crate) async fn stream(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(wish): Query<Wish>,
) -> Response {
    let view = View::of(wish.topic, &who.session.post);
    let run = match wish.topic {
        Topic::Run => Watched::of(&who, &wish.of),
        _ => None,
    };
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
        token: who.token,
        view,
        run,
        own: None,
        post: who.session.post.clone(),
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
    if it.seq.is_multiple_of(EVENTS_BETWEEN_CHECKS)
        && let Some(own) = it.state.own_of(&it.post).await
    {
        let now = it.state.now();
        it.own = Some(held(&watch::own(it.lang, &own, now).into_string()));
    }
    let painted = it.state.painted(it.view, it.lang);
    let own = match &mut it.run {
        Some(run) => run.parts(&it.state, it.lang).await,
        None => &[],
    };
    let mut changed = BTreeMap::new();
    for (id, html) in painted.parts.iter().chain(own) {
        if it.sent.get(id) != Some(html) {
            changed.insert(*id, html.clone());
        }
    }
    if let Some(html) = it.own.take().filter(|html| it.sent.get("watch-own") != Some(html)) {
        changed.insert("watch-own", html);
    }
    let data = serde_json::json!({
        "clock": painted.clock,
        "age": painted.age,
        "parts": changed,
    });
    let event = Event::default().event("patch").id(it.seq.to_string()).data(data.to_string());
    it.sent.append(&mut changed);
    Some((Ok(event), it))
}
