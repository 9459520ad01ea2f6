"""Tags that say the same on every page: asked once a language, remembered by their node.

Words and addresses without values are a fifth of what drawing a page costs (docs/adr/0047). What
depends on who looks, or on any record, is never remembered here.
"""

from collections.abc import Callable, Hashable

from django.conf import settings
from django.template import Context, Node
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode, url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import get_script_prefix
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from anhuai.platform import addressing


class Settled(Node):
    """A node whose text depends on `key()` alone."""

    child_nodelists = ()

    def __init__(self, asked: Node, key: Callable[[], Hashable]) -> None:
        self._asked, self._key = asked, key
        self._said: dict[tuple[Hashable, bool], str] = {}

    def render(self, context: Context) -> str:
        """Return the text, asked for at the first use."""
        key = (self._key(), context.autoescape)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._asked.render(context)
        return said


class Valued(Node):
    """An address with values."""

    child_nodelists = ()

    def __init__(self, asked: URLNode) -> None:
        self._asked, self._name = asked, asked.view_name.resolve(Context())

    def render(self, context: Context) -> str:
        """Return the address for the context's values, as Django's `url` does."""
        found = addressing.address(self._name, *(one.resolve(context) for one in self._asked.args))
        return conditional_escape(found) if context.autoescape else found


def translate(parser: Parser, token: Token) -> Node:
    """Return Django's `translate`, settled where it is given words and no variable."""
    node = do_translate(parser, token)
    text = node.filter_expression
    is_plain = isinstance(node, TranslateNode) and not node.asvar and not text.filters
    context = getattr(node, "message_context", None)
    if not is_plain or not _is_literal(text) or (context is not None and not _is_literal(context)):
        return node
    return Settled(node, get_language)


def address(parser: Parser, token: Token) -> Node:
    """Return Django's `url`, settled where it names a page without values."""
    node: URLNode = url(parser, token)
    if node.kwargs or node.asvar or not _is_literal(node.view_name):
        return node
    return Valued(node) if node.args else Settled(node, _where)


def _where() -> Hashable:
    return settings.ROOT_URLCONF, get_script_prefix()


def _is_literal(expression: object) -> bool:
    """Say whether a filter expression is a text in quotes and nothing else."""
    variable = getattr(expression, "var", None)
    literal = getattr(variable, "literal", variable)
    return isinstance(literal, str) and not getattr(expression, "filters", ())
