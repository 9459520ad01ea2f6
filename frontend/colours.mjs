// Tabler 1.6 writes its colours with light-dark(), oklch() and color-mix(), which browsers older
// than 2024 drop: on the machines of many county offices buttons and borders would vanish. The
// palette is fixed at build time, so the colours are computed here; dark.mjs turns the result.

const NAMED = { transparent: [0, 0, 0, 0], white: [1, 1, 1, 1], black: [0, 0, 0, 1] };

/** Replaces every colour function in a style sheet that can be computed by its plain value. */
export function flatten(css) {
  const light = calls(css, "light-dark", (args) => args[0]);
  const roots = rootVariables(light);
  const value = (text) => colour(text.trim(), roots, 0);
  let out = light;
  for (const name of ["color-mix", "oklch"])
    out = calls(out, name, (args, whole) => {
      const rgb = value(whole);
      return rgb ? hex(rgb) : whole;
    });
  return out;
}

/** The custom properties set on :root, the last one winning. */
function rootVariables(css) {
  const found = new Map();
  for (const [, selector, body] of css.matchAll(/(?<=^|\})\s*([^{}@]*:root[^{}]*)\{([^{}]*)\}/g)) {
    if (/dark/.test(selector)) continue;
    for (const [, name, text] of body.matchAll(/(--[\w-]+):\s*([^;]+)/g)) found.set(name, text.trim());
  }
  return found;
}

/** Calls `make(args, whole)` for each use of a CSS function, innermost last, and puts in its answer. */
function calls(css, name, make) {
  const head = new RegExp(`(?<![\\w-])${name}\\(`, "g");
  let out = "", from = 0;
  for (let hit; (hit = head.exec(css)); ) {
    const open = hit.index + name.length;
    const shut = closing(css, open);
    const whole = css.slice(hit.index, shut + 1);
    out += css.slice(from, hit.index) + make(split(css.slice(open + 1, shut)), whole);
    from = head.lastIndex = shut + 1;
  }
  return out + css.slice(from);
}

function closing(text, open) {
  for (let at = open, depth = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  throw new Error(`unclosed bracket: ${text.slice(open, open + 60)}`);
}

/** Splits arguments at commas outside brackets. */
function split(text) {
  const parts = [""];
  let depth = 0;
  for (const char of text) {
    depth += char === "(" ? 1 : char === ")" ? -1 : 0;
    if (char === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

/** A colour as [r, g, b, alpha] in 0…1, or null where it depends on something unknown here. */
function colour(text, roots, depth) {
  if (depth > 12) return null;
  if (text in NAMED) return NAMED[text];
  const inside = () => text.slice(text.indexOf("(") + 1, -1);
  if (/^#[\da-f]{3,8}$/i.test(text)) return fromHex(text);
  if (/^rgba?\(/.test(text)) return fromRgb(inside());
  if (/^var\(--[\w-]+\)$/.test(text)) {
    const next = roots.get(inside());
    return next ? colour(next, roots, depth + 1) : null;
  }
  if (text.startsWith("oklch(")) return fromOklch(inside(), roots, depth);
  if (text.startsWith("color-mix(in oklab")) return mix(split(inside()).slice(1), roots, depth);
  return null;
}

/** A plain colour (#hex, rgb()) as [r, g, b, alpha] in 0…1, null for anything else. */
export function parse(text) {
  return colour(text.trim(), new Map(), 0);
}

function fromHex(text) {
  let digits = text.slice(1);
  if (digits.length < 6) digits = [...digits].map((d) => d + d).join("");
  return [0, 2, 4, 6].map((at) => (at < digits.length ? parseInt(digits.slice(at, at + 2), 16) / 255 : 1));
}

function fromRgb(text) {
  const parts = text.split(/[\s,/]+/).filter(Boolean);
  if (parts.length < 3 || parts.some((part) => !/^[\d.]+%?$/.test(part))) return null;
  const part = (raw, whole) => (raw.endsWith("%") ? parseFloat(raw) / 100 : parseFloat(raw) / whole);
  return [...parts.slice(0, 3).map((raw) => part(raw, 255)), parts[3] ? part(parts[3], 1) : 1];
}

/** oklch(L C H / alpha) and the one relative form Tabler uses: from X calc(l ± d) c h. */
function fromOklch(text, roots, depth) {
  const relative = /^from (.+?) calc\(l ([+-]) ([\d.]+)\) c h$/.exec(text);
  if (relative) {
    const base = colour(relative[1], roots, depth + 1);
    if (!base) return null;
    const [l, a, b] = toOklab(base);
    return fromOklab([l + Number(relative[2] + relative[3]), a, b], base[3]);
  }
  const plain = /^([\d.]+)% ([\d.]+) ([\d.]+)(?:deg)?(?: ?\/ ?([\d.]+)(%?))?$/.exec(text);
  if (!plain) return null;
  const [l, c, h] = [plain[1] / 100, Number(plain[2]), (plain[3] * Math.PI) / 180];
  const alpha = plain[4] ? plain[4] / (plain[5] ? 100 : 1) : 1;
  return fromOklab([l, c * Math.cos(h), c * Math.sin(h)], alpha);
}

/** color-mix in oklab with premultiplied alpha (CSS Color 5 §3). */
function mix(parts, roots, depth) {
  const sides = parts.map((part) => {
    const [, text, share] = /^(.*?)(?:\s+([\d.]+%|calc\(var\(.*\) \* 100%\)))?$/s.exec(part);
    return { rgb: colour(text.trim(), roots, depth + 1), share: share ? portion(share, roots) : null };
  });
  if (sides.length !== 2 || sides.some((side) => !side.rgb || Number.isNaN(side.share))) return null;
  const first = sides[0].share ?? (sides[1].share === null ? 0.5 : 1 - sides[1].share);
  const shares = [first, sides[1].share ?? 1 - first];
  const alpha = sides[0].rgb[3] * shares[0] + sides[1].rgb[3] * shares[1];
  const labs = sides.map((side) => toOklab(side.rgb));
  const lab = [0, 1, 2].map((i) =>
    alpha ? (labs[0][i] * sides[0].rgb[3] * shares[0] + labs[1][i] * sides[1].rgb[3] * shares[1]) / alpha : 0);
  return fromOklab(lab, alpha);
}

/** 40 % as 0.4; an opacity variable that no template sets as the value on :root or its fallback. */
function portion(text, roots) {
  const variable = /^calc\(var\((--[\w-]+)(?:, ([\d.]+))?\) \* 100%\)$/.exec(text);
  return variable ? Number(roots.get(variable[1]) ?? variable[2]) : parseFloat(text) / 100;
}

const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const gamma = (v) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

// The matrices are those of the OKLab definition, quoted by CSS Color 4 §10.
export function toOklab([r, g, b]) {
  const [R, G, B] = [r, g, b].map(linear);
  const l = Math.cbrt(0.4122214708 * R + 0.5363325363 * G + 0.0514459929 * B);
  const m = Math.cbrt(0.2119034982 * R + 0.6806995451 * G + 0.1073969566 * B);
  const s = Math.cbrt(0.0883024619 * R + 0.2817188376 * G + 0.6299787005 * B);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

export function fromOklab([L, a, b], alpha) {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return [...rgb.map((v) => gamma(Math.min(1, Math.max(0, v)))), alpha];
}

export function hex([r, g, b, alpha]) {
  const two = (v) => Math.round(Math.min(1, Math.max(0, v)) * 255).toString(16).padStart(2, "0");
  return `#${two(r)}${two(g)}${two(b)}${alpha < 0.999 ? two(alpha) : ""}`;
}
