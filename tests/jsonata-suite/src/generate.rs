//! The generated crates: compiled expressions in batches, and the driver that links them.

use std::error::Error;
use std::fmt::Write;

use proc_macro2::TokenStream;
use scratch::Scratch;

/// Expressions in one crate.
const BATCH: usize = 250;

/// A compiled expression: the index of its case, and its function.
pub(crate) type Function = (usize, TokenStream);

/// Builds the driver.
pub(crate) fn build(scratch: &Scratch, functions: &[Function]) -> Result<(), Box<dyn Error>> {
    let batches = functions.chunks(BATCH);
    let count = batches.len();
    for (index, functions) in batches.enumerate() {
        scratch.write_batch(index, &batch_source(functions), &[])?;
    }
    scratch.write_driver(&driver_source(scratch, count), count)?;
    scratch.build()?.map_err(Into::into)
}

fn batch_source(functions: &[Function]) -> String {
    let mut source = String::from(
        "#![deny(warnings)]\n#![allow(unused_variables)]\nuse asl_runtime::__private as __rt;\n\
         pub const EXPRESSIONS: &[(usize, jsonata_suite::Compiled)] = &[\n",
    );
    for (index, _) in functions {
        let _ = writeln!(source, "    ({index}, case_{index}),");
    }
    source.push_str("];\n");
    for (_, function) in functions {
        let _ = writeln!(source, "{function}");
    }
    source
}

fn driver_source(scratch: &Scratch, batches: usize) -> String {
    let mut source = String::from("fn main() -> std::io::Result<()> {\n    let all = [\n");
    for batch in 0..batches {
        let _ = writeln!(source, "        {}::EXPRESSIONS,", scratch.batch(batch));
    }
    source.push_str("    ];\n    jsonata_suite::serve(&all.concat())\n}\n");
    source
}
