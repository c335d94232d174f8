/**
 * Reads what arrives in a message. A page cannot send here, but a content script lives in a process that a page may
 * have taken over.
 */
import type { Action, Channel, NoticeKind, Verdict } from "shareguard";
import type { Decided, FileSubmission, Message, SaidInTop, SharedFile } from "../shared/calls";
import { OUTCOMES } from "../shared/counters";

/**
 * Longest plain text and HTML together, in UTF-16 code units. The checker reads less and says so; this only bounds
 * memory.
 */
const MAX_TEXT_UTF16 = 64 * 1024 * 1024;
/** Longest name of a file with its folders, in UTF-16 code units. */
const MAX_NAME_UTF16 = 4096;
/** Most files of one action that are looked at, if only to say that they were not checked. */
const MAX_LISTED_FILES = 20_000;
/** Longest id of a marking system, in UTF-16 code units. */
const MAX_ID_UTF16 = 200;
/** Most marking systems in one decision. */
const MAX_SYSTEMS = 64;

/** On which a person is asked. */
const ACTIONS = ["warn", "justify", "block"] as const satisfies readonly Action[];
const FINDING_ACTIONS = ["allow", "report", ...ACTIONS] as const satisfies readonly Action[];
/** As what a frame may hand over something that it could not take out. */
const UNREAD = ["too_large", "damaged"] as const satisfies readonly NoticeKind[];
const CHANNELS = ["paste", "drop", "attach", "send"] as const satisfies readonly Channel[];

/** The message, made of known fields only; null when it is not one of ours. */
export function readMessage(value: unknown): Message | null {
  if (!isRecord(value) || !isRecord(value["request"])) return null;
  const { shareguard: kind, request } = value;
  switch (kind) {
    case "arm": {
      const { has = "" } = request;
      return typeof has === "string" ? { shareguard: kind, request: { has } } : null;
    }
    case "arrived":
    case "inject-core":
    case "inject-late":
    case "warm-analyser":
      return { shareguard: kind, request: {} };
    case "check-text": {
      const { text, html } = request;
      const channel = oneOf(CHANNELS, request["channel"]);
      if (typeof text !== "string" || typeof html !== "string" || channel === undefined) return null;
      if (text.length + html.length > MAX_TEXT_UTF16) return null;
      return { shareguard: kind, request: { text, html, channel } };
    }
    case "decided": {
      const decided = readDecided(request);
      return decided && { shareguard: kind, request: decided };
    }
    default:
      return null;
  }
}

/** What a frame at the top of a tab says; of an answer, anything that is not a clear yes or no is none. */
export function readSaidInTop(value: unknown): SaidInTop {
  if (value === "asking") return value;
  if (!isRecord(value)) return null;
  const { share } = value;
  return typeof share === "boolean" ? { share } : null;
}

/** As much of a verdict's shape as is needed to show it: its words only ever become text. */
export function readVerdict(value: unknown): Verdict | null {
  return isVerdict(value) ? value : null;
}

function isVerdict(value: unknown): value is Verdict {
  if (!isRecord(value)) return false;
  const { action, findings, notices, skimmed = [] } = value;
  return (
    oneOf(ACTIONS, action) !== undefined &&
    Array.isArray(findings) &&
    findings.every(
      (finding) =>
        isRecord(finding) &&
        typeof finding["quote"] === "string" &&
        typeof finding["rank"] === "number" &&
        oneOf(FINDING_ACTIONS, finding["action"]) !== undefined &&
        Array.isArray(finding["evidence"]),
    ) &&
    Array.isArray(notices) &&
    notices.every((notice) => isRecord(notice) && typeof notice["kind"] === "string") &&
    Array.isArray(skimmed) &&
    skimmed.every(
      (picture) =>
        isRecord(picture) &&
        typeof picture["lines"] === "number" &&
        typeof picture["ends_only"] === "number" &&
        typeof picture["codes_unread"] === "number",
    )
  );
}

/** The submission that a frame wants checked, made of known fields only; null when it is none. */
export function readFileSubmission(value: unknown): FileSubmission | null {
  if (!isRecord(value) || !Array.isArray(value["files"]) || value["files"].length > MAX_LISTED_FILES) return null;
  const { text, html, files } = value;
  const channel = oneOf(CHANNELS, value["channel"]);
  if (
    typeof text !== "string" ||
    typeof html !== "string" ||
    text.length + html.length > MAX_TEXT_UTF16 ||
    channel === undefined
  )
    return null;
  const read = files.map(readFile);
  return read.every((file) => file !== null) ? { text, html, channel, files: read } : null;
}

function readFile(value: unknown): SharedFile | null {
  if (!isRecord(value)) return null;
  const { name, content } = value;
  if (typeof name !== "string" || name.length > MAX_NAME_UTF16) return null;
  if (content instanceof Blob) return { name, content };
  const kind = isRecord(content) ? oneOf(UNREAD, content["kind"]) : undefined;
  return kind === undefined ? null : { name, content: { kind, detail: "" } };
}

function readDecided({ outcome: said, systems }: Record<string, unknown>): Decided | null {
  const outcome = oneOf(OUTCOMES, said);
  if (outcome === undefined || !Array.isArray(systems) || systems.length > MAX_SYSTEMS || !systems.every(isId))
    return null;
  return { outcome, systems };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_ID_UTF16;
}

function oneOf<const T>(values: readonly T[], value: unknown): T | undefined {
  return values.find((known) => known === value);
}
