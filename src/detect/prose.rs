//! Words around a marking that tell that it is spoken of: questions, explanations, titles, job adverts, program text.
//!
//! Words, not grammar: where no word of [`words`](super::words) stands, those of a sentence on the same line
//! ([`Cue::ProseBefore`], [`Cue::ProseAfter`]) have to do.
use core::ops::Range;

use super::{
    cue::{Cue, Cues},
    lead::is_closing_quote,
    page::Page,
    words::{List, Lists, begins, each_word, ends, is, is_of},
};
use crate::{
    substring::{any_of, contains, count_chars, last_position},
    text::character::{is_han_or_kana, is_word, trim_marks},
};

/// How far around a marking its sentence is looked at, in bytes.
const REACH: usize = 240;

/// Adds what the sentence around `range` says.
pub(crate) fn read_sentence(page: &Page<'_>, range: &Range<usize>, cues: &mut Cues) {
    let (before, after) = (sentence_before(page, range.start), sentence_after(page, range.end));
    let (told_before, told_after) = (Lists::of(before), Lists::of(after));
    let asked_before = told_before.has(List::Asking);
    let ends_asking = after.trim_end().ends_with('?');
    cues.add_if(ends_asking || asked_before && !before.trim_end().ends_with(':'), Cue::Question);
    cues.add_if(
        !before.trim_end().ends_with(':') && told_before.has(List::Explaining) || told_after.has(List::Explaining),
        Cue::Explained,
    );
    cues.add_if(goes_on(page, range.end), Cue::Explained);
    // A paragraph with a portion mark may speak of applicants.
    let hiring = told_before.has(List::Hiring) || told_after.has(List::Hiring);
    cues.add_if(hiring && !cues.has(Cue::ParagraphInitial), Cue::JobAdvert);
    let last_words = &before[before.char_indices().rev().nth(16).map_or(0, |(at, _)| at)..];
    cues.add_if(Lists::of(last_words).has(List::Denying), Cue::Negated);
}

/// Whether a sentence goes on after the marking that ends at `end` and is a part of it.
pub(crate) fn goes_on(page: &Page<'_>, end: usize) -> bool {
    let after = page.after(end);
    let rest = after.trim_start_matches(|c: char| c == ' ' || c == '`' || is_closing_quote(c));
    let at = end + after.len() - rest.len();
    let upper = page.source(at..end + after.len()).starts_with(char::is_uppercase);
    !upper && (begins(rest, List::Verbs) || begins(rest, List::Continuations))
}

/// Whether the prompt before a marking asks what it means.
pub(crate) fn asks(before: &str) -> bool {
    let told = Lists::of(before);
    told.has(List::Asking) && told.has(List::Meaning)
}

/// Whether the words before a marking explain how `level` is written. Who asks for help with a paper names its level,
/// too: `Shorten this TLP:AMBER report: TLP:AMBER …`.
pub(crate) fn explains(before: &str, level: &str) -> bool {
    contains(before, level) && Lists::of(before).has(List::Explaining)
}

/// Whether the words before a label announce it as an example: `brackets after SEC=, for example SEC=PROTECTED`.
pub(crate) fn gives_example(before: &str) -> bool {
    before.ends_with(' ') && !contains(before, "\"") && !contains(before, "<") && Lists::of(before).has(List::Examples)
}

/// Whether any word of `text` explains markings.
pub(crate) fn is_explaining(text: &str) -> bool {
    Lists::of(text).has(List::Explaining)
}

/// Most words of a title before the marking that ends it, or behind the one that begins it.
pub(super) const MAX_TITLE_WORDS: usize = 8;
/// How many lines of a list are looked at for the one that announces it.
const MAX_LIST_LINES: usize = 8;

/// The end of a line, trimmed: many markings may ask about the same long line.
fn line_end<'t>(page: &Page<'t>, line: usize) -> &'t str {
    page.before(page.range(line).end).trim_end()
}

/// Whether `line` stands in a list that a line above it announces as examples: `Correct portion marks, for example:`.
pub(crate) fn is_example(page: &Page<'_>, line: usize) -> bool {
    let above = core::iter::successors(page.previous_inked(line), |&line| page.previous_inked(line));
    let announced = above.take(MAX_LIST_LINES).map(|line| line_end(page, line)).find(|line| line.ends_with(':'));
    announced.is_some_and(|line| Lists::of(line).has(List::Examples))
}

