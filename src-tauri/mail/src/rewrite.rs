//! What is added to a mail on its way out: counted links, the picture that counts opens, the hidden preheader.

use crate::filters::escape_html;
use crate::urls::{decode, encode, is_web};
use crate::{Part, Problem, Severity};
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, end, end_tag, rewrite_str};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Attribute that carries a link's number from the template to `rewrite_links`, which takes it away.
pub(crate) const LINK_NUMBER: &str = "data-link";

/// What is put into the mail besides its links; nothing by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Additions<'a> {
    /// Shown by inboxes behind the subject, hidden in the mail itself. Plain text; put at the start of the body.
    pub preheader: Option<&'a str>,
    /// Address of the picture that counts opens, put before the end of the body.
    pub open_pixel: Option<&'a str>,
}

/// Gives every web link (`http`, `https`) of a rendered mail the address that `address(number, href)` answers.
/// Numbers are those of `Template::links`; in HTML that no template made, links are counted here in the same way.
/// Fails with code `html` when the HTML is ambiguous.
pub fn rewrite_links(
    html: &str,
    additions: &Additions<'_>,
    address: impl FnMut(u32, &str) -> String,
) -> Result<String, Problem> {
    let is_numbered = html.contains(LINK_NUMBER);
    let address = RefCell::new(address);
    let seen: RefCell<Vec<String>> = RefCell::new(Vec::new());
    let pixel = additions.open_pixel.map(pixel);
    let preheader = additions.preheader.filter(|text| !text.trim().is_empty()).map(hidden);
    let pixel_done = Rc::new(Cell::new(pixel.is_none()));
    let preheader_done = Cell::new(preheader.is_none());
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("a[href], area[href]", |el| {
            let number = number_of(el, is_numbered, &seen);
            el.remove_attribute(LINK_NUMBER);
            let href = decode(el.get_attribute("href").unwrap_or_default().trim());
            if let Some(number) = number.filter(|_| is_web(&href)) {
                el.set_attribute("href", &encode(&(address.borrow_mut())(number, &href)))?;
            }
            Ok(())
        }))
        .append_element_content_handler(element!("body", |el| {
            if let Some(hidden) = preheader.as_ref().filter(|_| !preheader_done.replace(true)) {
                el.prepend(hidden, ContentType::Html);
            }
            let Some(pixel) = pixel.clone() else { return Ok(()) };
            let done = Rc::clone(&pixel_done);
            el.on_end_tag(end_tag!(move |tag| {
                if !done.replace(true) {
                    tag.before(&pixel, ContentType::Html);
                }
                Ok(())
            }))
        }))
        .append_document_content_handler(end!(|document| {
            if let Some(pixel) = pixel.as_ref().filter(|_| !pixel_done.replace(true)) {
                document.append(pixel, ContentType::Html);
            }
            Ok(())
        }));
    let rewritten = rewrite_str(html, settings).map_err(|_| {
        Problem::whole(Part::Html, Severity::Error, "html", "This HTML is ambiguous and cannot be rewritten.")
    })?;
    Ok(match preheader.filter(|_| !preheader_done.get()) {
        Some(hidden) => insert_at(&rewritten, body_start(&rewritten), &hidden),
        None => rewritten,
    })
}

fn number_of(el: &Element<'_, '_>, is_numbered: bool, seen: &RefCell<Vec<String>>) -> Option<u32> {
    if is_numbered {
        return el.get_attribute(LINK_NUMBER)?.parse().ok();
    }
    let href = decode(el.get_attribute("href")?.trim());
    if !is_web(&href) {
        return None;
    }
    let mut seen = seen.borrow_mut();
    let index = seen.iter().position(|known| *known == href).unwrap_or_else(|| {
        seen.push(href);
        seen.len() - 1
    });
    u32::try_from(index + 1).ok()
}

fn pixel(address: &str) -> String {
    let address = escape_html(address);
    format!(
        r#"<img src="{address}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">"#
    )
}

/// The blanks behind the text keep inboxes from showing the start of the mail after it.
fn hidden(text: &str) -> String {
    let filling = "&#847;&zwnj;&nbsp;".repeat(60);
    format!(
        r#"<div style="display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all">{}{filling}</div>"#,
        escape_html(text)
    )
}

/// Where the body of HTML without a `<body>` tag starts.
fn body_start(html: &str) -> usize {
    let lower = html.to_ascii_lowercase();
    lower.find("</head>").map_or_else(|| after_doctype(html), |at| at + "</head>".len())
}

/// The byte behind a leading doctype; before it nothing may stand, or browsers fall back to ancient rules.
pub(crate) fn after_doctype(html: &str) -> usize {
    let start = html.len() - html.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').len();
    let is_doctype = html.get(start..start + 9).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype"));
    if is_doctype { html[start..].find('>').map_or(start, |end| start + end + 1) } else { 0 }
}

pub(crate) fn insert_at(html: &str, at: usize, addition: &str) -> String {
    format!("{}{addition}{}", &html[..at], &html[at..])
}
