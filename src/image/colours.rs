//! Which colours belong to which level, and which offices have red heads and seals: `colours.toml`.
use super::reading::Colour;
use crate::marking::catalogue::Catalogue;

/// Lines of use, system, level, and colour in hexadecimal digits, tabs between them; `build.rs` makes them of
/// `colours.toml`.
static TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/colours.txt"));

/// How far the largest and the smallest part of a colour are apart at least, 0 to 255, that is compared: brown wood is
/// orange, too.
const MIN_CHROMA: i32 = 64;
/// How far two hues are apart that are one colour under another lamp, in sixths of their circle: 14 degrees. The
/// nearest ones that say something else, orange and yellow, are 21 apart.
const MAX_HUE: f32 = 0.24;

/// Where a colour is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// Behind a marking.
    Bar,
    /// A marking is written in it.
    Ink,
    /// Around the page, or along its edge.
    Border,
    /// The name of an office at the head of its paper.
    Head,
    /// The round seal of an office.
    Seal,
}

/// What a colour is a sign of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Meaning {
    on: On,
    /// Index of the system.
    pub(super) system: u8,
    /// `None` of what is no colour of a level.
    pub(super) level: Option<u16>,
    /// As [`hue`] tells it.
    hue: f32,
}

/// What colours mean.
#[derive(Debug)]
pub(super) struct Colours(Vec<Meaning>);

impl Colours {
    pub(super) fn of(catalogue: &Catalogue) -> Colours {
        Colours(TABLE.lines().filter_map(|line| meaning(line, catalogue)).collect())
    }

    /// What a colour means there: for each system the level whose colour is nearest.
    pub(super) fn meanings(&self, colour: Colour, on: On) -> impl Iterator<Item = Meaning> {
        let own = hue(colour);
        let apart = move |meaning: &Meaning| own.map_or(f32::MAX, |own| distance(own, meaning.hue));
        let met = move || self.0.iter().filter(move |meaning| meaning.on == on);
        let is_nearest = move |meaning: &&Meaning| {
            let others = || met().filter(|other| other.system == meaning.system);
            apart(meaning) < MAX_HUE && !others().any(|other| apart(other) < apart(meaning))
        };
        met().filter(is_nearest).copied()
    }
}

fn meaning(line: &str, catalogue: &Catalogue) -> Option<Meaning> {
    let mut fields = line.split('\t');
    let on = match fields.next()? {
        "bar" => On::Bar,
        "ink" => On::Ink,
        "border" => On::Border,
        "head" => On::Head,
        _ => On::Seal,
    };
    let id = fields.next()?;
    let system = u8::try_from(catalogue.ids().position(|other| other == id)?).ok()?;
    let name = fields.next()?;
    let mut levels = catalogue.system(system).levels.clone();
    let level = levels.find(|&level| catalogue.text(catalogue.level(level).name) == name);
    let [_, r, g, b] = u32::from_str_radix(fields.next()?, 16).ok()?.to_be_bytes();
    Some(Meaning { on, system, level, hue: hue(Colour { r, g, b })? })
}

/// Where a colour stands on the circle of hues, 0 to 6 from red by green and blue; `None` of what has next to none.
fn hue(Colour { r, g, b }: Colour) -> Option<f32> {
    let [r, g, b] = [r, g, b].map(i32::from);
    let high = r.max(g).max(b);
    let chroma = high - r.min(g).min(b);
    let (from, difference) = if high == r {
        (0, g - b)
    } else if high == g {
        (2, b - r)
    } else {
        (4, r - g)
    };
    (chroma >= MIN_CHROMA).then(|| (from as f32 + difference as f32 / chroma as f32).rem_euclid(6.0))
}

fn distance(a: f32, b: f32) -> f32 {
    let apart = (a - b).abs();
    apart.min(6.0 - apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(rgb: u32, on: On) -> Vec<String> {
        let catalogue = Catalogue::shipped();
        let [_, r, g, b] = rgb.to_be_bytes();
        let told = |meaning: Meaning| {
            let id = catalogue.text(catalogue.system(meaning.system).id);
            let level = meaning.level.map_or("", |level| catalogue.text(catalogue.level(level).name));
            format!("{id} {level}")
        };
        Colours::of(&catalogue).meanings(Colour { r, g, b }, on).map(told).collect()
    }

    #[test]
    fn a_colour_means_the_level_that_it_belongs_to_under_any_lamp() {
        for (rgb, on, level) in [
            (0xC8102E, On::Bar, "us SECRET"),
            (0xFF8C00, On::Border, "us TOP SECRET"),
            (0xFCE83A, On::Bar, "us TOP SECRET"),
            (0x0033A0, On::Border, "us CONFIDENTIAL"),
            (0x502B85, On::Bar, "us CUI"),
            (0x007A33, On::Bar, "us UNCLASSIFIED"),
            // Photographed: darker, and yellowish.
            (0xB8132E, On::Border, "us SECRET"),
            (0xB95F07, On::Border, "us TOP SECRET"),
            (0xBD6864, On::Seal, "cn "),
        ] {
            assert_eq!(meant(rgb, on).first().map(String::as_str), Some(level), "{rgb:06x} on {on:?}");
        }
        assert_eq!(meant(0xFF2B2B, On::Ink), ["us SECRET", "tlp TLP:RED"]);
        assert_eq!(meant(0xC8102E, On::Seal), ["cn ", "corp ", "vn "]);
    }

    #[test]
    fn other_colours_mean_nothing() {
        for (rgb, on) in [
            (0x00A0A0, On::Bar),
            (0xFFFFFF, On::Bar),
            (0x808080, On::Ink),
            // Wood, and a blue head.
            (0x7C5C3E, On::Border),
            (0x0033A0, On::Head),
            (0x0033A0, On::Seal),
        ] {
            assert_eq!(meant(rgb, on), [""; 0], "{rgb:06x} on {on:?}");
        }
    }
}
