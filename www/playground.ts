/**
 * The playground: a text box guarded by the same code as one on a chat site, and what the checker thinks of what is in
 * it.
 */
import type { Place, Verdict } from "shareguard";
import { createAnalyser, type Watching } from "../extension/src/analyser/analyser";
import { startWorkers } from "../extension/src/analyser/start-workers";
import { createAgain } from "../extension/src/content/again";
import { createBeacon } from "../extension/src/content/beacon";
import { watchAttach } from "../extension/src/content/channels/attach";
import { watchDrop } from "../extension/src/content/channels/drop";
import { watchPaste } from "../extension/src/content/channels/paste";
import { deliver } from "../extension/src/content/deliver";
import { drops } from "../extension/src/content/deliver-drop";
import * as aids from "../extension/src/content/delivery-aids";
import { failure } from "../extension/src/content/failure";
import { filesIn } from "../extension/src/content/folders";
import { createHold } from "../extension/src/content/hold";
import { createTurns } from "../extension/src/content/turns";
import { isAsking, type Judge, type Submission } from "../extension/src/content/judge";
import { createListen } from "../extension/src/content/listen";
import type { FileSubmission } from "../extension/src/shared/calls";
import { firstVerdict } from "../extension/src/shared/early";
import { createDialog } from "../extension/src/warning/dialog";
import { element } from "../extension/src/warning/element";
import { createNotice } from "../extension/src/warning/notice";
import { shield } from "../extension/src/warning/shield";
import { loadChecker, type PageChecker } from "./playground/checker";
import { createLanguage } from "./playground/language";
import { watchPolicy } from "./playground/policy";
import { resultOf, resultOfFiles } from "./playground/result";
import { MARKED, SILENT, type Sample } from "./playground/samples";

const HERE: Place = { site: "playground", category: "playground" };

const editor = part("editor", HTMLTextAreaElement);
const result = part("result", HTMLElement);
const site = part("site", HTMLSelectElement);

const language = createLanguage();

loadChecker().then(start, (error: unknown) => {
  const failed = part("failed", HTMLElement);
  failed.textContent = `${language.strings().failed}${error instanceof Error ? error.message : error}`;
  failed.hidden = false;
});

function start(checker: PageChecker): void {
  const { signal } = new AbortController();
  const places = new Map<string, Place>();
  /** What was checked last, to be shown again when the policy, the site or the language changes. */
  let last: Submission | FileSubmission | null = null;
  const place = () => places.get(site.value) ?? HERE;
  const analyser = createAnalyser(startWorkers);

  const show = (submission: Submission): Verdict => {
    last = submission;
    const verdict = checker.check(submission, place(), language.locale());
    const shown = submission.text === "" ? submission.html : submission.text;
    const nearMisses = checker.nearMisses(shown, language.locale());
    result.replaceChildren(...resultOf(shown, verdict, nearMisses, language.strings(), language.translate));
    return verdict;
  };
  /** Shows that the files could not even be handed to a worker. */
  const unread = (error: unknown): Verdict => {
    const verdict = failure(error, null);
    result.replaceChildren(...resultOf("", verdict, [], language.strings(), language.translate));
    return verdict;
  };
  const showFiles = async (submission: FileSubmission, check: Watching): Promise<Verdict> => {
    last = submission;
    result.replaceChildren(element("p", { class: "hint" }, language.strings().result_reading));
    const verdict = await analyser.check(
      {
        submission,
        policy: checker.policy(),
        timeLimits: checker.timeLimits(),
        place: place(),
        locale: language.locale(),
      },
      check,
    );
    if (last === submission)
      result.replaceChildren(...resultOfFiles(submission, verdict, language.strings(), language.translate));
    return verdict;
  };
  const showAgain = () => {
    if (last !== null && "files" in last) void showFiles(last, { signal, onProgress() {} }).catch(unread);
    else if (last === null)
      result.replaceChildren(element("p", { class: "hint" }, language.strings().result_nothing_yet));
    else show(last);
  };
  const offerSites = () => {
    const chosen = site.value;
    const sites = checker.sites(language.locale());
    for (const { id, category } of sites) places.set(id, { site: id, category });
    const options = sites.map(({ id, title }) => element("option", { value: id }, title));
    site.replaceChildren(element("option", { value: "" }, language.strings().site_playground), ...options);
    site.value = chosen;
  };

  const onSignal = createBeacon(signal);
  const listen = createListen(onSignal, signal);
  const dialog = createDialog(language.translate);
  const notice = createNotice(language.translate);
  const judge: Judge = {
    editor: () => null,
    judge: show,
    judgeLater: async (submission) => show(submission),
    // Checked to the end also where it is not shared: what is found is shown here.
    judgeFiles: (submission, { signal, onProgress }) =>
      firstVerdict(({ onEarly }) => showFiles(submission, { signal, onProgress, onEarly }), signal, unread),
    failed: unread,
    isGuarding: () => true,
    count: () => {},
  };
  const hold = createHold(judge, dialog, notice, createTurns());
  shield(listen, dialog, notice);
  const again = createAgain(notice);
  watchPaste(listen, judge, hold, again, aids);
  watchDrop(listen, judge, hold, again, drops, filesIn);
  watchAttach(listen, onSignal, judge, hold, again, signal);
  takeFiles();

  language.onChange(offerSites);
  language.onChange(showAgain);
  watchPolicy(checker, language, showAgain);
  site.addEventListener("change", showAgain);
  editor.addEventListener("input", () => show({ text: editor.value, html: "", channel: "send" }));

  /** As if the person had copied it elsewhere and pasted it over what is in the box. */
  const paste = ({ text }: Sample) => {
    const submission: Submission = { text, html: "", channel: "paste" };
    const release = async () => {
      editor.focus();
      editor.select();
      await deliver({ formats: [["text/plain", text]], files: [], address: location.href }, editor, aids);
    };
    const verdict = show(submission);
    if (isAsking(verdict)) hold({ submission, files: [], target: editor, release }, verdict);
    else void release();
  };
  offerSamples(part("marked", HTMLElement), MARKED, paste);
  offerSamples(part("silent", HTMLElement), SILENT, paste);
}

/**
 * Files may be dropped and pasted anywhere here, as on a page that uploads them; what becomes of them is shown by
 * whoever judges them.
 */
function takeFiles(): void {
  const take = (event: DragEvent | ClipboardEvent, transfer: DataTransfer | null) => {
    if (transfer?.types.includes("Files")) event.preventDefault();
  };
  document.addEventListener("dragover", (event) => take(event, event.dataTransfer));
  document.addEventListener("drop", (event) => take(event, event.dataTransfer));
  document.addEventListener("paste", (event) => take(event, event.clipboardData));
}

function offerSamples(into: HTMLElement, samples: readonly Sample[], paste: (sample: Sample) => void): void {
  for (const sample of samples) {
    const button = element("button", { type: "button", lang: sample.language }, sample.label);
    button.addEventListener("click", () => paste(sample));
    into.append(button);
  }
}

/** A part of the page that its HTML promises. */
function part<T extends HTMLElement>(id: string, kind: abstract new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`index.html has no ${kind.name} with the id ${id}`);
  return found;
}
