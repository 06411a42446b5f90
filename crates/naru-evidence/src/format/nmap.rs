//! nmap, XML: open ports, and what its scripts found on them.

use super::{at, words};
use crate::draft::{Draft, Told, digest, short};
use crate::model::{Remark, Rule, Severity, State};
use crate::tree::Node;
use crate::weakness;

const KNOWN: [&str; 3] = ["1.03", "1.04", "1.05"];

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    let Some(run) = root.items("nmaprun").first_mut() else { return };
    let scanner = run.take_text("@scanner").unwrap_or_else(|| "nmap".to_owned());
    let version = run.take_text("@version");
    draft.tool(&scanner, version);
    let format = run.take_text("@xmloutputversion");
    draft.version(format, &KNOWN);
    draft.report.words.extend(words(run, &["@args", "@startstr"]));
    draft.observed(run.take_text("@start"));
    let mut is_finished = false;
    for stats in run.items("runstats") {
        for end in stats.items("finished") {
            let success = end.take_text("@exit");
            is_finished = success.as_deref().is_none_or(|it| it == "success");
            draft.observed(end.take_text("@time"));
            if !is_finished {
                let why = end.text("@errormsg").unwrap_or_default();
                draft.failed(&why);
            }
            draft.report.words.extend(words(end, &["@timestr", "@elapsed", "@summary"]));
            draft.word("exit", success);
        }
    }
    if !is_finished && draft.report.is_finished {
        draft.failed("runstats/finished");
    }
    let mut is_tested = false;
    for (index, host) in run.items("host").iter_mut().enumerate() {
        is_tested |= read_host(draft, host, &format!("/nmaprun/0/host/{index}"));
    }
    if !is_tested && draft.report.is_finished {
        draft.nothing_tested();
    }
}

/// Tells what was found on a host; says whether it was looked at to the end.
fn read_host(draft: &mut Draft, host: &mut Node, place: &str) -> bool {
    let mut names = Vec::new();
    for holder in host.items("hostnames") {
        for name in holder.items("hostname") {
            names.extend(name.take_text("@name"));
            draft.report.words.extend(words(name, &["@type"]));
        }
    }
    let mut addresses = Vec::new();
    for address in host.items("address") {
        addresses.extend(address.take_text("@addr"));
        draft.report.words.extend(words(address, &["@addrtype", "@vendor"]));
    }
    let first = names.first().or(addresses.first()).cloned().unwrap_or_default();
    let target = short(&first);
    draft.target(&target);
    names.into_iter().chain(addresses).for_each(|it| draft.target(&it));
    // It is up, and the time that was set for it was over before its ports were looked at.
    let timed_out = host.take_text("@timedout");
    let mut is_reached = timed_out.as_deref() != Some("true");
    draft.word(&format!("{target} timedout"), timed_out);
    for status in host.items("status") {
        let state = status.take_text("@state");
        is_reached &= state.as_deref() != Some("down");
        draft.word(&format!("{target} state"), state);
    }
    if !is_reached {
        draft.report.is_finished = false;
        draft.remark(Remark::NotReached { target: target.clone() });
    }
    // A run that only asks who is there (`-sn`) looks at no port.
    let is_tested = is_reached && (host.has("ports") || host.has("hostscript"));
    for (h, holder) in host.items("ports").iter_mut().enumerate() {
        let place = format!("{place}/ports/{h}/port");
        for (index, port) in holder.items("port").iter_mut().enumerate() {
            read_port(draft, port, (&target, &at(&place, index)));
        }
    }
    for (h, holder) in host.items("hostscript").iter_mut().enumerate() {
        let place = format!("{place}/hostscript/{h}/script");
        for (index, script) in holder.items("script").iter_mut().enumerate() {
            read_script(draft, script, (&target, &at(&place, index)));
        }
    }
    is_tested
}

