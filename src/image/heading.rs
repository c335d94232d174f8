//! Rows that say more by where they stand: the subject of a message above the fields of its head, and the owner's mark
//! that a company prints at both ends of its pages.
use super::{
    lexicon::Lexicon,
    page::{Page, Row},
    repair::Edit,
};
use crate::{
    detect::{List, cue::Cue, is},
    text::Folded,
};

/// Longest label of a field of a message, in characters: `An Kopie:`.
const MAX_LABEL_CHARS: usize = 12;
/// Fewest fields of the head of a message.
const MIN_FIELDS: usize = 2;
/// Longest name before a message of a conversation, in characters: `Sachbearbeiter Versuche`.
const MAX_SENDER_CHARS: usize = 32;
/// How far the left edges of a subject and of the fields below it are apart, in heights of a field; and how far it is
/// above them.
const MAX_INDENT: f32 = 1.0;
const MAX_SPACE: f32 = 3.0;
/// How far the middle of a subject is from that of its label, in heights.
const MAX_LABEL_SHIFT: f32 = 0.6;
/// How a subject is announced where it is written with its label.
const SUBJECT: &str = "Subject: ";

/// Most words of the owner's name before a level: `Northwind Ship Repair Confidential`.
const MAX_OWNER_WORDS: usize = 4;
/// What stands for the owner's name in the forms of the catalogue: `Company Confidential`.
const OWNER: &str = "Company ";

/// For each row the edit by which it says what it stands for.
pub(super) fn headings(page: &Page, lexicon: &Lexicon, looks: &[Vec<Cue>]) -> Vec<Option<Edit>> {
    let rows = || page.rows.iter().zip(looks);
    let stand = |at: Cue| rows().filter(move |(_, look)| look.contains(&at)).map(|(row, _)| row.text.as_str());
    let stands_at_both_ends = |text: &str| {
        [Cue::TopOfPage, Cue::BottomOfPage].into_iter().all(|end| stand(end).any(|other| is_same(other, text)))
    };
    let edit = |index: usize| {
        let text = &page.rows[index].text;
        let mark = owners_mark(text, lexicon).filter(|_| stands_at_both_ends(text));
        mark.or_else(|| is_subject(page, index).then(|| subject(text, lexicon)))
            .or_else(|| labelled_subject(page, index, lexicon))
    };
    (0..page.rows.len()).map(edit).collect()
}

/// A subject with its label. A level in one word of several parts, which no sentence has, is set off from what follows:
/// `VS-NfD Wasserversorgung`.
fn subject(text: &str, lexicon: &Lexicon) -> Edit {
    let first = text.split(' ').next().unwrap_or_default();
    let is_level = first.contains('-') && lexicon.level(Folded::new(first).as_str()).is_some();
    let colon = if is_level && first.len() < text.len() { ":" } else { "" };
    let read = 0..if colon.is_empty() { 0 } else { first.len() };
    Edit { judged: [SUBJECT, &text[read.clone()], colon].concat(), read, misread: false }
}

/// A subject with its label in the column before it, where a level is set off from the rest of it: `VS-NfD:
/// Wasserversorgung` beside `Betreff`. What is nothing but a level is the value of a field, or a title.
fn labelled_subject(page: &Page, index: usize, lexicon: &Lexicon) -> Option<Edit> {
    let row = &page.rows[index];
    let (level, rest) = row.text.split_once([':', '：', '–', '—'])?;
    lexicon.level(Folded::new(level.trim()).as_str()).filter(|_| !rest.trim().is_empty())?;
    let is_before = |other: &&Row| {
        let shift = (other.place.middle() - row.place.middle()).abs();
        other.place.right < row.place.left && shift < MAX_LABEL_SHIFT * row.place.height
    };
    let label = page.rows.iter().filter(is_before).max_by(|a, b| a.place.right.total_cmp(&b.place.right))?;
    let label = label.text.trim().trim_end_matches([':', '：']);
    is(Folded::new(label).as_str(), List::Subjects).then(|| Edit {
        read: 0..0,
        judged: SUBJECT.to_owned(),
        misread: false,
    })
}

/// Whether two rows say the same, but for blanks that were lost and for dashes that were read as others.
fn is_same(text: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<char>>();
    letters(text) == letters(other)
}

/// A name with a level as companies write it, where the catalogue knows it with the word "company" before it. In
/// capitals it would be a state's.
fn owners_mark(text: &str, lexicon: &Lexicon) -> Option<Edit> {
    let (name, word) = text.trim().rsplit_once(' ')?;
    let is_of_name = |part: &str| !part.starts_with(char::is_lowercase);
    let mut letters = word.chars();
    let is_capitalised = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    let is_name = name.split(' ').all(is_of_name) && name.split(' ').count() <= MAX_OWNER_WORDS;
    let known = [OWNER, word].concat();
    lexicon.level(Folded::new(&known).as_str()).filter(|_| is_capitalised && is_name)?;
    Some(Edit { read: 0..text.len(), judged: known, misread: false })
}

/// Whether fields or messages follow right below a row and at the same edge, as a mail program shows a message or a
/// conversation.
fn is_subject(page: &Page, index: usize) -> bool {
    let row = &page.rows[index];
    let fields = page.rows[index + 1..].iter().filter(|below| {
        let height = below.place.height;
        (below.place.left - row.place.left).abs() < MAX_INDENT * height
    });
    let begins = |text: &str| begins_with_label(text) || begins_with_sender(text);
    let follows = |above: &Row, field: &Row| {
        field.place.top - above.place.bottom < MAX_SPACE * field.place.height && begins(&field.text)
    };
    let mut above = row;
    let count =
        fields.take_while(|field| follows(core::mem::replace(&mut above, field), field)).take(MIN_FIELDS).count();
    count == MIN_FIELDS && !begins(&row.text)
}

/// Whether a row begins with a name and a long dash, behind which a message begins: `Range Officer — Can you look at
/// page two?`
fn begins_with_sender(text: &str) -> bool {
    let is_name = |name: &str| {
        name.chars().count() <= MAX_SENDER_CHARS
            && name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
            && !name.contains(['.', ',', ':'])
    };
    text.split_once(['—', '–']).is_some_and(|(name, message)| is_name(name) && !message.trim().is_empty())
}

/// Whether a row begins with a word or two and a colon, behind which something stands.
fn begins_with_label(text: &str) -> bool {
    let label = text.split_once([':', '：']).filter(|(_, value)| !value.trim().is_empty());
    label.is_some_and(|(label, _)| label.chars().count() <= MAX_LABEL_CHARS && label.starts_with(char::is_alphabetic))
}
