//! The public side over real HTTP: a page, its form, what comes of it; and everything that is not let through, each
//! beside the same request done rightly.

use std::collections::BTreeMap;
use std::time::Duration;

use reachly_core::store::Change;
use reachly_landing::pages::{self, Limits, Options, Running};
use serde_json::{Value, json};
use ureq::http::Response;
use ureq::{Agent, Body};

use crate::support::TestApp;

/// A campaign's page in a running landing server.
pub(crate) struct Site {
    pub test: TestApp,
    pub campaign: String,
    pub slug: String,
    pub(crate) running: Running,
    pub(crate) agent: Agent,
}

/// An answer, read.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) text: String,
}

impl Answer {
    fn of(answer: Response<Body>) -> Answer {
        let headers = answer.headers().iter();
        let headers =
            headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_string())).collect();
        let status = answer.status().as_u16();
        Answer { status, headers, text: answer.into_body().read_to_string().unwrap_or_default() }
    }

    pub(crate) fn has(&self, part: &str) -> bool {
        self.text.contains(part)
    }
}

const INTRO: &str =
    "<p>Plans for <strong>2027</strong></p><script>alert(1)</script><img src=\"https://evil.example/a.png\">";

fn form() -> Value {
    let field = |key: &str, label: &str, kind: &str, required: bool| json!({ "key": key, "label": label, "type": kind, "required": required });
    let mut plan = field("plan", "Which plan?", "select", true);
    plan["options"] = json!(["Dental", "Vision"]);
    plan["indexed"] = json!(true);
    let mut extras = field("extras", "Extras", "checkbox", false);
    extras["options"] = json!(["Life", "Travel"]);
    let mut why = field("why", "Why <now>?", "textarea", false);
    why["help"] = json!("In your <b>own</b> words");
    why["maxLength"] = json!(100);
    json!({
        "definition": {
            "fields": [
                field("full_name", "Your name", "text", true),
                field("email", "E-mail address", "email", true),
                plan,
                extras,
                why,
                field("consent", "Consent", "consent", true),
            ],
            "consentWording": "You may call me.",
        },
        "thankYouMessage": "Thanks a lot <3",
        "redirectUrl": null,
    })
}

impl Site {
    pub(crate) fn new() -> Site {
        Site::with(Limits { fastest_ms: 0, page: 10_000, form: 10_000, link: 10_000, all: 10_000 })
    }

    fn with(limits: Limits) -> Site {
        let test = TestApp::new();
        let form_id = test.ok("forms.create", json!({ "name": "Enrolment" }))["id"].clone();
        let draft = test.ok("forms.get", json!({ "form": form_id }));
        let saved = json!({ "form": form_id, "content": form(), "baseUpdatedAt": draft["draftUpdatedAt"] });
        test.ok("forms.saveDraft", saved);
        let version = test.ok("forms.publish", json!({ "form": form_id }))["id"].clone();
        let campaign = test.ok("campaigns.create", json!({ "name": "Open enrolment" }));
        let change = json!({
            "campaign": campaign["id"], "version": campaign["version"], "formVersion": version,
            "landingHeadline": "Enrol <now>", "landingIntro": INTRO,
        });
        let campaign = test.ok("campaigns.update", change);
        let running = pages::serve(&test.app, Options { port: Some(0), limits }).unwrap();
        let agent =
            Agent::config_builder().http_status_as_error(false).proxy(None).max_redirects(0).build().into();
        let word = |name: &str| campaign[name].as_str().unwrap().to_string();
        Site { campaign: word("id"), slug: word("slug"), test, running, agent }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        if path.starts_with("http") {
            path.to_string()
        } else {
            format!("http://{}{path}", self.running.address())
        }
    }

    pub(crate) fn page_path(&self) -> String {
        format!("/l/{}", self.slug)
    }

    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.get(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::of(request.call().unwrap())
    }

