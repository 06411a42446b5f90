//! Notices on their way: signed webhooks to receivers of all kinds, and those that are not called.

use super::bed::*;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State as With_;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use naru_base::role::Role;
use naru_base::secret::SecretText;
use naru_base::{Id, Lang};
use naru_core::notify::{
    self, Channel, Content, Filter, Message, NewContact, Notice, Party, Severity, State, Status,
    Why,
};
use naru_store::Tx;
use naru_web::notify::{Caller, CallerParts, Courier, Guard, run, run_once, sign};
use naru_web::tls::{Tls, TlsFiles};
use naru_web::{Front, Node};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::watch;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Someone who takes webhooks: what came, and what is answered to the next ones.
#[derive(Clone, Default)]
pub struct Receiver {
    came: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
}

#[derive(Clone)]
pub enum Answer {
    Status(u16),
    Body(Bytes),
    To(String),
    Endless,
    Never,
}

async fn take(With_(it): With_<Receiver>, headers: HeaderMap, body: Bytes) -> Response {
    it.came.lock().unwrap().push((headers, body));
    let answer = it.answers.lock().unwrap().pop_front().unwrap_or(Answer::Status(204));
    match answer {
        Answer::Status(code) => StatusCode::from_u16(code).unwrap().into_response(),
        Answer::Body(body) => body.into_response(),
        Answer::To(url) => (StatusCode::FOUND, [(header::LOCATION, url)]).into_response(),
        Answer::Endless => {
            let chunk = Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; 16 * 1024]));
            let chunks = futures_util::stream::repeat_with(move || {
                chunk.as_ref().map(Bytes::clone).map_err(|_| std::io::Error::other("none"))
            });
            Body::from_stream(chunks).into_response()
        }
        Answer::Never => std::future::pending().await,
    }
}

impl Receiver {
    pub fn answers(self, all: impl IntoIterator<Item = Answer>) -> Receiver {
        self.answers.lock().unwrap().extend(all);
        self
    }

