//! Every endpoint is driven by what docs/openapi.json says of it, and nothing else is known here:
//! its fields, their forms, what they mean together, its codes, its answers.

mod wrong;

use super::bed::*;
use crate::api::inquiry;
use http_body_util::Full;
use hyper::Request;
use naru_core::identity::Scope;
use naru_store::Tx;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::string::string_regex;
use proptest::test_runner::{Config, TestRunner};
use regex::Regex;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// One operation of the document.
pub struct Op {
    pub path: String,
    pub is_get: bool,
    pub it: Value,
}

/// A field of a request, and the list whose items it is in.
pub struct Spot {
    pub inside: String,
    pub name: String,
    pub schema: Value,
    pub is_required: bool,
}

/// Every operation that needs a token, in an order in which each can be done: what ends
/// something comes last.
pub fn operations() -> Vec<Op> {
    let document: Value = serde_json::from_str(&crate::openapi::committed()).expect("JSON");
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        let methods = methods.as_object().expect("methods");
        assert_eq!(methods.len(), 1, "{path}");
        for (method, it) in methods {
            if it["security"].is_array() {
                all.push(Op { path: path.clone(), is_get: method == "get", it: it.clone() });
            }
        }
    }
    let ends = ["/account/cancel", "/user/unlink", "/user/close"];
    all.sort_by_key(|op| ends.iter().position(|it| op.path.ends_with(it)).map_or(0, |at| at + 1));
    assert_eq!(all.len(), 28);
    all
}

