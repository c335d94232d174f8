//! Reads `src/systems/*.toml`. Part of `build.rs`, not of the library.
use super::declaration::System;
use std::{
    error::Error,
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
    Ok(system)
}
