"""Small words of the description."""

from typing import Any

Shape = dict[str, Any]


def ref(name: str) -> Shape:
    """A schema by name."""
    return {"$ref": f"#/components/schemas/{name}"}


def obj(description: str, properties: Shape, *, optional: tuple[str, ...] = ()) -> Shape:
    """An object whose fields are all required but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": required,
    }


def listed(name: str, *, most: int | None = None) -> Shape:
    """An array of a schema."""
    return {"type": "array", "items": ref(name)} | ({"maxItems": most} if most else {})


def text(description: str, **more: Any) -> Shape:
    """A string."""
    return {"type": "string", "description": description} | more


def count(description: str) -> Shape:
    """A number of things."""
    return {"type": "integer", "minimum": 0, "description": description}
