"""``editor`` spoken in the Language Server Protocol, with pygls. Columns are turned into the client's units here."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from commission_plan import __version__
from commission_plan.cli.beside import Beside
from commission_plan.editor import help
from commission_plan.editor.completion import complete
from commission_plan.editor.references import definition
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


#: The plan is checked once nobody has typed for so long, in seconds.
_PAUSE = 0.1


class _Server(LanguageServer):
    """Keeps the last version of each open file."""

    def __init__(self) -> None:
        super().__init__("plan", __version__)
        self._versions: dict[str, tuple[str, Version]] = {}

    def current(self, uri: str) -> Version:
        text = self.workspace.get_text_document(uri).source
        kept = self._versions.get(uri)
        if kept is None or kept[0] != text:
            path = to_fs_path(uri)
            kept = (text, Version(text, path or uri, date.today(), Beside(path) if path else None))
            self._versions[uri] = kept
        return kept[1]

    def forget(self, uri: str) -> None:
        self._versions.pop(uri, None)

    def point(self, version: Version, position: lsp.Position) -> Point:
        found = self.workspace.position_codec.position_from_client_units(version.lines, position)
        return Point(found.line, found.character)

    def range(self, version: Version, found: Range) -> lsp.Range:
        codec = self.workspace.position_codec
        ends = [codec.position_to_client_units(version.lines, lsp.Position(*point)) for point in found]
        return lsp.Range(*ends)

    def diagnostic(self, version: Version, told: help.Told) -> lsp.Diagnostic:
        finding = told.finding
        said = finding.message + (f"\nhelp: {finding.fix}" if finding.fix else "")
        return lsp.Diagnostic(
            range=self.range(version, told.range),
            message=shown(said),
            severity=_SEVERITIES[finding.severity],
            code=finding.rule,
            source="plan",
        )

    def publish(self, uri: str) -> None:
        version = self.current(uri)
        found = [self.diagnostic(version, told) for told in help.findings(version)]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=uri, diagnostics=found))


def server() -> LanguageServer:
    made = _Server()

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        made.publish(params.text_document.uri)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        await asyncio.sleep(_PAUSE)
        # Who has typed on, or closed the file, is answered for the newer state.
        document = made.workspace.text_documents.get(uri)
        if document is not None and document.version == params.text_document.version:
            made.publish(uri)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        made.forget(params.text_document.uri)
        empty = lsp.PublishDiagnosticsParams(uri=params.text_document.uri, diagnostics=[])
        made.text_document_publish_diagnostics(empty)

    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        version = made.current(params.text_document.uri)
        said = help.hover(version, made.point(version, params.position))
        if not said:
            return None
        return lsp.Hover(contents=lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=said))

    @made.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", "[", "{", "-"]))
    def completion(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        version = made.current(params.text_document.uri)
        items = complete(version, made.point(version, params.position))
        return [
            lsp.CompletionItem(label=item.text, kind=_KINDS[item.kind], documentation=item.help or None)
            for item in items
        ]

    @made.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> lsp.Location | None:
        version = made.current(params.text_document.uri)
        found = definition(version, made.point(version, params.position))
        return None if found is None else lsp.Location(params.text_document.uri, made.range(version, found))

    @made.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]))
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        version = made.current(params.text_document.uri)
        within = Range(made.point(version, params.range.start), made.point(version, params.range.end))
        return [_action(made, version, params.text_document.uri, action) for action in help.actions(version, within)]

    return made


def _action(made: _Server, version: Version, uri: str, action: help.Action) -> lsp.CodeAction:
    edit: Any = lsp.TextEdit(range=made.range(version, action.range), new_text=action.text)
    return lsp.CodeAction(
        title=action.title,
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[made.diagnostic(version, action.told)],
        is_preferred=True,
        edit=lsp.WorkspaceEdit(changes={uri: [edit]}),
    )
