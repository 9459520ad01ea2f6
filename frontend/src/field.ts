/** The assessor's form: item by item, every answer kept on the phone at once, sent once when there is a network. */
import { group, make, signing } from "./draw";
import * as sealed from "./sealed";

type Pair = [string, string];
type Item = [string, string, string, [number, string][]];
interface Data {
  kind: "list" | "form"; account: number; task: number; today: string; born: string; english: boolean;
  parts: [string, Item[]][]; sums: boolean; health: [Pair[], Pair[], Pair[]] | null; informants: Pair[];
  names: (string | null)[]; list: string; here: string; worker: string; send: string; words: Record<string, string>;
}
interface Draft {
  client: string; task: number; name: string; account: number; step: number; queued: boolean; error: string;
  assessed_on: string; points: Record<string, number>; diagnoses: string[]; risks: Record<string, number>; problems: string[];
  informant: string; informant_name: string; informant_phone: string; note: string;
  by: "elder" | "proxy"; proxy: string; images: Record<string, string>;
}

const data = JSON.parse(document.getElementById("data")!.textContent!) as Data;
const say = data.words;
const PREFIX = "assess:";
const net = document.getElementById("net")!;

// Drafts: one a task, sealed in the browser's own store, so that a closed page or a dead battery loses nothing.
const keyOf = (task: number) => `${PREFIX}${data.account}:${task}`;
const held = new Map<string, Draft>();
let writing = 0; // "kept" is said only of what the browser has really written
let lost = false;
function keep(draft: Draft) {
  held.set(keyOf(draft.task), draft);
  writing += 1;
  sealed.put(keyOf(draft.task), draft)
    .then(() => { lost = false; }, () => { lost = true; problem = say.full!; status(); })
    .finally(() => { writing -= 1; if (!writing) total(); });
}
function forget(task: number) { held.delete(keyOf(task)); void sealed.drop(keyOf(task)); }
const drafts = () => [...held.values()];

let problem = "";
function status() {
  const waiting = drafts().filter((one) => one.queued).length;
  net.textContent = (navigator.onLine ? say.online! : say.offline!) + (waiting ? ` · ${say.waits} ${waiting}` : "") + (problem ? ` · ${problem}` : "");
  net.dataset.state = waiting || problem ? "wait" : "";
}

/** Sends what is finished, one form after the other. A form leaves the phone only when it is on record. */
let sending = false;
async function push() {
  const waiting = drafts().filter((one) => one.queued);
  if (sending || !waiting.length) return status();
  sending = true;
  problem = "";
  try {
    const { account, token, revoked } = await sealed.ask(data.here);
    if (revoked) return await emptied();
    if (account === null) throw new Error(say.signIn);
    for (const one of waiting) {
      if (one.account !== account) { problem = say.other!; continue; }
      const { images, by, proxy, step, queued, error, name, account: _a, ...form } = one;
      const signatures = ["first", "second", by].map((signer) => ({ signer, name: signer === "proxy" ? proxy : "", image: images[signer] ?? "" }));
      const answer = await fetch(data.send, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify({ ...form, signatures }) });
      if (answer.ok) {
        forget(one.task);
        if (data.kind === "form" && one.task === data.task) { sent(); }
      } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 401 && answer.status !== 429) {
        const { detail } = (await answer.json()) as { detail: unknown };
        const now = { ...one, queued: false, error: typeof detail === "string" ? detail : JSON.stringify(detail) };
        keep(now);
        if (data.kind === "form" && one.task === data.task) { draft = now; show(); }
      } else throw new Error(answer.status === 401 ? say.signIn : String(answer.status));
    }
  } catch (error) {
    if (navigator.onLine && error instanceof Error && !(error instanceof TypeError)) problem = error.message;
  } finally {
    sending = false;
    status();
    if (data.kind === "list") list();
  }
}

// The form -------------------------------------------------------------------------------------
const items = (data.parts ?? []).flatMap(([part, own]) => own.map((item) => [part, item] as const));
const form = document.getElementById("form") as HTMLFormElement | null;
let draft: Draft;

function fresh(): Draft {
  return {
    client: sealed.uuid(), task: data.task, name: data.names[2] ?? "", account: data.account, step: 0, queued: false, error: "",
    assessed_on: data.today, points: {}, diagnoses: [], risks: {}, problems: [], informant: "", informant_name: "",
    informant_phone: "", note: "", by: "elder", proxy: "", images: {},
  };
}

/** The steps: who told, every item, annex A where the scale has it, three signatures. */
type Step = () => HTMLElement[];
const steps: Step[] = [];

