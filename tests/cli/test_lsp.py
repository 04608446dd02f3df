"""``plan lsp`` as an editor speaks with it: a real client of the protocol, over standard input and output."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from tests.cli.running import ROOT, plan
from tests.hostile.texts import TITLES, showing

URI = "file:///plans/advice.yaml"
ADVICE = """\
plan: Advice £
as_of: 2026-01-05
committees:
  cabinet: {title: Cabinet, meets: [2026-03-16, 2026-04-20]}
  panel: {every: third monday}
services:
  advice:
    contracts: {current: {start: 2024-04-01, end: 2026-12-31}}
    go_live: new-service
milestones:
  tender: {kind: tender, takes: 35d}
  award:
    kind: award
    at: cabinet
    after: tender + 5wd
  new-service: {kind: go-live, after: award}
"""


class Editor(LanguageClient):
    """Keeps what the server has published last."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.published: asyncio.Queue[list[lsp.Diagnostic]] = asyncio.Queue()
        self.registered: asyncio.Queue[str] = asyncio.Queue()

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(params: lsp.PublishDiagnosticsParams) -> None:
            self.published.put_nowait(list(params.diagnostics))

        @self.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def registers(params: lsp.RegistrationParams) -> None:
            for registration in params.registrations:
                self.registered.put_nowait(registration.method)

    async def opened(self, text: str) -> list[lsp.Diagnostic]:
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(URI, "yaml", 1, text)))
        return await asyncio.wait_for(self.published.get(), 30)

    async def typed(self, change: Any) -> list[lsp.Diagnostic]:
        document = lsp.VersionedTextDocumentIdentifier(2, URI)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        return await asyncio.wait_for(self.published.get(), 30)


def talk(conversation: Callable[[Editor], Awaitable[Any]]) -> Any:
    """What ``conversation`` finds out from a server that is started for it and leaves with exit code 0."""

    async def run() -> Any:
        editor = Editor()
        await editor.start_io(sys.executable, "-m", "commission_plan", "lsp", cwd=str(ROOT))
        watches = lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
        able = lsp.ClientCapabilities(workspace=lsp.WorkspaceClientCapabilities(did_change_watched_files=watches))
        await editor.initialize_async(lsp.InitializeParams(capabilities=able))
        editor.initialized(lsp.InitializedParams())
        try:
            return await conversation(editor)
        finally:
            await asyncio.wait_for(editor.shutdown_async(None), 30)
            editor.exit(None)
            await asyncio.wait_for(editor.stop(), 30)

    return asyncio.run(run())


