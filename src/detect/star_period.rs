//! `密级★保密期限`: what may stand after the star, by article 20 of the law's implementing rules and the marking rules
//! of 1990.
//!
//! A number of years, months or days, `长期`, a date, or a condition that ends with 前; all of it optional.
use super::{
    page::Page,
    words::{List, Lists},
};
use crate::{substring::any_of, text::character::is_numeral};
use core::ops::Range;

/// Longest condition after the star, in characters: `重大政策正式公布前`.
const MAX_CONDITION_CHARS: usize = 16;
/// How far below the star an examination paper shows itself, in bytes and in lines.
const EXAM_REACH_BYTES: usize = 1200;
const EXAM_REACH_LINES: usize = 8;

/// What was read after a star.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Period {
    /// The period, date or condition, without brackets; empty where there is none.
    pub(crate) text: Range<usize>,
    /// First byte after it and its brackets.
    pub(crate) end: usize,
    /// Whether it is the boilerplate of an examination paper.
    pub(crate) examination: bool,
    /// Whether the star is one of a row, as shops and reviews print them.
    pub(crate) decorative: bool,
}

/// Reads what stands after the star that ends at `star_end`.
pub(crate) fn read_period(page: &Page<'_>, marking_start: usize, star_end: usize) -> Period {
    let text = page.text();
    let rest = page.after(star_end);
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let opened = rest[blanks..].chars().next().filter(|c| matches!(c, '(' | '[' | '〔' | '【'));
    let from = star_end + blanks + opened.map_or(0, char::len_utf8);
    // Those of bold markdown are ASCII: `**机密★10年**`.
    let is_star = |at: usize| page.source(at..at + 1) != "*";
    let row = text[star_end..].starts_with('*') && is_star(star_end)
        || page.before(marking_start).ends_with("**") && is_star(marking_start - 1);
    let length =
        read_length(&text[from..]).or_else(|| read_date(&text[from..])).or_else(|| read_condition(page.after(from)));
    let Some(length) = length else {
        return Period { text: star_end..star_end, end: star_end, examination: false, decorative: row };
    };
    let period = from..from + length;
    let mut end = period.end;
    if opened.is_some() {
        let rest = &text[end..];
        let close = rest.trim_start_matches(' ').chars().next().filter(|c| matches!(c, ')' | ']' | '〕' | '】'));
        end += close.map_or(0, |close| rest.len() - rest.trim_start_matches(' ').len() + close.len_utf8());
    }
    let condition = &text[period.clone()];
    let examination =
        condition.ends_with('前') && Lists::of(condition).has(List::ExaminationConditions) && is_examination(page, end);
    Period { text: period, end, examination, decorative: row }
}

/// What stands for ★ where a font, a code page or a scanner had none.
const STAR_LIKE: &[char] = &[
    '·', '•', '・', '‧', '.', '※', '▲', '△', '◆', '●', '■', '?', '\u{FFFD}', '/', '|', '│', '大', '食', '女', '文',
    '水', '太',
];

/// Reads a period after a level that ends at `level_end` and has no star: `机密·10年`, `机密 10年`, `机密（10年）`. The
/// second value is whether brackets or something in the place of the star set it off; without the latter only a length
/// is read, because `秘密 2031年5月1日` may be the title of anything.
pub(crate) fn read_period_without_star(page: &Page<'_>, level_end: usize) -> Option<(Period, bool)> {
    let rest = page.after(level_end);
    let unblanked = rest.trim_start_matches(' ');
    let mark = unblanked.chars().next().filter(|c| STAR_LIKE.contains(c));
    let from = level_end + rest.len() - unblanked.len() + mark.map_or(0, char::len_utf8);
    let period = read_period(page, level_end, from);
    let text = &page.text()[period.text.clone()];
    let known = if mark.is_some() { !text.ends_with('前') } else { read_length(text).is_some() };
    let marked = mark.is_some() || period.end > period.text.end;
    (!text.is_empty() && known).then_some((period, marked))
}

