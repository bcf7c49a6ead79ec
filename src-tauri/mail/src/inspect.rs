//! One walk over the HTML of a template with its Liquid tags masked: collects links and what the lints need, and
//! numbers the links. The number travels as a `data-link` attribute into the rendered mail, so that a click means
//! the same link for everybody, whatever conditions left out of that person's mail.

use crate::mask::{marks, unmask};
use crate::rewrite::LINK_NUMBER;
use crate::scan::Tag;
use crate::urls::{decode, is_web};
use crate::{MAX_HTML_DEPTH, Part, Problem, Severity};
use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, end_tag, rewrite_str, text};
use serde::Serialize;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A link whose clicks can be counted. Two links with one address are one link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// From 1, in the order of the HTML.
    pub number: u32,
    /// The address as written, Liquid included.
    pub href: String,
    /// What is read there; of a picture its `alt`.
    pub text: String,
}

/// What the walk found.
pub struct Inspected {
    /// The masked HTML with its links numbered.
    pub marked: String,
    pub links: Vec<Link>,
    pub problems: Vec<Problem>,
    /// Names of the variables that stand in links.
    pub linked: Vec<String>,
}

struct Walk<'a> {
    source: &'a str,
    masked: &'a str,
    tags: &'a [Tag],
    links: Vec<Link>,
    problems: Vec<Problem>,
    linked: Vec<String>,
    /// Index of the link being read.
    reading: Option<usize>,
}

/// Walks `masked`, the masked form of `source`. Fails when the HTML cannot be understood or is nested too deep.
pub fn inspect(source: &str, masked: &str, tags: &[Tag]) -> Result<Inspected, Problem> {
    let walk = RefCell::new(Walk {
        source,
        masked,
        tags,
        links: Vec::new(),
        problems: Vec::new(),
        linked: Vec::new(),
        reading: None,
    });
    let depth = Rc::new(Cell::new(0_usize));
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("*", |el| {
            follow_depth(el, &depth)?;
            let mut walk = walk.borrow_mut();
            walk.check_quotes(el);
            match el.tag_name().as_str() {
                "a" | "area" => walk.link(el)?,
                "img" => walk.picture(el),
                _ => {}
            }
            Ok(())
        }))
        .append_element_content_handler(text!("a[href]", |chunk| {
            let mut walk = walk.borrow_mut();
            let text = chunk.as_str().to_owned();
            walk.read(&text);
            Ok(())
        }));
    let outcome = rewrite_str(masked, settings);
    let marked = outcome.map_err(|error| {
        let (code, message) = if error.to_string().contains(TOO_DEEP) {
            ("html_too_deep", format!("HTML elements are nested deeper than {MAX_HTML_DEPTH}."))
        } else {
            (
                "html",
                "This HTML is ambiguous: browsers and mail programs would read it differently.".to_owned(),
            )
        };
        Problem::whole(Part::Html, Severity::Error, code, message)
    })?;
    let walk = walk.into_inner();
    let mut links = walk.links;
    for link in &mut links {
        link.text = tidy(&unmask(&link.text, tags, |tag| &source[tag.range.clone()]));
    }
    Ok(Inspected { marked, links, problems: walk.problems, linked: walk.linked })
}

const TOO_DEEP: &str = "nested too deep";

/// Elements that end by themselves when the next one begins: they cannot nest without another one between.
const SELF_ENDING: [&str; 12] =
    ["p", "li", "td", "th", "tr", "dd", "dt", "option", "optgroup", "thead", "tbody", "tfoot"];

/// Counts open elements; fails beyond the limit, because renderers behind this walk recurse.
pub fn follow_depth(el: &mut Element<'_, '_>, depth: &Rc<Cell<usize>>) -> lol_html::HandlerResult {
    if !el.can_have_content() || el.end_tag_handlers().is_none() {
        return Ok(());
    }
    let outside = depth.get();
    if !SELF_ENDING.contains(&el.tag_name().as_str()) {
        depth.set(outside + 1);
    }
    if depth.get() > MAX_HTML_DEPTH {
        return Err(TOO_DEEP.into());
    }
    let depth = Rc::clone(depth);
    el.on_end_tag(end_tag!(move |_| {
        // Elements left open inside end here as well.
        depth.set(outside);
        Ok(())
    }))
}

