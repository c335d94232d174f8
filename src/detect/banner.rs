//! A level written out: on a line of its own with or without controls, in a sentence with controls, in brackets, after
//! a dash.
use core::ops::Range;

use super::{
    around::{
        declares_itself, ends_declaration, ends_title, has_other_grades, is_as_printed, is_glossed, is_long,
        read_around,
    },
    beside::{close_bracket, has_room, is_member, is_shown_attribute},
    cue::Cue,
    lead::{Lead, is_closing_quote, is_han_numbering, read_lead},
    page::Page,
    reading::{Claim, Reading, best_claim, claims},
    rest::is_rule,
    scan::Hit,
    standing::{
        follows_companions, follows_owner, is_before_field, is_before_owner, is_dated, is_message, stands_apart,
    },
    star_period::{Period, read_period, read_period_without_star},
    tail::{Control, Tail, read_tail, read_values},
    words::{List, ends},
};
use crate::{
    Kind, Rank,
    marking::declaration::{Grammar, Stands, is_capitals},
    substring::{any_of, contains, count_chars},
    text::character::{is_han_or_kana, is_word},
};

/// Highest rank of the levels whose names stand beside any title: `Real Madrid – OFFICIAL – 3 May 2031`.
pub(super) const MAX_EVERYDAY_RANK: Rank = Rank::new(1).expect("it is a rank");
/// Longest level that is written as in a portion mark, in bytes: `TS//SI`.
const MAX_LETTERS_BYTES: usize = 2;
/// Shortest line that may run on into the next one, in bytes.
const MIN_RUN_ON_BYTES: usize = 40;
/// Shortest caveat that confirms a level of which others have the same word, with what separates them, in bytes of
/// folded text.
const MIN_CAVEAT_BYTES: usize = 10;

