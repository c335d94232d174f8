//! GIF: comments and XMP between the frames (CompuServe, "Graphics Interchange Format 89a"; Adobe, "XMP Specification
//! Part 3", 1.1.2).
use super::{Properties, Purpose, xmp};

/// Length of signature and screen, in bytes.
const HEADER_BYTES: usize = 13;
/// Length of what stands before a frame's colours, in bytes.
const FRAME_BYTES: usize = 10;
const XMP: &[u8] = b"\x0BXMP DataXMP";
/// Length of what stands behind XMP, in bytes: for readers who take the packet for blocks, it leads to their end from
/// wherever they are.
const TRAILER_BYTES: usize = 257;

/// Reads comments and XMP, before, between and behind the frames.
pub(super) fn read(file: &[u8], into: &mut Properties) {
    let Some(&colours) = file.get(10) else { return };
    let mut at = HEADER_BYTES + table_length(colours);
    while let Some(rest) = file.get(at..) {
        let blocks_at = match rest {
            [0x21, ..] => at + 2,
            // Behind its colours stands one byte on how the frame is packed.
            [0x2C, ..] if rest.len() >= FRAME_BYTES => at + FRAME_BYTES + table_length(rest[FRAME_BYTES - 1]) + 1,
            _ => return,
        };
        let blocks = file.get(blocks_at..).unwrap_or_default();
        let length = length_of_blocks(blocks);
        match rest {
            [0x21, 0xFE, ..] => into.add_bytes("GIF comment", Purpose::Note, &joined(blocks)),
            // Text that is shown as part of the picture, behind a block on where.
            [0x21, 0x01, ..] => into.add_bytes("GIF text", Purpose::Note, &joined(after_first(blocks))),
            [0x21, 0xFF, ..] => {
                if let Some(packet) = blocks[..length.min(blocks.len())].strip_prefix(XMP) {
                    xmp::read(&packet[..packet.len().saturating_sub(TRAILER_BYTES)], into);
                }
            }
            _ => {}
        }
        at = blocks_at + length;
    }
}

/// Length of the table of colours that a byte of flags announces, in bytes.
fn table_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The length of blocks with the empty one that ends them, in bytes; where that is missing, beyond the end.
fn length_of_blocks(blocks: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&length) = blocks.get(at) {
        at += 1 + usize::from(length);
        if length == 0 {
            return at;
        }
    }
    at + 1
}

fn after_first(blocks: &[u8]) -> &[u8] {
    blocks.first().and_then(|&length| blocks.get(1 + usize::from(length)..)).unwrap_or_default()
}

/// The content of blocks.
fn joined(blocks: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    let mut rest = blocks;
    while let Some((&length @ 1.., after)) = rest.split_first() {
        let (block, after) = after.split_at(after.len().min(usize::from(length)));
        content.extend_from_slice(block);
        rest = after;
    }
    content
}
