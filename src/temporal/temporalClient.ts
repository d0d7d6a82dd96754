/** What is loaded when a Temporal server is first asked for: 1.5 MB, a bundle of its own (`dist/temporalClient.js`). */
export { createTemporalClient } from './client.ts';
export { createNamespace } from './createNamespace.ts';
export { openTemporal } from './openTemporal.ts';
export { consult } from './examine.ts';
export { openTemporalFolder } from './temporalFolder.ts';
