//! Reads HTML with a browser's own parsing algorithm (html5ever), with scripts on and off, and lists what would
//! run, load or navigate. It shares no code with what it checks.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

const ACTIVE: [&str; 17] = [
    "script", "iframe", "object", "embed", "applet", "base", "form", "frame", "frameset", "portal", "svg",
    "math", "animate", "set", "template", "link", "noscript",
];
const ADDRESSES: [&str; 12] = [
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "data",
    "poster",
    "background",
    "srcset",
    "codebase",
    "values",
    "to",
];

/// Everything executable or loading in `html`; empty means harmless.
pub fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for scripting_enabled in [true, false] {
        let tree_builder = TreeBuilderOpts { scripting_enabled, ..TreeBuilderOpts::default() };
        let dom = parse_document(RcDom::default(), ParseOpts { tree_builder, ..ParseOpts::default() })
            .one(html.to_owned());
        walk(&dom.document, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

fn walk(root: &Handle, found: &mut Vec<String>) {
    let mut open = vec![root.clone()];
    while let Some(node) = open.pop() {
        if let NodeData::Element { name, attrs, template_contents, .. } = &node.data {
            let tag = name.local.to_string();
            if ACTIVE.contains(&tag.as_str()) {
                found.push(format!("<{tag}>"));
            }
            let attributes: Vec<(String, String)> = attrs
                .borrow()
                .iter()
                .map(|a| (a.name.local.to_string().to_lowercase(), a.value.to_string()))
                .collect();
            let is_policy = attributes.iter().any(|(_, value)| value == "Content-Security-Policy");
            for (attribute, value) in &attributes {
                if attribute == "http-equiv" && !is_policy {
                    found.push(format!("<meta {attribute}={value}>"));
                }
                judge(&tag, attribute, value, found);
            }
            if tag == "style" {
                let text: String = node.children.borrow().iter().map(text_of).collect();
                judge_style(&text, found);
            }
            if let Some(inner) = template_contents.borrow().as_ref() {
                open.push(inner.clone());
            }
        }
        open.extend(node.children.borrow().iter().cloned());
    }
}

fn text_of(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => String::new(),
    }
}

fn judge(tag: &str, attribute: &str, value: &str, found: &mut Vec<String>) {
    let mut flag = || found.push(format!("<{tag} {attribute}={value}>"));
    if attribute.starts_with("on") || attribute == "srcdoc" {
        flag();
    }
    // The URL parser drops tabs and line breaks anywhere, and C0 controls and blanks at the ends.
    let address: String = value.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let address = address.trim_matches(|c: char| c <= ' ').to_lowercase();
    if ADDRESSES.contains(&attribute) {
        let runs = ["javascript:", "vbscript:", "data:text", "data:application"];
        if runs.iter().any(|scheme| address.starts_with(scheme)) {
            flag();
        }
        let follows = matches!(tag, "a" | "area") && attribute == "href";
        if !follows && !address.is_empty() && !address.starts_with("data:image/") {
            flag();
        }
    }
    if attribute == "style" {
        judge_style(value, found);
    }
}

/// Judged on the text with CSS escapes and comments resolved, as a style engine does.
fn judge_style(style: &str, found: &mut Vec<String>) {
    let mut plain = String::new();
    let mut rest = style.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '/' && rest.peek() == Some(&'*') {
            let mut last = ' ';
            rest.next();
            for c in rest.by_ref() {
                if last == '*' && c == '/' {
                    break;
                }
                last = c;
            }
        } else if c == '\\' {
            let mut hex = String::new();
            while hex.len() < 6 && rest.peek().is_some_and(char::is_ascii_hexdigit) {
                hex.extend(rest.next());
            }
            if hex.is_empty() {
                plain.extend(rest.next());
            } else {
                if rest.peek().is_some_and(|c| c.is_whitespace()) {
                    rest.next();
                }
                plain.extend(char::from_u32(u32::from_str_radix(&hex, 16).unwrap_or(0)));
            }
        } else {
            plain.push(c);
        }
    }
    let lower = plain.to_lowercase();
    let words =
        ["@import", "expression(", "javascript:", "vbscript:", "-moz-binding", "behavior:", "image-set("];
    let remote = lower
        .split("url(")
        .skip(1)
        .any(|target| !target.trim_start_matches([' ', '"', '\'', '\n', '\t']).starts_with("data:"));
    if remote || words.iter().any(|word| lower.contains(word)) {
        found.push(format!("style: {style}"));
    }
}
