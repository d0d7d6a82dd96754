import { ipcChannel } from '../protocol/channel.ts';
import type { EngineVerbs, GuestVerbs } from '../protocol/engine.ts';
import { createPeer } from '../protocol/peer.ts';
import { createEngineHost } from './engineHost.ts';

// Answers the extension until it goes away; then parks what runs, so that it can be resumed.
const host = createEngineHost(() => peer.tell);
const peer = createPeer<GuestVerbs, EngineVerbs>({
  channel: ipcChannel(process),
  handlers: host.handlers,
  onDropped: ({ why }) => peer.tell.log({ level: 'warn', code: 'message_dropped', params: { why } }),
});
const leave = () => void host.close().finally(() => process.exit(0));
process.once('disconnect', leave);
process.once('SIGTERM', leave);
process.once('SIGINT', leave);
// A bug in one activity must not take the other runs' record down with it.
process.on('unhandledRejection', error =>
  peer.tell.log({ level: 'error', code: 'unexpected', params: { message: String(error) } }),
);
