//! `naru banks`: a network that has just begun is given its first bank.

use crate::bed::{Bed, text};
use crate::serve::serve;
use serde_json::Value;

const FILE: &str = r#"
code = "901"
name_ko = "가온은행"
name_en = "Gaon Bank"
base_url = "https://relay.gaonbank.example"
public_key = "TksUP3MrmkUyhpIz2oAFJGafux2ozJrO3TH2C59SkSM"
"#;

#[test]
fn a_bank_is_entered_shown_and_changed() {
    let (bed, _) = Bed::installed();
    let banks =
        |words: &[&str]| bed.naru(&[&["banks"], words, &["--data", bed.data_text()]].concat());
    let put = |name: &str, words: &str| {
        let path = bed.path(name);
        std::fs::write(&path, words).unwrap();
        banks(&["put", text(&path)])
    };
    let nothing = banks(&["list"]);
    assert!(nothing.err.contains("naru banks put"), "{}", nothing.err);
    let entered = put("gaon.toml", FILE);
    assert_eq!(entered.code, 0, "{}", entered.err);
    assert!(entered.err.contains("901 Gaon Bank is entered"), "{}", entered.err);
    assert!(entered.err.contains("naru keys public"), "{}", entered.err);
    let listed = |ran: &str| -> Value { serde_json::from_str(ran).unwrap() };
    let all = listed(&banks(&["list", "--json"]).out);
    assert_eq!(all[0]["name_ko"], "가온은행");
    assert_eq!((all.as_array().unwrap().len(), &all[0]["active"]), (1, &Value::Bool(true)));

    // The same code again is a change, as when the bank moves.
    let moved = FILE.replace("relay.gaonbank", "relay2.gaonbank") + "active = false\n";
    let changed = put("moved.toml", &moved);
    assert!(changed.err.contains("901 Gaon Bank is changed"), "{}", changed.err);
    let shown = banks(&["list", "--lang", "ko"]).out;
    let wanted = "901  가온은행  https://relay2.gaonbank.example\n    서명 키 TksUP3MrmkUyhpIz2oAFJGafux2ozJrO3TH2C59SkSM\n    부르지 않음\n";
    assert_eq!(shown, wanted);

    let flawed = put("flawed.toml", &FILE.replace("https://", ""));
    assert_eq!(flawed.code, 1, "{}", flawed.out);
    assert!(flawed.err.contains("base_url") && flawed.err.contains("--help"), "{}", flawed.err);
    let unknown = put("unknown.toml", &FILE.replace("name_en", "name"));
    assert!(unknown.code == 1 && unknown.err.contains("is not understood"), "{}", unknown.err);

    let verified = bed.naru(&["verify", "--data", bed.data_text()]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
    let (server, _) = serve(bed.data_text(), &[]);
    let taken = put("again.toml", FILE);
    assert_eq!(taken.code, 1, "a running server holds the installation");
    assert_eq!(server.stopped().code, 0);
}
