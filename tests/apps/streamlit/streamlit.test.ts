/** Streamlit's chat_input: React, messages over a web socket, files that are uploaded as soon as they are attached. */
import path from "node:path";
import type { App, Running } from "../app";
import { describeGuarded } from "../guarded";
import { readArrivals } from "../record";
import { freePort, installed, run, stateFolder } from "../server";

const SERVER = path.resolve("tests/apps/streamlit/server.py");

const app: App = {
  name: "streamlit",
  composer: "[data-testid=stChatInputTextArea]",
  send: "[data-testid=stChatInputSubmitButton]",
  attach: ["[data-testid=stChatInputFileUploadButton] button"],
  attached: "[data-testid=stFileChip]:not(:has([data-testid=stFileChipIconSpinner]))",
  dropped: "[data-testid=stChatInputTextArea]",
  async start(): Promise<Running> {
    const state = await stateFolder("streamlit");
    const record = path.join(state.folder, "arrivals.jsonl");
    const url = `http://localhost:${await freePort()}/`;
    const options = { "server.port": new URL(url).port, "server.address": "127.0.0.1", "server.headless": "true", "server.fileWatcherType": "none", "browser.gatherUsageStats": "false" };
    const stop = await run("streamlit", {
      command: installed("streamlit", "bin/streamlit"),
      arguments: ["run", SERVER, ...Object.entries(options).map(([name, value]) => `--${name}=${value}`), "--", record],
      env: { HOME: state.folder },
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
