use super::decide::{
    asks, chosen, clashes, may_publish, may_set, notice_duty, overview, wrong_offer,
};
use super::model::{ClashWhy, Form, Licensed, NoticeDuty, SystemLicences, Terms};
use naru_base::Id;
use naru_practice::Duty;
use naru_sbom::licence::{Matrix, Obligation};

const MATRIX: &str = "Compatibility,MIT,Apache-2.0,GPL-2.0-only\n\
    MIT,Same,Yes,No\nApache-2.0,Yes,Same,No\nGPL-2.0-only,Yes,No,Same\n";

fn licensed(all: &[&str]) -> Vec<Licensed> {
    let of = |it: &&str| Licensed {
        licence: (*it).to_owned(),
        duty: Duty::of(it),
        count: 1,
        example: String::new(),
    };
    all.iter().map(of).collect()
}

fn terms(form: Form, own: &str) -> Terms {
    Terms { form, own: own.to_owned() }
}

fn found(all: &[&str], terms: &Terms, matrix: Option<&Matrix>) -> Vec<(String, String, ClashWhy)> {
    let of = |it: super::Clash| (it.licence, it.with, it.why);
    clashes(&licensed(all), terms, matrix).into_iter().map(of).collect()
}

#[test]
fn what_clashes_hangs_on_the_form_of_use() {
    let gpl = ["MIT", "GPL-2.0-only"];
    let reach = ("GPL-2.0-only".to_owned(), String::new(), ClashWhy::Reach);
    assert_eq!(found(&gpl, &terms(Form::Service, ""), None), [], "nothing is handed on");
    assert_eq!(found(&gpl, &terms(Form::Internal, ""), None), []);
    assert_eq!(found(&gpl, &terms(Form::Binary, ""), None), std::slice::from_ref(&reach));
    assert_eq!(found(&gpl, &terms(Form::Binary, "GPL-2.0-only"), None), [], "it is opened");
    let agpl = ("AGPL-3.0-only".to_owned(), String::new(), ClashWhy::Reach);
    let over = found(&["AGPL-3.0-only"], &terms(Form::Service, ""), None);
    assert_eq!(over, std::slice::from_ref(&agpl), "a service is enough for it");
    assert_eq!(found(&["AGPL-3.0-only"], &terms(Form::Internal, ""), None), []);
    // Of a choice the least is taken.
    assert_eq!(found(&["MIT OR GPL-2.0-only"], &terms(Form::Binary, ""), None), []);
}

#[test]
fn what_may_not_be_combined_is_named_with_what() {
    let matrix = Matrix::of_csv(MATRIX).expect("a matrix");
    let all = ["MIT", "Apache-2.0", "GPL-2.0-only"];
    let with = |why, licence: &str, with: &str| (licence.to_owned(), with.to_owned(), why);
    assert_eq!(
        found(&all, &terms(Form::Binary, "GPL-2.0-only"), Some(&matrix)),
        [with(ClashWhy::Combined, "Apache-2.0", "GPL-2.0-only")]
    );
    assert_eq!(
        found(&all, &terms(Form::Binary, "MIT"), Some(&matrix)),
        [
            with(ClashWhy::Combined, "Apache-2.0", "GPL-2.0-only"),
            with(ClashWhy::Combined, "GPL-2.0-only", "MIT"),
        ]
    );
    // What the matrix does not have is not taken for allowed.
    assert_eq!(
        found(&["Zlib"], &terms(Form::Binary, "MIT"), Some(&matrix)),
        [with(ClashWhy::Unclear, "Zlib", "MIT")]
    );
    assert_eq!(found(&all, &terms(Form::Service, ""), Some(&matrix)), []);
}

