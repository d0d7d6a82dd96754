import { fail } from '../model/problem.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { TableVerbs } from '../protocol/table.ts';
import type { OpenTables } from './openTables.ts';

type FactVerbs = 'tableInsight' | 'copyTable' | 'exportTable' | 'tableLayout' | 'tableGroupLayout' | 'tableNote';

/** What a table is like, and ways out of it. */
export function createTableFactVerbs(_: OpenTables): Pick<Handlers<TableVerbs>, FactVerbs> {
  const later = (verb: FactVerbs) => () => {
    throw fail('system', 'unknown_verb', { verb });
  };
  return {
    tableInsight: later('tableInsight'),
    copyTable: later('copyTable'),
    exportTable: later('exportTable'),
    tableLayout: later('tableLayout'),
    tableGroupLayout: later('tableGroupLayout'),
    tableNote: later('tableNote'),
  };
}
