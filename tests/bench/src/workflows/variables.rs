//! The loop of `counting` with a variable and JSONata.

use std::hint::black_box;

use asl_runtime::asl;
use serde_json::Value;

use super::{Clock, Row, Side, host, keep};

asl! {
    mod variables = "workflows/variables.asl.json";
}

pub(super) fn row() -> Row {
    let machine = keep(variables::Machine::new(Handlers).on(host()));
    Row {
        name: "variables",
        inputs: vec![Value::Null],
        ours: Side::new(Clock::None, |input| machine.run(input)),
        hand: Side::new(Clock::None, by_hand),
    }
}

#[derive(Debug)]
struct Handlers;

impl variables::Tasks for Handlers {}

async fn by_hand(_: Value) -> Result<Value, &'static str> {
    let mut n = Value::from(0);
    loop {
        // What rustc knows of a number that begins at 0 it shall not use.
        let before = black_box(&n).as_i64().ok_or("not a number")?;
        n = Value::from(before + 1);
        if before + 1 >= 5000 {
            return Ok(n);
        }
    }
}
