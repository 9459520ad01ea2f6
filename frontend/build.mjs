// Builds frontend/dist: `node build.mjs` (npm run build). Hashed names, a manifest that
// {% asset %} reads, and gzip/Brotli siblings that WhiteNoise serves. Needs no network.
import { gzipAsync } from "@gfx/zopfli"; // four in a hundred smaller than zlib: a first load stays in its budget
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, crc32, deflateSync } from "node:zlib";
import { flatten } from "./colours.mjs";
import { darkened } from "./dark.mjs";

const root = dirname(fileURLToPath(import.meta.url));
process.chdir(root);
const OUT = "dist.new"; // built aside and swapped in, so that a running server never sees half a build
const TARGET = ["es2020", "chrome80", "safari14.1"];
// Each script stands alone: a shared chunk would cost every page one more round trip.
const SCRIPTS = [
  "src/app.ts", "src/charts.ts", "src/desk.ts", "src/drafting.ts", "src/drag.ts", "src/fence.ts", "src/field.ts", "src/field-worker.ts",
  "src/live.ts", "src/passkey.ts", "src/review.ts", "src/rounds.ts", "src/screen.ts", "src/search.ts", "src/shrink.ts",
  "src/video.ts", "src/visits.ts",
];
// All but app.css are their own: a list page on a screen needs none and waits for none.
const STYLES = [
  "src/app.css", "src/draft.css", "src/elder.css", "src/signin.css", "src/calendar.css", "src/screen.css",
  "src/contrast.css", "src/field.css",
];
const UNTURNED = ["src/calendar.css", "src/screen.css", "src/contrast.css"]; // have colours of their own
const PAGES = "../src/anhuai";
const CONTENT = [`${PAGES}/**/*.html`, `${PAGES}/**/*.py`, "src/*.ts"];
// Parts of Tabler that no page uses, kept only because their names are also everyday words of the code.
const UNUSED = ["alert", "border", "calendar", "chart", "col", "empty", "grid", "hstack", "invisible", "kbd", "lead", "legend",
  "loader", "mark", "mention", "nav", "page", "placeholder", "progress", "ratio", "rounded", "row", "shadow", "signal", "signature",
  "status", "step-item", "steps", "tag", "timeline", "toolbar", "tooltip", "visible", "vstack"];
// Tabler styles what lacks one of its parts: without the part that would be every element of ours of that name.
const LACKING = /\.[\w-]+:not\(:has\(>\s*\.purged-away\)\)/g;
const manifest = {};

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

/** Writes one file under a name that carries its content's hash and notes it in the manifest. */
function emit(logical, text) {
  const ext = extname(logical);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  manifest[logical] = `${basename(logical, ext)}-${hash}${ext}`;
  writeFileSync(join(OUT, manifest[logical]), text);
}

async function scripts() {
  const { metafile } = await build({
    entryPoints: SCRIPTS, outdir: OUT, bundle: true, minify: true, format: "esm",
    target: TARGET, entryNames: "[name]-[hash]",
    legalComments: "none", metafile: true, logLevel: "warning",
  });
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs))
    if (entryPoint) manifest[basename(entryPoint).replace(/\.ts$/, ".js")] = basename(file);
}

async function style(entry) {
  const options = { bundle: true, write: false, target: TARGET, logLevel: "warning", legalComments: "none" };
  const own = ownClasses();
  const names = UNUSED.filter((name) => !own.includes(name));
  const unused = new RegExp(`\\.(${names.join("|")})(?![\\w-])`, "g"); // the class, not the element
  const whole = await build({ ...options, entryPoints: [entry], outdir: OUT, external: ["data:*"] });
  const [purged] = await new PurgeCSS().purge({
    content: CONTENT, css: [{ raw: flatten(whole.outputFiles[0].text).replace(unused, ".purged-away").replace(LACKING, ".purged-away") }],
    variables: true, keyframes: true, fontFace: true,
    safelist: { standard: ["open", ...own], variables: [/^--chart-/] }, // scripts read --chart-*
  });
  await sheet(basename(entry), purged.css);
  return purged.css;
}

