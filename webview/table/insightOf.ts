import type { ColumnInsight, TableColumnView } from '../../src/protocol/table.ts';
import type { Screen } from './acts.ts';

/** What a part of the panel is drawn from. */
export interface Insight {
  readonly value: ColumnInsight;
  readonly column: TableColumnView;
  /** Its place in the table. */
  readonly at: number;
  readonly screen: Screen;
}