def at(text: str, mark: str, after: int = 0) -> lsp.Position:
    """The position of ``mark`` in ``text``, in the protocol's units (UTF-16), ``after`` characters into it."""
    offset = text.index(mark) + after
    line = text.count("\n", 0, offset)
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return lsp.Position(line, len(before.encode("utf-16-le")) // 2)


DOCUMENT = lsp.TextDocumentIdentifier(URI)


# Findings as you type.


def test_findings_come_and_go_as_you_type() -> None:
    async def conversation(editor: Editor) -> Any:
        first = await editor.opened(ADVICE)
        spot = lsp.Range(at(ADVICE, "tender + 5wd"), at(ADVICE, "tender + 5wd", 6))
        second = await editor.typed(lsp.TextDocumentContentChangePartial(range=spot, text="tneder"))
        third = await editor.typed(lsp.TextDocumentContentChangeWholeDocument(text=ADVICE))
        broken = await editor.typed(lsp.TextDocumentContentChangeWholeDocument(text="plan: [\n"))
        return first, second, third, broken

    first, second, third, broken = talk(conversation)

    assert {finding.source for finding in first} <= {"plan"}
    (wrong,) = [finding for finding in second if finding.severity == lsp.DiagnosticSeverity.Error]
    assert (wrong.code, wrong.range.start) == ("unknown-name", at(ADVICE, "tender + 5wd"))
    assert wrong.range.end == at(ADVICE, "tender + 5wd", 6)
    assert "write tender, or add tneder" in wrong.message
    assert third == first
    assert [finding.code for finding in broken] == ["syntax"]


def test_a_position_is_counted_in_the_protocols_units() -> None:
    text = 'plan: P\nmilestones:\n  a: {title: "\U0001f3e0\U0001f3e0", tkaes: 5d}\n'

    (finding,) = talk(lambda editor: editor.opened(text))

    assert finding.range.start == at(text, "tkaes")
    assert finding.range.start.character == text.splitlines()[2].index("tkaes") + 2


# Hover, definition, completion.


def asked(text: str, request: Callable[[Editor], Awaitable[Any]]) -> Any:
    async def conversation(editor: Editor) -> Any:
        await editor.opened(text)
        return await request(editor)

    return talk(conversation)


@pytest.mark.parametrize("mark", ["award:", "award}"])
def test_a_milestone_shows_its_dates_its_float_and_why(mark: str) -> None:
    params = lsp.HoverParams(DOCUMENT, at(ADVICE, mark, 2))

    found = asked(ADVICE, lambda editor: editor.text_document_hover_async(params))

    said = found.contents.value
    assert said.startswith("**Award**")
    # 35 days from 5 January end on Monday 9 February; a week of working days later is 16 February.
    assert "16 March 2026, at the latest by 20 April 2026" in said
    # From 16 March to 20 April are 25 weekdays, and Good Friday and Easter Monday (3 and 6 April) are among them.
    assert "23 working days to spare." in said
    assert "What it waits for" in said and "Tender. It takes 35 days from" in said


def test_a_key_shows_its_help_and_its_choices() -> None:
    params = lsp.HoverParams(DOCUMENT, at(ADVICE, "kind: award", 1))

    found = asked(ADVICE, lambda editor: editor.text_document_hover_async(params))

    assert found.contents.value.startswith("What it is to the rules and the pictures.")
    assert "mobilisation" in found.contents.value


@pytest.mark.parametrize(
    ("mark", "leads_to"),
    [("tender + 5wd", "  tender:"), ("cabinet\n", "  cabinet:"), ("new-service\nmile", "  new-service:")],
)
def test_a_reference_leads_to_where_its_record_is_written(mark: str, leads_to: str) -> None:
    params = lsp.DefinitionParams(DOCUMENT, at(ADVICE, mark, 1))

    found = asked(ADVICE, lambda editor: editor.text_document_definition_async(params))

    assert found.uri == URI
    assert found.range.start == at(ADVICE, leads_to, 2)


@pytest.mark.parametrize(
    ("old", "new", "offered", "not_offered"),
    [
        ("after: tender + 5wd", "after: ", {"tender", "award", "new-service"}, {"cabinet"}),
        ("after: tender + 5wd", "after:\n      - ", {"tender"}, {"kind"}),
        ("after: award}", "after: [award, ", {"tender"}, {"cabinet", "kind"}),
        ("at: cabinet", "at: ", {"cabinet", "panel"}, {"tender"}),
        ("    kind: award", "    kind: ", {"award", "go-live"}, {"tender-x", "cabinet"}),
        ("{kind: tender,", "{kind: ", {"tender", "award"}, {"cabinet"}),
        ("    at: cabinet", "    ", {"takes", "owner", "after"}, {"go_live", "plan"}),
        ("tender: {kind", "tender: {", {"takes", "kind"}, {"plan"}),
        ("as_of: 2026-01-05", "", {"authority", "regime", "ignore"}, {"takes"}),
        ("  new-service: {kind: go-live, after: award}\n", "ignore:\n  ", {"gap", "stale-plan"}, {"takes"}),
        ("takes: 35d}", "takes: ", {"20wd", "unknown"}, {"cabinet"}),
        ("go_live: new-service", "go_live: ", {"award", "new-service"}, {"cabinet"}),
    ],
)
def test_what_may_stand_there_is_offered(old: str, new: str, offered: set[str], not_offered: set[str]) -> None:
    start = ADVICE.index(old)
    text = ADVICE[:start] + new + ADVICE[start + len(old) :]
    line = text.count("\n", 0, start + len(new))
    column = start + len(new) - text.rfind("\n", 0, start + len(new)) - 1
    params = lsp.CompletionParams(DOCUMENT, lsp.Position(line, column))

    found = asked(text, lambda editor: editor.text_document_completion_async(params))

    labels = {item.label for item in found}
    assert offered <= labels
    assert not labels & not_offered


# Quick fixes.


def test_a_finding_that_can_be_mended_has_a_quick_fix() -> None:
    text = ADVICE.replace("takes: 35d", "tkaes: 35d")
    everywhere = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
    params = lsp.CodeActionParams(DOCUMENT, everywhere, lsp.CodeActionContext([]))

    (action,) = asked(text, lambda editor: editor.text_document_code_action_async(params))

    assert (action.title, action.kind, action.is_preferred) == ("Rename to 'takes'", "quickfix", True)
    (edit,) = action.edit.changes[URI]
    lines = text.split("\n")
    line = lines[edit.range.start.line]
    lines[edit.range.start.line] = line[: edit.range.start.character] + edit.new_text + line[edit.range.end.character :]
    assert "\n".join(lines) == ADVICE


# Safe and small.


@pytest.mark.parametrize("group", TITLES)
def test_hostile_titles_are_shown_as_text(group: str) -> None:
    text = showing(TITLES[group])
    mark = next(line.strip() for line in text.split("milestones:")[1].splitlines() if line.startswith("  "))
    params = lsp.HoverParams(DOCUMENT, at(text, f"  {mark}", 3))

    found = asked(text, lambda editor: editor.text_document_hover_async(params))

    said = found.contents.value if found is not None else ""
    assert "<img" not in said and "<svg" not in said and "](" not in said.replace("\\](", "")


def test_without_the_extra_it_says_what_is_missing(tmp_path: Any) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pygls'] = None\n")

    done = plan("lsp", PYTHONPATH=str(tmp_path))

    assert done.returncode == 2
    assert b"those of the extra 'lsp'" in done.stderr


def test_typing_on_is_answered_once_for_the_last_state() -> None:
    async def conversation(editor: Editor) -> Any:
        await editor.opened(ADVICE)
        for version in range(2, 12):
            document = lsp.VersionedTextDocumentIdentifier(version, URI)
            text = ADVICE.replace("takes: 35d", f"takes: {version}x")
            whole = lsp.TextDocumentContentChangeWholeDocument(text=text)
            editor.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))
        told = await asyncio.wait_for(editor.published.get(), 30)
        await asyncio.sleep(0.5)
        return told, editor.published.qsize()

    told, more = talk(conversation)

    assert [finding.message.partition(";")[0] for finding in told if "11x" in finding.message]
    assert more == 0


