"""Which characters do the bytes of a page or text file stand for?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.errors import InputError

# The longer marks first: that of UTF-32-LE begins like that of UTF-16-LE.
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
