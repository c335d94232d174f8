//! What the rest of its line says about a marking that does not stand alone there: a subject, a prompt, a sentence,
//! other grades.
use core::ops::Range;

use super::{
    banner::MAX_EVERYDAY_RANK,
    cue::Cue,
    lead::{Lead, ends_sentence, is_closing_quote, is_opening_quote},
    page::Page,
    portion::starts_paragraph,
    prose::{self, MAX_TITLE_WORDS},
    reading::{Claim, Reading, claims},
    scan::Hit,
    tail::Tail,
    words::{List, Lists, after, after_all, begins, ends, is},
};
use crate::{
    marking::declaration::{Stands, is_capitals},
    substring::{any_of, contains, last_position},
    text::character::{is_han_or_kana, trim_marks},
};

/// Fewest words of a pasted paragraph of which none is looked for that explains markings.
const MIN_WHOLE_PARAGRAPH_WORDS: usize = 12;
/// What ends the clause before the one that says what its text is, and that one.
const CLAUSE_ENDS: &[char] = &['.', ',', ';', ':', '。', '(', ')'];
/// Longest clause before the level, in bytes of folded text.
const MAX_CLAUSE_BYTES: usize = 96;
/// Up to how far from its beginning an unknown name of a text ends, in characters.
const MAX_NAME_CHARS: usize = 24;

