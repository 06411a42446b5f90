//! Comma-separated values (RFC 4180): what banks and operators' tables come and go in. Pure.

/// Why a text is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTable {
    /// A quoted field that begins in this line has no end, or something stands behind its end.
    Quotes(usize),
    /// The first line does not name exactly the columns that are wanted.
    Header,
    /// This line has more or fewer fields than the first.
    Width(usize),
}

/// One line of the table: where it stands in the text, counted from 1, and its fields.
pub type Line = (usize, Vec<String>);

/// Reads a table whose first line names exactly these columns. Empty lines are passed over.
pub fn read(text: &str, columns: &[&str]) -> Result<Vec<Line>, BadTable> {
    let mut lines = lines(text.strip_prefix('\u{feff}').unwrap_or(text))?.into_iter();
    if lines.next().is_none_or(|(_, names)| names != columns) {
        return Err(BadTable::Header);
    }
    let all: Vec<Line> = lines.collect();
    match all.iter().find(|(_, fields)| fields.len() != columns.len()) {
        Some((at, _)) => Err(BadTable::Width(*at)),
        None => Ok(all),
    }
}

fn lines(text: &str) -> Result<Vec<Line>, BadTable> {
    let mut out = Vec::new();
    let (mut at, mut rest) = (1, text);
    while !rest.is_empty() {
        let begins = at;
        let mut fields = Vec::new();
        loop {
            let field = field(rest).ok_or(BadTable::Quotes(at))?;
            at += rest[..field.len].matches('\n').count();
            rest = &rest[field.len..];
            fields.push(field.text);
            if let Some(next) = rest.strip_prefix(',') {
                rest = next;
                continue;
            }
            rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
            at += 1;
            break;
        }
        if fields.iter().any(|it| !it.is_empty()) || fields.len() > 1 {
            out.push((begins, fields));
        }
    }
    Ok(out)
}

struct Field {
    text: String,
    /// Bytes that it takes, quotes counted.
    len: usize,
}

fn field(rest: &str) -> Option<Field> {
    let Some(quoted) = rest.strip_prefix('"') else {
        let len = rest.find([',', '\n']).unwrap_or(rest.len());
        let text = rest[..len].strip_suffix('\r').unwrap_or(&rest[..len]);
        return Some(Field { text: text.to_owned(), len: text.len() });
    };
    let (mut text, mut from) = (String::new(), 0);
    loop {
        let end = from + quoted[from..].find('"')?;
        text.push_str(&quoted[from..end]);
        from = end + 1;
        if !quoted[from..].starts_with('"') {
            break;
        }
        text.push('"');
        from += 1;
    }
    let behind = &quoted[from..];
    let ends = behind.is_empty() || behind.starts_with([',', '\n']) || behind.starts_with("\r\n");
    ends.then(|| Field { text, len: from + 1 })
}

/// One line of a table, without its end.
pub fn line<T: AsRef<str>>(fields: &[T]) -> String {
    fields.iter().map(|it| written(it.as_ref())).collect::<Vec<_>>().join(",")
}

fn written(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field.to_owned()
}
