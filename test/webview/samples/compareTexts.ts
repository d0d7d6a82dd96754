/** A page of an invented town, cleaned. */
export const CLEANED = `# Horaires : ce qui change le dimanche

Les horaires de dimanche s’appliquent aussi aux jours fériés, sauf le 1er mai. Ils valent pour les lignes A et B du tram, les bus 1 à 9 et la navette fluviale.

## Tram

La ligne A ouvre à 7 h 02 depuis Hauts-de-Lanvau, la ligne B à 7 h 10 depuis Port-Sec. Une rame passe toutes les 15 minutes jusqu’à 20 h, puis toutes les 20 minutes ; aux arrêts, les panneaux donnent l’attente à la minute. Le dimanche et les jours fériés, le dernier tram part du quai des Tanneurs à 23 h 48 et attend le bus 7 au terminus.

### Soirs de match

Quatre rames partent aussi de Stade-Vauquelin jusqu’à 0 h 20.

### Travaux

Un bus relais suit la ligne.

## Bus

Les bus 1 à 5 passent toutes les 30 minutes, de 7 h 30 à 21 h. Les bus 6, 8 et 9 ne circulent pas ; leurs arrêts sont desservis à la demande, en réservant avant 18 h la veille.

## Navette

Elle reste à quai quand le vent dépasse 60 km/h.

# Agence

Fermée le dimanche.
`;

/** The same with what stands around it. */
export const RAW = `Orva utilise des cookies pour mesurer la fréquentation de ses pages. Tout accepter Tout refuser Personnaliser

Accueil Lignes Horaires Tarifs Abonnements Vélos Plans Info trafic Travaux Objets trouvés Nous écrire Mon compte

- Tram A
- Tram B
- Navette fluviale

Partager Copier le lien Imprimer Envoyer

${CLEANED}
À lire aussi : le tram B prolongé jusqu’à Port-Sec, trois stations rénovées cet été.

Plan du site Mentions légales Accessibilité : partiellement conforme Recrutement
`;

interface SampleQuestion {
  readonly question: string;
  /** With 700 / 100, with 300 / 50, and with 700 / 100 of raw pages. */
  readonly ranks: readonly (number | null)[];
}

export const QUESTIONS: readonly SampleQuestion[] = [
  { question: 'À quelle heure part le dernier tram le dimanche ?', ranks: [1, 3, 4] },
  { question: 'Combien coûte un carnet de 10 tickets ?', ranks: [1, 1, 2] },
  { question: 'Les vélos sont-ils admis dans le tram ?', ranks: [1, 1, null] },
  { question: 'Le retour après un match est-il payant ?', ranks: [1, 2, null] },
  { question: 'Quel bus remplace le tram pendant les travaux ?', ranks: [2, 1, 5] },
  { question: 'La navette part-elle par grand vent ?', ranks: [1, 1, 1] },
  { question: 'À partir de quel âge paie-t-on ?', ranks: [1, null, null] },
  { question: 'Où retrouver un objet perdu un lundi ?', ranks: [3, 4, null] },
  { question: 'Le ticket vaut-il du bus au tram ?', ranks: [1, null, null] },
  { question: 'Quelles stations n’ont pas d’ascenseur ?', ranks: [null, null, null] },
];
