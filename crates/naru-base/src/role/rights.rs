//! The table of rights: role × right, and how far each goes. There is no other.

use super::Role;
use std::fmt;

/// How far a right goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// The right is not held.
    Nothing,
    /// Only what belongs to the participant that the role is held for.
    Own,
    /// The whole network.
    Everything,
}

macro_rules! rights {
    ($( $(#[$doc:meta])* $name:ident $text:literal: $($cell:ident)*; )*) => {
        /// What a role may be allowed to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Right { $( $(#[$doc])* $name, )* }

        impl Right {
            /// Every right, in the order of the table.
            pub const ALL: [Right; [$($text),*].len()] = [$(Right::$name),*];

            /// The form in documents and audit records.
            pub const fn as_str(self) -> &'static str {
                match self { $( Right::$name => $text, )* }
            }

            /// The row of the table, a cell for each of [`Role::ALL`].
            const fn row(self) -> [Reach; Role::ALL.len()] {
                match self { $( Right::$name => [$(rights!(@$cell)),*], )* }
            }
        }
    };
    (@all) => { Reach::Everything };
    (@own) => { Reach::Own };
    (@no) => { Reach::Nothing };
}

// Columns as in Role::ALL:
// operator security-desk inspector legal regulator bank fintech insurer auditor administrator
rights! {
    /// See the network at a glance: rates, latencies, sums. No names of persons.
    NetworkRead "network.read":          all all no  no  all no  no  no  all no;
    /// See institutions: standing, rates, credentials and their age.
    InstitutionsRead "institutions.read": all all all no  all no  own no  all no;
    /// Enter institutions, and give their clients secrets.
    InstitutionsManage "institutions.manage": all no  no  no  no  no  no  no  no  no;
    /// See banks: state, latencies, keys and their age.
    BanksRead "banks.read":               all all all no  all own no  no  all no;
    /// See the admission path: gates, evidence by hash, measures.
    GatesRead "gates.read":               all all all no  all no  own no  all no;
    /// Apply, declare services, hand in evidence, appeal.
    GatesApply "gates.apply":             all no  no  no  no  no  own no  no  no;
    /// Propose and confirm at the operator's gates, and measures.
    GatesDecide "gates.decide":           all no  no  no  no  no  no  no  no  no;
    /// Propose and confirm the outcome of security checks.
    ChecksDecide "checks.decide":         no  no  all no  no  no  no  no  no  no;
    /// See surety: required and active cover, head-room, instruments.
    SuretyRead "surety.read":             all all no  no  all no  own own all no;
    /// Propose and confirm instruments, their release, and adjustments of a factor.
    SuretyManage "surety.manage":         all no  no  no  no  no  no  no  no  no;
    /// See compensation claims: where they stand, their clocks, every won of them.
    ClaimsRead "claims.read":             all all no  no  all own own own all no;
    /// Report a claim, give the consumer the link, take it back.
    ClaimsReport "claims.report":         all all no  no  no  no  own no  no  no;
    /// Say that the own part of a claim was paid, with the document's number.
    ClaimsRemit "claims.remit":           no  no  no  no  no  own own own no  no;
    /// Propose and confirm payments, causes, recourse, and the table of liability.
    ClaimsDecide "claims.decide":         all no  no  no  no  no  no  no  no  no;
    /// See systems, what they are made of, findings and advisories.
    OssRead "oss.read":                   all all all all all no  own no  all no;
    /// Declare systems, hand in bills of materials, take systems out of use.
    OssManage "oss.manage":               all no  no  no  no  no  own no  no  no;
    /// Agree to exceptions and to "not affected", or refuse them.
    OssDecide "oss.decide":               all all all all no  no  no  no  no  no;
    /// Answer questions about open source, and publish answers.
    OssAnswer "oss.answer":               all all no  no  no  no  no  no  no  no;
    /// Search transfers and see one's life, persons masked.
    TransfersRead "transfers.read":      all all no  no  all own own no  all no;
    /// See names and account numbers unmasked, for a stated reason.
    PersonsReveal "persons.reveal":      all all no  no  no  no  no  no  no  no;
    /// Search what users agreed to and see one user's agreements, the person masked.
    ConsentsRead "consents.read":        all all no  no  all no  no  no  all no;
    /// See settlement: days, positions, differences from banks' statements.
    SettlementRead "settlement.read":    all all no  no  all no  no  no  all no;
    /// Close a day that is over, and explain a difference.
    SettlementManage "settlement.manage": all no  no  no  no  no  no  no  no  no;
    /// Propose and confirm that money arrived for an institution's paying account.
    FundsManage "funds.manage":          all no  no  no  no  no  no  no  no  no;
    /// See subsidy: programmes, applications, the journal.
    SubsidyRead "subsidy.read":           all no  no  no  all no  own no  all no;
    /// Apply for subsidy, take an application back, claim payment.
    SubsidyApply "subsidy.apply":         all no  no  no  no  no  own no  no  no;
    /// Propose and confirm programmes, awards, payments, and what is carried over.
    SubsidyDecide "subsidy.decide":       all no  no  no  no  no  no  no  no  no;
    /// See proposals: those whose deed one may do, or may read about.
    ProposalsRead "proposals.read":      all all all no  all no  no  no  all all;
    /// Decide proposals whose deed one may do.
    ProposalsDecide "proposals.decide":  all no  no  no  no  no  no  no  no  all;
    /// Search the audit trail.
    AuditRead "audit.read":              all all no  no  all no  no  no  all no;
    /// See incidents and their timelines.
    IncidentsRead "incidents.read":      all all no  no  all no  no  no  all no;
    /// Write into the timeline of an incident.
    IncidentsNote "incidents.note":      all all no  no  no  no  no  no  no  no;
    /// Open incidents, change their grade, close them.
    IncidentsManage "incidents.manage":  no  all no  no  no  no  no  no  no  no;
    /// See who is told where, and what did not arrive.
    NoticesRead "notices.read":          all all no  no  no  no  no  no  all no;
    /// Keep contacts, and have notices sent again.
    NoticesManage "notices.manage":      all no  no  no  no  no  no  no  no  no;
    /// See programs of staff: what each may, who answers for it.
    ProgramsRead "programs.read":        all no  all no  all no  no  no  all no;
    /// Propose and confirm programs of one's own role, give them secrets, revoke them.
    ProgramsManage "programs.manage":    all no  all no  no  no  no  no  no  no;
    /// See staff accounts and proposals about them.
    AccountsRead "accounts.read":        no  no  no  no  no  no  no  no  all all;
    /// Propose and confirm invitations, closures and resets of staff accounts.
    AccountsManage "accounts.manage":    no  no  no  no  no  no  no  no  no  all;
}

impl Right {
    /// How far the right goes for a role.
    pub const fn reach(self, role: Role) -> Reach {
        self.row()[role as usize]
    }
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as docs/rights.md shows it: whoever changes a right changes that page, and a
    /// reviewer sees both.
    fn table() -> String {
        let mut out = String::from("| Right |");
        Role::ALL.iter().for_each(|role| out.push_str(&format!(" {role} |")));
        out.push_str("\n|---|");
        Role::ALL.iter().for_each(|_| out.push_str("---|"));
        for right in Right::ALL {
            out.push_str(&format!("\n| `{right}` |"));
            for role in Role::ALL {
                out.push_str(match right.reach(role) {
                    Reach::Everything => " all |",
                    Reach::Own => " own |",
                    Reach::Nothing => " – |",
                });
            }
        }
        out
    }

    #[test]
    fn the_table_is_the_one_in_the_documents() {
        let page = include_str!("../../../../docs/rights.md");
        let table = table();
        assert!(page.contains(&table), "docs/rights.md should have this table:\n{table}\n");
    }

    #[test]
    fn the_columns_stand_in_the_order_of_the_roles() {
        for (i, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, i);
        }
    }

    /// Who applies does not decide, and who runs the network does not judge security checks.
    #[test]
    fn gates_are_not_decided_by_whom_they_are_about() {
        for right in
            [Right::GatesDecide, Right::ChecksDecide, Right::SubsidyDecide, Right::ClaimsDecide]
        {
            for role in Role::ALL.into_iter().filter(|it| it.is_of_participant()) {
                assert_eq!(right.reach(role), Reach::Nothing, "{role} {right}");
            }
        }
        assert_eq!(Right::ChecksDecide.reach(Role::Operator), Reach::Nothing);
        assert_eq!(Right::GatesDecide.reach(Role::Inspector), Reach::Nothing);
    }

    #[test]
    fn nobody_mixes_business_with_accounts_and_readers_change_nothing() {
        let changes = [
            Right::AccountsManage,
            Right::PersonsReveal,
            Right::IncidentsNote,
            Right::IncidentsManage,
            Right::NoticesManage,
            Right::SettlementManage,
            Right::FundsManage,
            Right::ProposalsDecide,
            Right::GatesApply,
            Right::OssManage,
            Right::OssDecide,
            Right::OssAnswer,
            Right::GatesDecide,
            Right::ChecksDecide,
            Right::SuretyManage,
            Right::SubsidyApply,
            Right::SubsidyDecide,
            Right::ClaimsReport,
            Right::ClaimsRemit,
            Right::ClaimsDecide,
            Right::ProgramsManage,
        ];
        for right in Right::ALL {
            // Proposals are about accounts or business: each person meets those of own rights.
            let of_both = matches!(right, Right::ProposalsRead | Right::ProposalsDecide);
            let of_accounts = matches!(right, Right::AccountsRead | Right::AccountsManage);
            let administrator = right.reach(Role::Administrator);
            assert!(of_both || (administrator != Reach::Nothing) == of_accounts, "{right}");
            if changes.contains(&right) {
                assert_eq!(right.reach(Role::Auditor), Reach::Nothing, "{right}");
                assert_eq!(right.reach(Role::Regulator), Reach::Nothing, "{right}");
            }
            for role in Role::ALL {
                let reach = right.reach(role);
                if role.is_of_participant() {
                    assert_ne!(reach, Reach::Everything, "{role} {right}");
                } else {
                    assert_ne!(reach, Reach::Own, "{role} {right}");
                }
            }
        }
    }
}
