//! The command through its public face: words in, text, files and an exit code out.

mod asked;
mod bed;
mod benches;
mod bundles;
mod checks;
mod data;
mod gates;
mod guard;
mod guard_files;
mod guides;
mod inherited;
mod licences;
mod own;
mod program;
mod projects;
mod scans;
mod selfchecks;
mod suites;
