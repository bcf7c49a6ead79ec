//! Randomness and the few distributions the model needs. Every result is the same on every platform:
//! whole 64-bit words in, `libm` and plain arithmetic after that.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// Words drawn for every contact, used or not (the generator makes 32 at a time). Each stage owns fixed
/// positions, so editing one rate never shifts the draws of another stage.
pub const DRAWS: usize = 26;

/// The draws of one contact in one run.
pub struct Draws([u64; DRAWS]);

impl Draws {
    /// Room for the draws of a contact, to be filled in place: moving them costs as much as drawing.
    pub const fn empty() -> Draws {
        Draws([0; DRAWS])
    }

    /// The key is half of a hash of (seed, campaign) and the whole id of the contact, so no two
    /// contacts of a run can share a stream, as they might if 128 bits of id were cut to a 64-bit
    /// stream number.
    pub fn fill(&mut self, run_key: &[u8; 16], contact: &[u8; 16]) {
        let mut key = [0; 32];
        key[..16].copy_from_slice(run_key);
        key[16..].copy_from_slice(contact);
        let mut random = ChaCha8Rng::from_seed(key);
        for word in &mut self.0 {
            *word = random.next_u64();
        }
    }

    /// The draw at this position as a fraction in [0, 1).
    pub fn fraction(&self, position: usize) -> f64 {
        fraction(self.0[position])
    }

    /// A small stream of its own for stages that repeat; still one draw of the contact.
    pub fn stream(&self, position: usize) -> Stream {
        Stream(self.0[position])
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): as many fractions as a repeating stage asks for.
pub struct Stream(u64);

impl Stream {
    /// Begins at a word.
    pub const fn of(word: u64) -> Stream {
        Stream(word)
    }

    /// The next fraction in [0, 1).
    pub fn fraction(&mut self) -> f64 {
        fraction(self.word())
    }

    /// A whole number from 0 to `below - 1`; 0 when there is none.
    pub fn below(&mut self, below: usize) -> usize {
        ((self.fraction() * below as f64) as usize).min(below.saturating_sub(1))
    }

    /// A stream of its own: however much is drawn from it, this one goes on with the same draws.
    pub fn child(&mut self) -> Stream {
        Stream(self.word())
    }

    fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }
}

