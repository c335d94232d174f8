//! E-mail as it is sent: headers and body as text. Parts that are encoded for transport are told, not read.

/// Whether part of the message is in base64 or quoted-printable, so that markings in it are not in plain sight.
pub(super) fn has_encoded_parts(message: &str) -> bool {
    message.lines().any(|line| {
        line.split_once(':').is_some_and(|(name, value)| {
            name.eq_ignore_ascii_case("Content-Transfer-Encoding")
                && ["base64", "quoted-printable"].iter().any(|encoding| value.trim().eq_ignore_ascii_case(encoding))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_hides_words_is_encoded() {
        for (message, expected) in [
            ("Subject: a\nContent-Transfer-Encoding: base64\n\nU0VDUkVU", true),
            ("content-transfer-encoding:Quoted-Printable\r\n\r\nx", true),
            ("Content-Transfer-Encoding: 7bit\n\nx", false),
            ("Subject: on base64\n\nx", false),
        ] {
            assert_eq!(has_encoded_parts(message), expected, "{message}");
        }
    }
}
