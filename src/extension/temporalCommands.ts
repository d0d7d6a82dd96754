import type { TemporalFix } from '../model/temporal/diagnose.ts';
import {
  anyView,
  API_CONFIG,
  inDatasets,
  INPUT_FILE,
  inputEditor,
  inRuns,
  inSources,
  item,
  title,
  type CommandEntry,
  type Place,
} from './commandEntry.ts';

/** Beside the line that says why a run does not move. */
const mends = (fix: TemporalFix): Place => item(`${inRuns} && viewItem == 'fact standing ${fix}'`, 'inline@1');

/** What runs on a Temporal server, and what is needed for it. */
export const temporalCommands = {
  connectTemporal: {
    icon: '$(cloud)',
    runs: true,
    places: [title(`(${anyView}) && !ingestionWorkshop.temporal`, '5_temporal@1')],
  },
  disconnectTemporal: {
    icon: '$(debug-disconnect)',
    enablement: 'ingestionWorkshop.temporal',
    places: [title(`(${anyView}) && ingestionWorkshop.temporal`, '5_temporal@1')],
  },
  temporalMenu: { enablement: 'ingestionWorkshop.temporal', palette: 'hidden', places: [] },
  setTemporalApiKey: { icon: '$(key)', anywhere: true, places: [] },
  forgetTemporalApiKey: { anywhere: true, places: [] },
  runOnTemporal: {
    icon: '$(cloud-upload)',
    runs: true,
    places: [
      title(inSources, '2_run@0'),
      { menu: 'editor/title', when: inputEditor, group: '1_ingestionWorkshop@1' },
      { menu: 'explorer/context', when: `${INPUT_FILE} || ${API_CONFIG}`, group: '7_ingestionWorkshop@2' },
      { menu: 'editor/title', when: API_CONFIG, group: '1_ingestionWorkshop@2' },
      item(`${inDatasets} && viewItem =~ /\\bconfig\\b/`, '1_run@3'),
    ],
  },
  backfillOnTemporal: {
    icon: '$(calendar)',
    runs: true,
    places: [
      { menu: 'explorer/context', when: API_CONFIG, group: '7_ingestionWorkshop@3' },
      item(`${inDatasets} && viewItem =~ /\\bconfig\\b/`, '1_run@4'),
    ],
  },
  runTwin: {
    icon: '$(copy)',
    runs: true,
    places: [
      item(
        `${inRuns} && viewItem =~ /^run/ && !(viewItem =~ /\\bapi\\b/) && ingestionWorkshop.temporal && !listMultiSelection`,
        '3_twin@1',
      ),
    ],
  },
  compareWithTwin: {
    icon: '$(split-horizontal)',
    enablement: 'ingestionWorkshop.hasRun',
    places: [
      item(
        `${inRuns} && viewItem =~ /^run/ && !(viewItem =~ /\\bapi\\b/) && ingestionWorkshop.temporal && !listMultiSelection`,
        '3_twin@2',
      ),
    ],
  },
  terminateRun: {
    icon: '$(circle-slash)',
    enablement: 'ingestionWorkshop.temporal',
    places: [item(`${inRuns} && viewItem =~ /\\bremote\\b/ && viewItem =~ /\\brunning\\b/`, '1_run@4')],
  },
  diagnoseTemporal: {
    icon: '$(pulse)',
    enablement: 'ingestionWorkshop.temporal',
    places: [
      item(`${inRuns} && viewItem =~ /\\bremote\\b/ && viewItem =~ /\\brunning\\b/`, '1_run@5'),
      item(`${inRuns} && viewItem =~ /^fact standing/`, 'inline@2'),
    ],
  },
  openInTemporal: {
    icon: '$(link-external)',
    enablement: 'ingestionWorkshop.temporal',
    places: [item(`${inRuns} && viewItem =~ /\\bremote\\b/`, '2_open@4')],
  },
  startTemporalServer: {
    icon: '$(server-process)',
    runs: true,
    places: [title(`(${anyView}) && !ingestionWorkshop.temporalServer`, '5_temporal@2'), mends('startServer')],
  },
  stopTemporalServer: {
    icon: '$(server)',
    enablement: 'ingestionWorkshop.temporalServer',
    places: [title(`(${anyView}) && ingestionWorkshop.temporalServer`, '5_temporal@2')],
  },
  startTemporalWorker: {
    icon: '$(run-all)',
    runs: true,
    places: [title(anyView, '5_temporal@3'), mends('startWorker')],
  },
  startPythonWorker: {
    icon: '$(snake)',
    runs: true,
    places: [title(anyView, '5_temporal@4'), mends('startPythonWorker')],
  },
  restartTemporalWorker: {
    icon: '$(debug-restart)',
    runs: true,
    enablement: 'ingestionWorkshop.temporal',
    places: [mends('restartWorker')],
  },
  createTemporalNamespace: {
    icon: '$(add)',
    runs: true,
    enablement: 'ingestionWorkshop.temporal',
    places: [mends('createNamespace')],
  },
  stopTemporalWorkers: {
    icon: '$(debug-stop)',
    enablement: 'ingestionWorkshop.temporalWorker',
    places: [title(`(${anyView}) && ingestionWorkshop.temporalWorker`, '5_temporal@5')],
  },
} as const satisfies Record<string, CommandEntry>;
