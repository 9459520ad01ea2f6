import assert from "node:assert/strict";
import { test } from "node:test";
import { darkened } from "./dark.mjs";

test("light grounds turn dark, dark letters light, coloured buttons stay", () => {
  const dark = darkened(".card{background:#fff;color:#1f2933}.btn-primary{background:#1264b8;color:#fff}");
  const [, ground, letters] = /\.card\{background:(#\w+);color:(#\w+)\}/.exec(dark);
  assert.ok(parseInt(ground.slice(1, 3), 16) < 60, ground);
  assert.ok(parseInt(letters.slice(1, 3), 16) > 200, letters);
  assert.match(dark, /\.btn-primary\{background:#1264b8;color:#f{3,6}\}/);
});

test("a rule that takes a colour away is kept, one without colours and paper are not", () => {
  assert.equal(darkened(".a{background:none;margin:0}.b{padding:1px}@media print{.c{color:#000}}"), ".a{background:none}");
});

test("veils, shadows and sizes of borders stay as they are", () => {
  assert.equal(darkened(".a{background:rgba(0,0,0,.1);border-radius:4px}"), ".a{background:rgba(0,0,0,.1)}");
});
