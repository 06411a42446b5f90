//! Each field of each endpoint, each way to get it wrong that its schema implies; who may not
//! call; bodies that are none.

use super::*;

/// Values that the field's schema does not allow.
fn wrong(op: &Op, spot: &Spot) -> Vec<Value> {
    let mut all = Vec::new();
    let schema = &spot.schema;
    if !op.is_get {
        all.extend([json!(true), json!(1.5), json!({"a": "b"})]);
    }
    if schema["type"] == "array" {
        let most = schema["maxItems"].as_u64().expect("a bound");
        let many = usize::try_from(most + 1).expect("few");
        all.extend([json!("x"), json!(7), json!([1]), json!(vec![json!({}); many])]);
        return all;
    }
    if !op.is_get {
        all.extend([json!([]), json!([["a"]])]);
    }
    all.extend(["a\u{0}b", "a\u{202e}b"].map(|it| json!(it)));
    if schema["enum"].is_array() {
        all.extend(["?", "XX", "１"].map(|it| json!(it)));
    } else {
        let most = usize::try_from(schema["maxLength"].as_u64().expect("a length")).expect("few");
        let is_text = schema["x-kftc-type"].as_str().is_some_and(|it| it.starts_with("AH"));
        all.push(json!("1".repeat(most + 1)));
        if is_text {
            // Two bytes each, though fewer characters than the length.
            all.push(json!("가".repeat(most / 2 + 1)));
        } else {
            all.extend(["１", "가", "-1", " 1", "1 ", "1.0", "a-b"].map(|it| json!(it)));
        }
        let pattern = schema["pattern"].as_str().expect("a pattern");
        if pattern.contains("(0[1-9]|1[0-2])") {
            all.extend(["20260230", "20260230101500"].map(|it| json!(it)));
        }
        let has_one_length = !pattern.contains("{1,") && !pattern.contains("0*[1-9]");
        if let Some(example) = schema["example"].as_str().filter(|_| has_one_length) {
            all.push(json!(&example[1..]));
        }
        if pattern.contains("0*[1-9]") {
            all.extend(["0", "00", "1000000000000"].map(|it| json!(it)));
        }
    }
    if spot.is_required {
        all.push(json!(""));
        all.extend((!op.is_get).then_some(Value::Null));
    }
    all
}

fn put(fields: &mut Value, spot: &Spot, value: Option<Value>) {
    let target = match spot.inside.as_str() {
        "" => fields.as_object_mut(),
        list => fields[list][0].as_object_mut(),
    };
    let target = target.expect("an object");
    match value {
        Some(value) => drop(target.insert(spot.name.clone(), value)),
        None => drop(target.remove(&spot.name)),
    }
}

/// The operations in four parts, side by side.
macro_rules! each_field_each_way_to_get_it_wrong {
    ($($name:ident $part:literal)*) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $name() { each_field_of($part).await; })*
    };
}
each_field_each_way_to_get_it_wrong! {
    each_field_each_way_to_get_it_wrong_1 0
    each_field_each_way_to_get_it_wrong_2 1
    each_field_each_way_to_get_it_wrong_3 2
    each_field_each_way_to_get_it_wrong_4 3
}

