// The colour arithmetic against values that Tabler's and CSS Color 4's authors publish.
import assert from "node:assert/strict";
import { test } from "node:test";
import { flatten } from "./colours.mjs";

test("an oklch colour becomes its sRGB value", () => {
  assert.equal(flatten("a{color:oklch(62.8% 0.2577 29.23deg)}"), "a{color:#ff0000}"); // CSS Color 4: red
});

test("light-dark takes the light side, whatever is nested in it", () => {
  assert.equal(flatten("a{color:light-dark(rgb(1, 2, 3), color-mix(in oklab, red, blue))}"), "a{color:rgb(1, 2, 3)}");
});

test("a mix with transparent keeps the hue and takes the share as alpha", () => {
  assert.equal(flatten("a{color:color-mix(in oklab, #336699 50%, transparent)}"), "a{color:#33669980}");
});

test("variables of the root are looked up, the last definition winning", () => {
  const css = ":root{--x:#fff}:root{--x:#000}a{color:color-mix(in oklab, var(--x) 100%, transparent)}";
  assert.match(flatten(css), /a\{color:#000000\}$/);
});

test("an opacity variable nobody sets counts as its fallback", () => {
  const css = "a{color:color-mix(in oklab, #123456 calc(var(--text-opacity, 1) * 100%), transparent)}";
  assert.equal(flatten(css), "a{color:#123456}");
});

test("what cannot be known at build time is left alone", () => {
  const css = "a{color:color-mix(in oklab, var(--of-the-part) 10%, transparent)}";
  assert.equal(flatten(css), css);
});
