//! The reader's own WebAssembly module: pixels in, lines out. It knows no markings; the checker's module knows no
//! pictures.
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

/// Reads lines of pictures that a [`WebReader`] in another worker holds.
#[wasm_bindgen(js_name = LineReader)]
pub struct WebLineReader {
    inner: super::LineReader,
}

#[wasm_bindgen(js_class = LineReader)]
impl WebLineReader {
    /// From two of the files that a `Reader` is made of. Throws where they are not those files.
    #[wasm_bindgen(constructor)]
    pub fn new(recogniser: &[u8], characters: &str) -> Result<WebLineReader, JsError> {
        Ok(WebLineReader { inner: super::LineReader::new(recogniser, characters)? })
    }

    /// Reads what `handOut` of a picture gave: what its `takeBack` takes. Throws where it is nothing of the kind.
    pub fn read(&self, errand: &[u8]) -> Result<Vec<u8>, JsError> {
        Ok(self.inner.read(errand)?)
    }
}

/// A picture whose lines are found, and read as far as was asked for. Holds a copy of its pixels until `free()`.
#[wasm_bindgen(js_name = Picture)]
pub struct WebPicture {
    inner: super::Picture,
}

#[wasm_bindgen(js_class = Picture)]
impl WebPicture {
    /// Reads further lines, the most telling ones first, and of those that were handed out and did not come back the
    /// last one first. The first time it also learns which way up all of them are; so how many remain is only known
    /// then, unless there are none at all.
    pub fn read(&mut self, at_most: u32) -> Result<(), JsError> {
        Ok(self.inner.read(at_most as usize)?)
    }

    /// How many lines were found and not read yet, those that were handed out among them.
    #[wasm_bindgen(getter)]
    pub fn remaining(&self) -> u32 {
        self.inner.remaining() as u32
    }

    /// How many of those that remain were handed out.
    #[wasm_bindgen(getter, js_name = handedOut)]
    pub fn handed_out(&self) -> u32 {
        self.inner.handed_out() as u32
    }

    /// The next line for a `LineReader`; `undefined` where there is none for it.
    #[wasm_bindgen(js_name = handOut)]
    pub fn hand_out(&mut self) -> Option<Vec<u8>> {
        self.inner.hand_out()
    }

    /// Takes what a `LineReader` read, unless that was read here meanwhile.
    #[wasm_bindgen(js_name = takeBack)]
    pub fn take_back(&mut self, read: &[u8]) {
        self.inner.take_back(read);
    }

    /// What was read so far. Throws only when it cannot be handed to JavaScript.
    pub fn reading(&self) -> Result<Ts<Reading>, JsError> {
        Ok(self.inner.reading().into_ts()?)
    }
}
