/** Streamlit's chat_input: React, messages over a web socket, files that are uploaded as soon as they are attached. */
import path from "node:path";
import type { App } from "../app";
import { describeGuarded } from "../guarded";
import { startRecording } from "../record";
import { installed } from "../server";

const SERVER = path.resolve("tests/apps/streamlit/server.py");

const app: App = {
  name: "streamlit",
  composer: "[data-testid=stChatInputTextArea]",
  send: "[data-testid=stChatInputSubmitButton]",
  attach: ["[data-testid=stChatInputFileUploadButton] button"],
  attached: "[data-testid=stFileChip]:not(:has([data-testid=stFileChipIconSpinner]))",
  dropped: "[data-testid=stChatInputTextArea]",
  start: () =>
    startRecording("streamlit", ({ port, folder, record }) => {
      const options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
      };
      return {
        command: installed("streamlit", "bin/streamlit"),
        arguments: [
          "run",
          SERVER,
          ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
          "--",
          record,
        ],
        env: { HOME: folder },
      };
    }),
};

describeGuarded(app);
