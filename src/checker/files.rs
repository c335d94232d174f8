//! Files, and what was read in pictures.
use super::{Checker, TOO_MANY_WORDS, first_bytes, is_same_marking};
use crate::detect::Detection;
use crate::extract::{
    Unread,
    file::Extracted,
    picture::{Property, Purpose},
    texts_of,
};
use crate::finding::{Finding, Kind, Origin};
use crate::image::{Code, Lexicon, Reading, Writing, region_of};
use crate::submission::{File, Locale};
use crate::verdict::{Inspection, Notice, NoticeKind, Skimmed};

impl Checker {
    /// What the writing in a picture holds that somebody read: of the item that is the picture, or of a picture in it.
    /// `file` is its name.
    pub fn inspect_reading(&self, reading: &Reading, item: u32, file: &str, locale: Locale) -> Inspection {
        let writing = Writing::of(reading, self.lexicon());
        let Detection { findings, unread } = self.find_shown(writing.text(), writing.looks(), Origin::Image, locale);
        let of_file = |finding| Finding { item, file: Some(file.to_owned()), ..writing.placed(finding) };
        let mut inspection =
            Inspection { findings: findings.into_iter().map(of_file).collect(), ..Inspection::default() };
        let mut truncated = |detail: String| {
            let notice = Notice::new(NoticeKind::Truncated, detail);
            inspection.notices.push(Notice { item: Some(item), file: Some(file.to_owned()), ..notice });
        };
        if unread {
            truncated(TOO_MANY_WORDS.to_owned());
        }
        match (writing.unread(), locale) {
            (0, _) => {}
            (lines, Locale::English) => truncated(format!("{lines} lines of the picture were not read")),
            (lines, Locale::SimplifiedChinese) => truncated(format!("图片中有 {lines} 行文字未读取")),
        }
        let codes: Vec<Option<Vec<u8>>> = reading.codes.iter().map(Code::bytes).collect();
        let damaged = codes.iter().filter(|bytes| bytes.is_none()).count() as u32;
        let (ends_only, codes_unread) = (reading.ends_only, reading.codes_unread + damaged);
        if ends_only + codes_unread > 0 {
            let lines = reading.lines.len() as u32;
            inspection.skimmed.push(Skimmed { item, file: file.to_owned(), lines, ends_only, codes_unread });
        }
        for finding in self.find_in_codes(reading, &codes, locale) {
            inspection.findings.push(Finding { item, file: Some(file.to_owned()), ..finding });
        }
        inspection
    }

