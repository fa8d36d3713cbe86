"""A text looked up while a module is imported stays in the language of that moment for ever."""

import ast
from collections.abc import Iterator

from tests.architecture.source import modules, short, tree

AT_ONCE = {"gettext", "ngettext", "pgettext", "npgettext"}


def translated_on_import(module: ast.Module) -> list[int]:
    """Lines that translate in the body of a module or of a class, where no reader is known."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in AT_ONCE
    }
    return [
        call.lineno
        for call in _calls_on_import(module)
        if isinstance(call.func, ast.Name) and call.func.id in names
    ]


def _calls_on_import(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda):
            continue
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for on_import in (*child.decorator_list, *child.args.defaults, *child.args.kw_defaults):
                if on_import is not None:
                    yield from _calls_on_import(ast.Expr(on_import))
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _calls_on_import(child)


def test_no_module_translates_while_it_is_imported() -> None:
    found = [
        f"{short(path)}:{line}" for path in modules() for line in translated_on_import(tree(path))
    ]
    assert found == []


def test_texts_of_classes_and_decorators_are_seen_and_those_of_functions_allowed() -> None:
    source = """
from django.utils.translation import gettext as _, gettext_lazy
A = _("x")
class Page:
    title = _("y")
    label = gettext_lazy("z")
    @condition(_("w"))
    def name(self, text=_("v")):
        return _("u")
    key = lambda self: _("t")
"""
    assert translated_on_import(ast.parse(source)) == [3, 5, 7, 8]
