use crate::{attach, check, markings, notices};
use shareguard::NoticeKind;
use shareguard::extract::file::{HEAD_BYTES, MAX_WHOLE_BYTES, TAIL_BYTES};
use shareguard::submission::File;

const MARKING: &str = "SECRET//NOFORN\n";

#[test]
fn an_empty_file_is_clean() {
    let verdict = attach("empty.txt", b"");
    assert_eq!((verdict.findings.len(), verdict.complete), (0, true));
}

#[test]
fn nul_bytes_in_a_text_hide_nothing() {
    let text = format!(
        "\0{MARKING}\nThe pump house opens on Monday, and everybody is invited to come and see it for themselves. There will be lunch at noon, and after it a walk along the river to the old mill.\0\n"
    );
    assert_eq!(markings(&attach("a.txt", text.as_bytes())), [("us", "SECRET")]);
}

#[test]
fn what_one_program_added_to_the_file_of_another_is_read() {
    let added: Vec<u8> =
        "\nSECRET//NOFORN\r\n\r\nThe pump house opens.\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let log = [&*b"12:00 started\r\n12:01 pumping\r\n".repeat(50), &added].concat();
    assert_eq!(markings(&attach("a.log", &log)), [("us", "SECRET")]);
}

#[test]
fn of_a_large_file_both_ends_are_read_and_it_is_said() {
    let line = "The pump house opens on Monday.\n";
    let filler = |bytes: usize| line.repeat(bytes / line.len() + 1);
    let size = (HEAD_BYTES + TAIL_BYTES) * 2;
    for (text, found) in [
        (format!("{MARKING}\n{}", filler(size)), true),
        (format!("{}\n{MARKING}", filler(size)), true),
        (format!("{}\n{MARKING}\n{}", filler(size / 2), filler(size / 2)), false),
    ] {
        let verdict = attach("big.txt", text.as_bytes());
        assert_eq!((markings(&verdict) == [("us", "SECRET")], notices(&verdict)), (found, vec![NoticeKind::Truncated]));
    }
}

#[test]
fn a_huge_file_comes_as_its_two_ends() {
    let line = "The pump house opens on Monday.\n";
    let head = line.repeat(HEAD_BYTES / line.len());
    for (label, tail) in [
        ("utf-8", format!("\n{MARKING}").into_bytes()),
        // Begins in the middle of a character.
        ("gb18030", [&b"\xFA\xC3\xDC\n"[..], MARKING.as_bytes()].concat()),
    ] {
        let file = File {
            name: "a.log",
            media_type: "text/plain",
            size: 200 * MAX_WHOLE_BYTES,
            head: head.as_bytes(),
            tail: &tail,
        };
        let verdict = check(&[file]);
        assert_eq!(
            (markings(&verdict), notices(&verdict)),
            (vec![("us", "SECRET")], vec![NoticeKind::Truncated]),
            "{label}"
        );
    }
}

#[test]
fn files_of_one_action_make_one_verdict_that_names_each() {
    let file = |name, text: &'static str| File {
        name,
        media_type: "",
        size: text.len() as u64,
        head: text.as_bytes(),
        tail: &[],
    };
    let verdict = check(&[
        file("a.txt", "Lunch?"),
        file("b.txt", "TLP:RED\nHosts"),
        file("c.txt", "SECRET//NOFORN\n"),
        file("d.pdf", "%PDF-1.7"),
    ]);
    let found: Vec<_> = verdict.findings.iter().map(|finding| (finding.item, finding.file.as_deref())).collect();
    assert!(found.contains(&(1, Some("b.txt"))) && found.contains(&(2, Some("c.txt"))), "{found:?}");
    assert_eq!(
        verdict.notices.iter().map(|notice| (notice.item, notice.file.as_deref())).collect::<Vec<_>>(),
        [(Some(3), Some("d.pdf"))]
    );
}

#[test]
fn a_name_with_more_words_than_are_looked_at_is_told() {
    let name = "TLP:RED ".repeat(16_385);
    assert_eq!(notices(&attach(&name, b"Lunch at noon?")), [NoticeKind::Truncated]);
}

#[test]
fn labels_behind_hundreds_of_others_are_read() {
    let others = "<meta name=\"a\" content=\"b\">\n".repeat(300);
    let page =
        format!("<html><head>{others}<meta name=\"classification\" content=\"SECRET//NOFORN\"></head><p>Lunch?</p>");
    let verdict = attach("a.html", page.as_bytes());
    assert_eq!((markings(&verdict), verdict.complete), (vec![("us", "SECRET")], true));

    let others = "<meta name=\"a\" content=\"b\">\n".repeat(100_000);
    let page =
        format!("<html><head>{others}<meta name=\"classification\" content=\"SECRET//NOFORN\"></head><p>Lunch?</p>");
    assert_eq!(notices(&attach("a.html", page.as_bytes())), [NoticeKind::Truncated]);
}
