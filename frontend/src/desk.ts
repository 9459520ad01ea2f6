/** The duty desk's sound and keys, and the phone's position when a helper arrives. */
const board = document.getElementById("desk-queue");
const sound = document.getElementById("desk-sound");
let audio: AudioContext | undefined;
let unanswered = count();

function count(): number {
  return Number(document.getElementById("desk-count")?.dataset.unanswered ?? 0);
}

/** Two tones, as a telephone's: heard across a room, over before one speaks. */
function ring(): void {
  if (!audio) return;
  for (const [at, pitch] of [[0, 880], [0.25, 660]]) {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = pitch;
    gain.gain.value = 0.2;
    tone.connect(gain).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.2);
  }
}

sound?.addEventListener("click", () => {
  const on = sound.getAttribute("aria-pressed") !== "true";
  sound.setAttribute("aria-pressed", String(on));
  const text = sound.querySelector("span");
  if (text) text.textContent = (on ? sound.dataset.on : sound.dataset.off) ?? "";
  audio = on ? new AudioContext() : undefined;
  if (on) ring();
});

board?.addEventListener("htmx:afterSwap", () => {
  const now = count();
  if (now > unanswered) ring();
  unanswered = now;
});
// Who waits unanswered is heard again until somebody takes it.
if (board) setInterval(() => { if (unanswered) ring(); }, 10_000);

const lines = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>(".desk-line > a")];
document.addEventListener("keydown", (event) => {
  const inField = (event.target as HTMLElement).closest("input, select, textarea, [contenteditable]");
  if (!board || inField || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = lines();
  const at = all.indexOf(document.activeElement as HTMLAnchorElement);
  if (event.key === "j") all[Math.min(at + 1, all.length - 1)]?.focus();
  else if (event.key === "k") all[Math.max(at - 1, 0)]?.focus();
  else if (event.key === "a" && at >= 0) all[at].closest("li")?.querySelector("form")?.requestSubmit();
});

// A call that rings is heard on whichever page of the desk is open, as a call for help is.
const pop = document.getElementById("calls-pop");
let ringing = 0;
pop?.addEventListener("htmx:afterSwap", () => {
  const now = pop.querySelectorAll(".desk-waits").length;
  if (now > ringing) ring();
  ringing = now;
});

// One letter does what carries it: a field or group gets the focus, all else is pressed.
document.addEventListener("keydown", (event) => {
  const inField = (event.target as HTMLElement).closest("input, select, textarea, [contenteditable]");
  if (event.key === "Escape" && inField) (event.target as HTMLElement).blur();
  if (inField || event.ctrlKey || event.metaKey || event.altKey || !/^[a-z]$/.test(event.key)) return;
  const found = document.querySelector<HTMLElement>(`[data-key="${event.key}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("a, button")) found.click();
  else (found.matches("input") ? found : found.querySelector<HTMLElement>("input:checked, input:not([type=hidden])"))?.focus();
});

const arriving = document.querySelector<HTMLFormElement>("form[data-position]");
if (arriving && "geolocation" in navigator) {
  let asked = false;
  arriving.addEventListener("submit", (event) => {
    if (asked) return;
    event.preventDefault();
    asked = true;
    const send = (): void => arriving.requestSubmit();
    const fill = (name: string, value: number): void => {
      const field = arriving.elements.namedItem(name) as HTMLInputElement | null;
      if (field) field.value = String(value);
    };
    navigator.geolocation.getCurrentPosition((place) => {
      fill("longitude", place.coords.longitude);
      fill("latitude", place.coords.latitude);
      fill("accuracy", place.coords.accuracy);
      send();
    }, send, { enableHighAccuracy: true, timeout: 8000 });
  });
}
