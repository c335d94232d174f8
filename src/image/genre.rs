//! Pages on which levels are words like any other, told by how they are set: title pages and posters, chats, questions
//! with answers to choose from, lists of prices, results of a search.
use super::{
    lexicon::{Known, Lexicon},
    page::{MAX_SHORTFALL, MIN_ROWS, Page, Row},
    place::Place,
};
use crate::{
    detect::{List, begins, cue::Cue, is, is_byline},
    text::Folded,
};
use core::ops::Range;
use std::collections::HashSet;

/// How much higher than all other writing a title is, and of how many rows it is at most.
const TITLE: f32 = 1.3;
const MAX_TITLE_ROWS: usize = 3;
/// How many rows a page has at most that shows a title and little else.
const MAX_TITLE_PAGE_ROWS: usize = 14;
/// How far from the middle of the writing, in parts of its width, the middle of a centred row is; and which part of
/// rows are.
const OFF_CENTRE: f32 = 0.12;
const CENTRED: f32 = 0.6;
/// How wide the rows of a chat are, in parts of the width of the writing, and which part of them are no wider.
const NARROW: f32 = 0.65;
const MOST: f32 = 0.7;
/// How far right what the owner of the telephone said begins, and how wide it is at most, in parts of the width of the
/// writing; and how many letters it has at least: a map has a letter here and there.
const OWN_SIDE: f32 = 0.5;
const MAX_ANSWER: f32 = 0.3;
/// How wide a row is that runs from one side to the other, in parts of the width of the writing.
const ACROSS: f32 = 0.9;
const MIN_ANSWER_LETTERS: usize = 2;

/// Fewest answers of a question, how far apart their left edges are, in heights, and by which part their distances
/// differ.
const MIN_ANSWERS: usize = 3;
const MAX_ANSWER_INDENT: f32 = 1.0;
const MAX_UNEVEN: f32 = 0.25;
/// How far the middles of a name and its price are apart, in heights.
const MAX_PRICE_SHIFT: f32 = 0.5;
/// How far below its title the address of a page begins, in heights, and how many addresses make of a page one of
/// results.
const MAX_ADDRESS_GAP: f32 = 0.6;
const MIN_ADDRESSES: usize = 2;

/// With what the entries of a list on a slide begin.
const BULLETS: [char; 4] = ['•', '·', '●', '▪'];
/// Fewest entries of a page of a dictionary, and how they name the parts of speech.
const MIN_ENTRIES: usize = 3;
const PARTS_OF_SPEECH: &str = "名动動形副数數量代介连連助叹嘆拟擬";

/// Fewest grades of a list, how far apart their left edges are, in heights, or their middles where they stand beside
/// each other, and most of a page that are compared.
const MIN_GRADES: usize = 3;
const MAX_COLUMN_SHIFT: f32 = 0.8;
const MAX_BESIDE_SHIFT: f32 = 0.4;
const MAX_GRADES: usize = 24;

/// What each row is because of those around it: one of several grades or answers, a name with its price, a title above
/// its address, an example, a word that is explained.
pub(super) fn entries(page: &Page, lexicon: &Lexicon) -> Vec<&'static [Cue]> {
    let is_work = |row: usize| has_price_beside(page, row) || is_above_address(page, row);
    let rows = 0..page.rows.len();
    let mut cues: Vec<&[Cue]> = rows.map(|row| if is_work(row) { [Cue::WorkOfArt].as_slice() } else { &[] }).collect();
    for row in listed_grades(page, lexicon) {
        cues[row] = &[Cue::GradesListed];
    }
    for row in examples(page).chain(announced(page)).chain(headwords(page)) {
        cues[row] = &[Cue::Shown];
    }
    for (row, _) in page.rows.iter().enumerate().filter(|(_, row)| row.text.ends_with(['?', '？'])) {
        cues[answers(page, row)].fill(&[Cue::Question, Cue::GradesListed]);
    }
    cues
}

