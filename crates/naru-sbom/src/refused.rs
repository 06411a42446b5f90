//! Why a document was refused: the place as a JSON pointer, the reason as data, and the sentence in
//! Korean and English. The sentences of all formats stand here, in one file.
//!
//! **Must never** quote more of a document than is needed to find the place: it may be hostile, and
//! it may be confidential.

use std::fmt;

/// A document was refused, or a part of it faulted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// JSON pointer to the place; empty for the document as a whole.
    pub at: String,
    /// What is wrong there.
    pub why: Why,
}

/// What is wrong with a document.
#[expect(missing_docs, reason = "the sentences below say what each field is")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// More bytes than may be read.
    TooLarge { bytes: usize, bytes_max: usize },
    /// More values than may be kept.
    TooMany { values_max: usize },
    /// Objects and arrays nested deeper than is sane.
    TooDeep { depth_max: usize },
    /// Not text in UTF-8.
    NotUtf8 { offset: usize },
    /// Not JSON, or cut off.
    Syntax { line: usize, column: usize, detail: String },
    /// Not a line of the kind the format has.
    Line { line: usize },
    /// A name appears twice in one object; which one counts depends on the reader.
    DuplicateKey { key: String },
    /// Another type than the format says.
    WrongType { wanted: String, found: &'static str },
    /// A field that must be there is not.
    MissingField { name: String },
    /// A field that the format does not know.
    UnknownField { name: String },
    /// A value that is not one of those the format lists.
    NotListed { value: String },
    /// A value that does not have its shape.
    BadShape { value: String, shape: String },
    /// Shorter, or fewer, than allowed.
    TooShort { min: u64 },
    /// Longer, or more, than allowed.
    TooLong { max: u64 },
    /// A number outside of its range.
    OutOfRange,
    /// An array that repeats an element although it must not.
    NotUnique { first: usize },
    /// None of the forms that the format allows here.
    NoFormFits,
    /// More than one of forms that exclude each other.
    SeveralFormsFit,
    /// Something that must not stand here.
    Forbidden,
    /// Another format than expected.
    NotThisFormat { wanted: &'static str },
    /// A version of the format that is not read.
    UnknownVersion { found: String },
    /// A reference to something that the document does not have.
    DanglingRef { id: String },
    /// An identifier is used for two things.
    DuplicateId { id: String },
    /// XML that is broken, or cut off.
    Markup { line: usize, detail: String },
    /// XML that declares entities: they can stand for anything, of any size.
    Entities { line: usize },
    /// A row of a table with another number of fields than its head.
    Columns { line: usize, wanted: usize, found: usize },
    /// None of the formats that are read.
    NotRecognised { seen: String },
    /// An archive or a compressed file, where the file itself is wanted.
    Compressed { kind: &'static str },
}

impl Refused {
    /// A refusal of the document as a whole.
    #[must_use]
    pub fn whole(why: Why) -> Self {
        Self { at: String::new(), why }
    }

    /// A refusal at a JSON pointer.
    #[must_use]
    pub fn at(at: impl Into<String>, why: Why) -> Self {
        Self { at: at.into(), why }
    }

    /// The reason as a sentence in Korean.
    #[must_use]
    pub fn ko(&self) -> String {
        format!("{} 위치: {}", self.why.ko(), self.place("문서 전체"))
    }

    /// The reason as a sentence in English.
    #[must_use]
    pub fn en(&self) -> String {
        format!("{} Place: {}", self.why.en(), self.place("the whole document"))
    }

    fn place<'a>(&'a self, whole: &'a str) -> &'a str {
        if self.at.is_empty() { whole } else { &self.at }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for Refused {}

impl Why {
    /// The reason in Korean, without the place.
    #[must_use]
    pub fn ko(&self) -> String {
        match self {
            Self::TooLarge { bytes, bytes_max } => {
                format!("문서가 {bytes}바이트로, 읽을 수 있는 {bytes_max}바이트를 넘습니다.")
            }
            Self::TooMany { values_max } => {
                format!("문서의 값이 {values_max}개를 넘어 읽지 않습니다.")
            }
            Self::TooDeep { depth_max } => {
                format!("객체와 배열이 {depth_max}단계보다 깊게 겹쳐 있습니다.")
            }
            Self::NotUtf8 { offset } => format!("{offset}번째 바이트부터 UTF-8 글이 아닙니다."),
            Self::Syntax { line, column, .. } => {
                format!("{line}행 {column}열에서 JSON 문법이 맞지 않거나 끊겼습니다.")
            }
            Self::Line { line } => format!("{line}행이 이 형식의 줄이 아닙니다."),
            Self::DuplicateKey { key } => {
                format!("이름 \"{key}\"이(가) 한 객체에 두 번 나와 어느 값인지 알 수 없습니다.")
            }
            Self::WrongType { wanted, found } => {
                format!("값의 종류가 {found}입니다. {wanted}이어야 합니다.")
            }
            Self::MissingField { name } => format!("필수 항목 \"{name}\"이(가) 없습니다."),
            Self::UnknownField { name } => {
                format!("이 형식에 없는 항목 \"{name}\"이(가) 있습니다.")
            }
            Self::NotListed { value } => format!("값 \"{value}\"은(는) 정해진 목록에 없습니다."),
            Self::BadShape { value, shape } => {
                format!("값 \"{value}\"이(가) 정해진 모양({shape})이 아닙니다.")
            }
            Self::TooShort { min } => format!("길이나 개수가 최소 {min}에 못 미칩니다."),
            Self::TooLong { max } => format!("길이나 개수가 최대 {max}을(를) 넘습니다."),
            Self::OutOfRange => "수가 허용 범위를 벗어났습니다.".to_owned(),
            Self::NotUnique { first } => {
                format!("되풀이될 수 없는 원소가 {first}번 원소와 같습니다(0부터 셈).")
            }
            Self::NoFormFits => "허용된 여러 형태 중 어느 것에도 맞지 않습니다.".to_owned(),
            Self::SeveralFormsFit => {
                "함께 쓸 수 없는 형태를 둘 이상 갖추었습니다. 하나만 남기십시오.".to_owned()
            }
            Self::Forbidden => "이 자리에 있으면 안 되는 값입니다.".to_owned(),
            Self::NotThisFormat { wanted } => format!("{wanted} 문서가 아닙니다."),
            Self::UnknownVersion { found } => {
                format!("형식의 버전 \"{found}\"은(는) 읽을 수 없습니다.")
            }
            Self::DanglingRef { id } => {
                format!("\"{id}\"을(를) 가리키지만 문서에 그런 것이 없습니다.")
            }
            Self::DuplicateId { id } => format!("식별자 \"{id}\"이(가) 두 곳에 쓰였습니다."),
            Self::Markup { line, .. } => {
                format!("{line}행에서 XML 문법이 맞지 않거나 끊겼습니다.")
            }
            Self::Entities { line } => {
                format!("{line}행의 문서 형식 선언에 엔터티가 있어 읽지 않습니다.")
            }
            Self::Columns { line, wanted, found } => {
                format!("{line}행의 칸이 {found}개입니다. 첫 행에 따르면 {wanted}개여야 합니다.")
            }
            Self::NotRecognised { seen } => {
                format!("읽을 수 있는 형식이 아닙니다. 파일은 \"{seen}\"(으)로 시작합니다.")
            }
            Self::Compressed { kind } => {
                format!("압축 파일({kind})입니다. 풀어서 그 안의 파일을 넣어 주십시오.")
            }
        }
    }

    /// The reason in English, without the place.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::TooLarge { bytes, bytes_max } => {
                format!("The document has {bytes} bytes; at most {bytes_max} are read.")
            }
            Self::TooMany { values_max } => {
                format!("The document has more than {values_max} values.")
            }
            Self::TooDeep { depth_max } => {
                format!("Objects and arrays are nested deeper than {depth_max} levels.")
            }
            Self::NotUtf8 { offset } => format!("From byte {offset} on it is not UTF-8 text."),
            Self::Syntax { line, column, detail } => {
                format!("Line {line}, column {column} is not JSON, or it is cut off ({detail}).")
            }
            Self::Line { line } => format!("Line {line} is not a line of this format."),
            Self::DuplicateKey { key } => {
                format!("The name \"{key}\" appears twice in one object; its value is ambiguous.")
            }
            Self::WrongType { wanted, found } => {
                format!("The value is of type {found}; it must be {wanted}.")
            }
            Self::MissingField { name } => format!("The required field \"{name}\" is missing."),
            Self::UnknownField { name } => {
                format!("The field \"{name}\" does not exist in this format.")
            }
            Self::NotListed { value } => {
                format!("The value \"{value}\" is not one of those listed.")
            }
            Self::BadShape { value, shape } => {
                format!("The value \"{value}\" does not have its shape ({shape}).")
            }
            Self::TooShort { min } => format!("Its length or count is below the minimum of {min}."),
            Self::TooLong { max } => format!("Its length or count is above the maximum of {max}."),
            Self::OutOfRange => "The number is out of its range.".to_owned(),
            Self::NotUnique { first } => {
                format!("The element repeats element {first} (counted from 0) and must not.")
            }
            Self::NoFormFits => "It fits none of the forms allowed here.".to_owned(),
            Self::SeveralFormsFit => {
                "It fits several forms that exclude each other. Keep one.".to_owned()
            }
            Self::Forbidden => "This value must not stand here.".to_owned(),
            Self::NotThisFormat { wanted } => format!("This is not a document in {wanted}."),
            Self::UnknownVersion { found } => {
                format!("The version \"{found}\" of the format is not read.")
            }
            Self::DanglingRef { id } => {
                format!("It refers to \"{id}\", which the document does not have.")
            }
            Self::DuplicateId { id } => format!("The identifier \"{id}\" is used in two places."),
            Self::Markup { line, detail } => {
                format!("The XML is broken or cut off at line {line} ({detail}).")
            }
            Self::Entities { line } => {
                format!("The document type at line {line} declares entities; it is not read.")
            }
            Self::Columns { line, wanted, found } => {
                format!("Line {line} has {found} fields; the first line has {wanted}.")
            }
            Self::NotRecognised { seen } => {
                format!("This is none of the formats that are read. It begins with \"{seen}\".")
            }
            Self::Compressed { kind } => {
                format!("This file is compressed ({kind}). Unpack it and give what is inside.")
            }
        }
    }
}

/// The beginning of a value, short enough for a message, without control characters.
#[must_use]
pub fn excerpt(text: &str) -> String {
    const CHARS_MAX: usize = 60;
    let mut out: String =
        text.chars().take(CHARS_MAX).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(CHARS_MAX).is_some() {
        out.push('…');
    }
    out
}
