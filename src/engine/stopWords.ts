export type WordLanguage = 'fr' | 'en';

/** Words too common to tell one passage from another. Letters that an elision leaves over (`l`, `d`, `qu`) are among them. */
export const STOP_WORDS: Readonly<Record<WordLanguage, ReadonlySet<string>>> = {
  fr: setOf(`
    à a ai ainsi alors as au aucun aucune aussi autre autres aux avait avant avec avez avoir avons ayant beaucoup bien
    c ça car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de depuis des dès
    donc dont du elle elles en encore entre es est et étaient était étant êtes être eu eux faire faut fois font fut
    ici il ils j je jusqu jusque l la là le les leur leurs lors lorsqu lorsque lui m ma mais me même mêmes mes mon n ne
    ni nos notre nous on ont or ou où par parce pas pendant peu peut peuvent peux plus pour pourquoi pourra pouvez
    puis puisqu puisque qu quand que quel quelle quelles quelqu quels qui quoi s sa sans se sera seront ses si son
    sont sous soyez suis sur t ta tandis te tes toi ton tous tout toute toutes très trop tu un une vers vos votre
    voici voilà vous y`),
  en: setOf(`
    a about after all also am an and any are as at be because been before being between but by can could d did do
    does doing for from had has have having he her here hers him his how i if in into is it its just ll m me more most
    my no nor not of off on once only or other our out over own re s same she should so some such t than that the
    their them then there these they this those through to too under until up us ve very was we were what when where
    which while who whom why will with would you your yours`),
};

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