/// Reads the level at `hit` with everything that belongs to it. `None` when it can be no marking at all.
pub(crate) fn read_banner(page: &Page<'_>, hit: &Hit) -> Option<Reading> {
    // Most hits are words of sentences, and nothing can make them markings: that is asked before anything around is
    // looked up.
    if is_inside_word(page, &hit.range) && !page.explaining {
        return None;
    }
    let mut before = read_lead(page, hit.range.start);
    let is_letter = |c: char| is_word(c) && !c.is_ascii_digit();
    let declares = (before.lead == Lead::Prose).then(|| declares_itself(page, hit.range.start)).flatten();
    let hopeless = before.lead == Lead::Prose
        && declares.is_none()
        && page.after(hit.range.end).trim_start().starts_with(is_letter)
        && claims(page, hit).all(|claim| claim.stands > Stands::Anywhere);
    if (hopeless || before.ticked == Some(false)) && !page.explaining || !has_room(page, &hit.range) {
        return None;
    }
    let confused = page.is_confused(&hit.range);
    if confused && !page.explaining {
        return None;
    }
    let lead = page.before(hit.range.start);
    // `//JOINT SECRET CAN GBR USA//…`: the owners follow the level without a control before them.
    let owners = before.lead == Lead::Foreign && lead.trim_end().ends_with("joint");
    let level = hit.range.start..if owners { read_values(page, hit.range.start, hit.range.end) } else { hit.range.end };
    let (mut claim, mut tail, mut supported) = best_claim(page, hit, |claim| read_after_level(page, claim, &level).0)?;
    // Whose the information is, only the American format says before the level.
    let capco = |claim: &Claim| page.catalogue.follows(claim.system, Grammar::Capco);
    if let Some(own) = claims(page, hit).find(capco).filter(|_| before.lead == Lead::Foreign) {
        tail = read_after_level(page, &own, &level).0;
        (claim, supported) = (own, true);
    }
    // `TS//SI-G//NF`: letters are a level before a control that is known. In brackets they mark a portion.
    let begins = before.bracket.is_none() && matches!(before.lead, Lead::Nothing | Lead::Number | Lead::Subject);
    let mere_letters = level.len() <= MAX_LETTERS_BYTES
        && !(matches!(tail.controls.first(), Some(Control::Known { .. })) && (begins || tail.complete));
    if mere_letters || !(supported || tail.complete && matches!(before.lead, Lead::Nothing | Lead::Number)) {
        return None;
    }
    let (_, star) = read_after_level(page, &claim, &level);
    // `二、秘密★1年 名单`; without a star it may be a list of the levels.
    if star.is_some() && before.lead == Lead::Prose && is_han_numbering(lead) {
        before.lead = Lead::Number;
    }
    let end = page.after(tail.end);
    let after = end.trim_start();
    // `【取扱注意・機密性2】`
    let closed = [tail.end, tail.siblings_end].into_iter().find_map(|end| close_bracket(page, before.bracket, end));
    let range = before.start.min(hit.range.start)..closed.unwrap_or(tail.end);
    let range = if before.bracket.is_some() && range.end > tail.end { hit.range.start..tail.end } else { range };
    let mut reading = Reading::new(page, claim, Kind::Banner, range, &tail);
    // Nothing but a marking stands in such brackets above all else: `【取扱注意】`.
    let start = hit.range.start;
    let is_lenticular = lead.ends_with(any_of(&['[', '('])) && matches!(page.source(start - 1..start), "【" | "（");
    let heads = page.is_head(page.line_at(hit.range.start));
    let headed = closed.is_some() && is_lenticular && heads;
    reading.unsupported = !(supported || headed && tail.complete);
    let cues = &mut reading.cues;
    cues.add_if(confused, Cue::EverydayPhrase);
    cues.add_if(hit.misread, Cue::Misread);
    cues.add_if(before.ticked == Some(false), Cue::NotTicked);
    if let Some(star) = star {
        cues.add_if(star.examination && !page.examinations, Cue::Examination);
        cues.add_if(!star.text.is_empty(), Cue::PeriodParsed);
        // Stars on both sides and other words behind them: `★机密★ 盲盒上新`.
        let start = level.start;
        let framed = page.text()[..start].ends_with('*') && page.source(start - 1..start) != "*";
        if star.decorative || framed && star.text.is_empty() && !tail.complete {
            return None;
        }
    }
    cues.add_if(before.ticked == Some(true), Cue::Ticked);
    cues.add_if(tail.delimited, Cue::ControlsParsed);
    // `SECRET – UK/US EYES ONLY`: no word is followed by so many of the system's own.
    let own = |control: &Control| matches!(control, Control::Known { system, .. } if *system == claim.system);
    let caveat = hit.range.end..tail.end;
    let telling = caveat.len() >= MIN_CAVEAT_BYTES && tail.complete && claim.stands > Stands::Line;
    let controlled = tail.controls.iter().any(own) && !page.source(caveat).contains(char::is_lowercase);
    cues.add_if(telling && controlled, Cue::SupportNear);
    let written = page.source(hit.range.clone());
    // Who prints a marking gives it at least one capital; a small `l` may be read for one.
    let is_lower = |c: char| c.is_lowercase() && !(hit.misread && matches!(c, 'l' | 'ｌ'));
    let (upper, lower) = (written.chars().any(char::is_uppercase), written.chars().any(is_lower));
    let lowered = lower && (claim.capitals || !upper && claim.stands > Stands::Anywhere);
    // A form that is met nowhere else may open a line in any case: `Distribution Statement D: …`.
    let opens = !matches!(before.lead, Lead::Prose | Lead::Owner)
        && (tail.complete || after.starts_with(any_of(&[':', '.', '-', '|', ','])));
    cues.add_if(lowered && !(claim.stands == Stands::Anywhere && opens), Cue::NotCapitals);
    // Out of capitals a short level is a word like any other, unless what controls it is in capitals:
    // `Official-Sensitive [LOCSEN]`.
    let short = written.split_whitespace().count() < 3;
    let everyday = lowered && short && claim.stands == Stands::Line && !(tail.delimited || controlled);
    cues.add_if(everyday, Cue::EverydayWord);

    let quoted = before.quote.is_some() && after.starts_with(is_closing_quote);
    if quoted {
        tail.complete = tail.complete || count_chars(end.trim()) <= 1;
    }
    let tagged = quoted
        && (claim.stands == Stands::Anywhere && is_member(page, hit.range.start, tail.end)
            || (claim.stands == Stands::Anywhere || tail.delimited) && is_shown_attribute(page, hit.range.start));
    let other_before = || page.has_level_before(hit.range.start);
    let leads = matches!(before.lead, Lead::Nothing | Lead::Number | Lead::Foreign)
        || before.lead == Lead::Clock && tail.delimited
        || before.lead == Lead::Prompt && tail.complete && is_message(page, &claim, &hit.range, &tail)
        || before.lead == Lead::Prose
            && (follows_companions(page, &claim, hit.range.start)
                || stands_apart(page, &claim, hit)
                || tail.complete && ends(lead.trim_end(), List::Parts) && other_before());
    tail.complete |= leads
        && (is_before_owner(page, &claim, &hit.range, tail.end) || is_before_field(page, &claim, &hit.range, tail.end));
    cues.add_if(tagged, Cue::MetadataLabel);
    // In a table the cell before is no owner, unless it is a label, which the grammar of fields reads.
    let titled = claim.stands == Stands::Anywhere && heads;
    let in_table = !titled && tail.controls.is_empty() && lead.trim_start().starts_with('|');
    // A word that many print is owned by who says so: `Gannet Foods Ltd – Confidential`.
    let line_start = hit.range.start - lead.len();
    let owner_named = || page.holds_support(claim.system, line_start..hit.range.start);
    let prose = before.lead == Lead::Prose;
    // `Grant review panel 7 – CUI – do not post to shared drive`
    let framed = claim.rank > MAX_EVERYDAY_RANK && tail.complete && end.contains(char::is_alphanumeric) && heads;
    // `Veltmann Aerostructures — Proprietary Information` above `Bonding process sheet, rev C`
    let sheet = || heads && is_long(page, &hit.range) && page.supports(claim.system, &hit.range) > 0;
    let owned = (before.lead == Lead::Owner
        || prose && (is_dated(page, &claim, hit, &tail) || follows_owner(page, &claim, &hit.range)))
        && (claim.stands <= Stands::Line || prose || framed || owner_named() || sheet())
        && !in_table
        && !other_before();
    // `Case 7716 | TLP:AMBER | Owner: night shift`, without another level in the cells before.
    let telling = claim.stands == Stands::Anywhere || tail.delimited;
    let in_cell = owned && telling && lead.ends_with("| ") && after.starts_with('|');
    // Russian papers print the mark in the quotation marks in which the law has it; Korean and Japanese ones set
    // headings off by some: `〈대외비〉`.
    let printed = match before.quote {
        Some('«') => page.supports(claim.system, &hit.range) > 1,
        Some('〈' | '「' | '『') => heads && leads && claim.stands <= Stands::Line,
        _ => false,
    };
    let named = quoted && tail.controls.is_empty() && claim.stands > Stands::Anywhere && !printed;
    // An argument or a member of a tuple: `("SECRET//NOFORN", 4),`.
    let passed = quoted && before.bracket == Some('(');
    // The last word of a sentence, for which its line had no room: `…, which is why you see` above `CUI//SP-CTI.`
    let above = page.line_at(hit.range.start).checked_sub(1);
    let above = above.map_or("", |above| page.source(page.range(above)).trim_end());
    let runs_on = end.starts_with('.') && above.len() >= MIN_RUN_ON_BYTES && above.ends_with(char::is_lowercase);
    let set_off = tail.complete || closed.is_some() || after.starts_with(any_of(&[':', '-', '|']));
    let declared = declares.is_some_and(|declares| ends_declaration(page, &declares, hit, claim, &tail));
    if runs_on {
        cues.add(Cue::Continuation);
        cues.add(Cue::ProseBefore);
    } else if declared
        || before.lead == Lead::Part
            && set_off
            && (is_as_printed(written, Some(claim))
                || tail.complete && claim.rank > Rank::MIN && !cues.has(Cue::NotCapitals))
    {
        cues.add(Cue::FieldLabel);
    } else if (tail.complete && (leads || owned) || in_cell) && !named && !passed {
        cues.add(Cue::OwnLine);
    } else if matches!(before.lead, Lead::Prose | Lead::Owner) && ends_title(page, &hit.range, &claim, &tail, closed) {
        cues.add(Cue::TitleEnd);
    } else if closed.is_some()
        && (leads || before.lead == Lead::Subject || claim.stands == Stands::Anywhere && tail.complete)
    {
        cues.add(Cue::Bracketed);
    } else if !tagged {
        read_around(page, &before.lead, hit, &tail, &mut reading);
    }
    let cues = &mut reading.cues;
    cues.add_if(quoted && !tagged && !declared && (named || passed || !(tail.complete && leads)), Cue::Quoted);
    cues.add_if(passed, Cue::ProgramText);
    // Markdown's mark of code, in a sentence: "The stamp reads `SECRET//NOFORN`; …".
    let code = lead.ends_with('`') && end.starts_with('`');
    cues.add_if(code && before.lead == Lead::Prose, Cue::Quoted);
    let listed = has_other_grades(page, &claim, &tail) || is_glossed(page, &claim, &hit.range);
    cues.add_if(before.ticked.is_none() && listed, Cue::GradesListed);
    // `Совершенно секретно. Экз. № 1`
    let accompanied = tail.complete && end.len() > 1;
    let sentence = end.starts_with('.') && !accompanied && contains(written, " ") && !is_capitals(written);
    cues.add_if(sentence && claim.stands > Stands::Anywhere && tail.controls.is_empty(), Cue::Sentence);
    cues.add_if(
        claim.stands > Stands::Anywhere
            && !declared
            && after.starts_with(any_of(&[',', ';', '=']))
            && !is_rule(end)
            && tail.controls.is_empty(),
        Cue::ProgramText,
    );
    reading.kind = if tagged {
        Kind::Metadata
    } else {
        match (
            closed.is_some() || owned || declared || before.lead == Lead::Subject,
            tail.controls.is_empty(),
            claim.stands,
        ) {
            (true, ..) => Kind::Header,
            (_, _, Stands::Anywhere) => Kind::Header,
            (_, true, Stands::Confirmed | Stands::Supported) => Kind::Stamp,
            _ => Kind::Banner,
        }
    };
    Some(reading)
}

