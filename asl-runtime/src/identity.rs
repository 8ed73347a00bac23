//! Who an execution is.

use std::sync::OnceLock;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::context::Progress;
use crate::host::Identify;
use crate::store::Store;

/// Who an execution is: `$$.Execution` and `$$.StateMachine` of the context object. Reference §3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Identity {
    /// `$$.Execution.Id`.
    pub execution_id: String,
    /// `$$.Execution.Name`.
    pub execution_name: String,
    /// `$$.Execution.RoleArn`; `None` for an execution without a role.
    pub role_arn: Option<String>,
    /// `$$.StateMachine.Id`.
    pub state_machine_id: String,
    /// `$$.StateMachine.Name`.
    pub state_machine_name: String,
    /// `$$.Execution.RedriveCount`: how often the execution has been taken up again after it failed. `None` where that
    /// cannot be, as for Express executions on AWS, whose context object has no such member.
    pub redrive_count: Option<u32>,
    /// `$$.Execution.RedriveTime`: when it was taken up again last.
    pub redrive_time: Option<Timestamp>,
    /// The map run whose child execution it is: `…:mapRun:<machine>/<label>:<id>`. No part of the context object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map_run_arn: Option<String>,
}

impl Identity {
    /// An execution of `machine` under this name, with ids in the shape of ARNs:
    /// `arn:asl:states:local:0:execution:<machine>:<name>`.
    #[must_use]
    pub fn new(machine: &str, name: impl Into<String>) -> Self {
        let name = name.into();
        Identity {
            execution_id: format!("arn:asl:states:local:0:execution:{machine}:{name}"),
            execution_name: name,
            role_arn: Some("arn:asl:iam::0:role/local".to_owned()),
            state_machine_id: format!("arn:asl:states:local:0:stateMachine:{machine}"),
            state_machine_name: machine.to_owned(),
            redrive_count: Some(0),
            redrive_time: None,
            map_run_arn: None,
        }
    }

    /// Replaces `$$.Execution.Id`.
    #[must_use]
    pub fn execution_id(mut self, id: impl Into<String>) -> Self {
        self.execution_id = id.into();
        self
    }

    /// Replaces `$$.Execution.RoleArn`.
    #[must_use]
    pub fn role_arn(mut self, arn: impl Into<String>) -> Self {
        self.role_arn = Some(arn.into());
        self
    }

    /// An execution without a role.
    #[must_use]
    pub fn without_role(mut self) -> Self {
        self.role_arn = None;
        self
    }

    /// Replaces `$$.StateMachine.Id`.
    #[must_use]
    pub fn state_machine_id(mut self, id: impl Into<String>) -> Self {
        self.state_machine_id = id.into();
        self
    }

    /// An execution that is taken up again after it failed, for the `count`th time. Reference §14.7.
    #[must_use]
    pub fn redriven(mut self, count: u32, time: Timestamp) -> Self {
        self.redrive_count = Some(count);
        self.redrive_time = Some(time);
        self
    }

    /// An execution as AWS's Express machines have them, which cannot be redriven. Reference §3.
    #[must_use]
    pub fn express(mut self) -> Self {
        self.redrive_count = None;
        self.redrive_time = None;
        self
    }

    /// A child execution of a map run.
    #[must_use]
    pub fn of_map_run(mut self, arn: impl Into<String>) -> Self {
        self.map_run_arn = Some(arn.into());
        self
    }

    /// Replaces `$$.StateMachine.Name`.
    #[must_use]
    pub fn state_machine_name(mut self, name: impl Into<String>) -> Self {
        self.state_machine_name = name.into();
        self
    }
}

/// What all scopes of one execution share.
pub(crate) struct Root<'a> {
    machine: &'static str,
    host: &'a dyn Identify,
    // Boxed, because most executions never ask for it.
    identity: OnceLock<Box<Identity>>,
    /// `$$.Execution.Input`, in machines that read it.
    pub(crate) input: Option<Box<Value>>,
    /// `$$.Execution.StartTime`, in machines that read it.
    pub(crate) started: Option<Timestamp>,
    /// The size of all variables, in machines that can have many.
    pub(crate) store: Option<Store>,
}

impl<'a> Root<'a> {
    pub(crate) fn new(machine: &'static str, host: &'a dyn Identify) -> Self {
        Root {
            machine,
            host,
            identity: OnceLock::new(),
            input: None,
            started: None,
            store: None,
        }
    }

    /// A scope has been taken up again, with its variables.
    pub(crate) fn hold(&self, progress: &Progress) {
        if let Some(store) = &self.store {
            store.hold(progress.stored);
        }
    }

    pub(crate) fn set_identity(&mut self, identity: Identity) {
        self.identity = OnceLock::from(Box::new(identity));
    }

    /// Made when it is first asked for: most executions never do.
    pub(crate) fn identity(&self) -> &Identity {
        self.identity
            .get_or_init(|| Box::new(self.host.identity(self.machine)))
    }
}
