/** Pages that follow something: whatever carries data-live is told when its topic has news. */
const topics = [...document.querySelectorAll<HTMLElement>("[data-live]")].map((one) => one.dataset.live ?? "");

if (topics.length && "EventSource" in window) {
  const query = topics.map((topic) => `topic=${encodeURIComponent(topic)}`).join("&");
  const source = new EventSource(`/live/?${query}`);
  for (const kind of new Set(topics.map((topic) => topic.split(":")[0])))
    source.addEventListener(kind, (event) => {
      const { topic } = JSON.parse((event as MessageEvent<string>).data) as { topic: string };
      for (const one of document.querySelectorAll<HTMLElement>("[data-live]"))
        if (one.dataset.live === topic) one.dispatchEvent(new Event("news", { bubbles: true }));
      if (!document.querySelector("[data-live]")) source.close();
    });
  addEventListener("pagehide", () => source.close());
}
