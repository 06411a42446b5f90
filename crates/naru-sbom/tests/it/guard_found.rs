//! What the guard finds and what it leaves alone, case by case: ways in which numbers and secrets
//! are written, and what looks like them. Counted is from medium confidence on, as by default.

use naru_sbom::guard::{
    Confidence, Kind, Limits, Options, Report, Sight, Unread, Visit, scan, unpack,
};
use std::io::{Cursor, Read, Write as _};

fn options() -> Options<'static> {
    Options { confidence_min: Confidence::Medium, ..Options::default() }
}

fn kinds(bytes: &[u8]) -> Vec<Kind> {
    scan(bytes, options()).hits.iter().map(|hit| hit.kind).collect()
}

/// Everything in a file, those inside of it included.
#[derive(Default)]
struct Eye {
    found: Vec<(String, Kind)>,
    files: Vec<String>,
    unread: Vec<(String, Unread)>,
}

impl Visit for Eye {
    fn file(&mut self, name: &str, bytes: &mut dyn Read) -> std::io::Result<()> {
        let mut sight = Sight::new(options(), name);
        let mut all = Vec::new();
        bytes.read_to_end(&mut all)?;
        sight.push(&all);
        let report: Report = sight.finish();
        self.found.extend(report.hits.iter().map(|hit| (name.to_owned(), hit.kind)));
        self.files.push(name.to_owned());
        Ok(())
    }
    fn unread(&mut self, name: &str, why: Unread) {
        self.unread.push((name.to_owned(), why));
    }
}

fn look(name: &str, bytes: &[u8]) -> Eye {
    let mut eye = Eye::default();
    unpack(name, Cursor::new(bytes), Limits::for_archive(bytes.len() as u64), &mut eye);
    eye
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("written");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("written").into_inner()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3)
            .fold(0, |bits, at| bits << 8 | u32::from(group.get(at).copied().unwrap_or_default()));
        for at in 0..=group.len() {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(char::from(letter));
        }
    }
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

#[test]
fn what_a_mail_or_a_page_holds_in_base64_is_looked_into() {
    let inner = "주민등록번호 900101-1234568\n";
    let mail = |bytes: &[u8]| {
        format!(
            "From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--x--\r\n",
            base64(bytes)
        )
    };
    let page = format!("<img src=\"data:text/plain;base64,{}\">", base64(inner.as_bytes()));
    for (name, text) in [("a.eml", mail(inner.as_bytes())), ("a.html", page)] {
        let eye = look(name, text.as_bytes());
        assert_eq!(eye.found, [(format!("{name}!/part-1"), Kind::Resident)], "{name}");
        assert_eq!(eye.files, [name.to_owned(), format!("{name}!/part-1")]);
    }
    // Archives too, and what cannot be looked into is told.
    let eye = look("a.eml", mail(&zip(&[("b.txt", inner.as_bytes())])).as_bytes());
    assert_eq!(eye.found, [("a.eml!/part-1!/b.txt".to_owned(), Kind::Resident)]);
    let eye = look("a.eml", mail(b"%PDF-1.7\n...").as_bytes());
    assert_eq!(eye.unread, [("a.eml!/part-1".to_owned(), Unread::Format("pdf"))]);
    // A mail in a mail in a mail, beyond the limit.
    let mut deep = mail(inner.as_bytes());
    for _ in 0..5 {
        deep = mail(deep.as_bytes());
    }
    assert_eq!(look("a.eml", deep.as_bytes()).unread.len(), 1);
    // Quoted-printable, also across the end of a line.
    let quoted = "MIME-Version: 1.0\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                  900101=2D1234568\r\n800101-22=\r\n34567\r\n";
    assert_eq!(look("a.mht", quoted.as_bytes()).found.len(), 2);
}

#[test]
fn formats_that_are_not_unpacked_are_told_wherever_they_lie() {
    let formats: [(&[u8], &str); 5] = [
        (b"ALZ\x01\x0a\0\0\0", "alz"),
        (b"EGGA\0\x01\0\0", "egg"),
        (b"\x1a\0-lh5-\0\x01", "lzh"),
        (b"\x1F\x9D\x90\0\x01", "compress"),
        (b"HWP Document File V3.00 \x1a\x01\x02\x03", "hwp 3"),
    ];
    for (bytes, word) in formats {
        assert_eq!(look("a", bytes).unread, [("a".to_owned(), Unread::Format(word))]);
        let eye = look("a.zip", &zip(&[("b", bytes)]));
        assert_eq!(eye.unread, [("a.zip!/b".to_owned(), Unread::Format(word))]);
    }
    let sheet = zip(&[("[Content_Types].xml", b"<a/>"), ("xl/workbook.bin", b"\x83\x01\0")]);
    assert_eq!(look("a.xlsb", &sheet).unread, [("a.xlsb".into(), Unread::Format("xlsb"))]);
}