/// The rows of a table or list of grades: several of one system that stand in one column, or beside each other, each by
/// itself and no two the same. One grade in several languages is no list.
fn listed_grades(page: &Page, lexicon: &Lexicon) -> Vec<usize> {
    let rows = page.rows.iter().enumerate();
    let grades: Vec<(usize, &Known)> =
        rows.filter_map(|(row, Row { text, .. })| Some((row, lexicon.grade(text)?))).take(MAX_GRADES).collect();
    let is_list = |&&(row, own): &&(usize, &Known)| {
        let place = page.rows[row].place;
        let is_in_column = |other: &Place| (other.left - place.left).abs() < MAX_COLUMN_SHIFT * place.height;
        let is_beside = |other: &Place| (other.middle() - place.middle()).abs() < MAX_BESIDE_SHIFT * place.height;
        own.levels.iter().any(|(system, _)| {
            let of_system =
                |known: &Known| known.levels.iter().find(|(other, _)| other == system).map(|(_, level)| *level);
            let is_list = |is_of: &dyn Fn(&Place) -> bool| {
                let others = grades.iter().filter(|(other, _)| is_of(&page.rows[*other].place));
                let levels: Option<Vec<u16>> = others.map(|(_, known)| of_system(known)).collect();
                levels.is_some_and(|levels| {
                    levels.len() >= MIN_GRADES && levels.iter().collect::<HashSet<_>>().len() == levels.len()
                })
            };
            is_list(&is_in_column) || is_list(&is_beside)
        })
    };
    grades.iter().filter(is_list).map(|(row, _)| *row).collect()
}

/// The rows of a column of a table whose head says that they are examples.
fn examples(page: &Page) -> impl Iterator<Item = usize> {
    let is_head = |row: &&Row| row.has_neighbour && is(Folded::new(row.text.trim()).as_str(), List::Examples);
    let heads: Vec<Place> = page.rows.iter().filter(is_head).map(|row| row.place).collect();
    let is_below = move |row: &Row| {
        let Place { left, top, height, .. } = row.place;
        let is_of = |head: &Place| top > head.middle() && (left - head.left).abs() < MAX_COLUMN_SHIFT * height;
        row.has_neighbour && heads.iter().any(is_of)
    };
    page.rows.iter().enumerate().filter(move |(_, row)| is_below(row)).map(|(row, _)| row)
}

/// The rows with bullets right below one that announces examples, as slides of a training have them: `Example of a
/// banner line`.
fn announced(page: &Page) -> impl Iterator<Item = usize> {
    let has_bullet = |row: &Row| row.text.starts_with(BULLETS);
    let announces = move |row: &Row| !has_bullet(row) && begins(Folded::new(row.text.trim()).as_str(), List::Examples);
    let heads = (0..page.rows.len()).filter(move |&row| announces(&page.rows[row]));
    heads.flat_map(move |head| (head + 1..page.rows.len()).take_while(move |&row| has_bullet(&page.rows[row])))
}

/// The rows that begin an entry of a Chinese dictionary, where a page has several that name a part of speech
/// (`【机密】形重要而秘密`) or begin with the same character (`【密谋】暗中计划`).
fn headwords(page: &Page) -> impl Iterator<Item = usize> {
    let rows = page.rows.iter().enumerate();
    let entries: Vec<(usize, Entry)> = rows.filter_map(|(row, Row { text, .. })| Some((row, entry(text)?))).collect();
    let is_one_of_several = |own: &Entry| {
        let others = || entries.iter().map(|(_, other)| other);
        own.has_part_of_speech && others().filter(|other| other.has_part_of_speech).count() >= MIN_ENTRIES
            || others().filter(|other| other.initial == own.initial).count() >= MIN_ENTRIES
    };
    let found: Vec<usize> = entries.iter().filter(|(_, own)| is_one_of_several(own)).map(|(row, _)| *row).collect();
    found.into_iter()
}

