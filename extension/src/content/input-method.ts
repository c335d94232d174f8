/** How an input method reports a key that it keeps for itself, in browsers that report it. */
const COMPOSING_KEY_CODE = 229;

/** Whether the key is for an input method: chooses one of its candidates, or sends them away. */
export function isForInputMethod({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === COMPOSING_KEY_CODE;
}
