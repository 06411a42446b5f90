//! A virtual bank through its HTTP door.

mod bed;
mod books;
mod crash;
mod credits;
mod door;
mod faults;
mod statement;
