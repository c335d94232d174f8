//! For `#[serde(with)]`: of what only JSON holds. A compiled policy does without it, and the page without the code that
//! would read it.
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(super) fn serialize<T: Serialize, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    if to.is_human_readable() { value.serialize(to) } else { to.serialize_unit() }
}

pub(super) fn deserialize<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    if from.is_human_readable() { T::deserialize(from) } else { <()>::deserialize(from).map(|()| T::default()) }
}
