import { connect } from 'node:net';

/** Whether somebody answers at `host:port`, whoever it is. An IPv6 address stands in brackets. */
export const listens = (address: string, patienceMs: number): Promise<boolean> =>
  new Promise(resolve => {
    const at = address.lastIndexOf(':');
    const host = address.slice(0, at).replace(/^\[(.*)\]$/, '$1');
    const socket = connect({ host, port: Number(address.slice(at + 1)) });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(patienceMs, end(false)).once('connect', end(true)).once('error', end(false));
  });
