//! Where a visitor goes after sending a form: a path of the same host, or an https address. Never from a request,
//! never to another scheme, never through a disguised host.

use url::{Position, Url};

/// Longest address, bytes.
const LONGEST: usize = 2_000;
/// Stands for the page's own host while a path is read.
const OWN_HOST: &str = "https://own-host.invalid";

/// Reads and normalises a redirect target.
///
/// # Errors
/// One sentence: what may not be in it.
pub fn parse(text: &str) -> Result<String, &'static str> {
    if text.is_empty() || text.len() > LONGEST {
        return Err("The address is empty or longer than 2,000 characters.");
    }
    // Browsers drop tabs and line ends from addresses and read a backslash as a slash.
    if text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return Err("The address contains blanks, control characters or a backslash.");
    }
    if text.starts_with("//") {
        return Err("An address that begins with // leads to another host; write https:// and the host.");
    }
    if text.starts_with('/') {
        return parse_path(text);
    }
    let is_https = text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    if !is_https || text[8..].starts_with('/') {
        return Err("The address must be a path such as /thanks, or begin with https://.");
    }
    let url = Url::parse(text).map_err(|_| "This is not an address a browser can open.")?;
    if !url.username().is_empty()
        || url.password().is_some()
        || text[8..].split(['/', '?', '#']).next().unwrap_or("").contains('@')
    {
        return Err("The address may not contain a user name or password.");
    }
    if url.scheme() != "https" || url.domain().is_none_or(|host| !host.contains('.')) {
        return Err("The address needs the name of a host, such as https://www.example.com.");
    }
    Ok(url.into())
}

fn parse_path(text: &str) -> Result<String, &'static str> {
    let own = Url::parse(OWN_HOST).map_err(|_| "This is not a path.")?;
    let joined = own.join(text).map_err(|_| "This is not a path a browser can open.")?;
    let path = &joined[Position::BeforePath..];
    // Dots can fold a path into one that begins with two slashes.
    if joined[..Position::BeforePath] != own[..Position::BeforePath] || path.starts_with("//") {
        return Err("The path leads to another host.");
    }
    Ok(path.to_string())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn paths_and_https_addresses_are_taken() {
        for (text, normal) in [
            ("/thanks", "/thanks"),
            ("/a/../thanks?x=1#y", "/thanks?x=1#y"),
            ("https://www.example.com", "https://www.example.com/"),
            ("HTTPS://Example.com/Thanks", "https://example.com/Thanks"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),
            ("/mail?to=a@b.example", "/mail?to=a@b.example"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(normal), "taken: {text}");
        }
    }

    #[test]
    fn everything_that_leads_astray_is_refused() {
        for text in [
            "",
            "thanks",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/..//evil.example",
            "/.//evil.example",
            "http://www.example.com",
            "https:www.example.com",
            "https:/www.example.com",
            "https:///www.example.com",
            "https://user@www.example.com",
            "https://user:word@www.example.com",
            "https://@www.example.com",
            "https://www.example.com\\@evil.example",
            "https://localhost/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "ftp://www.example.com",
            " /thanks",
            "/tha nks",
            "/\u{0}",
            "/\u{85}x",
        ] {
            assert!(parse(text).is_err(), "let through: {text:?} as {:?}", parse(text));
        }
        assert!(parse(&format!("/{}", "a".repeat(2_000))).is_err(), "too long");
    }
}
