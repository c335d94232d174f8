/** Gradio's multimodal ChatInterface: Svelte, a text area, files that are uploaded as soon as they are attached. */
import path from "node:path";
import type { App } from "../app";
import { describeGuarded } from "../guarded";
import { startRecording } from "../record";
import { installed } from "../server";

const SERVER = path.resolve("tests/apps/gradio/server.py");

const app: App = {
  name: "gradio",
  composer: "textarea[data-testid=textbox]",
  send: "button[data-testid=submit-button]",
  attach: ["button[data-testid=upload-button]"],
  attached: ".thumbnails .thumbnail-item",
  dropped: "textarea[data-testid=textbox]",
  start: () =>
    startRecording("gradio", ({ port, folder, record }) => ({
      command: installed("gradio", "bin/python"),
      arguments: [SERVER, String(port), record],
      env: { GRADIO_ANALYTICS_ENABLED: "False", GRADIO_TEMP_DIR: path.join(folder, "uploads"), HF_HUB_OFFLINE: "1" },
    })),
};

describeGuarded(app);
