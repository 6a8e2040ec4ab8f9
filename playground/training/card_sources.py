"""Where the data, word vectors and pretrained teachers of recipes are from, as cards name them; licences included."""

from playground.training import chinese_model_card

SOURCES = {
    "imdb": "[Large Movie Review Dataset](https://ai.stanford.edu/~amaas/data/sentiment/) (Maas et al. 2011)",
    "sst": "[Stanford Sentiment Treebank](https://nlp.stanford.edu/sentiment/) (Socher et al. 2013), binary",
    "ud_english_ewt": "[Universal Dependencies English Web Treebank]"
    "(https://github.com/UniversalDependencies/UD_English-EWT), CC BY-SA 4.0",
    "general": "short texts that are for or against something: Reddit comments ([GoEmotions]"
    "(https://github.com/google-research/google-research/tree/master/goemotions), Apache-2.0, grouped into positive "
    "and negative), tweets ([TweetEval](https://github.com/cardiffnlp/tweeteval), validation and test parts of its "
    "SemEval sets, and tweets about targets, Dong et al. 2014), sentences on restaurants and laptops ("
    "[SemEval-2014 task 4](https://aclanthology.org/S14-2004/)) and on phones (Kotzias et al. 2015, CC "
    "BY 4.0); research use",
    **chinese_model_card.SOURCES,
    "opinions": "sentences made for this project: what a denial or a “but” does to an opinion "
    "(`playground/training/recipes/opinion_sentences.py`; none of them is measured on)",
    "everyday": "more sentences made for this project: goods, meals, rooms, services, whose opinion counts, and people "
    "of any name, religion, nation and orientation (`playground/training/recipes/everyday_sentences.py`; none of them "
    "is measured on)",
    "negations": "more sentences made for this project: faults and merits denied in many words, and comparisons "
    "(`playground/training/recipes/negation_sentences.py`; none of them is measured on)",
    "reviews": "reviews made for this project: several clauses, of which one side is conceded, denied or told by "
    "others (`playground/training/recipes/review_sentences.py`; none of them is measured on)",
}
VECTORS = {
    "glove": "[GloVe 6B](https://nlp.stanford.edu/projects/glove/) (Pennington, Socher, Manning 2014; Wikipedia and "
    "news; public domain, PDDL)",
}
ENCODERS = {
    "minilm": "[all-MiniLM-L6-v2](https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2) (Apache-2.0, 22 "
    "million parameters)",
}
HUB_NAMES = {
    "imdb": "stanfordnlp/imdb",
    "sst": "stanfordnlp/sst2",
    "ud_english_ewt": "universal-dependencies/universal_dependencies",
}