/// Adds what the rest of the line says about a marking that does not stand alone on it.
pub(super) fn read_around(page: &Page<'_>, lead: &Lead, hit: &Hit, tail: &Tail, reading: &mut Reading) {
    let level = &hit.range;
    let after = page.after(tail.end);
    let (before, start) = (page.before(level.start), level.start);
    let cues = &mut reading.cues;
    let prose_after = !tail.complete && prose::is_prose(after);
    let printed = is_as_printed(page.source(level.clone()), reading.claim);
    // `Subject: OFFICIAL-SENSITIVE: pier lease`, `Subject: Pier lease - OFFICIAL-SENSITIVE - draft 2`.
    let in_subject = *lead == Lead::Subject
        || *lead == Lead::Owner && begins(before, List::Subjects)
        || *lead == Lead::Nothing && is_file_name(after);
    let set_off = after.trim_start().starts_with(any_of(&[':', '-', '|', '/']))
        // `Тема: ДСП. Экз. № 5. Схема охраны …`
        || !tail.complete && after.starts_with('.') && page.starts_with_support(reading.system, tail.end + 1)
        || !tail.controls.is_empty() && after.starts_with(any_of(&[']', ')']));
    // A title behind its mark, on the first line or one of those that a screen lists: `NATO RESTRICTED – Switching
    // test`. What several systems have is also the title of films: `TOP SECRET – Night of the Owls`.
    let titled = || {
        let is_own = |claim: Claim| claim.stands <= Stands::Line && claim.rank > MAX_EVERYDAY_RANK;
        *lead == Lead::Nothing
            && reading.claim.is_some_and(is_own)
            && page.catalogue.uses(hit.phrase).len() == 1
            && after.trim_start().starts_with('-')
            && (!page.looks.is_empty() || page.is_head(page.line_at(start)))
            && is_headline(page, tail.end..tail.end + after.len())
    };
    if printed && (in_subject && set_off || titled()) {
        cues.add(Cue::SubjectPrefix);
        return;
    }
    let colon = after.starts_with(':');
    let pasted = || {
        let text = page.source(tail.end + usize::from(colon)..tail.end + after.len());
        starts_paragraph(text.trim_start_matches(any_of(&[' ', '-', '–', '—'])))
    };
    match lead {
        // A sentence of the person who asks, and what was pasted behind it: `Can you shorten this? VS-NfD: The fence
        // …`, `Is this normal English? SECRET//NOFORN The convoy …`, `谢谢！【秘密★3年】我县…`, `into bullet points –
        // SECRET//NOFORN The convoy …`
        Lead::Prose | Lead::Owner
            if (*lead == Lead::Owner || ends_sentence(before.trim_end_matches(is_opening_quote)))
                && pasted()
                && if colon {
                    *lead == Lead::Prose && is_long(page, level) && printed && !prose::asks(before)
                } else {
                    (tail.delimited || cues.has(Cue::PeriodParsed))
                        && !(prose::is_explaining(before) && !(*lead == Lead::Owner && is_whole(after)))
                        && !prose::is_explaining(after)
                } =>
        {
            cues.add(Cue::PastedParagraph);
            return;
        }
        Lead::Prose | Lead::Owner | Lead::Clock => {
            cues.add(Cue::ProseBefore);
            let title = tail.complete && cues.has(Cue::UnmistakableForm) && page.is_head(page.line_at(start));
            cues.add_if(
                title && !before.contains(any_of(&['.', ','])) && prose::is_title(before, after),
                Cue::TitleEnd,
            );
        }
        Lead::Prompt | Lead::Part if tail.delimited || cues.has(Cue::UnmistakableForm) => {
            let label = prose::label_cue(before);
            cues.add(label);
            // `Reading a banner from left to right: first the class, … Example: TOP SECRET//SI//NOFORN.`
            let shown = ends(before.trim_end_matches(any_of(&[' ', ':'])), List::Examples);
            cues.add_if(shown && !pasted(), Cue::Shown);
            // What a whole paragraph speaks of is not the marking before it.
            let whole = pasted() && is_whole(after);
            if whole && label == Cue::SentenceInitial && !prose::is_explaining(before) && !prose::asks(before) {
                return;
            }
            // `Write TLP:AMBER in brackets, like this: [TLP:AMBER] …`
            cues.add_if(prose::explains(before, &page.text()[level.clone()]), Cue::Explained);
            cues.add_if(!prose_after && prose::asks(before), Cue::Question);
        }
        // `put this into plain English: NATO SECRET The minehunters sail …`: too long a form to be a word of the
        // prompt.
        Lead::Prompt | Lead::Part
            if (is_long(page, level) && is_capitals(page.source(level.clone())) || !tail.controls.is_empty())
                && pasted()
                && !prose::asks(before) =>
        {
            cues.add(Cue::PastedParagraph);
            return;
        }
        // `改寫：極機密 主旨：…`: the document begins right after its marking.
        Lead::Prompt | Lead::Part if page.starts_with_support(reading.system, tail.end) && !prose::asks(before) => {
            cues.add(Cue::PastedParagraph);
            return;
        }
        Lead::Prompt | Lead::Part => cues.add(Cue::OtherLabel),
        Lead::Subject if !tail.delimited && !cues.has(Cue::UnmistakableForm) && !tail.complete => {
            cues.add(Cue::OtherLabel)
        }
        Lead::Subject => cues.add(Cue::OwnLine),
        Lead::Nothing | Lead::Number | Lead::Foreign => {
            cues.add_if(tail.delimited || cues.has(Cue::UnmistakableForm), Cue::SentenceInitial)
        }
    }
    // `sharing this (TLP:RED) with the five of you`: what a sentence puts in brackets it does not speak of.
    let aside = matches!(lead, Lead::Prose)
        && before.ends_with('(')
        && after.starts_with(')')
        && cues.has(Cue::UnmistakableForm);
    cues.add_if(aside, Cue::Bracketed);
    cues.add_if(prose_after && !aside, Cue::ProseAfter);
    // Nothing sets the marking off from the words of a script without blanks: `机密★的文件`.
    let touches = |c: Option<char>| c.is_some_and(is_han_or_kana);
    let embedded = touches(before.chars().next_back())
        || touches(after.chars().next()) && page.text()[start..tail.end].ends_with('*');
    cues.add_if(embedded && prose_after, Cue::ProseBefore);
    // All it can say speaks against; what is hopeless needs no more of it.
    if page.explaining || cues.log_odds() + Cue::SupportNear.weight() + Cue::SupportsNear.weight() > 0.0 {
        prose::read_sentence(page, &(start..tail.end), cues);
    }
}

/// Whether what follows a marking is the title of what it marks: a few words, the first with a capital, that end as no
/// sentence does and speak of no marking.
fn is_headline(page: &Page<'_>, after: Range<usize>) -> bool {
    let title = trim_marks(page.source(after.clone())).trim_end();
    title.split_whitespace().count() <= MAX_TITLE_WORDS
        && title.starts_with(char::is_uppercase)
        && title.ends_with(char::is_alphanumeric)
        && !Lists::of(&page.text()[after]).has_any(&SPOKEN_OF)
}

