//! What QR codes say.
//!
//! Here and not in the module that finds them, which ships twice: the decoder brings 64 kB of tables that cannot be
//! packed.
use super::Code;
use rqrr::{Grid, SimpleGrid};

impl Code {
    /// What it says, in no encoding that it names: most are in UTF-8, Chinese ones also in GB 18030. `None` where too
    /// much of it is wrong.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let modules = self.modules as usize;
        if !Code::SIDES.contains(&self.modules) || self.dark.len() != modules * modules {
            return None;
        }
        let grid = SimpleGrid::from_func(modules, |column, row| self.dark[row * modules + column] == 1);
        let mut bytes = Vec::new();
        Grid::new(grid).decode_to(&mut bytes).ok()?;
        Some(bytes)
    }
}