    pub(crate) fn show(&self) -> Answer {
        self.get(&self.page_path(), &[])
    }

    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.post(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::of(request.send_form(fields.iter().copied()).unwrap())
    }

    /// The hidden fields of a shown form, with answers.
    pub(crate) fn filled<'a>(
        &self,
        page: &'a Answer,
        answers: &[(&'a str, &'a str)],
    ) -> Vec<(&'a str, &'a str)> {
        let mut fields: Vec<(&str, &str)> = hidden(page);
        fields.extend_from_slice(answers);
        fields
    }

    pub(crate) fn send(&self, answers: &[(&str, &str)]) -> Answer {
        let page = self.show();
        self.post(&self.page_path(), &self.filled(&page, answers), &[])
    }

    /// A whole visit; it must end in the thanks.
    pub(crate) fn send_ok(&self, answers: &[(&str, &str)]) {
        let sent = self.send(answers);
        assert_eq!(sent.status, 303, "the form is taken: {}", sent.text);
    }

    pub(crate) fn leads(&self) -> Vec<Value> {
        let page = self.test.ok("leads.page", json!({ "offset": 0, "limit": 100 }));
        page["rows"].as_array().unwrap().clone()
    }

    /// Events of the campaign as the report counts them: type → count.
    fn counted(&self, kind: i64) -> i64 {
        let ctx = self.test.ctx(&self.test.a);
        ctx.read(|read| {
            read.one(
                "SELECT coalesce(sum(count), 0) FROM event_aggregations WHERE event_type = ?1",
                [kind],
                |row| row.get(0),
            )
        })
        .unwrap()
    }

    fn visits(&self) -> i64 {
        let ctx = self.test.ctx(&self.test.a);
        ctx.read(|read| read.one("SELECT count(*) FROM visits", [], |row| row.get(0))).unwrap()
    }

    pub(crate) fn set_status(&self, path: &[&str]) {
        let ctx = self.test.ctx(&self.test.a);
        for status in path {
            let (status, slug) = ((*status).to_string(), self.slug.clone());
            // Straight to the row: the launch check asks for much that is not the page's matter.
            ctx.write(reachly_core::store::Action::plain("test.status"), move |tx| {
                tx.execute(
                    "UPDATE main.campaigns SET status = ?1 WHERE organization_key = current_org() AND slug = ?2",
                    [status, slug],
                )
            })
            .unwrap();
        }
    }

    /// A contact and the campaign's e-mail as they would get it.
    pub(crate) fn mailed(&self) -> (String, Value) {
        let fields = json!({ "email": "rosa@example.org", "firstName": "Rosa", "lastName": "Diaz" });
        let contact =
            self.test.ok("contacts.create", json!({ "fields": fields }))["id"].as_str().unwrap().to_string();
        let template = self.test.ok("templates.create", json!({ "name": "Mail" }));
        let source = json!({
            "html": "<html><body><p>Hi {{ first_name | default: 'you' }}</p><p><a href=\"{{ landing_url }}\">Enrol</a>
                <a href=\"https://plans.example.com/a?b=1&amp;c=2\">Plans</a> <a href=\"{{ unsubscribe_url }}\">Unsubscribe</a></p>
                <p>{{ organization_address }}</p></body></html>",
            "subject": "Hello", "preheader": "", "text": null,
        });
        let draft = json!({ "template": template["id"], "source": source, "baseUpdatedAt": template["draftUpdatedAt"] });
        self.test.ok("templates.saveDraft", draft);
        let version = self.test.ok("templates.publish", json!({ "template": template["id"] }))["id"].clone();
        let campaign = self.test.ok("campaigns.get", json!({ "campaign": self.campaign }));
        let change =
            json!({ "campaign": self.campaign, "version": campaign["version"], "templateVersion": version });
        self.test.ok("campaigns.update", change);
        let preview =
            self.test.ok("campaigns.preview", json!({ "campaign": self.campaign, "contact": contact }));
        (contact, preview)
    }
}

