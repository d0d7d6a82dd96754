/** A hundred short posts in the shape of JSONPlaceholder's `/posts`, for scripts that were written against it. */

const SUBJECTS = [
  'the first tram of the morning',
  'the night bus to Quilly-Plage',
  'a seat left free',
  'the ferry in the fog',
  'le marché du samedi',
  'the lift at the station',
  'a driver who waited',
  'la carte perdue',
  'the school line S7',
  'works at the bridge',
];
const OPENINGS = ['A word about', 'Thanks for', 'Une question sur', 'Notes on', 'Seen today:'];
const SENTENCES = [
  'I take it every day and know most of the faces by now.',
  'Le panneau annonçait quatre minutes, il en a fallu neuf.',
  'The driver saw me run and kept the door open.',
  'On my way home the whole car was singing.',
  'Il reste une place assise, près de la fenêtre, quand on monte au dépôt.',
  'Nobody had told us that the stop had moved across the street.',
  'The new timetable leaves six minutes to change, which is enough.',
  'Merci à la personne qui a rapporté mon parapluie.',
];

const POSTS: readonly object[] = Array.from({ length: 100 }, (_, index) => ({
  userId: Math.floor(index / 10) + 1,
  id: index + 1,
  title: `${OPENINGS[(index * 3 + Math.floor(index / 10)) % OPENINGS.length]} ${SUBJECTS[index % SUBJECTS.length]}`,
  body: [0, 3, 5].map(step => SENTENCES[(index * 5 + step * (1 + (index % 4))) % SENTENCES.length]).join('\n'),
}));

/** `_page` from 1 and `_limit`; all of them without. */
export function findPosts(params: URLSearchParams): readonly object[] {
  const [page, limit] = ['_page', '_limit'].map(name => Number(params.get(name) ?? Number.NaN));
  if (!page && !limit) return POSTS;
  const size = limit || 10;
  const start = ((page || 1) - 1) * size;
  return POSTS.slice(start, start + size);
}
