//! HTTP/1.1 to a hub: one connection for each call, so that a case says exactly what is sent.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::header::{CONTENT_LENGTH, HOST, HeaderMap};
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

/// The largest answer that is read.
const BODY_MAX: usize = 4 << 20;

/// Where a hub is.
#[derive(Clone, Debug)]
pub(super) struct Hub {
    authority: String,
    host: String,
    port: u16,
    prefix: String,
    timeout: Duration,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// Not an address.
    #[error("`{0}` is not a base address: give http://host:port")]
    BadAddress(String),
    /// An address by TLS.
    #[error("`{0}` is https: put a proxy that speaks TLS before it, and give http://host:port")]
    Tls(String),
    /// Nobody there, or gone in the middle.
    #[error("the connection failed: {0}")]
    Io(#[from] std::io::Error),
    /// Not HTTP.
    #[error("what was answered is not HTTP: {0}")]
    Http(#[from] hyper::Error),
    /// The request cannot be written.
    #[error("the request cannot be written: {0}")]
    Request(#[from] hyper::http::Error),
    /// No end of it.
    #[error("the answer is longer than is read, or was cut off")]
    Body,
    /// Nothing in time.
    #[error("no answer within {0} s")]
    Late(u64),
}

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
}

/// A request, written out.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) method: &'static str,
    /// Path and query.
    pub(super) target: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
}

impl Hub {
    pub(super) fn at(base_url: &str, timeout: Duration) -> Result<Hub, NoAnswer> {
        let bad = || NoAnswer::BadAddress(base_url.to_owned());
        let uri: Uri = base_url.trim_end_matches('/').parse().map_err(|_| bad())?;
        match uri.scheme_str() {
            Some("http") => {}
            Some("https") => return Err(NoAnswer::Tls(base_url.to_owned())),
            _ => return Err(bad()),
        }
        let authority = uri.authority().ok_or_else(bad)?;
        Ok(Hub {
            authority: authority.to_string(),
            host: authority.host().trim_matches(['[', ']']).to_owned(),
            port: authority.port_u16().unwrap_or(80),
            prefix: uri.path().trim_end_matches('/').to_owned(),
            timeout,
        })
    }

    async fn connect(&self) -> Result<TcpStream, NoAnswer> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    /// Asks.
    pub(super) async fn ask(&self, asked: &Asked) -> Result<Answer, NoAnswer> {
        let late = NoAnswer::Late(self.timeout.as_secs());
        tokio::time::timeout(self.timeout, self.exchange(asked)).await.map_err(|_| late)?
    }

    async fn exchange(&self, asked: &Asked) -> Result<Answer, NoAnswer> {
        let stream = TokioIo::new(self.connect().await?);
        let (mut sender, connection) = hyper::client::conn::http1::handshake(stream).await?;
        let driving = tokio::spawn(connection);
        let target = format!("{}{}", self.prefix, asked.target);
        let mut request =
            Request::builder().method(asked.method).uri(target).header(HOST, &self.authority);
        for (name, value) in &asked.headers {
            request = request.header(*name, value);
        }
        let request = request.body(Full::new(Bytes::from(asked.body.clone())))?;
        let response = sender.send_request(request).await;
        let answered = async {
            let (head, body) = response?.into_parts();
            let body = Limited::new(body, BODY_MAX).collect().await.map_err(|_| NoAnswer::Body)?;
            Ok(Answer {
                status: head.status.as_u16(),
                headers: head.headers,
                text: String::from_utf8_lossy(&body.to_bytes()).into_owned(),
            })
        };
        let answered = answered.await;
        driving.abort();
        answered
    }

    /// Sends, and does not read the answer, as somebody whose patience has ended.
    pub(super) async fn hang_up(&self, asked: &Asked) -> Result<TcpStream, NoAnswer> {
        let mut stream = self.connect().await?;
        let (method, prefix, target) = (asked.method, &self.prefix, &asked.target);
        let mut head =
            format!("{method} {prefix}{target} HTTP/1.1\r\n{HOST}: {}\r\n", self.authority);
        for (name, value) in &asked.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("{CONTENT_LENGTH}: {}\r\n\r\n{}", asked.body.len(), asked.body));
        stream.write_all(head.as_bytes()).await?;
        stream.flush().await?;
        Ok(stream)
    }
}