    /// What stands in the QR codes of a picture, which say `codes`. The same one may stand in it several times.
    fn find_in_codes(&self, reading: &Reading, codes: &[Option<Vec<u8>>], locale: Locale) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (index, (said, Code { corners, .. })) in codes.iter().zip(&reading.codes).enumerate() {
            let Some(bytes) = said.as_ref().filter(|_| !codes[..index].contains(said)) else { continue };
            let region = region_of(reading, corners.iter().copied());
            let known = findings.len();
            // Hardly a code says in which encoding it is. The largest has 2,953 bytes: fewer words than are looked at.
            for text in texts_of(bytes) {
                for finding in self.find(&text, Origin::QrCode, locale).findings {
                    if !findings[known..].iter().any(|other| is_in_same_place(other, &finding)) {
                        findings.push(Finding { region, ..finding });
                    }
                }
            }
        }
        findings
    }

    /// As [`Checker::near_misses`], of what was read in a picture.
    pub fn near_misses_of_reading(&self, reading: &Reading, locale: Locale) -> Vec<Finding> {
        let writing = Writing::of(reading, self.lexicon());
        let missed = self.detector.near_misses_shown(writing.text(), writing.looks(), Origin::Image, locale);
        missed.into_iter().map(|finding| writing.placed(finding)).collect()
    }

    pub(super) fn inspect_file(&self, file: &File<'_>, item: u32, locale: Locale, into: &mut Inspection) {
        let name = crate::extract::file::title_of(file.name);
        let named = self.find(&name, Origin::Name, locale);
        let of_file = |finding| Finding { item, file: Some(file.name.to_owned()), ..finding };
        let before = into.findings.len();
        into.findings.extend(named.findings.into_iter().filter(is_more_than_a_level).map(of_file));

        let Extracted { text, properties, mut unread, picture } = crate::extract::file::read(file, locale);
        if named.unread {
            unread.push((NoticeKind::Truncated, TOO_MANY_WORDS.to_owned()));
        }
        self.inspect_properties(&properties, before, of_file, &mut unread, &mut into.findings, locale);
        for reading in text.into_iter().flat_map(|text| text.into_readings()) {
            unread.extend(reading.unread);
            let known = into.findings.len();
            for (origin, text) in reading.parts {
                let part = first_bytes(&text);
                if part.len() < text.len() {
                    unread.push((NoticeKind::Truncated, "text: only the first 10 MiB were checked".to_owned()));
                }
                let detection = self.find(part, origin, locale);
                if detection.unread {
                    unread.push((NoticeKind::Truncated, TOO_MANY_WORDS.to_owned()));
                }
                for finding in detection.findings {
                    // Read in another encoding, or as the text around a label, the same marking is not another one.
                    let earlier = &into.findings[before..];
                    let is_known = earlier[..known - before].iter().any(|other| is_in_same_place(other, &finding))
                        || earlier.iter().any(|other| {
                            other.origin == Origin::Metadata
                                && origin != other.origin
                                && is_same_marking(other, &finding)
                        });
                    if !is_known {
                        into.findings.push(of_file(finding));
                    }
                }
            }
            self.inspect_properties(&reading.properties, before, of_file, &mut unread, &mut into.findings, locale);
        }
        let mut told: Vec<Unread> = Vec::new();
        for note in unread {
            if !told.contains(&note) {
                told.push(note);
            }
        }
        let notice =
            |(kind, detail)| Notice { item: Some(item), file: Some(file.name.to_owned()), ..Notice::new(kind, detail) };
        into.notices.extend(told.into_iter().map(notice));
        into.pictures.extend(picture.map(notice));
    }

    /// Adds what stands beside the content of a file and is not among its findings, which begin at `before`.
    fn inspect_properties(
        &self,
        properties: &[Property],
        before: usize,
        of_file: impl Fn(Finding) -> Finding,
        unread: &mut Vec<Unread>,
        into: &mut Vec<Finding>,
        locale: Locale,
    ) {
        for property in properties {
            let Detection { findings, unread: is_unread } = self.find(&property.text, Origin::Metadata, locale);
            if is_unread {
                unread.push((NoticeKind::Truncated, TOO_MANY_WORDS.to_owned()));
            }
            for finding in findings.into_iter().filter(|finding| can_stand_in(property, finding)) {
                // Programs write a caption in every way that others may look for.
                if !into[before..].iter().any(|other| is_same_marking(other, &finding)) {
                    into.push(Finding { property: Some(property.name.clone()), ..of_file(finding) });
                }
            }
        }
    }

    fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::of(&self.detector.catalogue))
    }
}

/// Whether two findings of one file are one marking, read in two encodings.
fn is_in_same_place(a: &Finding, b: &Finding) -> bool {
    (&a.system, &a.level, a.origin, a.line) == (&b.system, &b.level, b.origin, b.line)
}

/// Whether a marking in a name is more than the bare word: `SECRET.txt` is what people call a file with a password in
/// it.
fn is_more_than_a_level(finding: &Finding) -> bool {
    !finding.controls.is_empty() || !matches!(finding.kind, Kind::Banner | Kind::Stamp)
}

/// Whether a property can hold such a marking, by what it is for. What a policy looks for can stand in any.
fn can_stand_in(property: &Property, finding: &Finding) -> bool {
    match (property.purpose, finding.kind) {
        (Purpose::Note, _) | (Purpose::Title | Purpose::Labels, Kind::Term | Kind::Pattern) => true,
        (Purpose::Title, _) => is_more_than_a_level(finding),
        (Purpose::Labels, kind) => matches!(kind, Kind::Header | Kind::Metadata),
    }
}
