//! Incidents from their first word to their last, and who is told.

use crate::bed::Bed;
use naru_base::role::Role;
use naru_base::{Answer, Id, No};
use naru_core::incident::{self, EntryKind, Filter, Grade, NewIncident, State, Status};
use naru_core::notify::{self, Content, Party, Severity};
use naru_core::reactions;

const SENTINEL: &str = "홍나루 고객의 계좌";

fn who() -> Id {
    Id::from_parts(7, 7)
}

fn new(n: u64, status: Status) -> NewIncident {
    NewIncident {
        id: Id::from_parts(n, 1),
        grade: Grade::Three,
        status,
        title: "너울은행 지연".into(),
        text: format!("14시 28분부터 느립니다. {SENTINEL}"),
    }
}

fn open(bed: &Bed, it: &NewIncident) -> Answer<()> {
    let it = it.clone();
    bed.write(move |tx, hub, env| reactions::open_incident(tx, env, &hub.keys, who(), &it))
}

fn regrade(bed: &Bed, id: Id, grade: Grade) -> Result<(), &'static str> {
    code(bed.write(move |tx, hub, env| {
        reactions::regrade_incident(tx, env, &hub.keys, (who(), id), (grade, "영향이 커졌습니다"))
    }))
}

fn close(bed: &Bed, id: Id, reason: &'static str) -> Result<(), &'static str> {
    code(bed.write(move |tx, hub, env| {
        reactions::close_incident(tx, env, &hub.keys, (who(), id), reason)
    }))
}

fn note(bed: &Bed, id: Id, text: &'static str) -> Result<(), &'static str> {
    code(bed.write(move |tx, hub, env| incident::note(tx, env, &hub.keys, (who(), id), text)))
}

fn code(answer: Answer<()>) -> Result<(), &'static str> {
    match answer {
        Ok(()) => Ok(()),
        Err(No::Refusal(it)) => Err(it.code),
        Err(No::Fault(fault)) => panic!("a fault: {fault}"),
    }
}

/// What a desk was told, oldest first.
fn told(bed: &Bed, role: Role) -> Vec<notify::Notice> {
    let filter = notify::Filter { limit: 50, ..notify::Filter::default() };
    let mut all = bed
        .write(move |tx, hub, _| notify::inbox(tx, &hub.keys, &Party::Staff(role), &filter))
        .expect("read");
    all.sort_by_key(|it| it.delivery.created_at);
    all
}

fn later(bed: &Bed) {
    bed.set_clock(bed.now().plus_seconds(60));
}

fn an_incident_is_opened_noted_regraded_and_closed(bed: Bed) {
    let it = new(1, Status::Actual);
    open(&bed, &it).expect("opened");
    open(&bed, &it).expect("the form was sent twice");
    later(&bed);
    assert_eq!(note(&bed, it.id, "은행에 전화했습니다"), Ok(()));
    later(&bed);
    assert_eq!(regrade(&bed, it.id, Grade::Three), Err("incident/same-grade"));
    assert_eq!(regrade(&bed, it.id, Grade::One), Ok(()));
    later(&bed);
    assert_eq!(regrade(&bed, it.id, Grade::Four), Ok(()));
    later(&bed);
    assert_eq!(close(&bed, it.id, " "), Err("incident/text-length"));
    assert_eq!(close(&bed, it.id, "은행이 복구했습니다"), Ok(()));
    for after in
        [note(&bed, it.id, "늦은 말"), regrade(&bed, it.id, Grade::Two), close(&bed, it.id, "다시")]
    {
        assert_eq!(after, Err("incident/closed"));
    }
    let id = it.id;
    let (found, timeline) = bed
        .write(move |tx, hub, _| {
            Ok((
                incident::find(tx, &hub.keys, id)?.expect("there"),
                incident::timeline(tx, &hub.keys, id)?,
            ))
        })
        .expect("read");
    assert_eq!((found.state, found.grade, found.entries), (State::Closed, Grade::Four, 5));
    assert_eq!(found.title, it.title);
    let kinds: Vec<EntryKind> = timeline.iter().map(|it| it.kind).collect();
    use EntryKind::{Closed, Note, Opened, Regraded};
    assert_eq!(kinds, [Opened, Note, Regraded, Regraded, Closed]);
    let grades: Vec<u8> = timeline.iter().map(|it| it.grade.number()).collect();
    assert_eq!(grades, [3, 3, 1, 4, 4]);
    assert_eq!(timeline[0].text, it.text);
    assert_eq!(timeline[4].text, "은행이 복구했습니다");
}

fn who_must_know_is_told_in_the_same_commit(bed: Bed) {
    let it = new(1, Status::Exercise);
    open(&bed, &it).expect("opened");
    open(&bed, &it).expect("the form was sent twice");
    later(&bed);
    regrade(&bed, it.id, Grade::One).expect("graver");
    later(&bed);
    regrade(&bed, it.id, Grade::Four).expect("lighter");
    later(&bed);
    close(&bed, it.id, "훈련을 마쳤습니다").expect("closed");
    for role in Role::ALL {
        let hears = [Role::Operator, Role::SecurityDesk, Role::Regulator, Role::Auditor];
        if role.is_of_participant() {
            continue;
        }
        let all = told(&bed, role);
        if !hears.contains(&role) {
            assert!(all.is_empty(), "{role}");
            continue;
        }
        let severities: Vec<Severity> = all.iter().map(|it| it.severity).collect();
        use Severity::{Critical, Info, Warning};
        assert_eq!(severities, [Warning, Critical, Critical, Info], "{role}");
        assert!(all.iter().all(|it| it.status == Status::Exercise), "{role}");
        assert!(
            matches!(&all[1].content, Content::IncidentRegraded { before: 3, grade: 1, .. }),
            "{role}"
        );
        assert!(
            matches!(&all[3].content, Content::IncidentClosed { reason, .. }
                if reason == "훈련을 마쳤습니다"),
            "{role}"
        );
    }
    let links = "SELECT count(DISTINCT commit_no) FROM audit_record \
         WHERE action = 'incident.opened' OR action = 'notify.enqueued'";
    assert_eq!(bed.number(links), 4, "each in the commit of its event");
}

fn a_refused_step_tells_nobody(bed: Bed) {
    let mut it = new(1, Status::Actual);
    it.title = String::new();
    assert_eq!(code(open(&bed, &it)), Err("incident/text-length"));
    assert_eq!(regrade(&bed, it.id, Grade::One), Err("incident/unknown"));
    assert_eq!(close(&bed, it.id, "없음"), Err("incident/unknown"));
    assert_eq!(note(&bed, it.id, "없음"), Err("incident/unknown"));
    assert!(told(&bed, Role::Operator).is_empty());
}

fn incidents_are_listed_by_state_and_page(bed: Bed) {
    for n in 1..=3 {
        open(&bed, &new(n, Status::Actual)).expect("opened");
    }
    close(&bed, Id::from_parts(2, 1), "끝").expect("closed");
    let list = |filter: Filter| -> Vec<Id> {
        let all =
            bed.write(move |tx, hub, _| incident::list(tx, &hub.keys, &filter)).expect("listed");
        all.iter().map(|it| it.id).collect()
    };
    let id = |n| Id::from_parts(n, 1);
    let limit = 10;
    assert_eq!(list(Filter { limit, ..Filter::default() }), [id(3), id(2), id(1)]);
    let open = Filter { state: Some(State::Open), limit, ..Filter::default() };
    assert_eq!(list(open), [id(3), id(1)]);
    let closed = Filter { state: Some(State::Closed), limit, ..Filter::default() };
    assert_eq!(list(closed), [id(2)]);
    let next = Filter { before: Some(id(3)), limit: 1, ..Filter::default() };
    assert_eq!(list(next), [id(2)]);
    assert_eq!(bed.write(|tx, _, _| incident::open_count(tx)).expect("counted"), 2);
}

/// People may write what they should not: it is sealed, and never in the trail.
fn words_of_people_do_not_lie_open(bed: Bed) {
    let it = new(1, Status::Actual);
    open(&bed, &it).expect("opened");
    let texts: Vec<String> = bed
        .store
        .read_blocking(|tx| {
            let mut all = tx.all("SELECT body FROM audit_record", &[], |row| row.get(0))?;
            for column in [
                "SELECT sealed_text FROM incident_entry",
                "SELECT sealed_title FROM incident_case",
                "SELECT sealed FROM notify_message",
            ] {
                let sealed: Vec<Vec<u8>> = tx.all(column, &[], |row| row.get(0))?;
                assert!(!sealed.is_empty());
                all.extend(sealed.iter().map(|it| String::from_utf8_lossy(it).into_owned()));
            }
            Ok(all)
        })
        .expect("read");
    for text in texts {
        assert!(!text.contains(SENTINEL) && !text.contains(&it.title), "{text}");
    }
}

crate::on_both_engines!(
    an_incident_is_opened_noted_regraded_and_closed,
    who_must_know_is_told_in_the_same_commit,
    a_refused_step_tells_nobody,
    incidents_are_listed_by_state_and_page,
    words_of_people_do_not_lie_open,
);
