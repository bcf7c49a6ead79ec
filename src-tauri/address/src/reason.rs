//! Every reason a verdict can have: one row each in the table below, with its stored bit, code, row of the score, and sentence.

use crate::status::{Status, UnknownCode};
use std::fmt;
use std::str::FromStr;

/// Which part of the check speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// How the address is written. These cannot be switched off: without them there is no key.
    Syntax,
    /// Whether its domain can take mail.
    Domain,
    /// What sort of address it is, or what happened to it before.
    Classification,
}

impl Kind {
    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Domain => "domain",
            Self::Classification => "classification",
        }
    }
}

macro_rules! reasons {
    ($($bit:literal $name:ident $code:literal $row:ident $kind:ident $points:literal $sentence:literal;)*) => {
        /// One reason. The numbers are bits of [`Reasons`] and stored: they never change and are never given twice.
        #[repr(u8)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason {
            $(#[doc = $sentence] $name = $bit,)*
        }

        impl Reason {
            /// Every reason, in order of its bit.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word stored and sent, like `TYPO_DOMAIN`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// One sentence for a person, in English.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }

            /// Which part of the check gives this reason.
            #[must_use]
            pub const fn kind(self) -> Kind {
                match self { $(Self::$name => Kind::$kind,)* }
            }

            /// The row of the score it belongs to: an invalid reason decides alone, then a nonexistent one; points of the rest are added.
            #[must_use]
            pub const fn row(self) -> Status {
                match self { $(Self::$name => Status::$row,)* }
            }

            /// Points as shipped, 0-100; [`crate::Rules`] may weigh the risky and informational ones otherwise.
            #[must_use]
            pub const fn points(self) -> u8 {
                match self { $(Self::$name => $points,)* }
            }
        }
    };
}

