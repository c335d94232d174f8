use super::*;
use crate::extract::file::read;
use crate::submission::{File, Locale};

/// The texts of a message in the likeliest encoding, and whether something was not read.
fn shown(message: &[u8]) -> (String, bool) {
    let file = File { name: "a.eml", media_type: "", size: message.len() as u64, head: message, tail: &[] };
    let extracted = read(&file, Locale::English);
    let Some(reading) = extracted.text.and_then(|text| text.into_readings().next()) else { return Default::default() };
    let text = reading.parts.iter().map(|(_, text)| &**text).collect();
    (text, !reading.unread.is_empty() || !extracted.unread.is_empty())
}

#[test]
fn headers_and_texts_are_read_however_they_are_written() {
    for (message, expected) in [
        ("Subject: =?UTF-8?B?U0VDUkVULy9OT0ZPUk4=?=\n\nx", "Subject: SECRET//NOFORN\n\nx"),
        ("Subject: =?utf-8?q?SECRET=2F=2FNOFORN_barge?=\n\nx", "Subject: SECRET//NOFORN barge\n\nx"),
        // A character in two words, a language, another encoding behind them.
        (
            "Subject: =?UTF-8*zh?B?5py6?=\r\n =?UTF-8?B?5a8=?= =?utf-8?B?hg==?=\n =?GB2312?Q?=A1=EF?= x\n\n",
            "Subject: 机密★ x\n\n",
        ),
        (
            "Content-Disposition: attachment;\n filename*=UTF-8''%E6%9C%BA%E5%AF%86.txt\n\n",
            "Content-Disposition: attachment;\n filename*=UTF-8''%E6%9C%BA%E5%AF%86.txt\n机密.txt\n\n",
        ),
        ("Subject: 1 =? 2 =?x?y?z?= =?utf-8?b?\n\nx", "Subject: 1 =? 2 =?x?y?z?= =?utf-8?b?\n\nx"),
        ("Content-Transfer-Encoding:\n base64\n\nU0VD\nUkVU", "Content-Transfer-Encoding:\n base64\nSECRET"),
        (
            "content-transfer-encoding: Quoted-Printable; x=y\n\nSEC= \t\nRET=2F/NOFORN =3D =x",
            "content-transfer-encoding: Quoted-Printable; x=y\n\nSECRET//NOFORN = =x",
        ),
        (
            "Content-Type: text/plain; charset=\"gb2312\"\nContent-Transfer-Encoding: quoted-printable\n\n=BB=FA=C3=DC",
            "Content-Type: text/plain; charset=\"gb2312\"\nContent-Transfer-Encoding: quoted-printable\n\n机密",
        ),
        // Says ASCII, and is not.
        (
            "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: base64\n\n5py65a+G",
            "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: base64\n机密",
        ),
        (
            "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p class=3D\"a\">S=\n<b>ECRET</b></p>",
            "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\nSECRET",
        ),
        ("No header\nContent-Transfer-Encoding: 8bit\n", "No header\nContent-Transfer-Encoding: 8bit\n"),
        ("", ""),
    ] {
        let (text, has_unread) = shown(message.as_bytes());
        let blank_lines = |text: &str| text.replace("\r\n", "\n").replace("\n\n", "\n");
        assert_eq!((blank_lines(&text), has_unread), (blank_lines(expected), false), "{message}");
    }
}

#[test]
fn parts_are_told_apart_and_each_is_read() {
    let message = "MIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary=\"out; er\"\n\nx\n--out; er\n\
        Content-Type: message/rfc822\n\nSubject: =?utf-8?q?inner?=\nContent-Type: multipart/alternative; boundary=in\n\n\
        --in\nContent-Transfer-Encoding: base64\n\nU0VDUkVU\n--in--\n\n--out; er\nContent-Type: text/plain\n\nplain\n--out; er--\nend\n";
    let (text, has_unread) = shown(message.as_bytes());
    for expected in ["\nx\n", "Subject: inner\n", "\nSECRET\n", "\nplain\n", "end\n"] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!has_unread);

    let box_of_two = "From a@example.org\nContent-Transfer-Encoding: base64\n\nU0VDUkVU\n\n".repeat(200);
    let (text, has_unread) = shown(box_of_two.as_bytes());
    assert_eq!((text.matches("SECRET").count(), has_unread), (200, false));
}

#[test]
fn each_part_is_in_an_encoding_of_its_own() {
    let part = |charset: &str, text: &[u8]| {
        [
            b"--b\nContent-Type: text/plain; charset=",
            charset.as_bytes(),
            b"\nContent-Transfer-Encoding: 8bit\n\n",
            text,
            b"\n",
        ]
        .concat()
    };
    let message = [
        &b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n"[..],
        &part("utf-8", "委员会星期二开会讨论了新图书馆的计划。".as_bytes()),
        &part("gb2312", b"\xBB\xFA\xC3\xDC\xA1\xEF10\xC4\xEA"),
        &part("koi8-r", b"\xF3\xC5\xCB\xD2\xC5\xD4\xCE\xCF"),
        b"--b--\n",
    ]
    .concat();
    let (text, has_unread) = shown(&message);
    for expected in ["委员会星期二开会", "\n机密★10年\n", "\nСекретно\n"] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!has_unread);
}

