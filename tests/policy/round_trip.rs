//! The in-page core decides by bytes; it must say what everybody else says.
use crate::checker;
use shareguard::policy::compiled::CompiledPolicy;
use shareguard::{Channel, Checker, Item, Locale, Submission};

const POLICIES: &[&str] = &[
    "",
    r#""mode":"audit","rules":[{"id":"a","action":"block"}]"#,
    r#""base":"none","rules":[{"id":"a","action":"justify","ranks":{"min":3},"reasons":{"en":["A","B"],"zh_CN":["甲"]}}]"#,
    r#""contact":"Security","rules":[
        {"id":"chat","sites":["chatgpt"],"action":"block","message":{"en":"No.","zh_CN":"不可。"}},
        {"id":"path","sites":["*://x.com/home*"],"action":"justify"},
        {"id":"social","categories":["social"],"channels":["drop"],"action":"block"},
        {"id":"free","sites":["claude"],"systems":["tlp","projects"],"action":"allow"}],
       "patterns":[{"id":"projects","regex":"\\bKX-\\d+","rank":2,"title":{"zh_CN":"项目"}}],
       "dictionaries":[{"id":"places","title":"Place","rank":4,"terms":["Pump House",{"text":"报告","rank":1,"id":"r"}]}],
       "systems":[{"id":"kestrel","title":"Kestrel","levels":[{"name":"Crimson","rank":4,"forms":[{"text":"KESTREL CRIMSON"}]}]}],
       "failures":{"truncated":"block"},"time_limits":{"file_seconds":3},"exam_boilerplate":"find""#,
];

const PAGES: &[&str] = &[
    "https://chatgpt.com/",
    "https://x.com/home",
    "https://x.com/i",
    "https://claude.ai/new",
    "https://nowhere.example/",
];

const TEXTS: &[&str] = &[
    "",
    "Lunch at noon?",
    "SECRET//NOFORN\n\nThe pump house opens.\n\nSECRET//NOFORN",
    "机密★10年\n关于泵房的报告",
    "TLP:GREEN\nKX-17",
    "KESTREL CRIMSON\n\nThe pump house opens.",
    "TLP:RED\nsee KX-9, and (S//NF) this",
    "绝密★启用前\n2030年全国硕士研究生招生考试\n数学（一）",
];

#[test]
fn a_page_decides_as_everybody_else() {
    for policy in POLICIES {
        let full = checker(policy);
        for page in PAGES {
            let place = full.policy().place_of(page);
            for locale in [Locale::English, Locale::SimplifiedChinese] {
                let bytes = full.compiled().for_place(place.as_ref(), locale).to_bytes();
                let in_page = Checker::new(CompiledPolicy::from_bytes(&bytes).expect("just made")).expect("just made");
                for channel in [Channel::Paste, Channel::Drop, Channel::Attach, Channel::Send] {
                    for text in TEXTS {
                        let items = || vec![Item::Text(text)];
                        let expected =
                            full.check(&Submission { place: place.clone(), channel, locale, items: items() });
                        let found = in_page.check(&Submission { place: None, channel, locale, items: items() });
                        assert_eq!(found, expected, "{policy} on {page} by {channel:?}: {text:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn bytes_for_a_page_hold_nothing_of_other_places() {
    let full = checker(
        r#""rules":[{"id":"elsewhere","description":"About us.","sites":["claude"],"action":"block","message":"Hush."}]"#,
    );
    let place = full.policy().place_of("https://chatgpt.com/");
    let bytes = full.compiled().for_place(place.as_ref(), Locale::English).to_bytes();
    for word in ["elsewhere", "About us.", "Hush."] {
        assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
}
