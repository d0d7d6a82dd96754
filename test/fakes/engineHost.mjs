// An engine process that answers enough to test its starting, talking, crashing and leaving. Speaks the wire by hand,
// so that it is a second opinion on it.
const answers = {
  hello: ({ version }) => ({ node: process.versions.node, sqlite: false, version }),
  hoverInput: () => null,
  checkInput: ({ text }) => {
    if (text === 'crash') process.exit(3);
    if (text === 'say') process.stderr.write('a line\nanother\n');
    if (text === 'tell')
      process.send({ kind: 'tell', verb: 'log', params: { level: 'info', code: 'told', params: {} } });
    return [];
  },
};

process.on('message', ({ kind, id, verb, params }) => {
  if (params?.text === 'wait') return;
  if (kind === 'ask') process.send({ kind: 'answer', id, value: answers[verb]?.(params) ?? null });
});
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
