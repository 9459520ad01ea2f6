// The walking order against every order there is, and against a straight road.
import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";

const { outputFiles } = await build({ entryPoints: ["src/walk.ts"], bundle: true, format: "esm", write: false });
const { length, metres, walked } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
const START = [105, 38];

function* orders(all) {
  if (all.length < 2) { yield all; return; }
  for (const one of all) for (const rest of orders(all.filter((other) => other !== one))) yield [one, ...rest];
}

/** Numbers that look like chance and are the same every time. */
function chance(seed) {
  let x = seed;
  return () => { x = (x * 16807) % 2147483647; return x / 2147483647; };
}

test("a road is walked to its end and back, whatever order the houses are told in", () => {
  const points = [3, 1, 4, 2, 0].map((n) => [105.001 + n / 1000, 38]);
  assert.ok(length(START, points, walked(START, points)) < 2 * metres(START, [105.005, 38]) + 1);
});

test("seven houses are walked within a hundredth of the shortest round there is, every house once", () => {
  for (let seed = 1; seed <= 25; seed++) {
    const luck = chance(seed);
    const points = Array.from({ length: 7 }, () => [105 + luck() / 50, 38 + luck() / 50]);
    const found = walked(START, points);
    assert.deepEqual([...found].sort(), [0, 1, 2, 3, 4, 5, 6]);
    const best = Math.min(...[...orders([0, 1, 2, 3, 4, 5, 6])].map((one) => length(START, points, one)));
    assert.ok(length(START, points, found) <= best * 1.01, `${seed}: ${length(START, points, found) / best}`);
    assert.deepEqual(walked(START, points), found);
  }
});

test("nobody, one house, and neighbours under one roof are walked", () => {
  assert.deepEqual(walked(START, []), []);
  assert.deepEqual(walked(START, [[105.1, 38]]), [0]);
  const roof = [[105.01, 38], [105.02, 38], [105.01, 38], [105.02, 38]];
  assert.ok(length(START, roof, walked(START, roof)) < 2 * metres(START, [105.02, 38]) + 1);
});

test("a hundred houses take less than a second", () => {
  const luck = chance(7);
  const points = Array.from({ length: 100 }, () => [105 + luck() / 20, 38 + luck() / 20]);
  const began = process.cpuUsage().user;
  assert.equal(new Set(walked(START, points)).size, 100);
  assert.ok(process.cpuUsage().user - began < 1e6);
});
