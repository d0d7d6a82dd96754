/** A part of a workshop in the two languages, as an author would write it. */
export const WORKSHOP = `
id: clean
title: { fr: Nourrir une base de connaissances, en: Feed a knowledge base }
languages: [fr, en]
parts:
  - id: clean
    title: { fr: Nettoyer et convertir, en: Clean and convert }
    minutes: 23
    goal:
      fr: Vous savez ne garder d’une page que son *article*, et dire ce que cela épargne.
      en: You can keep nothing of a page but its *article*, and say what that saves.
    seen:
      fr: "Une question coûtait \${bet} jetons ; elle n’en coûte plus que 2 445."
      en: A question took \${bet} tokens; it takes 2,445 now.
    steps:
      - { id: reader, kind: read, title: { fr: Ce que garde un lecteur, en: What a reader keeps }, minutes: 4 }
      - id: convert
        kind: code
        title: { fr: Garder l’article seul, en: Keep the article alone }
        minutes: 8
        lesson:
          fr: "Nettoyer avant d’indexer : le menu répété rend toutes les pages semblables, et se paie à chaque question."
          en: "Clean before you index: a menu that repeats makes all pages alike, and is paid for with each question."
        actions:
          - { open: activities/conversion.ts, line: 14 }
          - { run: inputs/pages.ingest.yaml, title: { fr: Lancer la conversion, en: Run the conversion } }
        checks:
          - &check
            kind: cases
            title: { fr: Le titre vient de la page, en: The title comes from the page }
            stage: CONVERTION
            module: activities/conversion.ts
            file: cases/convert.json
          - { <<: *check, title: { fr: Ni menu ni bandeau, en: Neither menu nor banner } }
          - { <<: *check, title: { fr: Les tableaux restent, en: Tables stay }, hidden: true }
          - { <<: *check, title: { fr: "Sans texte : ignorée", en: Without text it is skipped }, hidden: true }
        hints:
          - fr: "Ligne 14 : que reçoit \`toMarkdown\` ? Le contexte sait trouver l’article d’une page ; demandez-le-lui d’abord."
            en: "Line 14: what does \`toMarkdown\` get? The context can find the article of a page; ask it for that first."
          - { fr: "\`context.extractMain(html)\` rend l’article seul.", en: "\`context.extractMain(html)\` gives the article alone." }
          - fr: "\`const article = context.extractMain(…)\`, puis convertissez son \`html\`."
            en: "\`const article = context.extractMain(…)\`, then convert its \`html\`."
        solution: { files: solutions/convert }
        mistakes:
          - files: mistakes/menu
            message:
              fr: "Le Markdown commence par le menu, pas par le titre."
              en: The Markdown begins with the menu, not with the title.
          - { files: mistakes/title, message: { fr: Le titre manque., en: The title is missing. } }
          - { files: mistakes/empty, message: { fr: "Une page vide n’est pas une panne.", en: An empty page is no failure. } }
      - id: bet
        kind: predict
        title: { fr: Parier sur une question, en: Bet on a question }
        minutes: 3
        guess:
          question:
            fr: Une question part avec les cinq meilleures pages, en entier. Combien de jetons fait l’envoi ?
            en: A question is sent with the five best pages, whole. How many tokens is that?
          unit: { fr: jetons, en: tokens }
          truth: tokens_per_question
          reason:
            fr: "On compte le texte qu’on lit. Mais la machine reçoit aussi le menu, le bandeau et les \`<script>\`."
            en: "One counts the text that one reads. But the machine gets the menu, the banner and each \`<script>\`, too."
      - id: which
        kind: quiz
        title: { fr: Que peut un workflow ?, en: What may a workflow do? }
        minutes: 3
        quiz:
          question:
            fr: Un workflow *décide*, ses activités agissent. Que peut-il faire lui-même ?
            en: A workflow *decides*, its activities act. What may it do by itself?
          answers:
            - text: { fr: 'Lire l’heure du système, avec \`Date.now()\`', en: 'Read the clock, with \`Date.now()\`' }
              why:
                fr: "L’historique est **rejoué** à la reprise : \`Date.now()\` aurait changé, et le chemin avec elle."
                en: "The history is **replayed** on resume: \`Date.now()\` would be another, and the way with it."
            - text: { fr: Lire un fichier du disque, en: Read a file }
              why:
                fr: Le fichier peut changer entre deux lectures. Une activité le lit une fois.
                en: The file may change between two reads. An activity reads it once.
            - text: { fr: Choisir l’étape suivante d’après l’état des Sources, en: Choose what comes next from the state of the Sources }
              right: true
              why:
                fr: Mêmes états, même choix, à chaque fois qu’on rejoue. C’est tout son métier.
                en: The same states, the same choice, whenever it is replayed. That is its whole trade.
      - id: talk
        kind: discuss
        title: { fr: Et si le site change ?, en: And if the site changes? }
        minutes: 3
        answers:
          - { fr: "**Surveiller** : le nombre de blocs gardés par page, jour après jour.", en: "**Watch** the number of blocks that are kept, day after day." }
          - { fr: Garder un sélecteur de secours dans l’entrée., en: Keep a selector in reserve in the input. }
      - id: twin
        kind: do
        title: { fr: La même chose sur Temporal, en: The same on Temporal }
        minutes: 2
        requires: [temporal]
        actions: [{ command: runOnTemporal, title: { fr: Lancer sur Temporal, en: Run on Temporal } }]
        checks:
          - { kind: event, title: { fr: Elle a fini, en: It ended }, event: WorkflowExecutionCompleted, at_least: 1 }
        hints:
          - { fr: La commande est dans la palette., en: The command is in the palette. }
        solution: { run: [ingest inputs/pages.ingest.yaml] }
`;

