//! Policy: what an administrator's rules make of findings. Never sees text.
