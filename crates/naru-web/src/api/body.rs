//! Reads a request's body: what is kept is bounded, what is thrown away is too.

use super::BODY_BYTES_MAX;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};
use hyper::header::{CONTENT_LENGTH, EXPECT};
use hyper::http::request::Parts;
use std::time::Duration;

/// What is read and thrown away of a body that is too long, so that its sender comes to read the
/// answer. Beyond it the connection is closed under him.
const THROWN_AWAY_BYTES_MAX: usize = 64 * 1024 * 1024;

/// A body.
pub(super) enum Read {
    /// All of it.
    Whole(Bytes),
    /// Longer than is read.
    TooLong,
    /// Broken off, or too slow.
    Broken,
}

pub(super) async fn read(body: Incoming, head: &Parts, ms_max: u64) -> Read {
    let declared = head.headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse().ok());
    let waits = head.headers.contains_key(EXPECT);
    if declared.is_some_and(|bytes: usize| bytes > BODY_BYTES_MAX) && waits {
        // Whoever waits to be told to go on is told not to.
        return Read::TooLong;
    }
    let reading = collect(body);
    tokio::time::timeout(Duration::from_millis(ms_max), reading).await.unwrap_or(Read::Broken)
}

async fn collect(mut body: Incoming) -> Read {
    let mut first = Bytes::new();
    let mut more = BytesMut::new();
    let mut thrown_away = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return Read::Broken };
        let Ok(data) = frame.into_data() else { continue };
        let kept = first.len() + more.len();
        if thrown_away > 0 || kept + data.len() > BODY_BYTES_MAX {
            thrown_away += data.len();
            if thrown_away > THROWN_AWAY_BYTES_MAX {
                break;
            }
        } else if first.is_empty() {
            first = data;
            if body.is_end_stream() {
                break;
            }
        } else {
            more.extend_from_slice(&data);
        }
    }
    match (thrown_away, more.is_empty()) {
        (1.., _) => Read::TooLong,
        (_, true) => Read::Whole(first),
        (_, false) => {
            let mut whole = BytesMut::with_capacity(first.len() + more.len());
            whole.extend_from_slice(&first);
            whole.extend_from_slice(&more);
            Read::Whole(whole.freeze())
        }
    }
}
