"""LangChain as a colleague uses it. Usage: langchain_reader.py URI read|write. Prints one JSON object."""
import json
import sys

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_postgres import PGVector

uri, step = sys.argv[1:3]
VECTORS = {"tram": [1.0, 0.0, 0.0], "ferry": [0.8, 0.6, 0.0]}


class Given(Embeddings):
    """Answers with the vector of the word that a text holds."""

    def embed_query(self, text):
        return next(vector for word, vector in VECTORS.items() if word in text)

    def embed_documents(self, texts):
        return [self.embed_query(text) for text in texts]


def opened(name):
    return PGVector(embeddings=Given(), connection=uri, collection_name=name, use_jsonb=True)


store = opened("default")
if step == "read":
    found = store.similarity_search("tram", k=4)
    answer = {
        "found": [document.page_content for document in found],
        "metadata": found[0].metadata,
        "filtered": [d.page_content for d in store.similarity_search("tram", k=4, filter={"kind": {"$eq": "page"}})],
        "titled": [
            d.page_content
            for d in store.similarity_search("tram", k=4, filter={"title": {"$eq": "Titre de https://x/a"}})
        ],
    }
else:
    ferry = Document(page_content="un ferry", metadata={"source": "https://langchain.test/ferry"})
    store.add_documents([ferry])
    opened("theirs").add_documents([ferry])
    answer = {"found": [document.page_content for document in store.similarity_search("tram", k=4)]}
print(json.dumps(answer))
