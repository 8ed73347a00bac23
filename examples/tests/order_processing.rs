//! Orders that arrive, and orders that do not.

use std::time::Duration;

use examples::order_processing::{Shop, Transition, process};
use serde_json::json;
use tokio::time::Instant;

async fn error(shop: Shop, order: &str) -> String {
    let outcome = process(shop, order, |_| {}).await;
    outcome.expect_err("the order is refused").to_string()
}

#[tokio::test(start_paused = true)]
async fn an_order_collects_what_each_task_adds() {
    let output = process(Shop::default(), r#"{"orderId": "12345"}"#, |_| {}).await;
    assert_eq!(
        output.expect("the order is shipped"),
        json!({
            "orderId": "12345",
            "quantity": 1,
            "totalCents": 2490,
            "reservation": { "warehouse": "Hamburg", "pieces": 1 },
            "receipt": { "number": "R-12345", "paidCents": 2490, "attempts": 2 },
            "shipment": { "carrier": "Parcel Post", "trackingNumber": "PP0000012345" },
        })
    );
}

#[tokio::test(start_paused = true)]
async fn each_transition_is_reported_with_the_data_of_the_next_state() {
    let mut transitions = Vec::new();
    let report = |transition: Transition<'_>| transitions.push(transition.to_string());
    let order = r#"{"orderId": "7", "quantity": 4}"#;
    process(Shop::default(), order, report)
        .await
        .expect("the order is shipped");
    let lines: Vec<&str> = transitions.iter().flat_map(|text| text.lines()).collect();
    assert_eq!(
        lines,
        [
            "ValidateOrder    -> ReserveInventory",
            r#"    orderId      "7""#,
            "    quantity     4",
            "    totalCents   9960",
            "ReserveInventory -> ChargeCustomer",
            r#"    orderId      "7""#,
            "    quantity     4",
            "    totalCents   9960",
            r#"    reservation  {"warehouse":"Rotterdam","pieces":4}"#,
            "ChargeCustomer   -> ShipOrder",
            r#"    orderId      "7""#,
            "    quantity     4",
            "    totalCents   9960",
            r#"    reservation  {"warehouse":"Rotterdam","pieces":4}"#,
            r#"    receipt      {"number":"R-7","paidCents":9960,"attempts":2}"#,
            "ShipOrder        -> end",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_busy_payment_provider_is_asked_four_times() {
    let (start, real_start) = (Instant::now(), std::time::Instant::now());
    let shop = Shop {
        busy_attempts: 4,
        ..Shop::default()
    };
    assert_eq!(
        error(shop, r#"{"orderId": "12345"}"#).await,
        "PaymentProviderBusy: ask again later (in state `ChargeCustomer`)"
    );
    assert_eq!(start.elapsed(), Duration::from_secs(1 + 2 + 4));
    assert!(real_start.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_bad_order_ends_in_an_error_that_says_why() {
    for (order, expected) in [
        (
            "{orderId: 12345}",
            "not JSON: key must be a string at line 1 column 2",
        ),
        ("", "not JSON: EOF while parsing a value at line 1 column 0"),
        (
            "{}",
            "InvalidOrder: missing field `orderId` (in state `ValidateOrder`)",
        ),
        (
            "17",
            "InvalidOrder: invalid type: integer `17`, expected struct Order (in state `ValidateOrder`)",
        ),
        (
            r#"{"orderId": "abc"}"#,
            "InvalidOrder: `abc` is not an order id (in state `ValidateOrder`)",
        ),
        (
            r#"{"orderId": "1", "quantity": 0}"#,
            "InvalidOrder: the quantity is 0 (in state `ValidateOrder`)",
        ),
        (
            r#"{"orderId": "1", "quantity": 500}"#,
            "OutOfStock: no warehouse has 500 pieces (in state `ReserveInventory`)",
        ),
    ] {
        assert_eq!(error(Shop::default(), order).await, expected, "{order}");
    }
}
