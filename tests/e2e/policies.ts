/** Policies as an administrator would push them. */
import assert from "node:assert/strict";
import { until, type Browser } from "./driver/driver";

/** One rule for each action, told apart by the marking system. */
export const EACH_ACTION = {
  version: 1,
  name: "Each action once",
  contact: "the security office, room 12",
  rules: [
    { id: "let-go", systems: ["tlp"], action: "allow" },
    { id: "count", systems: ["uk"], action: "report" },
    { id: "ask", systems: ["us"], action: "warn", message: { en: "Use the document system instead.", zh_CN: "请改用公文系统。" } },
    { id: "explain", systems: ["nato"], action: "justify", reasons: ["The originator agreed", "It has been released"] },
    { id: "stop", systems: ["cn"], action: "block" },
  ],
} as const;

/** The keys of managed storage that carry a policy. */
export function managed(policy: unknown): { policy_json: string } {
  return { policy_json: JSON.stringify(policy) };
}

/** Waits until the popup says this; it reads the policy in force when it is opened. */
export async function expectPopup(browser: Browser, expected: RegExp): Promise<void> {
  let said = "";
  await until(`the popup says ${expected}`, async () => {
    said = await popup(browser);
    return expected.test(said);
  }).catch(() => assert.match(said, expected));
}

/** What the popup says. */
export async function popup(browser: Browser): Promise<string> {
  const tab = await browser.openExtensionPage("popup.html");
  try {
    return await until("the popup is drawn", () => tab.evaluate(() => document.querySelector("footer") && document.body.innerText, undefined));
  } finally {
    await tab.close();
  }
}
