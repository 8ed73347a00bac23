//! What a `Resource` stands for in a history. Reference §9.1, §14.2.

/// How a task is shown: AWS has events of their own for Lambda functions and activities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integration {
    /// `arn:aws:lambda:…:function:name`
    LambdaFunction {
        /// The ARN.
        resource: &'static str,
    },
    /// `arn:aws:states:…:activity:name`
    Activity {
        /// The ARN.
        resource: &'static str,
    },
    /// Anything else.
    Task {
        /// E.g. `sqs`, `aws-sdk:s3`; empty where the resource is no ARN of a service.
        resource_type: &'static str,
        /// E.g. `sendMessage.waitForTaskToken`, or the whole resource.
        resource: &'static str,
    },
}

impl Integration {
    /// Takes a `Resource` apart.
    #[must_use]
    pub fn of(resource: &'static str) -> Self {
        let whole = Integration::Task {
            resource_type: "",
            resource,
        };
        let Some(arn) = resource.strip_prefix("arn:") else {
            return whole;
        };
        // partition : service : region : account : the rest
        let parts: Vec<&'static str> = arn.splitn(5, ':').collect();
        match parts[..] {
            [_, "lambda", _, _, function] if function.starts_with("function:") => {
                Integration::LambdaFunction { resource }
            }
            [_, "states", _, _, activity] if activity.starts_with("activity:") => {
                Integration::Activity { resource }
            }
            [_, "states", "", "", call] => match call.rsplit_once(':') {
                // `sync:2` is a part of the action.
                Some((front, "2")) => match front.rsplit_once(':') {
                    Some((resource_type, action)) => Integration::Task {
                        resource_type,
                        resource: &call[call.len() - action.len() - 2..],
                    },
                    None => whole,
                },
                Some((resource_type, resource)) => Integration::Task {
                    resource_type,
                    resource,
                },
                None => whole,
            },
            _ => whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_are_shown_as_aws_shows_them() {
        for (resource, resource_type, action) in [
            (
                "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "sqs",
                "sendMessage.waitForTaskToken",
            ),
            (
                "arn:aws:states:::aws-sdk:s3:getObject",
                "aws-sdk:s3",
                "getObject",
            ),
            (
                "arn:aws:states:::states:startExecution.sync:2",
                "states",
                "startExecution.sync:2",
            ),
            ("charge_card", "", "charge_card"),
        ] {
            let expected = Integration::Task {
                resource_type,
                resource: action,
            };
            assert_eq!(Integration::of(resource), expected, "{resource}");
        }
        let function = "arn:aws:lambda:us-east-1:1:function:f:prod";
        assert_eq!(
            Integration::of(function),
            Integration::LambdaFunction { resource: function }
        );
        let activity = "arn:aws:states:us-east-1:1:activity:a";
        assert_eq!(
            Integration::of(activity),
            Integration::Activity { resource: activity }
        );
    }
}
