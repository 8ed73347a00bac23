//! Paths of JSONata into types that do not have them, alone and inside of expressions.

use asl_runtime::{Data, asl};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Order {
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Item {
    price: f64,
}

asl! {
    mod order = {
        "QueryLanguage": "JSONata",
        "StartAt": "Sum",
        "States": {
            "Sum": {
                "Type": "Pass",
                "Output": "{% $sum($states.input.items.prize) > 10 ? $states.input : 1 %}",
                "Next": "Pick"
            },
            "Pick": { "Type": "Pass", "End": true }
        }
    } {
        type Input = Order;
    }
    mod pick = {
        "QueryLanguage": "JSONata",
        "StartAt": "Pick",
        "States": { "Pick": { "Type": "Pass", "Output": "{% $states.input.itms %}", "End": true } }
    } {
        type Input = Order;
    }
}

fn main() {}
