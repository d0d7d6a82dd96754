import type { Memento } from 'vscode';
import { createSignal, type Listenable } from './signal.ts';

const KEY = 'stage mode';

/** Pages for a room that looks at one screen: larger, without what is private. The window's, also after a reload. */
export interface StageMode {
  isOn(): boolean;
  toggle(): void;
  readonly changed: Listenable<void>;
}

export function createStageMode(memory: Memento): StageMode {
  const changed = createSignal<void>();
  const isOn = () => memory.get(KEY, false);
  return {
    ...{ isOn, changed },
    toggle: () => {
      void memory.update(KEY, !isOn());
      changed.fire();
    },
  };
}
