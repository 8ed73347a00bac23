//! The services that AWS calls for a Task, as far as all their actions are known. Reference §9.1.

/// How a service is called, by what stands behind the action.
pub const PATTERNS: &[&str] = &["sync", "sync:2", "waitForTaskToken"];

/// An action of a service, and the patterns that it has beside the plain call.
#[derive(Clone, Copy, Debug)]
pub struct Integration {
    /// E.g. `sqs`.
    pub service: &'static str,
    /// E.g. `sendMessage`.
    pub action: &'static str,
    /// E.g. `waitForTaskToken`.
    pub patterns: &'static [&'static str],
}

const fn integration(
    service: &'static str,
    action: &'static str,
    patterns: &'static [&'static str],
) -> Integration {
    Integration {
        service,
        action,
        patterns,
    }
}

const PLAIN: &[&str] = &[];
const SYNC: &[&str] = &["sync"];
const CALLBACK: &[&str] = &["waitForTaskToken"];

/// Services that are here are here with all their actions; others may exist.
#[rustfmt::skip]
pub const INTEGRATIONS: &[Integration] = &[
    integration("apigateway", "invoke", CALLBACK),
    integration("batch", "submitJob", SYNC),
    integration("dynamodb", "deleteItem", PLAIN),
    integration("dynamodb", "getItem", PLAIN),
    integration("dynamodb", "putItem", PLAIN),
    integration("dynamodb", "updateItem", PLAIN),
    integration("ecs", "runTask", &["sync", "waitForTaskToken"]),
    integration("events", "putEvents", CALLBACK),
    integration("http", "invoke", PLAIN),
    integration("lambda", "invoke", CALLBACK),
    integration("sns", "publish", CALLBACK),
    integration("sqs", "sendMessage", CALLBACK),
    integration("states", "startExecution", PATTERNS),
];
