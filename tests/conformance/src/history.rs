//! Whether the events of a history are those that were recorded.
//!
//! Where one thing happens after the other, the events must be the same in the same order, with their ids and links.
//!
//! To what the end of a distributed Map points is another event since November 2024; older recordings are read as if they
//! were new.
//!
//! Where branches or iterations ran side by side, the order of the recording is that of one run. Its events must then be
//! the same in any order, each at the end of the same chain; see [`Log::chain`]. A recording in which they were sorted
//! has lost their chains; there they must be the same in any order, and all others exact.

use conformance::compare::{Comparison, Difference};
use serde_json::{Value, json};

use crate::case::Case;
use crate::event::Event;

/// What comes from the world around an execution: where AWS ran it, by which role (a case's context has another mask for
/// it), and what a worker calls itself.
const FROM_OUTSIDE: [&str; 3] = ["region", "roleArn", "workerName"];
/// Told of an execution by whoever stops it.
const STOPPED: &str = "ExecutionAborted";

/// Why the recorded history of a case cannot be ours, whatever its events are.
pub(crate) fn unsettled(case: &Case) -> Option<&'static str> {
    let events: Vec<&Event> = case.history.iter().flatten().collect();
    let is_arn = |event: &Event| {
        let resource = event.details.get("resource").and_then(Value::as_str);
        resource.is_some_and(|resource| resource.starts_with("arn:"))
    };
    if events
        .iter()
        .any(|event| event.kind == "ActivityScheduled" && !is_arn(event))
    {
        return Some("the ARN by which an activity is known was replaced");
    }
    let timed_out = events.iter().filter(|event| event.kind == "TaskTimedOut");
    if timed_out.count() > 1 && Log(events).forks() {
        return Some(
            "tasks run out of time at once: AWS told of each, we drop the others at the first",
        );
    }
    None
}

/// Compares the events that were recorded with those that were seen.
pub(crate) fn compare(comparison: &mut Comparison, recorded: &[Event], seen: &[Event]) {
    let recorded = relinked(recorded);
    let recorded: Vec<&Event> = recorded
        .iter()
        .filter(|event| event.kind != STOPPED)
        .collect();
    let (recorded, seen) = (Log(recorded), Log(seen.iter().collect()));
    if recorded.0.iter().any(|event| event.id == 0) {
        sorted(comparison, &recorded, &seen);
    } else if recorded.forks() {
        any_order(comparison, &recorded, &seen, Log::chain);
    } else {
        one_by_one(comparison, &recorded, &seen);
    }
}

/// `MapStateExited` of a distributed Map points to `MapRunStarted`; until November 2024 it pointed to `MapRunSucceeded`.
fn relinked(recorded: &[Event]) -> Vec<Event> {
    let relink = |event: &Event| {
        let mut event = event.clone();
        let before = recorded.iter().find(|it| it.id == event.previous_event_id);
        if let Some(before) = before
            && event.kind == "MapStateExited"
            && before.kind == "MapRunSucceeded"
        {
            event.previous_event_id = before.previous_event_id;
        }
        event
    };
    recorded.iter().map(relink).collect()
}

/// The events of one history.
struct Log<'a>(Vec<&'a Event>);

