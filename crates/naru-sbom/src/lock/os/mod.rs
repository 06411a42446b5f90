//! What a Linux distribution has installed, from the database of its package manager.

pub(super) mod apk;
mod berkeley;
mod bytes;
pub(super) mod dpkg;
mod header;
mod ndb;
mod release;
pub(super) mod rpm;
mod sqlite;
