//! Reads everything on a page and lets the readings speak for and against each other.
use super::{
    authority::read_blocks,
    banner::read_banner,
    cue::Cue,
    field::{labels, read_field},
    page::Page,
    portion::{Portion, corroborate, read_portion},
    prose::{is_byline, is_example, is_personal},
    reading::{Name, Reading, claims},
    scan::{self, Hit},
};
use crate::{
    marking::{catalogue::Role, declaration::Stands},
    order::sort_by_number,
    text::confusion::Misreading,
};

/// Levels on neighbouring lines that make a list of grades.
const MIN_LISTED: usize = 3;
/// How far a list of grades is followed, in readings to each side.
const MAX_LIST_LINES: usize = 8;
/// Most controls before which a misread level is looked for.
const MAX_MISREAD: usize = 200;
/// Longest level that is looked at as misread, in bytes.
const MAX_MISREAD_BYTES: usize = 40;

/// All readings of the page with their evidence, those that do not hold included, without overlaps.
pub(crate) fn judge(page: &Page<'_>) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    let mut bare = Vec::new();
    let misread = misread_levels(page);
    let mut hits: Vec<&Hit> = longest(page);
    hits.retain(|hit| {
        !misread.iter().any(|wider| wider.range.start <= hit.range.start && hit.range.end <= wider.range.end)
    });
    hits.extend(&misread);
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
                // No portion mark, but perhaps the marking of a whole message: `件名：【機密性2】…`.
                Some(Portion::Telling(reading)) => read_level(page, hit).filter(Reading::holds).or(Some(reading)),
                Some(Portion::Bare(found)) => {
                    bare.push(found);
                    None
                }
                None => read_level(page, hit),
            }
        } else {
            read_level(page, hit)
        };
        readings.extend(read);
    }
    let confirmed = corroborate(bare, &readings, page);
    readings.extend(confirmed);
    sort_by_number(&mut readings, |reading| reading.range.start as u64);
    compare(page, &mut readings);
    for reading in &mut readings {
        reading.look_around(page);
    }
    readings.extend(read_blocks(page));
    readings
}

fn read_level(page: &Page<'_>, hit: &Hit) -> Option<Reading> {
    claims(page, hit).next()?;
    read_banner(page, hit)
}

