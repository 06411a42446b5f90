//! An institution is entered with contract accounts at banks of the network only, and whole or not.

use crate::bed::{Bed, bank};
use naru_base::{Lang, No, Refusal};
use naru_core::identity::{self, ContractEntry, Credentials, Entry, unknown_bank};
use naru_lab::seed::Dice;

fn entry(bank: &str) -> Entry {
    let contract = |purpose: &str, num: &str, bank: &str| ContractEntry {
        purpose: purpose.into(),
        account_type: "N".into(),
        account_num: num.into(),
        bank: bank.into(),
        holder: "가온핀".into(),
    };
    Entry {
        code: "M202600099".into(),
        name_ko: "가온핀".into(),
        name_en: "Gaon Fin".into(),
        scopes: vec!["oob".into()],
        redirect_uris: Vec::new(),
        contracts: vec![contract("withdraw", "9011", "901"), contract("deposit", "9012", bank)],
    }
}

fn enter(bed: &Bed, bank: &str) -> Result<(), Refusal> {
    let checked = entry(bank).check().expect("no flaw of its own");
    let given = Credentials::new(&Dice::new(3), &checked);
    let done = bed.write(move |tx, hub, env| {
        identity::enter(tx, env, &hub.keys, "system:test", &checked, &given)
    });
    match done {
        Ok(()) => Ok(()),
        Err(No::Refusal(it)) => Err(it),
        Err(no) => panic!("{no:?}"),
    }
}

fn is_there(bed: &Bed) -> bool {
    let all = bed.store.read_blocking(|tx| Ok(identity::institutions(tx)?)).expect("read");
    all.iter().any(|it| it.code.as_str() == "M202600099")
}

fn only_banks_of_the_network_keep_contract_accounts(bed: Bed) {
    let refused = enter(&bed, "912").expect_err("no such bank");
    assert_eq!(refused.code, "identity/contract-bank");
    let said = unknown_bank(Lang::Ko, &refused);
    assert!(said.contains("912") && said.contains("901 ") && said.contains("902 "), "{said}");
    assert!(unknown_bank(Lang::En, &refused).contains("`naru banks put`"));
    assert!(!is_there(&bed), "nothing of it was written");

    // A bank that is there and is not called keeps none either, and is not named.
    let second = bed.store.read_blocking(|tx| Ok(identity::banks(tx)?)).expect("read");
    let mut second = second.into_iter().find(|it| it.code == bank(2)).expect("a second bank");
    second.active = false;
    let still = second.clone();
    bed.write(move |tx, _, env| identity::enter_bank(tx, env, "system:test", &still))
        .expect("not called any more");
    let refused = enter(&bed, "902").expect_err("it takes no part");
    assert!(!unknown_bank(Lang::Ko, &refused).contains("902 "), "{refused}");
    assert!(!is_there(&bed));

    second.active = true;
    bed.write(move |tx, _, env| identity::enter_bank(tx, env, "system:test", &second))
        .expect("called again");
    enter(&bed, "902").expect("entered");
    assert!(is_there(&bed));
}

crate::on_both_engines!(only_banks_of_the_network_keep_contract_accounts);
