/**
 * Chosen in a file picker: `<input type=file>`, also with several files or a whole folder, in shadow roots of either mode, and outside
 * the document. The input is emptied before the page hears of the choice, and filled again when it may have it.
 */
import type { Notice } from "../../warning/notice";
import type { Again } from "../again";
import { SIGNALS, type OnSignal } from "../beacon";
import { sharedFiles, type Clip } from "../clip";
import type { Hold } from "../hold";
import type { Judge } from "../judge";
import type { Listen } from "../listen";
import { refill } from "../refill";
import { shadowRootOf } from "../shadow";

const KINDS = ["input", "change"] as const;

export function watchAttach(listen: Listen, onSignal: OnSignal, judge: Judge, hold: Hold, again: Again, notice: Notice, signal: AbortSignal): void {
  /** Inputs whose choice is held; the second of the two events is still to come. */
  const emptied = new WeakSet<HTMLInputElement>();
  /** Inputs whose choice was judged before: both events pass. */
  const passing = new WeakSet<HTMLInputElement>();

  const onChosen = (event: Event) => {
    // Each key that is typed raises one: nobody chooses files by it, and to look for shadow roots costs more than all else done for a key.
    if (event instanceof InputEvent || !event.isTrusted || !judge.isGuarding()) return;
    const input = event.composedPath()[0];
    if (input instanceof Element && !(input instanceof HTMLInputElement)) return watchRoot(input);
    if (!(input instanceof HTMLInputElement) || input.type !== "file") return;

    const files = [...(input.files ?? [])];
    if (event.type === "change" && emptied.delete(input)) return event.stopImmediatePropagation();
    if (event.type === "change" && passing.delete(input)) return;
    if (files.length === 0) return;
    const clip: Clip = { formats: [], files };
    if (again.take(() => clip)) {
      if (event.type === "input") passing.add(input);
      return notice.clear();
    }
    event.stopImmediatePropagation();
    // Else the page could look into it meanwhile.
    input.value = "";
    if (event.type === "input") emptied.add(input);
    const release = () => {
      if (refill(input, files)) return;
      again.remember(clip);
      notice.askAgain(input, "attach");
    };
    const submission = { text: "", html: "", channel: "attach" } as const;
    hold({ submission, files: sharedFiles(files), target: input, release }, "later");
  };

  const watch = (target: EventTarget) => {
    for (const kind of KINDS) target.addEventListener(kind, onChosen, { capture: true, signal });
  };
  /** `change` does not leave a shadow root, and in a closed one no event says where it happened: it is listened to inside. */
  const watchRoot = (element: Element, x = 0, y = 0) => {
    const root = shadowRootOf(element);
    if (root === null) return;
    watch(root);
    // Where a pointer or a key has just been, there may be a root within.
    for (const inner of new Set([root.elementFromPoint(x, y), root.activeElement])) {
      if (inner !== null && inner.getRootNode() === root) watchRoot(inner, x, y);
    }
  };

  listen(KINDS, onChosen);
  listen(["click"], (event) => {
    for (const element of event.composedPath()) if (element instanceof Element) watchRoot(element, event.clientX, event.clientY);
  });
  onSignal(SIGNALS.picking, ({ relatedTarget }) => {
    if (relatedTarget !== null) watch(relatedTarget);
  });
}