/// Whether the lines after `at` are the head of an examination paper.
fn is_examination(page: &Page<'_>, at: usize) -> bool {
    let text = page.text();
    let mut end = (at + EXAM_REACH_BYTES).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[at..end];
    let lines = head.split(any_of(&['\n'])).filter(|line| !line.trim().is_empty()).take(EXAM_REACH_LINES);
    lines.into_iter().any(|line| Lists::of(line).has(List::Examination))
}

/// `10年`, `6 个月`, `l0年` as OCR reads it, `长期`.
fn read_length(text: &str) -> Option<usize> {
    for word in ["长期", "長期", "永久"] {
        if text.starts_with(word) {
            return Some(word.len());
        }
    }
    let digits = digits(text, 3).or_else(|| numeral(text))?;
    let rest = &text[digits..];
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let unit = ["个月", "個月", "年", "月", "天", "日"].iter().find(|unit| rest[blanks..].starts_with(**unit))?;
    let end = digits + blanks + unit.len();
    // `2033年6月` is a date.
    (!text[end..].trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit())).then_some(end)
}

/// `2033年6月30日`, `2033年6月30日前`, `2033.6.30`, `2033-06-30`, `20330630`, a year alone.
fn read_date(text: &str) -> Option<usize> {
    let mut end = digits(text, 8)?;
    let mut parts = 1;
    while parts < 3 {
        let Some(separator) =
            text[end..].trim_start_matches(' ').chars().next().filter(|c| matches!(c, '年' | '月' | '.' | '-' | '/'))
        else {
            break;
        };
        let gap = text[end..].len() - text[end..].trim_start_matches(' ').len() + separator.len_utf8();
        let blanks = text[end + gap..].len() - text[end + gap..].trim_start_matches(' ').len();
        match digits(&text[end + gap + blanks..], 2) {
            Some(length) => end += gap + blanks + length,
            None if separator.is_ascii() => break,
            None => return Some(end + gap),
        }
        parts += 1;
    }
    for unit in ["日", "月", "年", "前", "解密"] {
        if text[end..].starts_with(unit) {
            end += unit.len();
        }
    }
    (parts > 1 || end >= 8).then_some(end)
}

/// `会议开始前`: characters up to the last 前 on the line, if nothing but a blank, bracket or the end follows it.
/// `解密条件另行通知`: all that follows the word for declassifying.
fn read_condition(rest: &str) -> Option<usize> {
    let mut end = None;
    for (count, (at, c)) in rest.char_indices().enumerate() {
        if count >= MAX_CONDITION_CHARS || matches!(c, ' ' | '\n' | '。' | ',' | '*' | '"' | '”') {
            break;
        }
        if rest.starts_with("解密") {
            end = Some(at + c.len_utf8());
        }
        let next = rest[at + c.len_utf8()..].chars().next();
        if c == '前' && next.is_none_or(|next| !next.is_alphanumeric()) {
            end = Some(at + c.len_utf8());
        }
    }
    end
}

/// Length of a number in Chinese characters at the start of `text`: `三十`.
fn numeral(text: &str) -> Option<usize> {
    let length: usize = text.chars().take(3).take_while(|&c| is_numeral(c)).map(char::len_utf8).sum();
    (length > 0).then_some(length)
}

