//! Verdicts as JSON. What `serde_json` has for numbers alone, shortest digits of any double, is 12 kB of code and
//! tables; here a verdict's are written, which have three decimals.
use serde::ser::{Error, Impossible, Serialize, SerializeSeq, SerializeStruct, Serializer};
use std::fmt;

/// How many steps a whole is divided into: scores have three decimals.
const STEPS: f64 = 1000.0;

/// `value` as JSON. Fails for what no verdict holds: maps, tuples, bytes, variants with data, other numbers.
pub(super) fn json(value: &impl Serialize) -> Result<Vec<u8>, Unsayable> {
    let mut out = Vec::new();
    value.serialize(Json { out: &mut out })?;
    Ok(out)
}

/// Something that no verdict holds.
#[derive(Debug)]
pub(super) struct Unsayable;

impl fmt::Display for Unsayable {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("not a value that verdicts hold")
    }
}

impl std::error::Error for Unsayable {}

impl Error for Unsayable {
    fn custom<T: fmt::Display>(_: T) -> Unsayable {
        Unsayable
    }
}

/// Writes one value.
struct Json<'o> {
    out: &'o mut Vec<u8>,
}

/// Writes the members of an object or the items of a list.
struct Members<'o> {
    out: &'o mut Vec<u8>,
    close: u8,
    /// Whether nothing stands there yet.
    first: bool,
}

impl Members<'_> {
    fn next(&mut self) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
    }
}

fn whole(out: &mut Vec<u8>, number: u32) {
    if number >= 10 {
        whole(out, number / 10);
    }
    out.push(b'0' + (number % 10) as u8);
}

fn string(out: &mut Vec<u8>, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push(b'"');
    for &byte in text.as_bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            0..0x20 => {
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

/// Methods for what no verdict holds.
macro_rules! unsayable {
    ($($name:ident($($type:ty),*) $(-> $ok:ty)?;)*) => {
        $(fn $name(self, $(_: $type),*) -> unsayable!(@ok $($ok)?) { Err(Unsayable) })*
    };
    (@ok) => { Result<(), Unsayable> };
    (@ok $ok:ty) => { Result<$ok, Unsayable> };
}

impl<'o> Serializer for Json<'o> {
    type Ok = ();
    type Error = Unsayable;
    type SerializeSeq = Members<'o>;
    type SerializeStruct = Members<'o>;
    type SerializeTuple = Impossible<(), Unsayable>;
    type SerializeTupleStruct = Impossible<(), Unsayable>;
    type SerializeTupleVariant = Impossible<(), Unsayable>;
    type SerializeMap = Impossible<(), Unsayable>;
    type SerializeStructVariant = Impossible<(), Unsayable>;

    fn serialize_bool(self, value: bool) -> Result<(), Unsayable> {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }
    fn serialize_u8(self, value: u8) -> Result<(), Unsayable> {
        self.serialize_u32(value.into())
    }
    fn serialize_u16(self, value: u16) -> Result<(), Unsayable> {
        self.serialize_u32(value.into())
    }
    fn serialize_u32(self, value: u32) -> Result<(), Unsayable> {
        whole(self.out, value);
        Ok(())
    }
    fn serialize_f64(self, value: f64) -> Result<(), Unsayable> {
        let steps = (value.abs() * STEPS).round() as u32;
        if value < 0.0 {
            self.out.push(b'-');
        }
        whole(self.out, steps / STEPS as u32);
        self.out.push(b'.');
        let decimals = steps % STEPS as u32;
        for decimal in [decimals / 100, decimals / 10 % 10, decimals % 10] {
            whole(self.out, decimal);
        }
        Ok(())
    }
    fn serialize_str(self, value: &str) -> Result<(), Unsayable> {
        string(self.out, value);
        Ok(())
    }
    fn serialize_none(self) -> Result<(), Unsayable> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unsayable> {
        value.serialize(self)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Unsayable> {
        self.serialize_str(name)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Unsayable> {
        value.serialize(self)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'o>, Unsayable> {
        self.out.push(b'[');
        Ok(Members { out: self.out, close: b']', first: true })
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'o>, Unsayable> {
        self.out.push(b'{');
        Ok(Members { out: self.out, close: b'}', first: true })
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unsayable> {
        Err(Unsayable)
    }
    unsayable! {
        serialize_i8(i8); serialize_i16(i16); serialize_i32(i32); serialize_i64(i64); serialize_u64(u64); serialize_f32(f32);
        serialize_char(char); serialize_bytes(&[u8]); serialize_unit(); serialize_unit_struct(&'static str);
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

impl SerializeSeq for Members<'_> {
    type Ok = ();
    type Error = Unsayable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsayable> {
        self.next();
        value.serialize(Json { out: self.out })
    }
    fn end(self) -> Result<(), Unsayable> {
        self.out.push(self.close);
        Ok(())
    }
}

impl SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Unsayable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unsayable> {
        self.next();
        string(self.out, key);
        self.out.push(b':');
        value.serialize(Json { out: self.out })
    }
    fn end(self) -> Result<(), Unsayable> {
        SerializeSeq::end(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Channel, Checker, Item, Locale, Submission};

    #[test]
    fn verdicts_are_written_as_serde_json_means_them() {
        for text in ["SECRET//NOFORN \"quoted\" \\ \u{1}\u{1F600}\n\nTLP:RED", "机密★10年\n绝密、机密", "lunch"]
        {
            let items = vec![Item::Text(text)];
            let submission = Submission { place: None, channel: Channel::Paste, locale: Locale::English, items };
            let verdict = Checker::default().check(&submission);
            let ours: serde_json::Value =
                serde_json::from_slice(&json(&verdict).expect("a verdict")).expect("what we wrote is JSON");
            assert_eq!(ours, serde_json::to_value(&verdict).expect("a verdict"), "{text}");
        }
    }
}
