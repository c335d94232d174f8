//! Words around a marking that tell that it is spoken of: questions, explanations, titles, job adverts, program text.
//!
//! Lists of words, not grammar, in the languages that were met; for all others the words of a sentence on the same line
//! ([`Cue::ProseBefore`], [`Cue::ProseAfter`]) have to do. All words are folded.
use core::ops::Range;

use super::{
    cue::{Cue, Cues},
    page::{Page, is_unspaced, is_word},
};

/// How far around a marking its sentence is looked at, in bytes.
const REACH: usize = 240;

/// Asks about what follows.
const ASKING: [&str; 36] = [
    "what does",
    "what is",
    "what's",
    "what are",
    "what do",
    "which",
    "how do",
    "how is",
    "how should",
    "why",
    "who",
    "when should",
    "can you explain",
    "explain",
    "define",
    "describe",
    "meaning of",
    "difference between",
    "tell me about",
    "什么是",
    "是什么",
    "什么意思",
    "区别",
    "怎么",
    "如何",
    "为什么",
    "请问",
    "解释",
    "介绍一下",
    "was heißt",
    "was bedeutet",
    "qu'est-ce",
    "c'est quoi",
    "que significa",
    "что такое",
    "là gì",
];

/// Explains, names or describes markings.
const EXPLAINING: [&str; 82] = [
    "word",
    "words",
    "bearing",
    "means",
    "meant",
    "stands for",
    "lowest",
    "highest",
    "grade",
    "grades",
    "level",
    "levels",
    "tier",
    "tiers",
    "banner",
    "banners",
    "portion",
    "marking",
    "markings",
    "marked",
    "stamped",
    "labelled",
    "labeled",
    "tagged",
    "such as",
    "for example",
    "e.g.",
    "i.e.",
    "example",
    "examples",
    "format",
    "syntax",
    "replaced",
    "definition",
    "defined",
    "called",
    "known as",
    "refers to",
    "label",
    "labels",
    "restrictive",
    "abbreviation",
    "acronym",
    "standard",
    "handbook",
    "manual",
    "textbook",
    "course",
    "lesson",
    "quiz",
    "slang",
    "classification",
    "classified",
    "designated",
    "designation",
    "written as",
    "caveat",
    "category",
    "categories",
    "意思",
    "含义",
    "表示",
    "是指",
    "分为",
    "三级",
    "标注",
    "标有",
    "标明",
    "印有",
    "盖有",
    "字样",
    "例如",
    "比如",
    "格式",
    "样式",
    "形式",
    "示例",
    "标志",
    "标识",
    "bedeutet",
    "означает",
    "gồm",
];

/// What a sentence goes on with whose subject the marking is.
const VERBS: [&str; 26] = [
    "keeps ",
    "permits ",
    "replaced ",
    "replaces ",
    "limits ",
    "restricts ",
    "allows ",
    "indicates ",
    "denotes ",
    "requires ",
    "covers ",
    "tells ",
    "is ",
    "are ",
    "was ",
    "were ",
    "means ",
    "has ",
    "should ",
    "must be ",
    "may be ",
    "can be ",
    "applies ",
    "ist ",
    "est ",
    "是",
];

/// Speaks of people to be cleared or hired.
const HIRING: [&str; 20] = [
    "clearance",
    "clearances",
    "cleared",
    "eligibility",
    "applicants",
    "applicant",
    "polygraph",
    "hiring",
    "salary",
    "resume",
    "candidate",
    "candidates",
    "vacancy",
    "招聘",
    "应聘",
    "上岗",
    "任职",
    "sicherheitsüberprüfung",
    "habilitation",
    "job",
];

/// Denies what follows.
const DENYING: [&str; 14] =
    ["not", "no", "non", "never", "isn't", "aren't", "wasn't", "nicht", "kein", "не", "不是", "并非", "没有", "不属于"];

