//! Each warning can be allowed by its code.
#![deny(deprecated)]

asl_runtime::asl! {
    #[allow(asl::ASL0107, asl::ASL0108, asl::ASL0109, asl::ASL0110, asl::ASL0111)]
    pub mod order = "workflows/doubtful.asl.json";
}

fn main() {}
