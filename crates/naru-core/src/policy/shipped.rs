//! The rules that Naru ships, each with its source.
//!
//! **Must never know** who decides by them.

const FEES: &str =
    "Open banking fee table 2019: withdrawal 50 won, reduced 30; deposit 40, reduced 20";
const REDUCED: &str = "Open banking 2019: reduced fees for institutions up to 10,000,000,000 won \
     and 100,000 transfers a month; Naru: of the month before, both kinds together";
const ENDING: &str = "Naru: an end is told of a month, a week and a day before";
const GATE_LIFE: &str = "Naru: papers, test and contract are looked at anew after three years";
const CHECK_LIFE: &str = "Naru: security checks hold for a year (FSC 2019-12-13 sets yearly dates)";
const EVIDENCE_LIFE: &str = "Naru: until an official rule says how long a tool's result counts; \
     what changes fast counts for a shorter time";
const PATCH: &str = "Naru: the guide of 2022 asks for time limits by grade and names none; CISA BOD \
     22-01 gives two weeks for what is exploited, PCI DSS 4.0 a month for what is critical";
const QUORUM: &str = "Naru: offices that must agree, by grade (the guide of 2022 asks for approval by \
     roles, and names no number)";
const OFFICES: &str = "Naru: of security, manager, legal and review board, in this order, so many \
     approve a use, by risk class (the guide of 2022 names these roles and no number)";
const INSTITUTION: &str = "Naru: until an institution's contract says otherwise (codes A0101 to \
     A0106 say that there are limits for each institution; amounts are in the contracts)";

const FIX: &str = "Naru: a day to put right what was found is told of a week and a day before";
const DEADLINE: &str = "Naru: a date is told of 60, 30, 14, 7 and 1 days before";
const FACTOR: &str = "Open banking 2019-09-03 (press): by criteria up to 100 points less or more, at \
     least 100 %, at most 300 %";
const POINTS: &str =
    "Naru: the official table of adjustments is not public; replace by the contract's";