/// The beginning of what a dictionary says of a word.
struct Entry {
    /// The first character of the word.
    initial: char,
    has_part_of_speech: bool,
}

/// A word in brackets, its reading in Latin letters, if any, often the first character of the name of a part of speech,
/// and what it means.
fn entry(text: &str) -> Option<Entry> {
    let (word, meaning) = text.trim_start().strip_prefix('【')?.split_once('】')?;
    let is_reading = |c: char| c.is_lowercase() || c.is_numeric() || matches!(c, ' ' | '(' | ')' | '①' | '❶');
    let mut characters = meaning.trim_start_matches(is_reading).chars();
    let has_part_of_speech = characters.next().is_some_and(|c| PARTS_OF_SPEECH.contains(c));
    characters.next()?;
    Some(Entry { initial: word.chars().next()?, has_part_of_speech })
}

/// The rows below a question that are set alike and as far apart from each other, each of one answer.
fn answers(page: &Page, question: usize) -> Range<usize> {
    let rows = &page.rows[question + 1..];
    let is_next = |above: &Place, below: &Place| {
        (below.left - above.left).abs() < MAX_ANSWER_INDENT * above.height && below.top > above.bottom
    };
    let pitch =
        rows.first().zip(rows.get(1)).map_or(0.0, |(first, second)| second.place.middle() - first.place.middle());
    let is_even = |above: &Place, below: &Place| (below.middle() - above.middle() - pitch).abs() < MAX_UNEVEN * pitch;
    let pairs = rows.windows(2).take_while(|pair| {
        let (above, below) = (&pair[0], &pair[1]);
        is_next(&above.place, &below.place) && is_even(&above.place, &below.place) && !below.has_neighbour
    });
    let count = pairs.count() + 1;
    // Those of a paragraph stand closer.
    let are_apart = rows.first().is_some_and(|first| pitch > 2.0 * first.place.height);
    let first = question + 1;
    if are_apart && count >= MIN_ANSWERS { first..first + count } else { first..first }
}

/// Whether a price stands beside a row: the row is what is sold.
fn has_price_beside(page: &Page, index: usize) -> bool {
    let Row { place, has_neighbour, .. } = &page.rows[index];
    let is_price = |row: &&Row| {
        row.place.left > place.right
            && (row.place.middle() - place.middle()).abs() < MAX_PRICE_SHIFT * place.height
            && (is_amount(&row.text) || has_price(&row.text))
    };
    *has_neighbour && page.rows.iter().any(|row| is_price(&row))
}

/// Whether a text is a sum of money as price lists have it: `6.00`, `14,95`.
fn is_amount(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.trim().split_once(['.', ',']).is_some_and(|(whole, cents)| digits(whole) && digits(cents) && cents.len() == 2)
}

/// Whether the address of a page stands right below a row, on a page of several of them or with the path to it.
fn is_above_address(page: &Page, index: usize) -> bool {
    let Row { place, .. } = &page.rows[index];
    let is_below = |row: &&Row| {
        (-0.5 * place.height..MAX_ADDRESS_GAP * place.height).contains(&(row.place.top - place.bottom))
            && (row.place.left - place.left).abs() < place.height
    };
    let Some(below) = page.rows[index + 1..].iter().find(is_below).filter(|row| begins_with_host(&row.text)) else {
        return false;
    };
    let addresses = || page.rows.iter().filter(|row| begins_with_host(&row.text));
    below.text.contains(['›', '>']) || addresses().nth(MIN_ADDRESSES - 1).is_some()
}

/// Whether a text begins with the name of a host: `law.example › markings`.
fn begins_with_host(text: &str) -> bool {
    let is_of_host = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    let host = &text[..text.find(|c| !is_of_host(c)).unwrap_or(text.len())];
    let labels = || host.split('.');
    labels().nth(1).is_some()
        && labels().all(|label| label.len() > 1 && label.bytes().any(|byte| byte.is_ascii_lowercase()))
}