reasons! {
    0 Empty "EMPTY" Invalid Syntax 100 "There is no address.";
    1 MultipleAddresses "MULTIPLE_ADDRESSES" Invalid Syntax 100 "There is more than one address in this field.";
    2 Syntax "SYNTAX" Invalid Syntax 100 "This is not written like an e-mail address.";
    3 LocalTooLong "LOCAL_TOO_LONG" Invalid Syntax 100 "The part before the @ is longer than 64 bytes.";
    4 TooLong "TOO_LONG" Invalid Syntax 100 "The address is longer than 254 bytes.";
    5 UnsafeChar "UNSAFE_CHAR" Invalid Syntax 100 "The address contains invisible or unsafe characters.";
    6 QuotedLocal "QUOTED_LOCAL" Invalid Syntax 100 "The part before the @ is in quotation marks, which most mail systems refuse.";
    7 IpLiteral "IP_LITERAL" Invalid Syntax 100 "The address points to a numbered machine instead of a domain.";
    8 IdnaError "IDNA_ERROR" Invalid Syntax 100 "The domain contains characters that domain names may not have.";
    9 NumericTld "NUMERIC_TLD" Invalid Syntax 100 "The domain ends in a number.";
    10 SpecialUseDomain "SPECIAL_USE_DOMAIN" Invalid Domain 100 "The domain is reserved and cannot receive mail.";
    11 UnknownSuffix "UNKNOWN_SUFFIX" Invalid Domain 100 "The domain has an ending that does not exist.";
    16 NxDomain "NXDOMAIN" Nonexistent Domain 98 "The domain does not exist.";
    17 NullMx "NULL_MX" Nonexistent Domain 98 "The domain says that it takes no mail.";
    18 NoMxNoAddress "NO_MX_NO_ADDRESS" Nonexistent Domain 98 "The domain has no mail server and no address.";
    19 OnlyPrivateAddress "ONLY_PRIVATE_ADDRESS" Nonexistent Domain 98 "The domain's mail server cannot be reached from the internet.";
    20 NoMxAndSpfRejectAll "NO_MX_AND_SPF_REJECT_ALL" Nonexistent Domain 98 "The domain has no mail server and sends no mail.";
    21 HardBouncedBefore "HARD_BOUNCED_BEFORE" Nonexistent Classification 98 "Mail to this address has bounced for good before.";
    24 Disposable "DISPOSABLE" Risky Classification 60 "The domain gives out throw-away addresses.";
    25 Placeholder "PLACEHOLDER" Risky Classification 60 "This looks like an address typed only to fill the field.";
    26 NoReply "NOREPLY" Risky Classification 60 "Nobody reads mail sent to this address.";
    27 TypoDomain "TYPO_DOMAIN" Risky Classification 55 "The domain looks like a typing error.";
    28 AFallback "A_FALLBACK" Risky Domain 35 "The domain names no mail server; mail may still arrive at its web server.";
    29 Role "ROLE" Risky Classification 30 "The address belongs to a role, not to a person.";
    30 EaiLocal "EAI_LOCAL" Risky Classification 30 "The part before the @ has letters that many mail systems cannot deliver.";
    31 DisposablePossible "DISPOSABLE_POSSIBLE" Risky Classification 25 "The domain may give out throw-away addresses.";
    32 SoftBounced "SOFT_BOUNCED" Risky Classification 15 "Mail to this address has bounced for a while before.";
    33 Gibberish "GIBBERISH" Risky Classification 15 "The part before the @ looks random.";
    34 MixedScript "MIXED_SCRIPT" Risky Classification 30 "The address mixes alphabets whose letters look alike.";
    35 DnsUnknown "DNS_UNKNOWN" Risky Domain 15 "The domain could not be looked up just now.";
    36 BlockedDomain "BLOCKED_DOMAIN" Risky Classification 60 "The domain is on your own list of unwanted domains.";
    48 Free "FREE" Valid Classification 0 "The address is at a free mail provider.";
    49 PlusTag "PLUS_TAG" Valid Classification 5 "The address has a tag after a plus sign.";
    50 Relay "RELAY" Valid Classification 10 "The address forwards to a hidden one.";
    51 Normalised "NORMALISED" Valid Classification 0 "The address was written in another form and has been put into the usual one.";
    52 DnsNotChecked "DNS_NOT_CHECKED" Valid Domain 0 "The domain has not been looked up.";
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Reason {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|reason| reason.code() == code)
            .ok_or_else(|| UnknownCode(code.to_owned()))
    }
}

const BY_BIT: [Option<Reason>; 64] = {
    let mut table = [None; 64];
    let mut at = 0;
    while at < Reason::ALL.len() {
        table[Reason::ALL[at] as usize] = Some(Reason::ALL[at]);
        at += 1;
    }
    table
};

/// A set of reasons: one bit each, fits a signed 64-bit column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reasons(u64);

impl Reasons {
    /// No reason.
    pub const NONE: Self = Self(0);
    /// Every reason of this version.
    pub const ALL: Self = {
        let mut bits = 0;
        let mut at = 0;
        while at < Reason::ALL.len() {
            bits |= 1 << Reason::ALL[at] as u8;
            at += 1;
        }
        Self(bits)
    };

    /// The stored form.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Reads the stored form; bits that this version does not know are left out.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// Adds one.
    pub const fn insert(&mut self, reason: Reason) {
        self.0 |= 1 << reason as u8;
    }

    /// Takes one out.
    pub const fn remove(&mut self, reason: Reason) {
        self.0 &= !(1 << reason as u8);
    }

    /// Is it in?
    #[must_use]
    pub const fn contains(self, reason: Reason) -> bool {
        self.0 & 1 << reason as u8 != 0
    }

    /// Is there none?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Those in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those here and not there.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// All of them, in order of their bit.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            if left == 0 {
                return None;
            }
            let bit = left.trailing_zeros() as usize;
            left &= left - 1;
            BY_BIT[bit]
        })
    }
}

impl FromIterator<Reason> for Reasons {
    fn from_iter<I: IntoIterator<Item = Reason>>(all: I) -> Self {
        let mut set = Self::NONE;
        all.into_iter().for_each(|reason| set.insert(reason));
        set
    }
}
