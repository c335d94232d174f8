/** The line above the buttons that says how far the rest of a check is. */
import type { Told } from "../shared/early";
import { element } from "./element";
import type { Pictures } from "./picture";
import type { Translate } from "./strings";

/** What there is to say of it. */
export interface State {
  /** The verdict that is shown. */
  readonly about: Told;
  /** Whether something is still being checked. */
  readonly isChecking: boolean;
  /** Whether the person has said yes already. */
  readonly isWanted: boolean;
  /** Whether the verdict is another one than what they were asked about first. */
  readonly isRaised: boolean;
}

export interface RestLine {
  readonly line: HTMLElement;
  say(state: State): void;
}

/** `pictures` are those that are shared. */
export function createRestLine(pictures: Pictures, translate: Translate): RestLine {
  // There before it says anything, so that what it says later is read aloud.
  const line = element("p", { class: "rest", role: "status", "data-part": "rest" });
  /** Whether the rest is that of the one picture that the warning is about. */
  const isOfPicture = ({ findings }: Told) =>
    pictures.shared === 1 && findings.some(({ item }) => pictures.files.has(item));
  return {
    line,
    say({ about, isChecking, isWanted, isRaised }) {
      const said = [
        isRaised ? translate("warning_rest_raised") : "",
        isChecking
          ? translate(
              isWanted ? "warning_rest_wanted" : isOfPicture(about) ? "warning_rest_picture" : "warning_rest_others",
            )
          : "",
        !isChecking && !isRaised && about.complete ? translate("warning_rest_done") : "",
      ];
      line.textContent = said.filter((sentence) => sentence !== "").join(" ");
      line.classList.toggle("checking", isChecking);
      line.classList.toggle("raised", isRaised);
    },
  };
}
