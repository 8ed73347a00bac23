//! A warning that is allowed is not given; a code that does not exist is an error.
#![deny(deprecated)]

asl_runtime::asl! {
    #[allow(asl::ASL0101)]
    mod order = "workflows/no_default.asl.json";
}

asl_runtime::asl! {
    #[allow(asl::ASL0999)]
    mod again = "workflows/no_default.asl.json";
}

asl_runtime::asl! {
    #[allow(asl::ASL0012)]
    mod third = "workflows/no_default.asl.json";
}

fn main() {}