/// Levels that a scanner or a hasty typist got wrong, told by the control after them or by the rest of them:
/// `SECR3T//NOFORN`, `RESTRE1NT UE/EU RESTRICTED`.
fn misread_levels(page: &Page<'_>) -> Vec<Hit> {
    let mut found = levels_before_controls(page);
    let is_level = |hit: &&Hit| claims(page, hit).next().is_some();
    for known in page.anchors.iter().filter(is_level).take(MAX_MISREAD) {
        let line = page.before(known.range.end).trim_start_matches(|c: char| !c.is_alphanumeric());
        if line.len() <= known.range.len()
            || line.len() > MAX_MISREAD_BYTES
            || !line.contains(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let range = known.range.end - line.len()..known.range.end;
        if let Some((phrase, Misreading::Shapes)) = scan::misread(page.catalogue, page.folded, range.clone()) {
            found.push(Hit { phrase, range, joined: false });
        }
    }
    found.retain(|hit| claims(page, hit).next().is_some());
    sort_by_number(&mut found, |hit| hit.range.start as u64);
    found
}

/// What stands before a control and its delimiter and is no level as it is written.
fn levels_before_controls(page: &Page<'_>) -> Vec<Hit> {
    let is_control =
        |hit: &&Hit| page.catalogue.uses(hit.phrase).iter().any(|used| matches!(used.role, Role::Control(_)));
    let mut found: Vec<Hit> = Vec::new();
    for control in page.anchors.iter().filter(is_control).take(MAX_MISREAD) {
        let before = page.before(control.range.start);
        let undelimited = before.trim_end_matches(['/', '\\', '|', ' ']);
        let word = undelimited.trim_start_matches(|c: char| !c.is_alphanumeric());
        if undelimited.len() == before.trim_end().len() || word.is_empty() || word.len() > MAX_MISREAD_BYTES {
            continue;
        }
        let start = control.range.start - before.len() + undelimited.len() - word.len();
        let range = start..start + word.len();
        let Some((phrase, misreading)) = scan::misread(page.catalogue, page.folded, range.clone()) else { continue };
        let level = Hit { phrase, range, joined: false };
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
    if !page.before(hit.range.start).trim_end().ends_with(['(', '[', '{', '【']) {
        return None;
    }
    let codes = scan::portions_at(page.catalogue, page.folded, hit.range.start);
    codes.into_iter().rev().find(|code| {
        page.text()[code.range.end..]
            .trim_start_matches(' ')
            .starts_with([')', ']', '}', '】', '/', '\\', '|', '-', ','])
    })
}

/// The longest hit of each beginning, without those that lie inside the one before.
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

/// Where the same marking stands alone on its line.
struct Group {
    /// Which marking.
    key: (u8, Option<Name>),
    /// Index of one of the lines.
    line: usize,
    /// Whether there are others.
    repeated: bool,
    head: bool,
    foot: bool,
}

/// What makes two readings the same marking.
fn key(reading: &Reading) -> (u8, Option<Name>) {
    (reading.system, reading.claim.map(|claim| claim.name))
}

/// Adds what the other readings say about each.
fn compare(page: &Page<'_>, readings: &mut [Reading]) {
    let lines: Vec<(usize, usize)> = readings
        .iter()
        .map(|reading| (page.line_at(reading.range.start), page.line_at(reading.range.end.saturating_sub(1))))
        .collect();
    let alone: Vec<bool> =
        readings.iter().map(|reading| reading.cues.has(Cue::OwnLine) || reading.cues.has(Cue::Bracketed)).collect();
    // Few: one for each level that stands alone somewhere.
    let mut groups: Vec<Group> = Vec::new();
    for index in (0..readings.len()).filter(|&index| alone[index]) {
        let (key, (first_line, last_line)) = (key(&readings[index]), lines[index]);
        let (head, foot) = (page.is_head(first_line), page.is_foot(last_line));
        match groups.iter_mut().find(|group| group.key == key) {
            Some(group) => {
                group.repeated |= group.line != first_line;
                group.head |= head;
                group.foot |= foot;
            }
            None => groups.push(Group { key, line: first_line, repeated: false, head, foot }),
        }
    }
    for index in 0..readings.len() {
        if !alone[index] {
            continue;
        }
        let (first_line, last_line) = lines[index];
        let head = page.is_head(first_line);
        let foot = page.is_foot(last_line);
        let Some(group) = groups.iter().find(|group| group.key == key(&readings[index])) else { continue };
        let repeated = group.repeated;
        let head_and_foot = repeated && (head && group.foot || foot && group.head);
        let listed = listed_lines(page, readings, &lines, &alone, index) >= MIN_LISTED;
        let reading = &readings[index];
        let everyday = reading.cues.has(Cue::EverydayWord);
        let bare = reading.controls.is_empty() && reading.claim.is_some_and(|claim| claim.stands > Stands::Anywhere);
        let next = page.next_inked(last_line).map_or("", |line| page.line(line));
        let previous = page.previous_inked(first_line).map_or("", |line| page.line(line));
        let byline = bare
            && !repeated
            && (is_byline(next)
                || is_byline(previous)
                || everyday && is_personal(&page.text()[range_after(page, last_line)]));
        let body = page.has_body(first_line);
        // An article under the word that it explains: `機密` above `機密とは…`.
        let own = &page.text()[reading.range.clone()];
        let defined = bare && next.strip_prefix(own).is_some_and(|rest| !rest.trim().is_empty());
        let cues = &mut readings[index].cues;
        // A list of grades begins somewhere, too.
        let listed = bare && listed;
        cues.add_if(head && !listed && !defined && (body || !everyday), Cue::HeadOfText);
        cues.add_if(foot && !head, Cue::FootOfText);
        cues.add_if(repeated, Cue::Repeated);
        cues.add_if(head_and_foot, Cue::HeadAndFoot);
        cues.add_if(listed, Cue::GradesListed);
        cues.add_if(byline, Cue::WorkOfArt);
        cues.add_if(defined || is_example(page, first_line), Cue::Explained);
    }
}

/// The three lines after `line`.
fn range_after(page: &Page<'_>, line: usize) -> core::ops::Range<usize> {
    let next = |line: usize| page.next_inked(line).unwrap_or(line);
    page.range(line).end..page.range(next(next(next(line)))).end
}

/// How many different bare levels stand on this line and the lines right before and after it. Levels of different systems are different
/// when their ranks are: one marking in several languages is no list.
fn listed_lines(
    page: &Page<'_>,
    readings: &[Reading],
    lines: &[(usize, usize)],
    alone: &[bool],
    index: usize,
) -> usize {
    let mut levels: Vec<&Reading> = vec![&readings[index]];
    let mut walk = |others: &mut dyn Iterator<Item = usize>, adjacent: &dyn Fn(usize, usize) -> bool| {
        let mut last = index;
        for other in others.take(MAX_LIST_LINES) {
            let reading = &readings[other];
            let listed = alone[other] && reading.claim.is_some() && reading.controls.is_empty();
            if !listed || !adjacent(last, other) || levels.len() >= MIN_LISTED {
                break;
            }
            let same = |level: &&Reading| {
                if level.system == reading.system { key(level) == key(reading) } else { level.rank == reading.rank }
            };
            if !levels.iter().any(same) {
                levels.push(reading);
            }
            last = other;
        }
    };
    walk(&mut (0..index).rev(), &|last, other| page.previous_inked(lines[last].0) == Some(lines[other].1));
    walk(&mut (index + 1..readings.len()), &|last, other| page.next_inked(lines[last].1) == Some(lines[other].0));
    levels.len()
}
