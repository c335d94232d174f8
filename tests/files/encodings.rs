use crate::{attach, markings};
use encoding_rs::Encoding;

/// A marking with its document, in each encoding that people write it in, and alone.
const TEXTS: &[(&str, &str, &str, &[&str])] = &[
    (
        "cn",
        "机密★10年",
        "关于泵房改造工程有关情况的报告\n各有关单位：现将泵房改造工程的有关情况报告如下。",
        &["utf-8", "utf-16le", "utf-16be", "gb18030"],
    ),
    ("cn", "绝密★长期", "关于泵房改造工程有关情况的报告", &["utf-8", "utf-16le", "utf-16be", "gb18030"]),
    (
        "tw",
        "極機密",
        "主旨：關於泵房改建工程之相關情形，請鑒核。\n說明：依據前函辦理，詳如附件所示。",
        &["utf-8", "utf-16le", "big5"],
    ),
    (
        "jp",
        "極秘",
        "ポンプ場の改修工事について、下記のとおり報告します。\n記\n一、工期は来年の三月までとする。",
        &["utf-8", "utf-16be", "shift_jis", "euc-jp", "iso-2022-jp"],
    ),
    (
        "kr",
        "Ⅱ급비밀",
        "펌프장 개수 공사에 관한 보고서\n다음과 같이 보고합니다. 공사는 내년 삼월까지 진행한다.",
        &["utf-8", "utf-16le", "euc-kr"],
    ),
    (
        "ru",
        "Совершенно секретно",
        "Экз. 1\n\nДоклад о состоянии насосной станции. Работы будут закончены в марте.",
        &["utf-8", "utf-16le", "windows-1251", "koi8-r", "iso-8859-5", "ibm866"],
    ),
    ("vn", "TUYỆT MẬT", "Số: 7/KH-UBND\n\nKế hoạch sửa chữa trạm bơm trong năm tới.", &["utf-8", "utf-16le"]),
    (
        "us",
        "SECRET//NOFORN",
        "The pump house opens on Monday.",
        &["utf-8", "utf-16le", "utf-16be", "windows-1252", "gb18030", "shift_jis"],
    ),
    ("us", "SECRET//NOFORN", "Le café de Zoë à Noël.", &["windows-1252", "iso-8859-15"]),
    (
        "fr",
        "SECRET DÉFENSE",
        "Note sur la station de pompage, rédigée à la fin de l'été.",
        &["utf-8", "windows-1252", "iso-8859-15"],
    ),
];

fn encoded(text: &str, label: &str) -> Vec<u8> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    match label {
        "utf-16le" => utf16(u16::to_le_bytes),
        "utf-16be" => utf16(u16::to_be_bytes),
        _ => {
            let encoding = Encoding::for_label(label.as_bytes()).expect("an encoding");
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy, "{text} cannot be written in {label}");
            bytes.into_owned()
        }
    }
}