/// Begins the line after the title of a work.
const BYLINES: [&str; 80] = [
    "un film",
    "un roman",
    "une pièce",
    "ein film",
    "ein roman",
    "un romanzo",
    "una película",
    "una novela",
    "um filme",
    "um romance",
    "een film",
    "een roman",
    "en film",
    "en roman",
    "powieść",
    "rated ",
    "noun",
    "adjective",
    "verb",
    "adverb",
    "by ",
    "a novel",
    "a film",
    "a play",
    "a podcast",
    "a game",
    "a story",
    "a memoir",
    "starring",
    "directed by",
    "written by",
    "season ",
    "episode ",
    "chapter ",
    "tickets",
    "book online",
    "book now",
    "coming soon",
    "in cinemas",
    "now showing",
    "open daily",
    "sold out",
    "free entry",
    "doors open",
    "buy now",
    "shop now",
    "作者",
    "文:",
    "文/",
    "著",
    "词:",
    "曲:",
    "作词",
    "作曲",
    "演唱",
    "歌手",
    "导演",
    "主演",
    "编剧",
    "主持",
    "第一章",
    "第1章",
    "監督:",
    "主演:",
    "出演:",
    "脚本:",
    "원작:",
    "감독:",
    "출연:",
    "режиссёр",
    "режиссер",
    "в главных ролях",
    "режисер",
    "у головних ролях",
    "yönetmen",
    "başrol",
    "במאי",
    "כתב וביים",
    "إخراج",
    "کارگردان",
];

/// Sells or shows something. Anywhere in the line after the title.
const ADVERTISING: [&str; 25] = [
    "party game",
    "board game",
    "card game",
    "lyrics",
    "documentary",
    "phim",
    "trò chơi",
    "escape room",
    "book now",
    "book online",
    "tickets",
    "podcast",
    "box office",
    "streaming",
    "album",
    "trailer",
    "bestseller",
    "novel",
    "thriller",
    "cocktail",
    "menu",
    "密室",
    "剧本杀",
    "综艺",
    "限时",
];

/// Adds what the sentence around `range` says.
pub(crate) fn read_sentence(page: &Page<'_>, range: &Range<usize>, cues: &mut Cues) {
    let (before, after) = (sentence_before(page, range.start), sentence_after(page, range.end));
    let asked_before = any_word(before, &ASKING);
    let ends_asking = after.trim_end().ends_with('?');
    cues.add_if(ends_asking || asked_before && !before.trim_end().ends_with(':'), Cue::Question);
    cues.add_if(
        !before.trim_end().ends_with(':') && any_word(before, &EXPLAINING) || any_word(after, &EXPLAINING),
        Cue::Explained,
    );
    cues.add_if(VERBS.iter().any(|verb| after.trim_start().starts_with(verb)), Cue::Explained);
    cues.add_if(any_word(before, &HIRING) || any_word(after, &HIRING), Cue::JobAdvert);
    let last_words = &before[before.char_indices().rev().nth(16).map_or(0, |(at, _)| at)..];
    cues.add_if(any_word(last_words, &DENYING), Cue::Negated);
}

/// Whether the prompt before a marking asks what it means.
pub(crate) fn asks(before: &str) -> bool {
    any_word(before, &ASKING)
        && any_word(before, &["mean", "means", "meaning", "意思", "含义", "区别", "difference", "stand for", "什么"])
}

/// Whether the line reads as the one after the title of a work, or as an advert.
pub(crate) fn is_byline(line: &str) -> bool {
    BYLINES.iter().any(|byline| line.starts_with(byline)) || line.ends_with('著') || any_word(line, &ADVERTISING)
}

/// Whether somebody speaks of himself or to another in Chinese, as poems, songs and diaries do and documents never:
/// there it is `我局`, `我县`.
pub(crate) fn is_personal(text: &str) -> bool {
    text.char_indices().any(|(at, c)| {
        let office = text[at + c.len_utf8()..]
            .starts_with(|next| "局县市省区国部委院方军处办校司厅社乡镇厂所站会".contains(next));
        matches!(c, '我' | '你' | '她' | '俺' | '咱') && !office
    })
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
    let stop = before[..end].trim_end_matches(['.', '。']).rfind(". ").map(|stop| stop + 2);
    let stop = stop.max(before[..end].rfind(['。', '！', '；', '\n']).map(|stop| stop + 1));
    before.get(stop.unwrap_or(0)..).unwrap_or(before)
}

/// The words of the sentence after `at`, on its line, with the mark that ends it.
fn sentence_after<'t>(page: &Page<'t>, at: usize) -> &'t str {
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

/// Whether one of `words` stands in `text` as words of their own.
fn any_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let starts = !text[..at].chars().next_back().is_some_and(is_word) || !word.starts_with(is_word);
            let ends = !text[at + word.len()..].chars().next().is_some_and(is_word) || !word.ends_with(is_word);
            starts && ends
        })
    })
}

/// Whether the text between two places is prose: two words, or three characters of a script without blanks.
pub(crate) fn is_prose(text: &str) -> bool {
    let words = text
        .split(|c: char| !is_word(c) && c != '\'')
        .filter(|word| !word.is_empty() && word.chars().any(char::is_alphabetic))
        .count();
    words >= 1 || text.chars().filter(|&c| is_unspaced(c)).count() >= 2
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
