/** The editors that pages are made with; each has a page in pages/editors. */
export const EDITORS = [
  "input",
  "textarea",
  "contenteditable",
  "prosemirror",
  "tiptap",
  "lexical",
  "quill",
  "slate",
  "draft",
  "codemirror",
  "monaco",
] as const;
