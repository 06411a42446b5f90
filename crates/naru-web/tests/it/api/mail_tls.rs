//! Notices to a mail server by TLS and with a password: nothing is said to one that is not who it
//! should be, and nothing in the clear.

use super::bed::*;
use super::mail::{courier, tell};
use super::notices::out;
use naru_base::secret::SecretText;
use naru_core::notify::{State, Why};
use naru_web::notify::{MailParts, MailTls, run_once};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

const NAME: &str = "localhost";
const PASSWORD: &str = "나루-1 pass";

/// An authority of its own, as an operator's house has one.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Authority {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Authority(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn file(&self, dir: &tempfile::TempDir) -> PathBuf {
        let path = dir.path().join("ca.pem");
        std::fs::write(&path, self.0.pem()).unwrap();
        path
    }

    /// What a server called `name` shows.
    fn acceptor(&self, name: &str) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

/// A mail server that takes mail after a login only. `offers` is whether it knows STARTTLS.
#[derive(Clone)]
struct Server {
    acceptor: TlsAcceptor,
    tls: MailTls,
    offers: bool,
    in_clear: Arc<Mutex<Vec<String>>>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn new(acceptor: TlsAcceptor, tls: MailTls) -> Server {
        let (in_clear, heard) = (Arc::default(), Arc::default());
        Server { acceptor, tls, offers: true, in_clear, heard }
    }

    async fn open(&self) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                server.converse(stream).await;
            }
        });
        port
    }

    /// Up to where both speak TLS.
    async fn converse(&self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        if self.tls == MailTls::StartTls {
            stream.write_all(b"220 mail.example\r\n").await.unwrap();
            loop {
                let Some(line) = next_line(&mut stream, &self.in_clear).await else { return };
                let answer = match line.split(' ').next().unwrap_or_default() {
                    "EHLO" if self.offers => "250-mail.example\r\n250 STARTTLS",
                    "EHLO" => "250 mail.example",
                    "STARTTLS" => "220 go on",
                    _ => "530 Must issue a STARTTLS command first",
                };
                stream.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
                if line == "STARTTLS" {
                    break;
                }
            }
        }
        // Who does not trust the certificate hangs up here.
        if let Ok(safe) = self.acceptor.accept(stream.into_inner()).await {
            self.take(safe).await;
        }
    }

    /// A conversation that nobody overhears.
    async fn take(&self, stream: impl AsyncRead + AsyncWrite + Unpin) {
        let mut stream = BufReader::new(stream);
        if self.tls == MailTls::Implicit {
            stream.write_all(b"220 mail.example\r\n").await.unwrap();
        }
        let right = format!("\0naru\0{PASSWORD}");
        let right = format!("AUTH PLAIN {}", data_encoding::BASE64.encode(right.as_bytes()));
        let (mut is_in, mut is_data) = (false, false);
        while let Some(line) = next_line(&mut stream, &self.heard).await {
            let answer = match line.split([' ', ':']).next().unwrap_or_default() {
                _ if is_data && line != "." => continue,
                _ if is_data => {
                    is_data = false;
                    "250 taken"
                }
                "EHLO" => "250-mail.example\r\n250 AUTH PLAIN",
                "AUTH" if line == right => {
                    is_in = true;
                    "235 welcome"
                }
                "AUTH" => "535 wrong name or password",
                "QUIT" => "221 bye",
                _ if !is_in => "530 who are you",
                "DATA" => {
                    is_data = true;
                    "354 go on"
                }
                _ => "250 fine",
            };
            if stream.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
                return;
            }
        }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

async fn next_line(
    stream: &mut BufReader<impl AsyncRead + Unpin>,
    log: &Mutex<Vec<String>>,
) -> Option<String> {
    let mut line = String::new();
    match stream.read_line(&mut line).await {
        Ok(n) if n > 0 => {}
        _ => return None,
    }
    let line = line.trim_end().to_owned();
    log.lock().unwrap().push(line.clone());
    Some(line)
}

/// Sends one notice to the server; what became of it.
async fn send(server: &Server, ca: PathBuf, password: &str) -> (State, Option<Why>) {
    let bed = Bed::new().await;
    tell(bed.node()).await;
    let parts = MailParts::Smtp {
        server: NAME.into(),
        port: server.open().await,
        tls: server.tls,
        login: Some(("naru".into(), SecretText::new(password.into()))),
        extra_ca: Some(ca),
        call_ms_max: 5_000,
    };
    let states = run_once(bed.node(), &courier(parts)).await.unwrap();
    let [state] = states[..] else { panic!("{states:?}") };
    (state, out(bed.node()).await[0].delivery.last_error)
}

const BOTH: [MailTls; 2] = [MailTls::Implicit, MailTls::StartTls];

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_takes_a_notice_by_tls_and_with_a_password() {
    let (authority, dir) = (Authority::new(), tempfile::tempdir().unwrap());
    for tls in BOTH {
        let server = Server::new(authority.acceptor(NAME), tls);
        let sent = send(&server, authority.file(&dir), PASSWORD).await;
        assert_eq!(sent, (State::Delivered, None), "{tls:?}: {:?}", server.heard());
        let heard = server.heard().join("\n");
        assert!(heard.contains("RCPT TO:<duty@operator.example>"), "{tls:?}: {heard}");
        assert!(heard.contains("Grade 2 incident: Neoul Bank slow"), "{tls:?}: {heard}");
        let in_clear = server.in_clear.lock().unwrap().clone();
        let is_harmless = |line: &String| line.starts_with("EHLO") || line == "STARTTLS";
        assert!(in_clear.iter().all(is_harmless), "{tls:?}: {in_clear:?}");
        assert_eq!(in_clear.is_empty(), tls == MailTls::Implicit);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_told_by_the_servers_code() {
    let (authority, dir) = (Authority::new(), tempfile::tempdir().unwrap());
    for tls in BOTH {
        let server = Server::new(authority.acceptor(NAME), tls);
        let sent = send(&server, authority.file(&dir), "another").await;
        assert_eq!(sent, (State::Failed, Some(Why::Mail(535))), "{tls:?}");
        assert!(!server.heard().iter().any(|it| it.starts_with("MAIL")), "{tls:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_said_to_a_server_that_is_not_who_it_should_be() {
    let (authority, other) = (Authority::new(), Authority::new());
    let dir = tempfile::tempdir().unwrap();
    for tls in BOTH {
        for acceptor in [other.acceptor(NAME), authority.acceptor("mail.elsewhere.example")] {
            let server = Server::new(acceptor, tls);
            let sent = send(&server, authority.file(&dir), PASSWORD).await;
            assert_eq!(sent, (State::Failed, Some(Why::NoTls)), "{tls:?}");
            assert!(server.heard().is_empty(), "{tls:?}: {:?}", server.heard());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_starttls_gets_nothing_in_the_clear() {
    let (authority, dir) = (Authority::new(), tempfile::tempdir().unwrap());
    let mut server = Server::new(authority.acceptor(NAME), MailTls::StartTls);
    server.offers = false;
    let sent = send(&server, authority.file(&dir), PASSWORD).await;
    assert_eq!(sent, (State::Failed, Some(Why::NoTls)));
    let in_clear = server.in_clear.lock().unwrap().clone();
    let is_harmless = |line: &String| line.starts_with("EHLO") || line.starts_with("QUIT");
    assert!(in_clear.iter().all(is_harmless), "{in_clear:?}");
}
