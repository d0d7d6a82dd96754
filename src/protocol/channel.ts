/** Both directions of a line that carries plain data between two processes or a page and its host. */
export interface Channel {
  /** Throws when the other end is gone. */
  send(message: object): void;
  listen(onMessage: (message: unknown) => void): void;
}

interface IpcEnd {
  send?: ((message: object) => unknown) | undefined;
  readonly connected?: boolean | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** One end of `child_process.fork`: the child in the parent, `process` in the child. */
export function ipcChannel(end: IpcEnd): Channel {
  return {
    send: message => {
      if (end.send === undefined || end.connected === false) throw new Error('the IPC channel is closed');
      end.send(message);
    },
    listen: onMessage => void end.on('message', onMessage),
  };
}

interface WebviewEnd {
  postMessage(message: unknown): unknown;
  onDidReceiveMessage(listener: (message: unknown) => void): unknown;
}

/** A page, seen from the extension. */
export function webviewChannel(webview: WebviewEnd): Channel {
  return {
    send: message => void webview.postMessage(message),
    listen: onMessage => void webview.onDidReceiveMessage(onMessage),
  };
}

interface PageEnd {
  postMessage(message: unknown): unknown;
}

interface MessageTarget {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

/** The extension, seen from a page: what `acquireVsCodeApi` gives, and the window that hears the answers. */
export function pageChannel(api: PageEnd, window: MessageTarget): Channel {
  return {
    send: message => void api.postMessage(message),
    listen: onMessage => void window.addEventListener('message', ({ data }) => onMessage(data)),
  };
}
