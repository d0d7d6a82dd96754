import { fail, type ProblemError } from '../model/problem.ts';

/** What the contract names and this version does not have. */
export const notSupported = (option: string): ProblemError => fail('usage', 'not_supported_yet', { option });
