/**
 * Chosen in a file picker: `<input type=file>`, also with several files or a whole folder, in shadow roots of either
 * mode, and outside the document. The input is emptied before the page hears of the choice, and filled again when it
 * may have it.
 */
import type { Again } from "../again";
import { SIGNALS, type OnSignal } from "../beacon";
import { sharedFiles, type Clip } from "../clip";
import type { Hold } from "../hold";
import type { Judge } from "../judge";
import type { Listen } from "../listen";
import { fill, refill } from "../refill";
import { shadowRootOf } from "../shadow";

const KINDS = ["input", "change"] as const;

/** What was chosen, and is being held: its input is empty meanwhile. */
export interface Choice {
  readonly input: HTMLInputElement;
  /** Whether the page has it. */
  isDelivered: boolean;
}

/** Answers with all choices that are held. */
export function watchAttach(
  listen: Listen,
  onSignal: OnSignal,
  judge: Judge,
  hold: Hold,
  again: Again,
  signal: AbortSignal,
): ReadonlySet<Choice> {
  const choices = new Set<Choice>();
  /** Inputs whose choice is held; the second of the two events is still to come. */
  const emptied = new WeakSet<HTMLInputElement>();
  /** What inputs had when their picker was opened: the page still shows it where the new choice is withheld. */
  const had = new WeakMap<HTMLInputElement, readonly File[]>();
  const remember = (input: EventTarget | null | undefined) => {
    if (!isPicker(input)) return;
    const look = () => {
      // One that is held is not empty because of the page.
      if (![...choices].some((choice) => choice.input === input)) had.set(input, [...(input.files ?? [])]);
    };
    look();
    // The page may empty it now: before the click is over, or, where it keeps the click to itself, after that.
    window.addEventListener("click", look, { once: true, signal });
    setTimeout(look);
  };
  /** Inputs whose choice was judged before: both events pass. */
  const passing = new WeakSet<HTMLInputElement>();

  const onChosen = (event: Event) => {
    // Each key that is typed raises one: nobody chooses files by it, and to look for shadow roots costs more than all
    // else done for a key.
    if (event instanceof InputEvent || !event.isTrusted || !judge.isGuarding()) return;
    const input = event.composedPath()[0];
    if (!isPicker(input)) return void (input instanceof Element && watchRoot(input));

    const files = [...(input.files ?? [])];
    if (event.type === "change" && emptied.delete(input)) return event.stopImmediatePropagation();
    if (event.type === "change" && passing.delete(input)) return;
    if (files.length === 0) return;
    const clip: Clip = { formats: [], files, address: location.href };
    if (again.take(() => clip)) {
      if (event.type === "input") passing.add(input);
      return;
    }
    event.stopImmediatePropagation();
    // Else the page could look into it meanwhile.
    input.value = "";
    if (event.type === "input") emptied.add(input);
    const submission = { text: "", html: "", channel: "attach" } as const;
    const choice: Choice = { input, isDelivered: false };
    const wasInPage = input.isConnected;
    choices.add(choice);
    hold(
      {
        submission,
        files: sharedFiles(files),
        target: input,
        release: async () => {
          choices.delete(choice);
          const drawnAnew = wasInPage && !input.isConnected ? equalOf(input) : undefined;
          return (choice.isDelivered = refill(drawnAnew ?? input, files));
        },
        withhold() {
          choices.delete(choice);
          if (!input.files?.length) fill(input, had.get(input) ?? []);
        },
        askAgain: () => again.ask("attach", input, clip),
      },
      "later",
    );
  };

  const watch = (target: EventTarget) => {
    for (const kind of KINDS) target.addEventListener(kind, onChosen, { capture: true, signal });
    target.addEventListener("click", (event) => remember(event.composedPath()[0]), { capture: true, signal });
  };
  /**
   * `change` does not leave a shadow root, and in a closed one no event says where it happened: it is listened to
   * inside.
   */
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
    remember(event.composedPath()[0]);
    for (const element of event.composedPath())
      if (element instanceof Element) watchRoot(element, event.clientX, event.clientY);
  });
  onSignal(SIGNALS.picking, ({ relatedTarget }) => {
    remember(relatedTarget);
    if (relatedTarget !== null) watch(relatedTarget);
  });
  return choices;
}

/** The input that the page has drawn in place of one that it took away, and at which it now listens. */
function equalOf(input: HTMLInputElement): HTMLInputElement | undefined {
  return [...document.querySelectorAll("input")].find((other) => other.isEqualNode(input));
}

function isPicker(target: EventTarget | null | undefined): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.type === "file";
}
