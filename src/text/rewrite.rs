//! A second reading of a folded text: parts kept, left out or replaced, with the map to the original carried along.
use super::{block::find, fold::Draft};

/// A second reading under construction. The steps go through the first one from its start to its end.
#[derive(Debug)]
pub(crate) struct Rewrite<'d> {
    first: &'d Draft,
    second: Draft,
    /// How much of `first` was dealt with, in bytes.
    done: usize,
    /// Page breaks of `first` that were dealt with.
    page_breaks: usize,
    /// Number, from 1, in `first` of each line of `second`.
    line_numbers: Vec<u32>,
    /// Line of `first` that was reached.
    line: u32,
}

impl<'d> Rewrite<'d> {
    /// Nothing dealt with yet.
    pub(crate) fn new(first: &'d Draft) -> Rewrite<'d> {
        let mut second = Draft { has_look_alikes: first.has_look_alikes, ..Draft::default() };
        second.text.reserve(first.text.len());
        Rewrite { first, second, done: 0, page_breaks: 0, line_numbers: vec![1], line: 1 }
    }

    /// Length of the second reading so far, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.second.text.len()
    }

    /// Keeps everything up to `end`.
    pub(crate) fn keep_to(&mut self, end: usize) {
        let (from, to) = (self.done, self.len());
        for segment in self.first.map.within(from..end) {
            let folded = to + (segment.folded as usize - from);
            if segment.whole {
                self.second.map.whole(folded, segment.original as usize);
            } else {
                self.second.map.verbatim(folded, segment.original as usize);
            }
        }
        let kept = &self.first.text[from..end];
        let mut at = from;
        while let Some(line_break) = find(&self.first.text.as_bytes()[..end], at, [b'\n', b'\n']) {
            self.line += 1;
            self.line_numbers.push(self.line);
            at = line_break + 1;
        }
        while let Some(&page_break) = self.first.page_breaks.get(self.page_breaks).filter(|&&at| (at as usize) < end) {
            self.second.page_breaks.push((to + (page_break as usize - from)) as u32);
            self.page_breaks += 1;
        }
        self.second.text.push_str(kept);
        self.done = end;
    }

    /// Leaves out everything up to `end`: the character before it reaches over it.
    pub(crate) fn drop_to(&mut self, end: usize) {
        self.pass(end);
        if let Some(last) = self.second.text.chars().next_back() {
            self.second.map.absorb(self.len() - last.len_utf8());
        }
    }

    /// Puts `text` for everything up to `end`.
    pub(crate) fn replace_to(&mut self, end: usize, text: &str) {
        self.second.map.whole(self.len(), self.first.map.start(self.done));
        self.second.text.push_str(text);
        self.pass(end);
    }

    fn pass(&mut self, end: usize) {
        self.line += self.first.text[self.done..end].bytes().filter(|&byte| byte == b'\n').count() as u32;
        self.page_breaks +=
            self.first.page_breaks[self.page_breaks..].iter().take_while(|&&at| (at as usize) < end).count();
        self.done = end;
    }

    /// Keeps the rest. The second part are the numbers, from 1, that the lines have in the first reading.
    pub(crate) fn finish(mut self) -> (Draft, Vec<u32>) {
        self.keep_to(self.first.text.len());
        (self.second, self.line_numbers)
    }
}
