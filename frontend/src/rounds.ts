/** A care worker's day on the phone: the route, an order's card, its start, steps and end; sealed, each deed sent once. */
import { group, make, signing } from "./draw";
import { bytes, packed, shrunk, store } from "./pocket";
import * as sealed from "./sealed";

type Point = [number, number];
type Errand = [number, string, string, string, number, string, string, Point | null, string, string, string, number, number, string, string];
interface List {
  today: string; errands: Errand[]; care: Record<string, [string, [string, string, boolean][]]>; states: Record<string, string>;
  start: Point | null; land: Point[][]; at: string;
}
interface Deed { client: string; at: string; where: [number, number, number] | null; reason: string; sent?: boolean }
interface Piece { client: string; kind: "photo" | "signature" | "voice"; image: string; sent?: boolean }
const KINDS = ["start", "finish", "missed", "confirm"] as const;
type Kind = (typeof KINDS)[number];
interface Held extends Partial<Record<Kind, Deed>> {
  order: number; account: number; says: string; where: [number, number, number] | null; reason: string; steps: string[]; units: number;
  how: string; code: string; consented: boolean; pieces: Piece[]; error: string;
}
const data = JSON.parse(document.getElementById("data")!.textContent!) as {
  account: number; home: string; here: string; worker: string; sync: string; proof: string; most: number; confirmations: [string, string][]; words: Record<string, string>;
};
const say = data.words;
const [app, net, told] = ["app", "net", "say"].map((id) => document.getElementById(id)!) as [HTMLElement, HTMLElement, HTMLElement];
const LIST = `rounds:${data.account}`, PREFIX = "order:";
const held = new Map<number, Held>();
let list: List | null = null;
let problem = "";
const mine = () => [...held.values()].filter((one) => one.account === data.account);
const open = (one: Held) => KINDS.filter((kind) => one[kind] && !one[kind]!.sent);
const waits = (one: Held) => !one.error && (open(one).length > 0 || one.pieces.some((piece) => !piece.sent && one.finish));

function keep(one: Held) {
  held.set(one.order, one);
  sealed.put(PREFIX + one.account + ":" + one.order, one).catch(() => { told.textContent = say.full!; });
}
function forget(one: Held) { held.delete(one.order); void sealed.drop(PREFIX + one.account + ":" + one.order); }

function status() {
  const count = [...held.values()].filter(waits).length;
  net.textContent = (navigator.onLine ? say.online! : say.offline!) + (count ? ` · ${say.waits} ${count}` : "") + (problem ? ` · ${problem}` : "");
  net.dataset.state = count || problem ? "wait" : "";
}

// Sending --------------------------------------------------------------------------------------
let sending = false;
let again = false;

/** Sends some kinds of deeds and takes the list; what is refused says why and stays. */
async function parcel(token: string, kinds: readonly Kind[], ready: (one: Held) => boolean): Promise<boolean> {
  const some = mine().filter((one) => !one.error && ready(one));
  let rest = some.flatMap((one) => open(one).filter((kind) => kinds.includes(kind)).map((kind) => [one, kind] as const));
  do {
    const now = rest.slice(0, 200);
    rest = rest.slice(200);
    const deeds = now.map(([one, kind]) => {
      const { client, at, where, reason } = one[kind]!;
      return { client, at, where, reason, order: one.order, kind, steps: one.steps, units: one.units, ...(kind === "confirm" ? { how: one.how, code: one.code } : {}) };
    });
    const [body, type] = await packed(JSON.stringify({ phone: sealed.phone, sent: new Date().toISOString(), waiting: [...held.values()].filter(waits).length, deeds, more: rest.length > 0 }));
    const answer = await fetch(data.sync, { method: "POST", headers: { "Content-Type": type, "X-CSRFToken": token }, body });
    const told = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string; taken?: { client: string; error?: string }[] } & List;
    if (told.code === "revoked") { await emptied(); return false; }
    if (!answer.ok) throw new Error(told.detail ?? String(answer.status));
    const errors = new Map((told.taken ?? []).map((one) => [one.client, one.error ?? ""]));
    for (const [one, kind] of now) {
      const error = errors.get(one[kind]!.client);
      if (error === undefined) continue;
      if (error) one.error ||= error; else one[kind]!.sent = true;
      keep(one);
    }
    if (!rest.length) { list = { ...told, at: new Date().toISOString() }; await sealed.put(LIST, list); }
  } while (rest.length);
  return true;
}

