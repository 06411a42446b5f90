//! What a command may know of the world: the time and a source of ids, both handed in.
//!
//! Why: a decision that reads no ambient clock and no ambient randomness can be simulated,
//! replayed and explained. [`SystemClock`] and [`SystemEntropy`] are the only places that touch the
//! real ones.

use crate::id::Id;
use crate::time::Micros;

/// Tells the time. Two implementations: the system's, and the simulator's virtual one.
pub trait Clock: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> Micros;
}

/// Gives random bytes. Two implementations: the system's, and a seeded one.
pub trait Entropy: Send + Sync + 'static {
    /// Fills `out` with random bytes.
    fn fill(&self, out: &mut [u8]);

    /// Sixteen random bytes as a number.
    fn u128(&self) -> u128 {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        u128::from_be_bytes(bytes)
    }
}

/// The environment of one command: fixed when the command is made, so that a re-run of its
/// transaction sees the same time and makes the same ids.
#[derive(Clone, Copy, Debug)]
pub struct Env {
    /// When the command was made.
    pub now: Micros,
    seed: u128,
}

impl Env {
    /// An environment for one command.
    pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
        Env { now: clock.now(), seed: entropy.u128() }
    }

    /// An environment with everything given, for simulation and tests.
    pub const fn fixed(now: Micros, seed: u128) -> Self {
        Env { now, seed }
    }

    /// The `n`-th id of this command. The same `n` gives the same id, run after run.
    pub const fn id(&self, n: u32) -> Id {
        // An odd multiplier keeps the ids of one command apart in the low 80 bits.
        let mixed =
            self.seed ^ ((n as u128).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835));
        Id::from_parts(self.now.unix_ms(), mixed)
    }

    /// The `n`-th nonce of this command: random from command to command, different for each `n`.
    /// The same `n` gives the same nonce, run after run.
    pub fn nonce(&self, n: u32) -> [u8; 12] {
        let mut out = [0; 12];
        out.copy_from_slice(&self.seed.to_be_bytes()[..12]);
        for (byte, counted) in out[8..].iter_mut().zip(n.to_be_bytes()) {
            *byte ^= counted;
        }
        out
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the real clock"
    )]
    fn now(&self) -> Micros {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        // Before 1970 the machine's clock is broken; the epoch makes that visible.
        Micros::new(since.map_or(0, |d| i64::try_from(d.as_micros()).unwrap_or(i64::MAX)))
    }
}

/// The operating system's random source.
#[derive(Clone, Debug)]
pub struct SystemEntropy(ring::rand::SystemRandom);

impl Default for SystemEntropy {
    fn default() -> Self {
        SystemEntropy(ring::rand::SystemRandom::new())
    }
}

impl Entropy for SystemEntropy {
    fn fill(&self, out: &mut [u8]) {
        use ring::rand::SecureRandom as _;
        self.0
            .fill(out)
            .expect("the operating system's random source works; without it no key is safe");
    }
}
