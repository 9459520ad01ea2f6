/** A visitor's day on the phone: the list, a person's card, the visit; sealed on the phone, each sent once. */
import { group, make, signing } from "./draw";
import { bytes, packed, shrunk, store } from "./pocket";
import * as sealed from "./sealed";
import { length, walked } from "./walk";

type Pair = [string, string];
type Card = [number, string, string, string, [number, number] | null, number, string, string, string, string, string[], string[]];
interface List {
  today: string; cards: Card[]; checks: Record<string, [string, string, Pair[]]>; chores: Record<string, string>;
  states: Record<string, string>; modes: Pair[]; outcomes: Pair[]; confirmations: Pair[]; at: string;
  walk?: { start: [number, number] | null; detour: number; pace: number };
}
interface Piece { client: string; kind: "photo" | "signature"; image: string; sent?: boolean; error?: string }
interface Draft {
  client: string; account: number; person: number; name: string; begun: string; at: string; mode: string; outcome: string; minutes: number;
  answers: Record<string, string>; chores: string[]; note: string; reason: string; where: [number, number, number] | null;
  confirmed: string; code: string; consented: boolean; pieces: Piece[]; queued: boolean; sent: boolean; error: string;
}
const data = JSON.parse(document.getElementById("data")!.textContent!) as {
  account: number; home: string; here: string; worker: string; sync: string; proof: string; most: number; words: Record<string, string>;
};
const say = data.words;
const [app, net, told] = ["app", "net", "say"].map((id) => document.getElementById(id)!) as [HTMLElement, HTMLElement, HTMLElement];
const LIST = `list:${data.account}`, PREFIX = "visit:";
const held = new Map<string, Draft>();
let list: List | null = null;
let problem = "";
const mine = () => [...held.values()].filter((one) => one.account === data.account);

function keep(one: Draft) {
  held.set(one.client, one);
  sealed.put(PREFIX + one.client, one).catch(() => { told.textContent = say.full!; });
}
function forget(one: Draft) { held.delete(one.client); void sealed.drop(PREFIX + one.client); }

function status() {
  const waiting = [...held.values()].filter((one) => one.queued).length;
  net.textContent = (navigator.onLine ? say.online! : say.offline!) + (waiting ? ` · ${say.waits} ${waiting}` : "") + (problem ? ` · ${problem}` : "");
  net.dataset.state = waiting || problem ? "wait" : "";
}

// Sending --------------------------------------------------------------------------------------
let sending = false;
/** Sends what is finished and fetches the list. A visit leaves the phone only when it is on record. */
async function sync() {
  if (sending) return;
  sending = true;
  problem = "";
  try {
    const { account, token, revoked } = await sealed.ask(data.here);
    if (revoked) return await emptied();
    if (account === null) throw new Error(say.signIn);
    const queued = [...held.values()].filter((one) => one.queued);
    const waiting = queued.filter((one) => one.account === account && !one.sent);
    if (queued.some((one) => one.account !== account)) problem = say.other!;
    if (account !== data.account) return;
    let rest = waiting;
    do {
      const some = rest.slice(0, 200);
      rest = rest.slice(200);
      const visits = some.map(({ client, person, at, mode, outcome, minutes, answers, chores, note, reason, where, confirmed, code }) =>
        ({ client, person, at, mode, outcome, minutes, answers, chores, note, reason, where, confirmed, code }));
      const [body, type] = await packed(JSON.stringify({ phone: sealed.phone, sent: new Date().toISOString(), waiting: queued.length, visits, more: rest.length > 0 }));
      const answer = await fetch(data.sync, { method: "POST", headers: { "Content-Type": type, "X-CSRFToken": token }, body });
      const told = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string; taken?: { client: string; id?: number; error?: string }[] } & List;
      if (told.code === "revoked") return await emptied();
      if (!answer.ok) throw new Error(told.detail ?? String(answer.status));
      for (const { client, id, error } of told.taken ?? []) {
        const one = held.get(client);
        if (one) keep(id ? { ...one, sent: true, error: "" } : { ...one, queued: false, error: error! });
      }
      if (rest.length) continue;
      list = { ...told, at: new Date().toISOString() };
      await sealed.put(LIST, list);
    } while (rest.length);
    for (const one of [...held.values()].filter((one) => one.queued && one.sent && one.account === account)) await pieces(one, token);
  } catch (error) {
    if (navigator.onLine && error instanceof Error && !(error instanceof TypeError)) problem = error.message;
  } finally {
    sending = false;
    status();
    if (!location.hash) showList();
  }
}