function text(label: string, value: string, set: (to: string) => void, type = "text") {
  const input = make("input", { type, value, autocomplete: "off", maxLength: 200 });
  if (type === "date") { input.max = data.today; input.min = data.born; }
  input.oninput = () => { set(input.value); keep(draft); };
  return make("label", { className: "text" }, label, input);
}

function begin(): HTMLElement[] {
  const told = make("select", {}, make("option", { value: "", textContent: "—" }), ...data.informants.map(([value, textContent]) => make("option", { value, textContent })));
  told.value = draft.informant;
  told.onchange = () => { draft.informant = told.value; keep(draft); };
  return [
    text(say.day!, draft.assessed_on, (to) => { draft.assessed_on = to; }, "date"),
    make("label", { className: "text" }, say.informant!, told),
    text(say.who!, draft.informant_name, (to) => { draft.informant_name = to; }),
    text(say.phone!, draft.informant_phone, (to) => { draft.informant_phone = to; }, "tel"),
  ];
}

function asked(part: string, [code, title, hint, options]: Item): HTMLElement[] {
  const answers = options.map(([points, says]) => {
    const input = make("input", { type: "radio", name: code, value: String(points), checked: draft.points[code] === points });
    input.onchange = () => { draft.points[code] = points; keep(draft); total(); };
    return make("label", {}, input, make("span", { textContent: says }), make("b", { textContent: `${points} ${say.points}` }));
  });
  return [make("p", { className: "hint", textContent: part }), group(title, hint, answers)];
}

function boxes(title: string, all: Pair[], chosen: string[]) {
  return group(title, "", all.map(([value, says]) => {
    const input = make("input", { type: "checkbox", checked: chosen.includes(value) });
    input.onchange = () => { if (input.checked) chosen.push(value); else chosen.splice(chosen.indexOf(value), 1); keep(draft); };
    return make("label", {}, input, make("span", { textContent: says }));
  }));
}

function health(): HTMLElement[] {
  const [diagnoses, risks, problems] = data.health!;
  const counts = risks.map(([code, says]) => {
    const one = text(says, String(draft.risks[code] ?? 0), (to) => { draft.risks[code] = Math.max(0, Math.min(99, Math.trunc(+to) || 0)); }, "number");
    Object.assign(one.querySelector("input")!, { min: "0", max: "99", inputMode: "numeric" });
    return one;
  });
  return [group(say.risks!, "", counts), boxes(say.problems!, problems, draft.problems), boxes(say.diagnoses!, diagnoses, draft.diagnoses)];
}

function pad(signer: string, title: string, name: string) {
  return signing(title, name || say.sign!, say.clear!, draft.images[signer], (image) => {
    if (image) draft.images[signer] = image; else delete draft.images[signer];
    keep(draft);
    total();
  });
}

function sign(): HTMLElement[] {
  const who = (["elder", "proxy"] as const).map((by) => {
    const input = make("input", { type: "radio", name: "by", checked: draft.by === by });
    input.onchange = () => { draft.by = by; keep(draft); show(); };
    return make("label", {}, input, make("span", { textContent: say[by]! }));
  });
  const missing = items.filter(([, [code]]) => !(code in draft.points));
  const inside: HTMLElement[] = [];
  if (missing.length) {
    inside.push(make("p", { className: "box warn", textContent: `${say.missing} ${missing.map(([, one]) => one[1]).join("、")}` }));
  }
  inside.push(
    pad("first", say.first!, data.names[0] ?? ""), pad("second", say.second!, data.names[1] ?? ""),
    group(say.signHint!, "", who), pad(draft.by, say[draft.by]!, draft.by === "elder" ? data.names[2] ?? "" : ""),
  );
  if (draft.by === "proxy") inside.push(text(say.proxyName!, draft.proxy, (to) => { draft.proxy = to; total(); }));
  inside.push(text(say.note!, draft.note, (to) => { draft.note = to; }));
  return inside;
}

/** Whether nothing is missing: what the server would refuse anyway is not sent. */
function whole() {
  return items.every(([, [code]]) => code in draft.points) && ["first", "second", draft.by].every((one) => draft.images[one])
    && (draft.by === "elder" || draft.proxy.trim() !== "") && draft.assessed_on !== "";
}