pub(crate) fn hidden(page: &Answer) -> Vec<(&str, &str)> {
    let parts = page.text.split("<input type=\"hidden\" name=\"").skip(1);
    parts
        .map(|part| {
            let (name, rest) = part.split_once("\" value=\"").unwrap();
            (name, rest.split_once('"').unwrap().0)
        })
        .collect()
}

pub(crate) const GOOD: [(&str, &str); 6] = [
    ("full_name", "Ana Ruiz"),
    ("email", "ana@example.org"),
    ("plan", "Dental"),
    ("extras", "Travel"),
    ("extras", "Life"),
    ("consent", "yes"),
];

pub(crate) fn without(name: &str) -> Vec<(&'static str, &'static str)> {
    GOOD.into_iter().filter(|(field, _)| *field != name).collect()
}

#[test]
fn a_form_is_shown_sent_and_thanked_for_and_a_lead_stands_there() {
    let site = Site::new();
    let news = site.test.ctx(&site.test.a).store().changes().listen();
    let page = site.show();
    assert_eq!(page.status, 200);
    assert_eq!(site.counted(8), 1, "one look is one FORM_VIEW");
    let fields = site.filled(&page, &GOOD);
    let cookie = page.headers["set-cookie"].split(';').next().unwrap().to_string();
    assert!(page.headers["set-cookie"].contains("HttpOnly; SameSite=Lax"), "{}", page.headers["set-cookie"]);
    let sent = site.post(&site.page_path(), &fields, &[("Cookie", &cookie)]);
    assert_eq!(
        (sent.status, sent.headers["location"].as_str()),
        (303, format!("/l/{}/thanks", site.slug).as_str())
    );
    let thanks = site.get(&sent.headers["location"], &[]);
    assert!(
        thanks.status == 200 && thanks.has("Thanks a lot &#60;3"),
        "the form's own words, as text: {}",
        thanks.text
    );
    let leads = site.leads();
    assert_eq!(leads.len(), 1, "one lead");
    assert_eq!((&leads[0]["title"], &leads[0]["status"]), (&json!("Ana Ruiz"), &json!("new")));
    assert_eq!((&leads[0]["source"], &leads[0]["answer"]), (&json!("direct_form"), &json!("Dental")));
    assert_eq!(leads[0]["contact"]["name"], "Ana Ruiz", "a new address made a contact");
    let lead = site.test.ok("leads.get", json!({ "lead": leads[0]["id"] }));
    assert_eq!(
        lead["answers"][2],
        json!({ "field": "plan", "label": "Which plan?", "type": "select", "value": "Dental" })
    );
    assert_eq!(lead["answers"][3]["value"], json!(["Life", "Travel"]), "in the form's order");
    assert_eq!(
        lead["timeline"][0]["eventType"], "FORM_SUBMIT",
        "it stands in the contact's timeline: {}",
        lead["timeline"]
    );
    assert_eq!((site.counted(8), site.counted(9)), (1, 1), "one view, one submission");
    assert_eq!(site.visits(), 1, "both on one visit");
    let told: Vec<Change> =
        std::iter::from_fn(|| news.recv_timeout(Duration::from_millis(200)).ok()).collect();
    let about_leads = told.iter().find(|change| change.topics.iter().any(|topic| topic == "leads"));
    let id = leads[0]["id"].as_str().unwrap().parse().unwrap();
    assert!(about_leads.is_some_and(|change| change.ids.contains(&id)), "open windows hear of it: {told:?}");
}

