//! What the requests of transfers have in common: the fields of who asks for how much, and where
//! they stand in each table.

use crate::wire::{BadField, Doc, Field, Wrong};
use naru_base::{BankCode, BankTranId, ClientUseCode, Won};
use naru_core::relay::{NO_BANK, Purpose, Requester, Via};

/// Where a field stands in a table. A name that is not there does not compile.
pub(super) const fn place(fields: &[Field], name: &str) -> usize {
    let mut i = 0;
    while i < fields.len() {
        if is_same(fields[i].name.as_bytes(), name.as_bytes()) {
            return i;
        }
        i += 1;
    }
    panic!("the table has no such field")
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Where the fields stand that say who asks for how much.
pub(super) struct Asker {
    bank_tran_id: usize,
    tran_amt: usize,
    name: usize,
    bank: usize,
    account: usize,
    handle: usize,
    num: usize,
    purpose: usize,
}

/// Who asks for how much, and for what.
pub(super) struct Asks {
    pub(super) id: BankTranId,
    pub(super) amount: Won,
    pub(super) name: String,
    pub(super) requester: Requester,
    pub(super) num: String,
    pub(super) purpose: Purpose,
}

impl Asker {
    pub(super) const fn of(fields: &[Field]) -> Asker {
        Asker {
            bank_tran_id: place(fields, "bank_tran_id"),
            tran_amt: place(fields, "tran_amt"),
            name: place(fields, "req_client_name"),
            bank: place(fields, "req_client_bank_code"),
            account: place(fields, "req_client_account_num"),
            handle: place(fields, "req_client_fintech_use_num"),
            num: place(fields, "req_client_num"),
            purpose: place(fields, "transfer_purpose"),
        }
    }

    pub(super) fn read(
        &self,
        doc: &Doc<'_>,
        institution: &ClientUseCode,
    ) -> Result<Asks, BadField> {
        Ok(Asks {
            id: own_id(doc, self.bank_tran_id, institution)?,
            amount: Won::parse_tran_amt(doc.text(self.tran_amt))
                .ok_or_else(|| doc.wrong(self.tran_amt, Wrong::Form))?,
            name: doc.text(self.name).to_owned(),
            requester: self.requester(doc)?,
            num: doc.text(self.num).to_owned(),
            purpose: Purpose::parse(doc.text(self.purpose))
                .ok_or_else(|| doc.wrong(self.purpose, Wrong::Form))?,
        })
    }

    /// An account, or a handle of it. Exactly one.
    fn requester(&self, doc: &Doc<'_>) -> Result<Requester, BadField> {
        let Asker { bank, account, handle, .. } = *self;
        let own = |field: usize| doc.text(field).to_owned();
        if !doc.has(handle) {
            return match [bank, account].into_iter().find(|f| !doc.has(*f)) {
                Some(missing) => Err(doc.wrong(missing, Wrong::Missing)),
                None => Ok(Requester::Account(own(bank), own(account))),
            };
        }
        if doc.has(bank) || doc.has(account) {
            return Err(doc.wrong(handle, Wrong::Exclusive));
        }
        Ok(Requester::Handle(whole_handle(doc, handle)?))
    }
}

/// A transaction id of the institution's own.
pub(super) fn own_id(
    doc: &Doc<'_>,
    field: usize,
    institution: &ClientUseCode,
) -> Result<BankTranId, BadField> {
    let id = BankTranId::parse(doc.text(field)).map_err(|_| doc.wrong(field, Wrong::Form))?;
    if id.is_of(institution) { Ok(id) } else { Err(doc.wrong(field, Wrong::Foreign)) }
}

/// The same, or nothing.
pub(super) fn own_id_if_any(
    doc: &Doc<'_>,
    field: usize,
    institution: &ClientUseCode,
) -> Result<String, BadField> {
    if !doc.has(field) {
        return Ok(String::new());
    }
    own_id(doc, field, institution).map(|id| id.to_string())
}

/// A handle in full: 24 digits.
pub(super) fn whole_handle(doc: &Doc<'_>, field: usize) -> Result<String, BadField> {
    let handle = doc.text(field);
    if handle.len() == 24 { Ok(handle.to_owned()) } else { Err(doc.wrong(field, Wrong::Form)) }
}

/// A handle whose account is not looked up yet.
pub(super) fn unresolved(handle: String) -> (BankCode, String, Via) {
    let bank = BankCode::parse(NO_BANK).expect("three digits");
    (bank, String::new(), Via::Handle { handle, user: None, token_user: None })
}
