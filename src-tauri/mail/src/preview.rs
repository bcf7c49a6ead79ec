//! Makes a mail harmless for `<iframe sandbox srcdoc>`: nothing runs, nothing is loaded, clicks lead nowhere,
//! and it still looks as its author meant. Sanitizers for rich text would throw most of a mail's layout away.

use crate::css::harmless;
use crate::filters::escape_html;
use crate::inspect::follow_depth;
use crate::rewrite::{after_doctype, insert_at};
use crate::urls::{decode, encode, is_embedded_picture, is_link, runs};
use lol_html::html_content::{ContentType, Element, TextChunk};
use lol_html::{HandlerResult, RewriteStrSettings, doc_comments, element, rewrite_str, text};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Taken out with all they contain. Beside what runs or loads: elements whose text browsers read differently
/// with and without scripts (noscript), and foreign vocabularies with parsing rules of their own (svg, math).
const REMOVED: [&str; 27] = [
    "script",
    "iframe",
    "object",
    "embed",
    "applet",
    "frame",
    "noscript",
    "noembed",
    "noframes",
    "template",
    "svg",
    "math",
    "xmp",
    "plaintext",
    "audio",
    "video",
    "source",
    "track",
    "param",
    "portal",
    "fencedframe",
    "link",
    "base",
    "bgsound",
    "keygen",
    "isindex",
    "command",
];
/// Taken out, their content kept.
const UNWRAPPED: [&str; 3] = ["form", "frameset", "marquee"];
/// Attributes that hold addresses, or code, in ways a mail does not need.
const STRIPPED: [&str; 24] = [
    "action",
    "archive",
    "autofocus",
    "cite",
    "classid",
    "code",
    "codebase",
    "codetype",
    "contenteditable",
    "data",
    "dynsrc",
    "formaction",
    "is",
    "longdesc",
    "lowsrc",
    "manifest",
    "ping",
    "poster",
    "profile",
    "sizes",
    "srcdoc",
    "srcset",
    "target",
    "usemap",
];
/// The second wall: even what slipped through could load and run nothing.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
    style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'\">";

/// The mail as it may be shown inside the application. HTML that different readers would understand differently
/// is shown as its source text. Pictures from elsewhere become grey boxes of their size.
pub fn safe_preview(html: &str) -> String {
    let depth = Rc::new(Cell::new(0_usize));
    let style = RefCell::new(String::new());
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("*", |el| {
            follow_depth(el, &depth)?;
            clean(el)
        }))
        .append_element_content_handler(text!("style", |chunk| {
            collect_style(chunk, &style);
            Ok(())
        }))
        .append_document_content_handler(doc_comments!(|comment| {
            comment.remove();
            Ok(())
        }));
    match rewrite_str(html, settings) {
        // Before everything else, so that no tag of the mail can push it out of the head.
        Ok(clean) => insert_at(&clean, after_doctype(&clean), POLICY),
        Err(_) => format!("<!doctype html>{POLICY}<pre>{}</pre>", escape_html(html)),
    }
}

fn collect_style(chunk: &mut TextChunk<'_>, style: &RefCell<String>) {
    style.borrow_mut().push_str(chunk.as_str());
    if chunk.last_in_text_node() {
        let whole = style.take();
        chunk.replace(&harmless(&whole), ContentType::Html);
    } else {
        chunk.remove();
    }
}

fn clean(el: &mut Element<'_, '_>) -> HandlerResult {
    let name = el.tag_name();
    // `<meta http-equiv>` refreshes, sets cookies and policies; `<meta name>` and `charset` only describe.
    let is_steering = name == "meta" && el.has_attribute("http-equiv");
    if REMOVED.contains(&name.as_str()) || is_steering {
        el.remove();
        return Ok(());
    }
    if UNWRAPPED.contains(&name.as_str()) {
        el.remove_and_keep_content();
        return Ok(());
    }
    let attributes: Vec<(String, String)> = el.attributes().iter().map(|a| (a.name(), a.value())).collect();
    let is_picture = matches!(name.as_str(), "img" | "image");
    for (attribute, value) in &attributes {
        match judge(&name, is_picture, attribute, &decode(value)) {
            Verdict::Keep => {}
            Verdict::Remove => el.remove_attribute(attribute),
            Verdict::Set(value) => {
                // Removed first: of two attributes with one name browsers take the first.
                el.remove_attribute(attribute);
                el.set_attribute(attribute, &encode(&value))?;
            }
            Verdict::Placeholder => {
                el.remove_attribute("src");
                el.set_attribute("src", &placeholder(el))?;
            }
        }
    }
    if matches!(name.as_str(), "a" | "area") && el.has_attribute("href") {
        // A sandbox without pop-ups ignores such a click; without this the preview itself would navigate away.
        el.set_attribute("target", "_blank")?;
    }
    Ok(())
}

enum Verdict {
    Keep,
    Remove,
    Set(String),
    Placeholder,
}

fn judge(element: &str, is_picture: bool, attribute: &str, value: &str) -> Verdict {
    let is_plain = attribute.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'));
    if !is_plain || attribute.starts_with("on") || STRIPPED.contains(&attribute) {
        return Verdict::Remove;
    }
    match attribute {
        "style" => Verdict::Set(harmless(value)),
        "href" if matches!(element, "a" | "area") && is_link(value) => Verdict::Set(value.trim().to_owned()),
        "src" if is_picture && is_embedded_picture(value) => Verdict::Set(value.trim().to_owned()),
        "src" if is_picture => Verdict::Placeholder,
        "background" if is_embedded_picture(value) => Verdict::Set(value.trim().to_owned()),
        "href" | "src" | "background" => Verdict::Remove,
        other if other.contains("href") || runs(value) => Verdict::Remove,
        _ => Verdict::Keep,
    }
}

/// A grey box as large as the picture says it is, so that the layout stays.
fn placeholder(el: &Element<'_, '_>) -> String {
    let size = |name: &str| {
        let value = el.get_attribute(name)?;
        value.trim().trim_end_matches("px").parse::<u32>().ok().filter(|pixels| (1..=4000).contains(pixels))
    };
    let (width, height) = match (size("width"), size("height")) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, width.div_ceil(3)),
        (None, Some(height)) => (height, height),
        (None, None) => (160, 60),
    };
    format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'%3E\
         %3Crect width='100%25' height='100%25' fill='%23d9d5cd'/%3E%3C/svg%3E"
    )
}
