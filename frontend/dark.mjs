// The dark sheet is computed from the light ones: every colour of a rule is turned by what it is
// for. Light grounds become dark ones, dark letters light ones; what is dark already (the menu,
// coloured buttons with white letters) stays. So a new rule has its dark face without a line here.
import postcss from "postcss";
import { fromOklab, hex, parse, toOklab } from "./colours.mjs";

const GROUND = /^(background|border|outline|box-shadow|column-rule)/;
const LETTER = /^(color|fill|stroke|caret-color|text-decoration-color|-webkit-text-fill-color)$/;
const SHAPE = /(radius|collapse|spacing|-style|-width|-size|-position|-repeat|-clip|-origin|offset)$/;
const COLOUR = /#[\da-f]{3,8}\b|rgba?\([^()]*\)/gi;

/** Returns the dark sheet for some light ones, to be loaded after them. */
export function darkened(css) {
  const root = postcss.parse(css);
  root.walkAtRules((rule) => { if (/print|forced-colors/.test(rule.params) || /keyframes|font-face/.test(rule.name)) rule.remove(); });
  root.walkDecls((decl) => {
    const turn = turnFor(decl);
    if (turn) decl.value = decl.value.replace(/%23([\da-f]{6})/gi, (_, six) => `%23${letter(`#${six}`).slice(1)}`).replace(COLOUR, turn);
    else decl.remove();
  });
  let before;
  do { // what is empty now goes, from the inside out
    before = root.toString().length;
    root.walk((node) => { if (node.type === "comment" || (node.nodes && !node.nodes.length)) node.remove(); });
  } while (root.toString().length < before);
  return root.toString();
}

function turnFor({ prop, value, parent }) {
  if (prop.startsWith("--")) {
    if (!COLOUR.test(value)) return null;
    COLOUR.lastIndex = 0;
    return /(color|quiet|muted|secondary|disabled|heading|-fg)/.test(prop) && !/(bg|border)/.test(prop) ? letter : ground;
  }
  if (SHAPE.test(prop)) return null;
  if (prop.startsWith("background") && /^url\(/.test(value) && !value.includes("%23")) return null;
  if (LETTER.test(prop)) return letter;
  return GROUND.test(prop) && parent ? ground : null;
}

/** A ground or a line: pages 0.19 light, cards 0.25, tints and lines above them, dark ones as they are. */
function ground(text) {
  return turned(text, (l) => {
    if (l < 0.6) return l;
    if (l >= 0.985) return 0.25;
    if (l >= 0.955) return 0.2;
    return Math.min(0.62, 0.31 + (0.955 - l) * 0.9);
  });
}

/** Letters and drawn lines: dark ones become light, and the darkest the lightest. */
function letter(text) {
  return turned(text, (l) => (l >= 0.78 ? l : 0.94 - Math.max(0, l - 0.2) * 0.3));
}

function turned(text, light) {
  const rgb = parse(text);
  if (!rgb || rgb[3] < 0.5) return text; // veils and shadows
  const [l, a, b] = toOklab(rgb);
  const to = light(l);
  const keep = to === l ? 1 : 0.75; // strong hues glare on dark
  return hex(fromOklab([to, a * keep, b * keep], rgb[3]));
}
