//! Rich text of landing pages: an allow-list, applied when it is saved and again when it is served.

use crate::urls::is_embedded_picture;
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const TAGS: [&str; 37] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
];
const MORE_TAGS: [&str; 4] = ["thead", "tfoot", "u", "ul"];

static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    let attributes = [
        ("a", vec!["href"]),
        ("img", vec!["src", "alt", "width", "height"]),
        ("ol", vec!["start"]),
        ("td", vec!["colspan", "rowspan"]),
        ("th", vec!["colspan", "rowspan", "scope"]),
        ("abbr", vec!["title"]),
    ];
    let attributes: HashMap<&str, HashSet<&str>> =
        attributes.into_iter().map(|(tag, names)| (tag, names.into_iter().collect())).collect();
    builder
        .tags(TAGS.into_iter().chain(MORE_TAGS).collect())
        .clean_content_tags(["script", "style", "svg", "math", "template", "noscript", "iframe"].into())
        .tag_attributes(attributes)
        // A table wider than a narrow window scrolls by itself; without a mouse that takes the focus (WCAG 2.1.1).
        .set_tag_attribute_value("table", "tabindex", "0")
        .generic_attributes(HashSet::new())
        .url_schemes(["https", "http", "mailto", "tel", "data"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"))
        .strip_comments(true)
        .attribute_filter(only_embedded_pictures);
    builder
});

/// `data:` is for pictures only, and pictures only from `data:`: a page loads nothing from elsewhere.
fn only_embedded_pictures<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let fits = match (element, attribute) {
        ("img", "src") => is_embedded_picture(value),
        (_, "href") => !crate::urls::bare(value).starts_with("data:"),
        _ => true,
    };
    fits.then_some(Cow::Borrowed(value))
}

/// Keeps text, structure, links and embedded pictures; takes everything else away. Cleaning twice changes
/// nothing more. Takes longer than linear time on elements nested thousands deep: callers bound the input's size.
pub fn sanitize_page(html: &str) -> String {
    ALLOWED.clean(html).to_string()
}
