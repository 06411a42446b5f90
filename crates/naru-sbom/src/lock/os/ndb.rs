//! rpm's own container "ndb": slots that point at blobs.

use super::super::PACKAGES_MAX;
use super::super::model::ReadError;
use super::bytes::Bytes;

const PAGE: usize = 4_096;
const SLOT: usize = 16;
const BLOCK: usize = 16;
const MAGIC: &[u8] = b"RpmP";

/// The blob of each package.
pub(super) fn blobs(bytes: &[u8]) -> Result<Vec<Vec<u8>>, ReadError> {
    if !bytes.starts_with(MAGIC) {
        return Err(ReadError::new("byte 0", "not a database of rpm's ndb"));
    }
    let bytes = Bytes::little(bytes);
    let slot_pages = bytes.number32(12)?;
    let slots = slot_pages.saturating_mul(PAGE / SLOT);
    if slots.saturating_mul(SLOT) > bytes.len() {
        return Err(ReadError::new("byte 12", "more slots than the file can hold"));
    }
    let mut found = Vec::new();
    // The head of the file takes the place of the first two slots.
    for at in 2..slots {
        let slot = at * SLOT;
        if bytes.part(slot, 4)? != b"Slot" {
            return Err(ReadError::new(format!("byte {slot}"), "a slot is expected here"));
        }
        let index = bytes.number32(slot + 4)?;
        if index == 0 {
            continue; // free
        }
        let blob = bytes.number32(slot + 8)?.saturating_mul(BLOCK);
        let is_right = bytes.part(blob, 4)? == b"BlbS" && bytes.number32(blob + 4)? == index;
        if !is_right {
            return Err(ReadError::new(format!("byte {blob}"), "not the blob of its slot"));
        }
        let length = bytes.number32(blob + 12)?;
        found.push(bytes.part(blob + 16, length)?.to_vec());
        if found.len() > PACKAGES_MAX {
            return Err(ReadError::new("the database", format!("more than {PACKAGES_MAX} blobs")));
        }
    }
    Ok(found)
}
