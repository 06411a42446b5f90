//! Which addresses a call may go to: the open internet, and what the operator lists. Pure.
//!
//! Institutions say themselves where their webhooks are. Whoever could name an address of our own
//! network there would have the relay knock on doors that are closed to them.

use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Why a call may not go there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forbidden {
    /// The address is not one of the open internet.
    Inner,
    /// Without TLS.
    Plain,
}

/// What the operator lists: networks that may be called although they are inner ones, and without
/// TLS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    allowed: Vec<IpNet>,
}

impl Guard {
    /// With the networks that the operator lists.
    pub const fn new(allowed: Vec<IpNet>) -> Guard {
        Guard { allowed }
    }

    /// Whether a name may be written down for calls, as far as that can be told without asking
    /// where it leads: without TLS it can only lead into a network that is listed.
    pub const fn may_name(&self, is_tls: bool) -> Result<(), Forbidden> {
        if is_tls || !self.allowed.is_empty() { Ok(()) } else { Err(Forbidden::Plain) }
    }

    /// Whether a call may go to this address.
    pub fn may_call(&self, address: IpAddr, is_tls: bool) -> Result<(), Forbidden> {
        let address = address.to_canonical();
        if self.allowed.iter().any(|net| net.contains(&address)) {
            return Ok(());
        }
        let open = match address {
            IpAddr::V4(it) => is_open_v4(it),
            IpAddr::V6(it) => is_open_v6(it),
        };
        match (open, is_tls) {
            (false, _) => Err(Forbidden::Inner),
            (true, false) => Err(Forbidden::Plain),
            (true, true) => Ok(()),
        }
    }
}

/// All but the IANA registry of special-purpose addresses.
fn is_open_v4(it: Ipv4Addr) -> bool {
    let [a, b, c, _] = it.octets();
    let special = match a {
        0 | 10 | 127 | 224.. => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => matches!((b, c), (168, _) | (0, 0 | 2) | (88, 99)),
        198 => matches!(b, 18 | 19) || (b, c) == (51, 100),
        203 => (b, c) == (0, 113),
        _ => false,
    };
    !special
}

/// Global unicast only, without what carries an IPv4 address inside or is for documents.
fn is_open_v6(it: Ipv6Addr) -> bool {
    match it.segments() {
        // Protocol assignments, Teredo among them; documentation; 6to4.
        [0x2001, 0..=0x01FF | 0x0DB8, ..] | [0x2002, ..] | [0x3FFF, ..] => false,
        [0x2000..=0x3FFF, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(guard: &Guard, address: &str, is_tls: bool) -> Result<(), Forbidden> {
        guard.may_call(address.parse().unwrap(), is_tls)
    }

    #[test]
    fn only_the_open_internet_is_called() {
        let guard = Guard::default();
        for inner in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.7",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.1.2.3",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "4000::1",
        ] {
            assert_eq!(judge(&guard, inner, true), Err(Forbidden::Inner), "{inner}");
        }
        for open in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "169.253.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.0.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2400:1::1",
            "2001:200::1",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
        ] {
            assert_eq!(judge(&guard, open, true), Ok(()), "{open}");
            assert_eq!(judge(&guard, open, false), Err(Forbidden::Plain), "{open}");
        }
    }

    #[test]
    fn what_the_operator_lists_is_open() {
        let guard = Guard::new(vec!["10.7.0.0/16".parse().unwrap(), "::1/128".parse().unwrap()]);
        for (address, may) in [
            ("10.7.3.4", Ok(())),
            ("::ffff:10.7.3.4", Ok(())),
            ("::1", Ok(())),
            ("10.8.0.1", Err(Forbidden::Inner)),
            ("127.0.0.1", Err(Forbidden::Inner)),
        ] {
            assert_eq!(judge(&guard, address, false), may, "{address}");
        }
    }
}