#[test]
fn a_marking_is_found_in_every_encoding() {
    let mut missed = Vec::new();
    for &(system, marking, document, labels) in TEXTS {
        for label in labels {
            let text = format!("{marking}\n\n{document}\n");
            for ending in ["\n", "\r\n"] {
                let verdict = attach("report.txt", &encoded(&text.replace('\n', ending), label));
                let is_found = verdict.findings.iter().any(|finding| {
                    finding.system == system && finding.quote.contains(&marking[..marking.floor_char_boundary(6)])
                });
                if !is_found || !verdict.complete {
                    missed.push((label, marking, markings(&verdict).len(), verdict.notices));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_marking_alone_is_found_in_every_encoding() {
    let mut missed = Vec::new();
    for (system, marking, labels) in [
        ("cn", "机密★10年", &["gb18030", "utf-16le", "utf-16be"][..]),
        ("cn", "绝密★长期", &["gb18030", "utf-16le", "utf-16be"]),
        ("us", "SECRET//NOFORN", &["utf-16le", "utf-16be"]),
    ] {
        for label in labels {
            let verdict = attach("a.txt", &encoded(marking, label));
            if !verdict.findings.iter().any(|finding| finding.system == system) {
                missed.push((label, marking));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    for label in ["utf-8", "utf-16le", "utf-16be"] {
        let verdict = attach("a.txt", &encoded("\u{FEFF}机密★10年", label));
        assert_eq!((verdict.findings[0].span.start, &*verdict.findings[0].quote), (0, "机密★10年"), "{label}");
    }
}

#[test]
fn a_marking_is_found_once_however_many_encodings_were_tried() {
    let verdict =
        attach("a.txt", &encoded("SECRET//NOFORN\n\nLe café de Zoë à Noël.\n\nSECRET//NOFORN\n", "windows-1252"));
    assert_eq!(markings(&verdict), [("us", "SECRET"), ("us", "SECRET")]);
}

#[test]
fn ordinary_text_in_any_encoding_is_clean() {
    for (text, labels) in [
        (
            "关于泵房改造工程有关情况的报告，这是我们之间的秘密。请各单位于下周一前反馈意见。",
            &["gb18030", "utf-16le", "utf-16be"][..],
        ),
        ("這是我們之間的祕密。請各單位於下週一前回覆意見。", &["big5"]),
        ("これは二人だけの秘密です。来週の月曜日までにご返信ください。", &["shift_jis", "euc-jp", "iso-2022-jp"]),
        ("이것은 우리끼리의 비밀입니다. 다음 주 월요일까지 회신해 주십시오.", &["euc-kr"]),
        (
            "Это наш маленький секрет. Просим ответить до понедельника.",
            &["windows-1251", "koi8-r", "iso-8859-5", "ibm866"],
        ),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", &["windows-1250", "iso-8859-2"]),
        ("Αυτό είναι το μυστικό μας, γράψτε έως τη Δευτέρα.", &["windows-1253", "iso-8859-7"]),
        ("Bu bizim küçük sırrımız; çok güzel bir gün, şimdi görüşürüz.", &["windows-1254"]),
        ("Le café de Zoë à Noël, c’est notre secret.", &["windows-1252", "macintosh"]),
    ] {
        for label in labels {
            let verdict = attach("a.txt", &encoded(&format!("{text}\n{text}\n"), label));
            assert_eq!((verdict.findings.len(), verdict.complete), (0, true), "{label} {text}: {verdict:?}");
        }
    }
}

#[test]
fn a_damaged_character_does_not_hide_the_rest() {
    let mut bytes = "机密★10年\n\n关于泵房改造工程有关情况的报告\n".as_bytes().to_vec();
    bytes.extend(b"\xFF broken");
    assert_eq!(markings(&attach("a.txt", &bytes)), [("cn", "机密")]);
    let mut bytes = encoded("机密★10年\n\n关于泵房改造工程有关情况的报告\n", "gb18030");
    bytes.extend(b"\xFF\n");
    assert_eq!(markings(&attach("a.txt", &bytes)), [("cn", "机密")]);
}

#[test]
fn the_encoding_is_told_by_what_is_not_ascii_however_far_down() {
    let code = "int main(void) { return 0; }\n".repeat(4_000);
    for (text, label, system) in [
        ("机密★10年\n\n关于泵房改造工程有关情况的报告\n", "gb18030", "cn"),
        ("極機密\n\n主旨：關於泵房改建工程之相關情形，請鑒核。\n", "big5", "tw"),
        ("Совершенно секретно\nЭкз. 1\n\nДоклад о состоянии насосной станции\n", "koi8-r", "ru"),
    ] {
        let verdict = attach("a.txt", &[code.as_bytes(), &encoded(text, label)].concat());
        assert!(verdict.findings.iter().any(|finding| finding.system == system), "{label}: {:?}", markings(&verdict));
    }
}

#[test]
fn a_declaration_is_believed_where_the_bytes_allow() {
    let html = encoded("<meta charset=gbk><p>机密★10年</p>", "gb18030");
    assert_eq!(markings(&attach("a.html", &html)), [("cn", "机密")]);
    let lies = encoded("<meta charset=utf-8><p>机密★10年</p>", "gb18030");
    assert_eq!(markings(&attach("a.html", &lies)), [("cn", "机密")]);
    let xml = encoded(
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><p>Совершенно секретно</p>\n<p>Экз. 1</p>\n<p>Доклад о состоянии</p>",
        "windows-1251",
    );
    assert_eq!(markings(&attach("a.xml", &xml)).first().map(|(system, _)| *system), Some("ru"));
}