/// Whether the level that ends with a title and all that follows it: `Subject: Minehunter rotation (NATO SECRET)`,
/// `Depot layout [VS-NfD].docx`. A heading of no message or file may end so with any words in brackets but the long
/// names of levels.
pub(super) fn ends_title(
    page: &Page<'_>,
    level: &Range<usize>,
    claim: &Claim,
    tail: &Tail,
    closed: Option<usize>,
) -> bool {
    let (before, after) = (page.before(level.start), page.after(closed.unwrap_or(tail.end)));
    let named = begins(before, List::Subjects) && contains(before, ":") || is_file_ending(after);
    let heading = closed.is_some() && is_long(page, level) && page.is_head(page.line_at(level.start));
    claim.stands <= Stands::Line
        && (named || heading)
        && (after.trim().is_empty() || is_file_ending(after))
        && (closed.is_some() || before.trim_end().ends_with(any_of(&['-', '_', '|', '/'])))
        && is_as_printed(page.source(level.clone()), Some(*claim))
        && !Lists::of(before).has_any(&SPOKEN_OF)
}

/// What a clause says of its own text before a level.
pub(super) struct Declaration<'t> {
    /// `is classified` behind `This memo`, `为` behind `（此件`, nothing behind `本資料は`.
    declares: &'t str,
    /// Whether it is a text by its name: `memo`, and not `map`.
    named: bool,
    /// Whether the level is in quotation marks.
    quoted: bool,
}

/// What the clause before the level at `at` says of its own text, and nothing else: that it is of this level.
pub(super) fn declares_itself<'t>(page: &Page<'t>, at: usize) -> Option<Declaration<'t>> {
    let line = page.before(at);
    let line = &line[line.floor_char_boundary(line.len().saturating_sub(MAX_CLAUSE_BYTES))..];
    let before = line.rfind(any_of(CLAUSE_ENDS));
    let clause = &line[before.unwrap_or(0)..];
    // `имеет гриф «Секретно»`
    let unquoted = clause.trim_end_matches(is_opening_quote);
    let quotes = unquoted.contains(is_opening_quote);
    let marks = clause.len() - unquoted.len();
    let clause = trim_marks(unquoted);
    // The rest of a line of prose begins in small letters.
    if quotes || before.is_none() && page.source(at - marks - clause.len()..at).starts_with(char::is_lowercase) {
        return None;
    }
    let noun = after(after_all(clause, List::Joining), List::These)?;
    let declares = |rest: &str| after_all(rest, List::Declaring).is_empty();
    let mut rest = after_all(noun, List::Texts);
    let named = rest.len() < noun.len();
    if named && declares(rest) {
        return Some(Declaration { declares: rest, named, quoted: marks > 0 });
    }
    let name = rest;
    for _ in 0..MAX_NAME_CHARS {
        let mut characters = rest.chars();
        let ends_name = characters.next()? == ' ';
        rest = characters.as_str();
        if ends_name && !rest.is_empty() && declares(rest) {
            // `Dette brevet var gradert`: what it was.
            if Lists::of(&name[..name.len() - rest.len()]).has(List::Verbs) {
                return None;
            }
            return Some(Declaration { declares: rest, named: false, quoted: marks > 0 });
        }
    }
    None
}

