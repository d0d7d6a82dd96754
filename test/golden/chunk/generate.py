"""Writes the golden cases of this folder with Python LangChain's own splitter.

    python -m venv venv && venv/bin/pip install langchain-text-splitters==1.1.3
    venv/bin/python test/golden/chunk/generate.py

The texts are our own. Each case is a folder: in.md, and out.json = [{chunk_size, chunk_overlap, chunks}].
"""

import json
import random
from importlib.metadata import version
from pathlib import Path

from langchain_text_splitters import RecursiveCharacterTextSplitter

VERSION = "1.1.3"
HERE = Path(__file__).parent
SIZES = [(10, 0), (10, 3), (10, 9), (37, 12), (100, 0), (100, 20), (100, 97), (250, 60), (700, 100), (1000, 990)]

PROSE = """# Le tramway arrive au port

La ligne T3 reliera la gare aux quais en douze minutes. Les travaux commencent à l'automne ; ils dureront deux ans.

## Ce qui change pour vous

Les bus 14 et 27 gardent leur trajet jusqu'à la mise en service. Ensuite, le 14 s'arrêtera place du Marché,
où l'on changera pour le tram. Les abonnés n'ont rien à faire : leur carte reste valable.

### Pendant les travaux

La rue des Tanneurs est fermée aux voitures, pas aux vélos. Un passage pour piétons reste ouvert jour et nuit.
« Nous avons entendu les riverains », dit la mairie. « Le chantier s'arrête à dix-huit heures. »

## Foire aux questions

Où garer son vélo ? Cent vingt arceaux attendent devant la gare, trente autres devant la médiathèque.

Que faire d'un billet non utilisé ? Il se rembourse au guichet, sur présentation du reçu, pendant trois mois.
"""

CODE = """Voici comment lire les horaires :

```python
def next_departures(stop: str, count: int = 3) -> list[str]:
    # Une ligne vide ci-dessous, et des tabulations.

\tfor departure in timetable[stop]:
\t\tif departure.cancelled:
\t\t\tcontinue
\t\tyield departure.time.isoformat()
    return []
```

Et en JavaScript :

    const stops = await fetch(`/stops?near=${lat},${lon}`).then(answer => answer.json());
    stops.filter(stop => stop.lines.length > 0 && !stop.closed).map(stop => stop.name);
"""

TABLE = """| Ligne | Départ | Arrivée | Durée |
|---|---|---|---:|
| T1 | Gare centrale | Hôpital | 18 min |
| T2 | Université | Zone du Lac | 25 min |
| 14 | Place du Marché | Les Aulnes | 31 min |
| N3 | Gare centrale | Aéroport (nuit seulement, une fois par heure) | 40 min |

| | |
|---|---|
| | |
"""

LISTS = """- tickets
  - à l'unité
  - par dix

  Un paragraphe dans la liste.
- abonnements
    1. au mois
    2. à l'année


* autre liste
* [lien](https://transports.example/tarifs?zone=1&age=26#etudiants)
> Une citation
> sur deux lignes.
"""

LONG_WORD = "anticonstitutionnellement" * 29
URL = "https://transports.example/" + "/".join(f"segment-{n}" for n in range(40))
EMOJI = "Le 🚋 part à 8 h 🕗. Les 👨‍👩‍👧‍👦 montent d'abord, puis les 🚴🏽‍♀️ 🚴🏽‍♀️ et les 🐕‍🦺.\n\n🚌🚎🚐🚑🚒🚓🚕🚖🚗🚘🚙🚚🚛🚜🏎️🏍️🛵🦽🦼🛺🚲🛴🛹🛼\n𝒯𝓇𝒶𝓂 𝟙𝟚𝟛 𠮷野家 🇫🇷🇧🇪🇨🇭"
CJK = "路面電車は駅から港まで十二分で結びます。工事は秋に始まり、二年間続きます。\n\n有轨电车线路将火车站与码头连接起来,全程十二分钟。施工将于秋季开始。\n버스 14번은 개통까지 노선을 유지합니다. 이후에는 시장 광장에 정차합니다."


def random_text(seed: int, alphabet: list[str], length: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(alphabet) for _ in range(length))


