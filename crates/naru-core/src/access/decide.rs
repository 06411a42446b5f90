//! Whether a peer may speak for an institution. Pure.

use super::model::{Access, Denied, Peer};
use naru_base::Micros;

/// Says whether `peer` may call for the institution that `access` restricts; the address first.
pub fn may_call(access: Option<&Access>, peer: &Peer, now: Micros) -> Result<(), Denied> {
    let Some(access) = access else { return Ok(()) };
    // An IPv4 caller of a socket for both families arrives as ::ffff:a.b.c.d.
    let address = peer.address.to_canonical();
    if !access.sources.is_empty() && !access.sources.iter().any(|net| net.contains(&address)) {
        return Err(Denied::Source);
    }
    let shown =
        |it: &super::Certificate| peer.certificate == Some(it.thumbprint) && now < it.not_after;
    if !access.certificates.is_empty() && !access.certificates.iter().any(shown) {
        return Err(Denied::Certificate);
    }
    Ok(())
}