#[test]
fn what_a_licence_asks_for_hangs_on_the_form_too() {
    let has = |licence, form, it| asks(licence, form).expect("known").contains(&it);
    assert!(has("GPL-2.0-only", Form::Binary, Obligation::SourceOffer));
    assert!(!has("GPL-2.0-only", Form::Service, Obligation::SourceOffer));
    assert!(has("AGPL-3.0-only", Form::Service, Obligation::NetworkSource));
    assert_eq!(asks("AGPL-3.0-only", Form::Internal), Some(Vec::new()));
    assert_eq!(asks("LicenseRef-ours", Form::Binary), None, "not known is not nothing");
    assert_eq!(asks("", Form::Binary), None);
    // Of a choice between those that reach no further, what asks for less is taken.
    assert_eq!(asks("Apache-2.0 OR MIT", Form::Service), Some(Vec::new()));
    assert_eq!(asks("Apache-2.0", Form::Service), Some(vec![Obligation::PatentTermination]));
    assert_eq!(chosen("Apache-2.0 OR MIT", Form::Service).as_deref(), Some("MIT"));
    assert_eq!(chosen("Apache-2.0", Form::Service), None, "there is no choice");
}

fn system(licences: &[&str], terms: Option<Terms>, noticed: Option<&str>) -> SystemLicences {
    SystemLicences {
        system: Id::from_parts(1, 1),
        name: String::new(),
        terms,
        licences: licensed(licences),
        is_billed: !licences.is_empty(),
        noticed: noticed.map(str::to_owned),
        has_notice: noticed.is_some(),
    }
}

#[test]
fn a_notice_must_go_with_what_is_handed_on_or_offered_to_users_of_a_network() {
    let of = |licences: &[&str], form| notice_duty(&system(licences, Some(terms(form, "")), None));
    assert_eq!(of(&["MIT"], Form::Binary), NoticeDuty::Must);
    assert_eq!(of(&["MIT"], Form::Service), NoticeDuty::Needless, "nothing is handed on");
    // That suing over patents ends the licence is nothing that a notice could say.
    assert_eq!(of(&["Apache-2.0"], Form::Service), NoticeDuty::Needless);
    assert_eq!(of(&["AGPL-3.0-only"], Form::Service), NoticeDuty::Must);
    assert_eq!(of(&["MIT", ""], Form::Service), NoticeDuty::Unclear, "not known is not nothing");
    assert_eq!(of(&["", "MIT"], Form::Binary), NoticeDuty::Must, "one that is known is enough");
    assert_eq!(of(&["", "AGPL-3.0-only"], Form::Internal), NoticeDuty::Needless);
    assert_eq!(notice_duty(&system(&["MIT"], None, None)), NoticeDuty::Needless, "a service");
}

#[test]
fn the_overview_counts_what_is_unknown_and_what_must_be_offered() {
    let of = system;
    let all = [
        of(&["MIT", "LGPL-2.1-only"], Some(terms(Form::Binary, "")), Some("oss@narae.example")),
        of(&["MIT", ""], None, None),
        of(&["GPL-2.0-only"], Some(terms(Form::Binary, "GPL-2.0-only")), None),
        of(&[], None, None),
    ];
    let it = overview(&all, None);
    assert_eq!((it.billed, it.parts, it.unknown, it.unsaid), (3, 5, 1, 1));
    assert_eq!((it.noticed, it.offers, it.clashes), (1, (2, 1), None));
    assert_eq!((it.notices, it.unclear), ((2, 1), 1), "of the service it is not known");
}

#[test]
fn terms_and_notices_are_refused_with_the_first_reason() {
    assert!(may_set(&terms(Form::Binary, "MIT")).is_ok());
    let own = may_set(&terms(Form::Binary, "Our own")).expect_err("no such licence");
    assert_eq!(own.code, "oss/licence-own");
    let code = |contact, years, is_billed| {
        may_publish(contact, (years, 3), is_billed).map_err(|it| it.code).err()
    };
    assert_eq!(code("oss@narae.example", 3, true), None);
    assert_eq!(code("oss@narae.example", 3, false), Some("oss/notice-no-bill"));
    assert_eq!(code("me", 3, true), Some("oss/notice-contact"));
    assert_eq!(code("oss@narae.example", 2, true), Some("oss/notice-years"));
    let both = wrong_offer("me", (21, 3));
    assert_eq!([both[0].code, both[1].code], ["oss/notice-contact", "oss/notice-years"]);
}