async function pieces(one: Held, token: string) {
  for (const piece of one.pieces.filter((piece) => !piece.sent)) {
    const body = bytes(piece.image);
    const query = new URLSearchParams({ client: piece.client, order: String(one.order), kind: piece.kind, consented: one.consented ? "1" : "0" });
    const answer = await fetch(`${data.proof}?${query}`, { method: "POST", headers: { "Content-Type": body.type, "X-CSRFToken": token }, body });
    if (answer.ok) piece.sent = true;
    else if (answer.status >= 500 || answer.status === 401 || answer.status === 429) throw new Error(String(answer.status));
    else one.error = ((await answer.json().catch(() => ({ detail: String(answer.status) }))) as { detail: string }).detail;
    keep(one);
    if (one.error) return;
  }
}

/** What began and ended goes first, then its files, then the confirmation that rests on them. */
async function sync() {
  if (sending) { again = true; return; }
  sending = true;
  problem = "";
  try {
    const { account, token, revoked } = await sealed.ask(data.here);
    if (revoked) return await emptied();
    if (account === null) throw new Error(say.signIn);
    if ([...held.values()].some((one) => waits(one) && one.account !== account)) problem = say.other!;
    if (account !== data.account || !(await parcel(token, ["start", "finish", "missed"], () => true))) return;
    for (const one of mine().filter((one) => !one.error && one.finish?.sent)) await pieces(one, token);
    const last = (one: Held) => Boolean(one.finish?.sent) && one.pieces.every((piece) => piece.sent);
    if (mine().some((one) => !one.error && last(one) && open(one).includes("confirm")) && !(await parcel(token, ["confirm"], last))) return;
    for (const one of mine()) if (!one.error && !waits(one) && (one.confirm?.sent || one.missed?.sent)) forget(one);
  } catch (error) {
    if (navigator.onLine && error instanceof Error && !(error instanceof TypeError)) problem = error.message;
  } finally {
    sending = false;
    status();
    if (!location.hash) showList();
    if (again) { again = false; void sync(); }
  }
}

// The list -------------------------------------------------------------------------------------
const SVG = "http://www.w3.org/2000/svg";
function shape(tag: string, set: Record<string, string | number>, text = "") {
  const one = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(set)) one.setAttribute(name, String(value));
  one.textContent = text;
  return one;
}

/** Today's route over the villages' outlines: no tiles, so it is there without a network. */
function drawn(today: Errand[]): Node[] {
  const stops = today.map((one) => one[7]).filter((one) => one !== null);
  if (!stops.length) return [];
  const all = list!.start ? [list!.start, ...stops] : stops;
  const west = Math.min(...all.map((one) => one[0])), north = Math.max(...all.map((one) => one[1]));
  const squeeze = Math.cos((north * Math.PI) / 180);
  const across = Math.max((Math.max(...all.map((one) => one[0])) - west) * squeeze, 0.004), down = Math.max(north - Math.min(...all.map((one) => one[1])), 0.003);
  const scale = Math.min(320 / across, 220 / down);
  const at = (one: Point): Point => [20 + (one[0] - west) * squeeze * scale, 20 + (north - one[1]) * scale];
  const line = (points: Point[]) => points.map((one) => at(one).map(Math.round).join()).join(" ");
  const svg = shape("svg", { viewBox: `0 0 ${Math.round(across * scale + 40)} ${Math.round(down * scale + 40)}`, role: "img", "aria-label": say.drawn! });
  svg.append(...list!.land.map((ring) => shape("polygon", { points: line(ring), fill: "#eef3f7", stroke: "#9fb0bf" })),
    shape("polyline", { points: line(all), fill: "none", stroke: "#1264b8", "stroke-width": 2 }));
  today.forEach((one, number) => {
    if (!one[7]) return;
    const [x, y] = at(one[7]);
    svg.append(shape("circle", { cx: x, cy: y, r: 10, fill: "#1264b8" }), shape("text", { x, y: y + 4, fill: "#fff", "font-size": 12, "text-anchor": "middle" }, String(number + 1)));
  });
  const box = make("p", { className: "box" });
  box.append(svg, make("small", { textContent: say.drawn! }));
  return [box];
}