/** Sends a visit's pictures, one by one; the visit is on record already. */
async function pieces(one: Draft, token: string) {
  for (const piece of one.pieces.filter((piece) => !piece.sent)) {
    const body = bytes(piece.image);
    const query = new URLSearchParams({ client: piece.client, visit: one.client, kind: piece.kind, consented: one.consented ? "1" : "0" });
    const answer = await fetch(`${data.proof}?${query}`, { method: "POST", headers: { "Content-Type": body.type, "X-CSRFToken": token }, body });
    if (answer.ok) piece.sent = true;
    else if (answer.status >= 500 || answer.status === 401 || answer.status === 429) throw new Error(String(answer.status));
    else { keep({ ...one, queued: false, error: ((await answer.json().catch(() => ({ detail: String(answer.status) }))) as { detail: string }).detail }); return; }
    keep(one);
  }
  forget(one);
}

// The list -------------------------------------------------------------------------------------
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** Who is due by the phone's own day and not finished on this phone: a week in flight mode has new persons due every day. */
function dueNow(): Card[] {
  const done = new Set(mine().filter((one) => one.queued || one.sent).map((one) => one.person));
  return (list?.cards ?? []).filter((one) => !done.has(one[0]) && (one[9] === "due" || one[9] === "overdue" || one[8] <= today()));
}

/** Today's round on foot: whoever is due, in the order of the shortest way found; an estimate, and said to be one. */
function round(): Node[] {
  const due = dueNow(), on = due.filter((one) => one[4]), off = due.filter((one) => !one[4]);
  const way = list?.walk, start = way?.start ?? on[0]?.[4];
  if (!way || !start || !due.length) return [];
  const points = on.map((one) => one[4]!), order = walked(start, points);
  const metres = (length(start, points, order) * way.detour) / 100;
  const says = say.walkSays!.replace("{km}", (metres / 1000).toFixed(1)).replace("{minutes}", String(Math.round(metres / way.pace)));
  const row = (one: Card, note = "") => make("li", {}, make("a", { href: `#${one[0]}` }, make("strong", { textContent: one[1] }), ` ${one[2]} ${one[3]}`, ...(note ? [make("em", { textContent: note })] : [])));
  return [make("details", { id: "walk", open: true }, make("summary", { textContent: `${say.walk} ${due.length}` }), make("p", { className: "hint", textContent: says }),
    make("ol", {}, ...order.map((at) => row(on[at]!)), ...off.map((one) => row(one, say.noSpot))))];
}

const mark = (one: Draft | undefined) => (one ? one.error || (one.queued ? say.waits! : say.draft!) : "");

function showList() {
  const search = app.querySelector<HTMLInputElement>("input[type=search]")?.value ?? "";
  const drafts = new Map(mine().map((one) => [one.person, one]));
  const box = make("input", { type: "search", value: search, autocomplete: "off" });
  const ul = make("ul", { id: "people" });
  const draw = () => {
    const cards = (list?.cards ?? []).filter((one) => !box.value || (one[1] + one[2]).includes(box.value));
    ul.replaceChildren(...cards.map((one) => {
      const link = make("a", { href: `#${one[0]}` }, make("strong", { textContent: one[1] }), ` ${one[8]} `,
        make("b", { className: one[9] === "overdue" ? "bad" : "", textContent: list!.states[one[9]] ?? "" }), make("br"), make("small", { textContent: `${one[2]} · ${one[6]}` }),
        make("em", { textContent: mark(drafts.get(one[0])) }));
      return make("li", {}, link);
    }));
  };
  box.oninput = draw;
  draw();
  const on = new Set((list?.cards ?? []).map((one) => one[0]));
  const rest = mine().filter((one) => one.error || !on.has(one.person));
  const kept = rest.map((one) => {
    const retry = make("button", { type: "button", textContent: say.retry! });
    retry.onclick = () => { keep({ ...one, queued: true, error: "" }); showList(); void sync(); };
    const change = make("a", { href: `#${one.person}`, textContent: say.change!, hidden: one.sent });
    const drop = make("button", { type: "button", textContent: say.discard! });
    drop.onclick = () => { if (confirm(say.discard)) { forget(one); showList(); status(); } };
    return make("li", { className: "box" }, `${one.name} ${mark(one)} `, change, " ", ...(one.error ? [retry, " "] : []), drop);
  });
  app.replaceChildren(...round(), make("label", { className: "text" }, say.search!, box),
    make("p", { className: "hint", textContent: list ? `${say.updated} ${new Date(list.at).toLocaleString()}` : say.noList! }), ul,
    ...(kept.length ? [make("h2", { textContent: say.kept! }), make("ul", { id: "kept" }, ...kept)] : []));
  status();
}

