//! The Open Banking API through its socket, with a virtual bank behind it.

mod bed;
mod withdraw;
