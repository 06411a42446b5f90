//! The demonstration's institutions come through the gates like everybody's: its own operators and
//! inspectors decide, two at each gate.

use crate::problem::Problem;
use crate::sealer::DataKeySealer;
use naru_base::role::Role;
use naru_base::{Answer, ClientUseCode, Fault, FaultKind, Id};
use naru_core::admission::{self, Class, EvidenceKind, Gate, PATH};
use naru_core::check::{self, Request};
use naru_core::identity::Scope;
use naru_core::staff::{self, StaffSealer};
use naru_lab::admission::{
    Applicant, Panel, apply_as, check as check_whole, first_checks, first_hour, hand_in, pass,
};
use naru_lab::eligibility::{self, Firm};
use naru_store::Tx;
use naru_web::Node;

/// The services of every institution of the demonstration.
pub(super) const SERVICES: &[&str] = &["web:main:1.0", "app:main:1.0"];

/// What the institutions do with the network.
const MODEL: &str = "이용자가 고른 계좌를 한 화면에 모아 보여 주고, 그 계좌에서 송금합니다. / \
     It shows the accounts that a user chose on one screen, and transfers from them.";

/// The place of a request's id among those of its command.
const RENEWAL: u32 = 1 << 30;

/// Whose check of the organisation ends soon, and in how many seconds: so that a date comes near.
pub(super) const ENDS_SOON: (&str, i64) = ("M202600003", 40 * 86_400);

/// Who used the platform before open banking, and was checked when it began.
const FORMER: &str = "M202600001";

/// Whether an institution was there before the rules of 2020.
pub(super) fn is_former(code: &ClientUseCode) -> bool {
    code.as_str() == FORMER
}

/// Brings every institution that has not applied yet through every gate.
pub(super) async fn admit(node: &Node) -> Result<(), Problem> {
    let directory = node.hub.directory();
    for (code, institution) in &directory.institutions {
        let (hub, env, code) = (node.hub.clone(), node.env(), code.clone());
        let scopes = institution.scopes.clone();
        let sealer = DataKeySealer(node.hub.keys.clone());
        let admit = move |tx: &mut Tx<'_>| {
            if admission::facts_of(tx, &code)?.applied.is_some() {
                return Ok(());
            }
            let applicant = applicant(tx, &code, &sealer)?;
            let begun = if is_former(&code) { first_hour()? } else { env.now };
            apply_as(tx, &applicant, (Class::Fintech, begun))?;
            if is_former(&code) {
                first_checks(tx, &applicant)?;
            }
            hand_in(tx, &env, &applicant, &EvidenceKind::ALL)?;
            // The large one authenticates its own users: it asks for that, and is scored.
            let is_large = scopes.contains(&Scope::Sa);
            let firm = Firm {
                capital: if is_large { 5_200_000_000 } else { 600_000_000 },
                model: MODEL,
                scopes: scopes.clone(),
                is_scored: is_large,
            };
            eligibility::file(tx, &env, &applicant, &firm)?;
            eligibility::approve(tx, &env, (&applicant, &firm), None)?;
            let rest = PATH.iter().filter(|step| step.gate != Gate::Eligibility);
            let soon = env.now.plus_seconds(ENDS_SOON.1).business_date().starts_at();
            for gate in rest.map(|step| step.gate) {
                let is_short = gate == Gate::Organisation && code.as_str() == ENDS_SOON.0;
                let until = is_short.then_some(soon);
                // The checks of the large one were carried out here; the others brought reports.
                match gate {
                    Gate::Organisation | Gate::Service if is_large => {
                        check_whole(tx, &env, &hub.keys, &applicant, (gate, until))?;
                    }
                    gate => pass(tx, &env, &applicant, gate, until)?,
                }
            }
            // Next year's check waits in the inspectors' queue.
            let institution = code.clone();
            let asked = Request { id: env.id(RENEWAL), institution, service: None };
            check::request(tx, &env, "system:demo", &asked)?;
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
