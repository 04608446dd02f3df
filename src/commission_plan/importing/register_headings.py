"""The many names by which the headings of a register of contracts go.

Of each field the plainest name comes first: where a register has several that could be meant, it is taken.
"""

from __future__ import annotations

import re

#: What each field is, as a reader of the register is told.
MEANINGS = {
    "reference": "the reference",
    "title": "the title",
    "description": "the description",
    "supplier": "the supplier",
    "start": "the first day",
    "end": "the last day without further options",
    "extended": "the day to which it has been extended",
    "review": "the review",
    "extension_end": "the last day with every option",
    "extension": "the options",
    "extension_1": "the first option",
    "extension_2": "the second option",
    "extension_3": "the third option",
    "extension_4": "the fourth option",
    "extension_count": "how many options there are",
    "remaining": "the options that are left",
    "notice": "the notice for an option",
    "value": "the value over the full term",
    "annual_value": "the value of a year",
    "department": "who is responsible",
}
#: Columns that are known and never used, and why not.
BUT = {"person": "a plan names teams and roles, never people"}

ALIASES: dict[str, tuple[str, ...]] = {
    "reference": (
        *(
            "contract reference",
            "contract reference number",
            "contract reference no",
            "contract ref",
            "contract ref no",
        ),
        *("contract ref number", "reference", "reference number", "reference no", "ref", "ref no", "ref number"),
        *("unique reference number", "unique reference", "contract register reference", "contract register number"),
        *("register reference", "register number", "contract number", "contract no", "contract id"),
        *("contract identifier", "agreement reference", "agreement number", "identifier"),
    ),
    "title": (
        *("contract title", "title of contract", "title of agreement", "title of the agreement", "agreement title"),
        *("title of the contract", "title", "contract name", "name of contract", "name of agreement"),
        *("contract title name", "contract agreement title", "contract or order title", "project title"),
        *("tender title", "service title"),
    ),
    "description": (
        *("description", "contract description", "short description", "brief description", "goods and services"),
        *("description of goods and services", "description of the goods and or services being provided"),
        *("description of goods and or services", "description of contract", "brief description of the contract"),
        *("description of goods or services", "description of the contract", "purpose of contract", "details"),
    ),
    "supplier": (
        *("supplier name", "supplier", "suppliers", "name of supplier", "supplier name and details", "supplier names"),
        *("awarded supplier", "contracted supplier", "contractor name", "contractor", "provider name", "provider"),
        *("supplier s", "name of provider", "name of contractor", "supplier contractor", "supplier provider"),
        *("supplier contractor name", "winning bidder", "vendor name", "vendor"),
    ),
    "start": (
        *("contract start date", "start date of contract", "start date of the contract", "contract start"),
        *("agreement start date", "start date", "start", "date start", "contract commencement date"),
        *("commencement date", "commencement", "contract from", "date from"),
    ),
    "end": (
        *("current end date", "contract current end date", "current contract end date", "current expiry date"),
        *("end date excluding extensions", "end date excluding extension", "contract end date excluding extensions"),
        *("contract end date excluding extension", "end date without extensions", "end date excl extensions"),
        *("contract end date excl extensions", "end date without possible extensions"),
        *("end date not including extensions", "contract end date", "end date of contract"),
        *("end date of the contract", "contract end", "agreement end date", "end date", "contract expiry date"),
        *("contract expiration date", "contract expiry", "expiry date", "expiration date", "expiry", "end", "date end"),
        *("contract finish date", "finish date", "contract to", "date to"),
    ),
    "extended": (
        *("extended to", "contract extended to", "extended until", "contract extended until", "date extended to"),
        *("extended to date", "now extended to", "extended till"),
    ),
    "review": (
        *("next review date", "contract review date", "review date", "review", "date of review", "review date s"),
        *("review dates", "date for review", "contract review", "review start date"),
    ),
    "extension_end": (
        *("maximum end date", "max end date", "contract maximum end date", "maximum contract end date"),
        *("end date including extensions", "end date including extension", "end date with extensions"),
        *("contract end date including extensions", "end date incl extensions", "end date inc extensions"),
        *("contract end date incl extensions", "contract end date inc extensions", "end date after extensions"),
        *("end date including all extensions", "end date if all extensions taken", "end date after extension"),
        *("latest possible end date", "latest end date", "final end date", "maximum expiry date"),
        *("maximum extension date", "maximum extent date", "contract extension end date", "extension end date"),
        *("extended end date", "extension end", "possible extension end date", "extension until", "extension to"),
        *("extension date",),
    ),
    "extension": (
        *("extension options", "extension option", "option to extend", "options to extend", "extension periods"),
        *("extension period", "extensions", "extension", "available extensions", "extension available"),
        *("contract extension options", "option to extend contract", "contract extensions", "contract extension"),
        *(
            "possible extensions",
            "possible extension",
            "permitted extensions",
            "extension s",
            "extension period available",
        ),
        *("extension available months", "duration of extension in months", "duration of extension", "extension length"),
        *("extension details", "extension terms", "extension provision", "extension clause", "extension notes"),
        *("renewal options", "renewal terms", "renewals", "renewal", "extendable", "contract extendable"),
        *("extension y n",),
    ),
    "extension_1": ("first extension", "extension 1", "1st extension", "option 1", "first option"),
    "extension_2": ("second extension", "extension 2", "2nd extension", "option 2", "second option"),
    "extension_3": ("third extension", "extension 3", "3rd extension", "option 3", "third option"),
    "extension_4": ("fourth extension", "extension 4", "4th extension", "option 4", "fourth option"),
    "extension_count": ("number of extensions", "number of options", "no of extensions", "number of extension options"),
    "remaining": (
        *("options remaining", "extensions remaining", "remaining extensions", "remaining options", "options left"),
        *("extension remaining", "extension options remaining", "remaining extension options", "extensions left"),
    ),
    "notice": (
        *("extension notice period", "extension notice", "notice to extend", "notice for extension"),
        *("notice period", "notice", "contract notice period", "notice required", "notice period required"),
    ),
    "value": (
        *("total contract value", "sum to be paid over the length of the contract"),
        *("sum to be paid over length of contract", "total contract value over contract term", "lifetime value"),
        *("whole life value", "total value of contract", "contract total value", "total contract value gbp"),
        *("total value", "contract value", "value of contract", "value of the contract", "contract value gbp"),
        *("contract value exc vat", "value", "contract sum", "total sum", "sum to be paid", "contract amount"),
        *("total amount", "contract price", "contract award value", "award value"),
    ),
    "annual_value": (
        *("annual value", "annual contract value", "contract annual value", "estimated annual value"),
        *("estimated annual contract value", "value per annum", "contract value per annum", "value per year"),
        *(
            "annual sum",
            "annual cost",
            "annual amount",
            "average annual value",
            "yearly value",
            "value pa",
            "value p a",
        ),
    ),
    "department": (
        *("responsible department", "local authority department responsible", "department responsible", "department"),
        *("departments", "department name", "owning department", "council department", "contract owner department"),
        *("responsible directorate", "directorate", "council directorate", "directorate department"),
        *("department directorate", "service department", "department service", "responsible service"),
        *("service area", "division", "business unit", "commissioning team"),
    ),
    "person": (
        *("contract manager", "responsible officer", "lead officer", "contract lead", "officer", "contact officer"),
        *("contact", "contact name", "contract officer", "manager", "lead", "responsible person", "category manager"),
    ),
}

