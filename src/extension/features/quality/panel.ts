import path from 'node:path';
import * as vscode from 'vscode';
import type { ValidationHostVerbs, ValidationPageVerbs, ValidationSubject } from '../../../protocol/quality.ts';
import type { Guest } from '../../guest.ts';
import type { PanelKind } from '../../panels.ts';
import { answerPage } from './answerPage.ts';
import type { Validations } from './validations.ts';

/** A validation as a page: one tab for what was validated, whatever its last report says. */
export function validationPanel(
  guest: Guest,
  validations: Validations,
): PanelKind<ValidationSubject, ValidationHostVerbs, ValidationPageVerbs> {
  return {
    title: ({ path: at }) => guest.text.say('validation.title', { name: path.basename(at) }),
    begin: subject => ({
      handlers: answerPage(guest, validations, subject.path),
      opened: ({ tell }) =>
        vscode.Disposable.from(
          ...[
            validations.moved.listen(({ path: at, done, total }) => {
              if (at === subject.path) tell.moved({ done, total });
            }),
            validations.ended.listen(({ path: at, problem }) => {
              if (at === subject.path) tell.changed({ problem });
            }),
          ].map(one => ({ dispose: () => void one.dispose() })),
        ),
    }),
    restore: subject => {
      const at = typeof subject === 'object' && subject && 'path' in subject ? subject.path : undefined;
      return typeof at === 'string' && path.isAbsolute(at) ? { path: at } : undefined;
    },
  };
}
