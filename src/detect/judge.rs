//! Reads everything on a page and lets the readings speak for and against each other.
use super::{
    authority::read_blocks,
    banner::read_banner,
    beside::has_room,
    column::read_columns,
    compare::compare,
    cue::Cue,
    field::{labels, read_field},
    meant,
    page::Page,
    portion::{Portion, corroborate, opening, read_portion},
    reading::{Reading, claims},
    scan::{self, Hit, JOINT, SPECIFIED},
    words::{List, begins},
};
use crate::{
    Kind,
    marking::{catalogue::Role, declaration::is_capitals},
    order::sort_by_number,
    substring::any_of,
    text::character::trim_marks,
    text::confusion::Misreading,
};

/// Most controls before which a misread level is looked for.
const MAX_MISREAD: usize = 200;
/// Longest level that is looked at as misread, in bytes.
const MAX_MISREAD_BYTES: usize = 40;

/// All readings of the page with their evidence, those that do not hold included, without overlaps.
///
/// Its steps are marked `inline(never)`, here and where they stand: each is called from one place, so that the compiler
/// makes one function of all. V8 never optimises a function of more than 60 kB of bytecode, and translated to
/// JavaScript this one had 86 kB.
pub(crate) fn judge(page: &Page<'_>) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    let mut bare = Vec::new();
    let misread = misread_levels(page);
    let mut hits: Vec<&Hit> = longest(page);
    hits.retain(|hit| {
        !misread.iter().any(|wider| wider.range.start <= hit.range.start && hit.range.end <= wider.range.end)
    });
    hits.extend(&misread);
    let columns = read_columns(page);
    hits.retain(|hit| {
        let cell = columns.partition_point(|cell| cell.range.end < hit.range.end);
        columns.get(cell).is_none_or(|cell| hit.range.start < cell.range.start)
    });
    sort_by_number(&mut hits, |hit| hit.range.start as u64);
    for hit in hits {
        if let Some(last) = readings.last()
            && hit.range.start < last.range.end
            && last.holds()
        {
            continue;
        }
        let read = if labels(page, hit).next().is_some() {
            read_field(page, hit)
        } else if let Some(code) = portion_code(page, hit) {
            match read_portion(page, &code) {
                Some(Portion::Telling(reading)) if reading.holds() => Some(reading),
                // No portion mark, but perhaps the marking of a whole message: `件名：【機密性2】…`, `Subject: [CUI]
                // …`.
                Some(Portion::Telling(portion)) => {
                    let likelier = |level: &Reading| {
                        hit.range == code.range && (level.holds() || level.cues.has(Cue::OwnLine))
                            || begins(page.before(hit.range.start), List::Subjects)
                                && level.cues.log_odds() > portion.cues.log_odds()
                    };
                    read_level(page, hit).filter(likelier).or(Some(portion))
                }
                Some(Portion::Bare(found)) => {
                    bare.push(found);
                    None
                }
                None => read_level(page, hit),
            }
        } else {
            read_level(page, hit)
        };
        if let Some(reading) = read {
            readings.push(reading);
        }
    }
    let confirmed = corroborate(bare, &readings, page);
    for reading in &mut readings {
        let portion = reading.kind == Kind::Portion && reading.cues.has(Cue::ParagraphInitial);
        let agrees = portion && confirmed.iter().any(|other| other.system == reading.system);
        reading.cues.add_if(agrees, Cue::Corroborated);
    }
    readings.extend(confirmed);
    readings.extend(columns);
    sort_by_number(&mut readings, |reading| reading.range.start as u64);
    compare(page, &mut readings);
    for reading in &mut readings {
        if page.explaining || reading.may_hold() {
            reading.look_around(page);
        }
    }
    readings.extend(read_blocks(page));
    readings
}

fn read_level(page: &Page<'_>, hit: &Hit) -> Option<Reading> {
    claims(page, hit).next()?;
    read_banner(page, hit)
}

