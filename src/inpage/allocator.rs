//! Memory, and a way to leave no rubbish in it.
use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicBool, Ordering};
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

/// The allocator that Rust brings for WebAssembly has 9 kB of code, talc 3.
#[global_allocator]
static ALLOCATOR: Wiping = Wiping { talc: new_wasm_dynamic_allocator(), on: AtomicBool::new(false) };

/// Wipes what is freed, while that is asked for: a picture of the memory then packs to half.
struct Wiping {
    talc: WasmDynamicTalc,
    on: AtomicBool,
}

/// Wipes what is freed until the result is dropped.
pub(super) fn wiping() -> impl Drop {
    struct Guard;
    impl Drop for Guard {
        fn drop(&mut self) {
            ALLOCATOR.on.store(false, Ordering::Relaxed);
        }
    }
    ALLOCATOR.on.store(true, Ordering::Relaxed);
    Guard
}

// SAFETY: every request goes on to talc as it came. Wiping writes to a block that its owner has just given up, within
// its layout.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract, which is the same.
        unsafe { self.talc.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if self.on.load(Ordering::Relaxed) {
            // SAFETY: the block is still ours, and as long as its layout says.
            unsafe { block.write_bytes(0, layout.size()) };
        }
        // SAFETY: as above.
        unsafe { self.talc.dealloc(block, layout) }
    }
}
