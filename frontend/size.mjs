// Prints what a list page's first load weighs: `node size.mjs [page.html]` (budget: 40 KB, design §10).
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { gzipAsync } from "@gfx/zopfli";

const dist = join(dirname(fileURLToPath(import.meta.url)), "dist");
const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
const parts = ["app.css", "app.js", "icons.svg", "favicon.svg"].map((name) => [name, join(dist, manifest[name])]);
if (process.argv[2]) parts.unshift(["page", process.argv[2]]);

const KB = 1024, BUDGET = 40;
const total = { raw: 0, gzip: 0, brotli: 0 };
const line = (name, of) =>
  console.log(name.padEnd(12), ...Object.values(of).map((bytes) => (bytes / KB).toFixed(1).padStart(8)));
console.log("KB".padEnd(12), ...Object.keys(total).map((key) => key.padStart(8)));
for (const [name, file] of parts) {
  const body = readFileSync(file);
  const size = { raw: body.length, gzip: (await gzipAsync(body, {})).length, brotli: brotliCompressSync(body).length };
  for (const key in total) total[key] += size[key];
  line(name, size);
}
line("together", total);
const limit = BUDGET * KB;
console.log(total.gzip <= limit ? `within ${BUDGET} KB` : `over ${BUDGET} KB`);
process.exitCode = total.gzip <= limit ? 0 : 1;
