//! What a node keeps in memory: keys, the directory of participants, live tokens, the rules.
//!
//! Invariant: everything here can be rebuilt from the store, and is brought up to date by the
//! commit that changes the store, on the writer's thread, before anybody is answered.

mod feed;

use crate::access::{self, Access};
use crate::admission::{self, Standing, Timeline};
use crate::functional::{self, Sandbox};
use crate::identity::{
    self, Bank, Client, Contract, ContractPurpose, Institution, PassPhrases, Token,
};
use crate::policy::{self, Override, Parameter, Policy};
use crate::surety::{self, Cover};
use naru_base::keyring::Keyring;
use naru_base::{BankCode, ClientUseCode, Fault, InsurerCode, Lang, Micros, in_language};
use naru_store::Tx;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Whether the gates (standing, cover) are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gates {
    /// They are, at every call.
    #[default]
    Asked,
    /// Everybody may do everything. Of a bench that measures what asking costs; `naru serve` and
    /// `naru demo` have no way to it.
    LeftOut,
}

/// Participants and rules, as the book has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// Institutions by code.
    pub institutions: BTreeMap<ClientUseCode, Institution>,
    /// Clients by public identifier.
    pub clients: BTreeMap<String, Client>,
    /// Contract accounts.
    pub contracts: Vec<Contract>,
    /// Banks by code.
    pub banks: BTreeMap<BankCode, Bank>,
    /// Keyed hashes of the pass phrases of contract accounts, by institution and account number.
    pub pass_phrases: PassPhrases,
    /// From where, and with which certificates, institutions may call; those that are restricted.
    pub access: BTreeMap<ClientUseCode, Access>,
    /// The standing of each institution over all time, and which count of changes it is of.
    pub standings: BTreeMap<ClientUseCode, Timeline>,
    /// See [`admission::version`].
    pub standing_version: i64,
    /// The sandbox, if this book is one: then there are no gates in it, and no cover.
    pub sandbox: Option<Sandbox>,
    /// The surety cover of each institution over all time.
    pub covers: BTreeMap<ClientUseCode, Cover>,
    /// What insurers of the network are called.
    pub insurers: BTreeMap<InsurerCode, String>,
    /// All rules, past and to come.
    pub parameters: Vec<Parameter>,
    /// Rules of single institutions, past and to come.
    pub overrides: Vec<Override>,
    /// Whether standing and cover are asked.
    pub gates: Gates,
}

impl Directory {
    /// What an institution, bank or insurer is called; its code if there is none of this code.
    pub fn called(&self, lang: Lang, code: &str) -> String {
        let of = |ko: &String, en: &String| if lang == Lang::Ko { ko.clone() } else { en.clone() };
        let institution = ClientUseCode::parse(code).ok();
        let institution = institution.and_then(|it| self.institutions.get(&it));
        let bank = BankCode::parse(code).ok().and_then(|it| self.banks.get(&it));
        let name = institution.map(|it| of(&it.name_ko, &it.name_en));
        let insurer = InsurerCode::parse(code).ok().and_then(|it| self.insurers.get(&it));
        name.or_else(|| bank.map(|it| of(&it.name_ko, &it.name_en)))
            .or_else(|| insurer.map(|it| in_language(lang, it).to_owned()))
            .unwrap_or_else(|| code.to_owned())
    }

    /// Reads it from the book.
    pub fn load(tx: &mut Tx<'_>) -> Result<Directory, Fault> {
        let by_code = |it: Institution| (it.code.clone(), it);
        Ok(Directory {
            institutions: identity::institutions(tx)?.into_iter().map(by_code).collect(),
            clients: identity::clients(tx)?
                .into_iter()
                .map(|it| (it.client_id.clone(), it))
                .collect(),
            contracts: identity::contracts(tx)?,
            banks: identity::banks(tx)?.into_iter().map(|it| (it.code.clone(), it)).collect(),
            pass_phrases: identity::pass_phrases(tx)?,
            access: access::load(tx)?,
            standings: admission::timelines(tx)?,
            standing_version: admission::version(tx)?,
            sandbox: functional::load(tx)?,
            covers: surety::covers(tx)?,
            insurers: surety::insurers(tx)?,
            parameters: policy::list(tx)?,
            overrides: policy::overrides(tx)?,
            gates: Gates::Asked,
        })
    }

    /// The rules in force at `now`.
    pub fn policy(&self, now: Micros) -> Result<Policy, Fault> {
        policy::at(&self.parameters, now)
    }

    /// What an institution may do at `now`, as far as this memory knows.
    pub fn standing(&self, institution: &ClientUseCode, now: Micros) -> Standing {
        if let Some(sandbox) = &self.sandbox {
            return sandbox.standing(institution, now);
        }
        match self.gates {
            Gates::Asked => {
                self.standings.get(institution).map_or(Standing::NotAdmitted, |it| it.at(now))
            }
            Gates::LeftOut => Standing::Live,
        }
    }

    /// The rules in force at `now` for one institution: its limits cut if its standing says so.
    pub fn policy_of(&self, institution: &ClientUseCode, now: Micros) -> Result<Policy, Fault> {
        let own = self.overrides.iter().filter(|o| &o.institution == institution);
        let own: Vec<&Parameter> = own.map(|o| &o.parameter).collect();
        let mut policy = policy::with(&self.parameters, &own, now)?;
        if self.standing(institution, now) == Standing::LimitCut {
            let percent = policy::number(&self.parameters, "standing_limit_cut_percent", now)?;
            policy.withdraw = policy.withdraw.cut_to(percent);
            policy.deposit = policy.deposit.cut_to(percent);
        }
        Ok(policy)
    }