fn words(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

impl Op {
    pub fn scopes(&self) -> Vec<&str> {
        words(&self.it["x-scopes"])
    }

    pub fn gives(&self, code: &str) -> bool {
        words(&self.it["x-rsp-codes"]).contains(&code)
    }

    pub fn body(&self) -> &Value {
        &self.it["requestBody"]["content"]["application/json"]
    }

    /// Its fields, those of a list's items behind the list.
    pub fn fields(&self) -> Vec<Spot> {
        let mut all = Vec::new();
        for it in self.it["parameters"].as_array().into_iter().flatten() {
            all.push(Spot {
                inside: String::new(),
                name: it["name"].as_str().expect("a name").to_owned(),
                schema: it["schema"].clone(),
                is_required: it["required"] == true,
            });
        }
        spots(&self.body()["schema"], "", &mut all);
        all
    }

    /// A request made of the document's examples, with what this network knows in their place.
    pub fn good(&self, bed: &Bed, known: &Known) -> Value {
        let mut fields = match self.is_get {
            false => self.body()["example"].clone(),
            true => {
                let fields = self.fields();
                let needed = fields.iter().filter(|spot| spot.is_required);
                let example = |spot: &Spot| (spot.name.clone(), spot.schema["example"].clone());
                // The examples of what is one of several words are in the list of words.
                let example = |spot: &Spot| match example(spot) {
                    (name, Value::Null) => (name, spot.schema["enum"][0].clone()),
                    it => it,
                };
                Value::Object(needed.map(example).collect())
            }
        };
        self.put_known(bed, known, &mut fields);
        fields
    }

    fn put_known(&self, bed: &Bed, known: &Known, fields: &mut Value) {
        for (name, value) in fields.as_object_mut().expect("an object") {
            if let Some(items) = value.as_array_mut() {
                items.iter_mut().for_each(|item| self.put_known(bed, known, item));
            } else if let Some(better) = known.of(bed, &self.path, name) {
                *value = json!(better);
            }
        }
    }

    pub fn request(&self, bed: &Bed, token: &str, fields: &Value) -> Request<Full<bytes::Bytes>> {
        match self.is_get {
            true => bed.get(&self.path, token, &query(fields)),
            false => bed.post(&self.path, token, fields.to_string()),
        }
    }

    pub async fn ask(&self, bed: &Bed, token: &str, fields: &Value) -> Value {
        let (_, answer) = bed.send(self.request(bed, token, fields)).await.expect("an answer");
        answer
    }
}

fn spots(schema: &Value, inside: &str, all: &mut Vec<Spot>) {
    let required = words(&schema["required"]);
    for (name, it) in schema["properties"].as_object().into_iter().flatten() {
        all.push(Spot {
            inside: inside.to_owned(),
            name: name.clone(),
            schema: it.clone(),
            is_required: required.contains(&name.as_str()),
        });
        spots(&it["items"], name, all);
    }
}

/// What a request may name of this network.
#[derive(Default)]
pub struct Known {
    /// A withdrawal, a deposit and a claim that were made.
    withdrawal: String,
    deposit: String,
    claim: String,
    amount: String,
}

impl Known {
    /// Makes a withdrawal and a deposit.
    pub async fn of_bed(bed: &Bed) -> Known {
        let (order, paid) = (bed.order(700), bed.deposit_order(700));
        assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0000");
        assert_eq!(bed.deposit(&paid).await["rsp_code"], "A0000");
        let id = |it: &Value| it["bank_tran_id"].as_str().expect("text").to_owned();
        Known {
            withdrawal: id(&order),
            deposit: id(&paid["req_list"][0]),
            claim: String::new(),
            amount: "700".into(),
        }
    }

    fn of(&self, bed: &Bed, path: &str, name: &str) -> Option<String> {
        let is_withdrawal = path.contains("withdraw");
        let contract = if is_withdrawal { CONTRACT } else { PAYING };
        Some(match name {
            "bank_tran_id" => bed.id_of(NARAE),
            "recv_bank_tran_id" | "withdraw_bank_tran_id" => bed.id_of(NARAE),
            "org_bank_tran_id" if path.ends_with("/transfer/result") => self.withdrawal.clone(),
            "org_bank_tran_id" => self.deposit.clone(),
            "claim_bank_tran_id" => self.claim.clone(),
            "org_bank_tran_date" | "claim_bank_tran_date" => bed.today().to_string(),
            "org_tran_amt" => self.amount.clone(),
            "cntr_account_num" => contract.into(),
            "return_account_num" => PAYING.into(),
            "account_num" if path.ends_with("/remit_list") => CONTRACT.into(),
            "register_account_num" => UNREGISTERED.into(),
            "user_name" if path.ends_with("/register") => "이나래".into(),
            "user_info" if path.ends_with("/register") => "19880214".into(),
            "account_num" | "wd_account_num" | "org_dps_account_num" => ACCOUNT.into(),
            "user_seq_no" => USER.into(),
            "fintech_use_num" | "req_client_fintech_use_num" => HANDLE.into(),
            "wd_pass_phrase" => PHRASE.into(),
            "from_date" => PAST_FROM.into(),
            "to_date" => bed.today().to_string(),
            _ => return None,
        })
    }
}

/// A network whose bank has time also on a busy machine: what becomes of a transfer is not what is
/// asked here.
pub async fn patient() -> Bed {
    let rules = vec![("bank_deadline_ms", 20_000), ("bank_request_expiry_ms", 25_000)];
    let bed = Bed::with(With { rules, ..With::default() }).await;
    bed.fund(NARAE, 1, FUNDS).await;
    bed
}

/// Tokens of each kind, by scope.
pub async fn tokens(bed: &Bed) -> BTreeMap<&'static str, String> {
    let mut all = BTreeMap::new();
    for scope in ["sa", "oob"] {
        all.insert(scope, bed.token_of(NARAE, scope).await);
    }
    for (name, scope) in
        [("login", Scope::Login), ("inquiry", Scope::Inquiry), ("transfer", Scope::Transfer)]
    {
        all.insert(name, bed.token_of_user(USER, scope).await);
    }
    all
}

/// The token that opens most of an operation.
pub fn token_for<'t>(tokens: &'t BTreeMap<&'static str, String>, op: &Op) -> &'t str {
    let scopes = op.scopes();
    let scope = if scopes.contains(&"sa") { "sa" } else { scopes[0] };
    &tokens[scope]
}

/// Everything in the book but what is in these tables, as one text. What was seen of calls as such
/// is counted whatever becomes of them.
pub async fn digest(bed: &Bed, but: &'static [&'static str]) -> String {
    // The texts are made for each table of the book, and a test's few may stay for its life.
    let leaked = |sql: String| -> &'static str { Box::leak(sql.into_boxed_str()) };
    let read = move |tx: &mut Tx<'_>| {
        let tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        let mut whole = String::new();
        for table in tx.all(tables, &[], |row| row.get::<String>(0))? {
            if table == "check_seen" || but.contains(&table.as_str()) {
                continue;
            }
            let columns = leaked(format!(
                "SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ') \
                 FROM pragma_table_info('{table}')"
            ));
            let columns: String = tx.one(columns, &[], |row| row.get(0))?;
            let rows = leaked(format!(
                "SELECT coalesce(group_concat(line, ';'), '') \
                 FROM (SELECT {columns} AS line FROM \"{table}\" ORDER BY 1)"
            ));
            let rows: String = tx.one(rows, &[], |row| row.get(0))?;
            whole.push_str(&format!("{table}: {rows}\n"));
        }
        Ok(whole)
    };
    bed.node().book.read(read).await.expect("reads")
}

