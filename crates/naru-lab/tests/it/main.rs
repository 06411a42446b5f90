//! The virtual network, through its public doors.

mod bank;
mod fintech;
mod load;
mod people;
