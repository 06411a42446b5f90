//! What a notice carries: a template of ours with its data. A slice that tells something new adds a
//! variant here, its line and text in `say.rs`, and its sentences in `words.rs`.
//!
//! The names of the variants and fields are what webhooks carry: they never change their meaning.

use naru_base::Refusal;
use serde::{Deserialize, Serialize};

/// What a user agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Agreed {
    /// That the institution is told who the user is.
    Login,
    /// To inquiries.
    Inquiry,
    /// To debits.
    Transfer,
}

/// What lets an institution in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Credential {
    /// The earlier of two client secrets.
    Secret,
    /// A client certificate.
    Certificate,
    /// The last token of the institution's own.
    Token,
}

/// What a participant of this code is called: the code itself where nobody knows a name.
pub type Called<'c> = dyn Fn(&str) -> String + 'c;

/// What a reader has to do in a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimTodo {
    /// What: `pay`, `decide`, `freeze`, `share`, `none` … Empty: it was not said.
    pub duty: String,
    /// Won: how much; 0 where no sum is meant.
    pub amount: i64,
    /// By when, `yyyy-MM-dd HH:mm` in Korea; empty where there is no time.
    pub due: String,
    /// To whom, where something is to be paid back: `operator`, or an institution's code. Empty in
    /// notices of before it was said.
    #[serde(default)]
    pub payee: String,
}

