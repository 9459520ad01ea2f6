/** Deciding pairs by keyboard: 1, 2 and 3 press the buttons that say so. */
document.addEventListener("keydown", (event) => {
  const typing = (event.target as HTMLElement).closest("input:not([type=checkbox]), textarea, select, dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const button = document.querySelector<HTMLButtonElement>(`button[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

export {};
