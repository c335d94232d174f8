//! `shareguard`: tries a policy on real files, and prepares it for rollout.
//!
//! Exit status 0: nothing at warn or above. 1: something. 2: an input could not be read, or the arguments are wrong.
mod arguments;
mod emit;
mod explain;
mod input;
mod jsonl;
mod policy;
mod report;
mod scan;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let outcome = match command {
        Command::Scan(scan) => scan::run(&scan),
        Command::Policy(command) => policy::run(&command),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(why) => {
            eprintln!("error: {why}");
            Outcome::Unreadable.into()
        }
    }
}

/// What the exit status says, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing at warn or above; a policy that is valid.
    Clean,
    /// Something at warn or above; a policy that is not valid.
    Found,
    /// An input could not be read, or the arguments are wrong: nothing can be said.
    Unreadable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Found => 1,
            Outcome::Unreadable => 2,
        })
    }
}

impl From<shareguard::Action> for Outcome {
    fn from(action: shareguard::Action) -> Outcome {
        if action >= shareguard::Action::Warn { Outcome::Found } else { Outcome::Clean }
    }
}
