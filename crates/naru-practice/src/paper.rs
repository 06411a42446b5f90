//! The self-check as a document for people: the answers, what the standards ask to be shown, and
//! what the answers of people rest on, in one page that any browser opens and prints. It asks for
//! nothing from elsewhere.

use crate::items::{Answer, Row, groups};
use crate::materials::{self, Judged};
use naru_base::{Lang, texts};

texts! {
    title { ko: "오픈소스 자체 인증 자료", en: "Open source: self-certification pack" }
    made(at: &str) { ko: "{at} 작성", en: "Made {at}" }
    total(all: usize, yes: usize, no: usize, open: usize) {
        ko: "{all}개 항목 가운데 예 {yes}, 아니오 {no}, 미답 {open}. 미답은 통과가 아닙니다.",
        en: "Of {all} items: yes {yes}, no {no}, open {open}. Open is not passed.",
    }
    answers { ko: "1. 항목과 답", en: "1. Items and answers" }
    item { ko: "항목", en: "Item" }
    question { ko: "물음", en: "Question" }
    answer { ko: "답", en: "Answer" }
    rests { ko: "근거", en: "What it rests on" }
    serves { ko: "대응", en: "Serves" }
    standards { ko: "2. 표준이 요구하는 자료", en: "2. Materials of the standards" }
    counted(shown: usize, all: usize) {
        ko: "자료 {all}건 가운데 {shown}건을 보일 수 있습니다.",
        en: "{shown} of {all} materials can be shown.",
    }
    material { ko: "자료", en: "Material" }
    what { ko: "내용", en: "What it is" }
    items_head { ko: "항목", en: "Items" }
    state { ko: "상태", en: "State" }
    shown { ko: "있음", en: "shown" }
    lacking { ko: "없음", en: "lacking" }
    evidence_title { ko: "3. 사람이 남긴 기록과 증적", en: "3. Records of people, and their evidence" }
    evidence_none { ko: "남긴 기록이 없습니다.", en: "There is no record." }
    evidence { ko: "증적", en: "Evidence" }
    owner { ko: "담당자", en: "Who answers for it" }
    date { ko: "날짜", en: "Date" }
    until { ko: "유효", en: "Until" }
    confirmed_title { ko: "4. 전체 확인", en: "4. Confirmation of the whole" }
    confirmed_none { ko: "아직 아무도 전체를 확인하지 않았습니다.", en: "Nobody has confirmed the whole yet." }
}

const STYLE: &str = "body{font:15px/1.6 system-ui,'Noto Sans KR','Malgun Gothic',sans-serif;\
color:#1b1f24;max-width:1080px;margin:32px auto;padding:0 20px;word-break:keep-all;\
overflow-wrap:anywhere}h1{font-size:24px}h2{font-size:19px;margin-top:36px}h3{font-size:16px}\
table{border-collapse:collapse;width:100%;font-size:14px}th,td{border:1px solid #c4cad2;\
padding:5px 8px;text-align:left;vertical-align:top}th{background:#f0f2f5}\
th,td.nw{white-space:nowrap}.yes{color:#0a6b35}.no{color:#b3211b;font-weight:700}\
.open{color:#59636e}code{font-size:12px;overflow-wrap:anywhere}a{color:inherit}\
@media print{body{margin:0;max-width:none;font-size:11pt}tr{break-inside:avoid}}\
@media(max-width:600px){body{margin:16px auto;padding:0 12px}table{font-size:13px}}";

/// What a person's answer rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The item that it answers.
    pub item: String,
    /// Who answers for it.
    pub owner: String,
    /// When it was said.
    pub date: String,
    /// Until when it holds, if that is said: of every record, or of none.
    pub until: Option<String>,
    /// What can be looked up.
    pub evidence: String,
    /// Of the file, if it was at hand.
    pub sha256: String,
}

/// What the document says.
#[derive(Clone, Debug)]
pub struct Paper<'a> {
    /// Of what or whom it is.
    pub subject: &'a str,
    /// When it was made.
    pub at: &'a str,
    /// Where the answers come from.
    pub caution: &'a str,
    /// Every item with its answer, in the language of the document.
    pub rows: &'a [Row],
    /// What people's answers rest on.
    pub records: &'a [Record],
    /// Who confirmed the whole, in sentences; none: nobody; not told where nothing is confirmed.
    pub confirmed: Option<&'a [String]>,
}

