//! `naru bench`: the form of its report, and that the books hold what it counts. How fast a debug
//! build is says nothing, so nothing here asks.

use crate::bed::{Bed, text};
use serde_json::Value;

const CALIBRATION: [&str; 4] = ["flush_us_p50", "flush_us_p99", "null_json_rps", "load1"];
const FIGURES: [&str; 9] = [
    "ops_per_s",
    "server_cpu_us_per_op",
    "total_cpu_us_per_op",
    "p50_ms",
    "p99_ms",
    "p999_ms",
    "longest_gap_ms",
    "ratio_to_null_json",
    "cpu_ratio_to_null_json",
];

/// Runs a bench, checks what is the same for all, and gives its entry.
fn run(what: &str, seconds: &str) -> Value {
    let bed = Bed::new();
    let scratch = bed.path("scratch");
    std::fs::create_dir(&scratch).unwrap();
    // Few enough that a debug build on a busy machine answers within a bank's deadline.
    let load = ["--seconds", seconds, "--connections", "32", "--rate", "100", "--pairs", "6"];
    let form = ["--json", "--scratch", text(&scratch)];
    let ran = bed.naru(&[&["bench", what][..], &load, &form].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let left = std::fs::read_dir(&scratch).unwrap().count();
    assert_eq!(left, 0, "the files of a bench are removed");
    assert!(ran.err.contains(what), "progress is told: {}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    for name in CALIBRATION {
        assert!(report["calibration"][name].is_f64(), "{name} in {report}");
    }
    let benches = report["benches"].as_array().unwrap();
    assert_eq!(benches.len(), 1, "{report}");
    let bench = benches[0].clone();
    assert_eq!((&bench["name"], &bench["errors"]), (&Value::from(what), &Value::from(0)));
    for name in FIGURES {
        assert!(bench[name].as_f64().unwrap() > 0.0, "{name} in {bench}");
    }
    assert!(bench["p50_ms"].as_f64() <= bench["p99_ms"].as_f64());
    assert!(bench["p99_ms"].as_f64() <= bench["p999_ms"].as_f64());
    assert!(bench["server_cpu_us_per_op"].as_f64() < bench["total_cpu_us_per_op"].as_f64());
    bench
}

#[test]
fn commits_are_counted_and_found_again() {
    run("commit", "2");
}

#[test]
fn what_the_gates_cost_is_compared_in_pairs() {
    let bench = run("gates", "2");
    let compared = &bench["compared"];
    assert_eq!(compared["pairs"], Value::from(6));
    for what in ["throughput", "server_cpu"] {
        let it = |name: &str| compared[what][name].as_f64();
        let [min, from, median] = ["min", "sure_from", "median"].map(it);
        let [to, max] = ["sure_to", "max"].map(it);
        assert!(Some(0.0) < min && min <= from && from <= median, "{bench}");
        assert!(median <= to && to <= max, "{bench}");
    }
}

#[test]
fn a_portfolio_is_filled_asked_and_judged_anew_over_http() {
    let bed = Bed::new();
    let scratch = bed.path("scratch");
    std::fs::create_dir(&scratch).unwrap();
    let size = ["--systems", "10", "--findings", "10000", "--connections", "8"];
    let form = ["--json", "--scratch", text(&scratch)];
    let ran = bed.naru(&[&["bench", "portfolio"][..], &size, &form].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let left = std::fs::read_dir(&scratch).unwrap().count();
    assert_eq!(left, 0, "the files of a bench are removed");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    for name in [
        "list.all.priority.cold_ms",
        "list.few.package.warm_ms",
        "list.grave.found.warm_ms",
        "who.p99_ms",
        "new.findings",
        "new.s",
        "full.s",
        "full.upload.count",
        "full.upload.p99_ms",
    ] {
        assert!(report["figures"][name].as_f64() > Some(0.0), "{name} in {report}");
    }
}

#[test]
fn transfers_are_settled_in_both_books() {
    let bench = run("transfer", "3");
    let banks = bench["bank_cpu_us_per_op"].as_f64().unwrap();
    assert!(banks > 0.0 && Some(banks) < bench["total_cpu_us_per_op"].as_f64(), "{bench}");
    let open = &bench["open_loop"];
    assert_eq!(open["rate_per_s"], Value::from(100));
    for name in ["ops_per_s", "p50_ms", "p99_ms", "p999_ms", "longest_gap_ms"] {
        assert!(open[name].as_f64().unwrap() > 0.0, "{name} in {bench}");
    }
}
