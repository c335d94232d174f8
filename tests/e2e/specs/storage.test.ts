/** What a script in a page's process can get at of what decides. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { administratorObstacle } from "../driver/managed-policy";
import { chosenBrowser } from "../driver/start";
import { withBrowser } from "../fixture";
import { expectOptions, managed } from "../policies";
import { page } from "../server";

const TERM = "grey heron crossing";
const POLICY = {
  version: 1,
  name: "Of terms",
  dictionaries: [{ id: "names", title: "Names of projects", rank: 4, terms: [TERM] }],
};

const obstacle = chosenBrowser() === "chromium" ? administratorObstacle("chromium") : null;

describe("what the extension keeps", { skip: obstacle ?? false }, () => {
  const fixture = withBrowser({ managed: managed(POLICY) });

  it("holds no policy that a content script could read", () =>
    fixture().visit(fixture().site.chat + page("fields"), async () => {
      const { browser } = fixture();
      await expectOptions(browser, /Of terms/);
      const options = await browser.openExtensionPage("options.html");
      try {
        const seen = await options.evaluate(async () => {
          const asContentScript = async () => {
            const found: string[] = [];
            for (const area of ["local", "session", "sync"] as const) {
              // Rejected where content scripts have no such area.
              const reading = Promise.resolve().then(() => chrome.storage[area].get());
              found.push(`${area}: ${await reading.then((items) => JSON.stringify(items), String)}`);
            }
            return found.join("\n");
          };
          const tabs = await chrome.tabs.query({});
          const runs = await Promise.allSettled(
            tabs.map(({ id = -1 }) => chrome.scripting.executeScript({ target: { tabId: id }, func: asContentScript })),
          );
          return runs
            .flatMap((run) => (run.status === "fulfilled" ? run.value.map(({ result }) => String(result)) : []))
            .join("\n");
        }, undefined);
        // Where frames are told that there is another policy, and nothing of it.
        assert.match(seen, /local: .*policy-revision/);
        assert.doesNotMatch(seen, /heron|policy-state|"rules"/);
      } finally {
        await options.close();
      }
    }));
});