const mark = (one: Held | undefined, state: string) =>
  one ? one.error || (waits(one) ? say.waits! : one.finish ? say.done! : one.start ? say.begun! : "") : state === "accepted" ? "" : list!.states[state] ?? "";

function rows(some: Errand[]) {
  return some.map((one, number) => make("li", {}, make("a", { href: `#${one[0]}` },
    make("strong", { textContent: `${number + 1}. ${one[9] || one[10]} ${one[3]}` }), ` ${list!.care[one[2]]?.[0] ?? ""} `,
    make("br"), make("small", { textContent: `${one[8] === list!.today ? "" : one[8] + " "}${one[5]} ${one[6]}` }), make("em", { textContent: mark(held.get(one[0]), one[14]) }))));
}

function showList() {
  const all = list?.errands ?? [], today = all.filter((one) => one[8] <= (list?.today ?? "")), later = all.filter((one) => one[8] > (list?.today ?? ""));
  const on = new Set(all.map((one) => one[0]));
  const kept = mine().filter((one) => one.error || !on.has(one.order)).map((one) => {
    const retry = make("button", { type: "button", textContent: say.retry! });
    retry.onclick = () => { keep({ ...one, error: "" }); showList(); void sync(); };
    const drop = make("button", { type: "button", textContent: say.discard! });
    drop.onclick = () => { if (confirm(say.discard)) { forget(one); showList(); status(); } };
    return make("li", { className: "box" }, `${one.says} ${mark(one, "")} `, retry, " ", drop);
  });
  app.replaceChildren(make("p", { className: "hint", textContent: list ? `${say.updated} ${new Date(list.at).toLocaleString()}` : say.noList! }),
    ...drawn(today), make("ul", { id: "people" }, ...rows(today)), ...(list && !today.length ? [make("p", { className: "box", textContent: say.none! })] : []),
    ...(later.length ? [make("h2", { textContent: say.later! }), make("ul", {}, ...rows(later))] : []),
    ...(kept.length ? [make("h2", { textContent: say.kept! }), make("ul", { id: "kept" }, ...kept)] : []));
  status();
}

// An order -------------------------------------------------------------------------------------
let one: Held;
const saved = () => keep(one);
const deed = (): Deed => ({ client: sealed.uuid(), at: new Date().toISOString(), where: one.where, reason: one.reason });

function text(label: string, value: string, set: (to: string) => void, type = "text") {
  const input = make("input", { type, value, autocomplete: "off", maxLength: 200 });
  input.oninput = () => { set(input.value); saved(); };
  return make("label", { className: "text" }, label, input);
}

function tick(says: string, on: boolean, set: (to: boolean) => void) {
  const input = make("input", { type: "checkbox", checked: on });
  input.onchange = () => { set(input.checked); saved(); };
  return make("label", {}, input, make("span", { textContent: says }));
}

/** A reason, typed or spoken where the phone can listen; where it cannot, a note says so. */
function reason(label: string) {
  const typed = text(label, one.reason, (to) => { one.reason = to; });
  const says = make("p", { className: "hint" });
  const speech = globalThis as unknown as Record<string, (new () => { lang: string; start(): void; onresult: (heard: { results: { transcript: string }[][] }) => void; onerror: () => void }) | undefined>;
  const Listening = speech.SpeechRecognition ?? speech.webkitSpeechRecognition;
  if (!Listening) { says.textContent = say.noTalk!; return [typed, says]; }
  const button = make("button", { type: "button", textContent: say.talk! });
  button.onclick = () => {
    const ear = new Listening();
    ear.lang = document.documentElement.lang === "en" ? "en-US" : "zh-CN";
    ear.onresult = ({ results }) => { one.reason = (one.reason + results[0]![0]!.transcript).slice(0, 200); saved(); typed.querySelector("input")!.value = one.reason; };
    ear.onerror = () => { says.textContent = say.noTalk!; };
    try { ear.start(); } catch { says.textContent = say.noTalk!; }
  };
  return [typed, button, says];
}

