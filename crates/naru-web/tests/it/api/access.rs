//! From where, and with which certificate: address lists and mutual TLS, over real connections.

use super::bed::*;
use naru_base::{ClientUseCode, Micros};
use naru_core::access::{self, Certificate, Change};
use naru_store::Tx;
use naru_web::tls::{Tls, TlsFiles};
use naru_web::{Front, Node};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::path::Path;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};

type Command = Arc<dyn Fn(&mut Tx<'_>, &Change<'_>) -> naru_base::Answer<()> + Send + Sync>;

async fn change(
    node: &Arc<Node>,
    command: impl Fn(&mut Tx<'_>, &Change<'_>) -> naru_base::Answer<()> + Send + Sync + 'static,
) {
    let (hub, env, command) = (node.hub.clone(), node.env(), Arc::new(command) as Command);
    let write = move |tx: &mut Tx<'_>| {
        let institution = ClientUseCode::parse(NARAE).unwrap();
        let it = Change { env: &env, actor: "staff:test", institution: &institution };
        command(tx, &it)?;
        Ok(hub.directory_changed(tx)?)
    };
    node.book.write(write).await.expect("changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_institution_calls_from_its_listed_networks_only() {
    let bed = Bed::new().await;
    let network = |text: &str| text.parse().expect("a network");
    let (other, own) = (network("203.0.113.0/24"), network("127.0.0.0/8"));
    assert_eq!(bed.withdraw(&bed.order(1_000)).await["rsp_code"], "A0000");

    change(bed.node(), move |tx, it| access::add_source(tx, it, other)).await;
    let order = bed.order(1_000);
    let refused = bed.withdraw(&order).await;
    assert_eq!(refused["rsp_code"], "O0006", "{refused}");
    assert_eq!(bed.token_with(&token_form(NARAE, "sa")).await["rsp_code"], "O0006");
    assert!(bed.token_with(&token_form(MARU, "oob")).await.get("rsp_code").is_none());

    change(bed.node(), move |tx, it| access::add_source(tx, it, own)).await;
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0000", "nothing was recorded before");
    for network in [other, own] {
        change(bed.node(), move |tx, it| access::remove_source(tx, it, network)).await;
    }
    assert_eq!(bed.withdraw(&bed.order(1_000)).await["rsp_code"], "A0000");
    assert_eq!(bed.audited("access.source.added").await, 2);
    assert_eq!(bed.audited("access.source.removed").await, 2);
    bed.verify().await;
}

struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Authority {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        Authority(CertifiedIssuer::self_signed(params, key).expect("signed"))
    }

    fn issue(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(vec![name.to_owned()]).expect("a name");
        (params.signed_by(&key, &self.0).expect("signed"), key)
    }
}

fn write(dir: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, text).expect("written");
    path
}

