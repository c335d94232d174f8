import assert from "node:assert/strict";
import { test } from "node:test";
import { matches } from "../../extension/src/shared/match-pattern";
import { siteOf } from "../../extension/src/shared/sites";

test("a match pattern fits what browsers say it fits", () => {
  const table: [string, string, boolean][] = [
    ["https://example.org/*", "https://example.org/", true],
    ["https://example.org/*", "https://example.org:8443/a?b#c", true],
    ["https://example.org/*", "http://example.org/", false],
    ["https://example.org/*", "https://www.example.org/", false],
    ["https://example.org/*", "https://example.org.evil.test/", false],
    ["https://example.org/*", "https://evil.test/https://example.org/", false],
    ["https://*.example.org/*", "https://example.org/", true],
    ["https://*.example.org/*", "https://a.b.example.org/", true],
    ["https://*.example.org/*", "https://badexample.org/", false],
    ["https://example.org/chat/*", "https://example.org/chat", false],
    ["https://example.org/chat/*", "https://example.org/chat/1", true],
    ["https://example.org/?*ia=chat*", "https://example.org/?q=x&ia=chat", true],
    ["https://example.org/?*ia=chat*", "https://example.org/?q=x&ia=web", false],
    ["https://example.org/a.c", "https://example.org/abc", false],
    ["https://example.org/*", "about:blank", false],
    ["https://example.org/*", "not an address", false],
  ];
  for (const [pattern, address, expected] of table)
    assert.equal(matches(pattern, address), expected, `${pattern} on ${address}`);
});

test("real addresses belong to the site that people would say", () => {
  const table: [string, string | undefined][] = [
    ["https://chatgpt.com/c/123", "chatgpt"],
    ["https://claude.ai/new", "claude"],
    ["https://gemini.google.com/app", "gemini"],
    ["https://m365.cloud.microsoft/chat", "microsoft-copilot"],
    ["https://www.doubao.com/chat/", "doubao"],
    ["https://yiyan.baidu.com/", "ernie"],
    ["https://huggingface.co/chat/conversation/1", "huggingchat"],
    ["https://huggingface.co/models", undefined],
    ["https://wx.qq.com/", "wechat"],
    ["https://tieba.baidu.com/f?kw=x", "tieba"],
    ["https://www.baidu.com/s?wd=x", undefined],
    ["https://x.com/home", "x"],
    ["https://mastodon.social/@a", "mastodon"],
    ["https://example.org/", undefined],
  ];
  for (const [address, expected] of table) assert.equal(siteOf(address)?.id, expected, address);
});
