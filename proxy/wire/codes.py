"""Message codes, request codes and transaction states, as the integers that `data[i]` yields. May be compiled.

Written as numbers, for only a literal is a constant to the compiler.

Source: PostgreSQL manual, chapter "Frontend/Backend Protocol", section "Message Formats".
"""

from __future__ import annotations

from typing import Final

# Sent by a client.
BIND: Final = 66  # B
CLOSE: Final = 67  # C
COPY_DATA: Final = 100  # d
COPY_DONE: Final = 99  # c
COPY_FAIL: Final = 102  # f
DESCRIBE: Final = 68  # D
EXECUTE: Final = 69  # E
FLUSH: Final = 72  # H
FUNCTION_CALL: Final = 70  # F
PARSE: Final = 80  # P
PASSWORD: Final = 112  # p
QUERY: Final = 81  # Q
SYNC: Final = 83  # S
TERMINATE: Final = 88  # X

# Sent by a server.
AUTHENTICATION: Final = 82  # R
BACKEND_KEY_DATA: Final = 75  # K
BIND_COMPLETE: Final = 50  # 2
CLOSE_COMPLETE: Final = 51  # 3
COMMAND_COMPLETE: Final = 67  # C
COPY_BOTH_RESPONSE: Final = 87  # W
COPY_IN_RESPONSE: Final = 71  # G
COPY_OUT_RESPONSE: Final = 72  # H
DATA_ROW: Final = 68  # D
EMPTY_QUERY_RESPONSE: Final = 73  # I
ERROR_RESPONSE: Final = 69  # E
FUNCTION_CALL_RESPONSE: Final = 86  # V
NEGOTIATE_PROTOCOL_VERSION: Final = 118  # v
NO_DATA: Final = 110  # n
NOTICE_RESPONSE: Final = 78  # N
NOTIFICATION_RESPONSE: Final = 65  # A
PARAMETER_DESCRIPTION: Final = 116  # t
PARAMETER_STATUS: Final = 83  # S
PARSE_COMPLETE: Final = 49  # 1
PORTAL_SUSPENDED: Final = 115  # s
READY_FOR_QUERY: Final = 90  # Z
ROW_DESCRIPTION: Final = 84  # T

# The status byte of ReadyForQuery.
IDLE: Final = 73  # I
IN_TRANSACTION: Final = 84  # T
FAILED_TRANSACTION: Final = 69  # E

# The version word of a start-up packet.
PROTOCOL_3_0: Final = 196608
PROTOCOL_3_2: Final = 196610
CANCEL_REQUEST: Final = 80877102
SSL_REQUEST: Final = 80877103
GSSENC_REQUEST: Final = 80877104
