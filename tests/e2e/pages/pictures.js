// A file of its own, for pages whose policy allows no script in them.

/** What the page got; `text` of a file is the SHA-256 of its bytes. */
window.got = [];

async function take(by, files) {
  const entry = { by, files: [] };
  window.got.push(entry);
  for (const file of files) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    entry.files.push({
      name: file.name,
      text: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    });
  }
  entry.complete = true;
}

const zone = document.querySelector("#zone");
zone.addEventListener("dragover", (event) => event.preventDefault());
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  take("drop", [...event.dataTransfer.files]);
});
// Firefox pastes where the selection is, and none is in a button.
document.addEventListener("paste", (event) => {
  event.preventDefault();
  take("paste", [...event.clipboardData.files]);
});
document.querySelector("#input").addEventListener("change", (event) => take("change", [...event.target.files]));
