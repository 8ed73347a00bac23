//! The endings of an order for a drink.

use std::time::Duration;

use asl_runtime::{Dynamic, InMemory, MachineState, from_fn};
use examples::coffee_shop::Reaction::{self, Answers, Cancels};
use examples::coffee_shop::{Ended, Visit, order, run_day};
use serde_json::{Value, json};

const CHOICE: Reaction = Answers(Duration::from_secs(60), "Latte");
const DRINK: Reaction = Answers(Duration::from_secs(240), "done");
const NEVER: Duration = Duration::from_secs(86_400);

fn visit(at: u64, customer: Reaction, barista: Reaction) -> Visit {
    let at = Duration::from_secs(at);
    Visit {
        at,
        customer,
        barista,
    }
}

/// Runs a day, and says of each order, by its id, when it ended and how.
async fn endings(visits: Vec<Visit>, closing: Duration) -> Vec<(u64, Value)> {
    let clock = std::time::Instant::now();
    let day = run_day(visits, closing).await;
    assert!(clock.elapsed() < Duration::from_secs(1));
    let ending = |Ended { at, outcome }| (at.as_secs(), outcome.expect("no order fails"));
    let mut endings: Vec<(u64, Value)> = day.into_iter().map(ending).collect();
    endings.sort_by_key(|(_, order)| order["orderId"].as_u64());
    endings
}

#[tokio::test(start_paused = true)]
async fn orders_end_by_callback_or_by_timeout() {
    let seconds = Duration::from_secs;
    let leaves = Cancels(seconds(120), "CustomerCancelled", "the train leaves");
    let refuses = Cancels(seconds(180), "BaristaCancelled", "out of oat milk");
    let cancelled = |order: u64, error: &str, reason: &str| json!({ "orderId": order, "status": "cancelled", "error": error, "reason": reason });
    let visits = vec![
        visit(0, CHOICE, DRINK),
        visit(0, leaves, DRINK),
        visit(0, CHOICE, refuses),
        visit(0, Answers(seconds(301), "Mocha"), DRINK),
        visit(1, CHOICE, Answers(seconds(901), "done")),
    ];
    assert_eq!(
        endings(visits, NEVER).await,
        [
            (
                300,
                json!({ "orderId": 0, "status": "completed", "drink": "Latte", "number": 1 })
            ),
            (120, cancelled(1, "CustomerCancelled", "the train leaves")),
            (240, cancelled(2, "BaristaCancelled", "out of oat milk")),
            (
                300,
                cancelled(3, "States.Timeout", "no drink was chosen in five minutes")
            ),
            (
                961,
                cancelled(
                    4,
                    "States.Timeout",
                    "no barista made the drink in fifteen minutes"
                )
            ),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_closed_shop_refuses() {
    let visits = vec![visit(9, CHOICE, DRINK), visit(11, CHOICE, DRINK)];
    let endings = endings(visits, Duration::from_secs(10)).await;
    assert_eq!(endings[0].1["status"], "completed");
    assert_eq!(
        endings[1],
        (
            11,
            json!({ "orderId": 1, "status": "refused", "reason": "the shop is closed" })
        )
    );
}

#[tokio::test(start_paused = true)]
async fn the_twenty_first_in_the_queue_is_refused_until_a_drink_is_made() {
    let at_once = Answers(Duration::ZERO, "Espresso");
    let barista = Answers(Duration::from_secs(241), "done");
    // An order every two seconds: the first drink is made just before order 121 comes.
    let visits = (0..123).map(|n| visit(2 * n, at_once, barista)).collect();
    let endings = endings(visits, NEVER).await;
    let full = json!("20 drinks are queued");
    for (n, (at, order)) in (0..).zip(&endings) {
        match n {
            20..121 => assert_eq!((*at, &order["reason"]), (2 * n, &full)),
            _ => assert_eq!((*at, &order["drink"]), (2 * n + 241, &json!("Espresso"))),
        }
    }
}

#[tokio::test]
async fn an_order_goes_through_the_states_of_the_definition() {
    let host = InMemory::new();
    let callbacks = host.callbacks();
    let handlers = from_fn(async |task| {
        if let Some(token) = task.token {
            callbacks.succeed(&token, json!("Latte"))?;
        }
        Ok(json!({ "open": true, "queued": 19 }))
    });
    let machine = order::Machine::new(Dynamic(handlers)).on(host);
    let mut execution = machine.start(json!({ "orderId": 0 }));
    let mut states = Vec::new();
    while let Some(state) = execution.state() {
        states.push(state.id().name);
        execution.step().await.expect("no state fails");
    }
    assert_eq!(
        states,
        [
            "Read Shop",
            "Shop Ready?",
            "Choose Drink",
            "Queue Drink",
            "Make Drink",
            "Complete Order",
            "Completed"
        ]
    );
}

#[tokio::test]
async fn an_order_without_an_id_is_an_error_of_asl() {
    let handlers = from_fn(async |_| Ok(json!({ "open": true, "queued": 0 })));
    let error = order::Machine::new(Dynamic(handlers))
        .run(json!({}))
        .await
        .expect_err("the path leads nowhere");
    assert_eq!(error.error(), Some("States.Runtime"));
    assert_eq!(error.state(), Some("Choose Drink"));
}
