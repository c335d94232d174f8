/** What an administrator pushed through managed storage. */
import type { Defect } from "../shared/policy-state";

/**
 * The keys, all of them text. The schema that Chromium wants (managed_schema.json) says no more than that: it drops a
 * value that does not fit without telling anybody, so that everything else is checked here and in Rust.
 */
const KEYS = ["mode", "contact", "policy_json", "policy_sha256"] as const;
type Key = (typeof KEYS)[number];

export type Managed =
  /** No administrator said anything. */
  | { readonly kind: "none" }
  /** Could not be read just now; nothing is known. */
  | { readonly kind: "unreadable"; readonly why: string }
  /** Cannot be taken: keys that do not exist, values of the wrong type, a digest that does not fit. */
  | { readonly kind: "defective"; readonly defects: readonly Defect[] }
  | {
      readonly kind: "given";
      readonly policy: string | null;
      readonly mode: string | null;
      readonly contact: string | null;
    };

/** Reads managed storage. In Chromium the first read after the browser's start takes about a second. */
export async function readManaged(): Promise<Managed> {
  let stored: Record<string, unknown>;
  try {
    stored = await chrome.storage.managed.get();
  } catch (error) {
    // How Firefox says that there is none.
    if (error instanceof Error && error.message.includes("manifest not found")) return { kind: "none" };
    return { kind: "unreadable", why: String(error) };
  }
  if (Object.keys(stored).length === 0) return { kind: "none" };

  const defects: Defect[] = [];
  for (const key of Object.keys(stored)) {
    if (!isKey(key)) defects.push({ pointer: `/${key}`, message: `no such key; there are ${KEYS.join(", ")}` });
  }
  const text = (key: Key): string | null => {
    const value = stored[key];
    if (value === undefined || value === "") return null;
    if (typeof value === "string") return value;
    defects.push({
      pointer: `/${key}`,
      message: `expected a text, found ${Array.isArray(value) ? "a list" : typeof value}`,
    });
    return null;
  };
  const [policy, digest, mode, contact] = [text("policy_json"), text("policy_sha256"), text("mode"), text("contact")];
  if (digest !== null) {
    const found = policy === null ? null : await sha256(policy);
    if (found !== digest.toLowerCase()) {
      const message =
        found === null
          ? "there is no policy_json that it could be the digest of"
          : `the SHA-256 of policy_json is ${found}: it was cut off or changed on the way`;
      defects.push({ pointer: "/policy_sha256", message });
    }
  }
  return defects.length > 0 ? { kind: "defective", defects } : { kind: "given", policy, mode, contact };
}

/** SHA-256 of the text in UTF-8, hexadecimal in small letters. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).reduce((hex, byte) => hex + byte.toString(16).padStart(2, "0"), "");
}

function isKey(key: string): key is Key {
  return KEYS.some((known) => known === key);
}
