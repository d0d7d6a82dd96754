import type { Converter } from '../../engine/ports.ts';
import type { Conversion } from '../../model/conversion.ts';
import type { Problem } from '../../model/problem.ts';

/** What a conversion thread is asked, one at a time, and what it answers. */
export type Job = Parameters<Converter['convert']>;
export type Answer = { readonly value: Conversion } | { readonly problem: Problem };
