//! The console through its router, on a real store.

use crate::bed::{Bed, HOST, PASSWORD, form_of, post, said};
use crate::fixtures;
use crate::gates_pages::{self, institutions};
use axum::http::{Method, StatusCode};
use naru_base::role::{Right, Role};
use naru_core::glance::Standing;
use naru_web::console::{Access, listed};

#[tokio::test]
async fn a_person_logs_in_and_sees_the_network() {
    let bed = Bed::new(fixtures::full());
    bed.staff(Role::Operator, "ha-yun.jung").await;
    let mut visitor = bed.logged_in("ha-yun.jung").await;
    let page = visitor.get("/console").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("너울은행이 느립니다."), "{}", page.body);
}

/// How many may call now and how many are suspended stands on both pages, and follows the network:
/// whoever is limited may call, whoever is suspended may not.
#[tokio::test]
async fn who_may_call_now_and_who_is_suspended_is_counted() {
    let bed = Bed::new(fixtures::full());
    bed.staff(Role::Operator, "ha-yun.jung").await;
    let mut visitor = bed.logged_in("ha-yun.jung").await;
    let mut counts = async |network: [&str; 2], institutions: [&str; 2]| {
        let pages = [("/console", network), ("/console/institutions", institutions)];
        for (path, [ko, en]) in pages {
            let page = said(&visitor.get(&format!("{path}?lang=en")).await.body);
            assert!(page.contains(en), "{en} in {page}");
            let page = said(&visitor.get(&format!("{path}?lang=ko")).await.body);
            assert!(page.contains(ko), "{ko} in {page}");
        }
    };
    counts(
        [
            "은행 12 · 이용할 수 있는 기관 13 · 이용 정지 1",
            "Banks 12 · live institutions 13 · suspended 1",
        ],
        [
            "이용기관 14곳 가운데 13곳이 이용할 수 있습니다. 이용 정지 1곳.",
            "Live: 13 of 14 institutions. Suspended: 1.",
        ],
    )
    .await;
    let mut glance = fixtures::full();
    glance.institutions[0].standing = Standing::Suspended;
    glance.institutions[1].standing = Standing::NotAdmitted;
    glance.institutions[2].standing = Standing::InquiryOnly;
    bed.show(glance);
    counts(
        [
            "은행 12 · 이용할 수 있는 기관 11 · 이용 정지 2",
            "Banks 12 · live institutions 11 · suspended 2",
        ],
        [
            "이용기관 14곳 가운데 11곳이 이용할 수 있습니다. 이용 정지 2곳.",
            "Live: 11 of 14 institutions. Suspended: 2.",
        ],
    )
    .await;
    // Of nobody suspended nothing is said.
    bed.show(fixtures::small());
    let page = said(&visitor.get("/console").await.body);
    assert!(!page.contains("이용 정지 0"), "{page}");
}

