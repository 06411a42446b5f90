//! Who a member of staff is, and what that person may do: roles, the scope a role is held for, and
//! the one table of rights. The API, the console and the command line all ask here.
//!
//! **Must never know** accounts, sessions or pages.

mod rights;

pub use rights::{Reach, Right};

use crate::{BankCode, ClientUseCode, InsurerCode};
use std::fmt;

/// What a member of staff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Runs the network (운영).
    Operator,
    /// Watches for fraud and attacks (보안 관제).
    SecurityDesk,
    /// Examines institutions (점검기관).
    Inspector,
    /// Says what licences and contracts ask for (법무).
    Legal,
    /// Supervises (감독기관).
    Regulator,
    /// Works at a bank of the network (은행).
    Bank,
    /// Works at a user institution (이용기관).
    Fintech,
    /// Works at an insurer that guarantees institutions (보증기관).
    Insurer,
    /// Reads everything, changes nothing (감사).
    Auditor,
    /// Keeps staff accounts; has no business rights (계정 관리).
    Administrator,
}

impl Role {
    /// Every role, in the order of screens and of the table of rights.
    pub const ALL: [Role; 10] = [
        Role::Operator,
        Role::SecurityDesk,
        Role::Inspector,
        Role::Legal,
        Role::Regulator,
        Role::Bank,
        Role::Fintech,
        Role::Insurer,
        Role::Auditor,
        Role::Administrator,
    ];

    /// The form in the store and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::SecurityDesk => "security-desk",
            Role::Inspector => "inspector",
            Role::Legal => "legal",
            Role::Regulator => "regulator",
            Role::Bank => "bank",
            Role::Fintech => "fintech",
            Role::Insurer => "insurer",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
        }
    }

    /// Reads the form of [`Role::as_str`].
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.as_str() == text)
    }

    /// Whether the role is held for one participant, not for the whole network.
    pub const fn is_of_participant(self) -> bool {
        matches!(self, Role::Bank | Role::Fintech | Role::Insurer)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a role is held for, and what a thing belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The whole network.
    Network,
    /// One bank.
    Bank(BankCode),
    /// One user institution.
    Institution(ClientUseCode),
    /// One insurer.
    Insurer(InsurerCode),
}

impl Scope {
    /// Reads the form in the store: `network`, `bank:901`, `institution:M202600001`,
    /// `insurer:G202600001`.
    pub fn parse(text: &str) -> Option<Scope> {
        if text == "network" {
            return Some(Scope::Network);
        }
        let (kind, code) = text.split_once(':')?;
        match kind {
            "bank" => BankCode::parse(code).ok().map(Scope::Bank),
            "institution" => ClientUseCode::parse(code).ok().map(Scope::Institution),
            "insurer" => InsurerCode::parse(code).ok().map(Scope::Insurer),
            _ => None,
        }
    }

    /// The participant's code; nothing for the network.
    pub fn code(&self) -> Option<&str> {
        match self {
            Scope::Network => None,
            Scope::Bank(code) => Some(code.as_str()),
            Scope::Institution(code) => Some(code.as_str()),
            Scope::Insurer(code) => Some(code.as_str()),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Network => f.write_str("network"),
            Scope::Bank(code) => write!(f, "bank:{code}"),
            Scope::Institution(code) => write!(f, "institution:{code}"),
            Scope::Insurer(code) => write!(f, "insurer:{code}"),
        }
    }
}

/// A role with what it is held for (직무). Only pairs that fit exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    role: Role,
    scope: Scope,
}

impl Post {
    /// The pair, if it fits: a bank's role is held for a bank, the operator's for the network.
    pub fn new(role: Role, scope: Scope) -> Option<Post> {
        let fits = match role {
            Role::Bank => matches!(scope, Scope::Bank(_)),
            Role::Fintech => matches!(scope, Scope::Institution(_)),
            Role::Insurer => matches!(scope, Scope::Insurer(_)),
            _ => scope == Scope::Network,
        };
        fits.then_some(Post { role, scope })
    }

    /// A role for the whole network; `None` for a participant's role.
    pub fn of_network(role: Role) -> Option<Post> {
        Post::new(role, Scope::Network)
    }

    /// The role.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// What it is held for.
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// How far the right goes.
    pub const fn reach(&self, right: Right) -> Reach {
        right.reach(self.role)
    }

    /// Whether the right is held at all, for everything or for one's own.
    pub const fn may(&self, right: Right) -> bool {
        !matches!(self.reach(right), Reach::Nothing)
    }

    /// Whether the right is held on what belongs to `owner`.
    pub fn may_on(&self, right: Right, owner: &Scope) -> bool {
        match self.reach(right) {
            Reach::Everything => true,
            Reach::Own => self.scope == *owner,
            Reach::Nothing => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope_of(role: Role) -> Scope {
        let text = match role {
            Role::Bank => "bank:901",
            Role::Fintech => "institution:M202600001",
            Role::Insurer => "insurer:G202600001",
            _ => "network",
        };
        Scope::parse(text).unwrap()
    }

    #[test]
    fn roles_and_scopes_keep_their_text() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
            let scope = scope_of(role);
            assert_eq!(Scope::parse(&scope.to_string()), Some(scope));
        }
        assert_eq!(Role::parse("root"), None);
        for bad in ["", "bank", "bank:", "bank:9011", "fintech:M202600001", "network:", "Network"] {
            assert_eq!(Scope::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_role_is_held_only_for_what_it_fits() {
        for role in Role::ALL {
            for other in Role::ALL {
                let fits = scope_of(role) == scope_of(other);
                assert_eq!(Post::new(role, scope_of(other)).is_some(), fits, "{role} for {other}");
            }
        }
    }

    /// Cell by cell: every role, every right, on one's own and on somebody else's.
    #[test]
    fn a_right_reaches_as_far_as_the_table_says() {
        let foreign = ["bank:902", "institution:M202600002", "insurer:G202600002", "network"];
        for role in Role::ALL {
            let post = Post::new(role, scope_of(role)).unwrap();
            for right in Right::ALL {
                let reach = right.reach(role);
                assert_eq!(post.may(right), reach != Reach::Nothing, "{role} {right}");
                let own = post.may_on(right, &scope_of(role));
                assert_eq!(own, reach != Reach::Nothing, "{role} {right} on its own");
                for text in foreign {
                    let owner = Scope::parse(text).unwrap();
                    let want = reach == Reach::Everything
                        || (reach == Reach::Own && owner == scope_of(role));
                    assert_eq!(post.may_on(right, &owner), want, "{role} {right} on {owner}");
                }
            }
        }
    }
}
