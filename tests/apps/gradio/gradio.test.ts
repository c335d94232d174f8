/** Gradio's multimodal ChatInterface: Svelte, a text area, files that are uploaded as soon as they are attached. */
import path from "node:path";
import type { App, Running } from "../app";
import { describeGuarded } from "../guarded";
import { readArrivals } from "../record";
import { freePort, installed, run, stateFolder } from "../server";

const SERVER = path.resolve("tests/apps/gradio/server.py");

const app: App = {
  name: "gradio",
  composer: "textarea[data-testid=textbox]",
  send: "button[data-testid=submit-button]",
  attach: ["button[data-testid=upload-button]"],
  attached: ".thumbnails .thumbnail-item",
  dropped: "textarea[data-testid=textbox]",
  async start(): Promise<Running> {
    const state = await stateFolder("gradio");
    const record = path.join(state.folder, "arrivals.jsonl");
    const url = `http://localhost:${await freePort()}/`;
    const stop = await run("gradio", {
      command: installed("gradio", "bin/python"),
      arguments: [SERVER, new URL(url).port, record],
      env: { GRADIO_ANALYTICS_ENABLED: "False", GRADIO_TEMP_DIR: path.join(state.folder, "uploads"), HF_HUB_OFFLINE: "1" },
      cwd: state.folder,
      ready: url,
    });
    return {
      url,
      arrivals: () => readArrivals(record),
      async stop() {
        await stop();
        await state.remove();
      },
    };
  },
};

describeGuarded(app);
