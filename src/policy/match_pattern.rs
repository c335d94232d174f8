//! Match patterns of web extensions: `*://*.example.org/chat/*`.
//!
//! The grammar is that of "Match patterns" on MDN and in Chrome's documentation, less what a paste cannot come from
//! (`file`, `ftp`, other extensions) and less the port, which Firefox refuses: a pattern matches every port.
use crate::substring::{any_of, last_position, position};

/// A parsed match pattern. Borrows the text it was parsed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchPattern<'a> {
    scheme: Scheme,
    host: Host<'a>,
    /// Starts with `/`; `*` stands for any characters.
    path: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
    Either,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host<'a> {
    Any,
    Exactly(&'a str),
    /// The domain and everything below it.
    Below(&'a str),
}

impl<'a> MatchPattern<'a> {
    /// Parses a pattern. The error is a sentence that says what was expected.
    pub fn parse(text: &'a str) -> Result<MatchPattern<'a>, &'static str> {
        if text == "<all_urls>" {
            return Ok(MatchPattern { scheme: Scheme::Either, host: Host::Any, path: "/*" });
        }
        let (scheme, rest) = text.split_once("://").ok_or("a match pattern starts with *://, https:// or http://")?;
        let scheme = match scheme {
            "*" => Scheme::Either,
            "https" => Scheme::Https,
            "http" => Scheme::Http,
            _ => return Err("a match pattern starts with *://, https:// or http://"),
        };
        let slash = position(rest, "/").ok_or("after the host a match pattern has a path, such as /*")?;
        let (host, path) = rest.split_at(slash);
        let host = match host {
            "*" => Host::Any,
            _ => match host.strip_prefix("*.") {
                Some(domain) => Host::Below(plain_host(domain)?),
                None => Host::Exactly(plain_host(host)?),
            },
        };
        if path.contains('#') {
            return Err("a match pattern has no fragment (#…)");
        }
        Ok(MatchPattern { scheme, host, path })
    }

    /// Whether a page with this address is meant. What is not an http or https address matches nothing.
    pub fn matches(&self, url: &str) -> bool {
        let Some(address) = Address::parse(url) else {
            return false;
        };
        let scheme = match self.scheme {
            Scheme::Either => true,
            Scheme::Http => !address.secure,
            Scheme::Https => address.secure,
        };
        let host = match self.host {
            Host::Any => true,
            Host::Exactly(host) => address.host == host,
            Host::Below(domain) => is_below(&address.host, domain),
        };
        scheme && host && matches_glob(self.path, address.path)
    }
}

#[cfg(feature = "load")]
impl MatchPattern<'_> {
    /// Whether it means pages of every host.
    pub fn is_any_host(&self) -> bool {
        self.host == Host::Any
    }

    /// Whether a page may fit both: their paths are compared as far as neither has a wildcard.
    pub fn meets(&self, other: &MatchPattern<'_>) -> bool {
        let scheme = self.scheme == other.scheme || self.scheme == Scheme::Either || other.scheme == Scheme::Either;
        let mut paths = self.path.bytes().zip(other.path.bytes()).take_while(|&(a, b)| a != b'*' && b != b'*');
        scheme && self.host.meets(other.host) && paths.all(|(a, b)| a == b)
    }
}

#[cfg(feature = "load")]
impl Host<'_> {
    fn meets(self, other: Host<'_>) -> bool {
        match (self, other) {
            (Host::Any, _) | (_, Host::Any) => true,
            (Host::Exactly(a), Host::Exactly(b)) => a == b,
            (Host::Exactly(host), Host::Below(domain)) | (Host::Below(domain), Host::Exactly(host)) => {
                is_below(host, domain)
            }
            (Host::Below(a), Host::Below(b)) => is_below(a, b) || is_below(b, a),
        }
    }
}

/// Whether a host is this domain, or one below it.
fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|above| above.is_empty() || above.ends_with('.'))
}

/// A host without wildcards, as browsers write it: lower case, international names in their `xn--` form.
fn plain_host(host: &str) -> Result<&str, &'static str> {
    if host.is_empty() {
        return Err("a match pattern names a host, or * for all");
    }
    if host.contains('*') {
        return Err("in the host, * stands only at the start: *.example.org");
    }
    if host.contains(':') {
        return Err("a match pattern has no port; it matches all of them");
    }
    if host.bytes().any(|byte| !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_')) {
        return Err("a host is written in lower case, with international names in their xn-- form");
    }
    Ok(host)
}

/// The parts of an address that patterns look at.
struct Address<'a> {
    secure: bool,
    /// Lower case, without port.
    host: String,
    /// With the query, without the fragment; never empty.
    path: &'a str,
}