#[test]
fn the_page_is_plain_accessible_and_harmless() {
    let site = Site::new();
    let page = site.show();
    assert!(page.has("<html lang=\"en\">") && page.has("width=device-width"), "language and width");
    assert_eq!(page.text.matches("<h1").count(), 1, "one heading");
    assert!(page.has("Enrol &#60;now&#62;"), "words of members are text: {}", page.text);
    assert!(page.has("<strong>2027</strong>"), "harmless HTML stays");
    for bad in ["<script", "evil.example", "onerror", "<b>own</b>", "Why <now>"] {
        assert!(!page.has(bad), "{bad} is not in the page");
    }
    for key in ["full_name", "email", "plan", "why", "consent"] {
        assert!(page.has(&format!("<label for=\"f-{key}\">")), "{key} has a label");
        assert_eq!(page.text.matches(&format!("id=\"f-{key}\"")).count(), 1, "and one control: {key}");
    }
    assert!(
        page.has("<fieldset class=\"field\">") && page.has("<legend>Extras"),
        "boxes stand in a named group"
    );
    assert!(page.has("autocomplete=\"name\"") && page.has("autocomplete=\"email\""));
    assert!(page.has("aria-describedby=\"h-why\"") && page.has("id=\"h-why\""), "help is tied to its field");
    assert!(page.has("tabindex=\"-1\" autocomplete=\"off\""), "the trap is out of people's way");
    assert!(page.has("Preview: this campaign is a draft"), "a draft says so");
    let policy = &page.headers["content-security-policy"];
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(
        page.has(&format!("<style nonce=\"{nonce}\">")),
        "the style block carries the nonce of the policy"
    );
    for rule in ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(policy.contains(rule), "{rule} in {policy}");
    }
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    assert_eq!(page.headers["referrer-policy"], "strict-origin");
    let other = site.show();
    assert_ne!(other.headers["content-security-policy"], *policy, "a nonce is good for one page");
    assert!(site.get("/style.css", &[]).headers["content-type"].starts_with("text/css"));
}

#[test]
fn a_page_seen_again_is_one_sight() {
    let site = Site::new();
    let first = site.show();
    let cookie = first.headers["set-cookie"].split(';').next().unwrap().to_string();
    let again = site.get(&site.page_path(), &[("Cookie", &cookie)]);
    assert!(!again.headers.contains_key("set-cookie"), "a known session keeps its cookie");
    assert_eq!(site.counted(8), 1, "the same session saw it once");
    site.show();
    assert_eq!(site.counted(8), 2, "another session counts");
    site.get(&site.page_path(), &[("Sec-Purpose", "prefetch")]);
    assert_eq!(site.counted(8), 2, "a browser that only guesses has seen nothing");
}

#[test]
fn the_same_form_twice_makes_one_lead() {
    let site = Site::new();
    let page = site.show();
    let fields = site.filled(&page, &GOOD);
    let first = site.post(&site.page_path(), &fields, &[]);
    let second = site.post(&site.page_path(), &fields, &[]);
    assert_eq!((first.status, second.status), (303, 303), "both are thanked for");
    assert_eq!(first.headers["location"], second.headers["location"], "in the same way");
    assert_eq!((site.leads().len(), site.counted(9)), (1, 1), "one lead, one submission");
    site.send_ok(&GOOD);
    assert_eq!(site.leads().len(), 2, "another rendering of the form is another sending");
}

