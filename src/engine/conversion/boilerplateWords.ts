/**
 * The words by which pages mark what is not their subject, French and English. They are matched against whole class
 * and id tokens, never substrings: `ContentAndSummary` contains "summary", and an article about cookies says so.
 */
import type { RemovalReason } from './removals.ts';

/** What may stand before a word in a token: `site-nav`, `post-share`, `js-newsletter`. */
const BEFORE =
  '(?:(?:js|block|module|section|component|wp|site|page|main|global|top|bottom|left|right|primary|secondary|sub|mobile|desktop|post|article|entry|story|content|blog|news|single|inline|sticky|fixed|floating|footer|header|sidebar)-)*';
/** What may stand after it: `share-buttons`, `newsletter-form`. */
const AFTER =
  '(?:-(?:bar|box|block|section|module|widget|wrap|wrapper|container|inner|area|list|links?|buttons?|btns?|icons?|tools?|toolbar|form|banner|panel|popup|modal|overlay|group|items?|menu|content|row|cta|zone|placeholder|grid|title|heading|header|\\d+))*';

function tokens(words: string): RegExp {
  return new RegExp(`^${BEFORE}(?:${words})${AFTER}$`);
}

/** The first reason that fits wins, so the narrower ones come first. */
export const TOKEN_REASONS: readonly (readonly [RemovalReason, RegExp])[] = [
  [
    'cookie_banner',
    tokens(
      'cookies?|cookie-(?:consent|notice|law|policy|message|info|warning|alert)|consent|consentement|gdpr|rgpd|ccpa|cmp|cc-window|onetrust(?:-.*)?|didomi(?:-.*)?|axeptio(?:-.*)?|tarteaucitron(?:-?.*)?|cookiebot|cybot.*|cookie-?banner|bandeau-cookies?|avis-cookies?|mentions?-cookies?|temoins?-de-connexion|sp-message|qc-cmp2?.*|fc-consent-root',
    ),
  ],
  [
    'newsletter',
    tokens(
      'newsletters?|news-letter|newsletter-sign-?up|signup|sign-up|subscribe|subscription|mailing-list|mc-embed-signup|email-sign-?up|infolettre|lettre-info|abonnement|abonnez-vous|sabonner|inscription-newsletter|optin|opt-in|email-capture|lead-magnet',
    ),
  ],
  [
    'comments',
    tokens(
      'comments?|commentaires?|comments-area|comment-respond|respond|disqus(?:-.*)?|dsq.*|fb-comments|livefyre|reactions?|leave-comment|add-comment|commentlist|comment-count|comments-count',
    ),
  ],
  [
    'share',
    tokens(
      'share|shares|sharing|sharedaddy|share-this|sharethis|addthis.*|a2a-kit|addtoany.*|jp-relatedposts-share|partage|partager|partages|reseaux(?:-sociaux)?|social|socials|social-?(?:share|sharing|media|networks?|icons?|links?|buttons?|bar|follow)|follow-us|follow|suivez-nous|like-button|ssba.*|heateor.*|print(?:-page)?|printer|imprimer|page-tools|outils(?:-page|-article)?|rrssb.*',
    ),
  ],
  [
    'related',
    tokens(
      'related|relateds|relatedposts|jp-relatedposts|yarpp.*|related-?(?:posts?|articles?|stories|news|content|links|reading|topics|items|products|coverage)|similar|similar-(?:posts|articles|stories)|similaires|articles?-(?:lies|associes|similaires|connexes|relies)|a?-?lire-(?:aussi|egalement|ensuite)|voir-aussi|sur-le-meme-(?:sujet|theme)|meme-(?:sujet|rubrique|theme)|recommended|recommendations?|recommandations?|recirc|recirculation|read-?(?:more|next|also)|more-(?:stories|news|articles|posts|from|on|like-this)|up-next|also-like|you-may-(?:also-)?like|see-also-box|most-(?:read|popular|viewed|shared)|mostread|mostpopular|popular|popular-?posts?|trending|plus-lus|les-plus-lus|top-stories|latest-(?:news|posts|articles|stories)|recent-posts?|derniers-articles|dernieres-actualites|a-la-une-bloc|outbrain.*|taboola.*|zergnet.*|revcontent.*|next-article|prev-next|next-prev|post-nav|post-navigation|nav-links|essentiel-liens|promo-box|teasers?|read-on',
    ),
  ],
  [
    'advert',
    tokens(
      'ads?|adv|adverts?|advert(?:isement|ising|isements)?|ad-?(?:slot|unit|break|label|space|leaderboard|sense|holder|frame|tag)|adsbygoogle|adsense|google-?ads?|dfp(?:-.*)?|gpt-ad.*|div-gpt-ad.*|pub|publicite|publicites|annonce-pub|encart-pub|sponsor|sponsors|sponsored|sponsored-content|sponsorise|partner-content|promoted|promo|promos|promotion|paywall|offre-abonnement|leaderboard|skyscraper|mpu|call-to-action|cta|donation|donate',
    ),
  ],
  [
    'navigation',
    tokens(
      'nav|navs|navbar|navigation|navi|menu|menus|menubar|mainmenu|topmenu|submenu|topnav|sidenav|subnav|megamenu|mega-menu|hamburger|breadcrumbs?|bread-crumbs?|breadcrumb-trail|fil-d?-?ariane|filariane|ariane|chemin|pagination|paginator|pager|page-numbers|skip|skip-?(?:link|nav|to-content|to-main)|evitement|liens-evitement|acces-rapide|toc|table-of-contents|tableofcontents|sommaire|table-des-matieres|lang-?switch(?:er)?|language-?(?:switcher|selector|picker)|choix-langue|search|searchform|search-?(?:form|bar|box)|recherche|moteur-recherche|masthead|site-header|topbar|utility-nav|back-?to-?top|scroll-?(?:to-)?top|retour-haut|haut-de-page|user-menu|login|log-in|connexion|sign-in|signin|account|mon-compte|edit-link|mw-editsection|headerlink|anchor-link|anchorjs-link|navbox|vertical-navbox|catlinks|jump-to-nav|prevnext|sphinxsidebar|wy-nav.*|rst-versions|haut|entete|en-tete|bandeau|banniere|banner|onglets|chemin|outils|tools|toolbar|acces-?directs?|liens-(?:rapides|utiles-bloc)',
    ),
  ],
  [
    'footer',
    tokens(
      'footer|foot|colophon|copyright|copyrights|legal|legals|disclaimer|disclosure|mentions-legales|pied-de-page|pied|site-info|credits|credit-agence|bottom-bar|bas|bas-?de-?page|pieddepage',
    ),
  ],
  [
    'tags',
    tokens(
      'tags|tag-?(?:list|links|cloud)|tagcloud|hashtags|labels|mots-cles|etiquettes|categories|category-list|cat-links|tags-links|topics|topic-list|rubrique|surtitre|sur-titre|kicker|eyebrow|overline|section-(?:label|name)|thematiques|filed-under|postmetadata',
    ),
  ],
  [
    'byline',
    tokens(
      'byline|bylines|by-line|author|authors|auteur|auteurs|signature|author-?(?:bio|info|card|profile|name|meta|avatar|about|description)|about-(?:the-)?author|bio-author|a-propos-auteur|vcard|byline-name|dateline|date|dates|datetime|timestamp|time-stamp|published|published-date|publish-date|publication-date|date-publication|pub-date|pubdate|posted-on|posted-by|entry-date|post-date|article-date|meta|metas|metadata|metadonnees|meta-data|post-?meta|entry-?meta|article-?meta|post-?info|article-?info|entry-utility|reading-?time|read-?time|temps-(?:de-)?lecture|lastmod|last-updated|last-modified|mise-a-jour|maj|date-maj|updated|kicker-date|contributors?|avatar|views|view-count|compteur',
    ),
  ],
  [
    'sidebar',
    tokens(
      'sidebar|side-?bar|sidebars|aside|side|side-?(?:col|column|rail|panel)|rail|right-?(?:rail|col|column|sidebar)|left-?(?:rail|sidebar)|widgets?|widget-area|col-sidebar|colonne-(?:droite|gauche|laterale)|col-?(?:droite|gauche|left|right)|gauche|droite|colgauche|coldroite|lateral|barre-laterale|secondary|complementary|extras?|supplementary|modal|modals|popup|pop-up|lightbox|overlay|toast|tooltip|alert-bar|announcement|notification-bar|app-banner|smart-banner|gallery-nav|slick-dots|swiper-(?:pagination|button.*)|carousel-(?:control|indicators|nav)',
    ),
  ],
  [
    'form',
    tokens(
      'feedback|page-feedback|helpful|was-this-helpful|page-rating|rating|ratings|satisfaction|avis|avis-usager|sondage|poll|survey',
    ),
  ],
  [
    'hidden',
    /^(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|element-invisible|offscreen|assistive-text|show-for-sr|u-hidden|no-print|noprint|hidden-print|is-hidden|d-none|visuallyhidden|invisible)$/,
  ],
];

