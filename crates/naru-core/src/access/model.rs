//! What access knows.

use core::net::IpAddr;
use ipnet::IpNet;
use naru_base::Micros;

/// Networks that one institution may list.
pub const SOURCES_MAX: usize = 64;
/// Certificates that one institution may have at once: the present one and the next.
pub const CERTIFICATES_MAX: usize = 2;

/// SHA-256 of a certificate in DER.
pub type Thumbprint = [u8; 32];

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The address the connection comes from.
    pub address: IpAddr,
    /// The client certificate of its handshake, verified against the network's authority.
    pub certificate: Option<Thumbprint>,
    /// The version of TLS that its handshake agreed on; `None`: it is not encrypted.
    pub tls: Option<&'static str>,
}

/// A client certificate of an institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Its thumbprint.
    pub thumbprint: Thumbprint,
    /// When it ends.
    pub not_after: Micros,
}

/// The restrictions of one institution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Networks it may call from; empty is everywhere.
    pub sources: Vec<IpNet>,
    /// Certificates it must show one of; empty is none.
    pub certificates: Vec<Certificate>,
}

/// Why a call may not be made from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// The address is not in the institution's list.
    Source,
    /// None of the institution's live certificates was shown.
    Certificate,
}
