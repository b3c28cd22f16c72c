"""JSON Schema of rules and settings files, generated from the shapes that read them."""

from __future__ import annotations

from pydantic.json_schema import JsonSchemaValue

from proxy.config import ServerSettings
from proxy.routing.shape import RulesShape

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rules_schema() -> JsonSchemaValue:
    """Of routing_rules/NAME.yaml."""
    return {"$schema": DIALECT, **RulesShape.model_json_schema(by_alias=True)}


def settings_schema() -> JsonSchemaValue:
    """Of routing_rules/server.yaml."""
    return {"$schema": DIALECT, **ServerSettings.model_json_schema()}