/// The rules that Naru ships, as (name, value, source). An operator adds newer rows.
pub const SHIPPED: &[(&str, i64, &str)] = &[
    (
        "person_daily_limit_won",
        10_000_000,
        "Open banking: 10,000,000 won a day per user across institutions (press, weak; \
         codes A0111/A0112 confirm a limit at the hub)",
    ),
    (
        "person_once_limit_won",
        10_000_000,
        "Naru: code A0111 says that there is a limit for one withdrawal; its amount is not public",
    ),
    ("withdraw_fee_won", 50, FEES),
    ("withdraw_fee_reduced_won", 30, FEES),
    ("deposit_fee_won", 40, FEES),
    ("deposit_fee_reduced_won", 20, FEES),
    ("reduced_fee_amount_max_won", 10_000_000_000, REDUCED),
    ("reduced_fee_count_max", 100_000, REDUCED),
    ("withdraw_once_limit_won", 10_000_000, INSTITUTION),
    ("withdraw_daily_limit_won", 100_000_000_000, INSTITUTION),
    ("withdraw_monthly_limit_won", 2_000_000_000_000, INSTITUTION),
    ("deposit_once_limit_won", 50_000_000, INSTITUTION),
    ("deposit_daily_limit_won", 100_000_000_000, INSTITUTION),
    ("deposit_monthly_limit_won", 2_000_000_000_000, INSTITUTION),
    (
        "deposit_credit_limit_won",
        0,
        "Naru: the paying account is prefunded unless the institution's contract says otherwise",
    ),
    ("cutover_grace_s", 1_800, "Naru: an id of the previous business date counts for 30 minutes"),
    ("bank_deadline_ms", 5_000, "Naru: how long an institution's call waits for the bank"),
    ("bank_request_expiry_ms", 10_000, "Naru: a bank refuses a request older than this"),
    ("bank_clock_skew_ms", 2_000, "Naru: how far a bank's clock may be off"),
    ("inquiry_first_ms", 1_000, "Naru: first inquiry after the deadline"),
    ("inquiry_max_ms", 60_000, "Naru: longest pause between inquiries (UPI asks 45 to 90 s)"),
    (
        "return_claim_days_max",
        365,
        "Open banking: the result of a return can be asked for up to a year; Naru: so can a return",
    ),
    (
        "return_inquiry_max_ms",
        600_000,
        "Naru: longest pause between inquiries after a return, over which a bank may take days",
    ),
    ("token_life_s", 7_776_000, "Open banking: access tokens live 90 days"),
    (
        "refresh_token_life_s",
        8_640_000,
        "Naru: a refresh token outlives its access token by ten days",
    ),
    ("authorization_code_life_s", 180, "Naru: three minutes (RFC 6749 4.1.2: ten at most)"),
    (
        "consent_login_life_s",
        31_536_000,
        "Open banking: users agree anew every year (press, weak; codes A0332/A0334 confirm an end)",
    ),
    (
        "consent_inquiry_life_s",
        31_536_000,
        "Open banking: users agree anew every year (press, weak; code A0316 confirms an end)",
    ),
    (
        "consent_transfer_life_s",
        31_536_000,
        "Open banking: users agree anew every year (press, weak; code A0319 confirms an end)",
    ),
    ("consent_pages_life_s", 900, "Naru: a person has 15 minutes for the consent pages"),
    ("one_time_code_life_s", 180, "Naru: a one-time code counts for three minutes"),
    ("one_time_code_tries", 5, "Naru: codes typed wrong until the pages begin anew"),
    ("one_time_code_sends", 3, "Naru: codes sent on one visit of the pages"),
    ("client_secret_overlap_s", 2_592_000, "Naru: a replaced client secret lives on for 30 days"),
    ("bank_inflight_max", 512, "Naru: requests under way at one bank (bulkhead)"),
    (
        "bank_inquiry_places",
        32,
        "Naru: further places at one bank for inquiries about transfers in doubt only",
    ),
    (
        "bank_doubts_max",
        256,
        "Naru: transfers in doubt at one bank; beyond it new orders to it get a definite no",
    ),
    (
        "receive_life_s",
        1_800,
        "Naru: a deposit may name a receive inquiry of yours this old; the sources are silent",
    ),
    ("institution_inflight_max", 512, "Naru: calls under way for one institution (bulkhead)"),
    ("breaker_failures", 20, "Naru: unanswered requests in a row that open a bank's breaker"),
    ("staff_step_up_s", 300, "Naru: a dangerous deed of staff wants a one-time code this fresh"),
    ("proposal_life_s", 86_400, "Naru: a proposal that nobody confirmed in a day lapses"),
    ("breaker_open_ms", 5_000, "Naru: how long a breaker stays open before one probe"),
    ("notify_retry_first_ms", 30_000, "Naru: pause after a notice's first failed attempt; doubles"),
    ("notify_retry_max_ms", 21_600_000, "Naru: longest pause between attempts, six hours"),
    ("notify_attempts_max", 12, "Naru: attempts in about 15 hours, then people look after it"),
    ("notify_lease_ms", 120_000, "Naru: an attempt that nobody concluded is made again after this"),
    ("webhook_secret_overlap_s", 86_400, "Naru: a webhook's replaced secret signs on for a day"),
    ("consent_notice_first_days", 30, ENDING),
    ("consent_notice_second_days", 7, ENDING),
    ("consent_notice_last_days", 1, ENDING),
    ("credential_notice_first_days", 30, ENDING),
    ("credential_notice_second_days", 7, ENDING),
    ("credential_notice_last_days", 1, ENDING),
    ("gate_eligibility_life_s", 94_608_000, GATE_LIFE),
    ("gate_functional_life_s", 94_608_000, GATE_LIFE),
    (
        "functional_record_life_s",
        15_552_000,
        "Naru: half a year after a test it is another client that calls",
    ),
    (
        "gate_functional_paper_allowed",
        0,
        "Naru: 1 lets two people pass the functional test on a paper without a record of a run; \
         for institutions that were tested before Naru was, and for a time",
    ),
    (
        "functional_tenant_life_s",
        7_776_000,
        "Naru: a sandbox is open for 90 days from when its run began",
    ),
    ("paper_bytes_max", 20_971_520, "Naru: a paper of an institution has 20 MiB at most"),
    ("program_life_s", 31_536_000, "Naru: a program of staff is agreed to anew every year"),
    (
        "program_secret_overlap_s",
        604_800,
        "Naru: a program's replaced secret lives on for a week, unless it is ended at once",
    ),
    ("gate_organisation_life_s", 31_536_000, CHECK_LIFE),
    ("gate_service_life_s", 31_536_000, CHECK_LIFE),
    ("gate_surety_life_s", 31_536_000, "Naru: guarantee insurance is written for a year"),
    ("gate_contract_life_s", 94_608_000, GATE_LIFE),
    ("evidence_tls_life_s", 7_776_000, EVIDENCE_LIFE),
    ("evidence_network_life_s", 7_776_000, EVIDENCE_LIFE),
    ("evidence_dynamic_life_s", 15_552_000, EVIDENCE_LIFE),
    ("evidence_static_life_s", 15_552_000, EVIDENCE_LIFE),
    ("evidence_app_life_s", 15_552_000, EVIDENCE_LIFE),
    ("evidence_bill_life_s", 2_592_000, EVIDENCE_LIFE),
    ("evidence_assessment_life_s", 31_536_000, EVIDENCE_LIFE),
    (
        "check_organisation_days",
        28,
        "Open banking 2019: an organisation check takes about four weeks (press)",
    ),
    (
        "check_service_days",
        14,
        "Open banking 2019: a service check takes about two weeks, from afar (press)",
    ),
    ("check_fix_days", 30, "Naru: what a check found is put right within 30 days"),
    ("fix_notice_first_days", 7, FIX),
    ("fix_notice_last_days", 1, FIX),
    ("signal_window_days", 30, "Naru: calls are looked at a month back"),
    ("signal_calls_min", 20, "Naru: fewer calls than this say nothing of how an institution calls"),
    ("signal_contacts_min", 2, "Naru: two ways outside the console to be told of the gravest"),
    (
        "signal_urgent_answer_s",
        3_600,
        "Naru: half of all urgent notices are acknowledged within an hour",
    ),
    ("signal_unread_s", 86_400, "Naru: a warning is read within a day"),
    ("signal_exercise_days", 365, "Naru: an exercise answered counts for a year"),
    ("signal_account_unfinished_days", 30, "Naru: an account is put to use within a month"),
    ("signal_account_dormant_days", 90, "Naru: an account that nobody used for 90 days is dormant"),
    ("signal_access_review_days", 92, "Naru: accounts are looked through every quarter"),
    ("signal_secret_age_days", 365, "Naru: a client secret is replaced within a year"),
    ("signal_secret_wrong_max", 20, "Naru: more wrong secrets in a month are no mere mistakes"),
    ("signal_version_unchecked_days", 30, "Naru: a new version is checked within a month"),
    ("signal_bill_late_days", 7, "Naru: a new version has its bill of materials within a week"),
    ("signal_bill_age_days", 90, "Naru: a bill of materials is renewed within 90 days"),
    (
        "signal_inquiries_per_transfer_max",
        200,
        "Naru: more inquiries for each transfer look like gathering",
    ),
    ("signal_clock_skew_ms_max", 5_000, "Naru: a caller's clock is right to five seconds"),
    ("signal_malformed_permille_max", 50, "Naru: one call in twenty out of its form is a fault"),
    (
        "signal_agreement_over_permille_max",
        20,
        "Naru: one call in fifty after an agreement's end is a habit",
    ),
    (
        "measure_notice_s",
        604_800,
        "Naru: an institution is told seven days before a measure bites, unless it is urgent",
    ),
    ("measure_appeal_s", 2_592_000, "Naru: 30 days to appeal against a measure"),
    (
        "standing_age_max_ms",
        1_000,
        "Naru: a change of a standing takes effect within one second on every node",
    ),
    (
        "standing_limit_cut_percent",
        50,
        "Naru: what is left of an institution's limits while they are cut",
    ),
    ("deadline_propose_s", 1_209_600, "Naru: the engine proposes two weeks before a date"),
    ("deadline_extension_max_s", 15_552_000, "Naru: more time is given for half a year at most"),
    ("deadline_special_max_s", 7_776_000, "Naru: for a special reason, three months at most"),
    ("deadline_notice_first_days", 60, DEADLINE),
    ("deadline_notice_second_days", 30, DEADLINE),
    ("deadline_notice_third_days", 14, DEADLINE),
    ("deadline_notice_fourth_days", 7, DEADLINE),
    ("deadline_notice_last_days", 1, DEADLINE),
    (
        "surety_factor_base_percent",
        200,
        "Open banking 2019-09-03 (press): base cover 200 % of the institution's daily withdrawal \
         limit",
    ),
    ("claim_freeze_s", 60, "Naru: what went on is frozen at the receiving banks within a minute"),
    (
        "claim_payment_s",
        86_400,
        "KFTC terms 2021-02 (press): users are paid in advance on a complaint; Naru: within a day",
    ),
    (
        "claim_cause_s",
        1_209_600,
        "Electronic Financial Transactions Act art. 8(2) (to check): the user is told the cause \
         and the result within two weeks",
    ),
    ("claim_surety_s", 2_592_000, "Naru: the surety is asked within 30 days of the decision"),
    (
        "claim_first_payer",
        1,
        "Naru: who pays the consumer first: 1 the operator, 2 the institution; KFTC terms 2021-02 \
         ask the institution to have a procedure for it",
    ),
    (
        "claim_return_consumer",
        2,
        "Naru: whose part frozen money lowers that comes back after the decision: the consumer's \
         before all others 1, along with them 2, behind them 3; 2 as the table divides a damage \
         that is smaller by it, so that the day on which a bank sends it changes nobody's part",
    ),
    ("surety_factor_min_percent", 100, FACTOR),
    ("surety_factor_max_percent", 300, FACTOR),
    ("surety_adjust_large_operator_points", -50, POINTS),
    ("surety_adjust_clean_year_points", -25, POINTS),
    ("surety_adjust_new_institution_points", 25, POINTS),
    ("surety_adjust_incident_points", 50, POINTS),
    ("surety_adjust_open_findings_points", 25, POINTS),
    ("surety_adjust_drill_failed_points", 25, POINTS),
    ("oss_patch_exploited_s", 259_200, PATCH),
    ("oss_patch_critical_s", 604_800, PATCH),
    ("oss_patch_high_s", 2_592_000, PATCH),
    ("oss_patch_medium_s", 7_776_000, PATCH),
    ("oss_patch_low_s", 15_552_000, PATCH),
    ("oss_patch_none_s", 31_536_000, PATCH),
    ("oss_quorum_grave", 3, QUORUM),
    ("oss_quorum_high", 2, QUORUM),
    ("oss_quorum_rest", 1, QUORUM),
    ("oss_exception_max_s", 7_776_000, "Naru: an exception is looked at anew after 90 days"),
    (
        "oss_vex_max_s",
        31_536_000,
        "Naru: that a system is not affected is looked at anew after a year",
    ),
    ("oss_approval_offices_quick", 1, OFFICES),
    ("oss_approval_offices_low", 2, OFFICES),
    ("oss_approval_offices_medium", 3, OFFICES),
    ("oss_approval_offices_high", 4, OFFICES),
    ("oss_approval_max_s", 63_072_000, "Naru: an approval is looked at anew after two years"),
    ("oss_inactive_days", 730, "Naru: a project that released nothing for two years is inactive"),
    (
        "oss_bill_current_s",
        7_776_000,
        "Naru: a bill of materials older than 90 days is not current",
    ),
    ("oss_data_current_s", 1_209_600, "Naru: advisories are to be no older than two weeks"),
    ("oss_guide_read_s", 31_536_000, "Naru: whoever read the guide reads it anew after a year"),
    (
        "oss_affirmed_s",
        47_304_000,
        "ISO/IEC 5230 3.6.2 and 18974 4.4.2: conformance is confirmed anew within 18 months",
    ),
    (
        "oss_source_offer_years",
        3,
        "GPL-2.0 section 3 b and GPL-3.0 section 6 b: a written offer holds for three years",
    ),
    ("zone_quorum", 2, "Naru: two people let a file cross the border of the R&D zone"),
    ("zone_crossing_valid_s", 604_800, "Naru: what is approved to cross does so within a week"),
    (
        "oss_bill_signed",
        0,
        "Naru: whether a bill of a live system must be signed by a key of its institution: 0 no, \
         1 yes",
    ),
    (
        "oss_notice_s",
        86_400,
        "Naru: no standing is lowered for a component before a day after its institution was told",
    ),
    (
        "oss_inquiry_only_after_s",
        86_400,
        "Naru: limits are cut at the deadline, and a day later transfers stop",
    ),
];
