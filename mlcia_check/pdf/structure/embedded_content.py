"""Finds active content that is not an action: content kept elsewhere, and media."""

from __future__ import annotations

from collections.abc import Iterator

from pypdf.generic import DictionaryObject, StreamObject

from mlcia_check.pdf.structure.actions import Effect, file_of
from mlcia_check.pdf.structure.objects import Objects, fit_for_show, raw

MEDIA = {"/RichMedia": "rich media", "/3D": "a 3D model"}
_CLIPS = {"/Movie": "a movie", "/Sound": "a sound"}
_ACTIONS = {"/JavaScript": "/JS", "/Launch": "/F", "/SubmitForm": "/F", "/ImportData": "/F"}


def standing_effects(objects: Objects, node: DictionaryObject) -> Iterator[Effect]:
    """Yield content kept elsewhere, media, and links that are not written as actions."""
    if isinstance(node, StreamObject):
        yield from _of_stream(objects, node)
    elif objects.get(node, "/FS") == "/URL":
        file = file_of(objects, node)
        yield Effect("external-reference", file.shown if file else "a URL")
    if "/DestOutputProfileRef" in node:
        yield Effect("external-reference", "a colour profile kept elsewhere")
    if "/Rect" in node:
        yield from _of_annotation(objects, node)
    # The walk has already followed actions in their places.
    kind = str(objects.get(node, "/S"))
    if kind in _ACTIONS and _ACTIONS[kind] in node:
        objects.doubt("stray-action", kind)


def _of_stream(objects: Objects, node: StreamObject) -> Iterator[Effect]:
    file = file_of(objects, raw(node, "/F"))
    if file is not None:
        yield Effect("external-reference", file.shown)
    proxies = [objects.get(node, "/Ref"), *objects.dictionary(node, "/OPI").values()]
    for proxy in proxies:
        file = file_of(objects, raw(objects.resolve(proxy), "/F"))
        if file is not None:
            yield Effect("external-reference", file.shown)


def _of_annotation(objects: Objects, node: DictionaryObject) -> Iterator[Effect]:
    kind = str(objects.get(node, "/Subtype"))
    if kind in MEDIA:
        yield Effect("rich-media", MEDIA[kind])
    elif kind in _CLIPS:
        clip = objects.get(node, kind)
        file = file_of(objects, raw(clip, "/F"))
        if file is None or not file.paths:
            yield Effect("multimedia", fit_for_show(_CLIPS[kind]))
        elif not file.is_url and not isinstance(clip, StreamObject):
            # A URL or a stream kept elsewhere is reported when the walk reaches it.
            yield Effect("multimedia", file.shown)
    elif kind == "/FileAttachment" and "/EF" not in objects.dictionary(node, "/FS"):
        file = file_of(objects, raw(node, "/FS"))
        if file is not None and not file.is_url:
            yield Effect("launch-relative" if file.is_bare_relative else "external-reference", file.shown)
