//! What the cryptographic parts of the floor promise, tried through their public face.

mod bank_vectors;
mod keys;
mod messages;
mod sealing;
mod seeded;
mod tokens;
