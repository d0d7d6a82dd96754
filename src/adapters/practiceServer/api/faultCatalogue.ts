import type { FaultKind } from '../faultBoard.ts';

/** What can go wrong at the practice API; how, is in faults.ts. A new one needs a name and a sentence in both languages. */
export const API_FAULTS = [
  {
    name: 'too_many_requests',
    about: 'Answers 429 with Retry-After in seconds.',
    amount: { unit: 'seconds', usual: 1 },
  },
  {
    name: 'too_many_requests_date',
    about: 'Answers 429 with Retry-After as a date.',
    amount: { unit: 'seconds', usual: 1 },
  },
  { name: 'server_error', about: 'Answers 500.' },
  { name: 'unauthorized', about: 'Answers 401, as if the key had expired.' },
  { name: 'cut_body', about: 'Announces the whole answer, sends half of it and hangs up.' },
  {
    name: 'slow',
    about: 'Waits before it answers: 5 seconds, unless told otherwise.',
    amount: { unit: 'seconds', usual: 5 },
  },
  { name: 'html_instead_of_json', about: 'Answers 200 with a sign-in page in HTML.' },
  { name: 'not_a_list', about: 'Answers 200 with an object that holds no rows.' },
  {
    name: 'page_cap',
    about: 'Sends short pages: at most 20 rows, unless told otherwise.',
    amount: { unit: 'rows', usual: 20 },
  },
  { name: 'same_cursor', about: 'Names as the next page the one that was asked for.' },
  {
    name: 'duplicate_ids',
    about: 'Begins the answer with the last row of the page before it, or with its first row twice.',
  },
  { name: 'insert_while_paging', about: 'Inserts a row before all others, once the answer is sent.' },
  { name: 'delete_while_paging', about: 'Deletes the first row, once the answer is sent.' },
  { name: 'schema_drift_appears', about: 'Every row of the answer has one more column, vehicle.' },
  { name: 'schema_drift_type', about: 'The passengers of the answer are texts, "42" in place of 42.' },
  { name: 'schema_drift_vanishes', about: 'The column note is missing from the answer.' },
  { name: 'bad_record', about: 'The first row of the answer is of 30 February.' },
] as const satisfies readonly FaultKind[];

export type ApiFaultName = (typeof API_FAULTS)[number]['name'];

export const apiFaultNames: readonly string[] = API_FAULTS.map(({ name }) => name);