/// The rows of a title and what they are one of: by far the largest on a page of few rows, most of them centred, above
/// what is sold or shown or below other words.
pub(super) fn title(page: &Page) -> Option<(Range<usize>, Cue)> {
    if !(MIN_ROWS..=MAX_TITLE_PAGE_ROWS).contains(&page.rows.len()) {
        return None;
    }
    let places = || page.rows.iter().map(|row| &row.place);
    let largest = places().map(|place| place.height).fold(0.0, f32::max);
    let is_title = |row: &Row| TITLE * row.place.height > largest && !row.place.is_slanted();
    let first = page.rows.iter().position(is_title).unwrap_or(0);
    let rows = first..first + page.rows[first..].iter().take_while(|row| is_title(row)).count();
    let others = || page.rows.iter().enumerate().filter(|(row, _)| !rows.contains(row)).map(|(_, row)| row);
    let title = page.rows.get(first)?.place;
    let writing = places().fold(title, |all, place| all.around(place));
    let middle = |place: &Place| (place.left + place.right) / 2.0;
    let is_centred = |place: &&Place| (middle(place) - middle(&writing)).abs() < OFF_CENTRE * writing.width();
    let centred = places().filter(is_centred).count();
    let has_words = |row: &Row| row.text.chars().any(char::is_alphabetic);
    let sells = |row: &Row| is_byline(Folded::new(&row.text).as_str()) || has_price(&row.text);
    let is_below = page.rows[..first].iter().any(has_words);
    let cue = if others().any(sells) { Some(Cue::WorkOfArt) } else { is_below.then_some(Cue::TitlePage) }?;
    let is_alone = rows.len() <= MAX_TITLE_ROWS && !others().any(is_title);
    let is_centred = is_centred(&&title) && centred as f32 >= CENTRED * page.rows.len() as f32;
    (is_alone && is_centred).then_some((rows, cue))
}

/// Whether people talk: most rows are short, and some ask or exclaim; or several stand on the other side, and none runs
/// from one side to the other as those of a letter do, whose office and date stand there, too. On the colour of a bubble
/// one suffices.
pub(super) fn is_talk(page: &Page, lexicon: &Lexicon, is_set_off: impl Fn(&Row) -> bool) -> bool {
    let places = || page.rows.iter().map(|row| &row.place);
    let Some(writing) = places().copied().reduce(|all, place| all.around(&place)) else { return false };
    let narrow = places().filter(|place| place.width() < NARROW * writing.width()).count();
    let is_across = places().any(|place| place.width() > ACROSS * writing.width());
    let exclaims = |row: &Row| row.text.ends_with(['?', '？', '!', '！']);
    let answers = |row: &&Row| {
        !row.has_neighbour
            && row.place.left > writing.left + OWN_SIDE * writing.width()
            && row.place.right > writing.right - MAX_SHORTFALL * row.place.height
            && row.place.width() < MAX_ANSWER * writing.width()
            && row.text.chars().filter(|c| c.is_alphabetic()).count() >= MIN_ANSWER_LETTERS
            && !has_year(&row.text)
            && lexicon.grade(&row.text).is_none()
    };
    let answers = || page.rows.iter().filter(answers);
    page.rows.len() >= MIN_ROWS
        && narrow as f32 >= MOST * page.rows.len() as f32
        && (page.rows.iter().any(exclaims) || !is_across && (answers().nth(1).is_some() || answers().any(is_set_off)))
}

/// Whether a number of four digits stands in a text, as in dates and in the numbers of documents.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

/// Whether a sum of money stands in a text.
fn has_price(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let is_price = matches!(c, '€' | '$' | '£' | '¥' | '￥') || c == '元' && before.is_ascii_digit();
        before = c;
        is_price
    })
}
