//! The demonstration's institutions come through the gates like everybody's: its own operators and
//! inspectors decide, two at each gate.

use crate::problem::Problem;
use crate::sealer::DataKeySealer;
use naru_base::role::Role;
use naru_base::{Answer, ClientUseCode, Fault, FaultKind, Id};
use naru_core::admission::{self, PATH};
use naru_core::staff::{self, StaffSealer};
use naru_lab::admission::{Applicant, Panel, apply, pass};
use naru_store::Tx;
use naru_web::Node;

/// The services of every institution of the demonstration.
pub(super) const SERVICES: &[&str] = &["web:main:1.0", "app:main:1.0"];

/// Brings every institution that has not applied yet through every gate.
pub(super) async fn admit(node: &Node) -> Result<(), Problem> {
    let directory = node.hub.directory();
    for code in directory.institutions.keys() {
        let (hub, env, code) = (node.hub.clone(), node.env(), code.clone());
        let sealer = DataKeySealer(node.hub.keys.clone());
        let admit = move |tx: &mut Tx<'_>| {
            if admission::facts_of(tx, &code)?.applied.is_some() {
                return Ok(());
            }
            let applicant = applicant(tx, &code, &sealer)?;
            apply(tx, &env, &applicant)?;
            PATH.iter().try_for_each(|step| pass(tx, &env, &applicant, step.gate, None))?;
            Ok(hub.directory_changed(tx)?)
        };
        node.book.write(admit).await?;
    }
    Ok(())
}

/// An institution before the demonstration's own staff.
pub(super) fn applicant<'a>(
    tx: &mut Tx<'_>,
    code: &'a ClientUseCode,
    sealer: &'a dyn StaffSealer,
) -> Answer<Applicant<'a>> {
    let operators = two(tx, sealer, Role::Operator)?;
    let panel = Panel { operators, inspectors: two(tx, sealer, Role::Inspector)? };
    Ok(Applicant { code, services: SERVICES, panel, sealer })
}

/// The demonstration's two people of a role.
pub(super) fn two(tx: &mut Tx<'_>, sealer: &dyn StaffSealer, role: Role) -> Answer<[Id; 2]> {
    let accounts = staff::accounts(tx, sealer)?;
    let ids = accounts.iter().filter(|it| it.post.role() == role).map(|it| it.id);
    let ids: Vec<Id> = ids.take(2).collect();
    let two = <[Id; 2]>::try_from(ids).map_err(|_| {
        let what = format!("the demonstration has not two accounts for the role {role}");
        Fault::new(FaultKind::Permanent, what)
    });
    Ok(two?)
}