#[test]
fn wrong_answers_come_back_with_the_message_by_the_field() {
    let site = Site::new();
    let long = "x".repeat(101);
    let with = |mut fields: Vec<(&'static str, &'static str)>, name: &'static str, value: &'static str| {
        fields.retain(|(field, _)| *field != name);
        fields.push((name, value));
        fields
    };
    let long: &'static str = Box::leak(long.into_boxed_str());
    for (fields, message, place) in [
        (without("full_name"), "This is needed.", "id=\"e-full_name\""),
        (without("consent"), "Tick the box to agree.", "id=\"e-consent\""),
        (with(GOOD.to_vec(), "email", "nobody"), "Enter an e-mail address", "id=\"e-email\""),
        (with(GOOD.to_vec(), "plan", "Gold"), "Choose one of the answers offered.", "id=\"e-plan\""),
        (with(GOOD.to_vec(), "extras", "Pony"), "Choose only from what is offered.", "id=\"e-extras\""),
        (with(GOOD.to_vec(), "why", long), "Use at most 100 characters.", "id=\"e-why\""),
        (with(GOOD.to_vec(), "is_admin", "1"), "This form does not ask for this.", "“is_admin”"),
        (with(GOOD.to_vec(), "<script>", "1"), "This form does not ask for this.", "“&#60;script&#62;”"),
    ] {
        let answer = site.send(&fields);
        assert_eq!(answer.status, 422, "{message}");
        assert!(answer.has(message) && answer.has(place), "{message} stands by its field: {}", answer.text);
        assert!(
            answer.has("id=\"errors\" role=\"alert\" tabindex=\"-1\" autofocus"),
            "the summary takes the focus"
        );
        let kept = fields.iter().filter(|(name, _)| *name == "full_name").count() == 0
            || answer.has("value=\"Ana Ruiz\"");
        assert!(kept, "what was typed is kept: {}", answer.text);
    }
    assert_eq!((site.leads().len(), site.counted(9)), (0, 0), "nothing was written");
    let wrong = site.send(&without("full_name"));
    assert!(wrong.has("aria-invalid=\"true\"") && wrong.has("aria-describedby=\"e-full_name\""));
    assert!(wrong.has("<option value=\"Dental\" selected>"), "the choice is kept");
    let corrected = site.post(&site.page_path(), &site.filled(&wrong, &GOOD), &[]);
    assert_eq!(corrected.status, 303, "corrected, it is taken");
}

#[test]
fn what_no_person_sends_is_refused_kindly() {
    let site =
        Site::with(Limits { page: 10_000, form: 10_000, link: 10_000, all: 10_000, fastest_ms: 2_000 });
    let clock = site.test.ctx(&site.test.a).store().clock().clone();
    let path = site.page_path();
    let page = site.show();
    let fields = site.filled(&page, &GOOD);
    let fast = site.post(&path, &fields, &[]);
    assert!(fast.status == 422 && fast.has("That was very fast"), "no person is that fast: {}", fast.text);
    clock.advance(2_000);
    let trapped: Vec<_> = fields.iter().copied().chain([("website", "http://spam.example")]).collect();
    let trapped = site.post(&path, &trapped, &[]);
    assert!(trapped.status == 422 && trapped.has("people do not see"), "the trap holds: {}", trapped.text);
    for name in ["stamp", "id"] {
        let torn: Vec<_> = fields.iter().copied().filter(|(field, _)| *field != name).collect();
        assert_eq!(site.post(&path, &torn, &[]).status, 422, "without its {name} the form is not taken");
    }
    assert_eq!(site.leads().len(), 0, "none of these made a lead");
    assert_eq!(site.post(&path, &fields, &[]).status, 303, "the same after two seconds is taken");
    let page = site.show();
    clock.advance(24 * 3_600_000 + 1);
    let old = site.post(&path, &site.filled(&page, &GOOD), &[]);
    assert!(old.status == 422 && old.has("more than a day"), "a form is good for a day: {}", old.text);
    clock.advance(2_000);
    let renewed = site.post(&path, &site.filled(&old, &GOOD), &[]);
    assert_eq!(renewed.status, 303, "the page that came back is fresh");
    let large = "x".repeat(65 * 1024);
    let large = site.post(&path, &[("why", &large)], &[]);
    assert_eq!(large.status, 413, "more than 64 kB is too much");
}

