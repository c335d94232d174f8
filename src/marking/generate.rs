//! Compiles `src/systems/*.toml` into the catalogue. Part of `build.rs`, not of the library.
use super::{
    compile::{canonical, roots},
    declaration::{Localised, Stands, System},
    dictionary::DIGITS,
    filter::Filter,
    fold::fold,
    pass,
    tables::Tables,
};
use std::{
    collections::{BTreeMap, HashMap},
    error::Error,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// Reads the files of `directory`, in order of their names.
pub fn read_systems(directory: &Path) -> Result<Vec<System>, Box<dyn Error>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    paths.iter().map(|path| read_system(path)).collect()
}

fn read_system(path: &Path) -> Result<System, Box<dyn Error>> {
    let shown = path.display();
    let system: System = toml::from_str(&fs::read_to_string(path)?).map_err(|error| format!("{shown}: {error}"))?;
    if path.file_stem().is_none_or(|stem| stem != system.id.as_str()) {
        return Err(format!("{shown}: the id is {:?}, which is not the name of the file", system.id).into());
    }
    let ranks = system.levels.iter().map(|level| level.rank);
    if let Some(rank) =
        ranks.chain(system.controls.iter().filter_map(|control| control.raises_to)).find(|&rank| rank > 5)
    {
        return Err(format!("{shown}: {rank} is no rank, which is a number from 0 to 5").into());
    }
    Ok(system)
}

/// A phrase while the catalogue is put together: its uses, as source, and its passes.
#[derive(Default)]
struct Phrase {
    uses: Vec<String>,
    passes: u8,
}

/// Collects the phrases of all systems.
struct Phrases<'t> {
    tables: &'t Tables<'t>,
    known: BTreeMap<Vec<u8>, Phrase>,
}

impl Phrases<'_> {
    fn add(&mut self, system: usize, text: &str, role: &str, passes: u8) -> Result<Vec<u8>, String> {
        let phrase = canonical(&fold(text, self.tables).text).into_bytes();
        if phrase.is_empty() {
            return Err(format!("{text:?} is blank"));
        }
        self.insert(system, phrase.clone(), role, passes);
        Ok(phrase)
    }

    fn insert(&mut self, system: usize, phrase: Vec<u8>, role: &str, passes: u8) {
        let phrase = self.known.entry(phrase).or_default();
        phrase.passes |= passes;
        let used = format!("Use {{ system: {system}, role: Role::{role} }}");
        if !phrase.uses.contains(&used) {
            phrase.uses.push(used);
        }
    }

    fn add_system(&mut self, index: usize, system: &System) -> Result<(), String> {
        let mut forms: HashMap<Vec<u8>, &str> = HashMap::new();
        for (level_index, level) in system.levels.iter().enumerate() {
            for (form_index, form) in level.forms.iter().enumerate() {
                // What is a level only after a label is found by the label.
                let passes = if form.stands == Stands::Field { pass::COMPANION } else { pass::ANCHOR };
                let role = format!("Form {{ level: {level_index}, form: {form_index} }}");
                let phrase = self.add(index, &form.text, &role, passes | pass::CONTROL)?;
                if let Some(other) = forms.insert(phrase, &form.text) {
                    return Err(format!(
                        "form {:?} of level {:?} folds to the same text as {other:?}",
                        form.text, level.name
                    ));
                }
            }
            for portion in &level.portions {
                self.add(index, portion, &format!("Portion {{ level: {level_index} }}"), pass::PORTION)?;
            }
        }
        for (control_index, control) in system.controls.iter().enumerate() {
            let passes = if control.alone { pass::ANCHOR | pass::CONTROL } else { pass::DELIMITED | pass::CONTROL };
            for name in core::iter::once(&control.name).chain(&control.forms) {
                self.add(index, name, &format!("Control({control_index})"), passes)?;
            }
            if let Some(portion) = &control.portion {
                self.add(index, portion, &format!("ControlPortion({control_index})"), pass::CONTROL)?;
            }
        }
        for (field_index, field) in system.fields.iter().enumerate() {
            self.add(index, &field.label, &format!("Field({field_index})"), pass::ANCHOR)?;
        }
        for support in &system.supports {
            let folded = fold(support, self.tables).text.replace('#', &format!(" {} ", char::from(DIGITS)));
            self.insert(index, canonical(&folded).into_bytes(), "Support", pass::COMPANION);
        }
        for confuser in &system.confusers {
            self.add(index, confuser, "Confuser", pass::COMPANION)?;
        }
        for word in &system.language_words {
            self.add(index, word, "LanguageWord", pass::COMPANION)?;
        }
        Ok(())
    }
}

