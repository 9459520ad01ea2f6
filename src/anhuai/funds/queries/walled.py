"""Which rows PostgreSQL itself shows to a page of whose area (platform/wall.py)."""

from anhuai.platform.wall import Walled, declare_walled, of_person

declare_walled(
    *(
        Walled(f"funds_{name}", of_person("person_id"))
        for name in (
            "grant",
            "line",
            "change",
            "payment",
            "payee",
            "claim",
            "closingcertificate",
            "voucher",
        )
    ),
    Walled("funds_account", f"person_id IS NULL OR {of_person('person_id')}"),
)