def test_a_rule_pack_beside_the_plan_is_read(tmp_path: Path) -> None:
    pack = (ROOT / "src/commission_plan/rulepacks/consultation.yaml").read_bytes()
    (tmp_path / "council.yaml").write_bytes(pack)
    uri = (tmp_path / "plan.yaml").as_uri()
    text = ADVICE + "rulepacks: [council.yaml, gone.yaml]\n"

    async def conversation(editor: Editor) -> Any:
        item = lsp.TextDocumentItem(uri, "yaml", 1, text)
        editor.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await asyncio.wait_for(editor.published.get(), 30)

    (finding,) = [found for found in talk(conversation) if found.code == "rule-pack"]

    assert finding.message.startswith("'gone.yaml'")


# Plans that a plan names.

TRS = "plan: TRS\nas_of: 2026-01-05\nmilestones:\n  tender: {kind: tender, takes: 35d}\n  award: {after: tender}\n"
LINKED = ADVICE.replace("after: tender + 5wd", "after: [tender + 5wd, trs/award]") + "plans: {trs: trs.yaml}\n"


def beside(folder: Path, conversation: Callable[[Editor, str, str], Awaitable[Any]]) -> Any:
    """A conversation about ``LINKED``, which is open and waits for a plan in a file beside it."""
    (folder / "trs.yaml").write_text(TRS)
    (folder / "plan.yaml").write_text(LINKED)
    uri, other = (folder / "plan.yaml").as_uri(), (folder / "trs.yaml").as_uri()

    async def run(editor: Editor) -> Any:
        editor.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "yaml", 1, LINKED)))
        assert "linked-plan" not in await codes(editor)
        return await conversation(editor, uri, other)

    return talk(run)


async def codes(editor: Editor) -> set[Any]:
    return {finding.code for finding in await asyncio.wait_for(editor.published.get(), 30)}


def test_a_plan_changed_under_another_on_disk_is_seen(tmp_path: Path) -> None:
    async def conversation(editor: Editor, uri: str, other: str) -> Any:
        assert await asyncio.wait_for(editor.registered.get(), 30) == lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
        (tmp_path / "trs.yaml").write_text(TRS.replace("award", "decision"))
        event = lsp.FileEvent(other, lsp.FileChangeType.Changed)
        editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        return await codes(editor)

    assert "unknown-name" in beside(tmp_path, conversation)


def test_a_plan_changed_under_another_in_the_editor_is_seen_before_it_is_saved(tmp_path: Path) -> None:
    async def conversation(editor: Editor, uri: str, other: str) -> Any:
        text = TRS.replace("35d", "35x")
        editor.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(other, "yaml", 1, text)))
        own, changed = await codes(editor), await codes(editor)
        document = lsp.VersionedTextDocumentIdentifier(2, other)
        whole = lsp.TextDocumentContentChangeWholeDocument(text=TRS)
        editor.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))
        mended, again = await codes(editor), await codes(editor)
        return own, changed, mended, again

    own, changed, mended, again = beside(tmp_path, conversation)

    assert "wrong-value" in own and "linked-plan" in changed
    assert "wrong-value" not in mended and "linked-plan" not in again


