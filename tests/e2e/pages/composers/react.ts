/**
 * A chat with an assistant as React draws it: a controlled field, class names without a meaning, and buttons that are
 * pictures without a word.
 */
import { createElement, useState, type ChangeEvent, type KeyboardEvent } from "react";
import { createRoot } from "react-dom/client";

const picture = (path: string) =>
  createElement("svg", { width: 20, height: 20, viewBox: "0 0 20 20" }, createElement("path", { d: path }));

function Composer() {
  const [text, setText] = useState("");
  const send = (by: string) => {
    window.sent.push({ by, text });
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (text !== "") send("Enter");
  };
  return createElement(
    "div",
    { className: "_1kq9" },
    createElement(
      "div",
      { className: "_x7a" },
      createElement("button", { type: "button", id: "other", className: "_b2" }, picture("M4 4h12v12H4z")),
    ),
    createElement("textarea", {
      id: "field",
      className: "_f0",
      rows: 3,
      cols: 60,
      value: text,
      onChange: (event: ChangeEvent<HTMLTextAreaElement>) => setText(event.target.value),
      onKeyDown,
    }),
    createElement(
      "div",
      { className: "_x7a" },
      createElement(
        "button",
        { type: "button", id: "right", className: "_b2 _p", disabled: text === "", onClick: () => send("button") },
        picture("M2 10L18 2L12 18Z"),
      ),
    ),
  );
}

const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");
createRoot(root).render(createElement(Composer));
