//! Functions and the data that each reads, for the test that tells which data only functions read that are cut out.
#![no_std]
use core::hint::black_box;

#[panic_handler]
fn stop(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

static OF_EXPORT: [u8; 24] = *b"read by what is exported";
static OF_CUT: [u8; 24] = *b"read by what is cut out!";
static OF_BOTH: [u8; 24] = *b"read by both of the two!";
static BEHIND_EXPORT: [&[u8; 24]; 1] = [b"named by exported data!!"];
static BEHIND_CUT: [&[u8; 24]; 1] = [b"named by data of the cut"];
static OF_POINTER: [u8; 24] = *b"read through a pointer!!";
static STEPS: [fn(usize) -> u8; 1] = [through_pointer];

fn byte(of: &[u8; 24], at: usize) -> u8 {
    black_box(of)[at % 24]
}

fn through_pointer(at: usize) -> u8 {
    byte(&OF_POINTER, at)
}

#[inline(never)]
fn cut_out(at: usize) -> u8 {
    byte(&OF_CUT, at) ^ byte(&OF_BOTH, at) ^ byte(black_box(&BEHIND_CUT)[0], at)
}

/// The first bytes of all that may be read.
#[unsafe(no_mangle)]
pub extern "C" fn answer(at: usize) -> u32 {
    if at == 1_000 {
        return cut_out(at).into();
    }
    let bytes = [
        byte(&OF_EXPORT, at),
        byte(&OF_BOTH, at),
        byte(black_box(&BEHIND_EXPORT)[0], at),
        black_box(&STEPS)[0](at),
    ];
    u32::from_le_bytes(bytes)
}
