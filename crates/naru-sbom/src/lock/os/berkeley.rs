//! Berkeley DB's hash container, as rpm used it until 4.16: headers lie on chains of overflow
//! pages.

use super::super::PACKAGES_MAX;
use super::super::model::ReadError;
use super::bytes::Bytes;

const HASH_MAGIC: usize = 0x0006_1561;
const HASH_PAGE: [u8; 2] = [13, 2];
const OVERFLOW_PAGE: u8 = 7;
const OFF_PAGE: u8 = 3;
const PAGE_HEAD: usize = 26;

/// The value of each entry.
pub(super) fn blobs(bytes: &[u8]) -> Result<Vec<Vec<u8>>, ReadError> {
    let little = Bytes::little(bytes);
    let bytes = match little.number32(12)? {
        HASH_MAGIC => little,
        _ => Bytes::big(bytes),
    };
    if bytes.number32(12)? != HASH_MAGIC {
        return Err(ReadError::new("byte 12", "not a hash database of Berkeley DB"));
    }
    let page_size = bytes.number32(20)?;
    if !(512..=65_536).contains(&page_size) || !page_size.is_power_of_two() {
        return Err(ReadError::new("byte 20", format!("{page_size} is no size of a page")));
    }
    let last = bytes.number32(32)?;
    let mut found = Vec::new();
    let mut total = 0;
    for page in 1..=last.min(bytes.len() / page_size) {
        let start = page * page_size;
        if start + PAGE_HEAD > bytes.len() || !HASH_PAGE.contains(&bytes.byte(start + 25)?) {
            continue;
        }
        let entries = bytes.number16(start + 20)?;
        for at in (1..entries).step_by(2) {
            let item = start + bytes.number16(start + PAGE_HEAD + at * 2)?;
            if bytes.byte(item)? != OFF_PAGE {
                continue; // the counter of packages lies on the page itself
            }
            let blob = off_page(&bytes, page_size, item)?;
            total += blob.len();
            if total > bytes.len() || found.len() > PACKAGES_MAX {
                return Err(ReadError::new("the database", "holds more than it is long"));
            }
            found.push(blob);
        }
    }
    Ok(found)
}

fn off_page(bytes: &Bytes<'_>, page_size: usize, item: usize) -> Result<Vec<u8>, ReadError> {
    let mut page = bytes.number32(item + 4)?;
    let length = bytes.number32(item + 8)?;
    if length > bytes.len() {
        return Err(ReadError::new(format!("byte {item}"), "a value longer than the file"));
    }
    let mut value = Vec::new();
    while value.len() < length {
        let start = page.saturating_mul(page_size);
        let used = bytes.number16(start + 22)?;
        if bytes.byte(start + 25)? != OVERFLOW_PAGE || used == 0 {
            return Err(ReadError::new(format!("page {page}"), "is not where a value goes on"));
        }
        let wanted = used.min(length - value.len());
        value.extend_from_slice(bytes.part(start + PAGE_HEAD, wanted)?);
        page = bytes.number32(start + 16)?;
    }
    Ok(value)
}
