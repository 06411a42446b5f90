//! Notices as mail: to a mail server that takes them or does not, and into files.

use super::bed::*;
use super::notices::{courier_parts, out};
use naru_base::role::Role;
use naru_base::{Id, Lang};
use naru_core::notify::{
    self, Channel, Content, Message, NewContact, Party, Severity, State, Status, Why,
};
use naru_store::Tx;
use naru_web::Node;
use naru_web::notify::{Caller, Courier, Mail, MailParts, MailTls, run_once};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server: what it was told, and what it says to a recipient.
#[derive(Clone)]
struct Server {
    heard: Arc<Mutex<String>>,
    to_recipient: &'static str,
}

impl Server {
    fn new(to_recipient: &'static str) -> Server {
        Server { heard: Arc::default(), to_recipient }
    }

    async fn open(&self) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                server.clone().converse(stream).await;
            }
        });
        port
    }

    async fn converse(self, stream: TcpStream) {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut say = async |text: &str| write.write_all(format!("{text}\r\n").as_bytes()).await;
        let mut is_data = false;
        say("220 mail.example").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            self.heard.lock().unwrap().push_str(&format!("{line}\n"));
            let answer = match line.split([' ', ':']).next().unwrap_or_default() {
                _ if is_data && line != "." => continue,
                _ if is_data => {
                    is_data = false;
                    "250 taken"
                }
                "EHLO" => "250 mail.example",
                "RCPT" => self.to_recipient,
                "DATA" => {
                    is_data = true;
                    "354 go on"
                }
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            if say(answer).await.is_err() || answer.starts_with("221") {
                return;
            }
        }
    }
}

pub fn courier(parts: MailParts) -> Arc<Courier> {
    let mail = Mail::new("나루 <naru@operator.example>", parts).unwrap();
    Arc::new(Courier { caller: Caller::new(courier_parts()).unwrap(), mail: Some(mail) })
}

fn smtp(port: u16) -> MailParts {
    MailParts::Smtp {
        server: "127.0.0.1".into(),
        port,
        tls: MailTls::None,
        login: None,
        extra_ca: None,
        call_ms_max: 5_000,
    }
}

pub async fn tell(node: &Arc<Node>) -> Id {
    let (env, hub) = (node.env(), node.hub.clone());
    let desk = Party::Staff(Role::Operator);
    let contact = NewContact {
        id: env.id(5),
        party: desk.clone(),
        channel: Channel::Email,
        address: "duty@operator.example".into(),
        secret: None,
        severity_min: Severity::Info,
        lang: Lang::En,
    };
    let message = Message {
        event: format!("incident:{}", env.id(6)),
        severity: Severity::Urgent,
        status: Status::Exercise,
        to: vec![desk],
        content: Content::IncidentOpened {
            incident: "01J".into(),
            grade: 2,
            title: "Neoul Bank slow".into(),
        },
    };
    let id = contact.id;
    let write = move |tx: &mut Tx<'_>| {
        notify::add_contact(tx, &env, &hub.keys, "staff:test", &contact)?;
        notify::enqueue(tx, &env, &hub.keys, &message)
    };
    node.book.write(write).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_takes_a_notice() {
    let bed = Bed::new().await;
    let server = Server::new("250 fine");
    let courier = courier(smtp(server.open().await));
    tell(bed.node()).await;
    assert_eq!(run_once(bed.node(), &courier).await.unwrap(), [State::Delivered]);
    let heard = server.heard.lock().unwrap().clone();
    for text in [
        "MAIL FROM:<naru@operator.example>",
        "RCPT TO:<duty@operator.example>",
        "Subject: [EXERCISE] Grade 2 incident: Neoul Bank slow",
        "urgent",
        "exercise",
    ] {
        assert!(heard.contains(text), "{text} in {heard}");
    }
    let id = out(bed.node()).await[0].delivery.id;
    assert!(heard.contains(&format!("Message-ID: <{id}@operator.example>")), "{heard}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_says_no_or_is_not_there_is_tried_again() {
    let bed = Bed::new().await;
    let server = Server::new("550 nobody here");
    tell(bed.node()).await;
    let courier_to = |port| courier(smtp(port));
    let states = run_once(bed.node(), &courier_to(server.open().await)).await.unwrap();
    assert_eq!(states, [State::Failed]);
    assert_eq!(out(bed.node()).await[0].delivery.last_error, Some(Why::Mail(550)));
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let bed = Bed::new().await;
    tell(bed.node()).await;
    assert_eq!(run_once(bed.node(), &courier_to(free)).await.unwrap(), [State::Failed]);
    assert_eq!(out(bed.node()).await[0].delivery.last_error, Some(Why::NoConnection));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_server_mail_goes_into_files_or_fails() {
    let bed = Bed::new().await;
    let dir = tempfile::tempdir().unwrap();
    tell(bed.node()).await;
    let courier = courier(MailParts::Dir(dir.path().join("mail")));
    assert_eq!(run_once(bed.node(), &courier).await.unwrap(), [State::Delivered]);
    let id = out(bed.node()).await[0].delivery.id;
    let text = std::fs::read_to_string(dir.path().join(format!("mail/{id}.eml"))).unwrap();
    assert!(text.contains("To: duty@operator.example"), "{text}");
    let bed = Bed::new().await;
    tell(bed.node()).await;
    let none = Arc::new(Courier { caller: Caller::new(courier_parts()).unwrap(), mail: None });
    assert_eq!(run_once(bed.node(), &none).await.unwrap(), [State::Failed]);
    assert_eq!(out(bed.node()).await[0].delivery.last_error, Some(Why::NoMail));
}
