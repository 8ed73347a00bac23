//! Any text as a definition.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| asl_compiler_fuzz::compile_text(text));