ODD_SPACES = ["\u0085", "\u2028", "\u2029", "\u00a0", "\u202f", "\u3000", "\x1c", "\x1f", "\x0b", "\x0c", "\ufeff", "\u200b"]

CASES = {
    "empty": "",
    "one-letter": "a",
    "only-spaces": " " * 60,
    "only-newlines": "\n" * 45,
    "blank-mixture": " \n\n \t\n\u00a0\n\n\n   \n" * 5,
    "spaces-around": "   \n\n  un mot  \n\n   ",
    "short-prose": "Le tram part.",
    "prose": PROSE,
    "prose-twice": PROSE + "\n\n" + PROSE.replace("tram", "métro"),
    "prose-one-line": PROSE.replace("\n", " "),
    "prose-single-newlines": PROSE.replace("\n\n", "\n"),
    "prose-triple-newlines": PROSE.replace("\n\n", "\n\n\n"),
    "crlf": PROSE.replace("\n", "\r\n"),
    "old-mac-returns": PROSE[:600].replace("\n", "\r"),
    "code": CODE,
    "table": TABLE,
    "lists": LISTS,
    "everything": PROSE + CODE + TABLE + LISTS,
    "emoji": EMOJI,
    "emoji-no-space": "🚋🚌" * 75,
    "emoji-and-spaces": "🚋 🚌  🚲\n" * 40,
    "cjk": CJK,
    "cjk-long": CJK.replace("\n", "") * 3,
    "no-spaces": LONG_WORD,
    "long-words-in-prose": f"Avant {LONG_WORD} après.\n\n{LONG_WORD[:99]} {LONG_WORD[:100]} {LONG_WORD[:101]}\nfin",
    "long-address": f"Voir <{URL}> pour tout.\n{URL}\n\n{URL}",
    "next-line-and-line-separator": "un\u0085deux\u2028trois\u2029quatre " * 12 + "\u0085\u0085 \u2028",
    "no-break-spaces": "Où\u00a0? Là\u202f! «\u00a0Oui\u00a0» 10\u202f000\u00a0km\n\n" * 8,
    "odd-spaces-at-ends": "\n\n".join(f"{s}mot{s} {s}mot{s}{s}" for s in ODD_SPACES),
    "zero-width": "a\u200bb\u200cc\u200dd\ufeffe " * 20,
    "combining-accents": "e\u0301te\u0301 a\u0300 l'e\u0301cole " * 15,
    "tabs": "a\tb\t\tc\n\td\n\n\te\t" * 14,
    "exact-multiples": "0123456789" * 30,
    "words-of-ten": " ".join(["abcdefghi"] * 40),
    "pieces-of-size": "\n\n".join("x" * n for n in (9, 10, 11, 36, 37, 38, 99, 100, 101, 249, 250, 251)),
    "leading-separators": "\n\n\n\n a\n\n\n\n b\n \n c \n\n",
    "random-separators": random_text(1, ["\n\n", "\n", " ", "mot", "autre", "é"], 500),
    "random-dense": random_text(2, ["\n", " ", "ab", "c"], 700),
    "random-odd": random_text(3, [*ODD_SPACES, "\n", " ", "mot", "🚋"], 500),
    "random-astral": random_text(4, ["🚋", "𠮷", "é", " ", "\n", "\n\n"], 500),
}

# Here every piece is a character or none is below the size: the odd corners of the algorithm.
TINY = [(1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (3, 2), (5, 5)]


def chunks_of(text: str, size: int, overlap: int) -> dict:
    splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap)
    return {"chunk_size": size, "chunk_overlap": overlap, "chunks": splitter.split_text(text)}


def main() -> None:
    assert version("langchain-text-splitters") == VERSION
    for name, text in CASES.items():
        configs = SIZES + (TINY if len(text) < 120 else [])
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        folder.joinpath("in.md").write_bytes(text.encode())
        cases = [chunks_of(text, size, overlap) for size, overlap in configs]
        # One configuration a line; ASCII, so that no editor or git setting changes a line separator.
        lines = ",\n".join(json.dumps(case) for case in cases)
        folder.joinpath("out.json").write_bytes(f"[\n{lines}\n]\n".encode())
    print(len(CASES), "cases")


main()
