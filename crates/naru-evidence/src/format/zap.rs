//! ZAP, XML or JSON: sites with alerts, alerts with instances.

use super::{at, words};
use crate::draft::{Draft, Told, short, steady_address};
use crate::model::{Remark, Rule, Severity};
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
const OF_INSTANCE: [&str; 12] = [
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
    for (index, site) in report.items("site").iter_mut().enumerate() {
        read_site(draft, site, &at(&format!("{place}/site"), index), is_xml);
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
    let severity = told;
    let mut instances: Vec<(&mut Node, String)> = Vec::new();
    if alert.has("instances") {
        let holder = alert.get_mut("instances").expect("it is there");
        for (h, part) in holder.own_items().iter_mut().enumerate() {
            let place = format!("{place}/instances");
            if part.has("instance") {
                let place = format!("{place}/{h}/instance");
                let found = part.items("instance").iter_mut().enumerate();
                instances.extend(found.map(|(index, it)| (it, at(&place, index))));
            } else {
                instances.push((part, at(&place, h)));
            }
        }
    } else {
        // Before 2.4 an alert was its only instance.
        instances.push((alert, place.to_owned()));
    }
    for (instance, place) in instances {
        let uri = instance.take_first(&["uri", "url"]).unwrap_or_else(|| site.to_owned());
        let text = |name: &str| instance.text(name).unwrap_or_default();
        let key = vec![steady_address(&uri), text("method"), text("param")];
        let told = words(instance, &OF_INSTANCE);
        draft.finding(Told {
            rule,
            severity: severity.clone(),
            location: uri,
            words: told,
            place,
            key,
            weighs,
            ..Told::default()
        });
    }
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