function total() {
  const told = document.getElementById("sum");
  if (!told || !draft) return; // the list, or a phone emptied meanwhile
  const done = items.filter(([, [code]]) => code in draft.points).length;
  const sum = Object.values(draft.points).reduce((a, b) => a + b, 0);
  const stored = writing ? say.saving : lost ? say.full : draft.queued ? say.waits : say.saved;
  told.textContent = `${say.answered} ${done}/${items.length}` + (data.sums ? ` · ${say.total} ${sum} ${say.points}` : "") + ` · ${stored}`;
  document.querySelector<HTMLElement>(".bar i")!.style.width = `${(100 * done) / items.length}%`;
  const go = form!.querySelector<HTMLButtonElement>("button.go");
  if (go && draft.step === steps.length - 1) go.disabled = !whole() || draft.queued;
}

function show() {
  const last = steps.length - 1;
  draft.step = Math.max(0, Math.min(draft.step, last));
  const back = make("button", { type: "button", textContent: say.back!, disabled: draft.step === 0 });
  back.onclick = () => { draft.step -= 1; keep(draft); show(); };
  const go = make("button", { type: "submit", className: "go", textContent: draft.step === last ? say.send! : say.next! });
  const error = draft.error ? [make("p", { className: "box warn bad", textContent: `${draft.error} ${say.again}` })] : [];
  if (error[0]) error[0].setAttribute("role", "alert");
  form!.replaceChildren(...error, ...steps[draft.step]!(), make("nav", {}, back, go));
  total();
  scrollTo(0, 0);
  form!.querySelector<HTMLElement>("legend")?.focus({ preventScroll: true });
}

function sent() {
  form!.replaceChildren(make("p", { className: "box", textContent: say.sent! }), make("p", {}, make("a", { href: data.list, textContent: "←" })));
  form!.firstElementChild!.setAttribute("role", "status");
}

function open() {
  draft = held.get(keyOf(data.task)) ?? fresh();
  steps.push(begin, ...items.map(([part, item]) => () => asked(part, item)));
  if (data.health) steps.push(health);
  steps.push(sign);
  form!.onsubmit = (event) => {
    event.preventDefault();
    if (draft.step < steps.length - 1) { draft.step += 1; keep(draft); show(); return; }
    if (!whole()) return;
    draft.queued = true;
    draft.error = "";
    keep(draft);
    show();
    void push();
  };
  show();
}

// The list -------------------------------------------------------------------------------------
function list() {
  const mine = new Map(drafts().filter((one) => one.account === data.account).map((one) => [one.task, one]));
  document.querySelectorAll<HTMLElement>("#tasks a[data-task]").forEach((link) => {
    const one = mine.get(Number(link.dataset.task));
    link.querySelector("em")!.textContent = one ? one.error || (one.queued ? say.waits! : say.draft!) : "";
    mine.delete(Number(link.dataset.task));
  });
  const rest = document.getElementById("kept")!;
  rest.replaceChildren(...[...mine.values()].map((one) => {
    const drop = make("button", { type: "button", textContent: say.discard! });
    drop.onclick = () => { if (confirm(say.discard)) { forget(one.task); list(); } };
    return make("li", { className: "box" }, `${one.name} ${one.error || (one.queued ? say.waits! : say.draft!)} `, drop);
  }));
  document.getElementById("kept-title")!.hidden = mine.size === 0;
}

/** Keeps this page, every form on it and their parts for when there is no network; what is no longer on it goes. */
async function store() {
  if (!("serviceWorker" in navigator) || !navigator.onLine) return;
  await navigator.serviceWorker.register(data.worker);
  const forms = [...document.querySelectorAll<HTMLAnchorElement>("#tasks a[data-task]")].map((link) => link.pathname);
  const parts = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map((link) => link.href);
  const scripts = [...document.querySelectorAll<HTMLScriptElement>("script[src]")].map((one) => one.src);
  await sealed.keepPages("field", [data.list, ...forms, ...parts, ...scripts]);
  document.querySelectorAll("#tasks a[data-task] em").forEach((one) => { if (!one.textContent) { one.textContent = say.ready!; one.className = "ok"; } });
}

/** A phone reported lost empties itself. */
async function emptied() {
  await sealed.wipe();
  held.clear();
  document.querySelector("main")!.replaceChildren(make("p", { className: "box warn", textContent: say.revoked! }));
}

async function start() {
  if (!(await sealed.open())) problem = say.plain!;
  for (const [name, one] of await sealed.all(PREFIX)) held.set(name, one as Draft);
  if (data.kind === "form") open();
  else { list(); store().catch(() => undefined).finally(status); }
  status();
  await (drafts().some((one) => one.queued) ? push() : look());
}

/** Asks whether this phone was reported lost, also where nothing waits to be sent. */
async function look() {
  try { if ((await sealed.ask(data.here)).revoked) await emptied(); } catch { /* no network */ }
}

addEventListener("online", () => void push());
addEventListener("offline", status);
setInterval(() => void push(), 30_000);
void start();
