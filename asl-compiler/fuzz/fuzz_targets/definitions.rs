//! Valid definitions, changed a little.
#![no_main]

use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    match asl_compiler_fuzz::mutated(&mut Unstructured::new(data)) {
        Ok(definition) => {
            asl_compiler_fuzz::compile_text(&definition);
            Corpus::Keep
        }
        Err(_) => Corpus::Reject,
    }
});
