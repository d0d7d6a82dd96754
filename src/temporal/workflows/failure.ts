import { ApplicationFailure } from '@temporalio/workflow';
import type { Problem } from '../../model/problem.ts';

/** Ends a workflow with what a person can read and a client can tell. */
export const problemFailure = (problem: Problem): ApplicationFailure =>
  ApplicationFailure.create({ message: problem.code, type: problem.code, nonRetryable: true, details: [problem] });