async fn each_field_of(part: usize) {
    let bed = patient().await;
    let known = Known::of_bed(&bed).await;
    let tokens = tokens(&bed).await;
    let before = digest(&bed, &[]).await;
    let mut tried = 0;
    for op in operations().into_iter().skip(part).step_by(4) {
        let token = token_for(&tokens, &op);
        let shelf = bed.dump().await;
        for spot in op.fields() {
            let mut bad: Vec<Option<Value>> = wrong(&op, &spot).into_iter().map(Some).collect();
            bad.extend(spot.is_required.then_some(None));
            for value in bad {
                let mut fields = op.good(&bed, &known);
                put(&mut fields, &spot, value.clone());
                let answer = op.ask(&bed, token, &fields).await;
                let what = format!("{} {} = {value:?}: {answer}", op.path, spot.name);
                assert_eq!(answer["rsp_code"], "A0004", "{what}");
                assert_eq!(answer.as_object().map(Map::len), Some(4), "{what}");
                let message = answer["rsp_message"].as_str().expect("text");
                assert!(message.contains(&spot.name), "{what}");
                fits(&op, &answer).unwrap_or_else(|why| panic!("{why}: {what}"));
                tried += 1;
            }
        }
        assert_eq!(bed.dump().await, shelf, "{}: nothing is on record", op.path);
    }
    assert!(tried > 300, "only {tried}");
    assert_eq!(digest(&bed, &[]).await, before, "nothing changed");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_that_go_together() {
    let bed = patient().await;
    let known = Known::of_bed(&bed).await;
    let tokens = tokens(&bed).await;
    let before = digest(&bed, &[]).await;
    let mut rules = 0;
    for op in operations() {
        for rule in op.it["x-together"].as_array().into_iter().flatten() {
            rules += 1;
            let inside = rule["inside"].as_str().expect("text");
            let spot = |name: &str, inside: &str| {
                let fields = op.fields();
                let mut found = fields.into_iter().filter(|s| s.name == name && s.inside == inside);
                found.next().unwrap_or_else(|| panic!("{} {name}", op.path))
            };
            let refused = async |fields: &Value| {
                let answer = op.ask(&bed, token_for(&tokens, &op), fields).await;
                let what = format!("{} {rule} {fields}: {answer}", op.path);
                assert_eq!(answer["rsp_code"], rule["rsp_code"], "{what}");
                assert!(fits(&op, &answer).is_ok(), "{what}");
            };
            if rule["or"].is_array() {
                let [these, or] = ["these", "or"].map(|way| words(&rule[way]));
                let mut both = op.good(&bed, &known);
                let mut none = both.clone();
                for name in these.iter().chain(&or) {
                    let at = spot(name, inside);
                    let value = known.of(&bed, &op.path, name).map(|it| json!(it));
                    put(&mut both, &at, value.or(Some(at.schema["example"].clone())));
                    put(&mut none, &at, None);
                }
                refused(&both).await;
                refused(&none).await;
                continue;
            }
            let when = spot(rule["when"].as_str().expect("a field"), "");
            for name in words(&rule["then"]) {
                let mut lacks = op.good(&bed, &known);
                if rule["is"].is_string() {
                    put(&mut lacks, &when, Some(rule["is"].clone()));
                }
                put(&mut lacks, &spot(name, inside), None);
                refused(&lacks).await;
            }
        }
    }
    assert!(rules >= 15, "{rules}");
    assert_eq!(digest(&bed, &[]).await, before, "nothing changed");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_call() {
    let bed = patient().await;
    let known = Known::of_bed(&bed).await;
    let tokens = tokens(&bed).await;
    let other = Bed::new().await;
    let expired = {
        let now = bed.node().clock.now();
        let mut claims = naru_base::token::verify(&bed.token, bed.keys(), now).expect("genuine");
        claims.exp = now.unix_seconds() - 1;
        naru_base::token::mint(&claims, bed.keys()).expect("mints")
    };
    let before = (digest(&bed, &[]).await, bed.dump().await);
    for op in operations() {
        let fields = op.good(&bed, &known);
        let code = async |request: Request<Full<bytes::Bytes>>, wanted: &str| {
            let (_, answer) = bed.send(request).await.expect("an answer");
            assert_eq!(answer["rsp_code"], wanted, "{}: {answer}", op.path);
            assert_eq!(answer.as_object().map(Map::len), Some(4), "{answer}");
            assert!(wanted == "O0010" || fits(&op, &answer).is_ok(), "{answer}");
        };
        let mut bare = op.request(&bed, "x", &fields);
        bare.headers_mut().remove("authorization");
        code(bare, "O0001").await;
        for token in ["x", "a.b.c", &other.token] {
            code(op.request(&bed, token, &fields), "O0002").await;
        }
        code(op.request(&bed, &expired, &fields), "O0003").await;
        for (scope, token) in &tokens {
            if !op.scopes().contains(scope) {
                code(op.request(&bed, token, &fields), "O0004").await;
            }
        }
        let mut with = op.request(&bed, token_for(&tokens, &op), &fields);
        *with.method_mut() = if op.is_get { hyper::Method::POST } else { hyper::Method::GET };
        code(with, "O0010").await;
    }
    assert_eq!((digest(&bed, &[]).await, bed.dump().await), before, "nothing changed");
    bed.verify().await;
    other.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_institutions_handle_opens_nothing() {
    let bed = patient().await;
    let known = Known::of_bed(&bed).await;
    let tokens = tokens(&bed).await;
    let foreign = "120260000200000000000001";
    bed.joins(MARU, "1100000077", foreign).await;
    let before = digest(&bed, RECORDS).await;
    let mut tried = 0;
    for op in operations() {
        let fields = op.fields();
        let Some(handle) = fields.iter().find(|spot| spot.name == "fintech_use_num") else {
            continue;
        };
        let mut asked = op.good(&bed, &known);
        put(&mut asked, handle, Some(json!(foreign)));
        // Not beside the other way to say it.
        for rule in op.it["x-together"].as_array().into_iter().flatten() {
            let [these, or] = ["these", "or"].map(|way| words(&rule[way]));
            let other = match (these.contains(&"fintech_use_num"), or.contains(&"fintech_use_num"))
            {
                (true, _) => or,
                (_, true) => these,
                _ => continue,
            };
            for name in other {
                asked.as_object_mut().expect("an object").remove(name);
            }
        }
        let answer = op.ask(&bed, token_for(&tokens, &op), &asked).await;
        assert_eq!(answer["rsp_code"], "A0304", "{} {asked}: {answer}", op.path);
        fits(&op, &answer).unwrap_or_else(|why| panic!("{}: {why}: {answer}", op.path));
        tried += 1;
    }
    assert!(tried >= 7, "{tried}");
    assert_eq!(digest(&bed, RECORDS).await, before, "no money, no consent, no account changed");
    bed.verify().await;
}

/// Bodies that are no JSON object, and nesting without end.
#[tokio::test(flavor = "multi_thread")]
async fn hostile_bodies_of_every_endpoint() {
    let bed = patient().await;
    let known = Known::of_bed(&bed).await;
    let tokens = tokens(&bed).await;
    let before = (digest(&bed, &[]).await, bed.dump().await);
    for op in operations() {
        let token = token_for(&tokens, &op);
        let good = op.good(&bed, &known);
        let refused = async |request: Request<Full<bytes::Bytes>>, what: &str| {
            let (_, answer) = bed.send(request).await.expect("an answer");
            let code = &answer["rsp_code"];
            assert_eq!(code, "A0004", "{} {what}: {answer}", op.path);
            assert!(fits(&op, &answer).is_ok(), "{} {what}: {answer}", op.path);
        };
        if op.is_get {
            // Without fields there is no query to read.
            if op.fields().is_empty() {
                continue;
            }
            for bad in ["a=%", "a=%zz", "a=%ff", "a=%00%fe"] {
                let query = format!("{}&{bad}", query(&good));
                refused(bed.get(&op.path, token, &query), bad).await;
            }
            continue;
        }
        let text = good.to_string();
        let with = |extra: &str| format!("{{{extra},{}", &text[1..]).into_bytes();
        let deep = |n: usize| format!("\"a\":{}{}", "[".repeat(n), "]".repeat(n));
        let bodies: Vec<Vec<u8>> = vec![
            Vec::new(),
            b"null".to_vec(),
            b"[]".to_vec(),
            b"{".to_vec(),
            b"{'a':'b'}".to_vec(),
            text.as_bytes()[..text.len() - 1].to_vec(),
            format!("{text}{text}").into_bytes(),
            format!("\u{feff}{text}").into_bytes(),
            [b"{\"a\":\"\xff\"}".as_slice()].concat(),
            b"{\"a\":\"\\ud800\"}".to_vec(),
            "[".repeat(60_000).into_bytes(),
            "{\"a\":".repeat(12_000).into_bytes(),
            with(&deep(1_000)),
            format!("{{\"a\":\"{}\"}}", "x".repeat(70_000)).into_bytes(),
        ];
        for (nth, body) in bodies.into_iter().enumerate() {
            refused(bed.post(&op.path, token, body), &nth.to_string()).await;
        }
        let mut kind = bed.post(&op.path, token, text.clone());
        kind.headers_mut().insert("content-type", "text/plain".parse().expect("a value"));
        refused(kind, "text/plain").await;
    }
    assert_eq!((digest(&bed, &[]).await, bed.dump().await), before, "nothing changed");
    bed.verify().await;
}