/// Whether the level ends the clause that [`declares_itself`]: `This memo is classified SECRET. Do not forward.` An
/// everyday word and what companies print have to be called a class: `This page is PROTECTED`, `This email is
/// CONFIDENTIAL.` So has what has no name of a text, unless no other system has the word: `This study is NATO SECRET`.
pub(super) fn ends_declaration(
    page: &Page<'_>,
    declaration: &Declaration<'_>,
    hit: &Hit,
    claim: Claim,
    tail: &Tail,
) -> bool {
    let Declaration { declares, named, quoted } = *declaration;
    let written = page.source(hit.range.clone());
    let behind = page.after(tail.end);
    let all = if quoted { behind.trim_start_matches(is_closing_quote) } else { behind };
    let rest = after_all(after_all(all, List::Declaring), List::Texts);
    let unspaced = page.text()[hit.range.clone()].ends_with(is_han_or_kana);
    let is_class = |claim: Claim| claim.rank > MAX_EVERYDAY_RANK || claim.stands == Stands::Field || unspaced;
    let telling = (claim.stands <= Stands::Line || unspaced) && claims(page, hit).all(is_class);
    // `is classified`, `ist … eingestuft`; a map that `was classified` is not.
    let classed = prose::is_explaining(declares) && contains(declares.trim_end(), " ")
        || prose::is_explaining(&all[..all.len() - rest.len()]);
    // `This message is TOP SECRET!`, somebody jokes.
    let whole = tail.complete && !rest.starts_with('!');
    let next = rest.trim_start_matches(any_of(CLAUSE_ENDS)).trim_start_matches('、');
    let next_sentence = prose::sentence_after(page, tail.end + behind.len() - next.len());
    (if quoted { named && !declares.is_empty() } else { is_as_printed(written, Some(claim)) })
        && (classed || telling && (named || page.catalogue.uses(hit.phrase).len() == 1))
        && (whole
            || rest.is_empty()
            || (next.len() < rest.len() || begins(rest, List::Joining))
                && !Lists::of(next_sentence).has_any(&SPOKEN_OF))
}

/// Whether what follows a marking is long enough for the whole paragraph that it marks.
fn is_whole(after: &str) -> bool {
    after.split_whitespace().count() >= MIN_WHOLE_PARAGRAPH_WORDS
}

/// Whether what a level that is met nowhere else means is said behind it in small letters, and another one like it
/// follows: `TLP:GREEN: share with peers. TLP:CLEAR: share with anyone.`
pub(super) fn is_glossed(page: &Page<'_>, claim: &Claim, level: &Range<usize>) -> bool {
    let after = page.after(level.end);
    let gloss = trim_marks(page.source(level.end..level.end + after.len()));
    let family = page.text()[level.clone()].split(any_of(&[':'])).next().unwrap_or_default();
    claim.stands == Stands::Anywhere
        && after.trim_start().starts_with(any_of(&[':', '-']))
        && !gloss.starts_with(char::is_uppercase)
        && contains(after, family)
}

/// What the words of a title are that ends with a level and does not bear it.
const SPOKEN_OF: [List; 5] = [List::Asking, List::Explaining, List::Hiring, List::Advertising, List::Examples];

/// Whether `text` is what the name of a document ends with: `.docx`.
pub(super) fn is_file_ending(text: &str) -> bool {
    text.trim().strip_prefix('.').is_some_and(|ending| is(ending, List::FileEndings))
}

/// Whether `text` is the rest of the name of a document and of its line.
fn is_file_name(text: &str) -> bool {
    last_position(text, ".").is_some_and(|dot| is_file_ending(&text[dot..]))
}

/// Whether the level is of more than one word.
pub(super) fn is_long(page: &Page<'_>, level: &Range<usize>) -> bool {
    page.text()[level.clone()].contains(any_of(&[' ', '-', '/']))
}

/// Whether the level is written in capitals, in the mixed case in which its system prints it, `VS-NfD`, or in a script
/// without case.
pub(super) fn is_as_printed(written: &str, claim: Option<Claim>) -> bool {
    let (mut capitals, mut lower) = (0, false);
    for c in written.chars() {
        capitals += u32::from(c.is_uppercase());
        lower |= c.is_lowercase();
    }
    let mixed = claim.is_some_and(|claim| !claim.capitals);
    !lower || mixed && (capitals > 1 || capitals > 0 && contains(written, " "))
}

/// Whether other levels are listed on the line, of the same system or, in a table of equivalents, of several.
pub(super) fn has_other_grades(page: &Page<'_>, claim: &Claim, tail: &Tail) -> bool {
    let foreign = tail.siblings.iter().any(|sibling| sibling.system != claim.system);
    if foreign && tail.siblings.len() >= 2 {
        return true;
    }
    let mut others: Vec<_> = tail
        .siblings
        .iter()
        .filter(|sibling| {
            // Two of one rank are no ladder: `機密性2情報・取扱注意`.
            sibling.system == claim.system && page.catalogue.level(sibling.level).rank != claim.rank
        })
        .collect();
    others.dedup();
    others.len() >= 2
        || others.len() == 1
            && (!tail.complete
                || page.after(tail.end).contains(any_of(&[',', '、']))
                || claim.stands > Stands::Anywhere)
}