/// Whether a level of one character, such as `密`, has others of its script on both sides.
fn is_inside_word(page: &Page<'_>, level: &Range<usize>) -> bool {
    count_chars(&page.text()[level.clone()]) == 1
        && page.text()[..level.start].ends_with(is_han_or_kana)
        && page.text()[level.end..].starts_with(is_han_or_kana)
}

/// The controls after a level, or its period where one follows a star.
pub(crate) fn read_after_level(page: &Page<'_>, claim: &Claim, level: &Range<usize>) -> (Tail, Option<Period>) {
    if !page.catalogue.follows(claim.system, Grammar::StarPeriod) {
        return (read_tail(page, claim, level.end), None);
    }
    if page.text()[level.clone()].ends_with('*') {
        let period = read_period(page, level.start, level.end);
        return (tail_of_period(page, claim, &period), Some(period));
    }
    if let Some((period, marked)) = read_period_without_star(page, level.end) {
        let tail = tail_of_period(page, claim, &period);
        if tail.complete {
            return (tail, marked.then_some(period));
        }
    }
    (read_tail(page, claim, level.end), None)
}

fn tail_of_period(page: &Page<'_>, claim: &Claim, period: &Period) -> Tail {
    let mut tail = Tail { end: period.end, ..Tail::default() };
    if !period.text.is_empty() {
        tail.controls.push(Control::Other(period.text.clone()));
    }
    tail.finish(page, claim.system, period.end);
    tail
}

