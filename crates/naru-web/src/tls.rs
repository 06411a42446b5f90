//! TLS of the listening socket: certificate and key from files, read again when they change, and
//! client certificates verified against the network's own authority.
//!
//! **Must never know** whose certificate is whose: `naru_core::access` decides by thumbprint.

use ring::digest::{SHA256, digest};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;
use tokio_rustls::TlsAcceptor;

/// Where the files are, in PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The server's certificate, then those that lead to its root.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
    /// The authority that signs institutions' certificates; without it none is asked for.
    pub client_ca: Option<PathBuf>,
}

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{} holds no usable {what}", path.display())]
    Pem {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        what: &'static str,
        /// Why.
        source: rustls::pki_types::pem::Error,
    },
    /// The parts do not make a server.
    #[error("certificate, key and authority do not fit together")]
    Unfit(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// TLS of a socket. The files may be replaced while it serves.
pub struct Tls {
    files: TlsFiles,
    present: RwLock<(Vec<Option<SystemTime>>, TlsAcceptor)>,
}

impl Tls {
    /// Reads the files.
    pub fn open(files: TlsFiles) -> Result<Tls, TlsError> {
        let stamps = files.stamps();
        let acceptor = files.acceptor()?;
        Ok(Tls { files, present: RwLock::new((stamps, acceptor)) })
    }

    /// Takes the files anew if one has changed; `true` if so. After an error the old ones stay.
    pub fn refresh(&self) -> Result<bool, TlsError> {
        let stamps = self.files.stamps();
        if self.present.read().unwrap_or_else(PoisonError::into_inner).0 == stamps {
            return Ok(false);
        }
        let acceptor = self.files.acceptor()?;
        *self.present.write().unwrap_or_else(PoisonError::into_inner) = (stamps, acceptor);
        Ok(true)
    }

    /// What shakes hands at present.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        self.present.read().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

impl TlsFiles {
    fn stamps(&self) -> Vec<Option<SystemTime>> {
        let paths = [Some(&self.certificate), Some(&self.key), self.client_ca.as_ref()];
        let stamp = |path: &PathBuf| path.metadata().and_then(|it| it.modified()).ok();
        paths.into_iter().flatten().map(stamp).collect()
    }

    fn acceptor(&self) -> Result<TlsAcceptor, TlsError> {
        let chain = certificates(&self.certificate)?;
        let key_text = read(&self.key)?;
        let key = PrivateKeyDer::from_pem_slice(&key_text).map_err(|source| TlsError::Pem {
            path: self.key.clone(),
            what: "private key",
            source,
        })?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(|e| TlsError::Unfit(e.into()))?;
        let builder = match &self.client_ca {
            None => builder.with_no_client_auth(),
            Some(path) => {
                let mut roots = RootCertStore::empty();
                for certificate in certificates(path)? {
                    roots.add(certificate).map_err(|e| TlsError::Unfit(e.into()))?;
                }
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
                        .allow_unauthenticated()
                        .build()
                        .map_err(|e| TlsError::Unfit(e.into()))?;
                builder.with_client_cert_verifier(verifier)
            }
        };
        let mut config =
            builder.with_single_cert(chain, key).map_err(|e| TlsError::Unfit(e.into()))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        // The stronger of what both know is ours to choose.
        config.ignore_client_order = true;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

fn read(path: &PathBuf) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|source| TlsError::Read { path: path.clone(), source })
}

fn certificates(path: &PathBuf) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let text = read(path)?;
    let bad = |source| TlsError::Pem { path: path.clone(), what: "certificate", source };
    let all: Vec<_> =
        CertificateDer::pem_slice_iter(&text).collect::<Result<_, _>>().map_err(bad)?;
    if all.is_empty() {
        return Err(bad(rustls::pki_types::pem::Error::NoItemsFound));
    }
    Ok(all)
}

/// The version that a handshake agreed on.
pub(crate) fn version(connection: &ServerConnection) -> Option<&'static str> {
    Some(match connection.protocol_version()? {
        rustls::ProtocolVersion::TLSv1_3 => "1.3",
        rustls::ProtocolVersion::TLSv1_2 => "1.2",
        _ => "other",
    })
}

/// The thumbprint of the client certificate that a handshake has verified.
pub(crate) fn client_thumbprint(connection: &ServerConnection) -> Option<[u8; 32]> {
    let first = connection.peer_certificates()?.first()?;
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, first.as_ref()).as_ref());
    Some(out)
}