/// Whether what stands on `line` up to `end` is shown to be explained: a line that ends with a colon and explains or
/// announces examples stands right above, and after it on the line or right below words that explain. Who asks for help
/// with a paper may well name its marking before it, but then the paper follows.
pub(crate) fn is_announced(page: &Page<'_>, line: usize, end: usize) -> bool {
    let above = page.previous_inked(line).map(|line| line_end(page, line)).filter(|line| line.ends_with(':'));
    let Some(above) = above.map(Lists::of) else { return false };
    let examples = above.has(List::Examples);
    let after = Some(page.after(end)).filter(|after| !after.trim().is_empty());
    let below = || page.next_inked(page.line_at(end)).map(|line| page.after(page.range(line).start));
    let after = after.or_else(below);
    (examples || above.has(List::Explaining)) && after.map_or(examples, is_explaining)
}

/// What the label before a marking says of it: whether it begins an entry in a list of changes to a program, `-
/// Fixed:`, or a side of a card to learn from, `Front:`; that a sentence starts, otherwise.
pub(crate) fn label_cue(before: &str) -> Cue {
    let label = trim_marks(before.trim_end().trim_end_matches(':'));
    if is(label, List::Changes) {
        Cue::ProgramText
    } else if is(label, List::Cards) {
        Cue::Question
    } else {
        Cue::SentenceInitial
    }
}

/// Whether the line reads as the one after the title of a work, or as an advert.
pub(crate) fn is_byline(line: &str) -> bool {
    begins(line, List::Bylines) || ends(line, List::LineEnds) || Lists::of(line).has(List::Advertising)
}

/// Whether a line is the name of a Chinese author: three characters that begin with a surname.
pub(crate) fn is_name(line: &str) -> bool {
    count_chars(line) == 3 && begins(line, List::Surnames) && !ends(line, List::Offices)
}

/// Whether somebody speaks of himself or to another in Chinese, as poems, songs and diaries do and documents never:
/// there it is `我局`, `我县`.
pub(crate) fn is_personal(text: &str) -> bool {
    let mut personal = false;
    each_word(text, &mut |lists, _, end| {
        personal |= is_of(lists, List::Personal) && !begins(&text[end..], List::Offices);
    });
    personal
}

/// The words of the sentence before `at`, on its line.
fn sentence_before<'t>(page: &Page<'t>, at: usize) -> &'t str {
    let before = page.before(at);
    let mut from = before.len().saturating_sub(REACH);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let before = &before[from..];
    let end = before.trim_end().len();
    let stop = last_position(before[..end].trim_end_matches(any_of(&['.', '。'])), ". ").map(|stop| stop + 2);
    let stop = stop.max(before[..end].rfind(any_of(&['。', '！', '；', '\n'])).map(|stop| stop + 1));
    before.get(stop.unwrap_or(0)..).unwrap_or(before)
}

/// The words of the sentence after `at`, on its line, with the mark that ends it.
pub(super) fn sentence_after<'t>(page: &Page<'t>, at: usize) -> &'t str {
    let after = page.after(at);
    let mut to = after.len().min(REACH);
    while !after.is_char_boundary(to) {
        to -= 1;
    }
    let after = &after[..to];
    let stop = after.char_indices().find(|&(at, c)| {
        matches!(c, '?' | '!' | '。' | '\n')
            || c == '.' && after[at + 1..].chars().next().is_none_or(char::is_whitespace)
    });
    stop.map_or(after, |(at, c)| &after[..at + c.len_utf8()])
}

/// Whether the words before a marking are the title of a text, which has no verb to speak of and no stop: `Weekly
/// digest TLP:AMBER`.
pub(crate) fn is_title(before: &str, after: &str) -> bool {
    let told = Lists::of(before);
    const SPOKEN_OF: [List; 6] =
        [List::Asking, List::Explaining, List::Denying, List::Changes, List::Verbs, List::Examples];
    before.split_whitespace().count() <= MAX_TITLE_WORDS
        && before.ends_with(' ')
        && before.trim_start().starts_with(char::is_alphanumeric)
        && !before.contains(any_of(&['=', '"', '\'', ';']))
        && !after.trim_start().starts_with(any_of(&['.', '?', '!']))
        && !told.has_any(&SPOKEN_OF)
}