/// One request over TLS; gives the whole answer, or the handshake's error.
async fn ask(
    authority: &Authority,
    with: Option<&(rcgen::Certificate, KeyPair)>,
    addr: std::net::SocketAddr,
    head_and_body: &str,
) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.0.der().clone()).expect("a root");
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots);
    let config = match with {
        None => builder.with_no_client_auth(),
        Some((certificate, key)) => {
            let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
            builder.with_client_auth_cert(vec![certificate.der().clone()], key).expect("fits")
        }
    };
    let stream = TcpStream::connect(addr).await?;
    let name = ServerName::try_from("localhost").expect("a name");
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    stream.write_all(head_and_body.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

fn post(path: &str, kind: &str, token: Option<&str>, body: &str) -> String {
    let bearer = token.map(|it| format!("Authorization: Bearer {it}\r\n")).unwrap_or_default();
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{bearer}\
         Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn with_mutual_tls_a_token_opens_only_with_its_institutions_certificate() {
    let bed = Bed::new().await;
    let dir = tempfile::tempdir().expect("a place");
    let (authority, foreign) = (Authority::new(), Authority::new());
    let server = authority.issue("localhost");
    let files = TlsFiles {
        certificate: write(dir.path(), "server.pem", &server.0.pem()),
        key: write(dir.path(), "server.key", &server.1.serialize_pem()),
        client_ca: Some(write(dir.path(), "ca.pem", &authority.0.pem())),
    };
    let tls = Arc::new(Tls::open(files).expect("TLS"));
    assert!(!tls.refresh().expect("unchanged"));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let addr = listener.local_addr().expect("an address");
    let front = Front { listener, tls: Some(tls) };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async move { drop(stopped.await) };
    let serving = tokio::spawn(naru_web::serve(bed.node().clone(), front, None, shutdown));

    let (ours, theirs) = (authority.issue("narae.test"), authority.issue("maru.test"));
    let withdraw = || {
        let order = bed.order(1_000).to_string();
        post("/v2.0/transfer/withdraw/acnt_num", "application/json", Some(&bed.token), &order)
    };
    let code_of = |answer: std::io::Result<String>| {
        let answer = answer.expect("an answer");
        let body = answer.split("\r\n\r\n").nth(1).expect("a body").to_owned();
        let json: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        json["rsp_code"].as_str().unwrap_or("none").to_owned()
    };
    assert_eq!(code_of(ask(&authority, None, addr, &withdraw()).await), "A0000", "none asked for");

    let thumbprint = {
        let mut out = [0; 32];
        let digest = ring::digest::digest(&ring::digest::SHA256, ours.0.der());
        out.copy_from_slice(digest.as_ref());
        out
    };
    let certificate = Certificate { thumbprint, not_after: Micros::new(i64::MAX) };
    change(bed.node(), move |tx, it| access::add_certificate(tx, it, certificate)).await;
    assert_eq!(code_of(ask(&authority, None, addr, &withdraw()).await), "O0002");
    assert_eq!(code_of(ask(&authority, Some(&theirs), addr, &withdraw()).await), "O0002");
    assert_eq!(code_of(ask(&authority, Some(&ours), addr, &withdraw()).await), "A0000");
    let form = token_form(NARAE, "sa");
    let token = post("/oauth/2.0/token", "application/x-www-form-urlencoded", None, &form);
    assert_eq!(code_of(ask(&authority, Some(&theirs), addr, &token).await), "O0001");
    assert_eq!(code_of(ask(&authority, Some(&ours), addr, &token).await), "none");
    let stranger = foreign.issue("narae.test");
    let refused = ask(&authority, Some(&stranger), addr, &withdraw()).await;
    assert!(refused.is_err(), "another authority's certificate ends the handshake: {refused:?}");

    drop(stop);
    serving.await.expect("ends");
    bed.verify().await;
}

/// Of what both sides know the server chooses, whatever the client would rather have; and every
/// answer over TLS keeps browsers to it.
#[tokio::test(flavor = "multi_thread")]
async fn the_server_chooses_the_cipher_and_keeps_browsers_to_tls() {
    let bed = Bed::new().await;
    let dir = tempfile::tempdir().expect("a place");
    let authority = Authority::new();
    let server = authority.issue("localhost");
    let files = TlsFiles {
        certificate: write(dir.path(), "server.pem", &server.0.pem()),
        key: write(dir.path(), "server.key", &server.1.serialize_pem()),
        client_ca: None,
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let addr = listener.local_addr().expect("an address");
    let front = Front { listener, tls: Some(Arc::new(Tls::open(files).expect("TLS"))) };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async move { drop(stopped.await) };
    let serving = tokio::spawn(naru_web::serve(bed.node().clone(), front, None, shutdown));

    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let mut chosen = Vec::new();
        for is_reversed in [false, true] {
            let mut provider = rustls::crypto::ring::default_provider();
            provider.cipher_suites.retain(|it| it.version() == version);
            assert!(provider.cipher_suites.len() > 2, "something to choose from");
            if is_reversed {
                provider.cipher_suites.reverse();
            }
            let mut roots = RootCertStore::empty();
            roots.add(authority.0.der().clone()).expect("a root");
            let config = ClientConfig::builder_with_provider(Arc::new(provider))
                .with_protocol_versions(&[version])
                .expect("a version")
                .with_root_certificates(roots)
                .with_no_client_auth();
            let stream = TcpStream::connect(addr).await.expect("connects");
            let name = ServerName::try_from("localhost").expect("a name");
            let connector = TlsConnector::from(Arc::new(config));
            let stream = connector.connect(name, stream).await.expect("shakes hands");
            let suite = stream.get_ref().1.negotiated_cipher_suite().expect("a suite").suite();
            chosen.push(format!("{suite:?}"));
        }
        assert_eq!(chosen[0], chosen[1], "the client's wish turned the choice");
        assert!(chosen[0].contains("AES_256_GCM"), "{chosen:?}");
    }
    for path in ["/", "/health/live", "/nothing-has-this-address"] {
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let answer = ask(&authority, None, addr, &head).await.expect("an answer").to_lowercase();
        for wanted in [
            "strict-transport-security: max-age=",
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "referrer-policy: same-origin",
        ] {
            assert!(answer.contains(wanted), "{path} without {wanted}:\n{answer}");
        }
    }
    drop(stop);
    serving.await.expect("ends");
}

#[test]
fn files_that_are_no_certificate_are_named() {
    let dir = tempfile::tempdir().expect("a place");
    let files = TlsFiles {
        certificate: write(dir.path(), "server.pem", "nothing"),
        key: write(dir.path(), "server.key", "nothing"),
        client_ca: None,
    };
    let error = Tls::open(files.clone()).err().expect("refused").to_string();
    assert!(error.contains("server.pem") && error.contains("certificate"), "{error}");
    let missing = TlsFiles { certificate: dir.path().join("absent.pem"), ..files };
    let error = Tls::open(missing).err().expect("refused").to_string();
    assert!(error.contains("absent.pem"), "{error}");
}
