/** The big screen: one screen after another, fresh figures each minute, the last ones when the network is gone. */
const root = document.getElementById("screens") as HTMLElement;
const body = document.body;
const word = (key: string): string => body.dataset[key] ?? "";
const REFRESH = 60_000;
const wide = matchMedia("(min-aspect-ratio: 5/2)"); // 32:9 has room for two side by side

let at = 0;
let paused = matchMedia("(prefers-reduced-motion: reduce)").matches;
let timer = 0;

const screens = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(".screen")];
const charts = (): Promise<typeof import("./charts")> => import(word("charts")) as Promise<typeof import("./charts")>;

/** Shows the screen (two on a wide wall) from a number on, and draws what is now to be seen. */
function show(number: number): void {
  const all = screens();
  if (!all.length) return;
  at = (number + all.length) % all.length;
  const seen = new Set([at, ...(wide.matches ? [(at + 1) % all.length] : [])]);
  all.forEach((one, place) => {
    one.hidden = !seen.has(place);
    one.style.order = place === at ? "0" : "1";
  });
  void charts().then(({ draw }) => { for (const place of seen) draw(all[place] as Element); });
}

/** Starts the wait for the next screen anew: after a hand on the keys nobody is hurried. */
function wait(): void {
  clearInterval(timer);
  if (!paused) timer = window.setInterval(() => show(at + 1), Number(word("seconds")) * 1000);
  const button = document.querySelector<HTMLElement>("[data-rotate]");
  button?.setAttribute("aria-pressed", String(paused));
  button?.setAttribute("aria-label", word(paused ? "play" : "pause"));
  const glyph = button?.querySelector("[data-glyph]");
  if (glyph) glyph.textContent = paused ? "▶" : "❚❚";
}

function go(step: number): void { show(at + step); wait(); }
function rotate(): void { paused = !paused; wait(); }
function full(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen?.().catch(() => undefined);
}

/** Fetches new figures; without a network the old ones stay, with the time they are of. */
async function refresh(): Promise<void> {
  const state = document.getElementById("state");
  const taken = document.getElementById("taken");
  try {
    const answer = await fetch("?part=1", { credentials: "same-origin", cache: "no-store" });
    if (answer.status === 404 || answer.status === 403 || answer.redirected) { location.reload(); return; }
    if (!answer.ok) throw new Error(String(answer.status));
    const part = await answer.text();
    (await charts()).clear(root);
    root.innerHTML = part;
    show(at);
    if (taken) taken.textContent = screens()[0]?.dataset.taken ?? "";
    state?.classList.remove("is-away");
    state?.removeAttribute("data-says");
  } catch {
    state?.classList.add("is-away");
    state?.setAttribute("data-says", word("away"));
  }
}

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>("button");
  if (button?.dataset.go) go(Number(button.dataset.go));
  else if (button?.matches("[data-rotate]")) rotate();
  else if (button?.matches("[data-full]")) full();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  const onButton = event.target instanceof Element && event.target.closest("button, a");
  if (key === "ArrowLeft" || key === "PageUp") go(-1);
  else if (key === "ArrowRight" || key === "PageDown") go(1);
  else if (key === " " && !onButton) rotate();
  else if (key === "f" || key === "F") full();
  else if (/^[1-9]$/.test(key) && Number(key) <= screens().length) { show(Number(key) - 1); wait(); }
  else return;
  event.preventDefault();
});

wide.addEventListener("change", () => show(at));
show(0);
wait();
setInterval(() => void refresh(), REFRESH);
