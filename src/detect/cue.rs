//! The reasons for and against taking a match for a marking, and how much each weighs.
use crate::{Evidence, order::sort_by_number};

/// One reason. Its weight is a change of the log-odds; the sum decides, zero being the threshold.
///
/// The weights are judgements, ordered by how well each cue separates markings from mentions in labelled texts:
/// what only a marking has (delimiters with known controls, a period after ★) outweighs position, position outweighs
/// neighbours, and prose around a bare word outweighs them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cue {
    /// The form is not met outside markings: `机密★`, `TLP:RED`.
    UnmistakableForm,
    /// The word is an everyday word: `秘密`, `OFFICIAL`.
    EverydayWord,
    /// Known controls stand after a delimiter: `SECRET//NOFORN`.
    ControlsParsed,
    /// Nothing but the marking stands on its line.
    OwnLine,
    /// In brackets of its own at the start of a line or subject.
    Bracketed,
    /// Ends the title of the text.
    TitleEnd,
    /// Begins the subject of a message, in capitals, set off from the rest of it.
    SubjectPrefix,
    /// Behind a prompt, before the paragraph that was pasted with it.
    PastedParagraph,
    /// After a label that announces a level: `密级：`.
    FieldLabel,
    /// In a table, below the head of a column that announces levels.
    TableColumn,
    /// In a machine-readable label: `ism:classification="S"`.
    MetadataLabel,
    /// In a ticked box.
    Ticked,
    /// The text begins with it, prompts and numbers aside.
    HeadOfText,
    /// The text ends with it.
    FootOfText,
    /// The same marking stands on another line of its own.
    Repeated,
    /// The same marking stands at the head and at the foot.
    HeadAndFoot,
    /// A period, date, or condition follows the star.
    PeriodParsed,
    /// A copy number, document number, handling instruction of this system stands near.
    SupportNear,
    /// More than one such neighbour stands near.
    SupportsNear,
    /// The text around is written in the system's language.
    Language,
    /// Starts a paragraph.
    ParagraphInitial,
    /// Starts a sentence, or follows a prompt.
    SentenceInitial,
    /// A numbered heading follows: `（机密）二、`.
    HeadingFollows,
    /// Other paragraphs carry portion marks of the same system.
    Corroborated,
    /// Several lines of an authority block stand together.
    BlockLines,
    /// At the top of the page that a picture shows.
    #[cfg(feature = "files")]
    TopOfPage,
    /// At the bottom of the page that a picture shows.
    #[cfg(feature = "files")]
    BottomOfPage,
    /// In larger type than the text around.
    #[cfg(feature = "files")]
    LargeType,
    /// In coloured ink, where the text around is not.
    #[cfg(feature = "files")]
    ColouredInk,
    /// On a bar of colour, where the text around is not.
    #[cfg(feature = "files")]
    ColouredBar,
    /// Slanted across the page.
    #[cfg(feature = "files")]
    Slanted,
    /// Above or right below the red head of an office of its system's country.
    #[cfg(feature = "files")]
    RedHead,
    /// Under or beside a round seal such as its system's offices have.
    #[cfg(feature = "files")]
    Sealed,
    /// In the colour that belongs to its level.
    #[cfg(feature = "files")]
    LevelColour,
    /// On a page with a border or bars of the colour that belongs to its level.
    #[cfg(feature = "files")]
    LevelBorder,

    /// Set as a title is: by far the largest on a page where all is centred.
    #[cfg(feature = "files")]
    TitlePage,
    /// Among short lines of people who talk, as in a chat, with nothing of what sets markings off.
    #[cfg(feature = "files")]
    Talk,
    /// Not quite these letters were read, but those that look like them.
    Misread,
    /// The line above runs on into it.
    Continuation,
    /// The system prints it in capitals, here it is not.
    NotCapitals,
    /// Words stand before it on its line.
    ProseBefore,
    /// Words stand after it on its line.
    ProseAfter,
    /// It stands after a label that does not announce a level.
    OtherLabel,
    /// It stands in quotation marks or in the marks of a title.
    Quoted,
    /// The line asks, or is one of the answers to choose from.
    Question,
    /// The line explains, names or defines markings.
    Explained,
    /// It is shown, not applied: announced and explained on the lines around it, or a line of a patch.
    Shown,
    /// The line denies it.
    Negated,
    /// Several grades are listed together.
    GradesListed,
    /// The line speaks of clearances and applicants.
    JobAdvert,
    /// A book, film, song or game.
    WorkOfArt,
    /// The line is program text.
    ProgramText,
    /// The line is an address or a path.
    Address,
    /// The box is not ticked.
    NotTicked,
    /// The words below begin with its letters.
    Abbreviation,
    /// The lines around hold one word each.
    WordList,
    /// The line is a sentence.
    Sentence,
    /// It is part of a longer everyday phrase: `秘密花园`.
    EverydayPhrase,
    /// Nothing near says that it is of this system.
    Unsupported,
    /// An examination paper, whose ★ is lifted when the examination starts.
    Examination,
}

