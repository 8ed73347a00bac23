//! A loop of 10,000 transitions: a Pass that counts with `States.MathAdd`, and the Choice that ends it.

use asl_runtime::asl;
use serde_json::{Value, json};

use super::{Clock, Row, Side, host, keep};

asl! {
    mod counting = "workflows/counting.asl.json";
}

pub(super) fn row() -> Row {
    let machine = keep(counting::Machine::new(Handlers).on(host()));
    Row {
        name: "counting",
        inputs: vec![json!({ "n": 0 })],
        ours: Side::new(Clock::None, |input| machine.run(input)),
        hand: Side::new(Clock::None, by_hand),
    }
}

#[derive(Debug)]
struct Handlers;

impl counting::Tasks for Handlers {}

async fn by_hand(mut input: Value) -> Result<Value, &'static str> {
    loop {
        let place = input.get_mut("n").ok_or("no number")?;
        let n = place.as_i64().ok_or("not a number")?;
        *place = Value::from(n + 1);
        if n + 1 >= 5000 {
            return Ok(input);
        }
    }
}
