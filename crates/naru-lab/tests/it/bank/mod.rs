//! A virtual bank through its HTTP door.

mod bed;
mod books;
mod crash;
mod door;
mod faults;
mod statement;
