import { openPracticeApi, servePractice } from '../practiceServer.ts';
import type { Run } from '../session.ts';

export const run: Run = (args, session) => {
  const rows = args.number('rows');
  return servePractice(args, session, 'practice-api', where =>
    openPracticeApi(session, { ...where, ...(rows !== undefined && { rows }) }),
  );
};
