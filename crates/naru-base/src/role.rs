//! Roles and rights: one table, used by API, console and command line, tested cell by cell.

use std::fmt;

/// What a member of staff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Runs the network (운영).
    Operator,
    /// Watches for fraud and attacks (보안 관제).
    SecurityDesk,
    /// Reads everything, changes nothing (감사).
    Auditor,
    /// Keeps staff accounts; has no business rights (계정 관리).
    Administrator,
}

impl Role {
    /// Every role, in the order of screens.
    pub const ALL: [Role; 4] =
        [Role::Operator, Role::SecurityDesk, Role::Auditor, Role::Administrator];

    /// The form in the store and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::SecurityDesk => "security-desk",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
        }
    }

    /// Reads the form of [`Role::as_str`].
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.as_str() == text)
    }

    /// Whether the role has the right. The whole table is this match.
    pub const fn may(self, right: Right) -> bool {
        match right {
            // An overview without names of persons: every member of staff lands on it.
            Right::NetworkRead => true,
            Right::AccountsManage => matches!(self, Role::Administrator),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a role may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// See the network at a glance.
    NetworkRead,
    /// Create staff accounts and enrolment links.
    AccountsManage,
}

impl Right {
    /// Every right, in the order of the table.
    pub const ALL: [Right; 2] = [Right::NetworkRead, Right::AccountsManage];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rights_table_is_this() {
        let mut table = String::new();
        for role in Role::ALL {
            let row: String =
                Right::ALL.iter().map(|r| if role.may(*r) { 'x' } else { '.' }).collect();
            table.push_str(&format!("{role} {row}\n"));
        }
        assert_eq!(table, "operator x.\nsecurity-desk x.\nauditor x.\nadministrator xx\n");
    }

    #[test]
    fn roles_keep_their_text() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
        assert_eq!(Role::parse("root"), None);
    }
}
