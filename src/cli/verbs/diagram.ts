import type { Run } from '../session.ts';

export const run: Run = async (_args, session) => {
  const diagram = await session.engine.emitDiagram();
  return {
    json: { status: 'success', format: 'mermaid', diagram },
    text: () => diagram.trimEnd(),
    exitCode: 0,
  };
};
