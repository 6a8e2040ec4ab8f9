"""The exported model as a service.

    uvicorn serve:app --port 8000
    curl localhost:8000/predict -H 'Content-Type: application/json' -d '{"texts": ["A text"]}'

`GET /health` answers once the model is loaded; `/docs` describes both.
"""

from typing import Annotated, Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from playground.errors import BadInput
from playground.export.files.predict import ExportedModel

MOST_TEXTS = 256
MOST_CHARACTERS = 20_000  # of a text

app = FastAPI(title="Text classifier")
model = ExportedModel()


class Question(BaseModel):
    """Texts to ask about."""

    texts: Annotated[
        list[Annotated[str, Field(max_length=MOST_CHARACTERS)]], Field(min_length=1, max_length=MOST_TEXTS)
    ]


@app.get("/health")
def health() -> dict[str, Any]:
    """That the model is there, and which labels it has."""
    return {"status": "ok", "labels": model.config["labels"]}


@app.post("/predict")
def predict(question: Question) -> list[dict[str, Any]]:
    """The answer to each text, in their order."""
    try:
        return model.predict(question.texts)
    except BadInput as error:
        raise HTTPException(422, str(error)) from error
