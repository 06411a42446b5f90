//! A virtual institution against a scripted double of the relay.

mod stub;
mod traffic;
mod transfer;