def test_a_reference_into_another_plan_leads_into_its_file(tmp_path: Path) -> None:
    async def conversation(editor: Editor, uri: str, other: str) -> Any:
        params = lsp.DefinitionParams(lsp.TextDocumentIdentifier(uri), at(LINKED, "trs/award", 5))
        return await editor.text_document_definition_async(params)

    found = beside(tmp_path, conversation)

    assert found.uri == (tmp_path / "trs.yaml").as_uri()
    assert found.range == lsp.Range(at(TRS, "award"), at(TRS, "award", len("award")))


def test_the_milestones_of_other_plans_are_offered(tmp_path: Path) -> None:
    async def conversation(editor: Editor, uri: str, other: str) -> Any:
        params = lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), at(LINKED, "trs/award"))
        return await editor.text_document_completion_async(params)

    assert {"trs/award", "trs/tender", "tender"} <= {item.label for item in beside(tmp_path, conversation)}


def test_a_milestone_of_another_plan_shows_its_dates(tmp_path: Path) -> None:
    async def conversation(editor: Editor, uri: str, other: str) -> Any:
        params = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), at(LINKED, "trs/award", 5))
        return await editor.text_document_hover_async(params)

    assert "9 February 2026" in beside(tmp_path, conversation).contents.value


# An editor's end, and what it opens besides plans.


def spoken(*messages: dict[str, Any]) -> subprocess.CompletedProcess[bytes]:
    """What becomes of a server that is told these messages, as an editor writes them, and then nothing more."""
    data = b""
    for message in messages:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        data += b"Content-Length: %d\r\n\r\n" % len(body) + body
    command = [sys.executable, "-m", "commission_plan", "lsp"]
    return subprocess.run(command, input=data, capture_output=True, timeout=60, cwd=ROOT)


HELLO: tuple[dict[str, Any], ...] = (
    {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
    {"method": "initialized", "params": {}},
)
OVER: tuple[dict[str, Any], ...] = ({"id": 2, "method": "shutdown"}, {"method": "exit"})


def test_a_server_that_is_closed_properly_ends_with_0_and_says_nothing() -> None:
    done = spoken(*HELLO, *OVER)

    assert (done.returncode, done.stderr) == (0, b"")


def test_an_exit_that_was_not_announced_ends_with_1() -> None:
    done = spoken(*HELLO, {"method": "exit"})

    assert (done.returncode, done.stderr) == (1, b"")


def test_changes_that_overtake_each_other_are_no_errors() -> None:
    opened = {"uri": URI, "languageId": "yaml", "version": 1, "text": ADVICE}
    changes = [
        {
            "method": "textDocument/didChange",
            "params": {
                "textDocument": {"uri": URI, "version": number},
                "contentChanges": [{"text": f"{ADVICE}# {number}\n"}],
            },
        }
        for number in range(2, 40)
    ]
    hover = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 1}}

    done = spoken(
        *HELLO,
        {"method": "textDocument/didOpen", "params": {"textDocument": opened}},
        *changes,
        {"id": 3, "method": "textDocument/hover", "params": hover},
        *OVER,
    )

    assert (done.returncode, done.stderr) == (0, b"")


OTHERS = {
    "workflow": "name: test\non: [push]\njobs:\n  a: {runs-on: ubuntu-latest, steps: [{run: make}]}\n",
    "compose": "services:\n  web: {image: nginx, ports: ['80:80']}\nvolumes: {}\n",
    "kubernetes": "apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Service\n",
    "template": "{{- if .Values.on }}\nkind: {{ .Values.kind }}\n{{- end }}\n",
    "list": "- a\n- b\n",
    "empty": "",
    "pack": "pack: P\nlink: https://example.org/c\nrows: {}\n",
}


def told(texts: list[str]) -> list[list[lsp.Diagnostic]]:
    """What a server says of these texts, opened one after the other."""

    async def conversation(editor: Editor) -> Any:
        return [await editor.opened(text) for text in texts]

    found: list[list[lsp.Diagnostic]] = talk(conversation)
    return found


def test_a_file_that_is_no_plan_is_left_alone() -> None:
    found = told(list(OTHERS.values()))

    assert {name: [] for name in OTHERS} == dict(zip(OTHERS, found, strict=True))


