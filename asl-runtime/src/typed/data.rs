//! What flows from state to state.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use super::scalar::Scalar;

/// What goes into a machine, from state to state and out again: JSON, or a type that is written as JSON.
///
/// For types of your own it is derived, beside serde's traits, whose attributes it reads:
///
/// ```
/// use asl_runtime::Data;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
/// #[serde(rename_all = "camelCase")]
/// struct Order {
///     order_id: String,
///     total: f64,
///     #[serde(skip_serializing_if = "Option::is_none")]
///     customer: Option<Customer>,
/// }
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
/// struct Customer {
///     name: String,
/// }
/// ```
///
/// See [the derive](derive@crate::Data) for what it reads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot flow through a workflow: it is not `Data`",
    label = "not `Data`",
    note = "a type of your own becomes `Data` with `#[derive(asl_runtime::Data)]`, beside serde's traits",
    note = "a field whose type is another crate's is taken with `#[asl(opaque)]`"
)]
pub trait Data: Serialize + Clone + Send + Sync {
    /// The same as JSON; borrowed where it is JSON already. `null` where serde refuses, as it does for a map whose keys are
    /// no strings.
    fn as_json(&self) -> Cow<'_, Value> {
        Cow::Owned(serde_json::to_value(self).unwrap_or_default())
    }

    /// What a comparison sees.
    fn scalar(&self) -> Scalar<'_> {
        match self.as_json() {
            Cow::Borrowed(value) => Scalar::of(value),
            Cow::Owned(value) => Scalar::from(value),
        }
    }
}