/// What an order that the book refused leaves: that it was refused, on record.
pub const RECORDS: &[&str] =
    &["audit_record", "audit_link", "audit_head", "audit_checkpoint", "relay_transfer"];

/// Whether an answer is one that the document describes; why not.
pub fn fits(op: &Op, answer: &Value) -> Result<(), String> {
    let code = answer["rsp_code"].as_str().unwrap_or_default();
    if !op.gives(code) {
        return Err(format!("{code} is not among its codes"));
    }
    let schema = &op.it["responses"]["200"]["content"]["application/json"]["schema"];
    let ways = schema["anyOf"].as_array().expect("ways");
    let whys: Vec<String> = ways.iter().filter_map(|way| object(way, answer).err()).collect();
    if whys.len() < ways.len() { Ok(()) } else { Err(whys.join("; ")) }
}

fn object(schema: &Value, value: &Value) -> Result<(), String> {
    let fields = value.as_object().ok_or("no object")?;
    let empty = Map::new();
    let known = schema["properties"].as_object().unwrap_or(&empty);
    for name in words(&schema["required"]) {
        let value = fields.get(name).ok_or_else(|| format!("{name} is missing"))?;
        one(&known[name], value).map_err(|why| format!("{name}: {why}"))?;
    }
    match fields.keys().find(|name| !known.contains_key(*name)) {
        Some(more) => Err(format!("{more} is not described")),
        None => Ok(()),
    }
}

fn one(schema: &Value, value: &Value) -> Result<(), String> {
    if let Some(items) = value.as_array() {
        let most = schema["maxItems"].as_u64().ok_or("a list")?;
        let most = usize::try_from(most).expect("few");
        let many = if items.len() > most { Err("too many items".to_owned()) } else { Ok(()) };
        return many.and_then(|()| items.iter().try_for_each(|it| object(&schema["items"], it)));
    }
    let text = value.as_str().ok_or("no text")?;
    if let Some(all) = schema["enum"].as_array() {
        return if all.contains(value) {
            Ok(())
        } else {
            Err(format!("{text} is none of {all:?}"))
        };
    }
    let most = schema["maxLength"].as_u64().ok_or("without a length")?;
    if text.chars().count() as u64 > most {
        return Err(format!("{text} is longer than {most}"));
    }
    match schema["pattern"].as_str() {
        Some(pattern) if !Regex::new(pattern).expect("a pattern").is_match(text) => {
            Err(format!("{text} is not of {pattern}"))
        }
        _ => Ok(()),
    }
}

/// Each operation, asked for as the document shows it, is done and answers what is described.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_document_shows_is_done() {
    let bed = patient().await;
    let mut known = Known::of_bed(&bed).await;
    let tokens = tokens(&bed).await;
    for op in operations() {
        let fields = op.good(&bed, &known);
        let answer = op.ask(&bed, token_for(&tokens, &op), &fields).await;
        assert_eq!(answer["rsp_code"], "A0000", "{} {fields}: {answer}", op.path);
        fits(&op, &answer).unwrap_or_else(|why| panic!("{}: {why}: {answer}", op.path));
        if op.path.ends_with("/return/claim") {
            known.claim = fields["bank_tran_id"].as_str().expect("text").to_owned();
        }
    }
    bed.verify().await;
}

#[derive(Clone, Debug)]
enum Change {
    /// Something, whatever it is, in the place of a field.
    Any(usize, Value),
    /// What the document takes.
    Good(usize, u64),
    /// Nothing.
    Gone(usize),
    /// A field that nobody knows.
    More(String, Value),
}