    /// Until when the rules in force at `now` stay in force, as far as is known.
    fn rules_until(&self, now: Micros) -> Micros {
        let own = self.overrides.iter().map(|o| o.parameter.valid_from);
        let all = self.parameters.iter().map(|p| p.valid_from).chain(own);
        let turns = self.standings.values().filter_map(|it| it.next(now)).map(|it| it.0);
        all.chain(turns).filter(|at| *at > now).min().unwrap_or(Micros::new(i64::MAX))
    }

    /// The institution's contract account for this purpose, if it is the one named.
    pub fn contract(
        &self,
        institution: &ClientUseCode,
        account_type: char,
        account_num: &str,
        purpose: ContractPurpose,
    ) -> Option<&Contract> {
        self.contracts.iter().find(|c| {
            &c.institution == institution
                && c.account_type == account_type
                && c.account_num == account_num
                && c.purpose == purpose
        })
    }
}

/// A node's memory.
pub struct Hub {
    /// The keys.
    pub keys: Arc<Keyring>,
    directory: RwLock<Arc<Directory>>,
    tokens: RwLock<BTreeMap<String, Token>>,
    rules: Mutex<Rules>,
    /// When the memory of standings was last known to be the book's.
    confirmed_at: AtomicI64,
}

/// The rules as last looked up: of which directory, and when they hold.
#[derive(Default)]
struct Rules {
    directory: Arc<Directory>,
    from: Micros,
    until: Micros,
    of: BTreeMap<ClientUseCode, Arc<Policy>>,
}

impl Hub {
    /// Rebuilds the memory from the book.
    pub fn load(tx: &mut Tx<'_>, keys: Arc<Keyring>, now: Micros) -> Result<Hub, Fault> {
        let directory = RwLock::new(Arc::new(Directory::load(tx)?));
        let tokens = identity::live_tokens(tx, now)?;
        let tokens = tokens.into_iter().map(|t| (t.id.clone(), t)).collect();
        let confirmed_at = AtomicI64::new(now.get());
        let (tokens, rules) = (RwLock::new(tokens), Mutex::default());
        Ok(Hub { keys, directory, tokens, rules, confirmed_at })
    }

    /// The same memory, which asks the gates or leaves them out.
    #[must_use]
    pub fn with_gates(mut self, gates: Gates) -> Hub {
        let directory = self.directory.get_mut().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(directory).gates = gates;
        self
    }

    /// Participants and rules at present.
    pub fn directory(&self) -> Arc<Directory> {
        self.directory.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The rules in force for one institution. Looked up once for each change of the directory.
    pub fn rules(&self, institution: &ClientUseCode, now: Micros) -> Result<Arc<Policy>, Fault> {
        let directory = self.directory();
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = (rules.from..rules.until).contains(&now);
        if !holds || !Arc::ptr_eq(&rules.directory, &directory) {
            let until = directory.rules_until(now);
            *rules = Rules { directory: directory.clone(), from: now, until, of: BTreeMap::new() };
        }
        if let Some(policy) = rules.of.get(institution) {
            return Ok(policy.clone());
        }
        let policy = Arc::new(directory.policy_of(institution, now)?);
        rules.of.insert(institution.clone(), policy.clone());
        Ok(policy)
    }

    /// A live token. `None`: revoked, over, or never issued.
    pub fn token(&self, id: &str, now: Micros) -> Option<Token> {
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        tokens.get(id).filter(|t| t.expires_at > now).cloned()
    }

    /// All live tokens, in the order of their ids.
    pub fn live_tokens(&self, now: Micros) -> Vec<Token> {
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        tokens.values().filter(|t| t.expires_at > now).cloned().collect()
    }

    /// How many tokens are live.
    pub fn token_count(&self) -> usize {
        self.tokens.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// To be called at the end of a command that changed participants or rules: takes the change
    /// into memory when it is durable.
    pub fn directory_changed(self: &Arc<Self>, tx: &mut Tx<'_>) -> Result<(), Fault> {
        let gates = self.directory().gates;
        let fresh = Arc::new(Directory { gates, ..Directory::load(tx)? });
        let hub = Arc::clone(self);
        tx.after_commit(move || {
            *hub.directory.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        });
        Ok(())
    }

    /// To be called by the command that issued a token.
    pub fn token_issued(self: &Arc<Self>, tx: &mut Tx<'_>, token: &Token, now: Micros) {
        let (hub, token) = (Arc::clone(self), token.clone());
        tx.after_commit(move || {
            let mut tokens = hub.tokens.write().unwrap_or_else(PoisonError::into_inner);
            tokens.retain(|_, t| t.expires_at > now);
            tokens.insert(token.id.clone(), token);
        });
    }

    /// To be called by the command that revoked a token.
    pub fn token_revoked(self: &Arc<Self>, tx: &mut Tx<'_>, id: &str) {
        let (hub, id) = (Arc::clone(self), id.to_owned());
        tx.after_commit(move || {
            hub.tokens.write().unwrap_or_else(PoisonError::into_inner).remove(&id);
        });
    }

    /// To be called by the command that revoked several tokens.
    pub fn tokens_revoked(self: &Arc<Self>, tx: &mut Tx<'_>, ids: Vec<String>) {
        let hub = Arc::clone(self);
        tx.after_commit(move || {
            let mut tokens = hub.tokens.write().unwrap_or_else(PoisonError::into_inner);
            for id in &ids {
                tokens.remove(id);
            }
        });
    }
}
