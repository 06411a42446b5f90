//! The virtual network, through its public doors.

mod bank;
mod load;
mod people;
