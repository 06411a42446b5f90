//! Times as tools write them.

use naru_evidence::time::read;

fn of(said: &str) -> Option<(String, bool)> {
    let (at, has_zone) = read(said)?;
    Some((jiff::Timestamp::from_microsecond(at).unwrap().to_string(), has_zone))
}

#[test]
fn times_are_read_as_tools_write_them() {
    let cases = [
        ("2022-07-22T09:45:32+01:00", "2022-07-22T08:45:32Z", true),
        ("2022-03-20T22:43:31.231312071-03:00", "2022-03-21T01:43:31.231312Z", true),
        ("2022-01-17T16:45:39.806271", "2022-01-17T16:45:39.806271Z", false),
        ("2022-01-17 16:45:39", "2022-01-17T16:45:39Z", false),
        ("Tue, 12 May 2020 20:59:12", "2020-05-12T20:59:12Z", false),
        ("Fr., 30 Sep. 2022 08:40:35", "2022-09-30T08:40:35Z", false),
        ("Mon, 26 Apr 2021 07:03:32 +0900", "2021-04-25T22:03:32Z", true),
        ("Thu, 26 Nov 2026 04:10:00 UTC", "2026-11-26T04:10:00Z", true),
        ("Mon May 16 14:56:59 2016", "2016-05-16T14:56:59Z", false),
        ("1463421419", "2016-05-16T17:56:59Z", true),
        ("1463421419123", "2016-05-16T17:56:59.123Z", true),
        ("12 Dez 2023 5:04:03 PM", "2023-12-12T17:04:03Z", false),
        // Tuesday, which some languages shorten like March.
        ("mar., 20 sept. 2022 08:40:35", "2022-09-20T08:40:35Z", false),
        ("mar, 20 set 2022 08:40:35", "2022-09-20T08:40:35Z", false),
        ("20 sept. 2022 (mar.) 08:40:35", "2022-09-20T08:40:35Z", false),
        ("mar., 1 mars 2022 08:40:35", "2022-03-01T08:40:35Z", false),
        ("di, 20 mrt 2022 08:40:35", "2022-03-20T08:40:35Z", false),
        ("火, 20 9月 2022 08:40:35", "2022-09-20T08:40:35Z", false),
    ];
    for (said, at, has_zone) in cases {
        assert_eq!(of(said), Some((at.to_owned(), has_zone)), "{said}");
    }
    for said in [
        "",
        "yesterday",
        "12:00",
        "2022-13-40T00:00:00Z",
        "99 Foo 2020 10:00:00",
        "7",
        "9/20/22 8:40:35 AM",
    ] {
        assert_eq!(of(said), None, "{said}");
    }
}
