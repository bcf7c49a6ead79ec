//! A visitor of a landing page, over real HTTP on loopback: reads the page, fills its form, sends it.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use reachly_core::{Error, Result};

/// The page takes nobody for a person who answers at once.
const READING: Duration = Duration::from_millis(2_300);

/// Opens the campaign's page, waits as a reader would, and sends the form. Answers the address of the thank-you page.
pub(crate) fn answer(address: SocketAddr, slug: &str, fields: &[(&str, &str)]) -> Result<String> {
    let page =
        ask(address, &format!("GET /l/{slug} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"))?;
    let mut pairs = Vec::new();
    for name in ["id", "stamp", "token"] {
        pairs.push(format!("{name}={}", escaped(&hidden(&page, name).unwrap_or_default())));
    }
    pairs.extend(fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))));
    std::thread::sleep(READING);
    let body = pairs.join("&");
    let answer = ask(
        address,
        &format!(
            "POST /l/{slug} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    )?;
    let location = answer
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("location: ").map(str::to_string));
    location.ok_or_else(|| {
        let first = answer.lines().next().unwrap_or_default().to_string();
        Error::conflict("The landing page did not take the answer.").because(first)
    })
}

fn ask(address: SocketAddr, request: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Value of a hidden field of the page.
fn hidden(page: &str, name: &str) -> Option<String> {
    let after = page.split_once(&format!("name=\"{name}\" value=\""))?.1;
    Some(after.split_once('"')?.0.to_string())
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}
