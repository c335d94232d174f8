/** What a site file says of where one writes and sends. It only adds to what is recognised by itself. */
import { composerOf } from "./composer";
import type { SiteEditor } from "../shared/sites";

/**
 * The control that the event is about and the composer it sends from, where the site file names both and both are
 * there.
 */
export function sendBySite(
  event: Event,
  editor: SiteEditor | null,
): { control: HTMLElement; composer: HTMLElement } | null {
  if (editor?.send === undefined) return null;
  for (const target of event.composedPath()) {
    if (!(target instanceof HTMLElement) || !target.matches(editor.send)) continue;
    const composer = composerOf(document.querySelector(editor.composer));
    return composer === null ? null : { control: target, composer };
  }
  return null;
}