/** What holds the article says so, whatever else its wrapper is called. */
export const CONTENT_TOKEN =
  /^(?:(?:entry|post|article|story|page|main|news|blog)-(?:content|body|text)|articlebody|article-body-text|contenu(?:-(?:principal|article|page))?|texte(?:-article)?|mw-parser-output|markdown-body|rich-?text|rte|prose|hentry|h-entry|e-content)$/;

/** The headings under which a page offers its other pages; the whole text of a short line must be one of these. */
export const TAIL_TITLE =
  /^(?:(?:à|a) (?:lire|voir|découvrir|écouter)(?: (?:aussi|également|ensuite))?|(?:lire|voir|découvrez|découvrir) (?:aussi|également)|lire la suite|(?:sur|dans) (?:le|la) même (?:sujet|thème|thématique|rubrique|catégorie|dossier)|(?:nos )?(?:autres )?articles? (?:liés|similaires|connexes|associés|recommandés|récents|populaires)|(?:ces|d['’]autres) articles? (?:pourraient|peuvent) (?:aussi )?vous (?:intéresser|plaire)|(?:ça|cela|ceci) (?:peut|pourrait|devrait) (?:aussi )?vous (?:intéresser|plaire)|vous (?:aimerez|pourriez)(?: (?:aussi|également|aimer|être intéressé[^ ]*))*(?: (?:par|lire))?|nos (?:suggestions|recommandations|derniers articles)|recommandé[es]* pour vous|(?:les )?(?:articles )?(?:les )?plus (?:lus|populaires|commentés|consultés)|(?:les )?derni(?:ers articles|ères (?:actualités|actus|nouvelles|infos))|toute l['’]actualité.{0,40}|l['’]actualité en continu|(?:les )?tendances|d['’]autres actualités|plus d['’](?:articles|actualités|infos)(?: sur.{0,40})?|(?:\d+ )?commentaires?(?: \(?\d+\)?)?|(?:laisser|ajouter|écrire|poster) un commentaire|(?:vos )?réactions|réagir(?: à cet article)?|partage[rz](?: (?:cet|l['’]) ?article| cette page| sur.{0,40})?|(?:suivez|retrouvez|rejoignez)[ -]nous.{0,40}|(?:notre |la |nos )?(?:newsletters?|lettres? d['’]informations?|infolettre)|(?:abonnez-vous|inscrivez-vous|recevez).{0,50}|mots[ -]clés|étiquettes|thèmes associés|related(?: (?:posts?|articles?|content|stories|news|topics|links|coverage|reading|items|products|pages))?|similar (?:posts|articles|stories)|you (?:may|might)(?: also)? (?:like|enjoy|be interested in)|you['’]?ll also like|(?:what to )?read (?:next|more|also)(?: (?:on|about|from).{0,40})?|see also|(?:see |read )?more|don['’]t miss|more (?:stories|articles|news|posts|reading|like this|to explore|coverage)|more (?:from|on|in|about) .{1,40}|recommended(?: for you| stories| articles| reading| posts)?|(?:most|popular)[ -](?:read|popular|viewed|shared|commented|recent)|trending(?: now| stories)?|popular (?:posts|stories|articles|now)|(?:latest|recent|top|other|featured|editor['’]?s'?) (?:news|posts|articles|stories|picks|headlines)|up next|next (?:article|post|story|up)|previous (?:article|post|story)|(?:\d+ )?(?:comments?|responses?|replies|thoughts)(?: \(?\d+\)?| on .{1,80})?|(?:leave|post|add|write) an? (?:reply|comment|response)|join the (?:conversation|discussion)|share (?:this|on|via|the).{0,40}|share|follow (?:us|me).{0,40}|(?:our |the )?newsletters?|(?:subscribe|sign up).{0,50}|get .{0,30}newsletter.{0,30}|(?:tags|filed under|categories|topics))\s*[:.…!?»>→]*$/i;

/** Same, but followed by the link itself, in the middle of the text: "À lire aussi : Le port rouvre lundi". */
export const INLINE_RELATED =
  /^[\s>»→•▶►📖👉🔴-]*(?:(?:à|a) (?:lire|voir|écouter)(?: (?:aussi|également))?|(?:lire|voir) (?:aussi|également)|sur le même sujet|(?:lire|voir) (?:notre|l['’]) ?(?:article|dossier|enquête)|read (?:also|more|next)|also read|see also|related(?: article| story| reading)?|more on this|recommended|watch(?: also)?|don['’]t miss|(?:see )?more)\s*[:|–—-]/i;

/** Lines that stand alone in an article and say nothing: controls of the page that were written as text. */
export const CONTROL_LINE =
  /^(?:adverts?|advertisement|publicité|sponsored(?: content)?|continue reading(?: the main story)?|lire la suite|read more|story continues below.{0,30}|skip (?:to|advertisement).{0,30}|aller au contenu.{0,20}|loading(?:…|\.\.\.)?|chargement(?:…|\.\.\.| en cours.{0,5})?|(?:click|tap) to (?:enlarge|expand|view).{0,20}|cliquez pour agrandir|retour en haut(?: de (?:la )?page)?|haut de (?:la )?page|back to top|top of page|print(?: this page)?|imprimer(?: (?:la|cette) page)?|envoyer par (?:e-?mail|courriel)|partager|share|tweet|tweeter|facebook|twitter|linkedin|whatsapp|pinterest|copier le lien|copy link|edit this page.{0,30}|modifier cette page|was this (?:page|article) helpful\??|cette page vous a-t-elle (?:été utile|aidé)\s?\??|close|fermer|reply|répondre|signaler|permalink|lien permanent|advertising|read full article|source\s?:?|(?:©|copyright|\(c\)).{0,100}|.{0,60}(?:all rights reserved|tous droits réservés).{0,60})\s*$/i;

/** Lines that say who wrote and when: they are metadata, and told as such. */
export const BYLINE_LINE =
  /^(?:(?:by|par)\s+(?:the\s+)?\p{Lu}[^.!?]{2,70}|(?:écrit|rédigé|publié|posté|written|posted|published) (?:par|by)\s+\p{Lu}[^.!?]{2,80}|(?:publié|mis en ligne|vérifié|relu|posté|published|reviewed|posted|updated|last updated|mis à jour|mise à jour|dernière (?:mise à jour|modification)|modifié)(?: le| on|:| à)?\s*:?\s*(?:(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)\p{L}*,?\s*)?(?:le )?(?:\d|jan|fev|fév|feb|mar|avr|apr|mai|may|jui|jun|jul|aoû|aug|sep|oct|nov|d[eé]c).{0,90}|(?:temps de )?lecture\s*:?\s*\d+\s*min\p{L}*\.?|\d+\s*min(?:utes?|s)?\.?\s*(?:de lecture|read|to read))$/iu;

/** How a cookie notice begins, where no class gives it away. */
export const COOKIE_LINE =
  /^(?:(?:ce|notre|le) site(?: (?:web|internet))?|nous(?: et nos (?:\d+ )?partenaires)?|this (?:web)?site|our (?:web)?site|we(?: and our (?:\d+ )?partners)?)\s[^.!?]{0,60}\b(?:cookies|traceurs)\b|^en (?:poursuivant|continuant) votre (?:navigation|visite)|^by (?:continuing to (?:use|browse)|using) (?:this|our) (?:web)?site/i;

/** The question at the foot of a page; its whole box goes. */
export const FEEDBACK_LINE =
  /^(?:cette (?:page|fiche|information)|cet article|ces informations|ce contenu) (?:vous )?(?:a-t-elle|a-t-il|ont-elles|est-elle|est-il|sont-elles)(?: vous)? (?:été )?(?:utiles?|aidée?s?|clairs?|claires?)|^(?:was|is|did) this (?:page|article|information|content) (?:helpful|useful|help)/i;
