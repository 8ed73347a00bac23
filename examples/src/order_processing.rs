//! An order on its way from validation to shipping, one transition at a time.

use std::error::Error;
use std::fmt;

use asl_runtime::{TaskContext, TaskError, TaskResult, asl};
use serde::Deserialize;
use serde_json::{Value, json};

asl! {
    /// `ValidateOrder`, `ReserveInventory`, `ChargeCustomer`, `ShipOrder`.
    pub mod order = "workflows/order_processing.asl.json";
}

const UNIT_PRICE_CENTS: u64 = 2490;

/// The shop behind the handlers.
#[derive(Clone, Debug)]
pub struct Shop {
    /// Warehouses with the pieces that they have in stock, nearest first.
    pub warehouses: Vec<(&'static str, u32)>,
    /// How many attempts to charge the payment provider turns away before it answers.
    pub busy_attempts: u32,
}

impl Default for Shop {
    fn default() -> Self {
        Shop {
            warehouses: vec![("Hamburg", 3), ("Rotterdam", 40)],
            busy_attempts: 1,
        }
    }
}

/// What the handlers read of an order.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Order {
    order_id: String,
    #[serde(default = "one")]
    quantity: u32,
}

fn one() -> u32 {
    1
}

/// The `Parameters` of `ChargeCustomer`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Charge {
    order_id: String,
    amount_cents: u64,
}

impl order::Tasks for Shop {
    async fn validate_order(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        let order = Order::deserialize(input).map_err(|error| invalid(error.to_string()))?;
        if order.order_id.parse::<u32>().is_err() {
            return Err(invalid(format!("`{}` is not an order id", order.order_id)));
        }
        if order.quantity == 0 {
            return Err(invalid("the quantity is 0"));
        }
        Ok(json!({
            "orderId": order.order_id,
            "quantity": order.quantity,
            "totalCents": UNIT_PRICE_CENTS * u64::from(order.quantity),
        }))
    }

    async fn reserve_inventory(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        let Order { quantity, .. } = serde_json::from_value(input)?;
        let nearest = self.warehouses.iter().find(|(_, stock)| *stock >= quantity);
        match nearest {
            Some((warehouse, _)) => Ok(json!({ "warehouse": warehouse, "pieces": quantity })),
            None => Err(TaskError::new(
                "OutOfStock",
                format!("no warehouse has {quantity} pieces"),
            )),
        }
    }

    async fn charge_customer(&self, input: Value, cx: &TaskContext<'_>) -> TaskResult {
        let charge: Charge = serde_json::from_value(input)?;
        if cx.retry_count() < self.busy_attempts {
            return Err(TaskError::new("PaymentProviderBusy", "ask again later"));
        }
        Ok(json!({
            "number": format!("R-{}", charge.order_id),
            "paidCents": charge.amount_cents,
            "attempts": cx.retry_count() + 1,
        }))
    }

    async fn ship_order(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        let Order { order_id, .. } = serde_json::from_value(input)?;
        let number: u32 = order_id.parse()?;
        Ok(json!({ "carrier": "Parcel Post", "trackingNumber": format!("PP{number:010}") }))
    }
}

fn invalid(cause: impl Into<String>) -> TaskError {
    TaskError::new("InvalidOrder", cause)
}

/// A transition from one state to the next one, or to the end.
#[derive(Clone, Copy, Debug)]
pub struct Transition<'a> {
    /// The state that was left.
    pub from: &'static str,
    /// The state that comes next, with its input; `None` at the end.
    pub to: Option<&'a order::State>,
}

impl fmt::Display for Transition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = self.to.map_or("end", |state| state.name());
        write!(f, "{:<16} -> {next}", self.from)?;
        let data = self.to.map(order::State::input);
        let members = data.and_then(Value::as_object);
        for (name, value) in members.into_iter().flatten() {
            write!(f, "\n    {name:<12} {value}")?;
        }
        Ok(())
    }
}

/// Takes an order, as JSON text, to its end, and reports each transition.
///
/// # Errors
/// Text that is not JSON, and whatever ends the execution.
pub async fn process(
    shop: Shop,
    order: &str,
    mut report: impl FnMut(Transition<'_>),
) -> Result<Value, Box<dyn Error>> {
    let order = serde_json::from_str(order).map_err(|error| format!("not JSON: {error}"))?;
    let machine = order::Machine::new(shop);
    let mut execution = machine.start(order);
    while let Some(from) = execution.state().map(|state| state.name()) {
        execution.step().await?;
        let to = execution.state();
        report(Transition { from, to });
    }
    Ok(execution.finish().await?)
}
