//! Licence expressions as crates write them: `MIT OR (Apache-2.0 AND ISC)`, also `MIT/Apache-2.0`.

/// Whether the expression can be kept with the allowed licences alone.
pub(super) fn is_allowed(expression: &str, is_known: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, at: 0, is_known };
    let allowed = reader.any();
    allowed && reader.at == words.len() && !words.is_empty()
}

struct Reader<'a> {
    words: &'a [&'a str],
    at: usize,
    is_known: &'a dyn Fn(&str) -> bool,
}

impl Reader<'_> {
    fn next_is(&mut self, word: &str) -> bool {
        let is = self.words.get(self.at) == Some(&word);
        self.at += usize::from(is);
        is
    }

    fn any(&mut self) -> bool {
        let mut allowed = self.all();
        while self.next_is("OR") {
            allowed |= self.all();
        }
        allowed
    }

    fn all(&mut self) -> bool {
        let mut allowed = self.one();
        while self.next_is("AND") {
            allowed &= self.one();
        }
        allowed
    }

    fn one(&mut self) -> bool {
        if self.next_is("(") {
            let allowed = self.any();
            return self.next_is(")") && allowed;
        }
        let Some(licence) = self.words.get(self.at) else { return false };
        self.at += 1;
        if self.next_is("WITH") {
            let exception = self.words.get(self.at).copied().unwrap_or("");
            self.at += 1;
            return (self.is_known)(&format!("{licence} WITH {exception}"));
        }
        (self.is_known)(licence)
    }
}
