//! A page that somebody saved: what its HTML shows, and what stands in attributes that browsers show as well.
use super::html::{split_tag, text_of};
use super::label::attributes;
use super::picture::expanded;

/// Attributes that are shown, or read aloud: what fields are filled with, what pictures are called.
const SHOWN: [&str; 6] = ["value", "alt", "title", "placeholder", "label", "aria-label"];
/// How many pages in pages are read one in another.
const MAX_DEPTH: usize = 4;

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its text, with those of the pages in it.
    pub(super) text: String,
    /// The names of attributes that it shows, each with its values, one a line.
    pub(super) asides: Vec<(&'static str, String)>,
}

impl Page {
    pub(super) fn of(html: &str) -> Page {
        let mut page = Page::default();
        page.read(html, 0);
        page
    }

    fn read(&mut self, html: &str, depth: usize) {
        if depth > 0 {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&text_of(html));
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            rest = &rest[at..];
            let name = rest[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            let Some((tag, after)) = (name > 0).then(|| split_tag(rest)).flatten() else {
                // A tag without an end reaches to the end of the text.
                if name > 0 {
                    return;
                }
                rest = &rest[1..];
                continue;
            };
            rest = after;
            for (name, value) in attributes(tag.attributes) {
                if name.eq_ignore_ascii_case("srcdoc") && depth < MAX_DEPTH {
                    self.read(&expanded(value), depth + 1);
                } else if let Some(name) = SHOWN.iter().find(|known| name.eq_ignore_ascii_case(known)) {
                    self.add(name, value);
                }
            }
        }
    }

    fn add(&mut self, name: &'static str, value: &str) {
        if value.trim_ascii().is_empty() {
            return;
        }
        let at = self.asides.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.asides.push((name, String::new()));
            self.asides.len() - 1
        });
        self.asides[at].1.extend([value, "\n"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_saved_page_shows_is_read() {
        for (html, text, asides) in [
            ("<p>a</p><input value='b c'>", "a", &[("value", "b c\n")][..]),
            ("<img ALT=b>a<img alt=\"c\"><i title=d>e</i>", "ae", &[("alt", "b\nc\n"), ("title", "d\n")]),
            ("<textarea><!-- a --></textarea>", "<!-- a -->", &[]),
            ("<title>a <b></title><p>c", "a <b>\n\nc", &[]),
            ("<template>a</template><template shadowrootmode=open>b</template>", "b", &[]),
            ("a<iframe srcdoc='&lt;p>b &amp;amp; &lt;i title=c>d'></iframe>", "a\n\nb & d", &[("title", "c\n")]),
            ("a < b <c", "a < b <c", &[]),
        ] {
            let page = Page::of(html);
            let found: Vec<(&str, &str)> = page.asides.iter().map(|(name, text)| (*name, &**text)).collect();
            assert_eq!((&*page.text, &*found), (text, asides), "{html}");
        }
    }

    #[test]
    fn time_is_linear_in_what_never_ends() {
        for unit in
            ["<a ", "<", "<a title=", "<a srcdoc=\"", "<a srcdoc='<a srcdoc=&quot;'>", "<textarea>", "<title></title"]
        {
            let html = unit.repeat(1 << 17);
            assert!(Page::of(&html).text.len() <= 8 * html.len(), "{unit}");
        }
    }
}
