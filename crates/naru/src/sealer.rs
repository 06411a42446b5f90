//! Seals what staff accounts hold under the data key.

use naru_base::env::SystemEntropy;
use naru_base::keyring::Keyring;
use naru_base::seal::Nonce;
use naru_base::{Fault, FaultKind};
use naru_core::staff::StaffSealer;
use std::sync::Arc;

/// The data key, for staff accounts.
pub struct DataKeySealer(pub Arc<Keyring>);

impl StaffSealer for DataKeySealer {
    fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        let nonce = Nonce::random(&SystemEntropy::default());
        Ok(self.0.seal_with_data_key(context, plain, nonce))
    }

    fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        let opened = self.0.open_with_data_key(context, sealed).map_err(|e| {
            let what = "a sealed column of a staff account does not open; check the keys";
            Fault::because(FaultKind::Permanent, what, e)
        })?;
        Ok(opened.expose().clone())
    }
}