function position() {
  const p = make("p", { className: "hint", textContent: one.where ? say.located! : say.noPlace! });
  p.setAttribute("role", "status");
  const of = one;
  navigator.geolocation?.getCurrentPosition(({ coords }) => {
    of.where = [coords.longitude, coords.latitude, coords.accuracy];
    if (held.has(of.order)) keep(of);
    p.textContent = `${say.located} ±${Math.round(coords.accuracy)} m`;
  }, () => undefined, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 30_000 });
  return p;
}

function add(kind: Piece["kind"], image: string) {
  if (kind !== "photo") one.pieces = one.pieces.filter((piece) => piece.kind !== kind);
  if (image) one.pieces.push({ client: sealed.uuid(), kind, image });
  saved();
}

function photos() {
  const count = make("p", { className: "hint" });
  const draw = () => { count.textContent = `${say.photos} ${one.pieces.filter((piece) => piece.kind === "photo").length}`; };
  const input = make("input", { type: "file", accept: "image/*", disabled: !one.consented });
  input.setAttribute("capture", "environment");
  input.onchange = async () => {
    for (const file of input.files ?? []) try { add("photo", await shrunk(file, data.most)); } catch { told.textContent = file.name; }
    input.value = "";
    draw();
  };
  draw();
  return group(say.photos!, "", [tick(say.consent!, one.consented, (to) => {
    one.consented = to;
    input.disabled = !to;
    if (!to) one.pieces = one.pieces.filter((piece) => piece.kind !== "photo");
    draw();
  }), make("label", { className: "text" }, say.photo!, input), count]);
}

/** The elder's own voice, twenty seconds at most, where the phone can record. */
function voice() {
  const says = make("p", { className: "hint", textContent: one.pieces.some((piece) => piece.kind === "voice") ? say.recorded! : "" });
  const button = make("button", { type: "button", textContent: say.record! });
  let tape: MediaRecorder | null = null;
  button.onclick = async () => {
    if (tape) { tape.stop(); return; }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      tape = new MediaRecorder(stream, { audioBitsPerSecond: 24_000 });
      tape.ondataavailable = ({ data: sound }) => {
        const reader = new FileReader();
        reader.onload = () => { add("voice", String(reader.result)); says.textContent = say.recorded!; };
        reader.readAsDataURL(sound);
      };
      tape.onstop = () => { stream.getTracks().forEach((track) => track.stop()); tape = null; button.textContent = say.record!; };
      tape.start();
      button.textContent = say.stop!;
      setTimeout(() => tape?.stop(), 20_000);
    } catch { says.textContent = say.noRecord!; }
  };
  return [button, says];
}

function confirmation() {
  const select = make("select", {}, ...data.confirmations.map(([value, textContent]) => make("option", { value, textContent })));
  select.value = one.how;
  select.onchange = () => { one.how = select.value; saved(); showOrder(); };
  const before = one.pieces.find((piece) => piece.kind === "signature");
  return [make("label", { className: "text" }, say.confirm!, select),
    ...(one.how === "code" ? [text(say.code!, one.code, (to) => { one.code = to; }, "tel")] : []),
    ...(one.how === "signature" ? [signing(say.confirm!, say.sign!, say.clear!, before?.image, (image) => add("signature", image))] : []),
    ...(one.how === "voice" ? voice() : [])];
}

/** Whether what confirms is there: what the server would refuse anyway is not sent. */
const whole = () => one.how === "code" ? /^\d{6}$/.test(one.code) : one.how === "exception" ? one.reason.trim().length > 1 : one.pieces.some((piece) => piece.kind === one.how);