def test_an_unfinished_plan_and_a_faulty_pack_are_told() -> None:
    texts = {
        "milestones:\n  a: {takes: soon}\n": "missing-key",
        "services:\n  s: {contracts: {c: {end: 2027-03-31}}}\n": "missing-key",
        "plan: [\n": "syntax",
        "pack: P\nlink: https://example.org/c\nrows: {a: {what: x}}\n": "rule-pack",
    }

    found = told(list(texts))

    assert all(rule in {finding.code for finding in one} for one, rule in zip(found, texts.values(), strict=True))


def test_a_line_ends_where_the_protocol_says() -> None:
    strange = "\u2028\u2029\x0b\x0c\x85\x1c\x1d\x1e"
    text = f'plan: x\nas_of: 2026-11-01\nmilestones:\n  a: {{note: "p{strange}q", takes: 5wd}}\n  b: {{after: zz}}\n'

    async def conversation(editor: Editor) -> Any:
        await editor.opened(text)
        right = lsp.Range(lsp.Position(4, 13), lsp.Position(4, 15))
        plain = lsp.Range(lsp.Position(3, 14), lsp.Position(3, 14 + len(strange)))
        changes = [
            lsp.TextDocumentContentChangePartial(range=right, text="a"),
            lsp.TextDocumentContentChangePartial(range=plain, text=" "),
        ]
        document = lsp.VersionedTextDocumentIdentifier(2, URI)
        editor.text_document_did_change(lsp.DidChangeTextDocumentParams(document, changes))
        return await asyncio.wait_for(editor.published.get(), 30)

    assert [found for found in talk(conversation) if found.severity == lsp.DiagnosticSeverity.Error] == []


def test_a_hover_after_the_file_was_closed_has_no_answer() -> None:
    async def conversation(editor: Editor) -> Any:
        await editor.opened(ADVICE)
        editor.text_document_did_close(lsp.DidCloseTextDocumentParams(DOCUMENT))
        return await editor.text_document_hover_async(lsp.HoverParams(DOCUMENT, lsp.Position(0, 1)))

    assert talk(conversation) is None


# Committees and contracts under the pointer, the outline, references, a rename, the layout.


def test_a_committee_says_when_it_meets_next() -> None:
    asking = lsp.HoverParams(DOCUMENT, at(ADVICE, "cabinet:"))

    said = asked(ADVICE, lambda editor: editor.text_document_hover_async(asking))

    assert "Next meetings: 16 March 2026 and 20 April 2026." in said.contents.value


def test_the_outline_has_contracts_below_their_service() -> None:
    found = asked(
        ADVICE, lambda editor: editor.text_document_document_symbol_async(lsp.DocumentSymbolParams(DOCUMENT))
    )

    assert [entry.name for entry in found] == ["cabinet", "panel", "advice", "tender", "award", "new-service"]
    assert [inner.name for inner in found[2].children] == ["current"]


def test_a_rename_changes_the_id_wherever_it_is_named_and_nothing_else() -> None:
    text = ADVICE.replace("title: Cabinet", "title: award of the award").replace(
        "after: award}", "after: [award, start of award + 2wd]}"
    )
    text += "scenarios:\n  late: {milestones: {award: {on: 2026-04-20}}}\nignore: {big-float: {award: award is last}}\n"
    renaming = lsp.RenameParams(DOCUMENT, at(text, "award:"), "decision")

    edit = asked(text, lambda editor: editor.text_document_rename_async(renaming))

    lines = text.split("\n")
    for change in sorted(edit.changes[URI], key=lambda one: one.range.start.character, reverse=True):
        line, start, end = change.range.start.line, change.range.start.character, change.range.end.character
        lines[line] = lines[line][:start] + change.new_text + lines[line][end:]
    expected = (
        text.replace("  award:\n", "  decision:\n")
        .replace("[award, start of award + 2wd]", "[decision, start of decision + 2wd]")
        .replace("{milestones: {award:", "{milestones: {decision:")
        .replace("{big-float: {award:", "{big-float: {decision:")
    )
    assert "\n".join(lines) == expected


def test_the_layout_is_that_of_fmt() -> None:
    text = ADVICE.replace("tender: {", "tender:   {").replace("\n", "\r\n")
    options = lsp.DocumentFormattingParams(DOCUMENT, lsp.FormattingOptions(2, True))

    (edit,) = asked(text, lambda editor: editor.text_document_formatting_async(options))
    laid_out = plan("fmt", "-", stdin=ADVICE.encode()).stdout.decode()

    assert edit.new_text == laid_out.replace("\n", "\r\n")
