import type { Text } from '../../src/model/speech.ts';
import type { ExportFormat, RunAct } from '../../src/protocol/history.ts';
import type { Form, Zoom } from './state.ts';

/** What the user can do here. */
export interface Acts {
  readonly text: Text;
  show(form: Form): void;
  pickRow(uri: string): void;
  pickEvent(id: number): void;
  /** Shows an event among all of them, opened. */
  goToEvent(id: number): void;
  /** Shows a Source on the axis. */
  goToRow(uri: string): void;
  toggle(id: number): void;
  search(query: string): void;
  showFailedOnly(only: boolean): void;
  clearFilter(): void;
  zoomTo(zoom: Zoom | null): void;
  setFollow(follow: boolean): void;
  copy(text: string): void;
  copyEvent(id: number): void;
  openArtifact(path: string): void;
  openCode(activity: string): void;
  openText(id: number | null): void;
  save(format: ExportFormat): void;
  act(act: RunAct): void;
  restore(): void;
  reload(): void;
  closeFailure(): void;
}