impl Walk<'_> {
    fn problem(&mut self, offset: usize, severity: Severity, code: &'static str, message: &str) {
        self.problems.push(Problem::at(Part::Html, self.source, offset, severity, code, message));
    }

    /// The value as its author wrote it.
    fn original(&self, masked: &str) -> String {
        decode(&unmask(masked, self.tags, |tag| &self.source[tag.range.clone()])).trim().to_owned()
    }

    fn link(&mut self, el: &mut Element<'_, '_>) -> lol_html::HandlerResult {
        self.reading = None;
        // An author's own number would be taken for ours.
        el.remove_attribute(LINK_NUMBER);
        let Some(value) = el.get_attribute("href") else { return Ok(()) };
        let tags = self.tags;
        let used = marks(&value).filter_map(|(_, number)| tags.get(number)).flat_map(|tag| &tag.uses);
        self.linked.extend(used.map(|used| used.name.clone()));
        let href = self.original(&value);
        if href.to_ascii_lowercase().starts_with("http://") {
            let offset = el.source_location().bytes().start;
            let message = "This link is not encrypted; write https:// instead of http://.";
            self.problem(offset, Severity::Warning, "http_link", message);
        }
        if !is_web(&href) && marks(&value).next().is_none_or(|(at, _)| !value[..at].trim().is_empty()) {
            return Ok(());
        }
        let index = match self.links.iter().position(|known| known.href == href) {
            Some(index) => index,
            None => {
                let number = u32::try_from(self.links.len() + 1).unwrap_or(u32::MAX);
                self.links.push(Link { number, href, text: String::new() });
                self.links.len() - 1
            }
        };
        el.set_attribute(LINK_NUMBER, &self.links[index].number.to_string())?;
        self.reading = self.links[index].text.is_empty().then_some(index);
        Ok(())
    }

    fn picture(&mut self, el: &Element<'_, '_>) {
        let offset = el.source_location().bytes().start;
        match el.get_attribute("alt") {
            Some(alt) => self.read(&format!(" {alt} ")),
            None => {
                let message = "This picture has no alternative text (alt).";
                self.problem(offset, Severity::Warning, "no_alt", message);
            }
        }
    }

    fn read(&mut self, text: &str) {
        if let Some(index) = self.reading {
            self.links[index].text.push_str(text);
        }
    }

    /// Values are escaped for quoted attributes only: outside quotes a blank in a value would start an attribute.
    fn check_quotes(&mut self, el: &Element<'_, '_>) {
        let range = el.source_location().bytes();
        let Some(tag) = self.masked.get(range.clone()) else { return };
        let outside = unquoted(tag);
        let tags = self.tags;
        let bare = marks(tag)
            .find(|(at, number)| outside(*at) && tags.get(*number).is_some_and(|liquid| liquid.is_output));
        if let Some((at, _)) = bare {
            let message = "Inside an HTML tag a variable must stand between quotes.";
            self.problem(range.start + at, Severity::Error, "unquoted_variable", message);
        }
    }
}

/// Tells whether a byte of a start tag stands outside all quoted attribute values.
fn unquoted(tag: &str) -> impl Fn(usize) -> bool {
    let mut quoted = Vec::new();
    let mut open: Option<(u8, usize)> = None;
    let mut last = b' ';
    for (at, byte) in tag.bytes().enumerate() {
        match open {
            Some((quote, start)) if byte == quote => {
                quoted.push(start..at);
                open = None;
            }
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') && last == b'=' => open = Some((byte, at)),
            None => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    move |at| !quoted.iter().any(|range| range.contains(&at))
}

fn tidy(text: &str) -> String {
    decode(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
