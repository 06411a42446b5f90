//! One guarded POST: resolve, look at every address, connect to one that was looked at, say it,
//! read a bounded answer. No pool, no redirects, no proxy.

use super::guard::{Forbidden, Guard};
use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, HeaderName, HeaderValue, USER_AGENT};
use hyper::{Method, Request, Response, Uri};
use hyper_util::rt::TokioIo;
use naru_core::notify::Why;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// The largest answer that is read.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Addresses of one name that are tried.
const ADDRESSES_MAX: usize = 4;
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const AGENT: HeaderValue = HeaderValue::from_static("naru");

/// What a caller is made of.
#[derive(Clone, Debug)]
pub struct CallerParts {
    /// Which addresses may be called.
    pub guard: Guard,
    /// An authority beside those of the system, in PEM.
    pub extra_ca: Option<PathBuf>,
    /// How long a call may take, all in all.
    pub call_ms_max: u64,
}

impl Default for CallerParts {
    fn default() -> Self {
        CallerParts { guard: Guard::default(), extra_ca: None, call_ms_max: 10_000 }
    }
}

/// Why no TLS can be spoken.
#[derive(Debug, thiserror::Error)]
pub enum NoTrust {
    /// The operator's own authority is not there or is none.
    #[error("{} holds no usable certificate of an authority", path.display())]
    Pem {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rustls::pki_types::pem::Error,
    },
    /// It cannot be an authority.
    #[error("the extra authority is not accepted")]
    Unfit(#[source] rustls::Error),
}

/// Makes guarded calls.
#[derive(Clone)]
pub struct Caller {
    guard: Guard,
    tls: TlsConnector,
    call_max: Duration,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// The body; `None` if it is longer than is read.
    pub body: Option<Bytes>,
}

/// The authorities of the system, and the operator's own. What the system lacks shows when a call
/// fails: a machine without any can still call what is allowed without TLS.
pub(super) fn trust(extra_ca: Option<&PathBuf>) -> Result<ClientConfig, NoTrust> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    let (taken, left) = roots.add_parsable_certificates(found.certs);
    tracing::debug!(taken, left, "authorities of the system");
    if let Some(path) = extra_ca {
        let bad = |source| NoTrust::Pem { path: path.clone(), source };
        for certificate in CertificateDer::pem_file_iter(path).map_err(bad)? {
            roots.add(certificate.map_err(bad)?).map_err(NoTrust::Unfit)?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(NoTrust::Unfit)?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

impl Caller {
    /// Reads the authorities.
    pub fn new(parts: CallerParts) -> Result<Caller, NoTrust> {
        let mut tls = trust(parts.extra_ca.as_ref())?;
        tls.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Caller {
            guard: parts.guard,
            tls: TlsConnector::from(Arc::new(tls)),
            call_max: Duration::from_millis(parts.call_ms_max),
        })
    }

    /// Posts JSON, and waits for the answer as long as a call may take.
    pub async fn post(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        body: Bytes,
    ) -> Result<Answered, Why> {
        let call = self.exchange(url, headers, body);
        tokio::time::timeout(self.call_max, call).await.unwrap_or(Err(Why::NoAnswer))
    }

    async fn exchange(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        body: Bytes,
    ) -> Result<Answered, Why> {
        let to = Target::of(url).ok_or(Why::BadAddress)?;
        let request = to.request(headers, body).ok_or(Why::BadAddress)?;
        let stream = self.connect(&to).await?;
        if !to.is_tls {
            return converse(stream, request).await;
        }
        let name = ServerName::try_from(to.host.clone()).map_err(|_| Why::BadAddress)?;
        let stream = self.tls.connect(name, stream).await.map_err(|e| {
            tracing::debug!(why = %e, "no TLS");
            Why::NoTls
        })?;
        converse(stream, request).await
    }

    /// Connects to an address that was looked at. If one of a name's addresses is forbidden, the
    /// name is: whoever mixes them wants us to take the wrong one.
    async fn connect(&self, to: &Target) -> Result<TcpStream, Why> {
        let found = addresses(&to.host, to.port).await?;
        for address in &found {
            self.guard.may_call(address.ip(), to.is_tls).map_err(|why| match why {
                Forbidden::Inner => Why::InnerNetwork,
                Forbidden::Plain => Why::PlainHttp,
            })?;
        }
        for address in found.into_iter().take(ADDRESSES_MAX) {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(e) => tracing::debug!(why = %e, "no connection"),
            }
        }
        Err(Why::NoConnection)
    }
}

/// Whether an address may be written down for calls: what can be told without asking for names.
/// Each call looks at every address that its name leads to, all the same.
pub fn may_be_given(guard: &Guard, url: &str) -> Result<(), Why> {
    let to = Target::of(url).ok_or(Why::BadAddress)?;
    let host = to.host.trim_end_matches('.').to_ascii_lowercase();
    let is_own = host == "localhost" || host.ends_with(".localhost");
    let known = if is_own { Some(Ipv4Addr::LOCALHOST.into()) } else { host.parse().ok() };
    let judged = match known {
        Some(address) => guard.may_call(address, to.is_tls),
        // Resolvers take a number for an address, however it is written.
        None if host.rsplit('.').next().is_some_and(is_number) => return Err(Why::BadAddress),
        None => guard.may_name(to.is_tls),
    };
    judged.map_err(|why| match why {
        Forbidden::Inner => Why::InnerNetwork,
        Forbidden::Plain => Why::PlainHttp,
    })
}

/// Whether a part of a host reads as a number: 10, 0x7f.
fn is_number(part: &str) -> bool {
    let hex = part.strip_prefix("0x").filter(|it| it.bytes().all(|b| b.is_ascii_hexdigit()));
    hex.is_some() || (!part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

async fn addresses(host: &str, port: u16) -> Result<Vec<SocketAddr>, Why> {
    if let Ok(ip) = host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(ip, port)]);
    }
    let found = tokio::net::lookup_host((host, port)).await.map_err(|_| Why::Unresolved)?;
    let found: Vec<SocketAddr> = found.collect();
    if found.is_empty() { Err(Why::Unresolved) } else { Ok(found) }
}