/** What was refused is sent again under its own id, with what was put right. */
function mended() {
  for (const kind of open(one)) Object.assign(one[kind]!, { reason: one.reason, where: one[kind]!.where ?? one.where });
  one.error = "";
}

function go(kinds: Kind[]) {
  mended();
  for (const kind of kinds) one[kind] ??= deed();
  saved();
  location.hash = "";
  void sync();
}

function showOrder() {
  const key = Number(location.hash.slice(1));
  const errand = list?.errands.find((each) => each[0] === key);
  if (!errand || !list) { location.hash = ""; return; }
  const [, number, service, name, born, place, spot, point, on, at, window, minutes, units, note, state] = errand;
  const [title, steps] = list.care[service] ?? ["", []];
  if (one?.order !== key || !held.has(key)) {
    one = held.get(key) ?? { order: key, account: data.account, says: `${name} ${title}`, where: null, reason: "", steps: [], units, how: "signature", code: "", consented: false, pieces: [], error: "" };
  }
  const begun = Boolean(one.start) || state === "started" || state === "done", ended = Boolean(one.finish) || state === "done";
  const facts = make("p", { className: "who" }, `${place} ${spot}`, make("br"),
    make("small", { textContent: `${number} · ${born} · ${on} ${at ? at + " · " : ""}${window} · ${minutes} min` }), make("br"), note ? `${say.note}：${note} ` : "");
  if (point) facts.append(make("a", { href: `geo:${point[1]},${point[0]}`, textContent: say.map! }));
  const back = make("button", { type: "button", textContent: say.back! });
  back.onclick = () => { location.hash = ""; };
  const press = (says: string, className: string, done: () => void) => { const button = make("button", { type: "button", className, textContent: says }); button.onclick = done; return button; };
  const form: (Node | string)[] = [];
  if (one.error) form.push(make("p", { className: "box warn bad", textContent: one.error }));
  form.push(position(), ...reason(say.reason!));
  const nav = make("nav", {}, back);
  if (!begun) {
    nav.append(press(say.missed!, "", () => { if (one.reason.trim().length < 2) told.textContent = say.needWhy!; else go(["missed"]); }),
      press(say.start!, "go", () => go(["start"])));
  } else {
    if (!ended || one.finish) form.push(group(say.steps!, "", steps.map(([code, says, must]) => tick(says + (must ? `（${say.must}）` : ""), one.steps.includes(code), (to) => { one.steps = to ? [...one.steps, code] : one.steps.filter((each) => each !== code); }))),
      text(say.units!, String(one.units), (to) => { one.units = Math.max(1, Math.min(units, Math.trunc(+to) || 1)); }, "number"));
    form.push(photos(), ...confirmation());
    nav.append(press(say.finish!, "go", () => {
      if (!whole()) { told.textContent = say.needSign!; scrollTo(0, 0); return; }
      if (state === "done" && !one.finish) one.finish = { ...deed(), sent: true }; // ended elsewhere: only the confirmation is ours
      go(["finish", "confirm"]);
    }));
  }
  app.replaceChildren(make("h2", { textContent: `${name} ${title}` }), facts, ...form, nav);
  status();
}

function show() { told.textContent = ""; if (location.hash) { showOrder(); scrollTo(0, 0); } else showList(); }

/** A phone reported lost empties itself. */
async function emptied() {
  await sealed.wipe();
  held.clear();
  list = null;
  document.querySelector("main")!.replaceChildren(make("p", { className: "box warn", textContent: say.revoked! }));
}

async function start() {
  if (!(await sealed.open())) told.textContent = say.plain!;
  for (const [, kept] of await sealed.all(PREFIX)) held.set((kept as Held).order, kept as Held);
  for (const [name, kept] of await sealed.all(LIST)) if (name === LIST) list = kept as List;
  show();
  store("rounds", data.home, data.worker).catch(() => undefined);
  await sync();
  if (!location.hash) show();
}

addEventListener("hashchange", show);
addEventListener("online", () => void sync());
addEventListener("offline", status);
setInterval(() => { if ([...held.values()].some(waits)) void sync(); }, 30_000);
void start();