#[test]
fn requests_for_others_and_from_others_are_refused() {
    let site = Site::new();
    let path = site.page_path();
    let page = site.show();
    let fields = site.filled(&page, &GOOD);
    let port = site.running.address().port();
    for host in ["evil.example", "127.0.0.1", &format!("evil.example:{port}")] {
        assert_eq!(site.get(&path, &[("Host", host)]).status, 421, "{host} is not us");
        assert_eq!(site.post(&path, &fields, &[("Host", host)]).status, 421, "nor for a form: {host}");
    }
    for (name, value) in [
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        assert_eq!(site.post(&path, &fields, &[(name, value)]).status, 403, "{name}: {value}");
    }
    let followed = site.get(&path, &[("Sec-Fetch-Site", "cross-site")]);
    assert_eq!(followed.status, 200, "following a link from elsewhere is what pages are for");
    assert_eq!(site.leads().len(), 0, "nothing of it was taken");
    let ours = format!("http://127.0.0.1:{port}");
    let sent = site.post(&path, &fields, &[("Origin", &ours), ("Sec-Fetch-Site", "same-origin")]);
    assert_eq!(sent.status, 303, "from our own page it is");
    let foreign = site.agent.post(site.url(&path)).content_type("text/plain").send("id=1").unwrap();
    assert_eq!(foreign.status(), 415, "only what forms send");
}

#[test]
fn pages_live_as_long_as_their_campaign() {
    let site = Site::new();
    assert!(site.show().has("Preview"), "a draft is a preview");
    site.send_ok(&GOOD);
    assert_eq!(site.leads()[0]["origin"], "rehearsed", "what is sent to a preview is a trial");
    let page = site.show();
    site.set_status(&["active"]);
    assert!(!site.show().has("Preview"), "an active campaign is none");
    site.send_ok(&GOOD);
    assert_eq!(site.leads()[0]["origin"], "real", "what is sent to it is real");
    site.set_status(&["paused"]);
    site.send_ok(&GOOD);
    assert_eq!(site.leads().len(), 3, "a paused campaign sends no mail; its page answers");
    site.set_status(&["cancelled"]);
    let closed = site.show();
    assert!(
        closed.status == 410 && closed.has("This page is closed"),
        "an ended one says so: {}",
        closed.text
    );
    assert!(!closed.has("<form"), "and asks for nothing");
    let late = site.post(&site.page_path(), &site.filled(&page, &GOOD), &[]);
    assert_eq!((late.status, site.leads().len()), (410, 3), "a form opened before is too late");
    for unknown in ["/l/no-such-page", "/l/..%2f..%2fetc", "/", "/l/", "/rpc/leads.page"] {
        let answer = site.get(unknown, &[]);
        assert!(answer.status == 404 && answer.has("No such page"), "{unknown}: {}", answer.status);
    }
}

