//! The command line.

use crate::workflows::Who;

#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) check: bool,
    pub(crate) instructions: bool,
    pub(crate) bless: bool,
    pub(crate) build: bool,
    pub(crate) only: Option<String>,
    /// Which side is to run how often, unmeasured.
    pub(crate) profile: Option<(Who, u32)>,
}

impl Arguments {
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Arguments::default();
        let (mut side, mut times) = (None, 1);
        while let Some(word) = words.next() {
            let mut operand = || words.next().ok_or(format!("{word} needs an operand"));
            match word.as_str() {
                "--check" => arguments.check = true,
                "--instructions" => arguments.instructions = true,
                "--bless" => arguments.bless = true,
                "--build" => arguments.build = true,
                "--only" => arguments.only = Some(operand()?),
                "--side" => side = Some(who(&operand()?)?),
                "--times" => {
                    times = operand()?
                        .parse()
                        .map_err(|error| format!("--times: {error}"))?;
                }
                _ => return Err(format!("what is {word}?")),
            }
        }
        arguments.profile = side.map(|side| (side, times));
        Ok(arguments)
    }
}

fn who(text: &str) -> Result<Who, String> {
    match text {
        "ours" => Ok(Who::Ours),
        "hand" => Ok(Who::Hand),
        _ => Err(format!("--side is ours or hand, not {text}")),
    }
}
