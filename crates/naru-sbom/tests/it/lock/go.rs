//! Modules of Go.

use super::shown;

#[test]
fn go_takes_replacements_and_checksums() {
    let module = "module example.kr/ferry\n\ngo 1.21.3\n\nrequire (\n\
        \texample.com/rope v1.2.3\n\
        \texample.com/sail/v2 v2.0.0-20200101000000-abcdefabcdef // indirect\n\
        \texample.com/old v1.0.0\n\texample.com/local v1.0.0\n)\n\
        replace example.com/old => example.com/new v1.5.0\n\
        replace example.com/local v1.0.0 => ../local\n";
    let sums = "example.com/rope v1.2.3 h1:AAAA=\nexample.com/rope v1.2.3/go.mod h1:BBBB=\n";
    insta::assert_snapshot!(shown("go.mod", module, &[("go.sum", sums)]), @"
    pkg:golang/stdlib@1.21.3 direct
    pkg:golang/example.com/rope@v1.2.3 direct go-h1=h1:AAAA=
    pkg:golang/example.com/sail/v2@v2.0.0-20200101000000-abcdefabcdef transitive
    pkg:golang/example.com/new@v1.5.0 direct
    pkg:golang/example.com/local@v1.0.0 direct folder
    note NotFollowed: example.com/local v1.0.0 => ../local
    ");
}

#[test]
fn a_replacement_of_one_version_goes_first_and_none_is_replaced_twice() {
    let module = "module m\ngo 1.22.5\n\
        require example.com/rope v1.3.7\nrequire example.com/sail v2.0.0\n\
        require example.com/mast v1.0.0\n\
        replace example.com/rope => example.com/rope v1.14.0\n\
        replace example.com/rope v1.3.7 => example.com/rope v1.3.6\n\
        replace example.com/sail => example.org/fork v2.0.0\n\
        replace example.org/fork => example.com/sail v1.0.0\n\
        replace example.com/mast v1.9.9 => example.com/mast v1.9.8\n";
    insta::assert_snapshot!(shown("go.mod", module, &[]), @"
    pkg:golang/stdlib@1.22.5 direct
    pkg:golang/example.com/rope@v1.3.6 direct
    pkg:golang/example.org/fork@v2.0.0 direct
    pkg:golang/example.com/mast@v1.0.0 direct
    ");
}

#[test]
fn the_standard_library_is_of_the_tool_chain_where_that_is_later() {
    for (lines, version) in [
        ("go 1.21.3\ntoolchain go1.22.5\n", "1.22.5"),
        ("toolchain go1.22.5-bank\ngo 1.21.3\n", "1.22.5"),
        ("go 1.22.5\ntoolchain go1.22.1\n", "1.22.5"),
        ("go 1.22\ntoolchain go1.22.1\n", "1.22.1"),
        ("go 1.9\ntoolchain go1.21.0\n", "1.21.0"),
        ("go 1.21.3\ntoolchain default\n", "1.21.3"),
    ] {
        let found = shown("go.mod", &format!("module m\n{lines}"), &[]);
        assert_eq!(found, format!("pkg:golang/stdlib@{version} direct\n"), "{lines}");
    }
}

#[test]
fn before_go_1_17_the_sums_name_what_comes_in_through_others() {
    let sums = "example.com/rope v1.2.0 h1:AAAA=\nexample.com/rope v1.2.0/go.mod h1:BBBB=\n\
        example.com/knot v0.9.0 h1:CCCC=\nexample.com/knot v0.10.0 h1:DDDD=\n\
        example.com/buoy v1.0.0/go.mod h1:EEEE=\n";
    let through_others = "pkg:golang/example.com/knot@v0.10.0 transitive go-h1=h1:DDDD=";
    for (language, is_told) in [("go 1.16\n", true), ("", true), ("go 1.17\n", false)] {
        let module = format!("module m\n{language}require example.com/rope v1.2.0\n");
        let found = shown("go.mod", &module, &[("go.sum", sums)]);
        assert_eq!(found.contains(through_others), is_told, "{language}: {found}");
        assert!(!found.contains("buoy") && !found.contains("v0.9.0"), "{found}");
        assert_eq!(found.matches("rope").count(), 1, "{found}");
    }
}