impl<'a> Log<'a> {
    /// Whether several branches or iterations began at the same event.
    fn forks(&self) -> bool {
        let begins = |event: &&&Event| {
            event.previous_event_id > 0
                && (event.kind == "MapIterationStarted" || event.kind.ends_with("StateEntered"))
        };
        let mut begun: Vec<u64> = self
            .0
            .iter()
            .filter(begins)
            .map(|event| event.previous_event_id)
            .collect();
        begun.sort_unstable();
        begun.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// The types and names of an event and of those before it, back to an event of the Map or Parallel around it. What
    /// waits for several chains follows from the one that ends last, by chance: that link is left out.
    fn chain(&self, event: &'a Event) -> String {
        const BY_CHANCE: [&str; 5] = [
            "MapIterationStarted",
            "MapStateSucceeded",
            "MapStateExited",
            "ParallelStateSucceeded",
            "ParallelStateExited",
        ];
        let mut chain = label(event);
        let mut id = event.previous_event_id;
        if BY_CHANCE.contains(&event.kind.as_str()) {
            return chain;
        }
        while let Some(before) = self.0.iter().find(|before| before.id == id) {
            chain = format!("{chain} < {}", label(before));
            if before.kind.starts_with("Map") || before.kind.starts_with("Parallel") {
                break;
            }
            id = before.previous_event_id;
        }
        chain
    }
}

/// E.g. `PassStateEntered of Load`.
fn label(event: &Event) -> String {
    match event.details.get("name").and_then(Value::as_str) {
        Some(name) => format!("{} of {name}", event.kind),
        None => event.kind.clone(),
    }
}

fn one_by_one(comparison: &mut Comparison, recorded: &Log<'_>, seen: &Log<'_>) {
    for index in 0..recorded.0.len().max(seen.0.len()) {
        let (expected, actual) = (recorded.0.get(index), seen.0.get(index));
        let lines = (expected.map(line), actual.map(line));
        match (expected, actual) {
            (Some(expected), Some(actual)) if lines.0 == lines.1 => {
                details(comparison, expected, actual);
            }
            _ => {
                comparison.differences.push(Difference {
                    place: "history".to_owned(),
                    expected: lines.0.map(Value::from),
                    actual: lines.1.map(Value::from),
                });
                // What follows is out of step.
                return;
            }
        }
    }
}

/// E.g. `3<2 PassStateExited of Load`.
fn line(event: &&Event) -> String {
    let (id, previous) = (event.id, event.previous_event_id);
    format!("{id}<{previous} {}", label(event))
}

/// Finds each recorded event among those that were seen, by its details and by what `chain` says of it.
fn any_order<'a>(
    comparison: &mut Comparison,
    recorded: &Log<'a>,
    seen: &Log<'a>,
    chain: impl Fn(&Log<'a>, &'a Event) -> String,
) {
    let chained = |log: &Log<'a>| -> Vec<(String, &'a Event)> {
        let events = log.0.iter();
        events.map(|event| (chain(log, event), *event)).collect()
    };
    let mut left = chained(seen);
    let whole = |chain: String, event: &Event| Some(json!({ chain: event.details }));
    for (chain, expected) in chained(recorded) {
        let found = left.iter().position(|(other, actual)| {
            chain == *other && comparison.attempt(|attempt| details(attempt, expected, actual))
        });
        match found {
            Some(index) => drop(left.remove(index)),
            None => comparison.differences.push(Difference {
                place: "history".to_owned(),
                expected: whole(chain, expected),
                actual: None,
            }),
        }
    }
    for (chain, event) in left {
        comparison.differences.push(Difference {
            place: "history".to_owned(),
            expected: None,
            actual: whole(chain, event),
        });
    }
}

/// Where the events of branches were sorted, and the one that ends them all was lost.
fn sorted(comparison: &mut Comparison, recorded: &Log<'_>, seen: &Log<'_>) {
    let is_placed = |id: u64| recorded.0.iter().any(|event| event.id == id);
    let is_end = |event: &Event| {
        ["ParallelStateSucceeded", "ParallelStateFailed"].contains(&event.kind.as_str())
    };
    let (placed, moved) = recorded.0.iter().partition(|event| event.id > 0);
    let (at_their_places, others): (Vec<&Event>, _) =
        seen.0.iter().partition(|event| is_placed(event.id));
    let others = others
        .into_iter()
        .filter(|event: &&Event| !is_end(event))
        .collect();
    one_by_one(comparison, &Log(placed), &Log(at_their_places));
    any_order(comparison, &Log(moved), &Log(others), |_, event| {
        label(event)
    });
}

