import type { Samples } from '../fakeHost.ts';

export const samples: Samples<Record<never, never>> = { plain: () => ({ handlers: {} }) };
