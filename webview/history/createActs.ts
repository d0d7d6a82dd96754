import { toProblem } from '../../src/model/problem.ts';
import type { Text } from '../../src/model/speech.ts';
import type { HistoryHostVerbs } from '../../src/protocol/history.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { Acts } from './acts.ts';
import type { Reader } from './reader.ts';
import { topsAtStart, type State } from './state.ts';

export interface ActsWorld {
  readonly ask: Asks<HistoryHostVerbs>;
  readonly text: Text;
  readonly state: State;
  readonly reader: Reader;
  draw(): void;
  /** Brings what is picked into sight. */
  show(): void;
}

export function createActs({ ask, text, state, reader, draw, show }: ActsWorld): Acts {
  const change = (part: Partial<State>) => {
    Object.assign(state, part);
    draw();
  };
  /** Picked, and seen. */
  const pick = (part: Partial<State>) => {
    Object.assign(state, part);
    show();
    draw();
  };
  const tried = (act: Promise<unknown>) => void act.catch((error: unknown) => change({ failure: toProblem(error) }));
  const unfiltered = { query: '', failedOnly: false };
  const pickRow = (uri: string, part: Partial<State> = {}) => {
    if (state.explained?.uri !== uri) reader.explain(uri);
    pick({ ...part, uri });
  };
  const toggle = (id: number) => {
    if (!state.opened.delete(id)) state.opened.add(id);
    pick({ id });
  };
  return {
    text,
    show: form => {
      change({ form });
      if (state.query !== '') reader.search();
    },
    pickRow: uri => pickRow(uri),
    pickEvent: id => pick({ id }),
    goToEvent: id => {
      state.opened.add(id);
      pick({ ...unfiltered, form: 'full', id, follow: false });
      document.getElementById('events')?.focus();
    },
    goToRow: uri => {
      pickRow(uri, { ...unfiltered, form: 'compact' });
      document.getElementById('rows')?.focus();
    },
    toggle,
    search: query => {
      change({ query, tops: topsAtStart() });
      reader.search();
    },
    showFailedOnly: failedOnly => change({ failedOnly, tops: topsAtStart() }),
    clearFilter: () => change(unfiltered),
    zoomTo: zoom => change({ zoom }),
    setFollow: follow => change({ follow }),
    copy: told => tried(ask.copy({ text: told })),
    copyEvent: id => tried(reader.lineOf(id).then(line => ask.copy({ text: pretty(line) }))),
    openArtifact: path => tried(ask.openArtifact({ path })),
    openCode: activity => tried(ask.openCode({ activity })),
    openText: id => tried(ask.openText({ id })),
    save: format => tried(ask.save({ format })),
    act: act => tried(ask.act({ act })),
    restore: () => tried(ask.restore({})),
    reload: reader.reload,
    closeFailure: () => change({ failure: null }),
  };
}

/** As a person reads it; a line that was cut stays as it is. */
function pretty(line: string): string {
  try {
    return JSON.stringify(JSON.parse(line), null, 2);
  } catch {
    return line;
  }
}