#[test]
fn a_line_that_begins_with_from_ends_no_message() {
    let message = "Content-Transfer-Encoding: quoted-printable\n\nHello\n\nFrom Monday on it is closed.\n\n=E6=9C=BA\n";
    assert!(shown(message.as_bytes()).0.ends_with("From Monday on it is closed.\n\n机\n"));
    let in_mailbox = format!("From a@example.org Mon Jan  5 08:00:00 2026\n{message}");
    assert!(shown(in_mailbox.as_bytes()).0.ends_with("From Monday on it is closed.\n\n机\n"));
}

#[test]
fn messages_and_files_in_a_message_are_read_whatever_they_are_encoded_in() {
    for (message, expected) in [
        (
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogcGxhbgoKU0VDUkVULy9OT0ZPUk4KClRoZSBmZXJyeQo=\n",
            "Subject: plan\n\nSECRET//NOFORN\n",
        ),
        (
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\nSubject: =3D?UTF-8?B?U0VDUkVULy9OT0ZPUk4=3D?=3D\n\nhi\n",
            "Subject: SECRET//NOFORN\n",
        ),
        (
            "Content-Type: application/octet-stream; name=a.html\nContent-Transfer-Encoding: base64\n\nPHA+U0VDUkVULy9OT0ZPUk48L3A+",
            "SECRET//NOFORN",
        ),
        (
            "Content-Transfer-Encoding: base64\n\nU0VDUkVULy9OT0ZPUk4=\n\n_____\nPumps, a list at example.org\n",
            "SECRET//NOFORN\n_____\nPumps",
        ),
        (
            "Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\nU0VDUkVULy9OT0ZPUk4=",
            "SECRET//NOFORN",
        ),
    ] {
        let (text, has_unread) = shown(message.as_bytes());
        assert!(text.contains(expected) && !has_unread, "{message}: {text}");
    }
}

#[test]
fn what_is_not_read_is_told() {
    for message in [
        "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=",
        "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a",
        "Content-Transfer-Encoding: base64\n\n{}",
        "Content-Transfer-Encoding: base64\n\nSGVsbG8g\nU0VDUkVULy9OT0ZP*Uk4=\n",
        "Subject: =?utf-8?b?{}?=\n\nx",
        "Subject: =?utf-7?q?+Z7pbxg-?=\n\nx",
        "Content-Type: text/plain; charset=UTF-7\n\n+Z7pbxg-",
        "Content-Type: text/plain; charset=hz-gb-2312\nContent-Transfer-Encoding: 7bit\n\n~{;zC\\~}",
        // The boundary is not as it is declared.
        "Content-Type: multipart/mixed; boundary=a\n\n--b\nContent-Transfer-Encoding:\n base64\n\nU0VDUkVU",
        "Content-Type: multipart/mixed\n\n--b\nContent-Transfer-Encoding: base64\n\nU0VDUkVU",
        "Content-Type: message/partial; id=a; number=2\n\nU0VDUkVU",
        "Subject: x\n\nHello\n\nbegin 644 a.txt\n$4T5#4D54\n`\nend\n",
        "Subject: x\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA1\n",
        "Content-Type: multipart/encrypted; boundary=a\n\n--a\n\nVersion: 1\n--a--\n",
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\nMIIB\n",
    ] {
        assert!(shown(message.as_bytes()).1, "{message}");
    }
    assert!(!shown(b"Subject: on base64\n\nContent-Transfer-Encoding: 7bit\n").1);
}

#[test]
fn a_message_is_known_by_its_headers() {
    for (head, expected) in [
        ("Received: by a\n with b\nSubject: x\n\nHello", true),
        ("From a@example.org Mon\nmime-version: 1.0\n\nHello", true),
        ("Subject: x\nTo: y\n\nHello", false),
        ("Received: by a\nHello there\n\n", false),
        ("Lunch at noon?", false),
        ("", false),
    ] {
        assert_eq!(is_mail(head.as_bytes()), expected, "{head}");
    }
}

#[test]
fn time_is_linear_in_what_never_ends() {
    for unit in ["=?", "=?a?b?x", "a:\n b", "--a\n", "From \n\n", "Content-Type: a; boundary=b\n\n--b\n", " ", "\n"] {
        let message = unit.repeat(1 << 16);
        let length = |message: &str| {
            let mail = super::read(message.as_bytes());
            mail.pieces.iter().map(|piece| piece.text(0).0.len()).sum::<usize>()
        };
        assert!(length(&message) <= message.len(), "{unit}");
        assert!(length(&["Subject: ", &message].concat()) <= message.len() + 9, "{unit}");
    }
}
