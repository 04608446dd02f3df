"""``plan report`` as a Word document: the verdict, the picture with its description, and the tables.

In a council's own template its styles, its header and footer and its text are kept; the report follows that text, or
takes the place of a paragraph that says ``{{report}}``.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from commission_plan.contents import Contents
from commission_plan.phrases import say
from commission_plan.reports import CannotShow, acts
from commission_plan.reports.documents.archive import rewritten
from commission_plan.reports.documents.docx_pictures import add_pictures, add_stairs
from commission_plan.reports.documents.docx_styles import plain_styles, style
from commission_plan.reports.documents.docx_tables import add_table
from commission_plan.reports.documents.part_tables import sections
from commission_plan.reports.media.paper import told
from commission_plan.reports.plain import one_line
from commission_plan.reports.report import Items, Section, Table
from commission_plan.reports.timeline.heading import asked, hidden

#: A paragraph of a template with this text alone is where the report goes.
PLACE = "{{report}}"
_MOST_OF_A_TITLE = 255
_MOST_UNPACKED = 256 * 1024 * 1024


def render(report: Contents) -> bytes:
    own = report.wanted.template
    document = _opened(own) if own is not None else docx.Document()
    if own is None:
        plain_styles(document)
    _properties(document, report)
    language(document, report.language)
    place = next((found for found in document.paragraphs if found.text.strip() == PLACE), None)
    before = list(document.element.body)
    _write(document, report)
    if place is not None:
        for element in [found for found in document.element.body if found not in before]:
            place._p.addprevious(element)
        place._p.getparent().remove(place._p)
    out = io.BytesIO()
    document.save(out)
    return rewritten(out.getvalue())


def _opened(template: bytes) -> Document:
    """Raises ``CannotShow`` for what is no Word document."""
    import zipfile

    from lxml.etree import XMLSyntaxError

    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise CannotShow("the template is too large")
        return docx.Document(io.BytesIO(rewritten(template, _as_document)))
    except (zipfile.BadZipFile, KeyError, ValueError, XMLSyntaxError, NotImplementedError, RuntimeError):
        raise CannotShow("the template is no Word document (.docx or .dotx)") from None


def _as_document(name: str, content: bytes) -> bytes:
    """Of a template (.dotx) what a document says of itself in its place."""
    if name != "[Content_Types].xml":
        return content
    return content.replace(b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml")


def _properties(document: Document, report: Contents) -> None:
    day = datetime.fromordinal(report.analysis.as_of)
    plan = report.analysis.plan
    said = document.core_properties
    said.title = one_line(report.title, _MOST_OF_A_TITLE)
    said.author = one_line((plan.authority or "") if plan is not None else "", _MOST_OF_A_TITLE)
    said.last_modified_by = ""
    said.subject, said.comments, said.keywords = "Procurement timeline", "", ""
    said.language = report.language
    said.revision = 1
    said.created = said.modified = day


def language(document: Document, code: str) -> None:
    """Say in the defaults which language the text is in."""
    styles = document.styles.element
    defaults = styles.get_or_add_docDefaults() if hasattr(styles, "get_or_add_docDefaults") else None
    defaults = styles.find(qn("w:docDefaults")) if defaults is None else defaults
    if defaults is None:
        defaults = styles.makeelement(qn("w:docDefaults"), {})
        styles.insert(0, defaults)
    properties = _child(_child(defaults, "w:rPrDefault"), "w:rPr")
    said = properties.find(qn("w:lang"))
    if said is None:
        said = properties.makeelement(qn("w:lang"), {})
        properties.append(said)
    said.set(qn("w:val"), code)
    settings = document.settings.element
    theme = settings.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), code)


def _child(parent: Any, tag: str) -> Any:
    found = parent.find(qn(tag))
    if found is None:
        found = parent.makeelement(qn(tag), {})
        parent.insert(0, found)
    return found


# What the document says.


def _write(document: Document, report: Contents) -> None:
    document.add_paragraph(one_line(report.title), style(document, "Heading 1"))
    document.add_paragraph(_dated(report), style(document, "Normal"))
    for judgement in report.judgements:
        said = document.add_paragraph(style=style(document, "Normal"))
        said.add_run(f"{judgement.verdict.upper()}: ").bold = True
        said.add_run(f"{one_line(judgement.sentence)}.")
    doing = acts.table(report)
    if doing is not None:
        document.add_paragraph(doing.title, style(document, "Heading 2"))
        add_table(document, doing)
    if report.has("timeline"):
        document.add_paragraph("Timeline", style(document, "Heading 2"))
        add_pictures(document, report)
        left_out = hidden(report, report.timeline.shown, asked(report))
        if left_out:
            document.add_paragraph(f"{left_out}.", style(document, "Normal"))
    for section in sections(report):
        document.add_paragraph(section.title, style(document, "Heading 2"))
        _section(document, report, section)


def _section(document: Document, report: Contents, section: Section) -> None:
    drawn = section.name != "risk"
    for block in section.blocks:
        if isinstance(block, Table):
            if not drawn:
                add_stairs(document, report)
                drawn = True
            if block.title != section.title:
                document.add_paragraph(block.title, style(document, "Heading 3"))
            if block.rows:
                add_table(document, block)
            else:
                document.add_paragraph(block.none, style(document, "Normal"))
            continue
        said, _ = told(Section([block]))
        if said and isinstance(block, Items) and block.title:
            document.add_paragraph(block.title, style(document, "Heading 3"))
        for sentence in said:
            document.add_paragraph(one_line(sentence), style(document, "Normal"))
    if not drawn:
        add_stairs(document, report)


def _dated(report: Contents) -> str:
    plan = report.analysis.plan
    authority = f"{one_line(plan.authority)}. " if plan is not None and plan.authority else ""
    scenario = f", scenario '{one_line(report.analysis.scenario)}'" if report.analysis.scenario else ""
    return f"{authority}Data date {say(report.analysis.as_of)}{scenario}."
