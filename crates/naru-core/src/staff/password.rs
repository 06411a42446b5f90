//! Passwords: Argon2id in the PHC text form. Pure and slow: never run it on a store thread.

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE64_NOPAD;
use naru_base::{Entropy, Fault, FaultKind};

/// OWASP's second choice for Argon2id: 19 MiB, two passes, one lane.
const M_KIB: u32 = 19 * 1024;
const T: u32 = 2;
const P: u32 = 1;

/// What a stored hash may ask of this machine; more means that the row was tampered with.
const M_KIB_MAX: u32 = 256 * 1024;
const T_MAX: u32 = 16;

/// The hash of a password with a fresh salt, as `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
pub fn hash(password: &str, entropy: &dyn Entropy) -> Result<String, Fault> {
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    let out = derive(password, &salt, (M_KIB, T, P))?;
    let (salt, out) = (BASE64_NOPAD.encode(&salt), BASE64_NOPAD.encode(&out));
    Ok(format!("$argon2id$v=19$m={M_KIB},t={T},p={P}${salt}${out}"))
}

/// Whether the password is the one that was hashed. An unreadable hash is nobody's.
pub fn verify(phc: &str, password: &str) -> bool {
    parse(phc).is_some_and(|(costs, salt, want)| {
        derive(password, &salt, costs).is_ok_and(|got| same(&got, &want))
    })
}

/// The hash of a password that nobody has: verified for an unknown login, so that it takes as long.
pub fn nobody() -> &'static str {
    "$argon2id$v=19$m=19456,t=2,p=1$bmFydS1uby1zdWNoLWxvZw$\
     AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
}

fn derive(password: &str, salt: &[u8], (m, t, p): (u32, u32, u32)) -> Result<[u8; 32], Fault> {
    let cannot = |e: argon2::Error| {
        Fault::new(FaultKind::Permanent, format!("Argon2 could not hash a password: {e}"))
    };
    let params = Params::new(m, t, p, Some(32)).map_err(cannot)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut out = [0; 32];
    argon.hash_password_into(password.as_bytes(), salt, &mut out).map_err(cannot)?;
    Ok(out)
}

type Parsed = ((u32, u32, u32), Vec<u8>, Vec<u8>);

fn parse(phc: &str) -> Option<Parsed> {
    let rest = phc.strip_prefix("$argon2id$v=19$")?;
    let mut parts = rest.split('$');
    let (costs, salt, hash) = (parts.next()?, parts.next()?, parts.next()?);
    let mut costs = costs.split(',');
    let mut cost = |name: &str| costs.next()?.strip_prefix(name)?.parse::<u32>().ok();
    let costs = (cost("m=")?, cost("t=")?, cost("p=")?);
    if parts.next().is_some() || costs.0 > M_KIB_MAX || costs.1 > T_MAX || costs.2 != 1 {
        return None;
    }
    let decode = |text: &str| BASE64_NOPAD.decode(text.as_bytes()).ok();
    Some((costs, decode(salt)?, decode(hash)?))
}

/// Equality that takes the same time wherever the first difference is.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |acc, (x, y)| acc | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_base::env::SystemEntropy;

    #[test]
    fn a_hash_verifies_its_own_password_only() {
        let phc = hash("나루터에 배가 선다", &SystemEntropy::default()).unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify(&phc, "나루터에 배가 선다"));
        assert!(!verify(&phc, "나루터에 배가 섰다"));
        assert!(!verify(nobody(), ""));
        assert!(parse(nobody()).is_some(), "it must cost as much as a real one");
    }

    #[test]
    fn hashes_that_would_eat_the_machine_are_nobodys() {
        for phc in [
            "",
            "$argon2id$v=19$m=4294967295,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
            "$argon2id$v=19$m=19456,t=99999,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
            "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA$x",
        ] {
            assert!(!verify(phc, "x"), "{phc}");
        }
    }
}
