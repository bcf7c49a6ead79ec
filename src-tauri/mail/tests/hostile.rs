//! Hostile HTML through the preview and the page sanitizer: nothing executable may be left.

mod support;

use reachly_mail::{MAX_HTML_DEPTH, safe_preview, sanitize_page};
use support::browser::dangers;
use support::payloads::PAYLOADS;

/// Harmless as they stand; in the list for what a careless cleaner would turn them into.
const HARMLESS_RAW: [&str; 4] = [
    "<scr<script>ipt>alert(1)</script>",
    "<select><xmp><script>alert(1)</script></select>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<plaintext><img src=x>",
];

#[test]
fn the_checker_finds_every_raw_payload_dangerous() {
    assert!(PAYLOADS.len() >= 60 + HARMLESS_RAW.len(), "{} payloads", PAYLOADS.len());
    let harmless: Vec<&str> =
        PAYLOADS.iter().copied().filter(|payload| dangers(payload).is_empty()).collect();
    assert_eq!(harmless, HARMLESS_RAW);
}

#[test]
fn the_checker_accepts_a_harmless_mail() {
    let mail =
        "<p style='color:red'>Hi <a href='https://example.com'>x</a> <img src='data:image/png;base64,AA=='>";
    assert_eq!(dangers(mail), Vec::<String>::new());
}

#[test]
fn nothing_dangerous_survives_the_preview() {
    for payload in PAYLOADS {
        let clean = safe_preview(payload);
        assert_eq!(dangers(&clean), Vec::<String>::new(), "\nraw   {payload}\nclean {clean}");
        let inside =
            format!("<!doctype html><html><body><table><tr><td>{payload}</td></tr></table></body></html>");
        let clean = safe_preview(&inside);
        assert_eq!(dangers(&clean), Vec::<String>::new(), "\nraw   {inside}\nclean {clean}");
    }
}

#[test]
fn nothing_dangerous_survives_on_a_page() {
    for payload in PAYLOADS {
        let clean = sanitize_page(payload);
        assert_eq!(dangers(&clean), Vec::<String>::new(), "\nraw   {payload}\nclean {clean}");
        assert_eq!(sanitize_page(&clean), clean, "cleaning twice changes something: {payload}");
    }
}

#[test]
fn pairs_of_payloads_do_not_open_each_other() {
    for (number, first) in PAYLOADS.iter().enumerate() {
        for second in PAYLOADS.iter().skip(number % 7).step_by(7) {
            let both = format!("{first}{second}");
            let clean = safe_preview(&both);
            assert_eq!(dangers(&clean), Vec::<String>::new(), "\nraw   {both}\nclean {clean}");
            let clean = sanitize_page(&both);
            assert_eq!(dangers(&clean), Vec::<String>::new(), "\nraw   {both}\nclean {clean}");
        }
    }
}

#[test]
fn the_preview_keeps_what_a_mail_is_made_of() {
    let mail = "<!doctype html><html><head><style>@media (max-width:600px){p{color:red}}</style></head>\
        <body bgcolor=\"#fff\"><table width=\"600\"><tr><td style=\"padding:4px;font:400 16px/1.6 Arial\">\
        <a href=\"https://example.com/?a=1&amp;b=2\">Go</a><img src=\"https://example.com/x.png\" width=\"300\" \
        height=\"90\" alt=\"Logo\"></td></tr></table></body></html>";
    let clean = safe_preview(mail);
    for kept in [
        "@media (max-width:600px){p{color:red}}",
        "padding:4px;font:400 16px/1.6 Arial",
        "href=\"https://example.com/?a=1&amp;b=2\"",
        "width=\"300\" height=\"90\" alt=\"Logo\"",
        "width='300' height='90'",
        "<table width=\"600\">",
        "target=\"_blank\"",
    ] {
        assert!(clean.contains(kept), "{kept} is missing in {clean}");
    }
    assert!(clean.starts_with("<!doctype html><meta http-equiv=\"Content-Security-Policy\""), "{clean}");
    assert!(!clean.contains("example.com/x.png"));
}

#[test]
fn a_preview_is_the_same_when_made_twice_up_to_its_policy() {
    let once = safe_preview("<p style=\"color:red\">a &amp; b<img src=x width=20></p>");
    let body = |text: &str| text.rsplit_once("'none'\">").map(|(_, body)| body.to_owned());
    assert_eq!(body(&safe_preview(&once)), body(&once));
}

#[test]
fn a_page_keeps_text_structure_links_and_embedded_pictures() {
    let page = "<h2>Title</h2><p>One <strong>two</strong> <a href=\"https://example.com\">three</a></p>\
        <img src=\"data:image/png;base64,AA==\" alt=\"x\"><a href=\"/relative\">r</a><a href=\"data:image/png,x\">d</a>\
        <img src=\"https://example.com/x.png\" alt=\"y\"><p style=\"color:red\" class=\"c\" id=\"i\">s</p>";
    let clean = sanitize_page(page);
    assert!(
        clean.contains("<h2>Title</h2><p>One <strong>two</strong> <a href=\"https://example.com\""),
        "{clean}"
    );
    assert!(clean.contains("src=\"data:image/png;base64,AA==\""), "{clean}");
    for gone in ["/relative", "href=\"data:", "x.png", "style", "class", "id="] {
        assert!(!clean.contains(gone), "{gone} is left in {clean}");
    }
}

#[test]
fn deep_nesting_neither_overflows_nor_takes_long() {
    for tag in ["div", "b", "table><tr><td", "svg", "blockquote", "a href=x", "font"] {
        let deep = format!("<{tag}>").repeat(3_000) + "<img src=x onerror=alert(1)>";
        assert_eq!(dangers(&safe_preview(&deep)), Vec::<String>::new(), "{tag}");
        assert_eq!(dangers(&sanitize_page(&deep)), Vec::<String>::new(), "{tag}");
    }
    let inside = "<div>".repeat(MAX_HTML_DEPTH - 1) + "deep" + &"</div>".repeat(MAX_HTML_DEPTH - 1);
    assert!(safe_preview(&inside).contains("<div>deep</div>"));
}
