use crate::checker;
use shareguard::Category;
use shareguard::policy::load::warnings;
use shareguard::policy::match_pattern::MatchPattern;
use shareguard::policy::site::shipped;

#[test]
fn a_page_is_the_site_whose_patterns_it_fits() {
    let checker = checker(
        r#""rules":[{"id":"a","action":"block","sites":["https://chatgpt.com/g/*","https://paste.example/*"]}],
           "sites":[{"id":"wiki","title":"Wiki","category":"other","matches":["https://*.wiki.example/*"]},
                    {"id":"our-x","title":"X","category":"other","matches":["https://x.com/us/*"]}]"#,
    );
    let table = [
        ("https://chatgpt.com/", Some(("chatgpt", Category::AiChat, 0))),
        ("https://chatgpt.com/g/1", Some(("chatgpt", Category::AiChat, 1))),
        ("https://x.com/home", Some(("x", Category::Social, 0))),
        ("https://x.com/us/1", Some(("our-x", Category::Other, 0))),
        ("https://a.wiki.example/p?q#f", Some(("wiki", Category::Other, 0))),
        ("https://paste.example/new", Some(("https://paste.example/*", Category::Other, 1))),
        ("https://chatgpt.com.evil.example/", None),
        ("https://unguarded.example/", None),
        ("about:blank", None),
        ("", None),
    ];
    for (url, expected) in table {
        let place = checker.policy().place_of(url);
        let found = place.as_ref().map(|place| (place.site.as_str(), place.category, place.matched.len()));
        assert_eq!(found, expected, "{url}");
    }
}

#[test]
fn whoever_names_pages_that_nothing_guards_is_warned() {
    let site = |pattern: &str| {
        format!(
            r#""sites":[{{"id":"ours","title":"Ours","category":"other","matches":["https://x.com/us/*","{pattern}"]}}]"#
        )
    };
    let rule = |pattern: &str| format!(r#""rules":[{{"id":"a","action":"block","sites":["chatgpt","{pattern}"]}}]"#);
    for (policy, expected) in [
        (site("https://chatgpt.com/g/*"), None),
        (site("*://*.chatgpt.com/*"), None),
        (site("https://wiki.example/*"), Some("/sites/0/matches/1")),
        (site("*://*/*"), Some("/sites/0/matches/1")),
        (rule("https://chatgpt.com/g/*"), None),
        (rule("*://*/*"), None),
        (rule("https://wiki.example/*"), Some("/rules/0/sites/1")),
    ] {
        let warned: Vec<_> = warnings(checker(&policy).policy()).into_iter().map(|warning| warning.at).collect();
        assert_eq!(warned, expected.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{policy}");
    }
}

#[test]
fn shipped_sites_are_sorted_and_their_patterns_parse() {
    let sites = shipped();
    assert!(sites.windows(2).all(|pair| pair[0].id < pair[1].id));
    for pattern in sites.iter().flat_map(|site| site.matches) {
        assert!(MatchPattern::parse(pattern).is_ok(), "{pattern}");
    }
    let chatgpt = sites.iter().find(|site| site.id == "chatgpt").expect("its file ships");
    assert_eq!(chatgpt.category, Category::AiChat);
}