/// Whether the text between two places is prose: two words, or three characters of a script without blanks.
pub(crate) fn is_prose(text: &str) -> bool {
    let words = text
        .split(|c: char| !is_word(c) && c != '\'')
        .filter(|word| !word.is_empty() && word.chars().any(char::is_alphabetic))
        .count();
    words >= 1 || text.chars().filter(|&c| is_han_or_kana(c)).count() >= 2
}

#[cfg(test)]
mod tests {
    use crate::detect::highest;

    #[test]
    fn mentions_stay_silent() {
        for text in [
            "What is the difference between SECRET and TOP SECRET?",
            "Is SECRET//NOFORN higher than CONFIDENTIAL//REL TO USA?",
            "Explain the banner line TOP SECRET//SI//NOFORN.",
            "A banner such as \"SECRET//NOFORN\" goes at the top and bottom of every page.",
            "For example, (S//NF) before a paragraph means it is Secret and not releasable.",
            "The portion mark (S//NF) is used for Secret material.",
            "In the handbook, SECRET//NOFORN is given as an example of a banner line.",
            "How do I write a portion mark like (TS//SI//NF)?",
            "NOFORN stands for not releasable to foreign nationals.",
            "He leaked a TOP SECRET//SI document, prosecutors say.",
            "The memo, marked SECRET//NOFORN, was found in a garage, the paper reported.",
            "Applicants must hold an active TS/SCI clearance with polygraph.",
            "TOP SECRET clearance required",
            "Senior analyst (TS/SCI) wanted.",
            "SECRET SALE\nUp to 70% off",
            "SECRET BEACH\nA short walk from the pier",
            "TOP SECRET RECIPE\nGrandma's pie",
            "CONFIDENTIAL\nby Ann Carver\nA novel",
            "SECRET\nA film by Jo Marsh",
            "Secret\n\nI hold a stone within my hand,\nand nobody can see.",
            "CONFIDENTIALITY NOTICE: This email and attachments are intended only for the addressee.",
            "CONFIDENTIALITY AGREEMENT\nThis agreement is made between the parties",
            "This email is CONFIDENTIAL and may be legally privileged.",
            "Level names:\nTOP SECRET\nSECRET\nCONFIDENTIAL\nUNCLASSIFIED",
            "Levels: TOP SECRET, SECRET, CONFIDENTIAL.",
            "| Level | Meaning |\n| TOP SECRET | exceptionally grave damage |\n| SECRET | serious damage |",
            "[ ] SECRET  [ ] CONFIDENTIAL  [ ] UNCLASSIFIED",
            "SECRET = os.environ['SECRET']",
            "const SECRET = 'abc';",
            "enum Level {\n  TOP_SECRET,\n  SECRET,\n  CONFIDENTIAL,\n  UNCLASSIFIED,\n}",
            "LEVELS = [\n  'SECRET',\n  'TOP SECRET',\n]",
            "if level == \"TOP SECRET\":\n    raise",
            "// SECRET: see docs",
            "assert_eq!(parse(\"SECRET//NOFORN\"), Ok(level));",
            "https://example.org/secret//noforn",
            "kind: Secret\nmetadata:\n  name: tls",
            "secret: true\nconfidential: false",
            "AWS_SECRET=abc",
            "RESTRICTED AREA\nKeep out",
            "RESTRICTED\nViewer discretion advised: rated R",
            "OFFICIAL\nFan club merch store",
            "OFFICIAL TRAILER\nIn cinemas June",
            "Official results\nTeam A 3",
            "PROTECT YOUR HOME\nCall now",
            "SENSITIVE SKIN\nHand cream",
            "LIMITE\nde vitesse 50",
            "CUI: a console user interface library",
            "CUI bono? asked the lawyer.",
            "The CUI program replaced FOUO.",
            "CUI training is due Friday.",
            "controlled unclassified information (CUI) must be protected.",
            "SI units and TK prefix",
            "He plays S//M music",
            "TLP is a power tool for Linux.",
            "What does TLP:RED mean?",
            "TLP:RED is the most restrictive label of the Traffic Light Protocol.",
            "The four labels are TLP:RED, TLP:AMBER, TLP:GREEN and TLP:CLEAR.",
            "We use TLP:AMBER for information that may be shared inside the organisation, and TLP:RED for recipients only.",
            "if tag == \"tlp:red\": drop()",
            "NATO SECRET is equivalent to US SECRET.",
            "NATO RESTRICTED, NATO CONFIDENTIAL, NATO SECRET and COSMIC TOP SECRET are the four levels.",
            "Is NATO CONFIDENTIAL the same as EU CONFIDENTIAL?",
            "OFFICIAL-SENSITIVE is a marking used within OFFICIAL.",
            "Documents marked OFFICIAL-SENSITIVE need care, the guidance says.",
            "He had seen NATO SECRET papers, the court heard.",
            "机密\n东野圭吾 著\n南海出版公司",
            "秘密\n作词：林某\n作曲：王某",
            "绝密\n导演：陈某\n主演：李某",
            "秘密\n我有一个小秘密，就不告诉你",
            "密级分为三级：绝密、机密、秘密。",
            "绝密、机密、秘密\n三个等级的区别",
            "绝密\n机密\n秘密",
            "绝密级事项须报省级机关确定。",
            "国家秘密的密级分为绝密、机密、秘密。",
            "他把秘密告诉了我。",
            "这份机密文件后来被公开。",
            "机密计算\n可信执行环境综述",
            "内部价\n仅限今日",
            "内部招聘公告\n岗位三名",
            "内部控制制度",
            "内部资料室开放时间",
            "保密协议\n甲方：云溪公司",
            "商业秘密保护条例",
            "本邮件含有机密信息，请勿转发。",
            "招聘：涉密岗位，须通过机密级审查",
            "秘密花园\n涂色书",
            "《机密》影评",
            "电影《绝密543》观后感",
            "请问“内部资料”能不能带回家？",
            "Mật ong rừng\nGiá 200k",
            "mật khẩu wifi",
            "Tài liệu tuyệt mật bị rò rỉ",
            "TUYỆT MẬT là gì?",
            "Độ mật: \nSố: 4",
            "Bí mật gia đình",
            "MẬT ONG\nNguyên chất",
            "TỐI MẬT, MẬT, TUYỆT MẬT là ba mức độ.",
            "TRÈS SECRET UE/EU TOP SECRET is the highest level.",
            "EU RESTRICTED and EU CONFIDENTIAL documents are registered.",
            "Controlled by: remote\nColour: red",
            "The report was declassified in 1998 and had been TOP SECRET.",
            "UNCLASSIFIED is not a classification level.",
            "The file was unclassified.",
            "Unclassified documents\nA study",
            "SECRET WEAPON\nNew single out now",
            "The word SECRET appears 14 times.",
            "\"SECRET\"",
            "Stamp it SECRET and file it.",
            "Not SECRET, merely embarrassing.",
            "My password is [SECRET]",
            "token: [REDACTED] SECRET",
            "Subject: Confidential - salary review",
            "Dear Sir,\nStrictly private.\nRegards",
            "Re: secret santa",
            "RESTRICTED Boltzmann machines",
            "OFFICIAL USE of the gym is on Mondays",
            "FOR OFFICIAL USE ONLY was a US marking until 2020.",
            "The FOUO marking was replaced.",
            "SBU stands for sensitive but unclassified.",
            "Limited distribution of the leaflet began.",
            "LES: Large Eddy Simulation",
            "SSI benefits start at 65.",
            "DRAFT\n\nMinutes\n\nDRAFT",
            "INTERNAL MEMO\nTo: all",
            "S. E. C. R. E. T. agents",
            "V I C T O R I A ' S  S E C R E T",
            "S E C R E T  G A R D E N\nA musical",
            "T O P  S E C R E T  R E C I P E S",
            "C O N F I D E N T I A L  W A S T E",
        ] {
            assert_eq!(highest(text), None, "{text}");
        }
    }
}
