//! Tables of who may call from where.

use super::{Access, Certificate, Denied, Peer, may_call};
use naru_base::Micros;

const NOW: Micros = Micros::new(1_000_000);
const OURS: [u8; 32] = [1; 32];
const NEXT: [u8; 32] = [2; 32];

fn access(sources: &[&str], certificates: &[(u8, i64)]) -> Access {
    Access {
        sources: sources.iter().map(|it| it.parse().unwrap()).collect(),
        certificates: certificates
            .iter()
            .map(|(n, ends)| Certificate { thumbprint: [*n; 32], not_after: Micros::new(*ends) })
            .collect(),
    }
}

fn peer(address: &str, certificate: Option<[u8; 32]>) -> Peer {
    Peer { address: address.parse().unwrap(), certificate, tls: None }
}

#[test]
fn nothing_listed_is_no_restriction() {
    assert_eq!(may_call(None, &peer("203.0.113.9", None), NOW), Ok(()));
    assert_eq!(may_call(Some(&access(&[], &[])), &peer("::1", None), NOW), Ok(()));
}

#[test]
fn a_listed_network_is_open_and_nothing_else() {
    let listed = access(&["203.0.113.0/24", "2001:db8::/32"], &[]);
    for (address, may) in [
        ("203.0.113.0", Ok(())),
        ("203.0.113.255", Ok(())),
        ("::ffff:203.0.113.7", Ok(())),
        ("2001:db8:1::5", Ok(())),
        ("203.0.114.0", Err(Denied::Source)),
        ("203.0.112.255", Err(Denied::Source)),
        ("2001:db9::1", Err(Denied::Source)),
        ("127.0.0.1", Err(Denied::Source)),
    ] {
        assert_eq!(may_call(Some(&listed), &peer(address, None), NOW), may, "{address}");
    }
}

#[test]
fn one_of_the_live_certificates_must_be_shown() {
    let both = access(&[], &[(1, 1_000_001), (2, 9_000_000)]);
    let shown = |it| may_call(Some(&both), &peer("::1", it), NOW);
    assert_eq!(shown(Some(OURS)), Ok(()));
    assert_eq!(shown(Some(NEXT)), Ok(()));
    assert_eq!(shown(Some([3; 32])), Err(Denied::Certificate));
    assert_eq!(shown(None), Err(Denied::Certificate));
    let over = access(&[], &[(1, 1_000_000)]);
    let at_its_end = may_call(Some(&over), &peer("::1", Some(OURS)), NOW);
    assert_eq!(at_its_end, Err(Denied::Certificate), "the end itself is no longer in it");
}

#[test]
fn the_address_is_judged_first() {
    let both = access(&["10.0.0.0/8"], &[(1, 9_000_000)]);
    assert_eq!(may_call(Some(&both), &peer("192.0.2.1", None), NOW), Err(Denied::Source));
}