_NUMBERS = {
    "1": "first|1st|(?<=extension )1|(?<=option )1",
    "2": "second|2nd|(?<=extension )2|(?<=option )2",
    "3": "third|3rd|(?<=extension )3|(?<=option )3",
    "4": "fourth|4th|(?<=extension )4|(?<=option )4",
}
_LAST = r"\b(?:end|ends|ending|expir\w*|finish\w*|complet\w*|terminat\w*|until|dates?|to)\b"
_MOST = (
    r"\b(?:max\w*|latest|possible|potential|final|ultimate|longest|full\w*|all|incl?|including|inclusive|with|after"
    r"|if)\b"
)
_WITHOUT = r"\b(?:without|excl?|excluding|exclusive|before|prior|ignoring|disregarding|less|not (?:including|incl?))\b"
_ENDING = r"\b(?:end|ends|ending|expir\w*|finish\w*)\b"
_STARTING = r"\b(?:start\w*|commenc\w*|begin\w*)\b"
_DAY = r"\b(?:dates?|day)\b"
_ELSE = (
    r"\b(?:award\w*|signed?|signature|publi\w*|advert\w*|ojeu|approv\w*|created|modified|updated|entered|procure\w*"
    r"|tender\w*|retender\w*|projects?|mobilisation|break|warranty|insurance|last)\b"
)
_SUPPLIER = r"(?:supplier|provider|contractor|vendor|bidder)s?"
_MONEY = r"\b(?:values?|costs?|price|sum|amount|worth)\b"
_A_YEAR = r"\b(?:annual\w*|yearly|per annum|p a|pa|per year|each year|a year)\b"

