//! First sentences that several pages have: what a standing hangs on, what is not known yet and who
//! changes that, and by when something is to be done.

use super::bites::{self, Bites};
use super::{MENU, n, whose, words as w};
use crate::console::guard::Entered;
use crate::console::{ConsoleState, format};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{ClientUseCode, Lang, Micros};
use naru_core::oss::portfolio::{self, State, Totals};
use naru_store::Tx;

/// What standings hang on.
pub(super) struct Bearing {
    /// On so many of the grave ones none hangs for now.
    pub(super) excepted: i64,
    /// One that counts is past its deadline.
    is_late: bool,
    /// Whose it is, if it is of one institution alone.
    whose: Option<ClientUseCode>,
    /// What of it lowers the standing of that one now.
    bites: Option<Bites>,
}

impl Bearing {
    pub(super) fn read(
        tx: &mut Tx<'_>,
        owner: Option<&ClientUseCode>,
        now: Micros,
    ) -> naru_base::Answer<Bearing> {
        Ok(Bearing {
            excepted: portfolio::excepted(tx, owner, now)?.values().sum(),
            is_late: portfolio::is_bearing_overdue(tx, owner, now)?,
            whose: owner.cloned(),
            bites: None,
        })
    }

    /// With what the standing of the institution is now because of it.
    pub(super) async fn with_standing(self, state: &ConsoleState) -> naru_base::Answer<Bearing> {
        let bites = bites::of_one(state, self.whose.as_ref()).await?;
        Ok(Bearing { bites, ..self })
    }

    /// What is said of so many: of one institution by its standing as it is now, of several
    /// without one.
    fn said(&self, lang: Lang, count: i64) -> String {
        let bites = self.bites.as_ref().and_then(|it| it.said(lang, |_| true));
        match (bites, &self.whose) {
            (Some(said), _) => said,
            (None, _) if self.is_late => w::lead_grave_late(lang, &n(count)),
            (None, Some(_)) => w::lead_grave_then(lang, &n(count)),
            (None, None) => w::lead_grave(lang, &n(count)),
        }
    }

    /// How many bear on a standing, as a way to them; red only when one is overdue.
    pub(super) fn show(&self, lang: Lang, of: &Totals, whose: &str) -> Markup {
        let kept = whose::kept(whose);
        let href = format!("/console/oss/findings?grave=standing&sort=due{kept}");
        let count = of.grave - self.excepted;
        html! {
            @if count > 0 {
                a class=(if self.is_late { "c-stop b" } else { "b" }) href=(href) {
                    (self.said(lang, count))
                }
                " "
            }
            @if self.excepted > 0 { (w::lead_excepted(lang, &n(self.excepted))) " " }
        }
    }
}

/// Whether nothing was compared with anything yet: then there is no count either.
pub(super) fn knows_nothing(of: &Totals, stands: &State) -> bool {
    of.systems == of.unbilled || stands.data.is_empty()
}

/// Why nothing is known yet, with the next step.
pub(super) fn nothing_known(lang: Lang, who: &Entered, (of, stands): (&Totals, &State)) -> Markup {
    let may = who.session.post.may(Right::OssManage);
    html! {
        @if of.systems == 0 {
            (w::none_registered(lang))
            @if may { " " a href={ (MENU) "#form" } { (w::declare_head(lang)) } }
        } @else if of.systems == of.unbilled {
            (w::none_billed(lang)) " " a href=(MENU) { (w::to_systems(lang)) }
        } @else if stands.data.is_empty() { (w::no_data(lang)) }
    }
}

/// A deadline in a sentence, which does not break within it.
pub(super) fn by_when(lang: Lang, at: Micros) -> String {
    let clock = at.kst_clock().to_string();
    let text =
        format!("{} {}", format::date(lang, at.business_date()), clock.get(..5).unwrap_or(&clock));
    text.replace(' ', "\u{a0}")
}
