//! What speaks against a request, and who settles it: whoever asked puts an issue right, an office
//! accepts it.

use super::approval::HERE;
use super::approval_case::{Doing, asks_again};
use super::approval_words as w;
use super::by::Hands;
use super::fields::{self, Label, lines, whole};
use super::{grade, words as common};
use crate::console::door::Wrong;
use crate::console::format;
use crate::console::guard::Entered;
use crate::console::pieces::{capital, form_field, select};
use crate::console::shape::{Shape, state as shown};
use maud::{Markup, html};
use naru_base::Lang;
use naru_base::role::Right;
use naru_core::oss::approval::{Approval, Issue, IssueKind, IssueState, Seats};

/// What an issue says.
fn sentence(lang: Lang, asked: &str, it: &Issue) -> String {
    let named = it.subject.as_str();
    let words = match it.kind {
        IssueKind::Advisory => w::issue_advisory(lang, named),
        IssueKind::RecordUnknown => w::issue_record_unknown(lang),
        IssueKind::Unmaintained => w::issue_unmaintained(lang, named),
        IssueKind::Ended => w::issue_ended(lang, named),
        IssueKind::Inactive => w::issue_inactive(lang, named),
        IssueKind::ActivityUnknown => w::issue_activity_unknown(lang),
        IssueKind::LicenceUnknown if named.is_empty() => w::issue_licence_unstated(lang),
        IssueKind::LicenceUnknown => w::issue_licence_unknown(lang, named),
        IssueKind::LicenceDiffers => w::issue_licence_differs(lang, asked, named),
        IssueKind::LicenceReach => w::issue_licence_reach(lang, named),
        IssueKind::Unsigned => w::issue_unsigned(lang),
    };
    capital(&words)
}

fn issue_state(lang: Lang, it: IssueState) -> Markup {
    match it {
        IssueState::Open => shown("run", Shape::Half, &w::issue_open(lang)),
        IssueState::Resolved => shown("ok", Shape::Check, &w::issue_resolved(lang)),
        IssueState::Accepted => shown("warn", Shape::Triangle, &w::issue_accepted(lang)),
    }
}

/// What each deed means, and whose it is.
fn settle_help(lang: Lang, may_resolve: bool, may_accept: bool) -> Markup {
    html! {
        p class="help" {
            @if may_resolve { (w::settle_resolve(lang)) } @else { (w::settle_resolve_theirs(lang)) }
            " "
            @if may_accept { (w::settle_accept(lang)) } @else { (w::settle_accept_theirs(lang)) }
        }
    }
}

/// What speaks against it, and the form that settles an issue.
pub(super) fn issues(
    (lang, who, hands): (Lang, &Entered, &Hands),
    (it, seats, came): (&Approval, &Seats, bool),
    (typed, wrongs): (&Doing, &[Wrong]),
) -> Markup {
    let me = format!("staff:{}", who.session.account);
    let post = &who.session.post;
    let may_resolve = asks_again(who, it);
    let is_office = !seats.of_role(post.role()).is_empty() && post.may(Right::OssDecide);
    let may_accept = is_office && it.asked_by != me;
    let open: Vec<(String, String)> = it
        .issues
        .iter()
        .filter(|issue| issue.state == IssueState::Open)
        .map(|issue| (issue.seq.to_string(), sentence(lang, &it.wish.licence, issue)))
        .collect();
    // Of several none is chosen beforehand.
    let first = (open.len() > 1).then(|| (String::new(), common::choose(lang)));
    let choice: Vec<(String, String)> = first.into_iter().chain(open.iter().cloned()).collect();
    let may_settle = it.standing.is_to_decide() && !open.is_empty() && (may_resolve || may_accept);
    html! {
        section {
            div class="sh" { h2 { (w::issues(lang)) } }
            @if it.issues.is_empty() { p class="none" { (w::issues_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::issue_head(lang)) } th { (w::grade_head(lang)) }
                        th { (w::state(lang)) } th { (w::reason(lang)) }
                    } }
                    tbody { @for issue in &it.issues { tr {
                        td class="way" { (sentence(lang, &it.wish.licence, issue)) }
                        td { (grade(lang, issue.grade)) }
                        td data-l=(w::state(lang)) { (issue_state(lang, issue.state)) }
                        td data-l=(w::reason(lang)) {
                            @if issue.note.is_empty() { (format::NONE) } @else {
                                (issue.note) " " span class="c-3" { (hands.of(&issue.by)) }
                            }
                        }
                    } } }
                }
            }
        }
        @if may_settle {
            @let is_wrong = wrongs.iter().any(|it| matches!(it.field, "settle" | "reason"));
            @let may = (&*choice, may_resolve, may_accept);
            @let form = settle((lang, who), it, may, (typed, wrongs));
            // What is rather to be asked for again has its form folded.
            @if came && may_resolve {
                details class="ask" open[is_wrong] {
                    summary { (w::settle_anyway(lang)) } (form)
                }
            } @else { section class="two" { p { b { (w::settle_head(lang)) } } (form) } }
        }
    }
}

/// The form that settles an issue: `may`: put it right, accept it.
fn settle(
    (lang, who): (Lang, &Entered),
    it: &Approval,
    (choice, may_resolve, may_accept): (&[(String, String)], bool, bool),
    (typed, wrongs): (&Doing, &[Wrong]),
) -> Markup {
    let reason = Label::must("reason", w::reason(lang), Some(w::settle_reason(lang)));
    let path = format!("{HERE}/{}", it.id);
    html! {
        (settle_help(lang, may_resolve, may_accept))
        form id="settle" tabindex="-1" method="post"
            aria-describedby=[fields::texts("settle", false, wrongs)] {
            (form_field(who))
            (whole("settle", wrongs))
            (select("issue", &w::settle_which(lang), choice, &typed.issue))
            (lines(&reason, &typed.reason, wrongs))
            div class="acts" {
                @if may_resolve {
                    button class="btn p" formaction={ (path) "/resolve" } { (w::resolve(lang)) }
                }
                @if may_accept {
                    button class=(if may_resolve { "btn" } else { "btn p" })
                        formaction={ (path) "/accept" } { (w::accept(lang)) }
                }
            }
        }
    }
}
