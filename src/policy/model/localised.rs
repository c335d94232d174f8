//! What a policy says to people.
use crate::submission::Locale;
use serde::{Deserialize, Deserializer, Serialize};

/// Something said in the languages of the interface. In JSON either the thing itself, for all languages, or an object
/// with one of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Localised<T> {
    /// English, and what other languages fall back to.
    pub en: Option<T>,
    /// Simplified Chinese.
    #[serde(rename = "zh_CN")]
    pub zh_cn: Option<T>,
}

impl<T> Localised<T> {
    /// In the wanted language, else in English, else in whichever there is.
    pub fn get(&self, locale: Locale) -> Option<&T> {
        let wanted = match locale {
            Locale::English => &self.en,
            Locale::SimplifiedChinese => &self.zh_cn,
        };
        wanted.as_ref().or(self.en.as_ref()).or(self.zh_cn.as_ref())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Localised<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Each<T> {
            #[serde(default = "Option::default")]
            en: Option<T>,
            #[serde(default = "Option::default", rename = "zh_CN")]
            zh_cn: Option<T>,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Said<T> {
            Once(T),
            Each(Each<T>),
        }
        // The binary form has no way to tell the two apart, and needs none.
        let said =
            if from.is_human_readable() { Said::deserialize(from)? } else { Said::Each(Each::deserialize(from)?) };
        Ok(match said {
            Said::Once(one) => Localised { en: Some(one), zh_cn: None },
            Said::Each(Each { en, zh_cn }) => Localised { en, zh_cn },
        })
    }
}