// A person -------------------------------------------------------------------------------------
let draft: Draft;
const saved = () => keep(draft);

function text(label: string, value: string, set: (to: string) => void, type = "text") {
  const input = make("input", { type, value, autocomplete: "off", maxLength: 200 });
  input.oninput = () => { set(input.value); saved(); };
  return make("label", { className: "text" }, label, input);
}

function chosen(label: string, all: Pair[], value: string, set: (to: string) => void) {
  const select = make("select", {}, ...all.map(([value, textContent]) => make("option", { value, textContent })));
  select.value = value;
  select.onchange = () => { set(select.value); saved(); };
  return make("label", { className: "text" }, label, select);
}

function radios(title: string, hint: string, name: string, all: Pair[], value: string, set: (to: string) => void) {
  return group(title, hint, all.map(([code, says]) => {
    const input = make("input", { type: "radio", name, checked: value === code });
    input.onchange = () => { set(code); saved(); };
    return make("label", {}, input, make("span", { textContent: says }));
  }));
}

function tick(says: string, on: boolean, set: (to: boolean) => void) {
  const input = make("input", { type: "checkbox", checked: on });
  input.onchange = () => { set(input.checked); saved(); };
  return make("label", {}, input, make("span", { textContent: says }));
}

/** Where the phone is: asked for at once, and again by hand; without it the reason is asked for. */
function position() {
  const p = make("p", { className: "hint", textContent: draft.where ? say.located! : say.noPlace! });
  p.setAttribute("role", "status");
  const locate = () => {
    if (!navigator.geolocation) return;
    p.textContent = say.locating!;
    const of = draft;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      of.where = [coords.longitude, coords.latitude, coords.accuracy];
      if (!of.sent) keep(of);
      p.textContent = `${say.located} ±${Math.round(coords.accuracy)} m`;
    }, () => { p.textContent = of.where ? say.located! : say.noPlace!; }, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 });
  };
  const again = make("button", { type: "button", textContent: say.locate! });
  again.onclick = locate;
  if (!draft.where) locate();
  return group(say.where!, "", [p, again]);
}

function photos() {
  const shown = make("p");
  const draw = () => shown.replaceChildren(...draft.pieces.filter((one) => one.kind === "photo").map((one) => make("img", { src: one.image, height: 90, alt: say.photos! })));
  const input = make("input", { type: "file", accept: "image/*", disabled: !draft.consented });
  input.setAttribute("capture", "environment");
  input.onchange = async () => {
    for (const file of input.files ?? []) {
      try { draft.pieces.push({ client: sealed.uuid(), kind: "photo", image: await shrunk(file, data.most) }); } catch { told.textContent = file.name; }
    }
    input.value = "";
    saved();
    draw();
  };
  draw();
  const consent = tick(say.consent!, draft.consented, (to) => {
    draft.consented = to;
    input.disabled = !to;
    if (!to) { draft.pieces = draft.pieces.filter((one) => one.kind !== "photo"); draw(); }
  });
  return group(say.photos!, "", [consent, make("label", { className: "text" }, say.photo!, input), shown]);
}

function confirmation() {
  const inside: HTMLElement[] = [];
  if (draft.confirmed === "code") inside.push(text(say.code!, draft.code, (to) => { draft.code = to; }, "tel"));
  if (draft.confirmed === "signature") {
    const before = draft.pieces.find((one) => one.kind === "signature");
    inside.push(signing(say.confirm!, say.sign!, say.clear!, before?.image, (image) => {
      draft.pieces = draft.pieces.filter((one) => one.kind !== "signature");
      if (image) draft.pieces.push({ client: sealed.uuid(), kind: "signature", image });
      saved();
    }));
  }
  return [chosen(say.confirm!, list!.confirmations, draft.confirmed, (to) => { draft.confirmed = to; showPerson(); }), ...inside];
}

