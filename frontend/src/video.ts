/** A video call: every browser sends to every other; the server only passes on how to find the way. */
type Seat = { id: number; name: string; sitting: number; there: boolean; left: boolean };
type Whisper = { mine: number; yours: number; sdp?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit };
type Told = { over?: string; sitting: number; seat: number; after: number; seats: Seat[]; notes: { id: number; from: number; body: Whisper }[] };
type Peer = { sitting: number; line: RTCPeerConnection; figure: HTMLElement; waiting: RTCIceCandidateInit[]; offers: boolean };

const POLL = 2000; // ms: the truth; news over the event stream only make it sooner
const room = document.getElementById("video-room");
if (room) void begin(room);

async function begin(room: HTMLElement): Promise<void> {
  const says = room.querySelector<HTMLElement>("[data-says]")!;
  const others = room.querySelector<HTMLElement>("[data-others]")!;
  const own = room.querySelector<HTMLVideoElement>("[data-own]")!;
  const iceServers = JSON.parse(room.dataset.ice ?? "[]") as RTCIceServer[];
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
  const peers = new Map<number, Peer>();
  let seat = 0, sitting = 0, after = 0, over = false, asking = false, again = false;
  let leaving: { to: number; body: Whisper }[] = [];
  let timer = 0;

  const stream = await opened();
  own.srcObject = stream;
  for (const button of room.querySelectorAll<HTMLButtonElement>("[data-toggle]"))
    button.addEventListener("click", () => {
      const isOff = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(isOff));
      for (const track of stream.getTracks()) if (track.kind === button.dataset.toggle) track.enabled = !isOff;
    });
  room.addEventListener("news", () => void ask());
  addEventListener("pagehide", () => { for (const one of stream.getTracks()) one.stop(); });
  await ask();

  /** Camera and microphone, the microphone alone where there is no camera, else nothing of one's own. */
  async function opened(): Promise<MediaStream> {
    if (!navigator.mediaDevices) {
      says.textContent = room.dataset.insecure ?? "";
      return new MediaStream();
    }
    for (const wanted of [{ video: { width: 640, height: 480 }, audio: true }, { audio: true }, { video: true }])
      try {
        return await navigator.mediaDevices.getUserMedia(wanted);
      } catch { /* the next asks for less */ }
    says.textContent = room.dataset.noCamera ?? "";
    return new MediaStream();
  }

  function tell(to: number, body: Omit<Whisper, "mine" | "yours">): void {
    const peer = peers.get(to);
    if (!peer) return;
    leaving.push({ to, body: { mine: sitting, yours: peer.sitting, ...body } });
    void ask();
  }

  async function ask(): Promise<void> {
    if (over) return;
    if (asking) { again = true; return; }
    asking = true;
    clearTimeout(timer);
    const notes = leaving.splice(0, 40);
    try {
      const answer = await fetch(room.dataset.exchange ?? "", {
        method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ sitting, after, notes }),
      });
      const told = (await answer.json()) as Told;
      if (answer.ok || told.over) await heard(told);
    } catch {
      leaving = [...notes, ...leaving]; // the network is away: said again in a moment
    }
    asking = false;
    if (again || leaving.length) { again = false; void ask(); } else if (!over) timer = setTimeout(() => void ask(), POLL);
  }

  async function heard(told: Told): Promise<void> {
    if (told.over) { end(told.over); return; }
    if (!sitting) after = told.after;
    seat = told.seat;
    sitting = told.sitting;
    for (const one of told.seats) {
      const known = peers.get(one.id);
      if (known && (known.sitting !== one.sitting || one.left)) drop(one.id, known);
      else if (known) known.figure.hidden = !one.there && known.line.connectionState !== "connected";
      if (one.there && !peers.has(one.id)) await meet(one);
    }
    for (const note of told.notes) {
      after = note.id;
      const peer = peers.get(note.from);
      if (peer && note.body.yours === sitting && note.body.mine === peer.sitting) await take(note.from, peer, note.body);
    }
    state();
  }

  /** Two meet: the later seat offers, the other answers. */
  async function meet(one: Seat): Promise<void> {
    const line = new RTCPeerConnection({ iceServers });
    const figure = document.createElement("figure");
    const video = document.createElement("video");
    video.autoplay = true;
    video.playsInline = true;
    video.setAttribute("aria-label", one.name);
    const caption = document.createElement("figcaption");
    caption.textContent = one.name;
    figure.append(video, caption);
    others.append(figure);
    const peer: Peer = { sitting: one.sitting, line, figure, waiting: [], offers: seat > one.id };
    peers.set(one.id, peer);
    line.addEventListener("track", ({ streams: [first] }) => { video.srcObject = first; });
    line.addEventListener("icecandidate", ({ candidate }) => { if (candidate) tell(one.id, { candidate: candidate.toJSON() }); });
    line.addEventListener("connectionstatechange", () => {
      state();
      if (line.connectionState === "failed" && peer.offers) void offer(one.id, peer, true);
    });
    for (const kind of ["audio", "video"]) {
      const track = stream.getTracks().find((made) => made.kind === kind);
      if (track) line.addTrack(track, stream);
      else if (peer.offers) line.addTransceiver(kind, { direction: "recvonly" });
    }
    if (peer.offers) await offer(one.id, peer, false);
  }

  async function offer(to: number, peer: Peer, iceRestart: boolean): Promise<void> {
    await peer.line.setLocalDescription(await peer.line.createOffer({ iceRestart }));
    tell(to, { sdp: peer.line.localDescription!.toJSON() });
  }

  async function take(from: number, peer: Peer, body: Whisper): Promise<void> {
    const { line } = peer;
    if (body.sdp) {
      await line.setRemoteDescription(body.sdp);
      for (const one of peer.waiting.splice(0)) await line.addIceCandidate(one);
      if (body.sdp.type === "offer") {
        await line.setLocalDescription(await line.createAnswer());
        tell(from, { sdp: line.localDescription!.toJSON() });
      }
    } else if (body.candidate) {
      if (line.remoteDescription) await line.addIceCandidate(body.candidate);
      else peer.waiting.push(body.candidate);
    }
  }

  function drop(id: number, peer: Peer): void {
    peer.line.close();
    peer.figure.remove();
    peers.delete(id);
  }

  function state(): void {
    const states = [...peers.values()].map((one) => one.line.connectionState);
    const which = !states.length ? "waiting" : states.includes("failed") ? "failed" : states.includes("connected") ? "linked" : "linking";
    if (!over && stream.getTracks().length) says.textContent = room.dataset[which] ?? "";
    room.dataset.state = which;
  }

  function end(why: string): void {
    over = true;
    for (const [id, peer] of peers) drop(id, peer);
    for (const one of stream.getTracks()) one.stop();
    own.srcObject = null;
    room.dataset.state = "over";
    says.textContent = (why === "elsewhere" ? room.dataset.elsewhere : room.dataset.closed) ?? "";
  }
}