/// The catalogue as Rust items: `SYSTEMS`, the phrases with their uses, and the filters of the passes.
pub fn catalogue(systems: &[System], tables: &Tables<'_>) -> Result<String, Box<dyn Error>> {
    let mut phrases = Phrases { tables, known: BTreeMap::new() };
    for (index, system) in systems.iter().enumerate() {
        phrases.add_system(index, system).map_err(|error| format!("src/systems/{}.toml: {error}", system.id))?;
    }
    let mut source = String::new();
    writeln!(source, "/// All systems, in order of their ids.\npub static SYSTEMS: [System; {}] = [", systems.len())?;
    for system in systems {
        write_system(&mut source, system)?;
    }
    writeln!(source, "];")?;

    let (mut text, mut starts, mut use_starts, mut uses, mut passes) =
        (Vec::new(), vec![0], vec![0], Vec::new(), Vec::new());
    for (phrase, Phrase { uses: its, passes: pass }) in &phrases.known {
        text.extend_from_slice(phrase);
        starts.push(text.len());
        uses.extend(its.iter().map(String::as_str));
        use_starts.push(u16::try_from(uses.len())?);
        passes.push(*pass);
    }
    let in_pass = |mask: u8| {
        phrases.known.iter().filter(move |(_, phrase)| phrase.passes & mask != 0).map(|(text, _)| text.as_slice())
    };
    // Behind brackets the scanner looks for portion codes, behind delimiters for controls.
    let openings = ["(", "[", "/", "\\", "|"].map(str::as_bytes);
    let anchors = Filter::new(in_pass(pass::ANCHOR).chain(openings));
    let companions = Filter::new(in_pass(pass::COMPANION));
    writeln!(
        source,
        "pub(crate) static PHRASES: crate::text::dictionary::Dictionary<'static> = crate::text::dictionary::Dictionary {{ text: &{text:?}, \
         starts: &{starts:?}, roots: &{:?} }};\n\
         static USES: [Use; {}] = [{}];\n\
         static USE_STARTS: [u16; {}] = {use_starts:?};\n\
         pub(crate) static PASSES: [u8; {}] = {passes:?};\n\
         pub(crate) static ANCHORS: crate::text::filter::Filter = crate::text::filter::{anchors:?};\n\
         pub(crate) static COMPANIONS: crate::text::filter::Filter = crate::text::filter::{companions:?};",
        roots(phrases.known.keys().map(Vec::as_slice)),
        uses.len(),
        uses.join(", "),
        use_starts.len(),
        passes.len(),
    )?;
    Ok(source)
}

fn write_system(source: &mut String, system: &System) -> Result<(), Box<dyn Error>> {
    let System { id, jurisdiction, title, grammars, levels, controls, fields, .. } = system;
    let grammars: Vec<_> = grammars.iter().map(|grammar| format!("Grammar::{grammar:?}")).collect();
    writeln!(
        source,
        "System {{ id: {id:?}, jurisdiction: {jurisdiction:?}, title: {}, grammars: &[{}],",
        localised(title),
        grammars.join(", ")
    )?;
    writeln!(source, "levels: &[")?;
    for level in levels {
        let title = level.title.as_ref().map_or("None".into(), |title| format!("Some({})", localised(title)));
        let forms: Vec<_> = level
            .forms
            .iter()
            .map(|form| format!("Form {{ text: {:?}, stands: Stands::{:?} }}", form.text, form.stands))
            .collect();
        writeln!(
            source,
            "Level {{ name: {:?}, rank: rank({}), title: {title}, forms: &[{}] }},",
            level.name,
            level.rank,
            forms.join(", ")
        )?;
    }
    writeln!(source, "], controls: &[")?;
    for control in controls {
        let raises_to = optional_rank(control.raises_to);
        writeln!(
            source,
            "Control {{ name: {:?}, portion: {:?}, meaning: {:?}, raises_to: {raises_to}, alone: {}, open: {} }},",
            control.name, control.portion, control.meaning, control.alone, control.open
        )?;
    }
    writeln!(source, "], fields: &[")?;
    for field in fields {
        writeln!(
            source,
            "Field {{ label: {:?}, metadata: {}, authority: {} }},",
            field.label,
            field.metadata,
            optional_rank(field.authority)
        )?;
    }
    writeln!(source, "] }},")?;
    Ok(())
}

fn optional_rank(number: Option<u8>) -> String {
    number.map_or("None".into(), |number| format!("Some(rank({number}))"))
}

fn localised(text: &Localised) -> String {
    format!("Localised {{ en: {:?}, zh_cn: {:?} }}", text.en, text.zh_cn)
}