impl Cue {
    /// Stable name and weight.
    const fn entry(self) -> (&'static str, f32) {
        match self {
            Cue::UnmistakableForm => ("unmistakable_form", 1.5),
            Cue::EverydayWord => ("everyday_word", -2.8),
            Cue::ControlsParsed => ("controls_parsed", 2.8),
            Cue::OwnLine => ("own_line", 2.2),
            Cue::Bracketed => ("bracketed", 1.8),
            Cue::TitleEnd => ("title_end", 2.4),
            Cue::SubjectPrefix => ("subject_prefix", 1.6),
            Cue::PastedParagraph => ("pasted_paragraph", 1.2),
            Cue::FieldLabel => ("field_label", 3.2),
            Cue::TableColumn => ("table_column", 3.2),
            Cue::MetadataLabel => ("metadata_label", 3.5),
            Cue::Ticked => ("ticked", 3.0),
            Cue::HeadOfText => ("head_of_text", 1.2),
            Cue::FootOfText => ("foot_of_text", 0.4),
            Cue::Repeated => ("repeated", 1.2),
            Cue::HeadAndFoot => ("head_and_foot", 2.0),
            Cue::PeriodParsed => ("period_parsed", 1.0),
            Cue::SupportNear => ("support_near", 1.2),
            Cue::SupportsNear => ("supports_near", 0.6),
            Cue::Language => ("language", 0.3),
            Cue::ParagraphInitial => ("paragraph_initial", 1.0),
            Cue::SentenceInitial => ("sentence_initial", 0.6),
            Cue::HeadingFollows => ("heading_follows", 2.0),
            Cue::Corroborated => ("corroborated", 2.5),
            Cue::BlockLines => ("block_lines", 3.0),
            #[cfg(feature = "files")]
            Cue::TopOfPage => ("top_of_page", 1.0),
            #[cfg(feature = "files")]
            Cue::BottomOfPage => ("bottom_of_page", 0.6),
            #[cfg(feature = "files")]
            Cue::LargeType => ("large_type", 0.7),
            #[cfg(feature = "files")]
            Cue::ColouredInk => ("coloured_ink", 0.8),
            #[cfg(feature = "files")]
            Cue::ColouredBar => ("coloured_bar", 1.2),
            #[cfg(feature = "files")]
            Cue::Slanted => ("slanted", 1.6),
            #[cfg(feature = "files")]
            Cue::RedHead => ("red_head", 0.9),
            #[cfg(feature = "files")]
            Cue::Sealed => ("sealed", 0.5),
            #[cfg(feature = "files")]
            Cue::LevelColour => ("level_colour", 0.7),
            #[cfg(feature = "files")]
            Cue::LevelBorder => ("level_border", 0.9),
            #[cfg(feature = "files")]
            Cue::TitlePage => ("title_page", -2.6),
            #[cfg(feature = "files")]
            Cue::Talk => ("talk", -2.4),
            Cue::Misread => ("misread", -0.4),
            Cue::Continuation => ("continuation", -2.5),
            Cue::NotCapitals => ("not_capitals", -2.4),
            Cue::ProseBefore => ("prose_before", -2.5),
            Cue::ProseAfter => ("prose_after", -1.0),
            Cue::OtherLabel => ("other_label", -2.5),
            Cue::Quoted => ("quoted", -2.2),
            Cue::Question => ("question", -3.5),
            Cue::Explained => ("explained", -2.6),
            Cue::Shown => ("shown", -5.5),
            Cue::Negated => ("negated", -2.6),
            Cue::GradesListed => ("grades_listed", -5.5),
            Cue::JobAdvert => ("job_advert", -3.0),
            Cue::WorkOfArt => ("work_of_art", -3.8),
            Cue::ProgramText => ("program_text", -3.0),
            Cue::Address => ("address", -6.0),
            Cue::NotTicked => ("not_ticked", -8.0),
            Cue::Abbreviation => ("abbreviation", -3.5),
            Cue::WordList => ("word_list", -2.5),
            Cue::Sentence => ("sentence", -1.8),
            Cue::EverydayPhrase => ("everyday_phrase", -8.0),
            Cue::Unsupported => ("unsupported", -8.0),
            Cue::Examination => ("examination", -8.0),
        }
    }

