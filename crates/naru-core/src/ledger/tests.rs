use super::*;

fn entry(posted: i64, pending: i64) -> Entry {
    Entry { account: "a".into(), posted: Won::new(posted), pending: Won::new(pending) }
}

#[test]
fn only_what_sums_to_zero_is_balanced() {
    let cases: [(&[(i64, i64)], bool); 6] = [
        (&[], true),
        (&[(5, 0), (-5, 0)], true),
        (&[(5, -5), (-5, 5)], true),
        (&[(5, 0), (-4, 0)], false),
        (&[(5, 1), (-5, 0)], false),
        (&[(i64::MAX, 0), (i64::MAX, 0), (2, 0)], false),
    ];
    for (lines, want) in cases {
        let entries: Vec<Entry> = lines.iter().map(|(a, b)| entry(*a, *b)).collect();
        assert_eq!(balanced(&entries), want, "{lines:?}");
    }
}
