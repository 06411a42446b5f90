//! The smallest HTTP/1.1 client that measures a server and not itself: status, content-length,
//! connection: close; nothing else of a reply is read.

use super::Seen;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Why there is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Connect,
    Timeout,
    Broken,
    Unreadable,
}

/// The longest reply that is read.
const REPLY_MAX: usize = 1 << 20;

/// A connection that is kept.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    closing: bool,
}

impl Connection {
    pub(crate) async fn open(target: SocketAddr, wait: Duration) -> Result<Self, Failure> {
        let connecting = timeout(wait, TcpStream::connect(target)).await;
        let stream = connecting.map_err(|_| Failure::Timeout)?.map_err(|_| Failure::Connect)?;
        stream.set_nodelay(true).map_err(|_| Failure::Connect)?;
        Ok(Connection { stream, buffer: Vec::with_capacity(4096), closing: false })
    }

    /// Whether the server will close the connection after the last reply.
    pub(crate) const fn is_closing(&self) -> bool {
        self.closing
    }

    /// Sends a request and reads its reply.
    pub(crate) async fn ask(
        &mut self,
        request: &[u8],
        wait: Duration,
    ) -> Result<Seen<'_>, Failure> {
        let Connection { stream, buffer, closing } = self;
        buffer.clear();
        let exchange = async {
            stream.write_all(request).await.map_err(|_| Failure::Broken)?;
            loop {
                if stream.read_buf(buffer).await.map_err(|_| Failure::Broken)? == 0 {
                    return Err(Failure::Broken);
                }
                if let Some(head) = read_head(buffer)? {
                    let end = head.body_at + head.length;
                    if buffer.len() >= end {
                        return Ok((head, end));
                    }
                    // The rest of a long body comes in one piece if there is room for it.
                    buffer.reserve(end - buffer.len());
                }
                if buffer.len() > REPLY_MAX {
                    return Err(Failure::Unreadable);
                }
            }
        };
        let (head, end) = timeout(wait, exchange).await.map_err(|_| Failure::Timeout)??;
        *closing = head.closing || buffer.len() > end;
        Ok(Seen { status: head.status, body: &buffer[head.body_at..end] })
    }
}

/// What is read of a reply's head.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    length: usize,
    closing: bool,
    body_at: usize,
}

/// Reads the head, if it is whole.
fn read_head(bytes: &[u8]) -> Result<Option<Head>, Failure> {
    let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(&bytes[..end]).map_err(|_| Failure::Unreadable)?;
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|l| l.strip_prefix("HTTP/1.1 "));
    let status = status.and_then(|l| l.get(..3)).and_then(|l| l.parse().ok());
    let mut length = None;
    let mut closing = false;
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok().filter(|length| *length <= REPLY_MAX);
        } else if name.eq_ignore_ascii_case("connection") {
            closing = value.trim().eq_ignore_ascii_case("close");
        }
    }
    match (status, length) {
        (Some(status), Some(length)) => {
            Ok(Some(Head { status, length, closing, body_at: end + 4 }))
        }
        _ => Err(Failure::Unreadable),
    }
}