function fresh([person, name]: Card): Draft {
  const now = new Date().toISOString();
  return {
    client: sealed.uuid(), account: data.account, person, name, begun: now, at: now, mode: "in_person", outcome: "done", minutes: 0, answers: {}, chores: [],
    note: "", reason: "", where: null, confirmed: "none", code: "", consented: false, pieces: [], queued: false, sent: false, error: "",
  };
}

function showPerson() {
  const person = Number(location.hash.slice(1));
  const kept = mine().find((one) => one.person === person && !one.sent);
  const card = list?.cards.find((one) => one[0] === person) ?? (kept ? ([person, kept.name, "", "", null, 0, "", "", "", "", [], []] as unknown as Card) : null);
  if (!card || !list) { location.hash = ""; return; }
  if (draft?.person !== person || draft.queued || !held.has(draft.client)) draft = kept ?? fresh(card);
  const [, name, place, address, point, , tiers, last, due, , chores, checks] = card;
  const done = draft.outcome === "done";
  const form = make("form", { noValidate: true });
  const back = make("button", { type: "button", textContent: say.back! });
  back.onclick = () => { location.hash = ""; };
  const facts = make("p", { className: "who" }, `${place} ${address}`, make("br"), make("small", { textContent: `${tiers} · ${say.due} ${due} · ${last ? `${say.last} ${last}` : say.never}` }));
  if (point) facts.append(" ", make("a", { href: `geo:${point[1]},${point[0]}`, textContent: say.map! }));
  form.append(
    ...(draft.error ? [make("p", { className: "box warn bad", textContent: draft.error })] : []),
    chosen(say.mode!, list.modes, draft.mode, (to) => { draft.mode = to; showPerson(); }),
    chosen(say.outcome!, list.outcomes, draft.outcome, (to) => { draft.outcome = to; showPerson(); }),
    ...(draft.mode === "in_person" ? [position()] : []),
    ...(done && chores.length ? [group(say.todo!, "", chores.map((code) => tick(list!.chores[code]!, draft.chores.includes(code), (to) => {
      draft.chores = to ? [...draft.chores, code] : draft.chores.filter((one) => one !== code);
    })))] : []),
    ...(done ? checks.map((code) => { const [title, asks, answers] = list!.checks[code]!; return radios(title, asks, code, answers, draft.answers[code] ?? "", (to) => { draft.answers[code] = to; }); }) : []),
    ...(done ? confirmation() : []), ...(done ? [photos()] : []),
    text(say.minutes!, String(draft.minutes || ""), (to) => { draft.minutes = Math.max(0, Math.min(1440, Math.trunc(+to) || 0)); }, "number"),
    text(say.reason!, draft.reason, (to) => { draft.reason = to; }), text(say.note!, draft.note, (to) => { draft.note = to; }),
    make("nav", {}, back, make("button", { type: "submit", className: "go", textContent: say.send! })),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    // A visit that comes back to be put right keeps its time: it was made when it was made.
    if (!draft.error) draft.at = new Date().toISOString();
    Object.assign(draft, { queued: true, error: "" });
    saved();
    location.hash = "";
    void sync();
  };
  app.replaceChildren(make("h2", { textContent: name }), facts, form);
  status();
}

function show() { if (location.hash) { showPerson(); scrollTo(0, 0); } else showList(); }

/** A phone reported lost empties itself. */
async function emptied() {
  await sealed.wipe();
  held.clear();
  list = null;
  document.querySelector("main")!.replaceChildren(make("p", { className: "box warn", textContent: say.revoked! }));
}

async function start() {
  if (!(await sealed.open())) told.textContent = say.plain!;
  for (const [, one] of await sealed.all(PREFIX)) held.set((one as Draft).client, one as Draft);
  for (const [name, one] of await sealed.all(LIST)) if (name === LIST) list = one as List;
  show();
  store("visits", data.home, data.worker).catch(() => undefined);
  await sync();
  show();
}

addEventListener("hashchange", show);
addEventListener("online", () => void sync());
addEventListener("offline", status);
setInterval(() => { if ([...held.values()].some((one) => one.queued)) void sync(); }, 30_000);
void start();
