//! ZAP, XML or JSON: sites with alerts, alerts with instances.

use super::{at, words};
use crate::draft::{Draft, Told, short, steady_address};
use crate::model::{Remark, Rule, Severity, State};
use crate::tree::Node;
use crate::weakness;

/// What an alert says of all its instances.
const OF_ALERT: [&str; 13] = [
    "alertRef",
    "alert",
    "confidence",
    "confidencedesc",
    "desc",
    "count",
    "systemic",
    "solution",
    "otherinfo",
    "reference",
    "cweid",
    "wascid",
    "sourceid",
];
/// What an instance says.
const OF_INSTANCE: [&str; 16] = [
    "id",
    "nodeName",
    "method",
    "param",
    "attack",
    "evidence",
    "otherinfo",
    "requestheader",
    "requestbody",
    "responseheader",
    "responsebody",
    "request-header",
    "request-body",
    "response-header",
    "response-body",
    "other",
];

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    // XML has a root element, JSON has not.
    let is_xml = root.has("OWASPZAPReport");
    let (report, place) = match root.get_mut("OWASPZAPReport") {
        Some(Node::List(items)) => (&mut items[0], "/OWASPZAPReport/0"),
        _ => (root, ""),
    };
    let name = report.take_text("@programName").unwrap_or_else(|| "ZAP".to_owned());
    let version = report.take_text("@version");
    if version.is_none() {
        draft.remark(Remark::NoVersion);
    }
    draft.tool(&name, version);
    // The ISO form, where there is one, has the zone.
    let created = report.take_text("created");
    let generated = report.take_text("@generated");
    if created.is_some() {
        draft.word("generated", generated);
        draft.observed(created);
    } else {
        draft.observed(generated);
    }
    let sites = report.items("site");
    let is_tested = !sites.is_empty();
    for (index, site) in sites.iter_mut().enumerate() {
        read_site(draft, site, &at(&format!("{place}/site"), index), is_xml);
    }
    if !is_tested {
        draft.nothing_tested();
    }
}

fn read_site(draft: &mut Draft, site: &mut Node, place: &str, is_xml: bool) {
    let name = site.take_text("@name").unwrap_or_default();
    draft.target(&name);
    let name = short(&name);
    for part in ["@host", "@port", "@ssl"] {
        let value = site.take_text(part);
        draft.word(&format!("{name} {}", &part[1..]), value);
    }
    let Some(alerts) = site.get_mut("alerts") else { return };
    if is_xml {
        for (a, holder) in alerts.own_items().iter_mut().enumerate() {
            holder.take_own_text(); // `<alerts></alerts>`: nothing was found
            let place = format!("{place}/alerts/{a}/alertitem");
            for (index, alert) in holder.items("alertitem").iter_mut().enumerate() {
                read_alert(draft, alert, &name, &at(&place, index));
            }
        }
        return;
    }
    alerts.take_if_empty();
    for (index, alert) in alerts.own_items().iter_mut().enumerate() {
        read_alert(draft, alert, &name, &at(&format!("{place}/alerts"), index));
    }
}

fn read_alert(draft: &mut Draft, alert: &mut Node, site: &str, place: &str) {
    let id = alert.take_text("pluginid").unwrap_or_default();
    let title = alert.take_text("name").or(alert.text("alert")).unwrap_or_else(|| id.clone());
    let cwes = alert.text("cweid").map(|it| weakness::cwes_in(&it)).unwrap_or_default();
    // Parts of one plug-in differ by their reference only: 10038-1, 10038-2.
    let id = alert.text("alertRef").filter(|it| it.starts_with(&id)).unwrap_or(id);
    // Somebody looked at it and wrote down that it is none.
    let sure = ["confidence", "reliability"].iter().find_map(|it| alert.text(it));
    let is_false = sure.as_deref() == Some("0");
    let (code, said) = (alert.take_text("riskcode"), alert.take_text("riskdesc"));
    let told = words(alert, &OF_ALERT);
    let mut rule = Rule { id, title, cwes, words: told };
    if let (Some(code), Some(_)) = (&code, &said) {
        rule.words.push(("riskcode".to_owned(), code.clone()));
    }
    let rule = draft.rule(rule);
    let weighs = code.as_deref().and_then(by_code);
    let severity = said.or(code).unwrap_or_default();
    let told = short(&severity);
    if told != severity {
        draft.word("riskdesc", Some(severity));
    }
    let state = is_false.then_some(State::NotAffected);
    let of = Alert { rule, site, severity: told, weighs, state };
    let is_itself = match alert.get_mut("instances") {
        Some(holder) => holder.take_if_empty() || holder.take_own_text().is_some(),
        None => true,
    };
    if is_itself {
        // Before 2.4 an alert was its only instance, or held several one after the other.
        let mut apart = apart(alert);
        if apart.is_empty() {
            return tell(draft, &of, alert, place.to_owned());
        }
        for (index, one) in apart.iter_mut().enumerate() {
            tell(draft, &of, one, at(&format!("{place}/uri"), index));
        }
        return;
    }
    for (h, part) in alert.items("instances").iter_mut().enumerate() {
        let place = format!("{place}/instances/{h}");
        if part.has("instance") {
            for (index, it) in part.items("instance").iter_mut().enumerate() {
                tell(draft, &of, it, at(&format!("{place}/instance"), index));
            }
        } else {
            tell(draft, &of, part, place);
        }
    }
}

/// What all instances of an alert share.
struct Alert<'a> {
    rule: usize,
    site: &'a str,
    severity: String,
    weighs: Option<Severity>,
    state: Option<State>,
}

fn tell(draft: &mut Draft, of: &Alert<'_>, instance: &mut Node, place: String) {
    let uri = instance.take_first(&["uri", "url"]).unwrap_or_else(|| of.site.to_owned());
    let text = |name: &str| instance.text(name).unwrap_or_default();
    let key = vec![steady_address(&uri), text("method"), text("param")];
    let told = words(instance, &OF_INSTANCE);
    draft.finding(Told {
        rule: of.rule,
        severity: of.severity.clone(),
        state: of.state,
        location: uri,
        words: told,
        place,
        key,
        weighs: of.weighs,
        ..Told::default()
    });
}

/// The instances of an alert that names several addresses: lists as long as theirs belong to them.
fn apart(alert: &mut Node) -> Vec<Node> {
    let length = |alert: &Node, name: &str| match alert.get(name) {
        Node::List(items) => items.len(),
        _ => 0,
    };
    let count = length(alert, "uri");
    if count < 2 {
        return Vec::new();
    }
    let mut found: Vec<Vec<(String, Node)>> = vec![Vec::new(); count];
    for name in ["uri", "param", "attack", "evidence"] {
        if length(alert, name) == count {
            for (one, text) in found.iter_mut().zip(alert.take_texts(name)) {
                one.push((name.to_owned(), Node::Text(text)));
            }
        }
    }
    found.into_iter().map(Node::Object).collect()
}

fn by_code(code: &str) -> Option<Severity> {
    match code.trim() {
        "0" => Some(Severity::Info),
        "1" => Some(Severity::Low),
        "2" => Some(Severity::Medium),
        "3" => Some(Severity::High),
        "-1" => Some(Severity::None),
        _ => None,
    }
}