    /// Stable name in snake case; every interface has a sentence for it.
    pub const fn name(self) -> &'static str {
        self.entry().0
    }

    /// Change of the log-odds.
    pub const fn weight(self) -> f32 {
        self.entry().1
    }
}

/// e to the power of -0.1.
const EXP_OF_MINUS_TENTH: f64 = 0.904_837_418_035_959_6;

/// The reasons found for one match; each counts once.
#[derive(Clone, Debug, Default)]
pub struct Cues(Vec<Cue>);

impl Cues {
    /// Adds a reason.
    pub fn add(&mut self, cue: Cue) {
        if !self.0.contains(&cue) {
            self.0.push(cue);
        }
    }

    /// Adds a reason if `found`.
    pub fn add_if(&mut self, found: bool, cue: Cue) {
        if found {
            self.add(cue);
        }
    }

    /// Whether the reason was found.
    pub fn has(&self, cue: Cue) -> bool {
        self.0.contains(&cue)
    }

    /// Sum of the weights.
    pub fn log_odds(&self) -> f32 {
        self.0.iter().map(|cue| cue.weight()).sum()
    }

    /// How sure, 0 to 1; 0.5 is the threshold. The weights are tenths, so that a product does for `exp`, which would
    /// take the in-page core half a kilobyte.
    pub fn confidence(&self) -> f32 {
        let tenths = (self.log_odds().abs() * 10.0 + 0.5) as u32;
        let against = (0..tenths).fold(1.0, |odds, _| odds * EXP_OF_MINUS_TENTH);
        let confidence = 1.0 / (1.0 + against);
        (if self.log_odds() < 0.0 { 1.0 - confidence } else { confidence }) as f32
    }

    /// As findings carry them, strongest first.
    pub fn evidence(&self) -> Vec<Evidence> {
        let mut cues = self.0.clone();
        // Thousandths, which tell all weights apart; of equal ones the first of the list above.
        let strength = |cue: &Cue| (cue.weight().abs() * 1000.0) as u32;
        sort_by_number(&mut cues, |cue| u64::from(u32::MAX - strength(cue)) << 32 | *cue as u64);
        cues.iter().map(|cue| Evidence { cue: cue.name().into(), weight: cue.weight() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_counts_once_and_the_strongest_comes_first() {
        let mut cues = Cues::default();
        for cue in [Cue::OwnLine, Cue::OwnLine, Cue::EverydayWord] {
            cues.add(cue);
        }
        assert!((cues.log_odds() - (Cue::OwnLine.weight() + Cue::EverydayWord.weight())).abs() < 1e-6);
        assert!(cues.confidence() < 0.5, "an everyday word on a line of its own needs confirmation");
        let names: Vec<_> = cues.evidence().into_iter().map(|evidence| evidence.cue).collect();
        assert_eq!(names, ["everyday_word", "own_line"]);
    }

    #[test]
    fn the_threshold_lies_at_even_odds() {
        assert_eq!(Cues::default().confidence(), 0.5);
    }

    #[test]
    fn confidence_is_the_logistic_function_of_the_sum() {
        for cues in [
            &[Cue::OwnLine][..],
            &[Cue::MetadataLabel, Cue::ControlsParsed, Cue::BlockLines],
            &[Cue::EverydayWord, Cue::OwnLine],
            &[Cue::Unsupported, Cue::Address, Cue::Shown],
        ] {
            let cues = Cues(cues.to_vec());
            let expected = 1.0 / (1.0 + (-cues.log_odds()).exp());
            assert!((cues.confidence() - expected).abs() < 1e-6, "{cues:?}");
        }
    }
}
