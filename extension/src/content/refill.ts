/** Puts files back into a file input, as if the person had just chosen them. */

/**
 * The page sees one `input` and one `change`; both are not trusted, and our own listeners leave them alone. False, and nothing
 * happened, where the input would not be as it was: a folder's files lose their folders on the way in some browsers.
 */
export function refill(input: HTMLInputElement, files: readonly File[]): boolean {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  const filled = [...(input.files ?? [])];
  if (filled.length !== files.length || filled.some((file, index) => file.webkitRelativePath !== files[index]?.webkitRelativePath)) {
    input.value = "";
    return false;
  }
  input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
