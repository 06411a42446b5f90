//! What is known of exploitation: CISA's catalogue (KEV) and EPSS.

use super::ReadError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// An entry of the catalogue of known exploited vulnerabilities.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kev {
    /// The date on which it was taken in.
    pub added: String,
    /// The date by which it must be repaired.
    pub due: String,
    /// Vendor and product.
    pub product: String,
    /// Whether ransomware uses it, if that is known.
    pub is_ransomware: bool,
}

/// A forecast of exploitation within thirty days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Epss {
    /// Probability, in billionths.
    pub probability_ppb: u32,
    /// Share of vulnerabilities that are at most as probable, in billionths.
    pub percentile_ppb: u32,
}

/// A day's forecasts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EpssTable {
    /// The day, as the file says it.
    pub date: Option<String>,
    /// Forecasts by CVE.
    pub scores: BTreeMap<String, Epss>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KevEntry {
    #[serde(rename = "cveID")]
    cve_id: String,
    #[serde(default)]
    vendor_project: String,
    #[serde(default)]
    product: String,
    #[serde(default)]
    date_added: String,
    #[serde(default)]
    due_date: String,
    #[serde(default)]
    known_ransomware_campaign_use: String,
}

#[derive(Deserialize)]
struct KevFile {
    vulnerabilities: Vec<KevEntry>,
}

/// Reads CISA's catalogue, JSON or CSV.
///
/// # Errors
/// When it is neither, or a column that decides is missing.
pub fn parse_kev(bytes: &[u8]) -> Result<BTreeMap<String, Kev>, ReadError> {
    let is_json = bytes.trim_ascii_start().first() == Some(&b'{');
    let entries = if is_json {
        let file: KevFile = serde_json::from_slice(bytes).map_err(|error| {
            let place = format!("line {} column {}", error.line(), error.column());
            ReadError::new("KEV", place, error.to_string())
        })?;
        file.vulnerabilities
    } else {
        kev_rows(bytes)?
    };
    let kev = |entry: KevEntry| {
        let product = format!("{} {}", entry.vendor_project, entry.product).trim().to_owned();
        let is_ransomware = entry.known_ransomware_campaign_use.eq_ignore_ascii_case("known");
        let (added, due) = (entry.date_added, entry.due_date);
        (entry.cve_id, Kev { added, due, product, is_ransomware })
    };
    Ok(entries.into_iter().map(kev).collect())
}

fn kev_rows(bytes: &[u8]) -> Result<Vec<KevEntry>, ReadError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ReadError::new("KEV", "the file", error.to_string()))?;
    let mut rows = Rows(text.trim_start_matches('\u{feff}'));
    let head = rows.next().unwrap_or_default();
    let column = |name: &str| head.iter().position(|cell| cell == name);
    let id = column("cveID").ok_or_else(|| {
        ReadError::new("KEV", "line 1", "no column `cveID` (JSON or CSV of CISA)")
    })?;
    let cell = |row: &[String], at: Option<usize>| {
        at.and_then(|at| row.get(at)).cloned().unwrap_or_default()
    };
    let entry = |row: Vec<String>| KevEntry {
        cve_id: cell(&row, Some(id)),
        vendor_project: cell(&row, column("vendorProject")),
        product: cell(&row, column("product")),
        date_added: cell(&row, column("dateAdded")),
        due_date: cell(&row, column("dueDate")),
        known_ransomware_campaign_use: cell(&row, column("knownRansomwareCampaignUse")),
    };
    Ok(rows.map(entry).filter(|entry| !entry.cve_id.is_empty()).collect())
}

/// Reads a day's EPSS file (`cve,epss,percentile`), already unpacked.
///
/// # Errors
/// When a column is missing or a number is none.
pub fn parse_epss(bytes: &[u8]) -> Result<EpssTable, ReadError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ReadError::new("EPSS", "the file", error.to_string()))?;
    let mut table = EpssTable::default();
    let mut has_head = false;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(note) = line.strip_prefix('#') {
            let date = note.split(',').find_map(|part| part.trim().strip_prefix("score_date:"));
            table.date = date.map(str::to_owned);
            continue;
        }
        let mut cells = line.split(',').map(str::trim);
        let (Some(id), Some(score), Some(percentile)) = (cells.next(), cells.next(), cells.next())
        else {
            if line.is_empty() {
                continue;
            }
            return Err(epss_error(at, "cve,epss,percentile are wanted"));
        };
        if !has_head {
            has_head = true;
            if id.eq_ignore_ascii_case("cve") {
                continue;
            }
        }
        let number = |text| billionths(text).ok_or_else(|| epss_error(at, "no share from 0 to 1"));
        let epss = Epss { probability_ppb: number(score)?, percentile_ppb: number(percentile)? };
        table.scores.insert(id.to_owned(), epss);
    }
    Ok(table)
}

fn epss_error(at: usize, why: &str) -> ReadError {
    ReadError::new("EPSS", format!("line {}", at + 1), why)
}

/// `0.97425` in billionths, cut after nine places.
fn billionths(text: &str) -> Option<u32> {
    // Very small shares come as `1.2e-05`.
    let (mantissa, shift) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || whole.len() > 4 {
        return None;
    }
    let places = usize::try_from(9_i32.checked_add(shift)?).unwrap_or(0).min(30);
    let digits: String = fraction.chars().chain(std::iter::repeat('0')).take(places).collect();
    let value: u64 = if shift < -9 { 0 } else { format!("{whole}{digits}").parse().ok()? };
    u32::try_from(value).ok().filter(|value| *value <= 1_000_000_000)
}

/// Rows of a CSV text (RFC 4180): cells in quotes may hold commas, quotes and line breaks.
struct Rows<'a>(&'a str);

impl Iterator for Rows<'_> {
    type Item = Vec<String>;
    fn next(&mut self) -> Option<Vec<String>> {
        if self.0.is_empty() {
            return None;
        }
        let mut row = Vec::new();
        let mut cell = String::new();
        let mut is_quoted = false;
        let mut chars = self.0.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if is_quoted && chars.peek().is_some_and(|(_, next)| *next == '"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
                '\r' if !is_quoted => {}
                '\n' if !is_quoted => {
                    row.push(cell);
                    self.0 = &self.0[at + 1..];
                    return Some(row);
                }
                c => cell.push(c),
            }
        }
        row.push(cell);
        self.0 = "";
        Some(row)
    }
}
