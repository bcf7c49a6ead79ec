//! The sample: built through commands only, the same every time, with the faults real files have.

use reachly_core::app::{App, Workspace};
use reachly_core::sample;

use crate::support::options;

#[test]
fn the_sample_is_the_same_on_every_day() {
    let (one, two) = (sample::people::files(), sample::people::files());
    for (one, two) in one.iter().zip(&two) {
        assert_eq!(one.text, two.text, "{} is the same twice", one.name);
        assert!(one.text.lines().count() > 2_000, "{} is a real file", one.name);
    }
}

#[test]
fn nobody_of_the_sample_can_exist() {
    for file in sample::people::files() {
        for word in file.text.split([',', ';', '\n', ' ', '"']).filter(|word| word.contains('@')) {
            let domain = word.rsplit('@').next().unwrap().to_lowercase();
            let reserved = domain.ends_with("example.com")
                || domain.ends_with("example.org")
                || domain.ends_with("example.net");
            let impossible = domain == "gmail.com" && word.contains('_');
            let unused = ["mailinator.com", "gmial.com", "rivera"].contains(&domain.as_str());
            assert!(reserved || impossible || unused, "{word} could be somebody's address");
        }
    }
}

#[test]
fn the_sample_is_built_through_the_doors() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&folder.path().join("sample.reachly"), options(true)).unwrap();
    let app = App::with(workspace, folder.path().to_path_buf(), "a test");
    let mut told = Vec::new();
    sample::build(&app, &folder.path().join("files"), |step| told.push(step.to_string())).unwrap();
    assert!(told.len() >= 4, "each step is told: {told:?}");
    let again = sample::build(&app, &folder.path().join("files"), |_| {});
    assert_eq!(again.unwrap_err().code, reachly_core::Code::Conflict, "it goes only into an empty workspace");
}

#[test]
fn the_sample_is_rehearsed_to_the_same_digest_everywhere() {
    let digest = || {
        let folder = tempfile::tempdir().unwrap();
        let mut told = Vec::new();
        let (half, whole) = (folder.path().join("half.reachly"), folder.path().join("whole.reachly"));
        sample::make("a test", &half, &whole, |step| told.push(step.to_string())).unwrap();
        assert!(whole.exists() && !half.exists(), "the whole sample stands in its place");
        for campaign in ["Renewal reminder” (active)", "follow-up” (completed)", "Turning 65” (scheduled)"]
        {
            assert!(told.iter().any(|step| step.contains(campaign)), "{campaign} is in it: {told:?}");
        }
        told.into_iter().find(|step| step.contains("digest")).unwrap()
    };
    assert_eq!(digest(), digest(), "two samples are rehearsed alike");
}
