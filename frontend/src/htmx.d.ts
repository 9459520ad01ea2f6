declare module "htmx.org/dist/htmx.esm.js" {
  const htmx: {
    on(event: string, listener: (event: Event) => void): void;
    onLoad(callback: (element: Node) => void): void;
    process(element: Element): void;
  };
  export default htmx;
}
