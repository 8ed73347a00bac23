//! The expressions by a crate that evaluates JSONata at run time: parsed once, a `Value` in, a `Value` out.

use jsonata_core::ast::AstNode;
use jsonata_core::evaluator::{Context, Evaluator};
use jsonata_core::parser;
use jsonata_core::value::JValue;
use serde_json::Value;

pub(super) struct Interpreted {
    expression: AstNode,
}

impl Interpreted {
    pub(super) fn new(expression: &str) -> Self {
        let expression = parser::parse(expression).expect("the expression is valid");
        Interpreted { expression }
    }

    /// `$states` is bound to `states`.
    pub(super) fn evaluate(&self, member: &str, data: &Value) -> Value {
        let states = JValue::from(Value::Object(
            [(member.to_owned(), data.clone())].into_iter().collect(),
        ));
        let mut context = Context::new();
        context.bind("states".to_owned(), states);
        let result = Evaluator::with_context(context)
            .evaluate(&self.expression, &JValue::Null)
            .expect("the expression can be evaluated");
        Value::from(&result)
    }
}
