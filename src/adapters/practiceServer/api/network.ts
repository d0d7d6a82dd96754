/** The network of the practice site, as its events name it: Saint-Orven and its lines exist nowhere. */

interface Stop {
  readonly name: string;
  readonly zone: string;
  readonly position: { readonly lat: number; readonly lon: number };
}

const at = (name: string, zone: string, lat: number, lon: number): Stop => ({ name, zone, position: { lat, lon } });

/** The sea off the coast, where no real town can be meant. */
const STOPS = {
  gare: at('Gare de Saint-Orven', 'A', 49.9012, -0.8125),
  mairie: at('Hôtel-de-Ville', 'A', 49.9047, -0.8204),
  port: at('Vieux-Port', 'A', 49.9083, -0.831),
  tanneurs: at('Pont des Tanneurs', 'A', 49.9066, -0.8158),
  docks: at('Bibliothèque des Docks', 'A', 49.9101, -0.8277),
  essarts: at('Les Essarts', 'B', 49.8874, -0.7951),
  hautebrise: at('Hautebrise', 'B', 49.8792, -0.7816),
  universite: at('Université', 'B', 49.9188, -0.799),
  rive: at('Rive-Neuve', 'A', 49.9125, -0.8369),
  salines: at('Les Salines', 'B', 49.9217, -0.8522),
  quilly: at('Quilly-Plage', 'C', 49.9346, -0.8703),
  tremieres: at('Trémières', 'C', 49.8711, -0.843),
  vaucourtin: at('Vaucourtin', 'C', 49.8629, -0.8268),
  butte: at('La Butte', 'B', 49.8907, -0.8239),
  rochelande: at('Rochelande', 'C', 49.9279, -0.7784),
  hopital: at('Hôpital des Dunes', 'B', 49.9254, -0.8441),
  breval: at('Bréval-sur-Orve', 'C', 49.8583, -0.7902),
  fontaines: at('Zone des Fontaines', 'B', 49.8951, -0.8476),
  landemer: at('Landemer', 'C', 49.9401, -0.8255),
  marais: at('Pont-Marais', 'C', 49.8845, -0.8619),
};

const LINES: readonly (readonly [string, readonly Stop[]])[] = [
  ['T1', [STOPS.hautebrise, STOPS.essarts, STOPS.gare, STOPS.mairie, STOPS.docks, STOPS.port]],
  ['T2', [STOPS.universite, STOPS.mairie, STOPS.tanneurs, STOPS.rive]],
  ['C1', [STOPS.gare, STOPS.docks, STOPS.salines, STOPS.quilly]],
  ['C2', [STOPS.tremieres, STOPS.gare, STOPS.universite]],
  ['C3', [STOPS.vaucourtin, STOPS.butte, STOPS.port]],
  ['C4', [STOPS.rochelande, STOPS.gare, STOPS.hopital]],
  ['10', [STOPS.gare, STOPS.breval]],
  ['12', [STOPS.port, STOPS.fontaines]],
  ['15', [STOPS.rive, STOPS.landemer]],
  ['26', [STOPS.marais, STOPS.fontaines]],
  ['P1', [STOPS.port, STOPS.rive]],
];

const NIGHT_LINES: readonly (readonly [string, readonly Stop[]])[] = [
  ['N1', [STOPS.hautebrise, STOPS.gare, STOPS.port]],
  ['N2', [STOPS.universite, STOPS.mairie, STOPS.rive]],
  ['N3', [STOPS.vaucourtin, STOPS.gare, STOPS.quilly]],
];

/** `"line":…,"stop":{…}` of every line at every of its stops, as it stands in a row. */
const writeCalls = (lines: typeof LINES): readonly string[] =>
  lines.flatMap(([line, stops]) =>
    stops.map(stop => `"line":${JSON.stringify(line)},"stop":${JSON.stringify(stop)},"tags":`),
  );

export const DAY_CALLS = writeCalls(LINES);
export const NIGHT_CALLS = writeCalls(NIGHT_LINES);

export const TAG_LISTS: readonly string[] = [
  [],
  [],
  ['peak'],
  ['peak', 'full'],
  ['rain'],
  ['peak', 'rain'],
  ['school'],
  ['wheelchair'],
  ['market day'],
  ['works', 'diverted', 'rain'],
].map(tags => JSON.stringify(tags));

/** Quotes, commas, line ends and letters beyond ASCII: what breaks a CSV file or a log line that is written by hand. */
export const NOTES: readonly string[] = [
  'Doors held open for a passenger with a pram.',
  'Déviation par le pont des Tanneurs, travaux de nuit.',
  'Driver reports: "sand on the rails", speed reduced.',
  'Arrêt reporté, trottoir en chantier ; annonce faite à bord.',
  'Bicycle left on board; lost property informed.\nReference: platform 2, 17:40.',
  'Affluence exceptionnelle, fête des Passeurs 🎆',
  'Ticket reader out of order, counted by hand.',
  'Validation gratuite : pic de pollution.',
].map(note => JSON.stringify(note));
