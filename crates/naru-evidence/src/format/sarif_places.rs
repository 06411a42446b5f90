//! Where a SARIF result was found: file and line, or a name in the program.

use crate::draft::short;
use crate::tree::Node;

/// The tables of a run that results point into.
pub(super) struct Places {
    artifacts: Vec<String>,
    names: Vec<String>,
}

impl Places {
    pub(super) fn of(run: &Node) -> Places {
        let list = |name: &str| match run.get(name) {
            Node::List(items) => items.as_slice(),
            _ => &[],
        };
        let uri = |it: &Node| short(&it.get("location").text("uri").unwrap_or_default());
        let name = |it: &Node| {
            it.text("fullyQualifiedName").or(it.text("decoratedName")).or(it.text("name"))
        };
        Places {
            artifacts: list("artifacts").iter().map(uri).collect(),
            names: list("logicalLocations")
                .iter()
                .map(|it| short(&name(it).unwrap_or_default()))
                .collect(),
        }
    }
}

/// The first place of a result: for people, and the file and the name in it for the fingerprint.
/// Further places are told as words.
pub(super) fn location(
    result: &mut Node,
    places: &Places,
    told: &mut Vec<(String, String)>,
) -> (String, String, String) {
    let mut first = None;
    let mut all = result.items("locations").iter_mut().collect::<Vec<_>>();
    for one in &mut all {
        let place = of_location(one, places, told);
        if first.is_none() {
            first = Some(place);
        } else {
            told.push(("location".to_owned(), place.0));
        }
    }
    let (mut shown, mut uri, inner) = first.unwrap_or_default();
    if uri.is_empty()
        && let Some(target) = result.get_mut("analysisTarget")
        && let Some(found) = target.take_text("uri")
    {
        shown.clone_from(&found);
        uri = found;
    }
    (shown, uri, inner)
}

fn of_location(
    location: &mut Node,
    places: &Places,
    told: &mut Vec<(String, String)>,
) -> (String, String, String) {
    // The other two are of 1.0.
    let (mut uri, mut line) = (String::new(), None);
    for name in ["physicalLocation", "resultFile", "analysisTarget"] {
        if uri.is_empty()
            && let Some(physical) = location.get_mut(name)
        {
            (uri, line) = of_file(physical, places, told);
        }
    }
    let mut names = Vec::new();
    for logical in location.items("logicalLocations") {
        let index = logical.text("index").and_then(|it| it.parse::<usize>().ok());
        let name = logical
            .take_text("fullyQualifiedName")
            .or_else(|| logical.take_text("decoratedName"))
            .or_else(|| logical.take_text("name"))
            .or_else(|| index.and_then(|it| places.names.get(it).cloned()));
        names.extend(name);
    }
    names.extend(location.take_text("fullyQualifiedLogicalName"));
    let inner = names.join(" ");
    let file = line.map_or_else(|| uri.clone(), |line| format!("{uri}:{line}"));
    let shown = match (file.is_empty(), inner.is_empty()) {
        (true, _) => inner.clone(),
        (_, true) => file,
        _ => format!("{file} {inner}"),
    };
    (shown, uri, inner)
}

/// File and line.
fn of_file(
    physical: &mut Node,
    places: &Places,
    told: &mut Vec<(String, String)>,
) -> (String, Option<String>) {
    let inner = ["artifactLocation", "fileLocation"].into_iter().find(|it| physical.has(it));
    let artifact = match inner {
        Some(name) => physical.get_mut(name),
        None => Some(&mut *physical),
    };
    let uri = artifact.and_then(|it| {
        let index = it.text("index").and_then(|it| it.parse::<usize>().ok());
        it.take_text("uri").or_else(|| index.and_then(|it| places.artifacts.get(it).cloned()))
    });
    let mut line = None;
    if let Some(region) = physical.get_mut("region") {
        line = region.take_text("startLine");
        for name in ["endLine", "startColumn", "endColumn", "charOffset", "charLength"] {
            if let Some(value) = region.take_text(name) {
                told.push((name.to_owned(), value));
            }
        }
        if let Some(text) = region.get_mut("snippet").and_then(|it| it.take_text("text")) {
            told.push(("snippet".to_owned(), text));
        }
    }
    (uri.unwrap_or_default(), line)
}