fn fraction(word: u64) -> f64 {
    (word >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
}

/// Exponential with this mean, from a fraction in [0, 1).
pub fn exponential(fraction: f64, mean: f64) -> f64 {
    -libm::log(1.0 - fraction) * mean
}

/// How often something happens that happens at least once and `mean` times on average (geometric).
pub fn at_least_once(fraction: f64, mean: f64, most: u32) -> u32 {
    if mean <= 1.0 {
        return 1;
    }
    let again = libm::log(1.0 - fraction) / libm::log(1.0 - 1.0 / mean);
    1 + (again as u32).min(most.saturating_sub(1))
}

/// First row whose running share is above the fraction, which is below 1; shares run up to 1.
pub fn pick(running: &[f64], fraction: f64) -> usize {
    // counting all rows has no branch to guess wrong, which costs more than the rows
    running.iter().map(|upto| usize::from(fraction >= *upto)).sum()
}

/// Running shares of weights, the last one exactly 1. Empty or all-zero weights give no rows.
pub fn running_shares(weights: impl Iterator<Item = f64> + Clone) -> Vec<f64> {
    let total: f64 = weights.clone().sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let mut sum = 0.0;
    let mut shares: Vec<f64> = weights
        .map(|weight| {
            sum += weight;
            sum / total
        })
        .collect();
    // rounding must not leave a gap below 1 that a zero-weight last row would catch
    let top = shares.last().copied().unwrap_or(1.0);
    for share in shares.iter_mut().filter(|share| **share >= top) {
        *share = 1.0;
    }
    shares
}

/// Share of a standard normal below `z`.
pub fn normal_below(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The `z` below which this share of a standard normal lies; relative error about 1e-15
/// (M. J. Wichura, Algorithm AS 241, PPND16, Applied Statistics 37, 1988).
pub fn normal_quantile(share: f64) -> f64 {
    let centred = share - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180625 - centred * centred;
        return centred * ratio(r, &CENTRE);
    }
    let tail = if centred < 0.0 { share } else { 1.0 - share }.max(1e-300);
    let r = libm::sqrt(-libm::log(tail));
    let z = if r <= 5.0 { ratio(r - 1.6, &NEAR_TAIL) } else { ratio(r - 5.0, &FAR_TAIL) };
    if centred < 0.0 { -z } else { z }
}

/// Two polynomials of degree 7, lowest power first.
type Ratio = ([f64; 8], [f64; 8]);

fn ratio(x: f64, (over, under): &Ratio) -> f64 {
    let value = |powers: &[f64; 8]| powers.iter().rev().fold(0.0, |sum, factor| sum * x + factor);
    value(over) / value(under)
}

#[rustfmt::skip]
const CENTRE: Ratio = (
    [3.387_132_872_796_366_5, 133.141_667_891_784_38, 1_971.590_950_306_551_3, 13_731.693_765_509_46,
     45_921.953_931_549_87, 67_265.770_927_008_7, 33_430.575_583_588_13, 2_509.080_928_730_122_7],
    [1.0, 42.313_330_701_600_91, 687.187_007_492_057_9, 5_394.196_021_424_751,
     21_213.794_301_586_597, 39_307.895_800_092_71, 28_729.085_735_721_943, 5_226.495_278_852_854],
);
#[rustfmt::skip]
const NEAR_TAIL: Ratio = (
    [1.423_437_110_749_683_5, 4.630_337_846_156_546, 5.769_497_221_460_691, 3.647_848_324_763_204_5,
     1.270_458_252_452_368_4, 0.241_780_725_177_450_6, 0.022_723_844_989_269_184, 7.745_450_142_783_414e-4],
    [1.0, 2.053_191_626_637_759, 1.676_384_830_183_803_8, 0.689_767_334_985_1,
     0.148_103_976_427_480_08, 0.015_198_666_563_616_457, 5.475_938_084_995_345e-4, 1.050_750_071_644_416_9e-9],
);
#[rustfmt::skip]
const FAR_TAIL: Ratio = (
    [6.657_904_643_501_103, 5.463_784_911_164_114, 1.784_826_539_917_291_3, 0.296_560_571_828_504_87,
     0.026_532_189_526_576_124, 1.242_660_947_388_078_4e-3, 2.711_555_568_743_487_6e-5, 2.010_334_399_292_288_1e-7],
    [1.0, 0.599_832_206_555_888, 0.136_929_880_922_735_8, 0.014_875_361_290_850_615,
     7.868_691_311_456_133e-4, 1.846_318_317_510_054_8e-5, 1.421_511_758_316_446e-7, 2.044_263_103_389_939_8e-15],
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantile_is_the_inverse_of_the_share_below() {
        for step in -70..=70_i32 {
            let z = f64::from(step) / 10.0;
            // above 0 the share is so near 1 that a double cannot hold it exactly
            let slack = if z > 5.0 { 1e-3 } else { 1e-9 };
            assert!((normal_quantile(normal_below(z)) - z).abs() < slack, "at {z}");
        }
        assert!(normal_quantile(0.0).is_finite());
    }

    #[test]
    fn shares_never_pick_a_row_without_weight() {
        let shares = running_shares([0.1, 0.2, 0.3, 0.0].into_iter());
        assert_eq!(pick(&shares, 0.999_999_999_999_999_9), 2);
        assert_eq!(pick(&shares, 0.0), 0);
        assert_eq!(running_shares([0.0, 1.0].into_iter()), [0.0, 1.0]);
        assert_eq!(pick(&[0.0, 1.0], 0.0), 1);
    }

    #[test]
    fn neighbouring_contacts_draw_evenly_and_independently() {
        let contacts = 40_000_u32;
        let (mut sums, mut products) = ([0.0; DRAWS], [0.0; DRAWS]);
        let mut before = [0.0; DRAWS];
        let mut draws = Draws::empty();
        for contact in 0..contacts {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&contact.to_le_bytes());
            draws.fill(&[9; 16], &id);
            let centred: [f64; DRAWS] = std::array::from_fn(|place| draws.fraction(place) - 0.5);
            for place in 0..DRAWS {
                sums[place] += centred[place];
                // with the neighbour's next place: neither contacts nor stages may follow each other
                products[place] += centred[place] * before[(place + 1) % DRAWS];
            }
            before = centred;
        }
        let root = f64::from(contacts).sqrt();
        for place in 0..DRAWS {
            assert!((sums[place] / root).abs() < 4.0 * (1.0_f64 / 12.0).sqrt(), "mean at {place}");
            assert!((products[place] / root).abs() < 4.0 / 12.0, "correlation at {place}");
        }
    }

    #[test]
    fn one_draw_of_the_generator_is_the_documented_one() {
        let mut random = ChaCha8Rng::seed_from_u64(42);
        assert_eq!(random.next_u64(), 12_578_764_544_318_200_737);
    }
}
