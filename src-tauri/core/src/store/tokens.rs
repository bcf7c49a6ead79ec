//! Reads just enough SQL to hold a statement to the guard's grammar before SQLite's statement cache sees it:
//! a read never names the schema `main`, a write is one INSERT, UPDATE, DELETE or REPLACE that names it once.

/// A word of SQL: identifiers (quoted or not) and string literals count, because SQLite takes both as names.
#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Dot,
    Semicolon,
    Other,
}

fn tokens(sql: &str) -> Vec<Token> {
    let bytes = sql.as_bytes();
    let mut out = Vec::with_capacity(32);
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'-' if bytes.get(at + 1) == Some(&b'-') => {
                at = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| at + n + 1);
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = sql[at + 2..].find("*/").map_or(bytes.len(), |n| at + 2 + n + 2);
            }
            b'\'' | b'"' | b'`' | b'[' => {
                let (word, next) = quoted(sql, at);
                out.push(Token::Word(word));
                at = next;
            }
            b'.' => {
                out.push(Token::Dot);
                at += 1;
            }
            b';' => {
                out.push(Token::Semicolon);
                at += 1;
            }
            _ if is_word(byte) => {
                let start = at;
                while at < bytes.len() && is_word(bytes[at]) {
                    at += 1;
                }
                out.push(Token::Word(sql[start..at].to_ascii_lowercase()));
            }
            _ if byte.is_ascii_whitespace() => at += 1,
            _ => {
                out.push(Token::Other);
                at += 1;
            }
        }
    }
    out
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

fn quoted(sql: &str, start: usize) -> (String, usize) {
    let bytes = sql.as_bytes();
    let close = if bytes[start] == b'[' { b']' } else { bytes[start] };
    let mut word = Vec::new();
    let mut at = start + 1;
    while at < bytes.len() {
        if bytes[at] == close {
            if close != b']' && bytes.get(at + 1) == Some(&close) {
                word.push(close);
                at += 2;
                continue;
            }
            at += 1;
            break;
        }
        word.push(bytes[at]);
        at += 1;
    }
    (String::from_utf8_lossy(&word).to_ascii_lowercase(), at)
}

fn mains(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| matches!(token, Token::Word(word) if word == "main")).count()
}

/// Holds a read to its grammar.
///
/// # Errors
/// Says which rule the statement breaks.
pub(super) fn check_query(sql: &str) -> Result<(), &'static str> {
    let tokens = tokens(sql);
    match tokens.first() {
        Some(Token::Word(word)) if word == "select" || word == "with" => {}
        _ => return Err("a read begins with SELECT or WITH"),
    }
    if mains(&tokens) > 0 {
        return Err("a read may not name the schema main");
    }
    if tokens.contains(&Token::Semicolon) {
        return Err("one statement at a time");
    }
    Ok(())
}

/// What a write names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Lower case.
    pub table: String,
    /// INSERT or REPLACE.
    pub inserts: bool,
}

/// Holds a write to its grammar and says what it writes.
///
/// # Errors
/// Says which rule the statement breaks.
pub(super) fn check_execute(sql: &str) -> Result<Written, &'static str> {
    let tokens = tokens(sql);
    let word = |at: usize| match tokens.get(at) {
        Some(Token::Word(word)) => word.as_str(),
        _ => "",
    };
    let mut at = match word(0) {
        "insert" | "replace" | "delete" | "update" => 1,
        _ => return Err("a write begins with INSERT, UPDATE, DELETE or REPLACE"),
    };
    if word(at) == "or" {
        at += 2;
    }
    match word(0) {
        "insert" | "replace" if word(at) == "into" => at += 1,
        "delete" if word(at) == "from" => at += 1,
        "update" => {}
        _ => return Err("a write names its table first"),
    }
    if word(at) != "main" || tokens.get(at + 1) != Some(&Token::Dot) {
        return Err("a write names main. as its target");
    }
    if mains(&tokens) != 1 {
        return Err("a write names the schema main exactly once");
    }
    if tokens.contains(&Token::Semicolon) {
        return Err("one statement at a time");
    }
    match word(at + 2) {
        "" => Err("a write names its table"),
        table => Ok(Written { table: table.to_string(), inserts: matches!(word(0), "insert" | "replace") }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_are_held_to_their_grammar() {
        for good in ["SELECT 1", "WITH a AS (SELECT 1) SELECT * FROM a", "-- why\nselect maine from x"] {
            assert!(check_query(good).is_ok(), "refused: {good}");
        }
        for bad in [
            "SELECT * FROM main.contacts",
            "SELECT * FROM \"main\".contacts",
            "SELECT * FROM [MAIN].contacts",
            "SELECT * FROM `main`.contacts",
            "SELECT * FROM 'main'.contacts",
            "SELECT * FROM /* x */ main /* y */ . contacts",
            "WITH contacts AS (SELECT * FROM main.contacts) SELECT * FROM contacts",
            "SELECT 1; SELECT 2",
            "DELETE FROM main.contacts",
            "PRAGMA table_list",
            "",
        ] {
            assert!(check_query(bad).is_err(), "let through: {bad}");
        }
    }

    #[test]
    fn writes_are_held_to_their_grammar() {
        let contacts = |inserts| Ok(Written { table: "contacts".into(), inserts });
        assert_eq!(check_execute("INSERT OR REPLACE INTO main.contacts(a) VALUES(1)"), contacts(true));
        assert_eq!(check_execute("update main.\"Contacts\" set a = 1"), contacts(false));
        assert_eq!(check_execute("delete from main.contacts where a = 1"), contacts(false));
        for bad in [
            "INSERT INTO contacts SELECT 1",
            "INSERT INTO main.contacts SELECT * FROM main.leads",
            "UPDATE main.contacts SET name = (SELECT name FROM 'main'.contacts)",
            "WITH a AS (SELECT 1) DELETE FROM main.contacts",
            "DELETE FROM main.contacts; SELECT 1",
            "UPDATE contacts SET main.x = 1",
            "SELECT 1",
        ] {
            assert!(check_execute(bad).is_err(), "let through: {bad}");
        }
    }
}
