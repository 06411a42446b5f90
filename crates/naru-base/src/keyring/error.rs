//! What can be wrong with keys, and what to do about it.

use super::record::{Fingerprint, KeyVersion, Purpose};

/// What exactly is wrong with a text or a set, within a [`KeyError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is nothing.
    Empty,
    /// There is more than one line.
    MoreLines,
    /// It does not begin with the name of its format.
    WrongHead,
    /// It is cut short, or something was added.
    WrongParts,
    /// Its long part has a wrong character or length.
    WrongCharacter,
    /// Its numbers are unreadable or out of range.
    WrongNumbers,
    /// The checksum does not match.
    WrongChecksum,
    /// It belongs to another root key.
    OtherKey,
    /// It comes from another splitting of the same root key.
    OtherSplitting,
    /// A version occurs twice.
    VersionTwice,
    /// No version is active.
    NoneActive,
    /// More than one version is active.
    MoreActive,
}

/// Why a key operation was not done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The root key file is not what it should be.
    #[error(
        "the root key file is not usable: {0}; it must be one line \
         `naru-root-1:KEY:CHECKSUM` as `naru keys init` wrote it. Restore it from its backup, or \
         recover it from the escrow shares"
    )]
    RootFile(Why),
    /// The root key opens none of the stored keys.
    #[error(
        "root key {root} opens none of the stored keys: it is the root key of another data set, or \
         from before a root rotation. Give the root key whose fingerprint `naru keys status` \
         recorded, or recover it from the escrow shares"
    )]
    WrongRoot {
        /// The root key that was tried.
        root: Fingerprint,
    },
    /// One stored key does not open although others do.
    #[error(
        "stored key {purpose} version {version} is damaged (others open with this root key): \
         restore the keys table from a backup"
    )]
    Damaged {
        /// Its purpose.
        purpose: Purpose,
        /// Its version.
        version: KeyVersion,
    },
    /// A purpose has no active key, or more than one, or a version twice.
    #[error(
        "the stored keys for {purpose} are not a set: {why}; restore the keys table from a backup"
    )]
    NotASet {
        /// The purpose.
        purpose: Purpose,
        /// What is wrong with the set.
        why: Why,
    },
    /// There is no such version.
    #[error("there is no key {purpose} version {version}; `naru keys status` lists what there is")]
    NotFound {
        /// The purpose asked for.
        purpose: Purpose,
        /// The version asked for.
        version: KeyVersion,
    },
    /// The active version cannot be destroyed.
    #[error(
        "key {purpose} version {version} is active and cannot be destroyed: rotate {purpose} first \
         and re-seal what the old version made"
    )]
    StillActive {
        /// The purpose.
        purpose: Purpose,
        /// The active version.
        version: KeyVersion,
    },
    /// A destroyed version cannot come back.
    #[error("key {purpose} version {version} was destroyed and cannot be used again")]
    Destroyed {
        /// The purpose.
        purpose: Purpose,
        /// The destroyed version.
        version: KeyVersion,
    },
    /// The version numbers of a purpose are used up.
    #[error("{purpose} has used all 65,535 version numbers; nothing was rotated")]
    VersionsUsedUp {
        /// The purpose.
        purpose: Purpose,
    },
    /// A threshold that makes no sense.
    #[error(
        "cannot split into {shares} shares with threshold {threshold}: \
         need 2 <= threshold <= shares <= 255"
    )]
    BadThreshold {
        /// The shares asked for.
        shares: u8,
        /// The threshold asked for.
        threshold: u8,
    },
    /// A share's text is damaged.
    #[error("share {position} is not usable: {why}; compare it with the printed original")]
    ShareText {
        /// Which of the shares given, counted from 1.
        position: usize,
        /// What is wrong with it.
        why: Why,
    },
    /// The shares do not belong together.
    #[error("share {position} does not belong to the others: {why}")]
    ShareMismatch {
        /// Which of the shares given, counted from 1.
        position: usize,
        /// What does not fit.
        why: Why,
    },
    /// Each share is readable, and together they give something else than they say.
    #[error(
        "together the shares do not give the root key {0} that they name: one of them was altered; \
         try with other custodians' shares"
    )]
    SharesDisagree(Fingerprint),
    /// More shares are needed.
    #[error("{have} different shares were given and {need} are needed; ask the next custodian")]
    TooFewShares {
        /// Different shares given.
        have: usize,
        /// Shares needed.
        need: usize,
    },
}
