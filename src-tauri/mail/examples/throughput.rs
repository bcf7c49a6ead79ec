//! How many mails, and how many values in them, one core fills in per second, for a body of 17 KB.

use reachly_mail::{Kind, Source, Variable, Variables, compile};
use serde_json::{Map, Value};
use std::io::{self, Write};
use std::time::{Duration, Instant};

const BODY_BYTES: usize = 17 * 1024;
const VALUES: usize = 40;
const RUN: Duration = Duration::from_secs(3);

fn main() -> io::Result<()> {
    let name =
        Variable { name: "first_name".into(), label: String::new(), kind: Kind::Text, sample: "Ann".into() };
    let variables = Variables::new(vec![name]);
    let piece =
        "<tr><td style=\"padding:4px\">Dear {{ first_name | default: 'there' }}, here is a line.</td></tr>\n";
    let filling = "<!-- layout -->".repeat((BODY_BYTES - VALUES * piece.len()) / VALUES / 15);
    let html = format!("<table>{}</table>", format!("{piece}{filling}").repeat(VALUES));
    let source = Source { html, subject: "Subject".into(), ..Source::default() };
    let mut out = io::stdout();
    let Ok(template) = compile(&source, &variables) else { return writeln!(out, "does not compile") };
    let mut values = Map::new();
    values.insert("first_name".into(), Value::String("María O'Brien".into()));
    let rate = |one: &dyn Fn() -> usize| {
        let start = Instant::now();
        let (mut count, mut bytes) = (0_u32, 0);
        while start.elapsed() < RUN {
            bytes += one();
            count += 1;
        }
        let seconds = start.elapsed().as_secs_f64();
        (f64::from(count) / seconds, bytes as f64 / f64::from(count))
    };
    let (html, bytes) = rate(&|| template.render_html(&values).map_or(0, |html| html.len()));
    let (mails, _) = rate(&|| template.render(&values).map_or(0, |mail| mail.html.len()));
    let per_mail = VALUES as f64;
    writeln!(out, "body of {} bytes, {bytes:.0} rendered, {VALUES} values", source.html.len())?;
    writeln!(out, "HTML alone: {html:.0} mails/s, {:.0} values/s", html * per_mail)?;
    writeln!(out, "whole mail with plain text: {mails:.0} mails/s, {:.0} values/s", mails * per_mail)
}