const FR = `Le serveur envoie une page entière ; la question n’a besoin que de son article. Dans \`activities/conversion.ts\`, écrivez le corps de \`convertSource\` :

1. lisez la page brute, \`source.raw_file_path\` ;
2. gardez le contenu principal, puis convertissez-le en Markdown ;
3. écrivez le fichier, notez son chemin dans \`converted_md_path\` et son titre dans \`metadata.title\`.

Une page sans texte n’est pas une panne : rendez-la ignorée, **avec sa raison**. Elle quitte le traitement, les autres continuent.

![De la page entière, seul l’article passe l’extraction et devient un fichier Markdown](../../pictures/extract.svg)

Le fichier de départ est [conversion.ts](../../start/activities/conversion.ts) ; le format, [CommonMark](https://commonmark.org).`;

const EN = `The server sends a whole page; the question needs its article only. In \`activities/conversion.ts\`, write the body of \`convertSource\`:

1. read the raw page, \`source.raw_file_path\`;
2. keep the main content, then convert it to Markdown;
3. write the file, note its path in \`converted_md_path\` and its title in \`metadata.title\`.

A page without text is no failure: return it skipped, **with its reason**.

![Of the whole page only the article passes and becomes a Markdown file](../../pictures/extract.svg)`;

const READ = `# Ce qu’un lecteur garde

Une page a un **article** et tout ce qui l’entoure. Un mode lecture cherche le bloc où le texte est dense et les liens sont rares.

- le titre et ses intertitres restent ;
- les tableaux restent, avec leurs en-têtes :
  - horaires,
  - tarifs ;
- le menu, le bandeau et le pied s’en vont.

> Le même menu est dans 41 pages. L’index croit alors que toutes parlent des mêmes lignes.

\`\`\`sh
ingestion-workshop ingest inputs/pages.ingest.yaml --stage CONVERTION --work-dir .ingestion-workshop
\`\`\`

| Bloc | Jetons | Gardé |
|---|---:|---|
| menu | 10 063 | non |
| article | 841 | oui |

<script>alert(1)</script> est du texte, comme <b>ceci</b> et [ce lien](javascript:alert(1)).`;

export const TEXTS: Readonly<Record<'fr' | 'en', Readonly<Record<string, string>>>> = {
  fr: {
    reader: READ,
    convert: FR,
    bet: 'Vous venez de voir une page entière. Un mot français vaut environ 1,4 jeton.',
    which: 'Rappelez-vous l’historique que vous venez de lire : il est **rejoué** à chaque reprise.',
    talk: 'Le site sera refait au printemps. Que verriez-vous d’abord, et où ?',
    twin: '# La même chose sur Temporal\n\nLa même entrée, sur un vrai moteur : mêmes empreintes, autre historique.',
  },
  en: {
    reader: READ,
    convert: EN,
    bet: 'You have just seen a whole page. An English word is about 1.3 tokens.',
    which: 'Think of the history that you have just read: it is **replayed** on each resume.',
    talk: 'The site will be made anew in spring. What would you see first, and where?',
    twin: 'The same input on a real engine: same hashes, another history.',
  },
};

const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" width="336" height="96" viewBox="0 0 336 96" fill="none" stroke="#888"><rect x=".5" y=".5" width="92" height="95"/><rect x="6" y="34" width="55" height="36" stroke="#3794ff"/><path d="M97 58h49m-5-4 5 4-5 4M210 58h49m-5-4 5 4-5 4"/><rect x="150" y="34" width="55" height="36" stroke="#3794ff"/><rect x="263" y="34" width="72" height="36" stroke="#3794ff"/></svg>`;

export const PICTURES: Readonly<Record<string, string>> = {
  '../../pictures/extract.svg': `data:image/svg+xml;base64,${btoa(DRAWING)}`,
};
