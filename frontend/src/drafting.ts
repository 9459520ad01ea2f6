/** Adding to a draft by selecting: the selected words travel to the form as its quotation. */
const add = document.getElementById("plan-add") as HTMLAnchorElement | null;
const body = document.querySelector<HTMLElement>(".plan-body");

document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  if (!add || !body || !chosen || chosen.isCollapsed || !body.contains(chosen.anchorNode)) return;
  const quote = chosen.toString().trim().slice(0, 400);
  if (quote) add.href = `${add.dataset.base}&quote=${encodeURIComponent(quote)}`;
});

/** Keys for the item in hand: a accepts, r rejects; the page then stands at the next one. */
document.addEventListener("keydown", (event) => {
  const typing = (event.target as HTMLElement).closest("input, textarea, select, dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const value = { a: "accepted", r: "rejected" }[event.key];
  if (!value) return;
  const card = document.querySelector(".plan-item:target") ?? document.activeElement?.closest(".plan-item");
  const button = card?.querySelector<HTMLButtonElement>(`button[value="${value}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

export {};