#[test]
fn a_tracked_link_tells_whose_lead_it_is() {
    let site = Site::new();
    let (contact, preview) = site.mailed();
    let link = preview["landingUrl"].as_str().unwrap();
    let click = site.get(link, &[]);
    assert_eq!(click.status, 302);
    let landing = click.headers["location"].clone();
    assert!(
        landing.starts_with(&format!("/l/{}?t=", site.slug)),
        "it leads to the campaign's page: {landing}"
    );
    assert_eq!(site.counted(4), 1, "and is one CLICK");
    let page = site.get(&landing, &[]);
    let sent = site.post(&site.page_path(), &site.filled(&page, &GOOD), &[]);
    assert_eq!(sent.status, 303);
    let lead = &site.leads()[0];
    assert_eq!(
        lead["contact"]["id"], contact,
        "the lead is of whom the mail went to, whatever address was typed"
    );
    assert_eq!(lead["source"], "email_campaign");
    let kinds: Vec<Value> = site.test.ok("leads.get", json!({ "lead": lead["id"] }))["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["eventType"].clone())
        .collect();
    for kind in ["CLICK", "FORM_VIEW", "FORM_SUBMIT"] {
        assert!(kinds.contains(&json!(kind)), "{kind} is in {kinds:?}");
    }
    let token = link.rsplit('/').next().unwrap();
    let changed =
        token.strip_prefix('A').map_or_else(|| format!("A{}", &token[1..]), |rest| format!("B{rest}"));
    assert_eq!(site.get(&format!("/t/{changed}"), &[]).status, 404, "a changed token leads nowhere");
    let page = site.get(&format!("{}?t={changed}", site.page_path()), &[]);
    assert_eq!(page.status, 200, "a page with a changed token is the page");
    site.post(&site.page_path(), &site.filled(&page, &GOOD), &[]);
    let lead = &site.leads()[0];
    assert_eq!(
        (&lead["source"], &lead["contact"]["name"]),
        (&json!("direct_form"), &json!("Ana Ruiz")),
        "of nobody"
    );
}

#[test]
fn links_of_the_mail_lead_only_where_the_mail_said() {
    let site = Site::new();
    let (_, preview) = site.mailed();
    let html = preview["html"].as_str().unwrap();
    let base = format!("http://{}/t/", site.running.address());
    let links: Vec<String> = html
        .split(&base)
        .skip(1)
        .map(|part| format!("{base}{}", part.split(['"', '&', '<']).next().unwrap()))
        .collect();
    assert_eq!(links.len(), 2, "page and plans are counted, unsubscribing is not: {html}");
    let to: Vec<String> = links.iter().map(|link| site.get(link, &[]).headers["location"].clone()).collect();
    assert!(to[0].starts_with("/l/"), "the first is the page: {to:?}");
    assert_eq!(to[1], "https://plans.example.com/a?b=1&c=2", "the second as the template has it");
    let elsewhere = site.get(&format!("{}?to=https://evil.example", links[1]), &[]);
    assert_eq!(elsewhere.headers["location"], to[1], "a request never says where to go");
    let pixel = site.get(&format!("/o/{}", links[0].rsplit('/').next().unwrap()), &[]);
    assert!(
        pixel.status == 200 && pixel.headers["content-type"] == "image/gif",
        "a wrong picture is still one"
    );
    assert_eq!(site.counted(3), 0, "but a click's token opens nothing");
}

#[test]
fn looking_never_unsubscribes_and_the_button_does() {
    let site = Site::new();
    let (_, preview) = site.mailed();
    let link = preview["unsubscribeUrl"].as_str().unwrap();
    let suppressed =
        || site.test.ok("suppressions.page", json!({ "offset": 0, "limit": 10 }))["total"].clone();
    let page = site.get(link, &[]);
    assert!(
        page.status == 200 && page.has("Unsubscribe?") && page.has("<form method=\"post\">"),
        "{}",
        page.text
    );
    assert_eq!((suppressed(), site.counted(6)), (json!(0), 0), "a look changes nothing");
    let strange = site.post(link, &[("anything", "else")], &[]);
    assert_eq!((strange.status, suppressed()), (422, json!(0)), "nor does another form");
    let done = site.post(link, &[("List-Unsubscribe", "One-Click")], &[]);
    assert!(done.status == 200 && done.has("You are unsubscribed"), "{}", done.text);
    assert_eq!((suppressed(), site.counted(6)), (json!(1), 1), "the button does");
    let again = site.post(link, &[("List-Unsubscribe", "One-Click")], &[]);
    assert_eq!((again.status, suppressed(), site.counted(6)), (200, json!(1), 1), "twice is once");
    let token = preview["landingUrl"].as_str().unwrap().rsplit('/').next().unwrap();
    let click = site.post(&format!("/u/{token}"), &[("List-Unsubscribe", "One-Click")], &[]);
    assert_eq!(click.status, 404, "a link to the page is no link to unsubscribe");
}

#[test]
fn too_much_from_one_form_waits() {
    let site = Site::with(Limits { form: 1, fastest_ms: 0, ..Limits::default() });
    let page = site.show();
    let fields = site.filled(&page, &GOOD);
    let statuses: Vec<u16> = (0..30).map(|_| site.post(&site.page_path(), &fields, &[]).status).collect();
    assert!(statuses[..10].iter().all(|status| *status == 303), "ten at once are let through: {statuses:?}");
    assert!(statuses.contains(&429), "thirty are not: {statuses:?}");
    site.send_ok(&GOOD);
}