    /// Listens; gives the URL.
    pub async fn open(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let router = Router::new().route("/hook", post(take)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{addr}/hook")
    }

    pub fn came(&self) -> Vec<(HeaderMap, Bytes)> {
        self.came.lock().unwrap().clone()
    }

    fn count(&self) -> usize {
        self.came.lock().unwrap().len()
    }
}

fn house() -> Party {
    Party::parse("institution:M202600001").unwrap()
}

fn secret() -> SecretText {
    SecretText::new(SECRET.into())
}

async fn hook(node: &Arc<Node>, url: &str) -> Id {
    let (env, hub) = (node.env(), node.hub.clone());
    let contact = NewContact {
        id: env.id(5),
        party: house(),
        channel: Channel::Webhook,
        address: url.to_owned(),
        secret: Some(secret()),
        severity_min: Severity::Info,
        lang: Lang::Ko,
    };
    let id = contact.id;
    let add =
        move |tx: &mut Tx<'_>| notify::add_contact(tx, &env, &hub.keys, "staff:test", &contact);
    node.book.write(add).await.unwrap();
    id
}

async fn tell(node: &Arc<Node>, event: &str) {
    let (env, hub) = (node.env(), node.hub.clone());
    let message = Message {
        event: event.to_owned(),
        severity: Severity::Urgent,
        status: Status::Exercise,
        to: vec![house()],
        content: Content::IncidentOpened {
            incident: "01J".into(),
            grade: 2,
            title: "너울은행 지연".into(),
        },
    };
    let enqueue = move |tx: &mut Tx<'_>| notify::enqueue(tx, &env, &hub.keys, &message);
    node.book.write(enqueue).await.unwrap();
}

pub async fn out(node: &Arc<Node>) -> Vec<Notice> {
    let hub = node.hub.clone();
    let filter = Filter { limit: 50, ..Filter::default() };
    node.book.read(move |tx| notify::deliveries(tx, &hub.keys, &filter)).await.unwrap()
}

fn courier_with(parts: CallerParts) -> Arc<Courier> {
    Arc::new(Courier { caller: Caller::new(parts).unwrap(), mail: None })
}

/// What may call this machine.
pub fn courier_parts() -> CallerParts {
    CallerParts { guard: here(), ..CallerParts::default() }
}

/// A courier that may call this machine.
fn courier() -> Arc<Courier> {
    courier_with(courier_parts())
}

fn here() -> Guard {
    Guard::new(vec!["127.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()])
}

/// A network whose notices are tried again at once.
async fn hurried() -> Bed {
    let rules = vec![("notify_retry_first_ms", 1), ("notify_retry_max_ms", 1)];
    Bed::with(With { rules, ..With::default() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_comes_signed_and_once() {
    let bed = Bed::new().await;
    let node = bed.node();
    let receiver = Receiver::default();
    hook(node, &receiver.open().await).await;
    tell(node, "incident:1:opened").await;
    let courier = courier();
    assert_eq!(run_once(node, &courier).await.unwrap(), [State::Delivered]);
    assert_eq!(run_once(node, &courier).await.unwrap(), []);
    let came = receiver.came.lock().unwrap().clone();
    assert_eq!(came.len(), 1);
    let (headers, body) = &came[0];
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let (id, timestamp) = (header("webhook-id"), header("webhook-timestamp"));
    let signed = sign::signature([&secret()], &id, timestamp.parse().unwrap(), body).unwrap();
    assert_eq!(header("webhook-signature"), signed);
    let delivery = &out(node).await[0].delivery;
    assert_eq!(id, format!("msg_{}", delivery.id));
    assert_eq!(delivery.state, State::Delivered);
    let said: serde_json::Value = serde_json::from_slice(body).unwrap();
    for (pointer, value) in [
        ("/type", "incident.opened"),
        ("/status", "exercise"),
        ("/severity", "urgent"),
        ("/title/ko", "[훈련] 2등급 사건 발생: 너울은행 지연"),
        ("/title/en", "[EXERCISE] Grade 2 incident: 너울은행 지연"),
        ("/data/incident", "01J"),
    ] {
        assert_eq!(said.pointer(pointer).unwrap(), value, "{pointer} in {said}");
    }
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_in_trouble_gets_the_same_notice_again() {
    let bed = hurried().await;
    let node = bed.node();
    let answers = [503, 429, 200].map(Answer::Status);
    let receiver = Receiver::default().answers(answers);
    hook(node, &receiver.open().await).await;
    tell(node, "incident:1:opened").await;
    let (stop, stopping) = watch::channel(false);
    let running = tokio::spawn(run(node.clone(), courier(), stopping));
    let arrived = async {
        while out(node).await[0].delivery.state != State::Delivered {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), arrived).await.expect("arrives");
    stop.send_replace(true);
    running.await.expect("ends when told to");
    let came = receiver.came.lock().unwrap().clone();
    let ids: Vec<_> = came.iter().map(|(headers, _)| headers["webhook-id"].clone()).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|it| *it == ids[0]), "{ids:?}");
    assert_eq!(bed.audited("notify.failed").await, 2);
    assert_eq!(bed.audited("notify.delivered").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_is_not_followed_and_gone_is_gone() {
    let bed = Bed::new().await;
    let node = bed.node();
    let elsewhere = Receiver::default();
    let answers = [Answer::To(elsewhere.open().await), Answer::Status(410)];
    let receiver = Receiver::default().answers(answers);
    hook(node, &receiver.open().await).await;
    let courier = courier();
    tell(node, "incident:1:opened").await;
    assert_eq!(run_once(node, &courier).await.unwrap(), [State::Failed]);
    assert_eq!(out(node).await[0].delivery.last_error, Some(Why::Redirect(302)));
    assert_eq!(elsewhere.count(), 0);
    tell(node, "incident:2:opened").await;
    assert_eq!(run_once(node, &courier).await.unwrap(), [State::GivenUp]);
    let desk = Party::Staff(Role::Operator);
    let unread = node.book.read(move |tx| notify::unread(tx, &desk)).await.unwrap();
    assert_eq!(unread, 1, "the operator is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn our_own_network_is_not_called() {
    let bed = Bed::new().await;
    let node = bed.node();
    let receiver = Receiver::default();
    let url = receiver.open().await;
    let port = url.split([':', '/']).nth(4).unwrap().to_owned();
    let guarded = courier_with(CallerParts::default());
    for (n, host) in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"].iter().enumerate() {
        let contact = hook(node, &format!("http://{host}:{port}/hook")).await;
        tell(node, &format!("incident:{n}:opened")).await;
        assert_eq!(run_once(node, &guarded).await.unwrap(), [State::Failed], "{host}");
        let last = out(node).await.into_iter().find(|it| it.delivery.contact == Some(contact));
        assert_eq!(last.unwrap().delivery.last_error, Some(Why::InnerNetwork), "{host}");
        let (env, hub) = (node.env(), node.hub.clone());
        let close = move |tx: &mut Tx<'_>| {
            notify::close_contact(tx, &env, &hub.keys, "staff:test", contact)
        };
        node.book.write(close).await.unwrap();
    }
    assert_eq!(receiver.count(), 0, "nobody knocked");
}

#[tokio::test(flavor = "multi_thread")]
async fn time_and_size_are_bounded() {
    let bed = Bed::new().await;
    let node = bed.node();
    let receiver = Receiver::default().answers([Answer::Never, Answer::Endless]);
    hook(node, &receiver.open().await).await;
    let brief = CallerParts { guard: here(), call_ms_max: 300, ..CallerParts::default() };
    tell(node, "incident:1:opened").await;
    assert_eq!(run_once(node, &courier_with(brief)).await.unwrap(), [State::Failed]);
    assert_eq!(out(node).await[0].delivery.last_error, Some(Why::NoAnswer));
    tell(node, "incident:2:opened").await;
    let states = run_once(node, &courier()).await.unwrap();
    assert_eq!(states, [State::Delivered], "the status is an answer, the flood is not read");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_there_is_no_connection() {
    let bed = Bed::new().await;
    let node = bed.node();
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    for (url, why) in [
        (format!("http://{free}/hook"), Why::NoConnection),
        ("https://nobody.invalid/hook".to_owned(), Why::Unresolved),
    ] {
        let contact = hook(node, &url).await;
        tell(node, &url).await;
        run_once(node, &courier()).await.unwrap();
        let last = out(node).await.into_iter().find(|it| it.delivery.contact == Some(contact));
        assert_eq!(last.unwrap().delivery.last_error, Some(why), "{url}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_is_verified_against_authorities() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    let files = TlsFiles {
        certificate: write("server.pem", &certificate.pem()),
        key: write("server.key", &key.serialize_pem()),
        client_ca: None,
    };
    let tls = Tls::open(files).unwrap();
    let ca = write("ca.pem", &authority.pem());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (bed, receiver) = (Bed::new().await, Receiver::default());
    let router = Router::new().route("/hook", post(take)).with_state(receiver.clone());
    let front = Front { listener, tls: Some(Arc::new(tls)) };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async move { drop(stopped.await) };
    let serving = tokio::spawn(naru_web::serve(bed.node().clone(), front, Some(router), shutdown));
    let url = format!("https://localhost:{port}/hook");
    let call = async |extra_ca| {
        let parts = CallerParts { guard: here(), extra_ca, ..CallerParts::default() };
        Caller::new(parts).unwrap().post(&url, &[], Bytes::from_static(b"{}")).await
    };
    assert_eq!(call(Some(ca)).await.map(|it| it.status), Ok(204));
    assert_eq!(call(None).await.map(|it| it.status), Err(Why::NoTls));
    assert_eq!(receiver.count(), 1);
    let missing = Some(dir.path().join("missing.pem"));
    assert!(Caller::new(CallerParts { extra_ca: missing, ..CallerParts::default() }).is_err());
    stop.send(()).unwrap();
    serving.await.unwrap();
}
