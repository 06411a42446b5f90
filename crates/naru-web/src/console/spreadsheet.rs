//! Tables to take along: the one way in which these pages write comma-separated values, so that a
//! spreadsheet opens every one of them alike.
//!
//! A mark in front (without it, spreadsheets read Hangul as something else) · days as 2026-11-26 ·
//! instants as 2026-11-26T14:28:07+09:00 · lines end as RFC 4180 says · what people wrote is never
//! taken for a formula.

use super::pieces;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use naru_base::{BusinessDate, Micros};
use naru_core::settlement::csv;

const MARK: char = '\u{feff}';
const END: &str = "\r\n";

/// A table that is being written.
pub(crate) struct Sheet(String);

impl Sheet {
    /// Begins with the names of the columns.
    pub(crate) fn of(columns: &[&str]) -> Sheet {
        Sheet(csv::line(columns) + END)
    }

    /// Adds a line.
    pub(crate) fn add<T: AsRef<str>>(&mut self, fields: &[T]) {
        let fields: Vec<String> = fields.iter().map(|it| harmless(it.as_ref())).collect();
        self.0.push_str(&csv::line(&fields));
        self.0.push_str(END);
    }

    /// The file.
    pub(crate) fn file(self, name: &str) -> Response {
        file(name, &self.0)
    }
}

/// A table that is written already, as a file.
pub(crate) fn file(name: &str, table: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, format!("{MARK}{table}")).into_response()
}

/// 2026-11-26.
pub(crate) fn day(date: BusinessDate) -> String {
    pieces::day(date)
}

/// 2026-11-26T14:28:07+09:00.
pub(crate) fn at(at: Micros) -> String {
    format!("{}T{}+09:00", pieces::day(at.business_date()), at.kst_clock())
}

/// The same of an instant that may not have come.
pub(crate) fn may_at(it: Option<Micros>) -> String {
    it.map_or_else(String::new, at)
}

/// A text that begins like a formula, and is no number, with an apostrophe in front.
fn harmless(text: &str) -> String {
    let is_like_one = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match is_like_one && text.parse::<i64>().is_err() {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_formulas_and_numbers_stay_numbers() {
        let mut sheet = Sheet::of(&["name", "net"]);
        sheet.add(&["=cmd|' /C calc'!A0", "-1200"]);
        sheet.add(&["@나래, \"페이\"", ""]);
        let wanted = "name,net\r\n'=cmd|' /C calc'!A0,-1200\r\n\"'@나래, \"\"페이\"\"\",\r\n";
        assert_eq!(sheet.0, wanted);
    }

    #[test]
    fn instants_have_their_offset_and_days_their_hyphens() {
        let it = Micros::parse_kst_dtime14("20261126142807").unwrap();
        assert_eq!(at(it), "2026-11-26T14:28:07+09:00");
        assert_eq!(day(it.business_date()), "2026-11-26");
        assert_eq!(may_at(None), "");
    }
}
