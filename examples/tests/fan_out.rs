//! What a Parallel and a Map make of their children, and what an observer hears of it.

use std::sync::Mutex;
use std::time::Duration;

use examples::fan_out::write_list;
use serde_json::{Value, json};
use tokio::time::Instant;

fn input() -> Value {
    json!({ "currency": "USD", "products": ["tea", "coffee", "mate", "cocoa"] })
}

/// The log of a run without the data: time, event, place.
async fn events(input: Value) -> Vec<String> {
    let lines = Mutex::new(Vec::new());
    let note = |line: String| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let length = if words[3].contains(['/', '[']) { 5 } else { 4 };
        lines
            .lock()
            .expect("no panic")
            .push(words[..length].join(" "));
    };
    // The error is in the log too.
    let _ = write_list(input, note).await;
    lines.into_inner().expect("no panic")
}

#[tokio::test(start_paused = true)]
async fn results_come_in_the_order_of_branches_and_items() {
    let (start, clock) = (Instant::now(), std::time::Instant::now());
    let list = write_list(input(), |_| {}).await;
    assert_eq!(
        list.expect("a list"),
        json!({
            "title": "Prices in USD",
            "prices": [
                { "product": "tea", "price": 5.0, "available": true },
                { "product": "coffee", "price": 10.0, "available": false },
                { "product": "mate", "price": null, "note": "no product is called mate" },
                { "product": "cocoa", "price": 7.5, "available": true },
            ],
        })
    );
    assert_eq!(start.elapsed(), Duration::from_secs(3600 + 14));
    assert!(clock.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn an_observer_hears_of_every_state_retry_and_catch() {
    assert_eq!(
        events(input()).await,
        [
            "0 s entered Prepare",
            "0 s entered Prepare/0 FetchRate",
            "0 s exited Prepare/0 FetchRate",
            "0 s entered Prepare/1 AwaitStockTaking",
            "0 s entered Prepare/2 WriteTitle",
            "0 s exited Prepare/2 WriteTitle",
            "3600 s exited Prepare/1 AwaitStockTaking",
            "3600 s entered Prepare/1 FetchStock",
            "3600 s exited Prepare/1 FetchStock",
            "3600 s exited Prepare",
            // Two at once: the third product waits for the first, and the one that is retried keeps its place.
            "3600 s entered PriceAll",
            "3600 s entered PriceAll[0] PriceProduct",
            "3600 s entered PriceAll[1] PriceProduct",
            "3602 s exited PriceAll[0] PriceProduct",
            "3602 s entered PriceAll[2] PriceProduct",
            "3602 s retry PriceAll[1] PriceProduct",
            "3604 s caught PriceAll[2] PriceProduct",
            "3604 s exited PriceAll[2] PriceProduct",
            "3604 s entered PriceAll[2] LeaveUnpriced",
            "3604 s exited PriceAll[2] LeaveUnpriced",
            "3604 s entered PriceAll[3] PriceProduct",
            "3606 s exited PriceAll[3] PriceProduct",
            "3614 s exited PriceAll[1] PriceProduct",
            "3614 s exited PriceAll",
            "3614 s entered PublishList",
            "3614 s exited PublishList",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_failed_branch_drops_its_siblings() {
    let start = Instant::now();
    let events = events(json!({ "currency": "XXX", "products": [] })).await;
    assert_eq!(
        events,
        ["0 s entered Prepare", "0 s entered Prepare/0 FetchRate"]
    );
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_bad_input_ends_in_an_error_of_asl() {
    for (input, error, state, scope) in [
        (
            json!({ "currency": "XXX", "products": [] }),
            "UnknownCurrency",
            "FetchRate",
            "Prepare/0",
        ),
        (
            json!({ "products": [] }),
            "States.Runtime",
            "FetchRate",
            "Prepare/0",
        ),
        (
            json!({ "currency": "EUR", "products": "tea" }),
            "States.Runtime",
            "PriceAll",
            "",
        ),
        (
            json!({ "currency": "EUR", "products": ["tea", 7] }),
            "SerdeJsonError",
            "PriceProduct",
            "PriceAll[1]",
        ),
    ] {
        let ended = write_list(input.clone(), |_| {}).await;
        let ended = ended.expect_err("the input is bad");
        assert_eq!(ended.error(), Some(error), "{input}");
        assert_eq!((ended.state(), ended.scope()), (Some(state), scope));
    }
}