fn details(comparison: &mut Comparison, expected: &Event, actual: &Event) {
    let place = format!("history/{} {}", expected.id, expected.kind);
    let names = expected.details.keys();
    let added = actual
        .details
        .keys()
        .filter(|name| !expected.details.contains_key(*name));
    for name in names
        .chain(added)
        .filter(|name| !FROM_OUTSIDE.contains(&name.as_str()))
    {
        let place = format!("{place}/{name}");
        let (expected, actual) = (expected.details.get(name), actual.details.get(name));
        match name.as_str() {
            "cause" => comparison.cause(&place, expected, actual),
            _ => comparison.part(&place, expected, actual),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Events from `id<previous Type name`.
    fn log(lines: &[&str]) -> Vec<Event> {
        let event = |line: &&str| {
            let (links, what) = line.split_once(' ').expect("a type");
            let (id, previous) = links.split_once('<').expect("links");
            let (kind, name) = what.split_once(' ').unwrap_or((what, ""));
            Event {
                id: id.parse().expect("an id"),
                previous_event_id: previous.parse().expect("an id"),
                kind: kind.to_owned(),
                details: [("name".to_owned(), name.into())].into_iter().collect(),
            }
        };
        lines.iter().map(event).collect()
    }

    fn agree(recorded: &[&str], seen: &[&str]) -> bool {
        let mut comparison = Comparison::default();
        compare(&mut comparison, &log(recorded), &log(seen));
        comparison.differences.is_empty()
    }

    #[test]
    fn a_history_without_concurrency_is_exact() {
        let recorded = [
            "1<0 ExecutionStarted",
            "2<0 PassStateEntered A",
            "3<2 PassStateExited A",
        ];
        let unlike = |index: usize, line| {
            let mut seen = recorded;
            seen[index] = line;
            !agree(&recorded, &seen)
        };
        assert!(agree(&recorded, &recorded));
        assert!(unlike(1, "2<1 PassStateEntered A"));
        assert!(unlike(2, "3<2 PassStateExited B"));
        assert!(unlike(2, "3<2 FailStateExited A"));
        assert!(!agree(&recorded, &recorded[..2]));
        assert!(!agree(&recorded[..2], &recorded));
    }

    #[test]
    fn the_end_of_a_distributed_map_has_two_links() {
        let old = [
            "2<0 MapStateEntered M",
            "3<2 MapStateStarted",
            "4<3 MapRunStarted",
            "5<4 MapRunSucceeded",
            "6<5 MapStateSucceeded",
            "7<5 MapStateExited M",
        ];
        let mut new = old;
        new[5] = "7<4 MapStateExited M";
        assert!(agree(&old, &new));
        assert!(agree(&new, &new));
        assert!(!agree(&new, &old));
    }

    #[test]
    fn iterations_side_by_side_may_interleave_but_not_change_their_chains() {
        let recorded = [
            "3<2 MapStateStarted",
            "4<3 MapIterationStarted M",
            "5<3 MapIterationStarted M",
            "6<4 TaskStateEntered T",
            "7<5 TaskStateEntered T",
            "8<6 TaskScheduled",
            "9<7 TaskScheduled",
        ];
        let depth_first = [
            "3<2 MapStateStarted",
            "4<3 MapIterationStarted M",
            "5<4 TaskStateEntered T",
            "6<5 TaskScheduled",
            "7<3 MapIterationStarted M",
            "8<7 TaskStateEntered T",
            "9<8 TaskScheduled",
        ];
        assert!(agree(&recorded, &depth_first));
        let mut unchained = depth_first;
        unchained[6] = "9<7 TaskScheduled";
        assert!(!agree(&recorded, &unchained));
        assert!(!agree(&recorded, &depth_first[..6]));
    }

    #[test]
    fn sorted_branches_lack_their_end_and_everything_else_is_exact() {
        let recorded = [
            "2<0 ParallelStateEntered P",
            "3<2 ParallelStateStarted",
            "0<0 PassStateEntered A",
            "0<0 PassStateExited A",
            "7<5 ParallelStateExited P",
        ];
        let seen = [
            "2<0 ParallelStateEntered P",
            "3<2 ParallelStateStarted",
            "4<3 PassStateEntered A",
            "5<4 PassStateExited A",
            "6<5 ParallelStateSucceeded",
            "7<5 ParallelStateExited P",
        ];
        assert!(agree(&recorded, &seen));
        let mut other = seen;
        other[5] = "7<6 ParallelStateExited P";
        assert!(!agree(&recorded, &other));
        other = seen;
        other[3] = "5<4 PassStateExited B";
        assert!(!agree(&recorded, &other));
    }
}
