/**
 * Text from the clipboard. What each kind of paste leads to:
 *
 * - without text (empty, or only images and files): left alone; images and files are another channel's business.
 * - clean: left alone; the page gets the browser's own trusted event.
 * - flagged, or not judged yet: held whole, images and files that came with the text included.
 * - only HTML: judged like text, as the page would read it.
 * - NUL bytes and lone surrogates: judged and, if shared, delivered as they are.
 */
import { takeClip } from "../clip";
import { deliver } from "../deliver";
import { stop, type Hold } from "../hold";
import { countLetGo, isAsking, type Judge } from "../judge";
import type { Listen } from "../listen";
import { targetOf } from "../shadow";

/** Judges each paste inside its own event. Only what the person does counts: a page cannot ask us by events it makes. */
export function watchPaste(listen: Listen, judge: Judge, hold: Hold): void {
  listen(["paste"], (event) => {
    if (!event.isTrusted || event.clipboardData === null) return;
    const text = event.clipboardData.getData("text/plain");
    const html = event.clipboardData.getData("text/html");
    if (text === "" && html === "") return;

    const submission = { text, html, channel: "paste" } as const;
    const verdict = judge.judge(submission);
    if (verdict !== "later" && !isAsking(verdict)) return countLetGo(judge, submission, verdict);

    stop(event);
    const clip = takeClip(event.clipboardData);
    const target = targetOf(event) ?? document;
    hold({ submission, release: () => deliver(clip, target) }, verdict === "later" ? judge.judgeLater(submission) : verdict);
  });
}
