"""``editor`` spoken in the Language Server Protocol, with pygls. Columns are turned into the client's units here."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import unquote

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import TextDocument

from commission_plan import __version__
from commission_plan.cli.neighbours import Beside
from commission_plan.editor import help
from commission_plan.editor.completion import complete
from commission_plan.editor.mentions import OutlineEntry, mentions, outline, renamed
from commission_plan.editor.references import definition, own_at
from commission_plan.editor.version import Point, Range, Version
from commission_plan.findings import Severity
from commission_plan.reports.plain import shown

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "id": lsp.CompletionItemKind.Reference,
    "choice": lsp.CompletionItemKind.EnumMember,
    "rule": lsp.CompletionItemKind.Constant,
    "example": lsp.CompletionItemKind.Value,
}
_SYMBOLS = {
    "milestones": lsp.SymbolKind.Event,
    "committees": lsp.SymbolKind.Class,
    "services": lsp.SymbolKind.Module,
    "scenarios": lsp.SymbolKind.Namespace,
}

#: A line with its end: the protocol knows no other ends than these.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
#: The plan is checked once nobody has typed for so long, in seconds.
_PAUSE = 0.1


class _Open(Beside):
    """Reads the files beside a plan as they are in the editor, saved or not."""

    def __init__(self, path: str, documents: Mapping[str, TextDocument]) -> None:
        super().__init__(path)
        self._documents = documents

    def _bytes(self, file: str, most: int) -> bytes | None:
        for uri, document in self._documents.items():
            path = to_fs_path(uri)
            if path and os.path.realpath(path) == file:
                return document.source.encode("utf-8", "replace")[: most + 1]
        return super()._bytes(file, most)


class _Kept(NamedTuple):
    """A version, and what it was made of."""

    text: str
    today: date
    beside: _Open | None
    version: Version


class _Text(TextDocument):
    """A text whose lines end where the protocol says, and not at every character that Python takes for a line's end."""

    @property
    def lines(self) -> Sequence[str]:
        return tuple(_LINE.findall(self.source))


