//! `shareguard scan`.
use crate::arguments::{Conditions, Scan};
use crate::input::{self, Content};
use crate::picture::{Read, Unread};
use crate::reasons::Explanation;
use crate::{Outcome, Trouble};
use crate::{jsonl, lines, policy, report};
use serde::Serialize;
use shareguard::image::Reading;
use shareguard::image::decode::NotDecoded;
use shareguard::verdict::{Inspection, Skimmed};
use shareguard::{Channel, Checker, Finding, Item, Locale, Notice, Place, Submission, Verdict};
use std::io::{self, Write};
use std::mem;
use std::path::Path;

pub(crate) fn run(scan: &Scan, out: &mut impl Write) -> Result<Outcome, Trouble> {
    if scan.lines {
        return lines::run(&scan.paths, scan.json, out);
    }
    let judge = Judge::new(&scan.conditions)?;
    Ok(if scan.jsonl { jsonl::run(&judge, io::stdin().lock(), out)? } else { scan_paths(&judge, scan, out)? })
}

fn scan_paths(judge: &Judge, scan: &Scan, out: &mut impl Write) -> io::Result<Outcome> {
    let mut outcome = Outcome::Clean;
    let mut totals = report::Totals::default();
    for file in scan.paths.iter().flat_map(|path| input::files_below(path)) {
        let (path, read) = match file {
            Ok(path) => {
                let read = input::read(&path);
                (path, read)
            }
            Err(input::Unlisted { path, why }) => (path, Err(why)),
        };
        match read {
            Ok(content) => {
                let (verdict, reading) = judge.content(&content);
                let explanation = scan.explain.then(|| judge.explanation(&content, reading.as_ref(), &verdict));
                outcome = outcome.max(verdict.action.into());
                totals.add(&verdict);
                if scan.json {
                    let shown = path.to_string_lossy();
                    write_line(out, &Answer { explanation, ..Answer::of(Subject::Path(&shown), &verdict) })?;
                } else {
                    report::verdict(out, &path, &verdict, explanation.as_ref())?;
                }
            }
            Err(why) => {
                outcome = Outcome::Unreadable;
                totals.unreadable += 1;
                if scan.json {
                    write_line(
                        out,
                        &Failure { subject: Subject::Path(&path.to_string_lossy()), error: why.to_string() },
                    )?;
                }
                eprintln!("error: {}: {why}", path.display());
            }
        }
    }
    if !scan.json {
        report::totals(out, &totals)?;
    }
    Ok(outcome)
}

/// Checks everything under the same conditions.
pub(crate) struct Judge {
    checker: Checker,
    place: Option<Place>,
    channel: Channel,
    locale: Locale,
}

impl Judge {
    pub(crate) fn new(conditions: &Conditions) -> Result<Judge, String> {
        let checker = match &conditions.policy {
            Some(file) => policy::checker(file)?,
            None => Checker::default(),
        };
        let place = match &conditions.site {
            Some(url) if !url.contains("://") => {
                return Err(format!("--site {url}: an address such as https://{url}/ was expected"));
            }
            Some(url) => checker.policy().place_of(url),
            None => None,
        };
        Ok(Judge { checker, place, channel: conditions.channel.into(), locale: conditions.locale.into() })
    }

    pub(crate) fn checker(&self) -> &Checker {
        &self.checker
    }

    pub(crate) fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    pub(crate) fn channel(&self) -> Channel {
        self.channel
    }

    pub(crate) fn text(&self, text: &str) -> Verdict {
        self.item(Item::Text(text))
    }

    /// The verdict on a file, and what was read in it where it is a picture.
    pub(crate) fn content(&self, content: &Content) -> (Verdict, Option<Reading>) {
        let mut inspection = self.checker.inspect(&[Item::File(content.file())], 0, self.locale);
        let mut reading = None;
        for unread in mem::take(&mut inspection.pictures) {
            reading = self.picture(content, unread, &mut inspection);
        }
        (self.checker.conclude(self.place.as_ref(), self.channel, self.locale, inspection), reading)
    }

    /// Reads a picture. `unread` is the notice that it becomes where that fails.
    fn picture(&self, content: &Content, unread: Notice, into: &mut Inspection) -> Option<Reading> {
        let notice = |why: &Unread| Notice { kind: why.kind(), detail: why.says(self.locale), ..unread.clone() };
        match content.picture() {
            Ok(Read { reading, unread }) => {
                let Inspection { findings, notices, skimmed, .. } =
                    self.checker.inspect_reading(&reading, 0, content.file().name, self.locale);
                into.skimmed.extend(skimmed);
                into.findings.extend(findings);
                into.notices.extend(notices);
                into.notices.extend(unread.iter().map(notice));
                Some(reading)
            }
            // Said by name already, and better.
            Err(Unread::Picture(NotDecoded::Unsupported)) => {
                into.notices.push(unread);
                None
            }
            Err(why) => {
                into.notices.push(notice(&why));
                None
            }
        }
    }

    fn explanation(&self, content: &Content, reading: Option<&Reading>, verdict: &Verdict) -> Explanation {
        let mut near_misses = self.checker.near_misses(&Item::File(content.file()), self.locale);
        near_misses
            .extend(reading.iter().flat_map(|reading| self.checker.near_misses_of_reading(reading, self.locale)));
        Explanation::new(&verdict.findings, &near_misses, reading, self.locale)
    }

    fn item(&self, item: Item<'_>) -> Verdict {
        self.checker.check(&Submission {
            place: self.place.clone(),
            channel: self.channel,
            locale: self.locale,
            items: vec![item],
        })
    }
}

/// What an answer is about.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Subject<'a> {
    Path(&'a str),
    Id(&'a serde_json::Value),
}

/// One verdict in JSON, as DESIGN's contract has it.
#[derive(Serialize)]
pub(crate) struct Answer<'a> {
    #[serde(flatten)]
    subject: Subject<'a>,
    action: shareguard::Action,
    rank: Option<shareguard::Rank>,
    complete: bool,
    findings: &'a [Finding],
    notices: &'a [Notice],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    skimmed: &'a [Skimmed],
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance: Option<&'a shareguard::verdict::Guidance>,
    /// Only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Explanation>,
}

impl<'a> Answer<'a> {
    pub(crate) fn of(subject: Subject<'a>, verdict: &'a Verdict) -> Answer<'a> {
        let Verdict { action, rank, complete, findings, notices, skimmed, guidance } = verdict;
        Answer {
            subject,
            action: *action,
            rank: *rank,
            complete: *complete,
            findings,
            notices,
            skimmed,
            guidance: guidance.as_ref(),
            explanation: None,
        }
    }
}

/// An input that could not be read.
#[derive(Serialize)]
pub(crate) struct Failure<'a> {
    #[serde(flatten)]
    pub(crate) subject: Subject<'a>,
    pub(crate) error: String,
}

pub(crate) fn write_line(out: &mut impl Write, answer: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")
}

/// Whether a path is standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}
