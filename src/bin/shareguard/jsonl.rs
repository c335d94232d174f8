//! `shareguard scan --jsonl`: one question a line, one answer a line, in order, each written before the next is read.
use crate::Outcome;
use crate::input;
use crate::scan::{Answer, Failure, Judge, Subject, write_line};
use serde::Deserialize;
use serde_json::Value;
use std::io::{self, BufRead, Read, Write};
use std::path::Path;

/// The longest line that is read, in bytes: a text of the greatest length that is checked, with each character escaped.
const MAX_LINE_BYTES: u64 = 6 * shareguard::checker::MAX_TEXT_BYTES as u64 + 4096;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    #[serde(default)]
    id: Value,
    text: Option<String>,
    path: Option<String>,
}

pub(crate) fn run(judge: &Judge, mut questions: impl BufRead, out: &mut impl Write) -> io::Result<Outcome> {
    let mut outcome = Outcome::Clean;
    let mut line = Vec::new();
    loop {
        line.clear();
        if questions.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut line)? == 0 {
            return Ok(outcome);
        }
        if line.len() as u64 == MAX_LINE_BYTES && !line.ends_with(b"\n") {
            questions.skip_until(b'\n')?;
        } else if line.trim_ascii().is_empty() {
            continue;
        }
        outcome = outcome.max(answer(judge, &line, out)?);
        // Whoever asks one question at a time waits for its answer.
        out.flush()?;
    }
}

fn answer(judge: &Judge, line: &[u8], out: &mut impl Write) -> io::Result<Outcome> {
    let verdict = match serde_json::from_slice::<Question>(line) {
        Ok(Question { id, text: Some(text), path: None }) => Ok((id, judge.text(&text))),
        Ok(Question { id, text: None, path: Some(path) }) => match input::read(Path::new(&path)) {
            Ok(content) => Ok((id, judge.content(&content).0)),
            Err(why) => Err((id, format!("{path}: {why}"))),
        },
        Ok(Question { id, .. }) => Err((id, "a line has either text or path".to_owned())),
        Err(why) => Err((id_of(line), format!("not a question: {why}"))),
    };
    match verdict {
        Ok((id, verdict)) => {
            write_line(out, &Answer::of(Subject::Id(&id), &verdict))?;
            Ok(verdict.action.into())
        }
        Err((id, error)) => {
            write_line(out, &Failure { subject: Subject::Id(&id), error })?;
            Ok(Outcome::Unreadable)
        }
    }
}

/// The id of a line that is JSON but no question, so that whoever asked can tell which one it was.
fn id_of(line: &[u8]) -> Value {
    serde_json::from_slice::<Value>(line)
        .ok()
        .and_then(|mut line| line.get_mut("id").map(Value::take))
        .unwrap_or_default()
}
