//! What a contact would answer in a form: draws of their own, apart from those of the events.

use crate::chance::Stream;

/// The draws of one contact's answers in one run. Labelled apart from the event draws, so that a form can change
/// without moving a single event.
pub fn answers(seed: u64, campaign: &[u8; 16], contact: &[u8; 16]) -> Stream {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"reachly rehearsal answers 1");
    hasher.update(&seed.to_le_bytes());
    hasher.update(campaign);
    hasher.update(contact);
    let mut word = [0; 8];
    hasher.finalize_xof().fill(&mut word);
    Stream::of(u64::from_le_bytes(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_belong_to_one_contact_of_one_campaign_of_one_seed() {
        let word =
            |seed, campaign: u8, contact: u8| answers(seed, &[campaign; 16], &[contact; 16]).fraction();
        let first = word(1, 2, 3);
        assert_eq!(first, word(1, 2, 3), "the same again");
        for other in [word(2, 2, 3), word(1, 3, 3), word(1, 2, 4)] {
            assert_ne!(first, other, "another seed, campaign or contact answers for itself");
        }
        let mut stream = answers(1, &[2; 16], &[3; 16]);
        assert!((0..1_000).all(|_| stream.below(7) < 7), "never beyond what there is");
        assert_eq!(stream.below(0), 0, "and none of none");
    }
}
