"""The rules files of the seed's scenarios, over any two databases."""

from __future__ import annotations

PEOPLE = "{name: people, tables: [person, pet, userprofile], read: default, write: default}"
BOOKS = "{name: books, tables: [book, book_authors, review, auth_user, django_content_type], read: other, write: other}"
PRIMARY_REPLICA = "{name: primary_replica, read: other, write: default, relation: allow, migrate: [default, other]}"
WIDE_REPLICA = PRIMARY_REPLICA.replace("[default, other]", "[default, other, writer]")
AUTH = '{name: auth, tables: ["auth_*"], read: default, write: other, relation: allow, migrate: [other], elsewhere: %s}'
WRITER = "{name: write_router, write: writer}"
PETS = "{name: pets, tables: [pet], migrate: [other], elsewhere: skip}"
ANTI_PET = "{name: anti_pet, migrate: [default], elsewhere: skip}"
SYNC = "{name: sync_only_default, migrate: [default], elsewhere: %s}"

RELATIONS = """
relations:
  - {from: book.editor_id, to: person.id, on_delete: set null}
  - {from: book_authors.book_id, to: book.id, on_delete: cascade}
  - {from: book_authors.person_id, to: person.id, on_delete: cascade}
  - {from: pet.owner_id, to: person.id, on_delete: cascade}
  - {from: userprofile.user_id, to: auth_user.id, on_delete: set null}
  - from: review.object_id
    by: review.content_type_id
    names: django_content_type.model
    to: {book: book.id, person: person.id}
    on_delete: cascade
"""


def python(name: str, router: str, more: str = "") -> str:
    return f'{{name: {name}, python: "seed_routers:{router}"{more}}}'


ROUTERS: dict[str, tuple[str, ...]] = {
    "two_databases": (),
    "split_tables": (PEOPLE, BOOKS),
    "primary_replica": (PRIMARY_REPLICA,),
    "replica_alone": (PRIMARY_REPLICA.replace("relation: allow, ", ""),),
    "allow_alone": (PRIMARY_REPLICA,),
    "auth_router": (AUTH % "skip",),
    "auth_refuse": (AUTH % "refuse",),
    "primary_write": (WIDE_REPLICA, WRITER),
    "primary_write_python": (python("primary_replica", "TestRouter"), python("write_router", "WriteRouter")),
    "primary_write_mixed": (WIDE_REPLICA, python("write_router", "WriteRouter")),
    "primary_auth": (PRIMARY_REPLICA, AUTH % "skip"),
    "auth_primary": (AUTH % "skip", PRIMARY_REPLICA),
    "write_auth_primary": (WRITER, AUTH % "skip", WIDE_REPLICA),
    "anti_pet": (PETS, ANTI_PET),
    "write_to_other": ("{name: write_to_other, write: other}",),
    "sync_only_default": (SYNC % "skip",),
    "sync_refuse": (SYNC % "refuse",),
    "attribute_error": (python("attribute_error", "AttributeErrorRouter"),),
    "model_meta": (python("model_meta", "ModelMetaRouter"),),
    "write_check": (python("write_check", "WriteCheckRouter"),),
    "auth_python": (python("auth", "AuthRouter"),),
}

REPLICATED = ("primary_replica", "replica_alone", "primary_write", "primary_auth", "auth_primary", "write_auth_primary")
"""Where `other` is declared a replica of `default`; nothing replicates, as in the seed."""

REFUSING = ("split_tables", *REPLICATED)
"""Where `check` is refuse; elsewhere it is verify."""

# The discard port: nobody listens there.
NOBODY = "postgresql://app@127.0.0.1:9/nobody"


def rules_files(default: str, other: str) -> dict[str, str]:
    """All the files over the databases at these URLs: name of the file → its text."""
    files = {}
    for name, routers in ROUTERS.items():
        replica = ", replica_of: default, read_your_writes: false" if name in REPLICATED else ""
        lines = ["databases:", f'  default: {{url: "{default}"}}', f'  other: {{url: "{other}"{replica}}}']
        if "write" in name.split("_") and "primary" in name:
            lines.append(f'  writer: {{url: "{NOBODY}"}}')
        if routers:
            lines.append("routers:")
            lines.extend(f"  - {router}" for router in routers)
        lines.append(f"check: {'refuse' if name in REFUSING else 'verify'}")
        files[f"{name}.yaml"] = "\n".join(lines) + RELATIONS
    return files
