//! The lists of `src/languages/*.toml`, and how they travel from `build.rs` to [`words`](super).

/// What a word around a marking tells. The keys of a language's file are these names in snake case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum List {
    /// Asks about what follows: `what does`.
    Asking,
    /// Asks what it means, of the words that ask: `meaning of`.
    Meaning,
    /// Explains, names or describes markings: `stamped`, `for example`.
    Explaining,
    /// What a sentence goes on with whose subject the marking is: `replaced`.
    Verbs,
    /// Other words with which it goes on: `in`.
    Continuations,
    /// Announces examples that stand on the lines below.
    Examples,
    /// Speaks of people to be cleared or hired.
    Hiring,
    /// Denies what follows.
    Denying,
    /// Begins the line after the title of a work: `a novel`, `导演`.
    Bylines,
    /// Ends such a line: `著`.
    LineEnds,
    /// Sells or shows something, anywhere in the line after a title.
    Advertising,
    /// Labels of the subject of a message, after which a marking may stand: `Betreff`, `FW`.
    Subjects,
    /// Conditions and remarks that print beside a marking: `when completed`, `translation`. What is one of
    /// [`List::Continuations`] as well is so only behind a mark: `SECRET - copy`.
    Riders,
    /// Words beside numbers of pages and copies.
    Numbering,
    /// Labels of an entry in a list of changes to a program.
    Changes,
    /// Labels of the sides of a card to learn from: `front`.
    Cards,
    /// Somebody speaks of himself or to another, as poems, songs and diaries do and documents do not: `我`.
    Personal,
    /// After such a word, an office that speaks of itself: `我局`.
    Offices,
    /// Conditions under which examination papers are kept secret: `启用`.
    ExaminationConditions,
    /// Words of the head of an examination paper.
    Examination,
    /// Elements of XML files that hold the texts of a program, each beside its name.
    TextElements,
    /// Labels of the parts of a page or document, which carry marks of their own: `Chart title`, `Annex`; and of the
    /// places of marks: `Watermark`.
    Parts,
    /// Behind such a word stands the name of a text that speaks of itself: `this`, `本`.
    These,
    /// What texts are called, and what says which one behind it: `memo`, `文件`, `ci-joint`.
    Texts,
    /// Joins to the clause of such a text what to do with it: `and`.
    Joining,
    /// What stands between such a text and its level, and what closes the sentence behind it: `is`, `classified`,
    /// `属于`, `eingestuft`.
    Declaring,
    /// With which a Chinese name begins: `王`.
    Surnames,
    /// What the names of documents end with, behind a dot: `docx`.
    FileEndings,
}

impl List {
    /// All, by their keys.
    #[allow(dead_code, reason = "build.rs reads the files")]
    pub(super) const ALL: [(&'static str, List); 28] = [
        ("asking", List::Asking),
        ("meaning", List::Meaning),
        ("explaining", List::Explaining),
        ("verbs", List::Verbs),
        ("continuations", List::Continuations),
        ("examples", List::Examples),
        ("hiring", List::Hiring),
        ("denying", List::Denying),
        ("bylines", List::Bylines),
        ("line_ends", List::LineEnds),
        ("advertising", List::Advertising),
        ("subjects", List::Subjects),
        ("riders", List::Riders),
        ("numbering", List::Numbering),
        ("changes", List::Changes),
        ("cards", List::Cards),
        ("personal", List::Personal),
        ("offices", List::Offices),
        ("examination_conditions", List::ExaminationConditions),
        ("examination", List::Examination),
        ("text_elements", List::TextElements),
        ("parts", List::Parts),
        ("these", List::These),
        ("texts", List::Texts),
        ("joining", List::Joining),
        ("declaring", List::Declaring),
        ("surnames", List::Surnames),
        ("file_endings", List::FileEndings),
    ];

    /// The bit of the list in the set of lists that a word is in.
    pub(super) const fn bit(self) -> u32 {
        1 << self as u8
    }
}

/// Bytes in which the set of lists of a word is written, little-endian.
pub(super) const SET_BYTES: usize = 4;