/// In the trail a bank stands by its name above what is searched for.
#[tokio::test]
async fn the_trail_names_the_bank_that_did_it() {
    let bed = Bed::new(fixtures::full());
    let at = bed.now();
    let record = move |tx: &mut naru_store::Tx<'_>| {
        tx.audit(naru_base::AuditRecord {
            at,
            actor: "bank:905".to_owned(),
            action: "claim.freeze.answered",
            subject: "claim:01K".to_owned(),
            body: "{}".to_owned(),
        });
        Ok(())
    };
    bed.store.write(record).await.unwrap();
    bed.staff(Role::Auditor, "auditor").await;
    let mut visitor = bed.logged_in("auditor").await;
    for (lang, name) in [("ko", "너울은행"), ("en", "Neoul Bank")] {
        let found = visitor.get(&format!("/console/audit?actor=bank:905&lang={lang}")).await.body;
        assert!(found.contains(&format!(r#"<span class="block">{name}</span>"#)), "{found}");
        assert!(found.contains("bank:<wbr>905"), "what is searched for stays: {found}");
    }
}

/// Whoever comes back after the end of a session is told so, and goes back to where they were.
#[tokio::test]
async fn the_end_of_a_session_is_said_at_the_door() {
    let bed = Bed::new(fixtures::small());
    let nobody = bed.browser().get("/console/gates").await;
    assert_eq!(nobody.location(), "/console/login?next=%2Fconsole%2Fgates");
    bed.staff(Role::Operator, "ha-yun.jung").await;
    let mut one = bed.logged_in("ha-yun.jung").await;
    let form = one.form("/console/deadlines").await;
    bed.pass(13 * 3_600);
    let seen = one.get("/console/gates?show=turn").await;
    let door = "/console/login?next=%2Fconsole%2Fgates%3Fshow%3Dturn&said=over";
    assert_eq!(seen.location(), door);
    let page = said(&one.get(door).await.body);
    assert!(page.contains("접속이 끝났습니다"), "{page}");
    // What was sent is not silently lost, and the way back is to the page with the form.
    let seen = one.post("/console/deadlines/rules", &[("form", &form)]).await;
    assert_eq!(seen.location(), "/console/login?next=%2Fconsole%2Fdeadlines&said=unsent");
    let page = said(&one.get(seen.location()).await.body);
    assert!(page.contains("방금 보낸 내용은 처리되지 않았습니다"), "{page}");
    // Whoever is only half in had no session.
    let mut half = bed.browser();
    let form = half.form("/console/login").await;
    let given = [("form", form.as_str()), ("login", "ha-yun.jung"), ("password", PASSWORD)];
    let sent = half.post("/console/login", &given).await;
    assert!(sent.location().starts_with("/console/login/code"), "{}", sent.body);
    let page = said(&half.get(door).await.body);
    assert!(!page.contains("접속이 끝났습니다"), "{page}");
}

/// A proposal stands in the trail as it is called, with what was proposed in words.
#[tokio::test]
async fn the_trail_calls_a_proposal_by_its_name() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let mut one = gates_pages::enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = gates_pages::enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let wish = [("deed", "measure"), ("standing", "warned"), ("rule", "제3조")];
    let case = gates_pages::propose(&mut one, 1, &wish).await;
    let form = form_of(&other.get(&case).await.body);
    let no = [("form", form.as_str()), ("reason", "아직 이릅니다")];
    assert_eq!(other.post(&format!("{case}/reject"), &no).await.location(), case);
    bed.staff(Role::Auditor, "auditor").await;
    let mut visitor = bed.logged_in("auditor").await;
    let page = visitor.get("/console/audit?action=proposal.rejected").await.body;
    let headline = format!(r#"<a class="block" href="{case}">자격 조치: "#);
    assert!(page.contains(&headline), "{page}");
    let facts = page.split(&headline).nth(1).unwrap().split("</td>").next().unwrap();
    assert!(!facts.contains('{') && facts.contains("제3조"), "{facts}");
}

/// Something that stands in the place of a parameter and names nothing.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|it| if it.starts_with('{') { "0" } else { it });
    parts.collect::<Vec<_>>().join("/")
}

/// Every role against every route, by its own browser: refused exactly where the table says so.
#[tokio::test]
async fn every_route_opens_to_whom_the_table_says() {
    let bed = Bed::new(fixtures::small());
    for role in Role::ALL {
        let login = format!("somebody.{role}");
        bed.staff(role, &login).await;
        let visitor = bed.logged_in(&login).await;
        for (method, path, access) in listed() {
            let mut visitor = visitor.clone();
            let seen = match method {
                Method::POST => visitor.post(&filled(path), &[]).await,
                _ => visitor.get(&filled(path)).await,
            };
            let refused = seen.status == StatusCode::FORBIDDEN;
            let wants = match access {
                Access::Public | Access::Staff => true,
                Access::Right(right) => post(role).may(right),
            };
            assert_eq!(!refused, wants, "{role}: {method} {path} is {}", seen.status);
        }
    }
}

/// And without a session only the public ones open at all.
#[tokio::test]
async fn nobody_sees_more_than_the_door() {
    let bed = Bed::new(fixtures::small());
    for (method, path, access) in listed() {
        let mut visitor = bed.browser();
        let seen = match method {
            Method::POST => visitor.post(&filled(path), &[]).await,
            _ => visitor.get(&filled(path)).await,
        };
        let to_login = seen.location().starts_with("/console/login");
        let turned_away = to_login || seen.status == StatusCode::UNAUTHORIZED;
        // A second step is for whoever took the first.
        let is_way_out = path == "/console/logout" || path.starts_with("/console/login/");
        if access == Access::Public {
            assert!(!turned_away || is_way_out, "{method} {path} is {}", seen.status);
        } else {
            assert!(turned_away, "{method} {path} is {}", seen.status);
        }
    }
}

/// What answers a form has no address of its own: its language link, and whoever opens the address
/// that the form was sent to, come to the page that the form stands on.
#[tokio::test]
async fn what_answers_a_form_leads_to_a_page() {
    let bed = Bed::new(fixtures::small());
    let pages: Vec<&str> =
        listed().iter().filter(|it| it.0 == Method::GET).map(|it| it.1).collect();
    let is_page = |path: &str| {
        let parts: Vec<&str> = path.split('/').collect();
        pages.iter().any(|page| {
            let of: Vec<&str> = page.split('/').collect();
            let fits = |(of, is): (&&str, &&str)| of.starts_with('{') || of == is;
            of.len() == parts.len() && of.iter().zip(&parts).all(fits)
        })
    };
    let mut linked = 0;
    for role in Role::ALL {
        let login = format!("somebody.{role}");
        bed.staff(role, &login).await;
        let visitor = bed.logged_in(&login).await;
        for (_, path, _) in listed().into_iter().filter(|it| it.0 == Method::POST) {
            let (mut visitor, path) = (visitor.clone(), filled(path));
            if !listed().iter().any(|it| it.0 == Method::GET && filled(it.1) == path) {
                let seen = visitor.get(&format!("{path}?lang=en")).await;
                assert_eq!(seen.status, StatusCode::SEE_OTHER, "GET {path}");
                let to = seen.location().strip_suffix("?lang=en").unwrap_or_default();
                assert!(is_page(to), "GET {path} leads to {to}");
            }
            let answer = visitor.post(&path, &[]).await;
            let Some((before, _)) = answer.body.rsplit_once("hreflang=") else { continue };
            let href = before.rsplit("href=\"").next().unwrap().split('?').next().unwrap();
            assert!(is_page(href), "POST {path} as {role} links to {href}");
            linked += 1;
        }
    }
    assert!(linked > 100, "only {linked} answers had a language link");
}

/// The page that the browser came from keeps what it showed.
#[tokio::test]
async fn the_other_language_is_that_of_the_page_with_the_form() {
    let bed = Bed::new(fixtures::small());
    bed.staff(Role::Operator, "ha-yun.jung").await;
    let mut visitor = bed.logged_in("ha-yun.jung").await;
    let at = "/console/settlement/close";
    let link = |body: &str, to: &str| {
        let wanted = format!(r#"<a href="{to}" lang="en""#);
        assert!(body.contains(&wanted), "{wanted} in {body}");
    };
    link(&visitor.post(at, &[]).await.body, "/console/settlement?lang=en");
    visitor.came = Some(format!("http://{HOST}/console/settlement?page=2&lang=ko"));
    link(&visitor.post(at, &[]).await.body, "/console/settlement?lang=en&amp;page=2");
    for foreign in ["http://elsewhere.example/console/audit", "http://127.0.0.1:8080//evil", "x"] {
        visitor.came = Some(foreign.to_owned());
        link(&visitor.post(at, &[]).await.body, "/console/settlement?lang=en");
    }
}

/// Every answer there is tells the browser what it may not do: of each route, read and written, by
/// somebody who may and by nobody, that there is and that there is not.
#[tokio::test]
async fn every_answer_guards_the_browser() {
    let bed = Bed::new(fixtures::small());
    bed.staff(Role::Operator, "ha-yun.jung").await;
    let (inside, outside) = (bed.logged_in("ha-yun.jung").await, bed.browser());
    let mut answers = Vec::new();
    for visitor in [inside, outside] {
        for (method, path, _) in listed() {
            let mut visitor = visitor.clone();
            let seen = match method {
                Method::POST => visitor.post(&filled(path), &[]).await,
                _ => visitor.get(&filled(path)).await,
            };
            answers.push((format!("{method} {path}"), seen));
        }
        let mut visitor = visitor.clone();
        for path in ["/console/assets/naru.css", "/console/nothing-has-this-address"] {
            answers.push((path.to_owned(), visitor.get(path).await));
        }
        visitor.origin = "https://elsewhere.example".to_owned();
        answers.push(("elsewhere".to_owned(), visitor.post("/console/login", &[]).await));
    }
    let mut kinds = std::collections::BTreeSet::new();
    for (what, seen) in &answers {
        kinds.insert(seen.status.as_u16());
        let header = |name: &str| seen.headers.get(name).map_or("", |it| it.to_str().unwrap());
        for (name, wanted) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
        ] {
            assert_eq!(header(name), wanted, "{what} ({}): {name}", seen.status);
        }
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{what} ({}): {policy}", seen.status);
        assert!(!policy.contains("unsafe"), "{what}: {policy}");
        // A stream is asked for anew each time; the assets' names change with what is in them.
        let wanted = match what.as_str() {
            "GET /console/live" if seen.status == StatusCode::OK => "no-cache",
            _ => "no-store",
        };
        let (is_asset, cache) = (what.contains("/console/assets/"), header("cache-control"));
        assert!(is_asset || cache == wanted, "{what} ({}) may be kept: {cache}", seen.status);
        assert_eq!(header("strict-transport-security"), "", "{what}: without TLS");
    }
    // Pages, ways elsewhere, forms that do not fit, what is missing, refused and not there.
    for kind in [200, 303, 403, 404] {
        assert!(kinds.contains(&kind), "no answer of {kind} was looked at: {kinds:?}");
    }
}

/// The pages in docs/rights.md are the routes there are.
#[test]
fn the_documents_list_the_routes() {
    let mut table = String::from("| Route | Who |\n|---|---|");
    for (method, path, access) in listed() {
        let who = match access {
            Access::Public => "everybody".to_owned(),
            Access::Staff => "all staff".to_owned(),
            Access::Right(right) => format!("`{right}`"),
        };
        table.push_str(&format!("\n| {method} {path} | {who} |"));
    }
    let page = include_str!("../../../../docs/rights.md");
    assert!(page.contains(&table), "docs/rights.md should have this table:\n{table}\n");
}

#[tokio::test]
async fn each_role_lands_where_it_may_see_something() {
    let bed = Bed::new(fixtures::full());
    for role in Role::ALL {
        let login = format!("somebody.{role}");
        bed.staff(role, &login).await;
        let mut visitor = bed.logged_in(&login).await;
        let mut seen = visitor.get("/console").await;
        if seen.status == StatusCode::SEE_OTHER {
            seen = visitor.get(seen.location()).await;
        }
        assert_eq!(seen.status, StatusCode::OK, "{role}");
        let network = seen.body.contains(r#"id="river""#);
        assert_eq!(network, post(role).may(Right::NetworkRead), "{role}");
        // The figures of the whole network stand in no other's watch line.
        let figures = seen.body.contains("원장 차액");
        assert_eq!(figures, post(role).may(Right::NetworkRead), "{role}");
    }
}

/// What the stream pushes is no more than the page shows.
#[tokio::test]
async fn a_stream_carries_only_what_its_viewer_may_see() {
    let bed = Bed::new(fixtures::full());
    for role in [Role::Operator, Role::Bank, Role::Administrator] {
        let login = format!("somebody.{role}");
        bed.staff(role, &login).await;
        let mut visitor = bed.logged_in(&login).await;
        let seen = visitor.get("/console/live?lang=ko&topic=network").await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(seen.body.contains("watch-facts"), "{}", seen.body);
        let network = seen.body.contains("가온은행");
        assert_eq!(network, post(role).may(Right::NetworkRead), "{role}");
    }
}
