//! The context object, `$$`. Reference §3.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::context::Cx;
use crate::machine::StateKind;
use crate::map::MapItem;
use crate::task::TaskToken;

impl<'a, H> Cx<'a, H> {
    /// `$$.Execution.Input`.
    #[must_use]
    pub fn execution_input(&self) -> &'a Value {
        self.root.input.as_deref().unwrap_or(&Value::Null)
    }

    /// A part of the context object. Reference §3.
    #[must_use]
    pub fn field(&self, field: ContextField) -> Value {
        match field {
            ContextField::ExecutionId => Value::from(self.root.identity().execution_id.as_str()),
            ContextField::ExecutionName => {
                Value::from(self.root.identity().execution_name.as_str())
            }
            ContextField::ExecutionRoleArn => Value::from(self.root.identity().role_arn.as_deref()),
            ContextField::ExecutionStartTime => time(self.root.started),
            ContextField::StateName => Value::from(self.state.name),
            ContextField::StateEnteredTime => time(self.progress.entered),
            ContextField::StateRetryCount => Value::from(self.progress.retries.total()),
            ContextField::StateMachineId => {
                Value::from(self.root.identity().state_machine_id.as_str())
            }
            ContextField::StateMachineName => {
                Value::from(self.root.identity().state_machine_name.as_str())
            }
        }
    }

    /// The whole context object, for `$$` and for paths that are not one of its known fields.
    #[must_use]
    pub fn context_object(&self, token: Option<&TaskToken>, item: Option<&dyn MapItem>) -> Value {
        let mut context = json!({
            "Execution": {
                "Id": self.field(ContextField::ExecutionId),
                "Input": self.execution_input(),
                "StartTime": self.field(ContextField::ExecutionStartTime),
                "Name": self.field(ContextField::ExecutionName),
                "RoleArn": self.field(ContextField::ExecutionRoleArn),
            },
            "StateMachine": {
                "Id": self.field(ContextField::StateMachineId),
                "Name": self.field(ContextField::StateMachineName),
            },
            "State": {
                "Name": self.field(ContextField::StateName),
                "EnteredTime": self.field(ContextField::StateEnteredTime),
            },
        });
        let identity = self.root.identity();
        if let Some(count) = identity.redrive_count {
            context["Execution"]["RedriveCount"] = Value::from(count);
        }
        if let Some(redriven) = identity.redrive_time {
            context["Execution"]["RedriveTime"] = time(Some(redriven));
        }
        // AWS has it for a Map too; so all states that can be retried have it.
        if matches!(
            self.state.kind,
            StateKind::Task | StateKind::Parallel | StateKind::Map
        ) {
            context["State"]["RetryCount"] = self.field(ContextField::StateRetryCount);
        }
        if let Some(token) = token {
            context["Task"] = json!({ "Token": token.as_str() });
        }
        if let Some(item) = item {
            context["Map"] = json!({ "Item": item.to_json() });
        }
        context
    }
}

/// AWS writes times in UTC with milliseconds.
fn time(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| Value::from(format!("{at:.3}")))
}

/// The fields of the context object that are the same for every reader in a scope. Reference §3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextField {
    /// `$$.Execution.Id`
    ExecutionId,
    /// `$$.Execution.Name`
    ExecutionName,
    /// `$$.Execution.RoleArn`
    ExecutionRoleArn,
    /// `$$.Execution.StartTime`
    ExecutionStartTime,
    /// `$$.State.Name`
    StateName,
    /// `$$.State.EnteredTime`
    StateEnteredTime,
    /// `$$.State.RetryCount`
    StateRetryCount,
    /// `$$.StateMachine.Id`
    StateMachineId,
    /// `$$.StateMachine.Name`
    StateMachineName,
}
