import type { Run } from '../session.ts';

export const run: Run = async (args, session) => {
  const format = args.text('format') === 'svg' ? 'svg' : 'mermaid';
  const words = session.json ? session.texts.english : session.texts.human;
  const diagram = await session.engine.emitDiagram(format, words.say('model.byFile'));
  return {
    json: { status: 'success', format, diagram },
    text: () => diagram.trimEnd(),
    exitCode: 0,
  };
};