#[cfg(test)]
mod tests {
    use crate::detect::highest;

    #[test]
    fn banners_are_found_in_any_order_with_any_delimiter() {
        for (text, system, rank) in [
            ("SECRET//REL TO USA, GBR, CAN\nMovement table for serial 12.\nSECRET//REL TO USA, GBR, CAN", "us", 4),
            ("TOP SECRET//SI-G//ORCON/NOFORN\n\nAssessment", "us", 5),
            ("TOP SECRET//SI/TK//RSEN/NOFORN", "us", 5),
            ("TOP SECRET//HCS-P/SI//ORCON/NOFORN/FISA", "us", 5),
            ("SECRET//SAR-BROKEN ANVIL//WAIVED//NOFORN\nbudget lines", "us", 4),
            ("CONFIDENTIAL//NOFORN\npage 3 of 9\n", "us", 3),
            ("summarize this for my boss:\n\nSECRET//ORCON\n\nThe bridge at Talla is closed.", "us", 4),
            ("> SECRET//NOFORN\n> the ferry leaves at dawn", "us", 4),
            ("**SECRET//NOFORN**\n\nthe ferry leaves at dawn", "us", 4),
            ("<h1>SECRET//NOFORN</h1><p>ferry</p>", "us", 4),
            ("FOUO\n\nGate codes", "us", 2),
            ("UNCLASSIFIED//FOUO", "us", 2),
            ("U//FOUO\nGate codes changed", "us", 2),
            ("CUI//SP-CTI//NOFORN\n\nTolerances", "us", 2),
            ("CUI//SP-EXPT/SP-CTI//FEDCON\n\nTolerances", "us", 2),
            ("CONTROLLED//SP-PRVCY\nRoster", "us", 2),
            ("CUI\n\nRoster of shift two\n\nCUI", "us", 2),
            ("DISTRIBUTION STATEMENT C: Distribution authorized to U.S. Government agencies", "us", 2),
            ("DISTRIBUTION STATEMENT A. Approved for public release; distribution is unlimited.", "us", 0),
            ("S E C R E T\n\nreport", "us", 4),
            ("SECRET|NOFORN\nreport", "us", 4),
            ("SECRET/NOFORN\nreport", "us", 4),
            ("SECRET\\\\NOFORN\nreport", "us", 4),
            ("SECRET // REL TO USA , GBR\nreport", "us", 4),
            ("SECRET NOFORN\nreport", "us", 4),
            ("SEGRET//NOFORN\nreport", "us", 4),
            ("SECRET//NOFQRN\nreport", "us", 4),
            ("5ECRET//NOFORN\nreport", "us", 4),
            ("TOP SECRET//S1//NOFORN\nreport", "us", 5),
            ("top secret//si//noforn\nreport", "us", 5),
            ("secret\n\nreport on the ferry\n\nsecret", "us", 4),
            ("TOP\nSECRET\n\nflange", "us", 5),
            ("TOP SECRET//SI//\nNOFORN\nflange", "us", 5),
            ("SUBJECT: SECRET//NOFORN - ferry\nBody follows.", "us", 4),
            ("RE: [CONFIDENTIAL//NOFORN] ferry", "us", 3),
            ("//JOINT SECRET CAN USA//REL TO USA, CAN\nferry", "us", 4),
            ("//GBR SECRET//REL TO USA, GBR\nferry", "us", 4),
            ("//NATO CONFIDENTIAL//REL TO USA, NATO\nferry", "nato", 3),
            ("COSMIC TOP SECRET – ATOMAL\nferry", "nato", 5),
            ("NATO SECRET – RELEASABLE TO FIN\nferry\nNATO SECRET", "nato", 4),
            ("NATO UNCLASSIFIED\nReleasable to PfP\nferry", "nato", 0),
            ("NATO RESTRICTED//REL TO UKR\nferry", "nato", 2),
            ("nato secret\n\nbarge\n\nnato secret", "nato", 4),
            ("OTAN SECRET\nNote", "nato", 4),
            ("OFFICIAL-SENSITIVE – COMMERCIAL\nTender", "uk", 2),
            ("OFFICIAL–SENSITIVE\nTender", "uk", 2),
            ("OFFICIAL: SENSITIVE\nTender\nGSCP", "uk", 2),
            ("Official-Sensitive\n\nTender\n\nOfficial-Sensitive", "uk", 2),
            ("OFFICIAL\n\nMinutes of the pier board\n\nOFFICIAL", "uk", 1),
            ("OFFICIAL SENSITIVE [PERSONAL]\nCase 12", "uk", 2),
            ("UK TOP SECRET STRAP2\nAssessment", "uk", 5),
            ("SECRET UK EYES ONLY\nAssessment", "uk", 4),
            ("TOP SECRET//UK EYES ONLY\nAssessment", "uk", 5),
            ("UK OFFICIAL-SENSITIVE\nAssessment", "uk", 2),
            ("RESTRICTED – COMMERCIAL\nTender", "uk", 2),
            ("Subject: OFFICIAL-SENSITIVE - pier lease\nHello", "uk", 2),
            ("TRÈS SECRET UE/EU TOP SECRET\nAssessment", "eu", 5),
            ("EU RESTRICTED\nAssessment", "eu", 2),
            ("RESTREINT UE\nNote", "eu", 2),
            ("Council of the European Union\nBrussels, 3 May 2031\n9001/31\nLIMITE\nJAI 12", "eu", 1),
            ("SENSITIVE – UE\nDeliverable 4.2", "eu", 2),
            ("CONFIDENTIEL UE / EU CONFIDENTIAL\nNote", "eu", 3),
            ("MẬT\nSố: 12/BC-CA\nBÁO CÁO tình hình", "vn", 3),
            ("TUYỆT MẬT\nBản số: 02/05", "vn", 5),
            ("TỐI MẬT\nBỘ QUỐC PHÒNG", "vn", 4),
            ("LƯU HÀNH NỘI BỘ\nQuy chế", "vn", 1),
            ("M Ậ T\nSố: 3/KH", "vn", 3),
            ("TLP:RED\n\nIndicators", "tlp", 3),
            ("TLP:AMBER+STRICT", "tlp", 2),
            ("[TLP:GREEN] weekly digest", "tlp", 1),
            ("Subject: TLP:AMBER phishing kit\nHello all", "tlp", 2),
            ("tlp:amber\nhost list", "tlp", 2),
            ("This advisory is TLP:GREEN.\nIndicators follow.", "tlp", 1),
            ("TLP：RED\n主机列表", "tlp", 3),
            ("机密\n00012\n云溪市人民政府办公室文件\n云政办发〔2031〕3号", "cn", 4),
            ("00012\n机密\n特急\n云溪市人民政府办公室文件", "cn", 4),
            ("秘密\n\n云溪市粮食局关于储备的报告\n云粮〔2031〕3号", "cn", 3),
            ("内部资料，注意保存\n工作动态第3期", "cn", 1),
            ("内部文件 不得外传\n薪酬方案", "cn", 1),
            ("仅供内部参考\n薪酬方案", "cn", 1),
            ("工作秘密\n巡察计划", "cn", 2),
            ("机密 阅后收回\n储备点位", "cn", 4),
            ("SECRET (when filled in)\nForm 12", "us", 4),
            ("CONFIDENTIAL\nCOVER SHEET\nSF 705", "us", 3),
            ("SECRET\n\n1. SITUATION. Enemy holds the ford.\n2. MISSION. Take it.\n\nSECRET", "us", 4),
            ("a long chat about lunch and plans\n\nSECRET//NOFORN\n\nthe ferry\n\nmore chat", "us", 4),
            ("ordinary words in a row here\n\nTOP SECRET\n\nThe ferry sails.\n\nTOP SECRET\n\nordinary words", "us", 5),
            ("UNCLASSIFIED\nPress guidance\nUNCLASSIFIED", "us", 0),
            ("SENSITIVE BUT UNCLASSIFIED\nCable", "us", 2),
            ("SECRET//RD\nyield", "us", 4),
            ("SECRET//FRD-SIGMA 14//NOFORN\nyield", "us", 4),
            ("FINAL\n\nTOP SECRET//SI//NOFORN//25X1\nyield", "us", 5),
        ] {
            assert_eq!(highest(text), Some((system.to_owned(), rank)), "{text}");
        }
    }
}
