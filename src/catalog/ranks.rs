//! Sets of the versions of a module, by their ranks among all that there are: the oldest has rank 0.

use derive_more::Display;
use num_bigint::BigInt;
use num_traits::Zero;
use pubgrub::VersionSet;

/// A set of ranks: the bits of a number, of which a negative one has infinitely many.
#[derive(Clone, Debug, Display, PartialEq, Eq)]
pub(super) struct Ranks(BigInt);

impl Ranks {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_zero()
    }

    /// How many a set holds that is not infinite.
    pub(super) fn count(&self) -> u64 {
        self.0.magnitude().count_ones()
    }

    /// The greatest of a set that is not infinite.
    pub(super) fn newest(&self) -> Option<u64> {
        self.0.bits().checked_sub(1)
    }
}

impl FromIterator<u64> for Ranks {
    fn from_iter<I: IntoIterator<Item = u64>>(ranks: I) -> Self {
        let mut bits = BigInt::zero();
        for rank in ranks {
            bits.set_bit(rank, true);
        }
        Self(bits)
    }
}

impl VersionSet for Ranks {
    type V = u64;

    fn empty() -> Self {
        Self(BigInt::zero())
    }

    fn singleton(rank: u64) -> Self {
        Self::from_iter([rank])
    }

    fn complement(&self) -> Self {
        Self(!&self.0)
    }

    fn intersection(&self, other: &Self) -> Self {
        Self(&self.0 & &other.0)
    }

    fn union(&self, other: &Self) -> Self {
        Self(&self.0 | &other.0)
    }

    fn contains(&self, rank: &u64) -> bool {
        self.0.bit(*rank)
    }
}