/// Length of at most `most` digits at the start of `text`; `l`, `i` and `o` are what OCR reads for 1 and 0.
fn digits(text: &str, most: usize) -> Option<usize> {
    let length =
        text.bytes().take(most).take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'l' | b'i' | b'o')).count();
    (length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::highest;
    use crate::marking::catalogue::Catalogue;
    use crate::text::Folded;

    #[test]
    fn every_lawful_period_is_read() {
        for (written, expected) in [
            ("机密★10年", "10年"),
            ("机密★ 6 个月", "6 个月"),
            ("秘密★15天", "15天"),
            ("绝密★长期", "长期"),
            ("绝密★(30年)", "30年"),
            ("绝密★（30年）", "30年"),
            ("机密★2035年12月31日", "2035年12月31日"),
            ("机密★2035.12.31", "2035.12.31"),
            ("机密★2035年", "2035年"),
            ("机密★2035年6月30日前", "2035年6月30日前"),
            ("机密★会议开始前", "会议开始前"),
            ("机密★重大政策正式公布前 第3号", "重大政策正式公布前"),
            ("机密★l0年", "l0年"),
            ("绝密★三十年", "三十年"),
            ("秘密★六个月", "六个月"),
            ("机密★", ""),
            ("机密★ 第12号", ""),
            ("机密★前方高能", ""),
        ] {
            let catalogue = Catalogue::shipped();
            let folded = Folded::new(written);
            let page = Page::new(&catalogue, &folded).expect("the star form is an anchor");
            let star = folded.as_str().find('*').expect("stars fold to *") + 1;
            let period = read_period(&page, 0, star);
            assert_eq!(&folded.as_str()[period.text], expected, "{written}");
        }
    }

    #[test]
    fn an_examination_needs_its_condition_and_its_vocabulary() {
        for (text, expected) in [
            ("绝密★启用前\n2031年普通高等学校招生全国统一考试", true),
            ("机密★开考前\n考生须知", true),
            ("绝密★启用前\n新型雷达站启用方案", false),
            ("绝密★会议开始前\n考试安排", false),
        ] {
            let catalogue = Catalogue::shipped();
            let folded = Folded::new(text);
            let page = Page::new(&catalogue, &folded).expect("the star form is an anchor");
            let star = folded.as_str().find('*').expect("stars fold to *") + 1;
            assert_eq!(read_period(&page, 0, star).examination, expected, "{text}");
        }
    }

    #[test]
    fn stars_are_found_in_documents_and_prompts() {
        for (text, system, rank) in [
            ("润色：机密★20年 云溪发〔2031〕9号 关于储备库布局调整的请示", "cn", 4),
            ("翻译：绝密★长期\n\n第三季度部署", "cn", 5),
            ("机密★5年\n\n关于…的通知", "cn", 4),
            ("机密★(5年)\n云溪市", "cn", 4),
            ("机密★2031年5月\n云溪市", "cn", 4),
            ("绝密★党代会召开前\n云溪市", "cn", 5),
            ("秘密★　１年\n云溪市", "cn", 3),
            ("机密*10年\n云溪市人民政府", "cn", 4),
            ("机密⭐10年\n云溪市人民政府", "cn", 4),
            ("機密★10年\n雲溪市", "cn", 4),
            ("机密★1O年\n云溪市", "cn", 4),
            ("机\n密\n★\n五\n年\n云溪市委", "cn", 4),
            ("机密※10年\n储备点位", "cn", 4),
            ("机密·10年\n储备点位", "cn", 4),
            ("机密?10年\n储备点位", "cn", 4),
            ("绝密 长期\n云溪市委", "cn", 5),
            ("秘密(5年)\n云溪市委", "cn", 3),
            ("机密★10年\n中共云溪市委员会\n2031年5月", "cn", 4),
            ("你好，帮我把下面的材料改成通俗版：\n\n秘密★3年\n\n储备点位调整说明", "cn", 3),
            ("Please translate into English:\n机密★10年\n储备点位", "cn", 4),
        ] {
            assert_eq!(highest(text), Some((system.to_owned(), rank)), "{text}");
        }
    }

    #[test]
    fn stars_in_explanations_papers_and_shops_stay_silent() {
        for text in [
            "“机密★10年”是什么意思？",
            "密级标志的格式为“密级★保密期限”，例如机密★10年。",
            "首页左上角应当标注“秘密★5年”字样。",
            "一份标有机密★20年字样的文件在网上流传，警方已介入。",
            "新闻：某男子倒卖绝密★启用前试卷被抓",
            "绝密★启用前\n2031年全国硕士研究生招生考试",
            "机密★启用前\n英语 试卷类型A",
            "秘密★考试结束前\n高三物理试题",
            "绝密★独家配方 限时特惠 买一送一",
            "★★★★★机密★★★★★ 全场五折",
            "今年夏天的事\n秘密 10年\n明年夏天的事",
            "机密 10年后公开\n云溪市档案馆",
        ] {
            assert_eq!(highest(text), None, "{text}");
        }
    }
}
