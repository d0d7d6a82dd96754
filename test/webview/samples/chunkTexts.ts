/** A page of the invented town's transport; an emoji stands before everything, so that code points are not UTF-16 units. */
export const TRAM = `# 🚊 Tram A : le guide de la ligne

La ligne A traverse Saint-Orven du nord au sud, de Hauts-de-Lanvau au quai des Tanneurs. Elle dessert 17 stations en 31 minutes et croise la ligne B à Grand-Place.

Les rames circulent tous les jours de l’année, y compris le 1er mai, où un service de dimanche est assuré entre 7 h et 21 h. Chaque station est accessible de plain-pied et dispose d’un distributeur de titres.

## Horaires

Du lundi au samedi, la première rame part de Hauts-de-Lanvau à 5 h 12 et la dernière à 0 h 34. Aux heures de pointe, une rame passe toutes les 6 minutes.

### Le dimanche et les jours fériés

Le service commence à 7 h 02. Une rame passe toutes les 15 minutes jusqu’à 20 h, puis toutes les 20 minutes. Le dernier départ du quai des Tanneurs est à 23 h 48.

### Les soirs de match

Quatre rames supplémentaires attendent à Stade-Vauquelin à la fin de la rencontre. Le trajet du retour est inclus dans le billet du match, sur présentation au contrôleur.

## Tarifs

| Titre | Prix | Durée |
|---|---:|---|
| Ticket | 1,70 € | 1 h |
| Carnet de 10 | 14,00 € | 1 h chacun |
| Journée | 5,20 € | 24 h |

Le ticket se valide à chaque montée, même en correspondance. Une correspondance reste possible pendant une heure avec les bus, la ligne B et la navette fluviale. Les moins de 11 ans voyagent gratuitement avec un adulte.

## Travaux de l’été

Du 6 juillet au 21 août, la voie est renouvelée entre Arsenal et Grand-Place. Un bus de remplacement, le 7R, part toutes les 8 minutes devant les stations fermées. Comptez 12 minutes de plus pour ce trajet.

## Vélos et poussettes

Les vélos non pliants sont admis hors pointe, dans la dernière voiture. Deux emplacements sont réservés aux fauteuils roulants ; les poussettes y ont la seconde priorité.
`;

export const BIKE = `# Orva Vélo

La location d’un vélo à assistance se prend au mois, à l’année ou pour un été. La dernière voiture du tram A accueille les vélos hors pointe.
`;
