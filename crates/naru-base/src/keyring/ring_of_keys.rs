//! The keyring: all envelope keys, opened, ready for use.

use super::error::{KeyError, Why};
use super::record::{Fingerprint, KeyState, KeyStatus, KeyVersion, Purpose, WrappedKey};
use super::root::{RootKey, aead_key, derive};
use crate::ed25519::{SigningKey, VerifyingKey};
use crate::env::Entropy;
use crate::secret::Secret;
use crate::time::Micros;
use ring::aead::LessSafeKey;
use ring::hmac;
use std::fmt;
use std::sync::Arc;

/// One opened key in the forms its purpose needs, made once so that no call pays for it.
pub(crate) struct Material {
    key: Secret<[u8; 32]>,
    pub(crate) aead: LessSafeKey,
    pub(crate) mac: hmac::Key,
    signing: Option<SigningKey>,
}

impl Material {
    fn new(purpose: Purpose, key: Secret<[u8; 32]>) -> Self {
        let aead = aead_key(derive(key.expose(), "aead").expose());
        let mac = hmac::Key::new(hmac::HMAC_SHA256, derive(key.expose(), "mac").expose());
        let signing = purpose
            .signs()
            .then(|| SigningKey::from_seed(derive(key.expose(), "ed25519").expose()));
        Material { key, aead, mac, signing }
    }
}

#[derive(Clone)]
struct Entry {
    record: WrappedKey,
    /// `None` once destroyed.
    material: Option<Arc<Material>>,
}

/// Why a version cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unusable {
    Unknown,
    Destroyed,
}

/// All envelope keys, opened. Cloning is cheap and shares the keys: change a clone, store its
/// records, then let it take the old one's place.
#[derive(Clone)]
pub struct Keyring {
    /// Grouped by purpose in the order of [`Purpose::ALL`], versions ascending.
    entries: [Vec<Entry>; Purpose::ALL.len()],
}

impl Keyring {
    /// A first version of every key. Store [`Keyring::records`] before using it.
    pub fn create(root: &RootKey, entropy: &dyn Entropy, now: Micros) -> Self {
        let fresh = |p| vec![fresh(p, KeyVersion::FIRST, root, entropy, now)];
        Keyring { entries: Purpose::ALL.map(fresh) }
    }

    /// Opens stored keys. Refuses a set in which any key is damaged, missing or doubled.
    pub fn open(root: &RootKey, records: &[WrappedKey]) -> Result<Self, KeyError> {
        let mut entries: [Vec<Entry>; Purpose::ALL.len()] = Default::default();
        let mut damaged = None;
        let mut opened = false;
        for record in records {
            let (purpose, version) = (record.purpose, record.version);
            let material = if record.state == KeyState::Destroyed {
                None
            } else if let Some(key) = open_record(root, record) {
                opened = true;
                Some(Arc::new(Material::new(purpose, key)))
            } else {
                damaged.get_or_insert(KeyError::Damaged { purpose, version });
                continue;
            };
            entries[purpose as usize].push(Entry { record: record.clone(), material });
        }
        match damaged {
            Some(_) if !opened => return Err(KeyError::WrongRoot { root: root.fingerprint() }),
            Some(error) => return Err(error),
            None => {}
        }
        for (purpose, group) in Purpose::ALL.into_iter().zip(&mut entries) {
            group.sort_by_key(|e| e.record.version);
            check_set(purpose, group)?;
        }
        Ok(Keyring { entries })
    }

    /// Every key as it is to be stored.
    pub fn records(&self) -> Vec<WrappedKey> {
        self.entries.iter().flatten().map(|e| e.record.clone()).collect()
    }

    /// Every key as it may be shown.
    pub fn status(&self) -> Vec<KeyStatus> {
        let show = |e: &Entry| KeyStatus {
            purpose: e.record.purpose,
            version: e.record.version,
            state: e.record.state,
            created_at: e.record.created_at,
            fingerprint: e.record.fingerprint,
        };
        self.entries.iter().flatten().map(show).collect()
    }

    /// Makes a new active version; the old one retires and stays usable. Returns the changed
    /// records, to be stored in one transaction.
    pub fn rotate(
        &mut self,
        purpose: Purpose,
        root: &RootKey,
        entropy: &dyn Entropy,
        now: Micros,
    ) -> Result<Vec<WrappedKey>, KeyError> {
        // Under another root key the new version could never be opened beside the old ones.
        self.check_root(root)?;
        let group = &mut self.entries[purpose as usize];
        let last = group.last().map_or(KeyVersion::FIRST, |e| e.record.version);
        let version = last.next().ok_or(KeyError::VersionsUsedUp { purpose })?;
        let mut changed = retire_active(group);
        let entry = fresh(purpose, version, root, entropy, now);
        changed.push(entry.record.clone());
        group.push(entry);
        Ok(changed)
    }

    /// Makes a retiring version active again and retires the active one: the way back from a
    /// rotation that the other side was not ready for.
    pub fn make_active(
        &mut self,
        purpose: Purpose,
        version: KeyVersion,
    ) -> Result<Vec<WrappedKey>, KeyError> {
        let group = &mut self.entries[purpose as usize];
        let place = find(purpose, version, group)?;
        match group[place].record.state {
            KeyState::Active => return Ok(Vec::new()),
            KeyState::Destroyed => return Err(KeyError::Destroyed { purpose, version }),
            KeyState::Retiring => {}
        }
        let mut changed = retire_active(group);
        group[place].record.state = KeyState::Active;
        changed.push(group[place].record.clone());
        Ok(changed)
    }

