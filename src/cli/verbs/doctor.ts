import {
  checkFolder,
  checkIndex,
  checkKey,
  checkNode,
  checkPort,
  checkPostgres,
  checkPython,
  checkSqlite,
  type Check,
} from '../doctorChecks.ts';
import type { Run, Session } from '../session.ts';
import { checkTemporal, isAboutTemporal } from '../temporalChecks.ts';
import { inWorkFolder, workDirOf, workDirOption } from '../workFolder.ts';
import { whyItStands } from '../whyItStands.ts';

export const run: Run = async (args, session) => {
  const runId = args.operands[0];
  const workDir = workDirOf(args, session);
  const checks: Check[] = [checkNode(session), await checkSqlite(session), await checkFolder(session, workDir)];
  checks.push(
    await checkIndex(args, session),
    ...(await checkPostgres(args, session)),
    checkKey(session),
    await checkPort(session),
  );
  checks.push(await checkPython(session), ...(await checkTemporal(args, session)));
  if (runId !== undefined && !isAboutTemporal(args, session)) {
    const view = await inWorkFolder(args, session, async folder => ({
      workDirOption: workDirOption(session, workDir),
      run: (await folder.history(runId)).run,
      sources: await folder.sources(runId),
    }));
    checks.push(...whyItStands(view, session.now()));
  }
  const { human } = session.texts;
  const failed = checks.some(check => !check.ok && check.needed);
  return {
    json: { status: failed ? 'error' : 'success', checks: checks.map(check => checkJson(check, session)) },
    text: () =>
      [
        ...checks.map(check => checkText(check, session)),
        human.say(failed ? 'cli.doctor.bad' : 'cli.doctor.good'),
      ].join('\n'),
    exitCode: failed ? 1 : 0,
  };
};

function checkJson(check: Check, { texts }: Session): Record<string, unknown> {
  const { name, ok, needed, detail, fix } = check;
  const { english } = texts;
  return { name, ok, needed, detail: english.say(...detail), fix: fix ? english.say(...fix) : null };
}

function checkText(check: Check, { texts }: Session): string {
  const { human } = texts;
  const mark = human.say(check.ok ? 'cli.doctor.ok' : check.needed ? 'cli.doctor.missing' : 'cli.doctor.note');
  const line = `${mark} ${human.say(`cli.doctor.name.${check.name}`)} ${human.say(...check.detail)}`;
  return check.fix && !check.ok ? `${line}\n    ${human.say(...check.fix)}` : line;
}