/// Where a call goes.
struct Target {
    uri: Uri,
    is_tls: bool,
    host: String,
    port: u16,
}

impl Target {
    fn of(url: &str) -> Option<Target> {
        let uri: Uri = url.parse().ok()?;
        let is_tls = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = uri.authority()?;
        if authority.as_str().contains('@') {
            return None;
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let port = authority.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        Some(Target { uri, is_tls, host, port })
    }

    fn request(
        &self,
        headers: &[(&'static str, String)],
        body: Bytes,
    ) -> Option<Request<Full<Bytes>>> {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = Method::POST;
        let path = self.uri.path_and_query().map_or("/", |it| it.as_str());
        *request.uri_mut() = path.parse().ok()?;
        let out = request.headers_mut();
        out.insert(CONTENT_TYPE, JSON);
        out.insert(USER_AGENT, AGENT);
        out.insert(HOST, HeaderValue::from_str(self.uri.authority()?.as_str()).ok()?);
        for (name, value) in headers {
            out.insert(HeaderName::from_static(name), HeaderValue::from_str(value).ok()?);
        }
        Some(request)
    }
}

async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<Answered, Why> {
    let broken = |e: hyper::Error| {
        tracing::debug!(why = %e, "a call broke");
        Why::NoAnswer
    };
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let exchange = async {
        let response = sender.send_request(request).await.map_err(broken)?;
        read(response).await
    };
    tokio::pin!(exchange, connection);
    tokio::select! {
        answered = &mut exchange => answered,
        ended = &mut connection => {
            // The other end hung up; what it said before that may be whole.
            if let Err(e) = ended {
                tracing::debug!(why = %e, "the connection ended");
            }
            exchange.await
        }
    }
}

async fn read(response: Response<hyper::body::Incoming>) -> Result<Answered, Why> {
    let status = response.status().as_u16();
    let (mut body, mut whole) = (response.into_body(), BytesMut::new());
    while let Some(frame) = body.frame().await {
        // The status says what became of it; a body that breaks off takes nothing from that.
        let Ok(frame) = frame else { return Ok(Answered { status, body: None }) };
        let Ok(data) = frame.into_data() else { continue };
        if whole.len() + data.len() > ANSWER_BYTES_MAX {
            return Ok(Answered { status, body: None });
        }
        whole.extend_from_slice(&data);
    }
    Ok(Answered { status, body: Some(whole.freeze()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_looked_at_before_it_is_written_down() {
        let shipped = Guard::default();
        let demo = Guard::new(vec!["127.0.0.0/8".parse().unwrap()]);
        let (inner, plain, bad) =
            (Err(Why::InnerNetwork), Err(Why::PlainHttp), Err(Why::BadAddress));
        for (url, wanted, in_demo) in [
            ("https://hooks.narae.example/naru", Ok(()), Ok(())),
            ("http://hooks.narae.example/naru", plain, Ok(())),
            ("https://1.1.1.1/x", Ok(()), Ok(())),
            ("http://1.1.1.1/x", plain, plain),
            ("http://10.0.0.1/x", inner, inner),
            ("https://192.168.7.1:8443/x", inner, inner),
            ("http://169.254.169.254/latest", inner, inner),
            ("https://[fe80::1]/x", inner, inner),
            ("https://[::ffff:10.0.0.1]/x", inner, inner),
            ("http://127.0.0.1:9000/hook", inner, Ok(())),
            ("http://localhost:9000/hook", inner, Ok(())),
            ("http://api.LOCALHOST./hook", inner, Ok(())),
            ("https://[::1]/x", inner, inner),
            ("http://2130706433/", bad, bad),
            ("http://10.1/", bad, bad),
            ("http://0x7f.0x1/", bad, bad),
            ("https:///x", bad, bad),
        ] {
            assert_eq!(may_be_given(&shipped, url), wanted, "{url}");
            assert_eq!(may_be_given(&demo, url), in_demo, "{url} in the demo");
        }
    }
}
