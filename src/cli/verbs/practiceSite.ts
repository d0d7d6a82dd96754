import { openPracticeSite, servePractice } from '../practiceServer.ts';
import type { Run } from '../session.ts';

export const run: Run = (args, session) => {
  const pages = args.number('pages');
  return servePractice(args, session, 'practice-site', where =>
    openPracticeSite(session, { ...where, ...(pages !== undefined && { pages }) }),
  );
};
