"""The many names by which the headings of a register of contracts go."""

from __future__ import annotations

ALIASES: dict[str, tuple[str, ...]] = {
    "reference": (
        *("reference", "ref", "ref no", "ref number", "reference no", "reference number", "unique reference"),
        *("unique reference number", "contract reference", "contract reference number", "contract reference no"),
        *("contract ref", "contract ref no", "contract ref number", "contract no", "contract number", "contract id"),
        *("register reference", "register number", "agreement reference", "agreement number", "tender reference"),
        *("contract register number", "contract register reference", "id", "identifier", "contract identifier"),
    ),
    "title": (
        *("title", "contract title", "title of contract", "title of agreement", "title of the agreement"),
        *("agreement title", "contract name", "name of contract", "name of agreement", "project title", "contract"),
        *(
            "contract title name",
            "contract agreement title",
            "tender title",
            "service title",
            "contract or order title",
        ),
    ),
    "description": (
        *("description", "contract description", "short description", "brief description", "goods and services"),
        *("description of goods and services", "description of the goods and or services being provided"),
        *("description of goods and or services", "description of contract", "brief description of the contract"),
        *("description of goods or services", "description of the contract", "details", "purpose of contract"),
    ),
    "supplier": (
        *("supplier", "suppliers", "supplier name", "name of supplier", "supplier name and details", "supplier names"),
        *("awarded supplier", "contractor", "contractor name", "provider", "provider name", "vendor", "vendor name"),
        *("supplier s", "contracted supplier", "winning bidder", "name of provider", "name of contractor", "company"),
        *("other parties to the contract", "supplier contractor", "supplier provider", "supplier contractor name"),
    ),
    "start": (
        *("start", "start date", "contract start", "contract start date", "start date of contract", "date from"),
        *("start date of the contract", "commencement date", "contract commencement date", "commencement"),
        *("contract from", "from", "date start", "agreement start date", "initial start date", "effective date"),
    ),
    "end": (
        *("end", "end date", "contract end", "contract end date", "end date of contract", "end date of the contract"),
        *("current end date", "contract current end date", "current contract end date", "expiry", "expiry date"),
        *("contract expiry date", "contract expiry", "expiration date", "contract expiration date", "finish date"),
        *("contract finish date", "date to", "to", "date end", "contract to", "agreement end date", "initial end date"),
        *("initial contract end date", "end date excluding extensions", "end date excluding extension", "completion"),
        *("contract end date excluding extensions", "end date without extensions", "end date excl extensions"),
        *("contract end date excl extensions", "contract end date excluding extension", "original end date"),
        *("end date without possible extensions", "end date not including extensions", "contract completion date"),
    ),
    "review": (
        *("review", "review date", "contract review date", "next review date", "date of review", "review date s"),
        *("review dates", "date for review", "contract review", "review start date"),
    ),
    "extension_end": (
        *("extension end", "extension end date", "extended end date", "maximum end date", "max end date"),
        *("contract maximum end date", "maximum contract end date", "latest end date", "extended to", "extension to"),
        *(
            "end date including extensions",
            "end date including extension",
            "end date with extensions",
            "extension date",
        ),
        *("contract end date including extensions", "end date incl extensions", "end date inc extensions"),
        *("contract end date incl extensions", "contract end date inc extensions", "possible extension end date"),
        *("end date after extension", "end date after extensions", "final end date", "extension until"),
        *("end date if all extensions taken", "end date including all extensions", "maximum extent date"),
        *("latest possible end date", "contract extension end date", "maximum extension date", "maximum expiry date"),
    ),
    "extension": (
        *("extension", "extensions", "extension period", "extension periods", "extension option", "extension options"),
        *("option to extend", "options to extend", "extension available", "extension details", "extension terms"),
        *("extension s", "renewal", "renewals", "renewal options", "renewal terms", "contract extension"),
        *("contract extensions", "possible extension", "possible extensions", "available extensions", "extendable"),
        *("contract extendable", "permitted extensions", "extension provision", "extension clause", "extension notes"),
        *("extension length", "extension available months", "duration of extension", "duration of extension in months"),
        *("option to extend contract", "contract extension options", "extension period available", "extension y n"),
    ),
    "value": (
        *("value", "contract value", "total value", "total contract value", "value of contract", "contract sum"),
        *("sum to be paid", "sum to be paid over the length of the contract", "contract award value", "award value"),
        *("total sum", "estimated value", "estimated total value", "estimated contract value", "total estimated value"),
        *("contract amount", "total amount", "sum to be paid over length of contract", "value of the contract"),
        *("total contract value over contract term", "lifetime value", "whole life value", "amount", "contract price"),
        *("total value of contract", "estimated total contract value", "contract value exc vat", "sum"),
        *("contract total value", "maximum contract value", "total contract value gbp", "contract value gbp"),
    ),
    "department": (
        *("department", "departments", "responsible department", "local authority department responsible"),
        *("directorate", "department responsible", "service area", "division", "directorate department", "team"),
        *("department directorate", "council department", "service", "business unit", "service department"),
        *("department name", "owning department", "contract owner department", "department service", "portfolio"),
        *("responsible directorate", "council directorate", "commissioning team", "responsible service"),
    ),
}