#: What words in a heading make of it: the first that fits. Without a field it means nothing here.
_RULES: tuple[tuple[str, int, str], ...] = (
    ("", 0, r"\b(?:url|uri|link|web\w*|address|postcode|e ?mail|tele\w*|phone|cpv|proclass|smes?|vcse|charity|ocid)\b"),
    (
        "",
        0,
        r"\b(?:regist(?:ration|ered)|irrecoverable|recovered|currency|bands?|types?|status|categor\w+)\b",
    ),
    ("", 0, r"\b(?:code|file|document|format)\b"),
)
_EXTENDING: tuple[tuple[str, int, str], ...] = (
    ("", 0, r"\bnotice\b(?=.*\b(?:by|dates?)\b)|\brenewal date\b|\bdate (?:of|for) renewal\b"),
    ("notice", 1, r"\bnotice\b"),
    ("review", 2, r"\breview\b"),
    ("extension_count", 1, r"\b(?:number|no) of (?:\w+ )?(?:extensions?|options?)\b|\bhow many\b"),
    ("end", 0, rf"(?=.*{_WITHOUT})(?=.*{_LAST})"),
    (
        "",
        0,
        r"\b(?:values?|costs?|spend|sum|price|reasons?|approv\w*|decision|requested|used|taken|exercised|granted)\b",
    ),
    ("", 0, r"\b(?:start\w*|from|commenc\w*|begin\w*|(?:number|no) of)\b"),
    ("remaining", 1, r"\b(?:remain\w*|left|unused|unexercised|outstanding)\b"),
    *((f"extension_{number}", 1, rf"\b(?:{words})\b") for number, words in _NUMBERS.items()),
    (
        "extension_end",
        1,
        rf"(?=.*{_MOST})(?=.*\b(?:end|ends|expir\w*|finish\w*|complet\w*|terminat\w*|until|dates?)\b)",
    ),
    ("extended", 1, r"\bextended (?:to|until|till)\b"),
    ("extension_end", 2, r"\b(?:end|ends|expir\w*|finish\w*|until|dates?)\b"),
    ("extension", 1, r"."),
)
_PLAIN: tuple[tuple[str, int, str], ...] = (
    ("", 0, r"\bnotice\b(?=.*\b(?:terminat\w*|break)\b)|\b(?:terminat\w*|break)\b(?=.*\bnotice\b)"),
    ("notice", 2, r"\bnotice\b(?=.*\b(?:period|required|needed|months?|weeks?|days?|length)\b)|\blength of notice\b"),
    ("", 0, r"\b(?:last|previous|reviewed) review|\breviewed\b|\breview(?:er|ed by)\b"),
    ("review", 1, r"\breview\b"),
    (
        "person",
        1,
        r"\b(?:contact|person|buyer|head of)\b"
        r"|^(?!.*\b(?:department|directorate|team|division)\b).*\b(?:officer|manager|lead)\b",
    ),
    ("annual_value", 1, rf"(?=.*{_A_YEAR})(?=.*{_MONEY})"),
    (
        "",
        0,
        r"\b(?:spen[dt]|to date|savings?|budget|remaining|invoiced?|payments?|limit|threshold|monthly|per month)\b",
    ),
    ("value", 3, rf"(?=.*\b(?:max\w*|estimated|forecast|approx\w*)\b)(?=.*{_MONEY})"),
    ("value", 1, rf"(?=.*\b(?:total|lifetime|whole|overall|term|full)\b)(?=.*{_MONEY})"),
    ("value", 2, _MONEY),
    # Dates of something else than the contract's own term.
    ("", 0, rf"(?=.*{_ELSE})(?=.*\b(?:dates?|starts?|started|end|ends|on)\b)"),
    ("extension_end", 1, rf"(?=.*\b(?:max\w*|latest|possible|potential|final|longest)\b)(?=.*{_ENDING})"),
    ("end", 6, rf"(?=.*\b(?:original|initial|first)\b)(?=.*{_ENDING})"),
    ("end", 0, rf"(?=.*\b(?:current|now|revised)\b)(?=.*{_ENDING})"),
    ("end", 3, rf"{_ENDING}(?=.*{_DAY})|{_DAY}.*{_ENDING}|\btermination date\b"),
    ("end", 4, rf"\b(?:contract|agreement|term) {_ENDING}|^(?:ends|expires|finish|to|until)(?: on)?$|\bend of\b"),
    ("start", 6, rf"(?=.*\b(?:original|initial|first)\b)(?=.*{_STARTING})"),
    ("start", 3, rf"{_STARTING}(?=.*{_DAY})|{_DAY}.*{_STARTING}"),
    ("start", 4, rf"\b(?:contract|agreement|term) {_STARTING}|^(?:starts|begins|commences|from)(?: on)?$"),
    # In some registers the day of signing, in others the end or the start: only where nothing plainer is there.
    ("end", 9, r"^(?:contract )?completion(?: date)?$"),
    ("start", 9, r"^effective(?: from)?(?: date)?$"),
    ("supplier", 1, rf"\b{_SUPPLIER}\b(?!.*\b(?:id|number|no|ref\w*|size|location|local)\b)"),
    ("", 0, rf"\b{_SUPPLIER}\b"),
    ("supplier", 2, r"^awarded to$|\bother part(?:y|ies)\b|^company(?: name)?$"),
    ("department", 1, r"\b(?:departments?|directorates?)\b"),
    ("department", 2, r"\b(?:service area|division|business unit|team)\b"),
    ("department", 3, r"\bportfolio\b"),
    ("department", 4, r"\bowner\b"),
    ("department", 5, r"^services?$"),
    (
        "title",
        1,
        r"\btitle\b|\b(?:contract|agreement|project) name\b|\bname of (?:the )?(?:contract|agreement|project)\b",
    ),
    ("title", 5, r"^contracts?$"),
    ("description", 1, r"\b(?:description|purpose|scope|subject)\b"),
    (
        "reference",
        1,
        r"\b(?:contract|agreement|register|unique|council|tender)\b.*\b(?:ref\w*|id|identifier|number|no)\b",
    ),
    ("reference", 5, r"^(?:id|number|no)$"),
)


def meant(words: str) -> tuple[str, int] | None:
    """The field that a heading means by the words in it, and how plainly; None where it means nothing here."""
    extending = re.search(r"\b(?:exten[ds]\w*|extendable|renew\w*|options?)\b", words)
    for field, rank, pattern in (*_RULES, *(_EXTENDING if extending else _PLAIN)):
        if re.search(pattern, words):
            return (field, rank) if field else None
    return None
