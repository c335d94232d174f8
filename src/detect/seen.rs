//! Weighs what the look of a line says of the markings in it: it helps what stands by itself, and accuses of nothing.
use super::{
    cue::{Cue, Cues},
    look::Look,
    page::Page,
    reading::{Name, Reading},
    words::{List, begins},
};
use crate::substring::{any_of, count_chars};

/// What stands by itself, and is helped by its look: `secret` in a headline is in large type, too.
const STANDING: [Cue; 6] =
    [Cue::OwnLine, Cue::Bracketed, Cue::FieldLabel, Cue::Ticked, Cue::TitleEnd, Cue::ParagraphInitial];
/// What no prose has, wherever it stands.
const SURE: [Cue; 8] = [
    Cue::UnmistakableForm,
    Cue::ControlsParsed,
    Cue::PeriodParsed,
    Cue::FieldLabel,
    Cue::MetadataLabel,
    Cue::Corroborated,
    Cue::HeadingFollows,
    Cue::BlockLines,
];
/// What is spoken of, and not helped by its look: a poster has the title of its film in large type.
const SPOKEN_OF: [Cue; 9] = [
    Cue::WorkOfArt,
    Cue::GradesListed,
    Cue::JobAdvert,
    Cue::Question,
    Cue::Explained,
    Cue::Shown,
    Cue::Quoted,
    Cue::Abbreviation,
    Cue::EverydayPhrase,
];
/// What sets a marking off from a word that somebody has put on a line of its own, as in a chat.
const PLACED: [Cue; 15] = [
    Cue::HeadOfText,
    Cue::FootOfText,
    Cue::Repeated,
    Cue::SupportNear,
    Cue::Ticked,
    Cue::Bracketed,
    Cue::TopOfPage,
    Cue::BottomOfPage,
    Cue::LargeType,
    Cue::ColouredInk,
    Cue::ColouredBar,
    Cue::Slanted,
    Cue::RedHead,
    Cue::LevelColour,
    Cue::LevelBorder,
];
/// Longest everyday word to whose standing at the top of a page nothing is added, in characters.
const MAX_HEADLINE_CHARS: usize = 2;
/// Fewest letters of a level in square brackets that stands for itself before a title.
const MIN_BRACKETED_LETTERS: usize = 12;
/// Fewest letters of a portion mark that stands for itself before its paragraph.
const MIN_PORTION_LETTERS: usize = 3;
/// At least one of so many letters of its line a marking has that stands by itself.
const MOST: usize = 2;

impl Reading {
    /// Adds what the look of a page says that somebody saw.
    pub(super) fn look_at(&mut self, page: &Page<'_>) {
        let has_any = |cues: &Cues, of: &[Cue]| of.iter().any(|&cue| cues.has(cue));
        let sure = has_any(&self.cues, &SURE);
        // A recogniser loses the words that tell prose from a marking: the rest of the line may not be more than the
        // marking.
        let (line, own) = (page.line(page.line_at(self.range.start)), &page.text()[self.range.clone()]);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        // In brackets stands on what condition it ends.
        let after = page.after(self.range.end).trim();
        let remark = if after.starts_with('(') && after.ends_with(')') { letters(after) } else { 0 };
        let alone = has_any(&self.cues, &STANDING) && MOST * letters(own) >= letters(line) - remark;
        // A subject goes on with words: `Subject: [RESTRICTED] roster`.
        let set_off = [Cue::Bracketed, Cue::SubjectPrefix, Cue::SentenceInitial];
        let leads_subject = has_any(&self.cues, &set_off) && begins(line, List::Subjects);
        // `[CUI] Replacement of Channel Lights`: one or two letters are a number of the paragraph as often.
        let leads_paragraph = self.cues.has(Cue::ParagraphInitial) && letters(own) >= MIN_PORTION_LETTERS;
        // `NATO RESTRICTED – Switching test`, `[DIFFUSION RESTREINTE] Essai`: a list of mails shows subjects without
        // labels.
        let bracketed = self.cues.has(Cue::Bracketed) && line.starts_with(any_of(&['[', '【']));
        let leads_title = self.cues.has(Cue::SubjectPrefix) || bracketed && letters(own) >= MIN_BRACKETED_LETTERS;
        let leads = leads_subject || leads_paragraph || leads_title;
        self.cues.add_if(!sure && !alone && !leads, Cue::Sentence);
        let Some(Look { cues: look, signs }) = page.look(self.range.start) else { return };
        let is_title = |cue: &Cue| matches!(cue, Cue::TitlePage | Cue::WorkOfArt);
        let title = look.iter().any(is_title) && !sure && !self.cues.has(Cue::Repeated);
        let spoken_of = title || has_any(&self.cues, &SPOKEN_OF);
        let gains = (sure || alone) && !spoken_of;
        let level = self.claim.map(|claim| claim.name);
        for sign in signs.iter().filter(|sign| sign.system == self.system) {
            let is_of_level = sign.level.is_none_or(|of| level == Some(Name::Level(of)));
            self.cues.add_if(gains && is_of_level, sign.cue);
        }
        // A word of so few characters is a headline as often: `秘密`.
        let short = count_chars(own) <= MAX_HEADLINE_CHARS;
        let headline = short && self.cues.has(Cue::EverydayWord) && !has_any(&self.cues, &PLACED);
        for &cue in look {
            let counts = match cue {
                cue if is_title(&cue) => title,
                Cue::Talk => false,
                Cue::TopOfPage if headline && !look.iter().any(|other| *other != cue && PLACED.contains(other)) => {
                    false
                }
                cue if cue.weight() < 0.0 => true,
                _ => gains,
            };
            self.cues.add_if(counts, cue);
        }
        let bare = !sure && self.controls.is_empty() && self.cues.has(Cue::OwnLine);
        self.cues.add_if(bare && look.contains(&Cue::Talk) && !has_any(&self.cues, &PLACED), Cue::Talk);
    }
}
