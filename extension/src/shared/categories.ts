/** What kinds of sites are called, in the popup and on the options page. */
import type { Category } from "shareguard";
import type { MessageKey } from "./messages";

export const CATEGORIES = {
  "ai-chat": "category_ai_chat",
  social: "category_social",
  playground: "category_playground",
  other: "category_other",
} as const satisfies Record<Category, MessageKey>;
