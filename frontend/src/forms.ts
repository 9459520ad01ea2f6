/** Forms: ask before what cannot be undone, and send once. */

const agreed = new WeakSet<HTMLFormElement>();

interface Ask { title: string; text: string; yes: string; grave: boolean }

/** Shows the page's dialog before a form or button that carries data-confirm is sent. */
export function confirmFirst(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const button = event.submitter as HTMLButtonElement | null;
  const data = button?.dataset.confirm ? button.dataset : form.dataset;
  if (!data.confirm || agreed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const grave = button?.classList.contains("btn-danger") ?? false;
  const ask = { title: data.confirmTitle ?? "", text: data.confirm, yes: data.confirmYes ?? "", grave };
  void answer(ask).then((yes) => {
    if (!yes) return;
    agreed.add(form);
    if (form.requestSubmit) form.requestSubmit(button);
    else form.submit(); // Safari before 16
  });
}

function answer({ title, text, yes, grave }: Ask): Promise<boolean> {
  const dialog = document.getElementById("confirm") as HTMLDialogElement | null;
  if (!dialog || !dialog.showModal) return Promise.resolve(window.confirm(text)); // Safari before 15.4
  put(dialog, "[data-title]", title);
  put(dialog, "[data-text]", text);
  put(dialog, "[value=yes]", yes);
  dialog.querySelector("[value=yes]")?.classList.toggle("btn-danger", grave);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  });
}

/** Puts a text in place, or brings back the words that the page came with. */
function put(within: Element, selector: string, text: string): void {
  const element = within.querySelector<HTMLElement>(selector);
  if (!element) return;
  element.dataset.first ??= element.textContent ?? "";
  element.textContent = text || element.dataset.first;
}

/** Sends a form once: its button is dimmed and says so until the next page is there. */
export function guardSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const button = (event.submitter ?? form.querySelector("[type=submit]")) as HTMLElement | null;
  button?.setAttribute("aria-disabled", "true");
  button?.classList.add("is-busy");
}

/** Makes forms usable again when the browser brings a page back from its cache. */
export function thaw(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll(".is-busy")) {
    button.classList.remove("is-busy");
    button.removeAttribute("aria-disabled");
  }
}
