//! Child executions: who they are, and how one runs.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde_json::Value;
use uuid::{Builder, Uuid};

use crate::error::ExecutionError;
use crate::execution::Execution;
use crate::host::{Host, Workers};
use crate::identity::Identity;
use crate::machine::Machine;

/// What a map run is called, and its child executions. Reference §12.6.
#[derive(Debug)]
pub(super) struct Origin {
    /// `arn:…:mapRun:<machine>/<label>:<id>`
    pub(super) arn: Arc<str>,
    /// Who the children are, without their names.
    child: Identity,
    express: bool,
    id: u128,
}

impl Origin {
    /// The map run with this id of an execution.
    pub(super) fn new(parent: &Identity, label: &str, express: bool, id: u128) -> Self {
        let machine = format!("{}/{label}", parent.state_machine_id);
        let arn = resource(&machine, "mapRun");
        let arn = format!("{arn}:{}", uuid(id));
        let name = format!("{}/{label}", parent.state_machine_name);
        let child = Identity::new(&name, "")
            .state_machine_id(machine)
            .of_map_run(arn.as_str());
        let child = match &parent.role_arn {
            Some(role) => child.role_arn(role),
            None => child.without_role(),
        };
        Origin {
            arn: arn.into(),
            child: if express { child.express() } else { child },
            express,
            id,
        }
    }

    /// A child execution. The same one of the same map run always has the same name.
    pub(super) fn child(&self, index: usize) -> Identity {
        let own = self.id.wrapping_add(index as u128 + 1);
        let name = uuid(own).to_string();
        let mut child = self.child.clone();
        child.execution_id = if self.express {
            let express = resource(&child.state_machine_id, "express");
            format!("{express}:{name}:{}", uuid(!own))
        } else {
            let execution = resource(&child.state_machine_id, "execution");
            format!("{execution}:{name}")
        };
        child.execution_name = name;
        child
    }
}

/// The ARN of something that a machine has.
fn resource(machine: &str, kind: &str) -> String {
    machine.replacen(":stateMachine:", &format!(":{kind}:"), 1)
}

fn uuid(bits: u128) -> Uuid {
    Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
}

/// A child execution that has not begun.
pub(super) struct ChildExecution<M> {
    /// The item processor.
    pub(super) machine: M,
    /// Who it is.
    pub(super) identity: Identity,
    /// Its input.
    pub(super) input: Value,
}

/// A child execution whatever its machine is, for the hosts of one type.
pub(crate) trait AnyChild<H>: Send {
    /// Runs it to its end.
    fn run<'h>(
        self: Box<Self>,
        host: &'h H,
        workers: Workers<H>,
    ) -> BoxFuture<'h, Result<Value, ExecutionError>>;
}

impl<M, H> AnyChild<H> for ChildExecution<M>
where
    M: Machine<Input = Value, Output = Value> + Send + 'static,
    H: Host,
{
    fn run<'h>(
        self: Box<Self>,
        host: &'h H,
        workers: Workers<H>,
    ) -> BoxFuture<'h, Result<Value, ExecutionError>> {
        Box::pin(async move {
            let ChildExecution {
                machine,
                identity,
                input,
            } = *self;
            let execution = Execution::new(&machine, host, input).identified(identity);
            execution.with_workers(workers).finish().await
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parent() -> Identity {
        Identity::new("orders", "first").role_arn("role")
    }

    #[test]
    fn children_are_executions_of_the_machine_and_the_label() {
        let origin = Origin::new(&parent(), "rows", false, 7 << 64);
        let id = "00000000-0000-4007-8000-000000000000";
        assert_eq!(
            &*origin.arn,
            format!("arn:asl:states:local:0:mapRun:orders/rows:{id}")
        );
        let child = origin.child(1);
        let name = "00000000-0000-4007-8000-000000000002";
        assert_eq!(child.execution_name, name);
        assert_eq!(
            child.execution_id,
            format!("arn:asl:states:local:0:execution:orders/rows:{name}")
        );
        assert_eq!(
            child.state_machine_id,
            "arn:asl:states:local:0:stateMachine:orders/rows"
        );
        assert_eq!(child.state_machine_name, "orders/rows");
        assert_eq!(child.role_arn.as_deref(), Some("role"));
        assert_eq!(child.redrive_count, Some(0));
        assert_eq!(child.map_run_arn.as_deref(), Some(&*origin.arn));
    }

    #[test]
    fn express_children_have_an_id_besides_their_name_and_are_not_redriven() {
        let child = Origin::new(&parent(), "rows", true, 0).child(0);
        let parts: Vec<&str> = child.execution_id.split(':').collect();
        assert_eq!(parts[5..7], ["express", "orders/rows"]);
        assert_eq!(parts[7], child.execution_name);
        assert_eq!((parts.len(), child.redrive_count), (9, None));
    }

    #[test]
    fn children_inside_of_children_have_both_labels() {
        let child = Origin::new(&parent(), "outer", false, 1).child(0);
        let inner = Origin::new(&child, "inner", false, 2);
        assert!(
            inner.arn.contains(":mapRun:orders/outer/inner:"),
            "{}",
            inner.arn
        );
    }
}
