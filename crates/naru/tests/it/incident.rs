//! `naru incident`: what is open and what has happened, read beside a running server.

use crate::bed::{Bed, Ran, without_moments};
use crate::demo::{demo_for, json, session};
use crate::http::{post_form, send};
use crate::serve::serve;
use serde_json::Value;

fn incident(bed: &Bed, words: &[&str]) -> Ran {
    bed.naru(&[&["incident"], words, &["--data", bed.data_text()]].concat())
}

fn shown(ran: &Ran, bed: &Bed, ids: &[&str]) -> String {
    let all = ids.iter().fold(ran.shown(bed), |all, id| all.replace(id, "[ID]"));
    without_moments(&all)
}

/// Opens an incident in the console; gives its id.
fn opened(base: &str, cookie: &str, (status, title): (&str, &str)) -> String {
    let headers = [format!("cookie: {cookie}")];
    let page = send(base, "GET", "/console/incidents/open", &headers, "");
    let given = [
        ("form", page.hidden("form")),
        ("key", page.hidden("key")),
        ("status", status),
        ("grade", "2"),
        ("title", title),
        ("text", "응답이 느립니다"),
    ];
    let done = post_form(base, "/console/incidents/open", cookie, &given);
    assert_eq!(done.status, 303, "{}", done.body);
    done.header("location")[0].rsplit('/').next().unwrap().to_owned()
}

#[test]
fn incidents_are_read_beside_a_running_server() {
    let bed = Bed::new();
    demo_for(bed.data_text(), "0", &["--no-traffic"]);
    for (name, lang) in [("none_ko", "ko"), ("none_en", "en")] {
        let ran = incident(&bed, &["list", "--lang", lang]);
        insta::assert_snapshot!(format!("incident_{name}"), shown(&ran, &bed, &[]));
    }
    let credentials = json(&bed.data().join("credentials.json"));
    let staff = credentials["staff"].as_array().unwrap();
    let desk = staff.iter().find(|it| it["role"] == "security-desk").unwrap();
    let (serve, base) = serve(bed.data_text(), &[]);
    let cookie = session(&base, desk);
    let first = opened(&base, &cookie, ("actual", "너울은행 지연"));
    let second = opened(&base, &cookie, ("exercise", "접속 장애 훈련"));
    let page = format!("/console/incidents/{first}");
    let headers = [format!("cookie: {cookie}")];
    let form = send(&base, "GET", &page, &headers, "").hidden("form").to_owned();
    let close = [("form", form.as_str()), ("reason", "다시 빨라졌습니다")];
    let closed = post_form(&base, &format!("{page}/close"), &cookie, &close);
    assert_eq!(closed.status, 303, "{}", closed.body);

    let ids = [first.as_str(), &second];
    for lang in ["ko", "en"] {
        let list = incident(&bed, &["list", "--lang", lang]);
        insta::assert_snapshot!(format!("incident_list_{lang}"), shown(&list, &bed, &ids));
        let one = incident(&bed, &["show", &first, "--lang", lang]);
        insta::assert_snapshot!(format!("incident_show_{lang}"), shown(&one, &bed, &ids));
        let unknown = incident(&bed, &["show", "01KAR3V8Q0000000000000000A", "--lang", lang]);
        insta::assert_snapshot!(format!("incident_unknown_{lang}"), shown(&unknown, &bed, &ids));
    }
    let value = |words: &[&str]| -> Value {
        let ran = incident(&bed, words);
        assert_eq!(ran.code, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    };
    let open = value(&["list", "--open", "--json"]);
    assert_eq!(open.as_array().unwrap().len(), 1, "{open}");
    assert_eq!(open[0]["id"], second.as_str());
    assert_eq!((&open[0]["status"], &open[0]["grade"]), (&"exercise".into(), &2.into()));
    let one = value(&["show", &first, "--json"]);
    assert_eq!((&one["state"], &one["title"]), (&"closed".into(), &"너울은행 지연".into()));
    let kinds: Vec<&str> =
        one["timeline"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["opened", "closed"], "{one}");
    assert_eq!(value(&["list", "--most", "1", "--json"]).as_array().unwrap().len(), 1);
    assert_eq!(incident(&bed, &["show", "x"]).code, 2);
    assert_eq!(serve.stopped().code, 0);
}