class _Server(LanguageServer):
    """Keeps the last version of each open file."""

    def __init__(self) -> None:
        super().__init__("plan", __version__)
        self._kept: dict[str, _Kept] = {}
        #: Files that were changed a moment ago, and what will tell of them.
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        #: Whether the client has said that it is going to leave.
        self.orderly = False

    def opened(self, uri: str) -> None:
        """Count the lines of the file that was opened as the protocol does."""
        documents = self.workspace.text_documents
        for key, found in documents.items():
            if not isinstance(found, _Text):
                codec = found.position_codec
                documents[key] = _Text(found.uri, found.source, found.version, found.language_id, position_codec=codec)
        self.publish(uri)
        self.refresh()

    def current(self, uri: str) -> Version:
        text, today = self.workspace.get_text_document(uri).source, date.today()
        kept = self._kept.get(uri)
        if kept is None or (kept.text, kept.today) != (text, today) or self._moved(kept):
            path = to_fs_path(uri)
            beside = _Open(path, self.workspace.text_documents) if path else None
            kept = _Kept(text, today, beside, Version(text, path or uri, today, beside))
            self._kept[uri] = kept
        return kept.version

    def _moved(self, kept: _Kept) -> bool:
        """Whether a file that the plan names is no longer what it was."""
        if kept.beside is None or not kept.beside.has_read:
            return False
        again = _Open(kept.version.path, self.workspace.text_documents)
        read = list(kept.beside.has_read.values())
        return any(again.now(was.kind, was.base, was.name) != was.content for was in read)

    def plan(self, uri: str) -> Version | None:
        """The open plan; None for any other file, and for one that was closed meanwhile."""
        if unquote(uri) not in self.workspace.text_documents:
            return None
        version = self.current(uri)
        return version if version.kind == "plan" else None

    def later(self, uri: str) -> None:
        """Tell what is found in the file once nobody has typed for a moment."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.get_running_loop().call_later(_PAUSE, self._told, uri)

    def _told(self, uri: str) -> None:
        self._waiting.pop(uri, None)
        self.publish(uri)
        self.refresh()

    def forget(self, uri: str) -> None:
        self._kept.pop(uri, None)
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    def refresh(self) -> None:
        """Tell anew what is found in the open plans that name a file which has changed."""
        for uri in [uri for uri, kept in self._kept.items() if self._moved(kept)]:
            self.publish(uri)

    def point(self, version: Version, position: lsp.Position) -> Point:
        found = self.workspace.position_codec.position_from_client_units(version.lines, position)
        return Point(found.line, found.character)

    def range(self, lines: Sequence[str], found: Range) -> lsp.Range:
        codec = self.workspace.position_codec
        ends = [codec.position_to_client_units(lines, lsp.Position(*point)) for point in found]
        return lsp.Range(*ends)

    def diagnostic(self, version: Version, told: help.LocatedFinding) -> lsp.Diagnostic:
        finding = told.finding
        said = finding.message + (f"\nhelp: {finding.fix}" if finding.fix else "")
        return lsp.Diagnostic(
            range=self.range(version.lines, told.range),
            message=shown(said),
            severity=_SEVERITIES[finding.severity],
            code=finding.rule,
            source="plan",
        )

    def publish(self, uri: str) -> None:
        version = self.current(uri)
        found = [self.diagnostic(version, told) for told in help.findings(version)]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=uri, diagnostics=found))


def serve() -> int:
    """Speak with an editor until it leaves; 1 where it left without saying so first, as the protocol has it."""
    made = server()
    # At the end the streams are closed, and the process's own are still needed.
    with os.fdopen(os.dup(sys.stdin.fileno()), "rb") as asked, os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answered:
        made.start_io(asked, answered)
    return 0 if made.orderly else 1


def server() -> _Server:
    made = _Server()

    @made.feature(lsp.SHUTDOWN)
    def shutdown(params: None) -> None:
        made.orderly = True

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        made.opened(params.text_document.uri)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        made.later(params.text_document.uri)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        made.forget(params.text_document.uri)
        empty = lsp.PublishDiagnosticsParams(uri=params.text_document.uri, diagnostics=[])
        made.text_document_publish_diagnostics(empty)
        made.refresh()

    @made.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        """Ask to be told of files that change outside the editor, where it can tell."""
        files = getattr(made.client_capabilities.workspace, "did_change_watched_files", None)
        if files is not None and files.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/*.{yaml,yml}")])
            wanted = lsp.Registration("plans", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await made.client_register_capability_async(lsp.RegistrationParams([wanted]))

    @made.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def moved(params: lsp.DidChangeWatchedFilesParams) -> None:
        made.refresh()

    @made.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        made.refresh()

    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        version = made.plan(params.text_document.uri)
        said = help.hover(version, made.point(version, params.position)) if version is not None else ""
        if not said:
            return None
        return lsp.Hover(contents=lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=said))

    @made.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", "[", "{", "-"]))
    def completion(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        version = made.plan(params.text_document.uri)
        items = complete(version, made.point(version, params.position)) if version is not None else []
        return [
            lsp.CompletionItem(label=item.text, kind=_KINDS[item.kind], documentation=item.help or None)
            for item in items
        ]

    @made.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> lsp.Location | None:
        version = made.plan(params.text_document.uri)
        found = definition(version, made.point(version, params.position)) if version is not None else None
        if version is None or found is None:
            return None
        if found.file is None:
            return lsp.Location(params.text_document.uri, made.range(version.lines, found.range))
        uri = from_fs_path(found.file) or found.file
        return lsp.Location(uri, made.range(made.workspace.get_text_document(uri).lines, found.range))

    @made.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]))
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        version = made.plan(params.text_document.uri)
        if version is None:
            return []
        within = Range(made.point(version, params.range.start), made.point(version, params.range.end))
        return [_action(made, version, params.text_document.uri, action) for action in help.actions(version, within)]

    @made.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatted(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        version = made.plan(params.text_document.uri)
        if version is None:
            return None
        old = made.workspace.get_text_document(params.text_document.uri).source
        new = help.laid_out(old)
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(len(version.lines), 0))
        return [lsp.TextEdit(whole, new)] if new not in (None, old) else None

    @made.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        version = made.plan(params.text_document.uri)
        return [_symbol(made, version, entry) for entry in outline(version)] if version is not None else []

    @made.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def referred(params: lsp.ReferenceParams) -> list[lsp.Location] | None:
        version = made.plan(params.text_document.uri)
        record = own_at(version, made.point(version, params.position)) if version is not None else None
        if version is None or record is None:
            return None
        found = list(mentions(version, record))
        return [lsp.Location(params.text_document.uri, made.range(version.lines, one)) for one in found]

    @made.feature(lsp.TEXT_DOCUMENT_RENAME)
    def renaming(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        version = made.plan(params.text_document.uri)
        record = own_at(version, made.point(version, params.position)) if version is not None else None
        if version is None or record is None:
            return None
        found = renamed(version, record, params.new_name)
        if isinstance(found, str):
            raise JsonRpcInvalidParams(found)
        edits = [lsp.TextEdit(made.range(version.lines, one), params.new_name) for one in found]
        return lsp.WorkspaceEdit(changes={params.text_document.uri: list(edits)})

    return made


def _symbol(made: _Server, version: Version, entry: OutlineEntry) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        name=entry.id,
        detail=entry.group,
        kind=_SYMBOLS.get(entry.group, lsp.SymbolKind.Object),
        range=made.range(version.lines, entry.whole),
        selection_range=made.range(version.lines, entry.key),
        children=[_symbol(made, version, inner) for inner in entry.below],
    )


def _action(made: _Server, version: Version, uri: str, action: help.Action) -> lsp.CodeAction:
    edit: Any = lsp.TextEdit(range=made.range(version.lines, action.range), new_text=action.text)
    return lsp.CodeAction(
        title=action.title,
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[made.diagnostic(version, action.told)],
        is_preferred=True,
        edit=lsp.WorkspaceEdit(changes={uri: [edit]}),
    )
