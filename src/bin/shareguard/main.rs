//! `shareguard`: tries a policy on real files, and prepares it for rollout.
//!
//! Exit status 0: nothing at warn or above. 1: something. 2: an input could not be read, or the arguments are wrong.
mod applied_rules;
mod arguments;
mod emit;
mod input;
mod jsonl;
mod lines;
mod picture;
mod policy;
mod reasons;
mod report;
mod scan;

use arguments::{Arguments, Command};
use clap::Parser;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = match command {
        Command::Scan(scan) => scan::run(&scan, &mut out),
        Command::Policy(command) => policy::run(&command, &mut out),
    };
    match outcome.and_then(|outcome| Ok(out.flush().map(|()| outcome)?)) {
        Ok(outcome) => outcome.into(),
        Err(Trouble::Input(why)) => {
            eprintln!("error: {why}");
            Outcome::Unreadable.into()
        }
        // Whoever reads has had enough, as in `shareguard scan … | head`.
        Err(Trouble::Output(why)) if why.kind() == io::ErrorKind::BrokenPipe => Outcome::Unreadable.into(),
        Err(Trouble::Output(why)) => {
            eprintln!("error: cannot write the answer: {why}");
            Outcome::Unreadable.into()
        }
    }
}

/// Why there is no answer.
#[derive(Debug)]
enum Trouble {
    /// Something that was asked for cannot be read; in a sentence.
    Input(String),
    /// The answer cannot be written.
    Output(io::Error),
}

impl From<String> for Trouble {
    fn from(why: String) -> Trouble {
        Trouble::Input(why)
    }
}

impl From<io::Error> for Trouble {
    fn from(why: io::Error) -> Trouble {
        Trouble::Output(why)
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(why: serde_json::Error) -> Trouble {
        Trouble::Output(why.into())
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
