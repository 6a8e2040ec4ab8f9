"""The plain routes described as OpenAPI 3.1, from the functions' own annotations and docstrings."""

import inspect
import re
import types
from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin

SCHEMAS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    dict: {"type": "object"},
    types.NoneType: {"type": "null"},
}
MUST_BE_GIVEN = ("text", "model")  # though they have a default: what is missing is said in a sentence
ERRORS = {
    "422": ("What was asked cannot be answered as it is; the sentence says what is allowed and what to do.", {}),
    "429": (
        "Too many questions are waiting.",
        {"Retry-After": {"description": "Seconds until to ask again.", "schema": {"type": "integer"}}},
    ),
    "503": ("The Hugging Face Hub does not answer, or not yet.", {}),
}


def description(verbs: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    """The whole description.

    Args:
        verbs: the functions by the names of their routes.
    """
    error = {
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"type": "string", "description": "The line that the command line prints."}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Playground", "version": "1", "description": "An RNN, an LSTM, a TextCNN, a Transformer."},
        "paths": {f"/api/{name}": {"post": _operation(name, verb)} for name, verb in verbs.items()},
        "components": {"schemas": {"Error": error}},
    }


def _operation(name: str, verb: Callable[..., Any]) -> dict[str, Any]:
    about, arguments, answer = _docstring(verb)
    summary, _, more = about.partition("\n\n")
    properties = {
        each: {**schema(given.annotation), "description": arguments.get(each, "")}
        | ({"default": given.default} if given.default is not None else {})
        for each, given in inspect.signature(verb).parameters.items()
    }
    body = {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [each for each in properties if each in MUST_BE_GIVEN],
    }
    found = {"description": answer, "content": _content(schema(inspect.signature(verb).return_annotation))}
    return {
        "operationId": name,
        "summary": " ".join(summary.split()),
        "description": " ".join(more.split()),
        "requestBody": {"required": bool(body["required"]), "content": _content(body)},
        "responses": {"200": found} | {status: _error(*said) for status, said in ERRORS.items()},
    }


def schema(annotation: Any) -> dict[str, Any]:
    """The JSON schema of a type that an endpoint takes or gives."""
    if annotation is Any:
        return {}
    if isinstance(annotation, types.UnionType):
        return {"anyOf": [schema(one) for one in get_args(annotation)]}
    if get_origin(annotation) is list:
        return {"type": "array", "items": schema(get_args(annotation)[0])}
    return dict(SCHEMAS[get_origin(annotation) or annotation])


def _content(of: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": of}}


def _error(said: str, headers: dict[str, Any]) -> dict[str, Any]:
    found = {"description": said, "content": _content({"$ref": "#/components/schemas/Error"})}
    return {**found, "headers": headers} if headers else found


def _docstring(verb: Callable[..., Any]) -> tuple[str, dict[str, str], str]:
    """What a verb does, what each argument is, and what comes back."""
    about, _, rest = (inspect.getdoc(verb) or "").partition("\nArgs:\n")
    if not rest:
        about, _, answer = about.partition("\nReturns:\n")
        return about.strip(), {}, " ".join(answer.split())
    said, _, answer = rest.partition("\nReturns:\n")
    arguments = dict(re.findall(r"^    (\w+): (.*)$", said, re.M))
    return about.strip(), arguments, " ".join(answer.split())
