//! Drawing by lot, the same in every run.

/// A source of numbers (SplitMix64): small, even, and the same everywhere.
pub(super) struct Draw(u64);

impl Draw {
    /// From a seed.
    pub(super) fn new(seed: u64) -> Draw {
        Draw(seed)
    }

    /// Any number.
    pub(super) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below another one that is not nought.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        let wide = (u128::from(self.number()) * u128::from(end)) >> 64;
        u64::try_from(wide).expect("it is below a number of 64 bits")
    }

    /// A place in a list of that length.
    pub(super) fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).expect("it is below a length")
    }

    /// One of these.
    pub(super) fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.place(of.len())]
    }

    /// How often something of that chance in a hundred happens before it fails, at most `most`.
    pub(super) fn run(&mut self, percent: u64, most: usize) -> usize {
        (0..most).take_while(|_| self.below(100) < percent).count()
    }
}

/// Chances that fall with the rank, as popularity does (Zipf): the second is taken half as often
/// as the first, the hundredth a hundredth as often.
pub(super) struct Ranks(Vec<u64>);

impl Ranks {
    /// So many ranks.
    pub(super) fn new(count: usize) -> Ranks {
        const WHOLE: u64 = 1 << 32;
        let sum = |sum: &mut u64, rank: u64| {
            *sum += WHOLE / (rank + 1);
            Some(*sum)
        };
        Ranks((0..count as u64).scan(0, sum).collect())
    }

    /// A rank.
    pub(super) fn draw(&self, draw: &mut Draw) -> usize {
        let whole = self.0.last().copied().unwrap_or(1);
        let at = draw.below(whole);
        self.0.partition_point(|sum| *sum <= at)
    }
}
