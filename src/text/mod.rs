//! Folding with an offset map, spans in UTF-16, lines and their position on the page.
