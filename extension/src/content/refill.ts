/** Puts files back into a file input. */

/**
 * As if the person had just chosen them: the page sees one `input` and one `change`; both are not trusted, and our own
 * listeners leave them alone. False, and nothing happened, where the input would not be as it was.
 */
export function refill(input: HTMLInputElement, files: readonly File[]): boolean {
  const isFilled = fill(input, files);
  if (isFilled) {
    input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return isFilled;
}

/**
 * Without the page hearing of it. False, and the input is empty, where a folder's files lose their folders on the way,
 * as in some browsers.
 */
export function fill(input: HTMLInputElement, files: readonly File[]): boolean {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  const filled = [...(input.files ?? [])];
  const isSame =
    filled.length === files.length &&
    filled.every((file, index) => file.webkitRelativePath === files[index]?.webkitRelativePath);
  if (!isSame) input.value = "";
  return isSame;
}
