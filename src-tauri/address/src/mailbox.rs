//! Which addresses end in one mailbox, by what the big providers document; used for duplicate review only, never to address mail.

/// How one provider reads the part before the @.
struct Habit {
    domains: &'static [&'static str],
    /// Domains that are one and the same are written as this one.
    written_as: Option<&'static str>,
    /// Characters that make no difference.
    ignored: &'static [char],
}

/// All of them deliver `name+tag` to `name`.
const HABITS: [Habit; 5] = [
    Habit { domains: &["gmail.com", "googlemail.com"], written_as: Some("gmail.com"), ignored: &['.'] },
    Habit { domains: &["outlook.com", "hotmail.com", "live.com", "msn.com"], written_as: None, ignored: &[] },
    Habit { domains: &["icloud.com", "me.com", "mac.com"], written_as: None, ignored: &[] },
    Habit { domains: &["fastmail.com", "fastmail.fm"], written_as: None, ignored: &[] },
    Habit {
        domains: &["proton.me", "protonmail.com", "pm.me"],
        written_as: Some("proton.me"),
        ignored: &['.', '-', '_'],
    },
];

/// The key with provider dots and plus tags removed where that is true; otherwise the key itself.
pub fn mailbox_key(local: &str, domain: &str) -> String {
    let Some(habit) = HABITS.iter().find(|habit| habit.domains.contains(&domain)) else {
        return format!("{local}@{domain}");
    };
    let name = local.find('+').filter(|at| *at > 0).map_or(local, |at| &local[..at]);
    let mut key: String = name.chars().filter(|c| !habit.ignored.contains(c)).collect();
    if key.is_empty() {
        key.push_str(name);
    }
    key.push('@');
    key.push_str(habit.written_as.unwrap_or(domain));
    key
}