#[test]
fn office_documents_are_known_by_what_lies_in_them() {
    let runs = b"<w:p><w:r><w:t>900101-</w:t></w:r><w:r><w:t>1234568</w:t></w:r></w:p>";
    for name in ["a.docx", "a.dotx", "renamed.zip", "noname"] {
        assert_eq!(look(name, &zip(&[("word/document.xml", runs)])).found.len(), 1, "{name}");
    }
    let cells = b"<row><c r=\"A2\"><v>900101</v></c><c r=\"B2\" s=\"1\"><v>1234568</v></c></row>";
    assert_eq!(look("a.xlsx", &zip(&[("xl/worksheets/sheet1.xml", cells)])).found.len(), 1);
    let rich = br"{\rtf1\ansi 900101-}{\b 1234568}";
    assert_eq!(look("a.doc", rich).found.len(), 1);
}

fn utf16(text: &str, is_little: bool) -> Vec<u8> {
    let bytes = |unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn utf_16_without_a_mark_is_told_from_bytes_whatever_its_letters_are() {
    let korean = "가나다라마바사아자차카타파하 글쓰기저장관리 ".repeat(30);
    for text in [
        "이름,주민등록번호,관계\r\n가나다,900101-1234568,본인\r\n".to_owned(),
        "글번호,주민등록번호\r\n1,900101-1234568\r\n".to_owned(),
        "저축관리,주민등록번호\n관저,900101-1234568\n".to_owned(),
        format!("{korean}주민등록번호 900101-1234568 {korean}"),
        format!("一丁七 주민등록번호 900101-1234568 {korean}"),
        "name,rrn\r\nhong,900101-1234568\r\n".to_owned(),
    ] {
        for is_little in [true, false] {
            let found = kinds(&utf16(&text, is_little));
            assert_eq!(found, [Kind::Resident], "{is_little}: {}", &text[..24]);
        }
    }
    let wide = |order: fn(u32) -> [u8; 4]| -> Vec<u8> {
        let letters = "\u{feff}가 900101-1234568 끝".chars();
        letters.flat_map(|it| order(u32::from(it))).collect()
    };
    for bytes in [wide(u32::to_le_bytes), wide(u32::to_be_bytes)] {
        let report = scan(&bytes, options());
        assert_eq!(report.hits.len(), 1);
        assert_eq!((report.hits[0].start, report.hits[0].end), (12, 12 + 14 * 4));
    }
    // Numbers of a program beside text of one byte a letter.
    let mut binary: Vec<u8> = (0..200_u16).flat_map(|it| (it * 7).to_le_bytes()).collect();
    binary.extend_from_slice(b" 900101-1234568 ");
    assert_eq!(kinds(&binary), [Kind::Resident]);
}

#[test]
fn a_resident_number_is_found_beside_its_word_whatever_stands_between_its_halves() {
    let between = [
        "_", "~", "*", "·", "ㅡ", "│", "=", "+", "～", "\u{200b}", "\u{ad}", "\n", "\r\n", "   ",
        "   -   ", "&#45;", "&#x2D;", "&nbsp;", "\\u002d", "%2D", "=2D", "-", " ", ".", "/",
    ];
    for between in between {
        let text = format!("주민등록번호 900101{between}1234568 입니다\n");
        assert_eq!(kinds(text.as_bytes()), [Kind::Resident], "{between:?}");
    }
    for text in [
        "<p><jumin1>900101</jumin1><jumin2>1234568</jumin2></p>",
        r#"{"a":{"jumin1": 900101, "jumin2": 1234568}}"#,
        "GET /x?jumin1=900101&jumin2=1234568\n",
        "RRN900101-1234568\n",
        "rrn9001011234568\n",
        "kim_900101-1234568.pdf",
        "ID:900101-1234568A\n",
        "900101-1234568_kim",
        "<td>900101</td><td>1234568</td>",
    ] {
        assert_eq!(kinds(text.as_bytes()), [Kind::Resident], "{text}");
    }
}

#[test]
fn what_only_looks_like_a_number_of_a_person_is_left_alone() {
    for text in [
        "900101_1234567",
        "900101~1234568",
        "900101\n1234568",
        "a900101-1234567",
        "<td>900101</td><td>1234567</td>",
        "imei 490154203237518",
        "imei 356938035643809",
        "바코드 8801234567893",
        "batch 261127 1000001 rows",
        "x = 610110 2000000",
        "[261127 1234567] INFO",
        "주문 261127-1234567",
        "입금일시: 20261127123456",
        "account updated 1732712345678",
        r#"{"accountId":"ab","updatedAt":1732712345678}"#,
        "출금액 1234567890원",
        "입금 1234567890 KRW",
        "계좌 잔액 12345678901",
        "arn:aws:iam::123456789012:role/account-admin",
        "account manager +82-2-1234-5678, 1588-1234",
    ] {
        assert_eq!(kinds(text.as_bytes()), [], "{text}");
    }
    // Beside them the true ones stay.
    for (text, kind) in [
        ("900101 1234568", Kind::Resident),
        ("주문 900101-1234568", Kind::Resident),
        ("900101-1234567", Kind::Resident),
        ("378282246310005", Kind::Card),
        ("4111111111111111", Kind::Card),
        ("카드 30569309025904", Kind::Card),
        ("계좌번호 1732712345678", Kind::Account),
        (r#""account": "1732712345678""#, Kind::Account),
        ("금액 5000원, 입금계좌 110234567890", Kind::Account),
        ("잔액 5000원 계좌 110-234-567890", Kind::Account),
    ] {
        assert_eq!(kinds(text.as_bytes()), [kind], "{text}");
    }
}

#[test]
fn secrets_are_found_with_and_without_quotes() {
    for text in [
        "spring:\n  datasource:\n    password: S3cr3t!pass99\n",
        "DB_PASSWORD=S3cr3t!pass99\n",
        "export DB_PASSWORD=naru1234\r\n",
        "ENV DB_PASSWORD=S3cr3tpass99 OTHER=1\n",
        "spring.datasource.password = S3cr3tpass99 # live",
        "비밀번호: S3cr3t!pass99\n",
        "Server=db;User Id=sa;Password=S3cr3tpass99;Encrypt=true",
        "mysql --password=S3cr3tpass99 -u root",
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
        "jdbc:mysql://root:S3cr3tpass99@db:3306/x",
        "postgres://app:S3cr3t99@db/x",
        "redis://:S3cr3t99@db:6379",
        r#"<property name="password" value="S3cr3t!pass99"/>"#,
        "<password>S3cr3t!pass99</password>",
        r#"<entry key="password">S3cr3tpass99</entry>"#,
        r#"String password = "S3cr3t!pass99";"#,
    ] {
        assert_eq!(kinds(text.as_bytes()), [Kind::Password], "{text}");
    }
    // The word in CP949.
    assert_eq!(kinds(b"\xba\xf1\xb9\xd0\xb9\xf8\xc8\xa3: S3cr3t!pass99\n"), [Kind::Password]);
    for kind in ["", "RSA ", "DSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "SSH2 ENCRYPTED "] {
        let text = format!("-----BEGIN {kind}PRIVATE KEY-----\nMIIE\n");
        assert_eq!(kinds(text.as_bytes()), [Kind::PrivateKey], "{text}");
    }
    let putty = b"PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\n";
    assert_eq!(kinds(putty), [Kind::PrivateKey]);
    let key = "OPENAI_API_KEY=sk-proj-abcDEF123456789abcDEF123456789abcDEF123456789\n";
    assert!(kinds(key.as_bytes()).contains(&Kind::Token));
}

#[test]
fn what_only_speaks_of_secrets_is_left_alone() {
    for text in [
        "password: ${DB_PASSWORD1}\n",
        "password: $DB_PASSWORD1\n",
        "password: ENC(abc123def456)\n",
        "password = getenv(\"PASSWORD1\")\n",
        "let password = password_of_user1\n",
        "const token = response.token1\n",
        "self.token = token1234\n",
        "token: String,\n    password: Sha256Hash,\n",
        "token: base64url\n",
        "secret_file: /run/secrets/db1\npassword: /run/secrets/db123\n",
        "secretName: 'db-credentials-v1'\n",
        "password: your-password-123\n",
        "password: see ticket 12345678\n",
        "비밀번호: 8자 이상 20자 이하\n",
        "token: \"[a-z0-9]{10}\"",
        "Secret => \"CLIENT_TRAFFIC_SECRET_0\"",
        "client_secret=s%2Bcret&scope=sa",
        "https://user:password@example.com/",
        "https://user:pass1234@example.com/",
        "https://${USER}:${PASSWORD1}@host/",
        "https://host:8080/@user1",
        "-----BEGIN PUBLIC KEY-----\nMIIB",
        "-----BEGIN CERTIFICATE-----\nMIIB",
        "<password>********</password>",
        r#"<input name="password" value="">"#,
    ] {
        assert_eq!(kinds(text.as_bytes()), [], "{text}");
    }
}