    /// Destroys a retiring version: what it sealed is lost, what it signed no longer verifies.
    /// The caller has made sure that nothing needed is left. Old backups still hold the key.
    pub fn destroy(
        &mut self,
        purpose: Purpose,
        version: KeyVersion,
    ) -> Result<WrappedKey, KeyError> {
        let group = &mut self.entries[purpose as usize];
        let place = find(purpose, version, group)?;
        let entry = &mut group[place];
        match entry.record.state {
            KeyState::Active => return Err(KeyError::StillActive { purpose, version }),
            KeyState::Destroyed => return Err(KeyError::Destroyed { purpose, version }),
            KeyState::Retiring => {}
        }
        entry.record.state = KeyState::Destroyed;
        entry.record.wrapped = Vec::new();
        entry.material = None;
        Ok(entry.record.clone())
    }

    /// Closes every key with a new root key. Returns all records, to be stored in one transaction;
    /// keep the old root key until that has happened.
    pub fn rewrap(
        &mut self,
        old_root: &RootKey,
        new_root: &RootKey,
        entropy: &dyn Entropy,
    ) -> Result<Vec<WrappedKey>, KeyError> {
        self.check_root(old_root)?;
        for entry in self.entries.iter_mut().flatten() {
            if let Some(material) = &entry.material {
                let Entry { record, .. } = entry;
                let key = material.key.expose();
                record.wrapped = new_root.wrap(record.purpose, record.version, key, entropy);
            }
        }
        Ok(self.records())
    }

    /// The active key with which messages to banks are signed.
    pub fn bank_signer(&self) -> (KeyVersion, &SigningKey) {
        self.signer(Purpose::BankSigning)
    }

    /// The active key with which audit checkpoints are signed.
    pub fn audit_signer(&self) -> (KeyVersion, &SigningKey) {
        self.signer(Purpose::Audit)
    }

    /// The public halves of all usable keys of a purpose that signs; none for other purposes.
    pub fn verifying_keys(&self, purpose: Purpose) -> Vec<(KeyVersion, VerifyingKey)> {
        let public = |e: &Entry| {
            let signing = e.material.as_ref()?.signing.as_ref()?;
            Some((e.record.version, signing.verifying_key()))
        };
        self.entries[purpose as usize].iter().filter_map(public).collect()
    }

    /// The version with which new things of this purpose are made.
    pub fn active_version(&self, purpose: Purpose) -> KeyVersion {
        self.active(purpose).0
    }

    fn signer(&self, purpose: Purpose) -> (KeyVersion, &SigningKey) {
        let (version, material) = self.active(purpose);
        let key = material.signing.as_ref().expect("made for every purpose that signs");
        (version, key)
    }

    pub(crate) fn active(&self, purpose: Purpose) -> (KeyVersion, &Material) {
        // From the newest, which almost always is the active one.
        let entry = self.entries[purpose as usize]
            .iter()
            .rev()
            .find(|e| e.record.state == KeyState::Active)
            .expect("create and open make sure of one active key for each purpose");
        let material = entry.material.as_ref().expect("only destroyed keys have none");
        (entry.record.version, material)
    }

    pub(crate) fn usable(
        &self,
        purpose: Purpose,
        version: KeyVersion,
    ) -> Result<&Material, Unusable> {
        let entry = self.entries[purpose as usize]
            .iter()
            .rev()
            .find(|e| e.record.version == version)
            .ok_or(Unusable::Unknown)?;
        entry.material.as_deref().ok_or(Unusable::Destroyed)
    }

    fn check_root(&self, root: &RootKey) -> Result<(), KeyError> {
        let live = self.entries.iter().flatten().filter(|e| e.material.is_some());
        if live.map(|e| &e.record).all(|r| open_record(root, r).is_some()) {
            Ok(())
        } else {
            Err(KeyError::WrongRoot { root: root.fingerprint() })
        }
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.status()).finish()
    }
}

fn fresh(
    purpose: Purpose,
    version: KeyVersion,
    root: &RootKey,
    entropy: &dyn Entropy,
    now: Micros,
) -> Entry {
    let mut key = Secret::new([0; 32]);
    entropy.fill(key.expose_mut());
    let record = WrappedKey {
        purpose,
        version,
        state: KeyState::Active,
        created_at: now,
        wrapped: root.wrap(purpose, version, key.expose(), entropy),
        fingerprint: Fingerprint::of(purpose.as_str(), key.expose()),
    };
    Entry { record, material: Some(Arc::new(Material::new(purpose, key))) }
}

fn open_record(root: &RootKey, record: &WrappedKey) -> Option<Secret<[u8; 32]>> {
    root.unwrap(record.purpose, record.version, &record.wrapped)
        .filter(|key| Fingerprint::of(record.purpose.as_str(), key.expose()) == record.fingerprint)
}

fn retire_active(group: &mut [Entry]) -> Vec<WrappedKey> {
    let mut changed = Vec::with_capacity(2);
    for entry in group.iter_mut().filter(|e| e.record.state == KeyState::Active) {
        entry.record.state = KeyState::Retiring;
        changed.push(entry.record.clone());
    }
    changed
}

fn find(purpose: Purpose, version: KeyVersion, group: &[Entry]) -> Result<usize, KeyError> {
    group
        .iter()
        .position(|e| e.record.version == version)
        .ok_or(KeyError::NotFound { purpose, version })
}

fn check_set(purpose: Purpose, group: &[Entry]) -> Result<(), KeyError> {
    let not_a_set = |why| Err(KeyError::NotASet { purpose, why });
    if group.windows(2).any(|w| w[0].record.version == w[1].record.version) {
        return not_a_set(Why::VersionTwice);
    }
    match group.iter().filter(|e| e.record.state == KeyState::Active).count() {
        0 => not_a_set(Why::NoneActive),
        1 => Ok(()),
        _ => not_a_set(Why::MoreActive),
    }
}
