//! `guide`: pages, answers, drafts, in both languages.

use crate::bed::Bed;

#[test]
fn the_list_a_page_and_a_search() {
    let bed = Bed::new();
    insta::assert_snapshot!("guide_list_en", bed.run("guide").shown());
    insta::assert_snapshot!("guide_page_en", bed.run("guide operate").shown());
    assert_eq!(bed.run("guide nowhere").code, 2);
    let ids = |words: &str| -> Vec<String> {
        let found = bed.run(words).json();
        let all = found.as_array().cloned().unwrap_or_default();
        all.iter().map(|it| it["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(ids("guide --json --find AGPL")[0], "faq-agpl");
    assert_eq!(ids("guide --json --find transitive way"), ["faq-transitive"]);
    assert_eq!(ids("guide --json --find zeppelin"), Vec::<String>::new());
    let bed = bed.in_korean();
    insta::assert_snapshot!("guide_list_ko", bed.run("guide").shown());
    assert!(bed.run("guide --find 폐쇄망").out.contains("반입은 어떻게 합니까"));
}

#[test]
fn every_page_is_whole_in_both_languages_and_names_commands_that_there_are() {
    let text = std::fs::read_to_string("../../docs/oss-guide/guide.toml").expect("it is there");
    let data: toml::Table = text.parse().expect("it is TOML");
    let mut count = 0;
    for list in ["page", "question"] {
        for page in data[list].as_array().expect("a list") {
            count += 1;
            for field in ["ko_title", "en_title", "ko", "en"] {
                let text = page[field].as_str().expect("a text");
                assert!(text.trim().len() > 10, "{}: {field}", page["id"]);
                let is_korean = text.chars().any(|it| ('가'..='힣').contains(&it));
                assert_eq!(is_korean, field.starts_with("ko"), "{}: {field}", page["id"]);
                for command in text.split("`naru oss ").skip(1) {
                    let word = command.split([' ', '`']).next().unwrap_or_default();
                    let help = Bed::new().run(&format!("{word} --help"));
                    assert_eq!(help.code, 0, "{}: naru oss {word}", page["id"]);
                }
            }
        }
    }
    assert!(count >= 20, "{count}");
}

#[test]
fn drafts_are_written_in_the_readers_language() {
    let bed = Bed::new();
    for template in ["policy", "process", "request"] {
        let ran = bed.run(&format!("guide --template {template} --out draft.md"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let english = bed.read("draft.md");
        assert!(english.starts_with("# ") && !english.contains('가'), "{template}");
    }
    assert!(bed.in_korean().run("guide --template policy").out.starts_with("# 오픈소스 정책"));
}