fn change() -> impl Strategy<Value = Change> {
    let at = || any::<usize>();
    prop_oneof![
        3 => (at(), super::input::any_json()).prop_map(|(at, it)| Change::Any(at, it)),
        4 => (at(), any::<u64>()).prop_map(|(at, seed)| Change::Good(at, seed)),
        1 => at().prop_map(Change::Gone),
        1 => (".{1,12}", super::input::any_json()).prop_map(|(name, it)| Change::More(name, it)),
    ]
}

/// A value that the document takes for a field.
fn taken(spot: &Spot, seed: u64) -> Option<Value> {
    if let Some(all) = spot.schema["enum"].as_array() {
        let nth = usize::try_from(seed).unwrap_or(0) % all.len();
        return all.get(nth).cloned();
    }
    let pattern = spot.schema["pattern"].as_str()?.trim_start_matches('^').trim_end_matches('$');
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng =
        prop::test_runner::TestRng::from_seed(prop::test_runner::RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let tree = string_regex(pattern).expect("a pattern").new_tree(&mut runner).ok()?;
    Some(json!(tree.current()))
}

fn changed(op: &Op, good: &Value, changes: &[Change]) -> Value {
    let spots = op.fields();
    let mut fields = good.clone();
    for change in changes {
        let place = |at: &usize| &spots[at % spots.len()];
        let (at, value) = match change {
            Change::More(name, value) => {
                // A query has names of its own alphabet.
                if !op.is_get {
                    fields[name.as_str()] = value.clone();
                }
                continue;
            }
            _ if spots.is_empty() => continue,
            Change::Any(at, value) => (place(at), Some(value.clone())),
            Change::Good(at, seed) => match taken(place(at), *seed) {
                Some(value) => (place(at), Some(value)),
                None => continue,
            },
            Change::Gone(at) => (place(at), None),
        };
        let target = match at.inside.as_str() {
            "" => fields.as_object_mut(),
            list => fields[list].get_mut(0).and_then(Value::as_object_mut),
        };
        let Some(target) = target else { continue };
        match value {
            Some(value) => drop(target.insert(at.name.clone(), value)),
            None => drop(target.remove(&at.name)),
        }
    }
    fields
}

/// Whatever stands in whatever field of whatever endpoint: an answer that the document describes,
/// and a request that was not in its form has changed nothing.
#[test]
fn whatever_comes_is_answered_as_described() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (bed, known, tokens) = runtime.block_on(async {
        let bed = patient().await;
        let known = Known::of_bed(&bed).await;
        let tokens = tokens(&bed).await;
        (bed, known, tokens)
    });
    let operations = operations();
    let cases = (0..operations.len(), prop::collection::vec(change(), 1..4));
    let mut runner = TestRunner::new(Config { cases: 500, ..Config::default() });
    let checked = runner.run(&cases, |(nth, changes)| {
        runtime.block_on(async {
            let op = &operations[nth];
            let fields = changed(op, &op.good(&bed, &known), &changes);
            let before = bed.dump().await;
            // Who left has no token any more: one that was ended is none, and that is described.
            let answer = op.ask(&bed, token_for(&tokens, op), &fields).await;
            let fits = fits(op, &answer);
            prop_assert!(fits.is_ok(), "{} {fields}: {fits:?} {answer}", op.path);
            let code = answer["rsp_code"].as_str().expect("text");
            prop_assert!(!matches!(code, "A0003" | "A0007" | "O0007"), "{} {answer}", op.path);
            if code == "A0004" || code.starts_with('O') {
                prop_assert_eq!(&before, &bed.dump().await, "{} {}", op.path, fields);
            }
            Ok(())
        })
    });
    checked.expect("holds");
    runtime.block_on(bed.verify());
}

/// The good requests of the inquiries' own tests fit the document too.
#[tokio::test(flavor = "multi_thread")]
async fn answers_with_lines_fit_the_document() {
    let bed = Bed::new().await;
    for op in operations() {
        let endpoints = naru_web::api::Endpoint::ALL.iter();
        let Some(endpoint) = endpoints.copied().find(|it| it.path() == op.path) else { continue };
        if !endpoint.is_inquiry() {
            continue;
        }
        let answer = op.ask(&bed, &bed.token, &inquiry::good(&bed, endpoint)).await;
        fits(&op, &answer).unwrap_or_else(|why| panic!("{}: {why}: {answer}", op.path));
    }
    bed.verify().await;
}
