//! Paths into types that do not have them, as generated code asks for them.

use asl_runtime::__private::{Key, typed};
use asl_runtime::Data;
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
struct Order {
    order_id: String,
    total: f64,
    items: Vec<Item>,
    pair: (u8, u8),
}

#[derive(Clone, Serialize, Deserialize, Data)]
struct Item {
    price: f64,
}

type Items = <Order as typed::At<
    {
        typed::check::field(
            typed::shape::<Order>(),
            Key::Member("itms"),
            "order.asl.json:12:19: state \"IsLarge\", Variable \"$.itms[0].price\"",
        )
    },
>>::Field;
type First = <Items as typed::At<
    {
        typed::check::field(
            typed::shape::<Items>(),
            Key::Index(0),
            "order.asl.json:12:19: state \"IsLarge\", Variable \"$.itms[0].price\"",
        )
    },
>>::Field;

fn first(order: &Order) -> Option<First> {
    const ITEMS: usize = typed::check::field(
        typed::shape::<Order>(),
        Key::Member("items"),
        "order.asl.json:14:19: state \"IsLarge\", Variable \"$.items\"",
    );
    let items = typed::get::<ITEMS, Order>(order, Key::Member("items"));
    let items = items.as_deref();
    let missing = typed::get::<
        {
            typed::check::field(
                typed::shape::<Order>(),
                Key::Member("order_id"),
                "order.asl.json:16:19: state \"IsLarge\", Variable \"$.order_id\"",
            )
        },
        Order,
    >(order, Key::Member("order_id"));
    let _ = (items, missing);
    None
}

const _: usize = typed::check::field(
    typed::shape::<Order>(),
    Key::Index(0),
    "order.asl.json:18:19: state \"IsLarge\", Variable \"$[0]\"",
);

const _: usize = typed::check::field(
    typed::shape::<(u8, u8)>(),
    Key::Index(2),
    "order.asl.json:20:19: state \"IsLarge\", Variable \"$.pair[2]\"",
);

const _: usize = typed::check::field(
    typed::shape::<f64>(),
    Key::Member("cents"),
    "order.asl.json:22:19: state \"IsLarge\", Variable \"$.total.cents\"",
);

const _: usize = typed::check::elements(
    typed::shape::<Item>(),
    "order.asl.json:24:19: state \"PackAll\", ItemsPath \"$.item\"",
);

fn main() {}