/// A template with its data. Dates are `yyyy-MM-dd` in Korea.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Content {
    /// An incident was opened.
    #[serde(rename = "incident.opened")]
    IncidentOpened {
        /// The incident.
        incident: String,
        /// Its grade, 1 the gravest.
        grade: u8,
        /// What it is, in the words of whoever opened it.
        title: String,
    },
    /// An incident has another grade now.
    #[serde(rename = "incident.regraded")]
    IncidentRegraded {
        /// The incident.
        incident: String,
        /// The grade before.
        before: u8,
        /// The grade now.
        grade: u8,
        /// What it is.
        title: String,
    },
    /// An incident was closed.
    #[serde(rename = "incident.closed")]
    IncidentClosed {
        /// The incident.
        incident: String,
        /// What it was.
        title: String,
        /// Why it is over.
        reason: String,
    },
    /// An agreement of a user ends soon.
    #[serde(rename = "consent.ending")]
    ConsentEnding {
        /// The institution's number of the user.
        user_seq_no: String,
        /// The account, if it is an agreement about one.
        fintech_use_num: Option<String>,
        /// To what.
        agreed: Agreed,
        /// The day of its end.
        ends_on: String,
        /// Days until then.
        days: i64,
    },
    /// A secret, certificate or token of an institution ends soon.
    #[serde(rename = "credential.ending")]
    CredentialEnding {
        /// Whose.
        institution: String,
        /// What.
        what: Credential,
        /// Which: a client id, a thumbprint, a scope.
        name: String,
        /// The day of its end.
        ends_on: String,
        /// Days until then.
        days: i64,
    },
    /// A program of staff ends soon, or its earlier secret does.
    #[serde(rename = "credential.program-ending")]
    ProgramEnding {
        /// Its id.
        program: String,
        /// What it is called.
        name: String,
        /// Whether it is the earlier secret that ends, not the program.
        earlier_secret: bool,
        /// The day of its end.
        ends_on: String,
        /// Days until then.
        days: i64,
    },
    /// A grave weakness of a component in a live system bears on the standing.
    #[serde(rename = "oss.exposed")]
    Exposed {
        /// The system's name.
        system: String,
        /// The package, with the versions that are affected.
        package: String,
        /// The advisory.
        advisory: String,
        /// Versions that repair it; empty: none yet.
        fixed: String,
        /// From when limits are cut, `yyyy-MM-dd HH:mm` in Korea.
        cut_at: String,
        /// From when transfers stop.
        stop_at: String,
    },
    /// It is over.
    #[serde(rename = "oss.over")]
    ExposureOver {
        /// The system's name.
        system: String,
        /// The package.
        package: String,
        /// The advisory.
        advisory: String,
        /// How many others the standing still hangs on. None in what was told before this was.
        #[serde(default)]
        left: Option<i64>,
    },
    /// It is still there, and bears on the standing no more until the end of an exception.
    #[serde(rename = "oss.excepted")]
    ExposureExcepted {
        /// The system's name.
        system: String,
        /// The package.
        package: String,
        /// The advisory.
        advisory: String,
        /// The last day of the exception.
        until: String,
        /// The exception itself. None in what was told before this was.
        #[serde(default)]
        stance: String,
    },
    /// What somebody asked for was approved or refused.
    #[serde(rename = "oss.decided")]
    RequestDecided {
        /// Of which list: `approvals`, `stances` or `zone`.
        list: String,
        /// The request.
        request: String,
        /// What it is about: the package, with the advisory; the file.
        subject: String,
        /// `approved` or `refused`.
        verdict: String,
        /// Until when it holds: a day, or of a crossing a moment; empty: it was refused.
        until: String,
        /// Why it was refused.
        reason: String,
    },
    /// A question was asked at the open-source desk.
    #[serde(rename = "oss.question-asked")]
    QuestionAsked {
        /// The question.
        question: String,
        /// Whose.
        institution: String,
        /// Its title.
        title: String,
    },
    /// A question was answered, or answered once more.
    #[serde(rename = "oss.question-answered")]
    QuestionAnswered {
        /// The question.
        question: String,
        /// Its title.
        title: String,
    },
    /// Something new is known against what was asked for or approved: it is looked at again.
    #[serde(rename = "oss.approval-reopened")]
    ApprovalReopened {
        /// The request.
        approval: String,
        /// Whose.
        institution: String,
        /// The package in the version that was asked for.
        package: String,
        /// What is new.
        advisories: String,
    },
    /// The operator took back what an institution had asked for or was given.
    #[serde(rename = "oss.taken-back")]
    RequestTakenBack {
        /// Of which list: `approvals` or `stances`.
        list: String,
        /// The request.
        request: String,
        /// The package, with the advisory if it was about one.
        subject: String,
        /// Why.
        reason: String,
    },
    /// Somebody proposed that another role fills an office: another person is to confirm it.
    #[serde(rename = "oss.seat-proposed")]
    SeatProposed {
        /// The change.
        change: String,
        /// The office.
        office: String,
        /// Who is to fill it.
        role: String,
        /// By what.
        source: String,
    },
    /// Another person confirmed or refused it.
    #[serde(rename = "oss.seat-decided")]
    SeatDecided {
        /// The change.
        change: String,
        /// The office.
        office: String,
        /// Who is, or was, to fill it.
        role: String,
        /// Who filled it before; empty: nobody.
        before: String,
        /// `confirmed` or `refused`.
        verdict: String,
        /// Why it was refused; else empty.
        reason: String,
    },
    /// A client was given another secret.
    #[serde(rename = "credential.added")]
    CredentialAdded {
        /// Whose.
        institution: String,
        /// Of which client.
        name: String,
        /// The day on which the earlier one ends.
        earlier_ends_on: String,
    },
    /// On the host, somebody with the root key let an administrator back in.
    #[serde(rename = "account.recovered-on-host")]
    AccountRecoveredOnHost {
        /// The account's login.
        login: String,
    },
    /// On the host, somebody with the root key invited another administrator.
    #[serde(rename = "account.invited-on-host")]
    AccountInvitedOnHost {
        /// Until when the invitation can be used.
        until: String,
    },
    /// A rule must be met soon, and is not yet.
    #[serde(rename = "deadline.near")]
    DeadlineNear {
        /// Whose.
        institution: String,
        /// The rule.
        rule: String,
        /// Its title, in Korean and in English.
        title: [String; 2],
        /// The last day.
        last_day: String,
        /// Days until then.
        days: i64,
    },
    /// An institution asks for more time to meet a rule.
    #[serde(rename = "deadline.answered")]
    DeadlineAnswered {
        /// Whose.
        institution: String,
        /// The rule.
        rule: String,
        /// Its title, in Korean and in English.
        title: [String; 2],
        /// The ground, in Korean and in English.
        ground: [String; 2],
        /// The last day that it asks for.
        last_day: String,
        /// From which day on it is decided.
        from: String,
    },
    /// What a check found is to be put right soon.
    #[serde(rename = "check.fix-near")]
    FixNear {
        /// Whose.
        institution: String,
        /// The check.
        check: String,
        /// The last day.
        last_day: String,
        /// Items that are not met.
        open: usize,
        /// Days until then.
        days: i64,
    },
    /// What a check found was not put right in time.
    #[serde(rename = "check.fix-missed")]
    FixMissed {
        /// Whose.
        institution: String,
        /// The check.
        check: String,
        /// The day that was the last one.
        last_day: String,
        /// Items that are not met.
        open: usize,
    },
    /// A consumer's damage was reported.
    #[serde(rename = "claim.reported")]
    ClaimReported {
        /// The claim.
        claim: String,
        /// Through whom it happened.
        institution: String,
        /// Won.
        loss: i64,
        /// Until when the consumer must be paid, `yyyy-MM-dd HH:mm` in Korea.
        pay_by: String,
        /// Whether banks are asked to freeze the money: `asked`, `nowhere` or `outside`. Empty in
        /// what was told before this was known.
        #[serde(default)]
        freezing: String,
        /// What the reader has to do.
        #[serde(default)]
        to_do: ClaimTodo,
    },
    /// Something happened to a claim.
    #[serde(rename = "claim.moved")]
    ClaimMoved {
        /// The claim.
        claim: String,
        /// Through whom it happened.
        institution: String,
        /// Where it stands since.
        state: String,
        /// Won: the damage.
        loss: i64,
        /// What happened: `frozen`, `paid`, `decided` … Empty in what was told before this was.
        #[serde(default)]
        deed: String,
        /// Won: what that moved, or froze.
        #[serde(default)]
        amount: i64,
        /// Whom it concerns: `operator`, `surety`, a participant's code, or nobody.
        #[serde(default)]
        party: String,
        /// The cause, once it is decided.
        #[serde(default)]
        cause: String,
        /// What the reader has to do.
        #[serde(default)]
        to_do: ClaimTodo,
    },
    /// A step of a claim is over its time.
    #[serde(rename = "claim.late")]
    ClaimLate {
        /// The claim.
        claim: String,
        /// Through whom it happened.
        institution: String,
        /// Which step.
        step: String,
        /// Until when it was due, `yyyy-MM-dd HH:mm` in Korea.
        due: String,
        /// Won: the damage.
        loss: i64,
    },
    /// A check was done, and payment of its subsidy is claimed: two people are to decide.
    #[serde(rename = "subsidy.claimed")]
    SubsidyClaimed {
        /// The application.
        application: String,
        /// Of which programme.
        programme: String,
        /// Whose, by its code; empty: of a firm from outside the network.
        institution: String,
        /// What that firm is called.
        firm: String,
        /// Won: what the check cost.
        cost: i64,
        /// Won: what it was said to cost in the claim that this one takes the place of; 0: it is
        /// the first.
        #[serde(default)]
        before: i64,
    },
    /// Two people decided about an application for subsidy.
    #[serde(rename = "subsidy.decided")]
    SubsidyDecided {
        /// The application.
        application: String,
        /// Of which programme.
        programme: String,
        /// Whose, by its code.
        institution: String,
        /// What it is: `awarded`, `declined`, `paid` or `released`.
        deed: String,
        /// Won: what is promised, paid, or no longer promised; 0 of a refusal.
        amount: i64,
    },
    /// An institution handed in a paper of its cover: it waits to be recorded.
    #[serde(rename = "surety.paper")]
    CoverHandedIn {
        /// Whose.
        institution: String,
        /// What the institution calls the paper.
        title: String,
    },
    /// A form of eligibility was filed: it waits for a decision.
    #[serde(rename = "eligibility.filed")]
    EligibilityFiled {
        /// Whose.
        institution: String,
        /// The form.
        form: String,
        /// The form that waited and that it takes the place of; empty: none did.
        replaces: String,
    },
    /// Somebody asked for a check: it waits to be taken up.
    #[serde(rename = "check.requested")]
    CheckRequested {
        /// Of whom.
        institution: String,
        /// The check.
        check: String,
        /// Of a service check: which service and version; empty: of the institution.
        service: String,
    },
    /// An inspector has set the days of a check, or moved them.
    #[serde(rename = "check.scheduled")]
    CheckScheduled {
        /// Of whom.
        institution: String,
        /// The check.
        check: String,
        /// Of a service check: which service and version; empty: of the institution.
        service: String,
        /// The first day.
        from: String,
        /// The last day.
        to: String,
    },
    /// The days that were set do not count any more; others are set.
    #[serde(rename = "check.unscheduled")]
    CheckUnscheduled {
        /// Of whom.
        institution: String,
        /// The check.
        check: String,
        /// Which service; empty: of the institution.
        service: String,
    },
    /// What a check found is told.
    #[serde(rename = "check.findings")]
    CheckFindings {
        /// Of whom.
        institution: String,
        /// The check.
        check: String,
        /// Which service; empty: of the institution.
        service: String,
        /// Items that are not met.
        open: usize,
        /// The last day to put them right.
        last_day: String,
    },
    /// The institution says that it has put right what a check found.
    #[serde(rename = "check.fixed")]
    CheckFixed {
        /// Of whom.
        institution: String,
        /// The check.
        check: String,
        /// Which service; empty: of the institution.
        service: String,
        /// The account of its inspector; empty: nobody has it.
        inspector: String,
    },
    /// The institution took a check back that an inspector had taken up.
    #[serde(rename = "check.withdrawn")]
    CheckWithdrawn {
        /// Of whom.
        institution: String,
        /// The check.
        check: String,
        /// Which service; empty: of the institution.
        service: String,
        /// The account of its inspector.
        inspector: String,
    },
    /// A colleague has taken a check over.
    #[serde(rename = "check.taken-over")]
    CheckTakenOver {
        /// Of whom.
        institution: String,
        /// The check.
        check: String,
        /// Which service; empty: of the institution.
        service: String,
        /// The account that had it.
        from: String,
        /// The account that has it now.
        inspector: String,
        /// Why.
        reason: String,
    },
    /// Its inspector gave a check back: nobody has it.
    #[serde(rename = "check.given-back")]
    CheckGivenBack {
        /// Of whom.
        institution: String,
        /// The check.
        check: String,
        /// Which service; empty: of the institution.
        service: String,
        /// The account that had it.
        from: String,
        /// Why.
        reason: String,
    },
    /// Two people decided at a gate.
    #[serde(rename = "gate.decided")]
    GateDecided {
        /// Whose.
        institution: String,
        /// Which gate.
        gate: String,
        /// Of the service check: which service and version; else empty.
        service: String,
        /// What was decided.
        verdict: String,
        /// The last moment of a pass, `yyyy-MM-dd HH:mm` in Korea; empty: no end, or no pass.
        holds_until: String,
        /// What whoever decided has the institution told; mostly empty.
        #[serde(default)]
        note: String,
        /// The check that ended so; empty: none did.
        #[serde(default)]
        check: String,
        /// Of what is not passed: the standing that it leaves; else empty.
        #[serde(default)]
        standing: String,
    },
    /// An institution was given more time for a rule.
    #[serde(rename = "deadline.extended")]
    DeadlineExtended {
        /// Whose.
        institution: String,
        /// The rule.
        rule: String,
        /// Its title, in Korean and in English.
        title: [String; 2],
        /// The last day now.
        last_day: String,
    },
    /// Two people decided to lower a standing.
    #[serde(rename = "measure.decided")]
    MeasureDecided {
        /// Whose.
        institution: String,
        /// The measure.
        measure: String,
        /// The standing, at best, while it is in force.
        standing: String,
        /// The rule it rests on.
        rule: String,
        /// From when it bites, `yyyy-MM-dd HH:mm` in Korea.
        begins_at: String,
        /// When it ends by itself; empty: when it is lifted.
        ends_at: String,
        /// Until when an appeal is possible.
        appeal_until: String,
    },
    /// A measure was lifted.
    #[serde(rename = "measure.lifted")]
    MeasureLifted {
        /// Whose.
        institution: String,
        /// The measure.
        measure: String,
        /// The standing that it lowered to.
        standing: String,
        /// The rule it rested on.
        rule: String,
    },
    /// An institution appeals against a measure.
    #[serde(rename = "measure.appealed")]
    MeasureAppealed {
        /// Whose.
        institution: String,
        /// The measure.
        measure: String,
        /// The standing, at best, while it is in force.
        standing: String,
        /// The rule it rests on.
        rule: String,
        /// From when it bites, `yyyy-MM-dd HH:mm` in Korea.
        begins_at: String,
    },
    /// Two people answered an institution's appeal.
    #[serde(rename = "measure.appeal-answered")]
    AppealAnswered {
        /// Whose.
        institution: String,
        /// The measure.
        measure: String,
        /// The standing, at best, while it is in force.
        standing: String,
        /// The rule it rests on.
        rule: String,
        /// Whether the appeal was upheld or dismissed.
        ruling: String,
    },
    /// Two people recorded what covers an institution: a contract, or money deposited.
    #[serde(rename = "surety.recorded")]
    SuretyRecorded {
        /// Whose.
        institution: String,
        /// What: `insurance`, `integrated`, `deposit`, `pledge`.
        kind: String,
        /// Who answers for it; with both names if it has two.
        issuer: String,
        /// The same by its code, if it is an insurer of the network; else empty.
        insurer: String,
        /// Its number.
        reference: String,
        /// Won.
        amount: i64,
        /// The first day on which it counts.
        from: String,
        /// The last.
        until: String,
    },
    /// Two people gave it back before its end.
    #[serde(rename = "surety.released")]
    SuretyReleased {
        /// Whose.
        institution: String,
        /// What.
        kind: String,
        /// Its number.
        reference: String,
        /// Won: what it still covered.
        amount: i64,
    },
    /// Two people made an institution's factor another.
    #[serde(rename = "surety.adjusted")]
    SuretyAdjusted {
        /// Whose.
        institution: String,
        /// By which item.
        item: String,
        /// Whether it applies since, or no longer.
        applies: bool,
        /// The last day on which it does; empty: until it is ended.
        until: String,
        /// The factor since, in percent.
        percent: i64,
        /// Won: what must be covered since.
        required: i64,
    },
    /// Less is covered than must be.
    #[serde(rename = "surety.short")]
    SuretyShort {
        /// Whose.
        institution: String,
        /// Won: what must be covered.
        required: i64,
        /// Won: what is.
        active: i64,
    },
    /// As much is covered again as must be.
    #[serde(rename = "surety.enough")]
    SuretyEnough {
        /// Whose.
        institution: String,
        /// Won: what must be covered.
        required: i64,
        /// Won: what is.
        active: i64,
    },
    /// A second person said no to what somebody proposed.
    #[serde(rename = "proposal.rejected")]
    ProposalRejected {
        /// The proposal.
        proposal: String,
        /// The kind of deed that was proposed.
        deed: String,
        /// About which institution; empty: about none.
        institution: String,
        /// What it is about besides, in Korean and English: a rule, a firm from outside the
        /// network. Empty: nothing, or it was told before this was.
        #[serde(default)]
        about: [String; 2],
        /// Who said no, by account.
        by: String,
        /// Why.
        reason: String,
    },
    /// A notice did not arrive and is not tried again.
    #[serde(rename = "delivery.given-up")]
    DeliveryGivenUp {
        /// The delivery.
        delivery: String,
        /// Whom it should have reached.
        party: String,
        /// By which channel.
        channel: String,
        /// Attempts that were made.
        attempts: i64,
    },
}

/// The longest free text in a notice.
const TEXT_CHARS_MAX: usize = 2_000;

impl Content {
    /// Words of people have a bound.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let texts = match self {
            Content::IncidentOpened { title, .. } | Content::IncidentRegraded { title, .. } => {
                [title.as_str(), ""]
            }
            Content::IncidentClosed { title, reason, .. } => [title.as_str(), reason.as_str()],
            _ => ["", ""],
        };
        if texts.iter().any(|it| it.chars().count() > TEXT_CHARS_MAX) {
            return Err(Refusal::new("notify/text-too-long").with("most", TEXT_CHARS_MAX));
        }
        Ok(())
    }
}