/// The document.
pub fn page(lang: Lang, it: &Paper<'_>) -> String {
    let count = |answer| it.rows.iter().filter(|row| row.answer == answer).count();
    let (yes, no, open) = (count(Answer::Yes), count(Answer::No), count(Answer::Open));
    let judged = materials::judged(it.rows, lang);
    let code = match lang {
        Lang::Ko => "ko",
        Lang::En => "en",
    };
    let (head, subject) = (title(lang), text(it.subject));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{head} · {subject}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>{head}</h1>\n<p><b>{subject}</b><br>{}</p>\n",
        text(&made(lang, it.at))
    );
    put_paragraph(&mut out, &total(lang, it.rows.len(), yes, no, open));
    put_paragraph(&mut out, it.caution);
    put_items(&mut out, lang, it.rows);
    put_materials(&mut out, lang, &judged);
    put_records(&mut out, lang, it.records);
    if let Some(sentences) = it.confirmed {
        put_head(&mut out, 2, &confirmed_title(lang));
        if sentences.is_empty() {
            put_paragraph(&mut out, &confirmed_none(lang));
        }
        for it in sentences {
            put_paragraph(&mut out, it);
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// A text as HTML shows it.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// A question begins with a capital in a document, and in a list of words it does not.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}

fn put_paragraph(out: &mut String, words: &str) {
    out.push_str(&format!("<p>{}</p>\n", text(words)));
}

fn put_head(out: &mut String, level: u8, words: &str) {
    out.push_str(&format!("<h{level}>{}</h{level}>\n", text(words)));
}

/// A table: the words of its head, its rows, each of them cells that are HTML.
fn put_table(out: &mut String, heads: &[String], rows: &[(&str, Vec<Cell>)]) {
    out.push_str("<table>\n<thead><tr>");
    for it in heads {
        out.push_str(&format!("<th>{}</th>", text(it)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (id, cells) in rows {
        match *id {
            "" => out.push_str("<tr>"),
            id => out.push_str(&format!("<tr id=\"{}\">", text(id))),
        }
        for it in cells {
            match it.class {
                "" => out.push_str(&format!("<td>{}</td>", it.html)),
                class => out.push_str(&format!("<td class=\"{class}\">{}</td>", it.html)),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

/// A cell of a table, as HTML.
struct Cell {
    class: &'static str,
    html: String,
}

fn cell(words: &str) -> Cell {
    Cell { class: "", html: text(words) }
}

fn whole(words: &str) -> Cell {
    Cell { class: "nw", html: text(words) }
}

fn link(item: &str) -> String {
    let item = text(item);
    format!("<a href=\"#{item}\">{item}</a>")
}

fn put_items(out: &mut String, lang: Lang, rows: &[Row]) {
    let class = |it: Answer| match it {
        Answer::Yes => "nw yes",
        Answer::No => "nw no",
        Answer::Open => "nw open",
    };
    let heads = [item(lang), question(lang), answer(lang), rests(lang), serves(lang)];
    put_head(out, 2, &answers(lang));
    for (letter, word) in groups(lang) {
        let row = |it: &Row| {
            vec![
                whole(&it.id),
                cell(&capital(&it.question)),
                Cell { class: class(it.answer), html: text(&it.answer.text(lang)) },
                cell(&capital(&it.seen)),
                cell(&it.maps),
            ]
        };
        let mine = rows.iter().filter(|it| it.id.starts_with(letter));
        let mine: Vec<(&str, Vec<Cell>)> = mine.map(|it| (it.id.as_str(), row(it))).collect();
        if !mine.is_empty() {
            put_head(out, 3, &word);
            put_table(out, &heads, &mine);
        }
    }
}

fn put_materials(out: &mut String, lang: Lang, all: &[Judged]) {
    let row = |it: &Judged| {
        let links: Vec<String> = it.items.iter().map(|it| link(it)).collect();
        let state = match it.is_shown {
            true => Cell { class: "nw yes", html: text(&shown(lang)) },
            false => Cell { class: "nw no", html: text(&lacking(lang)) },
        };
        let items = Cell { class: "", html: links.join(", ") };
        vec![whole(&it.id), cell(&capital(&it.what)), items, state]
    };
    let heads = [material(lang), what(lang), items_head(lang), state(lang)];
    put_head(out, 2, &standards(lang));
    for (standard, have, count) in materials::counts(all) {
        let mine = all.iter().filter(|it| it.standard == standard);
        let mine: Vec<(&str, Vec<Cell>)> = mine.map(|it| ("", row(it))).collect();
        put_head(out, 3, &standard);
        put_paragraph(out, &counted(lang, have, count));
        put_table(out, &heads, &mine);
    }
}

fn put_records(out: &mut String, lang: Lang, all: &[Record]) {
    let row = |it: &Record| {
        let mut html = text(&it.evidence);
        if !it.sha256.is_empty() {
            html.push_str(&format!("<br><code>SHA-256 {}</code>", text(&it.sha256)));
        }
        let id = Cell { class: "nw", html: link(&it.item) };
        let mut cells = vec![id, cell(&it.owner), whole(&it.date)];
        cells.extend(it.until.as_deref().map(whole));
        cells.push(Cell { class: "", html });
        cells
    };
    put_head(out, 2, &evidence_title(lang));
    if all.is_empty() {
        put_paragraph(out, &evidence_none(lang));
        return;
    }
    let mut heads = vec![item(lang), owner(lang), date(lang)];
    if all.iter().any(|it| it.until.is_some()) {
        heads.push(until(lang));
    }
    heads.push(evidence(lang));
    let rows: Vec<(&str, Vec<Cell>)> = all.iter().map(|it| ("", row(it))).collect();
    put_table(out, &heads, &rows);
}
