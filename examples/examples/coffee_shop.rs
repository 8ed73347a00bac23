//! A day in the coffee shop, in virtual time: `cargo run --example coffee_shop`

use std::time::Duration;

use examples::coffee_shop::Reaction::{Answers, Cancels};
use examples::coffee_shop::{Ended, Visit, run_day};

const OPENING_HOURS: Duration = minutes(8 * 60);

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let clock = std::time::Instant::now();
    let day = run_day(visits(), OPENING_HOURS).await;
    for order in &day {
        println!("{}", line(order));
    }
    let (orders, last) = (day.len(), day.last().map(|order| order.at));
    let (shop_time, real_time) = (time(last.unwrap_or_default()), clock.elapsed().as_millis());
    println!("\n{orders} orders, {shop_time} of shop time, {real_time} ms of real time");
}

const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}

/// One order for each ending, a rush of 25 after an hour, and someone at the closed door.
fn visits() -> Vec<Visit> {
    let visit = Visit {
        at: minutes(0),
        customer: Answers(minutes(1), "Latte"),
        barista: Answers(minutes(4), "done"),
    };
    let cancelled_by_customer = Cancels(minutes(2), "CustomerCancelled", "the train leaves");
    let cancelled_by_barista = Cancels(minutes(3), "BaristaCancelled", "out of oat milk");
    let mut visits = vec![
        visit,
        Visit {
            customer: cancelled_by_customer,
            ..visit
        },
        Visit {
            barista: cancelled_by_barista,
            ..visit
        },
        Visit {
            customer: Answers(minutes(6), "Mocha"),
            ..visit
        },
        Visit {
            barista: Answers(minutes(16), "done"),
            ..visit
        },
    ];
    visits.extend((0..25).map(|customer| Visit {
        at: minutes(60) + Duration::from_secs(10 * customer),
        customer: Answers(Duration::from_secs(5), "Espresso"),
        barista: Answers(minutes(10), "done"),
    }));
    visits.push(Visit {
        at: OPENING_HOURS + minutes(1),
        ..visit
    });
    visits
}

fn line(Ended { at, outcome }: &Ended) -> String {
    let at = time(*at);
    match outcome {
        Ok(order) => {
            let text = |name: &str| order[name].as_str().unwrap_or_default();
            let id = order["orderId"].as_u64().unwrap_or_default();
            let status = text("status");
            let detail = match status {
                "completed" => format!("{}, number {}", text("drink"), order["number"]),
                _ => text("reason").to_owned(),
            };
            format!("{at}  order {id:>2}  {status:<9}  {detail}")
        }
        Err(error) => format!("{at}  failed: {error}"),
    }
}

/// Hours, minutes, seconds.
fn time(since_morning: Duration) -> String {
    let seconds = since_morning.as_secs();
    format!(
        "{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}
