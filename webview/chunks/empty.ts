import { problemText } from '../../src/model/problemText.ts';
import type { ChunksAct, ChunksSubject } from '../../src/protocol/chunks.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState, type Act } from '../common/states.ts';
import type { Acts, Screen } from './acts.ts';

/** Nothing to look at at all: no folder, no run yet, an index that cannot be read, a run that is gone. */
export function emptyScope({ folderOpen, problem }: ChunksSubject, { acts, ask }: Screen): View {
  const { text } = acts;
  if (problem !== null)
    return html`<div class="stack">
      ${problemState(problem, { text, ask, retry: acts.reload })}
      ${
        problem.code === 'run_gone'
          ? html`<p><button class="btn" @click=${() => acts.act('newest')}>${text.say('chunks.newest')}</button></p>`
          : nothing
      }
    </div>`;
  const [key, what]: [string, ChunksAct] = folderOpen ? ['noRun', 'run'] : ['noFolder', 'openFolder'];
  return said(key, acts, { label: text.say(`chunks.${what}`), run: () => acts.act(what) });
}

/** The index holds no chunk of it: why, and what makes some. */
export function emptyList({ scope, source, collections }: ChunksSubject, acts: Acts): View {
  const { text } = acts;
  const runSource: Act = { label: text.say('chunks.runSource'), run: () => acts.act('runSource') };
  const run: Act = { label: text.say('chunks.run'), run: () => acts.act('run') };
  if (scope?.uri === null) return said('noCollection', acts, run, { name: scope.collection });
  if (source === null) return said('notIndexed', acts, runSource);
  const { aliasOf, outcome, reason } = source;
  if (aliasOf !== null)
    return said(
      'alias',
      acts,
      { label: text.say('chunks.showOriginal'), run: () => acts.showUri(aliasOf) },
      { uri: aliasOf },
    );
  if (outcome === 'DISCOVERED' || outcome === 'IN_PROGRESS') return said('underWay', acts, wholeCollection());
  if (reason === null) return said('notIndexed', acts, runSource);
  const why = problemText({ kind: 'data', ...reason }, text);
  return emptyState(text.say(`chunks.empty.${outcome === 'SKIPPED' ? 'skipped' : 'failed'}`), why, runSource);

  function wholeCollection(): Act | undefined {
    const name = scope?.collection ?? '';
    if (!collections.some(one => one.name === name)) return undefined;
    return { label: text.say('chunks.showCollection', { name }), run: () => acts.showCollection(name) };
  }
}

function said(key: string, { text }: Acts, act?: Act, params: Readonly<Record<string, string>> = {}): View {
  return emptyState(text.say(`chunks.empty.${key}`, params), text.say(`chunks.empty.${key}Why`, params), act);
}
