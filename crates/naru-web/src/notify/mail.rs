//! A notice as an e-mail: by SMTP with TLS, or into a directory where nobody has a mail server.

use super::call::NoTrust;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use naru_base::secret::SecretText;
use naru_core::hub::Directory;
use naru_core::notify::{Outcome, Outgoing, Why};
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

/// How the connection to the mail server is secured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTls {
    /// TLS from the first byte (465).
    Implicit,
    /// STARTTLS, and nothing said without it (587).
    StartTls,
    /// None: for a server on this machine.
    None,
}

/// Where mail goes.
#[derive(Clone)]
pub enum MailParts {
    /// To a mail server.
    Smtp {
        /// Its name.
        server: String,
        /// Its port.
        port: u16,
        /// How the connection is secured.
        tls: MailTls,
        /// Name and password, if it wants them.
        login: Option<(String, SecretText)>,
        /// An authority beside those of the system, in PEM.
        extra_ca: Option<PathBuf>,
        /// How long one conversation may take.
        call_ms_max: u64,
    },
    /// Into files of a directory, for a demonstration.
    Dir(PathBuf),
}

/// Why no mail can be sent.
#[derive(Debug, thiserror::Error)]
pub enum NoMail {
    /// The sender's address is none.
    #[error("the sender's address is not one")]
    From(#[source] lettre::address::AddressError),
    /// The server cannot be spoken to as the settings say.
    #[error("the mail server cannot be spoken to like this")]
    Smtp(#[source] lettre::transport::smtp::Error),
    /// The operator's own authority.
    #[error(transparent)]
    Trust(#[from] NoTrust),
    /// A file could not be read or a directory made.
    #[error("cannot use {}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Sends mail.
pub struct Mail {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Dir(PathBuf),
}

impl Mail {
    /// Makes ready; nothing is said to the server before there is a mail.
    pub fn new(from: &str, parts: MailParts) -> Result<Mail, NoMail> {
        let from = from.parse::<Mailbox>().map_err(NoMail::From)?;
        let way = match parts {
            MailParts::Dir(path) => {
                std::fs::create_dir_all(&path)
                    .map_err(|source| NoMail::File { path: path.clone(), source })?;
                Way::Dir(path)
            }
            MailParts::Smtp { server, port, tls, login, extra_ca, call_ms_max } => {
                let mut parameters = TlsParameters::builder(server.clone());
                if let Some(path) = extra_ca {
                    let read = std::fs::read(&path);
                    let pem = read.map_err(|source| NoMail::File { path, source })?;
                    let certificate = Certificate::from_pem(&pem).map_err(NoMail::Smtp)?;
                    parameters = parameters.add_root_certificate(certificate);
                }
                let tls = match tls {
                    MailTls::None => Tls::None,
                    MailTls::Implicit => Tls::Wrapper(parameters.build().map_err(NoMail::Smtp)?),
                    MailTls::StartTls => Tls::Required(parameters.build().map_err(NoMail::Smtp)?),
                };
                let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server)
                    .port(port)
                    .tls(tls)
                    .timeout(Some(Duration::from_millis(call_ms_max)));
                if let Some((name, password)) = login {
                    builder =
                        builder.credentials(Credentials::new(name, password.expose().clone()));
                }
                Way::Smtp(builder.build())
            }
        };
        Ok(Mail { from, way })
    }

    /// Sends one notice.
    pub async fn send(&self, it: &Outgoing, directory: &Directory) -> Outcome {
        let Some(message) = self.message(it, directory) else {
            return Outcome::Missed(Why::BadAddress);
        };
        match &self.way {
            Way::Smtp(transport) => match transport.send(message).await {
                Ok(_) => Outcome::Sent,
                Err(e) => {
                    tracing::debug!(why = %e, "a mail was not taken");
                    Outcome::Missed(why(&e))
                }
            },
            Way::Dir(dir) => {
                let path = dir.join(format!("{}.eml", it.notice.delivery.id));
                match tokio::task::spawn_blocking(move || std::fs::write(path, message.formatted()))
                    .await
                {
                    Ok(Ok(())) => Outcome::Sent,
                    Ok(Err(_)) | Err(_) => Outcome::Missed(Why::NoConnection),
                }
            }
        }
    }

    fn message(&self, it: &Outgoing, directory: &Directory) -> Option<Message> {
        let (notice, lang) = (&it.notice, it.lang);
        let called = |code: &str| directory.called(lang, code);
        let title = notice.title(lang, &called);
        let (id, status) = (notice.delivery.id, notice.status.as_str());
        let body = format!(
            "{}\r\n\r\n{}\r\n\r\n-- \r\n{} · {} · {status} · {id}\r\n",
            title,
            notice.content.text(lang, &called),
            notice.topic.name(lang),
            notice.severity.as_str(),
        );
        Message::builder()
            .from(self.from.clone())
            .to(it.address.expose().parse().ok()?)
            // The same for each attempt: a server that took it twice can tell.
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .subject(title)
            .header(ContentType::TEXT_PLAIN)
            .body(body)
            .ok()
    }
}

fn why(e: &lettre::transport::smtp::Error) -> Why {
    match e.status() {
        Some(code) => Why::Mail(u16::from(code)),
        None if e.is_timeout() => Why::NoAnswer,
        None if e.is_tls() || is_of_tls(e) => Why::NoTls,
        None => Why::NoConnection,
    }
}

/// Whether TLS failed, which the library reports as a connection that failed; or was not offered,
/// which it reports as an error of its own.
fn is_of_tls(e: &lettre::transport::smtp::Error) -> bool {
    if e.is_client() && e.to_string().contains("STARTTLS") {
        return true;
    }
    let mut next: Option<&(dyn Error + 'static)> = Some(e);
    while let Some(it) = next {
        // An I/O error's source is that of the error in it, not the error itself.
        let inside = it.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if it.is::<rustls::Error>() || inside.is_some_and(|it| it.is::<rustls::Error>()) {
            return true;
        }
        next = it.source();
    }
    false
}
