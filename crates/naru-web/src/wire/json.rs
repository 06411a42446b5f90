//! Writes the small flat JSON of answers: one buffer, fields in the order they are given, every
//! value a text.

/// JSON being written.
#[derive(Debug)]
pub struct JsonText {
    out: String,
    comma: bool,
}

impl Default for JsonText {
    fn default() -> Self {
        JsonText::new()
    }
}

impl JsonText {
    /// An object begun.
    pub fn new() -> JsonText {
        let mut out = String::with_capacity(1024);
        out.push('{');
        JsonText { out, comma: false }
    }

    /// A field with a text.
    pub fn text(&mut self, name: &'static str, value: &str) {
        self.name(name);
        self.out.push('"');
        escape(&mut self.out, value);
        self.out.push('"');
    }

    /// A field with a number as a number.
    pub fn number(&mut self, name: &'static str, value: i64) {
        self.name(name);
        self.out.push_str(&value.to_string());
    }

    /// A field with a list of objects.
    pub fn list<T>(
        &mut self,
        name: &'static str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut JsonText, T),
    ) {
        self.name(name);
        self.out.push('[');
        for (i, item) in items.into_iter().enumerate() {
            self.out.push_str(if i == 0 { "{" } else { ",{" });
            self.comma = false;
            write(self, item);
            self.out.push('}');
        }
        self.out.push(']');
        self.comma = true;
    }

    /// The whole.
    pub fn end(mut self) -> String {
        self.out.push('}');
        self.out
    }

    fn name(&mut self, name: &'static str) {
        if self.comma {
            self.out.push(',');
        }
        self.comma = true;
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
    }
}

fn escape(out: &mut String, value: &str) {
    let mut from = 0;
    for (at, byte) in value.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&value[from..at]);
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            _ => out.push_str(&format!("\\u{byte:04x}")),
        }
        from = at + 1;
    }
    out.push_str(&value[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back() {
        let texts = ["", "나래\u{1f600}", "a\"b\\c", "\u{0}\n\u{1f}\u{7f}", "\\u0041"];
        for text in texts {
            let mut json = JsonText::new();
            json.text("a", text);
            json.list("b", [1, 2], |json, n| {
                json.number("n", n);
                json.text("t", text);
            });
            json.list("c", [(); 0], |_, ()| {});
            json.text("d", text);
            let read: serde_json::Value = serde_json::from_str(&json.end()).expect("JSON");
            assert_eq!(read["a"], text);
            assert_eq!(read["b"][1]["t"], text);
            assert_eq!(read["b"][1]["n"], 2);
            assert_eq!(read["d"], text);
        }
    }
}