/// Levels that a scanner or a hasty typist got wrong, told by the control after them or by the rest of them:
/// `SECR3T//NOFORN`, `RESTRE1NT UE/EU RESTRICTED`, `NATO-SECRET`.
#[inline(never)]
fn misread_levels(page: &Page<'_>) -> Vec<Hit> {
    let mut found = levels_before_controls(page);
    let is_level = |hit: &&Hit| claims(page, hit).next().is_some();
    for known in page.anchors.iter().filter(is_level).take(MAX_MISREAD) {
        let line = trim_marks(page.before(known.range.end));
        if line.len() <= known.range.len() || line.len() > MAX_MISREAD_BYTES {
            continue;
        }
        let range = known.range.end - line.len()..known.range.end;
        // Some forms are printed with their hyphen: `IN-CONFIDENCE`.
        let is_exact = || page.anchors.iter().any(|hit| hit.range == range);
        let hyphenated = line.contains(any_of(&['-', '_'])) && !is_exact();
        let meant = hyphenated.then(|| meant::unhyphenated(page.catalogue, line)).flatten();
        let meant = meant.map(|phrase| (phrase, false)).or_else(|| {
            let misread = known.misread || line.contains(|c: char| c.is_ascii_digit());
            let shaped = misread.then(|| page.misread(range.clone())).flatten();
            shaped.filter(|(_, misreading)| *misreading == Misreading::Shapes).map(|(phrase, _)| (phrase, true))
        });
        found.extend(meant.map(|(phrase, misread)| Hit { phrase, range, misread }));
    }
    found.retain(|hit| claims(page, hit).next().is_some());
    sort_by_number(&mut found, |hit| hit.range.start as u64);
    found
}

/// What stands before a control and its delimiter and is no level as it is written.
#[inline(never)]
fn levels_before_controls(page: &Page<'_>) -> Vec<Hit> {
    let is_control =
        |hit: &&Hit| page.catalogue.uses(hit.phrase).iter().any(|used| matches!(used.role, Role::Control(_)));
    let mut found: Vec<Hit> = Vec::new();
    for control in page.anchors.iter().filter(is_control).take(MAX_MISREAD) {
        let before = page.before(control.range.start);
        let before = before.strip_suffix(SPECIFIED).unwrap_or(before);
        let undelimited = before.trim_end_matches(any_of(&['/', '\\', '|', ' ']));
        let word = trim_marks(undelimited);
        if undelimited.len() == before.trim_end().len() || word.is_empty() || word.len() > MAX_MISREAD_BYTES {
            continue;
        }
        let line = control.range.start - page.before(control.range.start).len();
        let start = line + undelimited.len() - word.len();
        let range = start..start + word.len();
        let Some((phrase, misreading)) = page.misread(range.clone()) else { continue };
        let level = Hit { phrase, range, misread: true };
        // `DEU SECRET` is no misread `EU SECRET`.
        let exact = page.anchors.iter().any(|hit| {
            hit.range.end == level.range.end && hit.range.start >= start && claims(page, hit).next().is_some()
        });
        if claims(page, &level).next().is_some() && (!exact || misreading == Misreading::Shapes) {
            found.push(level);
        }
    }
    found
}

/// The portion code right behind an opening bracket with which `hit` begins: `(U//FOUO)` begins with `U`.
fn portion_code(page: &Page<'_>, hit: &Hit) -> Option<Hit> {
    opening(page, hit.range.start)?;
    let codes = scan::portions_at(page.catalogue, page.folded, hit.range.start);
    // The owners follow: `(//JOINT S CAN USA)`.
    let joint = page.before(hit.range.start).ends_with(JOINT);
    codes.into_iter().rev().find(|code| {
        joint
            || page.text()[code.range.end..]
                .trim_start_matches(' ')
                .starts_with(any_of(&[')', ']', '}', '】', '/', '\\', '|', '-', ',']))
    })
}

/// The longest hit of each beginning, without those that lie inside the one before.
#[inline(never)]
fn longest<'p>(page: &'p Page<'_>) -> Vec<&'p Hit> {
    let telling = |hit: &&Hit| {
        labels(page, hit).any(|(_, field)| field.authority.is_none())
            || portion_code(page, hit).is_some()
            || claims(page, hit).next().is_some()
    };
    let mut kept: Vec<&Hit> = Vec::new();
    for hit in page.anchors.iter().filter(telling) {
        match kept.last() {
            Some(last) if hit.range.start < last.range.end => {
                let is_label = labels(page, last).next().is_some();
                if hit.range.start == last.range.start && hit.range.end > last.range.end {
                    // `PROTECTED` above `Cabinet-in-Confidence` is not `PROTECTED CABINET`.
                    // Nor is `TRÈS SECRET` above `classification spéciale` one form.
                    let is_printed = |hit: &Hit| is_capitals(page.source(hit.range.clone()));
                    if page.line_at(hit.range.start) != page.line_at(hit.range.end)
                        && (!has_room(page, &hit.range) || is_printed(last) && !is_printed(hit))
                    {
                        continue;
                    }
                    kept.pop();
                    kept.push(hit);
                } else if hit.range == last.range && is_label && claims(page, hit).next().is_some()
                    || hit.range == last.range && portion_code(page, hit).is_some()
                {
                    kept.push(hit);
                }
            }
            _ => kept.push(hit),
        }
    }
    kept
}
