//! The reader's own WebAssembly module: pixels in, lines out. It knows no markings; the checker's module knows no pictures.
use super::{Models, Pixels};
use crate::image::Reading;
use tsify::Ts;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// Reads pictures. Holds the networks: make one and keep it.
#[wasm_bindgen(js_name = Reader)]
pub struct WebReader {
    inner: super::Reader,
}

#[wasm_bindgen(js_class = Reader)]
impl WebReader {
    /// From the files that ship beside the module. Throws where they are not those files.
    #[wasm_bindgen(constructor)]
    pub fn new(detector: &[u8], recogniser: &[u8], characters: &str) -> Result<WebReader, JsError> {
        Ok(WebReader { inner: super::Reader::new(Models { detector, recogniser, characters })? })
    }

    /// Finds the lines of a picture. `rgba` is what `ImageData.data` holds. Throws where it is not of this size.
    pub fn open(&self, rgba: &[u8], width: u32, height: u32) -> Result<WebPicture, JsError> {
        Ok(WebPicture { inner: self.inner.open(Pixels::new(rgba, width, height)?)? })
    }
}

/// A picture whose lines are found, and read as far as was asked for. Holds a copy of its pixels until `free()`.
#[wasm_bindgen(js_name = Picture)]
pub struct WebPicture {
    inner: super::Picture,
}

#[wasm_bindgen(js_class = Picture)]
impl WebPicture {
    /// Reads further lines, the most telling ones first.
    pub fn read(&mut self, at_most: u32) -> Result<(), JsError> {
        Ok(self.inner.read(at_most as usize)?)
    }

    /// How many lines were found and not read yet.
    #[wasm_bindgen(getter)]
    pub fn remaining(&self) -> u32 {
        self.inner.remaining() as u32
    }

    /// What was read so far. Throws only when it cannot be handed to JavaScript.
    pub fn reading(&self) -> Result<Ts<Reading>, JsError> {
        Ok(self.inner.reading().into_ts()?)
    }
}
