//! Tests of naru-web through its public door.

#![expect(clippy::unwrap_used, reason = "the beds of tests stop at whatever they do not expect")]

mod api;
mod appeal_pages;
mod approval_pages;
mod bed;
mod browser;
mod browser_driver;
mod check_forms;
mod check_pages;
mod claims_pages;
mod consent_pages;
mod console;
mod deadline_pages;
mod eligibility_pages;
mod fixtures;
mod functional_pages;
mod gate_forms;
mod gates_pages;
mod institution_pages;
mod money_pages;
mod notice_pages;
mod openapi;
mod opinion_pages;
mod oss_counts;
mod oss_forms;
mod oss_lists;
mod oss_order;
mod oss_pages;
mod oss_remarks;
mod oss_seats;
mod oss_told;
mod oss_turns;
mod oss_ways;
mod paper_pages;
mod past_check_pages;
mod practice_pages;
mod program_pages;
mod proposal_pages;
mod records;
mod scans_pages;
mod staff_pages;
mod standing_pages;
mod subsidy_pages;
mod surety_pages;
mod zone_pages;
