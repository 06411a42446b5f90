//! The sandbox as the console has it: tenants opened, runs begun anew, how they stand.

use crate::node::{Node, NodeParts};
use naru_base::{Answer, BankCode, ClientUseCode, Entropy, Env, Fault, FaultKind};
use naru_core::functional::{self, Applicant, Progress, Standing, Tenant};
use naru_core::identity::Credentials;
use naru_core::relay::{self, Bank};
use naru_store::Tx;
use std::pin::Pin;
use std::sync::Arc;

/// An answer that takes its time.
pub type Soon<'a> = Pin<Box<dyn Future<Output = Answer<()>> + Send + 'a>>;

/// The virtual bank of a sandbox, as far as the sandbox needs it.
pub trait SandboxBank: Send + Sync + 'static {
    /// Opens the accounts of a tenant's fictitious persons and its own, unless they are there.
    fn open_accounts<'a>(&'a self, tenant: &'a ClientUseCode) -> Soon<'a>;
}

/// A sandbox that runs.
#[derive(Clone)]
pub struct SandboxPlace {
    /// Its node.
    pub node: Arc<Node>,
    /// Where applicants reach it.
    pub url: String,
    bank: Arc<dyn SandboxBank>,
}

impl SandboxPlace {
    /// Opens a node on a book that is a sandbox, or is empty and becomes one; refuses a book of
    /// production.
    pub async fn open_node(
        parts: NodeParts,
        url: String,
        (entry, bank): (Bank, Arc<dyn SandboxBank>),
    ) -> Answer<SandboxPlace> {
        let (env, code) = (Env::new(&*parts.clock, &*parts.entropy), entry.code.clone());
        parts.book.write(move |tx| functional::found(tx, &env, &code)).await?;
        let node = Node::open(parts).await?;
        let (hub, env) = (node.hub.clone(), node.env());
        let put = move |tx: &mut Tx<'_>| relay::bank_put(tx, &hub, &env, "system:sandbox", &entry);
        node.book.write(put).await?;
        let place = SandboxPlace { node, url, bank };
        for tenant in place.tenants()? {
            place.bank.open_accounts(&tenant.code).await?;
        }
        Ok(place)
    }

    /// Its bank.
    pub fn bank_code(&self) -> Answer<BankCode> {
        let directory = self.node.hub.directory();
        let bank = directory.sandbox.as_ref().map(|it| it.bank.clone());
        Ok(bank.ok_or_else(|| Fault::new(FaultKind::Permanent, "the sandbox's book is none"))?)
    }

    /// Who has a place, by code.
    pub fn tenants(&self) -> Answer<Vec<Tenant>> {
        let directory = self.node.hub.directory();
        let sandbox = directory.sandbox.as_ref();
        Ok(sandbox.map(|it| it.tenants.values().cloned().collect()).unwrap_or_default())
    }

    /// Gives an applicant its place and what it authenticates with; this once.
    pub async fn open(
        &self,
        actor: &str,
        applicant: Applicant,
        entropy: &dyn Entropy,
    ) -> Answer<Credentials> {
        let code = functional::tenant_code(&applicant.institution.code)?;
        let credentials = functional::credentials(entropy);
        let (hub, env, actor) = (self.node.hub.clone(), self.node.env(), actor.to_owned());
        let given = credentials.clone();
        let write = move |tx: &mut Tx<'_>| {
            functional::open(tx, &env, &hub.keys, &actor, (&applicant, &given))?;
            Ok(hub.directory_changed(tx)?)
        };
        self.node.book.write(write).await?;
        self.bank.open_accounts(&code).await?;
        Ok(credentials)
    }

    /// Gives a tenant other credentials in place of those it lost; this once.
    pub async fn renew(
        &self,
        actor: &str,
        tenant: &ClientUseCode,
        entropy: &dyn Entropy,
    ) -> Answer<Credentials> {
        let credentials = functional::credentials(entropy);
        let (hub, env, actor) = (self.node.hub.clone(), self.node.env(), actor.to_owned());
        let (tenant, given) = (tenant.clone(), credentials.clone());
        let write = move |tx: &mut Tx<'_>| {
            let of = (&tenant, &given);
            let client_id = functional::renew(tx, &env, &hub.keys, &actor, of)?;
            hub.directory_changed(tx)?;
            Ok(client_id)
        };
        let client_id = self.node.book.write(write).await?;
        Ok(Credentials { client_id, ..credentials })
    }

    /// Begins a tenant's run anew.
    pub async fn begin(&self, actor: &str, tenant: &ClientUseCode) -> Answer<()> {
        let (hub, env) = (self.node.hub.clone(), self.node.env());
        let (actor, tenant) = (actor.to_owned(), tenant.clone());
        let write = move |tx: &mut Tx<'_>| {
            functional::begin(tx, &env, &actor, &tenant)?;
            Ok(hub.directory_changed(tx)?)
        };
        self.node.book.write(write).await
    }

    /// How a tenant's run stands; `None`: there is no such tenant.
    pub async fn standing(&self, tenant: &ClientUseCode) -> Answer<Option<Standing>> {
        let tenant = tenant.clone();
        self.node.book.read(move |tx| functional::standing(tx, &tenant)).await
    }

    /// How far a tenant's run is.
    pub async fn progress(&self, tenant: &ClientUseCode) -> Answer<Option<Progress>> {
        let tenant = tenant.clone();
        self.node.book.read(move |tx| Ok(functional::progress(tx, &tenant)?)).await
    }

    /// Ends a tenant's run, once it is sealed.
    pub async fn end(&self, tenant: &ClientUseCode) -> Answer<()> {
        let (tenant, now) = (tenant.clone(), self.node.clock.now());
        self.node.book.write(move |tx| Ok(functional::end(tx, &tenant, now)?)).await
    }
}
