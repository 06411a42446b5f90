//! The command through its public face: words in, text, files and an exit code out.

mod bed;
mod bundles;
mod checks;
mod data;
mod guard;
mod guard_files;
mod licences;
mod projects;
mod scans;
mod suites;
