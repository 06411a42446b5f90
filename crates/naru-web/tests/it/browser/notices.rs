//! Inbox, incidents, contacts and deliveries in a real browser: both languages, both widths, empty
//! and full.

use super::staff::look;
use super::{ENTER, TAB, log_in};
use crate::bed::{Bed, post};
use crate::browser_driver::journey;
use crate::fixtures;
use crate::notice_pages::{fail, tell};
use crate::records::Records;
use naru_base::role::Role;
use naru_base::secret::SecretText;
use naru_base::{Id, Lang};
use naru_core::incident::{Grade, NewIncident};
use naru_core::notify::{self, Channel, NewContact, Party, Severity, Status, Why};
use naru_core::reactions;

async fn contacts(bed: &Bed) {
    Records::begin(bed).await;
    for (n, party, channel, address) in [
        (1, "institution:M202600001", Channel::Webhook, "https://hooks.narae.example/naru/notices"),
        (2, "staff:operator", Channel::Email, "duty@operator.example"),
        (3, "bank:901", Channel::Inbox, ""),
    ] {
        let (env, keys) = (bed.env(), bed.hub.keys.clone());
        let it = NewContact {
            id: Id::from_parts(n, 0),
            party: Party::parse(party).unwrap(),
            channel,
            address: address.into(),
            secret: (channel == Channel::Webhook).then(|| SecretText::new("whsec_x".into())),
            severity_min: Severity::Warning,
            lang: Lang::Ko,
        };
        let add = move |tx: &mut naru_store::Tx<'_>| {
            notify::add_contact(tx, &env, &keys, "staff:test", &it)
        };
        bed.store.write(add).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_operators_inbox_and_deliveries_fit_and_bar_nobody() {
    let bed = Bed::new(fixtures::full());
    bed.named("정하윤", post(Role::Operator), "ha-yun.jung").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        look(&tab, "/console/inbox", "inbox.empty").await;
        look(&tab, "/console/notices", "notices.empty").await;
        contacts(&bed).await;
        let all = ["staff:operator", "institution:M202600001"];
        for (n, severity) in Severity::ALL.into_iter().enumerate() {
            let status = if n == 1 { Status::Exercise } else { Status::Actual };
            tell(&bed, &format!("{n}"), &all, severity, status).await;
            bed.pass(40);
        }
        fail(&bed, Why::NoAnswer, false).await;
        tell(&bed, "later", &all, Severity::Urgent, Status::Actual).await;
        fail(&bed, Why::Status(410), true).await;
        // Of what is told at one instant, anything may stand first.
        bed.pass(1);
        tell(&bed, "last", &all, Severity::Urgent, Status::Actual).await;
        look(&tab, "/console/inbox", "inbox.full").await;
        look(&tab, "/console/notices", "notices.full").await;
        look(&tab, "/console/notices/contacts", "notices.add").await;
        look(
            &tab,
            &format!("/console/notices/contacts/{}", Id::from_parts(1, 0)),
            "notices.contact",
        )
        .await;
        tab.open("/console/inbox?lang=ko").await;
        tab.click("table.rows tbody a").await;
        tab.until("h1", "너울은행 지연").await;
        tab.picture("inbox.one.1440.ko").await;
        tab.width(390, 900).await;
        tab.picture("inbox.one.390.ko").await;
        tab.width(1440, 900).await;
        tab.click("form.two button").await;
        tab.until("dl.kv", "정하윤").await;
        assert_eq!(tab.barriers().await, Vec::<String>::new());
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// An incident is opened by keyboard alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_security_desk_opens_an_incident() {
    let bed = Bed::new(fixtures::full());
    bed.named("오세린", post(Role::SecurityDesk), "desk").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "desk").await;
        look(&tab, "/console/incidents", "incidents.empty").await;
        look(&tab, "/console/incidents/open", "incidents.open").await;
        tab.open("/console/incidents/open?lang=ko").await;
        tab.click("#title").await;
        tab.keys("너울은행 응답 지연").await;
        tab.keys(TAB).await;
        tab.keys("14시 28분부터 응답이 5초를 넘깁니다. 은행에 전화했습니다.").await;
        tab.keys(TAB).await;
        tab.keys(ENTER).await;
        tab.until("h1", "너울은행 응답 지연").await;
        tab.until("table.rows", "오세린").await;
        let (env, keys) = (bed.env(), bed.hub.keys.clone());
        let drill = NewIncident {
            id: Id::from_parts(1, 1),
            grade: Grade::One,
            status: Status::Exercise,
            title: "합동훈련: 개인정보 유출 상황".into(),
            text: "훈련입니다.".into(),
        };
        let open = move |tx: &mut naru_store::Tx<'_>| {
            let id = drill.id;
            reactions::open_incident(tx, &env, &keys, id, &drill)?;
            reactions::close_incident(tx, &env, &keys, (id, id), "훈련을 마쳤습니다.")
        };
        bed.store.write(open).await.unwrap();
        look(&tab, "/console/incidents", "incidents.full").await;
        tab.open("/console/incidents?lang=ko&state=open").await;
        tab.click("table.rows tbody a").await;
        tab.until("h1", "너울은행 응답 지연").await;
        let one = tab.path().await;
        look(&tab, &one, "incident").await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}