fn read_port(draft: &mut Draft, port: &mut Node, (host, place): (&str, &str)) {
    let protocol = port.take_text("@protocol").unwrap_or_default();
    let number = port.take_text("@portid").unwrap_or_default();
    let (mut state, mut told) = (String::new(), Vec::new());
    if let Some(node) = port.items("state").first_mut() {
        state = node.take_text("@state").unwrap_or_default();
        told.extend(words(node, &["@reason", "@reason_ttl"]));
    }
    let mut service = String::new();
    if let Some(node) = port.items("service").first_mut() {
        service = node.text("@name").unwrap_or_default();
        let names =
            ["@name", "@product", "@version", "@extrainfo", "@ostype", "@tunnel", "@method"];
        told.extend(words(node, &names));
        told.extend(words(node, &["@conf", "@hostname", "@devicetype", "@servicefp", "cpe"]));
    }
    let location = format!("{host}:{}/{}", short(&number), short(&protocol));
    let rule = draft.plain_rule("open-port", "Open port", &[]);
    let is_open = state.starts_with("open");
    draft.finding(Told {
        rule,
        message: service,
        severity: state,
        // Whether a port may be open, somebody must say who knows what was declared.
        state: Some(if is_open { State::Review } else { State::Passed }),
        location: location.clone(),
        words: told,
        place: place.to_owned(),
        key: vec![location.clone()],
        weighs: Some(if is_open { Severity::Info } else { Severity::None }),
    });
    for (index, script) in port.items("script").iter_mut().enumerate() {
        read_script(draft, script, (&location, &at(&format!("{place}/script"), index)));
    }
}

fn read_script(draft: &mut Draft, script: &mut Node, (location, place): (&str, &str)) {
    let id = script.take_text("@id").unwrap_or_default();
    let output = script.take_text("@output").unwrap_or_default();
    let told = tables(draft, script, (&id, location, place), 0);
    // One script may tell of several things, one of them in order.
    let said = output.matches("VULNERABLE").count();
    let is_vulnerable = said > output.matches("NOT VULNERABLE").count();
    if told > 0 && !is_vulnerable {
        // The vulnerabilities were told one by one; what the script printed repeats them.
        draft.report.words.push((format!("{id} {location}"), output));
        return;
    }
    let rule = draft.plain_rule(&id, &id, &[]);
    let graded = if id == "ssl-enum-ciphers" { grade(&output) } else { None };
    let (severity, weighs) = match graded {
        _ if is_vulnerable => ("VULNERABLE".to_owned(), Severity::High),
        Some((letter, weighs)) => (letter, weighs),
        None => (String::new(), Severity::Info),
    };
    draft.finding(Told {
        rule,
        key: vec![
            location.to_owned(),
            if is_vulnerable { digest("vulnerable") } else { String::new() },
        ],
        message: output,
        state: (weighs == Severity::Info).then_some(State::Passed),
        severity,
        location: location.to_owned(),
        place: place.to_owned(),
        weighs: Some(weighs),
        ..Told::default()
    });
}

/// The grade of the weakest cipher that is offered, and how grave that is. Before 7 it was a word.
fn grade(output: &str) -> Option<(String, Severity)> {
    let (_, after) = output.rsplit_once("least strength:")?;
    let letter = after.split_whitespace().next()?;
    let weighs = match letter {
        "A" | "strong" => Severity::Info,
        "B" => Severity::Low,
        "C" | "D" | "weak" => Severity::Medium,
        "E" | "F" | "broken" => Severity::High,
        _ => Severity::Unknown,
    };
    Some((short(letter), weighs))
}

/// Tables that list vulnerabilities with a score (`vulners`): how many were told. Other tables are
/// left as they are.
fn tables(draft: &mut Draft, node: &mut Node, of: (&str, &str, &str), depth: usize) -> usize {
    const DEPTH_MAX: usize = 8;
    let (script, location, place) = of;
    let mut told = 0;
    if depth > DEPTH_MAX {
        return told;
    }
    for (index, table) in node.items("table").iter_mut().enumerate() {
        let place = at(&format!("{place}/table"), index);
        let key = |name: &str| {
            let Node::List(elements) = table.get("elem") else { return None };
            let found = elements.iter().find(|it| it.text("@key").as_deref() == Some(name));
            found.and_then(|it| it.text("#text"))
        };
        let (id, score) = (key("id"), key("cvss"));
        if let (Some(id), Some(score)) = (id, score) {
            let mut more = Vec::new();
            for element in table.items("elem") {
                let name = element.take_text("@key");
                let value = element.take_text("#text").or_else(|| element.take_own_text());
                more.push((name.unwrap_or_default(), value.unwrap_or_default()));
            }
            let kind = format!("{}:{id}", short(script));
            let rule = draft.rule(Rule { id: kind, title: id, ..Rule::default() });
            draft.finding(Told {
                rule,
                weighs: Some(weakness::of_score(&score).unwrap_or(Severity::Unknown)),
                severity: score,
                location: location.to_owned(),
                words: more,
                place,
                key: vec![location.to_owned()],
                ..Told::default()
            });
            told += 1;
        } else {
            told += tables(draft, table, (script, location, &place), depth + 1);
        }
    }
    told
}
