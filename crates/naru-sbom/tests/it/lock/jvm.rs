//! Maven and Gradle.

use super::{inventory, shown};

#[test]
fn maven_fills_properties_and_says_what_it_does_not_follow() {
    let pom = r#"<?xml version="1.0"?>
<!-- the bank's front -->
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>kr.example</groupId><artifactId>parent</artifactId><version>7</version></parent>
  <artifactId>front</artifactId>
  <properties><log.version>2.14.1</log.version><alias>${log.version}</alias></properties>
  <dependencyManagement><dependencies>
    <dependency><groupId>org.example</groupId><artifactId>rope</artifactId><version>1.0</version></dependency>
    <dependency><groupId>org.example</groupId><artifactId>bom</artifactId><version>3</version><type>pom</type><scope>import</scope></dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>org.example</groupId><artifactId>log</artifactId><version>${alias}</version></dependency>
    <dependency><groupId>org.example</groupId><artifactId>rope</artifactId></dependency>
    <dependency><groupId>${project.groupId}</groupId><artifactId>own</artifactId><version>${project.version}</version></dependency>
    <dependency><groupId>org.example</groupId><artifactId>anchor</artifactId><version>[1.0,2.0)</version></dependency>
    <dependency><groupId>org.example</groupId><artifactId>buoy</artifactId><version>${unknown}</version><scope>test</scope></dependency>
    <dependency><groupId>org.example</groupId><artifactId>sail</artifactId></dependency>
  </dependencies>
  <build><plugins><plugin><dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId></dependency></dependencies></plugin></plugins></build>
</project>"#;
    insta::assert_snapshot!(shown("pom.xml", pom, &[]), @"
    pkg:maven/org.example/log@2.14.1 direct
    pkg:maven/org.example/rope@1.0 direct
    pkg:maven/kr.example/own@7 direct
    pkg:maven/org.example/anchor direct
    pkg:maven/org.example/buoy direct dev
    pkg:maven/org.example/sail direct
    note NoExactVersion: org.example:anchor [1.0,2.0)
    note NoExactVersion: org.example:buoy ${unknown}
    note NoExactVersion: org.example:sail
    note NotFollowed: kr.example:parent:7
    note NotFollowed: org.example:bom:3
    ");
}

#[test]
fn gradle_lines_are_modules() {
    let lock = "# This is a Gradle generated file\n\
        org.example:log:2.14.1=compileClasspath,runtimeClasspath\n\
        org.example:checks:4.13=testCompileClasspath,testRuntimeClasspath\n\
        empty=annotationProcessor\n";
    insta::assert_snapshot!(shown("gradle.lockfile", lock, &[]), @"
    pkg:maven/org.example/log@2.14.1 unknown
    pkg:maven/org.example/checks@4.13 unknown dev
    ");
}

fn entry(name: &str, version: &str) -> String {
    let version = match version {
        "" => String::new(),
        it => format!("<version>{it}</version>"),
    };
    format!("<dependency><groupId>g</groupId><artifactId>{name}</artifactId>{version}</dependency>")
}

#[test]
fn maven_takes_what_profiles_ask_for() {
    let pom = format!(
        "<project><artifactId>a</artifactId><properties><v>1.0</v></properties><profiles>\
         <profile><activation><activeByDefault>true</activeByDefault></activation>\
         <properties><v>2.0</v></properties><dependencies>{}</dependencies></profile>\
         <profile><properties><v>3.0</v></properties><dependencyManagement><dependencies>{}\
         </dependencies></dependencyManagement><dependencies>{}{}</dependencies></profile>\
         </profiles><dependencies>{}</dependencies></project>",
        entry("log", "${v}"),
        entry("sail", "4.0"),
        entry("rope", "${v}"),
        entry("sail", ""),
        entry("mast", "${v}"),
    );
    insta::assert_snapshot!(shown("pom.xml", &pom, &[]), @"
    pkg:maven/g/mast@2.0 direct
    pkg:maven/g/log@2.0 direct
    pkg:maven/g/rope@3.0 direct optional
    pkg:maven/g/sail@4.0 direct optional
    ");
}

#[test]
fn maven_takes_what_the_file_of_its_parent_says() {
    let parent = format!(
        "<project><parent><groupId>k</groupId><artifactId>top</artifactId><version>7</version>\
         </parent><artifactId>parent</artifactId><properties><v>2.14.1</v><w>1</w></properties>\
         <dependencyManagement><dependencies>{}</dependencies></dependencyManagement>\
         <dependencies>{}{}</dependencies></project>",
        entry("log", "${v}"),
        entry("rope", "${w}"),
        entry("sail", "1.0"),
    );
    let pom = |version: &str, path: &str| {
        format!(
            "<project><parent><groupId>k</groupId><artifactId>parent</artifactId>\
             <version>{version}</version>{path}</parent><artifactId>a</artifactId>\
             <properties><w>2</w></properties><dependencies>{}{}</dependencies></project>",
            entry("log", ""),
            entry("sail", "1.1"),
        )
    };
    let with_parent = "pkg:maven/g/log@2.14.1 direct\npkg:maven/g/sail@1.1 direct\n\
        pkg:maven/g/rope@2 direct\nnote NotFollowed: k:top:7\n";
    let without = "pkg:maven/g/log direct\npkg:maven/g/sail@1.1 direct\n\
        note NoExactVersion: g:log\nnote NotFollowed: k:parent";
    let elsewhere = "<relativePath>../parent</relativePath>";
    for (version, path, place, expected) in [
        ("7", "", "../pom.xml", with_parent.to_owned()),
        ("7", elsewhere, "../parent/pom.xml", with_parent.to_owned()),
        ("7", elsewhere, "../pom.xml", format!("{without}:7\n")),
        ("7", "<relativePath/>", "../pom.xml", format!("{without}:7\n")),
        // Another project lies there.
        ("8", "", "../pom.xml", format!("{without}:8\n")),
    ] {
        let found = shown("pom.xml", &pom(version, path), &[(place, &parent)]);
        assert_eq!(found, expected, "version {version}, {path} and {place}");
    }
}

#[test]
fn maven_goes_from_parent_to_parent() {
    let parent = |name: &str| {
        format!("<parent><groupId>k</groupId><artifactId>{name}</artifactId><version>1</version>")
    };
    let top = "<project><groupId>k</groupId><artifactId>top</artifactId><version>1</version>\
        <properties><v>1.0</v><w>1.0</w></properties></project>";
    let middle = format!(
        "<project>{}</parent><artifactId>middle</artifactId>\
         <properties><w>2.0</w></properties></project>",
        parent("top")
    );
    let pom = |path: &str| {
        format!(
            "<project>{}<relativePath>{path}</relativePath></parent><artifactId>a</artifactId>\
             <dependencies>{}{}</dependencies></project>",
            parent("middle"),
            entry("log", "${v}"),
            entry("rope", "${w}")
        )
    };
    for (path, places) in [
        ("../pom.xml", ["../pom.xml", "../../pom.xml"]),
        ("..", ["../pom.xml", "../../pom.xml"]),
        ("./../parent/", ["../parent/pom.xml", "../pom.xml"]),
    ] {
        let beside = [(places[0], middle.as_str()), (places[1], top)];
        let found = shown("pom.xml", &pom(path), &beside);
        assert_eq!(found, "pkg:maven/g/log@1.0 direct\npkg:maven/g/rope@2.0 direct\n", "{path}");
        let names = naru_sbom::lock::companion_names(super::Format::MavenPom);
        assert!(places.iter().all(|it| names.contains(it)), "{places:?} are looked for");
    }
}

#[test]
fn build_files_are_read_in_the_encoding_that_they_declare() {
    let entry = entry("log", "1.0");
    let whole = |declared: &str, name: &[u8]| {
        let head = format!("<?xml version='1.0' encoding='{declared}'?><project><name>");
        let tail = format!("</name><dependencies>{entry}</dependencies></project>");
        [head.as_bytes(), name, tail.as_bytes()].concat()
    };
    let names = |text: &[u8]| inventory("pom.xml", text, &[]).packages[0].full_name();
    // "의존" in EUC-KR; "\u{B798}" in CP949, whose second byte is a letter of ASCII.
    assert_eq!(names(&whole("EUC-KR", b"\xC0\xC7\xC1\xB8")), "g:log");
    assert_eq!(names(&whole("MS949", b"\x8D\x41")), "g:log");
    assert_eq!(names(&whole("ISO-8859-1", b"caf\xE9")), "g:log");
    for big in [false, true] {
        let text = String::from_utf8(whole("UTF-16", "의존".as_bytes())).expect("it is text");
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        let bytes: Vec<u8> =
            units.flat_map(|it| if big { it.to_be_bytes() } else { it.to_le_bytes() }).collect();
        assert_eq!(names(&bytes), "g:log");
    }
    let format = super::Format::MavenPom;
    let refused = |text: &[u8]| super::read(format, text, &[]).expect_err("refused").to_string();
    assert_eq!(refused(&whole("UTF-8", b"caf\xE9")), "line 1: not UTF-8 text");
    let named = String::from_utf8(whole("EUC-KR", b"")).expect("it is text").replace("log", "@");
    let at = named.find('@').expect("it is there");
    let named = [&named.as_bytes()[..at], b"\xC0\xC7", &named.as_bytes()[at + 1..]].concat();
    assert!(refused(&named).ends_with("save as UTF-8"), "{}", refused(&named));
}

#[test]
fn gradle_kept_a_file_for_each_configuration() {
    let text =
        "# This is a Gradle generated file for dependency locking.\norg.example:log:2.14.1\n";
    let found = shown("gradle/dependency-locks/runtimeClasspath.lockfile", text, &[]);
    assert_eq!(found, "pkg:maven/org.example/log@2.14.1 unknown\n");
}