async function sheet(name, css) {
  const small = await build({ target: TARGET, write: false, logLevel: "warning", legalComments: "none", minify: true, stdin: { contents: css, loader: "css" } });
  emit(name, small.outputFiles[0].text);
}

/** dark.css: the light sheets turned, and what only the dark face needs. */
async function dark(light) {
  await sheet("dark.css", darkened(light.join("\n")) + readFileSync("src/dark.css", "utf8"));
}

/** The classes of our own style sheets, which templates may compose (`field-{{ kind }}`): never purged. */
function ownClasses() {
  const own = readdirSync("src").filter((name) => name.endsWith(".css")).map((name) => readFileSync(join("src", name), "utf8"));
  return [...new Set(own.join("\n").match(/(?<=\.)[a-z][\w-]*(?=[^{}]*\{)/g))];
}

/** One sprite of the line icons in src/icons.json (name → path data on a 24 × 24 grid) that some page names. */
function sprite() {
  const icons = JSON.parse(readFileSync("src/icons.json", "utf8"));
  const files = readdirSync(PAGES, { recursive: true }).filter((name) => /\.(html|py)$/.test(name));
  const texts = files.map((name) => readFileSync(join(PAGES, name), "utf8")).join("\n");
  const used = Object.entries(icons).filter(([name]) => new RegExp(`["'#]${name}["']`).test(texts));
  const symbols = used.map(([name, d]) => `<symbol id="${name}" viewBox="0 0 24 24"><path d="${d}"/></symbol>`);
  emit("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
  emit("favicon.svg", readFileSync("src/favicon.svg", "utf8").trim());
}

/** The picture of an installed field page: a white house on blue, drawn here, as a PNG of a size. */
function picture(size) {
  const rows = Buffer.alloc((size * 3 + 1) * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const [u, v] = [Math.abs((x + 0.5) / size - 0.5), (y + 0.5) / size];
      const roof = v > 0.24 && v < 0.5 && u < (v - 0.24) * 1.15;
      const walls = v >= 0.5 && v < 0.76 && u < 0.21 && !(u < 0.06 && v > 0.6);
      rows.set(roof || walls ? [255, 255, 255] : [0x12, 0x64, 0xb8], y * (size * 3 + 1) + 1 + x * 3);
    }
  const chunk = (kind, body) => {
    const part = Buffer.concat([Buffer.from(kind), body]), ends = Buffer.alloc(8);
    ends.writeUInt32BE(body.length, 0);
    ends.writeUInt32BE(crc32(part), 4);
    return Buffer.concat([ends.subarray(0, 4), part, ends.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  emit(`icon-${size}.png`, Buffer.concat([sign, chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]));
}

/** The Chinese font for PDF on machines that have none (docs/adr/0023): for typst, not for browsers. */
function fonts() {
  const from = "node_modules/@expo-google-fonts/noto-sans-sc";
  if (!existsSync(from)) return;
  mkdirSync(join(OUT, "fonts"));
  for (const weight of ["400Regular", "700Bold"])
    copyFileSync(join(from, weight, `NotoSansSC_${weight}.ttf`), join(OUT, "fonts", `NotoSansSC_${weight}.ttf`));
}

/** Leaves .gz and .br beside every file that gains from it. */
async function compress() {
  for (const name of readdirSync(OUT)) {
    const file = join(OUT, name);
    if (!statSync(file).isFile() || statSync(file).size < 200 || name === "manifest.json") continue;
    const body = readFileSync(file);
    writeFileSync(`${file}.gz`, await gzipAsync(body, {}));
    writeFileSync(`${file}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
}

sprite();
[192, 512].forEach(picture);
fonts();
const [, ...sheets] = await Promise.all([scripts(), ...STYLES.map(style)]);
await dark(sheets.filter((_, at) => !UNTURNED.includes(STYLES[at])));
await compress();
writeFileSync(join(OUT, "manifest.json"), JSON.stringify(manifest, Object.keys(manifest).sort(), 1) + "\n");
rmSync("dist", { recursive: true, force: true });
renameSync(OUT, "dist");
