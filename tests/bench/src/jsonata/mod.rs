//! JSONata expressions: compiled, by hand, and interpreted.

mod hand;
mod interpreted;

use std::hint::black_box;

use serde_json::{Value, json};

use crate::bounds::Bound;
use crate::measure::{medians, repeated};
use crate::table::{Cell, Table};
use interpreted::Interpreted;

include!("expressions.rs");

mod compiled {
    use asl_runtime::__private as __rt;

    include!(concat!(env!("OUT_DIR"), "/compiled.rs"));
}

type Written = fn(&Value) -> Value;

/// The same expressions by hand and compiled, in the order of [`EXPRESSIONS`].
const BY_HAND: [Written; 6] = [
    hand::comparison,
    hand::object,
    hand::filter,
    hand::text,
    hand::merge,
    hand::payload,
];
const COMPILED: [Written; 6] = [
    |data| done(compiled::comparison(data)),
    |data| done(compiled::object(data)),
    |data| done(compiled::filter(data)),
    |data| done(compiled::text(data)),
    |data| done(compiled::merge(data)),
    |data| done(compiled::payload(data)),
];

fn done<E: std::fmt::Debug>(result: Result<Value, E>) -> Value {
    result.expect("the expression can be evaluated")
}

/// Compiled at most twice as slow as by hand, interpreted at least twenty times as slow as compiled.
const SLOWER_THAN_BY_HAND: Bound = Bound {
    reached: 2.0,
    goal: 2.0,
};
const FASTER_THAN_INTERPRETED: f64 = 20.0;

pub(crate) fn compare() -> Table {
    let data = order();
    let mut table = Table::new([
        "JSONata expression",
        "by hand",
        "compiled",
        "interpreted",
        "compiled / by hand",
        "compiled / interpreted",
    ]);
    for ((&(_, text, member), by_hand), compiled) in EXPRESSIONS.iter().zip(BY_HAND).zip(COMPILED) {
        let interpreted = Interpreted::new(text);
        let expected = by_hand(&data);
        assert!(
            same(&compiled(&data), &expected),
            "{text}: compiled differs"
        );
        let found = interpreted.evaluate(member, &data);
        assert!(
            same(&found, &expected),
            "{text}: interpreted differs: {found}"
        );
        let times = medians([
            &mut repeated(|| drop(black_box(by_hand(black_box(&data))))),
            &mut repeated(|| drop(black_box(compiled(black_box(&data))))),
            &mut repeated(|| drop(black_box(interpreted.evaluate(member, black_box(&data))))),
        ]);
        let [hand, ours, theirs] = times.map(|time| time.as_secs_f64());
        let mut cells = Vec::from(times.map(Cell::time));
        cells.push(Cell::ratio(ours / hand, SLOWER_THAN_BY_HAND));
        // Work that takes long by hand says little about how it is compiled.
        let is_telling = hand * SLOWER_THAN_BY_HAND.goal * FASTER_THAN_INTERPRETED <= theirs;
        let holds = ours * FASTER_THAN_INTERPRETED <= theirs || !is_telling;
        cells.push(Cell::held(format_args!("{:.3}", ours / theirs), holds));
        table.push(format!("`{text}`"), cells);
    }
    table
}

/// Whether two values are equal, numbers by value.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let in_other = |(key, value): (&String, &Value)| {
                other.get(key).is_some_and(|other| same(value, other))
            };
            one.len() == other.len() && one.iter().all(in_other)
        }
        _ => one == other,
    }
}

/// An order of 1.3 KB.
fn order() -> Value {
    let item = |index: u32| {
        json!({
            "sku": format!("SKU-{index:05}"), "price": 4.5 + f64::from(index) * 1.25, "qty": index % 4 + 1,
            "name": "a thing that somebody ordered", "tags": ["new", "fragile"]
        })
    };
    json!({
        "id": "5f1c0a1e-7d2b-4c58-9a43-2f4f0a3c9b77", "name": "Ada Lovelace", "n": 42,
        "order": { "total": 231.5, "currency": "EUR", "placed": "2026-03-14T01:59:00Z" },
        "customer": { "mail": "ada@example.org", "address": { "city": "London", "zip": "W1A" } },
        "items": (0..9).map(item).collect::<Vec<_>>(),
        "Payload": { "statusCode": 200, "body": { "accepted": true, "reference": "R-000017" } }
    })
}
