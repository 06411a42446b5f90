//! What is remarked on a bill beside the one before it: it is taken, but somebody should look.
//!
//! **Must never** refuse a bill: clocks and names are the business of whoever makes it.

use super::bill::{Bill, FaultText};
use naru_base::Micros;

/// So far a clock may run before ours.
const CLOCKS_S: i64 = 3_600;

/// The bill that is in force until now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// When it was made, as it says.
    pub made_at: String,
    /// Of what product the last was of which that was not in doubt; empty: not known.
    pub product: String,
}

/// Said of a bill of another product.
pub(super) const OTHER_PRODUCT: &str = "other-product";
const IN_FUTURE: &str = "made-in-future";

/// Whether a remark leaves it in doubt, as long as the bill is in force, of what it speaks.
pub fn is_doubt(it: &FaultText) -> bool {
    [OTHER_PRODUCT, IN_FUTURE].contains(&it.code.as_str())
}

/// Whether it says that a bill is of another product.
pub fn is_of_other_product(it: &FaultText) -> bool {
    it.code == OTHER_PRODUCT
}

/// Date and time in Korea.
fn instant(at: Micros) -> String {
    let day = at.business_date().to_string();
    let day = match (day.get(..4), day.get(4..6), day.get(6..8)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => day,
    };
    let clock: String = at.kst_clock().chars().take(5).collect();
    format!("{day} {clock}")
}

fn remark(code: &str, ko: String, en: String) -> FaultText {
    FaultText { code: code.to_owned(), is_refusal: false, ko, en }
}

/// What is to be looked at: a time of making that is to come, one before that of the bill in force,
/// another product than that one's.
pub fn remarks(bill: &Bill, before: Option<&Before>, now: Micros) -> Vec<FaultText> {
    let mut all = Vec::new();
    let made = Micros::parse_rfc3339(&bill.made_at);
    if let Some(at) = made.filter(|at| *at > now.plus_seconds(CLOCKS_S)) {
        let at = instant(at);
        let ko =
            format!("작성 시각이 아직 오지 않은 때입니다({at}). 만든 곳의 시계를 확인하십시오.");
        let en = format!("It says it was made at {at}, which is yet to come. Check the clock.");
        all.push(remark(IN_FUTURE, ko, en));
    }
    let Some(before) = before else { return all };
    let last = Micros::parse_rfc3339(&before.made_at);
    if let Some((at, last)) = made.zip(last).filter(|(at, last)| at < last) {
        let (at, last) = (instant(at), instant(last));
        let ko = format!(
            "{at}에 작성된 것으로, 지금까지 유효하던 SBOM({last})보다 오래되었습니다. 지금 쓰는 빌드의 것인지 확인하십시오."
        );
        let en = format!(
            "Made at {at}, before the SBOM in force until now ({last}). Check that it is of the build in use."
        );
        all.push(remark("made-before-last", ko, en));
    }
    let (own, other) = (&bill.product, &before.product);
    if !other.is_empty() && own != other {
        let ko = format!(
            "앞선 SBOM의 제품(‘{other}’)이 아닌 다른 제품(‘{own}’)의 SBOM입니다. 이 시스템의 것이 맞는지 확인하십시오."
        );
        let en = format!(
            "It is about the product ‘{own}’; the SBOM before it was about ‘{other}’. Check that it is of this system."
        );
        all.push(remark(OTHER_PRODUCT, ko, en));
    }
    all
}