impl<'a> Address<'a> {
    fn parse(url: &'a str) -> Option<Address<'a>> {
        let (scheme, rest) = url.split_once("://")?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let rest = position(rest, "#").map_or(rest, |at| &rest[..at]);
        let (authority, path) = rest.split_at(rest.find(any_of(&['/', '?'])).unwrap_or(rest.len()));
        // What stands before @ is a name and password, not the host.
        let host = last_position(authority, "@").map_or(authority, |at| &authority[at + 1..]);
        let host = match last_position(host, ":").map(|colon| host.split_at(colon)) {
            Some((name, port)) if port[1..].bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        (!host.is_empty()).then_some(Address { secure, host, path: if path.is_empty() { "/" } else { path } })
    }
}

/// Whether `text` is `glob` with each `*` replaced by something. Takes at most `glob.len() * text.len()` steps: on a
/// mismatch only the last `*` is stretched, which is enough because an earlier one could gain nothing.
fn matches_glob(glob: &str, text: &str) -> bool {
    let (glob, text) = (glob.as_bytes(), text.as_bytes());
    let (mut g, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        if glob.get(g) == Some(&b'*') {
            retry = Some((g + 1, t));
            g += 1;
        } else if glob.get(g) == Some(&text[t]) {
            g += 1;
            t += 1;
        } else if let Some((after_star, from)) = retry {
            retry = Some((after_star, from + 1));
            (g, t) = (after_star, from + 1);
        } else {
            return false;
        }
    }
    glob[g..].iter().all(|&byte| byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pattern_matches_what_the_specification_says() {
        let table = [
            ("<all_urls>", "https://example.org/", true),
            ("<all_urls>", "ftp://example.org/", false),
            ("*://*/*", "http://10.0.0.1:8080/a", true),
            ("https://example.org/*", "https://example.org/", true),
            ("https://example.org/*", "https://example.org", true),
            ("https://example.org/*", "http://example.org/", false),
            ("https://example.org/*", "https://www.example.org/", false),
            ("https://*.example.org/*", "https://example.org/", true),
            ("https://*.example.org/*", "https://a.b.example.org/x", true),
            ("https://*.example.org/*", "https://badexample.org/", false),
            ("https://example.org/*", "https://EXAMPLE.org:8443/a?b=c#d", true),
            ("https://example.org/*", "https://example.org./a", true),
            ("https://example.org/*", "https://example.org@evil.test/", false),
            ("https://example.org/*", "https://user:pass@example.org/", true),
            ("https://example.org/chat/*", "https://example.org/chat", false),
            ("https://example.org/chat*", "https://example.org/chat", true),
            ("https://example.org/chat*", "https://example.org/chat?x=1", true),
            ("https://example.org/", "https://example.org/?q", false),
            ("https://example.org/a*c*e", "https://example.org/abcde", true),
            ("https://example.org/a*c*e", "https://example.org/abcd", false),
            ("https://example.org/*", "about:blank", false),
            ("https://example.org/*", "", false),
        ];
        for (pattern, url, expected) in table {
            let parsed = MatchPattern::parse(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
            assert_eq!(parsed.matches(url), expected, "{pattern} on {url}");
        }
    }

    #[test]
    fn patterns_meet_where_a_page_may_fit_both() {
        let table = [
            ("https://a.example/*", "https://a.example/*", true),
            ("https://a.example/*", "*://a.example/*", true),
            ("https://a.example/*", "http://a.example/*", false),
            ("https://a.example/*", "https://b.example/*", false),
            ("https://a.example/*", "https://*.a.example/*", true),
            ("https://a.example/*", "https://*.b.a.example/*", false),
            ("https://*.a.example/*", "https://*.b.a.example/*", true),
            ("https://*.a.example/*", "https://*.ba.example/*", false),
            ("<all_urls>", "https://a.example/*", true),
            ("https://a.example/chat/*", "https://a.example/*", true),
            ("https://a.example/chat/*", "https://a.example/docs/*", false),
            ("https://a.example/*/chat", "https://a.example/en/docs", true),
        ];
        let parsed = |text| MatchPattern::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        for (a, b, expected) in table {
            assert_eq!(parsed(a).meets(&parsed(b)), expected, "{a} and {b}");
            assert_eq!(parsed(b).meets(&parsed(a)), expected, "{b} and {a}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for text in [
            "",
            "chatgpt.com",
            "https://example.org",
            "file:///etc/passwd",
            "https:///path",
            "https://exa*mple.org/*",
            "https://example.*/*",
            "https://example.org:8443/*",
            "https://Example.org/*",
            "https://例.中国/*",
            "https://example.org/#a",
        ] {
            assert!(MatchPattern::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hostile_globs_end_soon() {
        let glob = format!("/{}b", "*a".repeat(200));
        assert!(!matches_glob(&glob, &format!("/{}", "a".repeat(20_000))));
    }
}
