/**
 * What a script of the page takes for itself after the person pressed a button of the page: the clipboard, by
 * `navigator.clipboard.read` and `readText`, and files, by `showOpenFilePicker`. The page waits for the promise it was
 * given anyway.
 */
import { PORT, SIGNALS, type OnSignal } from "../beacon";
import { sharedFiles } from "../clip";
import type { Hold } from "../hold";
import { obstacleTo, type Judge } from "../judge";
import type { Answer, Question } from "../question";
import { deepestFocus } from "../shadow";

export function watchPageReads(onSignal: OnSignal, judge: Judge, hold: Hold, signal: AbortSignal): void {
  onSignal(SIGNALS.ping, (event) => event.preventDefault());
  const takePort = (event: Event) => {
    const port = event instanceof MessageEvent ? event.ports[0] : undefined;
    if (port === undefined) return;
    port.onmessage = ({ data }: MessageEvent<Question>) => {
      answer(data, judge, hold, (allowed) => port.postMessage({ id: data.id, allowed } satisfies Answer));
    };
  };
  document.addEventListener(PORT, takePort, { once: true, signal });
}

function answer(
  { from, text, html, files }: Question,
  judge: Judge,
  hold: Hold,
  say: (allowed: boolean) => void,
): void {
  const submission = { text, html, channel: from === "clipboard" ? "paste" : "attach" } as const;
  const verdict = judge.isGuarding() ? obstacleTo(judge, submission, files.length > 0) : null;
  if (verdict === null) return say(true);
  hold(
    {
      submission,
      files: sharedFiles(files),
      target: deepestFocus(),
      release: async () => say(true),
      withhold: () => say(false),
    },
    verdict,
  );
}
