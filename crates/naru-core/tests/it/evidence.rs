//! Evidence from tools by its commands, on both engines: one finding over many runs, files known by
//! their hash, expiry, and what is refused.

use crate::bed::{Bed, date, institution};
use naru_base::{Answer, Micros, No};
use naru_core::admission::evidence::{self, Handed, Imported, ItemState};
use naru_core::admission::{self, Application, Class, ServiceKey};
use naru_core::identity::{self, Institution, NewInstitution};
use naru_evidence::items::Table;
use naru_store::chain::{self, Search};

const DAY_S: i64 = 86_400;

fn service() -> ServiceKey {
    ServiceKey::parse("web:mulgyeol:1.0").expect("a service")
}

fn applied(bed: &Bed) {
    bed.write(|tx, hub, env| {
        let new = NewInstitution {
            institution: Institution {
                code: institution(7),
                name_ko: "물결페이".to_owned(),
                name_en: "Mulgyeol Pay".to_owned(),
                scopes: vec![],
                active: true,
            },
            client_id: "client-7".to_owned(),
            secret_hash: identity::secret_hash(&hub.keys, "client-7", "secret"),
            redirect_uri: "https://mulgyeol.example/".to_owned(),
            contracts: vec![],
        };
        identity::add_institution(tx, env, "system:test", &new)?;
        let it = Application { class: Class::Fintech, services: vec![service()] };
        admission::apply(tx, env, "system:test", &institution(7), &it)
    })
    .expect("applies");
}

/// A report of ZAP of that instant, with an alert for each of these parameters.
fn zap(at: Micros, params: &[&str]) -> String {
    let instance = |param: &&str| {
        format!(r#"{{"uri":"https://pay.example/x?{param}=1","method":"GET","param":"{param}"}}"#)
    };
    let instances: Vec<String> = params.iter().map(instance).collect();
    let alerts = if instances.is_empty() {
        String::new()
    } else {
        format!(
            r#"{{"pluginid":"40018","name":"SQL Injection","riskcode":"3","riskdesc":"High",
            "cweid":"89","instances":[{}]}}"#,
            instances.join(",")
        )
    };
    let at = at.get() / 1_000_000;
    format!(
        r#"{{"@version":"2.15.0","created":"{at}","site":[{{"@name":"https://pay.example",
        "alerts":[{alerts}]}}]}}"#
    )
}

fn import_as(bed: &Bed, text: &str, service: Option<ServiceKey>) -> Answer<Imported> {
    let report = naru_evidence::read(text.as_bytes()).expect("is read");
    let digest = evidence::digest(&report, Table::shipped());
    let handed = Handed {
        title: "scan.json".to_owned(),
        sha256: naru_evidence::sha256(text.as_bytes()),
        size_bytes: i64::try_from(text.len()).expect("short"),
        service,
        scope: String::new(),
        observed_at: None,
        by: "system:test".to_owned(),
    };
    bed.write(move |tx, _, env| evidence::import(tx, env, &institution(7), &handed, &digest))
}

fn import(bed: &Bed, text: &str) -> Imported {
    import_as(bed, text, Some(service())).expect("imported")
}

fn item(bed: &Bed, name: &str) -> Option<ItemState> {
    let name = name.to_owned();
    let all =
        bed.write(|tx, _, env| Ok(evidence::by_item(tx, env, &institution(7), Some(&service()))?));
    all.expect("read").get(&name).map(|it| it.state)
}

fn counts(it: Imported) -> (bool, usize, usize, usize) {
    (it.is_known, it.new_count, it.again_count, it.gone_count)
}

fn one_finding_over_many_runs(bed: Bed) {
    applied(&bed);
    assert_eq!(item(&bed, "WEB-06"), None, "nothing said is not known");
    let first = zap(bed.now(), &["id", "name"]);
    assert_eq!(counts(import(&bed, &first)), (false, 2, 0, 0));
    assert_eq!(counts(import(&bed, &first)), (true, 0, 0, 0), "the same file is one import");
    assert_eq!(item(&bed, "WEB-06"), Some(ItemState::Refuted));
    bed.set_clock(bed.now().plus_seconds(DAY_S));
    assert_eq!(counts(import(&bed, &zap(bed.now(), &["name"]))), (false, 0, 1, 1));
    let open = bed.write(|tx, _, _| Ok(evidence::findings(tx, &institution(7))?)).expect("read");
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].location, "https://pay.example/x?name", "no value of a query is kept");
    assert_eq!((open[0].last_seen_at.get() - open[0].first_seen_at.get()) / 1_000_000, DAY_S);
    bed.set_clock(bed.now().plus_seconds(DAY_S));
    assert_eq!(counts(import(&bed, &zap(bed.now(), &[]))), (false, 0, 0, 1));
    assert_eq!(item(&bed, "WEB-06"), Some(ItemState::Supported));
    bed.set_clock(bed.now().plus_seconds(400 * DAY_S));
    assert_eq!(item(&bed, "WEB-06"), Some(ItemState::Expired));
    let documents = bed.write(|tx, _, _| Ok(admission::facts_of(tx, &institution(7))?.evidence));
    assert_eq!(documents.expect("read").len(), 3, "gates can rest on the files");
    let scans = bed.write(|tx, _, _| Ok(evidence::scans(tx, &institution(7), 2)?)).expect("read");
    assert_eq!(scans.len(), 2);
    assert_eq!((scans[0].open_count, scans[0].is_finished), (0, true));
    let search = Search {
        from: date("20260101"),
        to: date("20281231"),
        subject: format!("institution:{}", institution(7)),
        actor: String::new(),
        action: "admission.scan.imported".to_owned(),
        before: None,
        limit: 9,
    };
    let audited = bed.write(move |tx, _, _| Ok(chain::search(tx, &search)?)).expect("read");
    assert_eq!(audited.len(), 3, "each import once in the audit trail");
}

fn code_of<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(No::Refusal(it)) => it.code,
        other => panic!("not a refusal: {other:?}"),
    }
}

fn what_is_refused_leaves_nothing(bed: Bed) {
    applied(&bed);
    let now = bed.now();
    let other = ServiceKey::parse("web:mulgyeol:2.0");
    let undeclared = import_as(&bed, &zap(now, &["id"]), other);
    assert_eq!(code_of(undeclared), "admission/service-unknown");
    let future = zap(now.plus_seconds(DAY_S), &["id"]);
    assert_eq!(code_of(import_as(&bed, &future, None)), "admission/scan-time-wrong");
    let timeless = r#"{"results":[],"errors":[],"version":"1.0"}"#;
    assert_eq!(code_of(import_as(&bed, timeless, None)), "admission/scan-time-unknown");
    let list = r#"{"catalog":{"metadata":{"title":"t"}}}"#;
    assert_eq!(code_of(import_as(&bed, list, None)), "admission/scan-not-evidence");
    let many: Vec<String> = (0..6_000).map(|n| format!("p{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let refused = import_as(&bed, &zap(now, &many), None);
    assert_eq!(code_of(refused), "admission/scan-findings-too-many");
    let left = bed.write(|tx, _, _| {
        let documents = admission::facts_of(tx, &institution(7))?.evidence.len();
        Ok((documents, evidence::scans(tx, &institution(7), 9)?.len()))
    });
    assert_eq!(left.expect("read"), (0, 0));
}

crate::on_both_engines!(one_finding_over_many_runs, what_is_refused_leaves_nothing);
